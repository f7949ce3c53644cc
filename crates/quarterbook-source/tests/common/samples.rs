//! One small valid file of every format.

use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Formula, Workbook};

use super::binary::{cell, record, row, xlsb_package};

pub const XLS: &[u8] = include_bytes!("../fixtures/table.xls");
pub const ODS: &[u8] = include_bytes!("../fixtures/table.ods");
pub const CSV: &str = "科目,2023,2024\r\n营业收入,2.89,\"1,234.5\"\r\n\r\n毛利率,30.8%,n/a\r\n";

/// A table as staff keep it: a merged title, a unit note, an indented label, per cent, a date, an error, a hidden row.
pub fn xlsx() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("财务摘要").unwrap();
    let percent = Format::new().set_num_format("0.0%");
    let money = Format::new().set_num_format("#,##0.00_);(#,##0.00)");
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let indented = Format::new().set_indent(1);
    let title = Format::new().set_align(FormatAlign::Center);
    sheet.merge_range(0, 0, 0, 2, "收入与毛利", &title).unwrap();
    sheet.write(1, 0, "单位:人民币亿元").unwrap();
    sheet.write_row(2, 0, ["科目", "FY2023", "FY2024"]).unwrap();
    sheet.write(3, 0, "营业收入").unwrap();
    sheet.write_with_format(3, 1, 2.89, &money).unwrap();
    sheet.write_with_format(3, 2, -1234.5, &money).unwrap();
    sheet.write_with_format(4, 0, "其中:训练", &indented).unwrap();
    sheet.write(4, 1, "1.5").unwrap();
    sheet.write(5, 0, "毛利率").unwrap();
    sheet.write_with_format(5, 1, 0.308, &percent).unwrap();
    sheet.write(5, 2, Formula::new("B6/0").set_result("#DIV/0!")).unwrap();
    sheet.write(6, 0, "截至").unwrap();
    let day = ExcelDateTime::from_ymd(2025, 6, 30).unwrap();
    sheet.write_with_format(6, 1, &day, &date).unwrap();
    sheet.write(6, 2, true).unwrap();
    sheet.set_row_hidden(4).unwrap();
    workbook
        .add_worksheet()
        .set_name("Notes")
        .unwrap()
        .set_hidden(true)
        .write(0, 0, "=1+1")
        .unwrap();
    workbook.save_to_buffer().unwrap()
}

/// Texts, numbers of every kind, a boolean, and error cells both plain and from formulas.
pub fn xlsb() -> Vec<u8> {
    let float = |number: f64| number.to_le_bytes();
    let formula = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    let records = [
        row(0),
        record(7, &cell(0, &0_u32.to_le_bytes())),
        record(7, &cell(1, &1_u32.to_le_bytes())),
        row(3),
        record(5, &cell(0, &float(0.308))),
        record(2, &cell(1, &((1234 << 2) | 2_u32).to_le_bytes())),
        record(2, &cell(2, &((1234 << 2) | 3_u32).to_le_bytes())),
        record(4, &cell(3, &[1])),
        row(4),
        record(3, &cell(0, &[0x2a])),
        record(11, &cell(1, &[&[0x07][..], &formula].concat())),
        record(9, &cell(2, &[&float(2.5)[..], &formula].concat())),
        row(6),
        record(11, &cell(0, &[&[0x17][..], &formula].concat())),
    ];
    xlsb_package(&records, &["营业收入", "2.89"])
}

/// Every sample, with a name.
pub fn all() -> [(&'static str, Vec<u8>); 6] {
    let utf16 = CSV.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [
        ("table.xlsx", xlsx()),
        ("table.xlsb", xlsb()),
        ("table.xls", XLS.to_vec()),
        ("table.ods", ODS.to_vec()),
        ("table.csv", CSV.into()),
        ("table.txt", utf16),
    ]
}
