//! Columns beside the periods that hold no figures of a line.

use crate::text::folded;

/// What a column that is no period is for, as far as its header says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Aside {
    /// How figures changed, which is worked out from them and never read.
    Growth,
    /// Numbers of notes, units, sources.
    Note,
    /// Its header does not say.
    Other,
}

/// What the header of a column that is no period says it is for.
pub(crate) fn aside(header: &str) -> Aside {
    const GROWTH: [&str; 19] = [
        "同比", "环比", "增长", "增减", "变动", "变化", "幅度", "占比", "yoy", "y/y", "qoq", "q/q", "hoh", "growth",
        "change", "chg", "%", "var", "+/-",
    ];
    const NOTE: [&str; 10] = [
        "附注", "备注", "注释", "note", "指标", "单位", "unit", "来源", "行次", "序号",
    ];
    let key = folded(header);
    let says = |words: &[&str]| words.iter().any(|word| key.contains(word));
    if says(&GROWTH) {
        Aside::Growth
    } else if says(&NOTE) {
        Aside::Note
    } else {
        Aside::Other
    }
}
