//! Template texts → [`Template`].

use indexmap::IndexMap;
use quarterbook_data::Problem;
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::TextFiles;
use super::rows::rows;
use super::table::{self, Located, Reader};
use crate::template::{ChartTable, CheckTable, DimensionTable, LineTable, SheetTable, Template};

const KEYS: [&str; 6] = ["template", "lines", "dimensions", "parameters", "sheet", "check"];

/// Reads a template. Whatever can be read is in the result; every line, row, chart and check that cannot
/// is a problem with its place.
pub fn read_template(files: &mut TextFiles, path: &str, text: &str) -> (Template, Vec<Problem>) {
    let (mut root, problems) = table::parse(files, path, text);
    let mut reader = Reader::new(files, problems);
    let parts = Parts::read(&mut reader, &mut root);
    let template = Template {
        template: reader.take(&mut root, "template").unwrap_or_default(),
        parameters: named(&mut reader, &mut root, "parameters"),
        lines: parts.lines,
        dimensions: parts.dimensions,
        sheets: parts.sheets,
        checks: parts.checks,
    };
    reader.unknown_keys(&root, &KEYS);
    let (problems, lost) = reader.finish();
    files.lost.add(lost);
    (template, problems)
}

/// What a template and a book's own additions to it have in common.
pub(super) struct Parts {
    pub(super) lines: IndexMap<String, LineTable>,
    pub(super) dimensions: IndexMap<String, DimensionTable>,
    pub(super) sheets: Vec<SheetTable>,
    pub(super) checks: Vec<CheckTable>,
}

impl Parts {
    /// Takes them out of a file's table.
    pub(super) fn read(reader: &mut Reader<'_>, root: &mut DeTable<'_>) -> Self {
        let sheets = reader.items(root, "sheet");
        let told = reader.problems.len();
        let (lines, dimensions) = (named(reader, root, "lines"), named(reader, root, "dimensions"));
        if reader.problems.len() > told {
            reader.lost.words();
        }
        Self {
            lines,
            dimensions,
            sheets: sheets.into_iter().filter_map(|item| sheet(reader, item)).collect(),
            checks: listed(reader, root, "check"),
        }
    }
}

pub(super) fn named<T: DeserializeOwned>(
    reader: &mut Reader<'_>,
    table: &mut DeTable<'_>,
    key: &str,
) -> IndexMap<String, T> {
    let entries = reader.entries(table, key);
    entries
        .into_iter()
        .filter_map(|(name, value)| {
            let read = reader.read(value);
            if read.is_none() {
                reader.lost.name(&name);
            }
            Some((name, read?))
        })
        .collect()
}

fn listed<T: DeserializeOwned>(reader: &mut Reader<'_>, table: &mut DeTable<'_>, key: &str) -> Vec<T> {
    let items = reader.items(table, key);
    items.into_iter().filter_map(|item| reader.read(item)).collect()
}

fn sheet(reader: &mut Reader<'_>, item: Located<'_>) -> Option<SheetTable> {
    let span = item.span();
    let DeValue::Table(mut table) = item.into_inner() else {
        reader
            .problems
            .push(Problem::error("a sheet is a table, begun with [[sheet]]").at(reader.files.place(span)));
        return None;
    };
    let rows = rows(reader, &mut table);
    let charts: Vec<ChartTable> = listed(reader, &mut table, "chart");
    let figures = listed(reader, &mut table, "figure");
    let mut sheet: SheetTable = reader.read(Spanned::new(span, DeValue::Table(table)))?;
    (sheet.rows, sheet.charts, sheet.figures) = (rows, charts, figures);
    let places = reader.files;
    let is_blank = sheet.scope.label().texts().all(|(_, text)| text.trim().is_empty());
    if !sheet.scope.is_none() && is_blank {
        let problem = Problem::error("the scope of a sheet is empty").at(places.place_of(&sheet.id));
        reader
            .problems
            .push(problem.hint("say what is counted, where and by whom, or leave `scope` out"));
    }
    Some(sheet)
}
