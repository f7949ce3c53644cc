//! Rows + a step in time → references to cells, relative to the formula's own.

use quarterbook_data::Frequency;
use quarterbook_formula::{Area, Axis, CellReference, Expr, ParseError, Reference, SheetId, SheetSpan};

use super::leaf::{RowsLeaf, Setting, Step};
use super::lower::{Frame, NOT_AVAILABLE, call};
use super::resolve::{Meaning, resolve};
use super::setting::placeholder;
use crate::layout::{PlacedRow, header};

impl Frame<'_> {
    /// The cells a name stands for: one, or several one below the other.
    pub(super) fn rows(self, leaf: &RowsLeaf) -> Result<Expr, ParseError> {
        let rows = self.placed(leaf)?;
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
            let message = format!("`{}` has no rows", leaf.name);
            return Err(ParseError::new(leaf.span.clone(), message));
        };
        if !stand_together(&rows) {
            return Err(apart(leaf, &rows));
        }
        let own = self.band.frequency;
        match leaf.step {
            Step::FiscalYear(years) if own != Frequency::Annual => self.of_year(leaf, first, last, years),
            Step::FiscalYear(columns) | Step::Columns(columns) => self.in_band(leaf, first, last, columns),
            Step::Years(years) => self.in_band(leaf, first, last, years * i32::from(own.per_year())),
            Step::PartOfYear(band, _) if band != own => Err(in_another_band(leaf, band, own)),
            Step::PartOfYear(_, ordinal) => self.of_part(leaf, first, last, ordinal),
        }
    }

    /// The rows a name stands for, in the order they stand.
    pub(super) fn placed(&self, leaf: &RowsLeaf) -> Result<Vec<&PlacedRow>, ParseError> {
        Ok(match resolve(leaf, self.scope)? {
            Meaning::Rows(ids) => ids.into_iter().map(|id| self.layout.row(id)).collect(),
            Meaning::Inputs(series) => series.iter().filter_map(|series| self.layout.input(series)).collect(),
        })
    }

    fn in_band(self, leaf: &RowsLeaf, first: &PlacedRow, last: &PlacedRow, steps: i32) -> Result<Expr, ParseError> {
        is_filled(leaf, first, self.band.frequency)?;
        let column = Axis::Relative(steps);
        let corner = |row: &PlacedRow| CellReference {
            row: Axis::relative(row.row, self.host_row),
            column,
        };
        let area = if first.row == last.row {
            Area::Cell(corner(first))
        } else {
            Area::Range(corner(first), corner(last))
        };
        Ok(self.on_sheet(first.sheet, area))
    }

    /// The annual band's value for the column's fiscal year, looked up by the year in the header.
    fn of_year(self, leaf: &RowsLeaf, first: &PlacedRow, last: &PlacedRow, steps: i32) -> Result<Expr, ParseError> {
        is_one_row(leaf, "fy", first, last)?;
        let Some(annual) = self.layout.axis.band(Frequency::Annual) else {
            return Ok(Expr::text(NOT_AVAILABLE));
        };
        is_filled(leaf, first, Frequency::Annual)?;
        let across = |row: Axis| {
            let corner = |column| CellReference {
                row,
                column: Axis::Absolute(column),
            };
            Area::Range(corner(annual.first_column), corner(annual.last_column()))
        };
        let values = self.on_sheet(first.sheet, across(Axis::relative(first.row, self.host_row)));
        let years = self.header_area(across(Axis::Absolute(header::YEAR)));
        let year = self.header(header::YEAR);
        let year = match steps {
            0 => year,
            later @ 1.. => year + Expr::number(f64::from(later)),
            earlier => year - Expr::number(f64::from(-earlier)),
        };
        let place = call("MATCH", [year, years, Expr::number(0.0)]);
        let value = call("INDEX", [values, place]);
        Ok(call("IFERROR", [value, Expr::text(NOT_AVAILABLE)]))
    }

    /// The value of one part of the column's fiscal year. From any column it is a known number of columns away, which
    /// its place in the year tells: the same formula chooses it in every column.
    fn of_part(self, leaf: &RowsLeaf, first: &PlacedRow, last: &PlacedRow, ordinal: u8) -> Result<Expr, ParseError> {
        is_one_row(leaf, &leaf.step.to_string(), first, last)?;
        let places = 1..=self.band.frequency.per_year();
        let cells = places.map(|place| self.in_band(leaf, first, last, i32::from(ordinal) - i32::from(place)));
        let mut arguments = vec![placeholder(&Setting::Ordinal)];
        arguments.extend(cells.collect::<Result<Vec<_>, _>>()?);
        Ok(call("CHOOSE", arguments))
    }

    pub(super) fn on_sheet(self, sheet: SheetId, area: Area) -> Expr {
        let sheets = (Some(sheet) != self.scope.sheet).then_some(SheetSpan::One(sheet));
        Expr::Leaf(Reference::Cells { sheets, area })
    }
}

/// Whether rows are one below the other, so that one range holds them and nothing else.
pub(super) fn stand_together(rows: &[&PlacedRow]) -> bool {
    rows.windows(2)
        .all(|pair| pair[1].sheet == pair[0].sheet && pair[1].row == pair[0].row + 1)
}

fn apart(leaf: &RowsLeaf, rows: &[&PlacedRow]) -> ParseError {
    let cells: Vec<String> = rows.iter().map(|row| (row.row + 1).to_string()).collect();
    let message = format!(
        "the rows of `{}` do not stand together: {}",
        leaf.name,
        cells.join(", ")
    );
    ParseError::new(leaf.span.clone(), message).hint(
        "put them one below the other, as one row with `each` does, or give them to a function that takes a list, \
         such as sum or total",
    )
}

fn is_one_row(leaf: &RowsLeaf, step: &str, first: &PlacedRow, last: &PlacedRow) -> Result<(), ParseError> {
    if first.row == last.row {
        return Ok(());
    }
    let message = format!("[{step}] reads one row, and `{}` is several", leaf.name);
    Err(ParseError::new(leaf.span.clone(), message).hint("name one member"))
}

fn in_another_band(leaf: &RowsLeaf, band: Frequency, own: Frequency) -> ParseError {
    let message = format!(
        "`{}[{}]` reads the {band} band, and this column is {own}",
        leaf.name, leaf.step
    );
    let hint =
        format!("narrow this row with bands = [\"{band}\"], or give it a formula for each band with `formula-by-band`");
    ParseError::new(leaf.span.clone(), message).hint(hint)
}

fn is_filled(leaf: &RowsLeaf, row: &PlacedRow, band: Frequency) -> Result<(), ParseError> {
    if row.bands.contains(&band) {
        return Ok(());
    }
    let bands: Vec<&str> = row.bands.iter().map(|band| band.name()).collect();
    let message = format!(
        "`{}` is not filled in the {band} band, only in {}",
        leaf.name,
        bands.join(" and ")
    );
    Err(ParseError::new(leaf.span.clone(), message)
        .hint("narrow this row with `bands`, or give it a formula for each band with `formula-by-band`"))
}
