//! Finance words: names that a template may call, each expanding to plain Excel that a reader checks with F2.
//!
//! Missing figures hold the text `n.a.`, so every word counts its figures before it computes: a missing one
//! gives `n.a.`, a base that is zero or negative gives `n.m.`, and a zero stays a number. Where a word takes a
//! figure of two periods, the present one comes first. In the expansions below, `x[-1]` is the figure one
//! column to the left and `range.size` is how many cells the range has.
//!
//! A difference is written `SUM(now,-then)`: Excel takes what floating-point arithmetic leaves of two equal figures
//! for zero where a minus stands at a formula's root or in the last addition of SUM, and not inside IF.

use crate::fill::{Bindings, fill, size_of, spread};
use crate::word::{Body, Entry, Frame, WordError};
use crate::{Area, Axis, Expr, Reference};

/// Every word, by name. An argument that ends in `…` may be followed by more of its kind.
#[rustfmt::skip]
pub(crate) const WORDS: &[Entry] = &[
    Entry {
        name: "cagr", arguments: &["x", "years"], example: "cagr(revenue, 2)",
        meaning: "the yearly growth that leads from the figure so many years ago to this one",
        body: Body::Code(cagr),
    },
    Entry {
        name: "change", arguments: &["now", "then"], example: "change(revenue, revenue[-1y])",
        meaning: "the difference from one period to another",
        body: Body::Text(r#"IF(COUNT(then,now)=2,SUM(now,-then),"n.a.")"#),
    },
    Entry {
        name: "change_bps", arguments: &["now", "then"], example: "change_bps(gross_margin, gross_margin[-1y])",
        meaning: "the difference of two rates in basis points",
        body: Body::Text(r#"IF(COUNT(then,now)=2,SUM(now,-then)*10000,"n.a.")"#),
    },
    Entry {
        name: "change_pp", arguments: &["now", "then"], example: "change_pp(gross_margin, gross_margin[-1y])",
        meaning: "the difference of two rates in percentage points",
        body: Body::Text(r#"IF(COUNT(then,now)=2,SUM(now,-then)*100,"n.a.")"#),
    },
    Entry {
        name: "concentration", arguments: &["shares", "n"], example: "concentration(share.*, 3)",
        meaning: "CRn: what the n largest shares (or all, when they are fewer) add up to, when every share is known",
        body: Body::Code(concentration),
    },
    Entry {
        name: "contribution", arguments: &["part_now", "part_then", "whole_then"],
        example: "contribution(revenue.training, revenue.training[-1y], revenue[-1y])",
        meaning: "how many percentage points of the whole's growth a part brings",
        body: Body::Text(
            r#"IF(COUNT(whole_then,part_then,part_now)=3,IF(whole_then>0,SUM(part_now,-part_then)/whole_then*100,"n.m."),"n.a.")"#,
        ),
    },
    Entry {
        name: "cost_effect", arguments: &["cost_now", "cost_then", "units_now"],
        example: "cost_effect(unit_cost, unit_cost[-1y], units)",
        meaning: "gross-profit bridge: what the change of the unit cost did to profit, negative when costs rose",
        body: Body::Text(r#"IF(COUNT(cost_then,cost_now,units_now)=3,SUM(cost_then,-cost_now)*units_now,"n.a.")"#),
    },
    Entry {
        name: "discrete", arguments: &["x"], example: "discrete(revenue_ytd)",
        meaning: "the period's own figure from a cumulative one",
        body: Body::Text(
            r#"IF(ordinal=1,IF(ISNUMBER(x),x,"n.a."),IF(COUNT(x[-1],x)=2,x-x[-1],"n.a."))"#,
        ),
    },
    Entry {
        name: "first", arguments: &["x…"], example: "first(revenue_reported, revenue_derived)",
        meaning: "the first of several figures that is known",
        body: Body::Code(first),
    },
    Entry {
        name: "growth", arguments: &["now", "then"], example: "growth(revenue, revenue[-1y])",
        meaning: "the relative change; not meaningful on a base of zero or less",
        body: Body::Text(r#"IF(COUNT(then,now)=2,IF(then>0,now/then-1,"n.m."),"n.a.")"#),
    },
    Entry {
        name: "hhi", arguments: &["shares"], example: "hhi(share.*)",
        meaning: "the Herfindahl-Hirschman index, 0 to 10,000, when every share is known",
        body: Body::Code(hhi),
    },
    Entry {
        name: "index", arguments: &["x", "base"], example: "index(revenue, revenue[-1y])",
        meaning: "the figure where the base is 100",
        body: Body::Text(r#"IF(COUNT(base,x)=2,IF(base>0,x/base*100,"n.m."),"n.a.")"#),
    },
    Entry {
        name: "ltm", arguments: &["x"], example: "ltm(revenue)",
        meaning: "the last twelve months: the sum of the last periods that make a year",
        body: Body::Code(ltm),
    },
    Entry {
        name: "margin", arguments: &["profit", "revenue"], example: "margin(gross_profit, revenue)",
        meaning: "profit as a part of revenue",
        body: Body::Text(r#"IF(COUNT(profit,revenue)=2,IF(revenue>0,profit/revenue,"n.m."),"n.a.")"#),
    },
    Entry {
        name: "margin_mix_effect", arguments: &["weight_now", "weight_then", "rate_then", "total_rate_then"],
        example: "margin_mix_effect(mix.training, mix.training[-1y], margin.training[-1y], gross_margin[-1y])",
        meaning: "rate bridge: the percentage points that a part's changed weight brings",
        body: Body::Text(
            r#"IF(COUNT(weight_then,weight_now,rate_then,total_rate_then)=4,SUM(weight_now,-weight_then)*SUM(rate_then,-total_rate_then)*100,"n.a.")"#,
        ),
    },
    Entry {
        name: "margin_rate_effect", arguments: &["rate_now", "rate_then", "weight_now"],
        example: "margin_rate_effect(margin.training, margin.training[-1y], mix.training)",
        meaning: "rate bridge: the percentage points that a part's changed rate brings",
        body: Body::Text(r#"IF(COUNT(rate_then,rate_now,weight_now)=3,weight_now*SUM(rate_now,-rate_then)*100,"n.a.")"#),
    },
    Entry {
        name: "mix", arguments: &["part", "whole"], example: "mix(revenue.training, revenue)",
        meaning: "a part's weight in the whole",
        body: Body::Text(r#"IF(COUNT(part,whole)=2,IF(whole>0,part/whole,"n.m."),"n.a.")"#),
    },
    Entry {
        name: "mix_effect", arguments: &["units_now", "units_then", "total_now", "total_then", "unit_margin_then"],
        example: "mix_effect(units.training, units.training[-1y], units, units[-1y], unit_margin.training[-1y])",
        meaning: "gross-profit bridge: what a part's share of the units did to profit",
        body: Body::Text(
            r#"IF(COUNT(units_then,units_now,total_then,total_now,unit_margin_then)=5,IF(total_then>0,SUM(units_now,-total_now*units_then/total_then)*unit_margin_then,"n.m."),"n.a.")"#,
        ),
    },
    Entry {
        name: "multiple", arguments: &["now", "then"], example: "multiple(units, units[-1y])",
        meaning: "how many times the base, for growth from a tiny one",
        body: Body::Text(r#"IF(COUNT(then,now)=2,IF(then>0,now/then,"n.m."),"n.a.")"#),
    },
    Entry {
        name: "price_effect", arguments: &["price_now", "price_then", "units_now"],
        example: "price_effect(price, price[-1y], units)",
        meaning: "gross-profit bridge: what the change of the price did to profit",
        body: Body::Text(r#"IF(COUNT(price_then,price_now,units_now)=3,SUM(price_now,-price_then)*units_now,"n.a.")"#),
    },
    Entry {
        name: "rank", arguments: &["x", "range"], example: "rank(share.nvidia, share.*)",
        meaning: "the place among all, the largest being 1; figures that are not known do not count",
        body: Body::Text(r#"IF(ISNUMBER(x),RANK(x,range),"n.a.")"#),
    },
    Entry {
        name: "ratio", arguments: &["a", "b"], example: "ratio(revenue, units)",
        meaning: "a quotient; not meaningful over zero",
        body: Body::Text(r#"IF(COUNT(a,b)=2,IF(b<>0,a/b,"n.m."),"n.a.")"#),
    },
    Entry {
        name: "rest", arguments: &["whole", "parts…"], example: "rest(revenue, revenue.*)",
        meaning: "what the disclosed parts leave of the whole",
        body: Body::Code(rest),
    },
    Entry {
        name: "share", arguments: &["part", "whole"], example: "share(revenue.nvidia, market)",
        meaning: "a part of the whole, as a rate",
        body: Body::Text(r#"IF(COUNT(part,whole)=2,IF(whole>0,part/whole,"n.m."),"n.a.")"#),
    },
    Entry {
        name: "total", arguments: &["range…"], example: "total(revenue.*)",
        meaning: "the sum, when every member is known",
        body: Body::Code(total),
    },
    Entry {
        name: "volume_effect", arguments: &["total_now", "total_then", "unit_margin_then"],
        example: "volume_effect(units, units[-1y], unit_margin[-1y])",
        meaning: "gross-profit bridge: what more or fewer units did to profit, at the base period's average unit margin",
        body: Body::Text(r#"IF(COUNT(total_then,total_now,unit_margin_then)=3,SUM(total_now,-total_then)*unit_margin_then,"n.a.")"#),
    },
    Entry {
        name: "ytd", arguments: &["x"], example: "ytd(revenue)",
        meaning: "the sum from the first period of the fiscal year to this one",
        body: Body::Code(ytd),
    },
];

fn cagr(arguments: &[Expr], frame: &Frame) -> Result<Expr, WordError> {
    let years = whole_number(&arguments[1], 1, "the number of years")?;
    let then = arguments[0].step(-(years * i32::from(frame.periods_per_year)));
    let bindings = [
        ("now", arguments[0].clone()),
        ("then", then),
        ("years", arguments[1].clone()),
    ];
    let text = r#"IF(COUNT(then,now)=2,IF(AND(then>0,now>=0),(now/then)^(1/years)-1,"n.m."),"n.a.")"#;
    fill(text, &bindings.into(), frame)
}

fn concentration(arguments: &[Expr], frame: &Frame) -> Result<Expr, WordError> {
    let count = whole_number(&arguments[1], 1, "how many of the largest to add")?;
    let members = size_of(&arguments[0]).unwrap_or(u64::MAX);
    let places: Vec<String> = (1..=u64::from(count.unsigned_abs()).min(members))
        .map(|place| place.to_string())
        .collect();
    let text = format!(
        r#"IF(COUNT(shares)=shares.size,SUM(LARGE(shares,{{{}}})),"n.a.")"#,
        places.join(",")
    );
    fill(&text, &[("shares", arguments[0].clone())].into(), frame)
}

fn hhi(arguments: &[Expr], frame: &Frame) -> Result<Expr, WordError> {
    let is_one_range = matches!(arguments[0], Expr::Leaf(_));
    let sum = if is_one_range {
        "SUMPRODUCT(shares^2)"
    } else {
        "SUMSQ(shares)"
    };
    let text = format!(r#"IF(COUNT(shares)=shares.size,10000*{sum},"n.a.")"#);
    fill(&text, &[("shares", arguments[0].clone())].into(), frame)
}

fn first(arguments: &[Expr], frame: &Frame) -> Result<Expr, WordError> {
    arguments.iter().rev().try_fold(Expr::text("n.a."), |otherwise, x| {
        let bindings = [("x", x.clone()), ("otherwise", otherwise)];
        fill("IF(ISNUMBER(x),x,otherwise)", &bindings.into(), frame)
    })
}

fn total(arguments: &[Expr], frame: &Frame) -> Result<Expr, WordError> {
    spread(
        r#"IF(COUNT(range)=range.size,SUM(range),"n.a.")"#,
        "range",
        arguments,
        &Bindings::new(),
        frame,
    )
}

fn rest(arguments: &[Expr], frame: &Frame) -> Result<Expr, WordError> {
    let bindings = [("whole", arguments[0].clone())].into();
    spread(
        r#"IF(ISNUMBER(whole),SUM(whole,-SUM(parts)),"n.a.")"#,
        "parts",
        &arguments[1..],
        &bindings,
        frame,
    )
}

fn ltm(arguments: &[Expr], frame: &Frame) -> Result<Expr, WordError> {
    let periods = i32::from(frame.periods_per_year);
    let x = &arguments[0];
    match last_columns(x, periods) {
        Some(range) if periods > 2 => {
            let text = format!(r#"IF(COUNT(range)={periods},SUM(range),"n.a.")"#);
            fill(&text, &[("range", range)].into(), frame)
        }
        _ => sum_of_last(x, periods, frame),
    }
}

fn ytd(arguments: &[Expr], frame: &Frame) -> Result<Expr, WordError> {
    let periods = i32::from(frame.periods_per_year);
    let x = &arguments[0];
    if periods == 1 {
        return sum_of_last(x, 1, frame);
    }
    if let Some(range) = last_columns(x, periods) {
        let so_far = format!("INDEX(range,{}-ordinal):x", periods + 1);
        let text = format!(r#"IF(COUNT({so_far})=ordinal,SUM({so_far}),"n.a.")"#);
        return fill(&text, &[("range", range), ("x", x.clone())].into(), frame);
    }
    let sums: Result<Vec<Expr>, WordError> = (1..=periods).map(|count| sum_of_last(x, count, frame)).collect();
    spread("CHOOSE(ordinal,sums)", "sums", &sums?, &Bindings::new(), frame)
}

/// The last `count` figures added up, when all of them are known: `IF(COUNT(L13,M13)=2,L13+M13,"n.a.")`.
fn sum_of_last(x: &Expr, count: i32, frame: &Frame) -> Result<Expr, WordError> {
    let figures: Vec<String> = (0..count).rev().map(|back| format!("x[-{back}]")).collect();
    let text = match count {
        1 => r#"IF(ISNUMBER(x),x,"n.a.")"#.to_owned(),
        _ => format!(
            r#"IF(COUNT({})={count},{},"n.a.")"#,
            figures.join(","),
            figures.join("+")
        ),
    };
    fill(&text, &[("x", x.clone())].into(), frame)
}

/// The range of a cell and its neighbours on the left, `count` columns in all; `None` for anything but a cell
/// whose column is relative.
fn last_columns(x: &Expr, count: i32) -> Option<Expr> {
    let Expr::Leaf(Reference::Cells {
        sheets,
        area: Area::Cell(last),
    }) = x
    else {
        return None;
    };
    let Axis::Relative(column) = last.column else {
        return None;
    };
    let mut first = *last;
    first.column = Axis::Relative(column - (count - 1));
    let area = Area::Range(first, *last);
    Some(Expr::Leaf(Reference::Cells { sheets: *sheets, area }))
}

fn whole_number(argument: &Expr, place: usize, what: &str) -> Result<i32, WordError> {
    match argument {
        Expr::Number(number) if number.fract() == 0.0 && (1.0..=100.0).contains(number) => Ok(*number as i32),
        _ => Err(WordError {
            argument: Some(place),
            message: format!("expected {what} as a whole number from 1 to 100"),
        }),
    }
}
