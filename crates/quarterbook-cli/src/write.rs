//! Files, replaced whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use quarterbook_data::{Place, Problem};
use quarterbook_source::reason;
use tempfile::NamedTempFile;

use crate::load::shown;

/// Writes each of `files`, a path and its bytes, or none: all go into temporary files beside their places first,
/// which then take them, so that nobody ever sees half a workbook and a full disk leaves the old ones as they were.
/// When one cannot take its place, those that have taken theirs give them back. A link's target is replaced, not the
/// link. A new file has the rights the user gives to new files, a replaced one keeps its own.
///
/// # Errors
/// When a folder is missing or cannot be written to, or a file there cannot be replaced: it is write-protected,
/// or open in Excel on Windows.
pub(crate) fn replace_files(files: &[(PathBuf, Vec<u8>)]) -> Result<(), Problem> {
    files.iter().try_for_each(|(path, _)| refuse_impossible(path))?;
    let mut staged = Vec::new();
    for (path, bytes) in files {
        let place = path.canonicalize().unwrap_or_else(|_| path.clone());
        let file = stage(&place, bytes).map_err(|error| unwritable(path, &error))?;
        staged.push((path, place, file));
    }
    let mut replaced = Vec::new();
    for (path, place, file) in staged {
        let taken = Replaced::keep(place).and_then(|old| {
            file.persist(&old.place)?;
            Ok(old)
        });
        match taken {
            Ok(old) => replaced.push(old),
            Err(error) => return Err(put_back(replaced, unwritable(path, &error))),
        }
    }
    Ok(())
}

/// A place that another file takes, and what stood there.
struct Replaced {
    place: PathBuf,
    /// The old file under another name; `None` where there was none. It goes when this is dropped.
    old: Option<NamedTempFile<()>>,
}

impl Replaced {
    /// Keeps what stands at a place: under a second name where the file system has such, else as a copy.
    fn keep(place: PathBuf) -> io::Result<Self> {
        let keep = |name: &Path| match fs::hard_link(&place, name) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => fs::copy(&place, name).map(drop),
            done => done,
        };
        let old = if place.exists() {
            let mut builder = tempfile::Builder::new();
            Some(builder.prefix(".quarterbook-").make_in(folder_of(&place), keep)?)
        } else {
            None
        };
        Ok(Self { place, old })
    }

    /// Puts the old file back; where that cannot be done, the name it is kept under.
    fn put_back(self) -> Option<PathBuf> {
        let Some(old) = self.old else {
            let _ = fs::remove_file(&self.place);
            return None;
        };
        let failed = old.persist(&self.place).err()?;
        failed.file.keep().ok().map(|((), path)| path)
    }
}

/// Undoes what was replaced; the problem says what could not be.
fn put_back(replaced: Vec<Replaced>, problem: Problem) -> Problem {
    let kept = replaced.into_iter().rev().filter_map(|one| {
        let place = shown(&one.place);
        one.put_back().map(|old| {
            format!(
                "{place} is replaced already, and the old one is kept as {}",
                shown(&old)
            )
        })
    });
    match kept.collect::<Vec<String>>().as_slice() {
        [] => problem,
        kept => problem.hint(kept.join("; ")),
    }
}

/// Places where no file can be, with what to do about it.
fn refuse_impossible(path: &Path) -> Result<(), Problem> {
    let problem = if path.is_dir() {
        Problem::error("this is a folder, not a file").hint("name the file in it with -o, such as -o DIR/book.xlsx")
    } else if shown(path).ends_with('/') {
        Problem::error("this folder does not exist").hint("make the folder first, or name another place with -o")
    } else if !folder_of(path).is_dir() {
        Problem::error("its folder does not exist").hint("make the folder first, or name another place with -o")
    } else if path.exists() && !path.is_file() {
        Problem::error("this is a device, not a file").hint("name a file with -o")
    } else if path.metadata().is_ok_and(|file| file.permissions().readonly()) {
        Problem::error("the file is write-protected")
            .hint("take the protection off, or name another place with -o: a protected workbook is never replaced")
    } else {
        return Ok(());
    };
    Err(problem.at(Place::File(shown(path))))
}

fn unwritable(path: &Path, error: &io::Error) -> Problem {
    let hint = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "make room, or name another place with -o",
        _ => "close it where it is open, or name another place with -o",
    };
    Problem::error(format!("the file cannot be written: {}", reason(error)))
        .at(Place::File(shown(path)))
        .hint(hint)
}

/// The file's bytes, in a temporary file of the same folder.
fn stage(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".quarterbook-");
    #[cfg(unix)]
    builder.permissions(rights_of_new_files());
    let mut file = builder.tempfile_in(folder_of(path))?;
    file.write_all(bytes)?;
    if let Ok(replaced) = path.metadata() {
        file.as_file().set_permissions(replaced.permissions())?;
    }
    file.as_file().sync_all()?;
    Ok(file)
}

fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// Temporary files are private unless they are asked for with other rights; the system takes away from these
/// what the user's mask says.
#[cfg(unix)]
fn rights_of_new_files() -> fs::Permissions {
    std::os::unix::fs::PermissionsExt::from_mode(0o666)
}

/// The lock file beside a workbook that somebody has open: Excel's or LibreOffice's.
pub(crate) fn lock_of(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_string_lossy();
    [format!("~${name}"), format!(".~lock.{name}#")]
        .iter()
        .map(|lock| folder_of(path).join(lock))
        .find(|lock| lock.exists())
}
