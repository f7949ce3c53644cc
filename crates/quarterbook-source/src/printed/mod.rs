//! Values as sources print them: `(1,234)`, `△5`, `5.4 億元`, `約7000`, `增加1.30个百分点`, `n/a`, `12.3%注1`.

mod number;
mod spoken;
mod words;

use std::fmt;

use quarterbook_data::{Amount, Measure, Scale, Status};
use rust_decimal::Decimal;

use crate::text::{folded, footnote_marks};
use crate::unit::{UnitNote, read_beside};
pub use number::DecimalMark;

/// What a printed value says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// How much, exactly as printed, in `unit` where one is printed.
    pub amount: Amount,
    /// How firmly: 約 is about, 逾 at least, 不足 at most.
    pub status: Status,
    /// How many decimals are printed; below zero when a number with a qualifier is round (約7000: −3).
    pub decimals: i8,
    /// The unit printed with it.
    pub unit: Option<UnitNote>,
    /// What was done to read it, in signs that need no language: `約7,000 → ≈ 7000`; empty for a plain number.
    pub rule: String,
}

/// Why a text is not a value, and what to write to settle it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueError {
    /// What is wrong.
    pub message: String,
    /// What to write.
    pub hint: String,
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.message, self.hint)
    }
}

impl std::error::Error for ValueError {}

/// Reads one printed value. A dash, `n/a`, 不适用, 会员可见 or nothing at all is not disclosed; `n.m.` has no
/// meaning; a zero is a zero. 持平 and `flat` are a change of no points.
///
/// # Errors
/// A text that is no value, or one that can be read in two ways: `1.234` and `1,23` while the decimal mark
/// is not known.
///
/// ```
/// use quarterbook_data::Amount;
/// use quarterbook_source::{DecimalMark, read_value};
/// let reading = read_value("（1,234）", DecimalMark::Unknown)?;
/// assert_eq!(reading.amount, Amount::Number((-1234).into()));
/// assert!(read_value("1.234", DecimalMark::Unknown).is_err());
/// # Ok::<(), quarterbook_source::ValueError>(())
/// ```
pub fn read_value(text: &str, mark: DecimalMark) -> Result<Reading, ValueError> {
    if text.len() > 200 {
        return Err(no_value(&text.chars().take(30).collect::<String>()));
    }
    let key = folded(text);
    if words::is_not_disclosed(&key) {
        return Ok(without_number(Amount::Undisclosed, text));
    }
    if words::is_not_meaningful(&key) {
        return Ok(without_number(Amount::NotMeaningful, text));
    }
    if key.starts_with(['=', '@']) {
        return Err(ValueError {
            message: format!("`{}` is a formula or a command as text", text.trim()),
            hint: "put its value into the source".to_owned(),
        });
    }
    if let Some(rank) = words::rank(&key) {
        let unit = UnitNote {
            measure: Some(Measure::Rank),
            ..UnitNote::default()
        };
        return Ok(Reading {
            amount: Amount::Number(rank),
            status: Status::Reported,
            decimals: 0,
            unit: Some(unit),
            rule: format!("{} → #{rank}", text.trim()),
        });
    }
    if let Some(status) = words::no_change(&key) {
        return Ok(Reading {
            amount: Amount::Number(Decimal::ZERO),
            status,
            decimals: 0,
            unit: Some(UnitNote {
                measure: Some(Measure::Points),
                scale: Some(Scale::PERCENT),
                ..UnitNote::default()
            }),
            rule: format!("{} → {}0", text.trim(), sign_of(status)),
        });
    }
    amount(text, &key, mark)
}

/// Whether a text says that nothing changed: 持平, `flat`.
pub(crate) fn is_no_change(text: &str) -> bool {
    text.len() <= 200 && words::no_change(&folded(text)).is_some()
}

fn without_number(amount: Amount, text: &str) -> Reading {
    let what = match amount {
        Amount::NotMeaningful => "n.m.",
        _ => "n.a.",
    };
    let printed = if text.trim().is_empty() { "∅" } else { text.trim() };
    Reading {
        amount,
        status: Status::Reported,
        decimals: 0,
        unit: None,
        rule: format!("{printed} → {what}"),
    }
}

fn amount(text: &str, key: &str, mark: DecimalMark) -> Result<Reading, ValueError> {
    let (before, rest) = words::qualifier_before(key);
    let (direction, rest) = words::direction(rest);
    let spoken = spoken::written(rest);
    let parts = number::split(spoken.as_deref().unwrap_or(rest)).ok_or_else(|| no_value(text))?;
    let tail = Tail::of(parts.suffix);
    let unit_text = format!("{} {}", parts.prefix, tail.unit);
    let unit = match unit_text.trim() {
        "" => None,
        words => Some(read_beside(words, text).ok_or_else(|| no_value(text))?),
    };
    if direction.is_some() && !unit.as_ref().is_some_and(is_change) {
        return Err(no_value(text));
    }
    let is_negative = has_sign(text, &[parts.is_negative, tail.is_negative, direction == Some(-1)])?;
    let (magnitude, printed_decimals) = number::read(parts.digits, mark).map_err(|why| why.about(text))?;
    let number = if is_negative { -magnitude } else { magnitude };
    let status = before.or(tail.status).unwrap_or_default();
    let decimals = match status {
        Status::Reported | Status::Estimate => printed_decimals,
        _ => decimals_when_rounded(magnitude, printed_decimals),
    };
    let mut rules = Vec::new();
    let is_turned = is_negative && !key.starts_with('-');
    if status != Status::Reported
        || is_turned
        || is_full_width(text)
        || spoken.is_some()
        || number::is_chinese(parts.digits)
    {
        let percent = if parts.suffix.contains('%') { "%" } else { "" };
        rules.push(format!("{} → {}{number}{percent}", text.trim(), sign_of(status)));
    }
    let marks = Some(footnote_marks(text)).filter(|marks| !marks.is_empty());
    let dropped = tail.footnote.map(str::to_owned).into_iter().chain(marks);
    rules.extend(dropped.map(|mark| format!("{mark} → ∅")));
    Ok(Reading {
        amount: Amount::Number(number),
        status,
        decimals,
        unit,
        rule: rules.join("; "),
    })
}

/// What stands behind the digits: a minus, words of a unit, how firmly it is meant, and a footnote mark.
struct Tail<'a> {
    is_negative: bool,
    unit: String,
    status: Option<Status>,
    footnote: Option<&'a str>,
}

impl<'a> Tail<'a> {
    fn of(suffix: &'a str) -> Self {
        let (after, rest) = words::qualifier_after(suffix);
        let (rest, footnote) = words::without_footnote(rest);
        let minus = rest.strip_prefix(['-', '\u{2212}']);
        let (between, unit) = words::qualifier_between(minus.unwrap_or(rest));
        Self {
            is_negative: minus.is_some(),
            unit,
            status: after.or(between),
            footnote,
        }
    }
}

/// Whether one of these says that the number is negative; two of them contradict each other.
fn has_sign(text: &str, signs: &[bool]) -> Result<bool, ValueError> {
    match signs.iter().filter(|sign| **sign).count() {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(ValueError {
            message: format!("`{}` has more than one sign", text.trim()),
            hint: "leave one of them in the source".to_owned(),
        }),
    }
}

/// Whether digits or the marks among them are as wide as Chinese characters.
fn is_full_width(text: &str) -> bool {
    text.contains(|character| matches!(character, '０'..='９' | '．' | '，'))
}

/// How firmly a number is printed, as a sign before it.
const fn sign_of(status: Status) -> &'static str {
    match status {
        Status::About => "≈ ",
        Status::AtLeast => "≥ ",
        Status::AtMost => "≤ ",
        _ => "",
    }
}

fn is_change(unit: &UnitNote) -> bool {
    matches!(unit.measure, Some(Measure::Ratio | Measure::Points))
}

/// 約7000 is rounded to thousands, 約7100 to hundreds; 約3 to ones.
fn decimals_when_rounded(number: Decimal, decimals: i8) -> i8 {
    if decimals > 0 || number.is_zero() {
        return decimals;
    }
    let zeros = number
        .trunc()
        .to_string()
        .bytes()
        .rev()
        .take_while(|&digit| digit == b'0')
        .count();
    -(zeros as i8)
}

fn no_value(text: &str) -> ValueError {
    if let Some(mark) = text.trim().chars().find(|mark| ['▲', '▼'].contains(mark)) {
        let text = text.trim();
        return ValueError {
            message: format!("`{mark}` of `{text}` may be a minus or an arrow"),
            hint: format!(
                "write `marks = {{ \"{mark}\" = -1 }}` in this [[source]] if it is a minus, `= 1` if it takes nothing from the number"
            ),
        };
    }
    ValueError {
        message: format!("`{}` is not a number", text.trim()),
        hint: "list it under `nil` if it means not disclosed, or leave its row out with `skip`".to_owned(),
    }
}
