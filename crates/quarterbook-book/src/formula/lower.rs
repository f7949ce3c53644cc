//! Template formula + layout → a formula tree whose references are relative to the cell, the same in every
//! column of a band.

use quarterbook_data::{CellAddress, CellRange, Frequency};
use quarterbook_formula::{
    Area, Axis, CellReference, Expr, Function, ParseError, Reference, SheetId, SheetSpan, guard,
};

use super::leaf::{Leaf, RowsLeaf, Setting, Step, WordLeaf};
use super::resolve::{Meaning, Scope, resolve};
use super::word;
use crate::layout::{Band, Lags, Layout, PlacedRow, SheetCell, header};

/// What a missing figure shows.
pub(crate) const NOT_AVAILABLE: &str = "n.a.";

/// The cell a formula is written for: a row, in the first column of a band.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame<'a> {
    pub(crate) scope: Scope<'a>,
    pub(crate) layout: &'a Layout,
    pub(crate) band: &'a Band,
    /// The 0-based row that holds the formula.
    pub(crate) host_row: u32,
}

/// The tree of a formula in a band.
///
/// # Errors
/// As for [`resolve`]; a row that is not filled in the band, a family whose rows do not stand together, a
/// setting without its sheet, a word with the wrong arguments.
pub(crate) fn lower(expr: &Expr<Leaf>, frame: Frame<'_>) -> Result<Expr, ParseError> {
    let lowered = bare(expr.clone(), frame)?;
    // A word guards itself, and a lone row passes what it finds on, looked up by its year or not.
    let guarded = match expr {
        Expr::Leaf(leaf) if steps_in_band(leaf) => unless_empty(lowered),
        Expr::Leaf(_) => lowered,
        _ if word::is_word(expr) => lowered,
        _ => guard(lowered),
    };
    frame.with_settings(guarded)
}

/// Whether a leaf reads another column of its own band.
const fn steps_in_band(leaf: &Leaf) -> bool {
    matches!(leaf, Leaf::Rows(rows) if !matches!(rows.step, Step::Columns(0) | Step::FiscalYear(_)))
}

/// What a cell holds; an empty one, as before a band's first column, would read as zero.
fn unless_empty(cell: Expr) -> Expr {
    let is_empty = cell.clone().equals(Expr::text(""));
    call("IF", [is_empty, Expr::text(NOT_AVAILABLE), cell])
}

fn bare(expr: Expr<Leaf>, frame: Frame<'_>) -> Result<Expr, ParseError> {
    expr.lower(&mut |leaf| match leaf {
        Leaf::Rows(rows) => frame.rows(&rows),
        Leaf::Setting(setting, span) => {
            frame.setting(&setting, &span)?;
            Ok(placeholder(&setting))
        }
        Leaf::Word(word) => frame.word(word),
    })
}

impl Frame<'_> {
    fn word(self, word: WordLeaf) -> Result<Expr, ParseError> {
        let WordLeaf {
            name,
            name_span,
            arguments,
        } = word;
        let arguments: Vec<Expr> = arguments
            .into_iter()
            .map(|argument| bare(argument, self))
            .collect::<Result<_, _>>()?;
        let frame = quarterbook_formula::Frame {
            periods_per_year: self.band.frequency.per_year(),
            ordinal: placeholder(&Setting::Ordinal),
            fiscal_year: placeholder(&Setting::Year),
        };
        word::expand(&name, &name_span, &arguments, &frame)
    }

    fn rows(self, leaf: &RowsLeaf) -> Result<Expr, ParseError> {
        let rows = self.placed(leaf)?;
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else {
            return Err(ParseError::new(
                leaf.span.clone(),
                format!("`{}` has no rows", leaf.name),
            ));
        };
        let together = rows
            .windows(2)
            .all(|pair| pair[1].sheet == pair[0].sheet && pair[1].row == pair[0].row + 1);
        if !together {
            let cells: Vec<String> = rows.iter().map(|row| (row.row + 1).to_string()).collect();
            let message = format!(
                "the rows of `{}` do not stand together: {}",
                leaf.name,
                cells.join(", ")
            );
            return Err(ParseError::new(leaf.span.clone(), message)
                .hint("put them one below the other, as one row with `each` does, or name them one by one"));
        }
        match leaf.step {
            Step::FiscalYear(years) if self.band.frequency != Frequency::Annual => {
                self.of_year(leaf, first, last, years)
            }
            Step::FiscalYear(columns) | Step::Columns(columns) => self.in_band(leaf, first, last, columns),
            Step::Years(years) => {
                let columns = years * i32::from(self.band.frequency.per_year());
                self.in_band(leaf, first, last, columns)
            }
        }
    }

    fn placed(&self, leaf: &RowsLeaf) -> Result<Vec<&PlacedRow>, ParseError> {
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
        if first.row != last.row {
            let message = format!("[fy] reads one row, and `{}` is several", leaf.name);
            return Err(ParseError::new(leaf.span.clone(), message));
        }
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

    /// Puts the cells of settings where their placeholders stand.
    fn with_settings(self, expr: Expr) -> Result<Expr, ParseError> {
        let replace = |expr: Expr| self.with_settings(expr);
        Ok(match expr {
            Expr::Parameter(name) => match setting_of(&name) {
                Some(setting) => self.setting(&setting, &(0..0))?,
                None => Expr::Parameter(name),
            },
            Expr::Group(inner) => replace(*inner)?.group(),
            Expr::Unary(operator, operand) => Expr::Unary(operator, Box::new(replace(*operand)?)),
            Expr::Binary(operator, left, right) => Expr::binary(operator, replace(*left)?, replace(*right)?),
            Expr::Call(function, arguments) => {
                Expr::Call(function, arguments.into_iter().map(replace).collect::<Result<_, _>>()?)
            }
            Expr::Invoke(callee, arguments) => Expr::Invoke(
                Box::new(replace(*callee)?),
                arguments.into_iter().map(replace).collect::<Result<_, _>>()?,
            ),
            other => other,
        })
    }

    fn setting(self, setting: &Setting, span: &std::ops::Range<usize>) -> Result<Expr, ParseError> {
        let anchors = &self.layout.anchors;
        let cell = match setting {
            Setting::Ordinal => return Ok(self.header(header::ORDINAL)),
            Setting::Year => return Ok(self.header(header::YEAR)),
            Setting::End => return Ok(self.header(header::END)),
            Setting::MoneyScale => anchors.money_scale,
            Setting::PriceScale => anchors.price_scale,
            Setting::Parameter(name) => {
                let known = &self.scope.book.parameters;
                if !known.contains_key(name) {
                    return Err(ParseError::new(span.clone(), format!("there is no parameter `{name}`"))
                        .maybe_hint(quarterbook_data::suggestion(name, known.keys().map(String::as_str))));
                }
                anchors.parameters.get(name).copied()
            }
        };
        cell.map(fixed).ok_or_else(|| {
            ParseError::new(
                span.clone(),
                "scales and parameters stand on the cover, and the template has none",
            )
            .hint("add [[sheet]] with id = \"cover\" and kind = \"cover\"")
        })
    }

    /// The header cell of the formula's column.
    fn header(self, row: u32) -> Expr {
        let cell = CellReference {
            row: Axis::Absolute(row),
            column: Axis::Relative(0),
        };
        self.header_area(Area::Cell(cell))
    }

    /// Header cells: of the formula's own sheet, or of Inputs for a formula that has no columns itself.
    fn header_area(self, area: Area) -> Expr {
        let inputs = self
            .layout
            .sheet_of(crate::template::SheetKind::Inputs)
            .map(|sheet| sheet.handle);
        match self.scope.sheet.or(inputs) {
            Some(sheet) => self.on_sheet(sheet, area),
            None => Expr::Leaf(Reference::Cells { sheets: None, area }),
        }
    }

    fn on_sheet(self, sheet: SheetId, area: Area) -> Expr {
        let sheets = (Some(sheet) != self.scope.sheet).then_some(SheetSpan::One(sheet));
        Expr::Leaf(Reference::Cells { sheets, area })
    }
}

/// What stands for a setting until the formula is guarded: settings are always there, so that nothing needs
/// to be counted for them. The name cannot be bound in a formula, so that it means nothing else.
fn placeholder(setting: &Setting) -> Expr {
    let name = match setting {
        Setting::MoneyScale => "scale.money".to_owned(),
        Setting::PriceScale => "scale.price".to_owned(),
        Setting::Parameter(name) => format!("parameter.{name}"),
        Setting::Ordinal => "period.ordinal".to_owned(),
        Setting::Year => "period.year".to_owned(),
        Setting::End => "period.end".to_owned(),
    };
    Expr::Parameter(name.into())
}

fn setting_of(name: &str) -> Option<Setting> {
    Some(match name {
        "scale.money" => Setting::MoneyScale,
        "scale.price" => Setting::PriceScale,
        "period.ordinal" => Setting::Ordinal,
        "period.year" => Setting::Year,
        "period.end" => Setting::End,
        other => Setting::Parameter(other.strip_prefix("parameter.")?.to_owned()),
    })
}

/// The fixed cell of another sheet.
pub(crate) const fn fixed(cell: SheetCell) -> Expr {
    Expr::fixed_cell(Some(cell.sheet), cell.cell)
}

/// A call of one of Excel's functions; `#NAME?` for a name that the table does not hold.
pub(crate) fn call(name: &str, arguments: impl IntoIterator<Item = Expr>) -> Expr {
    Function::find(name).map_or(Expr::Error(quarterbook_formula::ErrorValue::Name), |function| {
        Expr::call(function, arguments)
    })
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

/// The same tree with every reference fixed to the cell it means in `host`, so that it reads the same
/// wherever it stands.
pub(crate) fn fixed_at(expr: Expr, host: CellAddress) -> Expr {
    let corner = |cell: CellReference| cell.resolve(host).map_or(cell, CellReference::absolute);
    let fixed = expr.lower(&mut |leaf| {
        let leaf = match leaf {
            Reference::Cells {
                sheets,
                area: Area::Cell(cell),
            } => Reference::Cells {
                sheets,
                area: Area::Cell(corner(cell)),
            },
            Reference::Cells {
                sheets,
                area: Area::Range(first, last),
            } => Reference::Cells {
                sheets,
                area: Area::Range(corner(first), corner(last)),
            },
            other => other,
        };
        Ok::<_, std::convert::Infallible>(Expr::Leaf(leaf))
    });
    match fixed {
        Ok(fixed) => fixed,
        Err(never) => match never {},
    }
}

/// The longest way from a column to another one in a tree: to an earlier one, and to a later one.
pub(crate) fn longest_steps(expr: &Expr) -> Lags {
    let steps = |cell: &CellReference| match cell.column {
        Axis::Relative(offset) => offset,
        Axis::Absolute(_) => 0,
    };
    let offsets = expr.leaves().flat_map(|leaf| match leaf {
        Reference::Cells {
            area: Area::Cell(cell), ..
        } => [steps(cell), 0],
        Reference::Cells {
            area: Area::Range(first, last),
            ..
        } => [steps(first), steps(last)],
        _ => [0, 0],
    });
    offsets.fold(Lags::default(), |lags, offset| Lags {
        back: lags.back.max(offset.min(0).unsigned_abs()),
        ahead: lags.ahead.max(offset.max(0).unsigned_abs()),
    })
}

/// The cells a fixed reference covers, with their sheet.
pub(crate) fn fixed_cells(reference: &Reference) -> Option<(SheetId, CellRange)> {
    let Reference::Cells {
        sheets: Some(SheetSpan::One(sheet)),
        area,
    } = reference
    else {
        return None;
    };
    let nowhere = CellAddress::new(0, 0);
    let range = match area {
        Area::Cell(cell) => CellRange::cell(cell.resolve(nowhere)?),
        Area::Range(first, last) => CellRange::new(first.resolve(nowhere)?, last.resolve(nowhere)?),
        Area::Rows(..) | Area::Columns(..) => return None,
    };
    Some((*sheet, range))
}
