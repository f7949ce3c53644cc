//! `*`, `?` and `~` in texts that are looked for.

use crate::eval::compare::lower;

/// A text to look for without regard to case: `*` stands for any characters, `?` for one, and `~` takes the
/// meaning from the one behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pattern {
    parts: Vec<Part>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Char(char),
    One,
    Any,
}

impl Pattern {
    /// Reads a text with wildcards.
    pub(crate) fn new(text: &str) -> Self {
        let mut parts = Vec::with_capacity(text.len());
        let mut chars = text.chars().peekable();
        while let Some(char) = chars.next() {
            parts.push(match char {
                '*' if parts.last() == Some(&Part::Any) => continue,
                '*' => Part::Any,
                '?' => Part::One,
                '~' => match chars.next_if(|next| matches!(next, '*' | '?' | '~')) {
                    Some(escaped) => Part::Char(escaped),
                    None => Part::Char('~'),
                },
                other => Part::Char(lower(other)),
            });
        }
        Self { parts }
    }

    /// A text without wildcards.
    pub(crate) fn literal(text: &str) -> Self {
        let parts = text.chars().map(|char| Part::Char(lower(char))).collect();
        Self { parts }
    }

    /// The text itself in lower case when there is no wildcard in it.
    pub(crate) fn as_literal(&self) -> Option<String> {
        self.parts
            .iter()
            .map(|part| match part {
                Part::Char(char) => Some(*char),
                Part::One | Part::Any => None,
            })
            .collect()
    }

    /// Whether the whole text fits.
    pub(crate) fn matches(&self, text: &str) -> bool {
        matches_parts(&self.parts, text)
    }
}

/// Greedy matching with one point to come back to, so that time stays within length × parts.
fn matches_parts(parts: &[Part], text: &str) -> bool {
    let (mut at, mut rest) = (0, text.chars());
    let mut retry: Option<(usize, std::str::Chars)> = None;
    loop {
        let before = rest.clone();
        match (parts.get(at), rest.next()) {
            (Some(Part::Any), _) => {
                at += 1;
                rest = before.clone();
                retry = Some((at, before));
                continue;
            }
            (None, None) => return true,
            (Some(Part::One), Some(_)) => {
                at += 1;
                continue;
            }
            (Some(Part::Char(wanted)), Some(char)) if *wanted == lower(char) => {
                at += 1;
                continue;
            }
            _ => {}
        }
        let Some((after_any, mut from)) = retry.take() else {
            return false;
        };
        if from.next().is_none() {
            return false;
        }
        at = after_any;
        rest = from.clone();
        retry = Some((after_any, from));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_match_whole_texts_without_regard_to_case() {
        let cases = [
            ("a*", "Apple", true),
            ("*ple", "Apple", true),
            ("a?ple", "apple", true),
            ("a?ple", "aple", false),
            ("*", "", true),
            ("?", "", false),
            ("*a*b*", "xxaxxbxx", true),
            ("*a*b", "xxaxxbxx", false),
            ("~*", "*", true),
            ("~*", "x", false),
            ("~~", "~", true),
            ("a~b", "a~b", true),
            ("训练*", "训练系列", true),
        ];
        for (pattern, text, fits) in cases {
            assert_eq!(Pattern::new(pattern).matches(text), fits, "{pattern} {text}");
        }
    }
}
