//! The same book before and after two lines and five periods were added.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use quarterbook_data::{CellAddress, CellRange, column_name};
use quarterbook_tests::written::{Cells, WrittenBook, WrittenChart, WrittenSheet};

use super::grid::{across, bands, edges, rows};
use super::{built, root};

/// A book, the products it has, and its periods by band.
type Case = (&'static str, &'static [&'static str], [&'static [&'static str]; 2]);

const CASES: [Case; 2] = [
    (
        "lines-and-periods-before",
        &["Chips", "Boards"],
        [&["FY2022", "FY2023"], &["1Q23", "2Q23", "3Q23", "4Q23"]],
    ),
    (
        "lines-and-periods-after",
        &["Chips", "=1+1", "Boards", "@SUM(A1)"],
        [
            &["FY2022", "FY2023", "FY2024"],
            &["1Q23", "2Q23", "3Q23", "4Q23", "1Q24", "2Q24", "3Q24", "4Q24"],
        ],
    ),
];

/// The workbooks of the cases, built once.
static BOOKS: LazyLock<[WrittenBook; 2]> =
    LazyLock::new(|| CASES.map(|(name, ..)| built(&root().join("tests/cases").join(name)).expect(name)));

/// Does something with each case's workbook and products.
fn each(look: impl Fn(&WrittenBook, &[&str])) {
    for (book, (_, products, _)) in BOOKS.iter().zip(CASES) {
        look(book, products);
    }
}

#[test]
fn every_sheet_has_every_period() {
    for (book, (name, _, periods)) in BOOKS.iter().zip(CASES) {
        for sheet in ["Inputs", "Products", "Summary"] {
            let seen: Vec<Vec<&str>> = bands(book.sheet(sheet))
                .into_iter()
                .map(|band| band.into_iter().map(|(_, period)| period).collect())
                .collect();
            assert_eq!(seen, periods, "{name}, {sheet}");
        }
    }
}

fn label(sheet: &WrittenSheet, row: u32) -> &str {
    &sheet.cells[&CellAddress::new(row, 1)].value
}

fn formula(sheet: &WrittenSheet, row: u32, column: u32) -> &str {
    sheet.cells[&CellAddress::new(row, column)].formula.as_deref().unwrap()
}

fn columns(sheet: &WrittenSheet) -> Vec<u32> {
    edges(sheet)
        .into_iter()
        .flat_map(|(first, last)| first..=last)
        .collect()
}

/// `F9:F12`: the rows in one column.
fn down(rows: &[u32], column: u32) -> String {
    let column = column_name(column);
    format!("{column}{}:{column}{}", rows[0] + 1, rows[rows.len() - 1] + 1)
}

#[test]
fn every_line_has_its_row_wherever_the_template_repeats_one() {
    each(|book, products| {
        for (sheet, block) in [("Products", "sales"), ("Summary", "linked")] {
            let sheet = book.sheet(sheet);
            let labels: Vec<&str> = rows(sheet, block).into_iter().map(|row| label(sheet, row)).collect();
            assert_eq!(labels, products, "{block}");
        }
    });
}

#[test]
fn names_that_look_like_formulas_are_texts_in_every_cell() {
    each(|book, products| {
        let cells = || book.sheets.iter().flat_map(|sheet| sheet.cells.values());
        let named = cells().filter(|cell| ["=1+1", "@SUM(A1)"].contains(&cell.value.as_str()));
        let kinds: BTreeSet<&str> = named.map(|cell| cell.kind.as_str()).collect();
        // As constants, and in chart data as what a link to them gives.
        let expected = if products.len() == 4 { &["s", "str"][..] } else { &[] };
        assert_eq!(kinds, expected.iter().copied().collect());
        let formulas = cells().filter_map(|cell| cell.formula.as_deref());
        assert!(
            formulas
                .into_iter()
                .all(|formula| !["1+1", "SUM(A1)"].contains(&formula))
        );
    });
}

#[test]
fn totals_reach_from_the_first_line_to_the_last_in_every_column() {
    each(|book, _| {
        let (products, summary) = (book.sheet("Products"), book.sheet("Summary"));
        let sales = rows(products, "sales");
        for column in columns(products) {
            let range = down(&sales, column);
            let total = formula(products, rows(products, "all_sales")[0], column);
            let parts = sales.len();
            assert_eq!(total, format!("IF(COUNT({range})={parts},SUM({range}),\"n.a.\")"));
            let largest = formula(summary, rows(summary, "largest")[0], column);
            let known = format!("COUNT(Products!{range})>0");
            assert_eq!(largest, format!("IF({known},MAX(Products!{range}),\"n.a.\")"));
        }
    });
}

#[test]
fn the_total_is_checked_over_every_line_in_every_year() {
    each(|book, _| {
        let products = book.sheet("Products");
        let sales = rows(products, "sales");
        let written: BTreeSet<&str> = book
            .sheet("Checks")
            .cells
            .values()
            .filter_map(|cell| cell.formula.as_deref())
            .filter(|formula| formula.starts_with("IF(COUNT(Products!") && formula.contains("SUM("))
            .collect();
        let (first, last) = edges(products)[0];
        let expected: Vec<String> = (first..=last)
            .map(|column| {
                let column = column_name(column);
                let (first, last) = (sales[0] + 1, sales[sales.len() - 1] + 1);
                let range = format!("Products!${column}${first}:${column}${last}");
                format!("IF(COUNT({range})>0,SUM({range}),\"n.a.\")")
            })
            .collect();
        assert_eq!(written, expected.iter().map(String::as_str).collect());
    });
}

#[test]
fn links_between_sheets_lead_to_the_same_line_and_period() {
    let links = [
        ("Products", "sales", "Inputs", "revenue"),
        ("Summary", "linked", "Products", "sales"),
        ("Summary", "linked_all", "Products", "all_sales"),
    ];
    each(|book, _| {
        for (from, block, to, target) in links {
            let (sheet, other) = (book.sheet(from), book.sheet(to));
            for row in rows(sheet, block) {
                let there = rows(other, target)
                    .into_iter()
                    .find(|there| label(other, *there) == label(sheet, row));
                let there = there.unwrap() + 1;
                for column in columns(sheet) {
                    let expected = format!("{to}!{}{there}", column_name(column));
                    assert_eq!(formula(sheet, row, column), expected, "{from}, {block}");
                }
            }
        }
    });
}

#[test]
fn names_cover_their_row_from_the_first_period_to_the_last() {
    each(|book, _| {
        let sheet = book.sheet("Products");
        let edges = edges(sheet);
        let whole = (edges[0].0, edges[1].1);
        let named: BTreeSet<&str> = book.names.keys().map(String::as_str).collect();
        for row in ["sales", "all_sales", "growth"]
            .into_iter()
            .flat_map(|block| rows(sheet, block))
        {
            let code = sheet.cells[&CellAddress::new(row, 0)].value.as_str();
            assert!(named.contains(code), "{code} has no name: {named:?}");
            let expected = Cells {
                sheet: "Products".to_owned(),
                range: across(row, whole),
            };
            assert_eq!(book.names[code], expected, "{code}");
        }
    });
}

/// The formats that make texts among figures stand back: from the first row to the last, a range a band.
fn texts(sheet: &WrittenSheet) -> impl Iterator<Item = CellRange> {
    let coded = sheet
        .cells
        .iter()
        .filter(|(at, cell)| at.column == 0 && !cell.value.is_empty());
    let last_row = coded.map(|(at, _)| at.row).max().unwrap();
    edges(sheet)
        .into_iter()
        .map(move |(first, last)| CellRange::new(CellAddress::new(7, first), CellAddress::new(last_row, last)))
}

#[test]
fn conditional_formats_cover_every_period_of_every_line() {
    each(|book, _| {
        for (sheet, block) in [("Products", "growth"), ("Summary", "linked")] {
            let sheet = book.sheet(sheet);
            let expected: BTreeSet<CellRange> = rows(sheet, block)
                .into_iter()
                .flat_map(|row| edges(sheet).into_iter().map(move |band| across(row, band)))
                .chain(texts(sheet))
                .collect();
            let seen = sheet
                .conditional_formats
                .iter()
                .copied()
                .filter(|range| range.first.row > 6);
            assert_eq!(seen.collect::<BTreeSet<CellRange>>(), expected, "{block}");
        }
    });
}

#[test]
fn what_is_typed_is_checked_in_every_figure_of_inputs() {
    each(|book, _| {
        let sheet = book.sheet("Inputs");
        let figures = rows(sheet, "revenue");
        let (top, bottom) = (figures[0], figures[figures.len() - 1]);
        let expected = edges(sheet)
            .into_iter()
            .map(|(first, last)| CellRange::new(CellAddress::new(top, first), CellAddress::new(bottom, last)));
        assert_eq!(sheet.validations, expected.collect::<Vec<CellRange>>());
    });
}

#[test]
fn sparklines_draw_every_quarter_of_every_line() {
    each(|book, _| {
        for (name, blocks) in [("Products", &["sales", "all_sales"][..]), ("Summary", &["mix"])] {
            let sheet = book.sheet(name);
            let quarters = edges(sheet)[1];
            let mut seen: Vec<(u32, Cells)> = sheet
                .sparklines
                .iter()
                .map(|(at, drawn)| (at.row, drawn.clone()))
                .collect();
            seen.sort_by_key(|(row, _)| *row);
            let expected = blocks.iter().flat_map(|block| rows(sheet, block)).map(|row| {
                let drawn = Cells {
                    sheet: name.to_owned(),
                    range: across(row, quarters),
                };
                (row, drawn)
            });
            assert_eq!(seen, expected.collect::<Vec<_>>(), "{name}");
        }
    });
}

#[test]
fn charts_draw_every_period_of_every_line() {
    each(|book, products| {
        let sheet = book.sheet("Products");
        let [years, quarters, latest] = &sheet.charts[..] else {
            panic!("the sheet has three charts");
        };
        let with_total: Vec<&str> = products.iter().copied().chain(["All products"]).collect();
        for (chart, lines, band) in [(years, &with_total[..], 0), (quarters, products, 1)] {
            assert_eq!(series_names(chart), lines);
            let (first, last) = edges(sheet)[band];
            for series in &chart.series {
                for cells in [&series.categories.cells, &series.values.cells] {
                    assert_eq!((cells.range.first.column, cells.range.last.column), (first, last));
                }
            }
        }
        let bars = &latest.series[0];
        let labels: Vec<&str> = bars.categories.points.iter().flatten().map(String::as_str).collect();
        assert_eq!(labels, products);
        assert_eq!(bars.values.points.iter().flatten().count(), products.len());
    });
}

fn series_names(chart: &WrittenChart) -> Vec<&str> {
    chart
        .series
        .iter()
        .flat_map(|series| &series.name.points)
        .flatten()
        .map(String::as_str)
        .collect()
}

#[test]
fn print_areas_reach_to_the_last_row_chart_and_column() {
    each(|book, _| {
        for (name, last_block) in [("Products", "growth"), ("Summary", "mix")] {
            let sheet = book.sheet(name);
            let area = sheet.print_area.unwrap();
            assert_eq!(area.first, CellAddress::new(0, 0));
            assert_eq!(area.last.column, edges(sheet)[1].1, "{name}");
            let last_row = *rows(sheet, last_block).last().unwrap();
            match sheet.charts.iter().map(|chart| chart.end.row).max() {
                None => assert_eq!(area.last.row, last_row, "{name}"),
                Some(end) => assert!(
                    (end..end + 4).contains(&area.last.row),
                    "{name}: {area}, charts to {end}"
                ),
            }
        }
    });
}

#[test]
fn groups_hold_every_line_and_nothing_else() {
    each(|book, _| {
        let sheet = book.sheet("Products");
        assert_eq!(sheet.folded_rows, rows(sheet, "sales").into_iter().collect());
        assert!(book.sheet("Summary").folded_rows.is_empty());
    });
}
