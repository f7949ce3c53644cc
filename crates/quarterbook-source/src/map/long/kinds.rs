//! Words that say which of several versions of a figure a row holds, and the headers over them.

use crate::text::folded;

/// What a column tells of its rows, as far as its header says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tells {
    /// Which version of a figure: actual, budget, another standard.
    Version,
    /// A kind of anything, which may be a version.
    Kind,
}

const VERSION: [&str; 17] = [
    "scenario",
    "version",
    "basis",
    "data type",
    "datatype",
    "value type",
    "gaap",
    "accounting standard",
    "场景",
    "情景",
    "版本",
    "数据版本",
    "数据类型",
    "口径",
    "报表口径",
    "会计准则",
    "合并类型",
];

const KIND: [&str; 18] = [
    "type",
    "kind",
    "category",
    "class",
    "status",
    "period type",
    "duration",
    "period length",
    "measure",
    "ledger",
    "类型",
    "类别",
    "分类",
    "性质",
    "状态",
    "期间类型",
    "报表类型",
    "计划类型",
];

/// What a header says of its column; `None` where it says none of these.
pub(super) fn tells(header: &str) -> Option<Tells> {
    let key = folded(header);
    let is_one_of = |words: &[&str]| words.contains(&key.as_str());
    if is_one_of(&VERSION) {
        Some(Tells::Version)
    } else if is_one_of(&KIND) {
        Some(Tells::Kind)
    } else {
        None
    }
}

/// Whether a header is that of remarks, numbers or sources, which differ from row to row and tell nothing apart.
pub(super) fn is_aside(header: &str) -> bool {
    const WORDS: [&str; 26] = [
        "note",
        "remark",
        "comment",
        "source",
        "url",
        "link",
        "document",
        "filing",
        "form",
        "accn",
        "accession",
        "frame",
        "filed",
        "file",
        "page",
        "reference",
        "updated",
        "备注",
        "说明",
        "注释",
        "附注",
        "来源",
        "出处",
        "页",
        "公告",
        "序号",
    ];
    const WHOLE: [&str; 8] = ["id", "no", "no.", "ref", "doc", "date", "编号", "链接"];
    let key = folded(header);
    WHOLE.contains(&key.as_str()) || WORDS.iter().any(|word| key.contains(word))
}

/// Whether a word says that figures are actual ones.
pub(super) fn is_actual(word: &str) -> bool {
    const WORDS: [&str; 9] = [
        "actual",
        "actuals",
        "act",
        "reported",
        "实际",
        "实际数",
        "实际值",
        "决算",
        "实绩",
    ];
    WORDS.contains(&folded(word).as_str())
}

/// Whether a word says that figures are planned, expected or made up for comparison.
pub(super) fn is_planned(word: &str) -> bool {
    const WORDS: [&str; 24] = [
        "budget",
        "budgeted",
        "plan",
        "planned",
        "forecast",
        "fcst",
        "target",
        "estimate",
        "outlook",
        "guidance",
        "consensus",
        "pro forma",
        "pro-forma",
        "proforma",
        "constant currency",
        "预算",
        "预算数",
        "计划",
        "计划数",
        "预测",
        "目标",
        "模拟",
        "备考",
        "同口径",
    ];
    WORDS.contains(&folded(word).as_str())
}

/// Whether a word says that figures count from the beginning of the year, or over more than the period at hand.
pub(super) fn is_to_date(word: &str) -> bool {
    const WORDS: [&str; 12] = [
        "ytd",
        "ptd",
        "ltm",
        "ttm",
        "year to date",
        "year-to-date",
        "cumulative",
        "6m",
        "9m",
        "12m",
        "累计",
        "本年累计",
    ];
    WORDS.contains(&folded(word).as_str())
}

/// Whether a word is one of a set of versions: planned or actual, to date or single, of a group or its parent.
pub(super) fn is_version(word: &str) -> bool {
    const WORDS: [&str; 16] = [
        "qtd",
        "mtd",
        "1m",
        "3m",
        "consolidated",
        "parent",
        "standalone",
        "separate",
        "单季",
        "单季度",
        "单月",
        "合并",
        "合并报表",
        "母公司",
        "母公司报表",
        "调整后",
    ];
    is_actual(word) || is_planned(word) || is_to_date(word) || WORDS.contains(&folded(word).as_str())
}
