//! UTF-8 that was read as GBK or GB18030: 国务院 became 鍥藉姟闄.
//!
//! Three bytes of UTF-8 are one and a half characters of GBK, so written in GBK again the text must be UTF-8 all through;
//! Chinese text never is. Where a byte had no partner it was lost, and with it one character.

use super::{
    census::Makings,
    finding::Finding,
    reread::{LOST, Makeup, Reread, gb18030},
};
use crate::{alignment::Reason, lexicon::Lexicon};

/// What a line must have at least one of to hold a piece.
pub(super) const NEEDED: Makings = Makings::UTF8_IN_GBK.or(Makings::LOST);
/// Characters that a piece must have to prove itself, and where another piece of the text already has proved it.
const PROOF: usize = 4;
const PROOF_IN_DAMAGED_TEXT: usize = 1;

/// Finds the pieces of `text` that are UTF-8 when written in GBK.
pub(super) fn find(text: &str, lexicon: &Lexicon) -> Vec<Finding> {
    let pieces = pieces(text, PROOF, lexicon);
    if pieces.is_empty() {
        return Vec::new();
    }
    let pieces = self::pieces(text, PROOF_IN_DAMAGED_TEXT, lexicon);
    pieces.iter().flat_map(|piece| piece.findings(Reason::Utf8AsGbk)).collect()
}

fn pieces(text: &str, proof: usize, lexicon: &Lexicon) -> Vec<Reread> {
    let mut pieces = Vec::new();
    let mut begin = 0;
    for line in text.split_inclusive('\n').flat_map(|line| line.split_inclusive('\t')) {
        // most lines of a damaged text are not, and the characters of any line cost something to write in GBK
        let is_asked = Makings::of(line).has(NEEDED);
        let mut done = 0;
        for (start, character) in line.char_indices().filter(|&(_, character)| is_asked && !character.is_ascii()) {
            if start < done || !may_begin(character) {
                continue;
            }
            let Some((piece, end)) = Piece::read(line, start) else { continue };
            done = end;
            if piece.is_chinese(proof, lexicon) {
                pieces.push(Reread::new(begin + start, piece.wrong, piece.right));
            }
        }
        begin += line.len();
    }
    pieces
}

/// Whether the first byte of `character` in GBK may begin a character of UTF-8.
fn may_begin(character: char) -> bool {
    gb18030(character).is_some_and(|bytes| matches!(bytes.first(), Some(0xC2..=0xF4)))
}

/// A piece in the course of reading.
#[derive(Default)]
struct Piece {
    wrong: Vec<(char, usize)>,
    right: Vec<(char, usize)>,
    /// Bytes of a character that is not whole yet.
    pending: Vec<u8>,
}

impl Piece {
    /// Reads on from `start` as long as the bytes are UTF-8. Returns the piece up to the last border that both readings
    /// share, and where it ends; `None` if there is none.
    fn read(text: &str, start: usize) -> Option<(Self, usize)> {
        let mut piece = Self::default();
        let mut last = None;
        for (offset, character) in text[start..].char_indices() {
            if matches!(character, '\n' | '\t') || !piece.push(character) {
                break;
            }
            // a piece ends on damage, not on the ASCII text behind it
            if piece.pending.is_empty()
                && !(character.is_ascii() && piece.right.last().is_some_and(|r| r.0 == character))
            {
                last = Some((piece.wrong.len(), piece.right.len(), start + offset + character.len_utf8()));
            }
        }
        let (wrong, right, end) = last?;
        piece.wrong.truncate(wrong);
        piece.right.truncate(right);
        Some((piece, end))
    }

    /// Takes one character of the wrong reading; false if it does not fit.
    fn push(&mut self, character: char) -> bool {
        if matches!(character, '?' | LOST) && !self.pending.is_empty() {
            // one byte, or the pair that began with it, is lost: so is the character it was part of
            self.wrong.push((character, 1));
            self.right.push((LOST, self.pending.len() + 1));
            self.pending.clear();
            return true;
        }
        if character == LOST && !self.right.is_empty() {
            // a whole pair is lost, between two characters
            self.wrong.push((character, 1));
            self.right.push((LOST, 1));
            return true;
        }
        let Some(bytes) = gb18030(character).filter(|_| character != LOST) else { return false };
        self.wrong.push((character, bytes.len()));
        let lost_before = self.pending.is_empty() && self.right.last().is_some_and(|r| r.0 == LOST);
        for &byte in bytes.iter() {
            if lost_before && self.pending.is_empty() && is_continuation(byte) {
                // the rest of a lost character
                if let Some(last) = self.right.last_mut().filter(|last| last.0 == LOST) {
                    last.1 += 1;
                    continue;
                }
            }
            if !self.push_byte(byte) {
                return false;
            }
        }
        true
    }

    fn push_byte(&mut self, byte: u8) -> bool {
        self.pending.push(byte);
        match std::str::from_utf8(&self.pending) {
            Ok(text) => {
                let count = self.pending.len();
                self.right.extend(text.chars().map(|c| (c, count)));
                self.pending.clear();
                true
            }
            Err(error) => error.error_len().is_none(),
        }
    }

    fn is_chinese(&self, proof: usize, lexicon: &Lexicon) -> bool {
        let text: String = self.right.iter().map(|&(c, _)| c).collect();
        let makeup = Makeup::of(&text, lexicon);
        // text that was misread twice is UTF-8 once more
        // two bytes are no proof: 路 is the middle dot
        let is_wide = self.right.iter().any(|&(c, width)| width > 2 && c != LOST);
        (is_wide && makeup.han + makeup.signs >= proof && makeup.is_chinese())
            || !pieces(&text, PROOF, lexicon).is_empty()
    }
}

fn is_continuation(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

#[cfg(test)]
mod tests {
    use encoding_rs::GB18030;

    use super::*;
    use crate::alignment::{AlignedText, Change};

    fn repaired(text: &str) -> String {
        let lexicon = Lexicon::builtin().expect("the built-in tables are well formed");
        let changes: Vec<Change> = find(text, &lexicon).into_iter().map(|finding| finding.change).collect();
        AlignedText::identical(text.to_owned(), 0).apply(&changes).0.text().to_owned()
    }

    fn damaged(text: &str) -> String {
        GB18030.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    #[test]
    fn damage_made_at_will_is_undone() {
        for text in [
            "国务院办公厅关于印发规划的通知,",
            "研发投入占比达到 3%以上;其中企业占比 80%",
            "關於印發實施方案的通知a",
            "各区、各部门：现将“十四五”规划印发给你们",
        ] {
            assert_eq!(repaired(&damaged(text)), text);
        }
        assert_eq!(repaired("标题\n鍥藉姟闄㈠姙鍏\u{E100}巺鍏充簬鍗板彂\n正文"), "标题\n国务院办公厅关于印发\n正文");
    }

    #[test]
    fn a_lost_byte_costs_one_character() {
        // the last byte of 率 met a line end, that of 策 a U+FFFD
        assert_eq!(repaired(&damaged("研发投入占比在2025年")), "研发投入占比\u{FFFD}2025\u{FFFD}");
        assert_eq!(repaired("閰嶇疆鏁堢巼鐜?v 1"), "配置效率\u{FFFD}v 1");
        assert_eq!(repaired("鏁堢巼閰嶇疆鐜\u{FFFD} 1"), "效率配置\u{FFFD} 1");
    }

    #[test]
    fn clean_text_is_left_alone() {
        for text in ["国务院办公厅关于印发", "年骞村", "鍥", "é è ü", "联通", "???", "中华€100"]
        {
            assert_eq!(repaired(text), text);
        }
    }
}
