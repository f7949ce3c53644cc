//! The sign-off block and the register of source files.

use super::{Canvas, Context, DETAIL, NAME, RIGHT, VALUE, heading};
use crate::look::{Role, Word, number_format};
use crate::template::FormatWord;

/// The widest the cover may count on being: the last column of headings that cross the page.
const LAST: u32 = RIGHT + 8;

/// A blank block for preparer and reviewer; gives the row below.
pub(super) fn sign_off(canvas: &mut Canvas<'_>, first: u32) -> u32 {
    heading(canvas, first, NAME, VALUE, Word::SIGN_OFF);
    for (column, word) in [(DETAIL, Word::NAME), (VALUE, Word::DATE)] {
        let text = canvas.look.words(word);
        canvas.text(first, column, Role::Heading, &text);
    }
    for (row, word) in (first + 1..).zip([Word::PREPARER, Word::REVIEWER]) {
        let text = canvas.look.words(word);
        canvas.text(row, NAME, Role::Label, &text);
        canvas.blank(row, DETAIL, Role::Blank);
        canvas.blank(row, VALUE, Role::Blank);
    }
    first + 3
}

/// The files that were read, each with the number of its figures and its hash.
pub(super) fn files(canvas: &mut Canvas<'_>, context: &Context<'_>, first: u32) {
    heading(canvas, first, NAME, LAST, Word::SOURCE_FILES);
    for (column, word) in [(VALUE, Word::FIGURES), (RIGHT, Word::HASH)] {
        let text = canvas.look.words(word);
        canvas.text(first, column, Role::Heading, &text);
    }
    for (row, file) in (first + 1..).zip(&context.run.files) {
        let figures = context
            .layout
            .sources
            .iter()
            .filter(|source| *source.figure.origin.file == *file)
            .count();
        canvas.text(row, NAME, Role::Text, &file.path);
        canvas.number(
            row,
            VALUE,
            Role::Formula,
            number_format(FormatWord::Count),
            figures as f64,
        );
        canvas.text(row, RIGHT, Role::Hash, &file.sha256);
    }
}
