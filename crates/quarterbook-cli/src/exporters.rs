//! The exporters that `--to` names: those built in, and programs.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use quarterbook_book::{Exporter, Workbook};
use quarterbook_data::{Problem, suggestion};
use quarterbook_json::Json;
use quarterbook_source::reason;
use quarterbook_text::Text;
use quarterbook_xlsx::Xlsx;

/// The exporters that are built in. A new one is a crate and a line here.
const BUILT_IN: &[&dyn Exporter] = &[&Xlsx, &Text, &Json];

/// What `--to` asks for.
pub(crate) enum Target<'a> {
    /// One of the exporters that are built in.
    BuiltIn(&'static dyn Exporter),
    /// A program that gets the workbook as JSON and answers with the file's bytes.
    Program(&'a Path),
}

/// Looks the words behind `--to` up. A word with a `/` in it is a program's path.
pub(crate) fn targets(words: &[String]) -> Result<Vec<Target<'_>>, Vec<Problem>> {
    let (mut targets, mut problems) = (Vec::new(), Vec::new());
    for word in words {
        match BUILT_IN.iter().find(|exporter| exporter.name() == word) {
            Some(exporter) => targets.push(Target::BuiltIn(*exporter)),
            None if word.contains(['/', '\\']) => targets.push(Target::Program(Path::new(word))),
            None => {
                let names = BUILT_IN.iter().map(|exporter| exporter.name());
                problems.push(
                    Problem::error(format!("there is no exporter `{word}`"))
                        .hint("name one of xlsx, text and json, or the path of a program, such as ./my-exporter")
                        .maybe_hint(suggestion(word, names)),
                );
            }
        }
    }
    if problems.is_empty() {
        Ok(targets)
    } else {
        Err(problems)
    }
}

impl Target<'_> {
    /// The ending of the files it makes, without the dot: a program's own name stands for what it makes.
    pub(crate) fn extension(&self) -> String {
        match self {
            Self::BuiltIn(exporter) => exporter.extension().to_owned(),
            Self::Program(path) => path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
        }
    }

    /// The file's bytes.
    pub(crate) fn export(&self, workbook: &Workbook) -> Result<Vec<u8>, Problem> {
        match self {
            Self::BuiltIn(exporter) => exporter
                .export(workbook)
                .map_err(|error| Problem::error(error.to_string())),
            Self::Program(path) => {
                let model = Json
                    .export(workbook)
                    .map_err(|error| Problem::error(error.to_string()))?;
                run(path, &model)
            }
        }
    }
}

fn run(program: &Path, model: &[u8]) -> Result<Vec<u8>, Problem> {
    let failed = |what: String| {
        Problem::error(format!("the exporter {} {what}", program.display()))
            .hint("an exporter reads the workbook as JSON from standard input and writes the file to standard output")
    };
    let mut child = Command::new(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| failed(format!("cannot be started: {}", reason(&error))))?;
    let input = child.stdin.take();
    let output = std::thread::scope(|scope| {
        // An exporter may answer before it has read everything, or read nothing at all: writing to it must
        // not keep us from reading what it says.
        scope.spawn(|| input.map(|mut input| input.write_all(model)));
        child.wait_with_output()
    })
    .map_err(|error| failed(format!("cannot be waited for: {}", reason(&error))))?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        let said = String::from_utf8_lossy(&output.stderr);
        Err(failed(format!("ended with {}: {}", output.status, said.trim())))
    }
}
