//! Which of two figures counts where a book ranks its feeds.

use std::collections::BTreeMap;

use quarterbook_data::{Amount, Figure, Origin, Period, Place, Problem, Series, compared};

use super::Ranked;

/// The file and sheet of figures that are set aside, and those of the ones that count.
type Sheets = [(String, String); 2];

/// How many figures a warning lists.
const LISTED: usize = 20;

/// Keeps, for each series and period, the figures of the best rank, and those of lower ranks that say the
/// same. A lower one that says otherwise is left out, with one warning for each two
/// sheets that names the cells.
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
    let mut aside: BTreeMap<Sheets, Vec<(Figure, Figure)>> = BTreeMap::new();
    for Ranked { figure, rank } in ranked {
        let winner = best.get(&(figure.series.clone(), figure.period));
        match winner {
            Some((winning, other)) if rank > *winning && differ(other, &figure) => {
                let places = [&figure, other].map(|figure| {
                    let Origin { file, sheet, .. } = &figure.origin;
                    (file.path.clone(), sheet.to_string())
                });
                aside.entry(places).or_default().push((other.clone(), figure));
            }
            _ => figures.push(figure),
        }
    }
    let problems = aside.into_iter().map(|(places, pairs)| set_aside(&places, &pairs));
    (figures, problems.collect())
}

/// The warning for figures of one sheet that differ from those of another, which count.
fn set_aside([(file, sheet), (preferred, _)]: &Sheets, pairs: &[(Figure, Figure)]) -> Problem {
    if let [(winner, loser)] = pairs {
        let (numbers, unit) = compared(winner, loser);
        let message = format!(
            "{} in {}{unit}: {} here is set aside for {} in {}",
            loser.series, loser.period, numbers[1], numbers[0], winner.origin
        );
        return Problem::warning(message).at(loser.origin.place());
    }
    let listed = pairs.iter().take(LISTED).map(|(winner, loser)| {
        let (numbers, unit) = compared(winner, loser);
        let (here, there) = (loser.origin.cell, winner.origin.cell);
        format!(
            "{} in {}{unit}: {} in {here}, there {} in {there}",
            loser.series, loser.period, numbers[1], numbers[0]
        )
    });
    let more = pairs.len().saturating_sub(LISTED);
    let more = (more > 0).then(|| format!("and {more} more"));
    let lines: Vec<String> = listed.chain(more).collect();
    Problem::warning(format!(
        "{} figures here are set aside for those of {preferred}:\n      {}",
        pairs.len(),
        lines.join("\n      ")
    ))
    .at(Place::Sheet {
        file: file.clone(),
        sheet: sheet.clone(),
    })
}

fn differ(one: &Figure, other: &Figure) -> bool {
    let (Amount::Number(a), Some(b)) = (one.amount, other.value_in(&one.unit)) else {
        return false;
    };
    let half = |figure: &Figure| figure.half_unit_in(&one.unit).unwrap_or_default();
    a.checked_sub(b)
        .is_none_or(|off| off.abs() > half(one).max(half(other)))
}
