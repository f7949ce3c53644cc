//! A text's bytes as UTF-8.

use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, Encoding};

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
