//! Big5 with the Hong Kong supplement, as the WHATWG encoding standard reads it.

use super::multibyte::Rule;

/// Big5-HKSCS.
pub(super) const RULE: Rule = Rule { encoding: encoding_rs::BIG5, unit };

/// One byte for ASCII, else two. Four codes stand for a letter and a combining mark.
fn unit(bytes: &[u8]) -> (usize, usize) {
    match bytes {
        [0x88, 0x62 | 0x64 | 0xA3 | 0xA5, ..] => (2, 2),
        [0x81..=0xFE, _, ..] => (2, 1),
        _ => (1, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::super::multibyte;
    use super::*;
    use crate::alignment::AlignedText;
    use crate::span::{SourceSpan, TextSpan};

    fn decode(bytes: &[u8]) -> AlignedText {
        let mut text = AlignedText::default();
        multibyte::decode(&mut text, bytes, 0, &RULE);
        text
    }

    #[test]
    fn units_are_aligned() {
        let text = decode(b"\xB5\x6Fa\x88\x62\xAE\x69\x87\x40");
        assert_eq!(text.text(), "發aÊ\u{304}展䏰");
        let cases = [(0..3, 0..2), (3..4, 2..3), (4..6, 3..5), (4..8, 3..5), (8..11, 5..7), (11..14, 7..9)];
        for (span, source) in cases {
            assert_eq!(text.to_source(TextSpan::from(span.clone())), SourceSpan::from(source), "{span:?}");
        }
    }

    #[test]
    fn a_malformed_byte_is_marked() {
        let text = decode(b"\xB5\x6F\xFF\xAE\x69\xAE");
        assert_eq!(text.text(), "發\u{FFFD}展\u{FFFD}");
    }
}
