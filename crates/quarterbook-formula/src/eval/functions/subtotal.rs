//! SUBTOTAL and AGGREGATE: one of several functions over cells, without those that are subtotals themselves.

use crate::eval::argument::Argument;
use crate::eval::builtin::{self, Builtin};
use crate::eval::coerce::to_integer;
use crate::eval::grid::CONSTANT;
use crate::eval::interpreter::Interpreter;
use crate::eval::operand::Operand;
use crate::{Array, ErrorValue, Expr, Value};

pub(crate) fn find(name: &str) -> Option<Builtin> {
    match name {
        "SUBTOTAL" => Some(Builtin::Engine(subtotal)),
        "AGGREGATE" => Some(Builtin::Engine(aggregate)),
        _ => None,
    }
}

/// The functions by their number, from 1.
const FUNCTIONS: [&str; 19] = [
    "AVERAGE",
    "COUNT",
    "COUNTA",
    "MAX",
    "MIN",
    "PRODUCT",
    "STDEV.S",
    "STDEV.P",
    "SUM",
    "VAR.S",
    "VAR.P",
    "MEDIAN",
    "MODE.SNGL",
    "LARGE",
    "SMALL",
    "PERCENTILE.INC",
    "QUARTILE.INC",
    "PERCENTILE.EXC",
    "QUARTILE.EXC",
];

fn subtotal(arguments: &[Argument], interpreter: &Interpreter) -> Result<Operand, ErrorValue> {
    // From 101 on hidden rows are left out too; a model has none.
    let function = match to_integer(arguments[0].value())? {
        number @ 1..=11 => number,
        number @ 101..=111 => number - 100,
        _ => return Err(ErrorValue::Value),
    };
    let values = gather(interpreter, &arguments[1..], true, false)?;
    compute(interpreter, function, values, None)
}

fn aggregate(arguments: &[Argument], interpreter: &Interpreter) -> Result<Operand, ErrorValue> {
    let function = to_integer(arguments[0].value())?;
    let option = to_integer(arguments[1].value())?;
    if !(1..=19).contains(&function) || !(0..=7).contains(&option) {
        return Err(ErrorValue::Value);
    }
    let (without_subtotals, without_errors) = (option <= 3, matches!(option, 2 | 3 | 6 | 7));
    if function <= 13 {
        let values = gather(interpreter, &arguments[2..], without_subtotals, without_errors)?;
        return compute(interpreter, function, values, None);
    }
    let [_, _, data, place] = arguments else {
        return Err(ErrorValue::Value);
    };
    let values = match data {
        Argument::Array(array) => {
            let is_kept = |value: &&Value| !(without_errors && matches!(value, Value::Error(_)));
            array.values().iter().filter(is_kept).cloned().collect()
        }
        _ => gather(
            interpreter,
            std::slice::from_ref(data),
            without_subtotals,
            without_errors,
        )?,
    };
    compute(interpreter, function, values, Some(place))
}

/// The values of references, without what is to be left out.
fn gather(
    interpreter: &Interpreter,
    arguments: &[Argument],
    without_subtotals: bool,
    without_errors: bool,
) -> Result<Vec<Value>, ErrorValue> {
    let mut values = Vec::new();
    for argument in arguments {
        let cells = match argument {
            Argument::Reference(cells) => cells,
            Argument::Value(Value::Error(error)) => return Err(*error),
            _ => return Err(ErrorValue::Value),
        };
        for area in cells.areas.as_slice() {
            for (cell, value) in interpreter.grid.filled(*area) {
                let is_error = matches!(value, Value::Error(_));
                let owner = interpreter.grid.owner(area.sheet, cell);
                if (without_errors && is_error) || (without_subtotals && is_subtotal(interpreter, owner)) {
                    continue;
                }
                values.push(value.clone());
            }
        }
    }
    Ok(values)
}

fn is_subtotal(interpreter: &Interpreter, owner: u32) -> bool {
    if owner == CONSTANT {
        return false;
    }
    let tree = &interpreter.model.formulas[owner as usize].tree;
    tree.any(|part| matches!(part, Expr::Call(function, _) if matches!(function.name(), "SUBTOTAL" | "AGGREGATE")))
}

fn compute(
    interpreter: &Interpreter,
    function: i64,
    values: Vec<Value>,
    place: Option<&Argument>,
) -> Result<Operand, ErrorValue> {
    let name = FUNCTIONS[function as usize - 1];
    let Some(Builtin::Whole(compute)) = builtin::find(name) else {
        return Err(ErrorValue::Value);
    };
    let counts = matches!(name, "COUNT" | "COUNTA");
    let mut arguments = match Array::new(1, values) {
        Some(array) => vec![Argument::Array(std::rc::Rc::new(array))],
        None if counts => return Ok(0.0.into()),
        // An empty text in an array is passed over, so that the function sees no number.
        None => vec![Argument::Array(std::rc::Rc::new(
            Array::new(1, vec![Value::text("")]).ok_or(ErrorValue::Calc)?,
        ))],
    };
    arguments.extend(place.map(Argument::share));
    compute(&arguments, &interpreter.context)
}
