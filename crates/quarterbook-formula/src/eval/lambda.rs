//! Calling lambdas.

use std::rc::Rc;

use crate::eval::interpreter::{Interpreter, Lambda, Scope, Stop};
use crate::eval::operand::Operand;
use crate::{ErrorValue, Expr};

/// `LAMBDA(x,x+1)(5)`, or a name or parameter that stands for a lambda with its arguments.
pub(crate) fn invoke(
    interpreter: &Interpreter,
    callee: &Expr,
    arguments: &[Expr],
    scope: &Scope,
) -> Result<Operand, Stop> {
    let callee = interpreter.evaluate(callee, scope)?;
    let lambda = match callee {
        Operand::Lambda(lambda) => lambda,
        Operand::Value(crate::Value::Error(error)) => return Ok(error.into()),
        _ => return Ok(ErrorValue::Ref.into()),
    };
    let arguments = arguments
        .iter()
        .map(|argument| interpreter.evaluate(argument, scope))
        .collect::<Result<Vec<_>, _>>()?;
    apply(interpreter, &lambda, arguments)
}

/// Calls a lambda; `#VALUE!` when the number of arguments is wrong.
pub(crate) fn apply(interpreter: &Interpreter, lambda: &Rc<Lambda>, arguments: Vec<Operand>) -> Result<Operand, Stop> {
    if arguments.len() != lambda.parameters.len() {
        return Ok(ErrorValue::Value.into());
    }
    interpreter.spend(10)?;
    let mut scope = lambda.scope.clone();
    for (parameter, argument) in lambda.parameters.iter().zip(arguments) {
        scope = scope.with(parameter, argument);
    }
    interpreter.evaluate(&lambda.body, &scope)
}
