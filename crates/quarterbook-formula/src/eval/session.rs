//! Evaluates a model: every formula once, those it reads before it, again when arrays have spilled into cells
//! that were read as blank.

use std::cell::Cell;
use std::collections::BTreeSet;

use quarterbook_data::CellAddress;

use crate::eval::builtin::Context;
use crate::eval::cache::Caches;
use crate::eval::grid::Grid;
use crate::eval::interpreter::{Interpreter, Read, State, Stop};
use crate::eval::model::{Formula, Model};
use crate::eval::operand::Operand;
use crate::eval::results::{EvaluateError, Obstacle, Results};
use crate::eval::spill::{self, Plan, Spills};
use crate::eval::{build, operators};
use crate::{ErrorValue, SheetId, Value, quoted_sheet};

/// How often arrays may change the shape of other arrays before it counts as endless.
const MAX_PASSES: usize = 50;

/// How many elements one formula may compute.
const MAX_ELEMENTS: u64 = 100_000_000;

/// Room for lambdas that call themselves; only what is used of it is taken.
const STACK_BYTES: usize = 512 << 20;

/// The results of a model, and the formulas that could not be evaluated.
pub(crate) fn evaluate(model: &Model) -> (Results, Vec<EvaluateError>) {
    let roomy = std::thread::Builder::new().stack_size(STACK_BYTES);
    std::thread::scope(|scope| match roomy.spawn_scoped(scope, || evaluate_here(model)) {
        Ok(thread) => thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
        Err(_) => evaluate_here(model),
    })
}

fn evaluate_here(model: &Model) -> (Results, Vec<EvaluateError>) {
    let mut plan = Plan::default();
    let mut passes = 1;
    loop {
        let mut pass = Pass::new(model, build::grid(model, &plan.spills), &plan);
        pass.run();
        let next = spill::plan(&pass.wishes);
        if next == plan || passes == MAX_PASSES {
            if next != plan {
                pass.report_unsettled(&next);
            }
            let results = Results {
                unknown: pass.unknown(),
                grid: pass.grid,
                spills: plan.spills.clone(),
            };
            return (results, pass.errors);
        }
        plan = next;
        passes += 1;
    }
}

struct Pass<'a> {
    model: &'a Model,
    grid: Grid,
    plan: &'a Plan,
    states: Vec<State>,
    /// The ranges over which arrays would spill if nothing but fixed content stood in their way.
    wishes: Spills,
    errors: Vec<EvaluateError>,
    caches: Caches,
    /// Formulas that are begun or have to be done first, the next one on top.
    stack: Vec<u32>,
}

impl<'a> Pass<'a> {
    fn new(model: &'a Model, grid: Grid, plan: &'a Plan) -> Self {
        Self {
            model,
            grid,
            plan,
            states: model.formulas.iter().map(first_state).collect(),
            wishes: Spills::new(),
            errors: Vec::new(),
            caches: Caches::default(),
            stack: Vec::new(),
        }
    }

    fn run(&mut self) {
        for (index, formula) in self.model.formulas.iter().enumerate() {
            // A cell that was set again has another owner.
            if self.grid.owner(formula.sheet, formula.cell) == index as u32 {
                self.stack.push(index as u32);
                self.empty_stack();
            }
        }
    }

    fn empty_stack(&mut self) {
        while let Some(&index) = self.stack.last() {
            if matches!(self.states[index as usize], State::Done | State::Failed) {
                self.stack.pop();
                continue;
            }
            self.states[index as usize] = State::Active;
            match self.compute(index) {
                Ok(read) => {
                    self.store(index, read);
                    self.stack.pop();
                }
                Err(Stop::Wait(formulas)) => self.wait(index, &formulas),
                Err(Stop::Failed) => self.states[index as usize] = State::Failed,
                Err(Stop::Obstacle(obstacle)) => {
                    self.states[index as usize] = State::Failed;
                    self.report(index, obstacle);
                }
            }
        }
    }

    fn compute(&self, index: u32) -> Result<Read, Stop> {
        let formula = &self.model.formulas[index as usize];
        let budget = Cell::new(MAX_ELEMENTS);
        let interpreter = Interpreter {
            model: self.model,
            grid: &self.grid,
            states: &self.states,
            sheet: formula.sheet,
            host: formula.cell,
            context: Context {
                as_of: self.model.as_of,
            },
            caches: &self.caches,
            spills: &self.plan.spills,
            depth: Cell::new(0),
            budget: &budget,
        };
        match operators::root(&interpreter, &formula.tree)? {
            Operand::Lambda(_) => Ok(Read::Value(ErrorValue::Calc.into())),
            operand => interpreter.read(operand),
        }
    }

    fn wait(&mut self, index: u32, formulas: &[u32]) {
        let is_active = |formula: &&u32| self.states[**formula as usize] == State::Active;
        match formulas.iter().find(is_active) {
            Some(&formula) => self.break_cycle(index, formula),
            None => self.stack.extend(formulas),
        }
    }

    /// Every begun formula waits for the next one on the stack; from `start` to the top they form a cycle.
    fn break_cycle(&mut self, top: u32, start: u32) {
        let states = &self.states;
        let begun = self
            .stack
            .iter()
            .copied()
            .filter(|index| states[*index as usize] == State::Active);
        let cycle: Vec<u32> = begun.skip_while(|index| *index != start).collect();
        let mut places: Vec<String> = cycle.iter().map(|index| self.place(*index)).collect();
        places.push(self.place(start));
        for &index in cycle.iter().chain([&top]) {
            self.states[index as usize] = State::Failed;
        }
        self.report(start, Obstacle::Cycle(places));
    }

    fn report(&mut self, index: u32, reason: Obstacle) {
        let formula = &self.model.formulas[index as usize];
        self.errors.push(EvaluateError {
            sheet: formula.sheet,
            cell: formula.cell,
            place: self.place(index),
            reason,
        });
    }

    fn report_unsettled(&mut self, next: &Plan) {
        for (index, formula) in self.model.formulas.iter().enumerate() {
            let anchor = (formula.sheet, formula.cell);
            if self.plan.spills.get(&anchor) != next.spills.get(&anchor) {
                let reason = Obstacle::TooLarge("spilled arrays change each other's shape without end");
                self.report(index as u32, reason);
            }
        }
    }

    /// The cells whose formula has no result.
    fn unknown(&self) -> BTreeSet<(SheetId, CellAddress)> {
        let formulas = self.model.formulas.iter().zip(&self.states);
        formulas
            .enumerate()
            .filter(|(_, (_, state))| **state == State::Failed)
            .filter(|(index, (formula, _))| self.grid.owner(formula.sheet, formula.cell) == *index as u32)
            .map(|(_, (formula, _))| (formula.sheet, formula.cell))
            .collect()
    }

    fn place(&self, index: u32) -> String {
        let formula = &self.model.formulas[index as usize];
        place(self.model, formula.sheet, formula.cell)
    }

    fn store(&mut self, index: u32, read: Read) {
        let formula = &self.model.formulas[index as usize];
        let (sheet, cell) = (formula.sheet, formula.cell);
        let anchor = (sheet, cell);
        self.states[index as usize] = State::Done;
        let array = match read {
            Read::Value(value) => {
                self.grid
                    .fill_spill(sheet, self.plan.spills.get(&anchor), |_| Value::Blank);
                self.grid.set(sheet, cell, shown(&value));
                return;
            }
            Read::Array(array) => array,
        };
        let wish = spill::room(&self.grid, sheet, cell, index, (array.rows(), array.columns()));
        if let Some(range) = wish {
            self.wishes.insert(anchor, range);
        }
        let planned = self.plan.spills.get(&anchor);
        let is_blocked = wish.is_none() || self.plan.blocked.contains(&anchor);
        self.grid.fill_spill(sheet, planned, |place: CellAddress| {
            let (row, column) = ((place.row - cell.row) as usize, (place.column - cell.column) as usize);
            array.get(row, column).map_or(Value::Blank, shown)
        });
        let first = if is_blocked {
            ErrorValue::Spill.into()
        } else {
            shown(&array.values()[0])
        };
        self.grid.set(sheet, cell, first);
    }
}

fn first_state(formula: &Formula) -> State {
    if formula.is_unknown { State::Failed } else { State::New }
}

/// A result as the cell shows it: blank is 0.
fn shown(value: &Value) -> Value {
    match value {
        Value::Blank => Value::Number(0.0),
        other => other.clone(),
    }
}

/// A cell with its sheet, as Excel writes it.
pub(crate) fn place(model: &Model, sheet: SheetId, cell: CellAddress) -> String {
    format!("{}!{cell}", quoted_sheet(model.sheets.name(sheet)))
}
