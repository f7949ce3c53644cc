//! What a block has to work out, by the periods that its files have.

use quarterbook_data::Period;

use super::draft::{Draft, Key, Value};

impl Draft {
    /// Says what is to be worked out from the periods of its files, unless it does already.
    pub fn set_derive(&mut self) {
        let (word, why) = derived(&self.periods);
        let has_key = self.keys.iter().any(|key| key.name == "derive");
        if !word.is_empty() && !has_key {
            self.keys.push(Key {
                name: "derive",
                value: Value::Texts(vec![word.to_owned()]),
                comment: why.to_owned(),
            });
        }
    }
}

/// Whether single quarters have to be worked out: from figures that count from the year's beginning, or the fourth
/// from the year and the others; or second halves from years and their first.
fn derived(known: &[Period]) -> (&'static str, &'static str) {
    let of = |months: u8| known.iter().filter(move |period| period.months() == months);
    let has_single = of(3).any(|period| period.ordinal() > 1);
    let is_cumulative = of(9).next().is_some() || (of(3).next().is_some() && of(6).next().is_some());
    let in_year = |months: u8, year: i16| of(months).filter(move |period| period.fiscal_year() == year);
    let years = || of(12).map(|period| period.fiscal_year());
    let lacks_fourth = years().any(|year| {
        let is_fourth = in_year(3, year).any(|period| period.ordinal() == 4);
        in_year(3, year).count() == 3 && !is_fourth
    });
    let lacks_second = years().any(|year| {
        let has = |ordinal: u8| in_year(6, year).any(|period| period.ordinal() == ordinal);
        has(1) && !has(2) && in_year(3, year).next().is_none()
    });
    if is_cumulative && !has_single {
        (
            "discrete",
            "single quarters out of figures that count from the beginning of the year",
        )
    } else if lacks_fourth {
        ("q4", "the fourth quarter is the year less the others")
    } else if lacks_second {
        ("h2", "the second half is the year less the first")
    } else {
        ("", "")
    }
}
