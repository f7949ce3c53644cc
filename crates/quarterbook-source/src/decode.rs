//! Text encodings: which one a text is in, and its bytes as UTF-8.

use std::io::{self, Read, SeekFrom};

use encoding_rs::{BIG5, CoderResult, Decoder, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::TextEncoding;
use crate::refusal::{Refusal, refuse, refuse_damaged};
use crate::sniff::Input;

/// An encoding and how it was found, for the note that says so.
pub(crate) struct Found {
    pub(crate) encoding: TextEncoding,
    pub(crate) because: &'static str,
}

/// The encoding of a text: by its byte order mark, as declared, or by trying. Big5 is only taken when declared,
/// since most of it reads as GB18030 too, as other words.
pub(crate) fn find_encoding(
    label: &str,
    input: &mut dyn Input,
    declared: Option<TextEncoding>,
) -> Result<Found, Refusal> {
    let head = read_head(input).map_err(|error| refuse_damaged(label, error))?;
    let found = |encoding, because| Ok(Found { encoding, because });
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
    let reads_as =
        |input: &mut dyn Input, encoding| decodes(input, encoding).map_err(|error| refuse_damaged(label, error));
    if reads_as(input, UTF_8)? {
        return found(TextEncoding::Utf8, "all of it is valid");
    }
    if reads_as(input, GB18030)? {
        return found(
            TextEncoding::Gb18030,
            "it is not valid utf-8, and all of it is valid gb18030",
        );
    }
    Err(refuse(
        label,
        "the text is neither utf-8 nor gb18030",
        "write its encoding in its [[source]], such as `encoding = \"big5\"`, or save it as \"CSV UTF-8\" in Excel",
    ))
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
    let zeros = head.iter().filter(|byte| **byte == 0).count();
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

/// A text as UTF-8, without its byte order mark, every line end a line feed, and one at its end.
pub(crate) struct Decoded<R> {
    inner: R,
    decoder: Decoder,
    raw: Vec<u8>,
    raw_filled: usize,
    text: Vec<u8>,
    given: usize,
    state: State,
    after_return: bool,
    /// Whether something was no character of the encoding and was replaced by U+FFFD.
    pub(crate) replaced: bool,
}

#[derive(PartialEq)]
enum State {
    Reading,
    Ending,
    Done,
}

impl<R: Read> Decoded<R> {
    pub(crate) fn new(inner: R, encoding: &'static Encoding) -> Self {
        Self {
            inner,
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: vec![0; 1 << 14],
            raw_filled: 0,
            text: Vec::with_capacity(1 << 16),
            given: 0,
            state: State::Reading,
            after_return: false,
            replaced: false,
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        self.text.clear();
        self.given = 0;
        if self.state == State::Ending {
            self.text.push(b'\n');
            self.state = State::Done;
            return Ok(());
        }
        let read = self.inner.read(&mut self.raw[self.raw_filled..])?;
        let filled = self.raw_filled + read;
        self.text.resize(1 << 16, 0);
        let (result, consumed, written, replaced) =
            self.decoder
                .decode_to_utf8(&self.raw[..filled], &mut self.text, read == 0);
        self.text.truncate(written);
        let after_return = &mut self.after_return;
        self.text.retain_mut(|byte| plain_line_end(byte, after_return));
        without_marks(&mut self.text);
        self.replaced |= replaced;
        self.raw.copy_within(consumed..filled, 0);
        self.raw_filled = filled - consumed;
        if read == 0 && result == CoderResult::InputEmpty {
            self.state = State::Ending;
        }
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text.len() {
            if self.state == State::Done {
                return Ok(0);
            }
            self.refill()?;
        }
        let count = buffer.len().min(self.text.len() - self.given);
        buffer[..count].copy_from_slice(&self.text[self.given..self.given + count]);
        self.given += count;
        Ok(count)
    }
}

/// Makes a carriage return a line feed, and says that the line feed after one is to be left out.
fn plain_line_end(byte: &mut u8, after_return: &mut bool) -> bool {
    let is_second = *byte == b'\n' && *after_return;
    *after_return = *byte == b'\r';
    if *after_return {
        *byte = b'\n';
    }
    !is_second
}

/// Takes byte order marks out, which stand amid a text where files were put one behind the other: a quote behind one
/// would not be the first of its field. A piece of decoded text holds whole characters.
fn without_marks(text: &mut Vec<u8>) {
    const MARK: &[u8] = "\u{feff}".as_bytes();
    // Most texts have no such byte at all, which is found out fast.
    let has_mark = text.contains(&MARK[1]) && text.windows(MARK.len()).any(|bytes| bytes == MARK);
    if has_mark {
        *text = String::from_utf8_lossy(text).replace('\u{feff}', "").into_bytes();
    }
}

/// The decoder's name for an encoding.
pub(crate) fn encoding_of(encoding: TextEncoding) -> &'static Encoding {
    match encoding {
        TextEncoding::Utf8 => UTF_8,
        TextEncoding::Utf16Le => UTF_16LE,
        TextEncoding::Utf16Be => UTF_16BE,
        TextEncoding::Gb18030 => GB18030,
        TextEncoding::Big5 => BIG5,
    }
}
