//! The text of a starting book.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use quarterbook_data::{Frequency, Period, Place, Problem, Scale, Vocabulary};
use quarterbook_source::{Draft, Money, NewMember, Report, member_names, members_table};

/// The column in which comments begin, where there is room.
const COMMENTS: usize = 33;

/// The `[[source]]` blocks of all files: one for those that one block can read.
pub(super) fn merged(reports: &[Report]) -> Vec<Draft> {
    let mut sources: Vec<Draft> = Vec::new();
    for draft in reports.iter().flat_map(|report| &report.drafts) {
        let mut left = Some(draft.clone());
        for source in &mut sources {
            left = left.and_then(|draft| source.merge(draft).err());
        }
        sources.extend(left);
    }
    let names: Vec<String> = sources.iter().flat_map(|source| source.made_from.clone()).collect();
    for source in &mut sources {
        source.narrow(&names);
        source.set_derive();
    }
    sources
}

/// What a book is begun from.
#[derive(Clone, Copy)]
pub(super) struct Beginning<'a> {
    pub(super) folder: &'a Path,
    pub(super) template: &'a str,
    /// The lines and dimensions of the template.
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) reports: &'a [Report],
    pub(super) sources: &'a [Draft],
}

/// The book's text, and warnings on what of the files is left out.
pub(super) fn text(begun: &Beginning<'_>) -> (String, Vec<Problem>) {
    let Beginning {
        folder,
        template,
        vocabulary,
        reports,
        sources,
    } = *begun;
    let mut text = String::from("[book]\n");
    let mut line = |key: &str, value: String, comment: &str| {
        let line = format!("{key} = {value}");
        // Writing to a string cannot fail.
        let _ = if comment.is_empty() {
            writeln!(text, "{line}")
        } else {
            writeln!(text, "{line:<before$} # {comment}", before = COMMENTS - 1)
        };
    };
    line("template", quoted(template), "");
    line("title", quoted(&title(folder, reports)), "");
    let languages = languages(reports);
    line("languages", list(&languages), "");
    let shown = shown_money(sources);
    let (money, comment) = money(shown, languages.first() == Some(&"zh"));
    line("money", quoted(&money), comment);
    let month = reports.iter().find_map(|report| report.about.year_end);
    let apart: Vec<Option<Problem>> = sources
        .iter()
        .map(|source| apart(source, shown, month.unwrap_or(12), vocabulary))
        .collect();
    let kept = sources.iter().zip(&apart).filter(|(_, apart)| apart.is_none());
    let kept: Vec<&Draft> = kept.map(|(source, _)| source).collect();
    let (bands, comment) = bands(&kept);
    line("bands", list(&bands), comment);
    let (year_end, comment) = year_end(month);
    line("fiscal-year-end", quoted(&year_end), comment);
    let members = members(&kept);
    let own = vocabulary
        .dimensions
        .keys()
        .filter_map(|dimension| own(dimension, members.get(dimension)?));
    let (own, is_guess): (Vec<String>, Vec<bool>) = own.unzip();
    if !own.is_empty() {
        let comment = if is_guess.contains(&true) {
            "a guess: the member that the book is about"
        } else {
            ""
        };
        line("own", format!("{{ {} }}", own.join(", ")), comment);
    }
    if let Some(dimension) = vocabulary.dimensions.keys().next().filter(|_| members.is_empty()) {
        let example = format!(
            "\n# What each line is split by, in the order it is shown:\n# [members.{dimension}]\n\
             # chips = {{ en = \"Chips\", match = [\"Chips*\"] }}\n"
        );
        text.push_str(&example);
    }
    for (dimension, members) in &members {
        text.push('\n');
        text.push_str(&members_table(dimension, members, Some(month.unwrap_or(12))));
    }
    let is_any_read = sources.iter().any(Draft::reads);
    for (source, apart) in sources.iter().zip(&apart) {
        let block = source.to_string();
        text.push('\n');
        let why = match apart {
            Some(problem) => {
                let hint = problem.hint.as_deref().unwrap_or_default();
                format!("This one is {}; {hint}:", problem.message)
            }
            None if source.reads() || !is_any_read => {
                text.push_str(&block);
                continue;
            }
            None => "This one gives no line yet; name a row and take the first # of each line away:".to_owned(),
        };
        for line in std::iter::once(why.as_str()).chain(block.lines()) {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "# {line}");
        }
    }
    (text, apart.into_iter().flatten().collect())
}

/// Why a source is not one of the book's as it is: it is in another currency, or of another fiscal year.
fn apart(source: &Draft, shown: Option<&Money>, month: u8, vocabulary: &Vocabulary) -> Option<Problem> {
    let is_money = |name: &str| {
        let line = vocabulary.lines.get(name);
        line.is_some_and(|line| line.unit.measure.currency().is_some())
    };
    let file = source.files.first().cloned().unwrap_or_default();
    let left_out = |message: String, instead: String| {
        let hint = format!("begin a book of its own for it, or write {instead} and take out the others");
        Problem::warning(message).at(Place::File(file.clone())).hint(hint)
    };
    let currencies = source.money.as_ref().zip(shown);
    let currencies = currencies.map(|(own, shown)| (own.currency, shown.currency));
    if let Some((own, shown)) = currencies.filter(|(own, shown)| own != shown && source.lines().any(is_money)) {
        let message =
            format!("left out: its amounts are in {own} and those of the book in {shown}, and nothing is converted");
        return Some(left_out(message, format!("`money = \"{own}\"`")));
    }
    let own = source.year_end.filter(|own| *own != month && !source.has_calendar())?;
    let message =
        format!("left out: its fiscal years end with month {own:02}, and those of the book with month {month:02}");
    Some(left_out(message, format!("`fiscal-year-end = \"{own:02}\"`")))
}

/// The members that labels of the sources name, by dimension.
fn members(sources: &[&Draft]) -> BTreeMap<String, Vec<NewMember>> {
    let mut members: BTreeMap<String, Vec<NewMember>> = BTreeMap::new();
    for (dimension, labels) in sources.iter().flat_map(|draft| &draft.members) {
        let known = members.entry(dimension.clone()).or_default();
        for label in labels {
            if !known.iter().any(|known| known.label == label.label) {
                known.push(label.clone());
            }
        }
    }
    members
}

/// Which of several companies the book is about: the one whose file it is, else the first.
fn own(dimension: &str, members: &[NewMember]) -> Option<(String, bool)> {
    let at = members.iter().position(|member| member.name.is_some());
    let names = member_names(dimension, members);
    let name = names.get(at.unwrap_or_default())?;
    (dimension == "vendor").then(|| (format!("{dimension} = \"{name}\""), at.is_none()))
}

/// What a file says the company is, else the folder's name.
fn title(folder: &Path, reports: &[Report]) -> String {
    let said = reports.iter().find_map(|report| report.about.title.clone());
    said.or_else(|| Some(folder.file_name()?.to_string_lossy().into_owned()))
        .unwrap_or_else(|| "My company".to_owned())
}

fn languages(reports: &[Report]) -> Vec<&'static str> {
    let mut languages: Vec<&'static str> = Vec::new();
    for language in reports.iter().flat_map(|report| &report.about.languages) {
        if !languages.contains(language) {
            languages.push(language);
        }
    }
    if languages.is_empty() {
        languages.push("en");
    }
    languages
}

/// What the amounts of the first source are in that says it; else what those of the first are taken to be in.
fn shown_money(sources: &[Draft]) -> Option<&Money> {
    let all = || sources.iter().filter_map(|draft| draft.money.as_ref());
    all().find(|money| !money.is_guess).or_else(|| all().next())
}

/// The currency and scale that amounts are shown in: those of the sources, and for single units of a currency a scale at
/// which they can be read.
fn money(shown: Option<&Money>, is_chinese: bool) -> (String, &'static str) {
    let Some(money) = shown else {
        return (
            "USD m".to_owned(),
            "a guess; the currency and scale shown: \"CNY 亿\", \"RMB'000\"",
        );
    };
    let comment = if money.is_guess {
        "a guess: no file says it; \"CNY 亿\", \"RMB'000\""
    } else if money.scale == Scale::ONE {
        "the files are in single units; any other scale may be shown"
    } else {
        ""
    };
    (
        format!("{}{}", money.currency, scale_word(shown_scale(money), is_chinese)),
        comment,
    )
}

fn shown_scale(money: &Money) -> Scale {
    match (money.scale, money.digits) {
        (Scale::ONE, 8..) => Scale::MILLION,
        (Scale::ONE, 6..) => Scale::THOUSAND,
        (scale, _) => scale,
    }
}

fn scale_word(scale: Scale, is_chinese: bool) -> &'static str {
    match scale {
        Scale::MILLION if is_chinese => " 百万",
        scale => scale.behind_currency(),
    }
}

/// Years and the shortest periods beside them.
fn bands(sources: &[&Draft]) -> (Vec<&'static str>, &'static str) {
    let mut lengths: Vec<u8> = sources
        .iter()
        .flat_map(|draft| &draft.periods)
        .map(|period: &Period| period.months())
        .collect();
    lengths.sort_unstable();
    let annual = Frequency::Annual.name();
    match lengths.first() {
        None => (
            vec![annual, Frequency::Quarter.name()],
            "a guess; or \"half\", \"month\"",
        ),
        Some(1 | 2) => (vec![annual, Frequency::Month.name()], ""),
        Some(6) => (vec![annual, Frequency::Half.name()], ""),
        Some(12) => (vec![annual], "add \"quarter\" or \"half\" when files have them"),
        Some(_) => (vec![annual, Frequency::Quarter.name()], ""),
    }
}

fn year_end(shown: Option<u8>) -> (String, &'static str) {
    const DAYS: [u8; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let month = shown.unwrap_or(12);
    let day = DAYS[usize::from(month.clamp(1, 12)) - 1];
    let comment = if shown.is_some() {
        ""
    } else {
        "a guess: no header shows it"
    };
    (format!("{month:02}-{day}"), comment)
}

fn list(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| quoted(word)).collect();
    format!("[{}]", quoted.join(", "))
}

/// Somebody's text as a TOML string: as JSON writes it, it stays one.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}
