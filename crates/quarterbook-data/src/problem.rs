//! Problems: what is wrong, where, and what to write instead.

use std::fmt;
use std::ops::Range;

use crate::CellAddress;

/// How much a problem matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing needs to be done.
    Note,
    /// The workbook is written, and somebody should look at this.
    Warning,
    /// Nothing can be written until this is settled.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// Where a problem is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Nowhere in particular.
    Nowhere,
    /// A whole file.
    File(String),
    /// A sheet of a file.
    Sheet {
        /// The file's path as the user wrote it.
        file: String,
        /// The sheet's name; empty for a file that has none (CSV).
        sheet: String,
    },
    /// A cell of a file; the sheet is empty for a file that has none (CSV).
    Cell {
        /// The file's path as the user wrote it.
        file: String,
        /// The sheet's name, or empty.
        sheet: String,
        /// The cell.
        cell: CellAddress,
    },
    /// A stretch of a text file, such as a template.
    Text(TextPlace),
}

/// A stretch of one line of a text file, with the line itself so that a caret can be drawn under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextPlace {
    /// The file's path as the user wrote it.
    pub file: String,
    /// 1-based line.
    pub line: usize,
    /// 1-based column, counted in characters.
    pub column: usize,
    /// How many characters the caret underlines; at least 1.
    pub width: usize,
    /// The line's text.
    pub excerpt: String,
}

impl TextPlace {
    /// The place of a byte range in a text; a range over several lines is cut at the end of its first line.
    pub fn new(file: &str, text: &str, bytes: Range<usize>) -> Self {
        let start = floor(text, bytes.start);
        let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
        let end = floor(text, bytes.end).clamp(start, line_end);
        Self {
            file: file.to_owned(),
            line: text[..start].matches('\n').count() + 1,
            column: text[line_start..start].chars().count() + 1,
            width: text[start..end].chars().count().max(1),
            excerpt: text[line_start..line_end].trim_end_matches('\r').to_owned(),
        }
    }
}

fn floor(text: &str, byte: usize) -> usize {
    let byte = byte.min(text.len());
    (0..=byte).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nowhere => Ok(()),
            Self::File(file) => f.write_str(file),
            Self::Sheet { file, sheet } if sheet.is_empty() => f.write_str(file),
            Self::Sheet { file, sheet } => write!(f, "{file}, sheet {sheet}"),
            Self::Cell { file, sheet, cell } if sheet.is_empty() => write!(f, "{file}, cell {cell}"),
            Self::Cell { file, sheet, cell } => write!(f, "{file}, {sheet}!{cell}"),
            Self::Text(place) => write!(f, "{}:{}:{}", place.file, place.line, place.column),
        }
    }
}

/// One thing that is wrong: where, what, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong: lower case, no final full stop.
    pub message: String,
    /// Where it is.
    pub place: Place,
    /// What to write instead, or what to do next.
    pub hint: Option<String>,
}

impl Problem {
    /// A problem that keeps anything from being written.
    pub fn error(message: impl Into<String>) -> Self {
        Self::new(Severity::Error, message)
    }

    /// A problem that somebody should look at.
    pub fn warning(message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, message)
    }

    /// Something worth knowing.
    pub fn note(message: impl Into<String>) -> Self {
        Self::new(Severity::Note, message)
    }

    fn new(severity: Severity, message: impl Into<String>) -> Self {
        Self {
            severity,
            message: message.into(),
            place: Place::Nowhere,
            hint: None,
        }
    }

    /// The same problem at this place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = place;
        self
    }

    /// The same problem with this hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same problem with a hint when there is one.
    #[must_use]
    pub fn maybe_hint(mut self, hint: Option<String>) -> Self {
        self.hint = hint.or(self.hint);
        self
    }

    /// Whether it keeps anything from being written.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl fmt::Display for Problem {
    /// Prints the problem as a person reads it: message, place, the line with its caret, hint.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.severity, self.message)?;
        if self.place != Place::Nowhere {
            write!(f, "\n  --> {}", self.place)?;
        }
        if let Place::Text(place) = &self.place {
            let number = place.line.to_string();
            let margin = " ".repeat(number.len());
            let indent: String = place.excerpt.chars().take(place.column - 1).map(blank).collect();
            let carets: String = place
                .excerpt
                .chars()
                .skip(place.column - 1)
                .take(place.width)
                .map(caret)
                .collect();
            let carets = if carets.is_empty() { "^".to_owned() } else { carets };
            write!(
                f,
                "\n {margin} |\n {number} | {}\n {margin} | {indent}{carets}",
                place.excerpt
            )?;
        }
        if let Some(hint) = &self.hint {
            write!(f, "\n  = hint: {hint}")?;
        }
        Ok(())
    }
}

/// What stands under a character so that what follows stays in line: Chinese takes two columns in a terminal.
fn blank(character: char) -> &'static str {
    match character {
        '\t' => "\t",
        _ if is_wide(character) => "  ",
        _ => " ",
    }
}

fn caret(character: char) -> &'static str {
    if is_wide(character) { "^^" } else { "^" }
}

fn is_wide(character: char) -> bool {
    matches!(character, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}'
        | '\u{20000}'..='\u{3fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caret_stands_under_the_word_even_after_chinese() {
        let text = "a = 1\nlabel = \"收入\" formula = \"revnue\"\n";
        let start = text.find("revnue").unwrap();
        let problem = Problem::error("unknown line `revnue`")
            .at(Place::Text(TextPlace::new("t.toml", text, start..start + 6)))
            .hint("did you mean `revenue`?");
        assert_eq!(
            problem.to_string(),
            "error: unknown line `revnue`\n  --> t.toml:2:25\n   |\n 2 | label = \"收入\" formula = \"revnue\"\n   |                           ^^^^^^\n  = hint: did you mean `revenue`?"
        );
    }

    #[test]
    fn a_range_beyond_the_text_is_cut() {
        let place = TextPlace::new("t.toml", "收入", 1..99);
        assert_eq!((place.line, place.column, place.width), (1, 1, 2));
    }
}
