//! Sections with dates and times.

use super::section::Section;
use super::token::Token;
use crate::MONTHS;
use crate::serial::{CalendarDay, LAST_SERIAL, day_of_serial};

/// The serial number as a date and time of day; `None` before 1900 and after 9999.
pub(super) fn format(section: &Section, number: f64) -> Option<String> {
    let second_digits = second_digits(&section.tokens);
    let moment = Moment::new(number, second_digits)?;
    let has_noon = section.tokens.iter().any(|token| matches!(token, Token::Noon(..)));
    let fraction = padded(moment.fraction, second_digits);
    let mut fraction = fraction.chars();
    let mut text = String::new();
    for token in &section.tokens {
        match token {
            Token::Literal(literal) => text.push_str(literal),
            Token::Point => text.push('.'),
            Token::Comma => text.push(','),
            Token::Slash => text.push('/'),
            Token::Percent => text.push('%'),
            Token::Noon(before, after) => text.push_str(if moment.hour() < 12 { before } else { after }),
            Token::Elapsed(letter, length) => text.push_str(&padded(moment.elapsed(*letter), *length)),
            Token::Date(letter @ ('h' | 'n' | 's'), length) => {
                text.push_str(&padded(moment.time(*letter, has_noon), *length));
            }
            Token::Date(letter, length) => text.push_str(&moment.date_part(*letter, *length, section.chinese)),
            Token::Digit(_) => text.extend(fraction.next()),
            Token::Exponent(_) | Token::Text | Token::General => {}
        }
    }
    Some(text)
}

/// How many digits of a second are shown; Excel shows three at most.
fn second_digits(tokens: &[Token]) -> usize {
    let Some(point) = tokens.iter().position(|token| matches!(token, Token::Point)) else {
        return 0;
    };
    let zeros = tokens[point + 1..]
        .iter()
        .take_while(|token| matches!(token, Token::Digit(_)));
    zeros.count().min(3)
}

/// A moment, rounded to the last digit of a second that is shown.
#[derive(Clone, Copy)]
struct Moment {
    day: CalendarDay,
    serial: i64,
    /// Whole seconds since midnight.
    seconds: i64,
    /// The rest, in units of the last digit shown.
    fraction: i64,
}

impl Moment {
    fn new(number: f64, second_digits: usize) -> Option<Self> {
        if !(0.0..(LAST_SERIAL + 1) as f64).contains(&number) {
            return None;
        }
        let unit = 10_i64.pow(second_digits as u32);
        let per_day = 86_400 * unit;
        let ticks = (number.fract() * per_day as f64).round() as i64;
        let serial = number.trunc() as i64 + ticks / per_day;
        let ticks = ticks % per_day;
        Some(Self {
            day: day_of_serial(serial)?,
            serial,
            seconds: ticks / unit,
            fraction: ticks % unit,
        })
    }

    fn hour(self) -> i64 {
        self.seconds / 3600
    }

    fn time(self, letter: char, twelve_hours: bool) -> i64 {
        match letter {
            'h' if twelve_hours => (self.hour() + 11) % 12 + 1,
            'h' => self.hour(),
            'n' => self.seconds / 60 % 60,
            _ => self.seconds % 60,
        }
    }

    fn elapsed(self, letter: char) -> i64 {
        let seconds = self.serial * 86_400 + self.seconds;
        match letter {
            'h' => seconds / 3600,
            'm' => seconds / 60,
            _ => seconds,
        }
    }

    fn date_part(self, letter: char, length: usize, chinese: bool) -> String {
        let CalendarDay { year, month, day } = self.day;
        // Serial 1 was a Sunday to Excel, which keeps counting through the day that never was.
        let weekday = (self.serial % 7) as usize;
        match (letter, length) {
            ('y', 1..=2) => format!("{:02}", year % 100),
            ('y' | 'e', _) => year.to_string(),
            ('b', 1..=2) => format!("{:02}", (year + 543) % 100),
            ('b', _) => (year + 543).to_string(),
            ('m', 1..=2) => padded(month.into(), length),
            ('m', 3) if chinese => format!("{month}月"),
            ('m', 3) => MONTHS[month as usize - 1][..3].to_owned(),
            ('m', 5) => MONTHS[month as usize - 1][..1].to_owned(),
            ('m', _) if chinese => format!("{}月", CHINESE_NUMBERS[month as usize - 1]),
            ('m', _) => MONTHS[month as usize - 1].to_owned(),
            ('d', 1..=2) => padded(day.into(), length),
            ('d' | 'a', 3) if chinese => format!("周{}", CHINESE_DAYS[weekday]),
            ('d' | 'a', 4..) if chinese => format!("星期{}", CHINESE_DAYS[weekday]),
            ('d' | 'a', 3) => DAYS[weekday][..3].to_owned(),
            ('d' | 'a', _) => DAYS[weekday].to_owned(),
            _ => String::new(),
        }
    }
}

const DAYS: [&str; 7] = [
    "Saturday",
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
];
const CHINESE_NUMBERS: [&str; 12] = [
    "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二",
];
const CHINESE_DAYS: [&str; 7] = ["六", "日", "一", "二", "三", "四", "五"];

fn padded(number: i64, width: usize) -> String {
    format!("{number:0>width$}")
}
