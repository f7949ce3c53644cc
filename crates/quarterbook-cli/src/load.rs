//! A book's files → a [`Book`]: quarterbook.toml, its template, and the templates that one extends.

use std::fs;
use std::path::{Path, PathBuf};

use quarterbook_book::read::{TextFiles, extend, read_book, read_template};
use quarterbook_book::template::{Located, Template};
use quarterbook_book::{Book, unreadable_formulas};
use quarterbook_data::{Place, Problem};
use quarterbook_source::reason;

use crate::library::{shipped, unknown_template};

/// A book that was read, and where.
pub(crate) struct Loaded {
    pub(crate) book: Book,
    /// The folder of quarterbook.toml: what sources are relative to.
    pub(crate) folder: PathBuf,
    /// The path of quarterbook.toml as the user reaches it.
    pub(crate) path: String,
    /// Its text, for the crate that reads sources.
    pub(crate) text: String,
}

/// The file of a book that is named by its folder or by itself.
pub(crate) fn book_file(book: &Path) -> PathBuf {
    if book.is_dir() {
        book.join("quarterbook.toml")
    } else {
        book.to_path_buf()
    }
}

/// How many templates may extend one another.
const LONGEST_CHAIN: usize = 16;

/// Reads the book in a folder, or the book that a file is, with its template. With errors among the problems it is good
/// for finding more of them only; it is missing when not even that can be done.
pub(crate) fn load(book: &Path) -> (Option<Loaded>, Vec<Problem>) {
    let file = book_file(book);
    let path = shown(&file);
    let text = match fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) => return (None, vec![unreadable(&file, book, &error)]),
    };
    let mut files = TextFiles::default();
    let (file_read, mut problems) = read_book(&mut files, &path, &text);
    let Some(file_read) = file_read else {
        return (None, problems);
    };
    let folder = file.parent().map(Path::to_path_buf).unwrap_or_default();
    let mut chain = Chain {
        files,
        problems: Vec::new(),
        depth: 0,
    };
    let template = chain.template(&file_read.book.template, &folder);
    problems.append(&mut chain.problems);
    let unreadable = [
        unreadable_formulas(&template.sheets, &template.checks, &chain.files),
        unreadable_formulas(&file_read.sheets, &file_read.checks, &chain.files),
    ];
    let (book, found) = Book::new(file_read, template, chain.files);
    tell(&mut problems, found);
    if problems.iter().any(Problem::is_error) {
        tell(&mut problems, unreadable.concat());
    }
    if let Some(output) = book.output.as_deref()
        && output.contains(['/', '\\'])
    {
        let problem = Problem::error(format!("the output `{output}` is not the plain name of a file"));
        let hint = "write a name such as `review`; it goes beside quarterbook.toml, and -o names any other place";
        problems.push(problem.at(Place::File(path.clone())).hint(hint));
    }
    let loaded = Loaded {
        book,
        folder,
        path,
        text,
    };
    (Some(loaded), problems)
}

/// Adds the problems that speak of another place of a text than those that were told: what is said twice of one place
/// follows from the first.
pub(crate) fn tell(told: &mut Vec<Problem>, more: Vec<Problem>) {
    let start = |problem: &Problem| match &problem.place {
        Place::Text(place) => Some((place.file.clone(), place.line, place.column)),
        _ => None,
    };
    let known: Vec<_> = told
        .iter()
        .filter(|problem| problem.is_error())
        .filter_map(start)
        .collect();
    let is_new = |problem: &Problem| start(problem).is_none_or(|place| !known.contains(&place));
    told.extend(more.into_iter().filter(is_new));
}

/// A path as problems show it: with `/` between folders, on every system.
pub(crate) fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

fn unreadable(file: &Path, asked: &Path, error: &std::io::Error) -> Problem {
    if asked.is_dir() {
        Problem::error("this folder has no quarterbook.toml")
            .at(Place::File(shown(asked)))
            .hint("name the folder of a book, or begin one with `quarterbook new DIR`")
    } else {
        Problem::error(format!("the book cannot be read: {}", reason(error)))
            .at(Place::File(shown(file)))
            .hint("name the folder of a book or its quarterbook.toml")
    }
}

/// Templates that extend one another, from the one the book names to the one at the bottom.
struct Chain {
    files: TextFiles,
    problems: Vec<Problem>,
    depth: usize,
}

impl Chain {
    /// The template with this name or path, everything it extends in it, as far as it can be found.
    fn template(&mut self, name: &Located, folder: &Path) -> Template {
        self.depth += 1;
        if self.depth > LONGEST_CHAIN {
            let problem = Problem::error("templates extend one another in a circle");
            self.problems.push(problem.at(self.files.place_of(name)));
            return Template::default();
        }
        let Some((path, text, folder)) = self.find(name, folder) else {
            self.files.miss_one();
            return Template::default();
        };
        let (template, problems) = read_template(&mut self.files, &path, &text);
        self.problems.extend(problems);
        let Some(base) = template.template.extends.clone() else {
            return template;
        };
        let base = self.template(&base, &folder);
        let (template, problems) = extend(base, template, &self.files);
        tell(&mut self.problems, self.files.without_consequences(problems));
        template
    }

    /// Path, text and folder of a template: a shipped one by its name, any other by its path.
    fn find(&mut self, name: &Located, folder: &Path) -> Option<(String, String, PathBuf)> {
        let written = name.as_str();
        if let Some(shipped) = shipped(written) {
            return Some((
                format!("templates/{}.toml", shipped.name),
                shipped.text.to_owned(),
                folder.to_path_buf(),
            ));
        }
        let path = folder.join(written);
        match fs::read_to_string(&path) {
            Ok(text) => {
                let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
                Some((shown(&path), text, folder))
            }
            Err(error) => {
                let is_path = written.contains(['/', '\\', '.']);
                let problem = if is_path {
                    Problem::error(format!(
                        "the template {} cannot be read: {}",
                        shown(&path),
                        reason(&error)
                    ))
                    .hint("write its path from the file that names it, or a name `quarterbook templates` lists")
                } else {
                    unknown_template(written)
                };
                self.problems.push(problem.at(self.files.place_of(name)));
                None
            }
        }
    }
}
