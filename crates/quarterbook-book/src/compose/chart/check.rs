//! Whether charts and key figures speak of what there is.

use std::collections::BTreeMap;

use quarterbook_data::{Dataset, Frequency, Period, Problem, suggestion};

use crate::book::{Book, frequency_named};
use crate::layout::{Dotted, Found, Periods, PlacedRow, RowIndex, holds, names_band};
use crate::template::{ChartShape, ChartTable, Located, RowTable, UnitWord};
use crate::workbook::{MAX_DESCRIPTION, characters};

/// What charts can draw: the bands of columns, and the rows with their units.
#[derive(Clone, Copy)]
pub(crate) struct Drawable<'a> {
    pub(crate) dataset: &'a Dataset,
    pub(crate) bands: &'a [(Frequency, Periods)],
    pub(crate) rows: &'a [PlacedRow],
    pub(crate) index: &'a RowIndex,
}

/// Names in charts and key figures that no template row and no line has, unknown bands and periods, shares that are
/// none. A row that only this book has not is no mistake: the chart does without it.
pub(crate) fn check_charts(book: &Book, drawable: Drawable<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for sheet in &book.template.sheets {
        for chart in &sheet.charts {
            let names = chart.rows.iter().chain(&chart.lines);
            problems.extend(names.filter_map(|name| unknown_row(name, book)));
            problems.extend(chart.band.as_ref().and_then(|band| unknown_band(band, book)));
            problems.extend(period_fault(chart, book, drawable));
            problems.extend(no_share(chart, book, drawable));
            problems.extend(long_alternative(chart, book));
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

fn period_fault(chart: &ChartTable, book: &Book, drawable: Drawable<'_>) -> Option<Problem> {
    let word = chart.period.as_ref().filter(|period| period.as_str() != "latest")?;
    let place = book.texts.place_of(word);
    let period: Period = match word.as_str().parse() {
        Ok(period) => period,
        Err(error) => {
            let error: quarterbook_data::ParsePeriodError = error;
            return Some(Problem::error(error.to_string()).at(place).hint("or write `latest`"));
        }
    };
    if !holds(&chart.when, &BTreeMap::new(), book, drawable.dataset).unwrap_or(false) {
        return None;
    }
    let named = chart.band.as_ref().map(Located::as_str);
    let fits = |band: Frequency| named.is_none_or(|word| names_band(word, band));
    let (band, columns) = drawable.bands.iter().find(|(band, _)| fits(*band))?;
    if period.frequency() != Some(*band) {
        let message = format!(
            "`{}` is no column of the {band} band, which this chart draws",
            word.as_str()
        );
        // A band that the chart names is at odds with its period in every book, another one in this book only.
        let is_named = named.and_then(frequency_named).is_some();
        let problem = if is_named {
            Problem::error(message)
        } else {
            Problem::warning(format!("{message}; it is left out"))
        };
        let known = period
            .frequency()
            .map(|own| format!("write band = \"{own}\", or a period of the {band} band"));
        return Some(problem.at(place).maybe_hint(known));
    }
    if columns.periods.contains(&period) {
        return None;
    }
    let ends = columns.periods.first().zip(columns.periods.last());
    let hint = ends.map(|(first, last)| format!("the columns are {first} to {last}; or write `latest`"));
    let message = format!(
        "the workbook has no column `{}`, so that this chart is left out",
        word.as_str()
    );
    Some(Problem::warning(message).at(place).maybe_hint(hint))
}

/// A share chart draws what rows leave of one: rows that are no rates would leave nonsense.
fn no_share(chart: &ChartTable, book: &Book, drawable: Drawable<'_>) -> Option<Problem> {
    if chart.kind != ChartShape::Share {
        return None;
    }
    chart.rows.iter().find_map(|name| {
        let dotted = Dotted::new(name.as_str(), &BTreeMap::new(), book);
        let Found::Rows(rows) = drawable.index.calculated(&dotted, None) else {
            return None;
        };
        let units = rows.iter().filter_map(|row| drawable.rows[row.0].unit);
        let unit = units.into_iter().find(|unit| *unit != UnitWord::Percent)?;
        let message = format!(
            "a `share` chart draws rates and what they leave of one, and `{}` is {}",
            name.as_str(),
            unit_word(unit)
        );
        let hint = "draw rows of share(…); for amounts write kind = \"bar\" or \"percent-column\"";
        Some(Problem::error(message).at(book.texts.place_of(name)).hint(hint))
    })
}

const fn unit_word(unit: UnitWord) -> &'static str {
    match unit {
        UnitWord::Money => "money",
        UnitWord::Price => "a price",
        UnitWord::Percent => "a rate",
        UnitWord::Points => "points",
        UnitWord::Count => "a count",
        UnitWord::Rank => "a rank",
        UnitWord::Plain => "a plain number",
    }
}

/// Excel drops a description that is too long.
fn long_alternative(chart: &ChartTable, book: &Book) -> Option<Problem> {
    let label = chart.alternative.label();
    let longest = label.texts().map(|(_, text)| characters(text)).max()?;
    let place = book.texts.place_of(chart.rows.first()?);
    (longest > MAX_DESCRIPTION).then(|| {
        let title = chart.title.label();
        let message = format!(
            "the `alternative` of the chart `{}` has {longest} characters, and Excel takes {MAX_DESCRIPTION}",
            book.text(&title)
        );
        Problem::error(message)
            .at(place)
            .hint("say in a sentence what the chart shows")
    })
}
