//! What is in a file that nobody has described yet: sheets, tables, periods, units, labels, oddities, and the
//! `[[source]]` blocks to begin with.

mod about;
mod choose;
mod columns;
mod derive;
mod doubts;
mod draft;
mod figures;
mod list;
mod long;
mod meaning;
mod members;
mod name;
mod periods;
mod rows;
mod show;
mod table;
mod terminal;
mod wide;

use quarterbook_data::{CellAddress, CellRange, Problem, Vocabulary};

use crate::map::{Table, find_tables, reported_for, text_of};
use crate::rules::Header;
use crate::{Format, Grid, PeriodContext, PeriodError, Visibility, Workbook, read_period};
pub use about::About;
pub use columns::{ColumnsLooked, PeriodLooked};
pub use draft::{Draft, Key, Mapping, Money, Value};
pub use list::{ColumnKind, ListColumn};
use members::member_name;
pub use members::{NewMember, member_names, members_table};
pub use table::TableReport;
use table::{Look, inspect_table};

/// What a file holds, for people; `Display` prints it.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The file's path.
    pub file: String,
    /// What its bytes are.
    pub format: Format,
    /// Its sheets, in the order of their tabs.
    pub sheets: Vec<SheetReport>,
    /// Choices made while reading, and oddities.
    pub notes: Vec<Problem>,
    /// What it says of the company.
    pub about: About,
    /// `[[source]]` blocks that read the tables a reader is likely to want, the most useful first.
    pub drafts: Vec<Draft>,
}

/// What a sheet holds.
#[derive(Debug, Clone, PartialEq)]
pub struct SheetReport {
    /// Its name; empty for a delimited text.
    pub name: String,
    /// Whether its tab can be seen.
    pub visibility: Visibility,
    /// The range with everything in it.
    pub extent: Option<CellRange>,
    /// Tables with periods across, from the top.
    pub tables: Vec<TableReport>,
    /// The columns of a list, where the sheet has no table with periods across.
    pub columns: Vec<ListColumn>,
    /// The block that reads the list, and how much a reader is likely to want it.
    list: Option<(Draft, i64)>,
}

/// Looks into a workbook. Labels are named by the lines of `vocabulary`, which is a template's.
pub fn inspect(workbook: &Workbook, vocabulary: &Vocabulary) -> Report {
    let about = about::about(workbook);
    let company = company(&about, &workbook.file.path);
    let sheets = workbook.sheets.iter().map(|grid| {
        let mut context = PeriodContext {
            calendar: about::calendar(about.year_end),
            ..PeriodContext::default()
        };
        let reported = reported_for(grid, &context);
        (context.as_of, context.as_of_doubt) = (reported.period, reported.doubt);
        inspect_sheet(Look {
            grid,
            context: &context,
            vocabulary,
            company: &company,
        })
    });
    let sheets: Vec<SheetReport> = sheets.collect();
    let mut drafts = choose::choose(&workbook.file.path, &sheets, about.year_end);
    if let Some(encoding) = workbook.sheets.iter().find_map(|grid| grid.guessed) {
        for draft in &mut drafts {
            let comment = "a guess: see whether the labels read right";
            draft.set_first("encoding", format!("\"{}\"", encoding.name()), comment);
        }
    }
    Report {
        file: workbook.file.path.clone(),
        format: workbook.format,
        drafts,
        notes: workbook.notes.clone(),
        about,
        sheets,
    }
}

fn inspect_sheet(look: Look<'_>) -> SheetReport {
    let grid = look.grid;
    let mut tables = find_tables(grid, look.context, &Header::default(), false);
    tables.retain(|table| !is_list(grid, table));
    let tables: Vec<TableReport> = tables.iter().filter_map(|table| inspect_table(look, table)).collect();
    let list = tables.is_empty().then(|| list::list(grid));
    SheetReport {
        name: grid.sheet.to_string(),
        visibility: grid.visibility,
        extent: grid.extent(),
        list: list.as_ref().and_then(|list| long::draft(look, list)),
        columns: list.map(|list| list.columns).unwrap_or_default(),
        tables,
    }
}

/// The company that a file is of, as a member: its name from the Latin letters of the title or the file's name.
fn company(about: &About, file: &str) -> NewMember {
    let name = file.rsplit('/').next().unwrap_or(file);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let of_file = name::around_period(stem).map_or(stem.to_owned(), |(before, after)| format!("{before} {after}"));
    let label = about
        .title
        .clone()
        .unwrap_or_else(|| of_file.trim_matches([' ', '-', '_']).to_owned());
    let name = member_name(&label).or_else(|| member_name(&of_file));
    NewMember {
        label,
        name: Some(name.unwrap_or_else(|| "own".to_owned())),
        year_end: about.year_end,
    }
}

/// Whether what looks like a header is a row of a list: below its periods stand others. Figures may be bare numbers that
/// could be years: they are no periods under a header of words, nor where they may be figures of its rows.
fn is_list(grid: &Grid, table: &Table) -> bool {
    let text_at = |row: u32, column: u32| grid.cell(CellAddress::new(row, column)).map(text_of);
    let is_bare = |text: &str| text.trim().bytes().all(|byte| byte.is_ascii_digit());
    let mut columns = table.periods.iter().map(|period| period.address);
    columns.all(|header| {
        let Some(below) = text_at(header.row + 1, header.column) else {
            return false;
        };
        let has_words = text_at(header.row, header.column).is_some_and(|text| !is_bare(&text));
        let is_doubtful = table.doubtful.iter().any(|cell| cell.row == header.row + 1);
        let may_be_figure = is_bare(&below) && (has_words || is_doubtful);
        let read = read_period(&below, &PeriodContext::default());
        !may_be_figure && matches!(read, Ok(_) | Err(PeriodError::Unclear { .. }))
    })
}
