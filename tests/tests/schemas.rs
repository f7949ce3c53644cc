//! The shipped schemas are those of the types that read books and templates and write workbooks.

use std::path::Path;

use quarterbook_tests::schemas;

#[test]
fn the_shipped_schemas_are_up_to_date() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema");
    for (file, expected) in [
        ("book.schema.json", schemas::book()),
        ("template.schema.json", schemas::template()),
        ("workbook.schema.json", schemas::workbook()),
    ] {
        let shipped = std::fs::read_to_string(folder.join(file)).unwrap();
        assert!(
            shipped == expected,
            "schema/{file} is not what the types say; write it anew with \
             `cargo run -p quarterbook-tests --example make-schemas`"
        );
    }
}
