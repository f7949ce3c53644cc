//! Names → rows.

use std::collections::{BTreeMap, BTreeSet};

use quarterbook_data::{Dataset, Series};
use quarterbook_formula::SheetId;

use super::dotted::Dotted;
use super::{PlacedRow, RowContent, RowId};

/// Rows by name.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct RowIndex {
    /// Rows of calculation sheets by base, in the order they stand.
    named: BTreeMap<String, Vec<(Series, SheetId, RowId)>>,
    /// Inputs rows.
    inputs: BTreeMap<Series, RowId>,
    /// Which lines a source gives, and how deeply split.
    given: BTreeSet<(String, usize)>,
}

/// What a name means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Found {
    /// One row, or for a family several of one sheet, in the order they stand.
    Rows(Vec<RowId>),
    /// Nothing by this name.
    Nothing,
}

impl RowIndex {
    /// The index of these rows, for these figures.
    pub(crate) fn new(rows: &[PlacedRow], dataset: &Dataset) -> Self {
        let given = dataset
            .iter()
            .map(|(series, _)| (series.line.clone(), series.members.len()));
        let mut index = Self {
            given: given.collect(),
            ..Self::default()
        };
        for (place, row) in rows.iter().enumerate() {
            let id = RowId(place);
            if let RowContent::Input(series) = &row.content {
                index.inputs.insert(series.clone(), id);
            } else if let (Some(name), RowContent::Link(_) | RowContent::Formula) = (&row.name, &row.content) {
                let entry = (name.clone(), row.sheet, id);
                index.named.entry(name.line.clone()).or_default().push(entry);
            }
        }
        index
    }

    /// The rows a name means on calculation sheets, seen from one of them: those of the same sheet when
    /// there are any, else those of the first sheet that has some.
    pub(crate) fn calculated(&self, name: &Dotted, from: Option<SheetId>) -> Found {
        let rows = self.named.get(&name.base).map_or(&[][..], Vec::as_slice);
        let matching = || rows.iter().filter(|(series, ..)| name.matches(series));
        let sheet = matching()
            .map(|(_, sheet, _)| *sheet)
            .find(|sheet| Some(*sheet) == from)
            .or_else(|| matching().map(|(_, sheet, _)| *sheet).next());
        let mut found: Vec<(&Series, RowId)> = matching()
            .filter(|(_, on, _)| Some(*on) == sheet)
            .map(|(series, _, id)| (series, *id))
            .collect();
        let mut seen = Vec::new();
        found.retain(|(series, _)| {
            let first = !seen.contains(series);
            seen.push(*series);
            first
        });
        if found.is_empty() {
            Found::Nothing
        } else {
            Found::Rows(found.into_iter().map(|(_, id)| id).collect())
        }
    }

    /// The Inputs row of a series.
    pub(crate) fn input(&self, series: &Series) -> Option<RowId> {
        self.inputs.get(series).copied()
    }

    /// Whether a source gives the line, split as deeply as the series.
    pub(crate) fn is_given(&self, series: &Series) -> bool {
        self.given.contains(&(series.line.clone(), series.members.len()))
    }

    /// Every base a formula can begin with on calculation sheets.
    pub(crate) fn bases(&self) -> impl Iterator<Item = &str> + Clone {
        self.named.keys().map(String::as_str)
    }

    /// The names of rows with this base.
    pub(crate) fn names<'a>(&'a self, base: &str) -> impl Iterator<Item = &'a Series> {
        self.named.get(base).into_iter().flatten().map(|(series, ..)| series)
    }
}
