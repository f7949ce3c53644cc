//! Workbooks of LibreOffice: ods.

use calamine::{Ods, OdsError, Reader};
use quarterbook_data::Problem;

use crate::guarded::guarded;
use crate::ods_scan::scan_content;
use crate::refusal::{Refusal, refuse_damaged};
use crate::sink::{SheetInfo, Sink};
use crate::sniff::Input;
use crate::xls::hand_over;
use crate::xlsx::{plain_name, visibility};
use crate::zip_guard::{open_package, refuse_encrypted};
use crate::{Cell, ReadOptions};

/// The element of the manifest that stands beside an encrypted part.
const ENCRYPTED: &[u8] = b"encryption-data";

/// Reads every sheet that the sink wants. The format is held whole while it is read.
pub(crate) fn read(
    label: &str,
    input: &mut dyn Input,
    options: &ReadOptions,
    sink: &mut dyn Sink,
) -> Result<Vec<Problem>, Refusal> {
    let mut package = open_package(label, &mut *input, &options.limits)?;
    let manifest = package
        .read(label, "META-INF/manifest.xml", &options.limits)?
        .unwrap_or_default();
    if manifest.windows(ENCRYPTED.len()).any(|bytes| bytes == ENCRYPTED) {
        return Err(refuse_encrypted(label));
    }
    let mut tables = scan_content(label, &mut package, &options.limits)?.into_iter();
    drop(package);
    let mut workbook: Ods<_> = guarded(label, || Ods::new(input).map_err(|error| refusal(label, &error)))?;
    for sheet in workbook.sheets_metadata().to_vec() {
        let table = tables.next().unwrap_or_default();
        if !sink.wants(&sheet.name) {
            continue;
        }
        let range = guarded(label, || {
            workbook
                .worksheet_range(&sheet.name)
                .map_err(|error| refusal(label, &error))
        })?;
        sink.begin(SheetInfo {
            name: plain_name(&sheet.name),
            visibility: visibility(sheet.visible),
            merges: table.merges,
            hidden_rows: table.hidden_rows,
            hidden_columns: table.hidden_columns,
            guessed: None,
        });
        let mut look = |cell: &mut Cell| {
            table.looks.apply(&table.kinds, cell);
            table.raised.apply(cell);
        };
        if hand_over(&range, false, &mut look, sink)?.is_break() {
            break;
        }
    }
    Ok(Vec::new())
}

fn refusal(label: &str, error: &OdsError) -> Refusal {
    match error {
        OdsError::Password => refuse_encrypted(label),
        error => refuse_damaged(label, error),
    }
}
