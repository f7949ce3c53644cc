//! Every example and every case: what a reader of the workbook sees, and what the command says.
//!
//! A case is a folder under `cases/` with a `quarterbook.toml`. Its snapshots are the text listing of the
//! workbook (none when nothing is written) and everything the command prints. Whatever is written as
//! .xlsx is read back and has to say the same as the model, cell for cell, so that a snapshot of the
//! listing speaks for the file too.

#![expect(
    clippy::unwrap_used,
    reason = "whatever cannot be read or written here fails the test"
)]

use std::fs;
use std::path::{Path, PathBuf};

use quarterbook_tests::readback;
use quarterbook_tests::run::quarterbook;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

/// The folders below `folder` that are books, by name.
fn books(folder: &str) -> Vec<(String, PathBuf)> {
    let mut books: Vec<(String, PathBuf)> = fs::read_dir(root().join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("quarterbook.toml").is_file())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), path))
        .collect();
    books.sort();
    books
}

/// Builds a book into a folder of its own and records what a reader would see.
fn record(kind: &str, name: &str, book: &Path) {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("workbook.xlsx");
    let run = quarterbook(
        &root(),
        &[
            "build",
            &relative(book),
            "--to",
            "xlsx,text,json",
            "-o",
            output.to_str().unwrap(),
        ],
    );
    let said = run.shown().replace(folder.path().to_str().unwrap(), "OUT");
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(format!("{kind}-{name}-said"), said);
        if output.exists() {
            let listing = fs::read_to_string(output.with_extension("txt")).unwrap();
            insta::assert_snapshot!(format!("{kind}-{name}-workbook"), listing);
        }
    });
    if output.exists() {
        let differences = readback::differences(&output, &output.with_extension("json"));
        assert_eq!(
            differences,
            Vec::<String>::new(),
            "{name}: the file does not say what the model says"
        );
    } else {
        assert_eq!(run.code, 2, "{name}: nothing was written, so the exit code has to be 2");
    }
}

fn relative(book: &Path) -> String {
    book.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/")
}

#[test]
fn every_example_is_what_its_readers_expect() {
    for (name, book) in books("examples") {
        record("example", &name, &book);
    }
}

#[test]
fn every_case_is_what_its_readers_expect() {
    for (name, book) in books("tests/cases") {
        record("case", &name, &book);
    }
}

#[test]
fn two_builds_give_the_same_bytes() {
    for (name, book) in books("examples") {
        let folder = tempfile::tempdir().unwrap();
        let built = |file: &str| {
            let output = folder.path().join(file);
            quarterbook(&root(), &["build", &relative(&book), "-o", output.to_str().unwrap()]);
            fs::read(output).unwrap()
        };
        assert!(built("one.xlsx") == built("two.xlsx"), "{name}: two builds differ");
    }
}
