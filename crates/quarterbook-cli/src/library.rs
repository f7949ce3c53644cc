//! The templates that are shipped.

use quarterbook_book::Book;
use quarterbook_book::read::{TextFiles, read_book, read_template};
use quarterbook_data::{Problem, Vocabulary, suggestion};

/// A template that is shipped: the name books write, and its text.
pub(crate) struct Shipped {
    pub(crate) name: &'static str,
    pub(crate) text: &'static str,
}

/// Every template that is shipped, the most usual first.
pub(crate) const SHIPPED: &[Shipped] = &[
    Shipped {
        name: "quarterly-review",
        text: include_str!("../templates/quarterly-review.toml"),
    },
    Shipped {
        name: "peer-comparison",
        text: include_str!("../templates/peer-comparison.toml"),
    },
    Shipped {
        name: "segment-model",
        text: include_str!("../templates/segment-model.toml"),
    },
];

/// The shipped template with this name.
pub(crate) fn shipped(name: &str) -> Option<&'static Shipped> {
    SHIPPED.iter().find(|template| template.name == name)
}

/// The lines and dimensions of a shipped template, as sources are read with them.
pub(crate) fn vocabulary(template: &Shipped) -> Vocabulary {
    let mut files = TextFiles::default();
    let text = format!(
        "[book]\ntemplate = \"{}\"\ntitle = \"\"\nmoney = \"USD\"\nbands = [\"annual\"]\n",
        template.name
    );
    let (book, _) = read_book(&mut files, "quarterbook.toml", &text);
    let (template, _) = read_template(&mut files, template.name, template.text);
    let book = book.map(|book| Book::new(book, template, files).0);
    book.map(|book| book.vocabulary().clone()).unwrap_or_default()
}

/// What to say of a name that no shipped template has.
pub(crate) fn unknown_template(name: &str) -> Problem {
    let names = SHIPPED.iter().map(|template| template.name);
    Problem::error(format!("there is no template `{name}`")).maybe_hint(suggestion(name, names))
}
