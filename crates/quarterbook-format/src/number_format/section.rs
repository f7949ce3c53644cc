//! A section of a number format: its condition and its tokens.

use super::token::{Bracket, Token, bracket, next_token};

/// What stands between two semicolons.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Section {
    /// When the section is for certain numbers only.
    pub(super) condition: Option<Condition>,
    pub(super) kind: SectionKind,
    pub(super) tokens: Vec<Token>,
    /// Whether names of months and days are Chinese.
    pub(super) chinese: bool,
}

/// How a section reads a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SectionKind {
    /// Digits, or literals alone.
    Number,
    /// `# ?/?`
    Fraction,
    /// Dates and times.
    Date,
    /// Holds `@`.
    Text,
    /// Holds `General`.
    General,
}

/// `[>=100]`
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Condition {
    operator: Operator,
    limit: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
}

impl Condition {
    pub(super) fn parse(text: &str) -> Option<Self> {
        const OPERATORS: [(&str, Operator); 6] = [
            ("<=", Operator::LessOrEqual),
            (">=", Operator::GreaterOrEqual),
            ("<>", Operator::NotEqual),
            ("<", Operator::Less),
            (">", Operator::Greater),
            ("=", Operator::Equal),
        ];
        let (limit, operator) = OPERATORS
            .into_iter()
            .find_map(|(sign, operator)| Some((text.strip_prefix(sign)?, operator)))?;
        let limit = limit.trim().parse().ok()?;
        Some(Self { operator, limit })
    }

    pub(super) fn holds(self, number: f64) -> bool {
        match self.operator {
            Operator::Less => number < self.limit,
            Operator::LessOrEqual => number <= self.limit,
            Operator::Greater => number > self.limit,
            Operator::GreaterOrEqual => number >= self.limit,
            Operator::Equal => number == self.limit,
            Operator::NotEqual => number != self.limit,
        }
    }

    /// Whether every number it admits is negative: the section then shows the number without its sign.
    pub(super) fn only_negative(self) -> bool {
        match self.operator {
            Operator::Less => self.limit <= 0.0,
            Operator::LessOrEqual | Operator::Equal => self.limit < 0.0,
            _ => false,
        }
    }
}

impl Section {
    /// Reads a section; `None` for one Excel refuses.
    pub(super) fn parse(code: &str) -> Option<Self> {
        let mut section = Self {
            condition: None,
            kind: SectionKind::Number,
            tokens: Vec::new(),
            chinese: false,
        };
        let mut characters = code.chars().peekable();
        while characters.peek().is_some() {
            if characters.next_if_eq(&'[').is_some() {
                let rest: String = characters.clone().collect();
                let (inner, _) = rest.split_once(']')?;
                section.add_bracket(bracket(inner)?);
                characters.nth(inner.chars().count());
            } else {
                section.tokens.push(next_token(&mut characters)?);
            }
        }
        section.kind = kind(&section.tokens)?;
        if section.kind == SectionKind::Date {
            minutes(&mut section.tokens);
        }
        Some(section)
    }

    fn add_bracket(&mut self, bracket: Bracket) {
        match bracket {
            Bracket::Condition(condition) => self.condition = Some(condition),
            Bracket::Elapsed(letter, length) => self.tokens.push(Token::Elapsed(letter, length)),
            Bracket::Colour => {}
            Bracket::Locale(symbol, locale) => {
                // The primary language is in the low ten bits; 4 is Chinese.
                self.chinese |= locale & 0x3ff == 4;
                if !symbol.is_empty() {
                    self.tokens.push(Token::Literal(symbol));
                }
            }
        }
    }
}

fn kind(tokens: &[Token]) -> Option<SectionKind> {
    let has = |wanted: fn(&Token) -> bool| tokens.iter().any(wanted);
    let is_date = has(|token| matches!(token, Token::Date(..) | Token::Elapsed(..) | Token::Noon(..)));
    let has_digits = has(|token| matches!(token, Token::Digit(_)));
    if has(|token| matches!(token, Token::Text)) {
        return (!is_date && !has_digits).then_some(SectionKind::Text);
    }
    if is_date {
        // Zeros after a point are parts of a second; other digits have no place among dates.
        return Some(SectionKind::Date);
    }
    if has(|token| matches!(token, Token::General)) {
        return (!has_digits).then_some(SectionKind::General);
    }
    let slash = tokens.iter().position(|token| matches!(token, Token::Slash));
    let is_fraction = slash.is_some_and(|at| tokens[..at].iter().any(|token| matches!(token, Token::Digit(_))));
    Some(if is_fraction {
        SectionKind::Fraction
    } else {
        SectionKind::Number
    })
}

/// Tells minutes from months: an `m` after hours or before seconds is a minute, written `Date('n', …)` from
/// here on.
fn minutes(tokens: &mut [Token]) {
    let parts: Vec<usize> = (0..tokens.len())
        .filter(|index| matches!(tokens[*index], Token::Date(..) | Token::Elapsed(..)))
        .collect();
    let letter = |token: &Token| match token {
        Token::Date(letter, _) | Token::Elapsed(letter, _) => *letter,
        _ => ' ',
    };
    for (place, index) in parts.iter().enumerate() {
        let before = place.checked_sub(1).map(|place| letter(&tokens[parts[place]]));
        let after = parts.get(place + 1).map(|next| letter(&tokens[*next]));
        if let Token::Date(kind @ 'm', 1..=2) = &mut tokens[*index]
            && (before == Some('h') || after == Some('s'))
        {
            *kind = 'n';
        }
    }
}

/// The sections of a code, at the semicolons that are not quoted.
pub(super) fn split(code: &str) -> Vec<&str> {
    let mut sections = Vec::new();
    let (mut start, mut quoted, mut escaped, mut bracketed) = (0, false, false, false);
    for (at, character) in code.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '\\' | '_' | '*' => escaped = true,
            '[' => bracketed = true,
            ']' => bracketed = false,
            ';' if !bracketed => {
                sections.push(&code[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    sections.push(&code[start..]);
    sections
}
