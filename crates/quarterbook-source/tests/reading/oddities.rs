//! What inspect shows of tables that can be read in two ways, with the line that settles it.

use quarterbook_source::{ReadOptions, inspect, read_file};
use rust_xlsxwriter::{Format, Workbook};

use crate::cases::{inspected_and_read, section};
use crate::figures::vocabulary;

macro_rules! record {
    ($name:literal, $text:expr) => {
        insta::with_settings!({ snapshot_path => "oddities", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!($name, $text);
        })
    };
}

#[test]
fn periods_in_two_readings_are_shown_and_drafted_as_a_guess() {
    let texts = [
        ("months a year apart", "项目,2024-12,2023-12\n收入,100,95\n"),
        ("months down a column", "Month,Revenue\n2024-12,100\n2024-09,95\n"),
        ("years over two", "Item,2011/12,2010/11\nRevenue,5,6\n"),
        ("a year over two or a month", "Item,2011/12\nRevenue,5\n"),
        (
            "numbers that may be years",
            "项目,2024年,2023年\n收入,1990,1980\n出货,2010,2009\n",
        ),
        (
            "marks before numbers",
            "項目,2025年3月期,2024年3月期,2024年,2023年\n収入,x,x,▲1234,5\n收入,,,▲12,△5\n",
        ),
        ("halves and years", "Item,2024,1H24,2023,1H23\nRevenue,5,3,4,2\n"),
    ];
    let all: String = texts
        .iter()
        .map(|(name, text)| section(name, &inspected_and_read(text)))
        .collect();
    record!("periods", all);
}

#[test]
fn numbers_that_their_format_divides_are_shown() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.xlsx");
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let thousands = Format::new().set_num_format("#,##0,");
    sheet.write_row(0, 0, ["Item", "FY2024", "FY2023"]).unwrap();
    sheet.write(1, 0, "Revenue").unwrap();
    sheet.write_with_format(1, 1, 1_234_567, &thousands).unwrap();
    sheet.write_with_format(1, 2, 1_134_567, &thousands).unwrap();
    workbook.save(&path).unwrap();
    let read = read_file("a.xlsx", &path, &ReadOptions::default()).unwrap();
    record!("divided", inspect(&read, &vocabulary("CNY")));
}
