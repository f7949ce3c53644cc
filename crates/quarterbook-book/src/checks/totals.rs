//! Totals that sources print, held against the figures they sum.

use quarterbook_data::{Amount, CellAddress, Dataset, Figure, PrintedTotal, Series};
use quarterbook_formula::{Expr, SheetId};

use super::inline::{Origins, fixed};
use super::tolerance::tolerance;
use super::{PlacedCheck, Relation};
use crate::book::Book;
use crate::formula::{NOT_AVAILABLE, call};
use crate::layout::{SOURCES_HALF_UNIT, SOURCES_IN_WORKBOOK, SheetCell, SourceRole};
use crate::template::{CheckKind, Consequence, SheetKind};

/// Checks of printed totals against the figures they sum, from what the sources say of themselves.
pub(crate) fn place_totals(
    book: &Book,
    dataset: &Dataset,
    origins: Origins<'_>,
    totals: &[PrintedTotal],
) -> Vec<PlacedCheck> {
    totals
        .iter()
        .filter_map(|total| place_total(book, dataset, origins, total))
        .collect()
}

fn place_total(book: &Book, dataset: &Dataset, origins: Origins<'_>, total: &PrintedTotal) -> Option<PlacedCheck> {
    let layout = origins.layout;
    let figure = &total.figure;
    let column = layout.axis.column(figure.period)?;
    let input = |series| {
        layout.input(series).map(|row| {
            fixed(SheetCell {
                sheet: row.sheet,
                cell: CellAddress::new(row.row, column),
            })
        })
    };
    let parts: Vec<Expr> = total.parts.iter().map(input).collect::<Option<_>>()?;
    let all_there = call("COUNT", parts.clone()).equals(Expr::number(parts.len() as f64));
    let actual = call("IF", [all_there, call("SUM", parts), Expr::text(NOT_AVAILABLE)]);
    let (expected, half_unit) = match printed(dataset, origins, total) {
        Some(printed) => (printed.value, printed.half_unit),
        None => (input(&figure.series)?, None),
    };
    let tolerance = tolerance(&actual, &expected, origins);
    let line = book.template.lines.get(&figure.series.line)?;
    Some(PlacedCheck {
        id: format!("total-{}", figure.series),
        kind: CheckKind::TieOut,
        label: crate::layout::series_label(&figure.series, book),
        period: figure.period,
        tolerance: match half_unit {
            Some(half) if tolerance == Expr::Number(0.0) => half,
            Some(half) => tolerance + half,
            None => tolerance,
        },
        actual,
        expected,
        relation: Relation::Equal,
        consequence: Consequence::Fail,
        note: quarterbook_data::Label::default(),
        status: Some(figure.status),
        format: None,
        unit: Some(line.unit),
        is_one_cell: false,
    })
}

/// A printed total's cells on the Sources sheet.
struct Printed {
    value: Expr,
    half_unit: Option<Expr>,
}

/// The cells of a total that Inputs does not hold. `None` where Inputs holds the very figure, and where other parts
/// count than those that were printed with it: a later report restated them, or another feed came first.
fn printed(dataset: &Dataset, origins: Origins<'_>, total: &PrintedTotal) -> Option<Printed> {
    let figure = &total.figure;
    let counts = |series: &Series| dataset.get(series, figure.period);
    let is_held = counts(&figure.series).is_some_and(|entry| entry.figure.origin == figure.origin);
    let of_its_table =
        |part: &Figure| part.origin.file == figure.origin.file && part.origin.sheet == figure.origin.sheet;
    let stand_with_it = total.parts.iter().all(|part| {
        counts(part).is_some_and(|entry| of_its_table(&entry.figure) || entry.repeats.iter().any(of_its_table))
    });
    if is_held || !stand_with_it {
        return None;
    }
    let layout = origins.layout;
    let mut totals = layout.sources.iter().filter(|source| source.role == SourceRole::Total);
    let row = totals.find(|source| source.figure == *figure)?.row;
    let sheet: SheetId = layout.sheet_of(SheetKind::Sources)?.handle;
    let at = |column| {
        fixed(SheetCell {
            sheet,
            cell: CellAddress::new(row, column),
        })
    };
    Some(Printed {
        value: at(SOURCES_IN_WORKBOOK),
        half_unit: matches!(figure.amount, Amount::Number(_)).then(|| at(SOURCES_HALF_UNIT)),
    })
}
