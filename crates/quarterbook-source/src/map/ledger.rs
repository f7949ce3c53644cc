//! Ledgers: rows summed into figures, with exact decimals and one sum in memory for each figure.

use std::collections::BTreeMap;

use quarterbook_data::{Amount, Figure, Period, Series};

/// Sums by series and period.
#[derive(Debug, Default)]
pub(super) struct Sums {
    sums: BTreeMap<(Series, Period), Sum>,
}

#[derive(Debug)]
struct Sum {
    /// The first row's figure, whose amount is the sum so far.
    figure: Figure,
    rows: u64,
    missing: u64,
    last: String,
}

impl Sums {
    /// Adds a row's figure, times its sign. Rows whose amount is not disclosed are counted and add nothing.
    pub(super) fn add(&mut self, figure: Figure, sign: i8) {
        let last = figure.origin.cell.to_string();
        let number = match figure.amount {
            Amount::Number(number) => Some(if sign < 0 { -number } else { number }),
            Amount::Undisclosed | Amount::NotMeaningful => None,
        };
        let key = (figure.series.clone(), figure.period);
        let decimals = figure.decimals;
        let unit = figure.unit.clone();
        let sum = self.sums.entry(key).or_insert_with(|| Sum {
            figure: Figure {
                amount: Amount::Undisclosed,
                ..figure
            },
            rows: 0,
            missing: 0,
            last: String::new(),
        });
        sum.last = last;
        sum.rows += 1;
        sum.figure.decimals = sum.figure.decimals.max(decimals);
        let number = number.and_then(|number| unit.convert(number, &sum.figure.unit));
        match (number, sum.figure.amount) {
            (Some(number), Amount::Number(so_far)) => match so_far.checked_add(number) {
                Some(total) => sum.figure.amount = Amount::Number(total),
                None => sum.missing += 1,
            },
            (Some(number), _) => sum.figure.amount = Amount::Number(number),
            (None, _) => sum.missing += 1,
        }
    }

    /// The sums as figures; their origin is the first row, the rule says how many rows they are.
    pub(super) fn figures(self) -> impl Iterator<Item = Figure> {
        self.sums.into_values().map(|sum| {
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
                figure.origin.printed = number.normalize().to_string();
            }
            figure
        })
    }
}
