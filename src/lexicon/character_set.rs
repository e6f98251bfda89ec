//! A set of characters that is asked for every character of a text.

/// A set of characters that may seem to hold more than it does: one bit for each code, of which only the last ten bits count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CharacterSet([u64; 16]);

impl CharacterSet {
    /// Whether the set has `character`, or another one with the same last bits.
    #[must_use]
    pub fn may_have(&self, character: char) -> bool {
        let code = u32::from(character) % 1024;
        self.0[(code / 64) as usize] >> (code % 64) & 1 == 1
    }

    /// The byte of `text` at which the first character stands that the set may have.
    #[must_use]
    pub fn find_in(&self, text: &str) -> Option<usize> {
        let mut rest = text.as_bytes();
        loop {
            // what most characters are has a loop of its own
            while let [0xE0..=0xEF, word, bit, behind @ ..] = rest
                && !self.has(*word, *bit)
            {
                rest = behind;
            }
            let (word, bit, behind) = first_place(rest)?;
            if self.has(word, bit) {
                return Some(text.len() - rest.len());
            }
            rest = behind;
        }
    }

    /// The bytes of `text` at which a character stands that the set may have.
    pub fn places_in<'t>(&'t self, text: &'t str) -> impl Iterator<Item = usize> + 't {
        let mut from = 0;
        std::iter::from_fn(move || {
            let at = from + self.find_in(&text[from..])?;
            from = at + text[at..].chars().next().map_or(0, char::len_utf8);
            Some(at)
        })
    }

    fn has(&self, word: u8, bit: u8) -> bool {
        self.0[usize::from(word % 16)] >> (bit % 64) & 1 == 1
    }

    /// The set with the full-width forms of its ASCII characters.
    #[must_use]
    pub fn with_wide_forms(self) -> Self {
        let ascii = ('!'..='~').filter(|&character| self.may_have(character));
        let wide = ascii.filter_map(|character| char::from_u32(u32::from(character) + 0xFEE0));
        let Self(wide) = wide.collect();
        Self(std::array::from_fn(|index| self.0[index] | wide[index]))
    }
}

/// In which word the bit of the first character of a text is, and which it is, with the bytes behind the character. The last
/// ten bits of a code are in the last two bytes: to put all of it together would take twice as long, and whole texts are
/// looked through.
fn first_place(text: &[u8]) -> Option<(u8, u8, &[u8])> {
    match *text {
        [ascii @ 0..=0x7F, ref behind @ ..] => Some((ascii / 64, ascii, behind)),
        [word @ 0x80..=0xDF, bit, ref behind @ ..]
        | [0xE0..=0xEF, word, bit, ref behind @ ..]
        | [0xF0..=0xFF, _, word, bit, ref behind @ ..] => Some((word, bit, behind)),
        _ => None,
    }
}

impl FromIterator<char> for CharacterSet {
    fn from_iter<T: IntoIterator<Item = char>>(characters: T) -> Self {
        let mut set = Self::default();
        for code in characters.into_iter().map(|character| u32::from(character) % 1024) {
            set.0[(code / 64) as usize] |= 1 << (code % 64);
        }
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_it_is_found() {
        let set: CharacterSet = "今上第\"".chars().collect();
        assert!("今上第\"".chars().all(|character| set.may_have(character)));
        assert!(!"明下＂".chars().any(|character| set.may_have(character)));
        assert!(set.with_wide_forms().may_have('＂'));
    }

    #[test]
    fn a_text_is_looked_through_as_character_by_character() {
        let text = "a今·é第\u{20000}〇\u{10FFFF}号";
        for (at, character) in text.char_indices() {
            let set: CharacterSet = [character].into_iter().collect();
            assert_eq!(set.find_in(text), Some(at), "{character}");
            assert_eq!(set.find_in(&text[..at]), None, "{character}");
        }
        let all: CharacterSet = text.chars().collect();
        assert!(all.places_in(text).eq(text.char_indices().map(|(at, _)| at)));
    }
}
