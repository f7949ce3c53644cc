//! What a value or a cell is.

use super::ArgumentKind::{Reference, Scalar};
use super::{Signature, row};

pub(super) const ROWS: &[Signature] = &[
    row("CELL", &[Scalar], &[Reference], &[]).volatile(),
    row("ERROR.TYPE", &[Scalar], &[], &[]),
    row("INFO", &[Scalar], &[], &[]).volatile(),
    row("ISBLANK", &[Scalar], &[], &[]),
    row("ISERR", &[Scalar], &[], &[]),
    row("ISERROR", &[Scalar], &[], &[]),
    row("ISEVEN", &[Scalar], &[], &[]),
    row("ISFORMULA", &[Reference], &[], &[]).newer(),
    row("ISLOGICAL", &[Scalar], &[], &[]),
    row("ISNA", &[Scalar], &[], &[]),
    row("ISNONTEXT", &[Scalar], &[], &[]),
    row("ISNUMBER", &[Scalar], &[], &[]),
    row("ISODD", &[Scalar], &[], &[]),
    row("ISOMITTED", &[Scalar], &[], &[]).newer(),
    row("ISREF", &[Scalar], &[], &[]),
    row("ISTEXT", &[Scalar], &[], &[]),
    row("N", &[Scalar], &[], &[]),
    row("NA", &[], &[], &[]),
    row("SHEET", &[], &[Scalar], &[]).newer(),
    row("SHEETS", &[], &[Reference], &[]).newer(),
    row("TYPE", &[Scalar], &[], &[]),
];
