//! Ledgers: rows summed into figures, with exact decimals and one sum in memory for each figure.

use std::collections::BTreeMap;

use quarterbook_data::{Amount, CellAddress, Figure, Period, Series, Unit};
use rust_decimal::Decimal;

/// Sums by series and period.
#[derive(Debug, Default)]
pub(super) struct Sums {
    /// Where each sum stands.
    places: BTreeMap<(Series, Period), usize>,
    sums: Vec<Sum>,
}

#[derive(Debug)]
struct Sum {
    /// The first row's figure, whose amount is the sum so far.
    figure: Figure,
    rows: u64,
    missing: u64,
    last: CellAddress,
}

impl Sum {
    fn add(&mut self, number: Option<Decimal>, decimals: i8, cell: CellAddress) {
        self.last = cell;
        self.rows += 1;
        self.figure.decimals = self.figure.decimals.max(decimals);
        let so_far = self.figure.amount.number().unwrap_or_default();
        match number.and_then(|number| so_far.checked_add(number)) {
            Some(total) => self.figure.amount = Amount::Number(total),
            None => self.missing += 1,
        }
    }
}

impl Sums {
    /// Adds a row's figure, times its sign, and says to which sum. Rows whose amount is not disclosed are counted
    /// and add nothing.
    pub(super) fn add(&mut self, figure: Figure, sign: i8) -> usize {
        let (cell, decimals, unit) = (figure.origin.cell, figure.decimals, figure.unit.clone());
        let number = figure.amount.number();
        let next = self.sums.len();
        let place = *self
            .places
            .entry((figure.series.clone(), figure.period))
            .or_insert(next);
        if place == next {
            self.sums.push(Sum {
                figure: Figure {
                    amount: Amount::Undisclosed,
                    ..figure
                },
                rows: 0,
                missing: 0,
                last: cell,
            });
        }
        self.add_to(place, number, &unit, sign, decimals, cell);
        place
    }

    /// Adds a number to a sum; `None` is one that is not disclosed.
    pub(super) fn add_to(
        &mut self,
        place: usize,
        number: Option<Decimal>,
        unit: &Unit,
        sign: i8,
        decimals: i8,
        cell: CellAddress,
    ) {
        let Some(sum) = self.sums.get_mut(place) else {
            return;
        };
        let number = number.map(|number| if sign < 0 { -number } else { number });
        let converted = if *unit == sum.figure.unit {
            number
        } else {
            number.and_then(|number| unit.convert(number, &sum.figure.unit))
        };
        sum.add(converted, decimals, cell);
    }

    /// The sums as figures; their origin is the first row, the rule says how many rows they are.
    pub(super) fn figures(self) -> impl Iterator<Item = Figure> {
        let mut sums: Vec<Option<Sum>> = self.sums.into_iter().map(Some).collect();
        let ordered = self
            .places
            .into_values()
            .filter_map(move |place| sums.get_mut(place)?.take());
        ordered.map(|sum| {
            let Sum {
                mut figure,
                rows,
                missing,
                last,
            } = sum;
            let left_out = if missing == 0 {
                String::new()
            } else {
                format!(" + {missing} × n.a.")
            };
            let how = format!("Σ {rows} ({}…{last}){left_out}", figure.origin.cell);
            figure.rule = super::cell::joined(&[how, figure.rule]);
            if let Amount::Number(number) = figure.amount {
                let number = number.normalize();
                figure.amount = Amount::Number(number);
                figure.origin.printed = number.to_string();
            }
            figure
        })
    }
}
