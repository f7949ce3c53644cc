//! What a label means: the line of a template that it names, in either language.

use quarterbook_data::{Line, Vocabulary};

use crate::text::folded;

/// How sources call what templates have lines for: the names that templates give the line, and labels of sources in
/// the form labels are compared in. The lines' own labels count too and need no entry.
#[rustfmt::skip]
const LABELS: &[(&[&str], &[&str])] = &[
    (&["revenue"], &[
        "revenue", "revenues", "total revenue", "total revenues", "net revenue", "net revenues",
        "total net revenue", "total net revenues", "sales", "net sales", "total net sales", "total sales",
        "turnover", "operating revenue", "revenue from operations", "sales revenue", "umsatz", "umsatzerlöse",
        "收入", "总收入", "营业收入", "营业总收入", "收益", "总收益", "收入总额", "收入合计", "营业额", "主营业务收入", "营收",
    ]),
    (&["revenue_growth"], &[
        "revenue growth", "revenue growth rate", "revenue yoy", "revenue growth yoy", "收入增速", "收入同比", "收入增长率",
        "收入同比增长", "收入同比增速", "营业收入同比", "营业收入增长率", "营业收入同比增长", "营业收入同比增长率",
    ]),
    (&["revenue_mix"], &["share of revenue", "revenue mix", "收入占比", "占收入比", "占收入比例", "占营业收入比例"]),
    (&["gross_profit"], &["gross profit", "bruttoergebnis", "total gross profit", "毛利", "毛利润", "毛利额", "毛利总额"]),
    (&["gross_margin"], &[
        "gross margin", "gross profit margin", "gross margin rate", "gross margin percentage", "bruttomarge",
        "毛利率", "综合毛利率", "销售毛利率", "整体毛利率", "总毛利率",
    ]),
    (&["research"], &[
        "r&d", "r&d expenses", "r&d expense", "r&d costs", "research and development",
        "research and development expenses", "research and development expense",
        "research and development costs", "research & development", "研发费用", "研发开支", "研发支出", "研究及开发费用",
        "研究及开发开支", "研发成本", "研究开发费用",
    ]),
    (&["operating_income", "operating_profit"], &[
        "operating income", "operating profit", "income from operations", "profit from operations",
        "operating income (loss)", "operating profit (loss)", "operating (loss)/profit", "经营利润", "营业利润",
        "经营溢利", "经营利润/(亏损)",
    ]),
    (&["adjusted_profit"], &[
        "adjusted net profit", "adjusted net income", "adjusted profit", "adjusted net loss",
        "non-gaap net income", "经调整净利润", "经调整净亏损", "经调整利润", "经调整净利", "经调整净利润/(亏损)",
    ]),
    (&["units"], &[
        "units shipped", "units sold", "shipments", "unit shipments", "sales volume", "volume", "absatz",
        "出货量", "销量", "销售量", "出货",
    ]),
    (&["price"], &[
        "average selling price", "asp", "average price", "unit price", "平均售价", "平均销售价格", "均价", "平均单价", "单价",
    ]),
    (&["price_change"], &["change of price", "price change", "change in price", "售价变动", "价格变动"]),
    (&["market_share"], &["market share", "share of market", "市场份额", "市占率", "市场占有率", "份额"]),
    (&["market_rank"], &["rank", "market rank", "ranking", "排名", "市场排名"]),
    (&["market_size"], &["market size", "size of the market", "total market", "市场规模", "市场总规模"]),
];

/// How sources head the column that names a member: the names that templates give the dimension, and headers.
#[rustfmt::skip]
const HEADERS: &[(&[&str], &[&str])] = &[
    (&["product"], &["product", "product line", "series", "产品", "产品线", "系列", "品类", "产品名称"]),
    (&["segment", "product"], &["segment", "segment name", "business", "division", "分部", "业务", "业务分部", "板块"]),
    (&["company", "vendor"], &[
        "symbol", "ticker", "company", "company name", "vendor", "peer", "code", "公司", "厂商", "企业", "证券代码",
        "证券简称", "证券名称", "股票简称", "股票名称", "股票代码",
    ]),
];

/// The line that a label names.
pub(super) fn line_of<'a>(label: &str, vocabulary: &'a Vocabulary) -> Option<&'a Line> {
    let keys = keys(label);
    let names = |line: &&Line| {
        let own = line.label.texts().map(|(_, text)| folded(text));
        own.chain(of_table(LABELS, &line.name)).any(|name| keys.contains(&name))
    };
    vocabulary.lines.values().find(names)
}

/// The dimension, of those a line may be split by, whose members a column with this header names.
pub(super) fn dimension_of<'a>(header: &str, lines: &[&'a Line], vocabulary: &Vocabulary) -> Option<&'a str> {
    let keys = keys(header);
    let names = |dimension: &&str| {
        let known = vocabulary.dimensions.get(*dimension);
        let own = known
            .into_iter()
            .flat_map(|known| known.label.texts().map(|(_, text)| folded(text)));
        own.chain(of_table(HEADERS, dimension)).any(|name| keys.contains(&name))
    };
    let mut dimensions = lines.iter().flat_map(|line| line.dimensions.iter().map(String::as_str));
    dimensions.find(names)
}

fn of_table(table: &'static [(&[&str], &[&str])], name: &str) -> impl Iterator<Item = String> {
    let rows = table.iter().filter(move |(names, _)| names.contains(&name));
    rows.flat_map(|(_, labels)| labels.iter().map(|label| (*label).to_owned()))
        .collect::<Vec<_>>()
        .into_iter()
}

/// Whether a column with this header names members of something: companies, products, segments.
pub(super) fn is_of_members(header: &str) -> bool {
    let keys = keys(header);
    HEADERS
        .iter()
        .flat_map(|(_, headers)| *headers)
        .any(|name| keys.iter().any(|key| key == name))
}

/// Whether a dimension tells companies apart: what a file says of one company is then that member's.
pub(super) fn is_of_companies(dimension: &str) -> bool {
    matches!(dimension, "company" | "vendor")
}

/// Whether a label belongs to a statement of income, whatever lines the template has.
pub(super) fn is_of_income(label: &str) -> bool {
    const WORDS: [&str; 20] = [
        "revenue",
        "sales",
        "income",
        "profit",
        "margin",
        "cost",
        "expense",
        "earnings",
        "shipment",
        "market share",
        "收入",
        "收益",
        "利润",
        "毛利",
        "成本",
        "费用",
        "溢利",
        "销量",
        "出货",
        "份额",
    ];
    let key = folded(label);
    WORDS.iter().any(|word| key.contains(word))
}

/// Whether a label is of amounts for one share.
pub(super) fn is_per_share(label: &str) -> bool {
    const WORDS: [&str; 6] = ["per share", "/ share", "shares", "每股", "股数", "股本"];
    let key = folded(label);
    WORDS.iter().any(|word| key.contains(word))
}

/// The forms under which a label is looked up: as compared, and without its number, 其中 or 减 in front and brackets
/// behind.
fn keys(label: &str) -> Vec<String> {
    const LEADS: [&str; 8] = ["其中", "减", "加", "less", "add", "of which", "including", "披露的"];
    let key = folded(&label.replace('_', " "));
    let mut short = without_number(&key);
    for lead in LEADS {
        if let Some(rest) = short.strip_prefix(lead) {
            short = rest.trim_start_matches([':', ' ']);
        }
    }
    let short = short.trim_end_matches(['*', '%', ' ']).trim_end_matches(" as printed");
    let bare = short.split_once('(').map_or(short, |(before, _)| before).trim();
    vec![key.clone(), short.to_owned(), bare.to_owned()]
}

/// A label without 一、 or 1. or (1) in front.
fn without_number(key: &str) -> &str {
    let is_digit = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let inside = key.trim_start_matches('(');
    let rest = inside.trim_start_matches(is_digit);
    let is_numbered = rest.len() < inside.len() && rest.starts_with([',', '.', ')']);
    if is_numbered { rest[1..].trim_start() } else { key }
}
