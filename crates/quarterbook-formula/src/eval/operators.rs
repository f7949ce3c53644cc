//! Operators on values and arrays.

use crate::eval::coerce::{number, text, to_number, to_text};
use crate::eval::interpreter::{Interpreter, Read, Scope, Stop};
use crate::eval::operand::Operand;
use crate::eval::{compare, lift, resolve};
use crate::{BinaryOperator, ErrorValue, Expr, UnaryOperator, Value};

/// `-x`, `+x` and `x%`.
pub(crate) fn unary(
    interpreter: &Interpreter,
    operator: UnaryOperator,
    operand: &Expr,
    scope: &Scope,
) -> Result<Operand, Stop> {
    let operand = interpreter.evaluate(operand, scope)?;
    if operator == UnaryOperator::Plus {
        return Ok(operand);
    }
    let operand = interpreter.read(operand)?;
    let apply = |value: &Value| -> Result<Value, ErrorValue> {
        let value = to_number(value)?;
        number(if operator == UnaryOperator::Minus {
            -value
        } else {
            value / 100.0
        })
    };
    lift::fill(interpreter, lift::common_shape([&operand]), |row, column| {
        Ok(apply(operand.element(row, column)).unwrap_or_else(Value::Error))
    })
    .map(Operand::from)
}

/// A chain of binary operators. The left side is walked in a loop, so that long sums need no deep stack.
pub(crate) fn binary(interpreter: &Interpreter, expression: &Expr, scope: &Scope) -> Result<Operand, Stop> {
    if let Expr::Binary(operator, left, right) = expression
        && !matches!(**left, Expr::Binary(..))
    {
        let left = operand_of(*operator, interpreter, left, scope)?;
        let right = operand_of(*operator, interpreter, right, scope)?;
        return apply(interpreter, *operator, left, right);
    }
    let mut steps = Vec::new();
    let mut leftmost = expression;
    while let Expr::Binary(operator, left, right) = leftmost {
        steps.push((*operator, &**right));
        leftmost = left;
    }
    let mut result = interpreter.evaluate(leftmost, scope)?;
    while let Some((operator, right)) = steps.pop() {
        let right = operand_of(operator, interpreter, right, scope)?;
        result = apply(interpreter, operator, result, right)?;
    }
    Ok(result)
}

/// An operand, already read unless the operator wants a reference.
fn operand_of(
    operator: BinaryOperator,
    interpreter: &Interpreter,
    operand: &Expr,
    scope: &Scope,
) -> Result<Operand, Stop> {
    if takes_references(operator) {
        interpreter.evaluate(operand, scope)
    } else {
        interpreter.evaluate_read(operand, scope).map(Operand::from)
    }
}

const fn takes_references(operator: BinaryOperator) -> bool {
    matches!(
        operator,
        BinaryOperator::Range | BinaryOperator::Intersection | BinaryOperator::Union
    )
}

/// One operator on two evaluated operands.
pub(crate) fn apply(
    interpreter: &Interpreter,
    operator: BinaryOperator,
    left: Operand,
    right: Operand,
) -> Result<Operand, Stop> {
    if takes_references(operator) {
        return Ok(resolve::combine(operator, &left, &right));
    }
    let (left, right) = (interpreter.read(left)?, interpreter.read(right)?);
    if let (Read::Value(left), Read::Value(right)) = (&left, &right) {
        return Ok(on_values(operator, left, right).into());
    }
    let shape = lift::common_shape([&left, &right]);
    lift::fill(interpreter, shape, |row, column| {
        let (left, right) = (left.element(row, column), right.element(row, column));
        Ok(on_values(operator, left, right).unwrap_or_else(Value::Error))
    })
    .map(Operand::from)
}

/// One operator on two values.
///
/// # Errors
/// The error of the left operand, then that of the right one, then what the operation itself gives.
pub(crate) fn on_values(operator: BinaryOperator, left: &Value, right: &Value) -> Result<Value, ErrorValue> {
    use BinaryOperator::{Add, Concat, Divide, Multiply, Power, Subtract};
    match operator {
        Add | Subtract | Multiply | Divide | Power => {
            let (left, right) = (to_number(left)?, to_number(right)?);
            number(match operator {
                Add => left + right,
                Subtract => left - right,
                Multiply => left * right,
                Divide if right == 0.0 => return Err(ErrorValue::Div0),
                Divide => left / right,
                _ => power(left, right)?,
            })
        }
        Concat => {
            let (left, right) = (to_text(left)?, to_text(right)?);
            text([&*left, &*right].concat())
        }
        _ => compare::with_operator(operator, left, right).map(Value::Bool),
    }
}

/// A number to a power, as `^` and POWER compute it.
///
/// # Errors
/// `#NUM!` for 0^0 and for a root of a negative number that is not real, `#DIV/0!` for 0 to a negative power.
pub(crate) fn power(base: f64, exponent: f64) -> Result<f64, ErrorValue> {
    if base == 0.0 && exponent == 0.0 {
        Err(ErrorValue::Num)
    } else if base == 0.0 && exponent < 0.0 {
        Err(ErrorValue::Div0)
    } else {
        let power = if is_odd_root(base, exponent) {
            -(-base).powf(exponent)
        } else {
            base.powf(exponent)
        };
        if power.is_finite() {
            Ok(power)
        } else {
            Err(ErrorValue::Num)
        }
    }
}

/// Whether an odd root of a negative number is asked for, which Excel computes: (-8)^(1/3) is -2.
fn is_odd_root(base: f64, exponent: f64) -> bool {
    let root = (1.0 / exponent).round();
    base < 0.0 && root % 2.0 != 0.0 && 1.0 / root == exponent
}

/// What is left of a sum or a difference when it almost cancels out: 0 when it lies below 2^(e−49), where 2^e
/// is the binade of the larger operand.
pub(crate) fn snap(result: f64, left: f64, right: f64) -> f64 {
    let larger = left.abs().max(right.abs());
    if result == 0.0 || !larger.is_normal() || !result.is_finite() {
        return result;
    }
    let binade = f64::from_bits(larger.to_bits() & 0x7FF0_0000_0000_0000);
    // 2^-49
    if result.abs() < binade * 1.776_356_839_400_250_5e-15 {
        0.0
    } else {
        result
    }
}

/// Evaluates a whole formula. A `+` or `−` at its root that stands in no parentheses snaps to 0.
pub(crate) fn root(interpreter: &Interpreter, expression: &Expr) -> Result<Operand, Stop> {
    let scope = Scope::default();
    let Expr::Binary(operator @ (BinaryOperator::Add | BinaryOperator::Subtract), left, right) = expression else {
        return interpreter.evaluate(expression, &scope);
    };
    let left = interpreter.evaluate_read(left, &scope)?;
    let right = interpreter.evaluate_read(right, &scope)?;
    let shape = lift::common_shape([&left, &right]);
    lift::fill(interpreter, shape, |row, column| {
        let (left, right) = (left.element(row, column), right.element(row, column));
        Ok(match on_values(*operator, left, right) {
            Ok(Value::Number(result)) => match (to_number(left), to_number(right)) {
                (Ok(left), Ok(right)) => Value::Number(snap(result, left, right)),
                _ => Value::Number(result),
            },
            other => other.unwrap_or_else(Value::Error),
        })
    })
    .map(Operand::from)
}
