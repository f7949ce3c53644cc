//! The vocabulary that sources are read with, from the template's lines and the book's members.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use quarterbook_data::{
    Dimension, FiscalCalendar, Label, Language, Line, Measure, Member, Problem, Scale, Unit, Vocabulary, suggestion,
};

use super::Check;
use super::settings::{Units, calendar};
use crate::read::TextFiles;
use crate::template::{BookFile, BookTable, LineTable, MemberTable, Template, UnitWord};

/// Notes the lines that are split by what is no dimension, and members of such: what formulas say of their parts
/// cannot be told right from wrong.
pub(super) fn lose_damaged(file: &BookFile, template: &Template, texts: &mut TextFiles) {
    let is_unknown = |dimension: &String| !template.dimensions.contains_key(dimension);
    for (name, _) in template.lines.iter().filter(|(_, line)| line.by.iter().any(is_unknown)) {
        texts.lost.name(name);
    }
    for (_, members) in file.members.iter().filter(|(dimension, _)| is_unknown(dimension)) {
        members.keys().for_each(|member| texts.lost.name(member));
    }
}

/// Names that formulas use for something else than lines and dimensions.
pub(crate) const RESERVED: [&str; 4] = ["inputs", "scale", "parameter", "period"];

/// Lines, dimensions and members; members' patterns include their names and labels.
pub(super) fn vocabulary(
    file: &BookFile,
    template: &Template,
    units: &Units,
    languages: &[Language],
    check: &mut Check<'_>,
) -> Vocabulary {
    let mut dimensions: BTreeMap<String, Dimension> = template
        .dimensions
        .iter()
        .map(|(name, table)| {
            (
                name.clone(),
                Dimension {
                    label: table.label.label(),
                    members: Vec::new(),
                },
            )
        })
        .collect();
    for (name, tables) in &file.members {
        if let Some(dimension) = dimensions.get_mut(name) {
            dimension.members = members(name, tables, check);
        } else {
            check.add(
                Problem::error(format!("there is no dimension `{name}` to have members"))
                    .at(check.texts.place_of_key(&["members", name]))
                    .maybe_hint(suggestion(name, template.dimensions.keys().map(String::as_str))),
            );
        }
    }
    let lines = template
        .lines
        .iter()
        .map(|(name, table)| (name.clone(), line(name, table, template, units, languages, check)))
        .collect();
    Vocabulary {
        lines,
        dimensions,
        calendar: book_calendar(file, check),
    }
}

/// The member the book is about, by dimension.
pub(super) fn own(book: &BookTable, vocabulary: &Vocabulary, check: &mut Check<'_>) -> BTreeMap<String, String> {
    let mut own = BTreeMap::new();
    for (dimension, member) in &book.own {
        let Some(known) = vocabulary.dimensions.get(dimension) else {
            let dimensions = vocabulary.dimensions.keys().map(String::as_str);
            check.add(
                Problem::error(format!("there is no dimension `{dimension}`"))
                    .at(check.texts.place_of_key(&["book", "own", dimension]))
                    .maybe_hint(suggestion(dimension, dimensions)),
            );
            continue;
        };
        let names: Vec<&str> = known.members.iter().map(|member| member.name.as_str()).collect();
        if names.contains(&member.as_str()) {
            own.insert(dimension.clone(), member.as_str().to_owned());
        } else {
            check.add(
                Problem::error(format!("`{dimension}` has no member `{}`", member.as_str()))
                    .at(check.texts.place_of(member))
                    .maybe_hint(suggestion(member.as_str(), names)),
            );
        }
    }
    own
}

fn book_calendar(file: &BookFile, check: &mut Check<'_>) -> FiscalCalendar {
    let Some(written) = &file.book.fiscal_year_end else {
        return FiscalCalendar::default();
    };
    calendar(written.as_str()).unwrap_or_else(|| {
        check.add(not_a_year_end(written.as_str()).at(check.texts.place_of(written)));
        FiscalCalendar::default()
    })
}

fn not_a_year_end(text: &str) -> Problem {
    Problem::error(format!("`{text}` is not the end of a fiscal year"))
        .hint("write month and day, such as 12-31, or `last Sunday of January`")
}

fn members(dimension: &str, tables: &IndexMap<String, MemberTable>, check: &mut Check<'_>) -> Vec<Member> {
    let members: Vec<Member> = tables
        .iter()
        .map(|(name, table)| {
            if !is_name(name) {
                let place = check.texts.place_of_key(&["members", dimension, name]);
                check.add(not_a_name(&format!("member of {dimension}"), name).at(place));
            }
            member(dimension, name, table, check)
        })
        .collect();
    for (place, one) in members.iter().enumerate() {
        let clash = members[..place]
            .iter()
            .find_map(|other| Some((other, shared_text(one, other)?)));
        if let Some((other, text)) = clash {
            let message = format!(
                "`{text}` stands for two members of `{dimension}`, `{}` and `{}`",
                other.name, one.name
            );
            let place = check.texts.place_of_key(&["members", dimension, &one.name]);
            let hint = "give each a label and a `match` of its own, so that a source's label means one of them";
            check.add(Problem::error(message).at(place).hint(hint));
        }
    }
    members
}

/// A name, label or pattern that two members have in common.
fn shared_text<'a>(one: &'a Member, other: &Member) -> Option<&'a str> {
    let key = |text: &str| text.trim().to_lowercase();
    let others: Vec<String> = other.patterns.iter().map(|text| key(text)).collect();
    let is_shared = |text: &&String| !text.trim().is_empty() && others.contains(&key(text));
    one.patterns.iter().find(is_shared).map(String::as_str)
}

fn member(dimension: &str, name: &str, table: &MemberTable, check: &mut Check<'_>) -> Member {
    let year_end = table.fiscal_year_end.as_deref();
    let own_calendar = year_end.and_then(calendar);
    if let (Some(text), None) = (year_end, own_calendar) {
        let place = check
            .texts
            .place_of_key(&["members", dimension, name, "fiscal-year-end"]);
        check.add(not_a_year_end(text).at(place));
    }
    for (language, _) in table.label.iter().filter(|(_, text)| text.trim().is_empty()) {
        let place = check.texts.place_of_key(&["members", dimension, name, language]);
        let hint = format!("write what people read, or leave `{language}` out");
        check.add(
            Problem::error(format!("the member `{name}` has an empty label"))
                .at(place)
                .hint(hint),
        );
    }
    let mut patterns = vec![name.to_owned()];
    patterns.extend(table.label.values().chain(&table.patterns).cloned());
    patterns.dedup();
    let label = if table.label.is_empty() {
        Label::plain(name)
    } else {
        Label::new(
            table
                .label
                .iter()
                .map(|(tag, text)| (tag.clone(), text.clone()))
                .collect(),
        )
    };
    Member {
        name: name.to_owned(),
        label,
        patterns,
        calendar: own_calendar,
    }
}

fn line(
    name: &str,
    table: &LineTable,
    template: &Template,
    units: &Units,
    languages: &[Language],
    check: &mut Check<'_>,
) -> Line {
    if !is_name(name) || RESERVED.contains(&name) {
        check.add(not_a_name("line", name).at(check.texts.place_of_key(&["lines", name])));
    }
    for dimension in table.by.iter().filter(|by| !template.dimensions.contains_key(*by)) {
        check.add(
            Problem::error(format!(
                "the line `{name}` is split by `{dimension}`, which is no dimension"
            ))
            .at(check.texts.place_of_key(&["lines", name, "by"]))
            .maybe_hint(suggestion(dimension, template.dimensions.keys().map(String::as_str))),
        );
    }
    let counted = table.counted.label();
    let counted = counted.text(languages.first().map_or("", String::as_str));
    Line {
        name: name.to_owned(),
        label: table.label.label(),
        kind: table.kind(),
        unit: unit(table.unit, &units.money, &units.price, counted),
        dimensions: table.by.clone(),
    }
}

/// The unit that a word stands for in a book; `counted` is the word for one piece.
pub(super) fn unit(word: UnitWord, money: &Unit, price: &Unit, counted: &str) -> Unit {
    match word {
        UnitWord::Money => money.clone(),
        UnitWord::Price => price.clone(),
        UnitWord::Percent => Unit::new(Measure::Ratio, Scale::ONE),
        UnitWord::Points => Unit::new(Measure::Points, Scale::PERCENT),
        UnitWord::Count => Unit::new(Measure::Count(counted.to_owned()), Scale::ONE),
        UnitWord::Rank => Unit::new(Measure::Rank, Scale::ONE),
        UnitWord::Plain => Unit::new(Measure::Plain, Scale::ONE),
    }
}

/// Whether formulas can hold the name: letters, digits and `_`, a letter first.
pub(crate) fn is_name(name: &str) -> bool {
    name.chars().next().is_some_and(char::is_alphabetic)
        && name.chars().all(|letter| letter.is_alphanumeric() || letter == '_')
}

pub(crate) fn not_a_name(what: &str, name: &str) -> Problem {
    Problem::error(format!("`{name}` cannot name a {what}"))
        .hint("use letters, digits and `_`, a letter first, and none of `inputs`, `scale`, `parameter`, `period`")
}
