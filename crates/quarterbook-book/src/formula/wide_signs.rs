//! Signs of a Chinese keyboard in formulas, as the plain signs they mean.

/// The same formula with plain signs, each at the byte where the wide one stood, so that carets stay where they are: what
/// is left of a wide sign's bytes becomes blanks. Texts in quotes stay as they are.
pub(super) fn narrow(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut closing = None;
    for character in text.chars() {
        let length = character.len_utf8();
        if let Some(end) = closing {
            if character != end {
                out.push(character);
                continue;
            }
            closing = None;
            // The blanks stand outside of the text.
            push(&mut out, "\"", length);
            continue;
        }
        match character {
            '"' => {
                closing = Some('"');
                out.push('"');
            }
            '“' => {
                closing = Some('”');
                out.extend(std::iter::repeat_n(' ', length - 1));
                out.push('"');
            }
            other => match plain(other) {
                Some(sign) => push(&mut out, sign, length),
                None => out.push(other),
            },
        }
    }
    out
}

/// Adds a sign, and blanks up to the length that the wide one had.
fn push(out: &mut String, sign: &str, length: usize) {
    out.push_str(sign);
    out.extend(std::iter::repeat_n(' ', length.saturating_sub(sign.len())));
}

/// The plain sign for one that means the same in a formula.
const fn plain(character: char) -> Option<&'static str> {
    Some(match character {
        '（' => "(",
        '）' => ")",
        '，' | '、' => ",",
        '；' => ";",
        '：' => ":",
        '［' | '【' => "[",
        '］' | '】' => "]",
        '×' | '＊' => "*",
        '÷' | '／' => "/",
        '＋' => "+",
        '－' | '−' | '–' => "-",
        '＝' => "=",
        '＜' => "<",
        '＞' => ">",
        '≤' => "<=",
        '≥' => ">=",
        '≠' => "<>",
        '％' => "%",
        '＆' => "&",
        '＾' => "^",
        '\u{3000}' => " ",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::narrow;

    #[test]
    fn wide_signs_become_plain_ones_of_the_same_length() {
        let cases = [
            ("growth（a，a［-1y］）", "growth(  a,  a[  -1y]  )  "),
            ("a × 2 ÷ b", "a *  2 /  b"),
            ("if(a≥1，“大（”，\"（\")", "if(a>= 1,    \"大（\"  ,  \"（\")"),
            ("收入 - 成本", "收入 - 成本"),
        ];
        for (wide, plain) in cases {
            assert_eq!(narrow(wide), plain);
            assert_eq!(narrow(wide).len(), wide.len(), "{wide}");
        }
    }
}
