//! Values through number formats.

use quarterbook_format::{NumberFormat, general};

use crate::Value;
use crate::eval::coerce;

/// The value through a number format code, as a listing of a workbook shows it: `General` for a code that
/// cannot be read, `#####` where a cell would show nothing else.
///
/// ```
/// use quarterbook_formula::{Value, format_value};
///
/// assert_eq!(format_value(&Value::Number(-1234.5), "#,##0.00_);(#,##0.00)"), "(1,234.50)");
/// assert_eq!(format_value(&Value::Number(0.285), "0%"), "29%");
/// assert_eq!(format_value(&Value::text("n.a."), "0.0"), "n.a.");
/// assert_eq!(format_value(&Value::Bool(true), "0.0"), "TRUE");
/// ```
pub fn format_value(value: &Value, code: &str) -> String {
    let format = NumberFormat::parse(code);
    match (&format, value) {
        (Some(format), value) => show(format, value).unwrap_or_else(|| "#####".to_owned()),
        (None, Value::Number(number)) => general(*number),
        (None, other) => plain(other),
    }
}

/// The value as a cell in this format shows it; `None` where it shows only `#`.
pub(crate) fn show(format: &NumberFormat, value: &Value) -> Option<String> {
    match value {
        Value::Blank => Some(String::new()),
        Value::Number(number) => format.number(*number),
        Value::Text(text) => Some(format.text(text)),
        Value::Bool(_) | Value::Error(_) => Some(plain(value)),
    }
}

/// What no number format changes.
fn plain(value: &Value) -> String {
    coerce::to_text(value).map_or_else(|error| error.code().to_owned(), |text| text.to_string())
}
