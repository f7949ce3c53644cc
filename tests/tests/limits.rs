//! A book's `limits` as its author writes them: lowered they refuse, raised they let pass.

use std::fmt::Write as _;
use std::fs;

use quarterbook_tests::run::quarterbook;

const TEMPLATE: &str = include_str!("../cases/small.toml");
const BOOK: &str = include_str!("../cases/plain-years/quarterbook.toml");
const DATA: &str = include_str!("../cases/plain-years/data.csv");
const DOCS: &str = include_str!("../../docs/sources.md");

/// The book with this line in its source.
fn with_line(line: &str) -> String {
    let book = BOOK.replace("../small.toml", "small.toml");
    book.replace("[[source]]", &format!("[[source]]\n{line}"))
}

#[test]
fn a_book_lowers_and_raises_what_a_file_may_ask_for() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("small.toml"), TEMPLATE).unwrap();
    // Blanks that are longer than a cell may be by default.
    let long = format!("{DATA}{},,\n", " ".repeat(1 << 20));
    let mut said = String::new();
    for (name, data, line) in [
        ("the defaults", DATA, ""),
        ("fewer cells than the file has", DATA, "limits = { cells = 14 }"),
        ("as many cells as the file has", DATA, "limits = { cells = 15 }"),
        ("a text longer than the default", &long, ""),
        (
            "a text longer than the default, and allowed",
            &long,
            "limits = { text-bytes = 3000000 }",
        ),
        ("a limit that does not exist", DATA, "limits = { text_bytes = 3000000 }"),
    ] {
        fs::write(folder.path().join("data.csv"), data).unwrap();
        fs::write(folder.path().join("quarterbook.toml"), with_line(line)).unwrap();
        let run = quarterbook(folder.path(), &["build", "--to", "text", "-o", "out.txt", "."]);
        writeln!(said, "== {name}\n{}", run.shown()).unwrap();
    }
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("limits-said", said);
    });
}

#[test]
fn every_limit_of_the_docs_is_one_that_a_book_can_name() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("small.toml"), TEMPLATE).unwrap();
    fs::write(folder.path().join("data.csv"), DATA).unwrap();
    let section = DOCS.split("\n## Limits\n").nth(1).unwrap();
    let rows = section.split("\n## ").next().unwrap().lines();
    let names: Vec<&str> = rows
        .filter_map(|row| row.strip_prefix("| `")?.split(" | ").next())
        .flat_map(|names| names.split(", "))
        .map(|name| name.trim_matches('`'))
        .collect();
    assert_eq!(names.len(), 11, "{names:?}");
    let limits: Vec<String> = names.iter().map(|name| format!("{name} = 1000000")).collect();
    let line = format!("limits = {{ {} }}", limits.join(", "));
    fs::write(folder.path().join("quarterbook.toml"), with_line(&line)).unwrap();
    let run = quarterbook(folder.path(), &["build", "--to", "text", "-o", "out.txt", "."]);
    assert_eq!(run.code, 1, "{}", run.shown());
}
