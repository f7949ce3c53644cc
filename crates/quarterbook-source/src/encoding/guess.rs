//! Texts that are not UTF-8: GB18030 where they read as Chinese of today, or else a guess that the book has to settle.

use std::io::{self, SeekFrom};

use encoding_rs::GB18030;
use quarterbook_data::{Place, Problem, TextPlace};

use super::reading::Reading;
use super::{Found, decodes, encoding_of};
use crate::TextEncoding;
use crate::refusal::{Refusal, refuse, refuse_damaged};
use crate::sniff::Input;

/// What else a text may be in, the likeliest first.
const OTHERS: [TextEncoding; 4] = [
    TextEncoding::Utf8,
    TextEncoding::Big5,
    TextEncoding::ShiftJis,
    TextEncoding::Windows1252,
];

/// How many bytes of lines with letters beyond ASCII are looked at, and how many of one line.
const SAMPLE: usize = 1 << 16;
const LONGEST: usize = 1 << 11;
/// How many characters of a line a problem shows.
const SHOWN: usize = 60;

/// The encoding of a text that is not valid UTF-8.
pub(super) fn of_no_utf8(label: &str, input: &mut dyn Input) -> Result<Found, Refusal> {
    let damaged = |error| refuse_damaged(label, error);
    let lines = sample(input).map_err(damaged)?;
    let chinese = Reading::of(TextEncoding::Gb18030, &lines);
    let is_valid = decodes(input, GB18030).map_err(damaged)?;
    let mut best: Option<Reading> = None;
    for reading in OTHERS.map(|encoding| Reading::of(encoding, &lines)) {
        // A broken character or two make no other encoding of a text in UTF-8.
        let may_break = reading.encoding == TextEncoding::Utf8;
        let is_better = reading.is_plausible() && best.is_none_or(|best| reading.weight() > best.weight());
        if is_better && (may_break || decodes(input, encoding_of(reading.encoding)).map_err(damaged)?) {
            best = Some(reading);
        }
    }
    let is_chinese = is_valid && chinese.is_plausible();
    match best {
        Some(best) if !(is_chinese && chinese.weight() >= best.weight()) => {
            let found = Found {
                encoding: best.encoding,
                because: "a guess: it is not valid utf-8",
                doubt: Some(doubt(label, &lines, &best, is_valid.then_some(&chinese))),
            };
            Ok(found)
        }
        _ if is_valid => Ok(Found {
            encoding: TextEncoding::Gb18030,
            because: "it is not valid utf-8, and all of it is valid gb18030",
            doubt: (!is_chinese).then(|| unlikely(label, &lines, &chinese)),
        }),
        _ => Err(refuse(
            label,
            "the text is neither utf-8 nor gb18030, nor reads as any other encoding that is known here",
            "write its encoding in its [[source]], such as `encoding = \"big5\"`, or save it as \"CSV UTF-8\" in Excel",
        )),
    }
}

/// Lines with bytes beyond ASCII, each with its number.
fn sample(input: &mut dyn Input) -> io::Result<Vec<(u64, Vec<u8>)>> {
    input.seek(SeekFrom::Start(0))?;
    let (mut lines, mut held, mut number) = (Vec::new(), 0, 1);
    let (mut line, mut buffer) = (Vec::new(), vec![0; 1 << 16]);
    'reading: loop {
        let read = input.read(&mut buffer)?;
        for byte in &buffer[..read] {
            if !matches!(byte, b'\n' | b'\r') {
                if line.len() < LONGEST {
                    line.push(*byte);
                }
                continue;
            }
            if !line.is_ascii() {
                held += line.len();
                lines.push((number, std::mem::take(&mut line)));
                if held >= SAMPLE {
                    break 'reading;
                }
            }
            line.clear();
            number += u64::from(*byte == b'\n');
        }
        if read == 0 {
            if !line.is_ascii() {
                lines.push((number, line));
            }
            break;
        }
    }
    input.seek(SeekFrom::Start(0))?;
    Ok(lines)
}

/// The error for a guess. `chinese` is how the text reads in GB18030, where it does.
fn doubt(label: &str, lines: &[(u64, Vec<u8>)], best: &Reading, chinese: Option<&Reading>) -> Problem {
    let at = match (best.encoding, chinese) {
        (TextEncoding::Utf8, _) => best.first_odd,
        (_, chinese) => chinese.and_then(|chinese| chinese.first_odd),
    };
    let field = Field::at(lines, at);
    let name = best.encoding.name();
    let message = match (best.encoding, chinese) {
        (TextEncoding::Utf8, _) => "some bytes are no characters of utf-8, in which the rest of the text is".to_owned(),
        (_, Some(_)) => format!(
            "the text is not utf-8, and may be {name}: here it reads `{}` in {name} and `{}` in gb18030",
            field.text(best.encoding),
            field.text(TextEncoding::Gb18030)
        ),
        (_, None) => format!(
            "the text is neither utf-8 nor gb18030, and may be {name}: here it reads `{}`",
            field.text(best.encoding)
        ),
    };
    let hint = match (best.encoding, chinese) {
        (TextEncoding::Utf8, _) => {
            "mend them, or write `encoding = \"utf-8\"` in its [[source]] to read on past them".to_owned()
        }
        (_, Some(_)) => format!(
            "write `encoding = \"{name}\"` in its [[source]] if that is right, `encoding = \"gb18030\"` if the other is, or save it as \"CSV UTF-8\" in Excel"
        ),
        (_, None) => format!(
            "write `encoding = \"{name}\"` in its [[source]] if that is right, or save it as \"CSV UTF-8\" in Excel"
        ),
    };
    Problem::error(message).at(field.place(label, best.encoding)).hint(hint)
}

/// The warning for a text that is valid GB18030, hardly Chinese of today, and nothing else either.
fn unlikely(label: &str, lines: &[(u64, Vec<u8>)], chinese: &Reading) -> Problem {
    let field = Field::at(lines, chinese.first_odd);
    let text = field.text(TextEncoding::Gb18030);
    Problem::warning(format!("the text is read as gb18030, in which `{text}` is made of characters that are seldom met"))
        .at(field.place(label, TextEncoding::Gb18030))
        .hint("if it should read otherwise, write its encoding in its [[source]]: `encoding = \"big5\"`, \"shift_jis\" or \"windows-1252\"")
}

/// The field around a byte of the sample.
struct Field<'a> {
    line: u64,
    before: &'a [u8],
    text: &'a [u8],
    after: &'a [u8],
}

impl<'a> Field<'a> {
    /// The field at a byte of a line; the first with letters beyond ASCII where none is given.
    fn at(lines: &'a [(u64, Vec<u8>)], at: Option<(usize, usize)>) -> Self {
        let (line, byte) = at.unwrap_or_else(|| {
            let first = lines
                .first()
                .and_then(|(_, line)| line.iter().position(|byte| !byte.is_ascii()));
            (0, first.unwrap_or(0))
        });
        let (number, bytes) = lines
            .get(line)
            .map_or((1, &[][..]), |(number, bytes)| (*number, &bytes[..]));
        let byte = byte.min(bytes.len());
        let is_end = |byte: &u8| matches!(byte, b',' | b';' | b'\t' | b'"');
        let start = bytes[..byte].iter().rposition(is_end).map_or(0, |at| at + 1);
        let end = bytes[byte..]
            .iter()
            .position(is_end)
            .map_or(bytes.len(), |at| byte + at);
        Self {
            line: number,
            before: &bytes[..start],
            text: &bytes[start..end],
            after: &bytes[end..],
        }
    }

    fn text(&self, encoding: TextEncoding) -> String {
        decoded(encoding, self.text).chars().take(SHOWN).collect()
    }

    fn place(&self, label: &str, encoding: TextEncoding) -> Place {
        let [before, field, after] = [self.before, self.text, self.after].map(|bytes| decoded(encoding, bytes));
        let left_out = before.chars().count().saturating_sub(SHOWN);
        let excerpt: String = before.chars().skip(left_out).collect();
        let column = excerpt.chars().count() + 1;
        let behind: String = after.chars().take(SHOWN).collect();
        Place::Text(TextPlace {
            file: label.to_owned(),
            line: usize::try_from(self.line).unwrap_or(usize::MAX),
            column,
            width: field.chars().count().clamp(1, SHOWN),
            excerpt: excerpt + &field + &behind,
        })
    }
}

fn decoded(encoding: TextEncoding, bytes: &[u8]) -> String {
    let text = encoding_of(encoding).decode_without_bom_handling(bytes).0;
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
