//! Columns indexed by value, so that thousands of SUMIFS need not read them thousands of times.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use quarterbook_format::{compare_at_15_digits, round_to_15_digits};

use crate::eval::coerce::parse_number;
use crate::eval::compare;
use crate::eval::criteria::codes::Codes;
use crate::eval::grid::Column;
use crate::{SheetId, Value};

/// All indexes together do not hold more cells than this.
const MAX_INDEXED_CELLS: usize = 20_000_000;

/// A part of a column: sheet, column, first and last row.
pub(crate) type ColumnPart = (SheetId, u32, u32, u32);

/// The indexes made so far, and how often each part of a column was asked for.
#[derive(Debug, Default)]
pub(crate) struct CriteriaCache {
    asked: HashMap<ColumnPart, u32>,
    indexes: HashMap<ColumnPart, Rc<ColumnIndex>>,
    indexed_cells: usize,
}

impl CriteriaCache {
    /// The index of a part of a column; made when the part is asked for the second time.
    pub(crate) fn index(&mut self, part: ColumnPart, column: &Column) -> Option<Rc<ColumnIndex>> {
        if let Some(index) = self.indexes.get(&part) {
            return Some(index.clone());
        }
        let asked = self.asked.entry(part).or_default();
        *asked += 1;
        let span = column.span(part.2, part.3);
        if *asked < 2 || self.indexed_cells + span.len() > MAX_INDEXED_CELLS {
            return None;
        }
        self.indexed_cells += span.len();
        let index = Rc::new(ColumnIndex::new(&column.rows[span.clone()], &column.values[span]));
        self.indexes.insert(part, index.clone());
        Some(index)
    }
}

/// The distinct values of a part of a column, each with its rows. A value's code is its place among them.
#[derive(Debug)]
pub(crate) struct ColumnIndex {
    /// The distinct values in the order of [`sort_order`]: numbers, texts, booleans, errors, blanks.
    pub(crate) values: Vec<Value>,
    /// The texts among the values that read as numbers, with their codes, ordered by number.
    numeric_texts: Vec<(f64, u32)>,
    /// Where each value's rows begin in `rows`, and behind the last one where they end.
    starts: Vec<u32>,
    /// The rows, value by value; those of one value ascend.
    rows: Vec<u32>,
    /// The rows that have something in them, ascending, and the code of each one's value.
    filled: Vec<u32>,
    codes: Vec<u32>,
}

impl ColumnIndex {
    fn new(rows: &[u32], values: &[Value]) -> Self {
        let (mut codes, distinct) = distinct_values(values);
        let mut order: Vec<u32> = (0..distinct.len() as u32).collect();
        order.sort_by(|&one, &other| sort_order(distinct[one as usize], distinct[other as usize]));
        let mut places = vec![0; order.len()];
        for (place, &found) in order.iter().enumerate() {
            places[found as usize] = place as u32;
        }
        for code in &mut codes {
            *code = places[*code as usize];
        }
        let (starts, grouped) = grouped_by_code(rows, &codes, order.len());
        let values: Vec<Value> = order.iter().map(|&found| distinct[found as usize].clone()).collect();
        Self {
            numeric_texts: numeric_texts(&values),
            values,
            starts,
            rows: grouped,
            filled: rows.to_vec(),
            codes,
        }
    }

    /// The codes of the values of the same type.
    pub(crate) fn of_type(&self, value: &Value) -> Range<u32> {
        let rank = compare::type_rank(value);
        let start = self.values.partition_point(|other| compare::type_rank(other) < rank);
        let end = self.values.partition_point(|other| compare::type_rank(other) <= rank);
        start as u32..end as u32
    }

    /// The code of the value that is equal and of the same type; where it would stand, as an empty range, when
    /// there is none.
    pub(crate) fn equal_to(&self, value: &Value) -> Range<u32> {
        let start = self.values.partition_point(|other| sort_order(other, value).is_lt());
        let end = self.values.partition_point(|other| sort_order(other, value).is_le());
        start as u32..end as u32
    }

    /// The texts that stand for a number, with their codes ascending.
    pub(crate) fn texts_that_read_as(&self, number: f64) -> &[(f64, u32)] {
        let texts = &self.numeric_texts;
        let start = texts.partition_point(|(text, _)| compare_at_15_digits(*text, number).is_lt());
        let end = texts.partition_point(|(text, _)| compare_at_15_digits(*text, number).is_le());
        &texts[start..end]
    }

    /// How many rows hold one of these values.
    pub(crate) fn count(&self, codes: &Codes) -> usize {
        codes.ranges().iter().map(|range| self.places(range).len()).sum()
    }

    /// The rows that hold one of these values, ascending.
    pub(crate) fn rows(&self, codes: &Codes) -> Vec<u32> {
        let values: usize = codes.ranges().iter().map(ExactSizeIterator::len).sum();
        // A few rows are sorted sooner than all are read.
        if values > 1 && self.count(codes) > self.filled.len() / 16 {
            let all = self.filled.iter().zip(&self.codes);
            return all
                .filter(|(_, code)| codes.contains(**code))
                .map(|(row, _)| *row)
                .collect();
        }
        let ranges = codes.ranges().iter();
        let mut rows: Vec<u32> = ranges
            .flat_map(|range| &self.rows[self.places(range)])
            .copied()
            .collect();
        if values > 1 {
            rows.sort_unstable();
        }
        rows
    }

    /// The code of the value in a row; `None` for a row with nothing in it.
    pub(crate) fn code(&self, row: u32) -> Option<u32> {
        let guess = row.checked_sub(*self.filled.first()?)? as usize;
        let at = match self.filled.get(guess) {
            Some(found) if *found == row => guess,
            _ => self.filled.binary_search(&row).ok()?,
        };
        Some(self.codes[at])
    }

    fn places(&self, codes: &Range<u32>) -> Range<usize> {
        self.starts[codes.start as usize] as usize..self.starts[codes.end as usize] as usize
    }
}

/// How the values of an index are ordered: by type, and within a type as they compare.
fn sort_order(one: &Value, other: &Value) -> Ordering {
    let by_type = compare::type_rank(one).cmp(&compare::type_rank(other));
    by_type.then_with(|| compare::values(one, other).unwrap_or(Ordering::Equal))
}

/// Where each code's rows begin, and the rows code by code.
fn grouped_by_code(rows: &[u32], codes: &[u32], count: usize) -> (Vec<u32>, Vec<u32>) {
    let mut starts = vec![0; count + 1];
    for &code in codes {
        starts[code as usize + 1] += 1;
    }
    for code in 0..count {
        starts[code + 1] += starts[code];
    }
    let mut free = starts.clone();
    let mut grouped = vec![0; rows.len()];
    for (&row, &code) in rows.iter().zip(codes) {
        let place = &mut free[code as usize];
        grouped[*place as usize] = row;
        *place += 1;
    }
    (starts, grouped)
}

/// The texts that read as numbers, with their places, ordered by number.
fn numeric_texts(values: &[Value]) -> Vec<(f64, u32)> {
    let texts = (0..).zip(values).filter_map(|(code, value)| match value {
        Value::Text(text) => Some((parse_number(text)?, code)),
        _ => None,
    });
    let mut texts: Vec<_> = texts.collect();
    texts.sort_by(|one, other| compare_at_15_digits(one.0, other.0));
    texts
}

/// What makes two values the same for every criterion.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    Blank,
    /// The bits of the number at 15 significant digits.
    Number(u64),
    /// The text in lower case.
    Text(String),
    Bool(bool),
    Error(&'static str),
}

impl Key {
    fn new(value: &Value) -> Self {
        match value {
            Value::Blank => Self::Blank,
            Value::Number(number) => Self::Number(number_key(*number)),
            Value::Text(text) => Self::Text(text.chars().map(compare::lower).collect()),
            Value::Bool(bool) => Self::Bool(*bool),
            Value::Error(error) => Self::Error(error.code()),
        }
    }
}

/// For every value the place of its first equal among the distinct values, and those.
fn distinct_values(values: &[Value]) -> (Vec<u32>, Vec<&Value>) {
    let mut known: HashMap<Key, u32> = HashMap::new();
    let mut distinct = Vec::new();
    let codes = values
        .iter()
        .map(|value| {
            *known.entry(Key::new(value)).or_insert_with(|| {
                distinct.push(value);
                distinct.len() as u32 - 1
            })
        })
        .collect();
    (codes, distinct)
}

/// Equal for numbers that are equal at 15 significant digits.
fn number_key(number: f64) -> u64 {
    if number.abs() < 1e15 && number.trunc() == number {
        // Adding 0 turns −0 into 0.
        (number + 0.0).to_bits()
    } else {
        round_to_15_digits(number).to_bits()
    }
}
