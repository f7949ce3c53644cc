//! The `[[source]]` tables of a book: which files, and how to read figures out of them.

mod check;
mod pattern;
mod target;

use std::collections::BTreeMap;

use quarterbook_data::{Place, Problem, Status, TextPlace, Vocabulary};
use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use crate::{Limits, TextEncoding};
pub(crate) use check::Source;
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
    /// `note`, to take the unit from 单位:… above the table, or a unit: `RMB'000`, `USD m`, `%`.
    #[schemars(with = "Option<String>")]
    pub unit: Option<Spanned<String>>,
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
    /// The period that the files report, for 本期 and 上年同期; else from the file's name or title.
    #[schemars(with = "Option<String>")]
    pub as_of: Option<Spanned<String>>,
    /// What plain dates end.
    pub dates: Option<Dates>,
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
    /// Labels of rows and headers of columns to leave out.
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
    /// Figures to work out from others while reading.
    #[serde(default)]
    pub derive: Vec<Derive>,
    /// The encoding of text files; found by looking when it is not given (Big5 has to be declared).
    #[schemars(with = "Option<String>")]
    pub encoding: Option<TextEncoding>,
    /// What stands between the fields of text files; found by looking when it is not given.
    pub separator: Option<char>,
    /// How much a file may ask for.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, u64>")]
    pub limits: Limits,
}

/// A text or a list of them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum OneOrMany {
    /// One.
    One(String),
    /// Several.
    Many(Vec<String>),
}

impl OneOrMany {
    /// The texts.
    pub fn texts(&self) -> &[String] {
        match self {
            Self::One(text) => std::slice::from_ref(text),
            Self::Many(texts) => texts,
        }
    }
}

/// How figures are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// Periods across, lines down.
    #[default]
    Wide,
    /// One row a figure, or one row a period with a column for each line.
    Long,
    /// Rows to be summed by period and member.
    Ledger,
    /// One line: parts of the year down, years across, or the other way round.
    Matrix,
}

/// Where the header of a table is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Header {
    /// `"find"`, or the number of the header's last row as the sheet shows it, from 1.
    pub row: HeaderRow,
    /// How many rows make up the header; as many as it takes when it is not given.
    pub rows: Option<u32>,
    /// Whether an empty header cell means the same as the one to its left, as in exports that lost their merges.
    pub fill: bool,
}

/// The row of a header.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum HeaderRow {
    /// As the sheet shows it, from 1.
    At(u32),
    /// `"find"`: the row in which at least two cells read as periods.
    Find(FindWord),
}

impl Default for HeaderRow {
    fn default() -> Self {
        Self::Find(FindWord::Find)
    }
}

/// The word `find`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FindWord {
    /// By looking.
    Find,
}

/// The headers of the columns that say what a row of a long table or a ledger is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Columns {
    /// The period; several columns are read as one label: `["end_date", "period"]`.
    pub period: Option<OneOrMany>,
    /// What is measured; its texts are mapped by `rows`.
    pub line: Option<String>,
    /// The figure.
    pub value: Option<String>,
    /// Its unit.
    pub unit: Option<String>,
    /// How firmly it is stated.
    pub status: Option<String>,
    /// The period of the report that states it.
    pub reported: Option<String>,
}

/// What a row or column is: the name of a line, or that and more.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum RowTarget {
    /// `revenue`, `revenue.training`, or `revenue.product` to take the member from the label.
    Name(String),
    /// The same with what is special about it.
    Full(FullTarget),
}

/// A target with what is special about it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FullTarget {
    /// The name, as in the short form.
    pub line: String,
    /// Its unit.
    pub unit: Option<String>,
    /// How firmly it is stated.
    pub status: Option<StatusWord>,
    /// Whether the source prints it with the opposite sign.
    #[serde(default)]
    pub negate: bool,
    /// What it is rounded to, in its printed unit; a power of ten.
    pub rounded_to: Option<u64>,
}

/// How firmly a figure is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StatusWord {
    /// Plainly.
    Reported,
    /// About, nearly.
    About,
    /// Over.
    AtLeast,
    /// Under.
    AtMost,
    /// A forecast.
    Estimate,
    /// Derived by the source: checked, never built on.
    Claim,
}

impl StatusWord {
    /// The status it names.
    pub const fn status(self) -> Status {
        match self {
            Self::Reported => Status::Reported,
            Self::About => Status::About,
            Self::AtLeast => Status::AtLeast,
            Self::AtMost => Status::AtMost,
            Self::Estimate => Status::Estimate,
            Self::Claim => Status::Claim,
        }
    }
}

/// What a plain date ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Dates {
    /// A fiscal year.
    Annual,
    /// A half of it.
    Half,
    /// A quarter of it.
    Quarter,
    /// A month.
    Month,
    /// The stretch from the beginning of the fiscal year.
    Cumulative,
}

/// What counts when two figures differ.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Prefer {
    /// The rank of the whole source; 0 when it is not given.
    Rank(i32),
    /// The texts of a column, the best first.
    Column(BTreeMap<String, Vec<String>>),
}

/// A decimal mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum DecimalWord {
    /// `1,234.5`
    #[serde(rename = ".")]
    Point,
    /// `1.234,5`
    #[serde(rename = ",")]
    Comma,
}

/// Figures to work out from others while reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Derive {
    /// A fourth quarter from the year and its other quarters or its first nine months.
    Q4,
    /// Single quarters from figures that add up from the beginning of the year.
    Discrete,
}

#[derive(Deserialize)]
struct BookSources {
    #[serde(default)]
    source: Vec<SourceRule>,
}

/// Reads the `[[source]]` tables out of a book's text and checks every name in them. Other tables are not
/// looked at. The sources are complete when no problem is an error.
pub(crate) fn read_rules(book_path: &str, text: &str, vocabulary: &Vocabulary) -> (Vec<Source>, Vec<Problem>) {
    let rules = match toml::from_str::<BookSources>(text) {
        Ok(book) => book.source,
        Err(error) => {
            let mut problem = Problem::error(error.message().trim().replace('\n', "; "));
            if let Some(span) = error.span() {
                problem = problem.at(Place::Text(TextPlace::new(book_path, text, span)));
            }
            return (Vec::new(), vec![problem]);
        }
    };
    let mut problems = Vec::new();
    let place = |span| Place::Text(TextPlace::new(book_path, text, span));
    let sources = rules
        .into_iter()
        .map(|rule| check::check(rule, vocabulary, &place, &mut problems))
        .collect();
    (sources, problems)
}
