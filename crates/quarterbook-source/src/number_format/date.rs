//! A date through one section of a number format.

use jiff::civil::{DateTime, Weekday};

use super::section::{Section, Token};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The date as the section shows it; `None` when the section is no date format.
pub(super) fn print(date: DateTime, section: &Section) -> Option<String> {
    let tokens = &section.tokens;
    let is_date = |token: &Token| matches!(token, Token::Date(..));
    if !tokens.iter().any(is_date) || tokens.contains(&Token::Other) {
        return None;
    }
    let mut printed = String::new();
    for (place, token) in tokens.iter().enumerate() {
        match token {
            Token::Literal(text) => printed.push_str(text),
            Token::Point => printed.push('.'),
            Token::Comma => printed.push(','),
            Token::HalfDay => printed.push_str(if date.hour() < 12 { "AM" } else { "PM" }),
            Token::Date('m', run) if *run <= 2 && is_minute(tokens, place) => {
                printed.push_str(&padded(date.minute().into(), *run));
            }
            Token::Date(letter, run) => {
                let twelve_hours = tokens.contains(&Token::HalfDay);
                printed.push_str(&part(date, *letter, *run, twelve_hours));
            }
            _ => {}
        }
    }
    Some(printed)
}

/// `m` is a minute after an hour and before a second, and a month elsewhere.
fn is_minute(tokens: &[Token], place: usize) -> bool {
    let letter = |token: &Token| match token {
        Token::Date(letter, _) => Some(*letter),
        _ => None,
    };
    let before = tokens[..place].iter().rev().find_map(letter);
    let after = tokens[place + 1..].iter().find_map(letter);
    before == Some('h') || after == Some('s')
}

fn part(date: DateTime, letter: char, run: usize, twelve_hours: bool) -> String {
    match (letter, run) {
        ('y', 1 | 2) => format!("{:02}", date.year().rem_euclid(100)),
        ('y', _) => format!("{:04}", date.year()),
        ('m', 3) => month(date)[..3].to_owned(),
        ('m', 4) => month(date).to_owned(),
        ('m', 5) => month(date)[..1].to_owned(),
        ('m', run) => padded(date.month().into(), run),
        ('d', 3) => weekday(date)[..3].to_owned(),
        ('d', 4..) => weekday(date).to_owned(),
        ('d', run) => padded(date.day().into(), run),
        ('h', run) if twelve_hours => padded((i64::from(date.hour()) + 11) % 12 + 1, run),
        ('h', run) => padded(date.hour().into(), run),
        (_, run) => padded(date.second().into(), run),
    }
}

fn padded(number: i64, run: usize) -> String {
    if run > 1 {
        format!("{number:02}")
    } else {
        number.to_string()
    }
}

fn month(date: DateTime) -> &'static str {
    MONTHS[(date.month() as usize - 1) % 12]
}

fn weekday(date: DateTime) -> &'static str {
    match date.weekday() {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}
