//! How a run ended: part of the command line's contract.

use std::process::ExitCode;

/// How a run ended, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// Everything was done: 0.
    Done,
    /// Done, with failed checks or findings: 1.
    Findings,
    /// Could not be done, and nothing was written: 2.
    Failed,
}

impl Outcome {
    /// Its exit code.
    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Findings => 1,
            Self::Failed => 2,
        }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(outcome.code())
    }
}
