//! Encodings that nothing declares: found, or guessed and told with how a field reads either way.

use encoding_rs::{BIG5, Encoding, GB18030, SHIFT_JIS, UTF_8, WINDOWS_1252};
use quarterbook_source::{ReadOptions, inspect, read};

use crate::cases::{file, listed, section};
use crate::figures::vocabulary;

macro_rules! record {
    ($name:literal, $text:expr) => {
        insta::with_settings!({ snapshot_path => "encodings", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!($name, $text);
        })
    };
}

const BOOK: &str = "[[source]]\nfiles = \"a.csv\"\nunit = \"RMB m\"\nrows = { \"*\" = \"revenue\" }\n";

fn encoded(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    let (bytes, _, has_failed) = encoding.encode(text);
    assert!(!has_failed, "{text} is no {}", encoding.name());
    bytes.into_owned()
}

#[test]
fn texts_that_are_no_utf8() {
    let filing = "單位:百萬元,,\n項目,2025H1,2024H1\n收入,324,197\n";
    let cases: [(&str, &'static Encoding, &str); 10] = [
        ("a statement in Big5", BIG5, filing),
        ("the same in GB18030", GB18030, filing),
        (
            "simplified, without a word of finance",
            GB18030,
            "品种,2025H1,2024H1\n训练系列,324,197\n",
        ),
        (
            "Big5, without a word of finance",
            BIG5,
            "名稱,2025H1,2024H1\n訓練系列(第一代),324,197\n",
        ),
        ("rare names in GB18030", GB18030, "Name,2025H1,2024H1\n鑫垚淼,324,197\n"),
        ("Shift-JIS", SHIFT_JIS, "項目,2025H1,2024H1\n売上高,324,197\n"),
        (
            "French",
            WINDOWS_1252,
            "Libellé,2025H1,2024H1\nChiffre d’affaires réalisé,324,197\n",
        ),
        (
            "French that is valid GB18030",
            WINDOWS_1252,
            "Société,2025H1,2024H1\nCréance générale,324,197\n",
        ),
        (
            "German",
            WINDOWS_1252,
            "Position;2025H1;2024H1\nUmsatzerlöse für Geräte;324;197\n",
        ),
        ("pounds", WINDOWS_1252, "£ m,2025H1,2024H1\nRevenue,324,197\n"),
    ];
    let mut all = String::new();
    for (name, encoding, text) in cases {
        all += &section(name, &listed(BOOK, file("a.csv", encoded(encoding, text))));
    }
    let broken = [encoded(UTF_8, filing), b"\xe6\x94,1,2\n".to_vec()].concat();
    all += &section("a broken character in UTF-8", &listed(BOOK, file("a.csv", broken)));
    let declared = BOOK.replace("unit =", "encoding = \"latin-1\"\nunit =");
    let text = encoded(WINDOWS_1252, "Société,2025H1,2024H1\nCréance générale,324,197\n");
    all += &section("French, declared", &listed(&declared, file("a.csv", text)));
    all += &section(
        "no text",
        &listed(BOOK, file("a.csv", b"\xff\x81\xff,2025H1\n\x81\xff\xff,1\n")),
    );
    record!("undeclared", all);
}

#[test]
fn inspect_writes_the_encoding_that_it_guessed() {
    let text = encoded(BIG5, "單位:百萬元,,\n項目,2025H1,2024H1\n收入,324,197\n");
    let workbook = read("a.csv", &text, &ReadOptions::default()).unwrap();
    record!("inspected", inspect(&workbook, &vocabulary("CNY")).to_string());
}
