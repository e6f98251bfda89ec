//! UTF-16 in either byte order.

use super::common::CommonCharacters;
use crate::{
    alignment::{AlignedText, Grain},
    span::SourceSpan,
};

/// Decodes `bytes` from `start` on, at the end of `text`; `unit` puts two bytes in order.
pub(super) fn decode(text: &mut AlignedText, bytes: &[u8], start: usize, unit: fn([u8; 2]) -> u16) {
    let mut run = String::new();
    let mut grain = Grain::Whole;
    let (mut first, mut position) = (start, start);
    for character in characters(&bytes[start..], unit) {
        let (width, next_grain) = match character {
            Some(character) if character.len_utf8() == 4 => (4, Grain::Steps { text: 4, source: 4 }),
            Some(character) => (2, Grain::Steps { text: u8::try_from(character.len_utf8()).unwrap_or(3), source: 2 }),
            None => (2, Grain::Whole),
        };
        if !run.is_empty() && next_grain != grain {
            text.push_decoded(&run, SourceSpan::new(first, position), grain);
            run.clear();
        }
        if run.is_empty() {
            (first, grain) = (position, next_grain);
        }
        match character {
            Some(character) => run.push(character),
            None => text.push_lost(SourceSpan::new(position, position + 2)),
        }
        position += width;
    }
    if !run.is_empty() {
        text.push_decoded(&run, SourceSpan::new(first, position), grain);
    }
    if position < bytes.len() {
        text.push_lost(SourceSpan::new(position, bytes.len()));
    }
}

/// The characters of whole units; `None` for half a surrogate pair.
fn characters(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> impl Iterator<Item = Option<char>> {
    char::decode_utf16(bytes.chunks_exact(2).map(move |pair| unit([pair[0], pair[1]]))).map(Result::ok)
}

/// Whether `bytes` behind a byte order mark are text: at most one character in ten is a control or half a pair.
pub(super) fn is_text(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> bool {
    let is_bad = |character: &Option<char>| {
        character.is_none_or(|character| character.is_control() && !character.is_whitespace())
    };
    let (mut all, mut bad) = (0, 0);
    for character in characters(bytes, unit) {
        all += 1;
        bad += usize::from(is_bad(&character));
    }
    bad * 10 <= all
}

/// Whether `bytes` read in this order are a plausible text, in thousandths of its characters that are ASCII or common,
/// if they are nearly all such as Chinese text is made of.
pub(super) fn plausibility(bytes: &[u8], unit: fn([u8; 2]) -> u16, common: &CommonCharacters) -> Option<usize> {
    let (mut all, mut plausible, mut known) = (0, 0, 0);
    for character in characters(bytes, unit) {
        all += 1;
        let Some(character) = character else { continue };
        let is_ascii = matches!(character, ' '..='~' | '\t' | '\r' | '\n');
        plausible += usize::from(is_ascii || is_chinese_text(character));
        known += usize::from(is_ascii || common.contains(character));
    }
    (all > 0 && plausible * 10 >= all * 9).then(|| known * 1000 / all)
}

fn is_chinese_text(character: char) -> bool {
    matches!(character, '\u{4E00}'..='\u{9FFF}' | '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FFEF}' | '\u{2010}'..='\u{2030}' | '·' | '×' | '\u{A0}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::TextSpan;

    #[test]
    fn units_pairs_and_halves() {
        let mut bytes = Vec::new();
        for unit in "a关·𠀀于".encode_utf16() {
            bytes.extend(unit.to_be_bytes());
        }
        bytes.extend([0xD8, 0x00, 0x00, b'b', 0x00]);
        let mut text = AlignedText::default();
        decode(&mut text, &bytes, 0, u16::from_be_bytes);
        assert_eq!(text.text(), "a关·𠀀于\u{FFFD}b\u{FFFD}");
        let cases = [(0..1, 0..2), (1..4, 2..4), (4..6, 4..6), (6..10, 6..10), (10..13, 10..12), (13..16, 12..14)];
        for (span, source) in cases {
            assert_eq!(text.to_source(TextSpan::from(span.clone())), SourceSpan::from(source), "{span:?}");
        }
        assert_eq!(text.to_source(TextSpan::new(17, 20)), SourceSpan::new(16, 17));
    }
}
