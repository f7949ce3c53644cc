//! Conditions, and the functions that bind names.

use super::ArgumentKind::{Array, Parameter, Scalar};
use super::{Signature, row};

pub(super) const ROWS: &[Signature] = &[
    row("AND", &[Array], &[], &[Array]),
    row("FALSE", &[], &[], &[]),
    row("IF", &[Scalar, Scalar], &[Scalar], &[]).reference(),
    row("IFERROR", &[Scalar, Scalar], &[], &[]),
    row("IFNA", &[Scalar, Scalar], &[], &[]).newer(),
    row("IFS", &[Scalar, Scalar], &[], &[Scalar, Scalar])
        .newer()
        .reference(),
    row("LAMBDA", &[], &[], &[Parameter]).ending_in(&[Scalar]).newer(),
    row("LET", &[Parameter, Scalar], &[], &[Parameter, Scalar])
        .ending_in(&[Scalar])
        .newer(),
    row("NOT", &[Scalar], &[], &[]),
    row("OR", &[Array], &[], &[Array]),
    row("SWITCH", &[Scalar, Scalar, Scalar], &[], &[Scalar])
        .newer()
        .reference(),
    row("TRUE", &[], &[], &[]),
    row("XOR", &[Array], &[], &[Array]).newer(),
];
