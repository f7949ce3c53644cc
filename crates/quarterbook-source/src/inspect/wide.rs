//! The block that reads a table with periods across, or a matrix.

use std::collections::BTreeSet;

use quarterbook_data::{Currency, Line, Measure, Period, Scale};

use super::columns::ColumnsLooked;
use super::draft::{Draft, Money, quoted};
use super::meaning::line_of;
use super::rows::{Mapped, Seen};
use super::table::Look;
use crate::map::{Table, divided_by};
use crate::text::plain;
use crate::unit::UnitNote;
use crate::{DecimalMark, read_period};

/// What the block of a table is made from.
pub(super) struct Drafting<'a> {
    pub(super) look: Look<'a>,
    pub(super) table: &'a Table,
    pub(super) seen: &'a [Seen<'a>],
    pub(super) columns: &'a ColumnsLooked,
    pub(super) currency: Currency,
    pub(super) mark: DecimalMark,
}

impl Drafting<'_> {
    /// The block; `mapped` is what the rows are.
    pub(super) fn draft(&self, mapped: Mapped<'_>, is_matrix: bool) -> Draft {
        let mut draft = Draft {
            section: "rows",
            periods: self.columns.known().collect(),
            ..Draft::default()
        };
        if let Some(doubtful) = self.table.doubtful.first() {
            let comment = format!(
                "a guess: the numbers of row {} are figures, and no years",
                doubtful.row + 1
            );
            draft.set("header", format!("{{ row = {} }}", self.table.header + 1), comment);
        }
        let lines: Vec<Option<&Line>> = mapped.lines;
        if is_matrix {
            draft.set("shape", "\"matrix\"", "");
            draft.periods = self.periods_of_matrix();
            self.set_line(&mut draft);
        } else {
            draft.rows = mapped.rows;
            draft.members = mapped.members;
        }
        self.set_unit(&mut draft, &lines, is_matrix);
        if let Some(dates) = self.columns.dates {
            let comment =
                "a guess: a date does not say how long its period is; or annual, half, quarter, month, cumulative";
            draft.set("dates", format!("\"{}\"", dates.name()), comment);
        }
        draft.set_derive();
        self.set_texts(&mut draft, &lines);
        draft
    }

    fn periods_of_matrix(&self) -> Vec<Period> {
        let labels = self.table.periods.iter().flat_map(|column| {
            self.seen
                .iter()
                .map(move |one| format!("{} {}", column.label, one.row.text))
        });
        labels
            .filter_map(|label| Some(read_period(&label, self.look.context).ok()?.period))
            .collect()
    }

    /// The line of a matrix, by the texts above it.
    fn set_line(&self, draft: &mut Draft) {
        let mut texts = self.table.captions.iter().rev();
        let named = texts.find_map(|(_, text)| line_of(text, self.look.vocabulary));
        let (name, comment) = match named {
            Some(line) => (line.name.as_str(), ""),
            None => ("revenue", "a guess: nothing above the table says it"),
        };
        draft.set("line", format!("\"{name}\""), comment);
    }

    /// Where the unit of amounts comes from: the note above, the rows themselves, or a guess.
    fn set_unit(&self, draft: &mut Draft, lines: &[Option<&Line>], is_matrix: bool) {
        let digits = self
            .seen
            .iter()
            .map(|one| one.figures.digits())
            .max()
            .unwrap_or_default();
        let notes: Vec<&UnitNote> = self
            .table
            .column_units
            .values()
            .chain(&self.table.notes)
            .map(|note| &note.note)
            .collect();
        let of_rows: Vec<&UnitNote> = self
            .seen
            .iter()
            .filter_map(|one| one.row.units.first().map(|(note, _)| note))
            .collect();
        let of_cells = self
            .seen
            .iter()
            .flat_map(|one| one.figures.with_unit.iter().map(|(_, unit)| unit));
        let all: Vec<&UnitNote> = notes.iter().copied().chain(of_rows).chain(of_cells).collect();
        let scale = notes.iter().find_map(|note| note.scale.filter(|_| is_money(note)));
        let currency = all
            .iter()
            .find_map(|note| note.measure.as_ref().and_then(Measure::currency));
        let of_money = |line: &Line| matches!(line.unit.measure, Measure::Money(_));
        let needs =
            self.seen.iter().zip(lines).any(|(one, line)| {
                line.is_some_and(of_money) && one.row.units.is_empty() && !one.figures.bare.is_empty()
            });
        let is_divided = self.has_divided();
        let any_scale = scale.or_else(|| all.iter().filter(|note| is_money(note)).find_map(|note| note.scale));
        let money = Money {
            currency: currency.unwrap_or(self.currency),
            scale: any_scale.unwrap_or_else(|| if is_divided { Scale::ONE } else { likely_scale(digits) }),
            digits,
            is_guess: currency.is_none() || any_scale.is_none(),
        };
        if let Some(scale) = scale {
            let all = || self.table.column_units.values().chain(&self.table.notes);
            let first = all().find(|note| note.note.scale == Some(scale));
            draft.set(
                "unit",
                "\"note\"",
                first.map_or(String::new(), |note| note.words.clone()),
            );
        } else if needs && is_divided {
            draft.set(
                "unit",
                format!("{{ override = {} }}", quoted(&money_words(&money))),
                "a guess: of the number in the cell, which its format divides",
            );
        } else if needs || is_matrix || lines.iter().flatten().next().is_none() {
            draft.set(
                "unit",
                quoted(&money_words(&money)),
                "a guess: nothing in the file says it",
            );
        }
        draft.money = Some(money);
    }

    /// Whether number formats divide what they show of the figures.
    fn has_divided(&self) -> bool {
        let rows = self.seen.iter().map(|one| one.row.address.row);
        let mut cells = rows.flat_map(|row| self.look.grid.row(row));
        let columns: BTreeSet<u32> = self.table.periods.iter().map(|period| period.address.column).collect();
        cells.any(|cell| columns.contains(&cell.address.column) && divided_by(cell).is_some())
    }

    /// Columns to leave out, texts that are not disclosed, the decimal mark.
    fn set_texts(&self, draft: &mut Draft, lines: &[Option<&Line>]) {
        let mut skip: Vec<String> = self.columns.growth.iter().map(|text| plain(text)).collect();
        skip.dedup();
        draft.set_texts("skip", skip, "growth is worked out from the figures");
        let (twice, doubts) = self.columns.to_skip();
        if draft.keys.iter().all(|key| key.name != "skip") {
            draft.set_texts("skip", twice, "its period has another column");
        } else {
            draft.add_texts("skip", &twice);
        }
        draft.doubts.extend(doubts);
        if self.columns.needs_as_of {
            let doubt =
                "What is 本期 is not told by the file's name or title: write as-of = \"2025H1\" with its period here.";
            draft.doubts.push(doubt.to_owned());
        }
        let mapped = self.seen.iter().zip(lines).filter(|(_, line)| line.is_some());
        let unreadable: BTreeSet<String> = mapped.flat_map(|(one, _)| one.figures.unreadable.clone()).collect();
        let marks = ["▲", "▼"]
            .into_iter()
            .filter(|mark| unreadable.iter().any(|text| text.contains(mark)));
        let marks: Vec<&str> = marks.collect();
        if !marks.is_empty() {
            let signs: Vec<String> = marks.iter().map(|mark| format!("{} = -1", quoted(mark))).collect();
            let comment = "a guess: a minus, as in Japanese reports; or 1, where it takes nothing from the number";
            draft.set("marks", format!("{{ {} }}", signs.join(", ")), comment);
        }
        let nil = unreadable
            .into_iter()
            .filter(|text| !marks.iter().any(|mark| text.contains(mark)));
        draft.set_texts(
            "nil",
            nil.collect(),
            "read as not disclosed; mend the source if it is wrong",
        );
        let comment = "which of `,` and `.` parts the decimals";
        match self.mark {
            DecimalMark::Unknown => {}
            DecimalMark::Point => draft.set("decimal", "\".\"", comment),
            DecimalMark::Comma => draft.set("decimal", "\",\"", comment),
        }
    }
}

fn is_money(note: &UnitNote) -> bool {
    note.measure.as_ref().is_none_or(|measure| measure.currency().is_some())
}

/// Amounts of eight digits and more are hardly in millions.
pub(super) fn likely_scale(digits: u32) -> Scale {
    if digits >= 8 { Scale::ONE } else { Scale::MILLION }
}

/// A currency and a scale as a book writes them.
pub(super) fn money_words(money: &Money) -> String {
    let scale = money.scale.behind_currency();
    format!("{}{scale}", money.currency)
}
