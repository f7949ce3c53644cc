//! Which of a column's distinct values fulfil a criterion.

use std::ops::Range;

use crate::eval::criteria::index::ColumnIndex;
use crate::eval::criteria::{Criterion, Wanted};
use crate::{BinaryOperator, Value};

/// A set of codes, which are the places of values in a [`ColumnIndex`]: ranges that ascend and do not overlap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Codes(Vec<Range<u32>>);

impl Codes {
    /// The codes of the values that fulfil a criterion. Numbers, texts and orders are found by bisection, since
    /// the values are sorted; wildcards and rare types are tested value by value.
    pub(crate) fn new(criterion: &Criterion, index: &ColumnIndex) -> Self {
        match criterion {
            Criterion::Equal(wanted) => Self::equal(wanted, index),
            Criterion::NotEqual(wanted) => Self::equal(wanted, index).complement(index.values.len() as u32),
            Criterion::Order(operator, bound) => Self::ordered(*operator, bound, index),
        }
    }

    /// The codes of the values that are equal to what is wanted.
    pub(crate) fn equal(wanted: &Wanted, index: &ColumnIndex) -> Self {
        if let Wanted::Number(number) = wanted {
            let numbers = index.equal_to(&Value::Number(*number));
            let texts = index.texts_that_read_as(*number).iter().map(|(_, code)| *code);
            return numbers.chain(texts).collect();
        }
        let literal = match wanted {
            Wanted::Text(pattern) => pattern.as_literal(),
            _ => None,
        };
        if let Some(literal) = literal {
            return Self(vec![index.equal_to(&Value::text(literal))]);
        }
        let codes = (0..).zip(&index.values);
        codes
            .filter(|(_, value)| wanted.is(value))
            .map(|(code, _)| code)
            .collect()
    }

    fn ordered(operator: BinaryOperator, bound: &Value, index: &ColumnIndex) -> Self {
        let (alike, equal) = (index.of_type(bound), index.equal_to(bound));
        Self(vec![match operator {
            BinaryOperator::GreaterOrEqual => equal.start..alike.end,
            BinaryOperator::LessOrEqual => alike.start..equal.end,
            BinaryOperator::Greater => equal.end..alike.end,
            _ => alike.start..equal.start,
        }])
    }

    /// The codes below `end` that are not in this set.
    fn complement(&self, end: u32) -> Self {
        let starts = std::iter::once(0).chain(self.0.iter().map(|range| range.end));
        let ends = self.0.iter().map(|range| range.start).chain([end]);
        Self(starts.zip(ends).map(|(start, end)| start..end).collect())
    }

    /// The codes in both sets.
    pub(crate) fn intersection(&self, other: &Self) -> Self {
        let (mut mine, mut others) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut shared = Vec::new();
        while let (Some(one), Some(other)) = (mine.peek(), others.peek()) {
            let range = one.start.max(other.start)..one.end.min(other.end);
            if !range.is_empty() {
                shared.push(range);
            }
            if one.end < other.end {
                mine.next();
            } else {
                others.next();
            }
        }
        Self(shared)
    }

    /// Whether the set has this code.
    pub(crate) fn contains(&self, code: u32) -> bool {
        let behind = self.0.partition_point(|range| range.end <= code);
        self.0.get(behind).is_some_and(|range| range.contains(&code))
    }

    /// The ranges, ascending; some may be empty.
    pub(crate) fn ranges(&self) -> &[Range<u32>] {
        &self.0
    }
}

impl FromIterator<u32> for Codes {
    /// Joins ascending codes where they touch.
    fn from_iter<Iter: IntoIterator<Item = u32>>(codes: Iter) -> Self {
        let mut ranges: Vec<Range<u32>> = Vec::new();
        for code in codes {
            match ranges.last_mut() {
                Some(last) if last.end == code => last.end += 1,
                _ => ranges.push(code..code + 1),
            }
        }
        Self(ranges)
    }
}
