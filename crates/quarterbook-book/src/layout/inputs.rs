//! The Inputs sheet's rows: every series with a figure, and every series that a kept row needs.

use std::collections::{BTreeMap, BTreeSet};

use quarterbook_data::{Dataset, Frequency, Label, Series};
use quarterbook_formula::SheetId;

use super::dotted::{Dotted, Part, series_of_line};
use super::label::series_label;
use super::row::RowTraits;
use super::{PlacedRow, RowContent, header};
use crate::book::Book;
use crate::template::{Emphasis, LineTable};

/// How many rows part the figures from the half units below them: a space and a heading.
const BETWEEN: u32 = 2;

/// The Inputs rows, and how far below a figure its half unit stands.
pub(super) fn rows(
    book: &Book,
    dataset: &Dataset,
    needed: &BTreeSet<Series>,
    bands: &[Frequency],
    sheet: SheetId,
) -> (Vec<PlacedRow>, u32) {
    let items = with_heads(series(book, dataset, needed));
    let offset = items.len() as u32 + BETWEEN;
    let block = |first_row: u32, content: fn(Series) -> RowContent| {
        let rows = items.iter().zip(first_row..);
        rows.filter_map(move |(item, row)| {
            let (series, content) = match item {
                Item::Space => return None,
                Item::Head(series) => (series, RowContent::Heading),
                Item::Series(series) => (series, content(series.clone())),
            };
            Some(input_row(book, bands, sheet, row, content, series))
        })
    };
    let figures = block(header::FIRST_ROW, RowContent::Input);
    let half_units = block(header::FIRST_ROW + offset, RowContent::HalfUnit);
    (figures.chain(half_units).collect(), offset)
}

/// What a row stands for.
enum Item {
    /// Nothing: it parts lines that are split from others.
    Space,
    /// A line without figures of its own, named above those of its members.
    Head(Series),
    /// A series.
    Series(Series),
}

/// The same series, each line that has none for its total under a head, and lines that are split apart from others.
fn with_heads(all: Vec<Series>) -> Vec<Item> {
    let mut items = Vec::new();
    let mut line = String::new();
    let split: BTreeSet<String> = all
        .iter()
        .filter(|series| !series.members.is_empty())
        .map(|series| series.line.clone())
        .collect();
    for series in all {
        if series.line != line {
            if !items.is_empty() && (split.contains(&line) || split.contains(&series.line)) {
                items.push(Item::Space);
            }
            line.clone_from(&series.line);
            if !series.members.is_empty() {
                items.push(Item::Head(Series::total(line.as_str())));
            }
        }
        items.push(Item::Series(series));
    }
    items
}

/// The series with a row, in the order of the template's lines: the total, then each depth's members.
fn series(book: &Book, dataset: &Dataset, needed: &BTreeSet<Series>) -> Vec<Series> {
    let with_figures: BTreeSet<&Series> = dataset.iter().map(|(series, _)| series).collect();
    let mut all = Vec::new();
    for line in book.template.lines.keys() {
        let depths = book.vocabulary.lines.get(line).map_or(0, |line| line.dimensions.len());
        for depth in 0..=depths {
            let every = Dotted {
                base: line.clone(),
                parts: vec![Part::Every(None); depth],
            };
            let of_depth = series_of_line(&every, &book.vocabulary).unwrap_or_default();
            let wanted = |series: &Series| with_figures.contains(series) || needed.contains(series);
            if depth < 2 {
                // Members stand together, so that a sum over them is one range.
                if of_depth.iter().any(wanted) {
                    all.extend(of_depth);
                }
            } else {
                all.extend(blocks(of_depth, wanted));
            }
        }
    }
    all
}

/// At the second depth and below: whole blocks of innermost members, only where one of them is wanted.
fn blocks(series: Vec<Series>, wanted: impl Fn(&Series) -> bool) -> Vec<Series> {
    let outer = |series: &Series| series.members[..series.members.len() - 1].to_vec();
    let kept: BTreeSet<Vec<String>> = series.iter().filter(|series| wanted(series)).map(outer).collect();
    series
        .into_iter()
        .filter(|series| kept.contains(&outer(series)))
        .collect()
}

fn input_row(
    book: &Book,
    bands: &[Frequency],
    sheet: SheetId,
    row: u32,
    content: RowContent,
    series: &Series,
) -> PlacedRow {
    let is_head = content == RowContent::Heading;
    let line: Option<&LineTable> = book.template.lines.get(&series.line);
    let is_part = !series.members.is_empty();
    PlacedRow {
        sheet,
        row,
        name: (!is_head).then(|| series.clone()),
        content,
        label: series_label(series, book),
        unit: line.map(|line| line.unit).filter(|_| !is_head),
        counted: line.map(|line| line.counted.label()).unwrap_or_default(),
        format: None,
        emphasis: is_part.then_some(Emphasis::Part),
        bands: bands.to_vec(),
        note: Label::default(),
        traits: RowTraits::default(),
        table: None,
        members: BTreeMap::new(),
    }
}
