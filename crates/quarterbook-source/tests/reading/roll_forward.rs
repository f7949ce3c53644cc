//! Labels that files have no more, or never had.

use std::path::Path;

use crate::cases::{listed, section};

macro_rules! record {
    ($name:literal, $text:expr) => {
        insta::with_settings!({ snapshot_path => "roll_forward", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!($name, $text);
        })
    };
}

fn files<'a>(files: &'a [(&'a str, &'a str)]) -> impl Fn(&Path) + 'a {
    move |folder| {
        for (name, text) in files {
            std::fs::write(folder.join(name), text).unwrap();
        }
    }
}

/// The problems of a book over these files, without how they were decoded.
fn told(name: &str, rows: &str, texts: &[(&str, &str)]) -> String {
    let book = format!("[[source]]\nfiles = \"*.csv\"\nunit = \"RMB m\"\n[source.rows]\n{rows}\n");
    let listed = listed(&book, files(texts));
    let problems = listed.find("warning: ").or(listed.find("error: "));
    section(name, problems.map_or("nothing\n", |at| &listed[at..]))
}

#[test]
fn a_label_that_the_newest_file_has_no_more() {
    let old = ("2025Q1.csv", ",2025Q1\nRevenue,10\n Training,6\n Inference,4\nCash,5\n");
    let later = ("2025Q2.csv", ",2025Q2\nRevenue,11\nCash,6\n");
    let new = ("2025Q3.csv", ",2025Q3\nNet revenue,12\nCash,7\n");
    let plain = "\"Revenue\" = \"revenue\"\n\"Cash\" = \"cash\"";
    let both = format!("{plain}\n\"Net revenue\" = \"revenue\"");
    let optional = plain.replace(
        "\"revenue\"",
        "{ line = \"revenue\", unit = \"RMB m\", optional = true }",
    );
    let cash = ("cash.csv", ",2025Q4\nCash,8\n");
    let other = ("2025Q4 units.csv", ",2025Q4\nShipped,8\n");
    let units = format!("{plain}\n\"Shipped\" = \"units\"");
    let all = [
        told("renamed", plain, &[old, later, new]),
        told("renamed, and known by both names", &both, &[old, later, new]),
        told("no longer printed, as the book knows", &optional, &[old, later, new]),
        told(
            "back in the newest file",
            plain,
            &[new, (later.0, new.1), ("2025Q4.csv", ",2025Q4\nRevenue,9\nCash,8\n")],
        ),
        told("the newest by what it reports, not by its name", plain, &[old, cash]),
        told("in a newest file of another kind", &units, &[old, later, other]),
    ];
    record!("renamed", all.concat());
}

#[test]
fn a_label_that_no_file_has() {
    let text = ("a.csv", ",2025Q1\nNet revenue,10\nCash,5\n");
    let all = [
        told(
            "and nothing else gives",
            "\"Revenue\" = { line = \"revenue\", negate = true }\n\"Cash\" = \"cash\"",
            &[text],
        ),
        told(
            "and another label gives",
            "\"Revenue\" = \"revenue\"\n\"Net revenue\" = \"revenue\"",
            &[text],
        ),
        told(
            "and may be missing",
            "\"Revenue\" = { line = \"revenue\", optional = true }\n\"Cash\" = \"cash\"",
            &[text],
        ),
        told(
            "and a member of the line is given",
            "\"Sales\" = \"revenue\"\n\"Net revenue\" = \"revenue.training\"",
            &[text],
        ),
        told(
            "and only the whole line is given",
            "\"Net revenue\" = \"revenue\"\n\"Training\" = \"revenue.training\"",
            &[text],
        ),
    ];
    record!("absent", all.concat());
}
