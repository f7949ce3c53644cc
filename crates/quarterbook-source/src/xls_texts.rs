//! The table of texts of an xls workbook ([MS-XLS] 2.4.265 `SST`), as far as the fonts of its texts go: where
//! characters are raised. The texts themselves are calamine's.

use std::collections::BTreeMap;

use crate::raised::{Stretches, stretches};

/// The fonts of a workbook: whether each is raised ([MS-XLS] 2.4.122 `Font`).
#[derive(Debug, Default)]
pub(crate) struct Fonts {
    raised: Vec<bool>,
}

impl Fonts {
    pub(crate) fn add(&mut self, record: &[u8]) {
        self.raised.push(record.get(8..10) == Some(&[1, 0]));
    }

    fn is_raised(&self, font: usize) -> bool {
        // No font has the number 4.
        let place = if font > 4 { font - 1 } else { font };
        font != 4 && self.raised.get(place) == Some(&true)
    }

    fn has_raised(&self) -> bool {
        self.raised.contains(&true)
    }
}

/// The stretches of the shared texts that are raised, by the texts' places; `pieces` are the record of the table and
/// those that continue it. A table that is cut off ends there.
pub(crate) fn raised_texts(pieces: &[&[u8]], fonts: &Fonts) -> BTreeMap<u32, Stretches> {
    let mut raised = BTreeMap::new();
    if !fonts.has_raised() {
        return raised;
    }
    let mut table = Pieces { pieces, at: 8 };
    let mut place = 0;
    while let Some(runs) = table.runs() {
        if let Some(found) = stretches(&runs, |font| fonts.is_raised(font)) {
            raised.insert(place, found);
        }
        place += 1;
    }
    raised
}

/// The runs of fonts of a text of its own ([MS-XLS] 2.4.247 `RString`): those behind its characters, one byte each
/// before Excel 97. `None` where characters take two bytes, since runs count bytes.
pub(crate) fn own_stretches(record: &[u8], fonts: &Fonts) -> Option<Stretches> {
    let length = usize::from(u16::from_le_bytes(record.get(6..8)?.try_into().ok()?));
    let behind = record.get(8 + length..)?;
    record[8..8 + length].is_ascii().then_some(())?;
    let (count, runs) = behind.split_first()?;
    let runs: Vec<(usize, usize)> = runs
        .chunks_exact(2)
        .take(usize::from(*count))
        .map(|run| (usize::from(run[0]), usize::from(run[1])))
        .collect();
    stretches(&runs, |font| fonts.is_raised(font))
}

/// A table over several records, and where in the first of them its next text begins.
struct Pieces<'a> {
    pieces: &'a [&'a [u8]],
    at: usize,
}

impl<'a> Pieces<'a> {
    /// The runs of fonts of the next text: where each begins, and its font.
    fn runs(&mut self) -> Option<Vec<(usize, usize)>> {
        let length = self.short()?;
        let flags = self.byte()?;
        let count = if flags & 8 == 0 { 0 } else { self.short()? };
        let rest = if flags & 4 == 0 {
            0
        } else {
            self.short()? | self.short()? << 16
        };
        self.skip_characters(length, flags & 1 != 0)?;
        let mut runs = Vec::new();
        for _ in 0..count {
            runs.push((self.short()?, self.short()?));
        }
        self.skip(rest)?;
        Some(runs)
    }

    /// Goes to the next piece where this one is used up.
    fn piece(&mut self) -> Option<&'a [u8]> {
        while self.pieces.first()?.len() <= self.at {
            self.at -= self.pieces.first()?.len();
            self.pieces = self.pieces.get(1..)?;
        }
        self.pieces.first().copied()
    }

    fn byte(&mut self) -> Option<u8> {
        let at = self.piece().is_some().then_some(self.at)?;
        self.at += 1;
        self.pieces.first()?.get(at).copied()
    }

    fn short(&mut self) -> Option<usize> {
        Some(usize::from(self.byte()?) | usize::from(self.byte()?) << 8)
    }

    fn skip(&mut self, mut bytes: usize) -> Option<()> {
        while bytes > 0 {
            let left = self.piece()?.len() - self.at;
            let step = left.min(bytes);
            self.at += step;
            bytes -= step;
        }
        Some(())
    }

    /// Skips characters; where they go on in another record, it begins with their width.
    fn skip_characters(&mut self, mut characters: usize, mut is_wide: bool) -> Option<()> {
        loop {
            let width = 1 + usize::from(is_wide);
            let left = self.pieces.first()?.len().saturating_sub(self.at);
            let step = (left / width).min(characters);
            self.at += step * width;
            characters -= step;
            if characters == 0 {
                return Some(());
            }
            self.skip(left % width)?;
            is_wide = self.byte()? & 1 != 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `12.3` and a raised 1, between a plain text and one with readings; the second goes on in another record.
    #[test]
    fn texts_that_go_on_in_another_record_keep_their_fonts() {
        let mut fonts = Fonts::default();
        for is_raised in [0, 0, 0, 0, 1] {
            fonts.add(&[0, 0, 0, 0, 0, 0, 0, 0, is_raised, 0]);
        }
        let head = [0; 8];
        let plain = [2, 0, 0, b'a', b'b'];
        let first = [&head[..], &plain, &[5, 0, 8, 1, 0, b'1', b'2']].concat();
        let second = [
            &[1, b'.', 0, b'3', 0, b'1', 0, 4, 0, 5, 0][..],
            &[1, 0, 4, 3, 0, 0, 0, b'x', 9, 9, 9],
            &[1, 0, 8, 1, 0, b'7', 0, 0, 5, 0],
        ]
        .concat();
        let raised = raised_texts(&[&first, &second], &fonts);
        let expected: Vec<(u32, Stretches)> = [(1, 4), (3, 0)]
            .map(|(place, from)| (place, std::iter::once(from..usize::MAX).collect()))
            .to_vec();
        assert_eq!(raised.into_iter().collect::<Vec<_>>(), expected);
        assert_eq!(raised_texts(&[&first, &second[..5]], &fonts).len(), 0);
    }
}
