//! The months' names.

/// The months as English writes them, January first.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The month, 1 to 12, that a word names whole or by its first three letters, in either case.
///
/// ```
/// use quarterbook_format::month_named;
/// assert_eq!(month_named("SEP"), Some(9));
/// assert_eq!(month_named("Septemb"), None);
/// ```
pub fn month_named(word: &str) -> Option<u8> {
    let is = |name: &str| name.eq_ignore_ascii_case(word) || name[..3].eq_ignore_ascii_case(word);
    let place = MONTHS.iter().position(|name| is(name))?;
    Some(place as u8 + 1)
}
