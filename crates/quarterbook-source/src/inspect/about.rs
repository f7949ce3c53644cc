//! What a file says of the company: its name, its languages, when its fiscal years end.

use quarterbook_data::FiscalCalendar;

use super::name::around_period;
use crate::map::find_tables;
use crate::period::months_up_to;
use crate::rules::Header;
use crate::text::{folded, is_han, plain};
use crate::unit::{find_unit, read_unit};
use crate::{Grid, PeriodContext, PeriodError, Visibility, Workbook, read_period};

/// How many rows of a sheet are looked at for a title and a name.
const TOP: u32 = 40;
/// The longest text that is taken for a title.
const LONGEST_TITLE: usize = 80;

/// What a file says of the company.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct About {
    /// The company's name, or the title of the first sheet, without period and unit.
    pub title: Option<String>,
    /// The languages of its labels, the most used first.
    pub languages: Vec<&'static str>,
    /// The month in which fiscal years end, where headers show it, such as 3 of `9 Months Ended Dec. 31`.
    pub year_end: Option<u8>,
}

pub(super) fn about(workbook: &Workbook) -> About {
    let visible = || {
        workbook
            .sheets
            .iter()
            .filter(|grid| grid.visibility == Visibility::Visible)
    };
    About {
        title: visible().find_map(company).or_else(|| visible().find_map(title)),
        languages: languages(visible()),
        year_end: year_end(visible()),
    }
}

/// The text beside a cell that announces the company's name.
fn company(grid: &Grid) -> Option<String> {
    const NAMES: [&str; 9] = [
        "entity registrant name",
        "company",
        "company name",
        "issuer",
        "公司名称",
        "公司简称",
        "证券简称",
        "股票名称",
        "公司",
    ];
    let rows = grid.rows().take_while(|(row, _)| *row < TOP);
    let named = rows.filter_map(|(_, cells)| match cells {
        [label, name, ..] if NAMES.contains(&folded(label.value.text()?).as_str()) => name.value.text(),
        _ => None,
    });
    named.map(plain).find(|name| is_title(name))
}

/// The first line of a sheet that stands alone in its row and is neither a unit nor a period.
fn title(grid: &Grid) -> Option<String> {
    let rows = grid.rows().take_while(|(row, cells)| *row < 6 && cells.len() == 1);
    let alone = rows.filter_map(|(_, cells)| cells[0].value.text());
    alone
        .filter(|text| text.len() <= 200)
        .map(without_period)
        .find(|text| is_title(text))
}

fn is_title(text: &str) -> bool {
    const STATEMENTS: [&str; 12] = [
        "income statement",
        "statement of income",
        "statements of income",
        "profit or loss",
        "results",
        "balance sheet",
        "利润表",
        "损益表",
        "资产负债表",
        "中期业绩",
        "单位",
        "数据来源",
    ];
    let key = folded(text);
    let is_prose = text.chars().count() > LONGEST_TITLE
        || text.contains(": ")
        || text.ends_with(':')
        || (text.ends_with('.') && text.split(' ').count() > 6);
    let is_kind = STATEMENTS
        .iter()
        .any(|word| key.ends_with(word) || key.starts_with(word));
    let is_unit = find_unit(text).is_some() || read_unit(text).is_some();
    let is_period = !matches!(
        read_period(text, &PeriodContext::default()),
        Err(PeriodError::NotAPeriod)
    );
    text.chars().any(char::is_alphabetic) && !is_prose && !is_kind && !is_unit && !is_period
}

/// A title of one period's report as one of all of them.
fn without_period(text: &str) -> String {
    let text = plain(text);
    let rest = around_period(&text).map_or(text.clone(), |(before, after)| {
        format!(
            "{} {}",
            before.trim_end_matches([' ', '-', ',', ':', '(']),
            after.trim_start_matches([' ', '-', ',', ':', ')'])
        )
    });
    plain(&rest)
}

/// The languages of the texts: Chinese where a third has Chinese letters, English where a third has none.
fn languages<'a>(grids: impl Iterator<Item = &'a Grid>) -> Vec<&'static str> {
    let (mut chinese, mut latin) = (0, 0);
    for cell in grids.flat_map(|grid| grid.cells().iter().take(2_000)) {
        let Some(text) = cell.value.text() else { continue };
        let is_period = !matches!(
            read_period(text, &PeriodContext::default()),
            Err(PeriodError::NotAPeriod)
        );
        if text.chars().any(is_han) {
            chinese += usize::from(!is_period);
        } else if text.chars().filter(|c| c.is_alphabetic()).count() > 3 && !is_period {
            latin += 1;
        }
    }
    let all = chinese + latin;
    let mut languages = Vec::new();
    if chinese * 3 >= all && chinese > 0 {
        languages.push("zh");
    }
    if latin * 3 >= all || languages.is_empty() {
        languages.push("en");
    }
    if latin > chinese {
        languages.reverse();
    }
    languages
}

/// The month in which years end: that of a header of twelve months, three after nine months, six after six.
fn year_end<'a>(grids: impl Iterator<Item = &'a Grid>) -> Option<u8> {
    let mut found: Vec<(u8, u8)> = Vec::new();
    for grid in grids {
        for table in find_tables(grid, &PeriodContext::default(), &Header::default(), false) {
            let labels = table.periods.iter().map(|column| column.label.as_str());
            let captions = table.captions.iter().map(|(_, text)| text.as_str());
            found.extend(labels.chain(captions).filter_map(months_up_to));
        }
    }
    [12, 9, 6].into_iter().find_map(|months| {
        let (_, last) = found.iter().find(|(length, _)| *length == months)?;
        Some((last + 12 - months - 1) % 12 + 1)
    })
}

/// The calendar of years that end in a month.
pub(super) fn calendar(year_end: Option<u8>) -> FiscalCalendar {
    year_end.and_then(FiscalCalendar::ending_in).unwrap_or_default()
}
