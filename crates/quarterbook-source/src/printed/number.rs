//! The digits of a value.

use rust_decimal::Decimal;

use super::ValueError;

/// Which character stands between ones and tenths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum DecimalMark {
    /// Not known: `1,234` and `1,234.5` are read as they are where commas part thousands; `1.234`, `1,23` and
    /// `1.234,5` are refused.
    #[default]
    Unknown,
    /// `1,234.5`
    Point,
    /// `1.234,5`
    Comma,
}

/// A value taken apart; `prefix` and `suffix` are what stands around the digits.
pub(super) struct Parts<'a> {
    pub(super) is_negative: bool,
    pub(super) prefix: &'a str,
    pub(super) digits: &'a str,
    pub(super) suffix: &'a str,
}

/// Takes a folded text apart; `None` without digits.
pub(super) fn split(key: &str) -> Option<Parts<'_>> {
    let start = key.find(|c: char| c.is_ascii_digit() || is_chinese_digit(c) || c == '(')?;
    let start = start_with_point(key, start);
    let (is_minus, prefix) = sign_before(key[..start].trim());
    let rest = &key[start..];
    let Some(inside) = rest.strip_prefix('(') else {
        let (digits, suffix) = rest.split_at(digits_length(rest));
        return (!digits.is_empty()).then_some(Parts {
            is_negative: is_minus,
            prefix,
            digits,
            suffix: suffix.trim(),
        });
    };
    if is_minus {
        return None;
    }
    let (inside, behind) = inside.split_once(')')?;
    in_brackets(prefix, inside.trim(), behind)
}

/// Where the number begins: with its point when it is printed without its zero, as in .5
fn start_with_point(key: &str, start: usize) -> usize {
    match key[..start].strip_suffix('.') {
        Some(shorter) if !shorter.ends_with(|c: char| c.is_alphabetic()) => shorter.len(),
        _ => start,
    }
}

/// Whether a minus or a triangle stands before the digits, and what else does.
fn sign_before(prefix: &str) -> (bool, &str) {
    let without = |sign: &str| prefix.strip_prefix(sign).or_else(|| prefix.strip_suffix(sign));
    let negative = ["-", "\u{2212}", "△", "–"].into_iter().find_map(without);
    let rest = negative.map_or(prefix, str::trim);
    let unsigned = rest.strip_prefix('+').or_else(|| rest.strip_suffix('+'));
    (negative.is_some(), unsigned.unwrap_or(rest).trim())
}

/// A number whose brackets say that it is negative: `$(1,234)`, `($1,234)`, `(12.3)%`, `(12.3%)注1`.
fn in_brackets<'a>(prefix: &'a str, inside: &'a str, behind: &'a str) -> Option<Parts<'a>> {
    let at = inside.find(|c: char| c.is_ascii_digit());
    let currency = at.map_or("", |at| inside[..at].trim());
    let (prefix, inside) = match at {
        Some(at) if !currency.is_empty() => {
            if !prefix.is_empty() {
                return None;
            }
            (currency, &inside[at..])
        }
        _ => (prefix, inside),
    };
    let (digits, suffix) = inside.split_at(digits_length(inside));
    if digits.is_empty() {
        return None;
    }
    if !suffix.trim().is_empty() && !behind.trim().is_empty() {
        return with_unit_inside(prefix, digits, suffix, behind);
    }
    let suffix = if suffix.trim().is_empty() { behind } else { suffix };
    Some(Parts {
        is_negative: true,
        prefix,
        digits,
        suffix: suffix.trim(),
    })
}

/// `(12.3%)注1`: a unit inside the brackets and a footnote behind them; only the unit counts.
fn with_unit_inside<'a>(prefix: &'a str, digits: &'a str, inside: &'a str, behind: &str) -> Option<Parts<'a>> {
    let (rest, footnote) = super::words::without_footnote(behind);
    (rest.is_empty() && footnote.is_some()).then_some(Parts {
        is_negative: true,
        prefix,
        digits,
        suffix: inside.trim(),
    })
}

/// How many bytes of a text belong to its number.
fn digits_length(text: &str) -> usize {
    if text.starts_with(is_chinese_digit) {
        return text
            .find(|c| !is_chinese_digit(c) && !"十百千点".contains(c))
            .unwrap_or(text.len());
    }
    let bytes = text.as_bytes();
    let digit_at = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut at = 0;
    while at < bytes.len() {
        let belongs = match bytes[at] {
            b'0'..=b'9' => true,
            b'.' => digit_at(at + 1) || (at > 0 && digit_at(at - 1)),
            b',' | b'\'' => digit_at(at + 1),
            b' ' => at > 0 && digit_at(at - 1) && (1..=3).all(|ahead| digit_at(at + ahead)) && !digit_at(at + 4),
            b'e' => at > 0 && digit_at(at - 1) && (digit_at(at + 1) || signed_exponent(bytes, at)),
            b'+' | b'-' => at > 0 && bytes[at - 1] == b'e' && digit_at(at + 1),
            _ => false,
        };
        if !belongs {
            break;
        }
        at += 1;
    }
    at
}

fn signed_exponent(bytes: &[u8], at: usize) -> bool {
    matches!(bytes.get(at + 1), Some(b'+' | b'-')) && bytes.get(at + 2).is_some_and(u8::is_ascii_digit)
}

/// What keeps digits from being one number.
pub(super) enum Refusal {
    NotANumber,
    Mark {
        as_point: String,
        as_comma: String,
    },
    /// Only a decimal comma explains it, and nothing says that the source has one.
    Comma {
        as_comma: String,
    },
    Code,
    TooLong,
}

impl Refusal {
    pub(super) fn about(self, text: &str) -> ValueError {
        let text = text.trim();
        match self {
            Self::NotANumber => super::no_value(text),
            Self::Mark { as_point, as_comma } => ValueError {
                message: format!("`{text}` may be {as_point} or {as_comma}"),
                hint: "write `decimal = \".\"` or `decimal = \",\"` in this [[source]]".to_owned(),
            },
            Self::Comma { as_comma } => ValueError {
                message: format!("`{text}` is {as_comma} with a decimal comma, which nothing speaks of"),
                hint: "write `decimal = \",\"` in this [[source]]".to_owned(),
            },
            Self::Code => ValueError {
                message: format!("`{text}` begins with zeros, as codes do"),
                hint: "leave its row out with `skip`, or put the number into the source".to_owned(),
            },
            Self::TooLong => ValueError {
                message: format!("`{text}` has more digits than can be kept exactly"),
                hint: "28 digits can be; put a shorter number into the source".to_owned(),
            },
        }
    }
}

/// The number and its decimals.
pub(super) fn read(digits: &str, mark: DecimalMark) -> Result<(Decimal, i8), Refusal> {
    if is_chinese(digits) {
        let number = chinese(digits).ok_or(Refusal::NotANumber)?;
        return Ok((number, number.scale() as i8));
    }
    if let Some(at) = digits.find('e') {
        let plain = digits[..at].matches('.').count() <= 1 && !digits.contains([',', '\'', ' ']);
        let number = Decimal::from_scientific(digits)
            .ok()
            .filter(|_| plain)
            .ok_or(Refusal::TooLong)?;
        return Ok((number, number.normalize().scale() as i8));
    }
    let bare = digits.replace(['\'', ' '], "");
    let plain = match (as_written(&bare, '.'), as_written(&bare, ','), mark) {
        (Some(point), None, DecimalMark::Unknown) | (Some(point), _, DecimalMark::Point) => point,
        (_, Some(comma), DecimalMark::Comma) => comma,
        (Some(point), Some(comma), DecimalMark::Unknown) if point == comma => point,
        // Groups of three behind commas are how figures are printed wherever commas are no decimal marks;
        // with `,` as the mark the source would have to print three decimals.
        (Some(point), Some(_), DecimalMark::Unknown) if bare.contains(',') || bare.starts_with("0.") => point,
        (Some(as_point), Some(as_comma), DecimalMark::Unknown) => return Err(Refusal::Mark { as_point, as_comma }),
        (None, Some(as_comma), _) if bare.contains('.') => return Err(Refusal::Comma { as_comma }),
        (None, Some(as_comma), _) => {
            return Err(Refusal::Mark {
                as_point: bare.replace(',', ""),
                as_comma,
            });
        }
        _ => return Err(Refusal::NotANumber),
    };
    let whole = plain.split('.').next().unwrap_or_default();
    if whole.len() > 1 && whole.starts_with('0') {
        return Err(Refusal::Code);
    }
    let number = Decimal::from_str_exact(&plain).map_err(|_| Refusal::TooLong)?;
    let decimals = plain.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    Ok((number, decimals as i8))
}

/// The digits with a point, when they are well formed under this decimal mark.
fn as_written(digits: &str, mark: char) -> Option<String> {
    let group = if mark == '.' { ',' } else { '.' };
    let (whole, decimals) = match digits.split_once(mark) {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (digits, None),
    };
    let mut groups = whole.split(group);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let is_grouped = rest.iter().all(|group| group.len() == 3) && (rest.is_empty() || (1..=3).contains(&first.len()));
    let only_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_whole = rest.iter().all(|group| only_digits(group)) && only_digits(first);
    if !is_grouped || !is_whole || !decimals.is_none_or(only_digits) {
        return None;
    }
    let whole = format!("{}{}", if first.is_empty() { "0" } else { first }, rest.concat());
    Some(match decimals {
        Some("") | None => whole,
        Some(decimals) => format!("{whole}.{decimals}"),
    })
}

pub(super) fn is_chinese_digit(character: char) -> bool {
    "零〇一二三四五六七八九两十".contains(character)
}

/// Whether the digits are Chinese numerals.
pub(super) fn is_chinese(digits: &str) -> bool {
    digits.starts_with(is_chinese_digit)
}

/// Chinese numerals below ten thousand, or one digit beside another: 三百二十, 二〇二五, 三点五.
pub(crate) fn chinese(text: &str) -> Option<Decimal> {
    let (whole, decimals) = text
        .split_once('点')
        .map_or((text, ""), |(whole, decimals)| (whole, decimals));
    let digit = |c: char| {
        "零一二三四五六七八九"
            .chars()
            .position(|known| known == c)
            .map(|at| at as u32)
    };
    let digit = |c: char| match c {
        '〇' => Some(0),
        '两' => Some(2),
        _ => digit(c),
    };
    let mut sum: u32 = 0;
    let mut pending: Option<u32> = None;
    // A digit right behind a hundred or a thousand is spoken for as many tens or hundreds: 三千五 is 3500, 三千零五 is 3005.
    let mut right_behind: u32 = 1;
    if whole.chars().count() > 9 || decimals.chars().count() > 9 {
        return None;
    }
    let is_positional = !whole.contains(['十', '百', '千']);
    for character in whole.chars() {
        let unit = match character {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            _ => {
                let next = digit(character)?;
                if !is_positional && (next == 0 || pending.is_some()) {
                    right_behind = 1;
                }
                pending = Some(if is_positional {
                    pending.unwrap_or(0) * 10 + next
                } else {
                    next
                });
                continue;
            }
        };
        sum += pending.take().unwrap_or(1) * unit;
        right_behind = unit / 10;
    }
    let fraction: String = decimals
        .chars()
        .map(|c| digit(c).map(|d| d.to_string()))
        .collect::<Option<_>>()?;
    let whole = sum + pending.unwrap_or(0) * if fraction.is_empty() { right_behind } else { 1 };
    if fraction.is_empty() {
        return Some(whole.into());
    }
    format!("{whole}.{fraction}").parse().ok()
}
