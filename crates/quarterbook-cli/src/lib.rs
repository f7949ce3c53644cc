//! The `quarterbook` command line, as a function: arguments and two streams in, an exit code out.

mod args;
mod commands;
mod exporters;
mod library;
mod load;
mod open;
mod outcome;
mod output;
mod pipeline;
mod place;
mod progress;
mod snapshot;
mod summary;
mod usage;
mod write;

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

use args::{Arguments, Command};
use open::Open;
use outcome::Outcome;
use output::Output;

/// Runs the command line: `arguments` begin with the program's name, results go to `out`, problems and
/// progress to `err`. Exit code 0: done; 1: done, with failed checks or findings; 2: could not be done,
/// nothing written.
pub fn run(arguments: impl IntoIterator<Item = OsString>, out: &mut dyn Write, err: &mut dyn Write) -> ExitCode {
    run_with(arguments, &Open::Here, out, err)
}

/// The same as [`run`] for a program of its own: files in formats whose parser a hostile file could bring
/// down are read in a child process, which is this program started once more.
pub fn run_program(
    arguments: impl IntoIterator<Item = OsString>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> ExitCode {
    let open = std::env::current_exe().map_or(Open::Here, Open::WithChildren);
    run_with(arguments, &open, out, err)
}

fn run_with(
    arguments: impl IntoIterator<Item = OsString>,
    open: &Open,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let mut output = Output {
        out,
        err,
        format: usage::asked_format(&arguments),
        is_quiet: false,
        book: None,
    };
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => return usage::answer(&error, &mut output).into(),
    };
    output.format = arguments.message_format;
    let outcome = match &arguments.command {
        Command::Build(arguments) => commands::build(arguments, open, &mut output),
        Command::Check(arguments) => commands::check(arguments, open, &mut output),
        Command::Inspect(arguments) => commands::inspect(arguments, open, &mut output),
        Command::Diff(arguments) => commands::diff(arguments, &mut output),
        Command::Trace(arguments) => commands::trace(arguments, &mut output),
        Command::New(arguments) => commands::new(arguments, open, &mut output),
        Command::Templates(arguments) => commands::templates(arguments, &mut output),
        Command::Read => read_for_parent(&mut output),
    };
    outcome.into()
}

/// The child's half of reading a file: its answer goes to standard output, and nothing else does.
fn read_for_parent(output: &mut Output<'_>) -> Outcome {
    match quarterbook_source::answer_request(&mut std::io::stdin().lock(), output.out) {
        Ok(()) => Outcome::Done,
        Err(_) => Outcome::Failed,
    }
}
