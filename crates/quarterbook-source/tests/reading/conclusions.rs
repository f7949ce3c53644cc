//! What is concluded from a whole table: how long its periods are, which report it is from, whether its scale slipped.

use crate::cases::{file, listed, section, xlsx};
use crate::common::package::{sheet_xml, xlsx_package};

macro_rules! record {
    ($name:literal, $text:expr) => {
        insta::with_settings!({ snapshot_path => "conclusions", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!($name, $text);
        })
    };
}

#[test]
fn titles_that_say_how_long_the_periods_are() {
    let book = "[[source]]\nfiles = \"a.xlsx\"\nunit = \"note\"\nrows = { \"收益\" = \"revenue\" }\n";
    let mut all = String::new();
    let yearly = book.replace("unit =", "header = { rows = 1 }\nunit =");
    for (name, book, title, years) in [
        (
            "a title with the stretch and its year",
            book,
            "某公司 截至2025年6月30日止六个月之综合损益表",
            ["2025年", "2024年"],
        ),
        (
            "the same, for years by the book",
            &yearly,
            "截至2025年6月30日止六个月",
            ["2025年", "2024年"],
        ),
        (
            "a title of a half-year over whole years",
            book,
            "截至2025年6月30日止六个月",
            ["2024年", "2023年"],
        ),
        (
            "a title of a report over a year that is not over",
            book,
            "2025年半年度报告",
            ["2025年", "2024年"],
        ),
        (
            "a title of a year",
            book,
            "截至2025年12月31日止年度",
            ["2025年", "2024年"],
        ),
    ] {
        let rows: [&[&str]; 4] = [
            &[title],
            &["单位：千元"],
            &["", years[0], years[1]],
            &["收益", "324000", "197000"],
        ];
        all += &section(name, &listed(book, xlsx("a.xlsx", &[("损益表", &rows)])));
    }
    record!("titles", all);
}

#[test]
fn slips_of_scale_are_told_from_growth() {
    let book = r#"
        [[source]]
        files = "*.csv"
        unit = "note"
        [source.rows]
        "收入" = "revenue"
        "现金" = { line = "cash", optional = true }
        "训练系列" = { line = "revenue.training", optional = true }
        "出货量" = { line = "units", optional = true }
    "#;
    let two = |earlier: &'static str, later: &'static str| {
        move |folder: &std::path::Path| {
            std::fs::write(folder.join("2024.csv"), format!("单位:百万元,\n,2024\n{earlier}")).unwrap();
            std::fs::write(folder.join("2025.csv"), format!("单位:百万元,\n,2025\n{later}")).unwrap();
        }
    };
    let warnings = |text: String| {
        let from = text.find(" about ").and_then(|at| text[..at].rfind("warning"));
        from.map_or("no warning\n".to_owned(), |from| text[from..].to_owned())
    };
    let old = "收入,540\n现金,80\n训练系列,5\n出货量,7000\n";
    let mut all = String::new();
    for (name, earlier, later) in [
        (
            "one line grows tenfold",
            old,
            "收入,700\n现金,90\n训练系列,50\n出货量,9000\n",
        ),
        (
            "every amount a thousand times larger",
            old,
            "收入,700000\n现金,90000\n训练系列,6000\n出货量,9000\n",
        ),
        (
            "every amount ten thousand times smaller",
            old,
            "收入,0.07\n现金,0.009\n训练系列,0.0006\n出货量,9000\n",
        ),
        ("a single line ten times larger", "收入,54\n", "收入,540\n"),
        ("a single line that grows ninefold", "收入,54\n", "收入,490\n"),
    ] {
        all += &section(name, &warnings(listed(book, two(earlier, later))));
    }
    record!("slips", all);
}

#[test]
fn a_period_printed_twice_at_different_scales_stops() {
    let book =
        "[[source]]\nfiles = \"*.csv\"\nunit = \"note\"\nrows = { \"收入\" = \"revenue\", \"出货量\" = \"units\" }\n";
    let two = |note: &'static str, later: &'static str| {
        move |folder: &std::path::Path| {
            std::fs::write(
                folder.join("2024.csv"),
                "单位:百万元,\n,2023,2024\n收入,131,141\n出货量,1,7\n",
            )
            .unwrap();
            std::fs::write(folder.join("2025.csv"), format!("单位:{note},\n,2024,2025\n{later}")).unwrap();
        }
    };
    let mut all = String::new();
    for (name, note, later) in [
        (
            "a note in thousands over millions",
            "千元",
            "收入,141,152\n出货量,7,8\n",
        ),
        (
            "restated, in thousands over millions",
            "千元",
            "收入,143,152\n出货量,7,8\n",
        ),
        ("ten times to the digit", "千万元", "收入,141,152\n出货量,7,8\n"),
        ("restated by a tenth", "百万元", "收入,155,160\n出货量,7,8\n"),
        ("one piece that became ten", "百万元", "收入,141,160\n出货量,70,80\n"),
    ] {
        let text = listed(book, two(note, later));
        let told = text.find("error: ").map_or("no error\n", |from| &text[from..]);
        all += &section(name, told);
    }
    record!("repeats", all);
}

#[test]
fn the_report_that_states_a_figure() {
    let book = "[[source]]\nfiles = \"*.csv\"\nunit = \"RMB m\"\nrows = { \"收入\" = \"revenue\" }\n";
    let named = |folder: &std::path::Path| {
        std::fs::write(folder.join("2024年年报.csv"), "项目,2024年,2023年\n收入,540,289\n").unwrap();
        std::fs::write(folder.join("2025年半年报.csv"), "项目,FY2024,FY2023\n收入,545,289\n").unwrap();
    };
    let mut all = section("a half-year's report that prints years", &listed(book, named));
    let filed = r#"
        [[source]]
        files = "a.csv"
        shape = "long"
        unit = "RMB m"
        columns = { period = "period", reported = "filed" }
        values = { revenue = "revenue" }
    "#;
    let text =
        "period,filed,revenue\nFY2024,2025-03-20,540\nFY2024,2025-08-28,545\n2025H1,2025-08-28,324\n2024H1,soon,197\n";
    all += &section("the day of filing", &listed(filed, file("a.csv", text)));
    record!("reports", all);
}

#[test]
fn a_unit_that_the_book_gives_a_row_is_whole_whatever_the_source_counts_in() {
    let book = "[[source]]\nfiles = \"a.csv\"\nunit = \"CNY m\"\n[source.rows]\n\"Revenue\" = \"revenue\"\n\
                \"Price > *\" = { line = \"price.product\", unit = \"CNY\" }\n";
    let table = file("a.csv", ",FY2024\nRevenue,5\nPrice,\n  训练,100\n");
    record!("units of rows", listed(book, table));
}

#[test]
fn units_of_rows_stand_in_a_column_of_their_own() {
    let book = |unit: &str| {
        format!(
            "[[source]]\nfiles = \"a.csv\"\n{unit}\n[source.rows]\n\"Revenue\" = \"revenue\"\n\"Units\" = \"units\"\n\
             \"Margin\" = \"gross_margin\"\n\"Cash\" = {{ line = \"cash\", unit = \"CNY m\" }}\n"
        )
    };
    let mut all = String::new();
    for (name, unit, table) in [
        (
            "under a note that says otherwise",
            "",
            "单位:千元\n,单位,FY2024,FY2023\nRevenue,百万元,5,4\nUnits,万片,3,2\nMargin,%,30.8,29.5\nCash,元,7,6\n",
        ),
        (
            "left of the labels, under the book's",
            "unit = \"CNY k\"",
            "Unit,Item,FY2024,FY2023\nRMB bn,Revenue,5,4\n,Cash,7,6\n",
        ),
        (
            "without a header, behind the periods",
            "unit = \"CNY k\"",
            "Item,FY2024,FY2023,\nRevenue,5,4,RMB m\nUnits,3,2,pcs\n",
        ),
        (
            "that is no unit",
            "unit = \"CNY k\"",
            "Item,Unit,FY2024\nRevenue,per cow,5\n",
        ),
        (
            "of another measure",
            "unit = \"CNY k\"",
            "Item,Unit,FY2024\nRevenue,%,5\n",
        ),
        (
            "marks that are no units",
            "unit = \"CNY k\"",
            "Item,,FY2024,FY2023\nRevenue,x,5,4\n",
        ),
    ] {
        all += &section(name, &listed(&book(unit), file("a.csv", table)));
    }
    record!("unit column", all);
}

#[test]
fn a_formula_without_a_result_is_no_missing_figure() {
    let book = "[[source]]\nfiles = \"a.xlsx\"\nunit = \"CNY m\"\n[source.rows]\n\"Revenue\" = \"revenue\"\n";
    let text = |at: &str, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let header = [text("B1", "FY2024"), text("C1", "FY2023"), text("D1", "FY2022")].concat();
    let formulas =
        "<c r=\"B2\"><f>2+3</f><v></v></c><c r=\"C2\"><f>2+2</f><v>4</v></c><c r=\"D2\" t=\"str\"><f>E2</f><v></v></c>";
    let rows = format!(
        "<row r=\"1\">{header}</row><row r=\"2\">{}{formulas}</row>",
        text("A2", "Revenue")
    );
    let bytes = xlsx_package(&sheet_xml(&rows), &[]);
    record!("no results", listed(book, file("a.xlsx", bytes)));
}

#[test]
fn notes_that_contradict_each_other_stop() {
    let book =
        "[[source]]\nfiles = \"a.csv\"\nunit = \"note\"\n[source.rows]\n\"Revenue\" = \"revenue\"\n\"EPS\" = \"eps\"\n";
    let mut all = String::new();
    for note in [
        "单位:元\n单位:千元",
        "单位:元 单位:千元",
        "单位:元,单位:千元",
        "单位:千元\nRMB'000",
        "单位:人民币百万元 单位:千美元",
        "$ / shares in Units\n¥ in thousands",
    ] {
        all += &section(
            note,
            &listed(
                book,
                file("a.csv", format!("{note}\n,2024,2023\nRevenue,5,3\nEPS,1,2\n")),
            ),
        );
    }
    record!("two notes", all);
}

#[test]
fn a_label_that_states_another_measure_stops() {
    let book = "[[source]]\nfiles = \"a.csv\"\nunit = \"CNY m\"\n[source.rows]\n\"X\" = \"units\"\n\"Y > Z\" = \"units\"\n\
                \"V\" = { line = \"units\", unit = \"片\" }\n";
    let mut all = String::new();
    for table in [
        ",FY2024\nX(万元),1200\n",
        ",FY2024\nX(%),1200\n",
        ",FY2024\nX,1200吨\n",
        ",FY2024\nX(pcs),1200\n",
        ",FY2024\nV(万元),1200\n",
        ",FY2024\nY(万元),\n  Z,1200\n",
    ] {
        all += &section(table.trim(), &listed(book, file("a.csv", table)));
    }
    record!("other measures", all);
}

#[test]
fn a_per_cent_sign_of_a_number_format_scales_unless_it_is_text() {
    let book = "[[source]]\nfiles = \"a.xlsx\"\n[source.rows]\n\"毛利率\" = \"gross_margin\"\n";
    let mut all = String::new();
    for (format, number) in [
        ("0.0%", 0.308),
        ("0.0\"%\"", 30.8),
        ("0.0\\%", 30.8),
        ("0.0%;\\(0.0%\\)", -0.05),
        ("[>=1]0.0\"%\";0.0%", 0.308),
    ] {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        let sheet = workbook.add_worksheet();
        crate::cases::fill(sheet, &[&["", "FY2024"], &["毛利率"]]);
        let shown = rust_xlsxwriter::Format::new().set_num_format(format);
        sheet.write_with_format(1, 1, number, &shown).unwrap();
        let bytes = workbook.save_to_buffer().unwrap();
        all.push_str(&section(format, &listed(book, file("a.xlsx", bytes))));
    }
    record!("per cent signs", all);
}
