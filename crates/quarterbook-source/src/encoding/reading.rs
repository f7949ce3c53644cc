//! How well bytes read in an encoding: whether the characters they give are those that texts of today are made of.

use crate::TextEncoding;
use crate::encoding::encoding_of;
use crate::text::folded;

/// Words of which a finance table has one or the other, folded.
const WORDS: [&str; 30] = [
    "收入",
    "成本",
    "利润",
    "毛利",
    "营业",
    "项目",
    "科目",
    "单位",
    "金额",
    "合计",
    "小计",
    "总计",
    "日期",
    "期间",
    "年度",
    "季度",
    "资产",
    "负债",
    "人民币",
    "美元",
    "产品",
    "公司",
    "客户",
    "备注",
    "销售",
    "費用",
    "売上",
    "利益",
    "単価",
    "合計",
];

/// What a sample is in an encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) encoding: TextEncoding,
    /// How many words of finance it has.
    words: usize,
    /// How many characters it has that are not ASCII, and how many of these are seldom met.
    total: usize,
    odd: usize,
    /// The first of the latter: its line in the sample, and its byte.
    pub(super) first_odd: Option<(usize, usize)>,
}

impl Reading {
    /// Reads the lines of a sample.
    pub(super) fn of(encoding: TextEncoding, lines: &[(u64, Vec<u8>)]) -> Self {
        let mut reading = Self {
            encoding,
            words: 0,
            total: 0,
            odd: 0,
            first_odd: None,
        };
        for (at, (_, line)) in lines.iter().enumerate() {
            let text = encoding_of(encoding).decode_without_bom_handling(line).0;
            let key = folded(&text);
            reading.words += WORDS.iter().filter(|word| key.contains(**word)).count();
            reading.count(at, &text);
        }
        if encoding == TextEncoding::Utf8 {
            let broken =
                |(at, (_, line)): (usize, &(u64, Vec<u8>))| Some((at, std::str::from_utf8(line).err()?.valid_up_to()));
            reading.first_odd = lines.iter().enumerate().find_map(broken);
        }
        reading
    }

    fn count(&mut self, at: usize, text: &str) {
        let characters: Vec<char> = text.chars().collect();
        let mut byte = 0;
        for (place, character) in characters.iter().enumerate() {
            let bytes = encoding_of(self.encoding)
                .encode(character.encode_utf8(&mut [0; 4]))
                .0
                .into_owned();
            if !character.is_ascii() {
                self.total += 1;
                if is_odd(self.encoding, *character, &bytes, &characters, place) {
                    self.odd += 1;
                    self.first_odd.get_or_insert((at, byte));
                }
            }
            byte += bytes.len();
        }
    }

    /// Whether this is what the text says: words of finance, or hardly a character that is seldom met.
    pub(super) fn is_plausible(&self) -> bool {
        self.words > 0 || self.odd * 5 <= self.total
    }

    /// How much speaks for it: words first, then the share of common characters.
    pub(super) fn weight(&self) -> (usize, usize) {
        (self.words, (self.total - self.odd) * 1000 / self.total.max(1))
    }
}

/// Whether a character, which its encoding writes with these bytes, is seldom met in texts of today.
fn is_odd(encoding: TextEncoding, character: char, bytes: &[u8], text: &[char], place: usize) -> bool {
    match (encoding, bytes) {
        // Signs and full-width letters; the first level, which has the 3,755 commonest characters.
        (TextEncoding::Gb18030, [lead, trail]) => !(matches!(lead, 0xa1..=0xa3 | 0xb0..=0xd7) && *trail >= 0xa1),
        (TextEncoding::Big5, [lead, _]) => !matches!(lead, 0xa1..=0xc6),
        (TextEncoding::ShiftJis, [lead, _]) => !matches!(lead, 0x81..=0x83 | 0x88..=0x98),
        (TextEncoding::Windows1252, _) => !is_western(character) || !stands_alone(text, place),
        (TextEncoding::Utf8, _) => character == '\u{fffd}',
        _ => true,
    }
}

fn is_western(character: char) -> bool {
    matches!(
        character,
        'À'..='ÿ' | 'Œ' | 'œ' | 'Š' | 'š' | 'Ž' | 'ž' | 'Ÿ' | '€' | '£' | '¥' | '©' | '®' | '™' | '°'
    ) || matches!(
        character,
        '\u{a0}' | '±' | '²' | '³' | '½' | '¼' | '¾' | 'ª' | 'º' | '«' | '»' | '·' | '§'
    ) || matches!(character, '‘' | '’' | '“' | '”' | '–' | '—' | '…' | '•' | '¡' | '¿')
}

/// Whether a letter with an accent has plain ones around it: two may follow one another, three hardly.
fn stands_alone(text: &[char], place: usize) -> bool {
    let is_plain = |at: usize| text.get(at).is_none_or(char::is_ascii);
    let before = place.checked_sub(1).is_none_or(is_plain);
    let after = is_plain(place + 1);
    let beyond = if before {
        is_plain(place + 2)
    } else {
        place.checked_sub(2).is_none_or(is_plain)
    };
    (before && after) || ((before || after) && beyond && !text[place].is_uppercase())
}
