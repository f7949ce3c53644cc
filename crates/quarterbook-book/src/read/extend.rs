//! A template adjusted by another, or by a book.

use indexmap::IndexMap;
use quarterbook_data::{Problem, suggestion};

use super::TextFiles;
use crate::template::{BookFile, CheckTable, Located, RowTable, SheetTable, Template, Texts};

/// The base with the adjustment's parts in it. What has a known name or id takes the place of what had
/// it; a new row stands behind the one its `after` names, everything else new at the end.
pub fn extend(base: Template, adjustment: Template, files: &TextFiles) -> (Template, Vec<Problem>) {
    let mut problems = Vec::new();
    let template = Template {
        template: crate::template::About {
            label: or(adjustment.template.label, base.template.label),
            summary: or(adjustment.template.summary, base.template.summary),
            version: Some(adjustment.template.version)
                .filter(|text| !text.is_empty())
                .unwrap_or(base.template.version),
            extends: None,
        },
        lines: joined(base.lines, adjustment.lines),
        dimensions: joined(base.dimensions, adjustment.dimensions),
        parameters: joined(base.parameters, adjustment.parameters),
        sheets: sheets(base.sheets, adjustment.sheets, files, &mut problems),
        checks: checks(base.checks, adjustment.checks),
    };
    (template, problems)
}

impl BookFile {
    /// What the book adds to its template, as an adjustment; it is taken out of the book.
    pub fn take_adjustment(&mut self) -> Template {
        Template {
            lines: std::mem::take(&mut self.lines),
            dimensions: std::mem::take(&mut self.dimensions),
            sheets: std::mem::take(&mut self.sheets),
            checks: std::mem::take(&mut self.checks),
            ..Template::default()
        }
    }
}

fn or(texts: Texts, base: Texts) -> Texts {
    if texts.is_none() { base } else { texts }
}

fn joined<T>(mut base: IndexMap<String, T>, adjustment: IndexMap<String, T>) -> IndexMap<String, T> {
    base.extend(adjustment);
    base
}

fn sheets(
    mut base: Vec<SheetTable>,
    adjustment: Vec<SheetTable>,
    files: &TextFiles,
    problems: &mut Vec<Problem>,
) -> Vec<SheetTable> {
    for sheet in adjustment {
        if let Some(known) = base.iter_mut().find(|known| known.id.as_str() == sheet.id.as_str()) {
            adjust(known, sheet, files, problems);
        } else {
            // What closes a workbook (checks, sources, changes) stays behind the sheets of figures.
            let closes = sheet.kind.closes_the_workbook();
            let behind = base
                .iter()
                .rposition(|known| closes || !known.kind.closes_the_workbook());
            base.insert(behind.map_or(0, |index| index + 1), sheet);
        }
    }
    base
}

fn adjust(sheet: &mut SheetTable, by: SheetTable, files: &TextFiles, problems: &mut Vec<Problem>) {
    sheet.label = or(by.label, std::mem::take(&mut sheet.label));
    sheet.scope = or(by.scope, std::mem::take(&mut sheet.scope));
    if !by.when.is_empty() {
        sheet.when = by.when;
    }
    for row in by.rows {
        place_row(&mut sheet.rows, row, files, problems);
    }
    sheet.charts.extend(by.charts);
    sheet.figures.extend(by.figures);
}

fn place_row(rows: &mut Vec<RowTable>, row: RowTable, files: &TextFiles, problems: &mut Vec<Problem>) {
    let known = row.name_in_template().and_then(|name| find(rows, name));
    if row.remove {
        match known {
            Some(index) => drop(rows.remove(index)),
            None => problems.extend(row.id.as_ref().map(|id| unknown_row(rows, id, files))),
        }
        return;
    }
    let after = row.after.clone();
    match (known, after) {
        (Some(index), None) => rows[index] = row,
        (_, Some(after)) => match find(rows, after.as_str()) {
            Some(index) => rows.insert(index + 1, row),
            None => problems.push(unknown_row(rows, &after, files)),
        },
        (None, None) => rows.push(row),
    }
}

fn find(rows: &[RowTable], name: &str) -> Option<usize> {
    rows.iter().position(|row| row.name_in_template() == Some(name))
}

fn unknown_row(rows: &[RowTable], name: &Located, files: &TextFiles) -> Problem {
    let known: Vec<&str> = rows.iter().filter_map(RowTable::name_in_template).collect();
    Problem::error(format!("this sheet has no row `{}`", name.as_str()))
        .at(files.place_of(name))
        .maybe_hint(suggestion(name.as_str(), known))
}

fn checks(mut base: Vec<CheckTable>, adjustment: Vec<CheckTable>) -> Vec<CheckTable> {
    for check in adjustment {
        match base.iter_mut().find(|known| known.id.as_str() == check.id.as_str()) {
            Some(known) => *known = check,
            None => base.push(check),
        }
    }
    base
}
