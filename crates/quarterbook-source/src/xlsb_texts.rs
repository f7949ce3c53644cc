//! The texts of an xlsb package, as far as their fonts go: where characters are raised. The texts themselves are
//! calamine's.

use std::collections::BTreeMap;
use std::io::{Read, Seek};

use crate::Limits;
use crate::raised::{Stretches, raise, stretches};
use crate::refusal::Refusal;
use crate::xlsb_records::{each_record, number, short, wide_text};
use crate::zip_guard::Package;

const TEXT: u16 = 19;
const FONT: u16 = 43;

/// The fonts of a package: whether each is raised ([MS-XLSB] 2.4.145 `BrtFont`).
#[derive(Debug, Default)]
pub(crate) struct Fonts {
    raised: Vec<bool>,
}

impl Fonts {
    pub(crate) fn read<R: Read + Seek>(
        label: &str,
        package: &mut Package<R>,
        limits: &Limits,
    ) -> Result<Self, Refusal> {
        let mut fonts = Self::default();
        each_record(label, package, "xl/styles.bin", limits, |kind, data| {
            if kind == FONT {
                fonts.raised.push(short(data, 6)? == 1);
            }
            Some(())
        })?;
        Ok(fonts)
    }

    /// A text with its raised characters raised ([MS-XLSB] 2.5.122 `RichStr`); `None` for one that cannot be right.
    pub(crate) fn text(&self, data: &[u8]) -> Option<String> {
        let (text, found) = self.rich(data)?;
        Some(match found {
            Some(found) => raise(&text, &found),
            None => text,
        })
    }

    /// A text and its raised stretches.
    fn rich(&self, data: &[u8]) -> Option<(String, Option<Stretches>)> {
        let is_rich = data.first()? & 1 != 0;
        let (text, after) = wide_text(data, 1)?;
        if !is_rich || !self.raised.contains(&true) {
            return Some((text, None));
        }
        let runs = data
            .get(after + 4..)?
            .chunks_exact(4)
            .take(number(data, after)? as usize);
        let runs: Option<Vec<(usize, usize)>> = runs
            .map(|run| Some((short(run, 0)? as usize, short(run, 2)? as usize)))
            .collect();
        let found = stretches(&runs?, |font| self.raised.get(font) == Some(&true));
        Some((text, found))
    }
}

/// The raised characters of a package's texts.
#[derive(Debug, Default)]
pub(crate) struct RaisedTexts {
    pub(crate) fonts: Fonts,
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
        let fonts = Fonts::read(label, package, limits)?;
        let mut shared = BTreeMap::new();
        if fonts.raised.contains(&true) {
            let mut place = 0;
            each_record(label, package, "xl/sharedStrings.bin", limits, |kind, data| {
                if kind == TEXT {
                    let (_, found) = fonts.rich(data)?;
                    shared.extend(found.map(|found| (place, found)));
                    place += 1;
                }
                Some(())
            })?;
        }
        Ok(Self { fonts, shared })
    }

    /// The stretches of the shared text at this place.
    pub(crate) fn shared(&self, place: u32) -> Option<&Stretches> {
        self.shared.get(&place)
    }
}
