//! Book texts → [`BookFile`].

use quarterbook_data::Problem;

use super::TextFiles;
use super::table::{self, Reader};
use super::template::{Parts, named};
use crate::template::BookFile;

const KEYS: [&str; 8] = [
    "book",
    "members",
    "parameters",
    "lines",
    "dimensions",
    "sheet",
    "check",
    "source",
];

/// Reads a book; `None` when its `[book]` table cannot be read. Its `[[source]]` tables are left to the
/// crate that reads sources.
pub fn read_book(files: &mut TextFiles, path: &str, text: &str) -> (Option<BookFile>, Vec<Problem>) {
    let (mut root, problems) = table::parse(files, path, text);
    let mut reader = Reader { files, problems };
    root.remove("source");
    let parts = Parts::read(&mut reader, &mut root);
    let members = named(&mut reader, &mut root, "members");
    let parameters = named(&mut reader, &mut root, "parameters");
    let place = reader.files.place(reader.files.end()..reader.files.end());
    let book = if root.contains_key("book") {
        reader.take(&mut root, "book")
    } else {
        let hint = "begin the file with [book], and in it template, title, money and bands";
        reader
            .problems
            .push(Problem::error("the book has no [book] table").at(place).hint(hint));
        None
    };
    reader.unknown_keys(&root, &KEYS);
    let file = book.map(|book| BookFile {
        book,
        members,
        parameters,
        lines: parts.lines,
        dimensions: parts.dimensions,
        sheets: parts.sheets,
        checks: parts.checks,
    });
    (file, reader.problems)
}
