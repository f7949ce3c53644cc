//! Figures that a book is presumed to have where its sources could not be read as a whole, so that what its formulas say
//! can be checked all the same.

use std::sync::Arc;

use quarterbook_data::{
    Amount, CellAddress, Dataset, Dimension, Figure, Frequency, Line, Origin, Period, Series, SourceFile, Status,
};

use crate::book::Book;

/// What a book is presumed to have figures for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presumed {
    /// Every line.
    Everything,
    /// Lines that are split by nothing, or by what the book names members of: others it may well do without.
    WhatHasMembers,
}

/// One figure for every such line, at every depth and for every member, in every band.
pub(crate) fn presumed_figures(book: &Book, presumed: Presumed) -> Dataset {
    let dimensions = &book.vocabulary.dimensions;
    let has_members = |name: &String| {
        dimensions
            .get(name)
            .is_some_and(|dimension| !dimension.members.is_empty())
    };
    let is_there = |line: &&Line| presumed == Presumed::Everything || line.dimensions.iter().all(has_members);
    let mut figures = Vec::new();
    for line in book.vocabulary.lines.values().filter(is_there) {
        for series in every_series(line, book) {
            figures.extend(
                book.bands
                    .iter()
                    .map(|band| figure(line, series.clone(), a_period(*band))),
            );
        }
    }
    Dataset::collect(figures).0
}

fn a_period(band: Frequency) -> Period {
    const YEAR: i16 = 2024;
    match band {
        Frequency::Annual => Period::year(YEAR),
        Frequency::Half => Period::half(YEAR, 2),
        Frequency::Quarter => Period::quarter(YEAR, 4),
        Frequency::Month => Period::month(YEAR, 12),
    }
}

/// The total of a line, its parts by its first dimension, theirs by the second.
fn every_series(line: &Line, book: &Book) -> Vec<Series> {
    let mut all = vec![Series::total(line.name.as_str())];
    let mut whole = all.clone();
    let dimensions = line.dimensions.iter().map(|name| book.vocabulary.dimensions.get(name));
    for dimension in dimensions.flatten() {
        whole = whole.iter().flat_map(|series| parts(series, dimension)).collect();
        all.extend(whole.iter().cloned());
    }
    all
}

fn parts<'a>(whole: &'a Series, dimension: &'a Dimension) -> impl Iterator<Item = Series> + 'a {
    dimension.members.iter().map(|member| {
        let mut part = whole.clone();
        part.members.push(member.name.clone());
        part
    })
}

fn figure(line: &Line, series: Series, period: Period) -> Figure {
    Figure {
        series,
        period,
        amount: Amount::Number(1.into()),
        unit: line.unit.clone(),
        status: Status::Reported,
        derivation: None,
        decimals: 0,
        reported_in: period,
        origin: Origin {
            file: Arc::new(SourceFile {
                path: String::new(),
                sha256: String::new(),
            }),
            sheet: "".into(),
            cell: CellAddress::new(0, 0),
            printed: String::new(),
        },
        rule: String::new(),
    }
}
