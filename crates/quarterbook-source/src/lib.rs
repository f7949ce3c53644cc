//! Reads spreadsheets and text tables into figures.

mod grid;
mod number_format;

pub use grid::{Cell, CellValue, Format, Grid, Visibility, Workbook};
