//! Letters and their codes: PROPER, TRIM, CLEAN, CHAR, CODE, UNICHAR, UNICODE.

use crate::ErrorValue;

/// Windows-1252 from 128 on, which CHAR and CODE speak; 0 where it has no character.
const WINDOWS_1252: [u16; 32] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0, 0,
    0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
];

/// Every letter behind something that is no letter in upper case, every other in lower case.
pub(super) fn proper(text: &str) -> String {
    let mut after_letter = false;
    let mut result = String::with_capacity(text.len());
    for character in text.chars() {
        if after_letter {
            result.extend(character.to_lowercase());
        } else {
            result.extend(character.to_uppercase());
        }
        after_letter = character.is_alphabetic();
    }
    result
}

/// Without spaces at the ends, and with single ones inside; only U+0020 is a space.
pub(super) fn trim(text: &str) -> String {
    text.split(' ')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Without the control characters 0 to 31.
pub(super) fn clean(text: &str) -> String {
    text.chars().filter(|character| *character >= ' ').collect()
}

/// # Errors
/// `#VALUE!` outside 1 to 255.
pub(super) fn char(code: f64) -> Result<String, ErrorValue> {
    let code = code.trunc();
    if !(1.0..256.0).contains(&code) {
        return Err(ErrorValue::Value);
    }
    let code = code as u32;
    let unicode = match code {
        128..=159 => match WINDOWS_1252[code as usize - 128] {
            0 => code,
            unicode => unicode.into(),
        },
        _ => code,
    };
    Ok(char::from_u32(unicode).into_iter().collect())
}

/// The code of the first character; 63, the question mark, for one that Windows-1252 does not have.
///
/// # Errors
/// `#VALUE!` for an empty text.
pub(super) fn code(text: &str) -> Result<f64, ErrorValue> {
    let first = text.chars().next().ok_or(ErrorValue::Value)? as u32;
    let code = match first {
        0..=127 | 160..=255 => first,
        _ => WINDOWS_1252
            .iter()
            .position(|unicode| u32::from(*unicode) == first)
            .map_or(63, |index| index as u32 + 128),
    };
    Ok(f64::from(code))
}

/// # Errors
/// `#VALUE!` for 0 and beyond Unicode, `#N/A` for half of a pair.
pub(super) fn unichar(code: f64) -> Result<String, ErrorValue> {
    let code = code.trunc();
    if !(1.0..=1_114_111.0).contains(&code) {
        return Err(ErrorValue::Value);
    }
    char::from_u32(code as u32)
        .map(String::from)
        .ok_or(ErrorValue::NotAvailable)
}

/// # Errors
/// `#VALUE!` for an empty text.
pub(super) fn unicode(text: &str) -> Result<f64, ErrorValue> {
    text.chars()
        .next()
        .map(|first| f64::from(first as u32))
        .ok_or(ErrorValue::Value)
}
