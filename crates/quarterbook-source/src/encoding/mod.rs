//! Text encodings: which one a text is in.

mod guess;
mod reading;

use std::io::{self, Read, SeekFrom};

use encoding_rs::{BIG5, Encoding, GB18030, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use quarterbook_data::Problem;

use crate::TextEncoding;
use crate::decode::Decoded;
use crate::refusal::{Refusal, refuse, refuse_damaged};
use crate::sniff::Input;

/// An encoding and how it was found, for the note that says so.
pub(crate) struct Found {
    pub(crate) encoding: TextEncoding,
    pub(crate) because: &'static str,
    /// What is told where the encoding is a guess.
    pub(crate) doubt: Option<Problem>,
}

/// The encoding of a text: by its byte order mark, as declared, or by trying. What is neither UTF-8 nor GB18030 that
/// reads as Chinese of today is a guess, which the book has to settle.
pub(crate) fn find_encoding(
    label: &str,
    input: &mut dyn Input,
    declared: Option<TextEncoding>,
) -> Result<Found, Refusal> {
    let head = read_head(input).map_err(|error| refuse_damaged(label, error))?;
    let found = |encoding, because| {
        Ok(Found {
            encoding,
            because,
            doubt: None,
        })
    };
    match head.as_slice() {
        [0xef, 0xbb, 0xbf, ..] => return found(TextEncoding::Utf8, "it starts with its byte order mark"),
        [0xff, 0xfe, ..] => return found(TextEncoding::Utf16Le, "it starts with its byte order mark"),
        [0xfe, 0xff, ..] => return found(TextEncoding::Utf16Be, "it starts with its byte order mark"),
        _ => {}
    }
    if let Some(encoding) = declared {
        return found(encoding, "the book says so");
    }
    if let Some(encoding) = utf16_by_zeros(&head) {
        return found(encoding, "every other byte of its plain letters is zero");
    }
    if is_binary(&head) {
        return Err(refuse(
            label,
            "the file is neither a spreadsheet nor a text",
            "save the table as .xlsx or .csv and name that file instead",
        ));
    }
    let damaged = |error| refuse_damaged(label, error);
    if decodes(input, UTF_8).map_err(damaged)? {
        return found(TextEncoding::Utf8, "all of it is valid");
    }
    guess::of_no_utf8(label, input)
}

fn read_head(input: &mut dyn Input) -> io::Result<Vec<u8>> {
    input.seek(SeekFrom::Start(0))?;
    let mut head = Vec::new();
    input.take(1 << 16).read_to_end(&mut head)?;
    input.seek(SeekFrom::Start(0))?;
    Ok(head)
}

/// Whether bytes are no text: more than a stray NUL among them, which is told with its place where it is read.
fn is_binary(head: &[u8]) -> bool {
    let controls = head
        .iter()
        .filter(|byte| matches!(byte, 1..=8 | 14..=25 | 27..=31))
        .count();
    let zeros = head.split(|byte| *byte == 0).count() - 1;
    zeros > 0 && (controls > 0 || zeros > head.len() / 10 + 1)
}

/// UTF-16 without a mark: separators, digits and line ends have a zero byte, always on the same side. NULs that stray
/// into another text end none of its lines.
fn utf16_by_zeros(head: &[u8]) -> Option<TextEncoding> {
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let enough = head.len() / 40 + 1;
    let ends = |byte: usize| {
        let mut pairs = head.chunks_exact(2).map(|pair| (pair[byte], pair[1 - byte]));
        let is_end = |pair| matches!(pair, (b'\n' | b'\r', 0));
        pairs.any(is_end) || zeros(1 - byte) > head.len() / 4
    };
    match (zeros(0), zeros(1)) {
        (0, low_first) if low_first >= enough && ends(0) => Some(TextEncoding::Utf16Le),
        (high_first, 0) if high_first >= enough && ends(1) => Some(TextEncoding::Utf16Be),
        _ => None,
    }
}

fn decodes(input: &mut dyn Input, encoding: &'static Encoding) -> io::Result<bool> {
    input.seek(SeekFrom::Start(0))?;
    let mut decoded = Decoded::new(&mut *input, encoding);
    let mut sink = vec![0; 1 << 16];
    while decoded.read(&mut sink)? > 0 {
        if decoded.replaced {
            break;
        }
    }
    let clean = !decoded.replaced;
    input.seek(SeekFrom::Start(0))?;
    Ok(clean)
}

/// The decoder's name for an encoding.
pub(crate) fn encoding_of(encoding: TextEncoding) -> &'static Encoding {
    match encoding {
        TextEncoding::Utf8 => UTF_8,
        TextEncoding::Utf16Le => UTF_16LE,
        TextEncoding::Utf16Be => UTF_16BE,
        TextEncoding::Gb18030 => GB18030,
        TextEncoding::Big5 => BIG5,
        TextEncoding::ShiftJis => SHIFT_JIS,
        TextEncoding::Windows1252 => WINDOWS_1252,
    }
}
