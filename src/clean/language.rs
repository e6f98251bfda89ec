//! How much a piece of text looks like written Chinese. Asked only about places that look damaged.

use std::sync::LazyLock;

use encoding_rs::GBK;

use crate::lexicon::Lexicon;

/// The share of a sign of Chinese text among its words; the dictionary has none.
const SIGN: f64 = 0.007;
/// The share of a piece of ASCII text.
const ASCII: f64 = 0.001;
/// The share of a question mark or exclamation mark in ASCII, of private use, or of another odd character.
const ODD: f64 = 1e-5;
/// The share of a character that is no word.
const UNKNOWN: f64 = 1e-9;

/// Whether `character` is a Chinese character, of any plane and 〇 included: what a damaged text may hold.
pub(super) fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}' | '〇')
}

/// Whether `character` is a sign of Chinese text (full-width signs, quotes, dashes).
pub(super) fn is_sign(character: char) -> bool {
    matches!(character, '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3017}' | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}'
        | '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}

/// Whether `character` is one of the other characters of Chinese text: circled and Roman numbers, units, full-width letters,
/// marks.
pub(super) fn is_number_sign(character: char) -> bool {
    matches!(character, '\u{2460}'..='\u{249B}' | '\u{2160}'..='\u{216B}' | '\u{3220}'..='\u{3229}' | '\u{338E}'..='\u{33D5}'
        | '\u{FF10}'..='\u{FF19}' | '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}' | '\u{3000}' | '\u{A0}'
        | '℃' | '°' | '±' | '×' | '‰' | '→' | '■' | '●' | '★' | '△' | '～' | '§')
}

/// The Chinese characters of `text`, and those of them that are among the 3,755 of GB 2312 level 1, whatever the script.
pub(super) fn common_characters(text: &str, lexicon: &Lexicon) -> (usize, usize) {
    let is_common = |c| is_in_gb2312_level_1(c) || is_in_gb2312_level_1(lexicon.script.fold_character(c));
    let ideographs = text.chars().filter(|&c| is_ideograph(c));
    ideographs.fold((0, 0), |(all, common), c| (all + 1, common + usize::from(is_common(c))))
}

/// Whether `character` is among the 3,755 of GB 2312 level 1.
pub(super) fn is_in_gb2312_level_1(character: char) -> bool {
    GB2312_LEVEL_1.get(character as usize / 64).is_some_and(|bits| bits >> (character as usize % 64) & 1 == 1)
}

/// The characters of GB 2312 level 1, B0A1 to D7F9: one bit for each character below U+10000.
static GB2312_LEVEL_1: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let cells = (0xB0..=0xD7).flat_map(|lead| (0xA1..=0xFE).map(move |trail| [lead, trail]));
    let characters = cells
        .filter(|&[lead, trail]| lead < 0xD7 || trail <= 0xF9)
        .filter_map(|cell| GBK.decode_without_bom_handling_and_without_replacement(&cell)?.chars().next());
    let mut bits = vec![0; 1024];
    for code in characters.map(|character| character as usize) {
        bits[code / 64] |= 1 << (code % 64);
    }
    bits
});

/// The natural logarithm of the likelihood of `text` as a sequence of words of the dictionary, whatever the script.
/// It falls with the length of the text: compare texts that stand for the same place.
pub(super) fn log_likelihood(text: &str, lexicon: &Lexicon) -> f64 {
    let folded = lexicon.script.fold(text);
    lexicon
        .segmenter
        .jieba()
        .cut(&folded, false)
        .iter()
        .map(|token| lexicon.segmenter.log_share(token.word).unwrap_or_else(|| other(token.word)))
        .sum()
}

/// [`log_likelihood`] for each character of `text` that is not lost.
pub(super) fn likelihood_per_character(text: &str, lexicon: &Lexicon) -> f64 {
    let written = text.split('\u{FFFD}').filter(|piece| !piece.is_empty());
    let (sum, count) = written
        .fold((0.0, 0), |(sum, count), piece| (sum + log_likelihood(piece, lexicon), count + piece.chars().count()));
    #[allow(clippy::cast_precision_loss)]
    let count = count.max(1) as f64;
    sum / count
}

/// The logarithm of the share of what is no word of the dictionary.
fn other(token: &str) -> f64 {
    match token.chars().next() {
        Some(c) if is_sign(c) || c == '\u{3000}' => SIGN.ln(),
        Some('?' | '!' | '^' | '`' | '@' | '[' | ']' | '{' | '}' | '|' | '~' | '\\') => ODD.ln(),
        Some(c) if c.is_ascii() => ASCII.ln(),
        Some(c) if is_ideograph(c) => UNKNOWN.ln(),
        _ => ODD.ln(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_likelier_than_its_damage() {
        let lexicon = Lexicon::builtin().expect("the built-in tables are well formed");
        for (right, wrong) in [
            ("沿江沿海科創帶為統領", "沿江沿??苿搸\u{E763}榻y領"),
            ("接軌上海科创中心", "接軌上??苿撝行"),
            ("国务院办公厅关于印发", "鍥藉姟闄㈠姙鍏鍏充簬鍗板彂"),
        ] {
            assert!(log_likelihood(right, &lexicon) > log_likelihood(wrong, &lexicon) + 10.0, "{right}");
        }
        assert_eq!(common_characters("国務院A，闄", &lexicon), (4, 3));
    }
}
