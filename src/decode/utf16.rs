//! UTF-16 in either byte order.

use super::{frequent::is_frequent, reading::is_neutral};
use crate::{
    alignment::{AlignedText, Grain},
    span::SourceSpan,
};

/// Decodes `bytes` from `start` on, at the end of `text`; `unit` puts two bytes in order. Where a byte was lost or put in,
/// the text goes on in step behind one lost byte.
pub(super) fn decode(text: &mut AlignedText, bytes: &[u8], start: usize, unit: fn([u8; 2]) -> u16) {
    let mut position = start;
    for stray in strays(&bytes[start..], unit) {
        decode_units(text, &bytes[..start + stray], position, unit);
        position = start + stray + 1;
        text.push_lost(SourceSpan::new(position - 1, position));
    }
    decode_units(text, bytes, position, unit);
}

fn decode_units(text: &mut AlignedText, bytes: &[u8], start: usize, unit: fn([u8; 2]) -> u16) {
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
}

/// What a stray byte costs: as much as three characters that no text holds.
const COST_OF_A_STRAY: usize = 3 * COST_OF_NOISE;
const COST_OF_NOISE: usize = 4;

/// What a unit costs in a reading: nothing if it is usual in Chinese text, little if it is a letter of any script.
fn cost(unit: u16) -> usize {
    match char::from_u32(unit.into()) {
        Some('\t' | '\r' | '\n' | ' '..='~') => 0,
        Some(character) if !character.is_ascii() && (is_neutral(character) || is_frequent(character)) => 0,
        Some('\u{4E00}'..='\u{9FFF}') => 1,
        Some(character) if character < '\u{2000}' && character.is_alphabetic() => 1,
        // half a pair
        None => 2,
        _ => COST_OF_NOISE,
    }
}

/// The bytes that belong to no unit, in the reading of least cost (Viterbi): the last byte of an odd number, or the one
/// that puts the rest out of step, so that it reads as noise.
fn strays(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Vec<usize> {
    let cost_at = |at: usize| cost(unit([bytes[at], bytes[at + 1]]));
    let noise = (0..bytes.len() / 2).filter(|half| cost_at(half * 2) == COST_OF_NOISE).count();
    if noise * COST_OF_NOISE < COST_OF_A_STRAY {
        return bytes.len().checked_sub(1).filter(|last| last.is_multiple_of(2)).into_iter().collect();
    }
    // for each length, whether the best reading of so many bytes ends with a stray one
    let mut ends_stray = vec![true];
    let (mut before, mut last) = (usize::MAX, 0);
    for length in 1..=bytes.len() {
        // a cut end is the usual case
        let stray = last + if length == bytes.len() { 0 } else { COST_OF_A_STRAY };
        let whole = if length == 1 { usize::MAX } else { before + cost_at(length - 2) };
        ends_stray.push(stray < whole);
        (before, last) = (last, stray.min(whole));
    }
    let mut strays = Vec::new();
    let mut length = bytes.len();
    while length > 0 {
        if ends_stray[length] {
            length -= 1;
            strays.push(length);
        } else {
            length -= 2;
        }
    }
    strays.reverse();
    strays
}

/// The characters of whole units; `None` for half a surrogate pair.
pub(super) fn characters(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> impl Iterator<Item = Option<char>> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::TextSpan;

    #[test]
    fn a_lost_byte_does_not_take_the_rest_along() {
        let text = "到2026年，全市规模以上工业企业达到1200家，新增就业5.2万人。\n二是推进改革。\n".repeat(3);
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged.remove(at);
            let mut read = AlignedText::default();
            decode(&mut read, &damaged, 0, u16::from_le_bytes);
            let kept = text.chars().zip(read.text().chars()).take_while(|(wanted, found)| wanted == found).count();
            let kept_behind =
                text.chars().rev().zip(read.text().chars().rev()).take_while(|(wanted, found)| wanted == found).count();
            // the last few characters are too few to tell
            let lost = text.chars().count() - kept - kept_behind;
            assert!(lost <= 4 || at > bytes.len() - 24, "byte {at}: {}", read.text());
            let end = read.text().len();
            assert_eq!(read.to_source(TextSpan::new(0, end)), SourceSpan::new(0, damaged.len()));
        }
    }

    #[test]
    fn other_scripts_are_in_step() {
        let text = "ئۇيغۇر ئاپتونوم رايونى خەلق ھۆكۈمىتى بۆد་ལྗོངས། 🙂🙂";
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut read = AlignedText::default();
        decode(&mut read, &bytes, 0, u16::from_le_bytes);
        assert_eq!(read.text(), text);
    }

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
