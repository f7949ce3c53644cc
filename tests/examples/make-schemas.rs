//! Writes the JSON Schemas that editors and exporters use: `cargo run -p quarterbook-tests --example make-schemas`.

use std::path::Path;

use quarterbook_tests::schemas;

fn main() -> std::io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema");
    std::fs::write(folder.join("book.schema.json"), schemas::book())?;
    std::fs::write(folder.join("template.schema.json"), schemas::template())?;
    std::fs::write(folder.join("workbook.schema.json"), schemas::workbook())
}
