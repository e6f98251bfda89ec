//! GB18030 (GB 18030—2022 as the WHATWG encoding standard reads it), and with it GBK and GB2312.

use super::multibyte::Rule;

/// Always GB18030: pages that say `gb2312` hold characters of all three.
pub(super) const RULE: Rule = Rule { encoding: encoding_rs::GB18030, unit };

/// One byte for ASCII (and the euro sign 80), four where the second byte is a digit, else two.
fn unit(bytes: &[u8]) -> (usize, usize) {
    match bytes {
        [0x81..=0xFE, 0x30..=0x39, ..] => (4.min(bytes.len()), 1),
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
    fn every_width_is_aligned() {
        // 关 a · (two bytes in UTF-8) 𠀀 (four in both) € (one) 于
        let bytes = b"\xB9\xD8a\xA1\xA4\x95\x32\x82\x36\x80\xD3\xDA";
        let text = decode(bytes);
        assert_eq!(text.text(), "关a·𠀀€于");
        let cases = [(0..3, 0..2), (3..4, 2..3), (4..6, 3..5), (6..10, 5..9), (10..13, 9..10), (13..16, 10..12)];
        for (span, source) in cases {
            assert_eq!(text.to_source(TextSpan::from(span.clone())), SourceSpan::from(source), "{span:?}");
        }
    }

    #[test]
    fn malformed_bytes_do_not_take_their_neighbours_along() {
        let cases: [(&[u8], &str); 5] = [
            (b"\xB9\xD8\xFF\xD3\xDA", "关\u{FFFD}于"),
            (b"\xB9\xD8\xB9<\xD3\xDA", "关\u{FFFD}<于"),
            (b"\xB9\xD8\x81\x30\x81<", "关\u{FFFD}0\u{FFFD}<"),
            (b"\xB9\xD8\xD3", "关\u{FFFD}"),
            (b"\xB9\xD8\x81\x30\x81", "关\u{FFFD}"),
        ];
        for (bytes, expected) in cases {
            let text = decode(bytes);
            assert_eq!(text.text(), expected, "{bytes:x?}");
            assert_eq!(text.to_source(TextSpan::new(0, expected.len())), SourceSpan::new(0, bytes.len()), "{bytes:x?}");
        }
    }
}
