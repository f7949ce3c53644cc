//! The fixed words of the workbook, in the languages it can lead with. Labels of lines, rows and checks come
//! from templates and books; everything else a sheet says stands here.

use quarterbook_data::Status;

use crate::template::CheckKind;

/// A word or phrase that sheets say by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word {
    english: &'static str,
    chinese: &'static str,
}

impl Word {
    /// The word in a language; English for one it is not known in.
    pub(crate) fn text(self, language: &str) -> &'static str {
        if language == "zh" || language.starts_with("zh-") {
            self.chinese
        } else {
            self.english
        }
    }

    /// Whether a cell says this word, in any language or in several: `总检查 / Master check`.
    pub(crate) fn is_said_by(self, text: &str) -> bool {
        text.split(" / ")
            .any(|part| part == self.english || part == self.chinese)
    }

    /// The word for a kind of check.
    pub(crate) const fn of_check(kind: CheckKind) -> Self {
        match kind {
            CheckKind::TieOut => Self::TIE_OUT,
            CheckKind::Identity => Self::IDENTITY,
            CheckKind::Reasonableness => Self::REASONABLENESS,
            CheckKind::Claim => Self::CLAIM,
        }
    }

    /// The word for how firmly a figure is stated.
    pub(crate) const fn of_status(status: Status) -> Self {
        match status {
            Status::Reported => Self::REPORTED,
            Status::About => Self::ABOUT,
            Status::AtLeast => Self::AT_LEAST,
            Status::AtMost => Self::AT_MOST,
            Status::Derived => Self::DERIVED,
            Status::Claim => Self::CLAIMED,
            Status::Estimate => Self::ESTIMATE,
        }
    }
}

const fn word(english: &'static str, chinese: &'static str) -> Word {
    Word { english, chinese }
}

/// What every sheet says.
impl Word {
    pub(crate) const MASTER_CHECK: Self = word("Master check", "总检查");
    pub(crate) const SCALE: Self = word("Scale", "单位");
    pub(crate) const SOURCE: Self = word("Source", "来源");
    pub(crate) const TREND: Self = word("Trend", "走势");
    pub(crate) const COMPUTED: Self = word("computed", "计算");
    pub(crate) const CHART_DATA: Self = word("Chart data", "图表数据");
    pub(crate) const OTHERS: Self = word("Others", "其他");
    pub(crate) const HALF_UNITS: Self = word("Half a unit in the last printed place", "末位精度的一半（容差依据）");
    pub(crate) const TYPE_A_FIGURE: Self = word(
        "Type a number, n.a. (not disclosed) or n.m. (not meaningful).",
        "请输入数字、n.a.（未披露）或 n.m.（无意义）。",
    );
    pub(crate) const RUN_ID: Self = word("Run", "运行编号");
    pub(crate) const PERIOD_END: Self = word("Period end", "期末");
    pub(crate) const PERIOD_ORDINAL: Self = word("Period in year", "年内期次");
    pub(crate) const FISCAL_YEAR: Self = word("Fiscal year", "财政年度");
}

/// The cover.
impl Word {
    pub(crate) const PERIODS_COVERED: Self = word("Periods", "期间");
    pub(crate) const AS_OF: Self = word("As of", "截至");
    pub(crate) const TEMPLATE: Self = word("Template", "模板");
    pub(crate) const MONEY_SCALE: Self = word("Money scale", "金额换算系数");
    pub(crate) const PRICE_SCALE: Self = word("Price scale", "单价换算系数");
    pub(crate) const KEY_FIGURES: Self = word("Key figures", "关键数据");
    pub(crate) const LEGEND: Self = word("Legend", "图例");
    pub(crate) const LEGEND_CONSTANT: Self = word("Constant from a source", "来源数据（常量）");
    pub(crate) const LEGEND_ESTIMATE: Self = word("Estimate from a source", "来源预测值");
    pub(crate) const LEGEND_FORMULA: Self = word("Formula", "公式");
    pub(crate) const LEGEND_LINK: Self = word("Link to another sheet", "跨表链接");
    pub(crate) const LEGEND_UP: Self = word("Rise", "上升");
    pub(crate) const LEGEND_DOWN: Self = word("Fall", "下降");
    pub(crate) const LEGEND_NOT_DISCLOSED: Self = word("Not disclosed", "未披露");
    pub(crate) const LEGEND_NOT_MEANINGFUL: Self = word("Not meaningful", "无意义");
    pub(crate) const LEGEND_ZERO: Self = word("Zero", "零");
    pub(crate) const LEGEND_RATE: Self = word("Rate", "比率");
    pub(crate) const CHECKS_BY_KIND: Self = word("Checks by kind", "检查汇总");
    pub(crate) const CONTENTS: Self = word("Contents", "目录");
    pub(crate) const SOURCE_FILES: Self = word("Source files", "来源文件");
    pub(crate) const FILE: Self = word("File", "文件");
    pub(crate) const HASH: Self = word("SHA-256", "SHA-256");
    pub(crate) const SIGN_OFF: Self = word("Sign-off", "签核");
    pub(crate) const PREPARER: Self = word("Preparer", "编制");
    pub(crate) const REVIEWER: Self = word("Reviewer", "复核");
    pub(crate) const NAME: Self = word("Name", "姓名");
    pub(crate) const DATE: Self = word("Date", "日期");
}

/// The Checks sheet.
impl Word {
    pub(crate) const NUMBER: Self = word("No.", "编号");
    pub(crate) const ID: Self = word("Id", "标识");
    pub(crate) const KIND: Self = word("Kind", "类型");
    pub(crate) const WHAT: Self = word("What is checked", "检查内容");
    pub(crate) const PERIOD: Self = word("Period", "期间");
    pub(crate) const ACTUAL: Self = word("Actual", "实际值");
    pub(crate) const EXPECTED: Self = word("Expected", "应有值");
    pub(crate) const DIFFERENCE: Self = word("Difference", "差异");
    pub(crate) const TOLERANCE: Self = word("Tolerance", "容差");
    pub(crate) const IF_BEYOND: Self = word("If beyond", "超出时");
    pub(crate) const RESULT: Self = word("Result", "结果");
    pub(crate) const REMARK: Self = word("Remark", "备注");
    pub(crate) const TIE_OUT: Self = word("Tie-out", "勾稽");
    pub(crate) const IDENTITY: Self = word("Identity", "恒等");
    pub(crate) const REASONABLENESS: Self = word("Reasonableness", "合理性");
    pub(crate) const CLAIM: Self = word("Claim", "表述复算");
    pub(crate) const EVIDENCE: Self = word("Evidence together", "有效检查合计");
    pub(crate) const DUST: Self = word("Floating-point dust, relative", "浮点误差（相对）");
    pub(crate) const ACTUAL_AT_MOST: Self = word("actual ≤ expected", "实际 ≤ 应有");
    pub(crate) const ACTUAL_AT_LEAST: Self = word("actual ≥ expected", "实际 ≥ 应有");
    pub(crate) const ONE_CELL: Self = word("one printed cell on both sides", "两侧为同一来源单元格");
    pub(crate) const IDENTITY_NOTE: Self = word(
        "Identities hold by construction: they show that formulas are wired right and are no evidence for the figures.",
        "恒等检查按构造成立，只说明公式连接无误，不作为数据正确的证据。",
    );
}

/// The Sources sheet.
impl Word {
    pub(crate) const LINE: Self = word("Line", "项目");
    pub(crate) const UNIT: Self = word("Unit", "单位");
    pub(crate) const PRINTED_UNIT: Self = word("Printed unit", "原文单位");
    pub(crate) const SHEET: Self = word("Sheet", "工作表");
    pub(crate) const CELL: Self = word("Cell", "单元格");
    pub(crate) const AS_PRINTED: Self = word("As printed", "原文");
    pub(crate) const PRINTED_VALUE: Self = word("Printed number", "原文数值");
    pub(crate) const SCALE_FACTOR: Self = word("Scale factor", "换算系数");
    pub(crate) const SHOWN_SCALE_FACTOR: Self = word("Workbook scale", "工作簿换算系数");
    pub(crate) const DECIMALS: Self = word("Printed decimals", "小数位数");
    pub(crate) const VALUE_IN_WORKBOOK: Self = word("Value in workbook", "工作簿数值");
    pub(crate) const HALF_UNIT: Self = word("Half unit", "半个末位");
    pub(crate) const LOW: Self = word("Low", "下限");
    pub(crate) const HIGH: Self = word("High", "上限");
    pub(crate) const STATUS: Self = word("Status", "状态");
    pub(crate) const USE: Self = word("Use", "用途");
    pub(crate) const RULE: Self = word("How it was read", "读取规则");
    pub(crate) const COUNTS: Self = word("counts", "采用");
    pub(crate) const REPEAT: Self = word("repeat", "重复");
    pub(crate) const RESTATED: Self = word("restated", "已重述");
    pub(crate) const SUPERSEDED: Self = word("replaced", "已替代");
    pub(crate) const TOTAL: Self = word("total", "合计");
}

/// How firmly a figure is stated.
impl Word {
    const REPORTED: Self = word("reported", "披露");
    const ABOUT: Self = word("about", "约");
    const AT_LEAST: Self = word("at least", "不低于");
    const AT_MOST: Self = word("at most", "不高于");
    const DERIVED: Self = word("derived", "推算");
    const CLAIMED: Self = word("claim", "表述");
    const ESTIMATE: Self = word("estimate", "预测");
}

/// The Changes sheet.
impl Word {
    pub(crate) const RESTATEMENTS: Self = word("Restatements", "重述");
    pub(crate) const ESTIMATES_REPLACED: Self = word("Estimates replaced", "预测更新");
    pub(crate) const NO_RESTATEMENTS: Self = word(
        "No restatements: no later report prints a figure otherwise than an earlier one.",
        "无重述：后期报告与前期报告所载数据一致。",
    );
    pub(crate) const OLD: Self = word("As first printed", "原列报");
    pub(crate) const NEW: Self = word("Now", "现列报");
    pub(crate) const CHANGE: Self = word("Change", "变动");
    pub(crate) const CHANGE_PERCENT: Self = word("Change %", "变动率");
    pub(crate) const OLD_CELL: Self = word("First printed in", "原列报出处");
    pub(crate) const NEW_CELL: Self = word("Now in", "现列报出处");
    pub(crate) const COMMENTARY: Self = word("Commentary", "说明");
    pub(crate) const READINGS: Self = word("How figures were read", "数据读取说明");
    pub(crate) const NO_READINGS: Self = word("Every figure was read as printed.", "所有数据均按原文读取。");
    pub(crate) const FIGURES: Self = word("Figures", "数据个数");
    pub(crate) const SINCE_PREVIOUS: Self = word("Since the previous workbook", "与上一版工作簿比较");
    pub(crate) const NO_PREVIOUS: Self = word("No previous workbook was given.", "未提供上一版工作簿。");
    pub(crate) const NO_DIFFERENCES: Self = word(
        "Nothing that stood in the previous workbook has changed.",
        "上一版工作簿中的数据均未变动。",
    );
    pub(crate) const PREVIOUS: Self = word("Previous", "上一版");
    pub(crate) const PREVIOUS_FILE: Self = word("Previous workbook", "上一版文件");
    pub(crate) const THRESHOLD_ABSOLUTE: Self = word("Highlight changes from", "标示变动额不低于");
    pub(crate) const THRESHOLD_PERCENT: Self = word("or from", "或变动率不低于");
    pub(crate) const PREVIOUS_PLACE: Self = word("Previously in", "上一版出处");
    pub(crate) const THRESHOLD_POINTS: Self = word("rates from", "比率变动不低于");
    pub(crate) const COMING_AND_GOING: Self = word(
        "New, gone and turned since the previous workbook",
        "新增、减少及结果变化",
    );
    pub(crate) const NOTHING_CAME_OR_WENT: Self = word(
        "The same periods, lines, files and check results as before.",
        "期间、项目、文件及校验结果均与上一版相同。",
    );
    pub(crate) const WHAT_HAPPENED: Self = word("What", "事项");
    pub(crate) const NEW_PERIOD: Self = word("New period", "新增期间");
    pub(crate) const PERIOD_GONE: Self = word("Period gone", "减少期间");
    pub(crate) const NEW_SHEET: Self = word("New sheet", "新增工作表");
    pub(crate) const SHEET_GONE: Self = word("Sheet gone", "减少工作表");
    pub(crate) const NEW_LINE: Self = word("New line", "新增项目");
    pub(crate) const LINE_GONE: Self = word("Line gone", "减少项目");
    pub(crate) const NEW_CHECK: Self = word("New check", "新增校验");
    pub(crate) const CHECK_GONE: Self = word("Check gone", "减少校验");
    pub(crate) const CHECK_TURNED: Self = word("Check result", "校验结果变化");
    pub(crate) const NEW_FILE: Self = word("New file", "新增文件");
    pub(crate) const FILE_GONE: Self = word("File gone", "减少文件");
    pub(crate) const FILE_CHANGED: Self = word("File changed", "文件已变更");
}
