//! Figures cut in two at the commas of their thousands, as in `Revenue,1,234` without quotes.

use super::lines::quoted;
use crate::text::folded;

/// Two neighbouring fields that make one figure with a comma between them: `1` and `234`, `-12` and `345.6`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Halves {
    pub(super) head: String,
    pub(super) tail: String,
}

impl Halves {
    /// One to three digits, and behind them exactly three.
    pub(super) fn of(head: &str, tail: &str) -> Option<Self> {
        let (head, tail) = (head.trim(), tail.trim());
        let is_head = |digits: &str| (1..=3).contains(&digits.len()) && !digits.starts_with('0') && is_digits(digits);
        let whole = tail.split('.').next().unwrap_or_default().trim_end_matches(')');
        let behind = tail
            .split_once('.')
            .map_or("", |(_, behind)| behind.trim_end_matches(')'));
        let is_one = is_head(head.trim_start_matches(['-', '(', '¥', '$'])) && whole.len() == 3 && is_digits(whole);
        (is_one && is_digits(behind)).then(|| Self {
            head: head.to_owned(),
            tail: tail.to_owned(),
        })
    }

    /// Whether the second half can be no figure of its own.
    pub(super) fn has_leading_zero(&self) -> bool {
        self.tail.starts_with('0')
    }

    /// Whether they differ tenfold, as figures of two years seldom do.
    pub(super) fn are_far_apart(&self) -> bool {
        let number = |text: &str| {
            text.trim_matches(['-', '(', ')', '¥', '$'])
                .parse::<f64>()
                .unwrap_or(f64::NAN)
        };
        let (head, tail) = (number(&self.head), number(&self.tail));
        head * 10.0 <= tail || tail * 10.0 <= head
    }

    /// What is wrong with them, for this reason.
    pub(super) fn message(&self, why: &str) -> String {
        let Self { head, tail } = self;
        format!("`{head}` and `{tail}` may be one figure, {head},{tail}, cut at its comma: {why}")
    }

    /// What to write, in the source or about the column that shows it.
    pub(super) fn hint(&self, header: Option<&str>) -> String {
        let Self { head, tail } = self;
        let quotes = format!("put such figures in quotes, as in `\"{head},{tail}\"`, or export with another separator");
        match header.map(str::trim).filter(|header| !header.is_empty()) {
            Some(header) => format!(
                "{quotes}; if `{header}` holds figures of its own, write `skip = [{}]`",
                quoted(header)
            ),
            None => quotes,
        }
    }
}

/// Whether a header says that its column holds words: 备注, Remarks.
pub(super) fn is_of_words(header: &str) -> bool {
    const WORDS: [&str; 9] = [
        "备注",
        "说明",
        "摘要",
        "描述",
        "remark",
        "remarks",
        "comment",
        "comments",
        "description",
    ];
    WORDS.contains(&folded(header).as_str())
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_a_head_of_up_to_three_digits_and_a_tail_of_three() {
        for (head, tail, is_one) in [
            ("1", "234", true),
            ("-12", "345.6", true),
            ("(123", "045)", true),
            ("0", "234", false),
            ("1234", "567", false),
            ("1", "23", false),
            ("1", "2345", false),
            ("a", "234", false),
            ("", "234", false),
            ("1.5", "234", false),
        ] {
            assert_eq!(Halves::of(head, tail).is_some(), is_one, "{head},{tail}");
        }
    }
}
