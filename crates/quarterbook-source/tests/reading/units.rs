//! Units as sources write them.

use quarterbook_source::{UnitNote, find_unit, read_unit};

/// `CNY ×10^3`, `each CNY ×10^4`, `? ×10^6`, `CNY`, `none`.
fn shown(note: Option<UnitNote>) -> String {
    let Some(note) = note else {
        return "none".to_owned();
    };
    let measure = match &note.measure {
        None => "?".to_owned(),
        Some(quarterbook_data::Measure::Money(currency)) => currency.to_string(),
        Some(quarterbook_data::Measure::MoneyEach(currency)) => format!("each {currency}"),
        Some(quarterbook_data::Measure::Count(what)) => format!("count of {what}"),
        Some(other) => format!("{other:?}"),
    };
    let scale = note.scale.map_or(String::new(), |scale| format!(" ×10^{}", scale.0));
    let apart = if note.each_apart { ", per share apart" } else { "" };
    format!("{measure}{scale}{apart}")
}

#[test]
fn a_text_that_is_a_unit() {
    for (text, expected) in [
        ("元", "CNY ×10^0"),
        ("千元", "CNY ×10^3"),
        ("万元", "CNY ×10^4"),
        ("萬元", "CNY ×10^4"),
        ("萬(wàn)元", "CNY ×10^4"),
        ("百万元", "CNY ×10^6"),
        ("亿元", "CNY ×10^8"),
        ("億元", "CNY ×10^8"),
        ("人民币千元", "CNY ×10^3"),
        ("人民幣千元", "CNY ×10^3"),
        ("人民币千元 RMB'000", "CNY ×10^3"),
        ("RMB’000", "CNY ×10^3"),
        ("HK$'000", "HKD ×10^3"),
        ("百万港元", "HKD ×10^6"),
        ("千美元", "USD ×10^3"),
        ("US$ million", "USD ×10^6"),
        ("USD m", "USD ×10^6"),
        ("RMBm", "CNY ×10^6"),
        ("CNY 亿", "CNY ×10^8"),
        ("亿元 (RMB 1e8)", "CNY ×10^8"),
        ("万元 (RMB 1e4)", "CNY ×10^4"),
        ("RMB 100 million", "CNY ×10^8"),
        ("人民币(千¥)", "CNY ×10^3"),
        ("单位:元 币种:人民币", "CNY ×10^0"),
        ("单位：人民币亿元", "CNY ×10^8"),
        ("金额单位为人民币元", "CNY ×10^0"),
        ("货币单位均以人民币百万元列示", "CNY ×10^6"),
        ("(百万元)", "CNY ×10^6"),
        ("仟元", "CNY ×10^3"),
        ("百万円", "JPY ×10^6"),
        ("in millions", "? ×10^6"),
        ("$ in Millions", "USD ×10^6"),
        ("in millions, except per share data", "? ×10^6, per share apart"),
        ("in dollars per share", "each USD ×10^0"),
        ("万元/片", "each CNY ×10^4"),
        ("USD / shares", "each USD"),
        ("USD", "USD"),
        ("%", "Ratio ×10^-2"),
        ("％", "Ratio ×10^-2"),
        ("ratio", "Ratio ×10^0"),
        ("pp", "Points ×10^-2"),
        ("个百分点", "Points ×10^-2"),
        ("bps", "Points ×10^-4"),
        ("片", "count of 片"),
        ("片 pcs", "count of 片"),
        ("万片", "count of 片 ×10^4"),
        ("rank", "Rank ×10^0"),
        ("倍", "Plain ×10^0"),
        ("千元 in millions", "none"),
        ("USD RMB", "none"),
        ("收入", "none"),
        ("Europe", "none"),
        ("AUD m", "AUD ×10^6"),
        ("A$'000", "AUD ×10^3"),
        ("CHFm", "CHF ×10^6"),
        ("MUSD", "USD ×10^6"),
        ("T€", "EUR ×10^3"),
        ("TRY", "TRY"),
        ("ALL", "ALL"),
        ("aud m", "none"),
        ("Z$m", "none"),
        ("USD 1,000,000", "USD ×10^6"),
        ("USD x1,000", "USD ×10^3"),
        ("USD 000,000", "USD ×10^6"),
        ("AUD $m", "AUD ×10^6"),
        ("EUR $m", "none"),
        ("₹ crore", "INR ×10^7"),
        ("in millions, except units", "? ×10^6"),
        ("Millions of dollars unless otherwise noted", "USD ×10^6"),
        ("", "none"),
    ] {
        assert_eq!(shown(read_unit(text)), expected, "{text}");
    }
}

#[test]
fn a_unit_inside_a_longer_text() {
    for (text, expected) in [
        ("合并利润表 单位:元 币种:人民币", "CNY ×10^0"),
        ("天数智芯 财务摘要（单位：人民币亿元）", "CNY ×10^8"),
        (">>单位:(百万元)", "CNY ×10^6"),
        (
            "Consolidated Statements of Income (Loss) (Unaudited) - USD ($) $ in Thousands",
            "USD ×10^3",
        ),
        (
            "Condensed income (in millions, except per share data)",
            "? ×10^6, per share apart",
        ),
        ("截至2025年6月30日止六个月 人民币千元", "CNY ×10^3"),
        ("收入(万元)", "CNY ×10^4"),
        ("占比(%)", "none"),
        ("Revenue in the three months", "none"),
        ("人民币升值的影响", "none"),
    ] {
        assert_eq!(shown(find_unit(text)), expected, "{text}");
    }
}
