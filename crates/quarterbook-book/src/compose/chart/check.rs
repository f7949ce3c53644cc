//! Whether charts and key figures speak of what there is.

use std::collections::BTreeMap;

use quarterbook_data::{Frequency, Period, Problem, suggestion};

use crate::book::Book;
use crate::layout::{Dotted, names_band};
use crate::template::{ChartTable, Located, RowTable};

/// Names in charts and key figures that no template row and no line has, unknown bands and periods. A row that
/// only this book has not is no mistake: the chart does without it.
pub(crate) fn check_charts(book: &Book) -> Vec<Problem> {
    let mut problems = Vec::new();
    for sheet in &book.template.sheets {
        for chart in &sheet.charts {
            let names = chart.rows.iter().chain(&chart.lines);
            problems.extend(names.filter_map(|name| unknown_row(name, book)));
            problems.extend(chart.band.as_ref().and_then(|band| unknown_band(band, book)));
            problems.extend(unknown_period(chart, book));
        }
        problems.extend(sheet.figures.iter().filter_map(|figure| unknown_row(&figure.row, book)));
    }
    problems
}

fn unknown_row(name: &Located, book: &Book) -> Option<Problem> {
    let base = Dotted::new(name.as_str(), &BTreeMap::new(), book).base;
    let rows = book.template.sheets.iter().flat_map(|sheet| &sheet.rows);
    let of_row = |row: &'_ RowTable| {
        row.name_in_template()
            .and_then(|name| name.split('.').next())
            .map(str::to_owned)
    };
    let lines = book.vocabulary.lines.keys().cloned();
    let known: Vec<String> = rows.filter_map(of_row).chain(lines).collect();
    (!known.contains(&base)).then(|| {
        Problem::error(format!("there is no row or line `{base}`"))
            .at(book.texts.place_in(name, 0..base.len()))
            .maybe_hint(suggestion(&base, known.iter().map(String::as_str)))
    })
}

fn unknown_band(band: &Located, book: &Book) -> Option<Problem> {
    let word = band.as_str();
    let is_known = Frequency::ALL.into_iter().any(|band| names_band(word, band));
    let known = ["native"].into_iter().chain(Frequency::ALL.map(Frequency::name));
    (!is_known).then(|| {
        Problem::error(format!("there is no band `{word}`"))
            .at(book.texts.place_of(band))
            .maybe_hint(suggestion(word, known))
    })
}

fn unknown_period(chart: &ChartTable, book: &Book) -> Option<Problem> {
    let period = chart.period.as_ref().filter(|period| period.as_str() != "latest")?;
    let error = period.as_str().parse::<Period>().err()?;
    Some(
        Problem::error(error.to_string())
            .at(book.texts.place_of(period))
            .hint("or write `latest`"),
    )
}
