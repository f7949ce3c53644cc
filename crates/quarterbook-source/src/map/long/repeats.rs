//! Rows of a ledger that say what an earlier row said, but for their amounts.
//!
//! A ledger has many rows and few kinds of them: what a row is depends on its period, its line, its members and
//! whatever else the book asks for. What was found for the first row of a kind is kept for the others, whose amounts
//! are then only added up.

use std::collections::{BTreeMap, HashMap};

use quarterbook_data::Unit;

use super::Here;
use crate::map::ledger::Sums;
use crate::map::plain::{PlainFormat, plain_number};
use crate::rules::{Dates, Source};
use crate::unit::read_unit;
use crate::{Cell, CellValue};

/// How many kinds of rows are kept; a ledger with more of them begins anew.
const MOST_KINDS: usize = 1 << 16;
/// Bytes of what tells kinds apart; longer ones are looked at each time.
const LONGEST_KEY: usize = 256;

/// What is known of the rows of one kind.
#[derive(Debug, Default)]
pub(super) struct Kind {
    /// What becomes of the cells in the columns of figures.
    pub(super) cells: Vec<(u32, Becomes)>,
    /// The label, when no line has it.
    pub(super) unmapped: Option<String>,
    /// How many rows were like the first.
    pub(super) repeats: usize,
}

/// What becomes of a cell.
#[derive(Debug, Clone)]
pub(super) enum Becomes {
    /// Nothing: what is wrong with it was said.
    Nothing,
    /// Part of a sum, when it holds a plain number.
    Addend(Addend),
    /// Something to be looked at for each row.
    Unknown,
}

/// How a cell's number goes into a sum.
#[derive(Debug, Clone)]
pub(super) struct Addend {
    pub(super) sum: usize,
    pub(super) unit: Unit,
    pub(super) sign: i8,
    pub(super) most_decimals: i8,
    /// The number format of the first cell.
    pub(super) format: PlainFormat,
}

/// The kinds of rows that were met.
#[derive(Debug, Default)]
pub(super) struct Repeats {
    kinds: HashMap<Vec<u8>, Kind>,
    /// Those that give no figure, whatever their period, by the other part of what tells them apart.
    empty: HashMap<Vec<u8>, Kind>,
    key: Vec<u8>,
    /// How much of the key comes before the period.
    before_period: usize,
    accepted: HashMap<Vec<u8>, bool>,
    units: Units,
    /// Rows of kinds that are not kept any more, by the label that no line has.
    unmapped: BTreeMap<String, usize>,
}

/// Which texts of columns that the book does not name are units: of those headed 往来单位 few are.
#[derive(Debug, Default)]
struct Units {
    known: HashMap<String, bool>,
}

impl Units {
    fn has(&mut self, cell: &Cell) -> bool {
        let Some(text) = cell.value.text().filter(|text| text.len() <= LONGEST_KEY) else {
            return false;
        };
        if let Some(known) = self.known.get(text) {
            return *known;
        }
        let is_unit = read_unit(text).is_some();
        if self.known.len() >= MOST_KINDS {
            self.known.clear();
        }
        self.known.insert(text.to_owned(), is_unit);
        is_unit
    }
}

impl Repeats {
    /// Whether the book's `where` accepts the row.
    pub(super) fn accepts(&mut self, here: Here<'_>) -> bool {
        self.key.clear();
        for column in here.columns.deciding() {
            add_to_key(&mut self.key, cell_in(here.cells, column));
        }
        if self.key.is_empty() {
            return true;
        }
        if let Some(known) = self.accepted.get(&self.key) {
            return *known;
        }
        let accepts = here.columns.wants(here.cells);
        insert(&mut self.accepted, &self.key, accepts);
        accepts
    }

    /// The kind of the row at hand, when one like it was met; [`Self::keep`] keeps it when not.
    pub(super) fn find(&mut self, here: Here<'_>) -> Option<&mut Kind> {
        let source = here.scope.source;
        self.key.clear();
        for column in here.columns.telling(source) {
            add_to_key(&mut self.key, cell_in(here.cells, column));
        }
        for (column, _) in &here.columns.measured {
            if let Some(cell) = cell_in(here.cells, *column).filter(|cell| self.units.has(cell)) {
                add_to_key(&mut self.key, Some(cell));
            }
        }
        self.before_period = self.key.len();
        if let Some(kind) = self.empty.get_mut(&self.key) {
            return Some(kind);
        }
        for column in &here.columns.periods {
            match cell_in(here.cells, *column) {
                Some(Cell {
                    value: CellValue::Date(date),
                    ..
                }) if sums_by_month(source) => {
                    self.key.push(b'm');
                    self.key.extend(date.year().to_le_bytes());
                    self.key.push(date.month() as u8);
                }
                cell => add_to_key(&mut self.key, cell),
            }
        }
        self.kinds.get_mut(&self.key)
    }

    /// Keeps what was found for the row that [`Self::find`] looked for.
    pub(super) fn keep(&mut self, kind: Kind) {
        if let Some(known) = self.kinds.get_mut(&self.key) {
            known.learn(kind);
            return;
        }
        if self.kinds.len() + self.empty.len() >= MOST_KINDS {
            self.forget();
        }
        if kind.cells.is_empty() {
            insert(&mut self.empty, &self.key[..self.before_period], kind);
        } else {
            insert(&mut self.kinds, &self.key, kind);
        }
    }

    /// How many rows were like an earlier one of which no line has the label, by label.
    pub(super) fn unmapped(&mut self) -> BTreeMap<String, usize> {
        self.forget();
        std::mem::take(&mut self.unmapped)
    }

    /// Forgets all kinds but for their counts, which add up to the same in any order.
    fn forget(&mut self) {
        for (_, kind) in self.kinds.drain().chain(self.empty.drain()) {
            if let Some(label) = kind.unmapped {
                *self.unmapped.entry(label).or_default() += kind.repeats;
            }
        }
    }
}

fn insert<T>(map: &mut HashMap<Vec<u8>, T>, key: &[u8], value: T) {
    if key.len() > LONGEST_KEY {
        return;
    }
    if map.len() >= MOST_KINDS {
        map.clear();
    }
    map.insert(key.to_vec(), value);
}

impl Kind {
    /// Adds what another row of the kind tells, which may have had cells that this one lacked.
    fn learn(&mut self, other: Self) {
        for ((_, known), (_, learnt)) in self.cells.iter_mut().zip(other.cells) {
            if matches!(known, Becomes::Unknown) {
                *known = learnt;
            }
        }
    }

    /// Adds the row's numbers to their sums; `false`, with nothing added, when a cell has to be looked at.
    pub(super) fn add(&self, here: Here<'_>, sums: &mut Sums) -> bool {
        let cells = || {
            let cells = self.cells.iter();
            cells.filter_map(|(column, becomes)| Some((cell_in(here.cells, *column)?, becomes)))
        };
        let numbers: Option<Vec<_>> = cells()
            .filter(|(_, becomes)| !matches!(becomes, Becomes::Nothing))
            .map(|(cell, becomes)| match becomes {
                Becomes::Addend(addend) => Some((cell, addend, plain_number(here.scope.source, cell, &addend.format)?)),
                _ => None,
            })
            .collect();
        let Some(numbers) = numbers else {
            return false;
        };
        for (cell, addend, (number, decimals)) in numbers {
            let decimals = decimals.min(addend.most_decimals);
            sums.add_to(
                addend.sum,
                Some(number),
                &addend.unit,
                addend.sign,
                decimals,
                cell.address,
            );
        }
        true
    }
}

/// Whether all days of a month belong to one sum.
fn sums_by_month(source: &Source) -> bool {
    source
        .rule
        .columns
        .period
        .as_ref()
        .is_some_and(|period| period.texts().len() == 1)
        && source
            .rule
            .dates
            .is_some_and(|dates| !matches!(dates, Dates::Cumulative))
}

fn cell_in(cells: &[Cell], column: u32) -> Option<&Cell> {
    let at = cells.binary_search_by_key(&column, |cell| cell.address.column).ok()?;
    cells.get(at)
}

/// Adds what a cell holds, so that two rows have one key only when their cells hold the same.
fn add_to_key(key: &mut Vec<u8>, cell: Option<&Cell>) {
    let mut add = |kind: u8, bytes: &[u8]| {
        key.push(kind);
        key.extend((bytes.len() as u32).to_le_bytes());
        key.extend(bytes);
    };
    match cell.map(|cell| &cell.value) {
        None => add(b'-', &[]),
        Some(CellValue::Text(text)) => add(b't', text.as_bytes()),
        Some(CellValue::Number(number)) => add(b'n', &number.to_bits().to_le_bytes()),
        Some(CellValue::Bool(bool)) => add(b'b', &[u8::from(*bool)]),
        Some(CellValue::Error(literal)) => add(b'e', literal.as_bytes()),
        Some(CellValue::Date(date)) => add(b'd', date.to_string().as_bytes()),
    }
}
