//! Dates and times.

use super::ArgumentKind::{Array, Scalar};
use super::{Signature, row};

pub(super) const ROWS: &[Signature] = &[
    row("DATE", &[Scalar, Scalar, Scalar], &[], &[]),
    row("DATEDIF", &[Scalar, Scalar, Scalar], &[], &[]),
    row("DATEVALUE", &[Scalar], &[], &[]),
    row("DAY", &[Scalar], &[], &[]),
    row("DAYS", &[Scalar, Scalar], &[], &[]).newer(),
    row("DAYS360", &[Scalar, Scalar], &[Scalar], &[]),
    row("EDATE", &[Scalar, Scalar], &[], &[]),
    row("EOMONTH", &[Scalar, Scalar], &[], &[]),
    row("HOUR", &[Scalar], &[], &[]),
    row("ISOWEEKNUM", &[Scalar], &[], &[]).newer(),
    row("MINUTE", &[Scalar], &[], &[]),
    row("MONTH", &[Scalar], &[], &[]),
    row("NETWORKDAYS", &[Scalar, Scalar], &[Array], &[]),
    row("NETWORKDAYS.INTL", &[Scalar, Scalar], &[Scalar, Array], &[]),
    row("NOW", &[], &[], &[]).volatile(),
    row("SECOND", &[Scalar], &[], &[]),
    row("TIME", &[Scalar, Scalar, Scalar], &[], &[]),
    row("TIMEVALUE", &[Scalar], &[], &[]),
    row("TODAY", &[], &[], &[]).volatile(),
    row("WEEKDAY", &[Scalar], &[Scalar], &[]),
    row("WEEKNUM", &[Scalar], &[Scalar], &[]),
    row("WORKDAY", &[Scalar, Scalar], &[Array], &[]),
    row("WORKDAY.INTL", &[Scalar, Scalar], &[Scalar, Array], &[]),
    row("YEAR", &[Scalar], &[], &[]),
    row("YEARFRAC", &[Scalar, Scalar], &[Scalar], &[]),
];
