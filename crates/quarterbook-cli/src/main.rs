//! The `quarterbook` command.

use std::io::{stderr, stdout};
use std::process::ExitCode;

fn main() -> ExitCode {
    quarterbook_cli::run_program(std::env::args_os(), &mut stdout().lock(), &mut stderr().lock())
}
