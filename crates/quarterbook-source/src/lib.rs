//! Reads spreadsheets and text tables into figures.
