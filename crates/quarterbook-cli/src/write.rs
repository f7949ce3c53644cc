//! Files, replaced whole or not at all.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use quarterbook_data::{Place, Problem};
use tempfile::NamedTempFile;

use crate::load::shown;

/// Writes each of `files`, a path and its bytes, or none: all go into temporary files beside their places first,
/// which then take them, so that nobody ever sees half a workbook and a full disk leaves the old ones as they were.
///
/// # Errors
/// When a folder is missing or cannot be written to, or a file there cannot be replaced (open in Excel on
/// Windows).
pub(crate) fn replace_files(files: &[(PathBuf, Vec<u8>)]) -> Result<(), Problem> {
    let mut staged = Vec::new();
    for (path, bytes) in files {
        refuse_impossible(path)?;
        staged.push((path, stage(path, bytes).map_err(|error| unwritable(path, &error))?));
    }
    for (path, file) in staged {
        file.persist(path).map_err(|error| unwritable(path, &error.error))?;
    }
    Ok(())
}

/// Places where no file can be, with what to do about it.
fn refuse_impossible(path: &Path) -> Result<(), Problem> {
    let problem = if path.is_dir() {
        Problem::error("this is a folder, not a file").hint("name the file in it with -o, such as -o DIR/book.xlsx")
    } else if !folder_of(path).is_dir() {
        Problem::error("its folder does not exist").hint("make the folder first, or name another place with -o")
    } else {
        return Ok(());
    };
    Err(problem.at(Place::File(shown(path))))
}

fn unwritable(path: &Path, error: &io::Error) -> Problem {
    // The kind alone: the error's own text names the temporary file, whose name is another on every run.
    Problem::error(format!("the file cannot be written: {}", error.kind()))
        .at(Place::File(shown(path)))
        .hint("close it where it is open, or name another place with -o")
}

/// The file's bytes, in a temporary file of the same folder.
fn stage(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut file = tempfile::Builder::new()
        .prefix(".quarterbook-")
        .tempfile_in(folder_of(path))?;
    file.write_all(bytes)?;
    readable_by_all(file.as_file())?;
    file.as_file().sync_all()?;
    Ok(file)
}

fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// Temporary files are private; a workbook has the rights of a file that was saved.
#[cfg(unix)]
fn readable_by_all(file: &std::fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable_by_all(_: &std::fs::File) -> io::Result<()> {
    Ok(())
}
