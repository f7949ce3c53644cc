//! Ledgers: rows summed into figures, with exact decimals and one sum in memory for each figure.

use std::collections::BTreeMap;

use quarterbook_data::{Amount, CellAddress, Figure, Period, Series, Unit};
use rust_decimal::Decimal;

/// Sums by series and period.
#[derive(Debug, Default)]
pub(crate) struct Sums {
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
    /// Which rows of other sheets or files were added.
    elsewhere: Vec<String>,
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

    /// `Σ 3 (F2…F9) + 1 × n.a.`: how many rows it is, and where they stand.
    fn rows(&self, first: &str) -> String {
        let left_out = match self.missing {
            0 => String::new(),
            missing => format!(" + {missing} × n.a."),
        };
        format!("Σ {} ({first}…{}){left_out}", self.rows, self.last)
    }

    /// Adds the sum over another sheet or file; one that would not fit is counted as missing.
    fn merge(&mut self, other: &Self) {
        let so_far = self.figure.amount.number().unwrap_or_default();
        if let Some(added) = other.figure.value_in(&self.figure.unit) {
            let Some(total) = so_far.checked_add(added) else {
                self.missing += other.rows;
                return;
            };
            self.figure.amount = Amount::Number(total);
            self.figure.decimals = self.figure.decimals.max(other.figure.decimals);
        }
        self.elsewhere.push(other.rows(&other.figure.origin.to_string()));
    }
}

impl Sums {
    /// Adds the sums over another sheet or file.
    pub(super) fn merge(&mut self, other: Self) {
        let mut sums: Vec<Option<Sum>> = other.sums.into_iter().map(Some).collect();
        for (key, place) in other.places {
            let Some(sum) = sums.get_mut(place).and_then(Option::take) else {
                continue;
            };
            if let Some(known) = self.places.get(&key).and_then(|known| self.sums.get_mut(*known)) {
                known.merge(&sum);
            } else {
                self.places.insert(key, self.sums.len());
                self.sums.push(sum);
            }
        }
    }

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
                elsewhere: Vec::new(),
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
            let own = sum.rows(&sum.figure.origin.cell.to_string());
            let mut rules = vec![own];
            rules.extend(sum.elsewhere);
            let mut figure = sum.figure;
            figure.rule = super::cell::joined(&[rules.join(" + "), figure.rule]);
            if let Amount::Number(number) = figure.amount {
                let number = number.normalize();
                figure.amount = Amount::Number(number);
                figure.origin.printed = number.to_string();
            }
            figure
        })
    }
}
