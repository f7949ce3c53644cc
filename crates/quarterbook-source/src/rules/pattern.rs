//! Patterns of labels: `训练*`, `毛利率 > 训练*`.

use quarterbook_data::column_name;

use crate::text::folded;

/// A pattern of a label, or of a path of labels from an outer one to an inner one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pattern {
    /// As the book writes it.
    pub(crate) text: String,
    segments: Vec<String>,
}

impl Pattern {
    pub(crate) fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            segments: text.split(" > ").map(folded).collect(),
        }
    }

    /// Whether the pattern is a label without `*`.
    pub(crate) fn is_exact(&self) -> bool {
        !self.segments.iter().any(|segment| segment.contains('*'))
    }

    /// How much of it is literal: the more, the closer it describes a label.
    pub(crate) fn weight(&self) -> (usize, bool, usize) {
        let literal = self
            .segments
            .iter()
            .map(|segment| segment.replace('*', "").chars().count())
            .sum();
        (self.segments.len(), self.is_exact(), literal)
    }

    /// What the last segment's `*` stands for in a path of folded labels, the innermost label last; the whole
    /// label for a pattern without `*`. `None` when the pattern does not match. Outer labels may be left out.
    pub(crate) fn matches(&self, path: &[&str]) -> Option<String> {
        let (last, outer) = self.segments.split_last()?;
        let (label, mut above) = path.split_last()?;
        let capture = capture(last, label)?;
        for segment in outer.iter().rev() {
            let at = above
                .iter()
                .rposition(|label| self::capture(segment, label).is_some())?;
            above = &above[..at];
        }
        Some(capture)
    }

    /// Whether it names a folded label among those that its own stands under.
    pub(crate) fn names_above(&self, head: &str) -> bool {
        let outer = self.segments.split_last().map_or(&[][..], |(_, outer)| outer);
        outer
            .iter()
            .any(|segment| segment != "*" && capture(segment, head).is_some())
    }

    /// Whether it names this column as Excel does, `C:C`, where headers do not tell columns apart.
    pub(crate) fn is_column(&self, column: u32) -> bool {
        let letters = column_name(column);
        self.text.eq_ignore_ascii_case(&format!("{letters}:{letters}"))
    }

    /// Whether it matches one text that is not folded yet.
    pub(crate) fn matches_text(&self, text: &str) -> bool {
        self.matches(&[&folded(text)]).is_some()
    }
}

/// What the first `*` of a pattern stands for.
fn capture(pattern: &str, text: &str) -> Option<String> {
    let Some((head, tail)) = pattern.split_once('*') else {
        return (pattern == text).then(|| text.to_owned());
    };
    let rest = text.strip_prefix(head)?;
    if !tail.contains('*') {
        return rest.strip_suffix(tail).map(str::to_owned);
    }
    let mut pieces = tail.split('*');
    let last = pieces.next_back().unwrap_or_default();
    let mut within = rest.strip_suffix(last)?;
    let mut first = None;
    for piece in pieces {
        let at = within.find(piece)?;
        first.get_or_insert_with(|| within[..at].to_owned());
        within = &within[at + piece.len()..];
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_paths_and_say_what_the_star_is() {
        for (pattern, path, capture) in [
            ("收入", &["收入"][..], Some("收入")),
            ("收入", &["营业收入"], None),
            ("*收入", &["训练收入"], Some("训练")),
            ("訓練*", &["训练系列(天垓)"], Some("系列(天垓)")),
            ("*平均售价*", &["推理平均售价(元)"], Some("推理")),
            ("毛利率 > 训练*", &["毛利率", "训练系列"], Some("系列")),
            ("毛利率 > 训练*", &["收入", "训练系列"], None),
            ("收入 > 训练*", &["收入", "占收入比例", "训练系列"], Some("系列")),
            ("Revenue > *", &["revenue", "data center"], Some("data center")),
            ("*", &["amd"], Some("amd")),
        ] {
            assert_eq!(Pattern::new(pattern).matches(path).as_deref(), capture, "{pattern}");
        }
    }
}
