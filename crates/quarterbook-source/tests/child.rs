//! Reading in a child process gives the same as reading here, and a child that is cut short refuses its file.
//! The child is this test itself, started with the word `answer`; hence a `main` of its own.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test with a main of its own")]

mod common;

use std::io::{Write as _, stdin, stdout};
use std::process::Command;

use common::package::package;
use common::samples;
use flate2::Compression;
use flate2::write::GzEncoder;
use quarterbook_source::{Limits, ReadOptions, answer_request, read_file, read_in_child, wants_child};

fn main() {
    match std::env::args().nth(1).as_deref() {
        Some("answer") => answer_request(&mut stdin(), &mut stdout()).unwrap(),
        Some("--list") => println!("child: test"),
        _ => {
            formats_are_told_by_content();
            every_format_comes_through_unchanged();
            a_refusal_comes_through_unchanged();
            a_child_without_memory_refuses_the_file();
        }
    }
}

fn child() -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.arg("answer");
    command
}

fn formats_are_told_by_content() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("table.csv");
    let gzip = |bytes: &[u8]| {
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
    };
    for (name, bytes) in samples::all() {
        let hostile = [".xlsb", ".xls", ".ods"].iter().any(|ending| name.ends_with(ending));
        for bytes in [gzip(&bytes), package(&[(name, &bytes)]), bytes] {
            std::fs::write(&path, bytes).unwrap();
            assert_eq!(wants_child(&path, &ReadOptions::default()), hostile, "{name}");
        }
    }
}

fn every_format_comes_through_unchanged() {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in samples::all() {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let options = ReadOptions::default();
        let here = read_file(name, &path, &options).unwrap();
        assert_eq!(read_in_child(child(), name, &path, &options).unwrap(), here, "{name}");
    }
}

fn a_refusal_comes_through_unchanged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.xls");
    std::fs::write(&path, "<html></html>").unwrap();
    let options = ReadOptions::default();
    let here = read_file("page.xls", &path, &options).unwrap_err();
    assert_eq!(read_in_child(child(), "page.xls", &path, &options).unwrap_err(), here);
}

fn a_child_without_memory_refuses_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("table.csv");
    std::fs::write(&path, "a,b\n".repeat(200_000)).unwrap();
    let limits = Limits {
        memory_bytes: 16 << 20,
        ..Limits::default()
    };
    let options = ReadOptions {
        limits,
        ..ReadOptions::default()
    };
    if cfg!(target_os = "linux") {
        let refusal = read_in_child(child(), "table.csv", &path, &options).unwrap_err();
        assert!(
            refusal.problem.message.contains("16777216 bytes of memory"),
            "{refusal}"
        );
        assert!(refusal.problem.hint.unwrap().contains("raise `memory-bytes`"));
    }
}
