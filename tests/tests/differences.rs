//! What `quarterbook diff` tells of two workbooks: the same book before and after one edit a case.

#![expect(
    clippy::unwrap_used,
    reason = "whatever cannot be read or written here fails the test"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use quarterbook_tests::run::quarterbook;

const TEMPLATE: &str = include_str!("../cases/small.toml");
const BOOK: &str = include_str!("../cases/plain-years/quarterbook.toml");
const DATA: &str = include_str!("../cases/plain-years/data.csv");

/// A case: its name, and the texts that are replaced in the template, the book or the data.
type Case = (&'static str, &'static [(&'static str, &'static str)]);

const CASES: &[Case] = &[
    ("the same book twice", &[]),
    ("one figure restated", &[("Revenue,100.0,120.0", "Revenue,100.0,118.0")]),
    (
        "a restated figure turns a check",
        &[("Chips,60.0,70.0", "Chips,60.0,75.0")],
    ),
    (
        "a year added",
        &[
            ("USD m,FY2023,FY2024", "USD m,FY2023,FY2024,FY2025"),
            ("Revenue,100.0,120.0", "Revenue,100.0,120.0,150.0"),
            ("Chips,60.0,70.0", "Chips,60.0,70.0,90.0"),
            ("Boards,40.0,45.0", "Boards,40.0,45.0,60.0"),
            ("Gross margin,40.0%,n/a", "Gross margin,40.0%,n/a,42.0%"),
        ],
    ),
    (
        "an earlier year added",
        &[
            ("USD m,FY2023,FY2024", "USD m,FY2022,FY2023,FY2024"),
            ("Revenue,100.0,120.0", "Revenue,80.0,100.0,120.0"),
            ("Chips,60.0,70.0", "Chips,50.0,60.0,70.0"),
            ("Boards,40.0,45.0", "Boards,30.0,40.0,45.0"),
            ("Gross margin,40.0%,n/a", "Gross margin,n/a,40.0%,n/a"),
        ],
    ),
    (
        "a line added in the middle",
        &[
            ("Boards,40.0,45.0", "Panels,1.0,5.0\nBoards,39.0,45.0"),
            ("boards = {", "panels = { en = \"Panels\" }\nboards = {"),
            (
                "\"Boards\" = \"revenue.boards\"",
                "\"Panels\" = \"revenue.panels\", \"Boards\" = \"revenue.boards\"",
            ),
        ],
    ),
    (
        "a line gone",
        &[
            ("boards = { en = \"Boards\", zh = \"板卡\" }\n", ""),
            ("\"Boards\" = \"revenue.boards\", ", ""),
        ],
    ),
    ("a missing figure disclosed", &[("40.0%,n/a", "40.0%,41.0%")]),
    (
        "a figure withdrawn",
        &[("Gross margin,40.0%,n/a", "Gross margin,n/a,n/a")],
    ),
    (
        "a figure printed with more digits",
        &[("Revenue,100.0", "Revenue,100.00")],
    ),
    ("rows of the source moved", &[("Revenue,100.0", "\n\nRevenue,100.0")]),
    (
        "a formula of the template changed",
        &[(
            "revenue_used * inputs.gross_margin",
            "revenue_used * (1 - inputs.gross_margin)",
        )],
    ),
    (
        "rows of the template in another order",
        &[
            (
                "[[sheet.row]]\nid = \"growth\"\nlabel = { en = \"Growth\", zh = \"同比\" }\nformula = \"growth(revenue_used, revenue_used[-1y])\"\n",
                "",
            ),
            (
                "[[sheet]]\nid = \"checks\"",
                "[[sheet.row]]\nid = \"growth\"\nlabel = { en = \"Growth\", zh = \"同比\" }\nformula = \"growth(revenue_used, revenue_used[-1y])\"\n\n[[sheet]]\nid = \"checks\"",
            ),
        ],
    ),
    (
        "a label changed",
        &[("en = \"Not disclosed\"", "en = \"Other revenue\"")],
    ),
    ("another unit shown", &[("money = \"USD m\"", "money = \"USD bn\"")]),
    ("in Chinese", &[("[book]\n", "[book]\nlanguages = [\"zh\", \"en\"]\n")]),
];

/// Builds the book with these texts replaced, in a folder of its own.
fn built(folder: &Path, name: &str, edits: &[(&str, &str)]) {
    let book = folder.join(name);
    fs::create_dir_all(&book).unwrap();
    let mut texts = [TEMPLATE, BOOK, DATA].map(str::to_owned);
    for (from, to) in edits {
        let text = texts.iter_mut().find(|text| text.contains(from));
        let text = text.unwrap_or_else(|| panic!("{name}: nothing holds {from:?}"));
        *text = text.replacen(from, to, 1);
    }
    let [template, text, data] = texts;
    fs::write(book.join("small.toml"), template).unwrap();
    fs::write(
        book.join("quarterbook.toml"),
        text.replace("../small.toml", "small.toml"),
    )
    .unwrap();
    fs::write(book.join("data.csv"), data).unwrap();
    let run = quarterbook(folder, &["build", name, "-o", &format!("{name}.xlsx")]);
    assert!(run.code < 2, "{name}: {}", run.shown());
}

#[test]
fn an_edit_of_a_book_is_told_as_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    built(folder.path(), "before", &[]);
    let mut said = String::new();
    for (name, edits) in CASES {
        built(folder.path(), name, edits);
        let run = quarterbook(folder.path(), &["diff", "before.xlsx", &format!("{name}.xlsx")]);
        writeln!(said, "# {name}\n{}", run.shown()).unwrap();
    }
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("differences-told", said);
    });
}
