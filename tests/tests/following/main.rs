//! Lines and periods are added, and everything follows: totals, links across sheets, defined names, charts with
//! every point, conditional formats, validations, sparklines, print areas, groups. All of it is read from the
//! written .xlsx. What the workbooks show is recorded with the other cases.

#![expect(
    clippy::unwrap_used,
    reason = "whatever cannot be read or written here fails the test"
)]

mod added;
mod every_book;
mod grid;
mod next_quarter;

use std::path::{Path, PathBuf};

use quarterbook_tests::run::quarterbook;
use quarterbook_tests::written::{self, WrittenBook};

/// The repository's root.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

/// A book as it is written; `None` when it cannot be built.
fn built(book: &Path) -> Option<WrittenBook> {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("workbook.xlsx");
    // Runs of one process share its current folder.
    let book = book.to_str().unwrap();
    quarterbook(&root(), &["build", book, "-o", output.to_str().unwrap()]);
    output.exists().then(|| written::read(&output))
}
