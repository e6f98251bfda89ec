//! A list of words that are looked for in text.

use std::ops::Deref;

use serde::Deserialize;

use super::character_set::CharacterSet;

/// Words that are looked for in text, in the order in which they are tried. Most text has none of a list's words, and
/// that is seen by one character.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "Vec<String>")]
pub struct WordList {
    words: Vec<String>,
    // there are hundreds of lists, and they are moved by value while they are read
    ends: Box<Ends>,
}

/// The characters that words begin and end with: as sets, and sorted, each with the places of its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Ends {
    firsts: CharacterSet,
    lasts: CharacterSet,
    by_first: Vec<(char, usize)>,
    by_last: Vec<(char, usize)>,
}

impl From<Vec<String>> for WordList {
    fn from(words: Vec<String>) -> Self {
        let words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
        let firsts = words.iter().filter_map(|word| word.chars().next());
        let lasts = words.iter().filter_map(|word| word.chars().next_back());
        let ends = Ends {
            firsts: firsts.clone().collect(),
            lasts: lasts.clone().collect(),
            by_first: sorted(firsts),
            by_last: sorted(lasts),
        };
        Self { words, ends: Box::new(ends) }
    }
}

impl<'a> FromIterator<&'a str> for WordList {
    fn from_iter<T: IntoIterator<Item = &'a str>>(words: T) -> Self {
        words.into_iter().map(str::to_owned).collect::<Vec<_>>().into()
    }
}

impl Deref for WordList {
    type Target = [String];

    fn deref(&self) -> &Self::Target {
        &self.words
    }
}

impl<'a> IntoIterator for &'a WordList {
    type Item = &'a String;
    type IntoIter = std::slice::Iter<'a, String>;

    fn into_iter(self) -> Self::IntoIter {
        self.words.iter()
    }
}

impl WordList {
    /// The same words, longest first, so that the first that fits is the longest.
    #[must_use]
    pub fn longest_first(mut self) -> Self {
        self.words.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        self.words.dedup();
        self.words.into()
    }

    /// The words that begin with `first`, in their order.
    pub(crate) fn beginning_with(&self, first: char) -> impl Iterator<Item = &str> {
        let may = self.ends.firsts.may_have(first);
        self.with(first, if may { &self.ends.by_first } else { &[] })
    }

    /// Whether one of the words begins with `first`.
    pub(crate) fn may_begin(&self, first: char) -> bool {
        self.beginning_with(first).next().is_some()
    }

    /// The words that end with `last`, in their order.
    pub(crate) fn ending_with(&self, last: char) -> impl Iterator<Item = &str> {
        let may = self.ends.lasts.may_have(last);
        self.with(last, if may { &self.ends.by_last } else { &[] })
    }

    /// The words whose character in `sorted` is `wanted`, in their order.
    fn with<'w>(&'w self, wanted: char, sorted: &'w [(char, usize)]) -> impl Iterator<Item = &'w str> {
        let first = sorted.partition_point(|&(own, _)| own < wanted);
        let same = sorted[first..].iter().take_while(move |&&(own, _)| own == wanted);
        same.map(|&(_, place)| self.words[place].as_str())
    }

    /// The first word of the list that `text` begins with.
    #[must_use]
    pub fn prefix_of(&self, text: &str) -> Option<&str> {
        self.beginning_with(text.chars().next()?).find(|word| text.starts_with(word))
    }

    /// The first word of the list that `text` ends with.
    #[must_use]
    pub fn suffix_of(&self, text: &str) -> Option<&str> {
        self.ending_with(text.chars().next_back()?).find(|word| text.ends_with(word))
    }

    /// The longest word of the list that `text` begins with.
    #[must_use]
    pub fn longest_prefix_of(&self, text: &str) -> Option<&str> {
        self.beginning_with(text.chars().next()?).filter(|word| text.starts_with(word)).max_by_key(|word| word.len())
    }

    /// What follows the first word of the list that `text` begins with.
    #[must_use]
    pub fn strip_from_start_of<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.prefix_of(text).map(|word| &text[word.len()..])
    }

    /// What stands before the first word of the list that `text` ends with.
    #[must_use]
    pub fn strip_from_end_of<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.suffix_of(text).map(|word| &text[..text.len() - word.len()])
    }

    /// Every word that stands in `text`, with the byte at which it begins; in the order of the text, and of the list where
    /// several begin together.
    pub fn all_in<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, &'t str)> {
        // most characters begin none of the words
        self.ends.firsts.places_in(text).flat_map(move |at| {
            let rest = &text[at..];
            let begun = rest.chars().next().into_iter().flat_map(|first| self.beginning_with(first));
            begun.filter(|word| rest.starts_with(word)).map(move |word| (at, word))
        })
    }

    /// Whether `text` contains one of the words.
    #[must_use]
    pub fn is_in(&self, text: &str) -> bool {
        self.find_in(text).is_some()
    }

    /// The byte of `text` at which the first of the words in it begins.
    #[must_use]
    pub fn find_in(&self, text: &str) -> Option<usize> {
        self.ends.firsts.places_in(text).find(|&at| self.prefix_of(&text[at..]).is_some())
    }

    /// The byte of `text` at which the last of the words in it ends.
    #[must_use]
    pub fn last_end_in(&self, text: &str) -> Option<usize> {
        self.all_in(text).map(|(at, word)| at + word.len()).max()
    }

    /// Whether `word` is one of the words.
    #[must_use]
    pub fn has(&self, word: &str) -> bool {
        word.chars().next().is_some_and(|first| self.beginning_with(first).any(|own| own == word))
    }

    /// `text` without any of the words at its end, as often as they stand there.
    #[must_use]
    pub fn cut_from_end_of<'t>(&self, mut text: &'t str) -> &'t str {
        while let Some(rest) = self.strip_from_end_of(text) {
            text = rest;
        }
        text
    }
}

/// Characters with their places, by the characters.
fn sorted(characters: impl Iterator<Item = char>) -> Vec<(char, usize)> {
    let mut sorted: Vec<(char, usize)> = characters.enumerate().map(|(place, character)| (character, place)).collect();
    sorted.sort_unstable();
    sorted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_order_of_the_list_decides() {
        let list: WordList = ["达", "达到", "增长到"].into_iter().collect();
        assert_eq!(list.prefix_of("达到五百家"), Some("达"));
        let list = list.longest_first();
        assert_eq!((list.prefix_of("达到五百家"), list.suffix_of("要增长到")), (Some("达到"), Some("增长到")));
        assert_eq!((list.longest_prefix_of("达到五百家"), list.longest_prefix_of("到五百家")), (Some("达到"), None));
        assert!(list.is_in("要增长到五百") && !list.is_in("要增长") && list.has("达") && !list.has("到"));
        assert_eq!(list.cut_from_end_of("产值增长到达到"), "产值");
        assert_eq!((list.prefix_of(""), list.suffix_of("")), (None, None));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn it_finds_what_a_search_through_all_words_finds(
            words in prop::collection::vec("[一-三a-c]{1,3}", 0..6),
            text in "[一-三a-c]{0,8}",
        ) {
            let list = WordList::from(words.clone());
            let find = |fits: &dyn Fn(&str) -> bool| words.iter().map(String::as_str).find(|word| fits(word));
            prop_assert_eq!(list.prefix_of(&text), find(&|word| text.starts_with(word)));
            prop_assert_eq!(list.suffix_of(&text), find(&|word| text.ends_with(word)));
            prop_assert_eq!(list.is_in(&text), find(&|word| text.contains(word)).is_some());
            prop_assert_eq!(list.find_in(&text), words.iter().filter_map(|word| text.find(word)).min());
            let mut all: Vec<(usize, &str)> = list.all_in(&text).collect();
            let mut each: Vec<(usize, &str)> = (0..text.len())
                .filter(|&at| text.is_char_boundary(at))
                .flat_map(|at| words.iter().map(move |word| (at, word.as_str())))
                .filter(|&(at, word)| text[at..].starts_with(word))
                .collect();
            all.sort_unstable();
            each.sort_unstable();
            prop_assert_eq!(all, each);
            let last = words.iter().filter_map(|word| Some(text.rfind(word)? + word.len())).max();
            prop_assert_eq!(list.last_end_in(&text), last);
            prop_assert_eq!(list.has(&text), words.contains(&text));
        }
    }
}
