//! Ledgers in xlsx: the first pass over a sheet runs beside the reading, on a thread of its own, since it takes a
//! third of the time that the reading takes.

use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, ScopedJoinHandle};

use calamine::{Reader, Xlsx};
use quarterbook_data::Problem;

use crate::guarded::guarded;
use crate::read::open;
use crate::refusal::{Refusal, refuse_damaged};
use crate::sink::{SheetInfo, Sink};
use crate::sniff::Input;
use crate::xlsx::{plain_name, read_sheet, refusal, visibility, worksheets};
use crate::xlsx_parts::{SheetPart, sheet_parts};
use crate::xlsx_scan::{Scan, scan_sheet};
use crate::zip_guard::open_package;
use crate::{Limits, ReadOptions};

/// Reads every sheet of the file at `path` that the sink wants, row by row. What the first pass refuses stops the
/// reading, so that rows may have been handed over before.
pub(crate) fn read(
    label: &str,
    path: &Path,
    options: &ReadOptions,
    sink: &mut dyn Sink,
) -> Result<Vec<Problem>, Refusal> {
    let stop = AtomicBool::new(false);
    let mut package = open_package(label, open(label, path)?, &options.limits)?;
    let parts = sheet_parts(label, &mut package, &options.limits)?;
    drop(package);
    let mut input = Stoppable {
        inner: open(label, path)?,
        stop: &stop,
    };
    let mut input: &mut dyn Input = &mut input;
    let mut workbook: Xlsx<_> = guarded(label, || Xlsx::new(&mut input).map_err(|error| refusal(label, &error)))?;
    let listed = workbook.sheets_metadata().to_vec();
    for (part, listed) in worksheets(&parts, &listed, sink) {
        sink.begin(SheetInfo {
            name: plain_name(&part.name),
            visibility: visibility(listed.visible),
            ..SheetInfo::default()
        });
        let is_1904 = workbook.has_1904_epoch();
        let cells = guarded(label, || {
            workbook
                .worksheet_cells_reader(&part.name)
                .map_err(|error| refusal(label, &error))
        })?;
        let flow = thread::scope(|scope| {
            let mut scanning = Some(scope.spawn(|| scan_beside(label, path, part, &options.limits, &stop)));
            let mut hidden_rows = Vec::new();
            let mut left_out = || {
                let scan = finish(label, &mut scanning)?;
                hidden_rows.extend(scan.hidden_rows);
                Ok(scan.left_out)
            };
            let read = read_sheet(label, cells, is_1904, &mut left_out, sink);
            if matches!(read, Ok(ControlFlow::Break(()))) {
                stop.store(true, Ordering::Relaxed);
                return read;
            }
            // Where both refuse, the first pass names the cell.
            left_out()?;
            sink.hide_rows(hidden_rows);
            read
        })?;
        if flow.is_break() {
            break;
        }
    }
    Ok(Vec::new())
}

type Scanning<'scope> = ScopedJoinHandle<'scope, Result<Scan, Refusal>>;

/// Waits for the end of the first pass; after the first time there is nothing more to tell.
fn finish(label: &str, scanning: &mut Option<Scanning<'_>>) -> Result<Scan, Refusal> {
    let Some(handle) = scanning.take() else {
        return Ok(Scan::default());
    };
    let panicked = |_| Err(refuse_damaged(label, "its structure contradicts itself"));
    handle.join().unwrap_or_else(panicked)
}

fn scan_beside(
    label: &str,
    path: &Path,
    part: &SheetPart,
    limits: &Limits,
    stop: &AtomicBool,
) -> Result<Scan, Refusal> {
    let input = Stoppable {
        inner: open(label, path)?,
        stop,
    };
    let scan = open_package(label, input, limits).and_then(|mut package| scan_sheet(label, &mut package, part, limits));
    if scan.is_err() {
        stop.store(true, Ordering::Relaxed);
    }
    scan
}

/// A file that another thread can keep from being read any further.
struct Stoppable<'a> {
    inner: BufReader<std::fs::File>,
    stop: &'a AtomicBool,
}

impl Read for Stoppable<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.stop.load(Ordering::Relaxed) {
            return Err(io::Error::other("stopped"));
        }
        self.inner.read(buffer)
    }
}

impl Seek for Stoppable<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}
