//! Labels of a book that no row has, or that the newest file has no more.

use std::collections::BTreeSet;

use quarterbook_data::{Figure, Period, Place, Problem, Severity, suggestion};

use crate::map::Mapped;
use crate::rules::{MemberFrom, Pattern, Shape, Source, Target};

/// What one file of a source has.
pub(super) struct Seen {
    file: String,
    /// Patterns that matched something in it.
    used: BTreeSet<String>,
    labels: BTreeSet<String>,
    /// The newest report that its figures are from.
    newest: Option<Period>,
}

impl Seen {
    /// What was mapped of a file; `before` is how many figures there were before it.
    pub(super) fn of(file: &str, mapped: &mut Mapped, before: usize) -> Self {
        let figures = mapped.figures.iter().skip(before);
        Self {
            file: file.to_owned(),
            used: std::mem::take(&mut mapped.used),
            labels: std::mem::take(&mut mapped.labels),
            newest: figures.map(|ranked| ranked.figure.reported_in).max(),
        }
    }
}

/// A label that gave nothing, and the target that it was to give.
pub(super) struct Missing {
    problem: Problem,
    target: Target,
    /// Whether there is a row of this label all the same.
    has_row: bool,
}

impl Missing {
    /// A warning; an error where no row has the label and nothing else gives the target a figure.
    pub(super) fn problem(self, figures: &[Figure]) -> Problem {
        let is_given = figures.iter().any(|figure| gives(figure, &self.target));
        if self.has_row || is_given {
            return self.problem;
        }
        let name = &self.target.written.1;
        let settled = self.target.written_as_optional();
        let settled = format!("if the row may be missing, write `{settled}`");
        Problem {
            severity: Severity::Error,
            message: format!("{}, and nothing else gives `{name}` a figure", self.problem.message),
            hint: Some(with_near(self.problem.hint, &settled)),
            ..self.problem
        }
    }
}

/// Whether a figure is of a target, or of a part of it.
fn gives(figure: &Figure, target: &Target) -> bool {
    let mut members = target.members.iter().enumerate();
    figure.series.line == target.line
        && members.all(|(at, wanted)| match (wanted, figure.series.members.get(at)) {
            (MemberFrom::Named(name), Some(member)) => name == member,
            (MemberFrom::Label(_), Some(_)) => true,
            (_, None) => false,
        })
}

/// The labels of the book that no row of any file has.
pub(super) fn labels(source: &Source, seen: &[Seen]) -> Vec<Missing> {
    let labels: BTreeSet<&str> = seen
        .iter()
        .flat_map(|seen| seen.labels.iter().map(String::as_str))
        .collect();
    if labels.is_empty() {
        return Vec::new();
    }
    let is_used = |pattern: &Pattern| seen.iter().any(|seen| seen.used.contains(&pattern.text));
    let unused = source
        .rows
        .iter()
        .filter(|(pattern, target)| !target.optional && !is_used(pattern));
    unused
        .map(|(pattern, target)| {
            let last = innermost(pattern);
            let has_row = labels.iter().any(|label| Pattern::new(last).matches_text(label));
            let problem = if has_row {
                Problem::warning(format!(
                    "the rows that `{}` names have no figures, or another label is closer",
                    pattern.text
                ))
            } else {
                Problem::warning(format!("no row is labelled `{}`", pattern.text))
                    .maybe_hint(suggestion(last, labels.iter().copied()))
            };
            Missing {
                problem: problem.at(target.place.clone()),
                target: target.clone(),
                has_row,
            }
        })
        .collect()
}

/// A warning for each label that earlier files have and the newest has not, unless another label gives it the same
/// target: a company that renames a row would leave its last period empty.
pub(super) fn renamed(source: &Source, seen: &[Seen]) -> Vec<Problem> {
    let Some(newest) = seen.iter().filter_map(|seen| seen.newest).max() else {
        return Vec::new();
    };
    if source.rule.shape == Shape::Ledger {
        return Vec::new();
    }
    let (latest, earlier): (Vec<&Seen>, Vec<&Seen>) = seen.iter().partition(|seen| seen.newest == Some(newest));
    let ended = source.rows.iter().filter_map(|(pattern, target)| {
        let has = |seen: &&&Seen| seen.used.contains(&pattern.text);
        let gives_it = |seen: &&Seen| {
            let mut others = source.rows.iter().filter(|(other, _)| seen.used.contains(&other.text));
            others.any(|(_, other)| other.written.1 == target.written.1)
        };
        if target.optional || latest.iter().any(gives_it) {
            return None;
        }
        let known = earlier.iter().filter(has).max_by_key(|seen| seen.newest)?;
        // Files that have nothing in common are different statements.
        let alike = latest.iter().find(|file| !file.used.is_disjoint(&known.used))?;
        Some(no_more(pattern, target, known, alike))
    });
    ended.collect()
}

fn no_more(pattern: &Pattern, target: &Target, known: &Seen, last: &Seen) -> Problem {
    let near = suggestion(innermost(pattern), last.labels.iter().map(String::as_str));
    let settled = target.written_as_optional();
    let settled = format!("if the row is no longer printed, write `{settled}`");
    Problem::warning(format!(
        "no row here is labelled `{}`, as one in {} is: `{}` ends there",
        pattern.text, known.file, target.written.1
    ))
    .at(Place::File(last.file.clone()))
    .hint(with_near(near, &settled))
}

/// The nearest names, and what else to write.
fn with_near(near: Option<String>, settled: &str) -> String {
    match near {
        Some(near) if near.ends_with('?') => format!("{near} {settled}"),
        Some(near) => format!("{near}; {settled}"),
        None => settled.to_owned(),
    }
}

/// The label of the row itself, without those it stands under.
fn innermost(pattern: &Pattern) -> &str {
    pattern.text.rsplit(" > ").next().unwrap_or_default()
}
