//! Functions that make, shape and walk arrays.

use super::ArgumentKind::{Array, Lambda, Reference, Scalar};
use super::{Signature, row};

pub(super) const ROWS: &[Signature] = &[
    row("BYCOL", &[Array, Lambda], &[], &[]).newer().array(),
    row("BYROW", &[Array, Lambda], &[], &[]).newer().array(),
    row("CHOOSECOLS", &[Array, Scalar], &[], &[Scalar]).newer().array(),
    row("CHOOSEROWS", &[Array, Scalar], &[], &[Scalar]).newer().array(),
    row("DROP", &[Array, Scalar], &[Scalar], &[]).newer().reference(),
    row("EXPAND", &[Array, Scalar], &[Scalar, Scalar], &[]).newer().array(),
    row("FILTER", &[Array, Array], &[Scalar], &[]).worksheet().array(),
    row(
        "GROUPBY",
        &[Array, Array, Lambda],
        &[Scalar, Array, Scalar, Array, Scalar],
        &[],
    )
    .newer()
    .array(),
    row("HSTACK", &[Array], &[], &[Array]).newer().array(),
    row("MAKEARRAY", &[Scalar, Scalar, Lambda], &[], &[]).newer().array(),
    row("MAP", &[Array], &[], &[Array]).ending_in(&[Lambda]).newer().array(),
    row(
        "PIVOTBY",
        &[Array, Array, Array, Lambda],
        &[Scalar, Array, Scalar, Array, Scalar, Array, Scalar],
        &[],
    )
    .newer()
    .array(),
    row("REDUCE", &[Scalar, Array, Lambda], &[], &[]).newer(),
    row("SCAN", &[Scalar, Array, Lambda], &[], &[]).newer().array(),
    row("SORT", &[Array], &[Array, Array, Scalar], &[]).worksheet().array(),
    row("SORTBY", &[Array, Array], &[Scalar], &[Array, Scalar])
        .newer()
        .array(),
    row("TAKE", &[Array, Scalar], &[Scalar], &[]).newer().reference(),
    row("TOCOL", &[Array], &[Scalar, Scalar], &[]).newer().array(),
    row("TOROW", &[Array], &[Scalar, Scalar], &[]).newer().array(),
    row("TRANSPOSE", &[Array], &[], &[]).array(),
    row("TRIMRANGE", &[Reference], &[Scalar, Scalar], &[])
        .newer()
        .reference(),
    row("UNIQUE", &[Array], &[Scalar, Scalar], &[]).newer().array(),
    row("VSTACK", &[Array], &[], &[Array]).newer().array(),
    row("WRAPCOLS", &[Array, Scalar], &[Scalar], &[]).newer().array(),
    row("WRAPROWS", &[Array, Scalar], &[Scalar], &[]).newer().array(),
];
