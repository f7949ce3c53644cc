//! The command line, run in this process.

use std::ffi::OsString;
use std::path::Path;

/// What a run of the command left behind.
#[derive(Debug)]
pub struct Run {
    /// The exit code.
    pub code: u8,
    /// What it wrote to standard output.
    pub out: String,
    /// What it wrote to standard error.
    pub err: String,
}

impl Run {
    /// Everything a person in front of the terminal sees, and the exit code.
    pub fn shown(&self) -> String {
        format!("{}{}exit code {}\n", self.err, self.out, self.code)
    }
}

/// Runs `quarterbook` with these arguments, in this folder.
///
/// # Panics
/// When the folder cannot be entered.
pub fn quarterbook(folder: &Path, arguments: &[&str]) -> Run {
    std::env::set_current_dir(folder).expect("the folder exists");
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = ["quarterbook"].iter().chain(arguments).map(OsString::from);
    let code = quarterbook_cli::run(arguments, &mut out, &mut err);
    Run {
        code: number(code),
        out: text(&out),
        err: text(&err),
    }
}

/// `ExitCode` does not give its number back; it can be compared.
fn number(code: std::process::ExitCode) -> u8 {
    (0..=u8::MAX)
        .find(|number| std::process::ExitCode::from(*number) == code)
        .unwrap_or(u8::MAX)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
