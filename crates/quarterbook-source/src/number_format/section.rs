//! The sections of a number format, as tokens.

use std::iter::Peekable;
use std::str::Chars;

/// One of the parts between semicolons.
#[derive(Debug, Clone, Default)]
pub(super) struct Section {
    /// When it holds, where the format says: `[>=1000]`.
    pub(super) condition: Option<Condition>,
    pub(super) tokens: Vec<Token>,
}

/// A piece of a section.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// Text that is shown as it is.
    Literal(String),
    /// The place of a digit: `0` shows a zero there, `#` and `?` show nothing.
    Digit {
        needed: bool,
    },
    Point,
    Comma,
    Percent,
    /// `E+` or `E-`.
    Exponent {
        plus: bool,
    },
    /// A run of one date letter, such as `yyyy`, in lower case.
    Date(char, usize),
    /// `AM/PM`.
    HalfDay,
    General,
    /// `@`, the place of a text.
    Text,
    /// Something that is not followed here, such as a fraction or hours beyond 24.
    Other,
}

/// A comparison that chooses a section.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Condition {
    operator: &'static str,
    bound: f64,
}

impl Condition {
    pub(super) fn holds(self, number: f64) -> bool {
        match self.operator {
            ">=" => number >= self.bound,
            "<=" => number <= self.bound,
            "<>" => number != self.bound,
            ">" => number > self.bound,
            "<" => number < self.bound,
            _ => number == self.bound,
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [">=", "<=", "<>", ">", "<", "="].into_iter().find_map(|operator| {
            let bound = text.strip_prefix(operator)?.trim().parse().ok()?;
            Some(Self { operator, bound })
        })
    }
}

/// The sections of a format.
pub(super) fn sections(format: &str) -> Vec<Section> {
    let mut sections = vec![Section::default()];
    let mut rest = format.chars().peekable();
    while let Some(next) = rest.next() {
        if next == ';' {
            sections.push(Section::default());
        } else if let Some(section) = sections.last_mut() {
            section.take(next, &mut rest);
        }
    }
    sections
}

impl Section {
    fn take(&mut self, first: char, rest: &mut Peekable<Chars>) {
        let token = match first {
            '"' => Token::Literal(rest.by_ref().take_while(|next| *next != '"').collect()),
            '\\' => Token::Literal(rest.next().into_iter().collect()),
            // The width of a character, and a character repeated to the cell's width.
            '_' | '*' => {
                rest.next();
                return;
            }
            '[' => {
                let inside: String = rest.by_ref().take_while(|next| *next != ']').collect();
                return self.take_bracket(&inside);
            }
            '0' => Token::Digit { needed: true },
            '#' | '?' => Token::Digit { needed: false },
            '.' => Token::Point,
            ',' => Token::Comma,
            '%' => Token::Percent,
            '@' => Token::Text,
            'E' if matches!(rest.peek(), Some('+' | '-')) => Token::Exponent {
                plus: rest.next() == Some('+'),
            },
            'A' | 'a' if follows(rest, "M/PM") => Token::HalfDay,
            'G' | 'g' if follows(rest, "eneral") => Token::General,
            'y' | 'm' | 'd' | 'h' | 's' | 'Y' | 'M' | 'D' | 'H' | 'S' => {
                let letter = first.to_ascii_lowercase();
                let mut run = 1;
                while rest.next_if(|next| next.eq_ignore_ascii_case(&letter)).is_some() {
                    run += 1;
                }
                Token::Date(letter, run)
            }
            other => Token::Literal(other.to_string()),
        };
        // A stroke between digits is a fraction; between dates it is a stroke.
        let is_stroke = token == Token::Literal("/".to_owned());
        if is_stroke && self.tokens.iter().any(|token| matches!(token, Token::Digit { .. })) {
            self.tokens.push(Token::Other);
        } else {
            self.tokens.push(token);
        }
    }

    /// What stands in brackets: a currency and language, a condition, hours beyond 24, or a colour.
    fn take_bracket(&mut self, inside: &str) {
        if let Some(currency) = inside.strip_prefix('$') {
            let symbol = currency.split('-').next().unwrap_or_default();
            self.tokens.push(Token::Literal(symbol.to_owned()));
        } else if let Some(condition) = Condition::parse(inside) {
            self.condition = Some(condition);
        } else if inside
            .chars()
            .all(|letter| matches!(letter, 'h' | 'H' | 'm' | 'M' | 's' | 'S'))
        {
            self.tokens.push(Token::Other);
        }
    }
}

/// Takes the letters when they come next.
fn follows(rest: &mut Peekable<Chars>, wanted: &str) -> bool {
    let mut ahead = rest.clone();
    let comes = wanted
        .chars()
        .all(|letter| ahead.next().is_some_and(|next| next.eq_ignore_ascii_case(&letter)));
    if comes {
        *rest = ahead;
    }
    comes
}
