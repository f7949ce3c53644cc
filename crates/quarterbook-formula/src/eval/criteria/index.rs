//! Columns indexed by value, so that thousands of SUMIFS need not read them thousands of times.

use std::collections::HashMap;
use std::rc::Rc;

use crate::eval::coerce::parse_number;
use crate::eval::criteria::Wanted;
use crate::eval::decimal::round_to_15_digits;
use crate::eval::grid::Column;
use crate::{SheetId, Value};

/// All indexes together do not hold more cells than this.
const MAX_INDEXED_CELLS: usize = 20_000_000;

/// A part of a column: sheet, column, first and last row.
pub(crate) type ColumnPart = (SheetId, u32, u32, u32);

/// The indexes made so far, and how often each part of a column was asked for.
#[derive(Debug, Default)]
pub(crate) struct CriteriaCache {
    asked: HashMap<ColumnPart, u32>,
    indexes: HashMap<ColumnPart, Rc<ColumnIndex>>,
    indexed_cells: usize,
}

/// The rows of each value in a part of a column, ascending.
#[derive(Debug, Default)]
pub(crate) struct ColumnIndex {
    numbers: HashMap<u64, Vec<u32>>,
    texts: HashMap<String, Vec<u32>>,
}

impl CriteriaCache {
    /// The index of a part of a column; made when the part is asked for the second time.
    pub(crate) fn index(&mut self, part: ColumnPart, column: &Column) -> Option<Rc<ColumnIndex>> {
        if let Some(index) = self.indexes.get(&part) {
            return Some(index.clone());
        }
        let asked = self.asked.entry(part).or_default();
        *asked += 1;
        let span = column.span(part.2, part.3);
        if *asked < 2 || self.indexed_cells + span.len() > MAX_INDEXED_CELLS {
            return None;
        }
        self.indexed_cells += span.len();
        let index = Rc::new(ColumnIndex::new(&column.rows[span.clone()], &column.values[span]));
        self.indexes.insert(part, index.clone());
        Some(index)
    }
}

impl ColumnIndex {
    fn new(rows: &[u32], values: &[Value]) -> Self {
        let mut index = Self::default();
        for (&row, value) in rows.iter().zip(values) {
            match value {
                Value::Number(number) => index.numbers.entry(number_key(*number)).or_default().push(row),
                Value::Text(text) => {
                    if let Some(number) = parse_number(text) {
                        index.numbers.entry(number_key(number)).or_default().push(row);
                    }
                    index.texts.entry(lower_text(text)).or_default().push(row);
                }
                Value::Blank | Value::Bool(_) | Value::Error(_) => {}
            }
        }
        index
    }

    /// The rows that are equal to what is wanted; `None` when the index cannot tell.
    pub(crate) fn rows(&self, wanted: &Wanted) -> Option<&[u32]> {
        let rows = match wanted {
            Wanted::Number(number) => self.numbers.get(&number_key(*number)),
            Wanted::Text(pattern) => self.texts.get(&pattern.as_literal()?),
            _ => return None,
        };
        Some(rows.map_or(&[], Vec::as_slice))
    }
}

/// Equal for numbers that are equal at 15 significant digits.
fn number_key(number: f64) -> u64 {
    if number.abs() < 1e15 && number.trunc() == number {
        // Adding 0 turns −0 into 0.
        (number + 0.0).to_bits()
    } else {
        round_to_15_digits(number).to_bits()
    }
}

fn lower_text(text: &str) -> String {
    text.chars().map(crate::eval::compare::lower).collect()
}
