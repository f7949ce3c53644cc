//! Ledgers row by row: the same cells as a grid has, in order, from files.

use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::path::PathBuf;

use crate::common::package::{sheet_xml, xlsx_package};
use crate::common::samples;
use quarterbook_source::{ReadOptions, for_each_row, read};

/// A file for the length of a test.
struct Scratch(tempfile::TempDir);

impl Scratch {
    fn new(bytes: &[u8]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("ledger"), bytes).unwrap();
        Self(folder)
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("ledger")
    }
}

fn streamed(bytes: &[u8], rows: usize) -> String {
    let scratch = Scratch::new(bytes);
    let mut text = String::new();
    let mut left = rows;
    let result = for_each_row(
        "ledger",
        &scratch.path(),
        &ReadOptions::default(),
        &|_| true,
        &mut |row| {
            let cells: Vec<String> = row
                .cells
                .iter()
                .map(|cell| format!("{} {}", cell.address, cell.printed()))
                .collect();
            let _ = writeln!(text, "{} {}: {}", row.sheet, row.row + 1, cells.join(", "));
            left -= 1;
            if left == 0 {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        },
    );
    match result {
        Ok(streamed) => {
            let _ = writeln!(text, "{} rows", streamed.rows);
            streamed.notes.iter().for_each(|note| {
                let _ = writeln!(text, "{note}");
            });
        }
        Err(refusal) => {
            let _ = writeln!(text, "{refusal}");
        }
    }
    text
}

#[test]
fn every_format_streams_the_cells_of_its_grid() {
    for (name, bytes) in samples::all() {
        let workbook = read(name, &bytes, &ReadOptions::default()).unwrap();
        let held: Vec<String> = workbook
            .sheets
            .iter()
            .flat_map(|grid| {
                grid.cells()
                    .iter()
                    .map(|cell| format!("{}!{} {}", grid.sheet, cell.address, cell.printed()))
            })
            .collect();
        let scratch = Scratch::new(&bytes);
        let mut seen = Vec::new();
        let streamed = for_each_row(name, &scratch.path(), &ReadOptions::default(), &|_| true, &mut |row| {
            seen.extend(
                row.cells
                    .iter()
                    .map(|cell| format!("{}!{} {}", row.sheet, cell.address, cell.printed())),
            );
            ControlFlow::Continue(())
        });
        assert_eq!(seen, held, "{name}");
        assert_eq!(streamed.unwrap().file, workbook.file, "{name}");
    }
}

#[test]
fn a_ledger_with_hidden_rows_and_new_errors() {
    let rows = concat!(
        r#"<row r="1"><c r="A1"><v>1</v></c></row>"#,
        r#"<row r="2" hidden="1"><c r="A2"><v>2</v></c><c r="B2" t="e"><v>#SPILL!</v></c><c r="C2"><v>3</v></c></row>"#,
        r#"<row r="3"><c r="B3" t="e"><v>#CALC!</v></c></row>"#,
        r#"<row r="9"><c r="A9"><v>9</v></c></row>"#,
    );
    insta::assert_snapshot!(streamed(&xlsx_package(&sheet_xml(rows), &[]), 99));
}

#[test]
fn rows_out_of_order_are_refused() {
    let rows = r#"<row r="5"><c r="A5"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>"#;
    insta::assert_snapshot!(streamed(&xlsx_package(&sheet_xml(rows), &[]), 99));
}

#[test]
fn a_row_that_lists_one_cell_again_and_again_is_not_held() {
    let cells = r#"<c r="A1"><v>1</v></c>"#.repeat(20_000);
    let text = streamed(
        &xlsx_package(&sheet_xml(&format!(r#"<row r="1">{cells}</row>"#)), &[]),
        99,
    );
    assert!(text.contains("row 1 of sheet S stands after row 1"), "{text}");
}

#[test]
fn what_the_first_pass_refuses_stops_the_stream() {
    let rows = r#"<row r="1"><c r="A4294967297"><v>1</v></c></row>"#;
    let text = streamed(&xlsx_package(&sheet_xml(rows), &[]), 99);
    assert!(text.contains("cell `A4294967297` lies beyond the sheet"), "{text}");
}

#[test]
fn a_visitor_may_stop_early() {
    let row = |row: u32| format!(r#"<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>"#);
    let rows = (1..=500).map(row).collect::<Vec<_>>().concat();
    insta::assert_snapshot!(streamed(&xlsx_package(&sheet_xml(&rows), &[]), 2));
}

#[test]
fn only_the_sheets_that_are_wanted_are_read() {
    let scratch = Scratch::new(&samples::xlsx());
    let mut sheets = Vec::new();
    for_each_row(
        "ledger",
        &scratch.path(),
        &ReadOptions::default(),
        &|name| name == "Notes",
        &mut |row| {
            sheets.push(row.sheet.to_string());
            ControlFlow::Continue(())
        },
    )
    .unwrap();
    assert_eq!(sheets, ["Notes"]);
}

#[test]
fn a_missing_file_says_where_paths_start() {
    let missing = PathBuf::from("no/such/file.xlsx");
    let refusal = for_each_row(
        "no/such/file.xlsx",
        &missing,
        &ReadOptions::default(),
        &|_| true,
        &mut |_| ControlFlow::Continue(()),
    );
    let text = refusal.unwrap_err().to_string();
    assert!(text.contains("paths are relative to the book"), "{text}");
}
