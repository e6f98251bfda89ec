//! UTF-8, GBK or Big5 that was read as Latin-1 or windows-1252: 国务 became å›½åŠ¡ or ¹úÎñ.

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, WINDOWS_1252};

use super::{
    finding::Finding,
    language::{common_characters, is_han, is_sign, log_likelihood},
    reread::Reread,
};
use crate::{alignment::Reason, lexicon::Lexicon};

/// Characters outside ASCII that a piece must have.
const MIN_HIGH: usize = 4;
/// How likely (natural logarithm) each character of Chinese text is at the least.
const MIN_LIKELIHOOD: f64 = -11.0;

const READINGS: [(&Encoding, Reason); 3] =
    [(UTF_8, Reason::Utf8AsLatin1), (GB18030, Reason::GbkAsLatin1), (BIG5, Reason::Big5AsLatin1)];

/// Finds the pieces of `text` that are Chinese when their Latin letters are taken as bytes.
pub(super) fn find(text: &str, lexicon: &Lexicon) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (start, piece) in pieces(text) {
        let readings = READINGS.iter().filter_map(|&(encoding, reason)| {
            let read = Reread::exact(piece, start, byte, encoding)?;
            let score = score(&read.text(), encoding == UTF_8, lexicon)?;
            Some((score, read, reason))
        });
        if let Some((_, read, reason)) = readings.max_by(|a, b| a.0.total_cmp(&b.0)) {
            findings.extend(read.findings(reason));
        }
    }
    findings
}

/// The stretches of characters that have a byte in windows-1252, from the first that is not ASCII to the last, with one
/// more ASCII character where that may be the second byte of a pair.
fn pieces(text: &str) -> Vec<(usize, &str)> {
    let mut pieces = Vec::new();
    let mut open: Option<(usize, usize, usize)> = None;
    for (position, character) in text.char_indices().chain([(text.len(), '\n')]) {
        let next = position + character.len_utf8();
        let is_high = !character.is_ascii() && byte(character).is_some();
        match &mut open {
            Some((_, end, high)) if is_high => {
                *end = next;
                *high += 1;
            }
            Some((_, end, _)) if matches!(character, '@'..='~') && *end == position => *end = next,
            Some(_) if character.is_ascii() && !character.is_ascii_control() => {}
            Some((start, end, high)) => {
                if *high >= MIN_HIGH {
                    pieces.push((*start, &text[*start..*end]));
                }
                open = None;
            }
            None if is_high => open = Some((position, next, 1)),
            None => {}
        }
    }
    pieces
}

/// The byte of a character in windows-1252, with Latin-1 for the five that it leaves out.
fn byte(character: char) -> Option<Vec<u8>> {
    match u8::try_from(character) {
        Ok(byte) => Some(vec![byte]),
        Err(_) => {
            let mut buffer = [0; 4];
            let (bytes, _, lossy) = WINDOWS_1252.encode(character.encode_utf8(&mut buffer));
            (!lossy).then(|| bytes.into_owned())
        }
    }
}

/// How good a reading is; `None` if it is no Chinese.
fn score(text: &str, is_utf8: bool, lexicon: &Lexicon) -> Option<f64> {
    let (han, common) = common_characters(text, lexicon);
    let written = text.chars().all(|c| c.is_ascii() || is_han(c) || is_sign(c));
    if han == 0 || !written || common * 5 < han * 4 {
        return None;
    }
    if is_utf8 {
        // Latin letters are UTF-8 of Chinese characters only if they were that
        return Some(f64::INFINITY);
    }
    #[allow(clippy::cast_precision_loss)]
    let likelihood = log_likelihood(text, lexicon) / text.chars().count() as f64;
    (han >= 2 && likelihood > MIN_LIKELIHOOD).then_some(likelihood)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alignment::{AlignedText, Change};

    fn repaired(text: &str) -> String {
        let lexicon = Lexicon::builtin().expect("the built-in tables are well formed");
        let changes: Vec<Change> = find(text, &lexicon).into_iter().map(|finding| finding.change).collect();
        AlignedText::identical(text.to_owned(), 0).apply(&changes).0.text().to_owned()
    }

    fn damaged(text: &str, encoding: &'static Encoding) -> String {
        let (bytes, _, lossy) = encoding.encode(text);
        assert!(!lossy);
        bytes.iter().map(|&byte| char::from(byte)).collect()
    }

    #[test]
    fn damage_made_at_will_is_undone() {
        for (text, encoding) in [
            ("国务院办公厅关于印发", UTF_8),
            ("到2025年,研发投入占比达到3%以上", UTF_8),
            ("国办发〔2017〕47号 各省、自治区人民政府", GB18030),
            ("关于印发通知", GB18030),
            ("國務院辦公廳關於印發", BIG5),
        ] {
            assert_eq!(repaired(&damaged(text, encoding)), text);
            let line = format!("标题{}\n正文", damaged(text, encoding));
            assert_eq!(repaired(&line), format!("标题{text}\n正文"));
        }
        // as windows-1252 reads it
        assert_eq!(repaired("å›½åŠ¡é™¢åŠžå…¬åŽ…"), "国务院办公厅");
    }

    #[test]
    fn latin_text_is_left_alone() {
        for text in [
            "Université de Montréal, à côté de l’hôtel",
            "“十四五”—“一带一路”…",
            "·•·•·•·•",
            "Ää Öö Üü ß é è ê ë",
            "£100 ±5° ×3 ÷2 §4 ©®",
            "ÀÁÂÃÄÅÆÇÈÉ",
        ] {
            assert_eq!(repaired(text), text);
        }
    }
}
