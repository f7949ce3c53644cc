//! A vocabulary to read sources with, and figures as lines of text.

use std::fmt::Write as _;
use std::path::Path;

use jiff::civil::Date;
use quarterbook_data::{
    Amount, Dimension, Figure, FiscalCalendar, Line, LineKind, Measure, Member, Scale, Unit, Vocabulary,
};
use quarterbook_source::{BookPlace, SourcesRead, read_file, read_sources};

/// Lines of money, ratios, counts and prices, split by product or vendor.
pub(crate) fn vocabulary(currency: &str) -> Vocabulary {
    let currency = currency.parse().unwrap();
    let money = Unit::new(Measure::Money(currency), Scale::MILLION);
    let price = Unit::new(Measure::MoneyEach(currency), Scale::ONE);
    let pieces = Unit::new(Measure::Count("片".into()), Scale::ONE);
    let rank = Unit::new(Measure::Rank, Scale::ONE);
    let line = |name: &str, kind, unit: &Unit, dimensions: &[&str]| Line {
        name: name.into(),
        label: quarterbook_data::Label::plain(name),
        kind,
        unit: unit.clone(),
        dimensions: dimensions.iter().map(ToString::to_string).collect(),
    };
    let lines = [
        line("revenue", LineKind::Flow, &money, &["product"]),
        line("adjusted_loss", LineKind::Flow, &money, &[]),
        line("foundry_payments", LineKind::Flow, &money, &[]),
        line("revenue_mix", LineKind::Ratio, &Unit::PERCENT, &["product"]),
        line("gross_margin", LineKind::Ratio, &Unit::PERCENT, &["product"]),
        line("units", LineKind::Flow, &pieces, &["product"]),
        line("price", LineKind::Ratio, &price, &["product"]),
        line("market_share", LineKind::Ratio, &Unit::PERCENT, &["vendor"]),
        line("market_rank", LineKind::Ratio, &rank, &["vendor"]),
        line("revenue_growth", LineKind::Ratio, &Unit::PERCENT, &[]),
        line("sales", LineKind::Flow, &money, &["vendor", "segment"]),
        line(
            "margin_change",
            LineKind::Ratio,
            &Unit::new(Measure::Points, Scale::PERCENT),
            &[],
        ),
        line("cash", LineKind::Balance, &money, &[]),
        line("eps", LineKind::Ratio, &price, &[]),
    ];
    let member = |name: &str, patterns: &[&str], year_end: Option<u8>| Member {
        name: name.into(),
        label: quarterbook_data::Label::plain(name),
        patterns: patterns.iter().map(ToString::to_string).collect(),
        calendar: year_end.and_then(FiscalCalendar::ending_in),
    };
    let dimension = |members: Vec<Member>| Dimension {
        label: quarterbook_data::Label::default(),
        members,
    };
    Vocabulary {
        lines: lines.into_iter().map(|line| (line.name.clone(), line)).collect(),
        dimensions: [
            (
                "product".into(),
                dimension(vec![
                    member("training", &["训练*", "天垓*"], None),
                    member("inference", &["推理*", "智铠*"], None),
                    member("solutions", &["AI算力解决方案*"], None),
                ]),
            ),
            (
                "vendor".into(),
                dimension(vec![
                    member("hygon", &["海光*"], None),
                    member("metax", &["沐曦*"], None),
                    member("iluvatar", &["天数*"], None),
                    member("amd", &["AMD*"], None),
                    member("nvidia", &["NVDA", "NVIDIA*"], Some(1)),
                ]),
            ),
            (
                "segment".into(),
                dimension(vec![
                    member("gaming", &["Gaming"], None),
                    member("data_center", &["Data Center"], None),
                ]),
            ),
        ]
        .into(),
        calendar: FiscalCalendar::CALENDAR_YEAR,
    }
}

/// Reads the sources of a book whose files are in `folder`.
pub(crate) fn read(book: &str, folder: &Path, vocabulary: &Vocabulary) -> SourcesRead {
    read_as_of(book, folder, vocabulary, None)
}

/// The same, seen from a day.
pub(crate) fn read_as_of(book: &str, folder: &Path, vocabulary: &Vocabulary, day: Option<Date>) -> SourcesRead {
    let place = BookPlace {
        path: "quarterbook.toml",
        text: book,
        folder,
        writes: &[],
    };
    read_sources(place, vocabulary, day, &read_file, &mut |_| {})
}

/// `revenue FY2024 | 5.4 CNY ×10^8 | reported, 1 decimals, in FY2024 | a.xlsx, 摘要!C7 "5.4" | rule`
pub(crate) fn line(figure: &Figure) -> String {
    let amount = match figure.amount {
        Amount::Number(number) => number.to_string(),
        Amount::Undisclosed => "n.a.".into(),
        Amount::NotMeaningful => "n.m.".into(),
    };
    let unit = match &figure.unit.measure {
        Measure::Money(currency) => currency.to_string(),
        Measure::MoneyEach(currency) => format!("{currency} each"),
        Measure::Count(what) => what.clone(),
        other => format!("{other:?}"),
    };
    format!(
        "{} {} | {amount} {unit} ×10^{} | {}, {} decimals, in {} | {} {:?} | {}",
        figure.series,
        figure.period,
        figure.unit.scale.0,
        figure.status.name(),
        figure.decimals,
        figure.reported_in,
        figure.origin,
        figure.origin.printed,
        figure.rule
    )
}

/// Everything that was read, as text.
pub(crate) fn listing(read: &SourcesRead) -> String {
    let mut text = String::new();
    for figure in &read.figures {
        writeln!(text, "{}", line(figure)).unwrap();
    }
    for total in &read.totals {
        let parts: Vec<String> = total.parts.iter().map(ToString::to_string).collect();
        writeln!(text, "total {}\n  = {}", line(&total.figure), parts.join(" + ")).unwrap();
    }
    for problem in &read.problems {
        writeln!(text, "{problem}").unwrap();
    }
    text
}
