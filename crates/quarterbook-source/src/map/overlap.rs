//! Files of one ledger that cover the same days: of exports by month that each hold the year so far, every month would
//! count once for each export after it.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hasher};
use std::sync::Arc;

use quarterbook_data::{CellAddress, Place, Problem, SourceFile};

use super::lines::one_or_many;
use super::table::text_of;
use crate::rules::Source;
use crate::{Cell, CellValue};

/// How many days, each for itself and for each line and member, are kept of a file.
const MOST_DAYS: usize = 1 << 18;

/// How many files a line to write lists.
const MOST_FILES: usize = 8;

/// The days that the rows of a sheet or a file are of.
#[derive(Debug, Default)]
pub(crate) struct Days {
    days: HashMap<u64, Day>,
}

#[derive(Debug, Clone)]
struct Day {
    rows: u64,
    /// Of all that its rows hold, in any order.
    print: u64,
    first: CellAddress,
    label: String,
    sheet: String,
}

impl Day {
    fn is_same(&self, other: &Self) -> bool {
        self.rows == other.rows && self.print == other.print
    }
}

impl Days {
    /// Takes a row, of which these columns say the day and what it is of.
    pub(super) fn see(&mut self, sheet: &str, cells: &[Cell], saying: impl Iterator<Item = u32>, period: Option<u32>) {
        let mut key = DefaultHasher::new();
        for column in saying {
            let at = cells.binary_search_by_key(&column, |cell| cell.address.column);
            add(&mut key, column, at.ok().map(|at| &cells[at].value));
        }
        let mut print = DefaultHasher::new();
        for cell in cells {
            add(&mut print, cell.address.column, Some(&cell.value));
        }
        let (key, print) = (key.finish(), print.finish());
        if let Some(day) = self.days.get_mut(&key) {
            day.rows += 1;
            day.print = day.print.wrapping_add(print);
            return;
        }
        let (Some(first), true) = (cells.first(), self.days.len() < MOST_DAYS) else {
            return;
        };
        let label = cells.iter().find(|cell| Some(cell.address.column) == period);
        let day = Day {
            rows: 1,
            print,
            first: label.unwrap_or(first).address,
            label: label.map(text_of).unwrap_or_default(),
            sheet: sheet.to_owned(),
        };
        self.days.insert(key, day);
    }
}

/// Adds what a cell holds, whatever zeros stand behind its decimals.
fn add(hasher: &mut DefaultHasher, column: u32, value: Option<&CellValue>) {
    hasher.write_u32(column);
    match value {
        None => hasher.write_u8(0),
        Some(CellValue::Text(text)) => hasher.write(without_zeros(text.trim()).as_bytes()),
        Some(CellValue::Number(number)) => hasher.write_u64(number.to_bits()),
        Some(CellValue::Bool(bool)) => hasher.write_u8(u8::from(*bool)),
        Some(CellValue::Error(literal)) => hasher.write(literal.as_bytes()),
        Some(CellValue::Date(date)) => hasher.write(date.to_string().as_bytes()),
    }
}

fn without_zeros(text: &str) -> &str {
    let is_number = text.contains('.')
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b".,-+".contains(&byte));
    if is_number {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        text
    }
}

/// The days of each file of a source.
#[derive(Debug, Default)]
pub(super) struct Overlaps {
    files: Vec<(Arc<SourceFile>, HashMap<u64, Day>)>,
}

/// The days that two files have in common.
struct Common {
    other: usize,
    /// How many rows stand in both.
    same: u64,
    /// The first row and the last that both cover, or both hold where some are the same.
    from: Day,
    to: Day,
}

impl Overlaps {
    /// Adds the days of a sheet.
    pub(super) fn add(&mut self, file: &Arc<SourceFile>, days: Days) {
        let at = self.files.iter().position(|(known, _)| known.path == file.path);
        let at = at.unwrap_or_else(|| {
            self.files.push((Arc::clone(file), HashMap::new()));
            self.files.len() - 1
        });
        #[expect(clippy::iter_over_hash_type, reason = "days add up to the same in any order")]
        for (key, day) in days.days {
            let known = self.files[at].1.entry(key);
            known
                .and_modify(|known| {
                    known.rows += day.rows;
                    known.print = known.print.wrapping_add(day.print);
                })
                .or_insert(day);
        }
    }

    /// What is told of files that cover the same days.
    pub(super) fn problems(&self, source: &Source) -> Vec<Problem> {
        if source.rule.overlap {
            return Vec::new();
        }
        let files = (1..self.files.len()).filter_map(|at| {
            let before = (0..at).filter_map(|other| self.common(at, other));
            let most = before.max_by_key(|common| (common.same, std::cmp::Reverse(common.other)))?;
            Some(self.problem(at, &most))
        });
        files.collect()
    }

    /// What two files have in common; copies are told of elsewhere.
    fn common(&self, at: usize, other: usize) -> Option<Common> {
        let ((file, days), (other_file, others)) = (&self.files[at], &self.files[other]);
        if file.sha256 == other_file.sha256 {
            return None;
        }
        let both = || days.iter().filter_map(|(key, day)| Some((day, others.get(key)?)));
        let same = both()
            .filter(|(day, other)| day.is_same(other))
            .map(|(day, _)| day.rows)
            .sum();
        let counting = || {
            let both = both().filter(|(day, other)| same == 0 || day.is_same(other));
            both.map(|(day, _)| day)
        };
        let key = |day: &&Day| (day.sheet.clone(), day.first);
        Some(Common {
            other,
            same,
            from: counting().min_by_key(key)?.clone(),
            to: counting().max_by_key(key)?.clone(),
        })
    }

    fn problem(&self, at: usize, common: &Common) -> Problem {
        let (path, other) = (&self.files[at].0.path, &self.files[common.other].0.path);
        let (from, to) = (common.from.label.trim(), common.to.label.trim());
        let days = if from == to {
            format!("`{from}`")
        } else {
            format!("`{from}` to `{to}`")
        };
        let rows = match common.same {
            1 => "1 row".to_owned(),
            rows => format!("{rows} rows"),
        };
        let problem = match common.same {
            0 => Problem::warning(format!(
                "{other} has rows of {days} too, and those of both files are summed"
            )),
            _ => Problem::error(format!("{rows} of {days} stand in {other} too, and would count twice")),
        };
        let Day { first, sheet, .. } = &common.from;
        let place = Place::Cell {
            file: path.clone(),
            sheet: sheet.clone(),
            cell: *first,
        };
        let kept = self.kept();
        let files = if common.same > 0 && kept.len() < self.files.len() && kept.len() <= MOST_FILES {
            format!("write `files = {}`, which leaves nothing out, or", one_or_many(&kept))
        } else {
            format!("take {other} out of `files` if {path} holds it all, or write")
        };
        problem
            .at(place)
            .hint(format!("{files} `overlap = true` if both count"))
    }

    /// The files without those of which all rows stand in another.
    fn kept(&self) -> Vec<String> {
        let holds = |outer: usize, inner: usize| {
            let (outer_days, inner_days) = (&self.files[outer].1, &self.files[inner].1);
            let is_more = outer_days.len() > inner_days.len() || outer < inner;
            let is_in = |(key, day): (&u64, &Day)| outer_days.get(key).is_some_and(|other| other.is_same(day));
            outer != inner && is_more && inner_days.iter().all(is_in)
        };
        let files = 0..self.files.len();
        let kept = files
            .clone()
            .filter(|inner| !files.clone().any(|outer| holds(outer, *inner)));
        kept.map(|at| self.files[at].0.path.replace('[', "[[]")).collect()
    }
}
