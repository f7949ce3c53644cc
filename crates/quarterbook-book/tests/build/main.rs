//! Books and templates in, workbooks out: what a reader of the workbook would see.

mod bench;
mod checks;
mod mistakes;
mod rows;
