//! REDUCE and SCAN.

use std::rc::Rc;

use super::elements::Elements;
use super::{lambda_argument, one_value};
use crate::eval::interpreter::{Interpreter, Lambda, Scope, Stop};
use crate::eval::lambda::apply;
use crate::eval::lift;
use crate::eval::operand::Operand;
use crate::{ErrorValue, Expr};

/// `REDUCE`: what the last call gives.
pub(super) fn reduce(interpreter: &Interpreter, arguments: &[Expr], scope: &Scope) -> Result<Operand, Stop> {
    let Fold {
        start,
        elements,
        lambda,
    } = match Fold::new(interpreter, arguments, scope)? {
        Ok(fold) => fold,
        Err(error) => return Ok(error.into()),
    };
    let (rows, columns) = elements.shape();
    interpreter.spend(rows.saturating_mul(columns))?;
    let mut accumulator = start;
    for row in 0..rows {
        for column in 0..columns {
            let element = elements.part((row, column), (row, column));
            accumulator = Some(match accumulator {
                Some(accumulator) => apply(interpreter, &lambda, vec![accumulator, element])?,
                None => element,
            });
        }
    }
    Ok(accumulator.unwrap_or(Operand::Omitted))
}

/// `SCAN`: what every call gives.
pub(super) fn scan(interpreter: &Interpreter, arguments: &[Expr], scope: &Scope) -> Result<Operand, Stop> {
    let Fold {
        start,
        elements,
        lambda,
    } = match Fold::new(interpreter, arguments, scope)? {
        Ok(fold) => fold,
        Err(error) => return Ok(error.into()),
    };
    let mut accumulator = start;
    lift::fill(interpreter, Some(elements.shape()), |row, column| {
        let element = elements.part((row, column), (row, column));
        let value = match accumulator.take() {
            Some(accumulator) => one_value(interpreter, &lambda, vec![accumulator, element])?,
            None => interpreter.read(element)?.element(0, 0).clone(),
        };
        accumulator = Some(value.clone().into());
        Ok(value)
    })
    .map(Operand::from)
}

/// What REDUCE and SCAN start with, walk over and call. Without a start the first element is it.
struct Fold {
    start: Option<Operand>,
    elements: Elements,
    lambda: Rc<Lambda>,
}

impl Fold {
    fn new(interpreter: &Interpreter, arguments: &[Expr], scope: &Scope) -> Result<Result<Self, ErrorValue>, Stop> {
        let [start, elements, callee] = arguments else {
            return Ok(Err(ErrorValue::Value));
        };
        let start = match interpreter.evaluate(start, scope)? {
            Operand::Omitted => None,
            start => Some(start),
        };
        let elements = Elements::new(interpreter, elements, scope)?;
        let lambda = lambda_argument(interpreter, callee, scope)?;
        Ok(match (elements.error(), lambda) {
            (Some(error), _) | (None, Err(error)) => Err(error),
            (None, Ok(lambda)) => Ok(Self {
                start,
                elements,
                lambda,
            }),
        })
    }
}
