//! `recalculate FILE…`: lets LibreOffice recalculate workbooks and fails when a written result is wrong.
//! First it shows that it can fail: in a copy of the first file one result is falsified.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use quarterbook_tests::recalculate::compare_with_libreoffice;

#[expect(clippy::print_stdout, clippy::print_stderr, reason = "a program's output")]
fn main() -> ExitCode {
    let files: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    match run(&files) {
        Ok(report) => {
            println!("{report}");
            ExitCode::SUCCESS
        }
        Err(report) => {
            eprintln!("{report}");
            ExitCode::FAILURE
        }
    }
}

fn run(files: &[PathBuf]) -> Result<String, String> {
    let first = files.first().ok_or("name the workbooks to recalculate")?;
    let scratch = tempfile::tempdir().map_err(|error| error.to_string())?;
    let falsified = falsify(first, scratch.path())?;
    if compare_with_libreoffice(&falsified, scratch.path())?
        .differences
        .is_empty()
    {
        return Err(format!(
            "a falsified result in a copy of {} was not noticed",
            first.display()
        ));
    }
    let mut report = vec![format!(
        "a falsified result in a copy of {} is noticed",
        first.display()
    )];
    let mut wrong = false;
    for file in files {
        let comparison = compare_with_libreoffice(file, scratch.path())?;
        let differences = comparison.differences.len();
        wrong |= differences > 0 || comparison.formulas == 0;
        report.push(format!(
            "{}: {} formulas, {differences} differ",
            file.display(),
            comparison.formulas
        ));
        report.extend(comparison.differences);
    }
    let report = report.join("\n");
    if wrong { Err(report) } else { Ok(report) }
}

/// A copy of a workbook in which the result of the first formula with a number is another number.
fn falsify(path: &Path, folder: &Path) -> Result<PathBuf, String> {
    let copy = folder.join("falsified.xlsx");
    let file = std::fs::File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut archive = zip::ZipArchive::new(file).map_err(|error| error.to_string())?;
    let target = std::fs::File::create(&copy).map_err(|error| error.to_string())?;
    let mut writer = zip::ZipWriter::new(target);
    let mut done = false;
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(|error| error.to_string())?;
        let name = entry.name().map_err(|error| error.to_string())?.into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).map_err(|error| error.to_string())?;
        if !done && name.starts_with("xl/worksheets/sheet") {
            (bytes, done) = with_another_result(bytes);
        }
        writer
            .start_file(name, zip::write::SimpleFileOptions::default())
            .map_err(|error| error.to_string())?;
        writer.write_all(&bytes).map_err(|error| error.to_string())?;
    }
    writer.finish().map_err(|error| error.to_string())?;
    if done {
        Ok(copy)
    } else {
        Err(format!("{} has no formula with a number", path.display()))
    }
}

/// The sheet's XML with the first number behind a formula raised by one.
fn with_another_result(bytes: Vec<u8>) -> (Vec<u8>, bool) {
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let found = text.match_indices("</f><v>").find_map(|(at, tag)| {
        let start = at + tag.len();
        let end = start + text[start..].find('<')?;
        let number: f64 = text[start..end].parse().ok()?;
        Some((start, end, number))
    });
    match found {
        Some((start, end, number)) => (
            format!("{}{}{}", &text[..start], number + 1.0, &text[end..]).into_bytes(),
            true,
        ),
        None => (bytes, false),
    }
}
