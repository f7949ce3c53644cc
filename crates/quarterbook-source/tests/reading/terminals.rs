//! Exports of terminals: companies down, and lines, periods and units across in one header.

use crate::cases::{file, inspected_and_read, listed, section, xlsx};

macro_rules! record {
    ($name:literal, $text:expr) => {
        insta::with_settings!({ snapshot_path => "terminals", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!($name, $text);
        })
    };
}

const BOOK: &str = r#"
[[source]]
files = "a.*"
shape = "long"
by = { vendor = "证券简称" }
values = { "营业收入" = "sales", "市占率" = "market_share" }
"#;
const SALES: &str = r#"
[[source]]
files = "a.*"
shape = "long"
by = { vendor = "证券简称" }
values = { "营业收入" = "sales" }
"#;

/// What comes of one company under these headers, with these keys more.
fn company(keys: &str, heads: &str) -> String {
    let figures: Vec<String> = (0..heads.split(',').count())
        .map(|at| format!("{}.5", at + 1))
        .collect();
    let text = format!("证券代码,证券简称,{heads}\n688981.SH,海光信息,{}\n", figures.join(","));
    listed(&SALES.replace("by =", &format!("{keys}by =")), file("a.csv", text))
}

#[test]
fn a_header_with_tags_says_line_period_and_unit() {
    let broken = "营业收入\n[报告期] 2024三季报\n[报表类型] 合并报表\n[单位] 万元";
    let share = "市占率\n[报告期] 2024三季报\n[单位] %";
    let wind: &[&[&str]] = &[
        &["证券代码", "证券简称", broken, share],
        &["688981.SH", "海光信息", "57796", "18.6"],
        &["688256.SH", "沐曦", "1174", "--"],
        &[],
        &["数据来源：Wind"],
    ];
    let plain = "证券代码,证券简称,营业收入[报告期]2024年报[单位]亿元,营业收入[报告期]2023年报[单位]亿元,市占率[报告期]2024年报[单位]%\n600000.SH,海光信息,577.96,452.50,18.6\n688256.SH,沐曦,11.74,会员可见,2.1\n数据来源：Wind,,,,\n";
    let cases = [
        ("in one line", listed(BOOK, file("a.csv", plain))),
        ("in lines of its own", listed(BOOK, xlsx("a.xlsx", &[("万得", wind)]))),
    ];
    let all: String = cases.iter().map(|(name, text)| section(name, text)).collect();
    record!("tags", all);
}

#[test]
fn what_tags_leave_open_is_asked() {
    let dates = "营业收入 [报告期] 20241231 [单位] 元,营业收入 [报告期] 20240630 [单位] 元";
    let latest = "营业收入 [交易日期] 最新 [单位] 元";
    let kinds =
        "营业收入[报告期]2024年报[报表类型]合并报表[单位]亿元,营业收入[报告期]2024年报[报表类型]母公司报表[单位]亿元";
    let cases = [
        ("dates", company("", dates)),
        ("dates, and the book says", company("dates = \"cumulative\"\n", dates)),
        ("the latest", company("", latest)),
        (
            "the latest, and the book says",
            company("period = \"2025H1\"\n", latest),
        ),
        (
            "a period of its own before the book's",
            company("period = \"2025H1\"\n", "营业收入[报告期]2024年报[单位]元"),
        ),
        ("no unit", company("", "营业收入[报告期]2024年报")),
        (
            "a unit that the book contradicts",
            company("unit = \"RMB m\"\n", "营业收入[报告期]2024年报[单位]亿元"),
        ),
        (
            "another currency",
            company("", "营业收入[报告期]2024年报[单位]万[币种]美元"),
        ),
        ("two kinds of statements", company("", kinds)),
        (
            "one of two kinds",
            listed(
                &SALES.replace("\"营业收入\"", "\"营业收入*合并报表*\""),
                file(
                    "a.csv",
                    format!("证券代码,证券简称,{kinds}\n688981.SH,海光信息,1.5,2.5\n"),
                ),
            ),
        ),
    ];
    let all: String = cases.iter().map(|(name, text)| section(name, text)).collect();
    record!("open", all);
}

#[test]
fn line_period_and_unit_under_one_another() {
    let stacked = "证券代码,证券简称,营业收入,营业收入,市占率\n,,2024年报,2023年报,2024年报\n,,亿元,亿元,%\n688981.SH,海光,577,452,3\n688256.SH,沐曦,11,7,4\n数据来源：东方财富Choice数据,,,,\n";
    let merged = stacked.replace("营业收入,营业收入", "营业收入,");
    let filled = BOOK.replace("by =", "header = { row = 2, fill = true }\nby =");
    let series = "指标名称,营业收入,毛利率\n频率,年,年\n单位,亿元,%\n2024-12-31,577.96,18.6\n2023-12-31,452.5,21.9\n数据来源：Wind,,\n";
    let down = r#"
        [[source]]
        files = "a.csv"
        shape = "long"
        dates = "annual"
        columns = { period = "指标名称" }
        values = { "营业收入" = "revenue", "毛利率" = "gross_margin" }
    "#;
    let cases = [
        ("stacked", listed(BOOK, file("a.csv", stacked))),
        ("stacked, merges lost", listed(BOOK, file("a.csv", &merged))),
        (
            "stacked, merges lost and filled",
            listed(&filled, file("a.csv", &merged)),
        ),
        ("series down", listed(down, file("a.csv", series))),
        (
            "a title that the book overrules",
            listed(
                &SALES.replace("by =", "period = \"2024H1\"\nunit = \"RMB m\"\nby ="),
                xlsx(
                    "a.xlsx",
                    &[("S", &[&["", "2025年上半年"], &["证券简称", "营业收入"], &["海光", "5"]])],
                ),
            ),
        ),
    ];
    let all: String = cases.iter().map(|(name, text)| section(name, text)).collect();
    record!("stacked", all);
}

#[test]
fn inspect_drafts_what_reads_the_export_of_a_terminal() {
    let texts = [
        "证券代码,证券简称,市占率[报告期]2024年报,市占率[报告期]2023年报\n688981.SH,海光信息,3.5,4.1\n688256.SH,沐曦,2,1.1\n数据来源：Wind\n",
        "证券代码,证券简称,营业收入[报告期]20241231[单位]亿元,营业收入[报告期]20240630[单位]亿元,净利润[报告期]最新\n688981.SH,海光信息,577.96,452.50,18.6\n688256.SH,沐曦,11.74,7.09,56.7\n",
    ];
    let all: String = texts.iter().map(|text| inspected_and_read(text)).collect();
    record!("inspected", all);
}
