//! The files of each case.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use rust_xlsxwriter::Workbook;

use super::Case;
use super::sheet::{fill, merge, write};

const REVIEW: &str = "quarterly-review";

pub(crate) const CASES: &[Case] = &[
    Case {
        name: "hong-kong-results",
        template: REVIEW,
        files: &[("示例-2025中期.xlsx", |path| {
            hong_kong(path, "2025", "2024", [324_000, 197_000, 160_000, 97_000]);
        })],
        next: Some(("示例-2026中期.xlsx", |path| {
            hong_kong(path, "2026", "2025", [424_000, 324_000, 210_000, 160_000]);
        })),
        builds: true,
    },
    Case {
        name: "a-share-statement",
        template: REVIEW,
        files: &[("a-2025Q1.xlsx", |path| a_share(path, "第一季度", 1))],
        next: Some(("a-2025H1.xlsx", |path| a_share(path, "半年度", 2))),
        builds: true,
    },
    Case {
        name: "growth-between-newest-first",
        template: REVIEW,
        files: &[("income-2025Q2.xlsx", |path| {
            let rows = "Example Corp\nin USD millions\n|Q2 2025|YoY|Q1 2025|YoY|Q2 2024|YoY\n\
                        Total revenue|500|0.25|480|0.2|400|0.1\nGross profit|200|0.33|190|0.3|150|0.1\n\
                        Opex|90|0.1|80|0.1|70|0.1\n\n数据来源:Wind";
            write(path, "Income", rows, |_| ());
        })],
        next: Some(("income-2025Q3.xlsx", |path| {
            let rows = "Example Corp\nin USD millions\n|Q3 2025|YoY\nTotal revenue|520|0.3\nGross profit|210|0.3";
            write(path, "Income", rows, |_| ());
        })),
        builds: true,
    },
    Case {
        name: "nine-months-ended",
        template: REVIEW,
        files: &[("10-q-2017-12-31.xlsx", ten_q)],
        next: None,
        builds: true,
    },
    Case {
        name: "two-tables-on-a-sheet",
        template: REVIEW,
        files: &[("kpi-2025Q1.xlsx", |path| {
            two_tables(path, "Q1 2025|Q1 2024", "5000|4000", "1200|1000");
        })],
        next: Some(("kpi-2025Q2.xlsx", |path| {
            two_tables(path, "Q2 2025|Q2 2024", "5500|4100", "1300|1010");
        })),
        builds: true,
    },
    Case {
        name: "oddities",
        template: REVIEW,
        files: &[("odd-FY2024.xlsx", odd)],
        next: None,
        builds: true,
    },
    Case {
        name: "a-period-twice",
        template: REVIEW,
        files: &[("twice.csv", |path| {
            text(
                path,
                "USD m,FY2023,FY2024,FY2024 restated,2024\nRevenue,100,110,111,111\n",
            );
        })],
        next: None,
        builds: true,
    },
    Case {
        name: "parts-under-heads",
        template: REVIEW,
        files: &[("segments.csv", |path| {
            text(
                path,
                "US$ in millions,FY2024,FY2025\nRevenue,,\n  Data Center,100,200\n  Gaming,50,60\nTotal,150,260\n\
                 Gross margin,,\n  Data Center,70%,72%\n  Gaming,40%,41%\n",
            );
        })],
        next: None,
        builds: true,
    },
    Case {
        name: "cumulative-with-remarks",
        template: REVIEW,
        files: &[("cumulative.csv", |path| {
            text(
                path,
                "单位:百万元,,,,\n指标,2025三季报,2025中报,2025一季报,2024年报\n营业总收入,360,220,100,400\n\
                 毛利率(%),40.1,40.2,40.3,41.1\n原始币种,CNY,CNY,CNY,CNY\n报表年结日,12-31,12-31,12-31,12-31\n\
                 数据来源:同花顺iFinD,,,,\n",
            );
        })],
        next: None,
        builds: true,
    },
    Case {
        name: "gb18030",
        template: REVIEW,
        files: &[("国标2025H1.csv", |path| gb18030(path, "2025年上半年", "3.24"))],
        next: Some(("国标2025H2.csv", |path| gb18030(path, "2025年下半年", "4.24"))),
        builds: true,
    },
    Case {
        name: "semicolons-and-decimal-commas",
        template: REVIEW,
        files: &[("umsatz.csv", |path| {
            text(
                path,
                "Position;2024;2025\nUmsatz;1.234,5;1.500,0\nAbsatz;1200;k. A.\nBruttomarge;40,5%;41,2%\n",
            );
        })],
        next: None,
        builds: true,
    },
    Case {
        name: "plain-dates",
        template: REVIEW,
        files: &[("dates.csv", |path| {
            text(
                path,
                "USD m,2025-06-30,2025-03-31,2024-12-31\nRevenue,160,150,140\nGross profit,80,75,70\n",
            );
        })],
        next: None,
        builds: true,
    },
    Case {
        name: "feed-of-one-figure-a-row",
        template: REVIEW,
        files: &[("feed-2025Q1.csv", |path| {
            text(
                path,
                "period,item,value,unit\n2024Q1,Revenue,100,USD m\n2024Q1,Gross margin,40,%\n2024Q1,Headcount,50,people\n\
                 2025Q1,Revenue,120,USD m\n2025Q1,Gross margin,42,%\n2025Q1,Headcount,60,people\n",
            );
        })],
        next: Some(("feed-2025Q2.csv", |path| {
            text(
                path,
                "period,item,value,unit\n2025Q2,Revenue,130,USD m\n2025Q2,Gross margin,43,%\n",
            );
        })),
        builds: true,
    },
    Case {
        name: "ledger",
        template: REVIEW,
        files: &[("ledger-2025Q1.csv", |path| ledger(path, ["01", "02", "03"]))],
        next: Some(("ledger-2025Q2.csv", |path| ledger(path, ["04", "05", "06"]))),
        builds: true,
    },
    Case {
        name: "matrix",
        template: REVIEW,
        files: &[("matrix.csv", |path| {
            text(
                path,
                "Revenue (USD m),2023,2024\nQ1,60,120\nQ2,70,130\nQ3,80,140\nQ4,90,150\n",
            );
        })],
        next: None,
        builds: true,
    },
    Case {
        name: "vendors",
        template: REVIEW,
        files: &[("share.csv", |path| {
            text(
                path,
                "厂商,年份,出货量(万片),份额\n天数智芯,2024,1.5,0.3%\n英伟达,2024,190,70%\n天数智芯,2025,2.5,0.5%\n英伟达,2025,200,65%\n",
            );
        })],
        next: None,
        builds: true,
    },
    Case {
        name: "peers",
        template: "peer-comparison",
        files: &[("peers.csv", |path| {
            text(
                path,
                "symbol,fiscal_year,period,total_revenue,research_and_development,currency,source\n\
                 AMD,2024,FY,25785000000,6456000000,USD,Aggregator\nAMD,2024,FY,25785000000,6456000000,USD,SEC\n\
                 INTC,2024,FY,53101000000,16546000000,USD,SEC\nINTC,2023,FY,54228000000,16046000000,USD,SEC\n",
            );
        })],
        next: None,
        builds: true,
    },
    Case {
        name: "brackets-in-a-name",
        template: REVIEW,
        files: &[("Q1 [restated] 2025.csv", |path| {
            text(path, "USD m,Q1 2025,Q1 2024\nRevenue,10,9\n");
        })],
        next: Some(("Q1 [restated] 2026.csv", |path| {
            text(path, "USD m,Q1 2026,Q1 2025\nRevenue,12,10\n");
        })),
        builds: true,
    },
    Case {
        name: "two-files-of-one-kind",
        template: REVIEW,
        files: &[
            ("results-2025Q1.csv", |path| {
                text(path, "USD m,Q1 2025\nRevenue,10\nOther income,1\n");
            }),
            ("results-2025Q2.csv", |path| {
                text(path, "USD m,Q2 2025\nRevenue,11\nGross profit,4\n");
            }),
            ("summary.csv", |path| {
                text(path, "USD m,FY2024\nRevenue,38\nGross profit,12\n");
            }),
        ],
        next: Some(("results-2025Q3.csv", |path| {
            text(path, "USD m,Q3 2025\nRevenue,12\nGross profit,5\n");
        })),
        builds: true,
    },
    Case {
        name: "nothing-known",
        template: REVIEW,
        files: &[("weather.csv", |path| {
            text(path, "City,2023,2024\nRain,800,900\nSun,1500,1400\n");
        })],
        next: None,
        builds: false,
    },
];

fn text(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
}

fn hong_kong(path: &Path, year: &str, before: &str, [revenue, revenue_then, profit, profit_then]: [u32; 4]) {
    let rows = format!(
        "示例科技控股有限公司\n简明综合损益表\n\n\n|附注|{year}年|{before}年\n||人民币千元|人民币千元\n||(未经审计)|(未经审计)\n\
         收入|3|{revenue}|{revenue_then}\n毛利||{profit}|{profit_then}\n研发开支|5|-4321|-4000\n期内亏损|6|-1200|-1500"
    );
    write(path, "综合损益表", &rows, |sheet| {
        merge(sheet, 3, 2, 3, "截至6月30日止六个月");
    });
}

fn a_share(path: &Path, part: &str, times: u32) {
    let rows = format!(
        "示例半导体股份有限公司\n合并利润表\n2025年{part}\n单位:元 币种:人民币\n项目|附注|2025年{part}|2024年{part}\n\
         一、营业总收入||{}|{}\n其中:营业收入||{0}|{1}\n二、营业总成本||900000000|800000000\n三、净利润||150000000|130000000",
        1_234_567_890 * times,
        1_100_000_000 * times
    );
    write(path, "合并利润表", &rows, |_| ());
}

fn ten_q(path: &Path) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Cover").unwrap();
    fill(
        sheet,
        "Document and Entity Information\n|9 Months Ended\n|Dec. 31, 2017\nEntity Registrant Name|EXAMPLE FINANCIAL INC",
    );
    let sheet = book.add_worksheet();
    sheet.set_name("Balance Sheets").unwrap();
    fill(
        sheet,
        "Balance Sheets - USD ($) $ in Thousands|Dec. 31, 2017|Mar. 31, 2017\nCash|2000|3000\nTotal assets|300000|290000",
    );
    let sheet = book.add_worksheet();
    sheet.set_name("Statements of Income").unwrap();
    let rows = "Statements of Income - USD ($) $ in Thousands\n|Dec. 31, 2017|Dec. 31, 2016|Dec. 31, 2017|Dec. 31, 2016\n\
                Income Statement [Abstract]\nInterest and fee income|20526|22044|64062|67606\nExpenses:\nMarketing|351|369|1095|1100\n\
                Net income (loss)|-2898|1606|-1741|6479\nBasic (in dollars per share)|-0.37|0.21|-0.22|0.83";
    fill(sheet, rows);
    merge(sheet, 0, 1, 2, "3 Months Ended");
    merge(sheet, 0, 3, 4, "9 Months Ended");
    let sheet = book.add_worksheet();
    sheet.set_name("Earnings Per Share").unwrap();
    let rows = "Earnings Per Share - USD ($) $ / shares in Units, shares in Thousands, $ in Thousands\n|Dec. 31, 2017|Dec. 31, 2016\n\
                Net income (loss)|-2898|1606\nWeighted average shares|7700|7650\nBasic earnings per share|-0.37|0.21\nDiluted earnings per share|-0.37|0.21";
    fill(sheet, rows);
    merge(sheet, 0, 1, 2, "3 Months Ended");
    book.save(path).unwrap();
}

fn two_tables(path: &Path, periods: &str, revenue: &str, units: &str) {
    let rows = format!(
        "Example Inc.\nIncome statement\n(USD in thousands)\n|{periods}\nNet sales|{revenue}\nR&D|700|600\n\nOperating data\n|{periods}\n\
         Units shipped|{units}\nMarket share|0.21|0.18\nEmployees|300|280"
    );
    write(path, "KPIs", &rows, |_| ());
}

fn odd(path: &Path) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    fill(
        sheet,
        "RMB million|FY2022|FY2023|FY2024\nRevenue|'1,100|'1,200|1500\nGross margin|30.8|31.2|30.5\nGross profit||400|468\nSecret|1|2|3",
    );
    sheet
        .write_formula(3, 1, rust_xlsxwriter::Formula::new("#REF!").set_result("#REF!"))
        .unwrap();
    sheet.set_row_hidden(4).unwrap();
    sheet.set_column_hidden(1).unwrap();
    let sheet = book.add_worksheet();
    fill(sheet, "|2024|2023\nRevenue|1|2");
    sheet.set_hidden(true);
    book.save(path).unwrap();
}

fn gb18030(path: &Path, period: &str, revenue: &str) {
    let text = format!("单位:人民币亿元,,\n项目,{period}\n营业收入,{revenue}\n毛利率,51.4%\n研发费用,1.10\n");
    let (bytes, _, _) = encoding_rs::GB18030.encode(&text);
    fs::write(path, bytes).unwrap();
}

fn ledger(path: &Path, months: [&str; 3]) {
    let mut text = "Date,Product,Side,Amount\n".to_owned();
    for month in months {
        for (day, product, side, amount) in [
            ("03", "Chips", "credit", 250_000),
            ("12", "Chips", "debit", 50_000),
            ("20", "Boards", "credit", 125_000),
        ] {
            writeln!(text, "2025-{month}-{day},{product},{side},{amount}").unwrap();
        }
    }
    fs::write(path, text).unwrap();
}
