//! The block that reads a list: one row a figure, a column for each line, or a ledger to be summed.

use std::collections::BTreeSet;

use jiff::civil::Date;
use quarterbook_data::{Currency, Line, Measure, Period};

use super::columns::frequency;
use super::doubts::name_of;
use super::draft::{Draft, Mapping, Money, quoted, texts};
use super::figures::Figures;
use super::list::{ColumnKind, List, ListColumn, cell_in};
use super::meaning::{dimension_of, is_of_companies, is_of_members, line_of};
use super::members::NewMember;
use super::periods::{PeriodColumns, days, is_ledger, period_columns};
use super::rows::ratio_guess;
use super::table::Look;
use super::wide::{likely_scale, money_words};
use crate::map::{is_total_word, tagged};
use crate::text::folded;
use crate::{DecimalMark, read_unit};

/// A list, what its columns are for, and the block that is made of it.
pub(super) struct Drafting<'a> {
    pub(super) look: Look<'a>,
    pub(super) list: &'a List<'a>,
    pub(super) draft: Draft,
    is_ledger: bool,
    has_where: bool,
    currency: Currency,
    /// Columns that the block names already.
    pub(super) used: BTreeSet<u32>,
}

/// The block that reads a list, and how much a reader is likely to want it; `None` without periods or figures.
pub(super) fn draft(look: Look<'_>, list: &List<'_>) -> Option<(Draft, i64)> {
    let mut drafting = Drafting {
        look,
        list,
        draft: Draft::default(),
        is_ledger: false,
        has_where: false,
        currency: look.likely_currency()?,
        used: BTreeSet::new(),
    };
    let Some(PeriodColumns {
        columns: periods,
        periods: read,
    }) = period_columns(look, list)
    else {
        return drafting.of_headers();
    };
    drafting.draft.periods = read;
    let dates = days(list, &periods);
    let is_ledger = is_ledger(&dates);
    drafting.is_ledger = is_ledger;
    drafting
        .draft
        .set("shape", if is_ledger { "\"ledger\"" } else { "\"long\"" }, "");
    drafting.used.extend(periods.iter().map(|column| column.address.column));
    let line = drafting.line_column().filter(|_| !is_ledger);
    let values = drafting.value_columns(line)?;
    let lines = match line {
        Some(line) => drafting.map_texts(line),
        None => drafting.map_columns(&values, is_ledger),
    };
    let unit = drafting.unit_column();
    drafting.set_columns(&periods, line.zip(values.first().copied()), unit);
    if is_ledger {
        let comment = "what is summed to a figure; or annual, half, month";
        drafting.draft.set("dates", "\"quarter\"", comment);
        drafting.draft.periods = dates.iter().map(|day| quarter_of(*day)).collect();
    } else if let Some(frequency) = frequency(&dates) {
        let comment =
            "a guess: a date does not say how long its period is; or annual, half, quarter, month, cumulative";
        drafting
            .draft
            .set("dates", format!("\"{}\"", frequency.name()), comment);
    }
    drafting.set_unit(&values, unit, &lines);
    drafting.set_members(&lines);
    drafting.set_others(is_ledger);
    drafting.draft.periods.sort_unstable();
    drafting.draft.periods.dedup();
    if !is_ledger {
        drafting.draft.set_derive();
    }
    let score = lines.len() as i64 * 20 + (list.rows.len() as i64).min(40) / 4;
    Some((drafting.draft, score))
}

fn quarter_of(day: Date) -> Period {
    Period::quarter(day.year(), (day.month() as u8 - 1) / 3 + 1)
}

impl<'a> Drafting<'a> {
    fn of(&self, kind: ColumnKind) -> impl Iterator<Item = &'a ListColumn> + '_ {
        let list: &'a List<'a> = self.list;
        list.columns
            .iter()
            .filter(move |column| column.kind == kind && !self.used.contains(&column.address.column))
    }

    /// The column whose texts are labels of lines.
    fn line_column(&self) -> Option<&'a ListColumn> {
        let list: &'a List<'a> = self.list;
        let texts = list
            .columns
            .iter()
            .filter(|column| matches!(column.kind, ColumnKind::Names | ColumnKind::Texts));
        let named = |column: &&ListColumn| {
            let texts = column.texts.iter();
            texts
                .filter(|text| line_of(text, self.look.vocabulary).is_some())
                .count()
        };
        texts.max_by_key(named).filter(|column| named(column) > 0)
    }

    /// The columns of figures; beside a column of lines the one that is headed value, or else the first.
    fn value_columns(&self, line: Option<&ListColumn>) -> Option<Vec<&'a ListColumn>> {
        const VALUES: [&str; 8] = ["value", "amount", "figure", "数值", "值", "金额", "数据", "val"];
        let numbers: Vec<&ListColumn> = self
            .of(ColumnKind::Numbers)
            .filter(|column| !column.counts_time())
            .collect();
        let headed = |column: &&&ListColumn| VALUES.contains(&folded(&column.header).as_str());
        let is_credit = |column: &&&ListColumn| {
            ["贷方", "credit"]
                .iter()
                .any(|word| folded(&column.header).contains(word))
        };
        let value = numbers.iter().find(headed);
        let value = value
            .or_else(|| numbers.iter().find(is_credit))
            .or(numbers.first())
            .copied();
        match line {
            Some(_) => Some(vec![value?]),
            None if numbers.is_empty() => None,
            None => Some(numbers),
        }
    }

    /// Maps the texts of a column of lines.
    fn map_texts(&mut self, column: &ListColumn) -> Vec<&'a Line> {
        self.used.insert(column.address.column);
        self.draft.section = "rows";
        let mut lines: Vec<&Line> = Vec::new();
        for text in &column.texts {
            let line = line_of(text, self.look.vocabulary);
            lines.extend(line);
            self.draft.rows.push(Mapping {
                label: text.clone(),
                target: line.map(|line| quoted(&line.name)),
                comment: String::new(),
            });
        }
        lines
    }

    /// Maps the headers of columns; the only column of a ledger is revenue, as far as nobody says otherwise.
    fn map_columns(&mut self, columns: &[&ListColumn], is_ledger: bool) -> Vec<&'a Line> {
        self.draft.section = "values";
        let vocabulary = self.look.vocabulary;
        let mut lines: Vec<&Line> = Vec::new();
        let named = |header: &str| line_of(header, vocabulary);
        let is_lone =
            columns.iter().filter(|column| named(&column.header).is_some()).count() == 0 && columns.len() == 1;
        for column in columns {
            self.used.insert(column.address.column);
            let guess = vocabulary.lines.get("revenue").filter(|_| is_lone && is_ledger);
            let line = named(&column.header).or(guess).filter(|line| !lines.contains(line));
            let (target, mut comment) = line.map_or((None, String::new()), |line| self.column_target(column, line));
            if named(&column.header).is_none() && line.is_some() {
                "a guess: the only column of numbers".clone_into(&mut comment);
            }
            lines.extend(line);
            let (label, doubt) = self.name(column);
            self.draft.rows.push(Mapping {
                label,
                target,
                comment: [comment, doubt]
                    .into_iter()
                    .filter(|text| !text.is_empty())
                    .collect::<Vec<_>>()
                    .join("; "),
            });
        }
        lines
    }

    fn column_target(&self, column: &ListColumn, line: &Line) -> (Option<String>, String) {
        let name = quoted(&line.name);
        let is_ratio = matches!(line.unit.measure, Measure::Ratio | Measure::Points);
        match self.figures(column).ratio_unit().filter(|_| is_ratio) {
            Some((unit, number)) => (
                Some(format!("{{ line = {name}, unit = \"{unit}\" }}")),
                ratio_guess(number, unit),
            ),
            None => (Some(name), String::new()),
        }
    }

    /// What names a column in the block, and what is a guess about it.
    fn name(&self, column: &ListColumn) -> (String, String) {
        let all = self
            .list
            .columns
            .iter()
            .map(|other| (other.address, other.header.as_str()));
        name_of(column.address, &column.header, &all.collect::<Vec<_>>())
    }

    pub(super) fn figures(&self, column: &ListColumn) -> Figures {
        let cells = self
            .list
            .rows
            .iter()
            .filter_map(|cells| cell_in(cells, column.address.column));
        Figures::of(cells, DecimalMark::Point)
    }

    /// The column that states units or currencies.
    fn unit_column(&mut self) -> Option<&'a ListColumn> {
        const UNITS: [&str; 6] = ["unit", "units", "currency", "单位", "币种", "货币"];
        let list: &'a List<'a> = self.list;
        let is_unit = |column: &&ListColumn| {
            UNITS.contains(&folded(&column.header).as_str())
                && column.texts.iter().any(|text| read_unit(text).is_some())
        };
        let found = list.columns.iter().find(is_unit)?;
        self.used.insert(found.address.column);
        Some(found)
    }

    fn set_columns(
        &mut self,
        periods: &[&ListColumn],
        line: Option<(&ListColumn, &ListColumn)>,
        unit: Option<&ListColumn>,
    ) {
        let mut doubts: Vec<String> = Vec::new();
        let mut name = |column: &ListColumn| {
            let (name, doubt) = self.name(column);
            doubts.extend(Some(doubt).filter(|doubt| !doubt.is_empty()));
            name
        };
        let period = match periods {
            [one] => quoted(&name(one)),
            several => texts(&several.iter().map(|column| name(column)).collect::<Vec<_>>()),
        };
        let mut columns = vec![format!("period = {period}")];
        if let Some((line, value)) = line {
            columns.push(format!("line = {}", quoted(&name(line))));
            columns.push(format!("value = {}", quoted(&name(value))));
        }
        columns.extend(unit.map(|unit| format!("unit = {}", quoted(&name(unit)))));
        self.used.extend(line.map(|(_, value)| value.address.column));
        self.draft
            .set("columns", format!("{{ {} }}", columns.join(", ")), doubts.join("; "));
    }

    /// What amounts are in: the column of units says it, headers, the cells, or a guess.
    pub(super) fn set_unit(&mut self, values: &[&ListColumn], unit: Option<&ListColumn>, lines: &[&Line]) {
        let notes = unit
            .into_iter()
            .flat_map(|unit| unit.texts.iter().filter_map(|text| read_unit(text)));
        let of_headers = values.iter().filter_map(|column| {
            let of_tag = tagged(&column.header).and_then(|tagged| tagged.unit);
            of_tag
                .map(|(note, _)| note)
                .or_else(|| crate::unit::split_label(&column.header).1)
        });
        let of_cells = values
            .iter()
            .flat_map(|column| self.figures(column).with_unit)
            .map(|(_, unit)| unit);
        let note = notes.chain(of_headers).chain(of_cells).find(|note| {
            note.measure
                .as_ref()
                .is_some_and(|measure| measure.currency().is_some())
        });
        let all = values.iter().map(|column| self.figures(column).digits());
        // The rows of a ledger are single dealings.
        let digits = if self.is_ledger {
            u32::MAX
        } else {
            all.max().unwrap_or_default()
        };
        let currency = note.as_ref().and_then(|note| note.measure.as_ref()?.currency());
        let money = Money {
            currency: currency.unwrap_or(self.currency),
            scale: note
                .as_ref()
                .map_or_else(|| likely_scale(digits), |note| note.scale.unwrap_or_default()),
            digits,
            is_guess: note.is_none(),
        };
        let is_money = |line: &&Line| matches!(line.unit.measure, Measure::Money(_));
        if note.is_none() && lines.iter().any(is_money) {
            self.draft.set(
                "unit",
                quoted(&money_words(&money)),
                "a guess: nothing in the file says it",
            );
        }
        self.draft.money = Some(money);
    }

    /// The column of each dimension that the lines are split by, and its members. What is not split by it would take
    /// the figures of all its members for one.
    pub(super) fn set_members(&mut self, lines: &[&'a Line]) {
        let list: &'a List<'a> = self.list;
        let mut by: Vec<String> = Vec::new();
        let mut known: Vec<&str> = Vec::new();
        for column in list.columns.iter().filter(|column| column.is_of_texts()) {
            let dimension = dimension_of(&column.header, lines, self.look.vocabulary);
            let Some(dimension) = dimension.filter(|_| !self.used.contains(&column.address.column)) else {
                continue;
            };
            if !known.contains(&dimension) {
                known.push(dimension);
                self.used.insert(column.address.column);
                by.push(format!("{dimension} = {}", quoted(&column.header)));
                let texts = column
                    .texts
                    .iter()
                    .filter(|text| !is_total_word(text) && !text.trim().is_empty());
                let members = texts.map(|text| NewMember {
                    label: text.clone(),
                    name: None,
                    year_end: None,
                });
                self.draft.members.insert(dimension.to_owned(), members.collect());
            }
        }
        self.has_where |= known.iter().any(|dimension| is_of_companies(dimension));
        if !by.is_empty() {
            self.draft.set("by", format!("{{ {} }}", by.join(", ")), "");
        }
        let of = |target: &str| lines.iter().find(|line| target.contains(&quoted(&line.name)));
        for row in &mut self.draft.rows {
            let line = row.target.as_deref().and_then(of);
            let lacking = line.and_then(|line| known.iter().find(|one| !line.dimensions.iter().any(|own| own == *one)));
            if let (Some(line), Some(dimension)) = (line, lacking) {
                row.comment = format!("`{}` is not split by `{dimension}`", line.name);
                row.target = None;
            }
        }
    }

    /// Feeds to choose among, and the signs of a ledger's rows.
    pub(super) fn set_others(&mut self, is_ledger: bool) {
        const FEEDS: [&str; 7] = [
            "source",
            "feed",
            "provider",
            "data source",
            "来源",
            "数据来源",
            "provenance",
        ];
        const PLUS: [&str; 4] = ["credit", "贷", "贷方", "sale"];
        const MINUS: [&str; 5] = ["debit", "借", "借方", "refund", "return"];
        let columns: Vec<&ListColumn> = self.of(ColumnKind::Names).collect();
        for column in columns {
            let is_among = |words: &[&str], text: &String| words.contains(&folded(text).as_str());
            if FEEDS.contains(&folded(&column.header).as_str()) && column.texts.len() > 1 {
                let mut feeds = column.texts.clone();
                feeds.sort_by_key(|feed| !is_first_hand(feed));
                let order = format!("{{ {} = {} }}", quoted(&column.header), texts(&feeds));
                self.draft
                    .set("prefer", order, "which counts when two differ, the best first");
            } else if !self.has_where && is_of_members(&column.header) && column.texts.len() > 1 {
                self.has_where = true;
                let only = format!("{{ {} = {} }}", quoted(&column.header), quoted(&column.texts[0]));
                let comment = format!("the others: {}", column.texts[1..].join(", "));
                self.draft.set("where", only, comment);
            }
            if is_ledger
                && column
                    .texts
                    .iter()
                    .all(|text| is_among(&PLUS, text) || is_among(&MINUS, text))
            {
                let sign = |text: &String| if is_among(&PLUS, text) { 1 } else { -1 };
                let signs = column
                    .texts
                    .iter()
                    .map(|text| format!("{} = {}", quoted(text), sign(text)));
                let signs = signs.collect::<Vec<_>>().join(", ");
                self.draft
                    .set("sign", format!("{{ {} = {{ {signs} }} }}", quoted(&column.header)), "");
            }
        }
    }
}

/// Whether a feed is the company's own, rather than somebody's reading of it.
fn is_first_hand(feed: &str) -> bool {
    const WORDS: [&str; 7] = ["sec", "filing", "report", "company", "公告", "年报", "财报"];
    let key = folded(feed);
    WORDS.iter().any(|word| key.contains(word))
}
