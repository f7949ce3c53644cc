//! Reading in a child process with limits on memory and time, for the formats whose parser could be brought down
//! by a file in spite of every look at it beforehand.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::{Deserialize, Serialize};

use crate::read::format_at;
use crate::refusal::{Refusal, refuse};
use crate::wire::Answer;
use crate::{Format, Limits, ReadOptions, Workbook, read_file};

/// What the parent asks for, as JSON on the child's standard input.
#[derive(Serialize, Deserialize)]
struct Request {
    label: String,
    path: PathBuf,
    options: ReadOptions,
}

/// Whether the file at `path` is better read in a child process: xls, xlsb and ods, told by content and whatever they are
/// packed in. A file that cannot be read at all is refused as well here as there.
pub fn wants_child(path: &Path, options: &ReadOptions) -> bool {
    matches!(format_at(path, options), Some(Format::Xls | Format::Xlsb | Format::Ods))
}

/// Reads the file at `path` in a child process: `command` starts it, and has to lead to [`answer_request`].
/// Where the system has no such limits (Windows) a file may take what it can get, and still brings down only the child.
///
/// # Errors
/// Those of [`read_file`]; and the child ended without an answer, for want of memory or time.
pub fn read_in_child(
    mut command: Command,
    label: &str,
    path: &Path,
    options: &ReadOptions,
) -> Result<Workbook, Refusal> {
    let request = Request {
        label: label.to_owned(),
        path: path.to_owned(),
        options: options.clone(),
    };
    let output = run(&mut command, &request).map_err(|error| {
        refuse(
            label,
            format!("the process that reads it cannot be started: {error}"),
            "check that the program may start itself, or save the file as .xlsx",
        )
    })?;
    match serde_json::from_slice::<Answer>(&output) {
        Ok(answer) => answer.into_result(),
        Err(_) => Err(refuse_exhausted(label, &options.limits)),
    }
}

fn run(command: &mut Command, request: &Request) -> io::Result<Vec<u8>> {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    if let Some(mut input) = child.stdin.take() {
        serde_json::to_writer(&mut input, request)?;
    }
    // Its answer is all that counts: whatever ended a child without one, the file is refused.
    child.wait_with_output().map(|output| output.stdout)
}

fn refuse_exhausted(label: &str, limits: &Limits) -> Refusal {
    refuse(
        label,
        format!(
            "reading it takes more than {} bytes of memory or {} seconds, or brings its parser down",
            limits.memory_bytes, limits.seconds
        ),
        "open it in Excel and save it as .xlsx; or raise `memory-bytes` or `seconds` under `limits` in its [[source]]",
    )
}

/// The child's half: takes a request from `input`, limits this process as the request says, reads the file and
/// writes the answer to `output`. Call it from a hidden subcommand, and end the process after it.
///
/// # Errors
/// The request is none, or the answer cannot be written.
pub fn answer_request(input: &mut dyn Read, output: &mut dyn Write) -> io::Result<()> {
    let request: Request = serde_json::from_reader(input)?;
    limit_this_process(&request.options.limits)?;
    let answer = Answer::new(read_file(&request.label, &request.path, &request.options));
    serde_json::to_writer(&mut *output, &answer)?;
    output.flush()
}

#[cfg(unix)]
fn limit_this_process(limits: &Limits) -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let to = |limit| Rlimit {
        current: Some(limit),
        maximum: Some(limit),
    };
    setrlimit(Resource::As, to(limits.memory_bytes))?;
    setrlimit(Resource::Cpu, to(limits.seconds))?;
    setrlimit(Resource::Core, to(0))?;
    Ok(())
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "the other systems can fail here")]
fn limit_this_process(_limits: &Limits) -> io::Result<()> {
    Ok(())
}
