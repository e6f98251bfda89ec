//! GBK text that was read one byte off.
//!
//! A converter wrote the full-width `？` (A3 BF) or `！` (A3 A1) as ASCII wherever it met these two bytes, also across two
//! characters: of 海科 (BA A3 BF C6) are left BA, `?`, C6. BA alone is no character and became `?` too, and all that
//! follows is read one byte off until an ASCII byte, or another such `?`, ends the run. The bytes between are all there: written
//! in GBK again and shifted back they give the text, and only the lead byte of the first character must be guessed.

use std::{ops::RangeInclusive, sync::LazyLock};

use encoding_rs::GBK;

use super::{
    finding::Finding,
    guess::{Neighbours, guess, makes_word},
    language::{common_characters, is_ideograph, is_sign, log_likelihood},
};
use crate::{
    alignment::{Change, Reason},
    lexicon::Lexicon,
    span::TextSpan,
    warning::WarningCode,
};

/// How much likelier (in natural logarithms) the shifted text must be than the damaged one, for each restored character.
const GAIN_PER_CHARACTER: f64 = 1.5;
/// What a Latin letter or sign behind Chinese characters speaks for damage: it is half of a character.
const HALF_CHARACTER: f64 = 4.5;
/// How likely each restored character is at the least.
const MIN_LIKELIHOOD: f64 = -10.5;
/// Characters on each side that a guess looks at.
const CONTEXT: usize = 8;
/// Characters that a quote is looked for before its end.
const QUOTE_REACH: usize = 200;
/// Ways to read one run that are tried, and places that are guessed in one text: both bound the work on hostile input.
const MAX_READINGS: usize = 4;
const MAX_PLACES: usize = 2_000;
/// The first bytes of signs.
const ROWS_OF_SIGNS: RangeInclusive<u8> = 0xA1..=0xA9;
/// All characters whose second byte is A3, and that a sentence can hold: Chinese characters and the full stop.
static LOST_LEADS: LazyLock<Vec<char>> =
    LazyLock::new(|| (0x81..=0xFE).filter_map(|lead| candidate([lead, 0xA3])).collect());

/// Finds the places of `text` that were read one byte off, and repairs those that are clear.
pub(super) fn find(text: &str, lexicon: &Lexicon) -> Vec<Finding> {
    scan(text, lexicon).0
}

/// Says where [`find`] would end before the text does.
pub(super) fn find_end(text: &str, lexicon: &Lexicon) -> Vec<Finding> {
    // places are few, and so are the texts that are looked at once more
    if orphans(text).nth(MAX_PLACES).is_none() {
        return Vec::new();
    }
    let warned = |place: TextSpan| {
        let message = format!(
            "more than {MAX_PLACES} places are damaged so; this one and those behind it are left as they stand"
        );
        let change = Change::certain(place, &text[place.range()], Reason::Lost);
        Finding::warned(change, WarningCode::LimitReached, message)
    };
    scan(text, lexicon).1.map(warned).into_iter().collect()
}

/// The repairs of the first places of `text`, and the next place, if there are more than may be.
fn scan(text: &str, lexicon: &Lexicon) -> (Vec<Finding>, Option<TextSpan>) {
    let mut findings = Vec::new();
    let mut neighbours = None;
    let (mut done, mut places) = (0, 0);
    for Orphan { orphan, mark, lead, start } in orphans(text) {
        if orphan < done {
            continue;
        }
        let Some(run) = best_run(text, start, lead, lexicon) else { continue };
        if places == MAX_PLACES {
            return (findings, Some(TextSpan::new(orphan, start)));
        }
        places += 1;
        let neighbours = neighbours.get_or_insert_with(|| Neighbours::count(text, lexicon));
        let place = Place { text, orphan, mark, run };
        if let Some(found) = place.repair(neighbours, lexicon) {
            done = place.run.end;
            findings.extend(found);
        }
    }
    (findings, None)
}

/// What stands for a byte that is no character, before a sign that may be the mark of the damage.
struct Orphan {
    orphan: usize,
    mark: usize,
    /// The second byte of the sign.
    lead: u8,
    /// Where the text goes on.
    start: usize,
}

fn orphans(text: &str) -> impl Iterator<Item = Orphan> + '_ {
    text.char_indices().filter(|&(_, character)| is_orphan(character)).filter_map(|(orphan, character)| {
        let mark = orphan + character.len_utf8();
        let (lead, start) = mark_at(text, mark)?;
        Some(Orphan { orphan, mark, lead, start })
    })
}

/// What stands for a byte that is no character.
fn is_orphan(character: char) -> bool {
    matches!(character, '?' | '\u{FFFD}')
}

/// The second byte of the sign that was replaced at `position`, and where the text goes on.
fn mark_at(text: &str, position: usize) -> Option<(u8, usize)> {
    let mark = text.get(position..)?.chars().next()?;
    Some((mark_byte(mark)?, position + mark.len_utf8()))
}

fn mark_byte(mark: char) -> Option<u8> {
    match mark {
        '?' | '？' => Some(0xBF),
        '!' | '！' => Some(0xA1),
        _ => None,
    }
}

/// A damaged run, shifted back.
struct Run {
    /// Where it ends in the damaged text.
    end: usize,
    /// Its text, without the first character.
    text: String,
    /// The first byte of the last character, if its second is lost.
    lost_tail: Option<u8>,
}

/// The likeliest way to read the run that begins at `start`; `None` if it is not likelier than the text as it stands.
fn best_run(text: &str, start: usize, lead: u8, lexicon: &Lexicon) -> Option<Run> {
    let mut best: Option<(f64, Run)> = None;
    for run in readings(text, start, lead) {
        let (han, common) = common_characters(&run.text, lexicon);
        if han == 0 || common * 4 < han * 3 || !run.text.chars().all(is_written) {
            continue;
        }
        // the marks of the damage must not speak for it
        let damaged: String =
            text[start..run.end].chars().filter(|&c| mark_byte(c).is_none() && !is_orphan(c)).collect();
        if damaged.is_empty() || closes_nothing(&run.text, &text[..start]) {
            continue;
        }
        let likelihood = log_likelihood(&run.text, lexicon);
        let half = if run.lost_tail.is_none() { HALF_CHARACTER } else { 0.0 };
        let gain = likelihood + half - log_likelihood(&damaged, lexicon);
        #[allow(clippy::cast_precision_loss)]
        let count = run.text.chars().count() as f64;
        let enough = count < 2.0 || (gain >= GAIN_PER_CHARACTER * count && likelihood >= MIN_LIKELIHOOD * count);
        if enough && best.as_ref().is_none_or(|(other, _)| gain > *other) {
            best = Some((gain, run));
        }
    }
    best.map(|(_, run)| run)
}

/// What a restored run may hold: no brackets that hardly stand in such text but begin with the byte of `！`.
fn is_written(character: char) -> bool {
    is_ideograph(character)
        || (is_sign(character) && !matches!(character, '〈' | '〉' | '「'..='』' | '〖' | '〗' | '〃'))
        || matches!(character, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '\u{3000}')
}

/// Whether `text` begins with a closing quote that nothing in the line before has opened.
fn closes_nothing(text: &str, before: &str) -> bool {
    let (open, close) = match text.chars().next() {
        Some('”') => ('“', '”'),
        Some('’') => ('‘', '’'),
        Some('》') => ('《', '》'),
        Some('〕') => ('〔', '〕'),
        Some('】') => ('【', '】'),
        _ => return false,
    };
    before.chars().rev().take(QUOTE_REACH).take_while(|&c| c != '\n').find(|&c| c == open || c == close) != Some(open)
}

/// The ways to read the run from `start` on: it ends at an ASCII byte that is a second byte, or where a second byte is
/// lost; a `?` on the way may also be a sign that was replaced inside the run.
fn readings(text: &str, start: usize, lead: u8) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut bytes = vec![lead];
    let mut buffer = [0; 4];
    for (offset, character) in text[start..].char_indices() {
        let (here, next) = (start + offset, start + offset + character.len_utf8());
        if let Some(byte) = last_byte(character) {
            bytes.push(byte);
            runs.extend(decode(&bytes, next));
            return runs;
        }
        if is_orphan(character) {
            runs.extend(decode(&bytes, next));
        }
        if let Some(code) = mark_byte(character) {
            if runs.len() >= MAX_READINGS {
                return runs;
            }
            bytes.extend([0xA3, code]);
            continue;
        }
        match GBK.encode(character.encode_utf8(&mut buffer)) {
            (pair, _, false) if pair.len() == 2 && !is_orphan(character) => bytes.extend_from_slice(&pair),
            _ => {
                if !is_orphan(character) {
                    runs.extend(decode(&bytes, here));
                }
                return runs;
            }
        }
    }
    runs.extend(decode(&bytes, text.len()));
    runs
}

/// The byte of a character that has one only: as the second byte of the last pair it ends the run.
fn last_byte(character: char) -> Option<u8> {
    match character {
        '@'..='~' => u8::try_from(character).ok(),
        '€' | '\u{80}' => Some(0x80),
        _ => None,
    }
}

fn decode(bytes: &[u8], end: usize) -> Option<Run> {
    let (pairs, tail) = bytes.split_at(bytes.len() / 2 * 2);
    let text = GBK.decode_without_bom_handling_and_without_replacement(pairs)?;
    (!text.is_empty()).then(|| Run { end, text: text.into_owned(), lost_tail: tail.first().copied() })
}

/// A damaged place.
struct Place<'a> {
    text: &'a str,
    orphan: usize,
    mark: usize,
    run: Run,
}

impl Place<'_> {
    /// What to do about the place; `None` if it is no damage after all.
    fn repair(&self, neighbours: &Neighbours, lexicon: &Lexicon) -> Option<Vec<Finding>> {
        let before = last_characters(&self.text[..self.orphan]);
        let after: String = self.text[self.run.end..].chars().take_while(|&c| c != '\n').take(CONTEXT).collect();
        let restored = &self.run.text;
        let head: String = restored.chars().take(CONTEXT).collect();
        let first = guess(&LOST_LEADS, &before, &head, neighbours, lexicon);
        if restored.chars().nth(1).is_none() {
            // one character is little to go by: it must make a word with the guess, and no Latin word may stand behind it
            let is_word = first.is_some_and(|c| makes_word(&before, c, &head, lexicon))
                || head.chars().next().is_some_and(|c| makes_word("", c, &after, lexicon));
            // or begin a sentence
            let is_word = is_word || first == Some('。') && after.starts_with(is_ideograph);
            if self.run.lost_tail.is_some() || !is_word || after.starts_with(|c: char| c.is_ascii_alphanumeric()) {
                return None;
            }
        }
        let tail = self.run.lost_tail.map(|lead| {
            // no word tells signs apart
            let has_signs = ROWS_OF_SIGNS.contains(&lead);
            let candidates: Vec<char> =
                (0x40..=0xFE).filter(|_| !has_signs).filter_map(|trail| candidate([lead, trail])).collect();
            let left: String = first.iter().copied().chain(restored.chars()).collect();
            // beside a number it might be a part of its value or unit
            let guessed = guess(&candidates, &last_characters(&left), &after, neighbours, lexicon);
            guessed.filter(|_| !touches_value(restored, guessed, &after))
        });
        // beside a number a guess could change its value or unit
        let is_in_value = touches_value(&before, first, restored);
        Some(self.restored(first.filter(|_| !is_in_value), tail, is_in_value))
    }

    /// The text, with the guessed characters; one that could not be guessed stays as the mark of its loss.
    fn restored(&self, first: Option<char>, tail: Option<Option<char>>, is_in_value: bool) -> Vec<Finding> {
        let guessed: String = first.into_iter().chain(tail.flatten()).collect();
        let rest = self.run.text.chars().chain(tail.map(|tail| tail.unwrap_or('\u{FFFD}')));
        let text: String = first.into_iter().chain(rest).collect();
        let mut findings = Vec::new();
        let mut start = self.orphan;
        if first.is_none() {
            let lost = TextSpan::new(self.orphan, self.mark);
            let change = Change::certain(lost, &self.text[lost.range()], Reason::Lost);
            let (code, message) = if is_in_value {
                (WarningCode::ValueAmbiguous, "a character is lost beside a number; it is not guessed")
            } else {
                (WarningCode::TextLost, "a character is lost here")
            };
            findings.push(Finding::warned(change, code, message.to_owned()));
            start = self.mark;
        }
        let span = TextSpan::new(start, self.run.end);
        findings.push(if guessed.is_empty() {
            Finding::silent(Change::certain(span, text, Reason::GbkPhaseShift))
        } else {
            let message = format!("in `{text}`, `{guessed}` was guessed: of its two bytes one is lost");
            let change = Change::inferred(span, text, Reason::GbkPhaseShift);
            Finding::warned(change, WarningCode::CharacterInferred, message)
        });
        findings
    }
}

/// The last characters of the last line of `text`.
fn last_characters(text: &str) -> String {
    let last = text.char_indices().rev().take_while(|&(_, c)| c != '\n').take(CONTEXT).last();
    text[last.map_or(text.len(), |(start, _)| start)..].to_owned()
}

/// The character that two bytes of GBK stand for, if a sentence can hold it.
fn candidate(bytes: [u8; 2]) -> Option<char> {
    let text = GBK.decode_without_bom_handling_and_without_replacement(&bytes)?;
    let mut characters = text.chars();
    let character = characters.next().filter(|&c| is_ideograph(c) || c == '。')?;
    characters.next().is_none().then_some(character)
}

/// Whether a number stands next to a lost character, so that a guess could change its value or unit.
fn touches_value(before: &str, guess: Option<char>, after: &str) -> bool {
    before.chars().next_back().is_some_and(is_numeral)
        || after.chars().next().is_some_and(|c| is_numeral(c) || matches!(c, '%' | '％' | '‰'))
        || guess.is_some_and(is_numeral)
}

fn is_numeral(character: char) -> bool {
    character.is_ascii_digit()
        || matches!(character, '０'..='９' | '.' | '．')
        || "〇零二三四五六七八九十百千万亿萬億两兩".contains(character)
}

#[cfg(test)]
#[path = "phase_shift_tests.rs"]
mod tests;
