//! How much a piece of text looks like written Chinese. Asked only about places that look damaged.

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

/// Whether `character` is a Chinese character.
pub(super) fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}' | '〇')
}

/// Whether `character` is a sign of Chinese text (full-width signs, quotes, dashes).
pub(super) fn is_sign(character: char) -> bool {
    matches!(character, '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3017}' | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}'
        | '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}

/// The Chinese characters of `text`, and those of them that are among the 3,755 of GB 2312 level 1, whatever the script.
pub(super) fn common_characters(text: &str, lexicon: &Lexicon) -> (usize, usize) {
    let folded = lexicon.script.fold(text);
    folded.chars().filter(|&c| is_han(c)).fold((0, 0), |(all, common), c| (all + 1, common + usize::from(is_common(c))))
}

fn is_common(character: char) -> bool {
    // the two bytes of level 1 are B0A1 to D7F9
    let mut text = [0; 4];
    let (bytes, _, lossy) = GBK.encode(character.encode_utf8(&mut text));
    !lossy && matches!(bytes.as_ref(), [0xB0..=0xD7, 0xA1..=0xFE])
}

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

/// The logarithm of the share of what is no word of the dictionary.
fn other(token: &str) -> f64 {
    match token.chars().next() {
        Some(c) if is_sign(c) => SIGN.ln(),
        Some('?' | '!' | '^' | '`' | '@' | '[' | ']' | '{' | '}' | '|' | '~' | '\\') => ODD.ln(),
        Some(c) if c.is_ascii() => ASCII.ln(),
        Some(c) if is_han(c) => UNKNOWN.ln(),
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
