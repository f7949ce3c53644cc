//! Names that Excel accepts, made from any text.

use quarterbook_data::CellAddress;

/// A defined name made of an id: letters (Chinese too), digits, `_` and `.`; with `_` in front where Excel would
/// read it as an address or a number.
pub(crate) fn defined_name(id: &str) -> String {
    let name: String = id
        .chars()
        .map(|character| {
            if character.is_alphanumeric() || matches!(character, '_' | '.') {
                character
            } else {
                '_'
            }
        })
        .take(250)
        .collect();
    let begins_well = name.starts_with(|first: char| first.is_alphabetic() || first == '_');
    if begins_well && !reads_as_address(&name) {
        name
    } else {
        format!("_{name}")
    }
}

fn reads_as_address(name: &str) -> bool {
    let upper = name.to_ascii_uppercase();
    let looks_like_r1c1 = upper.starts_with(['R', 'C'])
        && upper
            .chars()
            .all(|character| character.is_ascii_digit() || matches!(character, 'R' | 'C'));
    name.parse::<CellAddress>().is_ok() || looks_like_r1c1 || matches!(upper.as_str(), "TRUE" | "FALSE")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_defined_name_is_never_an_address() {
        let cases = [
            ("revenue.training", "revenue.training"),
            ("gross margin", "gross_margin"),
            ("毛利率", "毛利率"),
            ("H1", "_H1"),
            ("r1c1", "_r1c1"),
            ("2024", "_2024"),
            ("true", "_true"),
        ];
        for (id, name) in cases {
            assert_eq!(defined_name(id), name);
        }
    }
}
