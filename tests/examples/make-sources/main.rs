//! Writes the source files of the examples, in the shapes finance staff really have.
//!
//! `cargo run -p quarterbook-tests --example make-sources` writes them anew; the same bytes every time.

mod cases;
mod iluvatar;
mod sheet;

use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples");
    iluvatar::write(&examples.join("iluvatar/data"))?;
    cases::write(&Path::new(env!("CARGO_MANIFEST_DIR")).join("cases"))
}
