//! What can be written behind `quarterbook`.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Source spreadsheets in, the workbook that finance staff open in Excel out.
#[derive(Debug, Parser)]
#[command(name = "quarterbook", version, max_term_width = 100, arg_required_else_help = true)]
#[command(
    after_help = "Exit codes: 0 done; 1 done, with failed checks or findings; 2 could not be done, nothing written (of \
                  several books: those that could not be built)."
)]
pub(crate) struct Arguments {
    /// How problems are printed
    #[arg(long, value_enum, default_value_t, global = true)]
    pub(crate) message_format: MessageFormat,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// How problems are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum MessageFormat {
    /// For people: with the line and a caret under it
    #[default]
    Human,
    /// One JSON object a line
    Json,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read the sources, build the workbook, write it
    Build(BuildArguments),
    /// The same without writing: problems and check results
    Check(BookArguments),
    /// What is in a source file, and the [[source]] block to paste
    Inspect(InspectArguments),
    /// What changed between two workbooks
    Diff(DiffArguments),
    /// The chain from a workbook cell through its formulas to the source cells
    Trace(TraceArguments),
    /// A starting book
    New(NewArguments),
    /// The templates at hand and what each needs
    Templates(TemplatesArguments),
    /// Reads one file on behalf of this program, with limits on memory and time
    #[command(name = crate::open::CHILD, hide = true)]
    Read,
}

#[derive(Debug, Args)]
pub(crate) struct BookArguments {
    /// The folder with quarterbook.toml, or the file itself; several are built one after the other
    #[arg(default_value = ".", value_name = "BOOK")]
    pub(crate) books: Vec<PathBuf>,
    /// The date the workbook speaks of, such as 2025-12-31
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<jiff::civil::Date>,
    /// The workbook of the quarter before, to report what changed since; or the folder it is in, under the same name
    #[arg(long, value_name = "FILE")]
    pub(crate) previous: Option<PathBuf>,
    /// Say only what is wrong: errors, warnings and failed checks
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

#[derive(Debug, Args)]
pub(crate) struct BuildArguments {
    #[command(flatten)]
    pub(crate) book: BookArguments,
    /// Where the workbook goes, a file or a folder; beside quarterbook.toml when left out
    #[arg(short, long, value_name = "PATH")]
    pub(crate) output: Option<PathBuf>,
    /// What is written: xlsx, text, json, or the program of an exporter of your own
    #[arg(long, value_name = "NAME", value_delimiter = ',', default_value = "xlsx")]
    pub(crate) to: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct InspectArguments {
    /// Spreadsheets or text tables
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// The template whose lines the labels are given
    #[arg(long, default_value = "quarterly-review")]
    pub(crate) template: String,
}

#[derive(Debug, Args)]
pub(crate) struct DiffArguments {
    /// The earlier workbook
    pub(crate) old: PathBuf,
    /// The later workbook
    pub(crate) new: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct TraceArguments {
    /// A workbook
    pub(crate) file: PathBuf,
    /// A cell of it, such as Revenue!F8, or a row's id and a period, such as "growth FY2024"
    #[arg(value_name = "SHEET!CELL")]
    pub(crate) cell: String,
}

#[derive(Debug, Args)]
pub(crate) struct NewArguments {
    /// The folder to make
    pub(crate) folder: PathBuf,
    /// The template the book uses
    #[arg(long, default_value = "quarterly-review")]
    pub(crate) template: String,
    /// Source files to copy into it and to write [[source]] blocks for
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) from: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct TemplatesArguments {
    /// Print this template's text, to keep and change
    #[arg(long, value_name = "NAME")]
    pub(crate) show: Option<String>,
}
