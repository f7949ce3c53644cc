//! What holds in every workbook, whatever was added to its book.

use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

use quarterbook_data::CellRange;
use quarterbook_tests::written::{ChartCells, WrittenBook, WrittenSheet};

use super::grid::edges;
use super::{built, root};

/// Every example and case that can be built, built once.
static BOOKS: LazyLock<Vec<(PathBuf, WrittenBook)>> = LazyLock::new(|| {
    let folders = ["examples", "tests/cases"].map(|folder| root().join(folder));
    let entries = folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap());
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.join("quarterbook.toml").is_file());
    paths.sort();
    let built = |path: PathBuf| Some((path.clone(), built(&path)?));
    let books: Vec<_> = paths.into_iter().filter_map(built).collect();
    assert!(books.len() >= 8, "only {} books can be built", books.len());
    books
});

/// The points beside a chart's cells that are not what the cells hold.
fn stale_points(book: &WrittenBook, drawn: &ChartCells, numbers_only: bool) -> Vec<String> {
    let sheet = book.sheet(&drawn.cells.sheet);
    let cells: Vec<_> = drawn.cells.range.cells().collect();
    if cells.len() != drawn.points.len() {
        return vec![format!("{} has {} points", drawn.cells.range, drawn.points.len())];
    }
    let in_cell = |address| {
        let cell = sheet.cells.get(address)?;
        (!numbers_only || cell.kind == "n").then(|| cell.value.clone())
    };
    cells
        .iter()
        .zip(&drawn.points)
        .filter(|(address, point)| in_cell(address) != **point)
        .map(|(address, point)| format!("{address} is {:?}, drawn {point:?}", in_cell(address)))
        .collect()
}

#[test]
fn charts_hold_every_point_as_the_cells_do() {
    let mut drawn = 0;
    for (path, book) in BOOKS.iter() {
        let series = book
            .sheets
            .iter()
            .flat_map(|sheet| &sheet.charts)
            .flat_map(|chart| &chart.series);
        for series in series {
            let stale = [
                stale_points(book, &series.name, false),
                stale_points(book, &series.categories, false),
                stale_points(book, &series.values, true),
            ];
            assert_eq!(stale.concat(), Vec::<String>::new(), "{}", path.display());
            drawn += series.values.points.iter().flatten().count();
        }
    }
    assert!(drawn > 500, "only {drawn} points are drawn");
}

#[test]
fn sparklines_and_colours_of_rises_cover_exactly_one_band() {
    for (path, book) in BOOKS.iter() {
        for sheet in &book.sheets {
            let colours = rises(sheet);
            let sparklines = sheet.sparklines.iter().map(|(_, drawn)| drawn.range);
            for range in colours.into_iter().chain(sparklines) {
                assert!(
                    edges(sheet).contains(&(range.first.column, range.last.column))
                        && (range.first.row == range.last.row || range.first.row == 7),
                    "{}, {}: {range} is no row of a band, nor all of its rows",
                    path.display(),
                    sheet.name
                );
            }
        }
    }
}

/// The conditional formats among the figures of a sheet with periods.
fn rises(sheet: &WrittenSheet) -> Vec<CellRange> {
    let first = edges(sheet).first().map(|(first, _)| *first);
    let formats = sheet.conditional_formats.iter().copied();
    let is_figure = |range: &CellRange| range.first.row > 6 && first.is_some_and(|first| range.first.column >= first);
    formats.filter(is_figure).collect()
}

#[test]
fn names_of_rows_reach_from_their_first_band_to_their_last() {
    for (path, book) in BOOKS.iter() {
        for (name, cells) in &book.names {
            let edges = edges(book.sheet(&cells.sheet));
            let range = cells.range;
            if edges.is_empty() || range.first == range.last {
                continue;
            }
            let begins = edges.iter().any(|(first, _)| *first == range.first.column);
            let ends = edges.iter().any(|(_, last)| *last == range.last.column);
            assert!(begins && ends, "{}: {name} is {range}", path.display());
        }
    }
}
