//! The block that reads a terminal's export: companies down, and in each header a line with its period and unit.

use quarterbook_data::{Line, Measure};

use super::columns::{days_of, frequency};
use super::draft::{Draft, Mapping, quoted};
use super::list::ListColumn;
use super::long::Drafting;
use super::meaning::{is_of_members, line_of};
use super::rows::ratio_guess;
use crate::map::{Settled, Tagged, tagged};
use crate::text::folded;
use crate::{PeriodContext, PlainDates, read_period};

impl<'a> Drafting<'a> {
    /// The block, and how much a reader is likely to want it; `None` where no header says a period.
    pub(super) fn of_headers(mut self) -> Option<(Draft, i64)> {
        let list = self.list;
        let columns: Vec<(&'a ListColumn, Tagged)> = list
            .columns
            .iter()
            .filter_map(|column| Some((column, tagged(&column.header)?)))
            .filter(|(_, tagged)| tagged.period.is_some())
            .collect();
        if columns.is_empty() {
            return None;
        }
        self.used
            .extend(columns.iter().map(|(column, _)| column.address.column));
        self.draft.set("shape", "\"long\"", "");
        self.set_periods(&columns);
        let lines = self.map_lines(&columns);
        let without_unit: Vec<&ListColumn> = columns
            .iter()
            .filter(|(_, tagged)| tagged.unit.is_none())
            .map(|(column, _)| *column)
            .collect();
        let all: Vec<&ListColumn> = columns.iter().map(|(column, _)| *column).collect();
        let needs_unit = if without_unit.is_empty() {
            &[][..]
        } else {
            lines.as_slice()
        };
        self.set_unit(&all, None, needs_unit);
        self.prefer_names();
        self.set_members(&lines);
        self.set_others(false);
        self.choose_company();
        self.draft.set_derive();
        let score = lines.len() as i64 * 20 + (list.rows.len() as i64).min(40) / 4;
        Some((self.draft, score))
    }

    /// Leaves the codes of companies aside where their names stand beside them.
    fn prefer_names(&mut self) {
        const NAMES: [&str; 5] = ["证券简称", "证券名称", "股票简称", "股票名称", "公司名称"];
        const CODES: [&str; 4] = ["证券代码", "股票代码", "代码", "code"];
        let is = |column: &&ListColumn, words: &[&str]| words.contains(&folded(&column.header).as_str());
        let columns = &self.list.columns;
        if columns.iter().any(|column| is(&column, &NAMES)) {
            let codes = columns.iter().filter(|column| is(column, &CODES));
            self.used.extend(codes.map(|column| column.address.column));
        }
    }

    /// Picks the first of several companies, where nothing in the block tells them apart.
    fn choose_company(&mut self) {
        if self.draft.keys.iter().any(|key| matches!(key.name, "by" | "where")) {
            return;
        }
        let list = self.list;
        let free = list
            .columns
            .iter()
            .filter(|column| !self.used.contains(&column.address.column));
        let mut named = free.filter(|column| column.is_of_texts() && column.texts.len() > 1);
        if let Some(column) = named.find(|column| is_of_members(&column.header)) {
            let only = format!("{{ {} = {} }}", quoted(&column.header), quoted(&column.texts[0]));
            let comment = format!("a guess; the others: {}", column.texts[1..].join(", "));
            self.draft.set("where", only, comment);
        }
    }

    /// The periods of the headers, and how long those are that name a day.
    fn set_periods(&mut self, columns: &[(&ListColumn, Tagged)]) {
        let labels: Vec<&str> = columns
            .iter()
            .filter_map(|(_, tagged)| tagged.period.as_deref())
            .collect();
        let dates = frequency(&days_of(&labels));
        let context = PeriodContext {
            plain_dates: dates.map_or(PlainDates::Unknown, PlainDates::Every),
            ..self.look.context.clone()
        };
        let context = Settled::of_labels(&labels, None, context.calendar).context(context);
        let mut unread = Vec::new();
        for label in labels {
            match read_period(label, &context) {
                Ok(reading) => self.draft.periods.push(reading.period),
                Err(_) if !unread.contains(&label) => unread.push(label),
                Err(_) => {}
            }
        }
        self.draft.periods.sort_unstable();
        self.draft.periods.dedup();
        for label in unread {
            let doubt = format!("What `{label}` is, no header says: write period = \"2025H1\" with its period here.");
            self.draft.doubts.push(doubt);
        }
        if let Some(dates) = dates {
            let comment =
                "a guess: a date does not say how long its period is; or annual, half, quarter, month, cumulative";
            self.draft.set("dates", format!("\"{}\"", dates.name()), comment);
        }
    }

    /// Maps what stands before the tags of the headers, once for all periods.
    fn map_lines(&mut self, columns: &[(&'a ListColumn, Tagged)]) -> Vec<&'a Line> {
        self.draft.section = "values";
        let mut lines: Vec<&Line> = Vec::new();
        let mut known: Vec<String> = Vec::new();
        for (column, tagged) in columns {
            if known.contains(&folded(&tagged.line)) {
                continue;
            }
            known.push(folded(&tagged.line));
            let found = line_of(&tagged.line, self.look.vocabulary).filter(|line| !lines.contains(line));
            lines.extend(found);
            let (target, comment) = match found {
                None => (None, String::new()),
                Some(line) => self.target_of(column, tagged, line),
            };
            self.draft.rows.push(Mapping {
                label: tagged.line.clone(),
                target,
                comment,
            });
        }
        lines
    }

    fn target_of(&self, column: &ListColumn, tagged: &Tagged, line: &Line) -> (Option<String>, String) {
        let name = quoted(&line.name);
        let is_ratio = matches!(line.unit.measure, Measure::Ratio | Measure::Points);
        let guess = self
            .figures(column)
            .ratio_unit()
            .filter(|_| is_ratio && tagged.unit.is_none());
        match guess {
            Some((unit, number)) => (
                Some(format!("{{ line = {name}, unit = \"{unit}\" }}")),
                ratio_guess(number, unit),
            ),
            None => (Some(name), String::new()),
        }
    }
}
