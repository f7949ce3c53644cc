//! Raised characters are footnote marks in every format, and no digits of a figure.

use crate::cases::{file, listed, section};
use crate::common::binary::{biff, cell, record, row, wide, xls_named, xls_stream, xls_with, xlsb_with_texts};
use crate::common::package::ods_with_styles;
use rust_xlsxwriter::{Format, FormatScript, Workbook};

const BOOK: &str = "[[source]]\nfiles = \"a.*\"\nunit = \"CNY m\"\n[source.rows]\n\"Revenue\" = \"revenue\"\n";

/// A table of one row: texts, each with what is raised behind it.
const HEADER: [(&str, &str); 3] = [("", ""), ("FY2024", ""), ("FY2023", "1")];
const REVENUE: [(&str, &str); 3] = [("Revenue", "(2)"), ("12.3", "1"), ("11.5", "1,a")];

fn xlsx() -> Vec<u8> {
    let raised = Format::new().set_font_script(FormatScript::Superscript);
    let plain = Format::new();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, cells) in (0..).zip([HEADER, REVENUE]) {
        for (column, (text, mark)) in (0..).zip(cells) {
            if mark.is_empty() {
                sheet.write(row, column, text).unwrap();
            } else {
                let pieces = [(&plain, text), (&raised, mark)];
                sheet.write_rich_string(row, column, &pieces).unwrap();
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// Shared texts in the header, and texts that their cells hold themselves below it.
fn xlsb() -> Vec<u8> {
    let rich = |(text, mark): &(&str, &str)| {
        let run = [text.len() as u16, 1].map(u16::to_le_bytes).concat();
        [&[1][..], &wide(&format!("{text}{mark}")), &1_u32.to_le_bytes(), &run].concat()
    };
    let texts: Vec<Vec<u8>> = HEADER.iter().map(rich).collect();
    let shared = |place: u32| record(7, &cell(place, &place.to_le_bytes()));
    let own = (0..).zip(REVENUE.iter().map(rich));
    let own = own.map(|(column, text)| record(62, &cell(column, &text)));
    let records: Vec<Vec<u8>> = [row(0), shared(1), shared(2), row(1)].into_iter().chain(own).collect();
    let font = |script: u16| record(43, &[&[0; 6][..], &script.to_le_bytes(), &[0; 15]].concat());
    xlsb_with_texts(
        &records,
        &texts,
        &[],
        &[font(0), font(1), record(617, &0_u32.to_le_bytes())],
    )
}

/// The fonts of an xls: none has the number 4, so that the raised one, the fifth, has the number 5.
fn xls_fonts() -> Vec<Vec<u8>> {
    let font = |script: u8| biff(0x0031, &[0, 0, 0, 0, 0, 0, 0, 0, script, 0, 0, 0, 0, 0, 0, 0]);
    [0, 0, 0, 0, 1].map(font).to_vec()
}

/// Shared texts, of which the table goes on in a second record.
fn xls() -> Vec<u8> {
    let cells = [HEADER, REVENUE].concat();
    let rich = |(text, mark): &(&str, &str)| {
        let all = format!("{text}{mark}");
        let head = [(all.len() as u16).to_le_bytes(), [8, 1], [0, 0]].concat();
        let run = [text.len() as u16, 5].map(u16::to_le_bytes).concat();
        [&head[..5], all.as_bytes(), &run].concat()
    };
    let texts: Vec<Vec<u8>> = cells.iter().skip(1).map(rich).collect();
    let count = (texts.len() as u32).to_le_bytes();
    let table = [
        biff(0x00fc, &[&count[..], &count, &texts[..3].concat()].concat()),
        biff(0x003c, &texts[3..].concat()),
    ];
    let at = |place: u16| [place / 3, place % 3, 0].map(u16::to_le_bytes).concat();
    let shared = |place: u16| biff(0x00fd, &[&at(place)[..], &u32::from(place - 1).to_le_bytes()].concat());
    let sheet: Vec<Vec<u8>> = (1..6).map(shared).collect();
    xls_with(&xls_stream(0x0600, &[xls_fonts(), table.to_vec()].concat(), &sheet))
}

/// Texts that their cells hold themselves, as before Excel 97.
fn xls_of_excel_95() -> Vec<u8> {
    let own = |(place, (text, mark)): (u16, &(&str, &str))| {
        let at = [place / 3, place % 3, 0].map(u16::to_le_bytes).concat();
        let all = format!("{text}{mark}");
        let length = (all.len() as u16).to_le_bytes();
        biff(
            0x00d6,
            &[&at[..], &length, all.as_bytes(), &[1, text.len() as u8, 5]].concat(),
        )
    };
    let cells = [HEADER, REVENUE].concat();
    let sheet: Vec<Vec<u8>> = (0..).zip(&cells).skip(1).map(own).collect();
    xls_named("Book", &xls_stream(0x0500, &xls_fonts(), &sheet))
}

/// With blanks, a second paragraph and a note, which are counted before what is raised.
fn ods() -> Vec<u8> {
    let raised = r#"<style:style style:name="T1" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>"#;
    let level = r#"<style:style style:name="T2" style:family="text"><style:text-properties style:text-position="0% 100%"/></style:style>"#;
    let cell = |(text, mark): &(&str, &str)| {
        format!(
            r#"<table:table-cell office:value-type="string"><office:annotation><text:p>see 1</text:p></office:annotation><text:p><text:span text:style-name="T2">{text}</text:span><text:s text:c="2"/><text:span text:style-name="T1">{mark}</text:span></text:p></table:table-cell>"#
        )
    };
    let row = |cells: &[(&str, &str)]| {
        let cells: String = cells.iter().map(cell).collect();
        format!("<table:table-row>{cells}</table:table-row>")
    };
    let tables = format!(
        r#"<table:table table:name="S">{}{}</table:table>"#,
        row(&HEADER),
        row(&REVENUE)
    );
    ods_with_styles(&format!("{raised}{level}"), &tables)
}

#[test]
fn raised_digits_are_footnote_marks_in_every_format() {
    let formats = [
        ("xlsx", xlsx()),
        ("xlsb", xlsb()),
        ("xls", xls()),
        ("xls of Excel 95", xls_of_excel_95()),
        ("ods", ods()),
    ];
    let all: String = formats
        .map(|(name, bytes)| section(name, &listed(BOOK, file("a.bin", bytes))))
        .concat();
    insta::with_settings!({ snapshot_path => "conclusions", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("raised", all);
    });
}
