//! Nearest names, for messages about a name that does not exist.

/// The known names that look most like `unknown`, nearest first, at most three.
pub fn nearest<'a>(unknown: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let wanted = unknown.to_lowercase();
    let mut scored: Vec<(f64, &str)> = known
        .into_iter()
        .map(|name| (likeness(&wanted, &name.to_lowercase()), name))
        .filter(|(score, _)| *score >= 0.7)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    scored.dedup_by_key(|(_, name)| *name);
    scored.into_iter().take(3).map(|(_, name)| name).collect()
}

/// A hint for an unknown name: the nearest known ones, or all of them when they are few.
pub fn suggestion<'a>(unknown: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> Option<String> {
    let near = nearest(unknown, known.clone());
    if !near.is_empty() {
        return Some(format!("did you mean {}?", quoted(&near)));
    }
    let mut all: Vec<&str> = known.into_iter().collect();
    all.sort_unstable();
    all.dedup();
    match all.len() {
        0 => None,
        1..=12 => Some(format!("known here: {}", quoted(&all))),
        many => Some(format!("known here: {} and {} more", quoted(&all[..10]), many - 10)),
    }
}

fn likeness(a: &str, b: &str) -> f64 {
    let contained = a.len() >= 3 && b.len() >= 3 && (a.contains(b) || b.contains(a));
    strsim::jaro_winkler(a, b).max(if contained { 0.85 } else { 0.0 })
}

fn quoted(names: &[&str]) -> String {
    names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_finds_its_name() {
        let known = ["revenue", "gross_profit", "gross_margin", "units"];
        assert_eq!(nearest("revenu", known), ["revenue"]);
        assert_eq!(nearest("gros_margin", known)[0], "gross_margin");
        assert_eq!(
            suggestion("xyz", known).unwrap(),
            "known here: `gross_margin`, `gross_profit`, `revenue`, `units`"
        );
    }
}
