//! Numbers that their format divides before it shows them, or puts a unit behind: 1,234,567 as `1,235` or `1.2m`.
//!
//! A note above a table speaks of what a reader sees. Under 单位:千元 a cell that shows 1,235 of its 1,234,567 holds
//! yuan, and taking the number for thousands of them would be a thousand times too much.

use quarterbook_data::{Line, Problem, Scale, Status, Unit};
use quarterbook_format::NumberFormat;

use super::cell::Refused;
use super::unit::{BY_BOOK, Stated, StatedBy, scale_of_table, shown, taken};
use crate::cell_format::ACCOUNTING;
use crate::number_format::print_number;
use crate::rules::Target;
use crate::unit::UnitNote;
use crate::{Cell, CellValue, DecimalMark, read_value};

/// Scales in which people keep numbers: a cell's number in tens of yuan is a misreading.
const USUAL: [i8; 6] = [0, 3, 4, 6, 8, 9];

/// What a number format does to a cell's number.
pub(super) struct Scaled<'a> {
    pub(super) cell: &'a Cell,
    format: &'a str,
    /// The power of ten by which it divides the number.
    pub(super) power: i8,
    /// The unit it puts beside the number, with its scale, of the number in the cell.
    unit: Option<UnitNote>,
    /// How firmly it says that the number stands: `"约"0`, `0"E"`.
    pub(super) status: Status,
    /// The number as it shows it.
    shown: String,
    /// Whether it puts words beside the number that are no unit, nor anything else that is known.
    has_other_words: bool,
}

impl<'a> Scaled<'a> {
    /// What the format of a cell does; `None` where it does nothing of the kind.
    pub(super) fn of(cell: &'a Cell) -> Option<Self> {
        let CellValue::Number(number) = cell.value else {
            return None;
        };
        let format = cell.number_format.as_deref();
        let format = format.filter(|format| !is_plain(format) || shows_currency(format))?;
        // In Chinese workbooks a mark of exclamation makes the next character text, as a backslash does.
        let escaped = format.replace('!', "\\");
        let power = NumberFormat::parse(&escaped)?.scaling(number) as i8;
        let shown = if escaped == format {
            cell.printed()
        } else {
            print_number(number, Some(&escaped))
        };
        let printed = read_value(&shown, DecimalMark::Point).ok();
        let is_word = |c: char| c.is_alphabetic() || !c.is_ascii() && shows_currency(&c.to_string());
        let has_other_words = printed.is_none() && shown.contains(is_word);
        let status = printed.as_ref().map_or(Status::Reported, |reading| reading.status);
        let unit = printed.and_then(|reading| reading.unit).map(|note| UnitNote {
            scale: note.scale.map(|scale| Scale(scale.0 - power)),
            ..note
        });
        (power > 0 || unit.is_some() || status != Status::Reported || has_other_words).then_some(Self {
            cell,
            format,
            power,
            unit,
            status,
            shown,
            has_other_words,
        })
    }

    /// The error for words that the format puts beside an amount, and that may be any currency or scale.
    pub(super) fn unknown_words(&self, line: &Line) -> Option<Refused> {
        let currency = line.unit.measure.currency().filter(|_| self.has_other_words)?;
        let problem = Problem::error(format!(
            "the number format `{}` shows `{}`, and its words are no unit that is known",
            self.format, self.shown
        ));
        let hint = format!(
            "write `unit = {{ override = \"{currency} m\" }}`, with the unit in which the cell's {} stands, in this [[source]]; nothing is converted between currencies",
            self.number()
        );
        Some(Refused {
            problem: problem.hint(hint),
            is_of_all: true,
        })
    }

    /// The unit that the format puts beside the number. A sign that several currencies have, `$` or `¥`, is that of
    /// the line where it may be.
    pub(super) fn stated(&self, line: &Line) -> Option<Stated> {
        let mut note = self.unit.clone()?;
        let words = self.shown.clone();
        let currency = line.unit.measure.currency().map(|currency| currency.to_string());
        if currency.is_some_and(|currency| has_sign_of(&words, &currency)) {
            note.measure = None;
        }
        let says = note.measure.is_some() || note.scale.is_some();
        says.then_some(Stated {
            note,
            words,
            by: StatedBy::Close,
        })
    }

    /// The unit of the cell's own number, and how it was found, where `found` was stated for the figure.
    pub(super) fn unit(
        &self,
        found: &(Unit, String),
        line: &Line,
        target: &Target,
        stated: &[Stated],
    ) -> Result<(Unit, String), Refused> {
        let as_stated = || Ok(found.clone());
        let unit = &found.0;
        let Some((scale, by)) = taken(line, stated).filter(|_| self.power > 0) else {
            return as_stated();
        };
        let is_own = by.by == StatedBy::Close && by.words != BY_BOOK;
        let insists = matches!(by.by, StatedBy::Book { insists: true }) || (by.by == StatedBy::Close && target.insists);
        if is_own || insists {
            return as_stated();
        }
        let is_by_book = matches!(by.by, StatedBy::Book { .. } | StatedBy::Close);
        if is_by_book && scale_of_table(line, stated) != Some(scale) {
            // Nobody writes down single units of what is shown in thousands.
            return match scale {
                Scale::ONE => as_stated(),
                _ => Err(self.of_either(unit, target, by)),
            };
        }
        let Some(held) = scale.0.checked_sub(self.power).filter(|scale| USUAL.contains(scale)) else {
            return Err(self.not_together(unit, target, by));
        };
        let unit = Unit::new(unit.measure.clone(), Scale(held));
        let rule = format!("{}, {} → {}", by.words, self.format, shown(&unit));
        Ok((unit, rule))
    }

    /// The error for a unit of the book that may be that of the number or of what is shown.
    fn of_either(&self, unit: &Unit, target: &Target, by: &Stated) -> Refused {
        let held = Unit::new(unit.measure.clone(), Scale(unit.scale.0 - self.power));
        let write = |unit: &Unit| insisting(unit, target, by);
        let hint = format!(
            "write `{}` if {} is in {unit}, or `{}` if {} is",
            write(&held),
            self.shown,
            write(unit),
            self.number(),
        );
        self.refused(
            &format!("and the unit that the book states, {unit}, may be that of either"),
            hint,
        )
    }

    /// The error for a note whose unit what is shown can hardly have.
    fn not_together(&self, unit: &Unit, target: &Target, by: &Stated) -> Refused {
        let one = Unit::new(unit.measure.clone(), Scale::ONE);
        let hint = format!(
            "write `{}`, with the unit in which the cell's {} stands",
            insisting(&one, target, by),
            self.number()
        );
        self.refused(&format!("which does not go with `{}`", by.words), hint)
    }

    fn refused(&self, why: &str, hint: String) -> Refused {
        let divided = 10_u64.pow(u32::from(self.power.unsigned_abs()));
        Refused {
            problem: Problem::error(format!(
                "the number format `{}` divides the number by {divided} to show it, {why}",
                self.format
            ))
            .hint(hint),
            is_of_all: true,
        }
    }

    fn number(&self) -> String {
        self.cell
            .value
            .decimal()
            .map_or_else(String::new, |number| number.to_string())
    }
}

/// The power of ten by which a cell's format divides its number to show it.
pub(crate) fn divided_by(cell: &Cell) -> Option<i8> {
    Scaled::of(cell).map(|scaled| scaled.power).filter(|power| *power > 0)
}

/// What to write so that a unit is that of the number in the cell, whatever is shown.
fn insisting(unit: &Unit, target: &Target, by: &Stated) -> String {
    let unit = format!("{{ override = \"{unit}\" }}");
    match by.by {
        StatedBy::Close | StatedBy::Label | StatedBy::Aside => target.line_with_unit(&unit),
        _ => format!("unit = {unit}"),
    }
}

/// Whether a text has the sign of this currency, alone, where others have it too.
fn has_sign_of(text: &str, currency: &str) -> bool {
    const SIGNS: [(&[char], &[&str]); 2] = [
        (&['$', '＄'], &["USD", "HKD", "TWD", "SGD", "CAD", "AUD", "NZD", "MXN"]),
        (&['¥', '￥'], &["CNY", "JPY"]),
    ];
    SIGNS.iter().any(|(signs, currencies)| {
        let at = text.find(*signs);
        let stands_alone = at.is_some_and(|at| !text[..at].ends_with(char::is_alphabetic));
        stands_alone && currencies.contains(&currency)
    })
}

/// Whether a number format shows a currency: `"$"#,##0`, `[$HK$-C04]0.0`. The accounting formats that every workbook
/// has show that of the machine they are looked at on, and say nothing.
pub(super) fn shows_currency(format: &str) -> bool {
    let is_of_machine = || ACCOUNTING.contains(&format);
    let mut at = 0;
    let shows = format.contains(['¥', '￥', '€', '£', '₩', '＄'])
        || std::iter::from_fn(|| {
            let found = at + format[at..].find('$')?;
            at = found + 1;
            Some(found)
        })
        .any(|found| !(format[..found].ends_with('[') && format[found + 1..].starts_with('-')));
    shows && !is_of_machine()
}

/// Whether a number format can neither divide a number nor put words beside it: it has no comma behind digits, and no
/// point, letter or mark of a qualifier that is text.
pub(super) fn is_plain(format: &str) -> bool {
    let is_digit = |character: char| matches!(character, '0' | '#' | '?');
    let is_word = |character: char| character.is_alphabetic() || matches!(character, '+' | '~' | '≈' | '≥' | '≤');
    let mut quoted = false;
    let mut characters = format.chars().peekable();
    let mut before = ' ';
    while let Some(character) = characters.next() {
        match character {
            '"' => quoted = !quoted,
            '.' if quoted => return false,
            _ if quoted && is_word(character) => return false,
            _ if quoted => {}
            '_' | '*' => drop(characters.next()),
            '\\' | '!' => match characters.next() {
                Some(next) if next == '.' || is_word(next) => return false,
                _ => {}
            },
            ',' if (is_digit(before) || before == ',') && !characters.peek().copied().is_some_and(is_digit) => {
                return false;
            }
            _ if !character.is_ascii() && character.is_alphabetic() => return false,
            _ => {}
        }
        before = character;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_that_show_a_currency() {
        for format in [
            "\"$\"#,##0",
            "[$$-409]#,##0.00",
            "[$HK$-C04]0",
            "_(\"€\"* 0_)",
            "¥#,##0",
            "[$USD] 0",
        ] {
            assert!(shows_currency(format), "{format}");
        }
        for format in [
            "[$-409]0",
            "#,##0",
            "_($* #,##0.00_);_($* (#,##0.00);_($* \"-\"??_);_(@_)",
        ] {
            assert!(!shows_currency(format), "{format}");
        }
    }

    #[test]
    fn formats_that_leave_the_number_as_it_is() {
        for format in [
            "#,##0.00_);(#,##0.00)",
            "_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)",
            "[$¥-804]#,##0",
            "0.0%",
            "General",
        ] {
            assert!(is_plain(format), "{format}");
        }
        for format in [
            "#,##0,",
            "0.0,,",
            "#,##0,;(#,##0,)",
            "0\\.0",
            "0\".\"0,",
            "0.00\"亿元\"",
            "0.0亿",
            "0.0\\m",
        ] {
            assert!(!is_plain(format), "{format}");
        }
    }
}
