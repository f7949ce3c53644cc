//! How to read a file: what a book may settle, and how much a file may ask for.

use serde::{Deserialize, Serialize};

/// What a book may say about a file before it is read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ReadOptions {
    /// The encoding of a delimited text; found by looking when it is not given.
    pub encoding: Option<TextEncoding>,
    /// What stands between the fields of a delimited text; found by looking when it is not given.
    pub separator: Option<char>,
    /// How much a file may ask for.
    pub limits: Limits,
}

/// The encodings of delimited texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum TextEncoding {
    /// UTF-8, with a byte order mark or without.
    #[serde(rename = "utf-8")]
    Utf8,
    /// UTF-16, low byte first; what Excel calls "Unicode text".
    #[serde(rename = "utf-16le")]
    Utf16Le,
    /// UTF-16, high byte first.
    #[serde(rename = "utf-16be")]
    Utf16Be,
    /// GB18030, with GBK and GB2312 in it: simplified Chinese.
    #[serde(rename = "gb18030", alias = "gbk", alias = "gb2312")]
    Gb18030,
    /// Big5: traditional Chinese. Only guessed by looking, since most of it reads as GB18030 too.
    #[serde(rename = "big5")]
    Big5,
    /// Shift-JIS: Japanese. Only guessed by looking.
    #[serde(rename = "shift_jis", alias = "shift-jis", alias = "sjis", alias = "cp932")]
    ShiftJis,
    /// Windows-1252, with Latin-1 in it: Western Europe. Only guessed by looking.
    #[serde(
        rename = "windows-1252",
        alias = "cp1252",
        alias = "latin-1",
        alias = "latin1",
        alias = "iso-8859-1"
    )]
    Windows1252,
}

impl TextEncoding {
    /// The word used in books and messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Gb18030 => "gb18030",
            Self::Big5 => "big5",
            Self::ShiftJis => "shift_jis",
            Self::Windows1252 => "windows-1252",
        }
    }
}

/// How much a file may ask for before it is refused. The defaults fit anything a finance team sends around;
/// a book raises the one that a message names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Limits {
    /// Bytes of a file that is read whole. Ledgers are read row by row and may be larger.
    pub file_bytes: u64,
    /// Parts of a zip package.
    pub parts: u64,
    /// Bytes of one part of a package once it is unpacked.
    pub part_bytes: u64,
    /// Bytes of all parts of a package together once they are unpacked.
    pub package_bytes: u64,
    /// How many times larger than its packed form a part may be; holds for parts above 4 MiB.
    pub ratio: u64,
    /// Bytes of the part that holds the texts of a package.
    pub shared_text_bytes: u64,
    /// Bytes of one cell's text, or of one record of a delimited text.
    pub text_bytes: u64,
    /// Cells of a file that is held whole. Ledgers are read row by row and may have more.
    pub cells: u64,
    /// Rows, empty cells and whatever else a sheet lists that holds no value, in ledgers too.
    pub empty_cells: u64,
    /// Bytes of memory of the process in which a file is parsed that might bring its parser down, and of the cells of a
    /// file that is held whole.
    pub memory_bytes: u64,
    /// Seconds of computing time of that process; and seconds that the reading of any other workbook takes.
    pub seconds: u64,
}

impl Default for Limits {
    fn default() -> Self {
        const MEBIBYTE: u64 = 1 << 20;
        Self {
            file_bytes: 256 * MEBIBYTE,
            parts: 10_000,
            part_bytes: 2_048 * MEBIBYTE,
            package_bytes: 4_096 * MEBIBYTE,
            ratio: 200,
            shared_text_bytes: 128 * MEBIBYTE,
            text_bytes: MEBIBYTE,
            cells: 4_000_000,
            empty_cells: 32_000_000,
            memory_bytes: 1_024 * MEBIBYTE,
            seconds: 120,
        }
    }
}
