//! What happens every quarter: a new file is dropped in, a label changes, a vendor is added. The template
//! and the program stay as they are, and everything follows.

use std::fs;
use std::path::Path;

use quarterbook_data::CellAddress;
use quarterbook_tests::run::quarterbook;
use quarterbook_tests::written::WrittenSheet;
use rust_xlsxwriter::Workbook;

use super::built;
use super::grid::{edges, rows};

/// A copy of an example's book and sources, to be changed.
fn copy_of_example(name: &str, folder: &Path) {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples").join(name);
    fs::create_dir_all(folder.join("data")).unwrap();
    fs::copy(example.join("quarterbook.toml"), folder.join("quarterbook.toml")).unwrap();
    for file in fs::read_dir(example.join("data")).unwrap() {
        let path = file.unwrap().path();
        fs::copy(&path, folder.join("data").join(path.file_name().unwrap())).unwrap();
    }
}

/// The value of a row in the last period of a band, as the file holds it.
fn last(sheet: &WrittenSheet, code: &str, band: usize) -> f64 {
    let cell = CellAddress::new(rows(sheet, code)[0], edges(sheet)[band].1);
    sheet.cells[&cell].value.parse().unwrap()
}

#[test]
fn a_new_year_a_renamed_product_and_another_vendor_need_no_change_of_the_template() {
    let folder = tempfile::tempdir().unwrap();
    copy_of_example("iluvatar", folder.path());
    next_years_summary(&folder.path().join("data/2025-annual.xlsx"));
    fs::write(
        folder.path().join("data/market-share.csv"),
        "年度,厂商,市场份额,排名\n2024,海光信息,n/a,n/a\n2024,沐曦股份,n/a,n/a\n2024,天数智芯,9.8%,3\n2024,昆仑芯,6.1%,4\n",
    )
    .unwrap();
    let book = folder.path().join("quarterbook.toml");
    let text = fs::read_to_string(&book).unwrap();
    let vendor = "iluvatar = { zh = \"天数智芯\", en = \"Iluvatar CoreX\" }\n";
    assert!(text.contains(vendor));
    let more = format!("{vendor}kunlunxin = {{ zh = \"昆仑芯\", en = \"Kunlunxin\" }}\n");
    fs::write(&book, text.replace(vendor, &more)).unwrap();

    let workbook = built(folder.path()).unwrap();
    let (revenue, share) = (workbook.sheet("收入"), workbook.sheet("市场份额"));

    // The new year is a column behind the others.
    assert_eq!(last(revenue, "revenue_used", 0), 8.1);
    // Its product, under another label, is the same member: 8.1 × 40 %.
    assert!((last(revenue, "revenue.training", 0) - 3.24).abs() < 1e-12);
    // The new vendor has its row, and what is left of the market is less by its share.
    let of_2024 = |code| {
        let cell = CellAddress::new(rows(share, code)[0], edges(share)[0].1 - 1);
        share.cells[&cell].value.parse::<f64>().unwrap()
    };
    assert_eq!(of_2024("market_share.kunlunxin"), 0.061);
    assert!((of_2024("others") - 0.841).abs() < 1e-12);
    // Charts over years end with the new one.
    let (first, end) = edges(revenue)[0];
    let ends: Vec<u32> = revenue
        .charts
        .iter()
        .filter_map(|chart| Some(chart.series.first()?.values.cells.range.last.column))
        .filter(|column| (first..=end).contains(column))
        .collect();
    assert!(
        !ends.is_empty() && ends.iter().all(|column| *column == end),
        "{ends:?}, not {end}"
    );
}

#[test]
fn a_drop_in_is_told_as_an_analyst_would_tell_it() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("book");
    copy_of_example("iluvatar", &book);
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (book_path, before, after) = (path("book"), path("before.xlsx"), path("after.xlsx"));
    let run = |words: &[&str]| quarterbook(Path::new(env!("CARGO_MANIFEST_DIR")), words);
    run(&["build", &book_path, "-o", &before]);
    next_years_summary(&book.join("data/2025-annual.xlsx"));
    run(&["build", &book_path, "--previous", &before, "-o", &after]);
    let told = run(&["diff", &before, &after]).shown();
    insta::with_settings!({ snapshot_path => "../../snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("drop-in-told", told);
    });
}

fn next_years_summary(path: &Path) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("财务摘要").unwrap();
    sheet.write(0, 0, "单位:人民币亿元").unwrap();
    for (column, text) in [(0, "项目"), (1, "2025年"), (2, "2024年")] {
        sheet.write(1, column, text).unwrap();
    }
    for (row, (label, now, then)) in (2..).zip([("收入", 8.1, 5.4), ("经调整净亏损", -7.0, -6.45)]) {
        sheet.write(row, 0, label).unwrap();
        sheet.write(row, 1, now).unwrap();
        sheet.write(row, 2, then).unwrap();
    }
    sheet.write(4, 0, "其中:占收入比例").unwrap();
    sheet.write(5, 0, "  训练芯片(天垓)").unwrap();
    sheet.write(5, 1, "40%").unwrap();
    sheet.write(5, 2, "49.9%").unwrap();
    book.save(path).unwrap();
}
