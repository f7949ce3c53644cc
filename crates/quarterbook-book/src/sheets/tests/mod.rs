//! What a reader sees on each sheet of a small book: every text, number and formula with its result.

mod changes;
mod checks;
mod cover;
mod figures;
mod fixture;
mod page;
mod sources;
