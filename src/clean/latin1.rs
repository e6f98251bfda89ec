//! UTF-8, GBK or Big5 that was read as Latin-1 or windows-1252: 国务 became å›½åŠ¡ or ¹úÎñ.

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8};

use super::{
    finding::Finding,
    language::{is_number_sign, is_sign, likelihood_per_character},
    reread::{LOST, Makeup, Reread, latin, usual_readings},
};
use crate::{alignment::Reason, lexicon::Lexicon};

/// Characters outside ASCII that a piece must have to prove itself, and where another piece of the text already has.
const PROOF: usize = 4;
const PROOF_IN_DAMAGED_TEXT: usize = 1;
/// How likely (natural logarithm) each character of Chinese text is at the least.
const MIN_LIKELIHOOD: f64 = -11.0;

const READINGS: [(&Encoding, Reason); 3] =
    [(UTF_8, Reason::Utf8AsLatin1), (GB18030, Reason::GbkAsLatin1), (BIG5, Reason::Big5AsLatin1)];

const ALL: [usize; READINGS.len()] = [0, 1, 2];

/// Finds the pieces of `text` that are Chinese when their Latin letters are taken as bytes.
pub(super) fn find(text: &str, lexicon: &Lexicon) -> Vec<Finding> {
    let pieces = pieces(text);
    let proofs = pieces.iter().filter_map(|&piece| proven(piece, &ALL, lexicon)).map(|(index, _)| index);
    let usual = usual_readings(proofs);
    let read = |piece| proven(piece, &usual, lexicon).or_else(|| likely(piece, &usual, lexicon));
    pieces.into_iter().filter_map(read).flat_map(|(index, reread)| reread.findings(READINGS[index].1)).collect()
}

/// A stretch of text that may be damaged.
#[derive(Clone, Copy)]
struct Piece<'a> {
    start: usize,
    text: &'a str,
    /// Characters outside ASCII; at least one is no sign of Chinese text.
    high: usize,
}

/// The stretches of characters that have a byte in windows-1252, from the first that is not ASCII to the last, with one
/// more ASCII character where that may be the second byte of a pair.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut open: Option<(usize, usize, usize)> = None;
    for (position, character) in text.char_indices().chain([(text.len(), '\n')]) {
        let next = position + character.len_utf8();
        let is_high = !character.is_ascii() && latin(character).is_some();
        match &mut open {
            Some((_, end, high)) if is_high => {
                *end = next;
                *high += 1;
            }
            Some((_, end, _)) if matches!(character, '@'..='~' | LOST) && *end == position => *end = next,
            Some(_) if character == LOST || (character.is_ascii() && !character.is_ascii_control()) => {}
            Some((start, end, high)) => {
                let piece = Piece { start: *start, text: &text[*start..*end], high: *high };
                let is_usual = |c: char| c.is_ascii() || is_sign(c) || is_number_sign(c);
                if *high >= PROOF_IN_DAMAGED_TEXT && !piece.text.chars().all(is_usual) {
                    pieces.push(piece);
                }
                open = None;
            }
            None if is_high => open = Some((position, next, 1)),
            None => {}
        }
    }
    pieces
}

/// The reading of a piece that shows by itself that it is right, of those that may be taken: which one, and what it gives.
fn proven(piece: Piece<'_>, usual: &[usize], lexicon: &Lexicon) -> Option<(usize, Reread)> {
    if piece.high < PROOF {
        return None;
    }
    let readings = usual.iter().filter_map(|&index| {
        let encoding = READINGS[index].0;
        let reread = Reread::read(piece.text, piece.start, latin, encoding, lexicon)?;
        Some((score(&reread.text(), encoding == UTF_8, lexicon)?, index, reread))
    });
    readings.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, index, reread)| (index, reread))
}

/// How good a reading is; `None` if it is no Chinese.
fn score(text: &str, is_utf8: bool, lexicon: &Lexicon) -> Option<f64> {
    let makeup = Makeup::of(text, lexicon);
    let Makeup { han, signs, lost, odd, .. } = makeup;
    if is_utf8 {
        // Latin letters are UTF-8 of Chinese characters only if they were that; or of Latin letters that are bytes again
        let is_exact = lost == 0 && han + signs > odd;
        let is_layered = || lost == 0 && pieces(text).into_iter().any(|piece| proven(piece, &ALL, lexicon).is_some());
        return (is_exact || makeup.is_chinese() || is_layered()).then_some(f64::INFINITY);
    }
    if han < 2 || lost * 4 > han || !makeup.is_chinese() {
        return None;
    }
    let likelihood = likelihood_per_character(text, lexicon);
    (likelihood > MIN_LIKELIHOOD).then_some(likelihood)
}

/// The reading of a piece that says little by itself, in a way that other pieces of the text have proved.
fn likely(piece: Piece<'_>, usual: &[usize], lexicon: &Lexicon) -> Option<(usize, Reread)> {
    usual.iter().find_map(|&index| {
        let encoding = READINGS[index].0;
        let reread = Reread::read(piece.text, piece.start, latin, encoding, lexicon)?;
        let makeup = Makeup::of(&reread.text(), lexicon);
        // one Latin letter and a sign of ASCII are little: they must be a usual character
        let is_enough = piece.high > 1 || makeup.common > 0;
        (makeup.lost == 0 && is_enough && (encoding == UTF_8 || makeup.odd == 0)).then_some((index, reread))
    })
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
        // twice, and as windows-1252 reads it, with its five holes
        let twice = damaged(&damaged("国务院办公厅关于印发", UTF_8), UTF_8);
        assert_eq!(repaired(&repaired(&twice)), "国务院办公厅关于印发");
        assert_eq!(repaired("å›½åŠ¡é™¢å\u{FFFD}³äº\u{FFFD}å…¬åŽ…"), "国务院\u{FFFD}公厅");
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
