//! Numbers as they are spoken: 百分之十二, 3亿2000万元.

use super::number::{chinese, is_chinese, is_chinese_digit};

/// A folded text that begins with 百分之, or has 亿 and behind it 万 with numbers of their own, as it would be written
/// with one number: 12%, 32000万元. `None` for any other text.
pub(super) fn written(key: &str) -> Option<String> {
    if let Some(number) = key.strip_prefix("百分之") {
        return Some(format!("{number}%"));
    }
    let start = key.find(|c: char| c.is_ascii_digit() || is_chinese_digit(c))?;
    let (before, number) = key.split_at(start);
    let (hundred_millions, rest) = number.split_once('亿')?;
    let (ten_thousands, unit) = rest.split_once('万')?;
    let (above, below) = (whole(hundred_millions)?, whole(ten_thousands)?);
    (below < 10_000).then(|| format!("{before}{}万{unit}", above * 10_000 + below))
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
