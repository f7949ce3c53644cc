//! What becomes of files on disk: their rights, links to them, names that are no text.

#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    reason = "whatever cannot be read or written here fails the test"
)]

use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

const TEMPLATE: &str = include_str!("../cases/small.toml");
const BOOK: &str = include_str!("../cases/plain-years/quarterbook.toml");
const DATA: &str = include_str!("../cases/plain-years/data.csv");

/// A book in a folder of this name.
fn book(folder: &Path, name: &OsStr) -> PathBuf {
    let book = folder.join(name);
    fs::create_dir(&book).unwrap();
    fs::write(folder.join("small.toml"), TEMPLATE).unwrap();
    fs::write(book.join("quarterbook.toml"), BOOK).unwrap();
    fs::write(book.join("data.csv"), DATA).unwrap();
    book
}

/// Builds a book into a file; gives everything that was said.
fn build(book: &Path, output: &Path) -> String {
    build_to("xlsx", book, output)
}

/// Builds a book into a file, and those beside it that other exporters make.
fn build_to(exporters: &str, book: &Path, output: &Path) -> String {
    let words = [
        "quarterbook".as_ref(),
        "build".as_ref(),
        book.as_os_str(),
        "--to".as_ref(),
        exporters.as_ref(),
        "-o".as_ref(),
        output.as_os_str(),
    ];
    let (mut out, mut err) = (Vec::new(), Vec::new());
    quarterbook_cli::run(words.map(OsString::from), &mut out, &mut err);
    String::from_utf8_lossy(&[err, out].concat()).into_owned()
}

fn rights(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn a_workbook_keeps_its_rights_and_a_new_one_has_those_of_new_files() {
    let folder = tempfile::tempdir().unwrap();
    let book = book(folder.path(), "book".as_ref());
    let (usual, workbook) = (folder.path().join("usual"), folder.path().join("new.xlsx"));
    fs::write(&usual, "").unwrap();
    build(&book, &workbook);
    assert_eq!(rights(&workbook), rights(&usual));
    fs::set_permissions(&workbook, fs::Permissions::from_mode(0o640)).unwrap();
    build(&book, &workbook);
    assert_eq!(rights(&workbook), 0o640);
}

#[test]
fn a_link_leads_to_the_workbook_that_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let book = book(folder.path(), "book".as_ref());
    let (real, link) = (folder.path().join("real.xlsx"), folder.path().join("link.xlsx"));
    fs::write(&real, "old").unwrap();
    symlink("real.xlsx", &link).unwrap();
    build(&book, &link);
    assert!(link.is_symlink());
    assert!(fs::read(&real).unwrap().starts_with(b"PK"));
}

#[test]
fn a_device_is_not_replaced_by_a_workbook() {
    let folder = tempfile::tempdir().unwrap();
    let said = build(&book(folder.path(), "book".as_ref()), Path::new("/dev/full"));
    assert!(said.contains("this is a device, not a file"), "{said}");
}

#[test]
fn the_name_of_a_folder_need_not_be_text() {
    let folder = tempfile::tempdir().unwrap();
    let book = book(folder.path(), OsStr::from_bytes(b"b\xffook"));
    let said = build(&book, &book.join("workbook.xlsx"));
    assert!(book.join("workbook.xlsx").exists(), "{said}");
}

#[test]
fn the_previous_workbook_and_the_book_are_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let book = book(folder.path(), "book".as_ref());
    let workbook = folder.path().join("last-quarter.xlsx");
    build(&book, &workbook);
    let before = fs::read(&workbook).unwrap();
    let words = [
        "quarterbook".as_ref(),
        "build".as_ref(),
        book.as_os_str(),
        "--previous".as_ref(),
        workbook.as_os_str(),
        "-o".as_ref(),
        workbook.as_os_str(),
    ];
    let (mut out, mut err) = (Vec::new(), Vec::new());
    quarterbook_cli::run(words.map(OsString::from), &mut out, &mut err);
    let said = String::from_utf8_lossy(&err).into_owned();
    assert!(said.contains("this file is one the book is read from"), "{said}");
    assert_eq!(fs::read(&workbook).unwrap(), before);
    let said = build(&book, &book.join("quarterbook.toml"));
    assert!(said.contains("this file is one the book is read from"), "{said}");
}

#[test]
fn of_several_files_all_are_replaced_or_none() {
    let folder = tempfile::tempdir().unwrap();
    let book = book(folder.path(), "book".as_ref());
    // 255 bytes are the longest name: the listing's fits, the JSON's does not, and only taking its place tells.
    let listing = folder.path().join(format!("{}.txt", "a".repeat(251)));
    build_to("text", &book, &listing);
    let before = fs::read(&listing).unwrap();
    fs::write(book.join("data.csv"), DATA.replace("120.0", "125.0")).unwrap();
    let said = build_to("text,json", &book, &listing);
    assert!(said.contains("the file cannot be written"), "{said}");
    assert_eq!(fs::read(&listing).unwrap(), before);
    let left = fs::read_dir(folder.path()).unwrap();
    let left: Vec<String> = left
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert!(!left.iter().any(|name| name.starts_with(".quarterbook-")), "{left:?}");
    build_to("text", &book, &listing);
    assert_ne!(fs::read(&listing).unwrap(), before);
}
