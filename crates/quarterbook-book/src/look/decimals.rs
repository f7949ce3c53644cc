//! How many decimals amounts show: what the book says, else what its sources print.

use quarterbook_data::{Amount, Dataset, Figure, Unit};

use super::number::{Decimals, USUAL_DECIMALS};
use crate::book::Book;

impl Decimals {
    /// The decimals of a book's amounts. Without a word of the book: as many as the sources print in the book's
    /// scale, two at most; a source that prints finer counts with the decimals its numbers need (6,051,000,000
    /// dollars need none in millions).
    pub(crate) fn for_book(book: &Book, dataset: &Dataset) -> Self {
        let printed = |unit: &Unit| {
            let figures = dataset.entries().map(|entry| &entry.figure);
            let of_unit = figures.filter(|figure| shown_unit(book, figure) == Some(unit));
            of_unit.filter_map(|figure| decimals_in(figure, unit)).max()
        };
        let wanted = book.decimals;
        Self {
            money: wanted.money.or_else(|| printed(&book.money)).unwrap_or(USUAL_DECIMALS),
            price: wanted.price.or_else(|| printed(&book.price)).unwrap_or(USUAL_DECIMALS),
        }
    }
}

/// The unit a figure's line is shown in, whatever is counted.
fn shown_unit<'a>(book: &'a Book, figure: &Figure) -> Option<&'a Unit> {
    let line = book.vocabulary.lines.get(&figure.series.line)?;
    Some(&line.unit)
}

fn decimals_in(figure: &Figure, unit: &Unit) -> Option<u8> {
    let Amount::Number(_) = figure.amount else {
        return None;
    };
    let printed = i32::from(figure.decimals) + i32::from(unit.scale.0) - i32::from(figure.unit.scale.0);
    let printed = printed.max(0).unsigned_abs();
    let decimals = if printed <= u32::from(USUAL_DECIMALS) {
        printed
    } else {
        figure.value_in(unit)?.normalize().scale()
    };
    u8::try_from(decimals).ok().map(|decimals| decimals.min(USUAL_DECIMALS))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use quarterbook_data::{Measure, Origin, Period, Scale, Series, SourceFile, Status};

    use super::*;

    fn money(scale: Scale) -> Unit {
        Unit::new(Measure::Money("USD".parse().unwrap()), scale)
    }

    fn figure(printed: &str, decimals: i8, scale: Scale) -> Figure {
        Figure {
            series: Series::total("revenue"),
            period: Period::year(2024),
            amount: printed.parse().map_or(Amount::Undisclosed, Amount::Number),
            unit: money(scale),
            status: Status::Reported,
            decimals,
            reported_in: Period::year(2024),
            origin: Origin {
                file: Arc::new(SourceFile {
                    path: "a.csv".to_owned(),
                    sha256: String::new(),
                }),
                sheet: "".into(),
                cell: "A1".parse().unwrap(),
                printed: printed.to_owned(),
            },
            rule: String::new(),
            derivation: None,
        }
    }

    #[test]
    fn amounts_show_what_is_printed_in_the_scale_of_the_book() {
        let cases = [
            ("5.40", 2, Scale::MILLION, Some(2)),
            ("215938", 0, Scale::MILLION, Some(0)),
            ("6051000000", -6, Scale::ONE, Some(0)),
            ("6051000000", 0, Scale::ONE, Some(0)),
            ("6051120000", 0, Scale::ONE, Some(2)),
            ("6051123", 0, Scale::THOUSAND, Some(2)),
            ("6.1", 1, Scale::BILLION, Some(0)),
            ("n/a", 0, Scale::MILLION, None),
        ];
        for (printed, decimals, scale, expected) in cases {
            let shown = decimals_in(&figure(printed, decimals, scale), &money(Scale::MILLION));
            assert_eq!(shown, expected, "{printed} at {scale:?}");
        }
    }
}
