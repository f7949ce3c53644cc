//! Rows and periods → addresses.

use std::collections::{BTreeMap, BTreeSet};

use quarterbook_data::{Dataset, Figure, Frequency, Period, Series};

use super::axis::{Lags, Periods};
use super::label::sheet_label;
use super::{
    Anchors, Layout, PlacedSheet, PlacedSource, Plan, RowIndex, SOURCES_FIRST_ROW, SourceRole, TimeAxis, inputs,
};
use crate::book::Book;
use crate::template::SheetKind;

/// What the formulas need of the layout.
#[derive(Debug, Clone, Default)]
pub(crate) struct Needs {
    /// Series that formulas and links read: each has an Inputs row, of n.a. where there is no figure.
    pub(crate) series: BTreeSet<Series>,
    /// The longest steps of each band's formulas, in columns.
    pub(crate) lags: BTreeMap<Frequency, Lags>,
}

/// Settles every address. `totals` are printed totals, which stand on the Sources sheet behind the figures.
pub(crate) fn place(
    book: &Book,
    dataset: &Dataset,
    plan: Plan,
    bands: Vec<(Frequency, Periods)>,
    needs: &Needs,
    totals: &[Figure],
) -> Layout {
    let frequencies: Vec<Frequency> = bands.iter().map(|(band, _)| *band).collect();
    let axis = TimeAxis::new(book.languages.len(), bands, &needs.lags);
    let mut rows = plan.rows;
    let mut half_unit_offset = 0;
    let mut sheets: Vec<PlacedSheet> = Vec::new();
    for sheet in plan.sheets {
        let table = &book.template.sheets[sheet.table];
        let mut end_row = sheet.end_row;
        if table.kind == SheetKind::Inputs {
            let (inputs, offset) = inputs::rows(book, dataset, &needs.series, &frequencies, sheet.handle);
            end_row = inputs.last().map_or(end_row, |row| row.row + 1);
            half_unit_offset = offset;
            rows.extend(inputs);
        }
        sheets.push(PlacedSheet {
            handle: sheet.handle,
            id: table.id.as_str().to_owned(),
            kind: table.kind,
            name: sheet.name,
            label: sheet_label(table),
            scope: table.scope.label(),
            table: sheet.table,
            end_row,
        });
    }
    let (sources, source_of) = sources(dataset, totals);
    Layout {
        handles: plan.handles,
        anchors: Anchors::new(book, &sheets),
        index: RowIndex::new(&rows, dataset),
        sheets,
        axis,
        rows,
        half_unit_offset,
        sources,
        source_of,
    }
}

/// Every figure with its number and row, by series and period: what counts, then what repeats it, then
/// what it restates; printed totals last.
fn sources(dataset: &Dataset, totals: &[Figure]) -> (Vec<PlacedSource>, BTreeMap<(Series, Period), usize>) {
    let mut sources = Vec::new();
    let mut source_of = BTreeMap::new();
    let mut add = |figure: &Figure, role| {
        let place: usize = sources.len();
        sources.push(PlacedSource {
            id: format!("S{:03}", place + 1),
            figure: figure.clone(),
            role,
            row: SOURCES_FIRST_ROW + place as u32,
        });
        place
    };
    for entry in dataset.entries() {
        let place = add(&entry.figure, SourceRole::Counts);
        source_of.insert((entry.figure.series.clone(), entry.figure.period), place);
        entry.repeats.iter().for_each(|figure| {
            add(figure, SourceRole::Repeat);
        });
        entry.restated.iter().for_each(|restatement| {
            let role = if restatement.is_of_estimate() {
                SourceRole::Superseded
            } else {
                SourceRole::Restated
            };
            add(&restatement.old, role);
        });
    }
    for figure in totals {
        add(figure, SourceRole::Total);
    }
    (sources, source_of)
}
