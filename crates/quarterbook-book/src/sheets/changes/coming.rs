//! What came and went since the previous workbook: periods, lines, files, and checks with another outcome.

use super::{CODE, COMMENTARY, Comparison, LABEL, NEW, NEW_PLACE, OLD, OLD_PLACE, PERIOD};
use super::{heading, nothing};
use crate::diff::{Change, ChangeKind};
use crate::layout::SheetCell;
use crate::look::{Role, Word};
use crate::sheets::{Canvas, Context};
use crate::template::FormatWord;

/// Lists what came and went; gives the row below.
pub(super) fn coming_and_going(
    canvas: &mut Canvas<'_>,
    context: &Context<'_>,
    comparison: &Comparison,
    first: u32,
) -> u32 {
    heading(canvas, first, Word::COMING_AND_GOING);
    for column in CODE..=COMMENTARY {
        canvas.blank(first + 1, column, Role::Header);
    }
    for (column, word) in [
        (CODE, Word::WHAT_HAPPENED),
        (LABEL, Word::LINE),
        (PERIOD, Word::PERIOD),
        (OLD, Word::PREVIOUS),
        (NEW, Word::NEW),
        (OLD_PLACE, Word::PREVIOUS_FILE),
        (NEW_PLACE, Word::NEW_CELL),
        (COMMENTARY, Word::COMMENTARY),
    ] {
        let is_figure = matches!(column, OLD | NEW);
        let role = if is_figure { Role::PeriodHeader } else { Role::Header };
        canvas.text(first + 1, column, role, canvas.look.word(word));
    }
    canvas.indent(first + 1, OLD_PLACE);
    let mut row = first + 2;
    for change in &comparison.changes {
        row += u32::from(event(canvas, context, row, change, &comparison.previous).is_some());
    }
    if row == first + 2 {
        nothing(canvas, row, Word::NOTHING_CAME_OR_WENT)
    } else {
        row
    }
}

/// One line, when something came, went, or turned.
fn event(canvas: &mut Canvas<'_>, context: &Context<'_>, row: u32, change: &Change, previous: &str) -> Option<()> {
    let word = word(&change.kind)?;
    canvas.text(row, CODE, Role::Text, canvas.look.word(word));
    let label = match &change.kind {
        ChangeKind::SheetAdded | ChangeKind::SheetRemoved => change.sheet.clone(),
        ChangeKind::RowAdded(_) | ChangeKind::RowRemoved => format!("{} › {}", change.sheet, change.label),
        ChangeKind::CheckChanged { .. } | ChangeKind::CheckAdded(_) | ChangeKind::CheckRemoved => {
            format!("{}: {}", change.row, change.label)
        }
        _ => change.label.clone(),
    };
    for (column, role, text) in [(LABEL, Role::Label, &label), (PERIOD, Role::Text, &change.column)] {
        if !text.is_empty() {
            canvas.text(row, column, role, text);
        }
    }
    canvas.blank(row, COMMENTARY, Role::Blank);
    match &change.kind {
        ChangeKind::PeriodAdded(figures) | ChangeKind::FileAdded(figures) | ChangeKind::RowAdded(figures) => {
            let format = canvas.look.number_format(FormatWord::Count);
            let cell = canvas.number(row, NEW, Role::Formula, &format, *figures as f64);
            cell.origin = Some("quarterbook".to_owned());
        }
        ChangeKind::CheckChanged { old, .. } => outcome(canvas, row, old),
        _ => {}
    }
    if matches!(
        change.kind,
        ChangeKind::PeriodRemoved
            | ChangeKind::FileRemoved
            | ChangeKind::SheetRemoved
            | ChangeKind::RowRemoved
            | ChangeKind::CheckRemoved
    ) {
        canvas.text(row, OLD_PLACE, Role::Text, previous);
        canvas.indent(row, OLD_PLACE);
    } else if let Some(cell) = change.cell.filter(|_| !change.sheet.is_empty()) {
        canvas.text(row, NEW_PLACE, Role::Text, &format!("{}!{cell}", change.sheet));
        if let (ChangeKind::CheckChanged { .. } | ChangeKind::CheckAdded(_), Some(sheet)) =
            (&change.kind, context.layout.handles.find(&change.sheet))
        {
            let format = canvas.look.number_format(FormatWord::Number);
            canvas.fetch(row, NEW, &format, SheetCell { sheet, cell });
        }
    }
    Some(())
}

/// What a check said before, in line with what it says now.
fn outcome(canvas: &mut Canvas<'_>, row: u32, outcome: &str) {
    let format = canvas.look.number_format(FormatWord::Number);
    let style = canvas.look.style(Role::Constant, &format);
    canvas.text(row, OLD, Role::Constant, outcome).style = style;
}

/// What is said of a change that is told here. Checks that came with a new period and hold are no news.
fn word(kind: &ChangeKind) -> Option<Word> {
    Some(match kind {
        ChangeKind::PeriodAdded(_) => Word::NEW_PERIOD,
        ChangeKind::PeriodRemoved => Word::PERIOD_GONE,
        ChangeKind::SheetAdded => Word::NEW_SHEET,
        ChangeKind::SheetRemoved => Word::SHEET_GONE,
        ChangeKind::RowAdded(_) => Word::NEW_LINE,
        ChangeKind::RowRemoved => Word::LINE_GONE,
        ChangeKind::CheckChanged { .. } => Word::CHECK_TURNED,
        ChangeKind::CheckAdded(outcome) if outcome == "WARN" || outcome == "FAIL" => Word::NEW_CHECK,
        ChangeKind::CheckRemoved => Word::CHECK_GONE,
        ChangeKind::FileAdded(_) => Word::NEW_FILE,
        ChangeKind::FileRemoved => Word::FILE_GONE,
        ChangeKind::FileChanged => Word::FILE_CHANGED,
        _ => return None,
    })
}
