//! How formulas read after they have been read and printed.

use quarterbook_formula::{Form, parse};

use crate::{HOST, sheets};

fn printed(text: &str, form: Form) -> String {
    let sheets = sheets();
    match parse(text, HOST, &sheets) {
        Ok(tree) => tree.print(form, HOST, &sheets),
        Err(error) => format!("{text}: {error}"),
    }
}

#[test]
fn normal_text_stays_as_it_is() {
    let texts = [
        "-2^2",
        "-(2^2)",
        "2^3^2",
        "2^(3^2)",
        "2^-1",
        "(-2)^2*3",
        "5%^2",
        "(5^2)%",
        "-(5%)",
        "1-(2-3)",
        "(0.1+0.2-0.3)",
        "(1-2)-3",
        "(A1+B1)*C1",
        "A1&\"a \"\"b\"\"\"&TRUE",
        "A1=B1<>C1",
        "A1<-1",
        "IF(A1,,2)",
        "IF(,1,)",
        "{1,-2;\"a\",#N/A}",
        "SUM((A1,B1:B2,Data!C1))",
        "SUM((A1,(B1,C1)))",
        "SUM(A1:B9 B1:C9)",
        "SUM((A1:B9 B1:C9,D1))",
        "SUM($A:C,2:$5,A$1:$B2)",
        "A1:INDEX(B:B,5)",
        "INDEX(A:A,1):INDEX(A:A,2)",
        "SUM('收入 明细'!B2:B9,'Q1''s'!A1,'FY24'!A1,收入!B2)",
        "SUM('Q1:Q4'!A1)",
        "SUM(Data:收入!A1)",
        "TaxRate*税率",
        "tblRevenue[收入]",
        "tblRevenue[]",
        "tblRevenue[gross profit]",
        "tblRevenue[[#Headers],[a]:[b]]",
        "tblRevenue[[#Headers],[#Data],[a]]",
        "tblRevenue[[#Data],[#Totals]]",
        "tblRevenue[#All]",
        "tblRevenue[@收入]+[@[gross profit]]",
        "[a']s!B]",
        "tblRevenue[@]",
        "tblRevenue['[x'] '#1]",
        "tblRevenue[[a]:[b c]]",
        "@A1:A9",
        "-@A1:A9%",
        "SUM(C2#)",
        "Data!C2#*2",
        "LET(x,1,y,x+1,x*y)",
        "LAMBDA(a,b,a+b)(1,2)",
        "(LAMBDA(a,a))(1)",
        "(A1>=B1)(0)",
        "LET(f,LAMBDA(a,a+1),f(f(1)))",
        "MAP(A1:A3,LAMBDA(v,v*2))",
        "1E+20*0.1",
        "#REF!+#N/A",
        "LOG10(100)+T.DIST(1,2,TRUE)",
        "IF(XFE1=1,2)",
        "NOW()-TODAY()",
    ];
    for text in texts {
        assert_eq!(printed(text, Form::Shown), text);
    }
}

#[test]
fn other_spellings_become_the_normal_one() {
    let cases = [
        ("= sum( a1 , b2:B1 )", "SUM(A1,B1:B2)"),
        ("((1+2))*3", "((1+2))*3"),
        ("(1+2)*(3)", "(1+2)*(3)"),
        ("1.50E3", "1500"),
        (".5", "0.5"),
        ("true", "TRUE"),
        ("#n/a", "#N/A"),
        ("SUM(D9:$A$1)", "SUM($A$1:D9)"),
        ("A1 : B2", "A1:B2"),
        ("data!a1", "Data!A1"),
        ("'Data'!A1", "Data!A1"),
        ("'Data'!#REF!", "#REF!"),
        ("Q1:Q4!A1", "'Q1:Q4'!A1"),
        ("LET(Value,1,vAlUe+1)", "LET(Value,1,Value+1)"),
        ("_xlfn._xlws.SORT(A1:A3)", "SORT(A1:A3)"),
        ("_xlfn.SINGLE(A1:A3)^2", "@A1:A3^2"),
        ("_xlfn.ANCHORARRAY(A1)", "A1#"),
        ("_xlfn.LAMBDA(_xlpm.x,_xlpm.x+1)(2)", "LAMBDA(x,x+1)(2)"),
        ("t[[#This Row],[a]]", "t[@a]"),
        ("t[[#Data],[a]]", "t[a]"),
        ("t[ [#Totals] , [a] ]", "t[[#Totals],[a]]"),
        ("LET(a,A1,SUM(a:b))", "LET(a,A1,SUM(A:B))"),
        ("A1\n +\n B1", "A1+B1"),
    ];
    for (text, normal) in cases {
        assert_eq!(printed(text, Form::Shown), normal, "{text}");
    }
}

#[test]
fn stored_text_prefixes_names_of_functions_and_nothing_else() {
    let cases = [
        ("IFS(A1,1)&\"IFS(x)\"", "_xlfn.IFS(A1,1)&\"IFS(x)\""),
        ("FILTER(A1:A3,B1:B3)", "_xlfn._xlws.FILTER(A1:A3,B1:B3)"),
        ("STDEV.S(A1:A3)+STDEV(A1:A3)", "_xlfn.STDEV.S(A1:A3)+STDEV(A1:A3)"),
        ("@A1:A3", "_xlfn.SINGLE(A1:A3)"),
        ("SUM(C2#)", "SUM(_xlfn.ANCHORARRAY(C2))"),
        ("LET(x,1,x)", "_xlfn.LET(_xlpm.x,1,_xlpm.x)"),
        ("t[@a]+t[@]", "t[[#This Row],[a]]+t[#This Row]"),
    ];
    for (text, stored) in cases {
        assert_eq!(printed(text, Form::Stored), stored, "{text}");
        assert_eq!(printed(stored, Form::Shown), text, "{stored}");
    }
}

#[test]
fn r1c1_counts_from_the_formula() {
    let cases = [
        ("E10", "RC"),
        ("D9+$A$1", "R[-1]C[-1]+R1C1"),
        ("SUM(E$1:E9)", "SUM(R1C:R[-1]C)"),
        ("SUM($A:E,9:10)", "SUM(C1:C,R[-1]:R)"),
        ("'收入 明细'!F10", "'收入 明细'!RC[1]"),
    ];
    for (text, r1c1) in cases {
        assert_eq!(printed(text, Form::R1C1), r1c1, "{text}");
    }
}

#[test]
fn a_reference_that_leaves_the_grid_prints_as_an_error() {
    let sheets = sheets();
    let tree = parse("A1+Data!B2", HOST, &sheets).unwrap();
    assert_eq!(
        tree.shown(quarterbook_data::CellAddress::new(0, 4), &sheets),
        "#REF!+#REF!"
    );
}
