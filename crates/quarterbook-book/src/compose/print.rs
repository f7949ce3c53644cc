//! How calculation sheets and Inputs print: on one page's width where that can be read, else on several, each with
//! whole years.

use quarterbook_data::{CellAddress, CellRange};

use super::chart::pixels;
use super::{Canvas, Context};
use crate::layout::{PlacedSheet, TimeAxis, header};
use crate::sheets::page;
use crate::workbook::Sheet;

/// Width and height of the printed part of a landscape A4 page, in pixels at full size.
const PAGE: (f64, f64) = (1045.0, 690.0);
/// The height of a row in pixels.
const ROW_HEIGHT: f64 = 20.0;
/// How far the print may shrink before it is too small to read, in per cent.
const SMALLEST: u16 = 50;
/// How much higher than a page a sheet may be and still be made to fit it.
const LITTLE_OVER: f64 = 1.35;
/// The part of a page that is filled where columns are told on which page to stand: fonts that stand in for Excel's own
/// make them a third wider and more.
const SPARE: f64 = 0.72;

/// How a sheet's columns go on pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pages {
    /// The size of the print in per cent.
    scale: u16,
    /// The columns that begin a new page.
    breaks: Vec<u32>,
}

impl Pages {
    /// The pages of a sheet whose columns have their widths, the label columns repeated on each.
    pub(super) fn of(frame: &Sheet, axis: &TimeAxis) -> Self {
        let width =
            |columns: std::ops::RangeInclusive<u32>| f64::from(columns.map(|at| pixels(frame, at)).sum::<u32>());
        let on_one_page = (PAGE.0 * 100.0 / width(0..=axis.last_column())).min(100.0) as u16;
        if on_one_page >= SMALLEST {
            return Self {
                scale: on_one_page,
                breaks: Vec::new(),
            };
        }
        let labels = width(0..=axis.trend);
        let blocks: Vec<(u32, f64)> = blocks(axis).map(|(first, last)| (first, width(first..=last))).collect();
        let pack = |scale: u16| breaks(&blocks, PAGE.0 * SPARE * 100.0 / f64::from(scale) - labels);
        let fewest = pack(SMALLEST).len();
        let scale = (SMALLEST..=100).rev().find(|scale| pack(*scale).len() == fewest);
        let scale = scale.unwrap_or(SMALLEST);
        Self {
            scale,
            breaks: pack(scale),
        }
    }

    /// The first column of a sheet's charts and the last that they may cover, on the first page. Where label columns
    /// print on every page, what stands over them would, too.
    pub(super) fn room(&self, axis: &TimeAxis) -> (u32, u32) {
        match self.breaks.first() {
            Some(second) => (axis.first_behind_labels(), second - 1),
            None => (axis.labels[0], axis.last_column()),
        }
    }
}

/// The columns that stay together, first and last: a fiscal year of a band with the narrow columns before it; of years,
/// all of them.
fn blocks(axis: &TimeAxis) -> impl Iterator<Item = (u32, u32)> {
    axis.bands.iter().flat_map(|band| {
        let mut blocks: Vec<(u32, u32)> = Vec::new();
        let mut year = None;
        for (column, period) in band.columns() {
            let begins = year != Some(period.fiscal_year()) && period.months() < 12;
            year = Some(period.fiscal_year());
            match blocks.last_mut() {
                Some(block) if !begins => block.1 = column,
                Some(_) => blocks.push((column, column)),
                None => blocks.push((band.first_column - band.lead_in, column)),
            }
        }
        blocks
    })
}

/// Where pages end that have so much room for blocks, given by first column and width. A block wider than a page is one
/// page's, and the program that prints ends it where it must.
fn breaks(blocks: &[(u32, f64)], room: f64) -> Vec<u32> {
    let mut breaks = Vec::new();
    let mut taken = 0.0;
    for (first, width) in blocks {
        if taken > 0.0 && taken + width > room {
            breaks.push(*first);
            taken = 0.0;
        }
        taken += width;
    }
    breaks
}

/// Sets a sheet up: header rows and labels repeated; chart data stays on screen. What does not fit on a page breaks at
/// the 0-based row `second_part`.
pub(super) fn set_up(
    canvas: &mut Canvas<'_>,
    context: Context<'_>,
    sheet: &PlacedSheet,
    second_part: u32,
    chart_rows: u32,
) {
    let axis = &context.layout.axis;
    let last_row = (sheet.end_row + chart_rows).max(1) - 1;
    let Pages { scale, breaks } = Pages::of(&canvas.sheet.frame, axis);
    let pages_high = f64::from(last_row + 1) * ROW_HEIGHT * f64::from(scale) / 100.0 / PAGE.1;
    let page_setup = &mut canvas.sheet.frame.page;
    *page_setup = page(&context, sheet, header::FIRST_ROW - 1, axis.trend, 0);
    page_setup.print_area = Some(CellRange::new(
        CellAddress::new(0, 0),
        CellAddress::new(last_row, axis.last_column()),
    ));
    let is_little_over = pages_high > 1.0 && pages_high <= LITTLE_OVER;
    if pages_high > LITTLE_OVER && second_part <= last_row {
        page_setup.breaks.push(second_part);
    }
    if breaks.is_empty() {
        page_setup.pages_high = u16::from(is_little_over);
        return;
    }
    // Excel passes over the breaks of columns where it fits a sheet to so many pages across.
    page_setup.pages_wide = 0;
    page_setup.column_breaks = breaks;
    page_setup.scale = if is_little_over {
        (f64::from(scale) / pages_high) as u16
    } else {
        scale
    };
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use quarterbook_data::{Frequency, Period};

    use super::*;
    use crate::layout::Periods;
    use crate::workbook::Column;

    fn axis(first: Period, last: Period, years: (i16, i16)) -> TimeAxis {
        let periods = |periods| Periods {
            periods,
            ..Periods::default()
        };
        let frequency = first.frequency().unwrap();
        let annual = Period::year(years.0).through(Period::year(years.1));
        let bands = vec![
            (Frequency::Annual, periods(annual)),
            (frequency, periods(first.through(last))),
        ];
        TimeAxis::new(1, bands, &BTreeMap::new())
    }

    fn pages(axis: &TimeAxis) -> Pages {
        let mut frame = Sheet::default();
        for column in 0..=axis.last_column() {
            let width = if column <= axis.trend { 15.0 } else { 10.0 };
            frame.columns.insert(column, Column { width, outline: 0 });
        }
        Pages::of(&frame, axis)
    }

    #[test]
    fn few_periods_stand_on_one_page() {
        let axis = axis(Period::half(2023, 1), Period::half(2024, 2), (2023, 2024));
        assert!(pages(&axis).breaks.is_empty());
        assert_eq!(pages(&axis).room(&axis), (axis.labels[0], axis.last_column()));
    }

    #[test]
    fn years_stay_whole_where_quarters_take_several_pages() {
        let axis = axis(Period::quarter(2018, 3), Period::quarter(2025, 2), (2019, 2024));
        let pages = pages(&axis);
        let begins: Vec<Period> = axis.bands[1]
            .columns()
            .filter(|(column, _)| pages.breaks.contains(column))
            .map(|(_, period)| period)
            .collect();
        assert_eq!(begins, [2019, 2021, 2023].map(|year| Period::quarter(year, 1)));
        // The last page is the fullest: 750 pixels of quarters beside 550 of labels.
        assert_eq!(pages.scale, (PAGE.0 * SPARE / 1300.0 * 100.0) as u16);
        assert_eq!(pages.room(&axis), (axis.first_behind_labels(), pages.breaks[0] - 1));
    }
}
