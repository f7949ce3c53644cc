//! The dataset: for each series and period the figure that counts, and what else was said of it.

use std::collections::BTreeMap;

use crate::figure::compared;
use crate::{Amount, Figure, Period, Problem, Scale, Series, Status, Unit};

/// What is known of one series in one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The figure that counts: the one from the latest report.
    pub figure: Figure,
    /// Others that say the same, within what was printed.
    pub repeats: Vec<Figure>,
    /// What earlier reports printed, where it differs; oldest first.
    pub restated: Vec<Restatement>,
}

/// An earlier report's figure that a later report printed otherwise, or an estimate that another figure replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restatement {
    /// The figure as first printed.
    pub old: Figure,
    /// The figure that took its place.
    pub new: Figure,
}

impl Restatement {
    /// Whether an estimate was replaced, by the actual figure or by another estimate. That restates nothing.
    pub fn is_of_estimate(&self) -> bool {
        self.old.status == Status::Estimate
    }

    /// What is to be said of it, naming both cells.
    fn problem(&self) -> Problem {
        let Self { old, new } = self;
        let ([was, is], unit) = compared(old, new);
        let (figure, there) = (format!("{} in {}", new.series, new.period), &old.origin);
        let problem = if !self.is_of_estimate() {
            Problem::warning(format!("{figure} was restated{unit}: {was} in {there}, now {is} here"))
        } else if new.status == Status::Estimate {
            Problem::note(format!(
                "the estimate of {figure} was revised{unit}: {was} in {there}, now {is} here"
            ))
        } else {
            Problem::note(format!(
                "{figure} was estimated{unit}: {was} in {there}, and is {is} here"
            ))
        };
        problem.at(new.origin.place())
    }
}

/// Two figures of the same rank that cannot both be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The figure read first.
    pub one: Figure,
    /// The figure that contradicts it.
    pub other: Figure,
}

impl Conflict {
    /// The conflict as an error that names both cells.
    pub fn problem(&self) -> Problem {
        let Self { one, other } = self;
        let ([first, second], unit) = compared(one, other);
        Problem::error(format!(
            "two figures for {} in {}{unit}: {first} in {}, and {second} here",
            one.series, one.period, one.origin
        ))
        .at(other.origin.place())
        .hint("leave one of them out with `skip` or `where` in its [[source]], or say which source is to be preferred with `prefer`")
    }
}

/// Figures by series and period.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dataset {
    entries: BTreeMap<Series, BTreeMap<Period, Entry>>,
}

impl Dataset {
    /// Collects figures, in the order they were read. Of two figures for one series and period
    /// - the same value within the printed precision of both is a repeat; the more precise one counts;
    /// - a different value from a later report is a restatement, and the later one counts;
    /// - an actual figure counts before an estimate, whichever report it is from;
    /// - a number counts before "not disclosed", whichever report it is from;
    /// - a different value from a report of the same period is a conflict, and the first one is kept.
    pub fn collect(figures: impl IntoIterator<Item = Figure>) -> (Self, Vec<Conflict>) {
        let mut dataset = Self::default();
        let mut conflicts = Vec::new();
        let mut figures: Vec<Figure> = figures.into_iter().collect();
        figures.sort_by_key(|figure| figure.reported_in);
        for figure in figures {
            let periods = dataset.entries.entry(figure.series.clone()).or_default();
            match periods.get_mut(&figure.period) {
                None => {
                    let entry = Entry {
                        figure,
                        repeats: Vec::new(),
                        restated: Vec::new(),
                    };
                    periods.insert(entry.figure.period, entry);
                }
                Some(entry) => conflicts.extend(entry.add(figure)),
            }
        }
        (dataset, conflicts)
    }

    /// What is known of a series in a period.
    pub fn get(&self, series: &Series, period: Period) -> Option<&Entry> {
        self.entries.get(series)?.get(&period)
    }

    /// Everything known of a series, oldest period first.
    pub fn series(&self, series: &Series) -> impl Iterator<Item = (Period, &Entry)> {
        self.entries
            .get(series)
            .into_iter()
            .flatten()
            .map(|(period, entry)| (*period, entry))
    }

    /// Every series with its periods, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&Series, &BTreeMap<Period, Entry>)> {
        self.entries.iter()
    }

    /// Every entry, by series and period.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values().flat_map(BTreeMap::values)
    }

    /// How many figures count.
    pub fn len(&self) -> usize {
        self.entries.values().map(BTreeMap::len).sum()
    }

    /// Whether there is no figure at all.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl Entry {
    fn add(&mut self, figure: Figure) -> Option<Conflict> {
        if let Some(is_actual) = settles_estimate(&self.figure, &figure) {
            self.settle(figure, is_actual);
            return None;
        }
        match agreement(&self.figure, &figure) {
            Agreement::Same => {
                let finer = precision(&figure) < precision(&self.figure);
                let repeat = if finer {
                    std::mem::replace(&mut self.figure, figure)
                } else {
                    figure
                };
                self.repeats.push(repeat);
                None
            }
            Agreement::FirstSays => {
                self.repeats.push(figure);
                None
            }
            Agreement::SecondSays => {
                self.repeats.push(std::mem::replace(&mut self.figure, figure));
                None
            }
            Agreement::Differ if figure.reported_in > self.figure.reported_in => {
                let old = std::mem::replace(&mut self.figure, figure);
                self.restated.push(Restatement {
                    old,
                    new: self.figure.clone(),
                });
                None
            }
            Agreement::Differ => Some(Conflict {
                one: self.figure.clone(),
                other: figure,
            }),
        }
    }

    /// Takes in a figure where either it or the one that counts is an estimate of the other.
    fn settle(&mut self, figure: Figure, is_actual: bool) {
        let says_the_same = matches!(agreement(&self.figure, &figure), Agreement::Same);
        let estimate = if is_actual {
            std::mem::replace(&mut self.figure, figure)
        } else {
            figure
        };
        if says_the_same {
            self.repeats.push(estimate);
        } else {
            self.restated.push(Restatement {
                old: estimate,
                new: self.figure.clone(),
            });
        }
    }

    /// A warning for each restatement and a note for each estimate that was replaced, naming both cells.
    pub fn restatement_problems(&self) -> Vec<Problem> {
        self.restated.iter().map(Restatement::problem).collect()
    }
}

/// Whether another figure is the actual one of a known estimate; `None` when both are estimates, neither is, or one
/// has no number. The actual figure counts, whichever report was first.
fn settles_estimate(known: &Figure, other: &Figure) -> Option<bool> {
    let both = matches!((known.amount, other.amount), (Amount::Number(_), Amount::Number(_)));
    let is_estimate = |figure: &Figure| figure.status == Status::Estimate;
    (both && is_estimate(known) != is_estimate(other)).then(|| is_estimate(known))
}

enum Agreement {
    Same,
    FirstSays,
    SecondSays,
    Differ,
}

fn agreement(one: &Figure, other: &Figure) -> Agreement {
    match (one.amount, other.amount) {
        (Amount::Number(a), Amount::Number(_)) => {
            let (Some(b), Some(half_a), Some(half_b)) = (
                other.value_in(&one.unit),
                one.half_unit_in(&one.unit),
                other.half_unit_in(&one.unit),
            ) else {
                return Agreement::Differ;
            };
            // Rounded to the coarser of the two printed precisions they must be the same number.
            match a.checked_sub(b) {
                Some(difference) if difference.abs() <= half_a.max(half_b) => Agreement::Same,
                _ => Agreement::Differ,
            }
        }
        (Amount::Number(_), _) => Agreement::FirstSays,
        (_, Amount::Number(_)) => Agreement::SecondSays,
        _ => Agreement::Same,
    }
}

/// Half a unit in the last printed place, in base units; smaller is finer.
fn precision(figure: &Figure) -> Option<rust_decimal::Decimal> {
    figure.half_unit_in(&Unit::new(figure.unit.measure.clone(), Scale::ONE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::tests::figure;

    fn revenue(value: &str, reported_in: Period) -> Figure {
        figure(Series::total("revenue"), Period::year(2023), value, reported_in)
    }

    #[test]
    fn a_repeat_within_rounding_is_no_conflict_and_the_finer_one_counts() {
        let (dataset, conflicts) =
            Dataset::collect([revenue("2.9", Period::year(2023)), revenue("2.89", Period::year(2023))]);
        assert!(conflicts.is_empty());
        let entry = dataset.get(&Series::total("revenue"), Period::year(2023)).unwrap();
        assert_eq!(entry.figure.origin.printed, "2.89");
        assert_eq!(entry.repeats.len(), 1);
    }

    #[test]
    fn figures_whose_difference_is_beyond_all_numbers_conflict() {
        let largest = rust_decimal::Decimal::MAX.to_string();
        let (_, conflicts) = Dataset::collect([
            revenue(&largest, Period::year(2023)),
            revenue(&format!("-{largest}"), Period::year(2023)),
        ]);
        assert_eq!(conflicts.len(), 1);
    }

    #[test]
    fn a_later_report_restates() {
        let (dataset, conflicts) =
            Dataset::collect([revenue("2.95", Period::year(2024)), revenue("2.89", Period::year(2023))]);
        assert!(conflicts.is_empty());
        let entry = dataset.get(&Series::total("revenue"), Period::year(2023)).unwrap();
        assert_eq!(
            (
                entry.restated[0].old.origin.printed.as_str(),
                entry.figure.origin.printed.as_str()
            ),
            ("2.89", "2.95")
        );
    }

    #[test]
    fn an_actual_figure_replaces_an_estimate_and_restates_nothing() {
        let mut estimate = revenue("3.10", Period::year(2025));
        estimate.status = Status::Estimate;
        let (dataset, conflicts) = Dataset::collect([estimate, revenue("2.89", Period::year(2023))]);
        assert!(conflicts.is_empty());
        let entry = dataset.get(&Series::total("revenue"), Period::year(2023)).unwrap();
        assert_eq!(entry.figure.origin.printed, "2.89");
        assert!(entry.restated[0].is_of_estimate());
        let problem = &entry.restatement_problems()[0];
        assert_eq!(problem.severity, crate::Severity::Note);
        assert!(
            problem.message.contains("was estimated, in CNY 亿: 3.1 in FY2025.xlsx"),
            "{}",
            problem.message
        );
    }

    #[test]
    fn two_values_from_one_report_conflict_and_both_cells_are_named() {
        let (_, conflicts) =
            Dataset::collect([revenue("2.89", Period::year(2023)), revenue("3.10", Period::year(2023))]);
        let problem = conflicts[0].problem();
        assert!(
            problem
                .message
                .contains("in CNY 亿: 2.89 in FY2023.xlsx, S!C5, and 3.1 here"),
            "{}",
            problem.message
        );
    }

    #[test]
    fn a_number_counts_before_not_disclosed() {
        let mut missing = revenue("0", Period::year(2024));
        missing.amount = Amount::Undisclosed;
        let (dataset, _) = Dataset::collect([revenue("2.89", Period::year(2023)), missing]);
        let entry = dataset.get(&Series::total("revenue"), Period::year(2023)).unwrap();
        assert_eq!(entry.figure.origin.printed, "2.89");
    }
}
