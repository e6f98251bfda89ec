//! How a number as it is written differs from the standard's form.

use super::{Deviation, DocumentNumberClass};
use crate::mention::numeral::is_chinese_numeral;

/// The deviations of a number, each once.
pub(super) fn deviations(written: &str, canonical: &str, class: DocumentNumberClass) -> Vec<Deviation> {
    if class != DocumentNumberClass::Standard {
        return Vec::new();
    }
    // numerals can differ only behind the code
    let tail = written.find(is_bracket).map_or("", |open| &written[open..]);
    let (year, serial) = canonical.split_once('〔').and_then(|(_, tail)| tail.split_once('〕')).unwrap_or_default();
    let figures = serial.trim_start_matches(|character: char| !character.is_ascii_digit());
    let padded = figures.starts_with('0') && figures.chars().nth(1).is_some_and(|next| next.is_ascii_digit());
    let found = [
        (Deviation::Bracket, !written.contains('〔') || !written.contains('〕')),
        (Deviation::ShortYear, year.chars().count() == 2),
        (Deviation::Padded, padded),
        (Deviation::SerialWord, serial.contains(['第', '字'])),
        (Deviation::ChineseNumeral, tail.split('号').next().is_some_and(|tail| tail.contains(is_chinese_numeral))),
        (Deviation::Spaced, written.contains(|c: char| is_space(c) || c.is_ascii_lowercase())),
        (Deviation::FullWidth, written.contains(|c: char| ('０'..='９').contains(&c))),
        (Deviation::NoSign, !written.contains('号')),
    ];
    found.into_iter().filter_map(|(deviation, holds)| holds.then_some(deviation)).collect()
}

fn is_bracket(character: char) -> bool {
    matches!(character, '〔' | '[' | '［' | '【' | '(' | '（' | '﹝' | '〈' | '{')
}

fn is_space(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}
