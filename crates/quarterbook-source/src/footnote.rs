//! Footnote marks in brackets: `(2)`, `(note 2)`, `[附注五、3]`.

use crate::text::folded;

/// Whether what stands in brackets is a number of one or two digits, as in `Revenue (2)`.
pub(crate) fn is_number(inside: &str) -> bool {
    (1..=2).contains(&inside.len()) && inside.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether what stands in brackets sends the reader to a note: `note 2`, `see notes 3(a) and 4`, `附注五、3`. Notes that
/// are a kind of debt, as in `(Notes due 2027)`, do not.
pub(crate) fn is_reference(inside: &str) -> bool {
    const VERBS: [&str; 6] = ["refer to ", "see ", "参见", "详见", "见", "参阅"];
    const NOUNS: [&str; 8] = ["footnotes", "footnote", "notes", "note", "附注", "注释", "注解", "注"];
    let key = folded(inside);
    let noun = VERBS.iter().find_map(|verb| key.strip_prefix(verb)).unwrap_or(&key);
    let places = NOUNS.iter().find_map(|word| noun.strip_prefix(word));
    places.is_some_and(are_places)
}

/// Whether a text names one place or several, and nothing else: ` 2`, `3(a) and 4`, `五,3`.
fn are_places(text: &str) -> bool {
    let joined = [" and ", " to ", "及", "和", "与", "至"]
        .iter()
        .fold(text.to_owned(), |text, word| text.replace(word, " "));
    let separators = [' ', ',', '.', ';', '(', ')', '-', '–', '&', '/', ':'];
    let mut places = joined.split(separators).filter(|place| !place.is_empty()).peekable();
    places.peek().is_some() && places.all(is_place)
}

/// `3`, `12a`, `iv`, `五`.
fn is_place(text: &str) -> bool {
    let letters = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - letters.len();
    let is_letter = letters.len() <= 1 && letters.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_roman = digits == 0 && letters.chars().all(|letter| "ivx".contains(letter));
    let is_chinese = text.chars().count() <= 3 && text.chars().all(|c| "一二三四五六七八九十".contains(c));
    (digits <= 2 && is_letter) || is_roman || is_chinese
}

/// A label without the footnote marks at its end: `*`, 注1, `(1)`, `[2]`, `(note 2)`, 附注3.
pub(crate) fn without_footnotes(label: &str) -> &str {
    let mut label = label.trim_end();
    while let Some(shorter) = without_last(label) {
        label = shorter;
    }
    label
}

fn without_last(label: &str) -> Option<&str> {
    let shorter = label
        .strip_suffix('*')
        .or_else(|| without_note_word(label))
        .or_else(|| without_brackets(label))?
        .trim_end();
    (!shorter.is_empty()).then_some(shorter)
}

/// 收入 注1 and 收入附注3, without brackets; 备注 are remarks.
fn without_note_word(label: &str) -> Option<&str> {
    let before = label.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = label.len() - before.len();
    let before = before.trim_end().strip_suffix(['注', '註'])?;
    let before = before.strip_suffix('附').unwrap_or(before);
    ((1..=2).contains(&digits) && !before.ends_with(['备', '備'])).then_some(before)
}

fn without_brackets(label: &str) -> Option<&str> {
    let (open, close) = match label.chars().next_back()? {
        ')' => ('(', ')'),
        ']' => ('[', ']'),
        _ => return None,
    };
    let mut depth = 0_u32;
    let at = label.char_indices().rev().find_map(|(at, character)| {
        depth += u32::from(character == close);
        depth -= u32::from(character == open && depth > 0);
        (depth == 0).then_some(at)
    })?;
    let inside = &label[at + 1..label.len() - 1];
    (is_number(inside) || is_reference(inside)).then_some(&label[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_in_words_are_no_part_of_a_label() {
        for (label, without) in [
            ("Revenue (note 2)", "Revenue"),
            ("Revenue (Note 3)", "Revenue"),
            ("Revenue (see Notes 2, 3(a) and 14)", "Revenue"),
            ("Revenue (Note A)", "Revenue"),
            ("Revenue (note iv)", "Revenue"),
            ("Revenue [2]", "Revenue"),
            ("Revenue [1][2] *", "Revenue"),
            ("Revenue (1)(2)", "Revenue"),
            ("收入(附注3)", "收入"),
            ("收入(附註五,3)", "收入"),
            ("收入(见附注七(1))", "收入"),
            ("收入 注1", "收入"),
            ("收入附注12", "收入"),
        ] {
            assert_eq!(without_footnotes(label), without, "{label}");
        }
    }

    #[test]
    fn words_and_units_in_brackets_stay() {
        for label in [
            "Revenue (restated)",
            "Borrowings (Notes due 2027)",
            "Borrowings (notes)",
            "Senior notes 2",
            "Revenue (2024)",
            "Net income (loss)",
            "Revenue (RMB'000)",
            "收入(万元)",
            "收入(注册地)",
            "训练系列(天垓)",
            "备注1",
            "(note 2)",
            "*",
        ] {
            assert_eq!(without_footnotes(label), label, "{label}");
        }
    }
}
