//! A written workbook's Sources sheet, read back: one row a figure.

use std::collections::BTreeMap;

use quarterbook_data::CellAddress;
use quarterbook_formula::{Area, Expr, Reference, SheetSpan, Sheets, Value, parse};

use crate::diff::{Snapshot, SnapshotSheet, is_running_number, shown_value};
use crate::look::Word;

/// How far down the row of headers is looked for.
const HEADER_SEARCH: u32 = 12;

/// A figure as the Sources sheet has it; texts are empty where the sheet says nothing.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct SourceRow {
    /// `S007`
    pub(crate) id: String,
    /// The labels of line and members.
    pub(crate) line: String,
    /// The period as headers write it.
    pub(crate) period: String,
    /// Path, sheet and cell of the source.
    pub(crate) file: String,
    pub(crate) sheet: String,
    pub(crate) cell: String,
    /// What stands there.
    pub(crate) printed: String,
    /// The number in it and the unit it is printed in.
    pub(crate) number: String,
    pub(crate) unit: String,
    /// What one in that unit is worth in base units, and what one in the workbook's unit is.
    pub(crate) scale: Option<f64>,
    pub(crate) shown_scale: Option<f64>,
    /// The figure in the unit of the workbook.
    pub(crate) in_workbook: Value,
    /// How firmly it is stated, what it is used for, how it was read.
    pub(crate) status: String,
    pub(crate) usage: String,
    pub(crate) rule: String,
    /// The first digits of the file's hash.
    pub(crate) hash: String,
    /// The cell that holds the figure, when this is the one that counts.
    pub(crate) target: Option<(String, CellAddress)>,
}

impl SourceRow {
    /// `data/2024.xlsx, 财务摘要!C4`
    pub(crate) fn place(&self) -> String {
        let cell = match (self.sheet.as_str(), self.cell.as_str()) {
            ("", cell) => cell.to_owned(),
            (sheet, cell) => format!("{sheet}!{cell}"),
        };
        [self.file.as_str(), cell.as_str()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// Its place and what is printed there: `data/2024.xlsx, 财务摘要!C4 “5.4亿元”`
    pub(crate) fn shown(&self) -> String {
        format!("{} “{}”", self.place(), self.printed)
    }
}

/// Every row of the Sources sheet that begins with the number of a source.
pub(crate) fn read_register(snapshot: &Snapshot, handles: &Sheets) -> Vec<SourceRow> {
    let Some((sheet, header)) = snapshot
        .sheets
        .iter()
        .find_map(|sheet| Some((sheet, header_row(sheet)?)))
    else {
        return Vec::new();
    };
    let columns = Columns::read(sheet, header);
    let rows: Vec<u32> = sheet
        .cells
        .keys()
        .filter(|at| at.row > header && at.column == 0)
        .map(|at| at.row)
        .collect();
    rows.into_iter()
        .filter(|row| is_numbered(sheet, *row))
        .map(|row| source_row(sheet, &columns, row, handles))
        .collect()
}

/// Whether a sheet is a register of sources.
pub(crate) fn is_register(sheet: &SnapshotSheet) -> bool {
    header_row(sheet).is_some()
}

/// The row that names the columns of what is printed and of the file.
fn header_row(sheet: &SnapshotSheet) -> Option<u32> {
    (0..HEADER_SEARCH).find(|row| {
        let says = |word: Word| sheet.texts_of_row(*row).any(|(_, text)| word.is_said_by(text));
        says(Word::AS_PRINTED) && says(Word::FILE)
    })
}

fn is_numbered(sheet: &SnapshotSheet, row: u32) -> bool {
    sheet
        .constant_text(CellAddress::new(row, 0))
        .is_some_and(|text| text.starts_with('S') && is_running_number(text))
}

/// The columns of a register by what their headers say.
struct Columns<'a>(BTreeMap<&'a str, u32>);

impl<'a> Columns<'a> {
    fn read(sheet: &'a SnapshotSheet, header: u32) -> Self {
        Self(
            sheet
                .texts_of_row(header)
                .map(|(column, text)| (text, column))
                .collect(),
        )
    }

    fn at(&self, word: Word, row: u32) -> Option<CellAddress> {
        let found = self.0.iter().find(|(header, _)| word.is_said_by(header));
        found.map(|(_, column)| CellAddress::new(row, *column))
    }
}

fn source_row(sheet: &SnapshotSheet, columns: &Columns<'_>, row: u32, handles: &Sheets) -> SourceRow {
    let value = |word: Word| {
        let at = columns.at(word, row);
        at.map_or(Value::Blank, |at| sheet.value(at).clone())
    };
    let text = |word: Word| match value(word) {
        Value::Blank => String::new(),
        other => shown_value(&other),
    };
    let number = |word: Word| match value(word) {
        Value::Number(number) => Some(number),
        _ => None,
    };
    SourceRow {
        id: text(Word::NUMBER),
        line: text(Word::LINE),
        period: text(Word::PERIOD),
        file: text(Word::FILE),
        sheet: text(Word::SHEET),
        cell: text(Word::CELL),
        printed: text(Word::AS_PRINTED),
        number: text(Word::PRINTED_VALUE),
        unit: text(Word::PRINTED_UNIT),
        scale: number(Word::SCALE_FACTOR),
        shown_scale: number(Word::SHOWN_SCALE_FACTOR),
        in_workbook: value(Word::VALUE_IN_WORKBOOK),
        status: text(Word::STATUS),
        usage: text(Word::USE),
        rule: text(Word::RULE),
        hash: text(Word::HASH),
        target: columns
            .at(Word::VALUE_IN_WORKBOOK, row)
            .and_then(|at| fetched(sheet, at, handles)),
    }
}

/// The cell that a formula fetches, when it is nothing but a reference to one of another sheet.
fn fetched(sheet: &SnapshotSheet, at: CellAddress, handles: &Sheets) -> Option<(String, CellAddress)> {
    let formula = sheet.cells.get(&at)?.formula.as_ref()?;
    match parse(formula, at, handles).ok()? {
        Expr::Leaf(Reference::Cells {
            sheets: Some(SheetSpan::One(handle)),
            area: Area::Cell(target),
        }) => Some((handles.name(handle).to_owned(), target.resolve(at)?)),
        _ => None,
    }
}
