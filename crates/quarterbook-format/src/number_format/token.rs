//! The pieces of a section.

use std::iter::Peekable;
use std::str::Chars;

/// One piece of a section of a number format.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// Text shown as it is.
    Literal(String),
    /// `0`, `#` or `?`.
    Digit(char),
    /// `.`
    Point,
    /// `,`
    Comma,
    /// `%`
    Percent,
    /// `E+` (true) or `E-`.
    Exponent(bool),
    /// `/`
    Slash,
    /// `@`
    Text,
    /// `General`
    General,
    /// A run of one date letter: `yyyy`, `m`, `ss`, lower case.
    Date(char, usize),
    /// `[h]`, `[mm]`: time that does not start again at each day, hour or minute.
    Elapsed(char, usize),
    /// `AM/PM`, `A/P` or `上午/下午`: what stands before and after noon.
    Noon(&'static str, &'static str),
}

/// What stands in square brackets.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Bracket {
    /// `[>=100]`
    Condition(super::section::Condition),
    /// `[$¥-804]` or `[$¥-zh-CN]`: a currency symbol, maybe empty, and a locale.
    Locale(String, u32),
    /// `[h]`
    Elapsed(char, usize),
    /// `[Red]`
    Colour,
}

/// The locale of Chinese, whatever the country.
const CHINESE: u32 = 4;

const NOON: [(&str, &str, &str); 4] = [
    ("am/pm", "AM", "PM"),
    ("a/p", "A", "P"),
    ("上午/下午", "上午", "下午"),
    ("上/下", "上", "下"),
];

/// Reads the next token that is not in brackets; `None` for a code Excel refuses.
pub(super) fn next_token(characters: &mut Peekable<Chars>) -> Option<Token> {
    let rest: String = characters.clone().collect();
    if let Some((code, before, after)) = NOON
        .into_iter()
        .find(|(code, ..)| starts_with_ignoring_case(&rest, code))
    {
        characters.nth(code.chars().count() - 1);
        return Some(Token::Noon(before, after));
    }
    if starts_with_ignoring_case(&rest, "general") {
        characters.nth("general".len() - 1);
        return Some(Token::General);
    }
    let first = characters.next()?;
    Some(match first {
        '0' | '#' | '?' => Token::Digit(first),
        '.' => Token::Point,
        ',' => Token::Comma,
        '%' => Token::Percent,
        '/' => Token::Slash,
        '@' => Token::Text,
        '"' => Token::Literal(quoted(characters)),
        '\\' => Token::Literal(characters.next()?.to_string()),
        '_' => {
            characters.next()?;
            Token::Literal(" ".to_owned())
        }
        // Fills the cell's width, which text does not have.
        '*' => {
            characters.next()?;
            Token::Literal(String::new())
        }
        'E' | 'e' if matches!(characters.peek(), Some('+' | '-')) => Token::Exponent(characters.next() == Some('+')),
        'y' | 'm' | 'd' | 'h' | 's' | 'e' | 'a' | 'b' | 'g' | 'Y' | 'M' | 'D' | 'H' | 'S' | 'A' | 'B' | 'G' => {
            let letter = first.to_ascii_lowercase();
            let mut length = 1;
            while characters.next_if(|next| next.to_ascii_lowercase() == letter).is_some() {
                length += 1;
            }
            if letter == 'a' && length < 3 {
                return None;
            }
            Token::Date(letter, length)
        }
        'E' => return None,
        other => Token::Literal(other.to_string()),
    })
}

/// Reads what stands between brackets, without them; `None` for what is not supported.
pub(super) fn bracket(text: &str) -> Option<Bracket> {
    const COLOURS: [&str; 8] = ["black", "blue", "cyan", "green", "magenta", "red", "white", "yellow"];
    let lower = text.to_ascii_lowercase();
    if let Some(rest) = text.strip_prefix('$') {
        let (symbol, locale) = rest.split_once('-').unwrap_or((rest, ""));
        let locale = match locale.get(..2) {
            Some(language) if language.eq_ignore_ascii_case("zh") => CHINESE,
            _ => u32::from_str_radix(locale, 16).unwrap_or(0) & 0xffff,
        };
        return Some(Bracket::Locale(symbol.to_owned(), locale));
    }
    if COLOURS.contains(&lower.as_str()) || lower.strip_prefix("color").is_some_and(is_number) {
        return Some(Bracket::Colour);
    }
    let letter = lower.chars().next()?;
    if matches!(letter, 'h' | 'm' | 's') && lower.chars().all(|other| other == letter) {
        return Some(Bracket::Elapsed(letter, lower.len()));
    }
    super::section::Condition::parse(text).map(Bracket::Condition)
}

fn is_number(text: &str) -> bool {
    text.trim().parse::<u32>().is_ok()
}

fn quoted(characters: &mut Peekable<Chars>) -> String {
    characters.by_ref().take_while(|next| *next != '"').collect()
}

fn starts_with_ignoring_case(text: &str, start: &str) -> bool {
    text.get(..start.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(start))
}
