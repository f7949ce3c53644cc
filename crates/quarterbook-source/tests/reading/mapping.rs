//! Sources and rules → figures, totals and problems, as a reader of the workbook would see them.

use std::path::Path;

use crate::figures::{listing, read, vocabulary};
use rust_xlsxwriter::{Format, Workbook, Worksheet};

/// Reads a book over files written by `write` and records what comes out.
fn record(name: &str, currency: &str, book: &str, write: impl Fn(&Path)) {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path());
    let text = listing(&read(book, folder.path(), &vocabulary(currency)));
    insta::with_settings!({ snapshot_path => "mapping", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text);
    });
}

fn csv(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).unwrap();
}

/// One row of a sheet from column A on: numbers where a text is one, nothing for an empty text.
fn row(sheet: &mut Worksheet, row: u32, cells: &[&str]) {
    let percent = Format::new().set_num_format("0.0%");
    for (column, text) in cells.iter().enumerate() {
        let column = column as u16;
        if let Some(share) = text.strip_suffix("%=").and_then(|text| text.parse::<f64>().ok()) {
            sheet.write_with_format(row, column, share, &percent).unwrap();
        } else if let Ok(number) = text.parse::<f64>() {
            sheet.write(row, column, number).unwrap();
        } else if !text.is_empty() {
            sheet.write(row, column, *text).unwrap();
        }
    }
}

fn indented(sheet: &mut Worksheet, row: u32, text: &str) {
    sheet
        .write_with_format(row, 0, text, &Format::new().set_indent(1))
        .unwrap();
}

#[test]
fn an_annual_summary_with_titles_notes_heads_and_a_total() {
    let book = r#"
        [[source]]
        files = "*-annual.xlsx"
        sheet = "摘要"
        total = ["合计"]
        [source.rows]
        "收入" = "revenue"
        "收入 > *" = "revenue.product"
        "毛利率 > *" = "gross_margin.product"
        "出货量 > *" = "units.product"
    "#;
    record("annual summary", "CNY", book, |folder| {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.set_name("摘要").unwrap();
        row(sheet, 0, &["天数智芯 财务摘要"]);
        row(sheet, 1, &["单位：人民币亿元"]);
        sheet
            .merge_range(3, 2, 3, 4, "截至12月31日止年度", &Format::new())
            .unwrap();
        row(sheet, 4, &["项目", "附注", "2024年", "", "2023年"]);
        row(sheet, 5, &["收入", "3"]);
        row(sheet, 6, &["", "", "2.69", "", "n/a"]);
        indented(sheet, 6, "训练系列");
        row(sheet, 7, &["", "", "1.00", "", "-"]);
        indented(sheet, 7, "其中:推理系列");
        row(sheet, 8, &["合计", "", "3.69", "", "2.89"]);
        row(sheet, 10, &["毛利率"]);
        row(sheet, 11, &["", "", "0.602%=", "", "不适用"]);
        indented(sheet, 11, "训练系列");
        row(sheet, 12, &["出货量(片)"]);
        row(sheet, 13, &["", "", "约7,000", "", "7,700"]);
        indented(sheet, 13, "训练系列");
        row(sheet, 15, &["注：约数按公司说法"]);
        row(sheet, 16, &["数据来源：年报"]);
        workbook.save(folder.join("2024-annual.xlsx")).unwrap();
    });
}

#[test]
fn two_tables_on_a_sheet_each_with_its_unit_and_a_growth_column_between() {
    let book = r#"
        [[source]]
        files = "interim.csv"
        [source.rows]
        "收入" = { line = "revenue", rounded-to = 1000 }
        "平均售价:*" = "price.product"
    "#;
    record("two tables", "CNY", book, |folder| {
        csv(
            folder,
            "interim.csv",
            "中期摘要,,,\n单位:人民币千元,,,\n项目,2025H1,同比,2024H1\n收入,\"324,000\",+64.47%,(5)\n,,,\n\
             经营数据,,,\n单位:万元/片,,,\n指标,2025年1-6月,同比,2024年1-6月\n平均售价:推理,0.92,-19%,1.14\n",
        );
    });
}

#[test]
fn a_currency_on_a_head_of_prices_is_that_of_single_units() {
    let book = r#"
        [[source]]
        files = "quarters.csv"
        unit = "note"
        [source.rows]
        "Revenue" = "revenue"
        "Price > *" = "price.product"
        "List price > *" = "price.product"
    "#;
    record("prices under amounts", "USD", book, |folder| {
        csv(
            folder,
            "quarters.csv",
            "USD millions,Q1 2024,Q1 2025\nRevenue (USD),141.9,141.2\nPrice (USD),,\n  Training,2967.3,2836.1\n\
             List price,,\n  Inference,3000,2900\n",
        );
    });
}

#[test]
fn a_later_report_restates_and_periods_follow_the_words_of_the_report() {
    let book = r#"
        [[source]]
        files = "*.csv"
        unit = "RMB m"
        rows = { "营业收入" = "revenue" }
    "#;
    record("restatement", "CNY", book, |folder| {
        csv(folder, "2024年半年报.csv", "项目,本期,上年同期\n营业收入,120,100\n");
        csv(folder, "2025年半年报.csv", "项目,本期,上年同期\n营业收入,150,121\n");
    });
}

#[test]
fn a_feed_with_two_sources_that_label_quarters_differently() {
    let book = r#"
        [[source]]
        files = "feed.csv"
        shape = "long"
        unit = "USD m"
        columns = { period = ["end", "quarter"] }
        by = { vendor = "symbol" }
        values = { revenue = "sales" }
        where = { symbol = "!INTC" }
        prefer = { feed = ["SEC", "Other"] }
    "#;
    record("feeds", "USD", book, |folder| {
        csv(
            folder,
            "feed.csv",
            "symbol,end,quarter,revenue,feed\nNVDA,2024-04-30,Q2,26044,Other\nNVDA,2024-04-28,Q1,26044,SEC\n\
             NVDA,2025-01-26,FY,130497,SEC\nAMD,2024-03-30,Q1,5473,SEC\nAMD,2024-03-31,Q1,5500,Other\n\
             INTC,2024-03-30,Q1,12724,SEC\nQCOM,2024-03-24,Q2,9389,SEC\n",
        );
    });
}

#[test]
fn a_ledger_is_summed_by_month_member_and_sign() {
    let book = r#"
        [[source]]
        files = "ledger.csv"
        shape = "ledger"
        unit = "CNY"
        dates = "quarter"
        columns = { period = "date" }
        by = { product = "product" }
        values = { amount = "revenue" }
        sign = { side = { credit = 1, debit = -1 } }
        where = { account = "6001*" }
    "#;
    record("ledger", "CNY", book, |folder| {
        csv(
            folder,
            "ledger.csv",
            "date,account,side,product,amount\n2025-01-02,6001,credit,训练,0.10\n2025-03-31,6001.01,credit,训练,0.20\n\
             2025-02-01,6001,debit,训练,0.30\n2025-04-01,6001,credit,推理,5\n2025-04-01,1002,debit,推理,5\n",
        );
    });
}

#[test]
fn a_missing_fourth_quarter_follows_from_the_year_and_nine_months() {
    let book = r#"
        [[source]]
        files = "q.csv"
        unit = "USD m"
        derive = ["discrete"]
        rows = { "Revenue" = "revenue", "Units" = "units", "Margin" = "gross_margin" }
    "#;
    record("derived quarters", "USD", book, |folder| {
        csv(
            folder,
            "q.csv",
            "Item,2024Q1,2024H1,9M2024,FY2024,FY2023\nRevenue,10.5,22,36.25,52,5.2\nUnits,1,2,-,9,8\nMargin,50%,51%,52%,53%,54%\n",
        );
    });
}

#[test]
fn a_head_right_behind_a_head_stands_under_it() {
    let book = r#"
        [[source]]
        files = "heads.csv"
        unit = "USD m"
        [source.rows]
        "Training > Revenue" = "revenue.training"
        "Inference > Items > Revenue" = "revenue.inference"
        "Revenue" = "revenue"
    "#;
    record("heads in heads", "USD", book, |folder| {
        csv(
            folder,
            "heads.csv",
            "Item,FY2024,FY2023\nItems,,\nRevenue,30,20\nTraining,,\nItems,,\nRevenue,20,15\nInference,,\nItems,,\nRevenue,10,5\n",
        );
    });
}

#[test]
fn quarters_down_and_years_across() {
    let book = r#"
        [[source]]
        files = "matrix.csv"
        shape = "matrix"
        unit = "USD m"
        line = "revenue"
    "#;
    record("matrix", "USD", book, |folder| {
        csv(
            folder,
            "matrix.csv",
            "Quarter,2024,2023\nQ1,10,8\nQ2,11,9\nFull year,44,36\n",
        );
    });
}

#[test]
fn what_is_ambiguous_or_wrong_stops_with_its_cell_and_what_to_write() {
    let book = r#"
        [[source]]
        files = "a.csv"
        rows = { "Revenue" = "revenue", "Margin" = "gross_margin", "Price" = "price", "Sales" = "adjusted_loss" }
        [[source]]
        files = "b.csv"
        unit = "USD m"
        rows = { "Revenue" = "revenue", "Units" = "units" }
        [[source]]
        files = "none-*.csv"
        unit = "USD m"
        rows = { "Revenue" = "revenue" }
    "#;
    record("ambiguous", "USD", book, |folder| {
        csv(
            folder,
            "a.csv",
            "Item,FY2024,FY2024,FY2023\nRevenue,5,6,7\nMargin,30.8,0.3,12%\nPrice,#REF!,1.234,x\n",
        );
        csv(
            folder,
            "b.csv",
            "Item,2024-12-31,2023-12-31\nRevenue,5%,¥7\nUnits,=1+1,00981\n",
        );
    });
}

#[test]
fn names_that_do_not_exist_are_shown_in_the_book() {
    let book = "[[source]]\nfiles = \"a.csv\"\nunit = \"RNB'000\"\nrows = { \"收入\" = \"revenu\", \"训练\" = \"revenue.trainng\", \"x\" = \"units.training.deep\" }\n\
                [[source]]\nfiles = \"a.csv\"\nshape = \"long\"\n[source.by]\nvendr = \"厂商\"\n";
    record("unknown names", "CNY", book, |_| {});
    let keys = r#"
        [[source]]
        files = "a.csv"
        row = { a = "revenue" }
        header = { rwo = 3 }
        shape = "wyde"
        rounded-to = "many"
        rows = { "收入" = { line = "revenue", unti = "RMB m" }, "x" = 5 }
        [[source]]
        file = "b.csv"
        sheets = "x"
        [[source]]
        files = 3
        limits = { cell = 4 }
    "#;
    record("unknown key", "CNY", keys, |_| {});
}

#[test]
fn a_unit_in_the_book_that_contradicts_the_note_of_a_table_stops() {
    let files = |folder: &Path| {
        csv(
            folder,
            "a.csv",
            "利润表,,\n单位:人民币千元,,\n项目,2025H1,2024H1\n收入,324000,200000\n",
        );
        csv(folder, "b.csv", "单位:万元,\n期间,收入\n2025H1,32400\n");
    };
    let book = r#"
        [[source]]
        files = "a.csv"
        unit = "RMB m"
        rows = { "收入" = "revenue" }
        [[source]]
        files = "b.csv"
        shape = "long"
        unit = "RMB bn"
        columns = { period = "期间" }
        values = { "收入" = "revenue" }
    "#;
    record("contradicted unit", "CNY", book, files);
    let insisting = book
        .replace(r#""RMB m""#, r#"{ override = "RMB m" }"#)
        .replace(r#""RMB bn""#, r#""CNY 万""#);
    record("insisted unit", "CNY", &insisting, files);
}

#[test]
fn a_table_without_a_note_takes_that_of_the_table_above_and_says_so() {
    let book = r#"
        [[source]]
        files = "a.csv"
        rows = { "收入" = "revenue", "毛利率" = "gross_margin" }
    "#;
    record("inherited unit", "CNY", book, |folder| {
        csv(
            folder,
            "a.csv",
            "单位:人民币千元,,\n项目,2025H1,2024H1\n收入,324000,200000\n,,\n比率,,\n项目,2023H1,2022H1\n毛利率,50%,49%\n,,\n\
             历史,,\n项目,2023H1,2022H1\n收入,100,90\n",
        );
    });
}

#[test]
fn months_that_lie_across_two_of_the_book_s_years_are_left_out() {
    let book = r#"
        [[source]]
        files = "feed.csv"
        shape = "long"
        unit = "USD m"
        columns = { period = "period" }
        by = { vendor = "symbol" }
        values = { revenue = "sales" }
    "#;
    record("across years", "USD", book, |folder| {
        csv(
            folder,
            "feed.csv",
            "symbol,period,revenue\nNVDA,\"11 Months Ended Jan. 26, 2025\",120000\nNVDA,\"6 Months Ended Jul. 28, 2024\",56084\n",
        );
    });
}
