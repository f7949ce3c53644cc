//! A quarterly filing as EDGAR offers it: one sheet a statement, the periods in two header rows, units in the title,
//! a year that ends in March, and heads that say which product the same labels below speak of.

use quarterbook_data::{Dimension, FiscalCalendar, Label, Line, LineKind, Measure, Member, Scale, Unit, Vocabulary};
use rust_xlsxwriter::{Format, Workbook, Worksheet};

const DOLLARS: &str = "_(\"$ \"#,##0_);_(\"$ \"\\(#,##0\\)";
const CENTS: &str = "_(\"$ \"#,##0.00_);_(\"$ \"\\(#,##0.00\\)";
const PLAIN: &str = "#,##0_);(#,##0)";

/// A row: its label, and its cells from left to right, numbers under this format.
type Row<'a> = (&'a str, &'a str, &'a [&'a str]);

fn fill(sheet: &mut Worksheet, first: u32, rows: &[Row<'_>]) {
    for (row, (label, format, cells)) in (first..).zip(rows) {
        let format = Format::new().set_num_format(*format);
        sheet.write(row, 0, *label).unwrap();
        for (column, cell) in (1..).zip(*cells) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_with_format(row, column, number, &format).unwrap(),
                Err(_) => sheet.write(row, column, *cell).unwrap(),
            };
        }
    }
}

/// Lengths over ends: `3 Months Ended` over two columns, each with its date.
fn flows(workbook: &mut Workbook, name: &str, title: &str, spans: &[(&str, u16)], rows: &[Row<'_>]) {
    let sheet = workbook.add_worksheet().set_name(name).unwrap();
    let plain = Format::new();
    sheet.merge_range(0, 0, 1, 0, title, &plain).unwrap();
    let mut column = 1;
    for (length, columns) in spans {
        if *columns == 1 {
            sheet.write(0, column, *length).unwrap();
        } else {
            sheet
                .merge_range(0, column, 0, column + columns - 1, length, &plain)
                .unwrap();
        }
        for (place, end) in ["Dec. 31, 2017", "Dec. 31, 2016"]
            .iter()
            .enumerate()
            .take(*columns as usize)
        {
            sheet.write(1, column + place as u16, *end).unwrap();
        }
        column += columns;
    }
    fill(sheet, 2, rows);
}

fn balances(workbook: &mut Workbook, name: &str, title: &str, ends: [&str; 2], rows: &[Row<'_>]) {
    let sheet = workbook.add_worksheet().set_name(name).unwrap();
    sheet.write_row(0, 0, [title, ends[0], ends[1]]).unwrap();
    fill(sheet, 1, rows);
}

const QUARTERS: [(&str, u16); 2] = [("3 Months Ended", 2), ("9 Months Ended", 2)];

fn statements(workbook: &mut Workbook) {
    flows(
        workbook,
        "Statements of Inco",
        "Consolidated Statements of Income (Loss) (Unaudited) - USD ($) $ in Thousands",
        &QUARTERS,
        &[
            ("Income Statement [Abstract]", "", &[]),
            (
                "Interest and fee income",
                DOLLARS,
                &["20526", "22044", "64062", "67606"],
            ),
            ("Expenses:", "", &[]),
            ("Change in fair value of swaps", PLAIN, &["", "-81", "17", "-184"]),
            ("Net income (loss)", DOLLARS, &["-2898", "1606", "-1741", "6479"]),
            ("Earnings (loss) per share:", "", &[]),
            (
                "Basic (in dollars per share)",
                CENTS,
                &["-0.37", "0.21", "-0.22", "0.83"],
            ),
        ],
    );
    balances(
        workbook,
        "Balance Sheets",
        "Consolidated Balance Sheets - USD ($) $ in Thousands",
        ["Dec. 31, 2017", "Mar. 31, 2017"],
        &[
            ("Assets", "", &[]),
            ("Cash", DOLLARS, &["3082", "2855"]),
            ("Preferred stock, no par: none issued", "", &[" ", " "]),
        ],
    );
    flows(
        workbook,
        "Earnings Per Share",
        "Earnings Per Share (Details) - USD ($) $ / shares in Units, shares in Thousands, $ in Thousands",
        &QUARTERS,
        &[
            ("Numerator:", "", &[]),
            ("Net income (loss)", DOLLARS, &["-2898", "1606", "-1741", "6479"]),
            ("Basic earnings (loss) per share computation:", "", &[]),
            (
                "Weighted average shares of common stock",
                PLAIN,
                &["7800", "7590", "7774", "7672"],
            ),
            (
                "Basic earnings (loss) per share",
                CENTS,
                &["-0.37", "0.21", "-0.22", "0.83"],
            ),
        ],
    );
}

fn details(workbook: &mut Workbook) {
    flows(
        workbook,
        "Allowance",
        "Finance Receivables - Allowance for credit losses (Details 2) - USD ($) $ in Thousands",
        &QUARTERS,
        &[
            ("Allowance [Roll Forward]", "", &[]),
            ("Current period provision", DOLLARS, &["8989", "8796", "28887", "23966"]),
            ("Contracts", "", &[]),
            ("Allowance [Roll Forward]", "", &[]),
            ("Current period provision", PLAIN, &["8818", "8701", "28498", "23723"]),
            ("Losses absorbed", PLAIN, &["-8745", "-8247", "-26372", "-23815"]),
            ("Direct Loans", "", &[]),
            ("Allowance [Roll Forward]", "", &[]),
            ("Current period provision", PLAIN, &["171", "95", "389", "243"]),
            ("Losses absorbed", PLAIN, &["-172", "-73", "-395", "-217"]),
        ],
    );
    flows(
        workbook,
        "Portfolio",
        "Finance Receivables - Selected information on entire portfolio (Details 1) - Contract",
        &[("9 Months Ended", 2)],
        &[
            ("Contract Portfolio", "", &[]),
            ("Receivables [Line Items]", "", &[]),
            ("Weighted APR", "", &["22.21%", "22.43%"]),
            ("Weighted average term (months)", "", &["57 months", "57 months"]),
            ("Direct Loan Portfolio", "", &[]),
            ("Receivables [Line Items]", "", &[]),
            ("Weighted APR", "", &["25.18%", "25.69%"]),
        ],
    );
    balances(
        workbook,
        "Credit quality",
        "Finance Receivables - Assessment of credit quality (Details 4) - USD ($) $ in Thousands",
        ["Dec. 31, 2017", "Dec. 31, 2016"],
        &[
            ("Contracts", "", &[]),
            ("Recorded Investment [Line Items]", "", &[]),
            ("Total", DOLLARS, &["439828", "499549"]),
            ("Contracts | Performing accounts", "", &[]),
            ("Recorded Investment [Line Items]", "", &[]),
            ("Total", PLAIN, &["412775", "462569"]),
            ("Direct Loans", "", &[]),
            ("Recorded Investment [Line Items]", "", &[]),
            ("Total", PLAIN, &["10566", "11511"]),
        ],
    );
    flows(
        workbook,
        "Income Taxes",
        "Income Taxes (Detail Textuals) - USD ($) $ in Thousands",
        &[("1 Months Ended", 1), ("3 Months Ended", 2)],
        &[
            ("Income Tax Disclosure [Abstract]", "", &[]),
            ("One-time revaluation of deferred tax assets", DOLLARS, &["3400"]),
            ("Increase in effective tax rate", "", &["", "456.48%", "37.93%"]),
        ],
    );
}

fn vocabulary() -> Vocabulary {
    let money = "USD k".parse::<Unit>().unwrap();
    let each = Unit::new(Measure::MoneyEach("USD".parse().unwrap()), Scale::ONE);
    let shares = Unit::new(Measure::Count("shares".into()), Scale::ONE);
    let line = |name: &str, kind, unit: &Unit, dimensions: &[&str]| Line {
        name: name.into(),
        label: Label::plain(name),
        kind,
        unit: unit.clone(),
        dimensions: dimensions.iter().map(ToString::to_string).collect(),
    };
    let lines = [
        line("income", LineKind::Flow, &money, &[]),
        line("swaps", LineKind::Flow, &money, &[]),
        line("net_income", LineKind::Flow, &money, &[]),
        line("revaluation", LineKind::Flow, &money, &[]),
        line("provision", LineKind::Flow, &money, &["product"]),
        line("losses", LineKind::Flow, &money, &["product"]),
        line("balance", LineKind::Balance, &money, &["product"]),
        line("performing", LineKind::Balance, &money, &["product"]),
        line("cash", LineKind::Balance, &money, &[]),
        line("preferred", LineKind::Balance, &money, &[]),
        line("eps", LineKind::Ratio, &each, &[]),
        line("shares", LineKind::Balance, &shares, &[]),
        line("apr", LineKind::Ratio, &Unit::PERCENT, &["product"]),
        line("tax_rate", LineKind::Ratio, &Unit::PERCENT, &[]),
    ];
    let member = |name: &str| Member {
        name: name.into(),
        label: Label::plain(name),
        patterns: Vec::new(),
        calendar: None,
    };
    let product = Dimension {
        label: Label::plain("product"),
        members: vec![member("contracts"), member("loans")],
    };
    Vocabulary {
        lines: lines.into_iter().map(|line| (line.name.clone(), line)).collect(),
        dimensions: [("product".into(), product)].into(),
        calendar: FiscalCalendar::ending_in(3).unwrap(),
    }
}

const BOOK: &str = r#"
[[source]]
files = "10-q.xlsx"
sheet = "Statements of Inco"
unit = "note"
[source.rows]
"Interest and fee income" = "income"
"Change in fair value*" = "swaps"
"Net income (loss)" = "net_income"
"Basic" = "eps"

[[source]]
files = "10-q.xlsx"
sheet = "Balance Sheets"
unit = "note"
dates = "quarter"
rows = { "Cash" = "cash", "Preferred stock*" = "preferred" }

[[source]]
files = "10-q.xlsx"
sheet = "Earnings Per Share"
unit = "note"
[source.rows]
"Numerator > Net income (loss)" = "net_income"
"Weighted average shares*" = "shares"
"Basic earnings (loss) per share" = "eps"

[[source]]
files = "10-q.xlsx"
sheet = "Allowance"
unit = "note"
[source.rows]
"Current period provision" = "provision"
"Contracts > Current period provision" = "provision.contracts"
"Contracts > Losses absorbed" = "losses.contracts"
"Direct Loans > Current period provision" = "provision.loans"
"Direct Loans > Losses absorbed" = "losses.loans"

[[source]]
files = "10-q.xlsx"
sheet = "Portfolio"
skip = ["Weighted average term*"]
[source.rows]
"Contract Portfolio > Weighted APR" = "apr.contracts"
"Direct Loan Portfolio > Weighted APR" = "apr.loans"

[[source]]
files = "10-q.xlsx"
sheet = "Credit quality"
unit = "note"
dates = "quarter"
[source.rows]
"Contracts > Total" = "balance.contracts"
"Contracts | Performing accounts > Total" = "performing.contracts"
"Direct Loans > Total" = "balance.loans"

[[source]]
files = "10-q.xlsx"
sheet = "Income Taxes"
unit = "note"
[source.rows]
"One-time revaluation*" = "revaluation"
"Increase in effective tax rate" = "tax_rate"
"#;

#[test]
fn a_quarterly_filing_reads_statement_by_statement() {
    let folder = tempfile::tempdir().unwrap();
    let mut workbook = Workbook::new();
    statements(&mut workbook);
    details(&mut workbook);
    workbook.save(folder.path().join("10-q.xlsx")).unwrap();
    let read = crate::figures::read(BOOK, folder.path(), &vocabulary());
    insta::assert_snapshot!(crate::figures::listing(&read));
}
