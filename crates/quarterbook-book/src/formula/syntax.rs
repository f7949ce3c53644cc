//! Reads template formulas: Excel's grammar, with rows, settings and finance words as leaves.

use std::ops::Range;

use quarterbook_data::{Frequency, suggestion};
use quarterbook_formula::{Cursor, Expr, Function, NamedCall, ParseError, Syntax, Word, parse_with};

use super::leaf::{Leaf, RowsLeaf, Setting, Step, WordLeaf};
use super::wide_signs::narrow;
use super::word;

/// Reads one formula. Signs as a Chinese keyboard has them, such as `（`, `，` and `×`, mean their plain ones.
pub(crate) fn read(text: &str) -> Result<Expr<Leaf>, ParseError> {
    parse_with(&narrow(text), &mut TemplateSyntax)
}

/// The template language's leaves.
struct TemplateSyntax;

impl Syntax for TemplateSyntax {
    type Leaf = Leaf;

    fn leaf(&mut self, cursor: &mut Cursor<'_>) -> Result<Option<Expr<Leaf>>, ParseError> {
        let start = cursor.position();
        if matches!(cursor.peek(), Some('\'' | '‘' | '’')) {
            return Err(in_single_quotes(cursor));
        }
        let mut name = cursor.take_name().to_owned();
        if matches!(cursor.peek(), Some('!')) || name.is_empty() && cursor.peek() == Some('$') {
            return Err(a_cell(cursor, start));
        }
        if name.is_empty() {
            return Ok(None);
        }
        // `cells.*.asia`: a `*` may be followed by more parts.
        while name.ends_with('.') && cursor.eat("*") {
            name.push('*');
            if cursor.eat(".") {
                name.push('.');
                name.push_str(cursor.take_name());
            }
        }
        let span = cursor.span_from(start);
        if let Some(setting) = setting(&name, &span)? {
            return Ok(Some(Expr::Leaf(Leaf::Setting(setting, span))));
        }
        let step = if cursor.peek() == Some('[') {
            step(cursor)?
        } else {
            Step::Columns(0)
        };
        let (inputs, name) = match name.strip_prefix("inputs.") {
            Some(line) => (true, line.to_owned()),
            None => (false, name),
        };
        Ok(Some(Expr::Leaf(Leaf::Rows(RowsLeaf {
            name,
            inputs,
            step,
            span,
        }))))
    }

    fn has_word(&self, name: &str) -> bool {
        word::exists(name)
    }

    /// `excel.growth(…)` is Excel's GROWTH, whose name alone is a word's.
    fn function(&self, name: &str) -> Option<Function> {
        let prefix = name.get(..word::EXCEL.len());
        let own = prefix.filter(|prefix| prefix.eq_ignore_ascii_case(word::EXCEL));
        Function::find(own.map_or(name, |prefix| &name[prefix.len()..]))
    }

    fn call(&mut self, call: NamedCall<Leaf>) -> Result<Expr<Leaf>, ParseError> {
        let Some(word) = Word::find(&call.name) else {
            return Err(call.unknown(word::names()));
        };
        Ok(Expr::Leaf(Leaf::Word(WordLeaf {
            name: word.name().to_owned(),
            name_span: call.name_span,
            arguments: call.arguments,
        })))
    }
}

/// A text in single quotes, or a sheet's name in them.
fn in_single_quotes(cursor: &mut Cursor<'_>) -> ParseError {
    let start = cursor.position();
    cursor.bump();
    cursor.take_while(|character| !matches!(character, '\'' | '’'));
    cursor.bump();
    if cursor.peek() == Some('!') {
        return a_cell(cursor, start);
    }
    ParseError::new(cursor.span_from(start), "a text stands in double quotes").hint(
        "write \"big\"; the formula as a whole can stand in single quotes: formula = 'if(x > 5, \"big\", \"small\")'",
    )
}

/// `Revenue!F8` or `$F$8`; the cursor stands at the `!` or `$`.
fn a_cell(cursor: &mut Cursor<'_>, start: usize) -> ParseError {
    cursor.take_while(|character| character.is_alphanumeric() || matches!(character, '!' | '$' | '_'));
    ParseError::new(cursor.span_from(start), "a formula names rows and not cells")
        .hint("write the row's id, such as revenue: its column follows the period, and revenue[-1] is the one before")
}

fn setting(name: &str, span: &Range<usize>) -> Result<Option<Setting>, ParseError> {
    let Some((group, what)) = name.split_once('.') else {
        return Ok(None);
    };
    let known: &[(&str, Setting)] = match group {
        "scale" => &[("money", Setting::MoneyScale), ("price", Setting::PriceScale)],
        "period" => &[
            ("ordinal", Setting::Ordinal),
            ("year", Setting::Year),
            ("end", Setting::End),
        ],
        "parameter" => return Ok(Some(Setting::Parameter(what.to_owned()))),
        _ => return Ok(None),
    };
    let found = known
        .iter()
        .find(|(name, _)| *name == what)
        .map(|(_, setting)| setting.clone());
    match found {
        Some(setting) => Ok(Some(setting)),
        None => Err(ParseError::new(span.clone(), format!("`{group}` has no `{what}`"))
            .maybe_hint(suggestion(what, known.iter().map(|(name, _)| *name)))),
    }
}

/// Reads `[-1]`, `[-1y]`, `[+1y]`, `[fy]`, `[fy-1]`, `[h1]`, `[q4]`.
fn step(cursor: &mut Cursor<'_>) -> Result<Step, ParseError> {
    let start = cursor.position();
    cursor.bump();
    let inside = cursor.take_while(|character| !matches!(character, ']' | '[' | ',' | '(' | ')'));
    if !cursor.eat("]") {
        let opened = start..start + 1;
        let step: String = inside.chars().take_while(|next| !next.is_whitespace()).collect();
        let hint = match step_named(&step) {
            Some(_) => format!("write `]` behind the step: [{step}]"),
            None => "write `]` behind the step, as in [-1y]".to_owned(),
        };
        return Err(ParseError::new(opened, "this `[` is never closed").hint(hint));
    }
    step_named(inside.trim()).ok_or_else(|| {
        ParseError::new(cursor.span_from(start), format!("`[{inside}]` is not a step in time")).hint(
            "write [-1] for the period before, [-1y] for the year-ago period, [fy] for the fiscal year's value, \
                   [h1] or [q1] for a half or quarter of the year",
        )
    })
}

fn step_named(text: &str) -> Option<Step> {
    if let Some(rest) = text.strip_prefix("fy") {
        return Some(Step::FiscalYear(if rest.is_empty() { 0 } else { signed(rest)? }));
    }
    if let Some(part) = part_of_year(text) {
        return Some(part);
    }
    match text.strip_suffix('y') {
        Some(years) => signed(years).map(Step::Years),
        None if text == "0" => Some(Step::Columns(0)),
        None => signed(text).map(Step::Columns),
    }
}

/// `h1`, `h2`, `q1` to `q4`.
fn part_of_year(text: &str) -> Option<Step> {
    let (band, ordinal) = match text.as_bytes() {
        [b'h', digit] => (Frequency::Half, digit),
        [b'q', digit] => (Frequency::Quarter, digit),
        _ => return None,
    };
    let ordinal = ordinal.checked_sub(b'0')?;
    (1..=band.per_year())
        .contains(&ordinal)
        .then_some(Step::PartOfYear(band, ordinal))
}

/// `-3` or `+1`; the sign has to be there, so that a place in a list is not taken for a step in time.
fn signed(text: &str) -> Option<i32> {
    let text = text.replace('\u{2212}', "-");
    let steps: i32 = text.strip_prefix(['+', '-'])?.trim().parse().ok()?;
    let sign = if text.starts_with('-') { -1 } else { 1 };
    (1..=600).contains(&steps).then_some(sign * steps)
}
