//! Reading a line character by character: one cursor, which sees full-width signs as their ASCII forms.

use std::borrow::Cow;

use crate::lexicon::{character_set::CharacterSet, word_list::WordList};

/// The ASCII form of a full-width sign or of one of the many dashes and colons; any other character as it is.
pub(super) fn fold(character: char) -> char {
    match character {
        // what most characters are comes first
        '\u{3400}'..='\u{9fff}' => character,
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(character as u32 - 0xfee0).unwrap_or(character),
        '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}' | '\u{3000}' | '\t' => ' ',
        // GBK's dashes come out of converters as U+2014 or U+2015; the rest are typed.
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' => '-',
        '\u{223c}' | '\u{301c}' => '~',
        '\u{2236}' => ':',
        other => other,
    }
}

/// Whether the character is a Chinese one of the first plane. 〇, which is a numeral, is none.
pub(super) fn is_han(character: char) -> bool {
    matches!(character, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}')
}

/// Words that a place is asked for, by the character that it is at.
pub(super) trait Words<'w> {
    /// Those that begin with `first`.
    fn beginning_with(self, first: char) -> impl Iterator<Item = &'w str>;
    /// Those that end with `last`.
    fn ending_with(self, last: char) -> impl Iterator<Item = &'w str>;
}

impl<'w> Words<'w> for &'w WordList {
    fn beginning_with(self, first: char) -> impl Iterator<Item = &'w str> {
        WordList::beginning_with(self, first)
    }

    fn ending_with(self, last: char) -> impl Iterator<Item = &'w str> {
        WordList::ending_with(self, last)
    }
}

impl<'w, const N: usize> Words<'w> for [&'w str; N] {
    fn beginning_with(self, first: char) -> impl Iterator<Item = &'w str> {
        self.into_iter().filter(move |word| word.starts_with(first))
    }

    fn ending_with(self, last: char) -> impl Iterator<Item = &'w str> {
        self.into_iter().filter(move |word| word.ends_with(last))
    }
}

/// A place in a line, always at a character's boundary.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    /// At a byte of the line; a byte inside a character moves back to its start.
    pub(super) fn new(text: &'t str, at: usize) -> Self {
        Self { text, at: text.floor_char_boundary(at) }
    }

    pub(super) fn at(self) -> usize {
        self.at
    }

    /// The whole line.
    pub(super) fn text(self) -> &'t str {
        self.text
    }

    /// Another place in the same line.
    pub(super) fn to(self, at: usize) -> Self {
        Self::new(self.text, at)
    }

    /// What follows, unfolded.
    pub(super) fn rest(self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// What stands before, unfolded.
    pub(super) fn head(self) -> &'t str {
        self.text.get(..self.at).unwrap_or_default()
    }

    /// The next character as it stands.
    pub(super) fn raw(self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The next character, folded.
    pub(super) fn peek(self) -> Option<char> {
        self.raw().map(fold)
    }

    /// The character after the next one, folded.
    pub(super) fn peek_second(self) -> Option<char> {
        self.rest().chars().nth(1).map(fold)
    }

    /// The character before, folded.
    pub(super) fn before(self) -> Option<char> {
        self.head().chars().next_back().map(fold)
    }

    /// Takes the next character, folded.
    pub(super) fn bump(&mut self) -> Option<char> {
        let character = self.raw()?;
        self.at += character.len_utf8();
        Some(fold(character))
    }

    /// Goes on to the next character that `set` may have, as it stands, or to `end`, if that comes first.
    pub(super) fn skip_to(&mut self, set: &CharacterSet, end: usize) {
        let end = end.clamp(self.at, self.text.len());
        let rest = self.text.get(self.at..end).unwrap_or_default();
        self.at = set.find_in(rest).map_or(end, |offset| self.at + offset);
    }

    /// Takes the next character if, folded, it passes the test.
    pub(super) fn eat_if(&mut self, test: impl Fn(char) -> bool) -> Option<char> {
        self.peek().filter(|&character| test(character))?;
        self.bump()
    }

    /// Takes the next character if, folded, it is this one.
    pub(super) fn eat(&mut self, wanted: char) -> bool {
        self.eat_if(|character| character == wanted).is_some()
    }

    /// Takes a word, compared folded.
    pub(super) fn eat_word(&mut self, word: &str) -> bool {
        let mut next = *self;
        let all = word.chars().all(|wanted| next.eat(wanted));
        if all {
            *self = next;
        }
        all
    }

    /// Takes the longest of the words that stands here.
    pub(super) fn eat_longest<'w>(&mut self, words: impl Words<'w>) -> Option<&'w str> {
        let first = self.peek()?;
        let mut best: Option<(&str, Self)> = None;
        for word in words.beginning_with(first) {
            let mut next = *self;
            if next.eat_word(word) && best.is_none_or(|(_, end)| end.at < next.at) {
                best = Some((word, next));
            }
        }
        let (word, end) = best?;
        *self = end;
        Some(word)
    }

    /// Takes the longest word of several lists that stands here. Returns it with what its list means.
    pub(super) fn eat_longest_of<'w, M: Copy>(&mut self, lists: &[(&'w WordList, M)]) -> Option<(&'w str, M)> {
        let here = *self;
        let read = |&(words, meaning): &(&'w WordList, M)| {
            let mut end = here;
            Some((end.eat_longest(words)?, meaning, end))
        };
        let (word, meaning, end) = lists.iter().filter_map(read).max_by_key(|(.., end)| end.at)?;
        *self = end;
        Some((word, meaning))
    }

    /// Skips spaces, but not many: a number and its unit are never far apart, and a line of spaces must stay cheap.
    pub(super) fn skip_spaces(&mut self) {
        for _ in 0..3 {
            if !self.eat(' ') {
                break;
            }
        }
    }

    /// This place, moved back over a few spaces.
    pub(super) fn back_over_spaces(mut self) -> Self {
        for _ in 0..3 {
            match self.head().chars().next_back() {
                Some(character) if fold(character) == ' ' => self.at -= character.len_utf8(),
                _ => break,
            }
        }
        self
    }

    /// The place where the word that ends here starts.
    pub(super) fn back_over_word(self, word: &str) -> Option<Self> {
        let mut head = self.head().chars();
        let mut at = self.at;
        for wanted in word.chars().rev() {
            let character = head.next_back()?;
            if fold(character) != wanted {
                return None;
            }
            at -= character.len_utf8();
        }
        Some(Self { text: self.text, at })
    }

    /// The longest of the words that ends here, with the place where it starts.
    pub(super) fn longest_before<'w>(self, words: impl Words<'w>) -> Option<(&'w str, Self)> {
        let last = self.before()?;
        let mut best: Option<(&str, Self)> = None;
        for word in words.ending_with(last) {
            if let Some(start) = self.back_over_word(word)
                && best.is_none_or(|(_, earlier)| start.at < earlier.at)
            {
                best = Some((word, start));
            }
        }
        best
    }

    /// Whether one of the words follows.
    pub(super) fn starts_with_any<'w>(self, words: impl Words<'w>) -> bool {
        let begins = |word: &str| {
            let mut next = self;
            next.eat_word(word)
        };
        self.peek().is_some_and(|first| words.beginning_with(first).any(begins))
    }

    /// Whether one of the words ends here.
    pub(super) fn ends_with_any<'w>(self, words: impl Words<'w>) -> bool {
        self.before().is_some_and(|last| words.ending_with(last).any(|word| self.back_over_word(word).is_some()))
    }

    /// The next few characters, folded, up to the first that fails the test.
    pub(super) fn ahead(self, most: usize, test: impl Fn(char) -> bool) -> Cow<'t, str> {
        let passing = self.rest().chars().take(most).take_while(|&character| test(fold(character)));
        let length: usize = passing.map(char::len_utf8).sum();
        folded(self.rest().get(..length).unwrap_or_default())
    }

    /// The last few characters before this place, folded, back to the first that fails the test.
    pub(super) fn behind(self, most: usize, test: impl Fn(char) -> bool) -> Cow<'t, str> {
        let passing = self.head().chars().rev().take(most).take_while(|&character| test(fold(character)));
        let length: usize = passing.map(char::len_utf8).sum();
        folded(self.head().get(self.at - length..).unwrap_or_default())
    }
}

/// A piece of a line, folded: the line itself, where nothing is to be folded.
fn folded(piece: &str) -> Cow<'_, str> {
    if piece.chars().all(|character| fold(character) == character) {
        Cow::Borrowed(piece)
    } else {
        Cow::Owned(piece.chars().map(fold).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_folded() {
        let mut cursor = Cursor::new("１２％以上", 0);
        assert!(cursor.eat_word("12%"));
        assert_eq!(cursor.rest(), "以上");
        assert_eq!(cursor.before(), Some('%'));
        assert_eq!(cursor.longest_before(["%", "2%"]).map(|(word, start)| (word, start.at())), Some(("2%", 3)));
    }

    #[test]
    fn the_longest_word_of_all_lists_counts() {
        let lists: [WordList; 3] =
            [["今年"].into_iter().collect(), ["今", "今明年"].into_iter().collect(), WordList::default()];
        let meanings = [(&lists[0], 0), (&lists[1], 1), (&lists[2], 2)];
        for (text, read, rest) in
            [("今年底", Some(("今年", 0)), "底"), ("今明年", Some(("今明年", 1)), ""), ("明年", None, "明年")]
        {
            let mut cursor = Cursor::new(text, 0);
            assert_eq!((cursor.eat_longest_of(&meanings), cursor.rest()), (read, rest));
        }
    }

    #[test]
    fn a_place_inside_a_character_moves_back() {
        assert_eq!(Cursor::new("年底", 4).at(), 3);
        assert_eq!(Cursor::new("年", 99).at(), 3);
    }
}
