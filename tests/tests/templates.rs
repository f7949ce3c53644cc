//! Every shipped template builds from the least it asks for and from everything it takes, whatever the bands, and no
//! check has anything to say of figures that agree.

#![expect(clippy::unwrap_used, reason = "whatever cannot be written or built fails the test")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use quarterbook_tests::run::quarterbook;

/// The bands of a book, one or several together.
const BANDS: [&[&str]; 9] = [
    &["annual"],
    &["half"],
    &["quarter"],
    &["month"],
    &["annual", "half"],
    &["annual", "quarter"],
    &["annual", "month"],
    &["half", "quarter"],
    &["annual", "half", "quarter", "month"],
];

const YEARS: std::ops::RangeInclusive<u32> = 2023..=2025;

/// What a month's figure is, told from the month's number since the first.
type OfMonth = fn(u32) -> u32;

/// A row of the source: its label, its figure of a month.
type Row = (&'static str, OfMonth);

/// A template with the members of its book, and rows with the lines they are.
struct Case {
    name: &'static str,
    template: &'static str,
    members: &'static str,
    rows: &'static [Row],
    lines: &'static str,
}

const TOTAL: Row = ("Revenue", |month| 300 + 5 * month);
const ONE: Row = ("  One", |month| 200 + 3 * month);
const TWO: Row = ("  Two", |month| 100 + 2 * month);
const PROFIT: Row = ("Gross profit", |month| 120 + 2 * month);
const PROFIT_ONE: Row = ("  One", |month| 80 + month);
const PROFIT_TWO: Row = ("  Two", |month| 40 + month);
const PIECES: Row = ("Pieces", |month| 1000 + 10 * month);
const PIECES_ONE: Row = ("  One", |month| 700 + 7 * month);
const PIECES_TWO: Row = ("  Two", |month| 300 + 3 * month);

const CASES: [Case; 8] = [
    Case {
        name: "a review of revenue alone",
        template: "quarterly-review",
        members: "",
        rows: &[TOTAL],
        lines: r#""Revenue" = "revenue""#,
    },
    Case {
        name: "a review of revenue alone, with products and vendors that have no figures",
        template: "quarterly-review",
        members: "[members.product]\none = { en = \"One\" }\ntwo = { en = \"Two\" }\n[members.vendor]\nwe = { en = \"We\" }\n",
        rows: &[TOTAL],
        lines: r#""Revenue" = "revenue""#,
    },
    Case {
        name: "a review of revenue by product",
        template: "quarterly-review",
        members: "[members.product]\none = { en = \"One\" }\ntwo = { en = \"Two\" }\n",
        rows: &[TOTAL, ONE, TWO],
        lines: r#""Revenue" = "revenue", "Revenue > *" = "revenue.product""#,
    },
    Case {
        name: "a review of revenue, profit and pieces by product",
        template: "quarterly-review",
        members: "[members.product]\none = { en = \"One\" }\ntwo = { en = \"Two\" }\n",
        rows: &[
            TOTAL, ONE, TWO, PROFIT, PROFIT_ONE, PROFIT_TWO, PIECES, PIECES_ONE, PIECES_TWO,
        ],
        lines: r#""Revenue" = "revenue", "Revenue > *" = "revenue.product", "Gross profit" = "gross_profit",
            "Gross profit > *" = "gross_profit.product", "Pieces" = { line = "units", unit = "pcs" },
            "Pieces > *" = { line = "units.product", unit = "pcs" }"#,
    },
    Case {
        name: "a model without segments",
        template: "segment-model",
        members: "",
        rows: &[TOTAL],
        lines: r#""Revenue" = "revenue""#,
    },
    Case {
        name: "a model of segments without a total",
        template: "segment-model",
        members: "[members.segment]\none = { en = \"One\" }\ntwo = { en = \"Two\" }\n",
        rows: &[ONE, TWO],
        lines: r#""*" = "revenue.segment""#,
    },
    Case {
        name: "a model of revenue and profit by segment",
        template: "segment-model",
        members: "[members.segment]\none = { en = \"One\" }\ntwo = { en = \"Two\" }\n",
        rows: &[TOTAL, ONE, TWO, PROFIT, PROFIT_ONE, PROFIT_TWO],
        lines: r#""Revenue" = "revenue", "Revenue > *" = "revenue.segment", "Gross profit" = "gross_profit",
            "Gross profit > *" = "gross_profit.segment""#,
    },
    Case {
        name: "peers with revenue and profit",
        template: "peer-comparison",
        members: "[members.company]\none = { en = \"One\" }\ntwo = { en = \"Two\" }\n",
        rows: &[TOTAL, ONE, TWO, PROFIT, PROFIT_ONE, PROFIT_TWO],
        lines: r#""Revenue > *" = "revenue.company", "Gross profit > *" = "gross_profit.company""#,
    },
];

/// The columns of a band: header, first month, how many.
fn columns(band: &str) -> Vec<(String, u32, u32)> {
    let months = match band {
        "annual" => 12,
        "half" => 6,
        "quarter" => 3,
        _ => 1,
    };
    let of_year = |year: u32| {
        (0..12 / months).map(move |at| {
            let header = match months {
                12 => format!("FY{year}"),
                6 => format!("{year}H{}", at + 1),
                3 => format!("{year}Q{}", at + 1),
                _ => format!("{year}M{:02}", at + 1),
            };
            (header, (year - YEARS.start()) * 12 + at * months, months)
        })
    };
    YEARS.flat_map(of_year).collect()
}

/// A table of the rows over the columns of all the bands; what a longer period holds is the sum of its months.
fn table(rows: &[Row], bands: &[&str]) -> String {
    let columns: Vec<_> = bands.iter().flat_map(|band| columns(band)).collect();
    let mut text = String::from("USD m");
    for (header, ..) in &columns {
        write!(text, ",{header}").unwrap();
    }
    for (label, of_month) in rows {
        write!(text, "\n{label}").unwrap();
        for (_, first, months) in &columns {
            let sum: u32 = (*first..first + months).map(of_month).sum();
            write!(text, ",{sum}").unwrap();
        }
    }
    text
}

fn write_book(folder: &Path, case: &Case, bands: &[&str]) {
    let Case {
        template,
        members,
        lines,
        ..
    } = case;
    let lines = lines.replace('\n', " ");
    let book = format!(
        "[book]\ntemplate = \"{template}\"\ntitle = \"Example\"\nmoney = \"USD m\"\nbands = {bands:?}\n{members}\
         [[source]]\nfiles = \"data.csv\"\nunit = \"USD m\"\nrows = {{ {lines} }}\n"
    );
    fs::write(folder.join("quarterbook.toml"), book).unwrap();
    fs::write(folder.join("data.csv"), table(case.rows, bands)).unwrap();
}

#[test]
fn shipped_templates_build_in_every_band_from_little_and_from_much() {
    let mut wrong = String::new();
    for case in &CASES {
        for bands in BANDS {
            let folder = tempfile::tempdir().unwrap();
            write_book(folder.path(), case, bands);
            let run = quarterbook(folder.path(), &["check", "."]);
            let is_right = run.code == 0 && run.out.contains(" 0 WARN, 0 FAIL,");
            if !is_right {
                write!(wrong, "{}, {bands:?}:\n{}", case.name, run.shown()).unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
