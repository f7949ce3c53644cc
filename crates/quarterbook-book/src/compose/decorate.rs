//! What rows ask for beyond their cells: names, sparklines, colours of rises and falls.

use quarterbook_data::{CellAddress, CellRange};

use super::calculation::row_unit;
use super::{Canvas, Context};
use crate::layout::{Band, PlacedRow, PlacedSheet, header};
use crate::look::defined_name;
use crate::workbook::{
    Condition, ConditionalFormat, DefinedName, MAX_DESCRIPTION, SheetRange, Sparkline, SparklineKind, Style, shortened,
};

/// Adds a row's sparkline and its colours of rises and falls.
pub(super) fn decorate(canvas: &mut Canvas<'_>, context: Context<'_>, sheet: &PlacedSheet, row: &PlacedRow) {
    if row.traits.sparkline
        && let Some(band) = bands(context, row).max_by_key(|band| band.periods.len())
    {
        canvas.sheet.frame.sparklines.push(Sparkline {
            cell: CellAddress::new(row.row, context.layout.axis.trend),
            values: SheetRange {
                sheet: sheet.name.clone(),
                range: across(row, band),
            },
            kind: SparklineKind::Column,
            colour: context.look.palette.series[0],
        });
    }
    if row.traits.updown {
        let colours = [
            (Condition::Positive, context.look.rise()),
            (Condition::Negative, context.look.fall()),
        ];
        for band in bands(context, row) {
            for (condition, colour) in &colours {
                canvas.sheet.frame.conditional_formats.push(ConditionalFormat {
                    range: across(row, band),
                    condition: condition.clone(),
                    style: Style {
                        colour: Some(*colour),
                        ..Style::default()
                    },
                });
            }
        }
    }
}

fn bands<'a>(context: Context<'a>, row: &PlacedRow) -> impl Iterator<Item = &'a Band> {
    let filled = row.bands.clone();
    context
        .layout
        .axis
        .bands
        .iter()
        .filter(move |band| filled.contains(&band.frequency))
}

/// Texts among a sheet's figures, `n.a.` and `n.m.`, stand back.
pub(super) fn quiet_texts(canvas: &mut Canvas<'_>, context: Context<'_>, sheet: &PlacedSheet) {
    if sheet.end_row <= header::FIRST_ROW {
        return;
    }
    for band in &context.layout.axis.bands {
        let first = CellAddress::new(header::FIRST_ROW, band.first_column);
        canvas.sheet.frame.conditional_formats.push(ConditionalFormat {
            range: CellRange::new(first, CellAddress::new(sheet.end_row - 1, band.last_column())),
            condition: Condition::Formula(format!("ISTEXT({first})")),
            style: Style {
                colour: Some(context.look.palette.quiet),
                ..Style::default()
            },
        });
    }
}

fn across(row: &PlacedRow, band: &Band) -> CellRange {
    CellRange::new(
        CellAddress::new(row.row, band.first_column),
        CellAddress::new(row.row, band.last_column()),
    )
}

/// The defined names of rows that ask for one: from the row's first period to its last, told apart by
/// number where two rows have the same.
pub(super) fn names(context: Context<'_>) -> Vec<DefinedName> {
    let mut names: Vec<DefinedName> = Vec::new();
    for row in context.layout.rows.iter().filter(|row| row.traits.defined_name) {
        let Some(id) = &row.name else {
            continue;
        };
        let (Some(first), Some(last)) = (bands(context, row).next(), bands(context, row).last()) else {
            continue;
        };
        let base = defined_name(&id.to_string());
        let taken = |name: &str| names.iter().any(|known| known.name.eq_ignore_ascii_case(name));
        let numbered = (2..).map(|number| format!("{base}_{number}"));
        let name = std::iter::once(base.clone())
            .chain(numbered)
            .find(|name| !taken(name))
            .unwrap_or(base);
        names.push(DefinedName {
            name,
            target: SheetRange {
                sheet: context.layout.handles.name(row.sheet).to_owned(),
                range: CellRange::new(
                    CellAddress::new(row.row, first.first_column),
                    CellAddress::new(row.row, last.last_column()),
                ),
            },
            comment: comment(context, row),
        });
    }
    names
}

/// The label in every language, and the unit; cut where Excel would take no more.
fn comment(context: Context<'_>, row: &PlacedRow) -> String {
    let mut labels: Vec<&str> = context
        .look
        .languages
        .iter()
        .map(|language| row.label.text(language))
        .collect();
    labels.dedup();
    let comment = [labels.join(" / "), row_unit(context, row)].join(" · ");
    shortened(comment.trim_end_matches(" · ").to_owned(), MAX_DESCRIPTION)
}
