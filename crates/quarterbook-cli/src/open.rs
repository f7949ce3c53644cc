//! How source files are opened: in this process, or, for formats whose parser a hostile file could bring
//! down, in a child process with limits.

use std::path::{Path, PathBuf};
use std::process::Command;

use quarterbook_source::{ReadOptions, Refusal, Workbook, read_file, read_in_child, wants_child};

/// The hidden subcommand by which this program reads a file in a child process.
pub(crate) const CHILD: &str = "__read";

/// How source files are opened.
#[derive(Debug, Clone)]
pub(crate) enum Open {
    /// Everything in this process.
    Here,
    /// Files other than xlsx and text in a child: this program, started once more.
    WithChildren(PathBuf),
}

impl Open {
    /// Reads the file at `path`; `label` is its path as it is shown.
    pub(crate) fn read(&self, label: &str, path: &Path, options: &ReadOptions) -> Result<Workbook, Refusal> {
        match self {
            Self::WithChildren(program) if wants_child(path, options) => {
                let mut command = Command::new(program);
                command.arg(CHILD);
                read_in_child(command, label, path, options)
            }
            _ => read_file(label, path, options),
        }
    }
}
