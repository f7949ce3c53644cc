//! Text read as a date, a time or both (English, United States, and Chinese dates).

use quarterbook_format::{days_in_month, month_named, serial_of_day};

/// The serial number of a date, a time of day or a date with a time. Dates without a year are not read: they
/// would mean another day each year.
pub(crate) fn parse_date_time(text: &str) -> Option<f64> {
    let (day, time) = parse_parts(text)?;
    Some(day + time)
}

/// The day a text names; 0 for a time of day.
pub(crate) fn parse_day(text: &str) -> Option<f64> {
    let (day, time) = parse_parts(text)?;
    Some(day + time.floor())
}

/// The time of day a text names as a part of a day; 0 for a date alone. It is not taken from the date and time
/// together, whose last digits the date takes up.
pub(crate) fn parse_time_of_day(text: &str) -> Option<f64> {
    Some(parse_parts(text)?.1.fract())
}

/// The day and the time of a text, 0 for the one that is not there.
fn parse_parts(text: &str) -> Option<(f64, f64)> {
    let text = text.trim();
    if let Some(day) = parse_date(text) {
        return Some((day, 0.0));
    }
    if let Some(time) = parse_time(text) {
        return Some((0.0, time));
    }
    // The time stands behind the last space before its first colon; a date may hold spaces too.
    let colon = text.find(':')?;
    let split = text[..colon].rfind([' ', 'T', '日'])?;
    let (date, time) = text.split_at(split + text[split..].chars().next()?.len_utf8());
    let date = date.trim_end_matches([' ', 'T', ',']);
    Some((parse_date(date)?, parse_time(time.trim())?))
}

/// `14:30`, `2:30:15.5 PM`, `9 AM`; hours may pass 24.
pub(crate) fn parse_time(text: &str) -> Option<f64> {
    let upper = text.trim().to_ascii_uppercase();
    let (clock, noon) = match upper.strip_suffix("PM").or_else(|| upper.strip_suffix(" P")) {
        Some(clock) => (clock, Some(12.0)),
        None => match upper.strip_suffix("AM").or_else(|| upper.strip_suffix(" A")) {
            Some(clock) => (clock, Some(0.0)),
            None => (upper.as_str(), None),
        },
    };
    let parts: Vec<&str> = clock.trim().split(':').collect();
    if parts.len() > 3 || (parts.len() == 1 && noon.is_none()) {
        return None;
    }
    let number = |index: usize| match parts.get(index) {
        None => Some(0.0),
        Some(part) => {
            let is_plain = part
                .bytes()
                .all(|byte| byte.is_ascii_digit() || (index == 2 && byte == b'.'));
            if is_plain { part.parse::<f64>().ok() } else { None }
        }
    };
    let (hours, minutes, seconds) = (number(0)?, number(1)?, number(2)?);
    if minutes >= 60.0 || seconds >= 60.0 || hours > 9999.0 {
        return None;
    }
    let hours = match noon {
        Some(_) if hours > 12.0 => return None,
        Some(noon) => hours % 12.0 + noon,
        None => hours,
    };
    Some((hours * 3600.0 + minutes * 60.0 + seconds) / 86_400.0)
}

/// `2025-03-31`, `3/31/2025`, `31-Mar-25`, `March 31, 2025`, `Mar 2025`, `2025年3月31日`.
fn parse_date(text: &str) -> Option<f64> {
    let parts: Vec<&str> = text
        .split([' ', ',', '/', '-', '年', '月', '日'])
        .filter(|part| !part.is_empty())
        .collect();
    let is_named = parts.iter().any(|part| month_name(part).is_some());
    if !has_plain_separators(text) || !(is_named || text.contains(['/', '-', '年'])) {
        return None;
    }
    let (year, month, day) = match parts.as_slice() {
        [year, month, day] if is_full_year(year) => (whole(year)?, month_of(month)?, whole(day)?),
        [month, day, year] if month_name(month).is_some() => (year_of(year)?, month_name(month)?, whole(day)?),
        [day, month, year] if month_name(month).is_some() => (year_of(year)?, month_name(month)?, whole(day)?),
        [month, day, year] if text.contains(['/', '-']) => (year_of(year)?, whole(month)?, whole(day)?),
        [year, month] if is_full_year(year) => (whole(year)?, month_of(month)?, 1),
        [month, year] if month_name(month).is_some() && year.len() != 3 && whole(year)? > 31 => {
            (year_of(year)?, month_name(month)?, 1)
        }
        [month, year] if is_full_year(year) && text.contains(['/', '-']) => (whole(year)?, whole(month)?, 1),
        _ => return None,
    };
    if !(1900..=9999).contains(&year) || !(1..=12).contains(&month) {
        return None;
    }
    let in_month = day >= 1 && day <= i64::from(days_in_month(year as i32, month as u32));
    in_month
        .then(|| serial_of_day(year, month, day))?
        .map(|serial| serial as f64)
}

/// Whether a part is a year of four digits, and not `June`.
fn is_full_year(part: &str) -> bool {
    part.len() == 4 && whole(part).is_some()
}

/// Whether the text holds nothing but a date's parts: no doubled dashes, no leading or trailing ones.
fn has_plain_separators(text: &str) -> bool {
    let ends = ['-', '/', ','];
    !text.starts_with(ends)
        && !text.ends_with(ends)
        && !["--", "//", "-/", "/-", ",,"].iter().any(|run| text.contains(run))
}

fn whole(text: &str) -> Option<i64> {
    let is_plain = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_plain.then(|| text.parse().ok())?
}

/// A year; two digits mean 1930 to 2029.
fn year_of(text: &str) -> Option<i64> {
    let year = whole(text)?;
    match text.len() {
        1 | 2 if year < 30 => Some(year + 2000),
        1 | 2 => Some(year + 1900),
        4 => Some(year),
        _ => None,
    }
}

fn month_of(text: &str) -> Option<i64> {
    month_name(text).or_else(|| whole(text))
}

fn month_name(text: &str) -> Option<i64> {
    month_named(text).map(i64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times_as_people_write_them() {
        for (text, serial) in [
            ("2025-03-31", 45_747.0),
            ("2025/3/31", 45_747.0),
            ("3/31/2025", 45_747.0),
            ("3/31/25", 45_747.0),
            ("31-Mar-2025", 45_747.0),
            ("31 March 2025", 45_747.0),
            ("March 31, 2025", 45_747.0),
            ("Mar-2025", 45_717.0),
            ("June 30, 2024", 45_473.0),
            ("July 2024", 45_474.0),
            ("2025年3月31日", 45_747.0),
            ("2025年3月", 45_717.0),
            ("1/1/1930", 10_959.0),
            ("1/1/30", 10_959.0),
            ("1/1/29", 47_119.0),
            ("14:30", 14.5 / 24.0),
            ("2:30 PM", 14.5 / 24.0),
            ("12:00 AM", 0.0),
            ("2025-03-31 06:00", 45_747.25),
            ("2/29/1900", 60.0),
        ] {
            assert_eq!(parse_date_time(text), Some(serial), "{text}");
        }
        for text in [
            "2025-13-01",
            "2025-02-29",
            "1.2.2025",
            "March",
            "25:61",
            "13:00 PM",
            "2025--03-31",
            "-5",
            "1-2",
            "2024 1",
        ] {
            assert_eq!(parse_date_time(text), None, "{text}");
        }
    }
}
