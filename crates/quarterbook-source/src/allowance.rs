//! How much a file may ask for while it is walked through in this process: things that hold nothing, and time.

use std::time::{Duration, Instant};

use crate::Limits;
use crate::refusal::{Refusal, refuse_limit};

/// How many steps pass between two looks at the clock.
const STEPS_A_LOOK: u32 = 1 << 16;

/// The moment at which a file has been read for too long. It decides nothing but whether the file is refused.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deadline {
    /// `None` where there is none.
    at: Option<Instant>,
    seconds: u64,
    steps: u32,
}

impl Deadline {
    /// The deadline of a file whose reading begins now.
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            at: Instant::now().checked_add(Duration::from_secs(limits.seconds)),
            seconds: limits.seconds,
            steps: 0,
        }
    }

    /// Takes one of many steps; the clock is looked at now and then.
    pub(crate) fn step(&mut self, label: &str) -> Result<(), Refusal> {
        self.steps = (self.steps + 1) % STEPS_A_LOOK;
        if self.steps == 0 { self.check(label) } else { Ok(()) }
    }

    fn check(self, label: &str) -> Result<(), Refusal> {
        if self.at.is_none_or(|at| Instant::now() < at) {
            return Ok(());
        }
        let message = format!("reading it takes more than {} seconds", self.seconds);
        Err(refuse_limit(label, message, "seconds"))
    }
}

/// What one sheet may ask for.
pub(crate) struct Allowance<'a> {
    pub(crate) label: &'a str,
    pub(crate) limits: &'a Limits,
    sheet: &'a str,
    deadline: Deadline,
    /// How many things were passed that hold nothing: rows, empty cells, merges, whatever a sheet lists.
    empty: u64,
}

impl<'a> Allowance<'a> {
    pub(crate) fn new(label: &'a str, sheet: &'a str, limits: &'a Limits, deadline: Deadline) -> Self {
        Self {
            label,
            limits,
            sheet,
            deadline,
            empty: 0,
        }
    }

    /// Refuses the file when it has been read for too long.
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        self.deadline.check(self.label)
    }

    /// Passes one thing, which holds nothing as far as is known.
    pub(crate) fn pass(&mut self) -> Result<(), Refusal> {
        self.empty += 1;
        if self.empty > self.limits.empty_cells {
            let message = format!(
                "its sheet {} lists more than {} rows and cells that hold nothing",
                self.sheet, self.limits.empty_cells
            );
            return Err(refuse_limit(self.label, message, "empty-cells"));
        }
        self.deadline.step(self.label)
    }

    /// How many things were passed that hold nothing.
    pub(crate) fn empty(&self) -> u64 {
        self.empty
    }

    /// Says that what was passed since there were so many holds something.
    pub(crate) fn give_back(&mut self, empty: u64) {
        self.empty = empty;
    }
}
