//! Book texts → [`BookFile`].

use indexmap::IndexMap;
use quarterbook_data::{Problem, suggestion};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::TextFiles;
use super::table::{self, Reader};
use super::template::{Parts, named};
use crate::template::{BookFile, MemberTable};

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
    let mut reader = Reader::new(files, problems);
    root.remove("source");
    let parts = Parts::read(&mut reader, &mut root);
    let told = reader.problems.len();
    let members = members(&mut reader, &mut root);
    if reader.problems.len() > told {
        reader.lost.words();
    }
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
    if ["money", "price", "fiscal-year-end"]
        .iter()
        .any(|key| reader.lost.has_name(key))
    {
        reader.lost.words();
    }
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
    let (problems, lost) = reader.finish();
    files.lost.add(lost);
    (file, problems)
}

/// The members by dimension. Their keys are languages and a few words; any other is a problem.
fn members(reader: &mut Reader<'_>, root: &mut DeTable<'_>) -> IndexMap<String, IndexMap<String, MemberTable>> {
    let mut dimensions = IndexMap::new();
    for (dimension, value) in reader.entries(root, "members") {
        let mut holder = DeTable::new();
        let name = Spanned::new(value.span(), dimension.clone().into());
        holder.insert(name, value);
        let mut members = IndexMap::new();
        for (name, mut value) in reader.entries(&mut holder, &dimension) {
            if let DeValue::Table(table) = value.get_mut() {
                unknown_member_keys(reader, table);
            }
            match reader.read(value) {
                Some(member) => drop(members.insert(name, member)),
                None => reader.lost.name(&name),
            }
        }
        dimensions.insert(dimension, members);
    }
    dimensions
}

/// Takes out what is neither a language nor a key of members.
fn unknown_member_keys(reader: &mut Reader<'_>, table: &mut DeTable<'_>) {
    const KEYS: [&str; 2] = ["match", "fiscal-year-end"];
    let is_unknown = |key: &str| !KEYS.contains(&key) && !is_language_tag(key);
    let unknown: Vec<_> = table.keys().filter(|key| is_unknown(key.get_ref())).cloned().collect();
    for key in unknown {
        let name = key.get_ref().as_ref();
        let problem = Problem::error(format!("a member has no key `{name}`")).at(reader.files.place(key.span()));
        let hint = match suggestion(name, KEYS) {
            Some(near) if near.starts_with("did you mean") => near,
            _ => "its keys are languages (`zh`, `en`), `match` and `fiscal-year-end`".to_owned(),
        };
        reader.problems.push(problem.hint(hint));
        table.remove(name);
    }
}

/// `en`, `zh`, `zh-Hant`: two or three letters, and what else follows a dash.
fn is_language_tag(key: &str) -> bool {
    let language = key.split('-').next().unwrap_or_default();
    (2..=3).contains(&language.len()) && language.chars().all(|letter| letter.is_ascii_lowercase())
}
