//! Ledgers: read row by row they hold what their grids hold, and rows of one kind are summed like any others.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;

use crate::common::binary::{cell, record, row, wide, xlsb_with_styles};
use crate::common::damage::damaged;
use crate::common::package::{NAMESPACES, ods_package, sheet_xml, xlsx_package};
use crate::common::samples;
use quarterbook_source::{BookPlace, Cell, ReadOptions, for_each_row, read, read_file, read_sources};
use rust_decimal::Decimal;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

/// Sheets with their cells, held and streamed; `None` where the file is refused.
fn held(bytes: &[u8]) -> Option<Vec<(String, Cell)>> {
    let workbook = read("ledger.xlsx", bytes, &ReadOptions::default()).ok()?;
    let cells = workbook.sheets.iter().flat_map(|grid| {
        let name = grid.sheet.to_string();
        grid.cells().iter().map(move |cell| (name.clone(), cell.clone()))
    });
    Some(cells.collect())
}

fn streamed(bytes: &[u8]) -> Result<Vec<(String, Cell)>, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.xlsx");
    std::fs::write(&path, bytes).unwrap();
    let mut seen = Vec::new();
    for_each_row("ledger.xlsx", &path, &ReadOptions::default(), &|_| true, &mut |row| {
        seen.extend(row.cells.iter().map(|cell| (row.sheet.to_string(), cell.clone())));
        ControlFlow::Continue(())
    })
    .map_err(|refusal| refusal.to_string())?;
    Ok(seen)
}

fn joined(pieces: impl Iterator<Item = String>) -> String {
    pieces.collect::<Vec<_>>().concat()
}

/// Texts in every form XML allows, formats of every meaning.
fn shared_parts() -> [(&'static str, Vec<u8>); 2] {
    let texts = [
        "<t>plain</t>",
        "<t> trimmed\n</t>",
        "<t xml:space=\"preserve\"> kept </t>",
        "<t>A &amp; B &lt;&#20998;&#x9500;&gt;</t>",
        "<t>two_x000D_\r\nlines_x005F_x000D_</t>",
        "<t>_xZZZZ_ _x41_</t>",
        "<r><t>rich</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\"> text</t></r>",
        "<t>東京</t><rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh>",
        "<t><![CDATA[<raw> & ]]>end</t>",
        "<t/>",
        "",
        "<r><t>12.3</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr><t>(1)</t></r><r><t> m</t></r>",
    ];
    let texts = joined(texts.iter().map(|text| format!("<si>{text}</si>")));
    let formats = [0, 1, 9, 14, 22, 27, 45, 46, 164, 165, 166, 167, 500];
    let format = |id: &u32| format!("<xf numFmtId=\"{id}\"><alignment indent=\"{}\"/></xf>", id % 3);
    let formats = joined(formats.iter().map(format));
    let codes = [
        (164, "yyyy&quot;年&quot;m&quot;月&quot;"),
        (165, "[h]:mm"),
        (166, "#,##0.00&quot;d&quot;"),
        (167, "[Red]\\d0;yyyy"),
    ];
    let declared = codes.map(|(id, code)| format!("<numFmt numFmtId=\"{id}\" formatCode=\"{code}\"/>"));
    let codes = joined(declared.into_iter());
    [
        (
            "xl/sharedStrings.xml",
            format!("<sst {NAMESPACES} uniqueCount=\"12\">{texts}</sst>").into_bytes(),
        ),
        (
            "xl/styles.xml",
            format!(
                "<styleSheet {NAMESPACES}><numFmts>{codes}</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>\
                 <cellXfs>{formats}</cellXfs></styleSheet>"
            )
            .into_bytes(),
        ),
    ]
}

fn package_of(rows: &str) -> Vec<u8> {
    let parts = shared_parts();
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    xlsx_package(&sheet_xml(rows), &parts)
}

#[test]
fn a_ledger_in_xlsx_has_the_cells_of_its_grid() {
    let texts = joined((0..12).map(|at| format!("<c t=\"s\"><v>{at}</v></c>")));
    let date = |style| format!("<c s=\"{style}\"><v>45838.75</v></c><c s=\"{style}\"><v>-0.5</v></c>");
    let dates = joined((0..13).map(date));
    let cases = [
        format!("<row>{texts}</row>"),
        format!("<row>{dates}</row>"),
        "<row r=\"3\"><c r=\"B3\" t=\"str\"><f>A1&amp;\"x\"</f><v>a &amp; b_x0041_</v></c><c><v>7</v></c></row>".into(),
        "<row><c t=\"inlineStr\"><is><t>in</t></is></c><c t=\"inlineStr\"><is><r><t>a</t></r><r><t> b </t></r></is></c></row>".into(),
        "<row><c t=\"b\"><v>1</v></c><c t=\"b\"><v>FALSE</v></c><c t=\"e\"><v>#DIV/0!</v></c><c t=\"e\"><v/></c></row>".into(),
        "<row><c t=\"d\"><v>2025-06-30T00:00:00Z</v></c><c t=\"d\"><v>soon</v></c><c t=\"n\"><v>1e400</v></c></row>".into(),
        "<row><c><v>12abc</v></c><c><v>1.5E-3</v></c><c><v> 5</v></c><c><v>NaN</v></c><c/><c><v></v></c></row>".into(),
        "<row><!-- <c><v>9</v></c> --><c><v>1</v></c><?note?><c><f>1</f></c><c><v>3</v><f>1</f></c></row>".into(),
        "<row spans=\"1:3\" x=\"a>b\"><c r='A1' s='1'><v>1</v></c></row>\n <row r=\"9\"/><row><c><v>10</v></c></row>".into(),
        "<row><c t=\"inlineStr\"><is><r><t>7</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr><t>a</t></r></is></c></row>".into(),
        "<row><c><f>1</f><v/></c><c t=\"str\"><f>A1</f><v></v></c><c><f>2</f><v>2</v></c><c><f t=\"shared\" si=\"0\"/></c></row>".into(),
        "<row r=\"2\"><c r=\"C2\"><v>3</v></c><c r=\"A2\"><v>1</v></c></row>".into(),
    ];
    for rows in cases {
        let bytes = package_of(&rows);
        let held = held(&bytes).unwrap_or_else(|| panic!("refused: {rows}"));
        assert_eq!(streamed(&bytes).as_ref(), Ok(&held), "{rows}");
    }
}

/// Cells of every record in which binary workbooks keep them, among them dates, empty texts and cells behind the data.
fn binary_ledger() -> Vec<u8> {
    let in_style = |column: u32, style: u32, rest: &[u8]| [&column.to_le_bytes(), &style.to_le_bytes(), rest].concat();
    let short = |number: i32, flags: u32| ((number << 2) as u32 | flags).to_le_bytes();
    let half = |number: f64, flags: u32| ((number.to_bits() >> 32) as u32 | flags).to_le_bytes();
    let formula = [0; 10];
    let records = [
        row(0),
        record(1, &cell(0, &[])),
        record(2, &cell(1, &short(-1234, 2))),
        record(2, &cell(2, &short(-1235, 3))),
        record(2, &cell(3, &half(0.5, 0))),
        record(2, &cell(4, &half(12.0, 1))),
        record(2, &in_style(5, 1, &short(45_838, 2))),
        row(1),
        record(5, &in_style(0, 1, &45_838.25_f64.to_le_bytes())),
        record(5, &in_style(1, 0x0100_0002, &1234.5_f64.to_le_bytes())),
        record(5, &in_style(2, 3, &1.5_f64.to_le_bytes())),
        record(5, &cell(3, &f64::NAN.to_le_bytes())),
        record(3, &cell(4, &[0x2a])),
        record(3, &cell(5, &[0x99])),
        row(1),
        record(4, &cell(6, &[1])),
        row(5),
        record(6, &cell(0, &wide("in the cell"))),
        record(6, &cell(1, &wide(""))),
        record(7, &cell(2, &0_u32.to_le_bytes())),
        record(7, &cell(3, &1_u32.to_le_bytes())),
        record(8, &cell(4, &[&wide("of a formula")[..], &formula].concat())),
        record(9, &cell(5, &[&2.5_f64.to_le_bytes()[..], &formula].concat())),
        record(10, &cell(6, &[&[1][..], &formula].concat())),
        record(11, &cell(7, &[&[0x17][..], &formula].concat())),
        record(300, &[7; 200]),
        record(146, &[]),
        row(9),
        record(5, &cell(0, &1.0_f64.to_le_bytes())),
    ];
    let count = record(617, &4_u32.to_le_bytes());
    let formats = [0_u16, 14, 4, 46].map(|number| {
        let mut data = [0; 16];
        data[2..4].copy_from_slice(&number.to_le_bytes());
        record(47, &data)
    });
    let styles: Vec<Vec<u8>> = [count].into_iter().chain(formats).chain([record(618, &[])]).collect();
    xlsb_with_styles(&records, &["in the table", ""], &[], &styles)
}

#[test]
fn a_ledger_in_xlsb_has_the_cells_of_its_grid() {
    let bytes = binary_ledger();
    let held = held(&bytes).unwrap();
    assert_eq!(held.len(), 18);
    assert_eq!(streamed(&bytes), Ok(held));
}

#[test]
fn tags_out_of_place_are_refused_with_the_sheet() {
    let cases = [
        "<row><c><v>1</v><c><v>2</v></c></c></row>",
        "<row><row><c><v>2</v></c></row></row>",
        "<row><c><w>1</w></c></row>",
        "<row><c t=\"s\"><v>99</v></c></row>",
        "<row><c t=\"b\"><v>maybe</v></c></row>",
        "<row><c t=\"n\"><v>x</v></c></row>",
        "<row><c t=\"q\"><v>x</v></c></row>",
        "<row><c><v>1</v></c>",
    ];
    let refusals = cases.map(|rows| {
        let refusal = streamed(&package_of(rows)).unwrap_err();
        assert!(refusal.contains("= hint: "), "{refusal}");
        format!("# {rows}\n{refusal}\n")
    });
    insta::assert_snapshot!(refusals.join("\n"));
}

#[test]
fn a_damaged_ledger_never_has_other_cells_than_its_grid() {
    let (mut both, mut neither) = (0, 0);
    for bytes in [
        samples::xlsx(),
        package_of("<row><c t=\"s\"><v>6</v></c><c s=\"3\"><v>45838</v></c></row>"),
        binary_ledger(),
    ] {
        for seed in 0..200 {
            let damaged = damaged(&bytes, seed);
            match (held(&damaged), streamed(&damaged)) {
                (Some(held), Ok(streamed)) => {
                    assert_eq!(streamed, held, "seed {seed}");
                    both += 1;
                }
                (None, Err(_)) => neither += 1,
                _ => {}
            }
        }
    }
    assert!(both > 20 && neither > 20, "{both} read, {neither} refused");
}

/// Rows of two products, accounts that count and that do not, amounts on either side or on both, some of them zero
/// or under a format of their own.
#[test]
fn rows_of_one_kind_are_summed_as_if_each_were_looked_at() {
    let folder = tempfile::tempdir().unwrap();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let money = Format::new().set_num_format("#,##0.00");
    sheet
        .write_row(0, 0, ["Date", "Account", "Product", "Debit", "Credit"])
        .unwrap();
    let mut expected: BTreeMap<String, Decimal> = BTreeMap::new();
    for row in 1..3_000_u32 {
        let scattered = row.wrapping_mul(2_654_435_761);
        let month = 1 + (scattered >> 4) % 12;
        let day = ExcelDateTime::from_ymd(2024, month as u8, 1 + (scattered >> 9) as u8 % 28).unwrap();
        sheet.write_with_format(row, 0, &day, &date).unwrap();
        let account = 6001 + (scattered >> 7) % 3;
        sheet.write(row, 1, account).unwrap();
        let product = ["训练", "推理"][(scattered >> 11) as usize % 2];
        sheet.write(row, 2, product).unwrap();
        let cents = i64::from((scattered >> 5) % 100_000) * i64::from((scattered >> 13) % 3);
        let amount = cents as f64 / 100.0;
        let (has_debit, has_credit) = ((scattered >> 15) % 3 == 0, (scattered >> 15) % 3 != 1);
        if has_debit {
            sheet.write(row, 3, amount).unwrap();
        }
        if has_credit {
            sheet.write_with_format(row, 4, 2.0 * amount, &money).unwrap();
        }
        if account != 6003 {
            let member = if product == "训练" { "training" } else { "inference" };
            let sum = expected
                .entry(format!("revenue.{member} 2024Q{}", month.div_ceil(3)))
                .or_default();
            let debit = if has_debit { cents } else { 0 };
            let credit = if has_credit { 2 * cents } else { 0 };
            *sum += Decimal::new(credit - debit, 2);
        }
    }
    workbook.save(folder.path().join("ledger.xlsx")).unwrap();
    let book = r#"
        [[source]]
        files = "ledger.xlsx"
        shape = "ledger"
        unit = "CNY"
        dates = "quarter"
        columns = { period = "Date" }
        by = { product = "Product" }
        where = { Account = "!6003" }
        values = { Debit = { line = "revenue", negate = true }, Credit = "revenue" }
    "#;
    let read = crate::figures::read(book, folder.path(), &crate::figures::vocabulary("CNY"));
    let sums = read.figures.iter().map(|figure| {
        assert_eq!(figure.decimals, 2, "{}", crate::figures::line(figure));
        (
            format!("{} {}", figure.series, figure.period),
            figure.amount.number().unwrap(),
        )
    });
    assert_eq!(sums.collect::<BTreeMap<_, _>>(), expected);
    assert_eq!(read.problems, []);
}

/// The rows of one ledger as a sheet of `OpenDocument`.
fn open_document(rows: &[[&str; 3]]) -> Vec<u8> {
    let cell = |text: &str| match text.parse::<f64>() {
        Ok(number) => format!(r#"<table:table-cell office:value-type="float" office:value="{number}"/>"#),
        Err(_) => format!(r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#),
    };
    let row = |row: &[&str; 3]| {
        let cells = joined(row.iter().map(|text| cell(text)));
        format!("<table:table-row>{cells}</table:table-row>")
    };
    let rows = joined(rows.iter().map(row));
    ods_package(&format!(r#"<table:table table:name="L">{rows}</table:table>"#))
}

#[test]
fn ledgers_whose_format_cannot_be_streamed_are_opened_like_any_file() {
    const ROWS: [[&str; 3]; 4] = [
        ["Date", "Product", "Amount"],
        ["2025-01-15", "Training", "100"],
        ["2025-02-20", "Training", "50.5"],
        ["2025-04-02", "Inference", "80"],
    ];
    let csv = joined(ROWS.iter().map(|row| row.join(",") + "\n"));
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("ledger.csv"), csv).unwrap();
    std::fs::write(folder.path().join("open.csv"), open_document(&ROWS)).unwrap();
    let read = |file: &str| {
        let book = format!(
            r#"
            [[source]]
            files = "{file}"
            shape = "ledger"
            unit = "CNY"
            dates = "quarter"
            columns = {{ period = "Date" }}
            by = {{ product = "Product" }}
            values = {{ Amount = "revenue" }}
            "#
        );
        let place = BookPlace {
            path: "quarterbook.toml",
            text: &book,
            folder: folder.path(),
            writes: &[],
        };
        let opened = RefCell::new(Vec::new());
        let open = |label: &str, path: &Path, options: &ReadOptions| {
            opened.borrow_mut().push(label.to_owned());
            read_file(label, path, options)
        };
        let read = read_sources(place, &crate::figures::vocabulary("CNY"), None, &open, &mut |_| {});
        let sums = read.figures.iter();
        let sums = sums.map(|figure| {
            format!(
                "{} {} {}",
                figure.series,
                figure.period,
                figure.amount.number().unwrap()
            )
        });
        (sums.collect::<Vec<_>>(), opened.into_inner())
    };
    let (streamed, opened) = read("ledger.csv");
    assert_eq!(
        streamed,
        ["revenue.inference 2025Q2 80", "revenue.training 2025Q1 150.5"]
    );
    assert_eq!(opened, [""; 0]);
    assert_eq!(read("open.csv"), (streamed, vec!["open.csv".to_owned()]));
}
