//! How source files are opened: in this process, or, for formats whose parser a hostile file could bring
//! down, in a child process with limits.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use quarterbook_source::{ReadOptions, Refusal, Workbook, read_file, read_in_child};

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
            Self::WithChildren(program) if wants_a_child(path) => {
                let mut command = Command::new(program);
                command.arg(CHILD);
                read_in_child(command, label, path, options)
            }
            _ => read_file(label, path, options),
        }
    }
}

/// Whether the file begins like xls (an OLE2 container), or like a zip with a name that says xlsb or ods.
fn wants_a_child(path: &Path) -> bool {
    let mut head = [0; 8];
    let read = File::open(path).and_then(|mut file| file.read(&mut head)).unwrap_or(0);
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    head[..read].starts_with(&[0xd0, 0xcf, 0x11, 0xe0])
        || head[..read].starts_with(b"PK") && matches!(ending.as_deref(), Some("xlsb" | "ods" | "xls"))
}
