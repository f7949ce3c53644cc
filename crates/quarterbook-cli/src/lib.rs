//! The quarterbook command line.
