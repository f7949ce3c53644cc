//! The rows of a table and the lines that they are.

use std::collections::{BTreeMap, BTreeSet};

use quarterbook_data::{Currency, Line, Measure, Vocabulary};

use super::draft::{Mapping, quoted};
use super::figures::Figures;
use super::meaning::{is_of_companies, line_of};
use super::members::NewMember;
use crate::map::{Row, is_total_word};
use crate::text::folded;

/// A row with what its cells hold.
pub(super) struct Seen<'a> {
    pub(super) row: &'a Row,
    /// Its label as the source prints it, where that is the same label.
    pub(super) printed: String,
    pub(super) figures: Figures,
}

/// What is known of a table before its rows are looked at.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    /// The labelled rows, those without figures too.
    pub(super) rows: &'a [Row],
    pub(super) currency: Currency,
    /// The company that the file is of.
    pub(super) company: &'a NewMember,
    /// Whether the unit note is that of another table above.
    pub(super) is_note_inherited: bool,
}

/// What the rows of a table are.
#[derive(Default)]
pub(super) struct Mapped<'a> {
    pub(super) rows: Vec<Mapping>,
    pub(super) members: BTreeMap<String, Vec<NewMember>>,
    /// The line of each row in `seen`, where it has one.
    pub(super) lines: Vec<Option<&'a Line>>,
    /// Lines that a row gives as a whole.
    wholes: BTreeSet<&'a str>,
    /// Heads that rows of other lines stand under too, so that nothing tells which rows are their parts.
    mixed: BTreeSet<String>,
}

/// Maps rows to lines: by their own label, or as parts of the line that they stand under. A line is given once.
pub(super) fn map_rows<'a>(seen: &[Seen<'_>], known: Known<'_>, vocabulary: &'a Vocabulary) -> Mapped<'a> {
    let mut mapped = Mapped::default();
    let mut own: Vec<Option<&Line>> = seen.iter().map(|one| own_line(one, vocabulary)).collect();
    let guess = likely_revenue(seen, &own, vocabulary);
    if let (Some(first), Some(_)) = (own.first_mut(), guess) {
        *first = guess;
    }
    let repeated = repeated(seen);
    let parts = parts_of_heads(seen);
    for (at, one) in seen.iter().enumerate() {
        let label = label(one, &repeated, known.rows);
        if let Some(line) = own[at] {
            mapped.mixed.extend(one.row.head().map(str::to_owned));
            mapped.add_whole(label, line, one, known);
            if let Some(row) = mapped.rows.last_mut().filter(|_| at == 0 && guess.is_some()) {
                "a guess: the first row of a statement of income".clone_into(&mut row.comment);
            }
            continue;
        }
        if let Some((head, line)) = mapped.part_of(one, vocabulary) {
            let is_whole = parts.get(head) == Some(&1) && !own.contains(&Some(line));
            mapped.add_part(head, line, one, is_whole, known);
            continue;
        }
        mapped.lines.push(None);
        if !is_total_word(&one.row.text) {
            mapped.rows.push(left(label, String::new()));
        }
    }
    let mut labels = BTreeSet::new();
    mapped.rows.retain(|row| labels.insert(folded(&row.label)));
    mapped
}

fn own_line<'a>(one: &Seen<'_>, vocabulary: &'a Vocabulary) -> Option<&'a Line> {
    line_of(&one.row.text, vocabulary).filter(|line| one.may_be(line))
}

/// Revenue, for the first row of a statement of income in which no label is known to be it: banks and lenders have words
/// of their own.
fn likely_revenue<'a>(seen: &[Seen<'_>], own: &[Option<&Line>], vocabulary: &'a Vocabulary) -> Option<&'a Line> {
    const RESULTS: [&str; 6] = [
        "net income",
        "net profit",
        "net loss",
        "profit for the",
        "净利润",
        "溢利",
    ];
    let line = vocabulary.lines.get("revenue")?;
    let is_known = own.iter().flatten().any(|known| known.name == line.name);
    let first = seen.first().filter(|first| first.may_be(line))?;
    let key = |one: &Seen<'_>| folded(&one.row.text);
    let is_income = ["income", "sales", "fees", "收入"]
        .iter()
        .any(|word| key(first).contains(word));
    let is_result = |one: &Seen<'_>| RESULTS.iter().any(|word| key(one).contains(word));
    let has_parts = first.row.head().is_none_or(|head| line_of(head, vocabulary).is_none());
    (!is_known && is_income && has_parts && !is_result(first) && seen.iter().any(is_result)).then_some(line)
}

/// A row's label; behind those that occur more than once, what they stand under.
pub(super) fn label(one: &Seen<'_>, repeated: &BTreeSet<&str>, heads: &[Row]) -> String {
    let row = one.row;
    match row.head() {
        Some(head) if repeated.contains(row.text.as_str()) => format!("{} > {}", as_printed(head, heads), one.printed),
        _ => one.printed.clone(),
    }
}

/// The labels that more than one row has.
pub(super) fn repeated<'a>(seen: &'a [Seen<'_>]) -> BTreeSet<&'a str> {
    let mut known = BTreeSet::new();
    let texts = seen.iter().map(|one| one.row.text.as_str());
    texts.filter(|text| !known.insert(*text)).collect()
}

/// How many rows stand under each head.
fn parts_of_heads<'a>(seen: &'a [Seen<'_>]) -> BTreeMap<&'a str, usize> {
    let mut parts = BTreeMap::new();
    for head in seen.iter().filter_map(|one| one.row.head()) {
        *parts.entry(head).or_default() += 1;
    }
    parts
}

/// A folded label as one of the rows prints it.
fn as_printed<'a>(key: &'a str, rows: &'a [Row]) -> &'a str {
    rows.iter()
        .find(|row| row.key() == key)
        .map_or(key, |row| row.text.as_str())
}

fn left(label: String, comment: String) -> Mapping {
    Mapping {
        label,
        target: None,
        comment,
    }
}

/// Whether a label under another is what is taken off it, as `- Cost of Revenue` under Revenue.
fn is_deduction(text: &str) -> bool {
    const WORDS: [&str; 8] = [
        "cost",
        "less",
        "expense",
        "operating expense",
        "减",
        "成本",
        "营业成本",
        "费用",
    ];
    let key = folded(text);
    let key = key.trim_start_matches(['-', '–', '—', ' ']);
    WORDS.iter().any(|word| key.starts_with(word))
}

impl Seen<'_> {
    fn may_be(&self, line: &Line) -> bool {
        let of_label = self.row.units.iter().filter_map(|(note, _)| note.measure.as_ref());
        let is_money = |measure: &Measure| matches!(measure, Measure::Money(_) | Measure::MoneyEach(_));
        let fits = |measure: &Measure| {
            is_money(measure) == is_money(&line.unit.measure)
                && (*measure == Measure::Ratio) == matches!(line.unit.measure, Measure::Ratio | Measure::Points)
        };
        self.figures.may_be(line) && of_label.into_iter().all(fits)
    }

    /// A line as the target of this row, with the unit that nothing else says, and what is a guess about that.
    fn target(&self, name: &str, line: &Line, known: Known<'_>) -> (String, String) {
        let (unit, comment) = match &line.unit.measure {
            _ if !self.row.units.is_empty() => return (quoted(name), String::new()),
            Measure::Ratio | Measure::Points => match self.figures.ratio_unit() {
                Some((unit, number)) => (unit.to_owned(), ratio_guess(number, unit)),
                None => return (quoted(name), String::new()),
            },
            Measure::Count(_) if known.is_note_inherited => (
                "units".to_owned(),
                "a guess: the note above is that of another table".to_owned(),
            ),
            Measure::MoneyEach(_) if !self.figures.bare.is_empty() => {
                (known.currency.to_string(), "a guess: nothing says it".to_owned())
            }
            _ => return (quoted(name), String::new()),
        };
        (
            format!("{{ line = {}, unit = {} }}", quoted(name), quoted(&unit)),
            comment,
        )
    }
}

/// A number as it is spoken of: four digits are enough.
fn short(number: rust_decimal::Decimal) -> rust_decimal::Decimal {
    number.round_sf(4).unwrap_or(number).normalize()
}

/// What is said of a bare number that is taken for a per cent or a fraction.
pub(super) fn ratio_guess(number: rust_decimal::Decimal, unit: &str) -> String {
    match unit {
        "%" => format!("a guess: {} is taken for {0} %", short(number)),
        _ => format!(
            "a guess: {} is taken for {} %",
            short(number),
            short(number * rust_decimal::Decimal::ONE_HUNDRED)
        ),
    }
}

impl<'a> Mapped<'a> {
    /// A line, or its part that is this company's where it is split by companies.
    fn of_company(&mut self, line: &Line, company: &NewMember) -> String {
        match line.dimensions.first().filter(|dimension| is_of_companies(dimension)) {
            Some(dimension) => {
                let name = company.name.clone().unwrap_or_default();
                self.add_member(dimension, company.clone());
                format!("{}.{name}", line.name)
            }
            None => line.name.clone(),
        }
    }

    fn add_member(&mut self, dimension: &str, member: NewMember) {
        let members = self.members.entry(dimension.to_owned()).or_default();
        if !members
            .iter()
            .any(|known| folded(&known.label) == folded(&member.label))
        {
            members.push(member);
        }
    }

    fn add_whole(&mut self, label: String, line: &'a Line, one: &Seen<'_>, known: Known<'_>) {
        if !self.wholes.insert(&line.name) {
            self.lines.push(None);
            self.rows
                .push(left(label, format!("`{}` is another row already", line.name)));
            return;
        }
        let name = self.of_company(line, known.company);
        let (target, comment) = one.target(&name, line, known);
        self.lines.push(Some(line));
        self.rows.push(Mapping {
            label,
            target: Some(target),
            comment,
        });
    }

    /// The head that a row is a part of, and its line.
    fn part_of<'b>(&self, one: &Seen<'b>, vocabulary: &'a Vocabulary) -> Option<(&'b str, &'a Line)> {
        let head = one.row.head().filter(|head| !self.mixed.contains(*head))?;
        let line = line_of(head, vocabulary).filter(|line| line.dimensions.len() == 1 && one.may_be(line))?;
        let text = &one.row.text;
        let is_part = !is_total_word(text) && !is_deduction(text) && line_of(text, vocabulary).is_none();
        is_part.then_some((head, line))
    }

    /// Adds a part of a line as a member; the only part of a line that has no row of its own is the whole of it.
    fn add_part(&mut self, head: &str, line: &'a Line, one: &Seen<'_>, is_whole: bool, known: Known<'_>) {
        let text = &one.row.text;
        let name = if is_whole {
            self.of_company(line, known.company)
        } else {
            format!("{}.{}", line.name, line.dimensions[0])
        };
        let (target, guess) = one.target(&name, line, known);
        let only = if is_whole {
            format!("a guess: the only row under `{}`", as_printed(head, known.rows))
        } else {
            let member = NewMember {
                label: text.clone(),
                name: None,
                year_end: None,
            };
            self.add_member(&line.dimensions[0], member);
            String::new()
        };
        self.lines.push(Some(line));
        if is_whole {
            self.wholes.insert(&line.name);
        }
        self.rows.push(Mapping {
            label: format!("{} > {text}", as_printed(head, known.rows)),
            target: Some(target),
            comment: [only, guess]
                .into_iter()
                .filter(|text| !text.is_empty())
                .collect::<Vec<_>>()
                .join("; "),
        });
    }
}
