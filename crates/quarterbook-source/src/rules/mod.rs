//! The `[[source]]` tables of a book: which files, and how to read figures out of them.

mod check;
mod parts;
mod pattern;
mod read;
mod target;

use std::collections::BTreeMap;

use quarterbook_data::{Place, Problem, TextPlace, Vocabulary};
use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use crate::{Limits, TextEncoding};
pub(crate) use check::{Source, other_currency};
pub(crate) use parts::{
    Columns, Dates, Day, DecimalWord, Derive, Header, HeaderRow, OneOrMany, Prefer, RowTarget, Shape, StatusWord,
    UnitRule,
};
pub(crate) use pattern::Pattern;
pub(crate) use target::{MemberFrom, Target};

/// One `[[source]]` of a book. Texts are compared without regard to width, script (traditional or
/// simplified), case and footnote marks; `*` stands for any run of characters.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SourceRule {
    /// The files, relative to the book's folder; `*`, `?` and `**` as usual. Every match is read.
    #[schemars(with = "OneOrMany")]
    pub files: Spanned<OneOrMany>,
    /// The sheets, by name or pattern; every visible sheet when it is not given.
    pub sheet: Option<OneOrMany>,
    /// How figures are laid out.
    #[serde(default)]
    pub shape: Shape,
    /// The table to read where a sheet has several: a text that stands above it or in its header.
    pub table: Option<String>,
    /// Where the header is; found by looking when it is not given.
    #[serde(default)]
    pub header: Header,
    /// The column of labels, by its header or its letter; the first column of texts when it is not given.
    pub label: Option<String>,
    /// `note`, to take the unit from 单位:… above the table, or a unit: `RMB'000`, `USD m`, `%`. A note that says
    /// otherwise is an error, unless the book insists: `{ override = "RMB'000" }`.
    #[schemars(with = "Option<UnitRule>")]
    pub unit: Option<Spanned<UnitRule>>,
    /// Labels and the lines they are: `"收入" = "revenue"`, `"*系列" = "revenue.product"`. A path tells rows
    /// with one label apart: `"毛利率 > 训练*" = "gross_margin.training"`.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, RowTarget>")]
    pub rows: BTreeMap<Spanned<String>, Spanned<RowTarget>>,
    /// Long tables and ledgers: the headers of the columns that say what a row is.
    #[serde(default)]
    pub columns: Columns,
    /// Long tables and ledgers: columns that hold figures, and their lines: `total_revenue = "revenue"`.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, RowTarget>")]
    pub values: BTreeMap<Spanned<String>, Spanned<RowTarget>>,
    /// Long tables and ledgers: the column that names the member of a dimension: `vendor = "symbol"`.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, String>")]
    pub by: BTreeMap<Spanned<String>, String>,
    /// A matrix (quarters down, years across): the line it holds.
    #[schemars(with = "Option<RowTarget>")]
    pub line: Option<Spanned<RowTarget>>,
    /// The period of everything in the table, where the table itself does not say.
    #[schemars(with = "Option<String>")]
    pub period: Option<Spanned<String>>,
    /// What labels of periods mean that are not understood, as they are printed: `{ "FQ1 2024" = "2024Q1" }`. In a matrix
    /// also parts of a year.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, String>")]
    pub periods: BTreeMap<Spanned<String>, Spanned<String>>,
    /// The period that the files report, for 本期 and 上年同期; else from the file's name or title.
    #[schemars(with = "Option<String>")]
    pub as_of: Option<Spanned<String>>,
    /// What plain dates end.
    pub dates: Option<Dates>,
    /// Which day of its period a plain date is; found by looking at all of them when it is not given.
    pub day: Option<Day>,
    /// Whether labels such as 2024Q1 count by calendar years though the fiscal year ends elsewhere.
    #[serde(default)]
    pub by_calendar: bool,
    /// Rows to read, by the text in a column: `source = "SEC"`, `period = ["Q1", "Q2"]`, `symbol = "!INTC"`.
    #[serde(default, rename = "where")]
    pub only: BTreeMap<String, OneOrMany>,
    /// What counts when two figures differ: `{ source = ["SEC", "AlphaVantage"] }` ranks the rows of one
    /// source, a number ranks the whole source, higher first.
    pub prefer: Option<Prefer>,
    /// Ledgers: `{ side = { credit = 1, debit = -1 } }` takes the sign of a row from a column.
    #[serde(default)]
    pub sign: BTreeMap<String, BTreeMap<String, i8>>,
    /// Labels of totals: checked against the rows they sum, never taken for a line of their own.
    #[serde(default)]
    pub total: Vec<String>,
    /// Labels of rows and headers of columns to leave out; a column of periods also by its letters, as `C:C`.
    #[serde(default)]
    pub skip: Vec<String>,
    /// More texts that mean "not disclosed".
    #[serde(default)]
    pub nil: Vec<String>,
    /// How firmly everything here is stated.
    pub status: Option<StatusWord>,
    /// The decimal mark, `.` or `,`, where figures can be read in two ways.
    pub decimal: Option<DecimalWord>,
    /// What amounts of money are rounded to, in their printed unit, where the cells show more digits than the
    /// source knows: `1000` for 3.24 亿 carried as 324,000 千元.
    pub rounded_to: Option<u64>,
    /// Marks before or behind numbers that may be a minus or an arrow, each −1 or 1: `{ "▲" = -1 }` in Japanese reports,
    /// `{ "▲" = 1, "▼" = -1 }` beside changes.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, i8>")]
    pub marks: BTreeMap<Spanned<String>, i8>,
    /// Long tables and ledgers: the year from which bare numbers in the columns of periods count days, as Excel does
    /// under a format of dates: 1900, or 1904 in old workbooks of the Mac.
    #[schemars(with = "Option<u16>")]
    pub serials: Option<Spanned<u16>>,
    /// Figures to work out from others while reading.
    #[serde(default)]
    pub derive: Vec<Derive>,
    /// The encoding of text files: utf-8, utf-16le, utf-16be, gb18030, big5, `shift_jis`, windows-1252. Found by looking
    /// when it is not given; the last three are only guessed, and have to be declared.
    #[schemars(with = "Option<String>")]
    pub encoding: Option<TextEncoding>,
    /// What stands between the fields of text files; found by looking when it is not given.
    pub separator: Option<char>,
    /// How much a file may ask for.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, u64>")]
    pub limits: Limits,
}

/// Reads the `[[source]]` tables out of a book's text and checks every name in them. Other tables are not
/// looked at.
pub(crate) fn read_rules(book_path: &str, text: &str, vocabulary: &Vocabulary) -> (Vec<Source>, Vec<Problem>) {
    let (rules, mut problems) = read::rules(book_path, text);
    let place = |span| Place::Text(TextPlace::new(book_path, text, span));
    let sources = rules
        .into_iter()
        .map(|read| {
            let told = problems.len();
            let is_whole = read.is_whole;
            let source = check::check(read, vocabulary, &place, &mut problems);
            let is_right = is_whole && problems.len() == told;
            Source { is_right, ..source }
        })
        .collect();
    (sources, problems)
}
