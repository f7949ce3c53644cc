//! `quarterbook check`: problems and check results, nothing written.

use super::books::each_book;
use crate::args::BookArguments;
use crate::open::Open;
use crate::outcome::Outcome;
use crate::output::Output;
use crate::pipeline::{Wanted, make};
use crate::progress::Progress;
use crate::summary::every_check;

pub(crate) fn check(arguments: &BookArguments, open: &Open, output: &mut Output<'_>) -> Outcome {
    each_book(arguments, output, |book, output| {
        let wanted = Wanted {
            book,
            arguments,
            output: None,
        };
        let made = make(&wanted, open, &mut Progress::new())?;
        output.problems(&made.problems);
        every_check(&made, output);
        Ok((made, Vec::new()))
    })
}
