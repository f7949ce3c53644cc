//! `#SPILL!` and `#CALC!`: errors that are younger than the file format.
//!
//! The format's own errors end with `#GETTING_DATA` (ECMA-376 part 1, 18.17.3). Excel stores a younger one
//! as `#VALUE!` with value metadata that leads to a rich value of the structure `_error`, whose `errorType`
//! says which it is (MS-XLSX, rich data). Readers that know no rich values see an error all the same,
//! where a literal `#SPILL!` makes some of them refuse the sheet.

use quarterbook_book::Workbook;
use quarterbook_formula::{ErrorValue, Value};

/// The part with cell and value metadata.
pub(super) const METADATA: &str = "xl/metadata.xml";

/// The younger errors: rich values in this order, with their `errorType`.
const YOUNG: [(ErrorValue, u8); 2] = [(ErrorValue::Spill, 8), (ErrorValue::Calc, 13)];

/// Whether a cell of the workbook shows a younger error.
pub(super) fn are_needed(workbook: &Workbook) -> bool {
    workbook
        .cells()
        .any(|(_, _, cell)| value_metadata(&cell.content.value()).is_some())
}

/// The `vm` attribute of a cell with a younger error: the 1-based place of its value metadata.
pub(super) fn value_metadata(value: &Value) -> Option<&'static str> {
    match value {
        Value::Error(ErrorValue::Spill) => Some("1"),
        Value::Error(ErrorValue::Calc) => Some("2"),
        _ => None,
    }
}

/// The error as a cell's `v` holds it.
pub(super) fn literal(error: ErrorValue) -> &'static str {
    let is_young = YOUNG.iter().any(|(young, _)| *young == error);
    if is_young {
        ErrorValue::Value.code()
    } else {
        error.code()
    }
}

/// A part of the draft that has to know of rich values, with what it lacks; `None` for the others.
pub(super) fn rewrite(name: &str, part: &str) -> Option<Vec<u8>> {
    let has_metadata = part.contains("metadata.xml");
    let text = match name {
        METADATA => metadata(),
        "[Content_Types].xml" => part.replace("</Types>", &format!("{}</Types>", content_types(has_metadata))),
        "xl/_rels/workbook.xml.rels" => part.replace(
            "</Relationships>",
            &format!("{}</Relationships>", relationships(has_metadata)),
        ),
        _ => return None,
    };
    Some(text.into_bytes())
}

/// The parts a draft does not have.
pub(super) fn parts(has_metadata: bool) -> Vec<(&'static str, String)> {
    let mut parts = vec![
        ("xl/richData/rdrichvalue.xml", rich_values()),
        ("xl/richData/rdrichvaluestructure.xml", structure()),
    ];
    if !has_metadata {
        parts.push((METADATA, metadata()));
    }
    parts
}

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const RICH_DATA: &str = "http://schemas.microsoft.com/office/spreadsheetml/2017/richdata";

fn rich_values() -> String {
    let values = YOUNG
        .map(|(_, kind)| format!("<rv s=\"0\"><v>{kind}</v><v>0</v></rv>"))
        .concat();
    format!(
        "{DECLARATION}<rvData xmlns=\"{RICH_DATA}\" count=\"{}\">{values}</rvData>",
        YOUNG.len()
    )
}

fn structure() -> String {
    format!(
        "{DECLARATION}<rvStructures xmlns=\"{RICH_DATA}\" count=\"1\"><s t=\"_error\">\
         <k n=\"errorType\" t=\"i\"/><k n=\"subType\" t=\"i\"/></s></rvStructures>"
    )
}

fn metadata() -> String {
    let kind = |name: &str, cell: &str| {
        format!(
            "<metadataType name=\"{name}\" minSupportedVersion=\"120000\" copy=\"1\" pasteAll=\"1\" pasteValues=\"1\" \
             merge=\"1\" splitFirst=\"1\" rowColShift=\"1\" clearFormats=\"1\" clearComments=\"1\" assign=\"1\" \
             coerce=\"1\"{cell}/>"
        )
    };
    let types = kind("XLDAPR", " cellMeta=\"1\"") + &kind("XLRICHVALUE", "");
    let indexes: Vec<usize> = (0..YOUNG.len()).collect();
    let block = |index: &usize| {
        format!(
            "<bk><extLst><ext uri=\"{{3e2802c4-a4d2-4d8b-9148-e3be6c30e623}}\"><xlrd:rvb i=\"{index}\"/></ext></extLst></bk>"
        )
    };
    let record = |index: &usize| format!("<bk><rc t=\"2\" v=\"{index}\"/></bk>");
    let blocks = indexes.iter().map(block).collect::<Vec<_>>().concat();
    let records = indexes.iter().map(record).collect::<Vec<_>>().concat();
    let count = YOUNG.len();
    format!(
        "{DECLARATION}<metadata xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
         xmlns:xlrd=\"{RICH_DATA}\" xmlns:xda=\"http://schemas.microsoft.com/office/spreadsheetml/2017/dynamicarray\">\
         <metadataTypes count=\"2\">{types}</metadataTypes>\
         <futureMetadata name=\"XLDAPR\" count=\"1\"><bk><extLst><ext uri=\"{{bdbb8cdc-fa1e-496e-a857-3c3f30c029c3}}\">\
         <xda:dynamicArrayProperties fDynamic=\"1\" fCollapsed=\"0\"/></ext></extLst></bk></futureMetadata>\
         <futureMetadata name=\"XLRICHVALUE\" count=\"{count}\">{blocks}</futureMetadata>\
         <cellMetadata count=\"1\"><bk><rc t=\"1\" v=\"0\"/></bk></cellMetadata>\
         <valueMetadata count=\"{count}\">{records}</valueMetadata></metadata>"
    )
}

fn content_types(has_metadata: bool) -> String {
    let entry = |part: &str, kind: &str| {
        format!("<Override PartName=\"/xl/{part}\" ContentType=\"application/vnd.{kind}+xml\"/>")
    };
    let metadata = if has_metadata {
        String::new()
    } else {
        entry(
            "metadata.xml",
            "openxmlformats-officedocument.spreadsheetml.sheetMetadata",
        )
    };
    metadata
        + &entry("richData/rdrichvalue.xml", "ms-excel.rdrichvalue")
        + &entry("richData/rdrichvaluestructure.xml", "ms-excel.rdrichvaluestructure")
}

fn relationships(has_metadata: bool) -> String {
    let entry = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"http://schemas.{kind}\" Target=\"{target}\"/>")
    };
    let office = "microsoft.com/office/2017/06/relationships";
    let metadata = if has_metadata {
        String::new()
    } else {
        entry(
            "rIdMetadata",
            "openxmlformats.org/officeDocument/2006/relationships/sheetMetadata",
            "metadata.xml",
        )
    };
    metadata
        + &entry(
            "rIdRichValue",
            &format!("{office}/rdRichValue"),
            "richData/rdrichvalue.xml",
        )
        + &entry(
            "rIdRichValueStructure",
            &format!("{office}/rdRichValueStructure"),
            "richData/rdrichvaluestructure.xml",
        )
}
