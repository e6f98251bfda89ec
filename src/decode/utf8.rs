//! UTF-8: what is well formed is taken byte for byte.

use crate::{
    alignment::{AlignedText, Grain},
    span::SourceSpan,
};

/// Decodes `bytes` from `start` on, at the end of `text`.
pub(super) fn decode(text: &mut AlignedText, bytes: &[u8], start: usize) {
    let mut position = start;
    for chunk in bytes[start..].utf8_chunks() {
        let end = position + chunk.valid().len();
        text.push_decoded(chunk.valid(), SourceSpan::new(position, end), Grain::IDENTITY);
        position = end + chunk.invalid().len();
        if !chunk.invalid().is_empty() {
            text.push_lost(SourceSpan::new(end, position));
        }
    }
}

/// How far bytes are UTF-8.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Census<'b> {
    /// The text, where every byte is well formed.
    pub(super) valid: Option<&'b str>,
    /// Characters of three or four bytes: all Chinese, and next to none by chance in other encodings.
    wide: usize,
    /// Characters of two bytes that Chinese text has no use for. Two bytes of GBK often look like one (联 is not, 通 is).
    narrow: usize,
    /// Malformed sequences inside the text, and not those of a first or last character that is cut.
    malformed: usize,
}

impl<'b> Census<'b> {
    /// Counts `bytes`, which do not begin with a byte order mark.
    pub(super) fn of(bytes: &'b [u8]) -> Self {
        let mut census = Self { valid: std::str::from_utf8(bytes).ok(), ..Self::default() };
        if let Some(valid) = census.valid {
            census.take(valid);
            return census;
        }
        let mut position = 0;
        for chunk in bytes.utf8_chunks() {
            let valid = chunk.valid();
            census.take(valid);
            position += valid.len();
            let invalid = chunk.invalid();
            if invalid.is_empty() {
                continue;
            }
            let in_first_character = position < 3 && bytes[..=position].iter().all(|byte| (0x80..0xC0).contains(byte));
            position += invalid.len();
            let in_last_character = position == bytes.len() && invalid[0] >= 0xC2;
            census.malformed += usize::from(!(in_first_character || in_last_character));
        }
        census
    }

    fn take(&mut self, valid: &str) {
        self.wide += count(valid.as_bytes(), |byte| byte >= 0xE0);
        self.narrow += narrow(valid);
    }

    /// Whether every byte is well formed.
    pub(super) fn is_valid(self) -> bool {
        self.valid.is_some()
    }

    /// Whether every byte is well formed, but for a cut end.
    pub(super) fn is_whole(self) -> bool {
        self.malformed == 0
    }

    /// Whether the text is UTF-8, perhaps with damage. In GBK or Big5 there are hundreds of malformed sequences to one wide
    /// character, so that two wide ones to each malformed one are proof enough, also in a short text.
    pub(super) fn is_proof(self) -> bool {
        (self.wide > 0 && self.wide >= 2 * self.malformed) || (self.is_valid() && self.narrow == 0)
    }
}

/// How many of `bytes` pass the test.
pub(super) fn count(bytes: &[u8], test: impl Fn(u8) -> bool) -> usize {
    // one sum a chunk, without a branch: a file may be large
    bytes.chunks(255).map(|chunk| usize::from(chunk.iter().map(|&byte| u8::from(test(byte))).sum::<u8>())).sum()
}

/// The characters of two bytes that Chinese text has no use for.
fn narrow(text: &str) -> usize {
    // most text has none, and counting bytes is quicker than characters
    if count(text.as_bytes(), |byte| (0xC2..=0xDF).contains(&byte)) == 0 {
        return 0;
    }
    text.chars().filter(|&c| c.len_utf8() == 2 && !"\u{A0}·×°±§©®".contains(c)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn malformed_bytes_are_marked_and_the_rest_goes_on() {
        let mut text = AlignedText::default();
        decode(&mut text, b"\xEF\xBB\xBFab\xFF\xE4\xB8cd", 3);
        assert_eq!(text.text(), "ab\u{FFFD}\u{FFFD}cd");
        assert_eq!(text.to_source(crate::span::TextSpan::new(2, 5)), SourceSpan::new(5, 6));
        assert_eq!(text.to_source(crate::span::TextSpan::new(5, 8)), SourceSpan::new(6, 8));
        assert_eq!(text.to_source(crate::span::TextSpan::new(8, 10)), SourceSpan::new(8, 10));
        assert_eq!(text.repairs().len(), 1);
    }

    #[test]
    fn a_census_forgives_cut_ends_and_a_few_bytes() {
        let text = "全市新增企业".as_bytes();
        assert!(Census::of(text).is_valid());
        for (cut, end) in [(1, 18), (2, 18), (0, 17), (0, 16), (1, 16)] {
            let census = Census::of(&text[cut..end]);
            assert!(!census.is_valid() && census.is_proof(), "{cut}..{end}");
            assert_eq!(census.malformed, 0, "{cut}..{end}");
        }
        let mut damaged = text.to_vec();
        damaged.insert(6, 0xB0);
        assert_eq!(Census::of(&damaged).malformed, 1);
        assert!(Census::of(&damaged).is_proof());
        let gbk = b"\xC8\xAB\xCA\xD0\xD0\xC2\xD4\xF6\xC6\xF3\xD2\xB5";
        assert!(!Census::of(gbk).is_proof());
    }
}
