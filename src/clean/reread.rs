//! Text that was decoded in the wrong encoding, decoded again in the right one.

use encoding_rs::{BIG5, Encoding, GB18030};

use super::finding::Finding;
use crate::{
    alignment::{Change, Reason},
    span::TextSpan,
};

/// The bytes that a character was read from, if the wrong encoding has it.
pub(super) type ToBytes = fn(char) -> Option<Vec<u8>>;

/// A character and how many bytes it was read from.
type Unit = (char, usize);

/// A piece of text in both readings.
pub(super) struct Reread {
    start: usize,
    wrong: Vec<Unit>,
    right: Vec<Unit>,
}

impl Reread {
    /// Reads `text`, which begins at `start`, again: as the bytes that `to_bytes` gives, in `encoding`. `None` where a
    /// character has no bytes or the bytes are no text; every byte must fit.
    pub(super) fn exact(text: &str, start: usize, to_bytes: ToBytes, encoding: &'static Encoding) -> Option<Self> {
        let mut wrong = Vec::new();
        let mut bytes = Vec::new();
        for character in text.chars() {
            let own = to_bytes(character)?;
            wrong.push((character, own.len()));
            bytes.extend(own);
        }
        let right = encoding.decode_without_bom_handling_and_without_replacement(&bytes)?;
        let right: Vec<Unit> = right.chars().map(|c| (c, width(c, encoding))).collect();
        let whole: usize = right.iter().map(|&(_, width)| width).sum();
        // a decoder may read two characters from one pair of bytes, and then the widths do not add up
        (whole == bytes.len()).then_some(Self { start, wrong, right })
    }

    /// A piece that was put together by the caller.
    pub(super) fn new(start: usize, wrong: Vec<Unit>, right: Vec<Unit>) -> Self {
        Self { start, wrong, right }
    }

    /// The text in the right encoding.
    pub(super) fn text(&self) -> String {
        self.right.iter().map(|&(c, _)| c).collect()
    }

    /// The changes that turn the wrong reading into the right one, cut wherever both have a character border, so that each
    /// piece can be traced for itself.
    pub(super) fn findings(&self, reason: Reason) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut right = self.right.iter();
        let (mut start, mut end) = (self.start, self.start);
        let (mut wrong_bytes, mut right_bytes) = (0, 0);
        let mut from = String::new();
        let mut to = String::new();
        for &(character, width) in &self.wrong {
            end += character.len_utf8();
            from.push(character);
            wrong_bytes += width;
            while right_bytes < wrong_bytes {
                let Some(&(character, width)) = right.next() else { break };
                to.push(character);
                right_bytes += width;
            }
            if wrong_bytes == right_bytes {
                if from != to {
                    let change = Change::certain(TextSpan::new(start, end), std::mem::take(&mut to), reason);
                    findings.push(Finding::silent(change));
                }
                start = end;
                from.clear();
                to.clear();
            }
        }
        if start < end {
            findings.push(Finding::silent(Change::certain(TextSpan::new(start, end), to, reason)));
        }
        findings
    }
}

/// How many bytes `encoding` has for a character.
fn width(character: char, encoding: &'static Encoding) -> usize {
    if encoding == encoding_rs::UTF_8 {
        character.len_utf8()
    } else if character.is_ascii() {
        1
    } else if encoding == BIG5 {
        2
    } else {
        gb18030(character).map_or(0, |bytes| bytes.len())
    }
}

/// The bytes of a character in GB18030, with the euro sign as the single byte that Windows reads so.
pub(super) fn gb18030(character: char) -> Option<Vec<u8>> {
    if matches!(character, '€' | '\u{80}') {
        return Some(vec![0x80]);
    }
    encoded(character, GB18030)
}

/// The bytes of a character in Big5.
pub(super) fn big5(character: char) -> Option<Vec<u8>> {
    encoded(character, BIG5)
}

fn encoded(character: char, encoding: &'static Encoding) -> Option<Vec<u8>> {
    let mut buffer = [0; 4];
    let (bytes, _, lossy) = encoding.encode(character.encode_utf8(&mut buffer));
    (!lossy).then(|| bytes.into_owned())
}
