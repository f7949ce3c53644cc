//! Cell formats: how a number in a cell is shown, and whether it is a date.

use std::collections::BTreeMap;
use std::sync::Arc;

use quarterbook_data::CellAddress;

use crate::{Cell, CellValue};

/// What the number format of a cell makes of its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    Number,
    Date,
    /// A length of time, such as `[h]:mm`; its days are a number.
    Duration,
}

/// What a cell format says about how a cell looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Look {
    /// `None` for General and for formats whose code differs from country to country.
    pub(crate) number_format: Option<Arc<str>>,
    pub(crate) indent: u8,
    pub(crate) meaning: Meaning,
}

impl Look {
    pub(crate) fn new(code: Option<&str>, indent: u8) -> Self {
        Self {
            number_format: code.filter(|code| *code != "General").map(Arc::from),
            indent,
            meaning: code.map_or(Meaning::Number, meaning),
        }
    }

    /// Tells a cell how it looks.
    pub(crate) fn apply(&self, cell: &mut Cell) {
        if matches!(cell.value, CellValue::Number(_) | CellValue::Date(_)) {
            cell.number_format.clone_from(&self.number_format);
        }
        cell.indent = self.indent;
    }
}

/// The number formats that a workbook declares, by their numbers.
#[derive(Debug, Default)]
pub(crate) struct NumberFormats {
    declared: BTreeMap<u32, String>,
}

impl NumberFormats {
    pub(crate) fn declare(&mut self, number: u32, code: String) {
        self.declared.insert(number, code);
    }

    /// How a cell looks whose format has this number.
    pub(crate) fn look(&self, number: u32, indent: u8) -> Look {
        let code = self.declared.get(&number).map(String::as_str).or(built_in(number));
        let mut look = Look::new(code, indent);
        if code.is_none() && is_local_date(number) {
            look.meaning = Meaning::Date;
        }
        look
    }
}

/// How the cells of a sheet look: for each column the rows from which on its cells have another format. A column has
/// few of them, so that a sheet of any length takes little room.
#[derive(Debug, Default)]
pub(crate) struct CellLooks {
    /// 0-based column → rows and places among the looks.
    columns: BTreeMap<u32, Vec<(u32, u32)>>,
}

impl CellLooks {
    /// Says that a cell has the format at this place. Cells of one column come from the top; one further up is
    /// passed over.
    pub(crate) fn add(&mut self, address: CellAddress, look: u32) {
        let runs = self.columns.entry(address.column).or_default();
        match runs.last() {
            Some((row, last)) if *last == look || *row >= address.row => {}
            _ => runs.push((address.row, look)),
        }
    }

    /// Tells a cell how it looks.
    pub(crate) fn apply(&self, looks: &[Look], cell: &mut Cell) {
        let Some(runs) = self.columns.get(&cell.address.column) else {
            return;
        };
        let above = runs.partition_point(|(row, _)| *row <= cell.address.row);
        let look = above.checked_sub(1).and_then(|at| looks.get(runs[at].1 as usize));
        if let Some(look) = look {
            look.apply(cell);
        }
    }
}

/// The accounting formats with a currency that are never declared; Excel shows the sign of the machine's own.
pub(crate) const ACCOUNTING: [&str; 2] = [
    "_($* #,##0_);_($* (#,##0);_($* \"-\"_);_(@_)",
    "_($* #,##0.00_);_($* (#,##0.00);_($* \"-\"??_);_(@_)",
];

/// The codes of the formats that are never declared. See ECMA-376 part 1, 18.8.30.
#[rustfmt::skip]
fn built_in(number: u32) -> Option<&'static str> {
    Some(match number {
        0 => "General",
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 => "# ?/?",
        13 => "# ??/??",
        14 => "mm-dd-yy",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => "m/d/yy h:mm",
        37 => "#,##0 ;(#,##0)",
        38 => "#,##0 ;[Red](#,##0)",
        39 => "#,##0.00;(#,##0.00)",
        40 => "#,##0.00;[Red](#,##0.00)",
        41 => "_(* #,##0_);_(* (#,##0);_(* \"-\"_);_(@_)",
        42 => ACCOUNTING[0],
        43 => "_(* #,##0.00_);_(* (#,##0.00);_(* \"-\"??_);_(@_)",
        44 => ACCOUNTING[1],
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        47 => "mmss.0",
        48 => "##0.0E+0",
        49 => "@",
        _ => return None,
    })
}

/// Dates and times of day whose codes differ from country to country.
fn is_local_date(number: u32) -> bool {
    matches!(number, 27..=36 | 50..=58)
}

/// What the first section of a number format makes of a number: one of the letters of dates outside quotes and
/// brackets makes it a date, hours, minutes or seconds alone in brackets a duration.
fn meaning(code: &str) -> Meaning {
    let mut rest = code.chars();
    while let Some(next) = rest.next() {
        match next.to_ascii_lowercase() {
            '\\' | '_' | '*' => drop(rest.next()),
            '"' => drop(rest.by_ref().find(|character| *character == '"')),
            '[' => {
                let inside: String = rest.by_ref().take_while(|character| *character != ']').collect();
                let inside = inside.to_ascii_lowercase();
                let is_run = |letter: char| !inside.is_empty() && inside.chars().all(|other| other == letter);
                if ['h', 'm', 's'].into_iter().any(is_run) {
                    return Meaning::Duration;
                }
            }
            ';' => break,
            'd' | 'm' | 'y' | 'h' | 's' => return Meaning::Date,
            _ => {}
        }
    }
    Meaning::Number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_with_the_letters_of_dates_makes_a_date() {
        for (code, expected) in [
            ("General", Meaning::Number),
            ("#,##0.00_);(#,##0.00)", Meaning::Number),
            ("0.00\"days\"", Meaning::Number),
            ("[Red]0.0;d", Meaning::Number),
            ("\\d0", Meaning::Number),
            ("[$¥-804]#,##0", Meaning::Number),
            ("yyyy\"年\"m\"月\"", Meaning::Date),
            ("[$-409]D-MMM-YY;@", Meaning::Date),
            ("AM/PM", Meaning::Date),
            ("[h]:mm", Meaning::Duration),
            ("[SS].0", Meaning::Duration),
        ] {
            assert_eq!(meaning(code), expected, "{code}");
        }
    }
}
