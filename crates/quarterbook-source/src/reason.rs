//! Why a file could not be opened or written, in the same words on every system.

use std::io::{Error, ErrorKind};

/// Why something failed, in words that do not depend on the operating system or its language.
///
/// ```
/// use std::io::{Error, ErrorKind};
///
/// assert_eq!(quarterbook_source::reason(&Error::from(ErrorKind::NotFound)), "there is no such file");
/// ```
pub fn reason(error: &Error) -> String {
    let words = match error.kind() {
        ErrorKind::NotFound => "there is no such file",
        ErrorKind::PermissionDenied => "you may not do this here",
        ErrorKind::IsADirectory => "it is a folder",
        ErrorKind::NotADirectory => "a part of its path is a file, not a folder",
        ErrorKind::InvalidData => "it is not UTF-8 text",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "the disk is full",
        ErrorKind::ReadOnlyFilesystem => "the disk is read-only",
        ErrorKind::FileTooLarge => "it would be too large for the disk",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "another program has it open",
        other => return other.to_string(),
    };
    words.to_owned()
}
