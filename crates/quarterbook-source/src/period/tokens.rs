//! Labels cut into numbers and words.

use std::ops::Range;

use crate::text::{folded, is_han};

/// A piece of a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// Digits, with how many there are.
    Number { value: u32, digits: usize },
    /// Letters in lower case, or one Chinese character.
    Word(String),
    /// Anything else but blanks.
    Mark(char),
}

impl Token {
    pub(super) fn is(&self, word: &str) -> bool {
        matches!(self, Self::Word(text) if text == word)
    }

    pub(super) fn is_mark(&self, mark: char) -> bool {
        *self == Self::Mark(mark)
    }

    pub(super) fn number(&self) -> Option<u32> {
        match self {
            Self::Number { value, .. } => Some(*value),
            _ => None,
        }
    }

    /// A number of four digits between 1950 and 2149.
    pub(super) fn year(&self) -> Option<i16> {
        match self {
            Self::Number { value, digits: 4 } if (1950..2150).contains(value) => Some(*value as i16),
            _ => None,
        }
    }

    /// The year that two digits stand for.
    pub(super) fn short_year(&self) -> Option<i16> {
        match self {
            Self::Number { value, digits: 2 } => Some((if *value >= 70 { 1900 } else { 2000 }) + *value as i16),
            _ => None,
        }
    }

    pub(super) fn text(&self) -> String {
        match self {
            Self::Number { value, digits } => format!("{value:0digits$}"),
            Self::Word(word) => word.clone(),
            Self::Mark(mark) => mark.to_string(),
        }
    }
}

/// The tokens of a label; Chinese years, months and days (二〇二五年六月三十日) become numbers. `None` for numbers of more than eight digits.
pub(super) fn tokens(label: &str) -> Option<Vec<Token>> {
    let text: Vec<char> = with_day_digits(&with_year_digits(&folded(label))).chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let start = at;
        let while_is = |at: usize, is: fn(char) -> bool| {
            text[at..]
                .iter()
                .position(|&character| !is(character))
                .map_or(text.len(), |length| at + length)
        };
        match text[at] {
            blank if blank.is_whitespace() => at += 1,
            digit if digit.is_ascii_digit() => {
                at = while_is(at, |c| c.is_ascii_digit());
                if at - start > 8 {
                    return None;
                }
                let value = text[start..at].iter().collect::<String>().parse().ok()?;
                tokens.push(Token::Number {
                    value,
                    digits: at - start,
                });
            }
            letter if letter.is_ascii_alphabetic() => {
                at = while_is(at, |c| c.is_ascii_alphabetic());
                tokens.push(Token::Word(text[start..at].iter().collect()));
            }
            han if is_han(han) => {
                at += 1;
                tokens.push(Token::Word(han.to_string()));
            }
            mark => {
                at += 1;
                tokens.push(Token::Mark(mark));
            }
        }
    }
    Some(tokens)
}

/// 二〇二五年 as 2025年.
fn with_year_digits(text: &str) -> String {
    const DIGITS: &str = "〇一二三四五六七八九";
    let characters: Vec<char> = text.chars().map(|c| if c == '零' { '〇' } else { c }).collect();
    let mut out = String::new();
    let mut at = 0;
    while at < characters.len() {
        let digits: Option<String> = characters
            .get(at..at + 5)
            .filter(|five| five[4] == '年')
            .and_then(|five| {
                five[..4]
                    .iter()
                    .map(|c| DIGITS.chars().position(|d| d == *c))
                    .collect::<Option<Vec<_>>>()
            })
            .map(|digits| digits.iter().map(ToString::to_string).collect());
        if let Some(year) = digits {
            out.push_str(&year);
            at += 4;
        } else {
            out.push(characters[at]);
            at += 1;
        }
    }
    out
}

/// 六月三十日 as 6月30日.
fn with_day_digits(text: &str) -> String {
    const DIGITS: &str = "一二三四五六七八九";
    let digit = |text: &str| {
        DIGITS
            .chars()
            .position(|digit| text.chars().eq([digit]))
            .map(|at| at + 1)
    };
    let number = |run: &str| match run.split_once('十') {
        None => digit(run),
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { Some(1) } else { digit(tens) };
            let ones = if ones.is_empty() { Some(0) } else { digit(ones) };
            Some(tens? * 10 + ones?)
        }
    };
    let mut out = String::new();
    for piece in text.split_inclusive(['月', '日']) {
        let before = piece.trim_end_matches(['月', '日']);
        let head = before.trim_end_matches(|c: char| c == '十' || DIGITS.contains(c));
        let is_closed = before.len() < piece.len();
        match number(&before[head.len()..]).filter(|_| is_closed) {
            // 一至九月: the month before the joint has no 月 of its own.
            Some(number) => out.extend([
                first_of_two(head, digit).as_str(),
                &number.to_string(),
                &piece[before.len()..],
            ]),
            None => out.push_str(piece),
        }
    }
    out
}

/// What stands before the second of two months, the first of them as a number: `2024年1至` of 2024年一至.
fn first_of_two(head: &str, digit: impl Fn(&str) -> Option<usize>) -> String {
    let short = head.strip_suffix(['至', '到', '-']);
    let cut = short.and_then(|short| Some((short, short.char_indices().next_back()?.0)));
    let found = cut.and_then(|(short, at)| Some((&head[..at], digit(&short[at..])?, &head[short.len()..])));
    found.map_or_else(
        || head.to_owned(),
        |(before, number, joint)| format!("{before}{number}{joint}"),
    )
}

/// Stretches of a text that begin with a year or something that may stand before one, the longest first.
pub(super) fn stretches(text: &str) -> Vec<String> {
    stretches_at(text).into_iter().map(|(_, stretch)| stretch).collect()
}

/// The same, with which of the text's tokens they are.
pub(super) fn stretches_at(text: &str) -> Vec<(Range<usize>, String)> {
    let Some(tokens) = tokens(text) else {
        return Vec::new();
    };
    let tokens = &tokens[..tokens.len().min(60)];
    let mut found = Vec::new();
    for length in (1..=tokens.len().min(14)).rev() {
        for (at, window) in tokens.windows(length).enumerate() {
            let is_end = length == 1 && at + 1 == tokens.len() && ends_with_month(tokens);
            let has_year = window.iter().any(|token| match token {
                Token::Number { digits: 8, .. } => true,
                Token::Number { digits: 2, .. } => length > 1,
                other => other.year().is_some(),
            });
            if has_year || is_end {
                found.push((
                    at..at + length,
                    window.iter().map(Token::text).collect::<Vec<_>>().join(" "),
                ));
            }
        }
    }
    found
}

/// Whether a stretch is the six digits of a month that end a name, as in 利润表202506.
pub(super) fn is_end_of_name(text: &str, stretch: &str) -> bool {
    let is_alone = stretch.len() == 6 && stretch.bytes().all(|byte| byte.is_ascii_digit());
    is_alone && tokens(text).is_some_and(|tokens| ends_with_month(&tokens))
}

/// Codes of six digits such as 200012 are no months.
fn ends_with_month(tokens: &[Token]) -> bool {
    let [.., _, Token::Number { value, digits: 6 }] = tokens else {
        return false;
    };
    (2010..2100).contains(&(value / 100)) && (1..=12).contains(&(value % 100))
}
