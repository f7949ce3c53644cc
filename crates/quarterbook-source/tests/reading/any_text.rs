//! Any text at all is read or refused, never a panic, and what is read keeps its value.

use proptest::prelude::*;
use quarterbook_data::Amount;
use quarterbook_source::{DecimalMark, PeriodContext, find_period, find_unit, read_period, read_unit, read_value};

/// Texts made of the pieces that values, periods and units are made of, and of anything.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        proptest::string::string_regex("[0-9]{1,9}").unwrap_or_else(|error| panic!("{error}")),
        proptest::sample::select(vec![
            "(",
            ")",
            "-",
            "\u{2212}",
            "△",
            ".",
            ",",
            "'",
            " ",
            "e",
            "%",
            "％",
            "¹",
            "约",
            "近",
            "以上",
            "余",
            "增加",
            "个百分点",
            "万",
            "亿",
            "元",
            "千",
            "百",
            "十",
            "一",
            "二",
            "〇",
            "点",
            "年",
            "月",
            "日",
            "至",
            "上半年",
            "季度",
            "截至",
            "止",
            "Q",
            "H",
            "M",
            "FY",
            "E",
            "Dec",
            "Months",
            "Ended",
            "RMB",
            "'000",
            "$",
            "in millions",
            "单位:",
            "人民币",
            "(wàn)",
            "注1",
            "*",
            "本期",
            "上年同期",
            "\u{a0}",
            "\u{e000}",
            "第",
            "/",
        ])
        .prop_map(str::to_owned),
        any::<String>(),
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn any_text_is_read_or_refused(text in text()) {
        for mark in [DecimalMark::Unknown, DecimalMark::Point, DecimalMark::Comma] {
            let _ = read_value(&text, mark);
        }
        let _ = read_unit(&text);
        let _ = find_unit(&text);
        let _ = read_period(&text, &PeriodContext::default());
        let _ = find_period(&text, &PeriodContext::default());
    }

    #[test]
    fn a_number_with_separators_keeps_its_value(whole in 0_i64..1_000_000_000_000, cents in 0_i64..100, negative: bool) {
        let digits = whole.to_string();
        let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
        let printed = format!("{}.{cents:02}", groups.join(","));
        let text = if negative { format!("({printed})") } else { printed };
        let expected = rust_decimal::Decimal::new((whole * 100 + cents) * if negative { -1 } else { 1 }, 2);
        let read = read_value(&text, DecimalMark::Unknown).map(|reading| reading.amount);
        prop_assert_eq!(read, Ok(Amount::Number(expected)));
    }
}
