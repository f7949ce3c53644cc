//! How long models take to evaluate: many light formulas, many SUMIFS over many rows, a long chain.

use std::sync::Arc;

use divan::Bencher;
use quarterbook_data::CellAddress;
use quarterbook_formula::{Expr, Model, SheetId, Value, parse};

fn main() {
    divan::main();
}

fn tree(model: &Model, text: &str, host: CellAddress) -> Arc<Expr> {
    parse(text, host, &model.sheets)
        .map(Arc::new)
        .expect("the formulas here are right")
}

fn model_with_sheet() -> (Model, SheetId) {
    let mut model = Model::new();
    let sheet = model.sheets.add("Data");
    (model, sheet)
}

/// 100,000 growth rates, guarded as the finance words write them.
#[divan::bench]
fn light_formulas(bencher: Bencher) {
    let (mut model, sheet) = model_with_sheet();
    let host = CellAddress::new(0, 1);
    let growth = tree(&model, "IF(A1>0,A2/A1-1,\"n.m.\")", host);
    for row in 0..100_000 {
        model.set_value(sheet, CellAddress::new(row, 0), f64::from(row % 97));
        model.set_formula(sheet, CellAddress::new(row, 1), growth.clone());
    }
    model.set_value(sheet, CellAddress::new(100_000, 0), 1.0);
    bencher.bench(|| model.evaluate());
}

/// 2,000 sums with two conditions over a ledger of 50,000 rows.
#[divan::bench]
fn sumifs_over_a_ledger(bencher: Bencher) {
    bencher
        .with_inputs(|| ledger("SUMIFS($C:$C,$A:$A,F1,$B:$B,G1)"))
        .bench_refs(|model| model.evaluate());
}

/// The same with conditions that no index answers.
#[divan::bench(sample_count = 10)]
fn sumifs_between_two_periods(bencher: Bencher) {
    bencher
        .with_inputs(|| ledger("SUMIFS($C$1:$C$50000,$B$1:$B$50000,\">=\"&G1,$B$1:$B$50000,\"<=\"&G1)"))
        .bench_refs(|model| model.evaluate());
}

fn ledger(formula: &str) -> Model {
    let (mut model, sheet) = model_with_sheet();
    let period = |number: u32| Value::text(format!("{}Q{}", 2015 + number / 4, number % 4 + 1));
    for row in 0..50_000 {
        model.set_value(
            sheet,
            CellAddress::new(row, 0),
            Value::text(format!("account {}", row % 50)),
        );
        model.set_value(sheet, CellAddress::new(row, 1), period(row % 40));
        model.set_value(sheet, CellAddress::new(row, 2), f64::from(row) * 0.01);
    }
    let host = CellAddress::new(0, 7);
    let sum = tree(&model, formula, host);
    for row in 0..2_000 {
        model.set_value(
            sheet,
            CellAddress::new(row, 5),
            Value::text(format!("account {}", row / 40)),
        );
        model.set_value(sheet, CellAddress::new(row, 6), period(row % 40));
        model.set_formula(sheet, CellAddress::new(row, 7), sum.clone());
    }
    model
}

/// 100,000 cells, each reading the one above, entered from the bottom.
#[divan::bench]
fn chain_from_its_end(bencher: Bencher) {
    let (mut model, sheet) = model_with_sheet();
    let next = tree(&model, "A1+1", CellAddress::new(1, 0));
    model.set_value(sheet, CellAddress::new(0, 0), 1.0);
    for row in (1..100_000).rev() {
        model.set_formula(sheet, CellAddress::new(row, 0), next.clone());
    }
    bencher.bench(|| model.evaluate());
}
