//! Reads spreadsheets and text tables into figures.

mod child;
mod grid;
mod options;
mod read;
mod refusal;

mod inspect;
mod reason;
mod sources;

mod files;
mod map;
mod period;
mod printed;
mod rules;
mod text;
mod unit;

mod allowance;
mod cell_format;
mod chunks;
mod compound;
mod decode;
mod delimited;
mod encoding;
mod footnote;
mod formulas;
mod guarded;
mod gzip;
mod markup;
mod number_format;
mod oddities;
mod ods;
mod ods_scan;
mod ods_styles;
mod ods_texts;
mod raised;
mod sink;
mod sniff;
mod value;
mod wire;
mod xls;
mod xls_scan;
mod xls_texts;
mod xlsb;
mod xlsb_records;
mod xlsb_scan;
mod xlsb_stream;
mod xlsb_texts;
mod xlsx;
mod xlsx_parts;
mod xlsx_position;
mod xlsx_scan;
mod xlsx_stream;
mod xlsx_styles;
mod xlsx_texts;
mod xml;
mod zip_guard;

pub use child::{answer_request, read_in_child, wants_child};
pub use formulas::{WithFormulas, read_with_formulas};
pub use grid::{Cell, CellValue, Format, Grid, Visibility, Workbook};
pub use options::{Limits, ReadOptions, TextEncoding};
pub use read::{Streamed, for_each_row, read, read_file};
pub use refusal::Refusal;
pub use sink::{Cut, StreamedRow};

pub use period::{
    AsOfDoubt, PeriodContext, PeriodError, PeriodNames, PeriodReading, PlainDates, PlainDay, find_period, read_period,
};
pub use printed::{DecimalMark, Reading, ValueError, read_value};
pub use unit::{UnitNote, find_unit, read_unit};

pub use inspect::{
    About, ColumnKind, ColumnsLooked, Draft, Key, ListColumn, Mapping, Money, NewMember, PeriodLooked, Report,
    SheetReport, TableReport, Value, inspect, member_names, members_table,
};
pub use reason::reason;
pub use rules::SourceRule;
pub use sources::{BookPlace, Open, Progress, SourcesRead, read_sources};
