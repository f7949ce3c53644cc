//! The workbook: one sheet of figures with everything around them, one of charts, one of awkward cells.

mod awkward;
mod charts;
mod figures;

use quarterbook_book::Workbook;
use quarterbook_book::workbook::{
    Cell, Colour, Content, DefinedName, Formula, Properties, Sheet, SheetRange, StyleId, Styles,
};
use quarterbook_data::{CellAddress, CellRange};
use quarterbook_formula::Value;

const FIGURES: &str = "收入 Revenue";
const BLUE: Colour = Colour(0x1F_4E_79);
const TEAL: Colour = Colour(0x2E_9C_A6);
const AMBER: Colour = Colour(0xE0_A0_30);
const GREY: Colour = Colour(0xBF_BF_BF);

/// Everything at once.
pub(crate) fn workbook() -> Workbook {
    let mut styles = Styles::default();
    let figures = figures::sheet(&mut styles);
    let charts = charts::sheet();
    let awkward = awkward::sheet(&mut styles);
    Workbook {
        properties: Properties {
            title: "天数智芯 Iluvatar CoreX".to_owned(),
            subject: "Revenue, margin & share".to_owned(),
            comments: "run 1".to_owned(),
            created: Some((2025, 9, 30)),
        },
        sheets: vec![figures, charts, awkward],
        names: vec![DefinedName {
            name: "收入合计".to_owned(),
            target: range(FIGURES, "D5:H5"),
            comment: "Total revenue, every period".to_owned(),
        }],
        styles,
    }
}

fn put(sheet: &mut Sheet, address: &str, content: Content, style: StyleId) -> CellAddress {
    let address = at(address);
    sheet.cells.insert(
        address,
        Cell {
            content,
            style,
            ..Cell::default()
        },
    );
    address
}

fn text(text: &str) -> Content {
    Content::Text(text.to_owned())
}

fn formula(stored: &str, result: Value) -> Content {
    Content::Formula(Formula {
        shown: stored.replace("_xlfn.", ""),
        stored: stored.to_owned(),
        result,
        spill: None,
    })
}

fn range(sheet: &str, range: &str) -> SheetRange {
    SheetRange {
        sheet: sheet.to_owned(),
        range: cells(range),
    }
}

fn cells(range: &str) -> CellRange {
    let (first, last) = range.split_once(':').unwrap_or((range, range));
    CellRange::new(at(first), at(last))
}

fn at(address: &str) -> CellAddress {
    address.parse().expect("an address")
}
