//! Targets: what a row or column is, checked against the vocabulary.

use std::ops::Range;

use quarterbook_data::{Measure, Place, Problem, Scale, Status, Vocabulary, suggestion};
use toml::Spanned;

use super::{RowTarget, UnitRule};
use crate::unit::{UnitNote, read_unit};

/// Where the member of one dimension comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum MemberFrom {
    /// The book names it.
    Named(String),
    /// The label says it; this is the dimension.
    Label(String),
}

/// What a row or column is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) line: String,
    pub(crate) members: Vec<MemberFrom>,
    pub(crate) unit: Option<UnitNote>,
    /// The unit as the book writes it.
    unit_text: Option<String>,
    /// Whether the book insists on its unit, whatever the figures look like.
    pub(crate) insists: bool,
    pub(crate) status: Option<Status>,
    pub(crate) negate: bool,
    pub(crate) rounded_to: Option<u64>,
    /// Whether its row may be missing.
    pub(crate) optional: bool,
    /// The key it stands under in the book, and the name there.
    pub(crate) written: (String, String),
    /// Where that key stands in the book.
    pub(crate) place: Place,
}

impl Target {
    /// The target that a name alone is.
    pub(crate) fn plain(line: &str, members: Vec<MemberFrom>) -> Self {
        Self {
            line: line.to_owned(),
            members,
            unit: None,
            unit_text: None,
            insists: false,
            status: None,
            negate: false,
            rounded_to: None,
            optional: false,
            written: (String::new(), line.to_owned()),
            place: Place::Nowhere,
        }
    }

    /// The line to write into the book to give this target a unit, itself as TOML:
    /// `"Margin" = { line = "gross_margin", unit = "%" }`.
    pub(crate) fn line_with_unit(&self, unit: &str) -> String {
        self.line_with(&format!(", unit = {unit}"), self.optional)
    }

    /// The line to write into the book to say that the row may be missing.
    pub(crate) fn written_as_optional(&self) -> String {
        let unit = self.unit_text.as_ref().map_or(String::new(), |unit| {
            let unit = toml::Value::String(unit.clone());
            let unit = if self.insists {
                format!("{{ override = {unit} }}")
            } else {
                unit.to_string()
            };
            format!(", unit = {unit}")
        });
        self.line_with(&unit, true)
    }

    fn line_with(&self, unit: &str, optional: bool) -> String {
        let (key, name) = &self.written;
        let key = match key.as_str() {
            "line" => key.clone(),
            label => toml::Value::String(label.to_owned()).to_string(),
        };
        let mut line = format!("{key} = {{ line = \"{name}\"{unit}");
        if let Some(status) = self.status {
            line = format!("{line}, status = \"{}\"", status.name().replace(' ', "-"));
        }
        if self.negate {
            line += ", negate = true";
        }
        if let Some(to) = self.rounded_to {
            line = format!("{line}, rounded-to = {to}");
        }
        if optional {
            line += ", optional = true";
        }
        line + " }"
    }
}

/// Checks the target under `key`, which stands at `key_span`; problems carry the place of the target itself.
pub(super) fn check(
    key: &str,
    key_span: Range<usize>,
    target: &Spanned<RowTarget>,
    vocabulary: &Vocabulary,
    place: &dyn Fn(Range<usize>) -> Place,
) -> Result<Target, Box<Problem>> {
    let span = target.span();
    let (name, full) = match target.get_ref() {
        RowTarget::Name(name) => (name, None),
        RowTarget::Full(full) => (&full.line, Some(full)),
    };
    let (line, members) = series(name, vocabulary).map_err(|problem| Box::new(problem.at(place(span.clone()))))?;
    let rule = full.and_then(|full| full.unit.as_ref());
    let unit = match rule.map(UnitRule::text) {
        None => None,
        Some(text) => {
            let note = read_unit(text).ok_or_else(|| Box::new(unknown_unit(text).at(place(span))))?;
            Some(of_rate(as_written(note), &vocabulary.lines[&line].unit.measure))
        }
    };
    Ok(Target {
        line,
        members,
        unit,
        unit_text: rule.map(|rule| rule.text().to_owned()),
        insists: matches!(rule, Some(UnitRule::Override { .. })),
        status: full.and_then(|full| full.status).map(super::StatusWord::status),
        negate: full.is_some_and(|full| full.negate),
        rounded_to: full.and_then(|full| full.rounded_to),
        optional: full.is_some_and(|full| full.optional),
        written: (key.to_owned(), name.clone()),
        place: place(key_span),
    })
}

/// A unit as a book writes it: `USD` without a scale means dollars, whatever the source or a note adds.
pub(super) fn as_written(note: UnitNote) -> UnitNote {
    let scale = note.scale.or(note.measure.is_some().then_some(Scale::ONE));
    UnitNote { scale, ..note }
}

/// The unit of a line; basis points of a rate are parts of it.
fn of_rate(note: UnitNote, wanted: &Measure) -> UnitNote {
    let is_points = note.measure == Some(Measure::Points) && note.scale != Some(Scale::PERCENT);
    match wanted {
        Measure::Ratio if is_points => UnitNote {
            measure: Some(Measure::Ratio),
            ..note
        },
        _ => note,
    }
}

pub(super) fn unknown_unit(text: &str) -> Problem {
    Problem::error(format!("`{text}` is not a unit"))
        .hint("write for example `CNY 亿`, `USD m`, `RMB'000`, `%` or `片`")
}

fn series(name: &str, vocabulary: &Vocabulary) -> Result<(String, Vec<MemberFrom>), Box<Problem>> {
    let mut words = name.split('.');
    let line_name = words.next().unwrap_or_default();
    let Some(line) = vocabulary.lines.get(line_name) else {
        let known: Vec<&str> = vocabulary.lines.keys().map(String::as_str).collect();
        return Err(Problem::error(format!("unknown line `{line_name}`"))
            .maybe_hint(suggestion(line_name, known.iter().copied()))
            .into());
    };
    let mut members = Vec::new();
    for (at, word) in words.enumerate() {
        let Some(dimension_name) = line.dimensions.get(at) else {
            return Err(Problem::error(format!("`{line_name}` is not split as far as `{word}`"))
                .hint(format!("it is split by: {}", line.dimensions.join(", ")))
                .into());
        };
        if word == dimension_name {
            members.push(MemberFrom::Label(word.to_owned()));
            continue;
        }
        let known = vocabulary
            .dimensions
            .get(dimension_name)
            .map(|dimension| &dimension.members);
        let names: Vec<&str> = known.into_iter().flatten().map(|member| member.name.as_str()).collect();
        if !names.contains(&word) {
            return Err(Problem::error(format!("unknown member `{word}` of `{dimension_name}`"))
                .maybe_hint(suggestion(word, names.iter().copied().chain([dimension_name.as_str()])))
                .into());
        }
        members.push(MemberFrom::Named(word.to_owned()));
    }
    Ok((line_name.to_owned(), members))
}
