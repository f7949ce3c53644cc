//! The Cover: what the workbook is, whether it can be trusted, what its colours mean, and its key figures.
//!
//! | left | right |
//! |---|---|
//! | facts, master check, scales, parameters, legend, sign-off, contents | key figures, charts, checks by kind |
//! | source files with their hashes, across the page, below both | |

mod contents;
mod facts;
mod key_figures;
mod legend;
mod register;

use quarterbook_data::{CellAddress, Label};

use super::frame::footer;
use super::{Canvas, Context};
use crate::draft::DraftSheet;
use crate::layout::{PlacedSheet, RowId};
use crate::look::{Role, Word};
use crate::workbook::{DefinedName, PageSetup};

/// The left half: names, details, values.
const NAME: u32 = 0;
const DETAIL: u32 = 1;
const VALUE: u32 = 2;
/// The first column of the right half, behind a narrow one.
const RIGHT: u32 = 4;
/// The first row below the title lines.
const FIRST_ROW: u32 = 3;

/// What the cover is asked to show.
#[derive(Debug, Clone, Default)]
pub(crate) struct CoverPlan {
    /// The key figures, in order.
    pub(crate) key_rows: Vec<KeyRow>,
    /// How many rows to leave for charts below the key figures.
    pub(crate) chart_rows: u32,
}

/// A row of the workbook among the key figures.
#[derive(Debug, Clone)]
pub(crate) struct KeyRow {
    /// The row.
    pub(crate) row: RowId,
    /// What people read, where it is not the row's own label; empty for that.
    pub(crate) label: Label,
}

/// The cover, and what the rest of the workbook needs of it.
#[derive(Debug, Clone)]
pub(crate) struct Cover {
    /// The sheet.
    pub(crate) sheet: DraftSheet,
    /// Names for the scale factors, the parameters and the master check.
    pub(crate) names: Vec<DefinedName>,
    /// The cell at which the first chart begins.
    pub(crate) charts_at: CellAddress,
    /// The first column behind the key figures.
    pub(crate) behind: u32,
}

/// The Cover sheet.
pub(crate) fn cover(context: &Context<'_>, placed: &PlacedSheet, plan: &CoverPlan) -> Cover {
    let mut canvas = Canvas::new(context, placed);
    titles(&mut canvas, context);
    let below_facts = facts::write(&mut canvas, context);
    let below_legend = legend::write(&mut canvas, below_facts + 1);
    let below_sign_off = register::sign_off(&mut canvas, below_legend + 1);
    let below_contents = contents::write(&mut canvas, context, below_sign_off + 1);
    let (below_figures, behind) = key_figures::write(&mut canvas, context, FIRST_ROW, &plan.key_rows);
    let charts_at = CellAddress::new(below_figures + 1, RIGHT);
    let below_checks = register::checks_by_kind(&mut canvas, context, charts_at.row + plan.chart_rows);
    let below = below_contents.max(below_checks);
    register::files(&mut canvas, context, below + 1, behind - 1);
    canvas.fit(NAME, FIRST_ROW, 18.0, 30.0);
    canvas.fit(DETAIL, FIRST_ROW, 14.0, 28.0);
    canvas.widths(VALUE, [20.0, 3.0]);
    canvas.sheet.frame.page = PageSetup {
        landscape: true,
        pages_wide: 1,
        pages_high: 1,
        footer: footer(context, placed),
        ..PageSetup::default()
    };
    Cover {
        names: facts::names(context),
        sheet: canvas.sheet,
        charts_at,
        behind,
    }
}

/// The title in the first language, then in the second with the template's name.
fn titles(canvas: &mut Canvas<'_>, context: &Context<'_>) {
    let look = context.look;
    let title = &context.book.title;
    canvas.text(0, NAME, Role::Title, title.text(look.language()));
    let about = &context.book.template.template.label.label();
    let mut parts: Vec<&str> = look
        .languages
        .iter()
        .skip(1)
        .map(|language| title.text(language))
        .collect();
    parts.extend(look.languages.iter().map(|language| about.text(language)));
    parts.retain(|part| !part.is_empty() && *part != title.text(look.language()));
    parts.dedup();
    canvas.text(1, NAME, Role::Subtitle, &parts.join(" · "));
}

/// A section's heading over the columns from `first` to `last`.
fn heading(canvas: &mut Canvas<'_>, row: u32, first: u32, last: u32, word: Word) {
    for column in first..=last {
        canvas.blank(row, column, Role::Heading);
    }
    let text = canvas.look.words(word);
    canvas.text(row, first, Role::Heading, &text);
}
