//! Text that was decoded in the wrong encoding, decoded again in the right one.

use std::{collections::HashMap, ops::Deref, sync::LazyLock};

use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, UTF_8, WINDOWS_1252};

use super::{
    finding::Finding,
    language::{common_characters, is_ideograph, is_number_sign, is_sign, log_likelihood},
    pairs::{self, Pairs},
};
use crate::{
    alignment::{Change, Reason},
    lexicon::Lexicon,
    span::TextSpan,
};

/// What stands for bytes that a decoder could not read.
pub(super) const LOST: char = '\u{FFFD}';
/// How far two ways to go on behind a lost byte are compared.
const LOOK_AHEAD: usize = 64;

/// A reading is rare where another has so many times its proofs.
const RARE: usize = 8;

/// The bytes that a character was read from, if the wrong encoding has it.
pub(super) type ToBytes = fn(char) -> Option<Bytes>;

/// The bytes of one character.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bytes {
    bytes: [u8; 4],
    length: usize,
}

impl Bytes {
    /// At most four bytes are taken.
    fn new(own: &[u8]) -> Self {
        let mut bytes = [0; 4];
        let length = own.len().min(bytes.len());
        bytes[..length].copy_from_slice(&own[..length]);
        Self { bytes, length }
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes[..self.length]
    }
}

/// A character and how many bytes it was read from. Bytes that the wrong reading lost count as one.
type Unit = (char, usize);

/// A piece of text in both readings.
pub(super) struct Reread {
    start: usize,
    wrong: Vec<Unit>,
    right: Vec<Unit>,
}

impl Reread {
    /// Reads `text`, which begins at `start`, again: as the bytes that `to_bytes` gives, in `encoding`. What is lost, or is
    /// no text in `encoding`, becomes a replacement character. `None` where a character has no bytes.
    pub(super) fn read(
        text: &str,
        start: usize,
        to_bytes: ToBytes,
        encoding: &'static Encoding,
        lexicon: &Lexicon,
    ) -> Option<Self> {
        let mut wrong = Vec::new();
        let mut bytes = Vec::new();
        for character in text.chars() {
            if character == LOST {
                wrong.push((character, 1));
                bytes.push(None);
                continue;
            }
            let own = to_bytes(character)?;
            wrong.push((character, own.len()));
            bytes.extend(own.iter().copied().map(Some));
        }
        let right = if encoding == UTF_8 { read_utf8(&bytes) } else { read_pairs(&bytes, encoding, lexicon) };
        Some(Self { start, wrong, right })
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

/// The readings that are taken in a text, given the one of each piece that proved itself: the most usual, and others that
/// are not too rare beside it. A text is seldom damaged in two ways, but a short piece may seem so.
pub(super) fn usual_readings(proofs: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut counts: Vec<usize> = Vec::new();
    for index in proofs {
        counts.resize(counts.len().max(index + 1), 0);
        counts[index] += 1;
    }
    let most = counts.iter().copied().max().unwrap_or_default();
    (0..counts.len()).filter(|&index| counts[index] > 0 && counts[index] * RARE >= most).collect()
}

/// What a text consists of, to tell Chinese from a wrong reading.
pub(super) struct Makeup {
    /// Chinese characters, and those of them that are common.
    pub(super) han: usize,
    pub(super) common: usize,
    /// Signs of Chinese text.
    pub(super) signs: usize,
    /// Places where text is lost.
    pub(super) lost: usize,
    /// Characters of no kind that Chinese text is made of.
    pub(super) odd: usize,
}

impl Makeup {
    pub(super) fn of(text: &str, lexicon: &Lexicon) -> Self {
        let (han, common) = common_characters(text, lexicon);
        let count = |is: fn(char) -> bool| text.chars().filter(|&c| is(c)).count();
        Self {
            han,
            common,
            signs: count(is_sign),
            lost: count(|c| c == LOST),
            odd: count(|c| !(c.is_ascii() || is_ideograph(c) || is_sign(c) || is_number_sign(c) || c == LOST)),
        }
    }

    /// Whether the text may be Chinese that has lost some characters: what it has is common.
    pub(super) fn is_chinese(&self) -> bool {
        let written = self.han + self.signs;
        written > 0 && self.common * 5 >= self.han * 4 && self.odd * 5 <= written && self.lost <= written
    }
}

/// The characters of a reading in the course of being put together.
#[derive(Default)]
struct Units(Vec<Unit>);

impl Units {
    /// Takes one byte that is part of no character. Neighbours are one loss.
    fn lose(&mut self) {
        match self.0.last_mut() {
            Some((LOST, width)) => *width += 1,
            _ => self.0.push((LOST, 1)),
        }
    }
}

fn read_utf8(bytes: &[Option<u8>]) -> Vec<Unit> {
    let mut units = Units::default();
    let mut position = 0;
    while position < bytes.len() {
        let character = (1..=4).find_map(|width| {
            let own: Vec<u8> = bytes.get(position..position + width)?.iter().copied().collect::<Option<_>>()?;
            Some((std::str::from_utf8(&own).ok()?.chars().next()?, width))
        });
        match character {
            Some(unit) => units.0.push(unit),
            None => units.lose(),
        }
        position += character.map_or(1, |(_, width)| width);
    }
    units.0
}

/// Reads an encoding of pairs of bytes. Behind a lost byte the next one may be the second of a pair: the likelier way is taken.
fn read_pairs(bytes: &[Option<u8>], encoding: &'static Encoding, lexicon: &Lexicon) -> Vec<Unit> {
    let mut units = Units::default();
    let mut position = 0;
    let mut is_behind_loss = false;
    while position < bytes.len() {
        let rest = &bytes[position..];
        let unit = if is_behind_loss && is_second(rest, encoding, lexicon) { None } else { character(rest, encoding) };
        match unit {
            Some(unit) => units.0.push(unit),
            None => units.lose(),
        }
        is_behind_loss = unit.is_none() && (rest[0].is_none() || !is_behind_loss);
        position += unit.map_or(1, |(_, width)| width);
    }
    units.0
}

/// Whether the first byte, behind a loss, is the second of a pair: one of ASCII most likely is, as a decoder that meets
/// half a pair gives ASCII back; another is if what follows reads better without it.
fn is_second(bytes: &[Option<u8>], encoding: &'static Encoding, lexicon: &Lexicon) -> bool {
    match bytes.first() {
        Some(Some(0x40..=0x7E)) => return true,
        Some(Some(0x80..)) => {}
        _ => return false,
    }
    // below 40 are no second bytes, so there both ways meet
    let run = bytes.iter().take(LOOK_AHEAD).take_while(|byte| byte.is_some_and(|byte| byte >= 0x40));
    let run = &bytes[..run.count()];
    let likelihood = |mut position: usize| {
        let mut text = String::new();
        while position < run.len() {
            let unit = character(&run[position..], encoding);
            text.push(unit.map_or(LOST, |(character, _)| character));
            position += unit.map_or(1, |(_, width)| width);
        }
        log_likelihood(&text, lexicon)
    };
    likelihood(1) > likelihood(0)
}

/// The first character of `bytes` in an encoding of pairs (and of fours, in GB18030).
fn character(bytes: &[Option<u8>], encoding: &'static Encoding) -> Option<Unit> {
    let first = (*bytes.first()?)?;
    let width = match (first, bytes.get(1)) {
        (0..=0x7F, _) => return Some((char::from(first), 1)),
        (0x80, _) if encoding == GB18030 => return Some(('€', 1)),
        (_, Some(Some(b'0'..=b'9'))) if encoding == GB18030 => 4,
        _ => 2,
    };
    let own: Vec<u8> = bytes.get(..width)?.iter().copied().collect::<Option<_>>()?;
    let text = encoding.decode_without_bom_handling_and_without_replacement(&own)?;
    let mut characters = text.chars();
    let character = characters.next()?;
    characters.next().is_none().then_some((character, width))
}

/// The byte of a character in windows-1252, with Latin-1 for the five that it leaves out.
pub(super) fn latin(character: char) -> Option<Bytes> {
    u8::try_from(character).map_or_else(|_| encoded(character, WINDOWS_1252), |byte| Some(Bytes::new(&[byte])))
}

/// The bytes of a character in GB18030, with the euro sign as the single byte that Windows reads so.
pub(super) fn gb18030(character: char) -> Option<Bytes> {
    if matches!(character, '€' | '\u{80}') {
        return Some(Bytes::new(&[0x80]));
    }
    // the table has no fours
    written(character, &pairs::OF_GBK, GB18030).or_else(|| encoded(character, GB18030))
}

/// The bytes of a character in Big5. The encoder of the Encoding Standard leaves out what only Hong Kong has.
pub(super) fn big5(character: char) -> Option<Bytes> {
    written(character, &pairs::OF_BIG5, BIG5).or_else(|| HONG_KONG.get(&character).map(|pair| Bytes::new(pair)))
}

/// The characters of Big5 below row A1.
static HONG_KONG: LazyLock<HashMap<char, [u8; 2]>> = LazyLock::new(|| {
    let pairs = (0x87..=0xA0_u8).flat_map(|lead| (0x40..=0xFE_u8).map(move |trail| [lead, trail]));
    pairs.filter_map(|pair| Some((character(&[Some(pair[0]), Some(pair[1])], BIG5)?.0, pair))).collect()
});

/// The bytes of a character in CP949.
pub(super) fn cp949(character: char) -> Option<Bytes> {
    written(character, &pairs::OF_CP949, EUC_KR)
}

/// The byte of a character of ASCII, or its pair in an encoding.
fn written(character: char, pairs: &Pairs, encoding: &'static Encoding) -> Option<Bytes> {
    match character {
        '\0'..='\x7F' | '\u{E000}'..='\u{F8FF}' | '\u{10000}'.. => encoded(character, encoding),
        _ => pairs.get(character).map(|pair| Bytes::new(&pair)),
    }
}

fn encoded(character: char, encoding: &'static Encoding) -> Option<Bytes> {
    let mut buffer = [0; 4];
    let (bytes, _, lossy) = encoding.encode(character.encode_utf8(&mut buffer));
    (!lossy).then(|| Bytes::new(&bytes))
}
