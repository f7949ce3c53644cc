//! The columns of a long table, found by their headers.

use std::collections::BTreeMap;

use quarterbook_data::{CellAddress, Place, Problem, column_name, suggestion};

use super::headers::{Header, headers};
use super::lines::key;
use super::measured::is_measured;
use super::table::text_of;
use super::{Scope, is_figure};
use crate::Cell;
use crate::rules::{OneOrMany, Pattern, Prefer, Shape, Source};
use crate::text::folded;
use crate::unit::UnitNote;

/// Where the columns of a rule stand.
#[derive(Debug, Clone, Default)]
pub(super) struct Columns {
    /// The last with a header.
    last: u32,
    pub(super) periods: Vec<u32>,
    pub(super) line: Option<u32>,
    pub(super) value: Option<u32>,
    pub(super) unit: Option<u32>,
    pub(super) status: Option<u32>,
    pub(super) reported: Option<u32>,
    /// Columns of figures, with the place of their target among the rule's values.
    pub(super) values: Vec<(u32, usize)>,
    /// Columns of members, in the order of the rule's `by`.
    by: Vec<u32>,
    /// Every column that the rule names otherwise, by the name it uses.
    pub(super) named: BTreeMap<String, u32>,
    units: BTreeMap<u32, (UnitNote, String)>,
    /// Periods that the headers of columns say, where no column says them, with their cells.
    pub(super) header_periods: BTreeMap<u32, (String, CellAddress)>,
    /// The columns of the rule's `where`.
    only: Vec<Only>,
    /// Columns of currencies or units that the book does not name, with their headers.
    pub(super) measured: Vec<(u32, String)>,
}

/// What a column has to hold for a row to count.
#[derive(Debug, Clone)]
struct Only {
    column: u32,
    wanted: Vec<Pattern>,
    unwanted: Vec<Pattern>,
}

impl Only {
    fn new(column: u32, texts: &[String]) -> Self {
        let (unwanted, wanted): (Vec<&String>, Vec<&String>) = texts.iter().partition(|text| text.starts_with('!'));
        Self {
            column,
            wanted: wanted.iter().map(|text| Pattern::new(text)).collect(),
            unwanted: unwanted.iter().map(|text| Pattern::new(&text[1..])).collect(),
        }
    }

    fn accepts(&self, cells: &[Cell]) -> bool {
        let key = folded(&text_at(cells, self.column));
        let is = |pattern: &Pattern| pattern.matches(&[&key]).is_some();
        (self.wanted.is_empty() || self.wanted.iter().any(is)) && !self.unwanted.iter().any(is)
    }
}

impl Columns {
    /// The texts of the member columns.
    pub(super) fn by_texts<'a>(&'a self, cells: &'a [Cell]) -> impl Iterator<Item = String> + 'a {
        self.by.iter().map(|column| text_at(cells, *column))
    }

    /// A figure right of all headers.
    pub(super) fn beyond(&self, cells: &[Cell]) -> Option<CellAddress> {
        let beyond = cells.iter().rev().take_while(|cell| cell.address.column > self.last);
        Some(beyond.filter(|cell| is_figure(cell)).last()?.address)
    }

    /// The columns of figures.
    pub(super) fn of_figures(&self) -> impl Iterator<Item = u32> + '_ {
        self.values.iter().map(|(column, _)| *column).chain(self.value)
    }

    /// Whether a row holds something in a column of figures.
    pub(super) fn has_figure(&self, cells: &[Cell]) -> bool {
        cells
            .iter()
            .any(|cell| self.of_figures().any(|column| column == cell.address.column))
    }

    /// The last column with a header.
    pub(super) fn last(&self) -> u32 {
        self.last
    }

    /// Whether the book names a column.
    pub(super) fn names(&self, column: u32) -> bool {
        let values = || self.values.iter().any(|(value, _)| *value == column);
        self.named.values().any(|named| *named == column) || values()
    }

    /// The last column that the book names.
    pub(super) fn last_named(&self) -> Option<u32> {
        let values = self.values.iter().map(|(column, _)| *column);
        self.named.values().copied().chain(values).max()
    }

    /// Whether a row passes the rule's `where`.
    pub(super) fn wants(&self, cells: &[Cell]) -> bool {
        self.only.iter().all(|only| only.accepts(cells))
    }

    /// The columns whose texts say what a row is of: its period, line and members.
    pub(super) fn saying(&self) -> impl Iterator<Item = u32> + '_ {
        self.periods
            .iter()
            .copied()
            .chain(self.line)
            .chain(self.by.iter().copied())
    }

    /// The columns of the rule's `where`.
    pub(super) fn deciding(&self) -> impl Iterator<Item = u32> + '_ {
        self.only.iter().map(|only| only.column)
    }

    /// The columns of which the rule's `where` names the texts that it wants.
    pub(super) fn choosing(&self) -> impl Iterator<Item = u32> + '_ {
        let choosing = self.only.iter().filter(|only| !only.wanted.is_empty());
        choosing.map(|only| only.column)
    }

    /// Whether a column says of a row's figures how they count: their unit, status or sign.
    pub(super) fn says_how(&self, source: &Source, column: u32) -> bool {
        let mut signs = source.rule.sign.keys().filter_map(|header| self.named.get(header));
        self.unit == Some(column) || self.status == Some(column) || signs.any(|sign| *sign == column)
    }

    /// The columns that say what the figures of a row are: line, members, unit, status and signs, without its period.
    pub(super) fn telling<'a>(&'a self, source: &'a Source) -> impl Iterator<Item = u32> + 'a {
        let single = [self.line, self.unit, self.status].into_iter().flatten();
        let signs = source.rule.sign.keys().filter_map(|header| self.named.get(header));
        single.chain(self.by.iter().copied()).chain(signs.copied())
    }

    /// The sign that a ledger's columns give a row.
    pub(super) fn sign(&self, source: &Source, cells: &[Cell]) -> Result<i8, Box<Problem>> {
        let mut product = 1;
        for (header, signs) in &source.rule.sign {
            let text = self
                .named
                .get(header)
                .map(|column| text_at(cells, *column))
                .unwrap_or_default();
            let sign = signs
                .iter()
                .find(|(known, _)| folded(known) == folded(&text))
                .map(|(_, sign)| *sign);
            product *= sign.ok_or_else(|| {
                let text = text.trim();
                let problem = Problem::error(format!("`{text}` under `{header}` has no sign"));
                Box::new(problem.hint(format!("write `{}`, or −1 for it", sign_line(source, header, text))))
            })?;
        }
        Ok(product)
    }

    /// Takes the units in that a row right under the header states.
    pub(super) fn add_units(&mut self, units: Vec<(u32, UnitNote, String)>) {
        self.units
            .extend(units.into_iter().map(|(column, note, words)| (column, (note, words))));
    }

    /// The unit in a column's header: `收入(万元)`.
    pub(super) fn header_unit(&self, column: u32) -> Option<(&UnitNote, &str)> {
        self.units.get(&column).map(|(note, words)| (note, words.as_str()))
    }
}

/// The text of a row's cell in a column; empty for an empty cell.
pub(super) fn text_at(cells: &[Cell], column: u32) -> String {
    let at = cells.binary_search_by_key(&column, |cell| cell.address.column);
    at.ok().map(|at| text_of(&cells[at])).unwrap_or_default()
}

/// The `sign` of a source with another text under a column, for which 1 stands.
fn sign_line(source: &Source, header: &str, text: &str) -> String {
    let columns = source.rule.sign.iter().map(|(column, signs)| {
        let known = signs.iter().map(|(text, sign)| format!("{} = {sign}", key(text)));
        let added = (column == header).then(|| format!("{} = 1", key(text)));
        let signs: Vec<String> = known.chain(added).collect();
        format!("{} = {{ {} }}", key(column), signs.join(", "))
    });
    format!("sign = {{ {} }}", columns.collect::<Vec<_>>().join(", "))
}

/// The headers a rule needs, each once.
fn needed(source: &Source) -> Vec<String> {
    let rule = &source.rule;
    let mut names: Vec<String> = rule
        .columns
        .period
        .as_ref()
        .map(OneOrMany::texts)
        .unwrap_or_default()
        .to_vec();
    let columns = &rule.columns;
    let single = [
        &columns.line,
        &columns.value,
        &columns.unit,
        &columns.status,
        &columns.reported,
    ];
    names.extend(single.into_iter().flatten().cloned());
    names.extend(rule.by.values().cloned());
    names.extend(rule.only.keys().cloned());
    names.extend(rule.sign.keys().cloned());
    if let Some(Prefer::Column(order)) = &rule.prefer {
        names.extend(order.keys().cloned());
    }
    names.extend(
        source
            .values
            .iter()
            .filter(|(pattern, _)| pattern.is_exact())
            .map(|(pattern, _)| pattern.text.clone()),
    );
    names.sort();
    names.dedup();
    names
}

/// Why a row is no header.
#[derive(Debug, Clone)]
pub(super) enum NoColumns {
    /// It lacks these names.
    Missing(Vec<String>),
    /// A name could be any of these columns.
    Several(String, Vec<Header>),
}

/// The columns of a table whose header ends with the last of these rows.
pub(super) fn find_columns(scope: Scope<'_>, rows: &[(u32, Vec<Cell>)]) -> Result<Columns, NoColumns> {
    let source = scope.source;
    let headers = headers(scope, rows);
    let named = named_columns(source, &headers)?;
    let rule = &source.rule;
    let of = |name: &str| named.get(name).copied();
    let optional = |name: &Option<String>| name.as_deref().and_then(of);
    let target_of = |header: &Header| {
        let mut values = source.values.iter();
        values.position(|(pattern, _)| header.is_named(pattern))
    };
    let period_names = rule.columns.period.as_ref().map(OneOrMany::texts).unwrap_or_default();
    Ok(Columns {
        last: headers.iter().map(|header| header.address.column).max().unwrap_or(0),
        periods: period_names.iter().filter_map(|name| of(name)).collect(),
        line: optional(&rule.columns.line),
        value: optional(&rule.columns.value),
        unit: optional(&rule.columns.unit),
        status: optional(&rule.columns.status),
        reported: optional(&rule.columns.reported),
        values: headers
            .iter()
            .filter_map(|header| Some((header.address.column, target_of(header)?)))
            .collect(),
        by: rule.by.values().filter_map(|name| of(name)).collect(),
        units: headers
            .iter()
            .filter_map(|header| Some((header.address.column, header.unit()?)))
            .collect(),
        header_periods: headers
            .iter()
            .filter(|header| rule.columns.period.is_none() && target_of(header).is_some())
            .filter_map(|header| {
                Some((
                    header.address.column,
                    (header.period(source)?.to_owned(), header.address),
                ))
            })
            .collect(),
        only: rule
            .only
            .iter()
            .filter_map(|(header, texts)| Some(Only::new(of(header)?, texts.texts())))
            .collect(),
        measured: headers
            .iter()
            .filter(|header| is_measured(&header.text) && !is_spoken_of(source, header, &named))
            .map(|header| (header.address.column, header.text.clone()))
            .collect(),
        named,
    })
}

/// Whether the book names a column, leaves it out, or takes figures from it.
fn is_spoken_of(source: &Source, header: &Header, named: &BTreeMap<String, u32>) -> bool {
    let column = header.address.column;
    let mut values = source.values.iter();
    let mut skips = source.skip.iter();
    named.values().any(|named| *named == column)
        || values.any(|(pattern, _)| header.is_named(pattern))
        || skips.any(|skip| skip.matches_text(&header.text) || skip.is_column(column))
}

/// The column of each name that the rule needs.
fn named_columns(source: &Source, headers: &[Header]) -> Result<BTreeMap<String, u32>, NoColumns> {
    let mut named = BTreeMap::new();
    let mut missing = Vec::new();
    for name in needed(source) {
        let pattern = Pattern::new(&name);
        let found: Vec<&Header> = headers.iter().filter(|header| header.is_named(&pattern)).collect();
        match found.as_slice() {
            [] => missing.push(name),
            [one] => {
                named.insert(name, one.address.column);
            }
            // A line in several periods, each in a column of its own.
            [one, ..]
                if is_only_of_values(source, &name) && found.iter().all(|header| header.period(source).is_some()) =>
            {
                named.insert(name, one.address.column);
            }
            _ => return Err(NoColumns::Several(name, found.into_iter().cloned().collect())),
        }
    }
    if missing.is_empty() && !headers.is_empty() {
        Ok(named)
    } else {
        Err(NoColumns::Missing(missing))
    }
}

/// Whether a name is that of a column of figures, in a table of which no column says the period.
fn is_only_of_values(source: &Source, name: &str) -> bool {
    let is_value = source.values.iter().any(|(pattern, _)| pattern.text == name);
    is_value && source.rule.columns.period.is_none() && source.rule.shape == Shape::Long
}

/// The error for a sheet without the header that the rule needs.
pub(super) fn no_header(scope: Scope<'_>, rows: &[(u32, Vec<Cell>)]) -> Problem {
    let mut closest: Option<(Vec<String>, usize)> = None;
    for at in 0..rows.len() {
        match find_columns(scope, &rows[..=at]) {
            Err(NoColumns::Several(name, headers)) => return several(scope, &name, &headers),
            Err(NoColumns::Missing(missing))
                if closest.as_ref().is_none_or(|(fewest, _)| missing.len() < fewest.len()) =>
            {
                closest = Some((missing, at));
            }
            _ => {}
        }
    }
    let Some((missing, at)) = closest else {
        let place = Place::Sheet {
            file: scope.grid.file.path.clone(),
            sheet: scope.grid.sheet.to_string(),
        };
        return Problem::error("the sheet is empty").at(place);
    };
    let texts: Vec<String> = headers(scope, &rows[..=at])
        .into_iter()
        .map(|header| header.text)
        .collect();
    let first = missing.first().map(String::as_str).unwrap_or_default();
    Problem::error(format!("no column named `{}`", missing.join("`, `")))
        .at(scope.grid.place(CellAddress::new(rows[at].0, 0)))
        .maybe_hint(suggestion(first, texts.iter().map(String::as_str)))
}

/// The error for a name that is more than one column's.
fn several(scope: Scope<'_>, name: &str, headers: &[Header]) -> Problem {
    let cells: Vec<String> = headers.iter().map(|header| header.address.to_string()).collect();
    let problem = Problem::error(format!(
        "the name `{name}` is that of several columns: {}",
        cells.join(", ")
    ));
    let place = headers
        .first()
        .map_or(Place::Nowhere, |header| scope.grid.place(header.address));
    let letters = headers
        .first()
        .map_or(String::new(), |header| column_name(header.address.column));
    problem.at(place).hint(format!(
        "write the words above it too, such as `… > {name}`, or `{letters}:{letters}` for the column itself"
    ))
}
