//! The Changes sheet: restatements, what changed since the previous workbook, and how figures were read.

mod coming;
mod figures;
mod readings;

use quarterbook_data::{CellAddress, CellRange, column_name};

use super::frame::{header_rows, page};
use super::{Canvas, Context};
use crate::diff::{Change, ChangeKind};
use crate::draft::DraftSheet;
use crate::layout::{PlacedSheet, header};
use crate::look::{Role, Word};
use crate::template::FormatWord;
use crate::workbook::{Condition, ConditionalFormat, Style};

const CODE: u32 = 0;
const LABEL: u32 = 1;
const UNIT: u32 = 2;
const PERIOD: u32 = 3;
const OLD: u32 = 4;
const NEW: u32 = 5;
const CHANGE: u32 = 6;
const PERCENT: u32 = 7;
const OLD_PLACE: u32 = 8;
const NEW_PLACE: u32 = 9;
const COMMENTARY: u32 = 10;

/// From which change on rows are highlighted; the values stand in the column of old figures.
struct Threshold {
    row: u32,
    word: Word,
    /// The template's parameter that sets it.
    parameter: &'static str,
    format: FormatWord,
    /// What it is without the parameter.
    usual: Option<f64>,
}

const AMOUNT: Threshold = Threshold {
    row: 3,
    word: Word::THRESHOLD_ABSOLUTE,
    parameter: "change_amount",
    format: FormatWord::Money,
    usual: None,
};
const SHARE: Threshold = Threshold {
    row: 4,
    word: Word::THRESHOLD_PERCENT,
    parameter: "change_percent",
    format: FormatWord::Percent,
    usual: Some(0.1),
};
const POINTS: Threshold = Threshold {
    row: 5,
    word: Word::THRESHOLD_POINTS,
    parameter: "change_points",
    format: FormatWord::Points,
    usual: Some(1.0),
};
/// The row of the first table's heading.
const FIRST_TABLE: u32 = POINTS.row + 2;

/// What changed since the previous workbook.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Comparison {
    /// The previous workbook's file name.
    pub(crate) previous: String,
    /// The differences, from [`crate::diff::diff`].
    pub(crate) changes: Vec<Change>,
}

impl Comparison {
    /// Whether the previous workbook had no column with this header.
    fn has_new_period(&self, header: &str) -> bool {
        let is_new = |change: &Change| matches!(change.kind, ChangeKind::PeriodAdded(_)) && change.column == header;
        self.changes.iter().any(is_new)
    }
}

/// The Changes sheet; without a comparison it says that no previous workbook was given.
pub(crate) fn changes(context: &Context<'_>, placed: &PlacedSheet, comparison: Option<&Comparison>) -> DraftSheet {
    let mut canvas = Canvas::new(context, placed);
    header_rows(&mut canvas, context, placed, OLD_PLACE);
    for threshold in [AMOUNT, SHARE, POINTS] {
        put_threshold(&mut canvas, context, &threshold);
    }
    let below = figures::restatements(&mut canvas, context, FIRST_TABLE);
    let below = figures::replaced_estimates(&mut canvas, context, below);
    let end = figures::since_previous(&mut canvas, context, comparison, below + 1);
    let below = match comparison {
        Some(comparison) => coming::coming_and_going(&mut canvas, context, comparison, end + 1),
        None => end,
    };
    readings::readings(&mut canvas, context, below + 1);
    highlight(
        &mut canvas,
        CellRange::new(CellAddress::new(FIRST_TABLE, CHANGE), CellAddress::new(end, PERCENT)),
    );
    let frame = &mut canvas.sheet.frame;
    frame.freeze = Some(CellAddress::new(header::SCALE + 1, LABEL + 1));
    frame.page = page(context, placed, header::SCALE, LABEL, 0);
    widths(&mut canvas);
    canvas.sheet
}

/// The template's parameter, else a constant to be set here.
fn put_threshold(canvas: &mut Canvas<'_>, context: &Context<'_>, threshold: &Threshold) {
    let text = canvas.look.words(threshold.word);
    canvas.text(threshold.row, CODE, Role::Label, &text);
    let format = canvas.look.number_format(threshold.format);
    if let Some(cell) = context.layout.anchors.parameters.get(threshold.parameter) {
        canvas.fetch(threshold.row, OLD, &format, *cell);
    } else if let Some(usual) = threshold.usual {
        let cell = canvas.number(threshold.row, OLD, Role::Constant, &format, usual);
        cell.origin = Some("quarterbook".to_owned());
    } else {
        let style = canvas.look.style(Role::Constant, &format);
        canvas.text(threshold.row, OLD, Role::Constant, "n.a.").style = style;
    }
}

/// A heading across the sheet.
fn heading(canvas: &mut Canvas<'_>, row: u32, title: Word) {
    for column in CODE..=COMMENTARY {
        canvas.blank(row, column, Role::Heading);
    }
    let text = canvas.look.words(title);
    canvas.text(row, CODE, Role::Heading, &text);
}

/// A table's heading and column headers; gives the row below.
fn table(canvas: &mut Canvas<'_>, row: u32, title: Word, [old, new, old_place]: [Word; 3]) -> u32 {
    heading(canvas, row, title);
    let words = [
        (CODE, Word::ID),
        (LABEL, Word::LINE),
        (UNIT, Word::UNIT),
        (PERIOD, Word::PERIOD),
        (OLD, old),
        (NEW, new),
        (CHANGE, Word::CHANGE),
        (PERCENT, Word::CHANGE_PERCENT),
        (OLD_PLACE, old_place),
        (NEW_PLACE, Word::NEW_CELL),
        (COMMENTARY, Word::COMMENTARY),
    ];
    for (column, word) in words {
        let role = if (OLD..=PERCENT).contains(&column) {
            Role::PeriodHeader
        } else {
            Role::Header
        };
        canvas.text(row + 1, column, role, canvas.look.word(word));
        if column == OLD_PLACE {
            canvas.indent(row + 1, column);
        }
    }
    row + 2
}

/// A line that says that there is nothing to say.
fn nothing(canvas: &mut Canvas<'_>, row: u32, word: Word) -> u32 {
    let text = canvas.look.words(word);
    canvas.text(row, CODE, Role::Note, &text);
    row + 1
}

/// Rows whose change reaches a threshold, in the colours of a warning. What changes by a difference alone, such as a
/// rate in points, has no change in per cent.
fn highlight(canvas: &mut Canvas<'_>, range: CellRange) {
    let row = range.first.row + 1;
    let cell = |column: u32| format!("${}{row}", column_name(column));
    let threshold = |threshold: Threshold| format!("${}${}", column_name(OLD), threshold.row + 1);
    let (change, percent) = (cell(CHANGE), cell(PERCENT));
    let reaches = |what: &str, least: &str| format!("IF(COUNT({what},{least})=2,ABS({what})>={least},FALSE)");
    let formula = format!(
        "OR(IF(ISBLANK({percent}),{},{}),{})",
        reaches(&change, &threshold(POINTS)),
        reaches(&change, &threshold(AMOUNT)),
        reaches(&percent, &threshold(SHARE)),
    );
    let (colour, fill) = canvas.look.palette.warn;
    canvas.sheet.frame.conditional_formats.push(ConditionalFormat {
        range,
        condition: Condition::Formula(formula),
        style: Style {
            colour: Some(colour),
            fill: Some(fill),
            ..Style::default()
        },
    });
}

fn widths(canvas: &mut Canvas<'_>) {
    let from = header::FIRST_ROW;
    for (column, least, most) in [
        (CODE, 14.0, 24.0),
        (LABEL, 20.0, 44.0),
        (UNIT, 8.0, 14.0),
        (PERIOD, 9.0, 12.0),
    ] {
        canvas.fit(column, from, least, most);
    }
    canvas.widths(OLD, [13.0, 13.0, 13.0, 11.0]);
    canvas.fit(OLD_PLACE, from, 16.0, 44.0);
    canvas.fit(NEW_PLACE, from, 16.0, 44.0);
    canvas.widths(COMMENTARY, [40.0]);
}
