//! Looking things up, and functions that speak of references.

use super::ArgumentKind::{Array, Reference, Scalar};
use super::{Signature, row};

pub(super) const ROWS: &[Signature] = &[
    row("ADDRESS", &[Scalar, Scalar], &[Scalar, Scalar, Scalar], &[]),
    row("AREAS", &[Reference], &[], &[]),
    row("CHOOSE", &[Scalar, Scalar], &[], &[Scalar]).reference(),
    row("COLUMN", &[], &[Reference], &[]),
    row("COLUMNS", &[Array], &[], &[]),
    row("FORMULATEXT", &[Reference], &[], &[]).newer(),
    row("GETPIVOTDATA", &[Scalar, Reference], &[], &[Scalar, Scalar]),
    row("HLOOKUP", &[Scalar, Array, Scalar], &[Scalar], &[]),
    row("HYPERLINK", &[Scalar], &[Scalar], &[]),
    row("INDEX", &[Array, Scalar], &[Scalar, Scalar], &[]).reference(),
    row("INDIRECT", &[Scalar], &[Scalar], &[]).volatile().reference(),
    row("LOOKUP", &[Scalar, Array], &[Array], &[]),
    row("MATCH", &[Scalar, Array], &[Scalar], &[]),
    row("OFFSET", &[Reference, Scalar, Scalar], &[Scalar, Scalar], &[])
        .volatile()
        .reference(),
    row("ROW", &[], &[Reference], &[]),
    row("ROWS", &[Array], &[], &[]),
    row("RTD", &[Scalar, Scalar, Scalar], &[], &[Scalar]).volatile(),
    row("VLOOKUP", &[Scalar, Array, Scalar], &[Scalar], &[]),
    row("XLOOKUP", &[Scalar, Array, Array], &[Scalar, Scalar, Scalar], &[])
        .newer()
        .reference(),
    row("XMATCH", &[Scalar, Array], &[Scalar, Scalar], &[]).newer(),
];
