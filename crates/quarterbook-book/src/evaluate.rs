//! Draft → workbook: every formula evaluated, every look made a handle.

use std::sync::Arc;

use quarterbook_data::CellRange;
use quarterbook_formula::{Model, Results, SheetId, Value, array_part};

use crate::draft::{Draft, DraftCell, DraftContent, DraftSheet};
use crate::workbook::{Cell, Content, Formula, Properties, Sheet, Styles, Workbook};

/// The draft's cells as a model to evaluate. `as_of` is the serial number of the date that stands in for
/// the clock.
pub(crate) fn model(draft: &Draft, as_of: f64) -> Model {
    let mut model = Model::new();
    model.sheets = draft.handles.clone();
    model.as_of = Some(as_of);
    for sheet in &draft.sheets {
        for (address, cell) in &sheet.cells {
            match &cell.content {
                DraftContent::Blank => {}
                DraftContent::Number(number) => model.set_value(sheet.handle, *address, *number),
                DraftContent::Text(text) => model.set_value(sheet.handle, *address, Value::text(text)),
                DraftContent::Formula(tree) => model.set_formula(sheet.handle, *address, Arc::new(tree.clone())),
            }
        }
    }
    model
}

/// The workbook of an evaluated draft.
pub(crate) fn workbook(draft: Draft, results: &Results, properties: Properties) -> Workbook {
    let mut styles = Styles::default();
    let handles = draft.handles;
    let mut sheets = Vec::new();
    for sheet in draft.sheets {
        let DraftSheet { handle, frame, cells } = sheet;
        let mut finished = Sheet {
            cells: std::collections::BTreeMap::new(),
            ..frame
        };
        for (address, cell) in cells {
            let formula = match &cell.content {
                DraftContent::Formula(tree) => Some(Formula {
                    shown: tree.shown(address, &handles),
                    stored: tree.stored(address, &handles),
                    result: results.get(handle, address).clone(),
                    // An array inside a formula has to be stored as one, or Excel cuts it to one value.
                    spill: results
                        .spill(handle, address)
                        .or_else(|| array_part(tree).map(|_| CellRange::cell(address))),
                }),
                _ => None,
            };
            finished.cells.insert(address, finish(cell, formula, &mut styles));
        }
        add_spilled(&mut finished, handle, results);
        sheets.push(finished);
    }
    Workbook {
        properties,
        sheets,
        names: draft.names,
        styles,
    }
}

fn finish(cell: DraftCell, formula: Option<Formula>, styles: &mut Styles) -> Cell {
    let content = match (cell.content, formula) {
        (_, Some(formula)) => Content::Formula(formula),
        (DraftContent::Number(number), _) => Content::Number(number),
        (DraftContent::Text(text), _) => Content::Text(text),
        _ => Content::Blank,
    };
    Cell {
        content,
        style: styles.add(cell.style),
        link: cell.link,
        note: cell.note,
        origin: cell.origin,
    }
}

/// The cells that arrays spill into hold their values, looking like the array's first cell.
fn add_spilled(sheet: &mut Sheet, handle: SheetId, results: &Results) {
    let spills = results.spills().filter(|(on, _)| *on == handle);
    for (_, range) in spills {
        let style = sheet.cells.get(&range.first).map(|cell| cell.style).unwrap_or_default();
        for address in range.cells().filter(|address| *address != range.first) {
            let content = match results.get(handle, address).clone() {
                Value::Number(number) => Content::Number(number),
                Value::Text(text) => Content::Text(text.to_string()),
                Value::Bool(bool) => Content::Bool(bool),
                Value::Blank => Content::Blank,
                Value::Error(error) => Content::Error(error),
            };
            sheet.cells.insert(
                address,
                Cell {
                    content,
                    style,
                    ..Cell::default()
                },
            );
        }
    }
}
