//! The columns: labels, then one band after the other, the same on every sheet.

use std::collections::{BTreeMap, BTreeSet};

use quarterbook_data::{Amount, Dataset, Entry, Figure, Frequency, MAX_COLUMNS, Period, Problem, Status};

use crate::book::Book;

/// The columns of calculation sheets and Inputs, 0-based.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TimeAxis {
    /// The row's code: its id or line.
    pub(crate) code: u32,
    /// The labels, one column a language.
    pub(crate) labels: Vec<u32>,
    /// The unit.
    pub(crate) unit: u32,
    /// Where the row's figures come from.
    pub(crate) source: u32,
    /// The sparklines, beside the labels so that they stay in view.
    pub(crate) trend: u32,
    /// The bands, from left to right.
    pub(crate) bands: Vec<Band>,
}

/// A run of columns with one frequency; a missing period is a column too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Band {
    /// How often its columns repeat.
    pub(crate) frequency: Frequency,
    /// How many narrow columns stand before it: at least as many as the longest lag of its formulas, and as
    /// the furthest look ahead of the band before, so that a step over the band's edge reads an empty
    /// column and never another band.
    pub(crate) lead_in: u32,
    /// The column of its first period.
    pub(crate) first_column: u32,
    /// Its periods, one a column.
    pub(crate) periods: Vec<Period>,
    /// Which of its periods have an estimate.
    pub(crate) estimates: BTreeSet<Period>,
}

impl Band {
    /// The column of its last period.
    pub(crate) fn last_column(&self) -> u32 {
        self.first_column + self.periods.len() as u32 - 1
    }

    /// The column of a period.
    pub(crate) fn column(&self, period: Period) -> Option<u32> {
        let index = self.periods.iter().position(|known| *known == period)?;
        Some(self.first_column + index as u32)
    }

    /// Its periods with their columns.
    pub(crate) fn columns(&self) -> impl Iterator<Item = (u32, Period)> {
        (self.first_column..).zip(self.periods.iter().copied())
    }
}

impl TimeAxis {
    /// The columns for these bands and lead-ins.
    pub(crate) fn new(languages: usize, bands: Vec<(Frequency, Periods)>, lags: &BTreeMap<Frequency, Lags>) -> Self {
        let labels: Vec<u32> = (1..=languages as u32).collect();
        let unit = languages as u32 + 1;
        let source = unit + 1;
        let trend = source + 1;
        let mut next = trend + 1;
        let mut ahead = 0;
        let mut placed = Vec::new();
        for (frequency, Periods { periods, estimates }) in bands {
            let lag = lags.get(&frequency).copied().unwrap_or_default();
            let apart = u32::from(!placed.is_empty());
            let lead_in = lag.back.max(ahead).max(apart);
            let first_column = next + lead_in;
            next = first_column + periods.len() as u32;
            ahead = lag.ahead;
            placed.push(Band {
                frequency,
                lead_in,
                first_column,
                periods,
                estimates,
            });
        }
        Self {
            code: 0,
            labels,
            unit,
            source,
            trend,
            bands: placed,
        }
    }

    /// The band of a frequency.
    pub(crate) fn band(&self, frequency: Frequency) -> Option<&Band> {
        self.bands.iter().find(|band| band.frequency == frequency)
    }

    /// The column of a period.
    pub(crate) fn column(&self, period: Period) -> Option<u32> {
        self.band(period.frequency()?)?.column(period)
    }

    /// The first column behind the labels; what is left of it does not scroll.
    pub(crate) const fn first_behind_labels(&self) -> u32 {
        self.trend + 1
    }

    /// The last column of the last band.
    pub(crate) fn last_column(&self) -> u32 {
        self.bands.last().map_or(self.trend, Band::last_column)
    }

    /// Whether any column holds estimates, so that headers read 2025A and 2026E.
    pub(crate) fn has_estimates(&self) -> bool {
        self.bands.iter().any(|band| !band.estimates.is_empty())
    }

    /// The narrow columns before bands.
    pub(crate) fn gaps(&self) -> impl Iterator<Item = u32> {
        let bands = self.bands.iter();
        bands.flat_map(|band| band.first_column - band.lead_in..band.first_column)
    }

    /// An error when the sheet would be wider than Excel's.
    pub(crate) fn problem(&self) -> Option<Problem> {
        (self.last_column() >= MAX_COLUMNS).then(|| {
            Problem::error(format!(
                "the bands need {} columns, and a sheet has {MAX_COLUMNS}",
                self.last_column() + 1
            ))
            .hint("narrow the bands with `periods` in [book]")
        })
    }
}

/// How far a band's formulas step over its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Lags {
    /// To earlier ones.
    pub(crate) back: u32,
    /// To later ones.
    pub(crate) ahead: u32,
}

/// The periods of one band.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Periods {
    pub(crate) periods: Vec<Period>,
    pub(crate) estimates: BTreeSet<Period>,
}

/// The periods of each of the book's bands, as the book or the figures say; bands without any are left
/// out, with a warning.
pub(crate) fn periods(book: &Book, dataset: &Dataset) -> (Vec<(Frequency, Periods)>, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut bands = Vec::new();
    for band in &book.bands {
        if let Some((first, last)) = book.periods.get(band).copied().or_else(|| span(dataset, *band)) {
            let periods = first.through(last);
            if !book.periods.contains_key(band) {
                problems.extend(far_off(dataset, *band));
            }
            let estimates = periods
                .iter()
                .copied()
                .filter(|period| has_estimate(dataset, *period))
                .collect();
            bands.push((*band, Periods { periods, estimates }));
        } else {
            problems.push(
                Problem::warning(format!("no figure is {band}, so the {band} band is left out"))
                    .hint("take the band out of `bands` in [book], or say its `periods`"),
            );
        }
    }
    if bands.is_empty() {
        problems.push(no_figures(dataset));
    }
    (bands, problems)
}

/// The error for figures of which no band shows any; those of nine months and the like are in none.
fn no_figures(dataset: &Dataset) -> Problem {
    let problem = Problem::error("there is no figure in any of the book's bands");
    let of_bands = |entry: &&Entry| entry.figure.period.frequency().is_some();
    match dataset.entries().next() {
        Some(entry) if dataset.entries().find(of_bands).is_none() => problem.hint(format!(
            "no band shows a period such as {}: read the half-year and the year too, and write `derive = [\"discrete\"]` in the [[source]], which makes quarters of them",
            entry.figure.period
        )),
        _ => problem.hint("see what the sources hold with `quarterbook inspect`, and name their frequency in `bands`"),
    }
}

/// First and last period with a figure. A native band reaches to the end of the year where the year's
/// own figure is known, since the last part of a year is the year less what came before.
fn span(dataset: &Dataset, band: Frequency) -> Option<(Period, Period)> {
    let all = || dataset.entries().map(|entry| entry.figure.period);
    let of_band = || all().filter(|period| period.frequency() == Some(band));
    let (first, last) = (of_band().min()?, of_band().max()?);
    let whole_year = last.whole_year();
    let year_known = dataset
        .entries()
        .any(|entry| entry.figure.period == whole_year && matches!(entry.figure.amount, Amount::Number(_)));
    if year_known {
        let to_go = band.per_year() - last.ordinal();
        return Some((first, last.step(i32::from(to_go))));
    }
    Some((first, last))
}

/// How many years without a figure make the last or first period of a band look like a slip.
const FAR_OFF: i32 = 5;

/// A warning for a first or last period of a band that stands alone, years from all others, with one of its cells.
fn far_off(dataset: &Dataset, band: Frequency) -> Vec<Problem> {
    let figures: BTreeMap<Period, &Figure> = dataset
        .entries()
        .filter(|entry| entry.figure.period.frequency() == Some(band))
        .map(|entry| (entry.figure.period, &entry.figure))
        .collect();
    let mut periods = figures.values();
    let ends = [
        (periods.next_back(), periods.next_back()),
        (figures.values().next(), figures.values().nth(1)),
    ];
    // Of two periods either may be the slip.
    let ends = ends.into_iter().take(if figures.len() > 2 { 2 } else { 1 });
    let alone = ends.filter_map(|(end, next)| {
        let (end, next) = (end?, next?);
        let years = i32::from(end.period.fiscal_year()) - i32::from(next.period.fiscal_year());
        (years.abs() > FAR_OFF).then_some((end, next, years.abs()))
    });
    alone
        .map(|(end, next, years)| {
            Problem::warning(format!(
                "{} in {} stands {years} years from the nearest {band} figure, in {}",
                end.series, end.period, next.period
            ))
            .at(end.origin.place())
            .hint("where the period is a slip, leave the figure out with `skip`; else say `periods` in [book]")
        })
        .collect()
}

fn has_estimate(dataset: &Dataset, period: Period) -> bool {
    dataset
        .entries()
        .any(|entry| entry.figure.period == period && entry.figure.status == Status::Estimate)
}
