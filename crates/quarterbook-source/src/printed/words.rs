//! Words that stand for a value or beside one.

use quarterbook_data::Status;
use rust_decimal::Decimal;

use super::number;
use crate::footnote::is_reference;

const NOT_DISCLOSED: &[&str] = &[
    "",
    "n/a",
    "na",
    "n.a.",
    "n.a",
    "#n/a n/a",
    "不适用",
    "无",
    "未披露",
    "不详",
    "暂无",
    "暂无数据",
    "无数据",
    "/",
    "会员可见",
    "登录可见",
    "vip可见",
    "nil",
    "none",
    "null",
    "nan",
    "not disclosed",
    "undisclosed",
    "not available",
    "not applicable",
    "not reported",
    "...",
    "*",
];

const NOT_MEANINGFUL: &[&str] = &["n.m.", "n.m", "nm", "n/m", "not meaningful", "无意义"];

/// Whether a folded text says that there is no figure.
pub(super) fn is_not_disclosed(key: &str) -> bool {
    let is_dash = |c: char| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '_' | 'ー' | ' ');
    // A dash as a format for amounts prints it.
    let amount = key.trim_start_matches(['$', '¥', '€', '£']);
    NOT_DISCLOSED.contains(&key) || (amount == key || !amount.is_empty()) && amount.chars().all(is_dash)
}

/// Whether a folded text says that a figure has no meaning.
pub(super) fn is_not_meaningful(key: &str) -> bool {
    NOT_MEANINGFUL.contains(&key)
}

/// Whether a folded text says that nothing changed, and how firmly: 持平, 与上年基本持平, `flat`.
pub(super) fn no_change(key: &str) -> Option<Status> {
    const WORDS: [&str; 8] = [
        "持平",
        "无变化",
        "没有变化",
        "不变",
        "flat",
        "unchanged",
        "no change",
        "nil change",
    ];
    const SINCE: [&str; 8] = [
        "与上年同期",
        "与去年同期",
        "较上年同期",
        "与上年",
        "与去年",
        "较上年",
        "同比",
        "环比",
    ];
    const ABOUT: [&str; 5] = ["基本", "大致", "大体", "broadly ", "roughly "];
    let since = SINCE.iter().find_map(|word| key.strip_prefix(word)).unwrap_or(key);
    let about = ABOUT.iter().find_map(|word| since.strip_prefix(word));
    let status = if about.is_some() {
        Status::About
    } else {
        Status::Reported
    };
    WORDS.contains(&about.unwrap_or(since)).then_some(status)
}

/// 第三, 第3名, `no. 3`, `#3`, `3rd`.
pub(super) fn rank(key: &str) -> Option<Decimal> {
    let ordinal = key
        .strip_suffix("rd")
        .or_else(|| key.strip_suffix("th"))
        .or_else(|| key.strip_suffix("st"))
        .or_else(|| key.strip_suffix("nd"));
    let behind = ["第", "no.", "no", "#"].iter().find_map(|word| key.strip_prefix(word));
    let digits = behind
        .map(|rest| rest.trim_end_matches(['名', '位']))
        .or(ordinal)?
        .trim();
    if !digits.is_empty() && digits.len() <= 4 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return digits.parse().ok();
    }
    number::is_chinese(digits).then(|| number::chinese(digits))?
}

const BEFORE: &[(&str, Status)] = &[
    ("大约", Status::About),
    ("约为", Status::About),
    ("约", Status::About),
    ("接近", Status::About),
    ("将近", Status::About),
    ("近", Status::About),
    ("about", Status::About),
    ("approximately", Status::About),
    ("approx.", Status::About),
    ("approx", Status::About),
    ("around", Status::About),
    ("nearly", Status::About),
    ("almost", Status::About),
    ("circa", Status::About),
    ("~", Status::About),
    ("≈", Status::About),
    ("不超过", Status::AtMost),
    ("超过", Status::AtLeast),
    ("超", Status::AtLeast),
    ("逾", Status::AtLeast),
    ("多于", Status::AtLeast),
    ("高于", Status::AtLeast),
    ("至少", Status::AtLeast),
    ("不低于", Status::AtLeast),
    ("不少于", Status::AtLeast),
    ("over", Status::AtLeast),
    ("above", Status::AtLeast),
    ("more than", Status::AtLeast),
    ("no less than", Status::AtLeast),
    ("not less than", Status::AtLeast),
    ("no more than", Status::AtMost),
    ("not more than", Status::AtMost),
    ("at least", Status::AtLeast),
    (">=", Status::AtLeast),
    (">", Status::AtLeast),
    ("≥", Status::AtLeast),
    ("不足", Status::AtMost),
    ("不到", Status::AtMost),
    ("低于", Status::AtMost),
    ("少于", Status::AtMost),
    ("至多", Status::AtMost),
    ("最多", Status::AtMost),
    ("under", Status::AtMost),
    ("below", Status::AtMost),
    ("less than", Status::AtMost),
    ("at most", Status::AtMost),
    ("up to", Status::AtMost),
    ("<=", Status::AtMost),
    ("<", Status::AtMost),
    ("≤", Status::AtMost),
];

const AFTER: &[(&str, Status)] = &[
    ("以上", Status::AtLeast),
    ("or more", Status::AtLeast),
    ("+", Status::AtLeast),
    ("以下", Status::AtMost),
    ("以内", Status::AtMost),
    ("左右", Status::About),
    ("上下", Status::About),
    ("预测", Status::Estimate),
    ("预计", Status::Estimate),
    ("e", Status::Estimate),
];

/// A qualifier in front of a number, and the rest.
pub(super) fn qualifier_before(key: &str) -> (Option<Status>, &str) {
    let longest = BEFORE
        .iter()
        .filter(|(word, _)| key.starts_with(word))
        .max_by_key(|(word, _)| word.len());
    match longest {
        Some((word, status)) => (Some(*status), key[word.len()..].trim_start()),
        None => (None, key),
    }
}

/// A qualifier at the end: 90%以上.
pub(super) fn qualifier_after(suffix: &str) -> (Option<Status>, &str) {
    AFTER
        .iter()
        .find_map(|(word, status)| {
            let rest = suffix.strip_suffix(word)?;
            // The `e` of 5.4E, and not that of `people`.
            let ends_a_word = *word == "e" && rest.ends_with(|last: char| last.is_ascii_alphabetic());
            (!ends_a_word).then(|| (Some(*status), rest.trim_end()))
        })
        .unwrap_or((None, suffix))
}

/// A qualifier between number and unit: 7000余片, 5亿多元.
pub(super) fn qualifier_between(suffix: &str) -> (Option<Status>, String) {
    match suffix.find(['余', '多']) {
        Some(_) => (Some(Status::AtLeast), suffix.replacen(['余', '多'], "", 1)),
        None => (None, suffix.to_owned()),
    }
}

/// The direction of a change written as a word: 增加1.30个百分点, `down 0.5 pp`.
pub(super) fn direction(key: &str) -> (Option<i8>, &str) {
    const UP: [&str; 7] = ["增加", "增长", "上升", "提升", "提高", "上涨", "up "];
    const DOWN: [&str; 6] = ["减少", "下降", "降低", "下滑", "下跌", "down "];
    let strip = |words: &[&str]| words.iter().find_map(|word| key.strip_prefix(word));
    match (strip(&UP), strip(&DOWN)) {
        (Some(rest), _) => (Some(1), rest.trim_start_matches('了')),
        (_, Some(rest)) => (Some(-1), rest.trim_start_matches('了')),
        _ => (None, key),
    }
}

/// A footnote mark behind the value: `*`, 注1, `(1)`, `[a]`, `(note 2)`.
pub(super) fn without_footnote(suffix: &str) -> (&str, Option<&str>) {
    let suffix = suffix.trim();
    let at = footnote_start(suffix).unwrap_or(suffix.len());
    let (rest, footnote) = suffix.split_at(at);
    (rest.trim_end(), (!footnote.is_empty()).then_some(footnote))
}

fn footnote_start(suffix: &str) -> Option<usize> {
    let is_mark = |text: &str| {
        let is_short = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        is_short || text.starts_with('注') || is_reference(text)
    };
    if suffix.ends_with('*') {
        return Some(suffix.trim_end_matches('*').len());
    }
    for (open, close) in [('(', ')'), ('[', ']')] {
        if let Some(inside) = suffix.strip_suffix(close) {
            let at = inside.rfind(open)?;
            return is_mark(&inside[at + 1..]).then_some(at);
        }
    }
    let at = suffix.rfind('注')?;
    suffix[at + '注'.len_utf8()..]
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then_some(at)
}
