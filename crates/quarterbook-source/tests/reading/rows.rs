//! Rows and their labels: matrices, parents, parts, totals, and rows that are no figures.

use crate::cases::{file, fill, listed, section, xlsx};
use rust_xlsxwriter::{Format, Workbook};

macro_rules! record {
    ($name:literal, $text:expr) => {
        insta::with_settings!({ snapshot_path => "rows", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!($name, $text);
        })
    };
}

#[test]
fn matrices_either_way_round() {
    let book = "[[source]]\nfiles = \"a.*\"\nshape = \"matrix\"\nunit = \"RMB m\"\nline = \"revenue\"\n";
    let mut all = String::new();
    for (name, text) in [
        (
            "years down, quarters across",
            "年度,一季度,二季度,三季度,四季度,全年\n2024,1,2,3,4,10\n2025,2,3,4,,\n",
        ),
        (
            "years down, halves across, newest first",
            "年度,下半年,上半年\n2025年,-,324\n2024年,343,197\n",
        ),
        (
            "months down, years across",
            "月份,2024,2025\n1月,1,2\n2月,3,4\n合计,4,6\n",
        ),
        (
            "cumulative quarters down",
            "报告期,2024,2025\n一季报,1,2\n中报,3,5\n三季报,6,9\n年报,10,\n",
        ),
        ("a quarter printed twice", "季度,2024\nQ1,1\nQ1,2\n"),
    ] {
        all += &section(name, &listed(book, file("a.csv", text)));
    }
    let numbers: [&[&str]; 3] = [
        &["", "Q1", "Q2", "Full year"],
        &["2024", "1", "2", "9"],
        &["2025", "2", "3", ""],
    ];
    all += &section("years as numbers", &listed(book, xlsx("a.xlsx", &[("表", &numbers)])));
    record!("matrices", all);
}

#[test]
fn labels_under_their_parents() {
    let book = r#"
        [[source]]
        files = "a.*"
        unit = "RMB m"
        [source.rows]
        "收入 > *" = "revenue.product"
        "毛利率 > *" = "gross_margin.product"
    "#;
    let merged = |folder: &std::path::Path| {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        fill(
            sheet,
            &[
                &["", "", "2025H1", "2024H1"],
                &["收入", "训练系列", "200", "120"],
                &["", "推理系列", "124", "77"],
                &["毛利率", "训练系列", "50%", "49%"],
                &["", "推理系列", "40%", "41%"],
            ],
        );
        sheet.merge_range(1, 0, 2, 0, "收入", &Format::new()).unwrap();
        sheet.merge_range(3, 0, 4, 0, "毛利率", &Format::new()).unwrap();
        workbook.save(folder.join("a.xlsx")).unwrap();
    };
    let mut all = section("parents merged downwards beside their parts", &listed(book, merged));
    let sparse = "类别,项目,2025H1,2024H1\n收入,训练系列,200,120\n,推理系列,124,77\n毛利率,训练系列,50%,49%\n,推理系列,40%,41%\n";
    all += &section("parents written once", &listed(book, file("a.csv", sparse)));
    let repeated = "类别,项目,2025H1,2024H1\n收入,训练系列,200,120\n收入,推理系列,124,77\n毛利率,训练系列,50%,49%\n毛利率,推理系列,40%,41%\n";
    all += &section("parents written in each row", &listed(book, file("a.csv", repeated)));
    let parts = "项目,2025H1,2024H1\n收入,,\n　训练系列,200,120\n　　其中：天垓150,80,\n　推理系列,124,77\n营业总收入,324,197\n  现金,5,6\n加：其他,1,2\n注：约数\n数据来源：公司公告\n";
    let book = "[[source]]\nfiles = \"a.csv\"\nunit = \"RMB m\"\ntotal = [\"营业总收入\"]\n\
                rows = { \"收入 > *\" = \"revenue.product\", \"营业总收入\" = \"revenue\", \"现金\" = \"cash\" }\n";
    all += &section(
        "full-width indents, parts and notes",
        &listed(book, file("a.csv", parts)),
    );
    let bilingual = "项目,Item,2025H1,2024H1\n营业总收入,Total revenue,324,197\n现金,Cash,5,6\n";
    all += &section("labels in two languages", &listed(book, file("a.csv", bilingual)));
    record!("parents", all);
}

#[test]
fn particulars_of_exports() {
    let book = r#"
        [[source]]
        files = "a.*"
        unit = "note"
        skip = ["审计意见"]
        rows = { "营业收入" = "revenue", "出货量*" = { line = "units", optional = true } }
    "#;
    let mut all = String::new();
    for (name, text) in [
        (
            "a unit in each label",
            "项目,2025H1,2024H1\n营业收入(元),324000000,197000000\n出货量(万片),1.2,0.9\n",
        ),
        (
            "a note of the newspaper's kind",
            ">>单位:(百万元)\n项目,2025H1,2024H1\n营业收入,324,197\n",
        ),
        (
            "the currency's sign behind the scale",
            "人民币(千¥)\n项目,2025H1,2024H1\n营业收入,324000,197000\n",
        ),
        (
            "a note in a sentence",
            "货币单位均以人民币百万元列示\n项目,2025H1,2024H1\n营业收入,324,197\n",
        ),
        (
            "paywalls, opinions and a source",
            "单位：百万元\n项目,2025H1,2024H1\n审计意见,标准无保留,标准无保留\n营业收入,会员可见,197\n数据来源：同花顺iFinD\n",
        ),
        (
            "a text where a number is expected",
            "单位：百万元\n项目,2025H1,2024H1\n营业收入,详见附注,197\n",
        ),
        (
            "a code and an exponent",
            "单位：百万元\n项目,2025H1,2024H1\n营业收入,00981,1.97E+02\n",
        ),
        (
            "a period printed twice",
            "单位：百万元\n项目,2025H1,2025年中报,2024H1\n营业收入,324,324,197\n",
        ),
    ] {
        all += &section(name, &listed(book, file("a.csv", text)));
    }
    let rows: [&[&str]; 4] = [
        &["指标", "[交易日期] 最新\n[单位] 万元", "2024年"],
        &["", "2025H1", "2024H1"],
        &["营业收入", "32400", "19700"],
        &["数据来源：Wind"],
    ];
    all += &section(
        "a unit inside a header",
        &listed(book, xlsx("a.xlsx", &[("表", &rows)])),
    );
    record!("exports", all);
}

#[test]
fn footnotes_in_words_are_no_part_of_a_label() {
    let book = r#"
        [[source]]
        files = "a.*"
        unit = "RMB m"
        [source.rows]
        "收入" = { line = "revenue", optional = true }
        "收入 > *" = { line = "revenue.product", optional = true }
        "Cash" = { line = "cash", optional = true }
        "Cash (restricted)" = { line = "adjusted_loss", optional = true }
        "Cash (note 7)" = { line = "foundry_payments", optional = true }
    "#;
    let mut all = String::new();
    for (name, text) in [
        (
            "in words and brackets, before a unit and behind it",
            "项目,2025H1,2024H1\n收入(附注3)(千元),324,197\n 训练系列 注1,200,120\n 推理系列(千元)[2],124,77\n",
        ),
        (
            "in English, beside words in brackets",
            "Item,2025H1,2024H1\nCash (Note 5),5,6\nCash (restricted) (note 6),1,2\nCash (note 7),3,4\n",
        ),
        ("in the header", "项目,2025H1 (附注2),2024H1 (note 3)\n收入,324,197\n"),
        ("behind figures", "项目,2025H1,2024H1\n收入,324 (note 3),197(附注4)\n"),
    ] {
        all += &section(name, &listed(book, file("a.csv", text)));
    }
    let long = "[[source]]\nfiles = \"a.*\"\nshape = \"long\"\nunit = \"RMB m\"\n\
                columns = { period = \"期间\", line = \"项目\", value = \"值\" }\n\
                by = { product = \"产品\" }\nrows = { \"收入\" = \"revenue\" }\n";
    let text = "期间,项目,产品,值\n2025H1,收入(附注3),训练(附注4),200\n2025H1,收入 [2],,324\n";
    all += &section("in a list", &listed(long, file("a.csv", text)));
    record!("footnotes", all);
}
