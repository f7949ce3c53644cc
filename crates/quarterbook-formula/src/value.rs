//! What a formula can give.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// One cell's value.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value {
    /// An empty cell.
    #[default]
    Blank,
    /// A number; finite, never −0 and never subnormal.
    Number(f64),
    /// A text.
    Text(Arc<str>),
    /// TRUE or FALSE.
    Bool(bool),
    /// An error.
    Error(ErrorValue),
}

impl Value {
    /// A text.
    pub fn text(text: impl AsRef<str>) -> Self {
        Self::Text(Arc::from(text.as_ref()))
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for Value {
    fn from(bool: bool) -> Self {
        Self::Bool(bool)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<ErrorValue> for Value {
    fn from(error: ErrorValue) -> Self {
        Self::Error(error)
    }
}

/// Excel's error values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ErrorValue {
    /// `#NULL!`: two ranges that do not meet.
    Null,
    /// `#DIV/0!`: a division by zero or by nothing.
    Div0,
    /// `#VALUE!`: a value of the wrong type.
    Value,
    /// `#REF!`: a reference to nothing.
    Ref,
    /// `#NAME?`: an unknown name.
    Name,
    /// `#NUM!`: a number that does not exist or does not fit.
    Num,
    /// `#N/A`: not available.
    NotAvailable,
    /// `#GETTING_DATA`: not loaded yet.
    GettingData,
    /// `#SPILL!`: an array without room.
    Spill,
    /// `#CALC!`: an empty array, a lambda as a result.
    Calc,
}

impl ErrorValue {
    /// Every error, in the order of Excel's ERROR.TYPE.
    pub const ALL: [Self; 10] = [
        Self::Null,
        Self::Div0,
        Self::Value,
        Self::Ref,
        Self::Name,
        Self::Num,
        Self::NotAvailable,
        Self::GettingData,
        Self::Spill,
        Self::Calc,
    ];

    /// As Excel writes it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Null => "#NULL!",
            Self::Div0 => "#DIV/0!",
            Self::Value => "#VALUE!",
            Self::Ref => "#REF!",
            Self::Name => "#NAME?",
            Self::Num => "#NUM!",
            Self::NotAvailable => "#N/A",
            Self::GettingData => "#GETTING_DATA",
            Self::Spill => "#SPILL!",
            Self::Calc => "#CALC!",
        }
    }
}

impl fmt::Display for ErrorValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for ErrorValue {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|error| error.code().eq_ignore_ascii_case(text))
            .ok_or(())
    }
}

/// A rectangle of values, row by row; never empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Array {
    columns: usize,
    values: Vec<Value>,
}

impl Array {
    /// A rectangle from its rows one after the other; `None` when it would be empty or ragged.
    pub fn new(columns: usize, values: Vec<Value>) -> Option<Self> {
        (columns > 0 && !values.is_empty() && values.len().is_multiple_of(columns)).then_some(Self { columns, values })
    }

    /// How many rows.
    pub fn rows(&self) -> usize {
        self.values.len() / self.columns
    }

    /// How many columns.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// The value at a 0-based row and column.
    pub fn get(&self, row: usize, column: usize) -> Option<&Value> {
        if column < self.columns {
            self.values.get(row * self.columns + column)
        } else {
            None
        }
    }

    /// All values, row by row.
    pub fn values(&self) -> &[Value] {
        &self.values
    }
}
