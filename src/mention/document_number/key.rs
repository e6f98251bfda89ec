//! A line as it is compared: without spaces and glosses, full-width signs as ASCII, all brackets alike.

use crate::{
    mention::scan::{fold, is_han},
    span::TextSpan,
};

/// A character of the line, and where it stands.
#[derive(Clone, Copy, Debug)]
struct Place {
    character: char,
    start: usize,
    /// Whether a space stands before it.
    after_space: bool,
}

/// The characters of a line that count.
#[derive(Debug, Default)]
pub(super) struct Key(Vec<Place>);

/// What opens the year of a number.
pub(super) const OPENING: char = '〔';
/// What closes it.
pub(super) const CLOSING: char = '〕';

impl Key {
    /// The key of `text`; `offset` is added to all positions.
    pub(super) fn new(text: &str, offset: usize) -> Self {
        let mut places: Vec<Place> = Vec::new();
        let mut after_space = false;
        let mut skip_to = 0;
        for (start, raw) in text.char_indices() {
            if start < skip_to {
                continue;
            }
            let after_han = places.last().is_some_and(|last| is_han(last.character));
            if let Some(length) = after_han.then(|| gloss(&text[start..])).flatten() {
                skip_to = start + length;
                continue;
            }
            let character = normal(raw);
            if character == ' ' {
                after_space = true;
            } else if !is_invisible(character) {
                places.push(Place { character, start: offset + start, after_space });
                after_space = false;
            }
        }
        Self(places)
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The character at an index.
    pub(super) fn at(&self, index: usize) -> Option<char> {
        self.0.get(index).map(|place| place.character)
    }

    /// The character before an index.
    pub(super) fn before(&self, index: usize) -> Option<char> {
        self.at(index.checked_sub(1)?)
    }

    /// Whether a space stands before the character at an index.
    pub(super) fn is_after_space(&self, index: usize) -> bool {
        self.0.get(index).is_some_and(|place| place.after_space)
    }

    /// The characters of a range of indices.
    pub(super) fn text(&self, from: usize, to: usize) -> String {
        self.0.get(from..to).unwrap_or_default().iter().map(|place| place.character).collect()
    }

    /// Whether a word begins at an index.
    pub(super) fn has(&self, index: usize, word: &str) -> bool {
        word.chars().enumerate().all(|(step, wanted)| self.at(index + step) == Some(wanted))
    }

    /// Whether one of the words begins at an index; its length in characters, the longest one's.
    pub(super) fn has_any(&self, index: usize, words: &[String]) -> Option<usize> {
        words.iter().filter(|word| self.has(index, word)).map(|word| word.chars().count()).max()
    }

    /// Where a range of indices stands in `text`, the text that the key was made of.
    pub(super) fn span(&self, text: &str, from: usize, to: usize) -> TextSpan {
        let start = self.0.get(from).map_or(text.len(), |place| place.start);
        let last = to.checked_sub(1).and_then(|last| self.0.get(last)).map_or(start, |place| place.start);
        let length = text.get(last..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        TextSpan::new(start, last + length)
    }
}

fn normal(raw: char) -> char {
    match raw {
        '[' | '［' | '【' | '(' | '（' | '﹝' | '〈' | '{' | '｛' | '〖' => OPENING,
        ']' | '］' | '】' | ')' | '）' | '﹞' | '〉' | '}' | '｝' | '〗' => CLOSING,
        '○' | '◯' => '〇',
        other => match fold(other) {
            '×' | '✕' | '╳' => '×',
            folded => folded,
        },
    }
}

fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// The length in bytes of a reading in brackets, 國辦(ban)發, that begins here.
fn gloss(text: &str) -> Option<usize> {
    let inside = text.strip_prefix(['(', '（'])?;
    let length = inside.char_indices().take(8).find(|(_, character)| matches!(character, ')' | '）'))?.0;
    let is_reading = length > 0
        && inside[..length]
            .chars()
            .all(|character| character.is_lowercase() && character.is_alphabetic() && !matches!(character, 'x'));
    let bracket = |rest: &str| rest.chars().next().map_or(0, char::len_utf8);
    is_reading.then(|| bracket(text) + length + bracket(&inside[length..]))
}
