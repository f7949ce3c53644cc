//! Template formula + layout → a formula tree whose references are relative to the cell, the same in every
//! column of a band.

use quarterbook_formula::{Expr, Function, ParseError, Word, guard, merge_guards, takes_lists};

use super::leaf::{Leaf, Setting, Step, WordLeaf};
use super::resolve::Scope;
use super::setting::placeholder;
use super::spread::spread;
use super::{first, word};
use crate::layout::{Band, Layout};

/// What a missing figure shows.
pub(crate) const NOT_AVAILABLE: &str = "n.a.";

/// The cell a formula is written for: a row, in the first column of a band.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame<'a> {
    pub(crate) scope: Scope<'a>,
    pub(crate) layout: &'a Layout,
    pub(crate) band: &'a Band,
    /// The 0-based row that holds the formula.
    pub(crate) host_row: u32,
}

/// The tree of a formula in a band.
///
/// # Errors
/// As for [`resolve`]; a row that is not filled in the band, a family whose rows do not stand together, a
/// setting without its sheet, a word with the wrong arguments.
pub(crate) fn lower(expr: &Expr<Leaf>, frame: Frame<'_>) -> Result<Expr, ParseError> {
    let expr = &first::in_band(expr.clone(), frame);
    is_one_figure(expr, frame)?;
    let lowered = bare(spread(expr.clone(), frame)?, frame)?;
    // A word guards itself, and a lone row passes what it finds on, looked up by its year or not.
    let guarded = match expr {
        Expr::Leaf(leaf) if steps_in_band(leaf) => unless_empty(lowered),
        Expr::Leaf(_) => lowered,
        _ if word::is_word(expr) => lowered,
        _ => guard(lowered),
    };
    frame.with_settings(merge_guards(guarded))
}

/// A cell shows one figure. Several rows that no function takes together would spill over the cells below it.
fn is_one_figure(expr: &Expr<Leaf>, frame: Frame<'_>) -> Result<(), ParseError> {
    match expr {
        Expr::Leaf(Leaf::Rows(rows)) if frame.placed(rows)?.len() > 1 => {
            let message = format!("`{}` is several rows, and a cell shows one figure", rows.name);
            Err(ParseError::new(rows.span.clone(), message)
                .hint(format!("say what to do with them, such as sum({})", rows.name)))
        }
        Expr::Group(_) | Expr::Unary(..) | Expr::Binary(..) => expr
            .children()
            .into_iter()
            .try_for_each(|part| is_one_figure(part, frame)),
        _ => Ok(()),
    }
}

/// Whether a leaf reads another column of its own band.
const fn steps_in_band(leaf: &Leaf) -> bool {
    matches!(leaf, Leaf::Rows(rows) if !matches!(rows.step, Step::Columns(0) | Step::FiscalYear(_)))
}

/// What a cell holds; an empty one, as before a band's first column, would read as zero.
fn unless_empty(cell: Expr) -> Expr {
    let is_empty = cell.clone().equals(Expr::text(""));
    call("IF", [is_empty, Expr::text(NOT_AVAILABLE), cell])
}

fn bare(expr: Expr<Leaf>, frame: Frame<'_>) -> Result<Expr, ParseError> {
    expr.lower(&mut |leaf| match leaf {
        Leaf::Rows(rows) => frame.rows(&rows),
        Leaf::Setting(setting, span) => {
            frame.setting(&setting, &span)?;
            Ok(placeholder(&setting))
        }
        Leaf::Word(word) => frame.word(word),
    })
}

impl Frame<'_> {
    fn word(self, word: WordLeaf) -> Result<Expr, ParseError> {
        let WordLeaf {
            name,
            name_span,
            arguments,
        } = word;
        for (place, argument) in arguments.iter().enumerate() {
            self.fits(&name, place, argument)?;
        }
        let arguments: Vec<Expr> = arguments
            .into_iter()
            .map(|argument| bare(argument, self).map(unless_nothing))
            .collect::<Result<_, _>>()?;
        let frame = quarterbook_formula::Frame {
            periods_per_year: self.band.frequency.per_year(),
            ordinal: placeholder(&Setting::Ordinal),
            fiscal_year: placeholder(&Setting::Year),
        };
        word::expand(&name, &name_span, &arguments, &frame)
    }

    /// Several rows are no argument of a word that computes with one figure there.
    fn fits(self, word: &str, place: usize, argument: &Expr<Leaf>) -> Result<(), ParseError> {
        let Expr::Leaf(Leaf::Rows(rows)) = argument else {
            return Ok(());
        };
        let takes_several = Word::find(word).is_some_and(|word| word.takes_several(place));
        if takes_several || self.placed(rows)?.len() < 2 {
            return Ok(());
        }
        let message = format!("`{}` is several rows, and `{word}` takes one figure here", rows.name);
        let hint = format!("name one of them{}", word::or_excels(word));
        Err(ParseError::new(rows.span.clone(), message).hint(hint))
    }
}

/// A word counts its figures, and the sum of nothing would count as one.
fn unless_nothing(argument: Expr) -> Expr {
    if takes_lists(&argument) {
        guard(argument)
    } else {
        argument
    }
}

/// A call of one of Excel's functions; `#NAME?` for a name that the table does not hold.
pub(crate) fn call(name: &str, arguments: impl IntoIterator<Item = Expr>) -> Expr {
    Function::find(name).map_or(Expr::Error(quarterbook_formula::ErrorValue::Name), |function| {
        Expr::call(function, arguments)
    })
}
