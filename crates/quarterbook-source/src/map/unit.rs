//! Which unit a figure stands in: its own, its row's, its column's, the book's, the table's.

use quarterbook_data::{CellAddress, Currency, Line, Measure, Problem, Scale, Unit};

use crate::rules::{Source, UnitRule, other_currency};
use crate::unit::{UnitNote, count_alike, counts_shares, read_unit};

/// The words of a unit that the book states.
pub(super) const BY_BOOK: &str = "[book]";

/// A unit that somebody states, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stated {
    pub(super) note: UnitNote,
    /// The words, for the rule of a figure; empty when it needs none.
    pub(super) words: String,
    pub(super) by: StatedBy,
}

impl Stated {
    /// The unit that a cell of a unit column states, of one of what it names where it says no scale: 元 is one yuan. The
    /// column `of_currencies` leaves the scale to others.
    pub(super) fn in_unit_column(text: &str, of_currencies: bool) -> Option<Self> {
        let note = read_unit(text)?;
        let unit = note.unit().filter(|_| !of_currencies);
        Some(Self {
            note: unit.map_or(note, |unit| UnitNote::of(&unit)),
            words: text.trim().to_owned(),
            by: StatedBy::Label,
        })
    }
}

/// The warning for a cell of a unit column that is no unit.
pub(super) fn no_unit(text: &str) -> Problem {
    Problem::warning(format!("`{}` is not a unit", text.trim())).hint("give the line its unit in `rows`")
}

/// Who states a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StatedBy {
    /// The cell itself, or the book for this very line: it may not be passed over.
    Close,
    /// The label of the row, the header of the column, or a column of units.
    Label,
    /// The header of another column, or a label that the row stands under: of another measure, it says nothing.
    Aside,
    /// The book, for the whole source; with `override` it insists.
    Book { insists: bool },
    /// A unit under the header of the column, in this cell.
    UnderHeader(CellAddress),
    /// A note of the table, in this cell.
    Table(CellAddress),
    /// The note of a table above, in this cell, for want of an own one.
    TableAbove(CellAddress),
}

impl StatedBy {
    pub(super) fn is_of_table(self) -> bool {
        matches!(self, Self::UnderHeader(_) | Self::Table(_) | Self::TableAbove(_))
    }
}

/// The unit that the book states for the whole source.
pub(super) fn by_book(source: &Source) -> Option<Stated> {
    let insists = matches!(source.rule.unit.as_ref()?.get_ref(), UnitRule::Override { .. });
    Some(Stated {
        note: source.unit.clone()?,
        words: BY_BOOK.to_owned(),
        by: StatedBy::Book { insists },
    })
}

/// The statement that gives a figure of this line its scale, and that scale.
pub(super) fn taken<'a>(line: &Line, stated: &'a [Stated]) -> Option<(Scale, &'a Stated)> {
    let wanted = &line.unit.measure;
    let mut said = stated.iter().filter(|one| !is_outdone(wanted, one, stated));
    said.find_map(|stated| match says(wanted, stated) {
        Fit::Yes(Some(scale)) => Some((scale, stated)),
        _ => None,
    })
}

/// The scale of a table's note, where a figure of this line could go by it.
pub(super) fn scale_of_table(line: &Line, stated: &[Stated]) -> Option<Scale> {
    let is_of_table = |one: &&Stated| one.by.is_of_table();
    let of_table: Vec<Stated> = stated.iter().filter(is_of_table).cloned().collect();
    taken(line, &of_table).map(|(scale, _)| scale)
}

/// Why a figure has no unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NoUnit {
    /// What is stated says something else; a message and a hint.
    Contradicts {
        message: String,
        hint: String,
        /// Whether the words that contradict are those of the whole row or column.
        is_of_all: bool,
    },
    /// Nothing is stated; so it is for the whole row.
    Unstated,
    /// A note has a scale, and does not say whether it is that of this line or of money alone.
    OfMoneyPerhaps {
        words: String,
        at: CellAddress,
        scale: Scale,
    },
}

/// The unit of a figure of this line, from what is stated in order of closeness, and how it was found.
pub(super) fn resolve(line: &Line, stated: &[Stated]) -> Result<(Unit, String), NoUnit> {
    let wanted = &line.unit.measure;
    for one in stated.iter().filter(|one| !is_outdone(wanted, one, stated)) {
        let Stated { words, by, .. } = one;
        if let Some((other, currency)) = beside_scale(wanted, one, stated) {
            return Err(of_other_currency(line, other, currency));
        }
        if let Some(at) = perhaps_of_money(wanted, one) {
            let words = words.clone();
            let scale = one.note.scale.unwrap_or_default();
            return Err(NoUnit::OfMoneyPerhaps { words, at, scale });
        }
        match says(wanted, one) {
            Fit::Yes(Some(scale)) => {
                let unit = Unit::new(wanted.clone(), scale);
                let shown = shown(&unit);
                // Words that hold the unit as it is shown say the same.
                let says_same = words.contains(&shown) && !(by.is_of_table() && *wanted == Measure::Ratio);
                let rule = if words.is_empty() || says_same {
                    String::new()
                } else {
                    format!("{words} → {shown}")
                };
                return Ok((unit, rule));
            }
            Fit::No if matches!(by, StatedBy::Close | StatedBy::Label) || is_percent_column(wanted, one) => {
                return Err(NoUnit::Contradicts {
                    is_of_all: *by == StatedBy::Label,
                    message: format!(
                        "`{}` is measured in {}, and here is `{words}`",
                        line.name,
                        shown(&line.unit)
                    ),
                    hint: "map it to another line, or say in the long form of `rows` in which unit it stands"
                        .to_owned(),
                });
            }
            Fit::OtherCurrency(currency) => {
                return Err(of_other_currency(line, one, currency));
            }
            Fit::Yes(None) | Fit::No => {}
        }
    }
    match wanted {
        Measure::Count(_) | Measure::Rank | Measure::Plain => {
            Ok((Unit::new(wanted.clone(), Scale::ONE), String::new()))
        }
        Measure::Ratio | Measure::Points | Measure::Money(_) | Measure::MoneyEach(_) => Err(NoUnit::Unstated),
    }
}

/// The error for an amount in another currency than its line's.
fn of_other_currency(line: &Line, one: &Stated, currency: Currency) -> NoUnit {
    let Stated { words, by, .. } = one;
    let (says, hint) = if currency == Currency::UNKNOWN {
        let unit = Unit::new(line.unit.measure.clone(), one.note.scale.unwrap_or_default());
        let hint = format!(
            "if that is {unit}, write `unit = {{ override = \"{unit}\" }}` in this [[source]]; nothing is converted"
        );
        (format!("`{words}` names a currency that is not known"), hint)
    } else {
        let says = match by {
            StatedBy::Book { .. } => "the book says".to_owned(),
            _ => format!("`{words}` says"),
        };
        (format!("{says} {currency}"), other_currency(currency))
    };
    NoUnit::Contradicts {
        is_of_all: *by != StatedBy::Close,
        message: format!("`{}` is in {}, and {says}", line.name, line.unit),
        hint,
    }
}

/// The note of the table in another currency, where this one has a scale alone and none is in the line's own: Canadian
/// dollars, in a line of its own above `in thousands`.
fn beside_scale<'a>(wanted: &Measure, one: &Stated, stated: &'a [Stated]) -> Option<(&'a Stated, Currency)> {
    let own = wanted
        .currency()
        .filter(|_| one.by.is_of_table() && one.note.measure.is_none())?;
    let of_table = || stated.iter().filter(|other| other.by.is_of_table());
    let currency = |other: &Stated| other.note.measure.as_ref().and_then(Measure::currency);
    if of_table().any(|other| currency(other) == Some(own)) {
        return None;
    }
    of_table().find_map(|other| Some((other, currency(other)?)))
}

/// The cell of a note with a scale that may be that of money alone, where what is measured is counted. Statements in
/// millions that except amounts for one share have their shares in millions.
fn perhaps_of_money(wanted: &Measure, one: &Stated) -> Option<CellAddress> {
    let (StatedBy::Table(at) | StatedBy::TableAbove(at) | StatedBy::UnderHeader(at)) = one.by else {
        return None;
    };
    let is_scale_alone = one.note.measure.is_none() && one.note.scale.is_some_and(|scale| scale != Scale::ONE);
    let is_open = match wanted {
        Measure::Count(what) => {
            let are_shares = counts_shares(what) && one.note.each_apart;
            !one.note.excepts(what) && !are_shares
        }
        Measure::Plain => true,
        _ => false,
    };
    (is_scale_alone && is_open).then_some(at)
}

/// Whether the unit under the header of a column says per cent of what is an amount.
fn is_percent_column(wanted: &Measure, one: &Stated) -> bool {
    let is_amount = matches!(wanted, Measure::Money(_) | Measure::MoneyEach(_));
    is_amount && matches!(one.by, StatedBy::UnderHeader(_)) && one.note.measure == Some(Measure::Ratio)
}

/// Whether a table's note says of its money what the same note says of amounts for one share apart:
/// `$ / shares in Units, $ in Thousands`; or whether it has a scale alone, and another says one of what is counted.
fn is_outdone(wanted: &Measure, one: &Stated, stated: &[Stated]) -> bool {
    if let Measure::Count(what) = wanted
        && one.by.is_of_table()
        && one.note.measure.is_none()
    {
        let is_own = |other: &Stated| matches!(&other.note.measure, Some(Measure::Count(of)) if count_alike(of, what));
        return stated.iter().any(|other| other.by.is_of_table() && is_own(other));
    }
    let is_each =
        |stated: &Stated| stated.note.each_apart || matches!(stated.note.measure, Some(Measure::MoneyEach(_)));
    let is_of_table = one.by.is_of_table();
    matches!(wanted, Measure::MoneyEach(_))
        && is_of_table
        && !is_each(one)
        && stated.iter().any(|other| other.by == one.by && is_each(other))
}

/// How a note goes with a measure.
pub(super) enum Fit {
    Yes(Option<Scale>),
    No,
    OtherCurrency(Currency),
}

/// What a statement says of a measure. A currency alone, on a price itself or its label, is that of single units: amounts
/// go by the table's scale, and prices do not.
fn says(wanted: &Measure, stated: &Stated) -> Fit {
    match fits(wanted, &stated.note) {
        Fit::Yes(None)
            if matches!(wanted, Measure::MoneyEach(_))
                && matches!(stated.by, StatedBy::Close | StatedBy::Label | StatedBy::Aside)
                && stated.note.measure.is_some() =>
        {
            Fit::Yes(Some(Scale::ONE))
        }
        fit => fit,
    }
}

/// What a note says of a measure.
pub(super) fn fits(wanted: &Measure, note: &UnitNote) -> Fit {
    let scale = note.scale;
    match (wanted, &note.measure) {
        (Measure::MoneyEach(_), Some(Measure::Money(_)) | None) if note.each_apart => Fit::Yes(Some(Scale::ONE)),
        (Measure::Count(what), None) if note.excepts(what) => Fit::Yes(Some(Scale::ONE)),
        (Measure::Money(_) | Measure::MoneyEach(_) | Measure::Count(_) | Measure::Plain, None) => Fit::Yes(scale),
        (Measure::Money(a) | Measure::MoneyEach(a), Some(Measure::Money(b))) if a == b => Fit::Yes(scale),
        (Measure::MoneyEach(a), Some(Measure::MoneyEach(b))) if a == b => Fit::Yes(scale.or(Some(Scale::ONE))),
        (Measure::Money(_) | Measure::MoneyEach(_), Some(Measure::Money(other))) => Fit::OtherCurrency(*other),
        (Measure::Count(a), Some(Measure::Count(b))) if count_alike(a, b) => Fit::Yes(scale.or(Some(Scale::ONE))),
        (Measure::Ratio, Some(Measure::Ratio)) | (Measure::Points, Some(Measure::Points | Measure::Ratio)) => {
            Fit::Yes(scale)
        }
        (one, Some(other)) if one == other => Fit::Yes(scale.or(Some(Scale::ONE))),
        _ => Fit::No,
    }
}

/// `CNY ×10^3`, `%`, `片`.
pub(super) fn shown(unit: &Unit) -> String {
    let what = match &unit.measure {
        Measure::Money(currency) => currency.to_string(),
        Measure::MoneyEach(currency) => format!("{currency}/1"),
        Measure::Ratio if unit.scale == Scale::PERCENT => return "%".to_owned(),
        Measure::Ratio => "ratio".to_owned(),
        Measure::Points => "points".to_owned(),
        Measure::Count(what) => what.clone(),
        Measure::Rank => "rank".to_owned(),
        Measure::Plain => "number".to_owned(),
    };
    if unit.scale == Scale::ONE {
        what
    } else {
        format!("{what} ×10^{}", unit.scale.0)
    }
}
