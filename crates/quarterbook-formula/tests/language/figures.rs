//! What finance words give for figures: values, zeros, missing and meaningless ones; bridges that tie.

use quarterbook_data::CellAddress;
use quarterbook_formula::{Expr, Frame, Model, SheetId, Sheets, Value, Word, guard, parse};

/// A15, far below the figures.
const HOST: CellAddress = CellAddress::new(14, 0);

fn read(text: &str) -> Expr {
    parse(text, HOST, &Sheets::default()).expect("a formula")
}

/// A row of figures, from A1 to the right; `None` is one that is not disclosed.
fn model(rows: &[&[Option<f64>]]) -> Model {
    let mut model = Model::new();
    model.sheets.add("Data");
    for (row, figures) in rows.iter().enumerate() {
        for (column, figure) in figures.iter().enumerate() {
            let value = figure.map_or_else(|| Value::text("n.a."), Value::Number);
            model.set_value(SheetId(0), CellAddress::new(row as u32, column as u32), value);
        }
    }
    model
}

/// What a call of a word, such as `growth(B1, A1)`, gives.
fn value(model: Model, call: &str) -> Value {
    result(model, expanded(call))
}

/// What a call of a word stands for; two periods a year, `J1` holds the ordinal.
fn expanded(call: &str) -> Expr {
    let (name, arguments) = call.trim_end_matches(')').split_once('(').expect("a call");
    let arguments: Vec<Expr> = arguments.split(", ").map(read).collect();
    let frame = Frame {
        periods_per_year: 2,
        ordinal: read("J1"),
        fiscal_year: read("J2"),
    };
    let word = Word::find(name).expect("a word");
    word.expand(&arguments, &frame).expect("an expansion")
}

fn result(mut model: Model, tree: Expr) -> Value {
    model.set_formula(SheetId(0), HOST, tree);
    let results = model.evaluate().expect("results");
    results.get(SheetId(0), HOST).clone()
}

fn number(value: Value) -> f64 {
    match value {
        Value::Number(number) => number,
        other => panic!("expected a number, found {other:?}"),
    }
}

#[test]
fn missing_zero_and_meaningless_never_merge() {
    let figures: &[Option<f64>] = &[Some(8.0), Some(10.0), Some(0.0), Some(-2.0), None];
    let (missing, meaningless) = (Value::text("n.a."), Value::text("n.m."));
    let cases = [
        ("growth(B1, A1)", Value::Number(0.25)),
        ("growth(C1, A1)", Value::Number(-1.0)),
        ("growth(A1, C1)", meaningless.clone()),
        ("growth(A1, D1)", meaningless.clone()),
        ("growth(A1, E1)", missing.clone()),
        ("growth(E1, C1)", missing.clone()),
        ("change(C1, A1)", Value::Number(-8.0)),
        ("share(C1, A1)", Value::Number(0.0)),
        ("ratio(D1, A1)", Value::Number(-0.25)),
        ("ratio(A1, C1)", meaningless.clone()),
        ("multiple(B1, A1)", Value::Number(1.25)),
        ("total(A1:C1)", Value::Number(18.0)),
        ("total(A1:E1)", missing.clone()),
        ("rest(B1, C1:E1)", Value::Number(12.0)),
        ("rest(E1, A1:B1)", missing.clone()),
        ("first(E1, C1)", Value::Number(0.0)),
        ("first(E1, E1)", missing.clone()),
        ("rank(A1, A1:E1)", Value::Number(2.0)),
        ("rank(E1, A1:E1)", missing.clone()),
        ("concentration(A1:D1, 2)", Value::Number(18.0)),
        ("concentration(A1:E1, 2)", missing.clone()),
        ("hhi(A1:B1)", Value::Number(1_640_000.0)),
        ("ltm(B1)", Value::Number(18.0)),
        ("ltm(E1)", missing.clone()),
    ];
    for (call, expected) in cases {
        assert_eq!(value(model(&[figures]), call), expected, "{call}");
    }
}

/// A formula with calls of words in braces, lowered and guarded as a template's rows are.
fn guarded(formula: &str) -> Expr {
    let mut text = String::new();
    for (at, part) in formula.split(['{', '}']).enumerate() {
        if at % 2 == 0 {
            text.push_str(part);
        } else {
            text.push_str(&expanded(part).shown(HOST, &Sheets::default()));
        }
    }
    guard(read(&text))
}

#[test]
fn arithmetic_on_words_passes_on_what_is_missing_and_what_is_meaningless() {
    // A1:F1: figures, a zero, a negative one, a missing and a meaningless one.
    let mut figures = model(&[&[Some(8.0), Some(10.0), Some(0.0), Some(-2.0), None]]);
    figures.set_value(SheetId(0), CellAddress::new(0, 5), Value::text("n.m."));
    let (missing, meaningless) = (Value::text("n.a."), Value::text("n.m."));
    let cases = [
        ("{growth(B1, A1)}*100", Value::Number(25.0)),
        ("{growth(A1, C1)}*100", meaningless.clone()),
        ("{growth(A1, E1)}*100", missing.clone()),
        ("ROUND({growth(A1, C1)},2)", meaningless.clone()),
        ("-{growth(A1, C1)}", meaningless.clone()),
        ("1/{growth(A1, A1)}", meaningless.clone()),
        ("{growth(B1, A1)}+{growth(A1, C1)}", missing.clone()),
        ("MAX(0,{growth(A1, C1)})", meaningless.clone()),
        ("MAX(0,A1-F1)", missing.clone()),
        ("SUM(A1*2,E1*2)", missing.clone()),
        ("SUM(A1:E1)", Value::Number(16.0)),
        ("SUM(E1:F1)", missing.clone()),
        ("MAX(E1:F1)", missing.clone()),
        ("AVERAGE(E1:F1)*2", missing.clone()),
        ("LARGE(D1:F1,2)", missing.clone()),
        ("MEDIAN(C1:E1)", Value::Number(-1.0)),
        ("{growth(B1, A1)}+SUM(E1:F1)", missing.clone()),
        ("F1*2", missing.clone()),
        ("F1", meaningless.clone()),
        ("{growth(A1, F1)}", missing.clone()),
        ("CHOOSE(2,A1,F1)*2", meaningless.clone()),
        ("A1/C1", meaningless.clone()),
        ("IF({growth(A1, C1)}>0,1,2)", meaningless),
        ("IF(A1>0,E1*2,1)", missing),
    ];
    for (formula, expected) in cases {
        assert_eq!(result(figures.clone(), guarded(formula)), expected, "{formula}");
    }
}

#[test]
fn no_figure_makes_a_guarded_formula_an_error() {
    let formulas = [
        "A1+B1*2",
        "A1/B1",
        "A1/(A1-B1)",
        "MAX(0,A1-B1)",
        "MIN(A1,B1*2)/A1",
        "IF(A1>B1,A1/B1,B1/A1)",
        "CHOOSE(1,A1,B1)-B1",
        "ROUND({growth(A1, B1)},3)*A1",
        "{growth(A1, B1)}/{growth(B1, A1)}",
        "SUM(A1:B1)/{share(A1, B1)}",
        "IF({margin(A1, B1)}>0.5,{ratio(B1, A1)}+1,A1)",
        "ABS({change_pp(A1, B1)})%",
        "A1>B1",
        "AND(A1>0,B1<5)",
    ];
    let kinds = [3.0, 0.0, -2.0].map(Value::Number).into_iter();
    let kinds: Vec<Value> = kinds
        .chain([Value::text("n.a."), Value::text("n.m."), Value::Blank])
        .collect();
    for formula in formulas {
        let tree = guarded(formula);
        for one in &kinds {
            for other in &kinds {
                let mut model = model(&[]);
                model.set_value(SheetId(0), CellAddress::new(0, 0), one.clone());
                model.set_value(SheetId(0), CellAddress::new(0, 1), other.clone());
                let found = result(model, tree.clone());
                assert!(
                    !matches!(found, Value::Error(_)),
                    "{formula} of {one:?} and {other:?}: {found:?}"
                );
            }
        }
    }
}

#[test]
fn cumulative_figures_and_discrete_ones_lead_to_each_other() {
    let in_half = |half: f64, call: &str| {
        let mut model = model(&[&[Some(5.0), Some(8.0), Some(20.0)]]);
        model.set_value(SheetId(0), CellAddress::new(0, 9), half);
        value(model, call)
    };
    assert_eq!(in_half(1.0, "discrete(B1)"), Value::Number(8.0));
    assert_eq!(in_half(2.0, "discrete(C1)"), Value::Number(12.0));
    assert_eq!(in_half(1.0, "ytd(B1)"), Value::Number(8.0));
    assert_eq!(in_half(2.0, "ytd(C1)"), Value::Number(28.0));
}

#[test]
fn the_gross_profit_bridge_ties_exactly() {
    // Units then and now, prices then and now, unit costs then and now, unit margin then; the last row holds the
    // totals and the average unit margin 810/160.
    let rows: [[f64; 7]; 4] = [
        [100.0, 120.0, 10.0, 11.0, 6.0, 6.5, 4.0],
        [50.0, 40.0, 20.0, 19.0, 12.0, 11.0, 8.0],
        [10.0, 30.0, 5.0, 5.0, 4.0, 4.5, 1.0],
        [160.0, 190.0, 0.0, 0.0, 0.0, 0.0, 5.0625],
    ];
    let rows: Vec<Vec<Option<f64>>> = rows.iter().map(|row| row.iter().copied().map(Some).collect()).collect();
    let rows: Vec<&[Option<f64>]> = rows.iter().map(Vec::as_slice).collect();
    let effect = |call: &str| number(value(model(&rows), call));
    let of_products = |call: &str| -> f64 { (1..=3).map(|row| effect(&call.replace('#', &row.to_string()))).sum() };
    let volume = effect("volume_effect(B4, A4, G4)");
    let mix = of_products("mix_effect(B#, A#, B4, A4, G#)");
    let price = of_products("price_effect(D#, C#, B#)");
    let cost = of_products("cost_effect(F#, E#, B#)");
    assert_eq!((volume, mix, price, cost), (151.875, -131.875, 80.0, -35.0));
    assert_eq!(
        volume + mix + price + cost,
        875.0 - 810.0,
        "gross profit went from 810 to 875"
    );
}

#[test]
fn the_rate_bridge_ties_to_the_change_in_points() {
    // Weights then and now, rates then and now, and the rate of the whole then, 0.28; now it is 0.32.
    let rows: [[f64; 5]; 3] = [
        [0.5, 0.4, 0.4, 0.5, 0.28],
        [0.3, 0.4, 0.2, 0.25, 0.28],
        [0.2, 0.2, 0.1, 0.1, 0.28],
    ];
    let rows: Vec<Vec<Option<f64>>> = rows.iter().map(|row| row.iter().copied().map(Some).collect()).collect();
    let rows: Vec<&[Option<f64>]> = rows.iter().map(Vec::as_slice).collect();
    let sum = |call: &str| -> f64 {
        (1..=3)
            .map(|row| number(value(model(&rows), &call.replace('#', &row.to_string()))))
            .sum()
    };
    let (mix, rate) = (
        sum("margin_mix_effect(B#, A#, C#, E#)"),
        sum("margin_rate_effect(D#, C#, B#)"),
    );
    assert!((mix + 2.0).abs() < 1e-12, "{mix}");
    assert!((rate - 6.0).abs() < 1e-12, "{rate}");
}

#[test]
fn what_arithmetic_leaves_of_equal_figures_is_zero() {
    // 0.1 + 0.2 is 0.30000000000000004.
    let figures: &[Option<f64>] = &[Some(0.3), Some(0.1), Some(0.2), Some(0.1 + 0.2), Some(4.0)];
    let zeros = [
        "rest(A1, B1, C1)",
        "change(D1, A1)",
        "change_pp(D1, A1)",
        "change_bps(A1, D1)",
        "contribution(D1, A1, E1)",
        "price_effect(D1, A1, E1)",
        "cost_effect(D1, A1, E1)",
        "volume_effect(D1, A1, E1)",
        "margin_mix_effect(D1, A1, E1, B1)",
        "margin_rate_effect(D1, A1, E1)",
        "mix_effect(D1, A1, E1, E1, B1)",
    ];
    for word in zeros {
        assert_eq!(value(model(&[figures]), word), Value::Number(0.0), "{word}");
    }
    for formula in ["D1-A1", "A1-B1-C1"] {
        assert_eq!(
            result(model(&[figures]), guard(read(formula))),
            Value::Number(0.0),
            "{formula}"
        );
    }
}
