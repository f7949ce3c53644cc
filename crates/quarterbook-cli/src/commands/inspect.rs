//! `quarterbook inspect`: what is in a source, and the `[[source]]` block to paste.

use quarterbook_source::{ReadOptions, inspect as look};

use crate::args::InspectArguments;
use crate::library::{shipped, unknown_template, vocabulary};
use crate::load::shown;
use crate::open::Open;
use crate::outcome::Outcome;
use crate::output::Output;

pub(crate) fn inspect(arguments: &InspectArguments, open: &Open, output: &mut Output<'_>) -> Outcome {
    let Some(template) = shipped(&arguments.template) else {
        output.problems(&[unknown_template(&arguments.template)]);
        return Outcome::Failed;
    };
    let vocabulary = vocabulary(template);
    let mut problems = Vec::new();
    for path in &arguments.files {
        match open.read(&shown(path), path, &ReadOptions::default()) {
            Ok(workbook) => output.line(look(&workbook, &vocabulary).to_string().trim_end()),
            Err(refusal) => problems.push(*refusal.problem),
        }
    }
    output.problems(&problems);
    if problems.is_empty() {
        Outcome::Done
    } else {
        Outcome::Failed
    }
}
