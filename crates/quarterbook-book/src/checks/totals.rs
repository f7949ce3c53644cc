//! Totals that sources print, held against the figures they sum.

use quarterbook_data::{CellAddress, PrintedTotal};
use quarterbook_formula::Expr;

use super::inline::{Origins, fixed};
use super::tolerance::tolerance;
use super::{PlacedCheck, Relation};
use crate::book::Book;
use crate::formula::{NOT_AVAILABLE, call};
use crate::layout::SheetCell;
use crate::template::{CheckKind, Consequence};

/// Checks of printed totals against the figures they sum, from what the sources say of themselves.
pub(crate) fn place_totals(book: &Book, origins: Origins<'_>, totals: &[PrintedTotal]) -> Vec<PlacedCheck> {
    totals
        .iter()
        .filter_map(|total| place_total(book, origins, total))
        .collect()
}

fn place_total(book: &Book, origins: Origins<'_>, total: &PrintedTotal) -> Option<PlacedCheck> {
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
    let expected = input(&figure.series)?;
    let parts: Vec<Expr> = total.parts.iter().map(input).collect::<Option<_>>()?;
    let all_there = call("COUNT", parts.clone()).equals(Expr::number(parts.len() as f64));
    let actual = call("IF", [all_there, call("SUM", parts), Expr::text(NOT_AVAILABLE)]);
    let line = book.template.lines.get(&figure.series.line)?;
    Some(PlacedCheck {
        id: format!("total-{}", figure.series),
        kind: CheckKind::TieOut,
        label: crate::layout::series_label(&figure.series, book),
        period: figure.period,
        tolerance: tolerance(&actual, &expected, origins),
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
