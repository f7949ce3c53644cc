//! What template formulas can point at.

use std::fmt;
use std::ops::Range;

use quarterbook_data::Frequency;
use quarterbook_formula::Expr;

/// A leaf of a template formula.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Leaf {
    /// Rows by name, in this column or another one of the band.
    Rows(RowsLeaf),
    /// A number that stands once in the workbook or once in each column.
    Setting(Setting, Range<usize>),
    /// A finance word with its arguments; it is expanded when the band is known.
    Word(WordLeaf),
}

/// Rows by name: `revenue`, `revenue.training`, `revenue.*`, `inputs.revenue[-1y]`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RowsLeaf {
    /// The dotted name, without `inputs.` and brackets.
    pub(crate) name: String,
    /// Whether `inputs.` stands before it.
    pub(crate) inputs: bool,
    /// Which column is read.
    pub(crate) step: Step,
    /// The bytes of the name.
    pub(crate) span: Range<usize>,
}

/// Which column of a row is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// So many columns later in the band, earlier when negative; 0 for the column itself.
    Columns(i32),
    /// So many fiscal years later in the band, earlier when negative.
    Years(i32),
    /// The annual band's column of the fiscal year so many years later, earlier when negative; 0 for the
    /// year itself.
    FiscalYear(i32),
    /// The column of one part of the column's own fiscal year: its n-th half or quarter, from 1.
    PartOfYear(Frequency, u8),
}

impl fmt::Display for Step {
    /// What stands between the brackets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Columns(0) => f.write_str("0"),
            Self::Columns(columns) => write!(f, "{columns:+}"),
            Self::Years(years) => write!(f, "{years:+}y"),
            Self::FiscalYear(0) => f.write_str("fy"),
            Self::FiscalYear(years) => write!(f, "fy{years:+}"),
            Self::PartOfYear(Frequency::Half, ordinal) => write!(f, "h{ordinal}"),
            Self::PartOfYear(_, ordinal) => write!(f, "q{ordinal}"),
        }
    }
}

/// A number that stands once in the workbook, or once in each column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Setting {
    /// `scale.money`: the power of ten money is shown in.
    MoneyScale,
    /// `scale.price`: the power of ten prices are shown in.
    PriceScale,
    /// `parameter.NAME`
    Parameter(String),
    /// `period.ordinal`: the column's place in its fiscal year.
    Ordinal,
    /// `period.year`: the column's fiscal year.
    Year,
    /// `period.end`: the column's last day.
    End,
}

/// A finance word with its arguments.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct WordLeaf {
    /// The word.
    pub(crate) name: String,
    /// The bytes of the word.
    pub(crate) name_span: Range<usize>,
    /// Its arguments.
    pub(crate) arguments: Vec<Expr<Leaf>>,
}

/// Every leaf of a formula, those in the arguments of words included.
pub(crate) fn leaves(expr: &Expr<Leaf>) -> Vec<&Leaf> {
    let mut found = Vec::new();
    for leaf in expr.leaves() {
        found.push(leaf);
        if let Leaf::Word(word) = leaf {
            found.extend(word.arguments.iter().flat_map(leaves));
        }
    }
    found
}
