//! Files that nobody has described: what `inspect` says of them, the book that `new` begins, whether it builds as it is,
//! and whether the next quarter's file is read without a word in the book.

#![expect(
    clippy::unwrap_used,
    reason = "whatever cannot be read or written here fails the test"
)]

mod files;
mod mixed;
mod sheet;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use quarterbook_tests::run::{Run, quarterbook};

/// A file's name, and what writes it.
type File = (&'static str, fn(&Path));

/// A file of a kind, how the book is begun from it, and the file that comes next.
struct Case {
    name: &'static str,
    template: &'static str,
    /// Files the book is begun from, and how each is written.
    files: &'static [File],
    /// What is dropped into the book afterwards.
    next: Option<File>,
    /// Whether the book builds as it was begun.
    builds: bool,
}

#[test]
fn a_book_begun_from_a_strange_file_builds_and_takes_the_next_one() {
    for case in files::CASES.iter().chain(mixed::CASES) {
        let folder = tempfile::tempdir().unwrap();
        let told = told(case, folder.path());
        insta::with_settings!({ snapshot_path => "../../snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("begun-{}", case.name), told);
        });
    }
}

fn told(case: &Case, folder: &Path) -> String {
    let names: Vec<&str> = case.files.iter().map(|(name, _)| *name).collect();
    for (name, write) in case.files {
        write(&folder.join(name));
    }
    let (mut told, mut shown) = (String::new(), String::new());
    for name in &names {
        let looked = quarterbook(folder, &["inspect", name, "--template", case.template]);
        say(&mut told, &format!("inspect {name}"), &looked);
        shown += &looked.out;
    }
    let begun = quarterbook(
        folder,
        &[
            &["new", "book", "--template", case.template, "--from"],
            names.as_slice(),
        ]
        .concat(),
    );
    say(&mut told, "new book --from …", &begun);
    assert_eq!(begun.code, 0, "{}: {}", case.name, begun.shown());
    let book = fs::read_to_string(folder.join("book/quarterbook.toml")).unwrap();
    writeln!(told, "$ cat book/quarterbook.toml\n{book}").unwrap();
    if case.files.len() == 1 {
        assert_blocks_are_in(&book, &shown, case);
    }
    let built = quarterbook(folder, &["build", "book"]);
    say(&mut told, "build book", &built);
    assert_eq!(built.code < 2, case.builds, "{}: {}", case.name, built.shown());
    if let Some((name, write)) = case.next {
        write(&folder.join("book/data").join(name));
        let again = quarterbook(folder, &["build", "book"]);
        say(&mut told, &format!("build book, with {name} beside it"), &again);
        assert!(again.code < 2, "{}: {}", case.name, again.shown());
        assert_eq!(fs::read_to_string(folder.join("book/quarterbook.toml")).unwrap(), book);
    }
    told
}

fn say(told: &mut String, command: &str, run: &Run) {
    writeln!(told, "$ quarterbook {command}\n{}", run.shown()).unwrap();
}

/// What inspect shows to be pasted is what the begun book holds, so that it reads as well.
fn assert_blocks_are_in(book: &str, looked: &str, case: &Case) {
    let shown = looked.split("[[source]]").skip(1);
    let blocks: Vec<&str> = shown
        .map(|block| block.split("\n\n").next().unwrap_or_default().trim_end())
        .collect();
    assert!(!blocks.is_empty(), "{}", case.name);
    for block in blocks {
        assert!(book.contains(block), "{}: {block}\nis not in\n{book}", case.name);
    }
}
