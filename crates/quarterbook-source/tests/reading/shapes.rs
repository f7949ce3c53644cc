//! Layouts as finance teams have them, each as a small book.

use crate::cases::{file, fill, listed, section, xlsx};
use crate::common::package::{NAMESPACES, sheet_xml, xlsx_package};
use rust_xlsxwriter::{Format, Workbook};

macro_rules! record {
    ($name:literal, $text:expr) => {
        insta::with_settings!({ snapshot_path => "shapes", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!($name, $text);
        })
    };
}

const WIDE: &str = "[[source]]\nfiles = \"a.*\"\nunit = \"note\"\nrows = { \"收入\" = \"revenue\" }\n";

const LEDGER: &str = r#"
    [[source]]
    files = "a.*"
    shape = "ledger"
    unit = "CNY"
    dates = "quarter"
    columns = { period = "日期" }
    by = { product = "产品" }
    sign = { "方向" = { "贷" = 1, "借" = -1 } }
    where = { "科目" = ["6001*", "6051"], "状态" = ["!作废", "!草稿"] }
    values = { "金额" = "revenue" }
"#;

const LEDGER_HEAD: [&str; 6] = ["日期", "科目", "状态", "方向", "产品", "金额"];

#[test]
fn ledgers_in_excel_with_signs_and_filters() {
    let rows: [&[&str]; 11] = [
        &["收入明细账"],
        &[],
        &LEDGER_HEAD,
        &["2025-01-02", "6001", "已过账", "贷", "训练系列", "0.1"],
        &["2025-03-31", "6001.02", "已过账", "贷", "训练系列", "0.2"],
        &["2025-02-01", "6001", "已过账", "借", "训练系列", "0.3"],
        &["2025-04-01", "6051", "已过账", "贷", "推理系列", "5"],
        &["2025-04-01", "6051", "作废", "贷", "推理系列", "100"],
        &["2025-04-02", "6051", "草稿", "贷", "推理系列", "100"],
        &["2025-04-03", "1002", "已过账", "借", "推理系列", "100"],
        &["2025-05-01", "6001", "已过账", "贷", "推理系列", "-"],
    ];
    let mut all = section("signs and filters", &listed(LEDGER, xlsx("a.xlsx", &[("明细", &rows)])));
    let unknown: [&[&str]; 3] = [
        &LEDGER_HEAD,
        &["2025-01-02", "6001", "", "冲销", "训练系列", "1"],
        &["2025-01-03", "6001", "", "贷", "显卡", "1"],
    ];
    all += &section(
        "a sign and a member that the book does not know",
        &listed(LEDGER, xlsx("a.xlsx", &[("明细", &unknown)])),
    );
    let none: [&[&str]; 2] = [&LEDGER_HEAD, &["2025-01-02", "1002", "", "贷", "训练系列", "1"]];
    all += &section(
        "no row that passes the filters",
        &listed(LEDGER, xlsx("a.xlsx", &[("明细", &none)])),
    );
    all += &section(
        "a header and no rows",
        &listed(LEDGER, xlsx("a.xlsx", &[("明细", &[&LEDGER_HEAD])])),
    );
    all += &section("an empty sheet", &listed(LEDGER, xlsx("a.xlsx", &[("明细", &[])])));
    let headless: [&[&str]; 2] = [&["日期", "科目", "金额"], &["2025-01-02", "6001", "1"]];
    all += &section(
        "columns that are not there",
        &listed(LEDGER, xlsx("a.xlsx", &[("明细", &headless)])),
    );
    let total: [&[&str]; 6] = [
        &LEDGER_HEAD,
        &["2025-01-02", "6001", "", "贷", "训练系列", "1"],
        &["2025-01-03", "6001", "", "贷", "推理系列", "2"],
        &["", "6001", "", "贷", "合计", "3"],
        &["合计", "6001", "", "贷", "", "3"],
        &["", "6001", "", "贷", "训练系列", "4"],
    ];
    all += &section(
        "a total below the rows",
        &listed(LEDGER, xlsx("a.xlsx", &[("明细", &total)])),
    );
    let sheets: [(&str, &[&[&str]]); 3] = [
        (
            "2025-01",
            &[&LEDGER_HEAD, &["2025-01-02", "6001", "", "贷", "训练系列", "1"]],
        ),
        (
            "2025-02",
            &[
                &LEDGER_HEAD,
                &["2025-02-02", "6001", "", "贷", "训练系列", "2"],
                &["2025-02-03", "6001", "", "借", "训练系列", "0.5"],
            ],
        ),
        ("说明", &[&["本账簿由系统导出"]]),
    ];
    let months = LEDGER.replace("shape =", "sheet = \"2025-*\"\nshape =");
    all += &section("a sheet a month", &listed(&months, xlsx("a.xlsx", &sheets)));
    let files = |folder: &std::path::Path| {
        let head = LEDGER_HEAD.join(",");
        let write = |name: &str, rows: &str| std::fs::write(folder.join(name), format!("{head}\n{rows}\n")).unwrap();
        write("a.01.csv", "2025-01-02,6001,,贷,训练系列,1");
        write(
            "a.02.csv",
            "2025-02-02,6001,,贷,训练系列,-\n2025-02-02,6001,,贷,推理系列,2",
        );
        write(
            "a.03.csv",
            "2025-03-02,6001,,贷,训练系列,0.25\n2025-04-02,6001,,贷,训练系列,7",
        );
    };
    all += &section("a file a month", &listed(LEDGER, files));
    let copies = |folder: &std::path::Path| {
        files(folder);
        std::fs::copy(folder.join("a.01.csv"), folder.join("a.04.csv")).unwrap();
    };
    all += &section("a file that is there twice", &listed(LEDGER, copies));
    record!("ledgers", all);
}

#[test]
fn a_fourth_quarter_from_the_year_and_nine_months() {
    let book = r#"
        [[source]]
        files = "a.csv"
        unit = "RMB m"
        derive = ["q4"]
        rows = { "收入" = "revenue", "毛利率" = "gross_margin", "现金" = "cash", "出货量" = "units" }
    "#;
    let text = "项目,2025Q1,2025年上半年,2025年前三季度,2025年\n收入,10.5,22,36.25,52\n毛利率,50%,51%,52%,53%\n现金,1,2,3,4\n出货量,1,2,-,9\n";
    let mut all = section("nine months and the year", &listed(book, file("a.csv", text)));
    let book =
        "[[source]]\nfiles = \"a.csv\"\nunit = \"RMB m\"\nderive = [\"q4\"]\nrows = { \"收入\" = \"revenue\" }\n";
    let quarters = "项目,2025Q1,2025Q2,2025Q3,2025年前三季度,2025年\n收入,10.5,11.5,14.25,36.2,52\n";
    all += &section(
        "nine months rounded more coarsely than the quarters",
        &listed(book, file("a.csv", quarters)),
    );
    let printed = "项目,2025年前三季度,2025Q4,2025年\n收入,36.25,15.8,52\n";
    all += &section(
        "a fourth quarter that is printed",
        &listed(book, file("a.csv", printed)),
    );
    record!("fourth quarters", all);
}

#[test]
fn long_tables_under_titles_and_headers_of_two_rows() {
    let book = r#"
        [[source]]
        files = "a.xlsx"
        shape = "long"
        columns = { period = "期间", line = "项目", value = "本期金额" }
        rows = { "收入" = "revenue", "毛利率" = { line = "gross_margin", unit = "%" } }
    "#;
    let merged = |folder: &std::path::Path| {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        let plain = Format::new();
        fill(
            sheet,
            &[
                &["利润表"],
                &["单位：万元"],
                &["", "", "", ""],
                &["期间", "项目", "本期金额", "上期金额"],
                &["2025H1", "收入", "324", "197"],
                &["2025H1", "毛利率", "50.1", "49"],
            ],
        );
        sheet.merge_range(0, 0, 0, 3, "利润表", &plain).unwrap();
        sheet.merge_range(2, 2, 2, 3, "金额", &plain).unwrap();
        workbook.save(folder.join("a.xlsx")).unwrap();
    };
    let mut all = section("a merged title above the header", &listed(book, merged));
    let paths = book.replace("本期金额", "金额 > 本期");
    let two_rows = |folder: &std::path::Path| {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        let plain = Format::new();
        fill(
            sheet,
            &[
                &["单位：万元"],
                &["期间", "项目", "金额", "", "数量", ""],
                &["", "", "本期", "上期", "本期", "上期"],
                &["2025H1", "收入", "324", "197", "7", "6"],
                &["2025H1", "毛利率", "50.1", "49", "", ""],
            ],
        );
        sheet.merge_range(1, 0, 2, 0, "期间", &plain).unwrap();
        sheet.merge_range(1, 1, 2, 1, "项目", &plain).unwrap();
        sheet.merge_range(1, 2, 1, 3, "金额", &plain).unwrap();
        sheet.merge_range(1, 4, 1, 5, "数量", &plain).unwrap();
        workbook.save(folder.join("a.xlsx")).unwrap();
    };
    all += &section("two header rows, merged", &listed(&paths, two_rows));
    let several = book.replace("本期金额", "本期");
    all += &section("a name that two columns have", &listed(&several, two_rows));
    let facts = r#"
        [[source]]
        files = "a.csv"
        shape = "long"
        unit = "RMB m"
        columns = { period = ["开始日期", "截止日期"], reported = "公告期" }
        where = { "报表类型" = "合并" }
        values = { "营业收入" = "revenue" }
    "#;
    let text = "开始日期,截止日期,公告期,报表类型,营业收入\n2025-01-01,2025-06-30,2025H1,合并,324\n2025-01-01,2025-06-30,2025H1,母公司,300\n2024-01-01,2024-12-31,2024,合并,540\n2024-07-01,2024-09-30,2024Q3,合并,140\n2024-06-30,2024-08-12,2024Q3,合并,1\n2023-01-30,2023-04-30,2023Q1,合并,120\n";
    all += &section("start and end dates", &listed(facts, file("a.csv", text)));
    let values = r#"
        [[source]]
        files = "a.csv"
        shape = "long"
        unit = "RMB m"
        columns = { period = "quarter" }
        by = { vendor = "symbol" }
        where = { symbol = ["AMD", "NVDA"], form = ["!*/A", "10-*"] }
        values = { sales = "sales" }
    "#;
    let text = "symbol,quarter,form,sales\nAMD,2024Q1,10-Q,5\nNVDA,2024Q1,10-Q,26\nINTC,2024Q1,10-Q,12\nAMD,2024Q2,10-Q/A,6\nAMD,FY2024,10-K,26\nAMD,2024Q3,8-K,7\n";
    all += &section("filters with several values", &listed(values, file("a.csv", text)));
    let estimates = r#"
        [[source]]
        files = "a.csv"
        shape = "long"
        unit = "RMB m"
        columns = { period = "期间", status = "口径" }
        values = { "收入" = "revenue" }
    "#;
    let text = "期间,口径,收入\n2024A,实际,540\n2025E,,700\n2026年预测,,900\n2027E,预测,1100\n";
    all += &section(
        "estimates by period and by column",
        &listed(estimates, file("a.csv", text)),
    );
    record!("long headers", all);
}

#[test]
fn wide_headers_of_several_rows_in_excel() {
    let book = "[[source]]\nfiles = \"a.xlsx\"\nunit = \"note\"\nrows = { \"收*\" = \"revenue\" }\n";
    let filing = |folder: &std::path::Path| {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        let plain = Format::new();
        fill(
            sheet,
            &[
                &[
                    "CONSOLIDATED STATEMENTS (CNY) ¥ in Millions",
                    "3 Months Ended",
                    "",
                    "9 Months Ended",
                    "",
                ],
                &["", "Sep. 30, 2025", "Sep. 30, 2024", "Sep. 30, 2025", "Sep. 30, 2024"],
                &["Revenue", "10", "8", "29", "21"],
            ],
        );
        sheet.merge_range(0, 1, 0, 2, "3 Months Ended", &plain).unwrap();
        sheet.merge_range(0, 3, 0, 4, "9 Months Ended", &plain).unwrap();
        workbook.save(folder.join("a.xlsx")).unwrap();
    };
    let mut all = section(
        "three and nine months, merged",
        &listed(&book.replace("收*", "Revenue"), filing),
    );
    let hong_kong: [&[&str]; 6] = [
        &["截至6月30日止六个月"],
        &["", "附注", "2025年", "2024年"],
        &["", "", "人民币千元", "人民币千元"],
        &["", "", "(未经审计)", "(经重述)"],
        &["收益", "4", "324000", "197000"],
        &["数据来源：中期报告"],
    ];
    all += &section(
        "notes, units and audit marks under the periods",
        &listed(book, xlsx("a.xlsx", &[("损益表", &hong_kong)])),
    );
    let dates = book.replace("unit =", "dates = \"quarter\"\nunit =");
    let terminal: [&[&str]; 8] = [
        &["单位：百万元", "", ""],
        &["报告期", "2025-06-30", "2025-03-31"],
        &["报表类型", "合并报表", "合并报表"],
        &["原始币种", "CNY", "CNY"],
        &["报表年结日", "12-31", "12-31"],
        &["收入", "11", "10"],
        &["", "", ""],
        &["数据来源：Wind"],
    ];
    all += &section(
        "real dates and rows of particulars",
        &listed(&dates, xlsx("a.xlsx", &[("Sheet1", &terminal)])),
    );
    let contradicting: [&[&str]; 4] = [
        &["单位：百万元", "", ""],
        &["", "2025H1", "2024H1"],
        &["收入(千元)", "324", "197"],
        &["收入", "324", "197"],
    ];
    all += &section(
        "a label whose unit is not that of the note",
        &listed(book, xlsx("a.xlsx", &[("表", &contradicting)])),
    );
    let forecast: [&[&str]; 4] = [
        &["单位：百万元"],
        &["", "2024A", "2025E", "2026E"],
        &["收入", "540", "700", "约900"],
        &["=1+1", "1", "2", "3"],
    ];
    all += &section(
        "years marked actual and estimate",
        &listed(book, xlsx("a.xlsx", &[("表", &forecast)])),
    );
    record!("wide headers", all);
}

#[test]
fn names_of_sheets_and_files() {
    let rows: [&[&str]; 3] = [&["单位：百万元"], &["", "2025H1", "2024H1"], &["收入", "324", "197"]];
    let other: [&[&str]; 3] = [&["单位：百万元"], &["", "2023H1", "2022H1"], &["收入", "150", "120"]];
    let picked = WIDE.replace("unit =", "sheet = [\"利润表*\"]\nunit =");
    let mut all = section(
        "sheets by pattern",
        &listed(
            &picked,
            xlsx(
                "a.xlsx",
                &[("利润表 1", &rows), ("利润表 2", &other), ("目录", &[&["目录"]])],
            ),
        ),
    );
    let renamed = WIDE.replace("unit =", "sheet = \"损益表\"\nunit =");
    all += &section(
        "a sheet that was renamed",
        &listed(&renamed, xlsx("a.xlsx", &[("利润表", &rows)])),
    );
    let control = format!(
        r#"<workbook {NAMESPACES}><sheets><sheet name="收&#9;入&#10;_x0007_" sheetId="1" r:id="r1"/></sheets></workbook>"#
    );
    let cells = r#"<row r="1"><c r="B1" t="inlineStr"><is><t>2025H1</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>收入</t></is></c><c r="B2"><v>324</v></c></row>"#;
    let package = xlsx_package(&sheet_xml(cells), &[("xl/workbook.xml", control.as_bytes())]);
    let unit = WIDE.replace("\"note\"", "\"RMB m\"");
    all += &section(
        "control characters in a sheet's name",
        &listed(&unit, file("a.xlsx", package)),
    );
    record!("names", all);
}

#[test]
fn a_ledger_file_that_two_patterns_name_is_read_once() {
    let book = |files: &str| {
        format!(
            "[[source]]\nfiles = {files}\nshape = \"ledger\"\ndates = \"quarter\"\nunit = \"CNY\"\n\
             columns = {{ period = \"date\" }}\nvalues = {{ amount = \"revenue\" }}\n"
        )
    };
    let ledger = file("ledger.csv", "date,amount\n2025-01-02,10\n2025-02-02,20\n");
    let once = listed(&book("\"ledger.csv\""), &ledger);
    assert!(once.contains("| 30 "), "{once}");
    assert_eq!(
        listed(&book("[\"*.csv\", \"ledger.csv\", \"./ledger.csv\"]"), &ledger),
        once
    );
}

#[test]
fn a_ledger_whose_rows_have_statuses_is_refused() {
    let book = "[[source]]\nfiles = \"ledger.csv\"\nshape = \"ledger\"\ndates = \"quarter\"\nunit = \"CNY\"\n\
                columns = { period = \"date\", status = \"status\" }\nvalues = { amount = \"revenue\" }\n";
    let ledger = file(
        "ledger.csv",
        "date,amount,status\n2025-01-02,10,reported\n2025-02-02,20,claim\n",
    );
    record!("a ledger with statuses", listed(book, ledger));
}
