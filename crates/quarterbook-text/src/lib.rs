//! Writes a workbook model as text, one line a cell.
