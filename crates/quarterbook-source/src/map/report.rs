//! The period that a file reports, which 本期 and 上年同期 speak of: by its name, its sheet's name, or a title.
//!
//! Places that disagree are a doubt that is told where a label needs the period, and days of preparing or of publishing
//! are no period.

use std::sync::Arc;

use quarterbook_data::Period;

use crate::period::{AsOfDoubt, Named, bare_year, named_periods};
use crate::text::plain;
use crate::{Grid, PeriodContext, PeriodError, read_period};

/// How many texts at the top of a sheet may be its titles.
const TITLES: usize = 12;

/// What is known of the period that a file reports.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reported {
    pub(crate) period: Option<Period>,
    pub(crate) doubt: Option<Arc<AsOfDoubt>>,
}

/// What a place says of the period.
#[derive(Debug, Clone)]
struct Claim {
    period: Period,
    /// Whether it is the month that the period ends with, and nothing says how long it is.
    is_end: bool,
    /// Whether it is a year and may be that of anything in it.
    is_bare_year: bool,
    /// For people: `the file's name`.
    place: String,
}

/// The period a file reports, from its name, the name of a sheet, or the first lines of it.
pub(crate) fn reported_for(grid: &Grid, context: &PeriodContext) -> Reported {
    let mut claims = of_name(&grid.file.path, context);
    let titles = of_titles(grid, context);
    let years = claims.iter().chain(&titles).map(|claim| claim.period.fiscal_year());
    let sheet = of_sheet(&grid.sheet, &years.collect::<Vec<_>>(), context);
    claims.extend(sheet);
    claims.extend(titles);
    settled(&claims, context)
}

/// The period a file reports, from its name alone.
pub(crate) fn named_by_file(path: &str, context: &PeriodContext) -> Reported {
    settled(&of_name(path, context), context)
}

/// What the claims say together.
fn settled(claims: &[Claim], context: &PeriodContext) -> Reported {
    let finer = |claim: &Claim| {
        let mut others = claims.iter().filter(|other| !other.is_bare_year);
        others.any(|other| other.period.fiscal_year() == claim.period.fiscal_year() && !other.is_end)
    };
    let kept: Vec<&Claim> = claims
        .iter()
        .filter(|claim| !(claim.is_bare_year && finer(claim)))
        .collect();
    let periods = || kept.iter().filter(|claim| !claim.is_end);
    let ends_alike = |claim: &Claim| {
        periods().any(|other| context.calendar.end_date(other.period) == context.calendar.end_date(claim.period))
    };
    let mut different: Vec<&Claim> = Vec::new();
    for claim in kept.iter().filter(|claim| !(claim.is_end && ends_alike(claim))) {
        if different.iter().all(|other| other.period != claim.period) {
            different.push(claim);
        }
    }
    match different.as_slice() {
        [] => Reported::default(),
        [one] if one.is_end => in_doubt(of_end(one, context)),
        [one] => Reported {
            period: Some(one.period),
            doubt: None,
        },
        [one, other, ..] => in_doubt(disagreeing(one, other)),
    }
}

fn in_doubt(doubt: AsOfDoubt) -> Reported {
    Reported {
        period: None,
        doubt: Some(Arc::new(doubt)),
    }
}

fn of_end(claim: &Claim, context: &PeriodContext) -> AsOfDoubt {
    let end = claim.period;
    let last = context.calendar.end_date(end);
    let longer = [3, 6, 9, 12]
        .into_iter()
        .filter(|months| end.last_month().is_multiple_of(3) && *months <= end.last_month());
    let longer = longer.filter_map(|months| context.calendar.period_ending(last, months));
    let usual = longer.filter(|period| !period.to_string().contains('M') || period.to_string().starts_with('9'));
    let lines: Vec<String> = usual.map(|period| format!("`as-of = \"{period}\"`")).collect();
    let others = match lines.as_slice() {
        [] => String::new(),
        lines => format!(", or {}", lines.join(" or ")),
    };
    AsOfDoubt {
        message: format!(
            "needs to know how long the period is that ends with {end}, as {} says",
            claim.place
        ),
        hint: format!("write `as-of = \"{end}\"` in this [[source]] if it is the month{others}"),
        end: Some(end),
    }
}

fn disagreeing(one: &Claim, other: &Claim) -> AsOfDoubt {
    let said = |claim: &Claim| {
        let what = if claim.is_end { "a period that ends with " } else { "" };
        format!("of {what}{}, as {} says", claim.period, claim.place)
    };
    let message = if one.place == other.place {
        format!(
            "may be of {} or of {}, and {} says both",
            one.period, other.period, one.place
        )
    } else {
        format!("may be {}, or {}", said(one), said(other))
    };
    AsOfDoubt {
        message,
        hint: format!(
            "write `as-of = \"{}\"` or `as-of = \"{}\"` in this [[source]], with the period that it is",
            one.period, other.period
        ),
        end: None,
    }
}

/// What the name of a file says; that of its folder where it says nothing. A day beside a period is when it was
/// written.
fn of_name(path: &str, context: &PeriodContext) -> Vec<Claim> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let name = name.rsplit_once('.').map_or(name, |(name, _)| name);
    let of = |text: &str, place: String| {
        // The strokes of 2025_06 stand for those of 2025-06.
        let text = text.replace('_', "-");
        if names_number_of_period(&text) {
            return Vec::new();
        }
        claims(&text, &place, false, context)
    };
    let own = of(name, "the file's name".to_owned());
    if own.is_empty() {
        return of(folder, "the folder's name".to_owned());
    }
    own
}

/// What the name of a sheet says, a part of a year with the year that the other places say.
fn of_sheet(sheet: &str, years: &[i16], context: &PeriodContext) -> Vec<Claim> {
    let place = format!("the sheet's name, `{sheet}`,");
    let own = claims(sheet, &place, false, context);
    if !own.is_empty() || read_period(sheet, context) != Err(PeriodError::Incomplete) {
        return own;
    }
    let mut years = years.iter();
    let whole = years.find_map(|year| read_period(&format!("{year} {sheet}"), context).ok());
    let claim = whole.map(|reading| Claim {
        period: reading.period,
        is_end: false,
        is_bare_year: false,
        place,
    });
    claim.into_iter().collect()
}

/// What the first title says that names a period, and a day above it.
fn of_titles(grid: &Grid, context: &PeriodContext) -> Vec<Claim> {
    let mut days = Vec::new();
    let mut before: Option<(u32, bool)> = None;
    let texts = grid.cells().iter().filter(|cell| cell.value.text().is_some());
    for cell in texts.take(TITLES) {
        let text = cell.value.text().unwrap_or_default();
        let is_of_preparing = before == Some((cell.address.row, true));
        let names_preparing = without_preparing(text).len() < plain(text).len();
        before = Some((cell.address.row, names_preparing));
        if is_of_preparing {
            continue;
        }
        let place = format!("`{}` in cell {}", plain(text), cell.address);
        let own = claims(text, &place, true, context);
        if own.iter().any(|claim| !claim.is_end) {
            days.extend(own);
            return days;
        }
        if days.is_empty() {
            days.extend(own.into_iter().take(1));
        }
    }
    days
}

/// What one text says. Beside a period a day is when it was written or published, and so is what stands in brackets; a
/// year beside a part of it is that part's, and in a title a period a year before another is what that is compared with.
fn claims(text: &str, place: &str, is_title: bool, context: &PeriodContext) -> Vec<Claim> {
    let text = without_preparing(text);
    let named = named_periods(&without_asides(&text, context), context);
    let all: Vec<Claim> = named
        .into_iter()
        .map(|named| {
            let (period, words, is_end) = match named {
                Named::Period(reading, words) => (reading.period, words, false),
                Named::End(month, words) => (month, words, true),
            };
            Claim {
                period,
                is_end,
                is_bare_year: bare_year(&words).is_some(),
                place: place.to_owned(),
            }
        })
        .collect();
    let has_period = all.iter().any(|claim| !claim.is_end);
    let is_compared = |claim: &Claim| {
        all.iter()
            .any(|other| !other.is_end && other.period.year_ago() == claim.period)
    };
    let is_aside = |claim: &&Claim| (claim.is_end && has_period) || (is_title && is_compared(claim));
    all.iter().filter(|claim| !is_aside(claim)).cloned().collect()
}

/// Whether a name counts the periods of an accounting system: P06 2025 may be any month.
fn names_number_of_period(name: &str) -> bool {
    let mut words = name.split(|c: char| !c.is_alphanumeric());
    words.any(|word| {
        let digits = word.strip_prefix(['P', 'p']).unwrap_or_default();
        (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// A text up to the words for when it was prepared, printed or exported.
fn without_preparing(text: &str) -> String {
    const WORDS: [&str; 22] = [
        "编制日期",
        "编制时间",
        "编报日期",
        "制表日期",
        "制表时间",
        "打印日期",
        "打印时间",
        "填报日期",
        "填表日期",
        "报送日期",
        "导出日期",
        "导出时间",
        "生成日期",
        "生成时间",
        "下载日期",
        "查询时间",
        "printed",
        "prepared",
        "exported",
        "generated",
        "downloaded",
        "run date",
    ];
    let text = plain(text);
    let key: String = text.to_lowercase().chars().map(crate::text::simplified).collect();
    let at = WORDS.iter().filter_map(|word| key.find(word)).min();
    match at {
        Some(at) if key.len() == text.len() => text[..at].to_owned(),
        Some(_) => String::new(),
        None => text,
    }
}

/// A text without the brackets that name a period of their own, where it names one outside them.
fn without_asides(text: &str, context: &PeriodContext) -> String {
    let text = plain(text);
    let mut outside = String::new();
    let mut rest = text.as_str();
    while let Some((before, behind)) = rest.split_once('(') {
        let Some((within, after)) = behind.split_once(')') else {
            break;
        };
        outside += before;
        if named_periods(within, context).is_empty() {
            outside = format!("{outside}({within})");
        }
        rest = after;
    }
    outside += rest;
    let says_period = !named_periods(&outside, context).is_empty();
    if says_period { outside } else { text }
}
