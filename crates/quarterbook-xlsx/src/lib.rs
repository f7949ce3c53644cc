//! Writes a workbook model as an Excel file.
