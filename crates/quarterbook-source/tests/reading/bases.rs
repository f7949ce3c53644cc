//! Words of a header by its periods: above them, in them, over all of them.

use crate::cases::{file, listed, section};

macro_rules! record {
    ($name:literal, $text:expr) => {
        insta::with_settings!({ snapshot_path => "bases", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!($name, $text);
        })
    };
}

const BOOK: &str = "[[source]]\nfiles = \"a.*\"\nunit = \"RMB m\"\n[source.rows]\n\"Revenue\" = \"revenue\"\n";

fn with(line: &str) -> String {
    BOOK.replace("unit =", &format!("{line}\nunit ="))
}

fn csv(cases: &[(&str, &str, &str)]) -> String {
    let told = cases.iter().map(|(name, line, text)| {
        let listed = listed(&with(line), file("a.csv", text));
        section(name, &listed)
    });
    told.collect()
}

#[test]
fn plans_and_other_stretches_above_a_period_are_no_figures_of_it() {
    const BUDGET: &str = ",Actual,Actual,Budget\n,2023,2024,2025\nRevenue,4,5,6\n";
    record!(
        "plans",
        csv(&[
            ("a budget for a year of its own", "", BUDGET),
            ("left out", "skip = [\"Budget\"]", BUDGET),
            ("as estimates", "status = \"estimate\"", BUDGET),
            ("taken for the year", "header = { rows = 1 }", BUDGET),
            (
                "a plan beside what came of it",
                "",
                ",Plan,Actual,Plan,Actual\n,2023,2023,2024,2024\nRevenue,4,5,6,7\n",
            ),
            (
                "twelve months over quarters",
                "",
                ",LTM,LTM\n,2025Q2,2025Q1\nRevenue,4,5\n"
            ),
            (
                "a column of twelve months",
                "",
                ",FY 2024,Current/LTM\n12 Months Ending,12/31/2024,06/30/2025\nRevenue,4,5\n",
            ),
            (
                "that column left out by its words",
                "skip = [\"Current/LTM\"]",
                ",FY 2024,Current/LTM\n12 Months Ending,12/31/2024,06/30/2025\nRevenue,4,5\n",
            ),
            (
                "a word that may have lost its merge",
                "",
                ",Actual,,Budget,\n,2023,2024,2025,2026\nRevenue,4,5,6,7\n",
            ),
            (
                "filled from the left",
                "header = { fill = true }\nskip = [\"Budget\"]",
                ",Actual,,Budget,\n,2023,2024,2025,2026\nRevenue,4,5,6,7\n",
            ),
            ("预算", "", "项目,实际,预算\n,2024年,2025年\nRevenue,5,6\n"),
        ])
    );
}

#[test]
fn estimates_growth_and_words_that_mean_nothing_known() {
    record!(
        "kinds",
        csv(&[
            ("guidance", "", ",Actual,Guidance\n,2024,2025\nRevenue,5,6\n"),
            ("预测", "", ",实际数,预测数\n,2024,2025\nRevenue,5,6\n"),
            (
                "shares beside amounts",
                "",
                ",Amount,Amount,% of revenue,% of revenue\n,2024,2023,2024,2023\nRevenue,5,4,100,100\n",
            ),
            ("growth alone", "", ",同比增长率,同比增长率\n,2024,2023\nRevenue,5,4\n"),
            ("over one of two periods", "", ",Tanks,\n,2024,2023\nRevenue,5,4\n"),
            ("over the second", "", ",,Tanks\n,2024,2023\nRevenue,5,4\n"),
            (
                "the second left out",
                "skip = [\"Tanks\"]",
                ",,Tanks\n,2024,2023\nRevenue,5,4\n"
            ),
            (
                "a title in the middle",
                "",
                ",,Consolidated statements of operations of Tanks\n,2024,2023\nRevenue,5,4\n",
            ),
            ("over both", "", ",Tanks,Tanks\n,2024,2023\nRevenue,5,4\n"),
            ("two of them", "", ",Tanks,Jets\n,2024,2024\nRevenue,5,4\n"),
            (
                "one of the two",
                "skip = [\"Jets\"]",
                ",Tanks,Jets\n,2024,2024\nRevenue,5,4\n"
            ),
            (
                "parts of periods, statuses and units",
                "",
                ",Year ended December 31,Year ended December 31\n,Unaudited,Audited\n,RMB m,RMB m\n,2024,2023\nRevenue,5,4\n",
            ),
        ])
    );
}

#[test]
fn figures_that_were_restated_count() {
    record!(
        "restated",
        csv(&[
            (
                "beside what they were",
                "",
                "项目,2024年,2023年(调整前),2023年(调整后),2022年（重述后）\nRevenue,9,8,7,6\n",
            ),
            (
                "above the periods",
                "",
                ",,As previously reported,As restated\n,2024,2023,2023\nRevenue,9,8,7\n",
            ),
            (
                "beside the same without the word",
                "",
                ",2024,2023,2023 restated\nRevenue,9,8,7\n"
            ),
            ("in English", "", ",2024,2023 (restated)\nRevenue,9,8\n"),
            (
                "what they were, alone",
                "",
                ",2024,2023 (as previously reported)\nRevenue,9,8\n"
            ),
            (
                "of the company and of its group",
                "",
                ",Group,Company\n,2024,2024\nRevenue,9,8\n"
            ),
            (
                "of the company alone",
                "",
                ",Company,Company\n,2024,2023\nRevenue,9,8\n"
            ),
        ])
    );
}

#[test]
fn titles_say_what_all_columns_are() {
    record!(
        "titles",
        csv(&[
            (
                "twelve months",
                "",
                "\"Trailing twelve months, RMB m\"\n,2025Q2,2025Q1\nRevenue,20,19\n"
            ),
            ("TTM beside the periods", "", "TTM,2025Q2,2025Q1\nRevenue,20,19\n"),
            (
                "a budget",
                "",
                "\"Budget 2025, RMB m\"\n,2025Q2,2025Q1\nRevenue,20,19\n"
            ),
            (
                "a budget as estimates",
                "status = \"estimate\"",
                "Budget 2025\n,2025Q2,2025Q1\nRevenue,20,19\n"
            ),
            ("forecasts", "", "Forecast\n,2025Q2,2025Q1\nRevenue,20,19\n"),
            (
                "to date",
                "",
                "\"Year-to-date, RMB m\"\n,2025Q2,2025Q1\nRevenue,20,19\n"
            ),
            ("累计", "", "\"累计数, 人民币百万元\"\n,2025Q2,2025Q1\nRevenue,20,19\n"),
            (
                "the words left out",
                "header = { rows = 1 }",
                "TTM\n,2025Q2,2025Q1\nRevenue,20,19\n"
            ),
            (
                "words of other things",
                "",
                "\"Retirement plan assets, RMB m\"\nTarget Corporation\nForecast Holdings\n,2024,2023\nRevenue,20,19\n",
            ),
        ])
    );
}

#[test]
fn lengths_in_words_and_weeks() {
    let book = with("dates = \"quarter\"");
    let told = [
        (
            "twelve months to a quarter's end",
            ",Twelve months ended,Twelve months ended\n,2025-06-30,2025-03-31\nRevenue,20,19\n",
        ),
        (
            "weeks",
            ",26 Weeks Ended,Thirteen Weeks Ended\n,\"June 28, 2025\",\"June 28, 2025\"\nRevenue,20,9\n",
        ),
        (
            "the fourth quarter beside its year",
            ",Three Months Ended,Three Months Ended,Twelve Months Ended,Twelve Months Ended\n,\"December 31,\",\"December 31,\",\"December 31,\",\"December 31,\"\n,2024,2023,2024,2023\nRevenue,5,4,20,18\n",
        ),
        (
            "第四季度 and 全年",
            ",第四季度,第四季度,全年,全年\n,2024,2023,2024,2023\nRevenue,5,4,20,18\n",
        ),
        (
            "years that may have lost their merge",
            ",Q4,,,\n,2024,2023,2022,2021\nRevenue,5,4,20,18\n",
        ),
    ];
    let told = told
        .iter()
        .map(|(name, text)| section(name, &listed(&book, file("a.csv", *text))));
    record!("lengths", told.collect::<String>());
}
