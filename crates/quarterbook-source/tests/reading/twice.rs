//! Columns that headers do not tell apart.

use crate::cases::{file, inspected_and_read, listed, section};

macro_rules! record {
    ($name:literal, $text:expr) => {
        insta::with_settings!({ snapshot_path => "twice", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!($name, $text);
        })
    };
}

#[test]
fn a_column_is_named_by_its_letters_where_its_header_is_anothers_too() {
    let wide = |keys: &str, head: &str| {
        let book =
            format!("[[source]]\nfiles = \"a.csv\"\n{keys}unit = \"RMB m\"\nrows = {{ \"收入\" = \"revenue\" }}\n");
        listed(&book, file("a.csv", format!("{head}\n收入,10,11,9\n")))
    };
    let long = |name: &str| {
        let book = format!(
            "[[source]]\nfiles = \"a.csv\"\nshape = \"long\"\nunit = \"RMB m\"\ncolumns = {{ period = \"Period\" }}\nvalues = {{ \"{name}\" = \"revenue\" }}\n"
        );
        listed(&book, file("a.csv", "Period,Amount,Amount\n2024,5,6\n2023,4,5\n"))
    };
    let cases = [
        ("a year twice", wide("", "项目,2024,2024,2023")),
        (
            "a year twice, one left out",
            wide("skip = [\"b:b\"]\n", "项目,2024,2024,2023"),
        ),
        ("a period in two forms", wide("", "项目,FY2024,2024年,2023")),
        ("figures are no years twice", wide("", "2024年,2010,2010,2009")),
        ("a name twice", long("Amount")),
        ("a name twice, one by its letters", long("C:C")),
    ];
    let all: String = cases.iter().map(|(name, text)| section(name, text)).collect();
    record!("columns", all);
}

#[test]
fn inspect_tells_of_columns_with_one_header_and_its_blocks_read() {
    let texts = [
        "项目,2024,2024,2023\n收入,10,11,9\n",
        "Period,Revenue,Revenue,Gross margin\n2024Q1,5,6,30%\n2024Q2,4,5,31%\n2024Q3,4,5,31%\n",
        "Date,Item,Amount,Amount\n2024,Revenue,5,6\n2023,Revenue,4,5\n",
    ];
    let all: String = texts.iter().map(|text| inspected_and_read(text)).collect();
    record!("inspected", all);
}
