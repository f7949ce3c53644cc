//! The sign-off block and the register of source files.

use super::{Canvas, Context, DETAIL, NAME, RIGHT, VALUE, heading};
use crate::layout::SheetCell;
use crate::look::{Role, Word};
use crate::sheets::checks::{KINDS, OUTCOMES, count_of};
use crate::template::FormatWord;
use crate::workbook::Horizontal;

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

/// How many checks of each kind hold, warn, fail or lack a figure, from the Checks sheet; gives the row below.
pub(super) fn checks_by_kind(canvas: &mut Canvas<'_>, context: &Context<'_>, first: u32) -> u32 {
    let Some(master) = context.layout.anchors.master else {
        return first;
    };
    let outcomes = RIGHT + 2;
    heading(
        canvas,
        first,
        RIGHT,
        outcomes + OUTCOMES.len() as u32 - 1,
        Word::CHECKS_BY_KIND,
    );
    for (column, outcome) in (outcomes..).zip(OUTCOMES) {
        let cell = canvas.text(first, column, Role::Heading, outcome);
        cell.style.horizontal = Horizontal::Right;
    }
    let format = canvas.look.number_format(FormatWord::Count);
    for (place, kind) in (0..).zip(KINDS) {
        let row = first + 1 + place;
        let name = canvas.look.words(Word::of_check(kind));
        canvas.text(row, RIGHT, Role::Label, &name);
        for (outcome, column) in (0..).zip(outcomes..outcomes + OUTCOMES.len() as u32) {
            let from = SheetCell {
                sheet: master.sheet,
                cell: count_of(place, outcome),
            };
            canvas.fetch(row, column, &format, from);
        }
    }
    first + 1 + KINDS.len() as u32
}

/// The files that were read, each with the number of its figures and its hash.
pub(super) fn files(canvas: &mut Canvas<'_>, context: &Context<'_>, first: u32, last_column: u32) {
    heading(canvas, first, NAME, last_column, Word::SOURCE_FILES);
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
            &canvas.look.number_format(FormatWord::Count),
            figures as f64,
        );
        canvas.text(row, RIGHT, Role::Hash, &file.sha256);
    }
}
