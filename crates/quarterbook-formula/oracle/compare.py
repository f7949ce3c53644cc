#!/usr/bin/env python3
"""Compares the formula crate with LibreOffice and with CellRune.

The formulas of formulas.tsv, over the cells of data.tsv, are evaluated by the crate (examples/calc.rs) and by
each engine named on the command line (both by default). Numbers must agree to one unit of the 15th significant
digit, and of the 12th for the functions that search for a rate; everything else must be equal. Whatever differs
has to stand in disagreements.tsv with the reason, and whatever stands there has to differ still.

Needs only Python, cargo and, for LibreOffice, soffice on the path. Exits with 1 on a difference that is not
listed or a listed one that is gone.
"""

import argparse
import math
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
import zipfile
from datetime import datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

HERE = Path(__file__).resolve().parent
ITERATIVE = re.compile(r"\b(IRR|XIRR|RATE)\(")
# Functions that the file format spells with a prefix.
NEWER = """CEILING.MATH FLOOR.MATH MAXIFS MINIFS IFNA IFS SWITCH XOR RRI PDURATION ISOWEEKNUM DAYS STDEV.S STDEV.P
VAR.S VAR.P PERCENTILE.INC PERCENTILE.EXC QUARTILE.INC RANK.EQ RANK.AVG PERCENTRANK.INC PERCENTRANK.EXC
COVARIANCE.P COVARIANCE.S NUMBERVALUE TEXTJOIN CONCAT UNICODE AGGREGATE""".split()
NEWER_CALL = re.compile(r"(?<![\w.])(" + "|".join(re.escape(name) for name in NEWER) + r")\(")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("engines", nargs="*", choices=[[], "libreoffice", "cellrune"])
    parser.add_argument("--show", action="store_true", help="print every difference in the form of the list")
    arguments = parser.parse_args()
    engines = arguments.engines or ["libreoffice", "cellrune"]
    formulas = [line for line in lines("formulas.tsv") if line.startswith("=")]
    addresses = {f"Formulas!A{row}": formula for row, formula in enumerate(formulas, 1)}
    data = dict(line.split("\t", 1) for line in lines("data.tsv"))
    ours = evaluate_here(data, addresses)
    listed = read_list()
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        workbook = Path(folder) / "oracle.xlsx"
        write_workbook(workbook, data, addresses)
        for engine in engines:
            theirs = {"libreoffice": libreoffice, "cellrune": cellrune}[engine](workbook, Path(folder))
            failures += report(engine, addresses, ours, theirs, listed, arguments.show)
    return 1 if failures else 0


def lines(name):
    text = (HERE / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line]


def read_list():
    """The differences that are known, by engine and formula."""
    known = {}
    for line in lines("disagreements.tsv"):
        if line.startswith("#"):
            continue
        engine, formula, mine, other, right, reason = line.split("\t")
        known[engine, formula] = (mine, other, right, reason)
    return known


def report(engine, addresses, ours, theirs, listed, show):
    """Prints how an engine compares; returns how many differences are not as listed."""
    equal = known = 0
    failures = []
    for address, formula in addresses.items():
        mine = ours.get(address, ("none", ""))
        other = theirs.get(address, ("none", ""))
        entry = listed.get((engine, formula))
        same = agree(mine, other, 12 if ITERATIVE.search(formula) else 15)
        equal += same
        if same and entry:
            failures.append(f"listed, but they agree now: {formula}")
        elif not same and (entry is None or entry[:2] != (shown(mine), shown(other))):
            failures.append(f"{engine}\t{formula}\t{shown(mine)}\t{shown(other)}\t?\t?")
        elif not same:
            known += 1
    gone = [formula for name, formula in listed if name == engine and formula not in set(addresses.values())]
    failures += [f"listed, but not in formulas.tsv: {formula}" for formula in gone]
    print(f"{engine}: {len(addresses)} formulas, {equal} agree, {known} differ as listed, {len(failures)} failures")
    for failure in failures:
        print(failure if show else f"  {failure}")
    return len(failures)


def shown(value):
    """A value as the list has it: numbers at 15 digits."""
    kind, text = value
    return f"{kind} {float(text):.15g}" if kind == "number" else f"{kind} {text}".strip()


def agree(mine, other, digits):
    if "number" == mine[0] == other[0]:
        left, right = float(mine[1]), float(other[1])
        if left == right:
            return True
        size = max(abs(left), abs(right))
        unit = 10.0 ** (math.floor(math.log10(size)) - digits + 1)
        return abs(left - right) <= unit
    if mine[0] == "boolean" and other[0] == "number":
        # LibreOffice's truth values are numbers with a format.
        return {"TRUE": 1.0, "FALSE": 0.0}[mine[1]] == float(other[1])
    if mine[0] == other[0] == "error" and other[1] == "Err:502":
        # LibreOffice has one code, "invalid argument", for both.
        return mine[1] in ("#NUM!", "#VALUE!")
    return mine == other


def evaluate_here(data, addresses):
    """What the crate makes of it."""
    cells = [f"{address}\t{value}" for address, value in list(data.items()) + list(addresses.items())]
    command = ["cargo", "run", "--quiet", "--package", "quarterbook-formula", "--example", "calc"]
    run = subprocess.run(
        command, input="\n".join(cells) + "\n", capture_output=True, text=True, encoding="utf-8", cwd=HERE
    )
    if not run.stdout:
        sys.exit(run.stderr)
    return results(run.stdout)


def results(text):
    """`address<TAB>type<TAB>value` lines by address."""
    found = {}
    for line in text.splitlines():
        address, kind, value = line.split("\t", 2)
        found[address] = (kind, value)
    return found


def cellrune(workbook, _folder):
    manifest = HERE / "cellrune" / "Cargo.toml"
    command = ["cargo", "run", "--quiet", "--manifest-path", str(manifest), "--", str(workbook)]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    return results(run.stdout)


def libreoffice(workbook, folder):
    command = [
        "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "fods",
        "--outdir",
        str(folder),
        str(workbook),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return read_flat_document(workbook.with_suffix(".fods"))


def read_flat_document(path):
    """The first column of the sheet Formulas in a flat OpenDocument file."""
    spaces = {
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
    }
    name = lambda prefix, local: f"{{{spaces[prefix]}}}{local}"
    found = {}
    for table in ElementTree.parse(path).getroot().iter(name("table", "table")):
        if table.get(name("table", "name")) != "Formulas":
            continue
        row = 0
        for line in table.iter(name("table", "table-row")):
            cell = line.find("table:table-cell", spaces)
            if cell is not None and cell.get(name("table", "formula")):
                found[f"Formulas!A{row + 1}"] = flat_value(cell, name)
            row += int(line.get(name("table", "number-rows-repeated"), "1"))
    return found


def flat_value(cell, name):
    kind = cell.get(name("office", "value-type"))
    paragraphs = ["".join(part.itertext()) for part in cell.iter(name("text", "p"))]
    text = cell.get(name("office", "string-value")) or "\n".join(paragraphs)
    if cell.get(name("calcext", "value-type")) == "error":
        return ("error", text)
    if kind == "boolean":
        return ("boolean", cell.get(name("office", "boolean-value")).upper())
    if kind == "string":
        return ("text", text)
    if kind == "date":
        moment = datetime.fromisoformat(cell.get(name("office", "date-value")))
        return ("number", repr((moment - datetime(1899, 12, 30)) / timedelta(days=1)))
    if kind == "time":
        hours, minutes, seconds = re.findall(r"[\d.]+", cell.get(name("office", "time-value")))
        return ("number", repr((int(hours) * 3600 + int(minutes) * 60 + float(seconds)) / 86400))
    number = cell.get(name("office", "value"))
    return ("text", text) if number is None else ("number", number)


def write_workbook(path, data, addresses):
    """A workbook without cached results."""
    sheets = {"Data": data, "Formulas": addresses}
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main_space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    package = "http://schemas.openxmlformats.org/package/2006"
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/>'
        + "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kinds}.worksheet+xml"/>' for n in (1, 2)
        )
        + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        + "".join(
            f'<Relationship Id="rId{n}" Type="{relations}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in (1, 2)
        )
        + "</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{main_space}" xmlns:r="{relations}"><sheets>'
        + "".join(f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(sheets, 1))
        + '</sheets><calcPr fullCalcOnLoad="1"/></workbook>',
    }
    for n, cells in enumerate(sheets.values(), 1):
        parts[f"xl/worksheets/sheet{n}.xml"] = (
            f'<worksheet xmlns="{main_space}"><sheetData>{sheet_rows(cells)}</sheetData></worksheet>'
        )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, head + text)


def sheet_rows(cells):
    rows = {}
    for address, value in cells.items():
        column, row = re.fullmatch(r"\w+!([A-Z]+)(\d+)", address).groups()
        rows.setdefault(int(row), []).append((column, value))
    return "".join(
        f'<row r="{row}">' + "".join(sheet_cell(f"{column}{row}", value) for column, value in sorted(rows[row])) + "</row>"
        for row in sorted(rows)
    )


def sheet_cell(address, value):
    if value.startswith("="):
        formula = NEWER_CALL.sub(r"_xlfn.\1(", value[1:])
        return f'<c r="{address}"><f>{escape(formula)}</f></c>'
    if value.startswith("'"):
        return f'<c r="{address}" t="inlineStr"><is><t xml:space="preserve">{escape(value[1:])}</t></is></c>'
    if value in ("TRUE", "FALSE"):
        return f'<c r="{address}" t="b"><v>{int(value == "TRUE")}</v></c>'
    if value.startswith("#"):
        return f'<c r="{address}" t="e"><v>{value}</v></c>'
    return f'<c r="{address}"><v>{value}</v></c>'


if __name__ == "__main__":
    sys.exit(main())
