//! What every finance word reads like in the workbook.

use quarterbook_data::CellAddress;
use quarterbook_formula::{Expr, Frame, Sheets, Word, guard, merge_guards, parse};

/// M14: the third of four columns K:N, as in a half-year band.
const HOST: CellAddress = CellAddress::new(13, 12);

fn read(text: &str) -> Expr {
    parse(text, HOST, &Sheets::default()).expect("a formula")
}

fn expanded(word: Word, arguments: &[&str], periods_per_year: u8) -> String {
    let arguments: Vec<Expr> = arguments.iter().map(|text| read(text)).collect();
    let frame = Frame {
        periods_per_year,
        ordinal: read("M$5"),
        fiscal_year: read("M$6"),
    };
    match word.expand(&arguments, &frame) {
        Ok(tree) => tree.shown(HOST, &Sheets::default()),
        Err(error) => format!("error: {error}"),
    }
}

/// The cells that stand for a word's arguments below.
fn sample(argument: &str) -> &'static str {
    match argument {
        "now" | "x" | "part_now" | "units_now" | "weight_now" => "M13",
        "then" | "part_then" | "units_then" | "weight_then" => "K13",
        "shares" | "range" | "range…" | "parts…" => "M20:M29",
        "n" => "3",
        "years" => "2",
        "or…" => "M14",
        "whole" | "revenue" | "b" | "base" | "total_now" => "M8",
        "whole_then" | "total_then" | "total_rate_then" => "K8",
        "price_now" | "cost_now" | "rate_now" => "M15",
        "price_then" | "cost_then" | "rate_then" => "K15",
        "unit_margin_then" => "K16",
        _ => "M9",
    }
}

#[test]
fn every_word_reads_like_this() {
    let report: Vec<String> = Word::all()
        .map(|word| {
            let arguments: Vec<&str> = word.arguments().iter().map(|argument| sample(argument)).collect();
            format!(
                "{word}: {}\n  {}\n  {}({})\n  ={}",
                word.meaning(),
                word.example(),
                word.name(),
                arguments.join(", "),
                expanded(word, &arguments, 2)
            )
        })
        .collect();
    insta::assert_snapshot!(report.join("\n\n"));
}

#[test]
fn words_that_depend_on_the_band_or_on_how_many_they_get() {
    let cases: &[(&str, u8, &[&str], &str)] = &[
        ("ltm", 1, &["M13"], r#"IF(ISNUMBER(M13),M13,"n.a.")"#),
        ("ltm", 4, &["M13"], r#"IF(COUNT(J13:M13)=4,SUM(J13:M13),"n.a.")"#),
        (
            "ltm",
            4,
            &["M13-M12"],
            r#"IF(COUNT(J13-J12,K13-K12,L13-L12,M13-M12)=4,J13-J12+(K13-K12)+(L13-L12)+(M13-M12),"n.a.")"#,
        ),
        ("ytd", 1, &["M13"], r#"IF(ISNUMBER(M13),M13,"n.a.")"#),
        (
            "ytd",
            4,
            &["M13"],
            r#"IF(COUNT(INDEX(J13:M13,5-M$5):M13)=M$5,SUM(INDEX(J13:M13,5-M$5):M13),"n.a.")"#,
        ),
        (
            "ytd",
            2,
            &["M13*2"],
            r#"CHOOSE(M$5,IF(ISNUMBER(M13*2),M13*2,"n.a."),IF(COUNT(L13*2,M13*2)=2,L13*2+M13*2,"n.a."))"#,
        ),
        (
            "cagr",
            4,
            &["M13", "2"],
            r#"IF(COUNT(E13,M13)=2,IF(AND(E13>0,M13>=0),(M13/E13)^(1/2)-1,"n.m."),"n.a.")"#,
        ),
        (
            "total",
            2,
            &["F13", "F19:F21"],
            r#"IF(COUNT(F13,F19:F21)=4,SUM(F13,F19:F21),"n.a.")"#,
        ),
        (
            "total",
            2,
            &["tbl[a]"],
            r#"IF(COUNT(tbl[a])=ROWS(tbl[a])*COLUMNS(tbl[a]),SUM(tbl[a]),"n.a.")"#,
        ),
        (
            "hhi",
            2,
            &["(M20,M22)"],
            r#"IF(COUNT((M20,M22))=2,10000*SUMSQ((M20,M22)),"n.a.")"#,
        ),
        (
            "rest",
            2,
            &["M8", "M9", "M10"],
            r#"IF(ISNUMBER(M8),SUM(M8,-SUM(M9,M10)),"n.a.")"#,
        ),
        (
            "cagr",
            2,
            &["M13", "M2"],
            "error: expected the number of years as a whole number from 1 to 100",
        ),
        (
            "growth",
            2,
            &["M13"],
            "error: expected growth(now, then), found 1 arguments",
        ),
        (
            "concentration",
            2,
            &["M1:M2", "3"],
            r#"IF(COUNT(M1:M2)=2,SUM(LARGE(M1:M2,{1,2})),"n.a.")"#,
        ),
        (
            "concentration",
            2,
            &["M1:M9", "0.5"],
            "error: expected how many of the largest to add as a whole number from 1 to 100",
        ),
    ];
    for (word, periods_per_year, arguments, expansion) in cases {
        let found = expanded(Word::find(word).unwrap(), arguments, *periods_per_year);
        assert_eq!(found, *expansion, "{word} {arguments:?}");
    }
}

#[test]
fn words_are_sorted_and_their_examples_call_them() {
    let names: Vec<&str> = Word::all().map(Word::name).collect();
    assert!(names.is_sorted());
    for word in Word::all() {
        assert!(word.example().starts_with(&format!("{}(", word.name())), "{word}");
    }
}

#[test]
fn plain_arithmetic_is_guarded() {
    let cases = [
        ("M13", "M13"),
        ("(M13)", "M13"),
        ("1+2", "1+2"),
        ("M13-M12", r#"IF(COUNT(M13,M12)=2,SUM(M13,-M12),"n.a.")"#),
        ("M13+M12", r#"IF(COUNT(M13,M12)=2,M13+M12,"n.a.")"#),
        (
            "M1-M2*M3-M4+M5",
            r#"IF(COUNT(M1,M2,M3,M4,M5)=5,SUM(M1,-M2*M3,-M4,M5),"n.a.")"#,
        ),
        ("M1-(M2-M3)", r#"IF(COUNT(M1,M2,M3)=3,SUM(M1,-(M2-M3)),"n.a.")"#),
        (
            "IF(ISNUMBER(M1),0,M1-M2)",
            r#"IF(ISNUMBER(M1),0,IF(ISNUMBER(M2),M1-M2,"n.a."))"#,
        ),
        ("M13*M13+1", r#"IF(ISNUMBER(M13),M13*M13+1,"n.a.")"#),
        ("F13-SUM(F19:F22)", r#"IF(ISNUMBER(F13),SUM(F13,-SUM(F19:F22)),"n.a.")"#),
        ("M13/M12", r#"IF(COUNT(M13,M12)=2,IF(M12<>0,M13/M12,"n.m."),"n.a.")"#),
        ("M13/4", r#"IF(ISNUMBER(M13),M13/4,"n.a.")"#),
        (
            "SUM(M1:M3)/SUM(M4:M6)",
            r#"IF(AND(COUNT(M1:M3)>0,COUNT(M4:M6)>0),IF(SUM(M4:M6)<>0,SUM(M1:M3)/SUM(M4:M6),"n.m."),"n.a.")"#,
        ),
        (
            "M1/M2/M3",
            r#"IF(COUNT(M1,M2,M3)=3,IF(AND(M2<>0,M3<>0),M1/M2/M3,"n.m."),"n.a.")"#,
        ),
        ("IFERROR(M1/M2,0)", "IFERROR(M1/M2,0)"),
        ("MAX(M1,M2)", r#"IF(COUNT(M1,M2)>0,MAX(M1,M2),"n.a.")"#),
        ("MAX(M1:M3,0)", r#"IF(COUNT(M1:M3)>0,MAX(M1:M3,0),"n.a.")"#),
        ("M1+MAX(M1,M2)", r#"IF(ISNUMBER(M1),M1+MAX(M1,M2),"n.a.")"#),
        (
            "ROUND(AVERAGE(M1:M3),1)",
            r#"IF(COUNT(M1:M3)>0,ROUND(AVERAGE(M1:M3),1),"n.a.")"#,
        ),
        ("LARGE(M1:M3,2)", r#"IF(COUNT(M1:M3)>=2,LARGE(M1:M3,2),"n.a.")"#),
        ("STDEV.S(M1:M3)", r#"IF(COUNT(M1:M3)>=2,STDEV.S(M1:M3),"n.a.")"#),
        (
            "SUMPRODUCT(M1:M3,N1:N3)",
            r#"IF(AND(COUNT(M1:M3)>0,COUNT(N1:N3)>0),SUMPRODUCT(M1:M3,N1:N3),"n.a.")"#,
        ),
        ("IFERROR(AVERAGE(M1:M3),0)", "IFERROR(AVERAGE(M1:M3),0)"),
        ("COUNT(M1:M3)", "COUNT(M1:M3)"),
        ("SUM(1,2)", "SUM(1,2)"),
        (
            "IF(COUNT(M1:M3)>0,SUM(M1:M3),\"n.a.\")",
            r#"IF(COUNT(M1:M3)>0,SUM(M1:M3),"n.a.")"#,
        ),
        ("MAX(0,M1-M2)", r#"IF(COUNT(M1,M2)=2,MAX(0,M1-M2),"n.a.")"#),
        ("COUNT(M1*2)", "COUNT(M1*2)"),
        ("LET(x,M1*2,x+1)", "LET(x,M1*2,x+1)"),
        ("CHOOSE(2,M1,M2*2)", r#"CHOOSE(2,M1,IF(ISNUMBER(M2),M2*2,"n.a."))"#),
        (
            "CHOOSE(2,M1,M2)*M3",
            r#"IF(COUNT(CHOOSE(2,M1,M2),M3)=2,CHOOSE(2,M1,M2)*M3,"n.a.")"#,
        ),
        ("ROUND(M1*M2,2)", r#"IF(COUNT(M1,M2)=2,ROUND(M1*M2,2),"n.a.")"#),
        (
            "SUM(M1:M3)=M4",
            r#"IF(AND(ISNUMBER(M4),COUNT(M1:M3)>0),SUM(M1:M3)=M4,"n.a.")"#,
        ),
        ("M1&\"x\"", "M1&\"x\""),
        ("IF(ISNUMBER(M1),M1*2,0)", "IF(ISNUMBER(M1),M1*2,0)"),
        (
            "IF(ISNUMBER(M1),M1,0)+M2",
            r#"IF(ISNUMBER(M2),IF(ISNUMBER(M1),M1,0)+M2,"n.a.")"#,
        ),
        (
            "IF(M$5=1,M8,M9-M10)",
            r#"IF(ISNUMBER(M$5),IF(M$5=1,M8,IF(COUNT(M9,M10)=2,SUM(M9,-M10),"n.a.")),"n.a.")"#,
        ),
        (
            "tbl[@a]*TaxRate",
            r#"IF(COUNT(tbl[@a],TaxRate)=2,tbl[@a]*TaxRate,"n.a.")"#,
        ),
    ];
    for (text, guarded) in cases {
        assert_eq!(guard(read(text)).shown(HOST, &Sheets::default()), guarded, "{text}");
    }
}

#[test]
fn guards_inside_guards_are_one() {
    let cases = [
        // A word in arithmetic: what it counts is counted with the rest, what it compares with zero is compared first.
        (
            r#"IF(ISNUMBER(IF(COUNT(A1,B1)=2,SUM(B1,-A1),"n.a.")),IF(COUNT(A1,B1)=2,SUM(B1,-A1),"n.a.")*2,IF(COUNT(A1,B1)=2,SUM(B1,-A1),"n.a."))"#,
            r#"IF(COUNT(A1,B1)=2,SUM(B1,-A1)*2,"n.a.")"#,
        ),
        (
            r#"IF(COUNT(IF(COUNT(A1,B1)=2,IF(A1>0,B1/A1,"n.m."),"n.a."),C1)=2,IF(COUNT(A1,B1)=2,IF(A1>0,B1/A1,"n.m."),"n.a.")+C1,"n.a.")"#,
            r#"IF(COUNT(A1,B1,C1)=3,IF(A1>0,B1/A1+C1,"n.m."),"n.a.")"#,
        ),
        // Words in a word.
        (
            r#"IF(COUNT(IF(COUNT(A1:D1)=4,SUM(A1:D1),"n.a."),IF(COUNT(E1:H1)=4,SUM(E1:H1),"n.a."))=2,IF(IF(COUNT(A1:D1)=4,SUM(A1:D1),"n.a.")>0,IF(COUNT(E1:H1)=4,SUM(E1:H1),"n.a.")/IF(COUNT(A1:D1)=4,SUM(A1:D1),"n.a.")-1,"n.m."),"n.a.")"#,
            r#"IF(COUNT(A1:D1,E1:H1)=8,IF(SUM(A1:D1)>0,SUM(E1:H1)/SUM(A1:D1)-1,"n.m."),"n.a.")"#,
        ),
        // The last of several that may be known says itself why it is not; one before it only leads on as a plain number.
        (
            r#"IF(ISNUMBER(A1),A1,IF(ISNUMBER(IF(COUNT(B1,C1)=2,IF(C1>0,B1/C1,"n.m."),"n.a.")),IF(COUNT(B1,C1)=2,IF(C1>0,B1/C1,"n.m."),"n.a."),"n.a."))"#,
            r#"IF(ISNUMBER(A1),A1,IF(COUNT(B1,C1)=2,IF(C1>0,B1/C1,"n.m."),"n.a."))"#,
        ),
        (
            r#"IF(ISNUMBER(IF(COUNT(A1,B1)=2,A1+B1,"n.a.")),IF(COUNT(A1,B1)=2,A1+B1,"n.a."),C1)"#,
            "IF(COUNT(A1,B1)=2,A1+B1,C1)",
        ),
        (
            r#"IF(ISNUMBER(IF(COUNT(A1,B1)=2,IF(B1>0,A1/B1,"n.m."),"n.a.")),1,C1)"#,
            r#"IF(ISNUMBER(IF(COUNT(A1,B1)=2,IF(B1>0,A1/B1,"n.m."),"n.a.")),1,C1)"#,
        ),
        // One guard after another.
        (
            r#"IF(COUNT(A1:A3)=3,IF(COUNT(B1,C1)=2,B1+C1,"n.a."),"n.a.")"#,
            r#"IF(COUNT(A1:A3,B1,C1)=5,B1+C1,"n.a.")"#,
        ),
        (r#"IF(ISNUMBER(1),SUM(1,-SUM(A1:A3)),"n.a.")"#, "SUM(1,-SUM(A1:A3))"),
        // What may be an error, counts only some of its figures or answers otherwise stays.
        (
            r#"IF(ISNUMBER(IF(COUNT(A1,B1)=2,A1/B1,"n.a.")),1,"n.a.")"#,
            r#"IF(ISNUMBER(IF(COUNT(A1,B1)=2,A1/B1,"n.a.")),1,"n.a.")"#,
        ),
        (
            r#"IF(ISNUMBER(IF(COUNT(A1,B1)=1,A1+B1,"n.a.")),1,"n.a.")"#,
            r#"IF(ISNUMBER(IF(COUNT(A1,B1)=1,A1+B1,"n.a.")),1,"n.a.")"#,
        ),
        (
            r#"IF(COUNT(A1,B1)=2,IF(ISNUMBER(C1),1,"none"),"n.a.")"#,
            r#"IF(COUNT(A1,B1)=2,IF(ISNUMBER(C1),1,"none"),"n.a.")"#,
        ),
    ];
    for (text, merged) in cases {
        assert_eq!(
            merge_guards(read(text)).shown(HOST, &Sheets::default()),
            merged,
            "{text}"
        );
    }
}
