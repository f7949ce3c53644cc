//! The records of an xlsb part: those of [MS-XLSB] 2.4; each is a type, a length and that many bytes.

use std::io::{self, Read, Seek};

use crate::Limits;
use crate::chunks::Chunks;
use crate::refusal::{Refusal, refuse_damaged, refuse_limit};
use crate::zip_guard::Package;

/// Walks from record to record of a part.
pub(crate) struct Records<'a, R> {
    label: &'a str,
    part: &'a str,
    limits: &'a Limits,
    bytes: Chunks<R>,
}

/// What stands before the bytes of a record.
struct Head {
    kind: u16,
    /// How many bytes the record has, and how many stand before them.
    length: usize,
    before: usize,
}

impl<'a, R: Read> Records<'a, R> {
    pub(crate) fn new(label: &'a str, part: &'a str, limits: &'a Limits, input: R) -> Self {
        Self {
            label,
            part,
            limits,
            bytes: Chunks::new(input),
        }
    }

    /// The next record, its type and its bytes; `None` at the end of the part.
    pub(crate) fn next(&mut self) -> Result<Option<(u16, &[u8])>, Refusal> {
        let head = loop {
            if let Some(head) = Head::of(self.bytes.rest()) {
                break head;
            }
            if !self.refill()? {
                return if self.bytes.rest().is_empty() {
                    Ok(None)
                } else {
                    Err(self.cut_off())
                };
            }
        };
        if head.length as u64 > self.limits.text_bytes {
            let message = format!(
                "its part `{}` has a record of {} bytes; {} are allowed",
                self.part, head.length, self.limits.text_bytes
            );
            return Err(refuse_limit(self.label, message, "text-bytes"));
        }
        while self.bytes.rest().len() < head.before + head.length {
            if !self.refill()? {
                return Err(self.cut_off());
            }
        }
        let record = self.bytes.pass(head.before + head.length);
        Ok(Some((head.kind, &record[head.before..])))
    }

    fn refill(&mut self) -> Result<bool, Refusal> {
        self.bytes.refill().map_err(|error| self.damaged(&error))
    }

    fn cut_off(&self) -> Refusal {
        self.damaged(&io::ErrorKind::UnexpectedEof.into())
    }

    fn damaged(&self, error: &io::Error) -> Refusal {
        refuse_damaged(self.label, format!("its part `{}`: {error}", self.part))
    }

    /// A record of this type that cannot be right.
    pub(crate) fn refuse(&self, kind: u16) -> Refusal {
        refuse_damaged(
            self.label,
            format!(
                "its part `{}` has a record of type {kind} that is cut off or lies beyond the sheet",
                self.part
            ),
        )
    }
}

impl Head {
    /// The head of a record; `None` where it is cut off. The type has one byte, or two of seven bits each, the length
    /// one to four of them, the lowest first.
    fn of(bytes: &[u8]) -> Option<Self> {
        let seven = |at: usize| bytes.get(at).map(|byte| (byte & 0x7f, byte & 0x80 != 0));
        let (low, more) = seven(0)?;
        let (mut kind, mut before) = (u16::from(low), 1);
        if more {
            kind |= u16::from(seven(1)?.0) << 7;
            before = 2;
        }
        let mut length = 0;
        for place in 0..4 {
            let (next, more) = seven(before)?;
            length |= usize::from(next) << (7 * place);
            before += 1;
            if !more {
                break;
            }
        }
        Some(Self { kind, length, before })
    }
}

/// Shows every record of a part to `see`, which answers `None` to a record that cannot be right.
pub(crate) fn each_record<R: Read + Seek>(
    label: &str,
    package: &mut Package<R>,
    part: &str,
    limits: &Limits,
    mut see: impl FnMut(u16, &[u8]) -> Option<()>,
) -> Result<(), Refusal> {
    let Some(input) = package.open(label, part)? else {
        return Ok(());
    };
    let mut records = Records::new(label, part, limits, input);
    while let Some((kind, data)) = records.next()? {
        if see(kind, data).is_none() {
            return Err(records.refuse(kind));
        }
    }
    Ok(())
}

/// A number of two bytes.
pub(crate) fn short(data: &[u8], at: usize) -> Option<u32> {
    let bytes = data.get(at..at + 2)?;
    Some(u16::from_le_bytes([bytes[0], bytes[1]]).into())
}

/// A number of four bytes.
pub(crate) fn number(data: &[u8], at: usize) -> Option<u32> {
    let bytes = data.get(at..at + 4)?;
    Some(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
}

/// A text of UTF-16 after its length, and the offset after it.
pub(crate) fn wide_text(data: &[u8], at: usize) -> Option<(String, usize)> {
    let length = (number(data, at)? as usize).checked_mul(2)?;
    let start = at + 4;
    let bytes = data.get(start..start.checked_add(length)?)?;
    let units: Vec<u16> = bytes
        .chunks_exact(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
        .collect();
    Some((String::from_utf16_lossy(&units), start + length))
}
