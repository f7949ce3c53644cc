//! Dotted names: `revenue`, `revenue.training`, `revenue.product`, `revenue.*`.

use std::collections::BTreeMap;
use std::fmt;

use quarterbook_data::{Series, Vocabulary};

use crate::book::Book;

/// A dotted name, with the members at hand put in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Dotted {
    /// The line or id in front.
    pub(crate) base: String,
    /// What follows, dot by dot.
    pub(crate) parts: Vec<Part>,
}

/// One part of a dotted name behind its base.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// A member.
    Member(String),
    /// `*`, or a dimension of which no member is at hand.
    Every(Option<String>),
}

impl Dotted {
    /// Takes a name apart: a dimension with a member at hand stands for that member, and `own` for the
    /// member the book is about.
    pub(crate) fn new(name: &str, members: &BTreeMap<String, String>, book: &Book) -> Self {
        let mut parts = name.split('.');
        let base = parts.next().unwrap_or_default().to_owned();
        let dimensions = book
            .vocabulary
            .lines
            .get(&base)
            .map_or(&[][..], |line| &line.dimensions);
        let own = |place: usize| match dimensions.get(place) {
            Some(dimension) => book.own.get(dimension),
            None => book.own.values().next(),
        };
        let parts = parts
            .enumerate()
            .map(|(place, part)| match members.get(part) {
                Some(member) => Part::Member(member.clone()),
                None if part == "*" => Part::Every(None),
                None if part == "own" => Part::Member(own(place).map_or(part, String::as_str).to_owned()),
                None if book.vocabulary.dimensions.contains_key(part) => Part::Every(Some(part.to_owned())),
                None => Part::Member(part.to_owned()),
            })
            .collect();
        Self { base, parts }
    }

    /// The one series it names; `None` for a family.
    pub(crate) fn series(&self) -> Option<Series> {
        let members: Option<Vec<String>> = self
            .parts
            .iter()
            .map(|part| match part {
                Part::Member(member) => Some(member.clone()),
                Part::Every(_) => None,
            })
            .collect();
        Some(Series {
            line: self.base.clone(),
            members: members?,
        })
    }

    /// Whether it names this series, or the series is one of the family it names.
    pub(crate) fn matches(&self, series: &Series) -> bool {
        series.members.len() == self.parts.len() && self.begins(series)
    }

    /// Whether the series is what it names, or a further split of it.
    pub(crate) fn begins(&self, series: &Series) -> bool {
        series.line == self.base
            && series.members.len() >= self.parts.len()
            && self.parts.iter().zip(&series.members).all(|(part, member)| match part {
                Part::Member(name) => name == member,
                Part::Every(_) => true,
            })
    }
}

impl fmt::Display for Dotted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.base)?;
        self.parts.iter().try_for_each(|part| match part {
            Part::Member(name) | Part::Every(Some(name)) => write!(f, ".{name}"),
            Part::Every(None) => f.write_str(".*"),
        })
    }
}

/// Every series a dotted name stands for when its base is a line: itself, or one for each member of the
/// dimensions it leaves open. `None` when it has more parts than the line has dimensions, or a part
/// that is no member of its dimension.
pub(crate) fn series_of_line(name: &Dotted, vocabulary: &Vocabulary) -> Option<Vec<Series>> {
    let line = vocabulary.lines.get(&name.base)?;
    if name.parts.len() > line.dimensions.len() {
        return None;
    }
    let mut found = vec![Series::total(&name.base)];
    for (part, dimension) in name.parts.iter().zip(&line.dimensions) {
        let members = &vocabulary.dimensions.get(dimension)?.members;
        let wanted: Vec<&str> = match part {
            Part::Every(named) if named.as_ref().is_none_or(|name| name == dimension) => {
                members.iter().map(|member| member.name.as_str()).collect()
            }
            Part::Every(_) => return None,
            Part::Member(name) => vec![members.iter().find(|member| member.name == *name)?.name.as_str()],
        };
        found = found
            .iter()
            .flat_map(|series| {
                wanted.iter().map(|member| {
                    let mut series = series.clone();
                    series.members.push((*member).to_owned());
                    series
                })
            })
            .collect();
    }
    Some(found)
}
