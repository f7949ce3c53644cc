//! Print set-up.

use quarterbook_book::workbook::{Footer, PageSetup};
use rust_xlsxwriter::{Worksheet, XlsxError};

/// ISO A4 in Excel's list of papers.
const A4: u8 = 9;

/// Sets how a sheet prints.
pub(super) fn set_page(worksheet: &mut Worksheet, page: &PageSetup) -> Result<(), XlsxError> {
    worksheet.set_paper_size(A4);
    worksheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.25, 0.25);
    worksheet.set_print_center_horizontally(true);
    if page.landscape {
        worksheet.set_landscape();
    }
    if page.scale > 0 {
        worksheet.set_print_scale(page.scale);
    } else if page.pages_wide > 0 || page.pages_high > 0 {
        worksheet.set_print_fit_to_pages(page.pages_wide, page.pages_high);
    }
    if let Some((first, last)) = page.repeat_rows {
        worksheet.set_repeat_rows(first, last)?;
    }
    if let Some((first, last)) = page.repeat_columns {
        worksheet.set_repeat_columns(first as u16, last as u16)?;
    }
    if let Some(area) = page.print_area {
        let (first, last) = (area.first, area.last);
        worksheet.set_print_area(first.row, first.column as u16, last.row, last.column as u16)?;
    }
    let breaks: Vec<u32> = page.breaks.iter().copied().filter(|row| *row > 0).collect();
    if !breaks.is_empty() {
        worksheet.set_page_breaks(&breaks)?;
    }
    let columns: Vec<u32> = page
        .column_breaks
        .iter()
        .copied()
        .filter(|column| *column > 0)
        .collect();
    worksheet.set_vertical_page_breaks(&columns)?;
    if let Some(footer) = footer(&page.footer) {
        worksheet.set_footer(footer);
    }
    Ok(())
}

fn footer(footer: &Footer) -> Option<String> {
    let parts = [("&L", &footer.left), ("&C", &footer.centre), ("&R", &footer.right)];
    let text: String = parts
        .into_iter()
        .filter(|(_, part)| !part.is_empty())
        .flat_map(|(code, part)| [code, part.as_str()])
        .collect();
    (!text.is_empty()).then_some(text)
}
