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

    /// The set with the full-width forms of its ASCII characters.
    #[must_use]
    pub fn with_wide_forms(self) -> Self {
        let ascii = ('!'..='~').filter(|&character| self.may_have(character));
        let wide = ascii.filter_map(|character| char::from_u32(u32::from(character) + 0xFEE0));
        let Self(wide) = wide.collect();
        Self(std::array::from_fn(|index| self.0[index] | wide[index]))
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
}
