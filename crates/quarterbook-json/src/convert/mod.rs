//! From the model to the document.

mod around;
mod charts;

use std::collections::BTreeMap;

use quarterbook_book::Workbook;
use quarterbook_book::workbook as model;
use quarterbook_book::workbook::{Border, Colour, Content, Horizontal, StyleId};
use quarterbook_data::{CellAddress, column_name};
use quarterbook_formula::Value;
use serde_json::Value as JsonValue;

use crate::document::{Cell, CellType, Column, Document, FORMAT, Name, Properties, Range, Row, Sheet, Style, VERSION};

/// The places of styles in the document's list.
type StylePlaces = BTreeMap<StyleId, usize>;

impl From<&Workbook> for Document {
    fn from(workbook: &Workbook) -> Self {
        let places: StylePlaces = workbook
            .styles
            .iter()
            .enumerate()
            .map(|(place, (id, _))| (id, place))
            .collect();
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            properties: properties(&workbook.properties),
            styles: workbook.styles.iter().map(|(_, one)| style(one)).collect(),
            sheets: workbook.sheets.iter().map(|one| sheet(one, &places)).collect(),
            names: workbook.names.iter().map(name).collect(),
        }
    }
}

fn properties(properties: &model::Properties) -> Properties {
    Properties {
        title: properties.title.clone(),
        subject: properties.subject.clone(),
        comments: properties.comments.clone(),
        created: properties
            .created
            .map(|(year, month, day)| format!("{year:04}-{month:02}-{day:02}")),
    }
}

fn style(style: &model::Style) -> Style {
    Style {
        number_format: style.number_format.clone(),
        bold: style.bold,
        italic: style.italic,
        size: (style.size > 0).then(|| f64::from(style.size) / 10.0),
        colour: style.colour.map(colour),
        fill: style.fill.map(colour),
        top: border(style.top),
        bottom: border(style.bottom),
        horizontal: horizontal(style.horizontal),
        indent: style.indent,
        wrap: style.wrap,
    }
}

fn border(border: Border) -> Option<String> {
    let word = match border {
        Border::None => return None,
        Border::Hair => "hair",
        Border::Thin => "thin",
        Border::Medium => "medium",
        Border::Double => "double",
    };
    Some(word.to_owned())
}

fn horizontal(horizontal: Horizontal) -> Option<String> {
    let word = match horizontal {
        Horizontal::General => return None,
        Horizontal::Left => "left",
        Horizontal::Centre => "centre",
        Horizontal::Right => "right",
    };
    Some(word.to_owned())
}

fn sheet(sheet: &model::Sheet, places: &StylePlaces) -> Sheet {
    Sheet {
        name: sheet.name.clone(),
        cells: sheet
            .cells
            .iter()
            .map(|(address, one)| cell(*address, one, places))
            .collect(),
        columns: sheet.columns.iter().map(|(index, one)| column(*index, *one)).collect(),
        rows: sheet.rows.iter().map(|(index, one)| row(*index, *one)).collect(),
        freeze: sheet.freeze.as_ref().map(ToString::to_string),
        filter: sheet.filter.as_ref().map(ToString::to_string),
        merges: sheet.merges.iter().map(ToString::to_string).collect(),
        page: around::page(&sheet.page),
        charts: sheet.charts.iter().map(charts::chart).collect(),
        sparklines: sheet.sparklines.iter().map(around::sparkline).collect(),
        conditional_formats: sheet
            .conditional_formats
            .iter()
            .map(around::conditional_format)
            .collect(),
        validations: sheet.validations.iter().map(around::validation).collect(),
        tab_colour: sheet.tab_colour.map(colour),
        gridlines: sheet.gridlines,
        zoom: if sheet.zoom == 100 { 0 } else { sheet.zoom },
    }
}

fn cell(address: CellAddress, cell: &model::Cell, places: &StylePlaces) -> Cell {
    let (kind, value) = typed(&cell.content.value());
    let formula = match &cell.content {
        Content::Formula(formula) => Some(formula),
        _ => None,
    };
    let link = cell.link.as_ref().map(|model::Link::Cell { sheet, cell }| Range {
        sheet: sheet.clone(),
        range: cell.to_string(),
    });
    Cell {
        cell: address.to_string(),
        kind,
        value,
        formula: formula.map(|formula| formula.shown.clone()),
        stored: formula
            .filter(|formula| formula.stored != formula.shown)
            .map(|formula| formula.stored.clone()),
        spill: formula.and_then(|formula| formula.spill).map(|spill| spill.to_string()),
        style: places.get(&cell.style).copied().unwrap_or(0),
        link,
        note: cell.note.clone(),
        origin: cell.origin.clone(),
    }
}

fn typed(value: &Value) -> (CellType, JsonValue) {
    match value {
        Value::Blank => (CellType::Blank, JsonValue::Null),
        Value::Number(number) => (CellType::Number, JsonValue::from(*number)),
        Value::Text(text) => (CellType::Text, JsonValue::from(text.as_ref())),
        Value::Bool(bool) => (CellType::Boolean, JsonValue::from(*bool)),
        Value::Error(error) => (CellType::Error, JsonValue::from(error.code())),
    }
}

fn column(index: u32, column: model::Column) -> Column {
    Column {
        column: column_name(index),
        width: column.width,
        outline: column.outline,
    }
}

fn row(index: u32, row: model::Row) -> Row {
    Row {
        row: index + 1,
        height: row.height,
        outline: row.outline,
    }
}

fn name(name: &model::DefinedName) -> Name {
    Name {
        name: name.name.clone(),
        target: range(&name.target),
        comment: name.comment.clone(),
    }
}

fn range(range: &model::SheetRange) -> Range {
    Range {
        sheet: range.sheet.clone(),
        range: range.range.to_string(),
    }
}

fn colour(colour: Colour) -> String {
    format!("#{:06X}", colour.0)
}
