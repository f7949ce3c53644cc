//! Currencies as sources write them: codes, signs and names.

use quarterbook_data::Currency;

use super::words::{Word, is_scale};

/// The code of money of which a source does not say, in words that are known, which it is: `Z$`, `pesos`.
pub(super) const UNKNOWN: &str = "XXX";

/// The ISO codes that stand in a text in capitals, where they can hardly be words.
#[derive(Debug, Default)]
pub(super) struct Codes(Vec<&'static str>);

impl Codes {
    /// The codes in a text. A code that is also a word or a name, as TOP and AMD are, counts directly before a scale
    /// and behind `in` or 单位; where the whole text `is_unit`, at its beginning too.
    pub(super) fn of(text: &str, is_unit: bool) -> Self {
        let mut found = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let run = letters(&text[at..]);
            if run.is_empty() {
                at += text[at..].chars().next().map_or(1, char::len_utf8);
                continue;
            }
            found.extend(code_in(text, at, run, is_unit));
            at += run.len();
        }
        Self(found)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The code with which a folded text begins.
    fn at(&self, folded: &str) -> Option<&'static str> {
        let start = folded.get(..3)?;
        self.0.iter().copied().find(|code| code.eq_ignore_ascii_case(start))
    }
}

/// The code in a run of letters: `CHF`, `CHFm`, `TEUR`.
fn code_in(text: &str, at: usize, run: &str, is_unit: bool) -> Option<&'static str> {
    let (before, behind) = (&text[..at], &text[at + run.len()..]);
    if let Some(code) = Currency::at_start(run) {
        let tail = &run[3..];
        if !tail.is_empty() {
            return is_scale(tail).then_some(code);
        }
        let is_alone = is_unit && before.trim().is_empty() && (code != "ALL" || behind.trim().is_empty());
        let is_sure = !WORDS.contains(&code) || is_alone || opens_unit(before) || begins_with_scale(behind);
        return is_sure.then_some(code);
    }
    let code = Currency::at_start(run.get(1..).filter(|code| code.len() == 3)?)?;
    let is_scaled = run.starts_with(['T', 't', 'K', 'k', 'M', 'm']) && !WORDS.contains(&code);
    is_scaled.then_some(code)
}

fn opens_unit(before: &str) -> bool {
    const OPENERS: [&str; 7] = ["in", "单位", "币种", "货币", "unit", "currency", "單位"];
    let before = before.trim_end_matches([':', ' ']).to_lowercase();
    OPENERS.iter().any(|word| {
        let rest = before.strip_suffix(word);
        rest.is_some_and(|rest| !rest.ends_with(|c: char| c.is_ascii_alphabetic()))
    })
}

fn begins_with_scale(behind: &str) -> bool {
    let behind = behind.trim_start();
    let word = letters(behind);
    is_scale(word) || behind.starts_with("'000") || behind.starts_with(['千', '万', '百', '亿', '萬', '億'])
}

fn letters(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    &text[..end]
}

/// The longest currency a folded text begins with, or the letter before one that says its scale, as in TEUR.
pub(super) fn first(text: &str, codes: &Codes) -> Option<(Word, usize)> {
    let code = codes.at(text).map(|code| (firm(code), 3));
    let scaled = || {
        let scale = match text.as_bytes().first()? {
            b't' | b'k' => 3,
            b'm' => 6,
            _ => return None,
        };
        let rest = text.get(1..)?;
        let ends = |rest: &str| !rest.starts_with(|c: char| c.is_ascii_alphabetic());
        let is_code = codes.at(rest).is_some() && ends(rest.get(3..)?);
        (is_code || rest.starts_with('€')).then_some((Word::Scale(scale), 1))
    };
    let named = MONEY.iter().filter(|(word, _, _)| text.starts_with(word));
    let named = named
        .max_by_key(|(word, _, _)| word.len())
        .map(|(word, code, is_firm)| {
            let is_coin = COINS.iter().any(|coin| word.ends_with(coin));
            let is_firm = *is_firm;
            (Word::Money { code, is_firm, is_coin }, word.len())
        });
    let found = [named, code].into_iter().flatten().max_by_key(|(_, length)| *length);
    found.or_else(scaled).or_else(|| unknown_sign(text))
}

fn firm(code: &'static str) -> Word {
    Word::Money {
        code,
        is_firm: true,
        is_coin: false,
    }
}

/// A dollar of a country that is not known, `Z$`, and a sign that is not: ₡.
fn unknown_sign(text: &str) -> Option<(Word, usize)> {
    let country = letters(text);
    let is_country = (1..=4).contains(&country.len()) && !is_scale(country) && country != "in";
    if is_country && text[country.len()..].starts_with('$') {
        return Some((firm(UNKNOWN), country.len() + 1));
    }
    let sign = text
        .chars()
        .next()
        .filter(|sign| matches!(sign, '\u{20a0}'..='\u{20cf}'))?;
    Some((firm(UNKNOWN), sign.len_utf8()))
}

/// Whether a unit may begin here with a code or a sign, behind this character.
pub(super) fn begins_here(text: &str, before: Option<char>, codes: &Codes) -> bool {
    if before.is_some_and(|before| before.is_ascii_alphabetic()) {
        return false;
    }
    let may = |c: char| c.is_ascii_alphabetic() || matches!(c, '$' | '¥' | '£' | '฿' | '\u{20a0}'..='\u{20cf}');
    if !text.starts_with(may) {
        return false;
    }
    let start: String = text.chars().take(12).flat_map(char::to_lowercase).collect();
    match first(&start, codes) {
        Some((Word::Money { is_firm, .. }, _)) => is_firm || start.starts_with(['$', '¥']),
        Some((Word::Scale(_), _)) => true,
        _ => false,
    }
}

/// The one currency that the words beside a scale name; a dollar of a country that is not known is unknown. `None` where
/// they name several, or none.
pub(super) fn named_in(text: &str, codes: &Codes) -> Option<Currency> {
    let text = crate::text::folded(text);
    let mut found: Vec<&'static str> = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].chars().next() {
        let is_start = !(next.is_ascii_alphabetic() && text[..at].ends_with(|c: char| c.is_ascii_alphabetic()));
        let money = first(&text[at..], codes).filter(|_| is_start);
        let ends = |length: usize| {
            let word_ends = text[..at + length].ends_with(|c: char| c.is_ascii_alphabetic());
            !(word_ends && text[at + length..].starts_with(|c: char| c.is_ascii_alphabetic()))
        };
        match money {
            Some((Word::Money { code, is_firm, .. }, length)) if ends(length) => {
                let is_of_country = text[..at].trim_end().ends_with(|c: char| c.is_ascii_alphabetic());
                let is_dollar = text[at..].starts_with("dollar") && !is_firm;
                found.push(if is_dollar && is_of_country && !follows_of(&text[..at]) {
                    UNKNOWN
                } else {
                    code
                });
                at += length;
            }
            _ => at += next.len_utf8(),
        }
    }
    found.dedup();
    match found.as_slice() {
        [UNKNOWN] => Some(Currency::UNKNOWN),
        [code] => code.parse().ok(),
        _ => None,
    }
}

fn follows_of(before: &str) -> bool {
    ["of", "in", "are"].iter().any(|word| before.trim_end().ends_with(word))
}

/// Whether money whose sign many currencies have, `$` or dollars, may be in this one.
pub(super) fn may_be(sign: &str, code: &str) -> bool {
    const DOLLARS: [&str; 24] = [
        "ARS", "AUD", "BBD", "BMD", "BND", "BRL", "BSD", "BZD", "CAD", "CLP", "COP", "FJD", "HKD", "JMD", "KYD", "MOP",
        "MXN", "NZD", "SGD", "TTD", "TWD", "USD", "UYU", "XCD",
    ];
    sign != "USD" || DOLLARS.contains(&code)
}

/// Codes that are words, names or short for something else in capitals.
const WORDS: [&str; 16] = [
    "ALL", "AMD", "BAM", "BOB", "COP", "CUP", "ERN", "GEL", "MAD", "MOP", "PEN", "RON", "SCR", "SDG", "SOS", "TOP",
];

const COINS: [&str; 11] = [
    "元", "円", "yuan", "yen", "dollars", "euros", "pounds", "镑", "francs", "法郎", "rupees",
];

/// Words and signs in folded form, their codes, and whether they are firm: 元 and `$` give way to one that is.
#[rustfmt::skip]
const MONEY: &[(&str, &str, bool)] = &[
    ("人民币", "CNY", true), ("rmb", "CNY", true), ("cny", "CNY", true), ("renminbi", "CNY", true),
    ("chinese yuan", "CNY", true), ("元", "CNY", false), ("yuan", "CNY", false), ("¥", "CNY", false),
    ("港元", "HKD", true), ("港币", "HKD", true), ("hkd", "HKD", true), ("hk$", "HKD", true),
    ("hk dollars", "HKD", true), ("hong kong dollars", "HKD", true), ("hong kong dollar", "HKD", true),
    ("美元", "USD", true), ("美金", "USD", true), ("usd", "USD", true), ("us$", "USD", true), ("u.s.$", "USD", true),
    ("u.s. dollars", "USD", true), ("u.s. dollar", "USD", true), ("us dollars", "USD", true),
    ("us dollar", "USD", true), ("united states dollars", "USD", true), ("american dollars", "USD", true),
    ("$", "USD", false), ("dollars", "USD", false), ("dollar", "USD", false),
    ("欧元", "EUR", true), ("eur", "EUR", true), ("€", "EUR", true), ("euros", "EUR", true), ("euro", "EUR", true),
    ("英镑", "GBP", true), ("gbp", "GBP", true), ("£", "GBP", true), ("pounds sterling", "GBP", true),
    ("british pounds", "GBP", true), ("sterling", "GBP", true),
    ("日元", "JPY", true), ("日币", "JPY", true), ("円", "JPY", true), ("jpy", "JPY", true), ("yen", "JPY", true),
    ("japanese yen", "JPY", true),
    ("新台币", "TWD", true), ("台币", "TWD", true), ("twd", "TWD", true), ("nt$", "TWD", true), ("ntd", "TWD", true),
    ("nt dollars", "TWD", true), ("new taiwan dollars", "TWD", true), ("taiwan dollars", "TWD", true),
    ("韩元", "KRW", true), ("韩币", "KRW", true), ("krw", "KRW", true), ("₩", "KRW", true), ("korean won", "KRW", true),
    ("新加坡元", "SGD", true), ("新元", "SGD", true), ("新币", "SGD", true), ("坡币", "SGD", true), ("sgd", "SGD", true),
    ("s$", "SGD", true), ("sg$", "SGD", true), ("singapore dollars", "SGD", true),
    ("加元", "CAD", true), ("加拿大元", "CAD", true), ("加币", "CAD", true), ("c$", "CAD", true), ("ca$", "CAD", true),
    ("can$", "CAD", true), ("cdn$", "CAD", true), ("canadian dollars", "CAD", true),
    ("澳元", "AUD", true), ("澳大利亚元", "AUD", true), ("澳币", "AUD", true), ("a$", "AUD", true), ("au$", "AUD", true),
    ("australian dollars", "AUD", true),
    ("新西兰元", "NZD", true), ("纽元", "NZD", true), ("nz$", "NZD", true), ("new zealand dollars", "NZD", true),
    ("澳门元", "MOP", true), ("澳门币", "MOP", true), ("mop$", "MOP", true), ("pataca", "MOP", true),
    ("patacas", "MOP", true), ("瑞士法郎", "CHF", true), ("瑞郎", "CHF", true), ("swiss francs", "CHF", true),
    ("sfr", "CHF", true), ("r$", "BRL", true), ("brazilian reais", "BRL", true), ("reais", "BRL", true),
    ("mx$", "MXN", true), ("mexican pesos", "MXN", true), ("₹", "INR", true), ("印度卢比", "INR", true),
    ("indian rupees", "INR", true), ("rs.", "INR", false), ("rupees", "INR", false), ("₽", "RUB", true),
    ("卢布", "RUB", true), ("俄罗斯卢布", "RUB", true), ("rubles", "RUB", true), ("roubles", "RUB", true),
    ("₺", "TRY", true), ("turkish lira", "TRY", true), ("₫", "VND", true), ("越南盾", "VND", true),
    ("₱", "PHP", true), ("philippine pesos", "PHP", true), ("₪", "ILS", true), ("shekels", "ILS", true),
    ("₦", "NGN", true), ("naira", "NGN", true), ("฿", "THB", true), ("泰铢", "THB", true), ("baht", "THB", true),
    ("₴", "UAH", true), ("₸", "KZT", true), ("林吉特", "MYR", true), ("马币", "MYR", true), ("ringgit", "MYR", true),
    ("印尼盾", "IDR", true), ("rupiah", "IDR", true), ("zloty", "PLN", true), ("forint", "HUF", true),
    ("swedish kronor", "SEK", true), ("norwegian kroner", "NOK", true), ("danish kroner", "DKK", true),
    ("south african rand", "ZAR", true), ("saudi riyals", "SAR", true), ("uae dirhams", "AED", true),
    ("pounds", UNKNOWN, true), ("pesos", UNKNOWN, true), ("francs", UNKNOWN, true), ("法郎", UNKNOWN, true),
    ("卢比", UNKNOWN, true), ("比索", UNKNOWN, true), ("kronor", UNKNOWN, true), ("kroner", UNKNOWN, true),
    ("krona", UNKNOWN, true), ("dinars", UNKNOWN, true), ("dirhams", UNKNOWN, true), ("riyals", UNKNOWN, true),
    ("shillings", UNKNOWN, true),
];
