//! A `[[source]]` with every name in it looked up.

use std::collections::BTreeMap;
use std::ops::Range;

use quarterbook_data::{Frequency, Period, Place, Problem, Scale, Vocabulary, suggestion};
use toml::Spanned;

use super::{Dates, Pattern, RowTarget, Shape, SourceRule, Target, target};
use crate::period::{PeriodContext, PlainDates, read_period};
use crate::printed::DecimalMark;
use crate::unit::{UnitNote, read_unit};

/// A rule with its names looked up.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    pub(crate) rule: SourceRule,
    /// Labels and what they are, the closest patterns first.
    pub(crate) rows: Vec<(Pattern, Target)>,
    /// Columns of figures and what they are.
    pub(crate) values: Vec<(Pattern, Target)>,
    /// What a matrix holds.
    pub(crate) line: Option<Target>,
    pub(crate) total: Vec<Pattern>,
    pub(crate) skip: Vec<Pattern>,
    /// The unit the book declares; `None` for `note`.
    pub(crate) unit: Option<UnitNote>,
    pub(crate) period: Option<Period>,
    pub(crate) as_of: Option<Period>,
    pub(crate) context: PeriodContext,
    pub(crate) mark: DecimalMark,
    /// The place of its `files`, for problems with the source as a whole.
    pub(crate) place: Place,
}

type PlaceOf<'a> = dyn Fn(Range<usize>) -> Place + 'a;

pub(super) fn check(
    rule: SourceRule,
    vocabulary: &Vocabulary,
    place: &PlaceOf<'_>,
    problems: &mut Vec<Problem>,
) -> Source {
    let context = PeriodContext {
        calendar: vocabulary.calendar,
        as_of: None,
        as_of_day: None,
        by_calendar: rule.by_calendar,
        plain_dates: rule.dates.map_or(PlainDates::Unknown, plain_dates),
    };
    let mut targets = |map: &BTreeMap<Spanned<String>, Spanned<RowTarget>>| {
        let mut found = Vec::new();
        for (pattern, target) in map {
            match target::check(target.get_ref(), target.span(), vocabulary, place) {
                Ok(target) => found.push((Pattern::new(pattern.get_ref()), target)),
                Err(problem) => problems.push(*problem),
            }
        }
        found.sort_by_key(|(pattern, _)| std::cmp::Reverse(pattern.weight()));
        found
    };
    let rows = targets(&rule.rows);
    let values = targets(&rule.values);
    let line = rule.line.as_ref().and_then(|line| {
        target::check(line.get_ref(), line.span(), vocabulary, place)
            .map_err(|problem| problems.push(*problem))
            .ok()
    });
    let unit = rule
        .unit
        .as_ref()
        .filter(|unit| unit.get_ref().text() != "note")
        .and_then(|unit| {
            let mut read = read_unit(unit.get_ref().text());
            // `USD` without a scale means dollars, whatever a note adds.
            if let Some(note) = read.as_mut().filter(|note| note.measure.is_some()) {
                note.scale = note.scale.or(Some(Scale::ONE));
            }
            if read.is_none() {
                problems.push(target::unknown_unit(unit.get_ref().text()).at(place(unit.span())));
            }
            read
        });
    let mut period = |text: &Option<Spanned<String>>| {
        let text = text.as_ref()?;
        let read = read_period(text.get_ref(), &context).ok().map(|reading| reading.period);
        if read.is_none() {
            let problem = Problem::error(format!("`{}` is not a period", text.get_ref()));
            problems.push(
                problem
                    .at(place(text.span()))
                    .hint("write FY2024, 2025H1, 2025Q3 or 9M2025"),
            );
        }
        read
    };
    let (own_period, as_of) = (period(&rule.period), period(&rule.as_of));
    check_dimensions(&rule, vocabulary, place, problems);
    check_shape(&rule, place, problems);
    Source {
        total: rule.total.iter().map(|text| Pattern::new(text)).collect(),
        skip: rule.skip.iter().map(|text| Pattern::new(text)).collect(),
        rows,
        values,
        line,
        unit,
        period: own_period,
        as_of,
        context: PeriodContext { as_of, ..context },
        mark: match rule.decimal {
            None => DecimalMark::Unknown,
            Some(super::DecimalWord::Point) => DecimalMark::Point,
            Some(super::DecimalWord::Comma) => DecimalMark::Comma,
        },
        place: place(rule.files.span()),
        rule,
    }
}

fn plain_dates(dates: Dates) -> PlainDates {
    match dates {
        Dates::Annual => PlainDates::Every(Frequency::Annual),
        Dates::Half => PlainDates::Every(Frequency::Half),
        Dates::Quarter => PlainDates::Every(Frequency::Quarter),
        Dates::Month => PlainDates::Every(Frequency::Month),
        Dates::Cumulative => PlainDates::Cumulative,
    }
}

fn check_dimensions(rule: &SourceRule, vocabulary: &Vocabulary, place: &PlaceOf<'_>, problems: &mut Vec<Problem>) {
    for dimension in rule.by.keys() {
        let name = dimension.get_ref();
        if !vocabulary.dimensions.contains_key(name) {
            let known: Vec<&str> = vocabulary.dimensions.keys().map(String::as_str).collect();
            problems.push(
                Problem::error(format!("unknown dimension `{name}`"))
                    .at(place(dimension.span()))
                    .maybe_hint(suggestion(name, known.iter().copied())),
            );
        }
    }
}

fn check_shape(rule: &SourceRule, place: &PlaceOf<'_>, problems: &mut Vec<Problem>) {
    let has_line_and_value = rule.columns.line.is_some() && rule.columns.value.is_some();
    let missing = match rule.shape {
        Shape::Wide if rule.rows.is_empty() => "`rows`: labels and the lines they are",
        Shape::Long | Shape::Ledger if rule.values.is_empty() && !has_line_and_value => {
            "`values`: columns of figures and the lines they are; or `columns.line` and `columns.value` with `rows`"
        }
        Shape::Ledger if rule.columns.period.is_none() && rule.period.is_none() => {
            "`columns.period`: the column of dates"
        }
        Shape::Matrix if rule.line.is_none() => "`line`: what the matrix holds",
        _ => return,
    };
    problems.push(Problem::error(format!("this [[source]] needs {missing}")).at(place(rule.files.span())));
}
