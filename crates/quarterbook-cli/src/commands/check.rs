//! `quarterbook check`: problems and check results, nothing written.

use crate::args::BookArguments;
use crate::open::Open;
use crate::outcome::Outcome;
use crate::output::Output;
use crate::pipeline::make;
use crate::progress::Progress;
use crate::summary::{every_check, outcome, summary};

pub(crate) fn check(arguments: &BookArguments, open: &Open, output: &mut Output<'_>) -> Outcome {
    match make(arguments, open, &mut Progress::new()) {
        Ok(made) => {
            output.problems(&made.problems);
            every_check(&made, output);
            summary(&made, &[], output);
            outcome(&made)
        }
        Err(problems) => {
            output.problems(&problems);
            Outcome::Failed
        }
    }
}
