//! Ways to damage a text: written in the right encoding, read in a wrong one.

use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, UTF_8, WINDOWS_1252};

/// A way to damage a text.
#[derive(Clone, Copy)]
pub(crate) struct Damage {
    /// `RIGHT_as_WRONG`, as repairs name it, and how the wrong decoder is special.
    pub(crate) name: &'static str,
    /// What the text was written in.
    right: &'static Encoding,
    /// Reads the first character: `None` where the decoder has none, and how many bytes it takes.
    wrong: fn(&[u8]) -> (Option<char>, usize),
    /// How often the text was written and read so.
    times: usize,
    /// The share of Han characters that must come back.
    pub(crate) floor: f64,
}

impl Damage {
    /// Whether the text must be in traditional characters.
    pub(crate) fn is_traditional(&self) -> bool {
        self.right == BIG5
    }

    /// Whether the encoding that the text was written in has the character.
    pub(crate) fn holds(&self, character: char) -> bool {
        let mut buffer = [0; 4];
        !self.right.encode(character.encode_utf8(&mut buffer)).2
    }

    /// The damaged text.
    pub(crate) fn apply(&self, text: &str) -> String {
        (0..self.times).fold(text.to_owned(), |text, _| self.read(&text).0)
    }

    /// How many of the Han characters of `text` lose no byte when it is damaged.
    pub(crate) fn intact(&self, text: &str) -> usize {
        let lost = self.read(text).1;
        let mut position = 0;
        let mut intact = 0;
        for character in text.chars() {
            let mut buffer = [0; 4];
            let width = self.right.encode(character.encode_utf8(&mut buffer)).0.len();
            let is_lost = lost[position..position + width].contains(&true);
            intact += usize::from(super::is_han(character) && !is_lost);
            position += width;
        }
        intact
    }

    /// The text in the wrong reading, and which of its bytes are lost.
    fn read(&self, text: &str) -> (String, Vec<bool>) {
        let bytes = self.right.encode(text).0;
        let (mut read, mut lost) = (String::new(), Vec::new());
        while lost.len() < bytes.len() {
            let (character, width) = (self.wrong)(&bytes[lost.len()..]);
            read.push(character.unwrap_or('\u{FFFD}'));
            lost.extend(std::iter::repeat_n(character.is_none(), width));
        }
        (read, lost)
    }
}

/// The classes of users' reports, and the shares that survive in them.
pub(crate) const DAMAGES: [Damage; 18] = [
    damage("utf8_as_gbk (gb18030)", UTF_8, gb18030, 1, 0.924),
    damage("utf8_as_gbk (a byte lost)", UTF_8, gbk_byte, 1, 0.898),
    damage("utf8_as_gbk (a pair lost)", UTF_8, gbk_pair, 1, 0.82),
    damage("utf8_as_gbk (gb18030) twice", UTF_8, gb18030, 2, 0.82),
    damage("utf8_as_latin1", UTF_8, latin1, 1, 1.0),
    damage("utf8_as_latin1 (1252)", UTF_8, windows_1252, 1, 1.0),
    damage("utf8_as_latin1 (1252, lossy)", UTF_8, windows_1252_lossy, 1, 0.822),
    damage("utf8_as_latin1 twice", UTF_8, latin1, 2, 1.0),
    damage("utf8_as_latin1 (1252) twice", UTF_8, windows_1252, 2, 1.0),
    damage("gbk_as_latin1", GB18030, latin1, 1, 1.0),
    damage("gbk_as_latin1 (1252)", GB18030, windows_1252, 1, 1.0),
    damage("gbk_as_big5", GB18030, big5, 1, 0.93),
    damage("gbk_as_big5 (hkscs)", GB18030, big5_hkscs, 1, 0.975),
    damage("gbk_as_cp949", GB18030, cp949, 1, 0.975),
    damage("big5_as_gbk", BIG5, gbk_byte, 1, 0.514),
    damage("big5_as_gbk (gb18030)", BIG5, gb18030, 1, 1.0),
    damage("big5_as_latin1", BIG5, latin1, 1, 1.0),
    damage("big5_as_latin1 (1252)", BIG5, windows_1252, 1, 1.0),
];

const fn damage(
    name: &'static str,
    right: &'static Encoding,
    wrong: fn(&[u8]) -> (Option<char>, usize),
    times: usize,
    floor: f64,
) -> Damage {
    Damage { name, right, wrong, times, floor }
}

fn latin1(bytes: &[u8]) -> (Option<char>, usize) {
    (Some(char::from(bytes[0])), 1)
}

fn windows_1252(bytes: &[u8]) -> (Option<char>, usize) {
    (decoded(&bytes[..1], WINDOWS_1252), 1)
}

/// windows-1252 of a decoder that has nothing for five of its bytes.
fn windows_1252_lossy(bytes: &[u8]) -> (Option<char>, usize) {
    (decoded(&bytes[..1], WINDOWS_1252).filter(|&c| !c.is_control() || c.is_ascii()), 1)
}

fn gb18030(bytes: &[u8]) -> (Option<char>, usize) {
    match bytes {
        [0x80, ..] => (Some('€'), 1),
        [0x81..=0xFE, b'0'..=b'9', ..] => {
            let character = bytes.get(..4).and_then(|four| decoded(four, GB18030));
            (character, if character.is_some() { 4 } else { 1 })
        }
        _ => pair(bytes, GB18030),
    }
}

/// GBK alone, without private use; what is no pair costs one byte.
fn gbk_byte(bytes: &[u8]) -> (Option<char>, usize) {
    let (character, width) = pair(bytes, GB18030);
    match character.filter(|c| !matches!(c, '\u{E000}'..='\u{F8FF}')) {
        None => (None, 1),
        some => (some, width),
    }
}

/// GBK alone, without private use; what is no pair costs both bytes.
fn gbk_pair(bytes: &[u8]) -> (Option<char>, usize) {
    let (character, width) = pair(bytes, GB18030);
    (character.filter(|c| !matches!(c, '\u{E000}'..='\u{F8FF}')), width)
}

/// Big5 without the rows of Hong Kong.
fn big5(bytes: &[u8]) -> (Option<char>, usize) {
    match bytes {
        [0x81..=0xA0 | 0xC7..=0xC8 | 0xFA..=0xFE, ..] | [0xC6, 0xA1..=0xFE, ..] => (None, 1),
        _ => pair(bytes, BIG5),
    }
}

fn big5_hkscs(bytes: &[u8]) -> (Option<char>, usize) {
    pair(bytes, BIG5)
}

fn cp949(bytes: &[u8]) -> (Option<char>, usize) {
    pair(bytes, EUC_KR)
}

/// One byte of ASCII, or a pair; an ASCII byte is never lost.
fn pair(bytes: &[u8], encoding: &'static Encoding) -> (Option<char>, usize) {
    match bytes {
        [ascii @ 0..=0x7F, ..] => (Some(char::from(*ascii)), 1),
        [_, second, ..] => {
            let character = decoded(&bytes[..2], encoding);
            (character, if character.is_some() || *second >= 0x80 { 2 } else { 1 })
        }
        _ => (None, 1),
    }
}

/// The one character that the bytes are.
fn decoded(bytes: &[u8], encoding: &'static Encoding) -> Option<char> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    let mut characters = text.chars();
    let character = characters.next()?;
    characters.next().is_none().then_some(character)
}
