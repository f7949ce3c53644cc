//! The `quarterbook` command.

use std::io::{stderr, stdout};
use std::process::ExitCode;

/// Standard error is not locked for the whole run: the progress bar draws on it from a thread of its own.
fn main() -> ExitCode {
    quarterbook_cli::run_program(std::env::args_os(), &mut stdout().lock(), &mut stderr())
}
