//! The `[[source]]` block of a report.

use std::fmt::Write as _;

use super::{ColumnKind, SheetReport, TableReport};
use crate::files::pattern_of;
use crate::text::folded;

/// How many rows of a table are mapped in a block.
const MAPPED: usize = 30;

/// A block that reads the table with the most figures, or else the longest list.
pub(super) fn block(file: &str, sheets: &[SheetReport]) -> String {
    let name = file.rsplit('/').next().unwrap_or(file);
    let files = toml::Value::String(format!("data/{}", pattern_of(name)));
    let mut text = format!("[[source]]\nfiles = {files}\n");
    let tables = sheets
        .iter()
        .flat_map(|sheet| sheet.tables.iter().map(move |table| (sheet, table)));
    let largest = tables
        .rev()
        .max_by_key(|(_, table)| table.labels.len() * table.periods.len());
    let list = sheets
        .iter()
        .find(|sheet| sheet.columns.iter().any(|column| column.kind == ColumnKind::Numbers));
    match (largest, list) {
        (Some((sheet, table)), _) => wide(&mut text, sheet, table),
        (None, Some(sheet)) => long(&mut text, sheet),
        (None, None) => text.push_str("# no table was found: say where it is with `sheet`, `header` and `rows`\n"),
    }
    text
}

fn wide(text: &mut String, sheet: &SheetReport, table: &TableReport) {
    if !sheet.name.is_empty() {
        let _ = writeln!(text, "sheet = {}", quoted(&sheet.name));
    }
    if sheet.tables.len() > 1 {
        let _ = writeln!(text, "header = {{ row = {} }}", table.header);
    }
    let unit = if table.units.is_empty() {
        "\"…\"                 # nothing above the table says it"
    } else {
        "\"note\""
    };
    let _ = writeln!(text, "unit = {unit}");
    if table.has_plain_dates {
        text.push_str("dates = \"quarter\"          # or annual, half, month, cumulative\n");
    }
    text.push_str("[source.rows]\n");
    for (at, label) in table.labels.iter().take(MAPPED).enumerate() {
        let _ = writeln!(text, "{} = {}", quoted(label), quoted(&line_name(label, at)));
    }
}

fn long(text: &mut String, sheet: &SheetReport) {
    if !sheet.name.is_empty() {
        let _ = writeln!(text, "sheet = {}", quoted(&sheet.name));
    }
    let of = |kind| {
        sheet
            .columns
            .iter()
            .filter(move |column| column.kind == kind)
            .map(|column| &column.header)
    };
    let periods: Vec<String> = of(ColumnKind::Periods).map(|header| quoted(header)).collect();
    text.push_str("shape = \"long\"\nunit = \"…\"\n");
    let _ = writeln!(text, "columns = {{ period = [{}] }}", periods.join(", "));
    for header in of(ColumnKind::Names) {
        let _ = writeln!(
            text,
            "# by = {{ vendor = {0} }}   or   where = {{ {0} = \"…\" }}",
            quoted(header)
        );
    }
    text.push_str("[source.values]\n");
    for (at, header) in of(ColumnKind::Numbers).enumerate() {
        let _ = writeln!(text, "{} = {}", quoted(header), quoted(&line_name(header, at)));
    }
}

/// A text as a TOML string of one line: labels match whatever the space between their words, and a line break
/// would end a key or a comment.
fn quoted(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    toml::Value::String(words.join(" ")).to_string()
}

/// A name for a line: the usual word for a Chinese label, else the label's own letters.
fn line_name(label: &str, at: usize) -> String {
    const USUAL: [(&str, &str); 10] = [
        ("毛利率", "gross_margin"),
        ("毛利", "gross_profit"),
        ("收入", "revenue"),
        ("收益", "revenue"),
        ("营业成本", "cost"),
        ("销售成本", "cost"),
        ("净利润", "net_income"),
        ("出货量", "units"),
        ("份额", "market_share"),
        ("排名", "market_rank"),
    ];
    let key = folded(label);
    if let Some((_, name)) = USUAL.iter().find(|(word, _)| key.contains(word)) {
        return (*name).to_owned();
    }
    let words: Vec<&str> = key
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(4)
        .collect();
    let name = words.join("_");
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        name
    } else {
        format!("line_{}", at + 1)
    }
}
