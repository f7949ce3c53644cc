//! Values as sources print them.

use quarterbook_data::{Amount, Measure, Status};
use quarterbook_source::{DecimalMark, read_value};

/// `-1234`, `about 7000 decimals -3`, `12.3 Ratio×10^-2 decimals 1`, or what is said against it.
fn shown(text: &str, mark: DecimalMark) -> String {
    let reading = match read_value(text, mark) {
        Ok(reading) => reading,
        Err(error) => return format!("refused: {}", error.message),
    };
    let mut words = Vec::new();
    if reading.status != Status::Reported {
        words.push(reading.status.name().to_owned());
    }
    words.push(match reading.amount {
        Amount::Number(number) => number.to_string(),
        Amount::Undisclosed => "n.a.".to_owned(),
        Amount::NotMeaningful => "n.m.".to_owned(),
    });
    if let Some(unit) = reading.unit {
        words.push(match &unit.measure {
            None => "?".to_owned(),
            Some(Measure::Money(currency)) => currency.to_string(),
            Some(Measure::Count(what)) => what.clone(),
            Some(other) => format!("{other:?}"),
        });
        if let Some(scale) = unit.scale {
            words.push(format!("×10^{}", scale.0));
        }
    }
    if reading.decimals != 0 {
        words.push(format!("decimals {}", reading.decimals));
    }
    words.join(" ")
}

#[test]
fn values_are_read_exactly() {
    for (text, expected) in [
        ("1234", "1234"),
        ("1,234", "1234"),
        ("1,234.50", "1234.50 decimals 2"),
        ("12,345,678", "12345678"),
        ("1'234'567", "1234567"),
        ("1 234 567", "1234567"),
        ("0", "0"),
        ("0.00", "0.00 decimals 2"),
        (".5", "0.5 decimals 1"),
        ("0.482", "0.482 decimals 3"),
        ("16434000000.0", "16434000000.0 decimals 1"),
        ("1.5E+08", "150000000"),
        ("1e-3", "0.001 decimals 3"),
        ("(1,234)", "-1234"),
        ("( 1,234 )", "-1234"),
        ("百分之十二", "12 Ratio ×10^-2"),
        ("（1,234）", "-1234"),
        ("(12.3%)", "-12.3 Ratio ×10^-2 decimals 1"),
        ("$(1,234)", "-1234 USD"),
        ("($1,234)", "-1234 USD"),
        ("-1,234", "-1234"),
        ("1,234-", "-1234"),
        ("△1,234", "-1234"),
        ("\u{2212}5.0", "-5.0 decimals 1"),
        ("+5", "5"),
        ("\u{a0}1,234\u{a0}", "1234"),
        ("１，２３４．５", "1234.5 decimals 1"),
        ("12.3%", "12.3 Ratio ×10^-2 decimals 1"),
        ("12.3 ％", "12.3 Ratio ×10^-2 decimals 1"),
        ("5.4 億元", "5.4 CNY ×10^8 decimals 1"),
        ("5.4亿元", "5.4 CNY ×10^8 decimals 1"),
        ("5.4亿", "5.4 ? ×10^8 decimals 1"),
        ("RMB5.4亿", "5.4 CNY ×10^8 decimals 1"),
        ("US$1.2bn", "1.2 USD ×10^9 decimals 1"),
        ("¥1,234", "1234 CNY"),
        ("1.14 萬(wàn)元", "1.14 CNY ×10^4 decimals 2"),
        ("7700片", "7700 片"),
        ("一千二百万", "1200 ? ×10^4"),
        ("三亿二千万", "32000 ? ×10^4"),
        ("一亿二千万元", "12000 CNY ×10^4"),
        ("三千五", "3500"),
        ("一百二", "120"),
        ("三千零五", "3005"),
        ("三千五百二", "3520"),
        ("二十五", "25"),
        ("三万五", "3.5 ? ×10^4 decimals 1"),
        ("三万五千元", "3.5 CNY ×10^4 decimals 1"),
        ("两万零五百片", "2.05 片 ×10^4 decimals 2"),
        ("一亿二", "12000 ? ×10^4"),
        ("一亿零五万元", "10005 CNY ×10^4"),
        ("3亿2000万元", "32000 CNY ×10^4"),
        ("-1億0500萬元", "-10500 CNY ×10^4"),
        ("三点五亿元", "3.5 CNY ×10^8 decimals 1"),
        ("二〇二", "202"),
        ("1,234(1)", "1234"),
        ("1,234 (a)", "1234"),
        ("(1,234)(1)", "-1234"),
        ("1,234*", "1234"),
        ("1,234¹", "1234"),
        ("1,234①", "1234"),
        ("12.3%注1", "12.3 Ratio ×10^-2 decimals 1"),
        ("(12.3%)注1", "-12.3 Ratio ×10^-2 decimals 1"),
        ("增加1.30个百分点", "1.30 Points ×10^-2 decimals 2"),
        ("减少0.5个百分点", "-0.5 Points ×10^-2 decimals 1"),
        ("下调", "refused: `下调` is not a number"),
        ("增加5", "refused: `增加5` is not a number"),
        ("第三", "3 Rank"),
        ("第3名", "3 Rank"),
        ("3rd", "3 Rank"),
        ("No. 3", "3 Rank"),
    ] {
        assert_eq!(shown(text, DecimalMark::Unknown), expected, "{text}");
    }
}

#[test]
fn qualifiers_are_a_status_and_keep_round_numbers_round() {
    for (text, expected) in [
        ("约7000", "about 7000 decimals -3"),
        ("約 3 億元", "about 3 CNY ×10^8"),
        ("近20%", "about 20 Ratio ×10^-2 decimals -1"),
        ("接近50%", "about 50 Ratio ×10^-2 decimals -1"),
        ("逾7000片", "at least 7000 片 decimals -3"),
        ("7000余片", "at least 7000 片 decimals -3"),
        ("5亿多元", "at least 5 CNY ×10^8"),
        ("90%以上", "at least 90 Ratio ×10^-2 decimals -1"),
        (">90%", "at least 90 Ratio ×10^-2 decimals -1"),
        ("超过1.5亿", "at least 1.5 ? ×10^8 decimals 1"),
        ("不足60%", "at most 60 Ratio ×10^-2 decimals -1"),
        ("不超过60%", "at most 60 Ratio ×10^-2 decimals -1"),
        ("60%左右", "about 60 Ratio ×10^-2 decimals -1"),
        ("about 7,100", "about 7100 decimals -2"),
        ("nearly 20%", "about 20 Ratio ×10^-2 decimals -1"),
        ("over $1.2bn", "at least 1.2 USD ×10^9 decimals 1"),
    ] {
        assert_eq!(shown(text, DecimalMark::Unknown), expected, "{text}");
    }
}

#[test]
fn missing_meaningless_and_zero_stay_apart() {
    for text in [
        "",
        "  ",
        "-",
        "–",
        "--",
        "—",
        "——",
        "－",
        "n/a",
        "$ -",
        "N/A",
        "n.a.",
        "不适用",
        "不適用",
        "无",
        "無",
        "/",
        "会员可见",
        "未披露",
        "…",
    ] {
        assert_eq!(shown(text, DecimalMark::Unknown), "n.a.", "{text}");
    }
    for text in ["n.m.", "NM", "not meaningful"] {
        assert_eq!(shown(text, DecimalMark::Unknown), "n.m.", "{text}");
    }
    assert_eq!(shown("0", DecimalMark::Unknown), "0");
    assert_eq!(shown("0.0%", DecimalMark::Unknown), "0.0 Ratio ×10^-2 decimals 1");
}

#[test]
fn what_can_be_read_in_two_ways_is_refused_until_the_mark_is_known() {
    for (text, unknown, point, comma) in [
        (
            "1.234",
            "refused: `1.234` may be 1.234 or 1234",
            "1.234 decimals 3",
            "1234",
        ),
        (
            "1,23",
            "refused: `1,23` may be 123 or 1.23",
            "refused: `1,23` may be 123 or 1.23",
            "1.23 decimals 2",
        ),
        (
            "1.234,5",
            "refused: `1.234,5` is 1234.5 with a decimal comma, which nothing speaks of",
            "refused: `1.234,5` is 1234.5 with a decimal comma, which nothing speaks of",
            "1234.5 decimals 1",
        ),
        ("1,234", "1234", "1234", "1.234 decimals 3"),
        (
            "1.5",
            "1.5 decimals 1",
            "1.5 decimals 1",
            "refused: `1.5` is not a number",
        ),
    ] {
        assert_eq!(shown(text, DecimalMark::Unknown), unknown, "{text}");
        assert_eq!(shown(text, DecimalMark::Point), point, "{text}");
        assert_eq!(shown(text, DecimalMark::Comma), comma, "{text}");
    }
}

#[test]
fn what_is_no_value_is_refused() {
    for text in [
        "=1+1",
        "@SUM(A1)",
        "00981",
        "abc",
        "see note 3",
        "12 months",
        "--5",
        "-(5)",
        "(5",
        "5)",
        "1,2,3",
        "1..2",
        "▲5",
        "2025年",
        "1/2",
        "三亿二千万五千",
        "3亿20000万元",
        "99999999999999999999999999999999",
    ] {
        let shown = shown(text, DecimalMark::Unknown);
        assert!(shown.starts_with("refused"), "{text}: {shown}");
    }
}
