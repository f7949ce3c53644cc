//! The texts of an xlsb package, as far as their fonts go: where characters are raised. The texts themselves are
//! calamine's.

use std::collections::BTreeMap;
use std::io::{Read, Seek};

use crate::Limits;
use crate::raised::{Stretches, raise, stretches};
use crate::refusal::Refusal;
use crate::xlsb_scan::{each_record, number, short, wide_text};
use crate::zip_guard::Package;

const TEXT: u16 = 19;
const FONT: u16 = 43;

/// The raised characters of a package's texts.
#[derive(Debug, Default)]
pub(crate) struct RaisedTexts {
    /// Whether each font is raised ([MS-XLSB] 2.4.145 `BrtFont`).
    fonts: Vec<bool>,
    /// Stretches of the shared texts, by the texts' places.
    shared: BTreeMap<u32, Stretches>,
}

impl RaisedTexts {
    /// Reads the fonts, and the table of texts where one of them is raised.
    pub(crate) fn read<R: Read + Seek>(
        label: &str,
        package: &mut Package<R>,
        limits: &Limits,
    ) -> Result<Self, Refusal> {
        let mut texts = Self::default();
        each_record(label, package, "xl/styles.bin", limits, |kind, data| {
            if kind == FONT {
                texts.fonts.push(short(data, 6)? == 1);
            }
            Some(())
        })?;
        if !texts.fonts.contains(&true) {
            return Ok(texts);
        }
        let mut place = 0;
        each_record(label, package, "xl/sharedStrings.bin", limits, |kind, data| {
            if kind == TEXT {
                let (_, found) = texts.rich(data)?;
                texts.shared.extend(found.map(|found| (place, found)));
                place += 1;
            }
            Some(())
        })?;
        Ok(texts)
    }

    /// The stretches of the shared text at this place.
    pub(crate) fn shared(&self, place: u32) -> Option<&Stretches> {
        self.shared.get(&place)
    }

    /// A text that a cell holds itself, with its fonts ([MS-XLSB] 2.4.682 `BrtCellRString`).
    pub(crate) fn own(&self, text: &[u8]) -> Option<String> {
        let (text, found) = self.rich(text)?;
        Some(found.map_or_else(|| text.clone(), |found| raise(&text, &found)))
    }

    /// A text and its raised stretches ([MS-XLSB] 2.5.122 `RichStr`).
    fn rich(&self, data: &[u8]) -> Option<(String, Option<Stretches>)> {
        let is_rich = data.first()? & 1 != 0;
        let (text, after) = wide_text(data, 1)?;
        if !is_rich {
            return Some((text, None));
        }
        let runs = data
            .get(after + 4..)?
            .chunks_exact(4)
            .take(number(data, after)? as usize);
        let runs: Option<Vec<(usize, usize)>> = runs
            .map(|run| Some((short(run, 0)? as usize, short(run, 2)? as usize)))
            .collect();
        let found = stretches(&runs?, |font| self.fonts.get(font) == Some(&true));
        Some((text, found))
    }
}
