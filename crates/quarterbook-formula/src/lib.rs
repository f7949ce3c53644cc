//! Excel formulas as values: build, parse, print, check and evaluate.
