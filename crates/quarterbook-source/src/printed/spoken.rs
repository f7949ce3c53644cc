//! Numbers as they are spoken: 百分之十二, 3亿2000万元.

use super::number::{chinese, is_chinese, is_chinese_digit};

/// A folded text that begins with 百分之, has 亿 and behind it 万 with numbers of their own, or numerals behind either, as
/// it would be written with one number: 12%, 32000万元, 3.5万 for 三万五. `None` for any other text.
pub(super) fn written(key: &str) -> Option<String> {
    if let Some(number) = key.strip_prefix("百分之") {
        return Some(format!("{number}%"));
    }
    if let Some(spoken) = in_numerals(key) {
        return Some(spoken);
    }
    let start = key.find(|c: char| c.is_ascii_digit() || is_chinese_digit(c))?;
    let (before, number) = key.split_at(start);
    let (hundred_millions, rest) = number.split_once('亿')?;
    let (ten_thousands, unit) = rest.split_once('万')?;
    let (above, below) = (whole(hundred_millions)?, whole(ten_thousands)?);
    (below < 10_000).then(|| format!("{before}{}万{unit}", above * 10_000 + below))
}

/// 三万五, 一亿二, 两万零五百片: Chinese numerals of which some stand behind 万 or 亿, in 万. A single one right behind it is
/// spoken for as many of the next lower place: 三万五 is 3.5万.
fn in_numerals(key: &str) -> Option<String> {
    let is_numeral = |c: char| is_chinese_digit(c) || "百千万亿".contains(c);
    let start = key.find(is_chinese_digit)?;
    let (before, rest) = key.split_at(start);
    let (numerals, behind) = rest.split_at(rest.find(|c| !is_numeral(c)).unwrap_or(rest.len()));
    let at = numerals.find(['万', '亿'])?;
    let (above, below) = (&numerals[..at], numerals[at..].trim_start_matches(['万', '亿']));
    let place: u64 = if numerals[at..].starts_with('亿') {
        100_000_000
    } else {
        10_000
    };
    let is_one_place = numerals.len() - above.len() - below.len() == '万'.len_utf8() && !below.contains(['万', '亿']);
    if below.is_empty() || !is_one_place {
        return None;
    }
    let is_short = below.chars().count() == 1 && !below.starts_with(['零', '〇', '十']);
    let unit = if is_short { place / 10 } else { 1 };
    let low = whole(below.trim_start_matches(['零', '〇']))? * unit;
    let number = whole(above)?.checked_mul(place)?.checked_add(low)?;
    let decimals = format!("{:04}", number % 10_000);
    let decimals = decimals.trim_end_matches('0');
    let point = if decimals.is_empty() { "" } else { "." };
    (low < place).then(|| format!("{before}{}{point}{decimals}万{behind}", number / 10_000))
}

/// A whole number of at most eight digits, or Chinese numerals.
fn whole(text: &str) -> Option<u64> {
    let text = text.trim();
    if is_chinese(text) {
        return chinese(text)?.to_string().parse().ok();
    }
    let is_short = text.len() <= 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_short)
}
