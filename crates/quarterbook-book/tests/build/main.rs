//! Books and templates in, workbooks out: what a reader of the workbook would see.

mod bench;
mod charts;
mod checks;
mod mistakes;
mod rows;
