//! Period labels as sources write them.

use quarterbook_data::{FiscalCalendar, Frequency};
use quarterbook_source::{PeriodContext, PeriodError, PlainDates, PlainDay, find_period, read_period};

fn shown(label: &str, context: &PeriodContext) -> String {
    match read_period(label, context) {
        Ok(reading) => format!(
            "{}{}",
            reading.period,
            if reading.is_estimate { " estimate" } else { "" }
        ),
        Err(PeriodError::NotAPeriod) => "no".to_owned(),
        Err(PeriodError::Incomplete) => "incomplete".to_owned(),
        Err(PeriodError::Unclear { message, .. }) => message,
    }
}

pub(crate) fn check(context: &PeriodContext, table: &[(&str, &str)]) {
    for (label, expected) in table {
        assert_eq!(shown(label, context), *expected, "{label}");
    }
}

#[test]
fn labels_that_say_everything() {
    check(
        &PeriodContext::default(),
        &[
            ("FY2024", "FY2024"),
            ("2024", "FY2024"),
            ("2024年", "FY2024"),
            ("2024年度", "FY2024"),
            ("2024财年", "FY2024"),
            ("2024年报", "FY2024"),
            ("二〇二四年", "FY2024"),
            ("２０２４年", "FY2024"),
            ("FY24", "FY2024"),
            ("2024A", "FY2024"),
            ("2025E", "FY2025 estimate"),
            ("FY26E", "FY2026 estimate"),
            ("2026年预测", "FY2026 estimate"),
            ("2023/24", "FY2024"),
            ("2023/2024", "FY2024"),
            ("FY24/25", "FY2025"),
            ("1H25", "2025H1"),
            ("25H1", "2025H1"),
            ("2025H1", "2025H1"),
            ("H1 2025", "2025H1"),
            ("1H 2025", "2025H1"),
            ("2H24A", "2024H2"),
            ("2025年上半年", "2025H1"),
            ("2024年下半年", "2024H2"),
            ("2025年1-6月", "2025H1"),
            ("2025年1～6月", "2025H1"),
            ("2025中报", "2025H1"),
            ("2025年半年报", "2025H1"),
            ("2025年半年度报告", "2025H1"),
            ("First half 2025", "2025H1"),
            ("截至2025年6月30日止六个月", "2025H1"),
            ("截至2025年6月30日止六個月", "2025H1"),
            ("截至二零二五年六月三十日止六個月", "2025H1"),
            ("Six months ended 30 June 2025", "2025H1"),
            ("Jan-Jun 2025", "2025H1"),
            ("January to June 2025", "2025H1"),
            ("2nd half 2025", "2025H2"),
            ("2025-01-01 2025-06-30", "2025H1"),
            ("2025-01-01至2025-06-30", "2025H1"),
            ("1/1/2025 - 12/31/2025", "FY2025"),
            ("2023-01-30 to 2023-04-30", "2023M02-M04"),
            ("2025年4月1日-2025年6月30日", "2025Q2"),
            ("2025Q2", "2025Q2"),
            ("2Q25", "2025Q2"),
            ("Q2'25", "2025Q2"),
            ("Q3 FY26", "2026Q3"),
            ("FY26 Q3", "2026Q3"),
            ("FY26Q3", "2026Q3"),
            ("2025年第二季度", "2025Q2"),
            ("2025年二季度", "2025Q2"),
            ("2025年2季度", "2025Q2"),
            ("2025年第二季", "2025Q2"),
            ("Second quarter 2025", "2025Q2"),
            ("2nd Quarter 2025", "2025Q2"),
            ("Apr-Jun 2025", "2025Q2"),
            ("2025Q3单季", "2025Q3"),
            ("Three months ended June 30, 2025", "2025Q2"),
            ("3 Months Ended Dec. 31, 2017", "2017Q4"),
            ("9 Months Ended\nDec. 31,\n\t\t2017", "2017M04-M12"),
            ("2025年前三季度", "9M2025"),
            ("2025三季报", "9M2025"),
            ("2025年一季报", "2025Q1"),
            ("9M22", "9M2022"),
            ("9M2022", "9M2022"),
            ("2024年1-5月", "5M2024"),
            ("2024年前5个月", "5M2024"),
            ("2024年3-5月", "2024M03-M05"),
            ("2025年9月", "2025M09"),
            ("2025年9月份", "2025M09"),
            ("二〇二五年十一月", "2025M11"),
            ("2025-09", "2025M09"),
            ("202509", "2025M09"),
            ("Sep-25", "2025M09"),
            ("September 2025", "2025M09"),
            ("2025M09", "2025M09"),
            ("Year ended 31 December 2024", "FY2024"),
            ("2024年（未经审计）", "FY2024"),
            ("2024年 (重述)", "FY2024"),
        ],
    );
}

#[test]
fn what_is_no_period_or_only_a_piece_of_one() {
    check(
        &PeriodContext::default(),
        &[
            ("", "no"),
            ("收入", "no"),
            ("附注", "no"),
            ("Notes", "no"),
            ("同比", "no"),
            ("2025年上半年同比", "no"),
            ("2024 vs 2023", "no"),
            ("7", "no"),
            ("31", "no"),
            ("2,024", "no"),
            ("123456789", "no"),
            ("Total 2024", "no"),
            ("13M22", "no"),
            ("2025Q5", "no"),
            ("H3 2025", "no"),
            ("2025-02-30", "no"),
            ("2024 2025", "no"),
            ("2023-2024", "no"),
            ("2023/2025", "no"),
            ("25/6/30", "no"),
            ("6/5/25", "no"),
            ("Oct-Mar 2025", "no"),
            ("2025 00:00", "no"),
            ("Q1", "incomplete"),
            ("上半年", "incomplete"),
            ("3 Months Ended", "incomplete"),
            ("截至6月30日止六个月", "incomplete"),
            ("Dec. 31", "incomplete"),
        ],
    );
}

#[test]
fn what_counts_from_the_beginning_of_the_year() {
    let open = |label: &str| format!("`{label}` does not say up to which month it counts");
    check(
        &PeriodContext::default(),
        &[
            ("2025Q1累计", "2025Q1"),
            ("2025Q2累计", "2025H1"),
            ("2025Q2 累计数", "2025H1"),
            ("2025年第三季度累计", "9M2025"),
            ("YTD Q3 2025", "9M2025"),
            ("Q4 2025 YTD", "FY2025"),
            ("2025年下半年累计", "FY2025"),
            ("2025年6月累计", "2025H1"),
            ("2025年1月累计", "2025M01"),
            ("2025年1-9月累计", "9M2025"),
            ("累计 2025-09-30", "9M2025"),
            ("2025年累计", &open("2025年累计")),
            ("FY2025 YTD", &open("FY2025 YTD")),
            ("累计", "no"),
        ],
    );
    let context = PeriodContext {
        as_of: Some("2025Q3".parse().unwrap()),
        ..PeriodContext::default()
    };
    check(
        &context,
        &[
            ("本年累计", "9M2025"),
            ("本期累计", "9M2025"),
            ("上年同期累计", "9M2024"),
        ],
    );
}

#[test]
fn dates_as_programs_write_them() {
    let quarterly = PeriodContext {
        plain_dates: PlainDates::Every(Frequency::Quarter),
        ..PeriodContext::default()
    };
    check(
        &quarterly,
        &[
            ("2025-03-31 00:00:00", "2025Q1"),
            ("2025-03-31T00:00:00Z", "2025Q1"),
            ("2025-03-31T00:00:00.000+08:00", "2025Q1"),
            ("31-Mar-25", "2025Q1"),
            ("31/Mar/2025", "2025Q1"),
            ("31-Dec-24", "2024Q4"),
            ("6/30/25", "2025Q2"),
        ],
    );
}

#[test]
fn plain_dates_that_are_the_first_day() {
    for (frequency, cases) in [
        (Frequency::Month, [("2025-06-01", "2025M06"), ("2025-01-01", "2025M01")]),
        (Frequency::Quarter, [("2025-01-01", "2025Q1"), ("2025-06-01", "2025Q2")]),
        (Frequency::Half, [("2025-07-01", "2025H2"), ("2025-01-01", "2025H1")]),
        (Frequency::Annual, [("2025-01-01", "FY2025"), ("2024-01-01", "FY2024")]),
    ] {
        let context = PeriodContext {
            plain_dates: PlainDates::Every(frequency),
            plain_day: PlainDay::First,
            ..PeriodContext::default()
        };
        check(&context, &cases);
    }
}

#[test]
fn years_that_end_in_the_one_after_they_begin() {
    let spans = PeriodContext {
        years_as_spans: true,
        ..PeriodContext::default()
    };
    check(
        &spans,
        &[
            ("2009/10", "FY2010"),
            ("2010-11", "FY2011"),
            ("2012/13", "FY2013"),
            ("1999/00", "FY2000"),
        ],
    );
    check(
        &PeriodContext::default(),
        &[("2009/10", "2009M10"), ("2010-11", "2010M11"), ("2012/13", "FY2013")],
    );
}

#[test]
fn two_header_cells_make_one_label() {
    check(
        &PeriodContext::default(),
        &[
            ("截至6月30日止六个月 2025年", "2025H1"),
            ("3 Months Ended Dec. 31, 2016", "2016Q4"),
            ("Q1 2024", "2024Q1"),
            ("2024 Q1", "2024Q1"),
            ("FY 2024-12-31", "FY2024"),
            ("Year ended 31 December 2024年", "FY2024"),
            ("Dec. 31, 2017 2017-12-30", "no"),
        ],
    );
}

#[test]
fn a_plain_date_needs_a_length() {
    let asked = "2025-06-30 does not say how long the period is that it ends";
    check(
        &PeriodContext::default(),
        &[
            ("2025-06-30", asked),
            ("20250630", asked),
            ("2025年6月30日", asked),
            ("June 30, 2025", asked),
            ("6/30/2025", asked),
        ],
    );
    check(
        &PeriodContext::default(),
        &[("6/5/2025", "6/5/2025 may begin with the month or with the day")],
    );
    let every = |frequency| PeriodContext {
        plain_dates: PlainDates::Every(frequency),
        ..PeriodContext::default()
    };
    check(
        &every(Frequency::Half),
        &[("2025-06-30", "2025H1"), ("31/12/2024", "2024H2")],
    );
    check(
        &every(Frequency::Quarter),
        &[
            ("2025-06-30", "2025Q2"),
            ("2025-06-28", "2025Q2"),
            ("2023-04-01", "2023Q1"),
        ],
    );
    let cumulative = PeriodContext {
        plain_dates: PlainDates::Cumulative,
        ..PeriodContext::default()
    };
    check(
        &cumulative,
        &[
            ("2025-09-30", "9M2025"),
            ("2025-12-31", "FY2025"),
            ("2025-03-31", "2025Q1"),
        ],
    );
}

#[test]
fn a_fiscal_year_that_ends_in_january() {
    let calendar = FiscalCalendar::ending_in(1).unwrap();
    let fiscal = PeriodContext {
        calendar,
        ..PeriodContext::default()
    };
    check(
        &fiscal,
        &[
            ("Q3 FY26", "2026Q3"),
            ("2024-04-28 Q1", "2025Q1"),
            ("2022-04-30 Q2", "2023Q1"),
            ("Q1 CY2025", "Q1 CY2025 reaches over the end of a fiscal year"),
            ("2025-01-26 FY", "FY2025"),
            ("2024年4月", "2025M03"),
            ("9 Months Ended Oct. 26, 2025", "9M2026"),
            ("2024年1-5月", "2024年1-5月 reaches over the end of a fiscal year"),
        ],
    );
    let by_calendar = PeriodContext {
        by_calendar: true,
        calendar: FiscalCalendar::ending_in(6).unwrap(),
        ..PeriodContext::default()
    };
    check(
        &by_calendar,
        &[("2024Q1", "2024Q3"), ("2024Q3", "2025Q1"), ("2024H2", "2025H1")],
    );
    check(&by_calendar, &[("2024", "2024 reaches over the end of a fiscal year")]);
    let june = PeriodContext {
        by_calendar: false,
        ..by_calendar
    };
    check(
        &june,
        &[
            ("Q1 CY2025", "2025Q3"),
            ("CY25 Q3", "2026Q1"),
            ("2H CY25", "2026H1"),
            ("CY2025", "CY2025 reaches over the end of a fiscal year"),
            ("Q1 FY2025", "2025Q1"),
        ],
    );
}

#[test]
fn words_that_point_from_the_report() {
    let context = PeriodContext {
        as_of: Some("2025H1".parse().unwrap()),
        ..PeriodContext::default()
    };
    check(
        &context,
        &[
            ("本期", "2025H1"),
            ("本报告期", "2025H1"),
            ("本期金额", "2025H1"),
            ("上年同期", "2024H1"),
            ("去年同期", "2024H1"),
            ("今年上半年", "2025H1"),
            ("期初余额", "FY2024"),
            ("年初至报告期末", "2025H1"),
        ],
    );
    check(
        &PeriodContext::default(),
        &[("去年同期", "`去年同期` needs to know the period it is reported for")],
    );
}

#[test]
fn a_period_inside_a_title() {
    for (text, expected) in [
        ("天数智芯2025年半年度报告", Some("2025H1")),
        ("data/iluvatar-2025H1-interim.xlsx", Some("2025H1")),
        ("Annual report FY2024.xlsx", Some("FY2024")),
        ("财务摘要", None),
        ("report 2025-06-30", None),
        ("利润表202506", None),
    ] {
        let found = find_period(text, &PeriodContext::default()).map(|reading| reading.period.to_string());
        assert_eq!(found.as_deref(), expected, "{text}");
    }
}
