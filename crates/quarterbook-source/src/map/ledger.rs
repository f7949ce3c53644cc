//! Ledgers: rows summed into figures, with exact decimals and one sum in memory for each figure.

use std::collections::BTreeMap;

use quarterbook_data::{Amount, CellAddress, Figure, Origin, Period, Place, Problem, Series, Unit};
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
    /// The first row with which the sum has more digits than can be kept.
    overflow: Option<Place>,
}

impl Sum {
    fn add(&mut self, addend: &Addend, decimals: i8, cell: CellAddress) {
        self.last = cell;
        self.rows += 1;
        self.figure.decimals = self.figure.decimals.max(decimals);
        let so_far = self.figure.amount.number().unwrap_or_default();
        match addend {
            Addend::Missing => self.missing += 1,
            Addend::Number(number) => match exact_sum(so_far, *number) {
                Some(total) => self.figure.amount = Amount::Number(total),
                None => self.overflows_at(cell),
            },
            Addend::TooLong => self.overflows_at(cell),
        }
    }

    fn overflows_at(&mut self, cell: CellAddress) {
        let Origin { file, sheet, .. } = &self.figure.origin;
        self.overflow.get_or_insert_with(|| Place::Cell {
            file: file.path.clone(),
            sheet: sheet.to_string(),
            cell,
        });
    }

    /// `Σ 3 (F2…F9) + 1 × n.a.`: how many rows it is, and where they stand.
    fn rows(&self, first: &str) -> String {
        let left_out = match self.missing {
            0 => String::new(),
            missing => format!(" + {missing} × n.a."),
        };
        format!("Σ {} ({first}…{}){left_out}", self.rows, self.last)
    }

    /// Adds the sum over another sheet or file.
    fn merge(&mut self, other: &Self) {
        let so_far = self.figure.amount.number().unwrap_or_default();
        let place = other.figure.origin.place();
        self.overflow = self.overflow.take().or(other.overflow.clone());
        if let Some(number) = other.figure.amount.number() {
            let added = other.figure.unit.convert(number, &self.figure.unit);
            match added.and_then(|added| exact_sum(so_far, added)) {
                Some(total) => self.figure.amount = Amount::Number(total),
                None => self.overflow = self.overflow.take().or(Some(place)),
            }
            self.figure.decimals = self.figure.decimals.max(other.figure.decimals);
        }
        self.elsewhere.push(other.rows(&other.figure.origin.to_string()));
    }

    /// The error for a sum that cannot be kept exactly.
    fn problem(&self) -> Option<Problem> {
        let place = self.overflow.clone()?;
        let Figure { series, period, .. } = &self.figure;
        Some(
            Problem::error(format!(
                "with this row the sum of {series} in {period} has more digits than can be kept exactly"
            ))
            .at(place)
            .hint("28 digits can be; mend the amount in the source, or leave the row out with `where`"),
        )
    }
}

/// What a row adds to its sum.
enum Addend {
    /// Nothing, since it is not disclosed.
    Missing,
    Number(Decimal),
    /// A number with too many digits in the unit of the sum.
    TooLong,
}

/// The sum of two numbers, when none of its digits is lost.
fn exact_sum(one: Decimal, other: Decimal) -> Option<Decimal> {
    let sum = one.checked_add(other)?;
    let scale = one.scale().max(other.scale());
    // A sum of more digits than there is room for has lost its last decimals.
    let is_exact = sum.scale() >= scale || sum.scale() >= one.normalize().scale().max(other.normalize().scale());
    is_exact.then_some(sum)
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
                overflow: None,
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
        let addend = match number.map(|number| if sign < 0 { -number } else { number }) {
            None => Addend::Missing,
            Some(number) if *unit == sum.figure.unit => Addend::Number(number),
            Some(number) => unit
                .convert(number, &sum.figure.unit)
                .map_or(Addend::TooLong, Addend::Number),
        };
        sum.add(&addend, decimals, cell);
    }

    /// The sums as figures; their origin is the first row, the rule says how many rows they are. A sum that cannot be
    /// kept exactly is an error instead.
    pub(super) fn figures(self) -> impl Iterator<Item = Result<Figure, Problem>> {
        let mut sums: Vec<Option<Sum>> = self.sums.into_iter().map(Some).collect();
        let ordered = self
            .places
            .into_values()
            .filter_map(move |place| sums.get_mut(place)?.take());
        ordered.map(|sum| {
            if let Some(problem) = sum.problem() {
                return Err(problem);
            }
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
            Ok(figure)
        })
    }
}
