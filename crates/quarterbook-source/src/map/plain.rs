//! Cells that hold nothing but a number, as most of a ledger's do.

use std::sync::Arc;

use quarterbook_data::Status;
use rust_decimal::Decimal;

use super::reading::{printed_decimals, read_text};
use super::scaled::{is_plain, shows_currency};
use crate::rules::Source;
use crate::{Cell, CellValue, number_format};

/// How many number formats are remembered.
const MOST_FORMATS: usize = 32;

/// What a number format does to plain numbers; looked at once for all cells that have it.
#[derive(Debug, Clone)]
pub(super) struct PlainFormat {
    format: Option<Arc<str>>,
    /// How many decimals it shows of any negative number, of zero and of any positive one; `None` where what it shows has
    /// to be looked at for each number.
    decimals: Option<[i8; 3]>,
}

impl PlainFormat {
    pub(super) fn new(format: Option<&Arc<str>>) -> Self {
        let decimals = match format.map(AsRef::as_ref) {
            None => Some([0; 3]),
            // Conditions choose a section by the number, so that one number does not speak for another.
            Some(code) if code.contains(['%', '<', '>', '=']) || !is_plain(code) => None,
            Some(code) => Some([-1.0, 0.0, 1.0].map(|sign| forced_decimals(code, sign))),
        };
        Self {
            format: format.cloned(),
            decimals,
        }
    }

    /// Whether a cell has just this format.
    fn is_of(&self, cell: &Cell) -> bool {
        match (&self.format, &cell.number_format) {
            (Some(own), Some(other)) => Arc::ptr_eq(own, other),
            (None, None) => true,
            _ => false,
        }
    }

    fn shows_currency(&self) -> bool {
        self.format.as_ref().is_some_and(|format| shows_currency(format))
    }

    fn decimals_of(&self, number: Decimal) -> Option<i8> {
        let sign = match number {
            zero if zero.is_zero() => 1,
            negative if negative.is_sign_negative() => 0,
            _ => 2,
        };
        self.decimals.map(|decimals| decimals[sign])
    }
}

/// The number formats that were looked at.
#[derive(Debug, Default)]
pub(super) struct PlainFormats {
    known: Vec<PlainFormat>,
}

impl PlainFormats {
    /// That of a cell.
    pub(super) fn of(&mut self, cell: &Cell) -> PlainFormat {
        if let Some(known) = self.known.iter().find(|known| known.is_of(cell)) {
            return known.clone();
        }
        let format = PlainFormat::new(cell.number_format.as_ref());
        if self.known.len() < MOST_FORMATS {
            self.known.push(format.clone());
        }
        format
    }
}

/// The number in a cell that says nothing but a number, and its decimals: what [`super::cell::figure`] makes of it without its
/// unit and its words. `None` for a cell that has to be looked at more closely, as one that shows a currency by another
/// number format than `known`.
pub(super) fn plain_number(source: &Source, cell: &Cell, known: &PlainFormat) -> Option<(Decimal, i8)> {
    match &cell.value {
        CellValue::Number(_) => {
            let shown = cell.value.shown_decimal()?;
            let forced = if known.is_of(cell) {
                known.decimals_of(shown)?
            } else {
                let own = PlainFormat::new(cell.number_format.as_ref());
                if own.shows_currency() || known.shows_currency() {
                    return None;
                }
                own.decimals_of(shown)?
            };
            let decimals = i8::try_from(shown.scale()).unwrap_or(i8::MAX);
            Some((shown, decimals.max(forced)))
        }
        CellValue::Text(text) if source.rule.nil.is_empty() => {
            let reading = read_text(source, text).ok()?;
            let is_plain = reading.unit.is_none() && reading.status == Status::Reported;
            reading
                .amount
                .number()
                .filter(|_| is_plain)
                .map(|number| (number, reading.decimals))
        }
        _ => None,
    }
}

/// How many decimals a number format shows of any number with the sign of this one.
fn forced_decimals(format: &str, sign: f64) -> i8 {
    printed_decimals(&number_format::print_number(sign, Some(format)))
}
