//! The settings of `[book]`, each read and checked by itself.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use quarterbook_data::{FiscalCalendar, Frequency, Language, Measure, Period, Problem, Scale, Unit, suggestion};

use super::{Check, ColourStyle};
use crate::template::{BookFile, BookTable, Located, Template, Texts};

/// The units money and prices are shown in.
#[derive(Clone)]
pub(super) struct Units {
    pub(super) money: Unit,
    pub(super) price: Unit,
}

impl Units {
    /// What stands for units that the book does not give, while the rest of it is checked.
    pub(super) fn stand_in() -> Self {
        Self {
            money: Unit::PERCENT,
            price: Unit::PERCENT,
        }
    }
}

/// The label languages; English when the book names none.
pub(super) fn languages(file: &BookFile, template: &Template, check: &mut Check<'_>) -> Vec<Language> {
    let languages = &file.book.languages;
    if languages.is_empty() {
        return vec!["en".to_owned()];
    }
    if languages.len() > 2 {
        let hint = "name the two that readers need; the first leads";
        let place = check.texts.place_of_key(&["book", "languages"]);
        check.add(
            Problem::error("a workbook has one or two label columns")
                .at(place)
                .hint(hint),
        );
    }
    let known = known_languages(file, template);
    for language in languages.iter().filter(|language| !known.contains(language.as_str())) {
        if !known.is_empty() {
            check.add(
                Problem::error(format!("the template has no texts in the language `{language}`"))
                    .at(check.texts.place_of_key(&["book", "languages"]))
                    .maybe_hint(suggestion(language, known.iter().copied())),
            );
        }
    }
    languages.clone()
}

fn known_languages<'a>(file: &'a BookFile, template: &'a Template) -> BTreeSet<&'a str> {
    let lines = template.lines.values().map(|line| &line.label);
    let sheets = template.sheets.iter().map(|sheet| &sheet.label);
    let rows = template.sheets.iter().flat_map(|sheet| &sheet.rows);
    lines
        .chain(sheets)
        .chain(rows.map(|row| &row.label))
        .chain([&file.book.title])
        .filter_map(|texts| match texts {
            Texts::ByLanguage(texts) => Some(texts.keys().map(String::as_str)),
            Texts::None | Texts::Same(_) => None,
        })
        .flatten()
        .collect()
}

/// The units money and prices are shown in; prices in the currency at scale 1 when the book does not say.
pub(super) fn units(book: &BookTable, check: &mut Check<'_>) -> Option<Units> {
    let money = money(&book.money, check);
    let price = book.price.as_ref().map(|price| self::money(price, check));
    let money = money?;
    let price = match price {
        Some(price) => price?,
        None => Unit::new(money.measure.clone(), Scale::ONE),
    };
    let price = Unit::new(Measure::MoneyEach(price.measure.currency()?), price.scale);
    Some(Units { money, price })
}

fn money(written: &Located, check: &mut Check<'_>) -> Option<Unit> {
    let unit = written.as_str().parse().ok();
    let money = unit.filter(|unit: &Unit| matches!(unit.measure, Measure::Money(_)));
    if money.is_none() {
        check.add(
            Problem::error(format!("`{}` is not a currency with a scale", written.as_str()))
                .at(check.texts.place_of(written))
                .hint("write the currency's three letters and the scale, such as `CNY 亿`, `USD m` or `RMB'000`"),
        );
    }
    money
}

/// What stands for bands that the book does not give, while the rest of it is checked.
const STAND_IN_BANDS: [Frequency; 2] = [Frequency::Annual, Frequency::Half];

/// The bands of columns.
pub(super) fn bands(book: &BookTable, check: &mut Check<'_>) -> Vec<Frequency> {
    let mut bands = Vec::new();
    for name in &book.bands {
        match frequency(name, check) {
            Some(band) if bands.contains(&band) => {
                let problem = Problem::error(format!("the band `{band}` is listed twice"));
                check.add(problem.at(check.texts.place_of(name)));
            }
            band => bands.extend(band),
        }
    }
    if book.bands.is_empty() && !check.texts.lost.has_name("bands") {
        let hint = "write bands = [\"annual\", \"half\"], or the frequencies that are reported";
        let place = check.texts.place_of_key(&["book", "bands"]);
        check.add(Problem::error("the book has no band of columns").at(place).hint(hint));
    }
    if bands.is_empty() {
        bands = STAND_IN_BANDS.to_vec();
    }
    bands
}

fn frequency(name: &Located, check: &mut Check<'_>) -> Option<Frequency> {
    let found = frequency_named(name.as_str());
    if found.is_none() {
        let known = Frequency::ALL.map(Frequency::name);
        check.add(
            Problem::error(format!("there is no band `{}`", name.as_str()))
                .at(check.texts.place_of(name))
                .maybe_hint(suggestion(name.as_str(), known)),
        );
    }
    found
}

/// The frequency with this name.
pub(crate) fn frequency_named(name: &str) -> Option<Frequency> {
    Frequency::ALL.into_iter().find(|frequency| frequency.name() == name)
}

/// First and last periods, where the book gives them.
pub(super) fn periods(book: &BookTable, check: &mut Check<'_>) -> BTreeMap<Frequency, (Period, Period)> {
    let mut periods = BTreeMap::new();
    for (name, written) in &book.periods {
        let Some(band) = frequency_named(name) else {
            let known = Frequency::ALL.map(Frequency::name);
            check.add(
                Problem::error(format!("there is no band `{name}`"))
                    .at(check.texts.place_of(written))
                    .maybe_hint(suggestion(name, known)),
            );
            continue;
        };
        match span(written.as_str(), band) {
            Some(span) => drop(periods.insert(band, span)),
            None => check.add(
                Problem::error(format!("`{}` is not a stretch of {band} periods", written.as_str()))
                    .at(check.texts.place_of(written))
                    .hint("write the first and the last one, such as `FY2022..FY2024` or `2024H1..2025H2`"),
            ),
        }
    }
    periods
}

fn span(text: &str, band: Frequency) -> Option<(Period, Period)> {
    let (first, last) = text.split_once("..")?;
    let (first, last): (Period, Period) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
    let fits = first.frequency() == Some(band) && last.frequency() == Some(band) && first <= last;
    fits.then_some((first, last))
}

/// The colours; banking when the book does not say.
pub(super) fn colours(book: &BookTable, check: &mut Check<'_>) -> ColourStyle {
    let Some(written) = &book.style else {
        return ColourStyle::default();
    };
    match written.as_str() {
        "banking" => ColourStyle::Banking,
        "fast" => ColourStyle::Fast,
        "mono" => ColourStyle::Mono,
        other => {
            check.add(
                Problem::error(format!("there is no style `{other}`"))
                    .at(check.texts.place_of(written))
                    .maybe_hint(suggestion(other, ["banking", "fast", "mono"])),
            );
            ColourStyle::default()
        }
    }
}

/// More decimals than anybody reads are a slip.
pub(super) fn check_decimals(book: &BookTable, check: &mut Check<'_>) {
    const MOST: u8 = 6;
    let decimals = book.decimals;
    for (name, wanted) in [("money", decimals.money), ("price", decimals.price)] {
        if let Some(wanted) = wanted.filter(|wanted| *wanted > MOST) {
            check.add(
                Problem::error(format!("`decimals` shows {name} with {wanted} decimals"))
                    .hint(format!("write a number from 0 to {MOST}")),
            );
        }
    }
}

/// The date on the cover.
pub(super) fn as_of(book: &BookTable, check: &mut Check<'_>) -> Option<Date> {
    let written = book.as_of.as_ref()?;
    let date = written.as_str().parse().ok();
    if date.is_none() {
        check.add(
            Problem::error(format!("`{}` is not a date", written.as_str()))
                .at(check.texts.place_of(written))
                .hint("write year, month and day, such as 2025-12-31"),
        );
    }
    date
}

/// The value of every parameter of the template.
pub(super) fn parameters(file: &BookFile, template: &Template, check: &mut Check<'_>) -> BTreeMap<String, f64> {
    for name in file.parameters.keys() {
        if !template.parameters.contains_key(name) {
            check.add(
                Problem::error(format!("the template has no parameter `{name}`"))
                    .at(check.texts.place_of_key(&["parameters", name]))
                    .maybe_hint(suggestion(name, template.parameters.keys().map(String::as_str))),
            );
        }
    }
    template
        .parameters
        .iter()
        .map(|(name, parameter)| (name.clone(), *file.parameters.get(name).unwrap_or(&parameter.default)))
        .collect()
}

/// The calendar that a `fiscal-year-end` speaks of: `12-31`, `01` or `last Sunday of January`.
pub(super) fn calendar(text: &str) -> Option<FiscalCalendar> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    if let Ok(month) = digits.parse() {
        return FiscalCalendar::ending_in(month);
    }
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let month = words
        .iter()
        .rev()
        .find_map(|word| MONTHS.iter().position(|month| word.starts_with(month)))?;
    FiscalCalendar::ending_in(month as u8 + 1)
}
