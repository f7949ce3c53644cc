//! Whatever can be built reads back as itself.

use std::sync::Arc;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use quarterbook_formula::{
    Area, Array, Axis, BinaryOperator, CellReference, ErrorValue, Expr, Function, Reference, SheetId, SheetSpan,
    TableColumns, TableReference, TableRows, UnaryOperator, Value, parse,
};

use crate::{HOST, sheets};

fn call(name: &str, arguments: Vec<Expr>) -> Expr {
    Expr::Call(Function::find(name).expect("a function of the table"), arguments)
}

/// Two coordinates of which the first comes first, each fixed or relative.
fn axes(host: u32, count: u32) -> impl Strategy<Value = (Axis, Axis)> {
    let either = move |index: u32, fixed: bool| {
        if fixed {
            Axis::Absolute(index)
        } else {
            Axis::relative(index, host)
        }
    };
    (0..count, 0..count, any::<bool>(), any::<bool>())
        .prop_map(move |(one, other, a, b)| (either(one.min(other), a), either(one.max(other), b)))
}

fn area() -> impl Strategy<Value = Area> {
    (0..4, axes(HOST.row, 1_048_576), axes(HOST.column, 16_384)).prop_map(|(kind, rows, columns)| {
        let first = CellReference {
            row: rows.0,
            column: columns.0,
        };
        let last = CellReference {
            row: rows.1,
            column: columns.1,
        };
        match kind {
            0 => Area::Cell(first),
            1 => Area::Range(first, last),
            2 => Area::Rows(rows.0, rows.1),
            _ => Area::Columns(columns.0, columns.1),
        }
    })
}

fn sheet_span() -> impl Strategy<Value = SheetSpan> {
    prop_oneof![
        (0..7u32).prop_map(|sheet| SheetSpan::One(SheetId(sheet))),
        (0..7u32, 0..7u32).prop_map(|(first, last)| SheetSpan::Through(SheetId(first), SheetId(last))),
    ]
}

fn name() -> impl Strategy<Value = Arc<str>> {
    prop::sample::select(vec!["TaxRate", "税率", "_x.y", "tblRevenue"]).prop_map(Arc::from)
}

fn table() -> impl Strategy<Value = TableReference> {
    use TableRows as T;
    let rows = vec![
        T::Data,
        T::All,
        T::Headers,
        T::Totals,
        T::HeadersAndData,
        T::DataAndTotals,
        T::ThisRow,
    ];
    let column = || "[^\\p{C}]{1,8}".prop_map(|column| Arc::<str>::from(column.as_str()));
    let columns = prop_oneof![
        Just(TableColumns::All),
        column().prop_map(TableColumns::One),
        (column(), column()).prop_map(|(first, last)| TableColumns::Through(first, last)),
    ];
    (name(), prop::sample::select(rows), columns).prop_map(|(table, rows, columns)| TableReference {
        table: Some(table),
        rows,
        columns,
    })
}

fn leaf() -> impl Strategy<Value = Expr> {
    prop_oneof![
        4 => (option::of(sheet_span()), area()).prop_map(|(sheets, area)| Reference::Cells { sheets, area }),
        1 => table().prop_map(Reference::Table),
        1 => name().prop_map(Reference::Name),
    ]
    .prop_map(Expr::Leaf)
}

fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        (0..1_000_000u32).prop_map(|whole| f64::from(whole) / 100.0),
        any::<f64>()
            .prop_filter("finite", |number| number.is_finite())
            .prop_map(|number| at_15_digits(number.abs())),
    ]
}

/// As far as Excel reads a number in a formula.
fn at_15_digits(number: f64) -> f64 {
    let number: f64 = format!("{number:.14e}").parse().expect("a number");
    if number.is_normal() { number } else { 0.0 }
}

fn constant() -> impl Strategy<Value = Expr> {
    let errors = prop::sample::select(ErrorValue::ALL.to_vec());
    let value = prop_oneof![
        (number(), any::<bool>()).prop_map(|(number, negative)| Value::Number(if negative && number > 0.0 {
            -number
        } else {
            number
        })),
        any::<String>().prop_map(Value::text),
        any::<bool>().prop_map(Value::Bool),
        errors.clone().prop_map(Value::Error),
    ];
    let array = (1..4usize, 1..4usize)
        .prop_flat_map(move |(rows, columns)| (Just(columns), vec(value.clone(), rows * columns)))
        .prop_map(|(columns, values)| Expr::Array(Array::new(columns, values).expect("a full rectangle")));
    prop_oneof![
        number().prop_map(Expr::Number),
        any::<String>().prop_map(|text| Expr::Text(text.into())),
        any::<bool>().prop_map(Expr::Bool),
        errors.prop_map(Expr::Error),
        array,
    ]
}

/// Expressions that give references; `:` never stands between two plain cells, which is a range.
fn reference() -> impl Strategy<Value = Expr> {
    leaf().prop_recursive(4, 12, 2, |inner| {
        use BinaryOperator as O;
        let index = |range: Expr| call("INDEX", vec![range, Expr::Number(2.0)]);
        let pair = (inner.clone(), inner.clone());
        prop_oneof![
            inner
                .clone()
                .prop_map(move |range| Expr::binary(O::Range, index(range.clone()), index(range))),
            pair.clone()
                .prop_map(|(left, right)| Expr::binary(O::Intersection, left, right)),
            pair.prop_map(|(left, right)| Expr::binary(O::Union, left, right)),
            inner
                .clone()
                .prop_map(|cell| Expr::Unary(UnaryOperator::Spill, Box::new(cell))),
            inner.prop_map(Expr::group),
        ]
    })
}

fn expression() -> impl Strategy<Value = Expr> {
    prop_oneof![constant(), reference()].prop_recursive(6, 48, 3, |inner| {
        use BinaryOperator as O;
        use UnaryOperator as U;
        let binary = vec![
            O::Power,
            O::Multiply,
            O::Divide,
            O::Add,
            O::Subtract,
            O::Concat,
            O::Equal,
            O::NotEqual,
            O::Less,
            O::LessOrEqual,
            O::Greater,
            O::GreaterOrEqual,
        ];
        let unary = vec![U::Minus, U::Plus, U::Percent, U::Implicit];
        let pair = (inner.clone(), inner.clone());
        let lambda = |body: Expr| {
            call(
                "LAMBDA",
                vec![Expr::Parameter("收".into()), Expr::Parameter("收".into()) + body],
            )
        };
        prop_oneof![
            4 => (prop::sample::select(binary), pair.clone())
                .prop_map(|(operator, (left, right))| Expr::binary(operator, left, right)),
            2 => (prop::sample::select(unary), inner.clone())
                .prop_map(|(operator, operand)| Expr::Unary(operator, Box::new(operand))),
            1 => inner.clone().prop_map(Expr::group),
            1 => vec(inner.clone(), 1..4).prop_map(|arguments| call("SUM", arguments)),
            1 => pair.clone().prop_map(|(yes, no)| call("IF", vec![yes, Expr::Omitted, no])),
            1 => pair.clone().prop_map(|(a, b)| call("SORTBY", vec![a, b])),
            1 => inner.clone().prop_map(|value| {
                call("LET", vec![Expr::Parameter("x_1".into()), value, -Expr::Parameter("x_1".into())])
            }),
            1 => pair.prop_map(move |(body, value)| Expr::Invoke(Box::new(lambda(body)), vec![value])),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_printed_as_shown_reads_back_as_itself(tree in expression()) {
        let text = tree.shown(HOST, &sheets());
        prop_assert_eq!(parse(&text, HOST, &sheets()).map_err(|error| format!("{text}: {error}")), Ok(tree));
    }

    #[test]
    fn what_is_printed_as_stored_reads_back_as_itself(tree in expression()) {
        let text = tree.stored(HOST, &sheets());
        prop_assert_eq!(parse(&text, HOST, &sheets()).map_err(|error| format!("{text}: {error}")), Ok(tree));
    }

    #[test]
    fn any_text_is_read_or_refused_inside_its_bounds(text in ".{0,60}|[-A1:(),;!'\"#@\\[\\]{}+*^% $.E]{0,40}") {
        match parse(&text, HOST, &sheets()) {
            Ok(tree) => {
                let normal = tree.shown(HOST, &sheets());
                prop_assert_eq!(parse(&normal, HOST, &sheets()).map_err(|error| format!("{normal}: {error}")), Ok(tree));
            }
            Err(error) => prop_assert!(text.get(error.span).is_some()),
        }
    }
}
