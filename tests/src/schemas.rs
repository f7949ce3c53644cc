//! The JSON Schemas of books, templates and exported workbooks, made from the types that read and write them,
//! so that editors complete and check what the program understands, and nothing else.

use quarterbook_book::template::{BookFile, Template};
use quarterbook_json::Document;
use quarterbook_source::SourceRule;
use schemars::schema_for;
use serde_json::{Value, json};

/// The schema of a template file.
pub fn template() -> String {
    let mut schema = schema_for!(Template).to_value();
    schema["title"] = json!("quarterbook template");
    text(&schema)
}

/// The schema of a `quarterbook.toml`. Its `[[source]]` tables are read by a crate of their own, so the
/// two schemas are put together here.
pub fn book() -> String {
    let mut schema = schema_for!(BookFile).to_value();
    let mut source = schema_for!(SourceRule).to_value();
    let definitions = source.as_object_mut().and_then(|source| source.remove("$defs"));
    if let (Some(all), Some(Value::Object(more))) = (schema["$defs"].as_object_mut(), definitions) {
        all.extend(more);
    }
    source.as_object_mut().map(|source| source.remove("$schema"));
    schema["$defs"]["SourceRule"] = source;
    schema["properties"]["source"] = json!({
        "description": "Files, and how figures are read out of them: `[[source]]`.",
        "type": "array",
        "items": { "$ref": "#/$defs/SourceRule" },
    });
    schema["title"] = json!("quarterbook book");
    text(&schema)
}

/// The schema of the JSON that exporters of one's own read.
pub fn workbook() -> String {
    let mut schema = schema_for!(Document).to_value();
    schema["title"] = json!("quarterbook workbook");
    text(&schema)
}

fn text(schema: &Value) -> String {
    format!("{schema:#}\n")
}
