//! What is said of a command line that cannot be understood, or that asks for help.

use std::ffi::OsString;

use quarterbook_data::Problem;

use crate::args::MessageFormat;
use crate::outcome::Outcome;
use crate::output::Output;

/// How problems are to be printed, as far as a command line says that has not been understood yet.
pub(crate) fn asked_format(arguments: &[OsString]) -> MessageFormat {
    let is_json = arguments
        .windows(2)
        .any(|pair| pair[0] == "--message-format" && pair[1] == "json")
        || arguments.iter().any(|argument| argument == "--message-format=json");
    if is_json {
        MessageFormat::Json
    } else {
        MessageFormat::Human
    }
}

/// Help and version are results; anything else that clap says is a problem.
pub(crate) fn answer(error: &clap::Error, output: &mut Output<'_>) -> Outcome {
    let text = error.render().to_string();
    if !error.use_stderr() {
        let _ = write!(output.out, "{text}");
        return Outcome::Done;
    }
    match output.format {
        MessageFormat::Human => drop(write!(output.err, "{text}")),
        MessageFormat::Json => output.problems(&[problem(&text)]),
    }
    Outcome::Failed
}

/// The first paragraph of what clap says, and the others as a hint.
fn problem(text: &str) -> Problem {
    let text = text.strip_prefix("error: ").unwrap_or(text).trim_end();
    let (message, rest) = text.split_once("\n\n").unwrap_or((text, ""));
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let problem = Problem::error(one_line(message));
    if rest.is_empty() {
        problem
    } else {
        problem.hint(one_line(rest))
    }
}
