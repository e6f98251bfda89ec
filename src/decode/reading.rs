//! How bytes read in an encoding: what share of the text is made of common characters. It is the statistics that are
//! left where validity leaves a doubt.

use super::{
    Encoding,
    frequent::is_frequent,
    multibyte::{Stretch, stretches},
    utf16,
};

/// Bytes looked at together. One that is missing puts the characters behind it out of step, so each window may begin at
/// its second byte.
const WINDOW: usize = 256;
/// About how many bytes of a file are read; more would not say more.
pub(super) const SAMPLE: usize = 1 << 14;
/// The same where validity has proved an encoding, to see how far the others are behind.
pub(super) const SAMPLE_OF_THE_PROVEN: usize = 1 << 11;

/// A sample of the windows of a file, from all over it.
pub(super) struct Sample<'a> {
    /// For UTF-16.
    pub(super) wide: Vec<&'a [u8]>,
    /// For the other encodings: what stands between ASCII bytes.
    pub(super) narrow: Vec<&'a [u8]>,
}

impl<'a> Sample<'a> {
    /// Takes about `size` bytes of each.
    pub(super) fn of(bytes: &'a [u8], size: usize) -> Self {
        // below @ no byte is part of a longer character, but for digits in GB18030
        let is_border = |byte: &u8| *byte < b'@' && !byte.is_ascii_digit();
        let narrow = bytes.split(is_border).flat_map(|run| run.chunks(WINDOW)).filter(|window| !window.is_ascii());
        Self { wide: thinned(bytes.chunks(WINDOW).collect(), size), narrow: thinned(narrow.collect(), size) }
    }
}

/// Every so manieth window, so that about `size` bytes are left.
fn thinned(windows: Vec<&[u8]>, size: usize) -> Vec<&[u8]> {
    let bytes: usize = windows.iter().map(|window| window.len()).sum();
    windows.into_iter().step_by(bytes.div_ceil(size).max(1)).collect()
}

/// What bytes say in an encoding. Tags and other ASCII do not count, but in UTF-16, where they prove it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Reading {
    /// Malformed sequences, and characters that no Chinese text in this encoding has.
    pub(super) malformed: usize,
    /// Characters that tell something of the language.
    pub(super) all: usize,
    /// Those among them that are common.
    pub(super) common: usize,
    /// Those among them that are ASCII, in UTF-16.
    ascii: usize,
}

impl Reading {
    /// Reads the windows of a file in `encoding`, each in the better step.
    pub(super) fn of_windows(windows: &[&[u8]], encoding: Encoding) -> Self {
        let mut sum = Self::default();
        for window in windows {
            let reading = Self::of(window, encoding);
            let best = if reading.score() >= 500 || window.len() == 1 {
                reading
            } else {
                let mut shifted = Self::of(&window[1..], encoding);
                shifted.malformed += 1;
                // out of step, ASCII reads the same in both byte orders
                shifted.all -= shifted.ascii;
                shifted.common -= shifted.ascii;
                if shifted.score() > reading.score() { shifted } else { reading }
            };
            sum.malformed += best.malformed;
            sum.all += best.all;
            sum.common += best.common;
        }
        sum
    }

    /// Reads all of `bytes`; a last character that is cut does not count.
    pub(super) fn of(bytes: &[u8], encoding: Encoding) -> Self {
        let mut reading = Self::default();
        match encoding {
            Encoding::Utf8 => {
                for chunk in bytes.utf8_chunks() {
                    chunk.valid().chars().for_each(|character| reading.take(character));
                    reading.malformed += usize::from(!chunk.invalid().is_empty());
                }
            }
            Encoding::Gb18030 => reading.take_stretches(bytes, encoding_rs::GB18030),
            Encoding::Big5 => reading.take_stretches(bytes, encoding_rs::BIG5),
            Encoding::Utf16Le => reading.take_units(bytes, u16::from_le_bytes),
            Encoding::Utf16Be => reading.take_units(bytes, u16::from_be_bytes),
        }
        reading
    }

    fn take_stretches(&mut self, bytes: &[u8], encoding: &'static encoding_rs::Encoding) {
        stretches(bytes, 0, encoding, |stretch| match stretch {
            Stretch::Malformed(span) => self.malformed += usize::from(span.end < bytes.len()),
            Stretch::Text(text, _) => text.chars().for_each(|character| self.take(character)),
        });
    }

    fn take_units(&mut self, bytes: &[u8], unit: fn([u8; 2]) -> u16) {
        for character in utf16::characters(bytes, unit) {
            match character {
                Some(' '..='~' | '\t' | '\r' | '\n') => {
                    self.all += 1;
                    self.common += 1;
                    self.ascii += 1;
                }
                Some(character) if is_neutral(character) || ('\u{4E00}'..='\u{9FFF}').contains(&character) => {
                    self.take(character);
                }
                _ => self.malformed += 1,
            }
        }
    }

    fn take(&mut self, character: char) {
        if !is_neutral(character) {
            self.all += 1;
            self.common += usize::from(is_frequent(character));
        }
    }

    /// Whether the bytes are well formed, but for two sequences and one more in ten characters: a single bad byte can
    /// shift those behind it, up to the next ASCII byte.
    pub(super) fn is_possible(self) -> bool {
        self.all > 0 && self.malformed * 10 <= self.all + 20
    }

    /// Thousandths of the characters that are common.
    pub(super) fn share(self) -> usize {
        self.common * 1000 / self.all.max(1)
    }

    /// Thousandths of the text that are common characters; what is malformed counts against it. Nothing speaks against a
    /// text that has nothing to judge by.
    pub(super) fn score(self) -> usize {
        match self.all + self.malformed {
            0 => 1000,
            sum => self.common.saturating_sub(self.malformed) * 1000 / sum,
        }
    }
}

/// Characters that say nothing of the language.
pub(super) fn is_neutral(character: char) -> bool {
    character.is_ascii()
        || matches!(character, '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FFEF}' | '\u{2010}'..='\u{2030}' | '·' | '×' | '\u{A0}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_common_in_its_own_encoding_only() {
        let text = "全市规模以上工业企业数量增长，新增就业人数达到五万人。".repeat(20);
        let gbk = encoding_rs::GB18030.encode(&text).0;
        assert!(Reading::of(&gbk, Encoding::Gb18030).score() > 800);
        for other in [Encoding::Utf8, Encoding::Big5, Encoding::Utf16Le, Encoding::Utf16Be] {
            assert!(Reading::of(&gbk, other).score() < 200, "{other:?}");
        }
    }

    #[test]
    fn a_lost_byte_costs_one_window() {
        let text = "全市规模以上工业企业数量增长，新增就业人数达到五万人。".repeat(50);
        for (encoding, mut bytes) in [
            (Encoding::Gb18030, encoding_rs::GB18030.encode(&text).0.into_owned()),
            (Encoding::Utf16Le, text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
            (Encoding::Utf16Be, text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        ] {
            bytes.remove(1);
            assert!(Reading::of(&bytes, encoding).score() < 350, "{encoding:?}");
            let Sample { wide, narrow } = Sample::of(&bytes, SAMPLE);
            let windows = if encoding == Encoding::Gb18030 { narrow } else { wide };
            assert!(Reading::of_windows(&windows, encoding).score() > 700, "{encoding:?}");
        }
    }
}
