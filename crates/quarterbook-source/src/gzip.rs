//! What a gzip file holds.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;

/// The contents of a gzip file's members, one after the other. Zeros behind a member, as tapes and block devices pad
/// files with, are passed over.
pub(crate) struct Members<R> {
    /// `None` behind the last one.
    member: Option<GzDecoder<R>>,
}

impl<R: BufRead> Members<R> {
    pub(crate) fn new(input: R) -> Self {
        Self {
            member: Some(GzDecoder::new(input)),
        }
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(member) = &mut self.member {
            let read = member.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            let input = self.member.take().map(GzDecoder::into_inner);
            self.member = input.map(next_member).transpose()?.flatten();
        }
        Ok(0)
    }
}

/// The member behind the zeros, if there is one.
fn next_member<R: BufRead>(mut input: R) -> io::Result<Option<GzDecoder<R>>> {
    loop {
        let ahead = input.fill_buf()?;
        if ahead.is_empty() {
            return Ok(None);
        }
        let zeros = ahead.iter().take_while(|byte| **byte == 0).count();
        let is_member = zeros < ahead.len();
        input.consume(zeros);
        if is_member {
            return Ok(Some(GzDecoder::new(input)));
        }
    }
}
