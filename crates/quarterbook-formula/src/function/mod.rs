//! The table of functions: names, arguments, prefixes. One row a function; parser, printer, checks and
//! evaluator all read it.

mod arrays;
mod date;
mod engineering;
mod finance;
mod information;
mod logic;
mod lookup;
mod mathematics;
mod statistics;
mod text;

use std::fmt;
use std::sync::LazyLock;

/// A function of Excel's: a row of the table. Two functions are equal when their names are.
#[derive(Clone, Copy)]
pub struct Function(&'static Signature);

/// What is known of a function apart from how it computes.
#[derive(Debug, PartialEq, Eq)]
pub struct Signature {
    /// The name, upper case, without prefix: `STDEV.S`.
    pub name: &'static str,
    /// Arguments that must be there, in order.
    pub required: &'static [ArgumentKind],
    /// Arguments that may follow.
    pub optional: &'static [ArgumentKind],
    /// Arguments that may follow again and again, in groups of this length; empty when none.
    pub repeated: &'static [ArgumentKind],
    /// Arguments that end the list, behind the repeated ones: the lambda of MAP, what LET computes.
    pub last: &'static [ArgumentKind],
    /// How the file spells the name.
    pub prefix: Prefix,
    /// Whether it may change without its arguments changing (NOW, RAND, OFFSET).
    pub volatile: bool,
    /// What it gives when each of its scalar arguments is one value.
    pub result: ResultKind,
}

/// What a function takes in a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ArgumentKind {
    /// One value; an array makes the function work element by element.
    Scalar,
    /// A range or an array, taken whole.
    Array,
    /// A reference, never a computed array (the ranges of SUMIFS, OFFSET's base).
    Reference,
    /// A LAMBDA.
    Lambda,
    /// A name that the function binds (LET, LAMBDA).
    Parameter,
}

/// What a function gives when each of its scalar arguments is one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ResultKind {
    /// One value.
    Value,
    /// As many values as its data make: FILTER, SEQUENCE.
    Array,
    /// A reference, which may stand on either side of `:`; INDEX, CHOOSE.
    Reference,
}

/// How the file spells a function's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Prefix {
    /// As shown.
    None,
    /// `_xlfn.`
    Xlfn,
    /// `_xlfn._xlws.`
    XlfnXlws,
}

impl Function {
    /// The function of this name, in either case, without prefix.
    ///
    /// ```
    /// use quarterbook_formula::Function;
    ///
    /// assert_eq!(Function::find("sumifs").unwrap().name(), "SUMIFS");
    /// assert!(Function::find("SUMFIS").is_none());
    /// ```
    pub fn find(name: &str) -> Option<Self> {
        let wanted = name.to_ascii_uppercase();
        TABLE
            .binary_search_by(|row| row.name.cmp(&wanted))
            .ok()
            .map(|index| Self(TABLE[index]))
    }

    /// Every function, by name.
    pub fn all() -> impl Iterator<Item = Self> + Clone {
        TABLE.iter().copied().map(Self)
    }

    /// The row itself.
    pub const fn signature(self) -> &'static Signature {
        self.0
    }

    /// The name, upper case, without prefix.
    pub const fn name(self) -> &'static str {
        self.0.name
    }

    /// What the file puts in front of the name: nothing, `_xlfn.` or `_xlfn._xlws.`
    pub const fn prefix(self) -> &'static str {
        match self.0.prefix {
            Prefix::None => "",
            Prefix::Xlfn => "_xlfn.",
            Prefix::XlfnXlws => "_xlfn._xlws.",
        }
    }

    /// Whether Excel takes so many arguments.
    pub const fn accepts(self, count: usize) -> bool {
        let Signature {
            required,
            optional,
            repeated,
            last,
            ..
        } = self.0;
        let least = required.len() + last.len();
        let most = least + optional.len();
        if repeated.is_empty() || count <= most {
            return least <= count && count <= most;
        }
        count <= MAX_ARGUMENTS && (count - most).is_multiple_of(repeated.len())
    }

    /// What the argument in a 0-based place is when there are `count` in all; `None` beyond the last one.
    pub fn argument(self, place: usize, count: usize) -> Option<ArgumentKind> {
        let Signature {
            required,
            optional,
            repeated,
            last,
            ..
        } = self.0;
        if place >= count {
            return None;
        }
        if count - place <= last.len() {
            return last.get(last.len() - (count - place)).copied();
        }
        let fixed = required.len() + optional.len();
        required
            .iter()
            .chain(*optional)
            .nth(place)
            .or_else(|| repeated.get(place.checked_sub(fixed)?.checked_rem(repeated.len())?))
            .copied()
    }
}

/// The most arguments Excel takes in one call.
pub const MAX_ARGUMENTS: usize = 255;

static TABLE: LazyLock<Vec<&'static Signature>> = LazyLock::new(|| {
    let families = [
        arrays::ROWS,
        date::ROWS,
        engineering::ROWS,
        finance::ROWS,
        information::ROWS,
        logic::ROWS,
        lookup::ROWS,
        mathematics::ROWS,
        statistics::ROWS,
        text::ROWS,
    ];
    let mut rows: Vec<&Signature> = families.into_iter().flatten().collect();
    rows.sort_unstable_by_key(|row| row.name);
    rows
});

/// A row of the table: a function that stands in the file as shown and gives one value.
const fn row(
    name: &'static str,
    required: &'static [ArgumentKind],
    optional: &'static [ArgumentKind],
    repeated: &'static [ArgumentKind],
) -> Signature {
    Signature {
        name,
        required,
        optional,
        repeated,
        last: &[],
        prefix: Prefix::None,
        volatile: false,
        result: ResultKind::Value,
    }
}

impl Signature {
    /// How many arguments it takes, in words: `2 or 3 arguments`.
    pub(crate) fn counts(&self) -> String {
        let least = self.required.len() + self.last.len();
        let most = least + self.optional.len();
        match self.repeated.len() {
            0 if most == 1 && least == 1 => "1 argument".to_owned(),
            0 if most == 0 => "no arguments".to_owned(),
            0 if least == most => format!("{least} arguments"),
            0 => format!("{least} to {most} arguments"),
            1 => format!("{least} or more arguments"),
            group => format!("{least} arguments or {group} more each time"),
        }
    }

    /// A function that came after Excel 2007: `_xlfn.` in the file.
    const fn newer(mut self) -> Self {
        self.prefix = Prefix::Xlfn;
        self
    }

    const fn ending_in(mut self, last: &'static [ArgumentKind]) -> Self {
        self.last = last;
        self
    }

    const fn worksheet(mut self) -> Self {
        self.prefix = Prefix::XlfnXlws;
        self
    }

    const fn volatile(mut self) -> Self {
        self.volatile = true;
        self
    }

    const fn array(mut self) -> Self {
        self.result = ResultKind::Array;
        self
    }

    const fn reference(mut self) -> Self {
        self.result = ResultKind::Reference;
        self
    }
}

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        self.0.name == other.0.name
    }
}

impl Eq for Function {}

impl fmt::Debug for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_function_stands_in_the_table_twice() {
        let names: Vec<_> = Function::all().map(Function::name).collect();
        assert!(names.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn arguments_repeat_in_groups_before_the_last_ones() {
        use ArgumentKind::{Lambda, Parameter, Reference, Scalar};
        let kinds = |name, count| -> Vec<_> {
            let function = Function::find(name).unwrap();
            assert!(function.accepts(count), "{name} {count}");
            (0..count)
                .map(|place| function.argument(place, count).unwrap())
                .collect()
        };
        assert_eq!(kinds("SUMIFS", 5), [Reference, Reference, Scalar, Reference, Scalar]);
        assert_eq!(kinds("LET", 5), [Parameter, Scalar, Parameter, Scalar, Scalar]);
        assert_eq!(kinds("LAMBDA", 1), [Scalar]);
        assert_eq!(kinds("LAMBDA", 3), [Parameter, Parameter, Scalar]);
        assert_eq!(kinds("MAP", 3), [ArgumentKind::Array, ArgumentKind::Array, Lambda]);
    }

    #[test]
    fn counts_of_arguments_that_excel_refuses() {
        for (name, count) in [
            ("SUMIFS", 4),
            ("LET", 4),
            ("ABS", 0),
            ("ABS", 2),
            ("SUM", 256),
            ("PI", 1),
            ("IF", 1),
        ] {
            assert!(!Function::find(name).unwrap().accepts(count), "{name} {count}");
        }
    }
}
