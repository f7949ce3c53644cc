//! A formula with the value of each of its parts, for messages and for tracing.

use std::fmt;

use quarterbook_data::CellAddress;

use crate::eval::parts;
use crate::{Array, Expr, Model, PartValue, Results, SheetId, Value};

/// A part of a formula with what it gives, and the parts it is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The part as Excel shows it.
    pub text: String,
    /// What it gives; `None` where it cannot be computed on its own, such as what a lambda would compute.
    pub value: Option<PartValue>,
    /// Its own parts from left to right. Constants are left out.
    pub parts: Vec<Explanation>,
}

/// Explains the formula in a cell of an evaluated model; `None` when the cell holds none.
///
/// ```
/// use quarterbook_data::CellAddress;
/// use quarterbook_formula::{Model, explain, parse};
///
/// let mut model = Model::new();
/// let sheet = model.sheets.add("Revenue");
/// let cell = CellAddress::new(2, 0);
/// model.set_value(sheet, CellAddress::new(0, 0), 4.0);
/// model.set_value(sheet, CellAddress::new(1, 0), 5.0);
/// model.set_formula(sheet, cell, parse("A2/A1-1", cell, &model.sheets)?);
/// let results = model.evaluate().expect("nothing stands in the way");
/// let explanation = explain(&model, &results, sheet, cell).expect("a formula");
/// assert_eq!(explanation.to_string(), "A2/A1-1 = 0.25\n  A2/A1 = 1.25\n    A2 = 5\n    A1 = 4\n");
/// # Ok::<(), quarterbook_formula::ParseError>(())
/// ```
pub fn explain(model: &Model, results: &Results, sheet: SheetId, cell: CellAddress) -> Option<Explanation> {
    let tree = model.formula(sheet, cell)?;
    let mut explanation = explain_part(model, results, (sheet, cell), tree)?;
    // The cell's own result, in which a root sum may have snapped to 0.
    if results.is_known(sheet, cell) && results.spill(sheet, cell).is_none() {
        explanation.value = Some(PartValue::Value(results.get(sheet, cell).clone()));
    }
    Some(explanation)
}

fn explain_part(model: &Model, results: &Results, at: (SheetId, CellAddress), part: &Expr) -> Option<Explanation> {
    if let Expr::Group(inner) = part {
        return explain_part(model, results, at, inner);
    }
    if matches!(
        part,
        Expr::Number(_) | Expr::Text(_) | Expr::Bool(_) | Expr::Error(_) | Expr::Array(_) | Expr::Omitted
    ) {
        return None;
    }
    let binds_names = matches!(part, Expr::Call(function, _) if matches!(function.name(), "LET" | "LAMBDA"));
    let parts = if binds_names { Vec::new() } else { part.children() };
    Some(Explanation {
        text: part.shown(at.1, &model.sheets),
        value: parts::value(model, results, at.0, at.1, part),
        parts: parts
            .into_iter()
            .filter_map(|part| explain_part(model, results, at, part))
            .collect(),
    })
}

impl fmt::Display for Explanation {
    /// One line a part, parts indented by two blanks below what they belong to.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, 0)
    }
}

impl Explanation {
    fn write(&self, f: &mut fmt::Formatter<'_>, depth: usize) -> fmt::Result {
        write!(f, "{:indent$}{}", "", self.text, indent = depth * 2)?;
        match &self.value {
            Some(value) => writeln!(f, " = {value}")?,
            None => writeln!(f)?,
        }
        self.parts.iter().try_for_each(|part| part.write(f, depth + 1))
    }
}

impl fmt::Display for PartValue {
    /// As a formula would hold it; of a long array the first values and how many there are.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lambda => f.write_str("a lambda"),
            Self::Value(value) => f.write_str(&written(value)),
            Self::Array(array) => write_array(f, array),
        }
    }
}

fn write_array(f: &mut fmt::Formatter<'_>, array: &Array) -> fmt::Result {
    const SHOWN: usize = 12;
    f.write_str("{")?;
    for (at, value) in array.values().iter().take(SHOWN).enumerate() {
        match at {
            0 => {}
            at if at % array.columns() == 0 => f.write_str(";")?,
            _ => f.write_str(",")?,
        }
        f.write_str(&written(value))?;
    }
    if array.values().len() > SHOWN {
        write!(f, "… ({} × {})", array.rows(), array.columns())?;
    }
    f.write_str("}")
}

fn written(value: &Value) -> String {
    match value {
        Value::Blank => "(empty)".to_owned(),
        Value::Text(text) => format!("\"{}\"", text.replace('"', "\"\"")),
        other => match crate::eval::coerce::to_text(other) {
            Ok(text) => text.to_string(),
            Err(error) => error.code().to_owned(),
        },
    }
}
