//! What a row of a long table says about its figures: period, units, status and rank.

use quarterbook_data::{Problem, Status};

use super::{Here, LongReader};
use crate::UnitNote;
use crate::footnote::without_footnotes;
use crate::map::cell::{Taken, What};
use crate::map::columns::text_at;
use crate::map::measured::{contradiction, is_of_currencies};
use crate::map::percent::{self, Bare};
use crate::map::unit::{BY_BOOK, Stated, StatedBy, by_book, no_unit};
use crate::map::{Mapped, Scope};
use crate::rules::{Prefer, Target};
use crate::text::folded;
use crate::unit::{find_units, percent_note, split_unit, unit_words};

impl LongReader {
    /// Units stated around a figure, the closest first.
    pub(super) fn stated(
        &mut self,
        here: Here<'_>,
        target: &Target,
        figure_column: u32,
        mapped: &mut Mapped,
    ) -> Vec<Stated> {
        let mut stated = Vec::new();
        let mut of_ones = None;
        let state = |note: &UnitNote, words: &str, by| Stated {
            note: note.clone(),
            words: words.to_owned(),
            by,
        };
        stated.extend(target.unit.iter().map(|note| state(note, BY_BOOK, StatedBy::Close)));
        if let Some(column) = here.columns.unit {
            let text = text_at(here.cells, column);
            let header = here.scope.source.rule.columns.unit.as_deref().unwrap_or_default();
            // A currency is of single units where nothing else says the scale.
            of_ones = Stated::in_unit_column(&text, false).filter(|_| is_of_currencies(header));
            match Stated::in_unit_column(&text, is_of_currencies(header)) {
                Some(of_row) => stated.push(of_row),
                None if text.trim().is_empty() => {}
                None => self.say_once(no_unit(&text).at(here.place(column)), mapped),
            }
        }
        if let Some(column) = here.columns.line {
            let label = text_at(here.cells, column);
            let (_, unit) = split_unit(without_footnotes(&label));
            stated.extend(unit.map(|note| state(&note, label.trim(), StatedBy::Label)));
        }
        if let Some((note, words)) = here.columns.header_unit(figure_column) {
            stated.push(state(note, words, StatedBy::Label));
        }
        stated.extend(by_book(here.scope.source));
        stated.extend(self.notes.iter().cloned());
        stated.extend(of_ones);
        stated
    }

    /// Tells of a column that the book does not name and that gives the figure another unit, if there is one.
    pub(super) fn is_contradicted(
        &mut self,
        here: Here<'_>,
        what: &What<'_>,
        taken: &Taken,
        mapped: &mut Mapped,
    ) -> bool {
        let problem = here.columns.measured.iter().find_map(|(column, header)| {
            let cell = here.cells.iter().find(|cell| cell.address.column == *column)?;
            contradiction(here.scope, what, &taken.figure, (header, cell))
        });
        let is_contradicted = problem.is_some();
        if let Some(problem) = problem {
            self.say_once(problem, mapped);
        }
        is_contradicted
    }

    /// Keeps the units that the rows above the header state, and the header's own.
    pub(super) fn keep_notes(&mut self) {
        let cells = self.before.iter().rev().flat_map(|(_, cells)| cells);
        let header = self.before.last().map(|(row, _)| *row);
        for cell in cells {
            let Some(text) = cell.value.text() else {
                continue;
            };
            // The header of one column says little about another, so that it contradicts nothing.
            let by = if Some(cell.address.row) == header {
                StatedBy::Aside
            } else {
                StatedBy::Table(cell.address)
            };
            let is_alone = by != StatedBy::Aside
                && self
                    .before
                    .iter()
                    .any(|(row, cells)| *row == cell.address.row && cells.len() == 1);
            let percent = percent_note(text).filter(|_| is_alone);
            self.notes
                .extend(find_units(text).into_iter().chain(percent).map(|note| Stated {
                    words: unit_words(text, &note),
                    note,
                    by,
                }));
        }
    }

    /// How firmly the row's own column says its figures stand.
    pub(super) fn status(&mut self, here: Here<'_>, mapped: &mut Mapped) -> Option<Status> {
        let column = here.columns.status?;
        let text = text_at(here.cells, column);
        match folded(&text).as_str() {
            "" | "reported" | "actual" | "实际" | "披露" => None,
            "about" | "approx" | "约" | "qual" => Some(Status::About),
            "at least" | "at-least" | "over" | "以上" => Some(Status::AtLeast),
            "at most" | "at-most" | "under" | "以下" => Some(Status::AtMost),
            "estimate" | "forecast" | "预测" | "预计" => Some(Status::Estimate),
            "claim" | "说法" | "推算" => Some(Status::Claim),
            _ => {
                let problem = Problem::warning(format!("`{}` is not a status; it is read as reported", text.trim()))
                    .at(here.place(column))
                    .hint("a status is reported, about, at least, at most, estimate or claim");
                self.say_once(problem, mapped);
                None
            }
        }
    }

    /// Holds bare ratios against the size that their unit says.
    pub(super) fn check_bare(&self, scope: Scope<'_>, mapped: &mut Mapped) {
        for (series, (target, places)) in &self.bare {
            let figures = places.iter().flat_map(|place| &self.rows[*place].1.figures);
            let bare = Bare {
                series,
                target,
                figures: figures.collect(),
            };
            mapped.problems.extend(percent::check(scope, &bare));
        }
    }
}

/// The rank of a row among those of its source, 0 the best.
pub(super) fn rank(here: Here<'_>) -> usize {
    let Here { scope, columns, cells } = here;
    let Some(Prefer::Column(order)) = &scope.source.rule.prefer else {
        return 0;
    };
    let ranks = order.iter().map(|(header, texts)| {
        let text = columns
            .named
            .get(header)
            .map(|column| text_at(cells, *column))
            .unwrap_or_default();
        texts
            .iter()
            .position(|known| crate::rules::Pattern::new(known).matches_text(&text))
            .unwrap_or(texts.len())
    });
    ranks.sum()
}
