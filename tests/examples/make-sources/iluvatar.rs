//! The Iluvatar example: the figures printed about its listing, FY2022 to 2025H1.

use std::error::Error;
use std::path::Path;

use rust_xlsxwriter::Format;

use crate::sheet::Typed::{Blank, Number, Text};
use crate::sheet::{Typed, header, row, save, workbook};

pub(crate) fn write(folder: &Path) -> Result<(), Box<dyn Error>> {
    annual(&folder.join("2024-annual.xlsx"))?;
    interim(&folder.join("2025-interim.xlsx"))?;
    vendors(&folder.join("market-share.csv"))?;
    claims(&folder.join("claims.csv"))
}

const ONE: &str = "0.0";
const TWO: &str = "0.00";
const PERCENT: &str = "0.0%";
const WHOLE: &str = "#,##0";
const LOSS: &str = "0.00_);(0.00)";

/// Label, note number, 2024, empty, 2023, empty, 2022.
#[rustfmt::skip]
const ANNUAL: [[Typed<'_>; 7]; 22] = [
    [Text("收入"), Number(4.0, "0"), Number(5.4, ONE), Blank, Number(2.89, TWO), Blank, Number(1.89, TWO)],
    [Text("其中:占收入比例"), Blank, Blank, Blank, Blank, Blank, Blank],
    [Text("　训练系列(天垓)"), Blank, Number(0.499, PERCENT), Blank, Text("n/a"), Blank, Text("n/a")],
    [Text("　推理系列(智铠)"), Blank, Number(0.186, PERCENT), Blank, Text("n/a"), Blank, Text("-")],
    [Text("　AI算力解决方案"), Blank, Number(0.308, PERCENT), Blank, Number(0.054, PERCENT), Blank, Text("n/a")],
    [Text("通用GPU产品合计占比"), Blank, Text("-"), Blank, Text("90%以上"), Blank, Text("-")],
    [Text("毛利率"), Number(5.0, "0"), Number(0.491, PERCENT), Blank, Number(0.495, PERCENT), Blank, Number(0.594, PERCENT)],
    [Text("　训练系列(天垓)"), Blank, Number(0.602, PERCENT), Blank, Text("n/a"), Blank, Text("n/a")],
    [Text("　推理系列(智铠)"), Blank, Number(0.467, PERCENT), Blank, Text("n/a"), Blank, Text("n/a")],
    [Text("　AI算力解决方案"), Blank, Number(0.317, PERCENT), Blank, Text("n/a"), Blank, Text("n/a")],
    [Text("出货量(片)"), Number(6.0, "0"), Blank, Blank, Blank, Blank, Blank],
    [Text("　训练系列(天垓)"), Blank, Text("约7,000"), Blank, Number(7000.0, WHOLE), Blank, Number(7700.0, WHOLE)],
    [Text("　推理系列(智铠)"), Blank, Number(9800.0, WHOLE), Blank, Text("-"), Blank, Number(38.0, WHOLE)],
    [Text("　AI算力解决方案"), Blank, Text("n/a"), Blank, Text("n/a"), Blank, Text("n/a")],
    [Text("支付晶圆代工厂款项"), Number(7.0, "0"), Text("-"), Blank, Number(1.36, TWO), Blank, Text("-")],
    [Text("经调整净亏损"), Number(8.0, "0"), Number(-6.45, LOSS), Blank, Number(-6.10, LOSS), Blank, Number(-4.33, LOSS)],
    [Blank; 7],
    [Text("分产品收入"), Blank, Blank, Blank, Blank, Blank, Blank],
    [Text("　训练系列(天垓)"), Blank, Text("n/a"), Blank, Text("n/a"), Blank, Text("n/a")],
    [Text("　推理系列(智铠)"), Blank, Text("n/a"), Blank, Text("n/a"), Blank, Text("n/a")],
    [Text("　AI算力解决方案"), Blank, Text("n/a"), Blank, Text("n/a"), Blank, Text("n/a")],
    [Text("收入合计"), Blank, Number(5.4, ONE), Blank, Number(2.89, TWO), Blank, Number(1.89, TWO)],
];

/// Years across, the newest first, with a column of note numbers and an empty column between the years.
fn annual(path: &Path) -> Result<(), Box<dyn Error>> {
    let mut book = workbook()?;
    let sheet = book.add_worksheet();
    sheet.set_name("财务摘要")?;
    sheet.set_column_width(0, 34)?;
    let title = Format::new().set_bold().set_font_size(14);
    sheet.write_with_format(0, 0, "上海天数智芯半导体股份有限公司", &title)?;
    sheet.write(1, 0, "主要财务数据及经营指标摘要")?;
    sheet.write(2, 0, "单位:人民币亿元(比率、数量及另有注明者除外)")?;
    sheet.merge_range(4, 2, 4, 6, "截至12月31日止年度", &header())?;
    for (column, text) in [(0, "项目"), (1, "附注"), (2, "2024年"), (4, "2023年"), (6, "2022年")] {
        sheet.write_with_format(5, column, text, &header())?;
    }
    for (index, cells) in (6u32..).zip(&ANNUAL) {
        row(sheet, index, cells)?;
    }
    sheet.write(
        28,
        0,
        "注:「n/a」及「-」为未披露;训练系列2024年出货量据公司称维持稳定,为约数。",
    )?;
    sheet.write(29, 0, "数据来源:公司招股文件及公开报道")?;
    save(book, path)
}

/// Two half-years across; money in thousands, prices in ten thousands.
fn interim(path: &Path) -> Result<(), Box<dyn Error>> {
    let mut book = workbook()?;
    let sheet = book.add_worksheet();
    sheet.set_name("中期摘要")?;
    sheet.set_column_width(0, 34)?;
    sheet.write_with_format(
        0,
        0,
        "上海天数智芯半导体股份有限公司",
        &Format::new().set_bold().set_font_size(14),
    )?;
    sheet.write(1, 0, "中期业绩摘要(未经审计)")?;
    sheet.write(2, 0, "单位:人民币千元")?;
    sheet.merge_range(3, 1, 3, 2, "截至6月30日止六个月", &header())?;
    for (column, text) in [(0, "项目"), (1, "2025年"), (2, "2024年"), (3, "同比变动")] {
        sheet.write_with_format(4, column, text, &header())?;
    }
    let thousands = "#,##0_);(#,##0)";
    let rows: [[Typed<'_>; 4]; 7] = [
        [Text("收入"), Number(324_000.0, thousands), Text("n/a"), Text("+64.47%")],
        [Text("经调整净亏损"), Text("约(300,000)"), Text("n/a"), Text("基本持平")],
        [Text("毛利率"), Blank, Blank, Blank],
        [Text("　训练系列(天垓)"), Number(0.582, PERCENT), Text("n/a"), Text("-")],
        [
            Text("　推理系列(智铠)"),
            Number(0.32, "0%"),
            Number(0.529, PERCENT),
            Text("下降"),
        ],
        [Text("　AI算力解决方案"), Number(0.457, PERCENT), Text("n/a"), Text("-")],
        [Blank; 4],
    ];
    for (index, cells) in (5u32..).zip(&rows) {
        row(sheet, index, cells)?;
    }
    sheet.write(12, 0, "经营数据")?;
    sheet.write(13, 0, "单位:万元/片(平均售价);片(出货量)")?;
    for (column, text) in [(0, "指标"), (1, "2025H1"), (2, "2024H1")] {
        sheet.write_with_format(14, column, text, &header())?;
    }
    let operating: [[Typed<'_>; 3]; 4] = [
        [Text("平均售价:推理系列(智铠)"), Number(0.92, TWO), Number(1.14, TWO)],
        [Text("平均售价:训练系列(天垓)"), Text("n/a"), Text("n/a")],
        [Text("出货量:训练系列(天垓)"), Number(6200.0, WHOLE), Text("n/a")],
        [Text("出货量:推理系列(智铠)"), Number(9500.0, WHOLE), Text("n/a")],
    ];
    for (index, cells) in (15u32..).zip(&operating) {
        row(sheet, index, cells)?;
    }
    sheet.write(20, 0, "数据来源:公司招股文件及公开报道")?;
    save(book, path)
}

/// The market-share table, as a Chinese Excel exports it: GB18030.
fn vendors(path: &Path) -> Result<(), Box<dyn Error>> {
    let text = "年度,厂商,市场份额,排名\r\n\
                2024,海光信息,n/a,n/a\r\n\
                2024,沐曦股份,n/a,n/a\r\n\
                2024,天数智芯,9.8%,3\r\n";
    let (bytes, _, _) = encoding_rs::GB18030.encode(text);
    std::fs::write(path, bytes)?;
    Ok(())
}

/// Numbers that the text derives from others, one a row.
fn claims(path: &Path) -> Result<(), Box<dyn Error>> {
    let text = "\u{feff}期间,说法,产品,数值,单位,原文\n\
                2025H1,收入同比增长,,64.47,%,同比增长64.47%\n\
                FY2024,收入同比增长,,186,%,24年收入增长186%(标题)\n\
                FY2024,收入两年累计增长,,186,%,增长了186%\n\
                FY2023,代工款占收入,,47,%,占当年收入的47%\n\
                FY2023,每收入2元付代工厂,,1,,每赚2块钱收入,分给代工厂1块\n\
                2025H1,平均售价同比,推理,-20,%,下调了接近20%\n";
    std::fs::write(path, text)?;
    Ok(())
}
