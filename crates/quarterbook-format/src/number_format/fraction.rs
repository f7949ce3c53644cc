//! Sections with fractions: `# ?/?`, `0/8`.

use super::section::Section;
use super::token::Token;

/// The number as a whole part and the nearest fraction the section has room for.
pub(super) fn format(section: &Section, number: f64) -> String {
    let tokens = &section.tokens;
    let slash = position(tokens, |token| matches!(token, Token::Slash)).unwrap_or(tokens.len());
    let numerator_start = start_of_digits(tokens, slash);
    let has_whole = tokens[..numerator_start]
        .iter()
        .any(|token| matches!(token, Token::Digit(_)));
    let (denominator, denominator_end) = denominator(tokens, slash);
    let size = number.abs();
    let (whole, rest) = if has_whole {
        (size.trunc(), size.fract())
    } else {
        (0.0, size)
    };
    let (numerator, denominator) = match denominator {
        Denominator::Fixed(denominator) => ((rest * denominator as f64).round(), denominator),
        Denominator::UpTo(most) => nearest(rest, most),
    };
    let (whole, numerator) = if has_whole && numerator == denominator as f64 {
        (whole + 1.0, 0.0)
    } else {
        (whole, numerator)
    };
    let sign = if number < 0.0 { "-" } else { "" };
    let whole_text = whole_part(&tokens[..numerator_start], whole, numerator);
    let tail: String = tokens[denominator_end..].iter().filter_map(literal).collect();
    let numerator_width = slash - numerator_start;
    let denominator_width = denominator_end - slash - 1;
    let numerator_text = digits(numerator);
    if has_whole && numerator == 0.0 {
        // Excel keeps the room that the fraction would take.
        let room = " ".repeat(numerator_width + 1 + denominator_width);
        return format!("{sign}{whole_text}{room}{tail}");
    }
    format!("{sign}{whole_text}{numerator_text:>numerator_width$}/{denominator:<denominator_width$}{tail}")
}

enum Denominator {
    Fixed(u64),
    UpTo(u64),
}

/// What stands behind the slash, and the index of the first token behind that.
fn denominator(tokens: &[Token], slash: usize) -> (Denominator, usize) {
    let mut digits = String::new();
    let mut places = 0_u32;
    let mut end = slash + 1;
    while let Some(token) = tokens.get(end) {
        match token {
            Token::Digit(digit) if digits.is_empty() || *digit == '0' => {
                places += 1;
                if *digit == '0' && !digits.is_empty() {
                    digits.push('0');
                }
            }
            Token::Literal(text) if text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_digit()) => {
                digits.push_str(text);
            }
            _ => break,
        }
        end += 1;
    }
    let denominator = match digits.parse() {
        Ok(fixed) if fixed > 0 => Denominator::Fixed(fixed),
        _ => Denominator::UpTo(10_u64.pow(places.clamp(1, 4)) - 1),
    };
    (denominator, end)
}

/// The nearest fraction with a denominator of at most `most`; the smallest denominator wins a tie.
fn nearest(size: f64, most: u64) -> (f64, u64) {
    (1..=most)
        .map(|denominator| ((size * denominator as f64).round(), denominator))
        .min_by(|left, right| {
            let error = |(numerator, denominator): &(f64, u64)| (numerator / *denominator as f64 - size).abs();
            error(left).total_cmp(&error(right))
        })
        .unwrap_or((0.0, 1))
}

fn whole_part(tokens: &[Token], whole: f64, numerator: f64) -> String {
    let shows_zero = numerator == 0.0 || tokens.iter().any(|token| matches!(token, Token::Digit('0')));
    let mut shown = whole > 0.0 || shows_zero;
    let mut text = String::new();
    for token in tokens {
        match token {
            Token::Digit(_) if shown => {
                text.push_str(&digits(whole));
                shown = false;
            }
            other => text.extend(literal(other)),
        }
    }
    text
}

/// A whole number, written out.
fn digits(number: f64) -> String {
    let whole = super::digits::round(number, 0, 0).whole;
    if whole.is_empty() { "0".to_owned() } else { whole }
}

fn literal(token: &Token) -> Option<&str> {
    match token {
        Token::Literal(text) => Some(text),
        Token::Percent => Some("%"),
        _ => None,
    }
}

fn start_of_digits(tokens: &[Token], end: usize) -> usize {
    tokens[..end]
        .iter()
        .rposition(|token| !matches!(token, Token::Digit(_)))
        .map_or(0, |at| at + 1)
}

fn position(tokens: &[Token], wanted: fn(&Token) -> bool) -> Option<usize> {
    tokens.iter().position(wanted)
}
