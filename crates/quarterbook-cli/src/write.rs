//! Files, replaced whole or not at all.

use std::io::{self, Write};
use std::path::Path;

/// Writes `bytes` as the file at `path`: into a temporary file of the same folder first, which then takes
/// the file's place, so that nobody ever sees half a workbook and a failure leaves the old one as it was.
///
/// # Errors
/// When the folder cannot be written to, or the file there cannot be replaced (open in Excel on Windows).
pub(crate) fn replace_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".quarterbook-").tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    readable_by_all(file.as_file())?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
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
