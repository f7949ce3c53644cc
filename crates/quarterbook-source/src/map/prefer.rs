//! Which of two figures counts where a book ranks its feeds.

use std::collections::BTreeMap;

use quarterbook_data::{Amount, Figure, Period, Problem, Series};

use super::Ranked;

/// Keeps, for each series and period, the figures of the best rank, and those of lower ranks that say the
/// same. A lower one that says otherwise is left out with a warning that names both cells.
pub(crate) fn prefer(ranked: Vec<Ranked>) -> (Vec<Figure>, Vec<Problem>) {
    let mut best: BTreeMap<(Series, Period), (usize, Figure)> = BTreeMap::new();
    for Ranked { figure, rank } in &ranked {
        let key = (figure.series.clone(), figure.period);
        let is_number = matches!(figure.amount, Amount::Number(_));
        match best.get(&key) {
            Some((known, _)) if known <= rank => {}
            _ if is_number => {
                best.insert(key, (*rank, figure.clone()));
            }
            _ => {}
        }
    }
    let mut figures = Vec::new();
    let mut problems = Vec::new();
    for Ranked { figure, rank } in ranked {
        let winner = best.get(&(figure.series.clone(), figure.period));
        match winner {
            Some((winning, other)) if rank > *winning && differ(other, &figure) => {
                problems.push(
                    Problem::warning(format!(
                        "{} in {} is {} in {}; {} in {} is set aside",
                        figure.series,
                        figure.period,
                        said(other),
                        other.origin,
                        said(&figure),
                        figure.origin
                    ))
                    .at(figure.origin.place()),
                );
            }
            _ => figures.push(figure),
        }
    }
    (figures, problems)
}

/// What stands in the cell; for a figure worked out from several cells, what came out.
fn said(figure: &Figure) -> String {
    match figure.amount {
        Amount::Number(number) if figure.derivation.is_some() => format!("{number} (derived)"),
        _ => figure.origin.printed.clone(),
    }
}

fn differ(one: &Figure, other: &Figure) -> bool {
    let (Amount::Number(a), Some(b)) = (one.amount, other.value_in(&one.unit)) else {
        return false;
    };
    let half = |figure: &Figure| figure.half_unit_in(&one.unit).unwrap_or_default();
    a.checked_sub(b)
        .is_none_or(|off| off.abs() > half(one).max(half(other)))
}
