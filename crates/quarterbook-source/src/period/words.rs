//! The phrases of period labels; Chinese ones are compared character by character.

use std::sync::LazyLock;

use super::parts::{Relative, Span};
use super::tokens::{Token, tokens};

/// Phrases as tokens, with what they mean.
pub(super) type Phrases<M> = Vec<(Vec<Token>, M)>;

fn phrases<M: Copy>(texts: &[(&str, M)]) -> Phrases<M> {
    let cut = texts
        .iter()
        .map(|(text, meaning)| (tokens(text).unwrap_or_default(), *meaning));
    cut.filter(|(words, _)| !words.is_empty()).collect()
}

pub(super) static RELATIVES: LazyLock<Phrases<Relative>> = LazyLock::new(|| {
    phrases(&[
        ("本期", Relative::Current),
        ("本报告期", Relative::Current),
        ("本期金额", Relative::Current),
        ("本期数", Relative::Current),
        ("本期发生额", Relative::Current),
        ("期末余额", Relative::Current),
        ("期末", Relative::Current),
        ("今年", Relative::Current),
        ("本年", Relative::Current),
        ("current period", Relative::Current),
        ("this period", Relative::Current),
        ("上年同期", Relative::YearAgo),
        ("去年同期", Relative::YearAgo),
        ("上期", Relative::YearAgo),
        ("上期金额", Relative::YearAgo),
        ("上期发生额", Relative::YearAgo),
        ("上年", Relative::YearAgo),
        ("去年", Relative::YearAgo),
        ("prior year period", Relative::YearAgo),
        ("year ago", Relative::YearAgo),
        ("prior year", Relative::YearAgo),
        ("年初至报告期末", Relative::YearToDate),
        ("年初至报告期期末", Relative::YearToDate),
        ("year to date", Relative::YearToDate),
        ("期初余额", Relative::YearEndBefore),
        ("期初", Relative::YearEndBefore),
        ("上年末", Relative::YearEndBefore),
        ("上年度末", Relative::YearEndBefore),
        ("年初", Relative::YearEndBefore),
    ])
});

pub(super) static SPANS: LazyLock<Phrases<Span>> = LazyLock::new(|| {
    phrases(&[
        ("fy", Span::Year),
        ("cy", Span::Year),
        ("全年", Span::Year),
        ("止年度", Span::Year),
        ("年度", Span::Year),
        ("年报", Span::Year),
        ("年度报告", Span::Year),
        ("财年", Span::Year),
        ("财政年度", Span::Year),
        ("full year", Span::Year),
        ("fiscal year", Span::Year),
        ("year", Span::Year),
        ("annual", Span::Year),
        ("twelve months", Span::Year),
        ("12 months", Span::Year),
        ("上半年", Span::Half(1)),
        ("上半年度", Span::Half(1)),
        ("下半年", Span::Half(2)),
        ("下半年度", Span::Half(2)),
        ("first half", Span::Half(1)),
        ("second half", Span::Half(2)),
        ("中报", Span::ToDate(6)),
        ("中期", Span::ToDate(6)),
        ("中期报告", Span::ToDate(6)),
        ("半年报", Span::ToDate(6)),
        ("半年度", Span::ToDate(6)),
        ("半年度报告", Span::ToDate(6)),
        ("interim", Span::ToDate(6)),
        ("一季度", Span::Quarter(1)),
        ("二季度", Span::Quarter(2)),
        ("三季度", Span::Quarter(3)),
        ("四季度", Span::Quarter(4)),
        ("第一季度", Span::Quarter(1)),
        ("第二季度", Span::Quarter(2)),
        ("第三季度", Span::Quarter(3)),
        ("第四季度", Span::Quarter(4)),
        ("第1季度", Span::Quarter(1)),
        ("第2季度", Span::Quarter(2)),
        ("第3季度", Span::Quarter(3)),
        ("第4季度", Span::Quarter(4)),
        ("first quarter", Span::Quarter(1)),
        ("second quarter", Span::Quarter(2)),
        ("third quarter", Span::Quarter(3)),
        ("fourth quarter", Span::Quarter(4)),
        ("一季报", Span::ToDate(3)),
        ("三季报", Span::ToDate(9)),
        ("前三季度", Span::ToDate(9)),
        ("前三季", Span::ToDate(9)),
        ("nine months to date", Span::ToDate(9)),
        ("三个月", Span::Length(3)),
        ("六个月", Span::Length(6)),
        ("九个月", Span::Length(9)),
        ("十二个月", Span::Length(12)),
        ("three months", Span::Length(3)),
        ("six months", Span::Length(6)),
        ("nine months", Span::Length(9)),
        ("three month", Span::Length(3)),
        ("six month", Span::Length(6)),
        ("nine month", Span::Length(9)),
        ("quarter", Span::Length(3)),
        ("half year", Span::Length(6)),
        ("one month", Span::Length(1)),
    ])
});

pub(super) static STANDINGS: LazyLock<Phrases<bool>> = LazyLock::new(|| {
    phrases(&[
        ("a", false),
        ("actual", false),
        ("实际", false),
        ("e", true),
        ("est", true),
        ("estimate", true),
        ("f", true),
        ("forecast", true),
        ("预测", true),
        ("预计", true),
    ])
});

pub(super) static NOISE: LazyLock<Phrases<()>> = LazyLock::new(|| {
    phrases(&[
        ("截至", ()),
        ("截止", ()),
        ("止", ()),
        ("的", ()),
        ("未经审计", ()),
        ("未经审核", ()),
        ("经审计", ()),
        ("经审核", ()),
        ("已审计", ()),
        ("重述", ()),
        ("经重述", ()),
        ("经重列", ()),
        ("累计", ()),
        ("报告", ()),
        ("ended", ()),
        ("ending", ()),
        ("for", ()),
        ("the", ()),
        ("as", ()),
        ("at", ()),
        ("of", ()),
        ("to", ()),
        ("period", ()),
        ("in", ()),
        ("fiscal", ()),
        ("audited", ()),
        ("unaudited", ()),
        ("restated", ()),
        ("(", ()),
        (")", ()),
        ("[", ()),
        ("]", ()),
        (",", ()),
        (".", ()),
        ("-", ()),
        ("/", ()),
        ("日", ()),
        ("度", ()),
        ("年", ()),
        ("报", ()),
    ])
});
