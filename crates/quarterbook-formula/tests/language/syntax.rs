//! A language with Excel's grammar and leaves of its own: lines with members and offsets.

use std::ops::Range;

use quarterbook_formula::{Cursor, Expr, Form, NamedCall, ParseError, Syntax, parse_with, print_with};

#[derive(Debug, Clone, PartialEq)]
enum Leaf {
    Line {
        name: String,
        offset: Option<String>,
        span: Range<usize>,
    },
    Word(String, Vec<Expr<Leaf>>),
}

struct Template;

impl Syntax for Template {
    type Leaf = Leaf;

    fn leaf(&mut self, cursor: &mut Cursor<'_>) -> Result<Option<Expr<Leaf>>, ParseError> {
        let start = cursor.position();
        let mut name = cursor.take_name().to_owned();
        if name.is_empty() {
            return Ok(None);
        }
        if name.ends_with('.') && cursor.eat("*") {
            name.push('*');
        }
        let mut offset = None;
        if cursor.eat("[") {
            offset = Some(cursor.take_while(|character| character != ']').to_owned());
            if !cursor.eat("]") {
                return Err(ParseError::new(cursor.here(), "expected `]` behind the offset"));
            }
        }
        let span = cursor.span_from(start);
        Ok(Some(Expr::Leaf(Leaf::Line { name, offset, span })))
    }

    fn has_word(&self, name: &str) -> bool {
        ["growth", "share"].contains(&name)
    }

    fn call(&mut self, call: NamedCall<Leaf>) -> Result<Expr<Leaf>, ParseError> {
        if self.has_word(&call.name) {
            return Ok(Expr::Leaf(Leaf::Word(call.name, call.arguments)));
        }
        Err(call.unknown(["growth", "share"]))
    }
}

fn write_leaf(leaf: &Leaf, out: &mut String) {
    match leaf {
        Leaf::Line { name, offset, .. } => {
            out.push_str(name);
            if let Some(offset) = offset {
                out.extend(["[", offset, "]"]);
            }
        }
        Leaf::Word(word, arguments) => {
            let arguments: Vec<String> = arguments
                .iter()
                .map(|argument| print_with(argument, Form::Shown, &mut write_leaf))
                .collect();
            out.extend([word, "(", &arguments.join(","), ")"]);
        }
    }
}

#[test]
fn lines_members_and_offsets_share_excels_grammar() {
    for text in [
        "revenue-SUM(revenue.*)",
        "growth(revenue,revenue[-1y])",
        "-revenue.training[-1]^2%",
        "IF(revenue[fy]>0,scale.money*2,\"n.a.\")",
        "LET(x,revenue,x/revenue.product)",
        "share(growth(revenue,revenue[-1]),GROWTH(revenue))",
        "收入.训练*2",
    ] {
        let tree = parse_with(text, &mut Template).unwrap();
        assert_eq!(print_with(&tree, Form::Shown, &mut write_leaf), text);
    }
}

#[test]
fn leaves_know_the_bytes_they_came_from() {
    let text = "2 * 收入[-1y] + cost";
    let tree = parse_with(text, &mut Template).unwrap();
    let found: Vec<&str> = tree
        .leaves()
        .filter_map(|leaf| match leaf {
            Leaf::Line { span, .. } => Some(&text[span.clone()]),
            Leaf::Word(..) => None,
        })
        .collect();
    assert_eq!(found, ["收入[-1y]", "cost"]);
}

#[test]
fn unknown_calls_name_the_nearest_words() {
    let error = parse_with("grwth(revenue)", &mut Template).unwrap_err();
    assert_eq!((error.span, error.message.as_str()), (0..5, "unknown function `grwth`"));
    assert!(error.hint.is_some_and(|hint| hint.contains("`growth`")));
}
