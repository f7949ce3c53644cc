//! Book + figures → workbook: the stages one behind the other.

use std::collections::BTreeMap;

use jiff::civil::Date;
use quarterbook_data::{Dataset, Frequency, Place, Problem, Status};
use quarterbook_formula::{Expr, Model, Results};

use crate::book::Book;
use crate::checks::{
    CheckResult, LoweredCheck, Origins, Outcome, PlacedCheck, ReadCheck, check_results, lower_checks, place_checks,
    place_totals, read_checks,
};
use crate::compose::{Context, Drawable, check_charts, compose, serial};
use crate::diff::{Snapshot, diff};
use crate::evaluate::{model, workbook};
use crate::faults::{Faults, faults};
use crate::formula::{
    RowFormulas, Rows, Scope, added_over_time, complete_units, longest_steps, lower_rows, needed_series, read_rows,
};
use crate::layout::{Lags, Layout, Needs, Periods, Plan, RowId, RowIndex, SheetCell, expand, periods, place};
use crate::look::{Decimals, Look};
use crate::presumed::{Presumed, presumed_figures};
use crate::run::Run;
use crate::sheets::Comparison;
use crate::validate::{evaluation_problems, validate};
use crate::workbook::{Content, Properties, Workbook};

/// A workbook and what there is to say of it.
#[derive(Debug, Clone)]
pub struct Built {
    /// The workbook, every formula with its result.
    pub workbook: Workbook,
    /// The checks, in the order of their sheet.
    pub checks: Vec<CheckResult>,
    /// How much there is of everything.
    pub counts: Counts,
    /// Warnings and notes.
    pub problems: Vec<Problem>,
}

/// How much there is of everything in a workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Figures that count.
    pub figures: usize,
    /// Sheets.
    pub sheets: usize,
    /// Formula cells.
    pub formulas: usize,
    /// Charts.
    pub charts: usize,
    /// Checks that hold.
    pub ok: usize,
    /// Checks that warn.
    pub warn: usize,
    /// Checks that fail.
    pub fail: usize,
    /// Checks for which a figure is missing.
    pub not_available: usize,
    /// Formula cells that show an error value which no formula sees to.
    pub errors: usize,
}

/// Builds the workbook of a book from its figures.
///
/// # Errors
/// Everything that stands in the way, each with its place: names that mean nothing, formulas that cannot be
/// written or computed, a template without Inputs, no figures.
pub fn build(book: &Book, dataset: &Dataset, run: &Run) -> Result<Built, Vec<Problem>> {
    let decimals = Decimals::for_book(book, dataset);
    let look = Look::new(book.colours, book.up, &book.languages, decimals);
    let prepared = Prepared::new(book, dataset);
    let lags = lags(book, &prepared, dataset, run);
    // What is found when formulas are written belongs beside what was found before, in one run.
    let found = lags.as_ref().err().cloned().unwrap_or_default();
    without_errors(once_each([prepared.problems.clone(), found].concat()))?;
    let lags = lags?;
    let written = Written::new(book, &prepared, dataset, run, &lags)?;
    let as_of = as_of(book, dataset, run, &written.layout);
    let context = Context {
        book,
        dataset,
        run,
        layout: &written.layout,
        look: &look,
        trees: &written.trees,
        checks: &[],
        as_of,
        comparison: None,
        values: None,
    };
    let first = first_results(context)?;
    let context = Context {
        values: Some(&first.results),
        ..context
    };
    let checks = checks(context, &written, &first)?;
    let (workbook, faults) = compared(Context {
        checks: &checks,
        ..context
    })?;
    let checks = check_results(book, &written.layout, &checks, &workbook);
    Ok(Built {
        counts: Counts {
            errors: faults.cells,
            ..counts(dataset, &workbook, &checks)
        },
        workbook,
        checks,
        problems: [prepared.problems, faults.problems].concat(),
    })
}

/// What is wrong with names and formulas of a book that cannot be built because of other mistakes, so that one run shows
/// all of them. Without a dataset, because not every source could be read, what is told is wrong whichever lines have
/// figures. What follows from names that could not be read is left out.
pub fn mistakes(book: &Book, dataset: Option<&Dataset>) -> Vec<Problem> {
    let found = if let Some(dataset) = dataset {
        mistakes_with(book, dataset)
    } else {
        let [mut with_all, with_some] = [Presumed::Everything, Presumed::WhatHasMembers]
            .map(|presumed| mistakes_with(book, &presumed_figures(book, presumed)));
        with_all.retain(|problem| with_some.contains(problem));
        with_all
    };
    book.texts.without_consequences(found)
}

fn mistakes_with(book: &Book, dataset: &Dataset) -> Vec<Problem> {
    let prepared = Prepared::new(book, dataset);
    let found = lags(book, &prepared, dataset, &Run::default())
        .err()
        .unwrap_or_default();
    let mut problems = once_each([prepared.problems, found].concat());
    problems.retain(|problem| matches!(problem.place, Place::Text(_)));
    problems
}

/// The workbook, with its differences from the previous one where there is one. They are found in a workbook
/// that does not show them yet.
fn compared(context: Context<'_>) -> Result<(Workbook, Faults), Vec<Problem>> {
    let (workbook, faults) = evaluated(context)?;
    let Some(previous) = &context.run.previous else {
        return Ok((workbook, faults));
    };
    let comparison = Comparison {
        previous: previous.name.clone(),
        changes: diff(&previous.snapshot, &Snapshot::of(&workbook)),
    };
    evaluated(Context {
        comparison: Some(&comparison),
        ..context
    })
}

fn evaluated(context: Context<'_>) -> Result<(Workbook, Faults), Vec<Problem>> {
    let draft = compose(context);
    validate(&draft, context)?;
    let results = model(&draft, serial(context.as_of))
        .evaluate()
        .map_err(|errors| evaluation_problems(&errors, context))?;
    let faults = faults(&draft, &results, context);
    let properties = properties(context.book, context.run, context.as_of);
    Ok((workbook(draft, &results, properties), faults))
}

/// What is known before there are addresses.
struct Prepared<'a> {
    bands: Vec<(Frequency, Periods)>,
    plan: Plan,
    formulas: RowFormulas<'a>,
    checks: Vec<ReadCheck<'a>>,
    needs: Needs,
    problems: Vec<Problem>,
}

impl<'a> Prepared<'a> {
    fn new(book: &'a Book, dataset: &Dataset) -> Self {
        let (bands, mut problems) = periods(book, dataset);
        let frequencies: Vec<Frequency> = bands.iter().map(|(band, _)| *band).collect();
        let (mut plan, found) = expand(book, dataset, &frequencies);
        problems.extend(found);
        let (formulas, found) = read_rows(book, &plan.rows);
        problems.extend(found);
        let index = RowIndex::new(&plan.rows, dataset);
        complete_units(book, &mut plan.rows, &formulas, &index);
        let (mut series, found) = needed_series(book, &plan.rows, &formulas, &index);
        problems.extend(found);
        let (checks, found) = read_checks(book, dataset, &frequencies, &index, &mut series);
        problems.extend(found);
        let rows = Rows {
            rows: &plan.rows,
            formulas: &formulas,
        };
        problems.extend(sums_over_time(book, rows, &checks, &index));
        let drawable = Drawable {
            dataset,
            bands: &bands,
            rows: &plan.rows,
            index: &index,
        };
        problems.extend(check_charts(book, drawable));
        let needs = Needs {
            series,
            lags: BTreeMap::new(),
        };
        Self {
            bands,
            plan,
            formulas,
            checks,
            needs,
            problems: once_each(problems),
        }
    }

    fn place(&self, book: &Book, dataset: &Dataset, run: &Run, needs: &Needs) -> Layout {
        let totals: Vec<_> = run.totals.iter().map(|total| total.figure.clone()).collect();
        place(book, dataset, self.plan.clone(), self.bands.clone(), needs, &totals)
    }
}

/// What rows and checks add up over time that does not add up.
fn sums_over_time(book: &Book, rows: Rows<'_>, checks: &[ReadCheck<'_>], index: &RowIndex) -> Vec<Problem> {
    let of_rows = rows.formulas.iter().map(|((id, _), written)| {
        let row = &rows.rows[id.0];
        (written, Some(row.sheet), &row.members)
    });
    let of_checks = checks
        .iter()
        .flat_map(|check| [&check.actual, &check.expected].map(|side| (side, None, &check.members)));
    let all = of_rows.chain(of_checks);
    all.flat_map(|(written, sheet, members)| {
        let scope = Scope {
            book,
            index,
            sheet,
            members,
        };
        added_over_time(written, scope, rows)
    })
    .collect()
}

/// The layout, and every formula written for it.
struct Written<'a> {
    layout: Layout,
    trees: BTreeMap<(RowId, Frequency), Expr>,
    checks: Vec<LoweredCheck<'a>>,
}

impl<'a> Written<'a> {
    fn new(
        book: &Book,
        prepared: &'a Prepared<'a>,
        dataset: &Dataset,
        run: &Run,
        lags: &BTreeMap<Frequency, Lags>,
    ) -> Result<Self, Vec<Problem>> {
        let needs = Needs {
            series: prepared.needs.series.clone(),
            lags: lags.clone(),
        };
        let layout = prepared.place(book, dataset, run, &needs);
        let (trees, mut problems) = lower_rows(book, &layout, &prepared.formulas);
        let (checks, found) = lower_checks(book, &layout, &prepared.checks);
        problems.extend(found);
        problems.extend(layout.axis.problem());
        without_errors(once_each(problems))?;
        Ok(Self { layout, trees, checks })
    }
}

/// The longest steps of each band. How far from its column a formula reads does not depend on where things stand, so
/// that a first layout without lead-ins tells it.
fn lags(
    book: &Book,
    prepared: &Prepared<'_>,
    dataset: &Dataset,
    run: &Run,
) -> Result<BTreeMap<Frequency, Lags>, Vec<Problem>> {
    let first = Written::new(book, prepared, dataset, run, &BTreeMap::new())?;
    let mut lags = BTreeMap::new();
    let rows = first.trees.iter().map(|((_, band), tree)| (*band, longest_steps(tree)));
    let checks = first
        .checks
        .iter()
        .flat_map(|check| [&check.actual, &check.expected].map(|side| (check.band, longest_steps(side))));
    for (band, lag) in rows.chain(checks) {
        let longest: &mut Lags = lags.entry(band).or_default();
        longest.back = longest.back.max(lag.back);
        longest.ahead = longest.ahead.max(lag.ahead);
    }
    Ok(lags)
}

/// A workbook without checks and charts, evaluated.
struct First {
    model: Model,
    results: Results,
}

fn first_results(context: Context<'_>) -> Result<First, Vec<Problem>> {
    let draft = compose(context);
    validate(&draft, context)?;
    let model = model(&draft, serial(context.as_of));
    let results = model
        .evaluate()
        .map_err(|errors| evaluation_problems(&errors, context))?;
    Ok(First { model, results })
}

/// The checks: printed totals first, then the template's.
fn checks(context: Context<'_>, written: &Written<'_>, first: &First) -> Result<Vec<PlacedCheck>, Vec<Problem>> {
    let known = |cell: SheetCell| first.results.get(cell.sheet, cell.cell).clone();
    let origins = Origins {
        layout: &written.layout,
        trees: &written.trees,
        known: &known,
    };
    let mut checks = place_totals(context.book, context.dataset, origins, &context.run.totals);
    let placed = place_checks(context.book, origins, &written.checks, &first.model);
    checks.extend(placed.map_err(|errors| evaluation_problems(&errors, context))?);
    Ok(checks)
}

/// The workbook's date: the command line's, else the book's, else the end of the last period with an actual figure,
/// else of the last period.
fn as_of(book: &Book, dataset: &Dataset, run: &Run, layout: &Layout) -> Date {
    let figures = dataset.entries().map(|entry| &entry.figure);
    let actual = figures
        .filter(|figure| figure.status != Status::Estimate && figure.amount.number().is_some())
        .map(|figure| figure.period)
        .filter(|period| layout.axis.column(*period).is_some())
        .max();
    let last = || {
        layout
            .axis
            .bands
            .iter()
            .filter_map(|band| band.periods.last().copied())
            .max()
    };
    let end = actual
        .or_else(last)
        .map(|period| book.vocabulary.calendar.end_date(period));
    run.as_of.or(book.as_of).or(end).unwrap_or_default()
}

fn properties(book: &Book, run: &Run, as_of: Date) -> Properties {
    Properties {
        title: book.text(&book.title).to_owned(),
        subject: book.text(&book.template.template.label.label()).to_owned(),
        comments: [run.tool.as_str(), run.id.as_str()].join(" ").trim().to_owned(),
        created: Some((as_of.year(), as_of.month().unsigned_abs(), as_of.day().unsigned_abs())),
    }
}

fn counts(dataset: &Dataset, workbook: &Workbook, checks: &[CheckResult]) -> Counts {
    let with = |outcome| checks.iter().filter(|check| check.outcome == outcome).count();
    Counts {
        figures: dataset.len(),
        sheets: workbook.sheets.len(),
        formulas: workbook
            .cells()
            .filter(|(_, _, cell)| matches!(cell.content, Content::Formula(_)))
            .count(),
        charts: workbook.sheets.iter().map(|sheet| sheet.charts.len()).sum(),
        ok: with(Outcome::Ok),
        warn: with(Outcome::Warn),
        fail: with(Outcome::Fail),
        not_available: with(Outcome::NotAvailable),
        errors: 0,
    }
}

/// The same problems, each once: a row of several bands or members says the same of its formula each time.
fn once_each(problems: Vec<Problem>) -> Vec<Problem> {
    let mut seen: Vec<Problem> = Vec::new();
    for problem in problems {
        if !seen.contains(&problem) {
            seen.push(problem);
        }
    }
    seen
}

fn without_errors(problems: Vec<Problem>) -> Result<(), Vec<Problem>> {
    if problems.iter().any(Problem::is_error) {
        Err(problems)
    } else {
        Ok(())
    }
}
