//! A written .xlsx, its parts read one by one without any spreadsheet library: everything that has to follow
//! when lines and periods are added, and the type of every result.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Read;
use std::path::Path;

use quarterbook_data::{CellAddress, CellRange};
use zip::ZipArchive;

use crate::xml::Element;

/// A workbook.
#[derive(Debug)]
pub struct WrittenBook {
    /// The sheets, in the order of their tabs.
    pub sheets: Vec<WrittenSheet>,
    /// Defined names, without those for printing.
    pub names: BTreeMap<String, Cells>,
}

/// A sheet.
#[derive(Debug, Default)]
pub struct WrittenSheet {
    /// Its name.
    pub name: String,
    /// Its cells that hold something.
    pub cells: BTreeMap<CellAddress, WrittenCell>,
    /// The 0-based rows that fold away.
    pub folded_rows: BTreeSet<u32>,
    /// The ranges of conditional formats.
    pub conditional_formats: Vec<CellRange>,
    /// The ranges in which what is typed is checked.
    pub validations: Vec<CellRange>,
    /// Sparklines: the cell they are in, and what they draw.
    pub sparklines: Vec<(CellAddress, Cells)>,
    /// What is printed.
    pub print_area: Option<CellRange>,
    /// The charts.
    pub charts: Vec<WrittenChart>,
}

/// A chart.
#[derive(Debug)]
pub struct WrittenChart {
    /// The cell in which its lower right corner is.
    pub end: CellAddress,
    /// What it draws.
    pub series: Vec<WrittenSeries>,
}

/// A cell as the file holds it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WrittenCell {
    /// The formula, as stored; `None` for a constant.
    pub formula: Option<String>,
    /// The range an array formula fills.
    pub spill: Option<CellRange>,
    /// `s` for a text that stands in the table of texts, `str` for a formula's text, `b`, `e`; `n` for a number.
    pub kind: String,
    /// The value; the text itself where the file has its number.
    pub value: String,
}

/// A series of a chart.
#[derive(Debug)]
pub struct WrittenSeries {
    /// Its name.
    pub name: ChartCells,
    /// The categories.
    pub categories: ChartCells,
    /// The values.
    pub values: ChartCells,
}

/// Cells that a chart draws, with the values that stand beside them in the chart's part.
#[derive(Debug)]
pub struct ChartCells {
    /// The cells.
    pub cells: Cells,
    /// The points, one a cell; `None` for one that is left out.
    pub points: Vec<Option<String>>,
}

/// A range of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cells {
    /// The sheet's name.
    pub sheet: String,
    /// The cells.
    pub range: CellRange,
}

/// Reads a workbook.
///
/// # Panics
/// When it is not there, or is not made as quarterbook makes them.
pub fn read(path: &Path) -> WrittenBook {
    let parts = parts(path);
    let book = part(&parts, "xl/workbook.xml");
    let texts: Vec<String> = part(&parts, "xl/sharedStrings.xml")
        .children
        .iter()
        .map(text_of)
        .collect();
    let mut sheets: Vec<WrittenSheet> = book
        .all("sheet")
        .zip(1..)
        .map(|(sheet, number)| {
            let name = sheet.attribute("name").to_owned();
            let root = part(&parts, &format!("xl/worksheets/sheet{number}.xml"));
            let charts = charts(&parts, number);
            WrittenSheet {
                name,
                charts,
                ..self::sheet(&root, &texts)
            }
        })
        .collect();
    let mut names = BTreeMap::new();
    for name in book.all("definedName") {
        match name.attribute("name") {
            "_xlnm.Print_Area" => {
                let area = cells(&name.text);
                let of = sheets.iter_mut().find(|sheet| sheet.name == area.sheet);
                of.expect("a print area has its sheet").print_area = Some(area.range);
            }
            "_xlnm.Print_Titles" => {}
            other => drop(names.insert(other.to_owned(), cells(&name.text))),
        }
    }
    WrittenBook { sheets, names }
}

impl WrittenBook {
    /// The sheet with this name.
    ///
    /// # Panics
    /// When there is none.
    pub fn sheet(&self, name: &str) -> &WrittenSheet {
        let found = self.sheets.iter().find(|sheet| sheet.name == name);
        found.unwrap_or_else(|| panic!("there is no sheet `{name}`"))
    }
}

type Parts = BTreeMap<String, String>;

fn parts(path: &Path) -> Parts {
    let file = File::open(path).expect("the workbook was written");
    let mut archive = ZipArchive::new(file).expect("the workbook is an archive");
    let mut parts = Parts::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).expect("an entry can be read");
        let name = entry.name().expect("an entry has a name").into_owned();
        let mut text = String::new();
        if entry.read_to_string(&mut text).is_ok() {
            parts.insert(name, text);
        }
    }
    parts
}

fn part(parts: &Parts, name: &str) -> Element {
    parts
        .get(name)
        .map_or_else(Element::default, |text| Element::root(text))
}

fn sheet(root: &Element, texts: &[String]) -> WrittenSheet {
    let range = |element: &Element| range(element.attribute("sqref"));
    WrittenSheet {
        cells: root
            .all("c")
            .map(|cell| (address(cell.attribute("r")), self::cell(cell, texts)))
            .collect(),
        folded_rows: root
            .all("row")
            .filter(|row| !row.attribute("outlineLevel").is_empty())
            .map(|row| row.attribute("r").parse::<u32>().expect("a row has a number") - 1)
            .collect(),
        conditional_formats: root.all("conditionalFormatting").map(range).collect(),
        validations: root.all("dataValidation").map(range).collect(),
        sparklines: root.all("sparkline").map(sparkline).collect(),
        ..WrittenSheet::default()
    }
}

fn cell(cell: &Element, texts: &[String]) -> WrittenCell {
    let formula = cell.child("f");
    let value = cell.child("v").map_or("", |value| &value.text);
    let kind = match cell.attribute("t") {
        "" => "n",
        kind => kind,
    };
    WrittenCell {
        formula: formula.map(|formula| formula.text.clone()),
        spill: formula
            .map(|formula| formula.attribute("ref"))
            .filter(|spill| !spill.is_empty())
            .map(range),
        kind: kind.to_owned(),
        value: match kind {
            "s" => texts[value.parse::<usize>().expect("a text has a number")].clone(),
            _ => value.to_owned(),
        },
    }
}

fn sparkline(sparkline: &Element) -> (CellAddress, Cells) {
    let text = |name| sparkline.child(name).map_or("", |part| part.text.as_str());
    (address(text("sqref")), cells(text("f")))
}

/// The charts of a sheet, found by the relations of its part and of its drawing's.
fn charts(parts: &Parts, sheet: usize) -> Vec<WrittenChart> {
    let drawings = related(
        parts,
        &format!("xl/worksheets/_rels/sheet{sheet}.xml.rels"),
        "drawings/drawing",
    );
    let Some(drawing) = drawings.first().and_then(|drawing| drawing.strip_prefix("drawings/")) else {
        return Vec::new();
    };
    let ends = part(parts, &format!("xl/drawings/{drawing}"));
    let charts = related(parts, &format!("xl/drawings/_rels/{drawing}.rels"), "charts/chart");
    let charts = charts.iter().zip(ends.all("to")).map(|(chart, end)| WrittenChart {
        end: corner(end),
        series: part(parts, &format!("xl/{chart}")).all("ser").map(series).collect(),
    });
    charts.collect()
}

fn related(parts: &Parts, relations: &str, kind: &str) -> Vec<String> {
    let relations = part(parts, relations);
    let targets = relations
        .children
        .iter()
        .map(|relation| relation.attribute("Target").replace("../", ""));
    targets.filter(|target| target.starts_with(kind)).collect()
}

fn corner(end: &Element) -> CellAddress {
    let number = |name| {
        end.child(name)
            .map_or("", |part| &part.text)
            .parse()
            .expect("a corner has a place")
    };
    CellAddress::new(number("row"), number("col"))
}

fn series(series: &Element) -> WrittenSeries {
    let cells = |name: &str| {
        let reference = series
            .child(name)
            .and_then(|role| role.children.first())
            .expect("a series has its parts");
        chart_cells(reference)
    };
    WrittenSeries {
        name: cells("tx"),
        categories: cells("cat"),
        values: cells("val"),
    }
}

fn chart_cells(reference: &Element) -> ChartCells {
    let formula = reference.child("f").map_or("", |formula| &formula.text);
    let count = reference
        .all("ptCount")
        .next()
        .map_or("", |count| count.attribute("val"));
    let mut points = vec![None; count.parse().expect("a cache counts its points")];
    for point in reference.all("pt") {
        let place: usize = point.attribute("idx").parse().expect("a point has a place");
        points[place] = point.child("v").map(|value| value.text.clone());
    }
    ChartCells {
        cells: cells(formula),
        points,
    }
}

/// The text of an item of the table of texts, whether plain or in runs.
fn text_of(item: &Element) -> String {
    item.all("t").map(|run| run.text.as_str()).collect()
}

/// Reads `'Sheet name'!$B$3:$D$3`.
fn cells(text: &str) -> Cells {
    let (sheet, range) = text.rsplit_once('!').expect("a reference names its sheet");
    let sheet = sheet.trim_matches('\'').replace("''", "'");
    Cells {
        sheet,
        range: self::range(range),
    }
}

fn range(text: &str) -> CellRange {
    let text = text.replace('$', "");
    let (first, last) = text.split_once(':').unwrap_or((&text, &text));
    CellRange::new(address(first), address(last))
}

fn address(text: &str) -> CellAddress {
    text.parse().unwrap_or_else(|_| panic!("`{text}` is not an address"))
}
