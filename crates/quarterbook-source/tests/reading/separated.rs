//! Separated texts as they leave programs and hands: cut fields, short rows, page breaks, footers, stray quotes.

use crate::cases::{file, listed, section};

macro_rules! record {
    ($name:literal, $text:expr) => {
        insta::with_settings!({ snapshot_path => "separated", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!($name, $text);
        })
    };
}

const WIDE: &str =
    "[[source]]\nfiles = \"a.csv\"\nunit = \"RMB m\"\nrows = { \"收入\" = \"revenue\", \"成本\" = \"cash\" }\n";

const LEDGER: &str = "[[source]]\nfiles = \"a.csv\"\nshape = \"ledger\"\ndates = \"quarter\"\nunit = \"RMB m\"\ncolumns = { period = \"日期\" }\nvalues = { \"金额\" = \"revenue\" }\n";

fn all(book: &str, cases: &[(&str, &str)]) -> String {
    let cases = cases.iter().map(|(name, text)| {
        let note = "note: read as utf-8 (all of it is valid), fields separated by `,`\n  --> a.csv\n";
        let kept = listed(book, file("a.csv", text)).replace(note, "");
        section(name, &kept)
    });
    cases.collect()
}

#[test]
fn fields_of_wide_tables() {
    record!(
        "wide",
        all(
            WIDE,
            &[
                (
                    "thousands cut, longer than the header",
                    "项目,2024,2023\n收入,1,234,5,678\n"
                ),
                (
                    "thousands cut, within the header",
                    "项目,2024,2023,备注\n收入,1,234,5\n成本,3,4,x\n"
                ),
                (
                    "thousands cut, last header empty",
                    "项目,2024,2023,,\n收入,1,234,5,678\n"
                ),
                (
                    "thousands cut, growth behind",
                    "项目,2024,2023,2022,2021\n收入,1,234,5,678\n成本,3,4,5,6\n"
                ),
                (
                    "thousands cut, a row longer than others",
                    "项目,2024,2023,备注\n收入,1,234,5,\n成本,3,4,x\n"
                ),
                (
                    "thousands cut, a half with a leading zero",
                    "项目,2024,2023,2022,2021\n收入,1,034,5,678\n"
                ),
                (
                    "thousands cut, note numbers",
                    "item,2023,2024,note\n收入,1,234,5\n成本,3,4,\n"
                ),
                (
                    "a note number alone",
                    "item,2023,2024,note\n收入,100,234,5\n成本,3,4,\n"
                ),
                (
                    "a column of counts",
                    "项目,2024,2023,人数\n收入,100,234,5\n成本,3,400,7\n"
                ),
                (
                    "separators behind rows only",
                    "项目,2024,2023\n收入,100,200,\n成本,1,234,\n"
                ),
                (
                    "plain three digits",
                    "项目,2024,2023,2022\n收入,100,200,300\n成本,1,200,300\n"
                ),
                (
                    "separators behind every row",
                    "项目,2024,2023,\n收入,100,200,\n成本,1,2,\n"
                ),
                (
                    "separators behind the header only",
                    "项目,2024,2023,\n收入,100,200\n成本,1,2\n"
                ),
                (
                    "a figure under an empty last header",
                    "项目,2024,2023,\n收入,100,200,\n成本,1,2,7\n"
                ),
                (
                    "figures under an empty last header in all rows",
                    "项目,2024,2023,\n收入,100,200,5\n成本,1,2,7\n"
                ),
                (
                    "a figure under an empty header in the middle",
                    "项目,2024,,2023\n收入,100,7,200\n"
                ),
                ("a short row", "项目,2024,2023,2022\n收入,100\n成本,1,2,3\n"),
                ("a quote in a field", "项目,2024,2023\n12\" 收入,1,2\n收入,100,200\n"),
                (
                    "a quote that opens a field and never closes",
                    "项目,2024,2023\n收入,100,200\n\"成本,1,2\n净利,3,4\n"
                ),
                ("a quote closed early", "项目,2024,2023\n\"收\"入,100,200\n"),
                ("a NUL in a text", "项目,2024,2023\n收\0入,100,200\n"),
                ("carriage returns alone", "项目,2024,2023\r收入,100,200\r成本,1,2\r"),
                (
                    "a header again in the middle",
                    "项目,2024,2023\n收入,100,200\n项目,2024,2023\n成本,1,2\n"
                ),
                (
                    "a mark in the middle",
                    "\u{feff}项目,2024,2023\n收入,100,200\n\u{feff}项目,2022,2021\n收入,1,2\n"
                ),
                ("a footer", "项目,2024,2023\n收入,100,200\n制表人：张三,,审核：2024\n"),
                ("sep= first", "sep=;\n项目;2024;2023\n收入;100;200\n"),
                ("sep= quoted", "\"sep=;\"\n项目;2024;2023\n收入;100;200\n"),
                (
                    "sep= behind a mark",
                    "\u{feff}sep=;\r\n项目;2024;2023\r\n收入;100;200\r\n"
                ),
                ("mixed separators", "项目,2024,2023\n收入;100;200\n成本,1,2\n"),
                ("full-width separators", "项目，2024，2023\n收入，100，200\n"),
                ("a decimal comma with commas", "项目,2024,2023\n收入,1,5,2,5\n"),
            ]
        )
    );
}

#[test]
fn rows_of_ledgers() {
    record!(
        "ledgers",
        all(
            LEDGER,
            &[
                (
                    "short rows",
                    "日期,类别,金额\n2024-01-05,a,100\n2024-01-06,200\n2024-02-06,b\n\n2024-03-01,a,50\n"
                ),
                (
                    "short rows, value in the middle",
                    "日期,金额,类别\n2024-01-05,100,a\n2024-01-06,200\n"
                ),
                ("an empty amount", "日期,类别,金额\n2024-01-05,a,100\n2024-01-06,b,\n"),
                (
                    "thousands cut",
                    "日期,类别,金额\n2024-01-05,a,1,234\n2024-01-06,b,100\n"
                ),
                (
                    "thousands cut within the header",
                    "日期,金额,备注\n2024-01-05,1,234\n2024-01-06,100,\n2024-01-06,100,x\n"
                ),
                (
                    "thousands cut in some rows",
                    "日期,金额,备注\n2024-01-05,1,234,\n2024-01-06,100,\n2024-01-06,100,x\n"
                ),
                (
                    "amounts and codes of three digits",
                    "日期,金额,部门\n2024-01-05,1,234\n2024-01-06,1200,\n2024-01-06,100,5\n"
                ),
                (
                    "a header again in the middle",
                    "日期,类别,金额\n2024-01-05,a,100\n日期,类别,金额\n2024-01-06,b,200\n"
                ),
                (
                    "another header in the middle",
                    "日期,类别,金额\n2024-01-05,a,100\n\n日期,金额,类别\n2024-01-06,200,b\n"
                ),
                (
                    "page breaks",
                    "日期,类别,金额\n2024-01-05,a,100\n第1页 共2页\n\n日期,类别,金额\n2024-01-06,b,200\n"
                ),
                (
                    "a footer",
                    "日期,类别,金额\n2024-01-05,a,100\nTotal rows: 1\n制表人：张三\n"
                ),
                (
                    "a footer of a few fields",
                    "日期,类别,金额\n2024-01-05,a,100\n制表人：张三,审核：李四,2024-02-01\n"
                ),
                (
                    "a total",
                    "日期,类别,金额\n2024-01-05,a,100\n2024-01-06,a,100\n合计,,200\n"
                ),
                (
                    "a total without a word",
                    "日期,类别,金额\n2024-01-05,a,100\n2024-01-06,a,100\n,,200\n"
                ),
                (
                    "a quote in a field",
                    "日期,类别,金额\n2024-01-05,12\" wafer,100\n2024-01-06,b,200\n"
                ),
                (
                    "a quote never closed",
                    "日期,类别,金额\n2024-01-05,a,100\n2024-01-06,\"b,200\n2024-01-07,c,300\n"
                ),
                (
                    "quotes never closed twice",
                    "日期,类别,金额\n2024-01-05,a,100\n2024-01-06,\"b,200\n2024-01-07,\"c,300\n2024-01-08,d,400\n"
                ),
                (
                    "a quote opened in one row and closed in another",
                    "日期,类别,金额\n2024-01-05,\"a,100\n2024-01-06,b\",200\n2024-01-07,\"c,\nd\",300\n"
                ),
                (
                    "a mark before a quote",
                    "日期,类别,金额\n2024-01-05,a,100\n\u{feff}\"2024-01-06\",b,200\n"
                ),
                (
                    "carriage returns alone",
                    "日期,类别,金额\r2024-01-05,a,100\r2024-01-06,b,200\r"
                ),
                (
                    "a mark in the middle",
                    "\u{feff}日期,类别,金额\n2024-01-05,a,100\n\u{feff}2024-01-06,b,200\n"
                ),
                ("NULs", "日期,类别,金额\n2024-01-05,a\0,10\u{0}0\n2024-01-06,b,200\n"),
                (
                    "mixed separators",
                    "日期,类别,金额\n2024-01-05,a,100\n2024-01-06;b;200\n"
                ),
            ]
        )
    );
}

#[test]
fn rows_without_end_and_without_anything() {
    let header = "项目,2024,2023\n收入,100,200\n成本,1,2\n";
    let cases = [
        ("20,000 fields", format!("{header}{}\n", "1,".repeat(20_000))),
        (
            "fields beyond the bytes of a row",
            format!("{header}{}\n", "1,".repeat(30_000)),
        ),
        ("a long text", format!("{header}{}\n", "x".repeat(1 << 17))),
        ("a long quoted text", format!("{header}\"{}\"\n", "x".repeat(1 << 17))),
        (
            "a quote open to the end",
            format!("{header}\"open,\n{}", "x,1,2\n".repeat(1 << 14)),
        ),
        ("empty lines", format!("{}{header}", "\n".repeat(1 << 16))),
        (
            "more empty lines than a sheet has rows",
            format!("{}{header}", "\n".repeat(1 << 21)),
        ),
        ("lines of one letter", format!("{header}{}", "x\n".repeat(1 << 12))),
    ];
    let book = WIDE.replace("unit =", "limits = { text-bytes = 50000 }\nunit =");
    let cases: Vec<(&str, &str)> = cases.iter().map(|(name, text)| (*name, text.as_str())).collect();
    record!("endless", all(&book, &cases));
}
