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
            base.insert(behind.map_or(0, |index| index + 1), arranged(sheet, files, problems));
        }
    }
    base
}

/// A new sheet, its rows behind those that their `after` names.
fn arranged(sheet: SheetTable, files: &TextFiles, problems: &mut Vec<Problem>) -> SheetTable {
    let (moved, mut rows): (Vec<RowTable>, Vec<RowTable>) = sheet.rows.into_iter().partition(|row| row.after.is_some());
    for row in moved {
        let after = row.after.clone();
        match after.as_ref().and_then(|after| find(&rows, after.as_str())) {
            Some(index) => rows.insert(index + 1, row),
            None => problems.extend(after.map(|after| unknown_row(&rows, &after, files))),
        }
    }
    SheetTable { rows, ..sheet }
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
    let known = position(rows, &row);
    if row.is_removal() {
        match (known, row.id.as_ref().or(row.line.as_ref())) {
            (Some(index), _) => drop(rows.remove(index)),
            (None, Some(name)) => problems.push(unknown_row(rows, name, files)),
            (None, None) => problems.push(nothing_to_remove(&row, files)),
        }
        return;
    }
    match (known, row.after.clone()) {
        (Some(index), None) => rows[index] = row,
        (known, Some(after)) => {
            if let Some(index) = known {
                rows.remove(index);
            }
            match find(rows, after.as_str()) {
                Some(index) => rows.insert(index + 1, row),
                None => problems.push(unknown_row(rows, &after, files)),
            }
        }
        (None, None) => rows.push(row),
    }
}

/// Where the row stands that another one means: by its name, and a heading that is to go by its words in any language.
fn position(rows: &[RowTable], row: &RowTable) -> Option<usize> {
    if let Some(name) = row.name_in_template() {
        return find(rows, name);
    }
    if !row.is_removal() || row.heading.is_none() {
        return None;
    }
    let wanted = row.heading.label();
    rows.iter().position(|known| {
        let heading = known.heading.label();
        let says = |text: &str| heading.texts().any(|(_, known)| known == text);
        !heading.is_empty() && wanted.texts().any(|(_, text)| says(text))
    })
}

fn find(rows: &[RowTable], name: &str) -> Option<usize> {
    rows.iter().position(|row| row.name_in_template() == Some(name))
}

fn nothing_to_remove(row: &RowTable, files: &TextFiles) -> Problem {
    let label = row.heading.label();
    let heading = label.texts().map(|(_, text)| text).next().unwrap_or_default();
    let problem = if heading.is_empty() {
        Problem::error("`remove` does not say which row").hint("name it by its `id`, `line` or `heading`")
    } else {
        Problem::error(format!("this sheet has no heading `{heading}` to remove"))
            .hint("write the heading's words as the template does, in any of its languages")
    };
    match &row.remove {
        Some(remove) => problem.at(files.place(remove.span())),
        None => problem,
    }
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
