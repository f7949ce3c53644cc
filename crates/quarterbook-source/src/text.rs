//! Text as people mean it: one form for full-width and half-width, traditional and simplified, marked and plain.

use unicode_normalization::UnicodeNormalization;

/// The text in compatibility form (full-width digits, brackets and signs become plain), without footnote marks,
/// bracketed readings (`萬(wàn)元`), private-use and invisible characters, with single blanks and trimmed.
pub(crate) fn plain(text: &str) -> String {
    let kept = text.chars().filter(|&character| !is_footnote_mark(character));
    let composed: String = kept.nfkc().map(plain_sign).filter(|c| !is_invisible(*c)).collect();
    let composed = without_readings(&composed);
    composed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The key under which labels and patterns are compared: [`plain`], in lower case, in simplified characters,
/// without blanks beside Chinese and without a colon at the end.
pub(crate) fn folded(text: &str) -> String {
    let lower: Vec<char> = plain(text).to_lowercase().chars().map(simplified).collect();
    let is_needless = |at: usize| {
        let beside = |at: Option<&char>| at.is_some_and(|&character| is_han(character));
        lower[at] == ' ' && (beside(at.checked_sub(1).and_then(|at| lower.get(at))) || beside(lower.get(at + 1)))
    };
    let kept: String = (0..lower.len())
        .filter(|&at| !is_needless(at))
        .map(|at| lower[at])
        .collect();
    kept.trim_end_matches([':', ' ']).to_owned()
}

/// How deep a label is indented by blanks in its text; a full-width blank counts for two.
pub(crate) fn leading_blanks(text: &str) -> u32 {
    text.chars()
        .take_while(|character| character.is_whitespace())
        .map(|blank| if blank == '\u{3000}' { 2 } else { 1 })
        .sum()
}

/// Whether a character is Chinese.
pub(crate) fn is_han(character: char) -> bool {
    matches!(character, '\u{3007}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3fffd}')
}

/// A traditional character that finance texts use, in its simplified form; any other as it is.
pub(crate) fn simplified(character: char) -> char {
    SIMPLIFIED
        .iter()
        .find(|(traditional, _)| *traditional == character)
        .map_or(character, |(_, simple)| *simple)
}

/// The footnote marks that [`plain`] drops: `¹` of `1,234¹`.
pub(crate) fn footnote_marks(text: &str) -> String {
    text.chars().filter(|&character| is_footnote_mark(character)).collect()
}

fn is_footnote_mark(character: char) -> bool {
    matches!(character, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' | '①'..='⑳' | '†' | '‡' | '※')
        || matches!(
            character,
            '⁽' | '⁾' | '⸴' | 'ᵃ' | 'ᵇ' | 'ᶜ' | 'ᵈ' | 'ᵉ' | 'ᶠ' | 'ᵍ' | 'ʰ' | 'ⁱ' | 'ʲ' | 'ᵏ' | 'ˡ'
        )
        || matches!(
            character,
            'ᵐ' | 'ⁿ' | 'ᵒ' | 'ᵖ' | 'ʳ' | 'ˢ' | 'ᵗ' | 'ᵘ' | 'ᵛ' | 'ʷ' | 'ˣ' | 'ʸ' | 'ᶻ'
        )
}

fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
        || matches!(character, '\u{e000}'..='\u{f8ff}')
        || (character.is_control() && !character.is_whitespace())
}

fn plain_sign(character: char) -> char {
    match character {
        '’' | '‘' | '′' => '\'',
        '【' | '〔' => '[',
        '】' | '〕' => ']',
        '。' => '.',
        '、' => ',',
        _ => character,
    }
}

/// Drops a bracketed reading behind a Chinese character: only Latin letters, one of them with a tone mark.
fn without_readings(text: &str) -> String {
    let mut rest = text;
    let mut kept = String::with_capacity(text.len());
    while let Some(open) = rest.find('(') {
        let (before, from) = rest.split_at(open);
        kept.push_str(before);
        let behind_han = kept.chars().next_back().is_some_and(is_han);
        match from.find(')') {
            Some(close) if behind_han && is_reading(&from[1..close]) => rest = &from[close + 1..],
            _ => {
                kept.push('(');
                rest = &from[1..];
            }
        }
    }
    kept.push_str(rest);
    kept
}

fn is_reading(text: &str) -> bool {
    let is_latin = |c: char| c.is_ascii_lowercase() || matches!(c, '\u{e0}'..='\u{24f}');
    text.chars().count() <= 6 && text.chars().all(is_latin) && !text.is_ascii()
}

#[rustfmt::skip]
const SIMPLIFIED: &[(char, char)] = &[
    ('萬', '万'), ('億', '亿'), ('圓', '元'), ('幣', '币'), ('單', '单'), ('錢', '钱'), ('臺', '台'), ('個', '个'),
    ('點', '点'), ('約', '约'), ('無', '无'), ('適', '适'), ('餘', '余'), ('過', '过'), ('達', '达'), ('於', '于'),
    ('內', '内'), ('間', '间'), ('計', '计'), ('總', '总'), ('營', '营'), ('業', '业'), ('務', '务'), ('損', '损'),
    ('虧', '亏'), ('淨', '净'), ('凈', '净'), ('潤', '润'), ('額', '额'), ('銷', '销'), ('費', '费'), ('產', '产'),
    ('資', '资'), ('負', '负'), ('債', '债'), ('權', '权'), ('東', '东'), ('應', '应'), ('佔', '占'), ('項', '项'),
    ('類', '类'), ('別', '别'), ('數', '数'), ('據', '据'), ('來', '来'), ('報', '报'), ('審', '审'), ('經', '经'),
    ('編', '编'), ('製', '制'), ('財', '财'), ('現', '现'), ('發', '发'), ('開', '开'), ('關', '关'), ('聯', '联'),
    ('較', '较'), ('變', '变'), ('動', '动'), ('長', '长'), ('環', '环'), ('減', '减'), ('價', '价'), ('購', '购'),
    ('貨', '货'), ('場', '场'), ('練', '练'), ('訓', '训'), ('決', '决'), ('麼', '么'), ('國', '国'), ('華', '华'),
    ('會', '会'), ('員', '员'), ('見', '见'), ('註', '注'), ('備', '备'), ('歲', '岁'), ('歷', '历'), ('曆', '历'),
    ('屆', '届'), ('後', '后'), ('當', '当'), ('預', '预'), ('測', '测'), ('實', '实'), ('際', '际'), ('兩', '两'),
    ('貳', '二'), ('參', '参'), ('陸', '陆'), ('與', '与'), ('為', '为'), ('對', '对'), ('從', '从'), ('廠', '厂'),
    ('圖', '图'), ('積', '积'), ('電', '电'), ('腦', '脑'), ('機', '机'), ('顆', '颗'), ('張', '张'), ('塊', '块'),
    ('線', '线'), ('轉', '转'), ('術', '术'), ('軟', '软'), ('雲', '云'), ('樓', '楼'), ('滬', '沪'), ('韓', '韩'),
    ('歐', '欧'), ('鎊', '镑'), ('頁', '页'), ('續', '续'), ('稅', '税'), ('貸', '贷'), ('時', '时'), ('壹', '一'),
    ('該', '该'), ('極', '极'), ('調', '调'), ('擔', '担'), ('連', '连'), ('帶', '带'), ('終', '终'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_compare_across_widths_scripts_and_marks() {
        for (text, key) in [
            ("營業收入：", "营业收入"),
            ("營業 收入¹", "营业收入"),
            ("Ｒｅｖｅｎｕｅ，　net", "revenue, net"),
            ("萬(wàn)元", "万元"),
            ("增長(zhǎng)率", "增长率"),
            ("其中(a)", "其中(a)"),
            ("Gross\u{a0}margin ", "gross margin"),
            ("AI 算力解决方案", "ai算力解决方案"),
            ("\u{feff}收入\u{e004}", "收入"),
        ] {
            assert_eq!(folded(text), key, "{text}");
        }
    }

    #[test]
    fn indentation_counts_full_width_blanks_twice() {
        assert_eq!(leading_blanks("　　训练"), 4);
        assert_eq!(leading_blanks("  Data Center"), 2);
    }
}
