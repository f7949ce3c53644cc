//! Unit labels.

use std::borrow::Cow;

use quarterbook_data::{Currency, Measure, Scale, Unit};

/// A unit as the unit column shows it: `RMB 100m`, `人民币亿元`, `USD m`, `万元/片`, `%`. `counted` is the word for
/// one piece, where the line has one; without it a count shows the word of its source.
pub(crate) fn unit_label(unit: &Unit, counted: &str, language: &str) -> String {
    match &unit.measure {
        Measure::Money(currency) => currency_label(*currency, unit.scale, language),
        Measure::MoneyEach(currency) => price(*currency, unit.scale, counted, language),
        Measure::Ratio => "%".to_owned(),
        Measure::Points if unit.scale == Scale(-4) => "bps".to_owned(),
        Measure::Points => "pp".to_owned(),
        Measure::Count(word) => {
            let word = if counted.is_empty() { word } else { counted };
            scaled(unit.scale, word, language)
        }
        Measure::Rank => if language == "zh" { "名次" } else { "rank" }.to_owned(),
        Measure::Plain => scaled(unit.scale, "", language),
    }
}

/// An amount's currency and scale: `人民币亿元`, `RMB 100m`.
fn currency_label(currency: Currency, scale: Scale, language: &str) -> String {
    if language != "zh" {
        return english_money(currency, scale);
    }
    match currency.code() {
        "CNY" => format!("人民币{}", scaled(scale, "元", language)),
        code => match chinese_currency(code) {
            Some(name) => scaled(scale, name, language),
            None => format!("{}{code}", scaled(scale, "", language)),
        },
    }
}

fn price(currency: Currency, scale: Scale, counted: &str, language: &str) -> String {
    let money = match (language, currency.code()) {
        ("zh", "CNY") => scaled(scale, "元", language),
        _ => currency_label(currency, scale, language),
    };
    if counted.is_empty() {
        money
    } else {
        format!("{money}/{counted}")
    }
}

fn english_money(currency: Currency, scale: Scale) -> String {
    let name = match currency.code() {
        "CNY" => "RMB",
        code => code,
    };
    match scale {
        Scale::ONE => name.to_owned(),
        Scale::THOUSAND => format!("{name}'000"),
        scale => format!("{name} {}", english_scale(scale)),
    }
}

fn scaled(scale: Scale, word: &str, language: &str) -> String {
    if language == "zh" {
        return format!("{}{word}", chinese_scale(scale));
    }
    format!("{} {word}", english_scale(scale)).trim().to_owned()
}

/// The word for a power of ten; one without a word of its own shows as `×10^n`.
fn english_scale(scale: Scale) -> Cow<'static, str> {
    Cow::Borrowed(match scale {
        Scale::ONE => "",
        Scale::PERCENT => "%",
        Scale::THOUSAND => "'000",
        Scale::WAN => "10k",
        Scale(5) => "100k",
        Scale::MILLION => "m",
        Scale(7) => "10m",
        Scale::YI => "100m",
        Scale::BILLION => "bn",
        Scale(12) => "tn",
        Scale(power) => return Cow::Owned(format!("×10^{power}")),
    })
}

fn chinese_scale(scale: Scale) -> Cow<'static, str> {
    Cow::Borrowed(match scale {
        Scale::ONE => "",
        Scale::PERCENT => "%",
        Scale::THOUSAND => "千",
        Scale::WAN => "万",
        Scale(5) => "十万",
        Scale::MILLION => "百万",
        Scale(7) => "千万",
        Scale::YI => "亿",
        Scale::BILLION => "十亿",
        Scale(12) => "万亿",
        Scale(power) => return Cow::Owned(format!("×10^{power} ")),
    })
}

fn chinese_currency(code: &str) -> Option<&'static str> {
    Some(match code {
        "USD" => "美元",
        "HKD" => "港元",
        "EUR" => "欧元",
        "JPY" => "日元",
        "GBP" => "英镑",
        "TWD" => "新台币",
        "KRW" => "韩元",
        "SGD" => "新加坡元",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_read_as_each_language_writes_them() {
        let cny = || "CNY".parse().unwrap();
        let usd = || "USD".parse().unwrap();
        let cases = [
            (
                Unit::new(Measure::Money(cny()), Scale::YI),
                "",
                "人民币亿元",
                "RMB 100m",
            ),
            (
                Unit::new(Measure::Money(cny()), Scale::THOUSAND),
                "",
                "人民币千元",
                "RMB'000",
            ),
            (
                Unit::new(Measure::Money(usd()), Scale::MILLION),
                "",
                "百万美元",
                "USD m",
            ),
            (
                Unit::new(Measure::MoneyEach(cny()), Scale::WAN),
                "片",
                "万元/片",
                "RMB 10k/片",
            ),
            (Unit::new(Measure::Count("片".into()), Scale::ONE), "", "片", "片"),
            (Unit::new(Measure::Count("片".into()), Scale::WAN), "", "万片", "10k 片"),
            (Unit::PERCENT, "", "%", "%"),
            (Unit::new(Measure::Points, Scale::PERCENT), "", "pp", "pp"),
            (Unit::new(Measure::Plain, Scale::ONE), "", "", ""),
        ];
        for (unit, counted, chinese, english) in cases {
            assert_eq!(unit_label(&unit, counted, "zh"), chinese);
            assert_eq!(unit_label(&unit, counted, "en"), english);
        }
    }
}
