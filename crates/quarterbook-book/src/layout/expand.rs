//! Template sheets and rows → the sheets and rows of this book: conditions decided, members put in.

use std::collections::BTreeMap;

use quarterbook_data::{Dataset, Frequency, Label, Problem, Series, suggestion};
use quarterbook_formula::{SheetId, Sheets};

use super::bands::{names_band, row_bands, unknown_band};
use super::condition::{holds, unknown_line};
use super::dotted::{Dotted, series_of_line};
use super::label::{row_label, sheet_label};
use super::row::RowTraits;
use super::{PlacedRow, RowContent, TablePlace, header, sheet_names};
use crate::book::{Book, frequency_named};
use crate::template::{Located, RowTable, SheetKind, SheetTable, Texts};

/// Sheets and rows before their places are known.
#[derive(Debug, Clone, Default)]
pub(crate) struct Plan {
    /// The sheets' handles, in the order of their tabs.
    pub(crate) handles: Sheets,
    /// The sheets.
    pub(crate) sheets: Vec<PlannedSheet>,
    /// The rows of calculation sheets, with their final row numbers.
    pub(crate) rows: Vec<PlacedRow>,
}

/// A sheet that this book has.
#[derive(Debug, Clone)]
pub(crate) struct PlannedSheet {
    pub(crate) handle: SheetId,
    pub(crate) name: String,
    /// Its place among the template's sheets.
    pub(crate) table: usize,
    /// The first row below the last one in use.
    pub(crate) end_row: u32,
}

/// Which sheets and rows this book has.
pub(crate) fn expand(book: &Book, dataset: &Dataset, bands: &[Frequency]) -> (Plan, Vec<Problem>) {
    let mut expansion = Expansion {
        book,
        dataset,
        bands,
        plan: Plan::default(),
        problems: Vec::new(),
    };
    let nobody = BTreeMap::new();
    let kept: Vec<(usize, &SheetTable)> = book
        .template
        .sheets
        .iter()
        .enumerate()
        .filter(|(_, sheet)| expansion.holds(&sheet.when, &nobody))
        .collect();
    let labels: Vec<Label> = kept.iter().map(|(_, sheet)| sheet_label(sheet)).collect();
    let names = sheet_names(labels.iter().map(|label| book.text(label)));
    for ((table, sheet), name) in kept.into_iter().zip(names) {
        let handle = expansion.plan.handles.add(&name);
        let end_row = expansion.sheet(sheet, table, handle);
        expansion.plan.sheets.push(PlannedSheet {
            handle,
            name,
            table,
            end_row,
        });
    }
    if !book.template.sheets.iter().any(|sheet| sheet.kind == SheetKind::Inputs) {
        expansion.problems.push(
            Problem::error("the template has no sheet of the kind `inputs`, where every constant stands")
                .hint("add [[sheet]] with id = \"inputs\" and kind = \"inputs\""),
        );
    }
    (expansion.plan, expansion.problems)
}

struct Expansion<'a> {
    book: &'a Book,
    dataset: &'a Dataset,
    bands: &'a [Frequency],
    plan: Plan,
    problems: Vec<Problem>,
}

/// The members at hand: dimension → member.
type Members = BTreeMap<String, String>;

impl Expansion<'_> {
    fn holds(&mut self, when: &[Located], members: &Members) -> bool {
        holds(when, members, self.book, self.dataset).unwrap_or_else(|problem| {
            self.problems.push(*problem);
            false
        })
    }

    /// Adds a sheet's rows; the result is the first row below them.
    fn sheet(&mut self, sheet: &SheetTable, table: usize, handle: SheetId) -> u32 {
        let mut next = header::FIRST_ROW;
        if sheet.kind != SheetKind::Calculation {
            return next;
        }
        for (place, row) in sheet.rows.iter().enumerate() {
            let dimensions = row.each.as_ref().map_or(Vec::new(), |each| self.dimensions(each));
            let place = TablePlace {
                sheet: table,
                row: place,
            };
            for members in self.combinations(&dimensions) {
                if self.holds(&row.when, &members) {
                    let space = self.space_above(row, handle);
                    if self.row(row, place, handle, next + space, members) {
                        next += space + 1;
                    }
                }
            }
        }
        next
    }

    /// How many empty rows part a heading from figures above it.
    fn space_above(&self, row: &RowTable, sheet: SheetId) -> u32 {
        let above = self.plan.rows.last().filter(|above| above.sheet == sheet);
        let stands_close = above.is_some_and(|above| above.content.has_figures() || above.content == RowContent::Text);
        u32::from(!row.heading.is_none() && stands_close)
    }

    /// The dimensions of an `each`, outermost first.
    fn dimensions(&mut self, each: &Located) -> Vec<String> {
        let known = &self.book.vocabulary.dimensions;
        let mut start = 0;
        let mut dimensions = Vec::new();
        for name in each.as_str().split('.') {
            if known.contains_key(name) {
                dimensions.push(name.to_owned());
            } else {
                let place = self.book.texts.place_in(each, start..start + name.len());
                self.problems.push(
                    Problem::error(format!("there is no dimension `{name}`"))
                        .at(place)
                        .maybe_hint(suggestion(name, known.keys().map(String::as_str))),
                );
            }
            start += name.len() + 1;
        }
        dimensions
    }

    /// Every choice of one member a dimension, in the book's order; one empty choice without dimensions.
    fn combinations(&self, dimensions: &[String]) -> Vec<Members> {
        dimensions.iter().fold(vec![Members::new()], |choices, dimension| {
            let members = &self.book.vocabulary.dimensions[dimension].members;
            choices
                .iter()
                .flat_map(|choice| {
                    members.iter().map(|member| {
                        let mut choice = choice.clone();
                        choice.insert(dimension.clone(), member.name.clone());
                        choice
                    })
                })
                .collect()
        })
    }

    /// Adds a row; false when none of its bands is in the book, so that there is nothing to show.
    fn row(&mut self, table: &RowTable, place: TablePlace, sheet: SheetId, row: u32, members: Members) -> bool {
        let Some(content) = self.content(table, &members) else {
            return false;
        };
        let bands = self.row_bands(table, &content);
        if content.has_figures() && bands.is_empty() {
            return false;
        }
        let line = match &content {
            RowContent::Link(series) => self.book.template.lines.get(&series.line),
            _ => None,
        };
        self.plan.rows.push(PlacedRow {
            sheet,
            row,
            name: Self::name(table, &content, &members),
            label: row_label(table, &content, &members, self.book),
            unit: table.unit.or(line.map(|line| line.unit)),
            counted: match (&table.counted, line) {
                (Texts::None, Some(line)) => line.counted.label(),
                (counted, _) => counted.label(),
            },
            format: table.format,
            emphasis: table.style,
            bands,
            note: table.note.label(),
            traits: RowTraits {
                group: table.group,
                defined_name: table.name,
                sparkline: table.sparkline,
                updown: table.updown,
            },
            table: Some(place),
            content,
            members,
        });
        true
    }

    fn content(&mut self, table: &RowTable, members: &Members) -> Option<RowContent> {
        if let Some(line) = &table.line {
            return self.link(line, members);
        }
        Some(if table.formula.is_some() || !table.formula_by_band.is_empty() {
            RowContent::Formula
        } else if !table.heading.is_none() {
            RowContent::Heading
        } else if !table.text.is_none() {
            RowContent::Text
        } else {
            RowContent::Empty
        })
    }

    fn link(&mut self, line: &Located, members: &Members) -> Option<RowContent> {
        let dotted = Dotted::new(line.as_str(), members, self.book);
        if !self.book.vocabulary.lines.contains_key(&dotted.base) {
            self.problems.push(unknown_line(line, 0, &dotted.base, self.book));
            return None;
        }
        let known = series_of_line(&dotted, &self.book.vocabulary).is_some();
        let Some(series) = dotted.series().filter(|_| known) else {
            self.problems.push(self.not_one_series(line, &dotted));
            return None;
        };
        Some(RowContent::Link(series))
    }

    fn not_one_series(&self, line: &Located, dotted: &Dotted) -> Problem {
        let dimensions = &self.book.vocabulary.lines[&dotted.base].dimensions;
        let hint = match dimensions.as_slice() {
            [] => format!("`{}` is not split by anything", dotted.base),
            by => format!(
                "`{}` is split by {}; write each = \"{}\" and line = \"{}.{}\", or name a member",
                dotted.base,
                by.join(" and "),
                by.join("."),
                dotted.base,
                by.join(".")
            ),
        };
        Problem::error(format!("`{dotted}` is not one series of figures"))
            .at(self.book.texts.place_of(line))
            .hint(hint)
    }

    fn name(table: &RowTable, content: &RowContent, members: &Members) -> Option<Series> {
        match (&table.id, content) {
            (Some(id), _) => {
                let each = table.each.as_ref().map_or("", Located::as_str);
                let members = each.split('.').filter_map(|dimension| members.get(dimension).cloned());
                Some(Series {
                    line: id.as_str().to_owned(),
                    members: members.collect(),
                })
            }
            (None, RowContent::Link(series)) => Some(series.clone()),
            _ => None,
        }
    }

    fn row_bands(&mut self, table: &RowTable, content: &RowContent) -> Vec<Frequency> {
        let by_band_only = table.formula.is_none() && !table.formula_by_band.is_empty();
        let (mut bands, problems) = row_bands(&table.bands, self.bands, self.book);
        self.problems.extend(problems);
        if *content == RowContent::Formula && by_band_only {
            bands.retain(|band| table.formula_by_band.keys().any(|key| names_band(key, *band)));
        }
        for (key, formula) in &table.formula_by_band {
            if key != "native" && frequency_named(key).is_none() {
                self.problems
                    .push(unknown_band(key).at(self.book.texts.place_of(formula)));
            }
        }
        bands
    }
}
