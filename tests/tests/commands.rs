//! What the command line answers, command by command: exit codes, results and hints.

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

/// Command lines in the order they run: words are parted by `|`, so that names may hold spaces.
const COMMANDS: &[&str] = &[
    "build|book 一",
    "build|book 一/quarterbook.toml|--to|text,json|-o|listed.xlsx",
    "check|book 一|--message-format|json",
    "build|book 一|--message-format|json",
    "build|book 一|--quiet",
    "build|book 一|-o|folder",
    "build|book 一|second|broken|-o|folder",
    "build|book 一|second|-o|folder|--quiet",
    "build|second|book 一/quarterbook.toml|-o|one.xlsx",
    "build|book 一|book 一|-o|folder",
    "build|second|nowhere|--message-format|json",
    "check|second|broken|nowhere|--message-format|json|--quiet",
    "build|second|--previous|folder",
    "build|second|--previous|other",
    "build|self",
    "build|self",
    "check",
    "build|nowhere",
    "build|book 一|-o|missing/out.xlsx",
    "build|book 一|-o|missing/",
    "build|book 一|second|-o|missing/",
    "build|book 一|-o|labels.csv/out.xlsx",
    "build|book 一|-o|protected.xlsx",
    "build|book 一|-o|book 一/data.csv",
    "build|book 一|-o|book 一/quarterbook.toml",
    "build|book 一|--to|xlsx,xlsx",
    "build|book 一|--to|xslx",
    "build|book 一|--to|./no-such-program",
    "build|book 一|--as-of|yesterday",
    "build|book 一|--as-of|yesterday|--message-format|json",
    "biuld|--message-format=json",
    "build|book 一|--previous|missing.xlsx",
    "build|outside",
    "trace|book 一/book 一.xlsx|Revenue!$G$8",
    "trace|book 一/book 一.xlsx|growth FY2024",
    "trace|book 一/book 一.xlsx|Checks!K12",
    "trace|book 一/book 一.xlsx|Revenue!B8",
    "trace|book 一/book 一.xlsx|gross_margin FY2024",
    "trace|book 一/book 一.xlsx|growth",
    "trace|book 一/book 一.xlsx|Revenu!G8",
    "trace|book 一/book 一.xlsx|G8",
    "trace|book 一/book 一.xlsx|Revenue!G8000",
    "diff|book 一/book 一.xlsx|book 一/book 一.xlsx",
    "diff|missing.xlsx|book 一/data.csv",
    "inspect|labels.csv",
    "new|begun|--template|quarterly-revue",
    "new|begun|--from|labels.csv|other/labels.csv",
    "new|say \"hi\"|--from|labels.csv",
    "new|book 一",
    "templates|--show|peer",
];

fn lay_out(folder: &Path) {
    for name in ["book 一", "outside", "folder", "other", "second", "broken", "self"] {
        fs::create_dir(folder.join(name)).unwrap();
    }
    fs::write(folder.join("small.toml"), TEMPLATE).unwrap();
    fs::write(folder.join("book 一/quarterbook.toml"), BOOK).unwrap();
    fs::write(folder.join("book 一/data.csv"), DATA).unwrap();
    fs::write(folder.join("second/quarterbook.toml"), BOOK).unwrap();
    fs::write(folder.join("second/data.csv"), DATA.replace("120.0", "115.0")).unwrap();
    fs::write(folder.join("broken/quarterbook.toml"), "[book]\n").unwrap();
    fs::write(folder.join("self/quarterbook.toml"), BOOK.replace("data.csv", "*.xlsx")).unwrap();
    write_as_xlsx(DATA, &folder.join("self/data.xlsx"));
    // What others have open leaves a file of this name beside it.
    fs::write(folder.join("self/~$data.xlsx"), "").unwrap();
    fs::write(folder.join("self/~$self.xlsx"), "").unwrap();
    fs::write(folder.join("protected.xlsx"), "").unwrap();
    let mut rights = fs::metadata(folder.join("protected.xlsx")).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(folder.join("protected.xlsx"), rights).unwrap();
    let outside = BOOK.replacen("[book]", "[book]\noutput = \"../../outside\"", 1);
    fs::write(folder.join("outside/quarterbook.toml"), outside).unwrap();
    fs::write(folder.join("outside/data.csv"), DATA).unwrap();
    let labels = "Item,FY2023,FY2024\n\"=1+1\",1,2\n\"a\"\" = \"\"b\n[book]\",3,4\n";
    fs::write(folder.join("labels.csv"), labels).unwrap();
    fs::write(folder.join("other/labels.csv"), labels).unwrap();
}

/// Writes a text table as a spreadsheet whose cells are texts.
fn write_as_xlsx(table: &str, path: &Path) {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in (0..).zip(table.lines()) {
        for (column, text) in (0..).zip(line.split(',')) {
            sheet.write(row, column, text).unwrap();
        }
    }
    book.save(path).unwrap();
}

#[test]
fn every_command_line_says_what_it_did_or_what_to_write_instead() {
    let folder = tempfile::tempdir().unwrap();
    lay_out(folder.path());
    let mut said = String::new();
    for command in COMMANDS {
        let words: Vec<&str> = command.split('|').collect();
        let run = quarterbook(folder.path(), &words);
        writeln!(said, "$ quarterbook {}\n{}", words.join(" "), run.shown()).unwrap();
    }
    // What could not be begun has left nothing behind.
    assert!(!folder.path().join("begun").exists());
    // Nothing that was read has been written over, and what was begun holds the source's text as text.
    assert_eq!(
        fs::read_to_string(folder.path().join("book 一/data.csv")).unwrap(),
        DATA
    );
    assert_eq!(
        fs::read_to_string(folder.path().join("book 一/quarterbook.toml")).unwrap(),
        BOOK
    );
    let begun = fs::read_to_string(folder.path().join("say \"hi\"/quarterbook.toml")).unwrap();
    writeln!(said, "$ cat say \"hi\"/quarterbook.toml\n{begun}").unwrap();
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("commands-said", said);
    });
}
