//! What people read: the labels of sheets, rows and series.

use std::collections::BTreeMap;

use quarterbook_data::{Label, Series};

use super::RowContent;
use crate::book::Book;
use crate::template::{Located, RowTable, SheetTable, Texts};

/// A sheet's title: its label, else its id.
pub(super) fn sheet_label(sheet: &SheetTable) -> Label {
    match &sheet.label {
        Texts::None => Label::plain(sheet.id.as_str()),
        label => label.label(),
    }
}

/// The row's own label, else that of the member or line; under `each` a label of its own stands in
/// front of the member's.
pub(super) fn row_label(
    table: &RowTable,
    content: &RowContent,
    members: &BTreeMap<String, String>,
    book: &Book,
) -> Label {
    let own = [&table.heading, &table.text, &table.label]
        .into_iter()
        .find(|texts| !texts.is_none());
    let each = table.each.as_ref().map_or("", Located::as_str);
    let of_members: Vec<&Label> = each
        .split('.')
        .filter_map(|name| member_label(name, members.get(name)?, book))
        .collect();
    match (own, content) {
        (Some(own), _) => joined(&own.label(), &of_members, &book.languages),
        (None, RowContent::Link(series)) => series_label(series, book),
        (None, _) if !of_members.is_empty() => joined(&Label::default(), &of_members, &book.languages),
        (None, _) => table
            .id
            .as_ref()
            .map_or_else(Label::default, |id| Label::plain(id.as_str())),
    }
}

fn member_label<'a>(dimension: &str, member: &str, book: &'a Book) -> Option<&'a Label> {
    let members = &book.vocabulary.dimensions.get(dimension)?.members;
    members
        .iter()
        .find(|known| known.name == member)
        .map(|member| &member.label)
}

/// The label of a series: the line's, or for a part of it its members'.
pub(crate) fn series_label(series: &Series, book: &Book) -> Label {
    let labels = member_labels(series, book);
    if labels.is_empty() {
        full_label(series, book)
    } else {
        joined(&Label::default(), &labels, &book.languages)
    }
}

/// The line's label, followed by its members'.
pub(crate) fn full_label(series: &Series, book: &Book) -> Label {
    let line = book.vocabulary.lines.get(&series.line);
    let own = line.map(|line| line.label.clone()).unwrap_or_default();
    joined(&own, &member_labels(series, book), &book.languages)
}

fn member_labels<'a>(series: &Series, book: &'a Book) -> Vec<&'a Label> {
    let line = book.vocabulary.lines.get(&series.line);
    line.into_iter()
        .flat_map(|line| line.dimensions.iter().zip(&series.members))
        .filter_map(|(dimension, name)| member_label(dimension, name, book))
        .collect()
}

/// A label followed by those of members: `Margin: Training`, `NVIDIA, Data centre`.
pub(crate) fn joined(own: &Label, members: &[&Label], languages: &[String]) -> Label {
    let texts = languages.iter().map(|language| {
        let members: Vec<&str> = members.iter().map(|member| member.text(language)).collect();
        let members = members.join(", ");
        let text = match (own.text(language), members.as_str()) {
            (own, "") => own.to_owned(),
            ("", members) => members.to_owned(),
            (own, members) if language.starts_with("zh") => format!("{own}：{members}"),
            (own, members) => format!("{own}: {members}"),
        };
        (language.clone(), text)
    });
    Label::new(texts.collect())
}
