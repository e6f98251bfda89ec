//! How Chinese characters are read, in Latin letters without tones.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use crate::{Result, error::DataError};

const FILE: &str = "pinyin.tsv";
const READINGS: &str = include_str!("data/pinyin.tsv");

/// The readings of the characters of GB 2312.
#[derive(Debug)]
pub struct Pinyin(HashMap<&'static str, &'static str>);

impl Pinyin {
    pub(super) fn builtin() -> Result<Self> {
        let rows = READINGS.lines().enumerate().filter(|(_, line)| !line.starts_with('#'));
        let readings = rows.map(|(number, line)| {
            line.split_once('\t').ok_or_else(|| {
                let message = format!("line {}: a reading and its characters are wanted, found `{line}`", number + 1);
                DataError::new(FILE, message).into()
            })
        });
        readings.collect::<Result<_>>().map(Self)
    }

    /// Whether `syllable`, in lower case with or without its tone, is a reading of the simplified `character`.
    #[must_use]
    pub fn is_reading(&self, syllable: &str, character: char) -> bool {
        // decomposed, a tone is a mark of its own, and so are the two dots of ü
        let decomposed = syllable.nfd().collect::<String>().replace("u\u{308}", "v");
        let plain: String = decomposed.chars().filter(char::is_ascii_lowercase).collect();
        self.0.get(plain.as_str()).is_some_and(|characters| characters.contains(character))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_a_syllable_with_its_characters() {
        let pinyin = Pinyin::builtin().expect("the built-in table is well formed");
        assert_eq!(pinyin.0.len(), 413);
        for (syllable, characters) in &pinyin.0 {
            assert!(syllable.chars().all(|c| c.is_ascii_lowercase()), "{syllable}");
            assert!(!characters.is_empty() && characters.chars().all(|c| c >= '\u{4E00}'), "{syllable}");
        }
    }

    #[test]
    fn tones_are_no_part_of_a_reading() {
        let pinyin = Pinyin::builtin().expect("the built-in table is well formed");
        for (syllable, character) in
            [("ban", '办'), ("bàn", '办'), ("zhǔn", '准'), ("lǜ", '率'), ("lü", '绿'), ("xíng", '行'), ("háng", '行')]
        {
            assert!(pinyin.is_reading(syllable, character), "{syllable} {character}");
        }
        for (syllable, character) in [("ban", '国'), ("", '办'), ("b", '办'), ("gdp", '值'), ("m", '米')] {
            assert!(!pinyin.is_reading(syllable, character), "{syllable} {character}");
        }
    }
}
