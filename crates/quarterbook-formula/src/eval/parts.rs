//! The values of a formula's parts, after its model has been evaluated.

use std::cell::Cell;

use quarterbook_data::CellAddress;

use crate::eval::builtin::Context;
use crate::eval::cache::Caches;
use crate::eval::interpreter::{Interpreter, Read, Scope, State};
use crate::eval::model::Model;
use crate::eval::operand::Operand;
use crate::eval::results::Results;
use crate::{Array, Expr, SheetId, Value};

/// How many elements one part may compute.
const MAX_ELEMENTS: u64 = 10_000_000;

/// What a part of a formula gives.
#[derive(Debug, Clone, PartialEq)]
pub enum PartValue {
    /// One value.
    Value(Value),
    /// An array, or the values of a range.
    Array(Array),
    /// A lambda.
    Lambda,
}

/// What an expression gives in a cell of an evaluated model; `None` when it cannot be evaluated on its own.
pub(crate) fn value(
    model: &Model,
    results: &Results,
    sheet: SheetId,
    host: CellAddress,
    part: &Expr,
) -> Option<PartValue> {
    let states: Vec<State> = model
        .formulas
        .iter()
        .map(|formula| {
            let is_known = results.is_known(formula.sheet, formula.cell);
            if is_known { State::Done } else { State::Failed }
        })
        .collect();
    let interpreter = Interpreter {
        model,
        grid: &results.grid,
        states: &states,
        sheet,
        host,
        context: Context { as_of: model.as_of },
        caches: &Caches::default(),
        spills: &results.spills,
        depth: Cell::new(0),
        budget: &Cell::new(MAX_ELEMENTS),
    };
    match interpreter.evaluate(part, &Scope::default()).ok()? {
        Operand::Lambda(_) => Some(PartValue::Lambda),
        operand => match interpreter.read(operand).ok()? {
            Read::Value(value) => Some(PartValue::Value(value)),
            Read::Array(array) => Some(PartValue::Array((*array).clone())),
        },
    }
}
