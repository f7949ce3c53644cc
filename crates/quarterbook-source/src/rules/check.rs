//! A `[[source]]` with every name in it looked up.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use quarterbook_data::{Currency, Frequency, Measure, Period, Place, Problem, Vocabulary, suggestion};
use toml::Spanned;

use super::read::{Keys, Read};
use super::{Columns, Dates, DecimalWord, Pattern, RowTarget, Shape, SourceRule, Target, UnitRule, target};
use crate::period::{PeriodContext, PeriodError, PeriodNames, PlainDates, read_period};
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
    /// Whether nothing is wrong in its rule, so that what its files hold can be held against it.
    pub(crate) is_right: bool,
}

type PlaceOf<'a> = dyn Fn(Range<usize>) -> Place + 'a;

pub(super) fn check(
    Read { rule, keys, .. }: Read,
    vocabulary: &Vocabulary,
    place: &PlaceOf<'_>,
    problems: &mut Vec<Problem>,
) -> Source {
    let mut checker = Checker {
        vocabulary,
        keys,
        place,
        problems,
    };
    let context = PeriodContext {
        calendar: vocabulary.calendar,
        as_of: None,
        as_of_day: None,
        by_calendar: rule.by_calendar,
        plain_dates: rule.dates.map_or(PlainDates::Unknown, plain_dates),
        ..PeriodContext::default()
    };
    let as_of = checker.period(rule.as_of.as_ref(), &context);
    checker.dimensions(&rule);
    checker.shape(&rule);
    checker.marks(&rule);
    checker.serials(&rule);
    let unit = rule.unit.as_ref().and_then(|unit| checker.unit(unit));
    let source = Source {
        rows: checker.targets(&rule.rows),
        values: checker.targets(&rule.values),
        line: rule.line.as_ref().and_then(|line| {
            let key = checker.keys.key("line");
            checker.target("line", key, line)
        }),
        total: rule.total.iter().map(|text| Pattern::new(text)).collect(),
        skip: rule.skip.iter().map(|text| Pattern::new(text)).collect(),
        unit,
        period: checker.period(rule.period.as_ref(), &context),
        as_of,
        context: PeriodContext {
            as_of,
            names: checker.names(&rule, &context),
            ..context
        },
        mark: decimal_mark(rule.decimal),
        place: place(rule.files.span()),
        is_right: true,
        rule,
    };
    checker.currency(&source);
    source
}

/// What to do with figures in a currency that is not their line's.
pub(crate) fn other_currency(currency: Currency) -> String {
    format!(
        "nothing is converted between currencies: convert the source, or make a book of its own for these figures, with `money = \"{currency} m\"`"
    )
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

const fn decimal_mark(word: Option<DecimalWord>) -> DecimalMark {
    match word {
        None => DecimalMark::Unknown,
        Some(DecimalWord::Point) => DecimalMark::Point,
        Some(DecimalWord::Comma) => DecimalMark::Comma,
    }
}

/// Looks names up and keeps what is wrong with them.
struct Checker<'a> {
    vocabulary: &'a Vocabulary,
    keys: Keys,
    place: &'a PlaceOf<'a>,
    problems: &'a mut Vec<Problem>,
}

impl Checker<'_> {
    /// The targets of a map, the closest patterns first.
    fn targets(&mut self, map: &BTreeMap<Spanned<String>, Spanned<RowTarget>>) -> Vec<(Pattern, Target)> {
        let mut found: Vec<(Pattern, Target)> = map
            .iter()
            .filter_map(|(key, target)| {
                let target = self.target(key.get_ref(), key.span(), target)?;
                Some((Pattern::new(key.get_ref()), target))
            })
            .collect();
        found.sort_by_key(|(pattern, _)| std::cmp::Reverse(pattern.weight()));
        found
    }

    fn target(&mut self, key: &str, key_span: Range<usize>, target: &Spanned<RowTarget>) -> Option<Target> {
        target::check(key, key_span, target, self.vocabulary, self.place)
            .map_err(|problem| self.problems.push(*problem))
            .ok()
    }

    fn unit(&mut self, unit: &Spanned<UnitRule>) -> Option<UnitNote> {
        let text = unit.get_ref().text();
        if text == "note" {
            return None;
        }
        let Some(note) = read_unit(text) else {
            let problem = target::unknown_unit(text);
            self.problems.push(problem.at((self.place)(unit.span())));
            return None;
        };
        Some(target::as_written(note))
    }

    fn period(&mut self, text: Option<&Spanned<String>>, context: &PeriodContext) -> Option<Period> {
        let text = text?;
        let read = read_period(text.get_ref(), context).map(|reading| reading.period).ok();
        if read.is_none() {
            let problem = Problem::error(format!("`{}` is not a period", text.get_ref()))
                .at((self.place)(text.span()))
                .hint("write FY2024, 2025H1, 2025Q3 or 9M2025");
            self.problems.push(problem);
        }
        read
    }

    /// The labels that the rule explains.
    fn names(&mut self, rule: &SourceRule, context: &PeriodContext) -> PeriodNames {
        let mut names = Vec::new();
        for (label, meaning) in &rule.periods {
            let read = read_period(meaning.get_ref(), context);
            let is_piece = rule.shape == Shape::Matrix && read == Err(PeriodError::Incomplete);
            if is_piece || self.period(Some(meaning), context).is_some() {
                names.push((label.get_ref(), meaning.get_ref().as_str()));
            }
        }
        PeriodNames::new(names)
    }

    fn dimensions(&mut self, rule: &SourceRule) {
        for dimension in rule.by.keys() {
            let name = dimension.get_ref();
            if !self.vocabulary.dimensions.contains_key(name) {
                let known = self.vocabulary.dimensions.keys().map(String::as_str);
                let problem = Problem::error(format!("unknown dimension `{name}`"))
                    .at((self.place)(dimension.span()))
                    .maybe_hint(suggestion(name, known));
                self.problems.push(problem);
            }
        }
    }

    /// Whether the money of the source is that of its lines.
    fn currency(&mut self, source: &Source) {
        let Some(unit) = &source.rule.unit else { return };
        let stated = source.unit.as_ref().and_then(|note| note.measure.as_ref());
        let Some(currency) = stated.and_then(Measure::currency) else {
            return;
        };
        let targets = source.rows.iter().chain(&source.values).map(|(_, target)| target);
        let bare = targets.chain(&source.line).filter(|target| target.unit.is_none());
        let others: BTreeSet<&str> = bare
            .filter(|target| {
                let own = self.vocabulary.lines[&target.line].unit.measure.currency();
                own.is_some_and(|own| own != currency)
            })
            .map(|target| target.line.as_str())
            .collect();
        if let Some(own) = others.first().map(|line| &self.vocabulary.lines[*line].unit.measure) {
            let lines: Vec<String> = others.iter().map(|line| format!("`{line}`")).collect();
            let own = own.currency().map_or_else(String::new, |own| own.to_string());
            let problem = Problem::error(format!(
                "this [[source]] is in {currency}, and {} in {own}",
                lines.join(", ")
            ));
            let problem = problem.hint(other_currency(currency));
            self.problems.push(problem.at((self.place)(unit.span())));
        }
    }

    fn marks(&mut self, rule: &SourceRule) {
        for (mark, sign) in &rule.marks {
            let text = mark.get_ref();
            let is_mark = text.chars().count() == 1 && !text.contains(char::is_alphanumeric);
            if is_mark && matches!(sign, 1 | -1) {
                continue;
            }
            let problem = Problem::error(format!("`{text}` = {sign} is no mark with its sign"));
            let hint = "write one sign that is no letter and no digit, and -1 for a minus or 1: marks = { \"▲\" = -1 }";
            self.problems.push(problem.at((self.place)(mark.span())).hint(hint));
        }
    }

    fn serials(&mut self, rule: &SourceRule) {
        if let Some(year) = rule
            .serials
            .as_ref()
            .filter(|year| !matches!(year.get_ref(), 1900 | 1904))
        {
            let problem = Problem::error(format!("`{}` is no year from which days are counted", year.get_ref()));
            let problem = problem.hint("write serials = 1900, or 1904 for old workbooks of the Mac");
            self.problems.push(problem.at((self.place)(year.span())));
        }
    }

    /// Whether the rule has what its shape cannot do without.
    fn shape(&mut self, rule: &SourceRule) {
        if rule.shape == Shape::Ledger && rule.columns.status.is_some() {
            let problem = Problem::error(
                "rows of a ledger are added up whatever their status, so that it has no `columns.status`",
            );
            let problem =
                problem.hint("pick the rows that count with `where`, and give the line its `status` in `values`");
            self.problems.push(problem.at((self.place)(self.keys.key("columns"))));
        }
        self.long_keys(rule);
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
        let problem = Problem::error(format!("this [[source]] needs {missing}"))
            .hint("`quarterbook inspect FILE` lists what the file has, with a block to paste");
        self.problems.push(problem.at((self.place)(self.keys.table())));
    }

    /// Keys that speak of columns of a long table or a ledger mean nothing elsewhere, and would be passed over.
    fn long_keys(&mut self, rule: &SourceRule) {
        let shape = match rule.shape {
            Shape::Wide => "wide",
            Shape::Matrix => "a matrix",
            Shape::Long | Shape::Ledger => return,
        };
        let keys = [
            ("where", !rule.only.is_empty()),
            ("sign", !rule.sign.is_empty()),
            ("by", !rule.by.is_empty()),
            ("values", !rule.values.is_empty()),
            ("columns", rule.columns != Columns::default()),
            ("serials", rule.serials.is_some()),
        ];
        for (key, _) in keys.iter().filter(|(_, is_there)| *is_there) {
            let problem = Problem::error(format!(
                "`{key}` is for long tables and ledgers, and this [[source]] is {shape}"
            ));
            let hint = "write shape = \"long\" or \"ledger\" if the table is one; else take the key out, and pick rows by `rows` and `skip`";
            self.problems
                .push(problem.at((self.place)(self.keys.key(key))).hint(hint));
        }
    }
}
