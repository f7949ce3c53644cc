//! Settings: the numbers that stand once in the workbook or once in each column's header.

use std::ops::Range;

use quarterbook_data::suggestion;
use quarterbook_formula::{Area, Axis, CellReference, Expr, ParseError, Reference};

use super::fixed::fixed;
use super::leaf::Setting;
use super::lower::Frame;
use crate::layout::header;
use crate::template::SheetKind;

impl Frame<'_> {
    /// Puts the cells of settings where their placeholders stand.
    pub(super) fn with_settings(self, expr: Expr) -> Result<Expr, ParseError> {
        match expr {
            Expr::Parameter(name) => match setting_of(&name) {
                Some(setting) => self.setting(&setting, &(0..0)),
                None => Ok(Expr::Parameter(name)),
            },
            other => other.map_children(&mut |child| self.with_settings(child)),
        }
    }

    pub(super) fn setting(self, setting: &Setting, span: &Range<usize>) -> Result<Expr, ParseError> {
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
                        .maybe_hint(suggestion(name, known.keys().map(String::as_str))));
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
    pub(super) fn header(self, row: u32) -> Expr {
        let cell = CellReference {
            row: Axis::Absolute(row),
            column: Axis::Relative(0),
        };
        self.header_area(Area::Cell(cell))
    }

    /// Header cells: of the formula's own sheet, or of Inputs for a formula that has no columns itself.
    pub(super) fn header_area(self, area: Area) -> Expr {
        let inputs = self.layout.sheet_of(SheetKind::Inputs).map(|sheet| sheet.handle);
        match self.scope.sheet.or(inputs) {
            Some(sheet) => self.on_sheet(sheet, area),
            None => Expr::Leaf(Reference::Cells { sheets: None, area }),
        }
    }
}

/// What stands for a setting until the formula is guarded: settings are always there, so that nothing needs
/// to be counted for them. The name cannot be bound in a formula, so that it means nothing else.
pub(super) fn placeholder(setting: &Setting) -> Expr {
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
