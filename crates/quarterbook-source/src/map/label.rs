//! Labels → series: whose line, which member.

use std::collections::BTreeMap;

use quarterbook_data::{Dimension, FiscalCalendar, Member, Problem, Series, Vocabulary, suggestion};

use super::lines::quoted;
use crate::footnote::without_footnotes;
use crate::rules::{MemberFrom, Pattern, Target};
use crate::text::folded;

/// What names the members of a figure: the part of a label under `*`, the label, and texts of `by` columns.
#[derive(Debug, Clone, Default)]
pub(super) struct Named<'a> {
    pub(super) capture: &'a str,
    pub(super) label: &'a str,
    /// Dimension → text.
    pub(super) by: BTreeMap<&'a str, String>,
}

/// The series of a target; `Err` with a warning for a label that matches no member.
pub(super) fn series(vocabulary: &Vocabulary, target: &Target, named: &Named<'_>) -> Result<Series, Box<Problem>> {
    let line = &vocabulary.lines[&target.line];
    let mut members = Vec::new();
    for (at, dimension_name) in line.dimensions.iter().enumerate() {
        let Some(dimension) = vocabulary.dimensions.get(dimension_name) else {
            break;
        };
        let found = match (target.members.get(at), named.by.get(dimension_name.as_str())) {
            (Some(MemberFrom::Named(name)), _) => name.clone(),
            (Some(MemberFrom::Label(_)), None) => {
                let by_part = member(dimension_name, dimension, named.capture, named.label)?;
                let found = match by_part {
                    Some(found) => Some(found),
                    None => member(dimension_name, dimension, named.label, named.label)?,
                };
                found
                    .ok_or_else(|| Box::new(unknown(dimension_name, dimension, named.label)))?
                    .name
                    .clone()
            }
            (_, Some(text)) if text.trim().is_empty() => break,
            (_, Some(text)) => member(dimension_name, dimension, text, text)?
                .ok_or_else(|| Box::new(unknown(dimension_name, dimension, text)))?
                .name
                .clone(),
            (None, None) => break,
        };
        members.push(found);
    }
    Ok(Series {
        line: target.line.clone(),
        members,
    })
}

/// The calendar of a series: that of the first of its members that has one, else the book's.
pub(super) fn calendar(vocabulary: &Vocabulary, series: &Series) -> FiscalCalendar {
    let own = with_calendar(vocabulary, series).and_then(|member| member.calendar);
    own.unwrap_or(vocabulary.calendar)
}

/// The first of a series' members that has a calendar of its own.
pub(super) fn with_calendar<'a>(vocabulary: &'a Vocabulary, series: &Series) -> Option<&'a Member> {
    let dimensions = vocabulary
        .lines
        .get(&series.line)
        .map(|line| line.dimensions.as_slice())
        .unwrap_or_default();
    let mut members = dimensions.iter().zip(&series.members).filter_map(|(dimension, name)| {
        let members = &vocabulary.dimensions.get(dimension)?.members;
        members.iter().find(|member| member.name == *name)
    });
    members.find(|member| member.calendar.is_some())
}

/// The member that a text names, with its footnote marks or without: by its name, one of its labels, or the closest of
/// its patterns; `Err` when it is as close to two. Messages name the text as it is printed.
pub(super) fn member<'a>(
    name: &str,
    dimension: &'a Dimension,
    text: &str,
    printed: &str,
) -> Result<Option<&'a Member>, Box<Problem>> {
    let key = folded(text);
    let found = [key.as_str(), without_footnotes(&key)]
        .into_iter()
        .map(|key| member_of_key(dimension, key))
        .find(|found| !matches!(found, Fit::None));
    match found {
        Some(Fit::One(member)) => Ok(Some(member)),
        Some(Fit::Two(one, other)) => Err(Box::new(ambiguous(name, printed, one, other))),
        Some(Fit::None) | None => Ok(None),
    }
}

/// The members that a key fits best.
enum Fit<'a> {
    None,
    One(&'a Member),
    Two(&'a Member, &'a Member),
}

fn member_of_key<'a>(dimension: &'a Dimension, key: &str) -> Fit<'a> {
    if key.is_empty() {
        return Fit::None;
    }
    let is_named =
        |member: &&Member| folded(&member.name) == key || member.label.texts().any(|(_, label)| folded(label) == key);
    if let Some(member) = dimension.members.iter().find(is_named) {
        return Fit::One(member);
    }
    let fitting = dimension.members.iter().filter_map(|member| {
        let patterns = member.patterns.iter().map(|text| Pattern::new(text));
        let weights = patterns
            .filter(|pattern| pattern.matches(&[key]).is_some())
            .map(|pattern| pattern.weight());
        Some((weights.max()?, member))
    });
    let mut fitting: Vec<_> = fitting.collect();
    fitting.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    match fitting.as_slice() {
        [(closest, one), (next, other), ..] if closest == next => Fit::Two(one, other),
        [(_, one), ..] => Fit::One(one),
        [] => Fit::None,
    }
}

fn ambiguous(name: &str, text: &str, one: &Member, other: &Member) -> Problem {
    let text = text.trim();
    let message = format!(
        "`{text}` is either of two members of `{name}`, `{}` and `{}`",
        one.name, other.name
    );
    Problem::error(message).hint(format!(
        "write it out in the `match` of the one it is: match = [{}]",
        quoted(text)
    ))
}

fn unknown(name: &str, dimension: &Dimension, text: &str) -> Problem {
    let known: Vec<&str> = dimension.members.iter().map(|member| member.name.as_str()).collect();
    let near = suggestion(text, known.iter().copied()).map_or(String::new(), |hint| format!("; {hint}"));
    let problem = Problem::warning(format!("`{}` is no member of `{name}`; it is left out", text.trim()));
    problem.hint(format!("add it to [members.{name}] with a `match`, or to `skip`{near}"))
}
