//! Workbooks on their way from a child process to its parent, as JSON.

use std::sync::Arc;

use quarterbook_data::{CellAddress, CellRange, Place, Problem, Severity, SourceFile};
use serde::{Deserialize, Serialize};

use crate::refusal::{Refusal, refuse_damaged};
use crate::{Cell, CellValue, Cut, Format, Grid, TextEncoding, Visibility, Workbook};

/// What comes of a request.
#[derive(Serialize, Deserialize)]
pub(crate) enum Answer {
    Workbook(WireWorkbook),
    Refusal(WireProblem),
}

#[derive(Serialize, Deserialize)]
pub(crate) struct WireWorkbook {
    path: String,
    sha256: String,
    format: WireFormat,
    sheets: Vec<WireSheet>,
    notes: Vec<WireProblem>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Format")]
enum FormatForm {
    Xlsx,
    Xlsb,
    Xls,
    Ods,
    Delimited,
}

#[derive(Serialize, Deserialize)]
struct WireFormat(#[serde(with = "FormatForm")] Format);

#[derive(Serialize, Deserialize)]
#[serde(remote = "Visibility")]
enum VisibilityForm {
    Visible,
    Hidden,
    VeryHidden,
}

#[derive(Serialize, Deserialize)]
struct WireSheet {
    name: String,
    #[serde(with = "VisibilityForm")]
    visibility: Visibility,
    /// First row, first column, last row, last column.
    merges: Vec<[u32; 4]>,
    hidden_rows: Vec<[u32; 2]>,
    hidden_columns: Vec<[u32; 2]>,
    /// Row, fields, separator.
    cuts: Vec<(u32, u32, u8)>,
    guessed: Option<TextEncoding>,
    cells: Vec<(u32, u32, WireValue, Option<String>, u8)>,
}

#[derive(Serialize, Deserialize)]
enum WireValue {
    /// The bits of the double, since its digits might not come back as the same number.
    N(u64),
    T(String),
    B(bool),
    D(String),
    E(String),
}

#[derive(Serialize, Deserialize)]
pub(crate) struct WireProblem {
    severity: u8,
    message: String,
    hint: Option<String>,
    file: Option<String>,
    sheet: Option<String>,
    cell: Option<[u32; 2]>,
}

impl Answer {
    pub(crate) fn new(result: Result<Workbook, Refusal>) -> Self {
        match result {
            Ok(workbook) => Self::Workbook(WireWorkbook::new(&workbook)),
            Err(refusal) => Self::Refusal(WireProblem::new(&refusal.problem)),
        }
    }

    pub(crate) fn into_result(self) -> Result<Workbook, Refusal> {
        match self {
            Self::Workbook(workbook) => workbook.into_workbook(),
            Self::Refusal(problem) => Err(problem.into_problem().into()),
        }
    }
}

impl WireWorkbook {
    fn new(workbook: &Workbook) -> Self {
        Self {
            path: workbook.file.path.clone(),
            sha256: workbook.file.sha256.clone(),
            format: WireFormat(workbook.format),
            sheets: workbook.sheets.iter().map(WireSheet::new).collect(),
            notes: workbook.notes.iter().map(WireProblem::new).collect(),
        }
    }

    fn into_workbook(self) -> Result<Workbook, Refusal> {
        let file = Arc::new(SourceFile {
            path: self.path,
            sha256: self.sha256,
        });
        let sheets = self.sheets.into_iter().map(|sheet| sheet.into_grid(&file));
        Ok(Workbook {
            sheets: sheets.collect::<Result<_, _>>()?,
            file,
            format: self.format.0,
            notes: self.notes.into_iter().map(WireProblem::into_problem).collect(),
        })
    }
}

impl WireSheet {
    fn new(grid: &Grid) -> Self {
        let ends = |range: &std::ops::RangeInclusive<u32>| [*range.start(), *range.end()];
        let corners = |range: &CellRange| [range.first.row, range.first.column, range.last.row, range.last.column];
        let cell = |cell: &Cell| {
            let value = WireValue::new(&cell.value);
            let CellAddress { row, column } = cell.address;
            (
                row,
                column,
                value,
                cell.number_format.as_deref().map(str::to_owned),
                cell.indent,
            )
        };
        Self {
            name: grid.sheet.to_string(),
            visibility: grid.visibility,
            merges: grid.merges.iter().map(corners).collect(),
            hidden_rows: grid.hidden_rows.iter().map(ends).collect(),
            hidden_columns: grid.hidden_columns.iter().map(ends).collect(),
            cuts: grid
                .cuts
                .iter()
                .map(|(row, cut)| (*row, cut.fields, cut.separator))
                .collect(),
            guessed: grid.guessed,
            cells: grid.cells().iter().map(cell).collect(),
        }
    }

    fn into_grid(self, file: &Arc<SourceFile>) -> Result<Grid, Refusal> {
        let cells = self
            .cells
            .into_iter()
            .map(|(row, column, value, number_format, indent)| {
                let value = value.into_value();
                Some(Cell {
                    address: CellAddress::new(row, column),
                    value: value?,
                    number_format: number_format.map(Arc::from),
                    indent,
                })
            });
        let cells: Option<Vec<Cell>> = cells.collect();
        let cells = cells.ok_or_else(|| refuse_damaged(&file.path, "a date did not come through"))?;
        let mut grid = Grid::new(Arc::clone(file), self.name, cells);
        let cut = |(row, fields, separator)| (row, Cut { fields, separator });
        grid.cuts = self.cuts.into_iter().map(cut).collect();
        grid.guessed = self.guessed;
        let corners = |[row, column, last_row, last_column]: [u32; 4]| CellRange {
            first: CellAddress::new(row, column),
            last: CellAddress::new(last_row, last_column),
        };
        grid.visibility = self.visibility;
        grid.merges = self.merges.into_iter().map(corners).collect();
        grid.hidden_rows = self.hidden_rows.into_iter().map(|[first, last]| first..=last).collect();
        grid.hidden_columns = self
            .hidden_columns
            .into_iter()
            .map(|[first, last]| first..=last)
            .collect();
        Ok(grid)
    }
}

impl WireValue {
    fn new(value: &CellValue) -> Self {
        match value {
            CellValue::Number(number) => Self::N(number.to_bits()),
            CellValue::Text(text) => Self::T(text.to_string()),
            CellValue::Bool(bool) => Self::B(*bool),
            CellValue::Date(date) => Self::D(date.to_string()),
            CellValue::Error(literal) => Self::E(literal.to_string()),
        }
    }

    fn into_value(self) -> Option<CellValue> {
        Some(match self {
            Self::N(bits) => CellValue::Number(f64::from_bits(bits)),
            Self::T(text) => CellValue::Text(text.into()),
            Self::B(bool) => CellValue::Bool(bool),
            Self::D(date) => CellValue::Date(date.parse().ok()?),
            Self::E(literal) => CellValue::Error(literal.into()),
        })
    }
}

impl WireProblem {
    fn new(problem: &Problem) -> Self {
        let (file, sheet, cell) = match problem.place.clone() {
            Place::Nowhere | Place::Text(_) => (None, None, None),
            Place::File(file) => (Some(file), None, None),
            Place::Sheet { file, sheet } => (Some(file), Some(sheet), None),
            Place::Cell { file, sheet, cell } => (Some(file), Some(sheet), Some([cell.row, cell.column])),
        };
        Self {
            severity: problem.severity as u8,
            message: problem.message.clone(),
            hint: problem.hint.clone(),
            file,
            sheet,
            cell,
        }
    }

    fn into_problem(self) -> Problem {
        let place = match (self.file, self.sheet, self.cell) {
            (Some(file), Some(sheet), Some([row, column])) => Place::Cell {
                file,
                sheet,
                cell: CellAddress::new(row, column),
            },
            (Some(file), Some(sheet), None) => Place::Sheet { file, sheet },
            (Some(file), _, _) => Place::File(file),
            (None, _, _) => Place::Nowhere,
        };
        let severities = [Severity::Note, Severity::Warning, Severity::Error];
        let severity = severities.into_iter().find(|severity| *severity as u8 == self.severity);
        Problem {
            severity: severity.unwrap_or(Severity::Error),
            message: self.message,
            place,
            hint: self.hint,
        }
    }
}
