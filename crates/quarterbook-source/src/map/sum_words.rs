//! Words by which a row of a ledger says that it is no booking: a sum, a balance, an amount carried over.

use super::totals::is_total_word;
use crate::text::folded;

/// What a text says of the row it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SaysSum {
    /// Nothing of a sum.
    No,
    /// A word for a sum among others, as in `Total Energies`.
    Perhaps,
    /// A word that is as often that of a booking: `Balance`, `Result`, 余额.
    Unclear,
    /// That it is a balance, carried over from elsewhere, or counts from the beginning of the year: 期初余额, `Balance
    /// c/f`, `YTD`; or the asterisks beside a subtotal.
    Carried,
    /// That it is a sum: `合计`, `4月小计`, `Grand Total`, `Subtotal Apr`.
    Yes,
}

/// Words for a sum, which beside other words may still be one.
const SUMS: [&str; 16] = [
    "合计",
    "小计",
    "总计",
    "累计",
    "共计",
    "总和",
    "grand totals",
    "grand total",
    "sub-totals",
    "sub-total",
    "sub totals",
    "sub total",
    "subtotals",
    "subtotal",
    "totals",
    "total",
];

/// Words for a sum only where nothing but a stretch of time stands beside them.
const SUMS_ALONE: [&str; 12] = [
    "累计发生额",
    "合计发生额",
    "发生额",
    "合计数",
    "合计金额",
    "累计数",
    "累计金额",
    "总额",
    "汇总",
    "月计",
    "日计",
    "年计",
];

/// Balances, amounts carried over, and figures to date.
const CARRIED: [&str; 44] = [
    "opening balance",
    "closing balance",
    "beginning balance",
    "ending balance",
    "starting balance",
    "opening bal",
    "closing bal",
    "balance brought forward",
    "balance carried forward",
    "balance brought down",
    "balance carried down",
    "balance forward",
    "amount brought forward",
    "amount carried forward",
    "brought forward",
    "carried forward",
    "brought down",
    "carried down",
    "balance b/f",
    "balance c/f",
    "balance b/d",
    "balance c/d",
    "bal b/f",
    "bal c/f",
    "bal b/d",
    "bal c/d",
    "b/f",
    "c/f",
    "b/d",
    "c/d",
    "year to date",
    "year-to-date",
    "quarter to date",
    "month to date",
    "ytd",
    "qtd",
    "mtd",
    "overall results",
    "overall result",
    "gesamtergebnis",
    "zwischensumme",
    "gesamtsumme",
    "saldovortrag",
    "übertrag",
];

/// Words of ledgers on paper, at the ends of a page.
const OF_PAGES: [&str; 13] = [
    "承前页",
    "过次页",
    "接前页",
    "转次页",
    "转下页",
    "承上页",
    "接上页",
    "过下页",
    "接下页",
    "前页余额",
    "过次",
    "承前",
    "转上页",
];

/// Words of balances, sums and closing entries that are also those of bookings.
const UNCLEAR: [&str; 8] = [
    "balance",
    "results",
    "result",
    "closing entries",
    "closing entry",
    "ergebnis",
    "saldo",
    "summe",
];

/// Whether a text says that its row is the sum of others, or carries one: a word for it, alone or with the stretch of
/// time it is of.
pub(super) fn says_sum(text: &str) -> SaysSum {
    let key = folded(text);
    let key = key.trim_matches(|c: char| "()[]<>=-–—:. ".contains(c));
    let bare = key.trim_start_matches('*').trim_start();
    if bare.len() < key.len() {
        return match says(bare) {
            _ if bare.is_empty() => SaysSum::Carried,
            // `*Refund` is a text; `* 4000` is how lists of SAP head their subtotals.
            SaysSum::No if key.starts_with("**") || key.starts_with("* ") => SaysSum::Perhaps,
            said => said,
        };
    }
    says(key)
}

fn says(key: &str) -> SaysSum {
    if is_total_word(key) && !key.ends_with('计') {
        return SaysSum::Yes;
    }
    let of_sums = beside(key, &SUMS).map(|rest| {
        if is_all_time(rest) {
            SaysSum::Yes
        } else {
            SaysSum::Perhaps
        }
    });
    let alone = || {
        beside(key, &SUMS_ALONE)
            .filter(|rest| is_all_time(rest))
            .map(|_| SaysSum::Yes)
    };
    match of_sums.or_else(alone) {
        Some(SaysSum::Perhaps) | None => carried(key).or(of_sums).unwrap_or(SaysSum::No),
        Some(said) => said,
    }
}

fn carried(key: &str) -> Option<SaysSum> {
    if OF_PAGES.contains(&key) {
        return Some(SaysSum::Carried);
    }
    if let Some(rest) = beside(key, &CARRIED) {
        return Some(if is_all_time(rest) {
            SaysSum::Carried
        } else {
            SaysSum::Perhaps
        });
    }
    if let Some(rest) = key.strip_suffix("余额") {
        let rest = rest.strip_suffix("结转").unwrap_or(rest);
        return match rest {
            "" => Some(SaysSum::Unclear),
            rest if is_all_time(rest) => Some(SaysSum::Carried),
            rest => rest.ends_with(['初', '末']).then_some(SaysSum::Perhaps),
        };
    }
    // Such entries close the accounts of revenue, and take out all that was booked in them.
    if key.contains("结转") && (key.contains("本年利润") || key.contains("损益")) {
        return Some(SaysSum::Unclear);
    }
    let moved = key.strip_suffix("结转").or_else(|| key.strip_prefix("结转"));
    if let Some(rest) = moved.filter(|rest| is_all_time(rest)) {
        // 本月结转 and 月末结转 are also bookings that close an account.
        return Some(if rest.contains(['上', '下', '前', '次', '初']) {
            SaysSum::Carried
        } else {
            SaysSum::Unclear
        });
    }
    beside(key, &UNCLEAR)
        .filter(|rest| is_all_time(rest))
        .map(|_| SaysSum::Unclear)
}

/// What stands beside one of these words in a text that begins or ends with it; Chinese words only end texts.
fn beside<'a>(key: &'a str, words: &[&str]) -> Option<&'a str> {
    let is_latin = |c: char| u32::from(c) < 0x250;
    let is_letter = |c: char| c.is_alphanumeric() && is_latin(c);
    words.iter().find_map(|word| {
        let is_latin = word.chars().all(is_latin);
        let is_whole = |rest: &&str| !is_latin || !rest.ends_with(is_letter);
        let before = key.strip_suffix(word).filter(is_whole);
        let is_apart = |rest: &&str| is_latin && !rest.starts_with(is_letter);
        before.or_else(|| key.strip_prefix(word).filter(is_apart))
    })
}

fn is_all_time(rest: &str) -> bool {
    rest.split(|c: char| !c.is_alphanumeric()).all(is_stretch_of_time)
}

/// Whether a word says which stretch of time: `2025`, `q1`, `apr`, `4月`, `本年`; nothing says it too.
fn is_stretch_of_time(word: &str) -> bool {
    const WORDS: [&str; 26] = [
        "of",
        "for",
        "the",
        "all",
        "at",
        "as",
        "on",
        "to",
        "date",
        "per",
        "net",
        "running",
        "cumulative",
        "overall",
        "year",
        "quarter",
        "month",
        "week",
        "day",
        "yearly",
        "quarterly",
        "monthly",
        "weekly",
        "daily",
        "ytd",
        "mtd",
    ];
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let is_month = |word: &str| word.len() >= 3 && MONTHS.iter().any(|month| month.starts_with(word));
    let is_period = |word: &str| {
        let has_digit = word.is_empty() || word.contains(|c: char| c.is_ascii_digit());
        has_digit
            && word
                .bytes()
                .all(|byte| byte.is_ascii_digit() || b"fyqhm".contains(&byte))
    };
    is_period(word)
        || WORDS.contains(&word)
        || is_month(word)
        || word.chars().all(|character| {
            character.is_ascii_digit()
                || "年月日季度周上下半本当全期第前次初末份页一二三四五六七八九十".contains(character)
        })
}

/// Whether a text is worth reading for such a word: most of a ledger's are not, and all are looked at.
pub(super) fn may_say_sum(text: &str) -> bool {
    const LONGEST: usize = 60;
    if text.len() > LONGEST {
        return false;
    }
    let bytes = text.as_bytes().trim_ascii();
    let has_word = || {
        let mut starts = bytes.iter().enumerate().filter(|(_, byte)| STARTS[usize::from(**byte)]);
        starts.any(|(at, _)| is_word(&bytes[at..]))
    };
    !bytes.is_empty() && (begins_as_one(bytes) || ends_as_one(bytes) || has_word())
}

/// The first bytes of what [`is_word`] finds.
const STARTS: [bool; 256] = {
    let mut starts = [false; 256];
    let bytes = [b't', b'T', 0xe4, 0xe6, 0xe7, 0xe8, 0xe9];
    let mut at = 0;
    while at < bytes.len() {
        starts[bytes[at] as usize] = true;
        at += 1;
    }
    starts
};

/// Whether `total`, or what all Chinese words for it have, begins here. Remarks that differ from row to row are read in
/// vain, so that 结算 and 金额 are told from 结转 and 余额 already here.
fn is_word(rest: &[u8]) -> bool {
    const WORDS: [&str; 23] = [
        "余额", "总和", "总额", "汇总", "承前", "承上", "接前", "接上", "接下", "结转", "總和", "總額", "生额", "生額",
        "计", "計", "过次", "过下", "转次", "转下", "转上", "餘額", "過次",
    ];
    // First by the first character, which is done for every one of a text: 余, 总, 汇, 承, 接, 结, 總, 生, 计, 計, 过, 转, 餘, 過.
    let may_be = match rest {
        [b't' | b'T', next @ ..] => return next.len() >= 4 && next[..4].eq_ignore_ascii_case(b"otal"),
        [0xe4, next @ ..] => matches!(next, [0xbd, 0x99, ..]),
        [0xe6, next @ ..] => matches!(
            next,
            [0x80, 0xbb, ..] | [0xb1, 0x87, ..] | [0x89, 0xbf, ..] | [0x8e, 0xa5, ..]
        ),
        [0xe7, next @ ..] => matches!(next, [0xbb, 0x93, ..] | [0xb8, 0xbd, ..] | [0x94, 0x9f, ..]),
        [0xe8, next @ ..] => matches!(
            next,
            [0xae, 0xa1, ..] | [0xa8, 0x88, ..] | [0xbf, 0x87, ..] | [0xbd, 0xac, ..]
        ),
        [0xe9, next @ ..] => matches!(next, [0xa4, 0x98, ..] | [0x81, 0x8e, ..]),
        _ => false,
    };
    may_be && WORDS.iter().any(|word| rest.starts_with(word.as_bytes()))
}

/// Whether a text begins as one of the words that are no Chinese: what it says is only read then.
fn begins_as_one(bytes: &[u8]) -> bool {
    let small = |at: usize| bytes.get(at).map_or(0, |byte| byte | 0x20);
    match [small(0), small(1), small(2)] {
        // Asterisks and Ü, b/f and c/f; brackets and dashes around a word.
        [b'*' | 0xe3, ..] | [b'b' | b'c', b'/', _] => true,
        [b'(' | b'{' | b'-' | b'=', next, _] => !next.is_ascii_digit(),
        head => matches!(
            &head,
            b"amo"
                | b"bal"
                | b"beg"
                | b"bro"
                | b"car"
                | b"clo"
                | b"cum"
                | b"end"
                | b"erg"
                | b"ges"
                | b"mon"
                | b"mtd"
                | b"net"
                | b"ope"
                | b"ove"
                | b"qtd"
                | b"qua"
                | b"res"
                | b"sal"
                | b"sta"
                | b"sum"
                | b"yea"
                | b"ytd"
                | b"zwi"
        ),
    }
}

fn ends_as_one(bytes: &[u8]) -> bool {
    let mut bytes = bytes;
    while let [rest @ .., b':' | b'.' | b')' | b']' | b' '] = bytes {
        bytes = rest;
    }
    let [.., one, two, three] = bytes else { return false };
    let tail = [one | 0x20, two | 0x20, three | 0x20];
    // Forward, date, balance, down, results, ergebnis, summe.
    matches!(
        &tail,
        b"ard" | b"ate" | b"bal" | b"lts" | b"mme" | b"mtd" | b"nce" | b"nis" | b"own" | b"qtd" | b"ult" | b"ytd"
    ) || matches!(tail, [_, b'/', b'd' | b'f'])
}
