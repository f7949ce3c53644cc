//! The language of formulas as a reader meets it: texts in, texts, problems and trees out.

mod checks;
mod errors;
mod figures;
mod normal_form;
mod round_trip;
mod syntax;
mod words;

use quarterbook_data::CellAddress;
use quarterbook_formula::Sheets;

/// The cell that holds the formulas of these tests: E10.
const HOST: CellAddress = CellAddress::new(9, 4);

fn sheets() -> Sheets {
    let mut sheets = Sheets::default();
    for name in ["Data", "收入 明细", "Q1's", "FY24", "收入", "Q1", "Q4"] {
        sheets.add(name);
    }
    sheets
}
