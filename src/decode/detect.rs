//! Which encoding bytes are in. The steps go from proof to likelihood, and the first that speaks decides.

use super::{
    Encoding, Evidence,
    common::CommonCharacters,
    label,
    multibyte::{Rule, Stretch, stretches},
    segments,
    utf8::Census,
    utf16,
};

/// An encoding, why, and where the text begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    pub(super) encoding: Encoding,
    pub(super) evidence: Evidence,
    /// Length of the byte order mark.
    pub(super) start: usize,
}

/// How much of a file is read to choose between encodings that both fit.
const SAMPLE: usize = 1 << 20;

/// The encoding of `bytes`; `None` if they are no text in any of the set.
pub(super) fn detect(bytes: &[u8]) -> Option<Verdict> {
    if is_known_binary(bytes) {
        return None;
    }
    let (marked, start) = mark(bytes);
    let text = &bytes[start..];
    let verdict = |encoding, evidence| Some(Verdict { encoding, evidence, start });
    let common = CommonCharacters::new();
    match marked {
        Some(Encoding::Utf16Le) if utf16::is_text(text, u16::from_le_bytes) => {
            return verdict(Encoding::Utf16Le, Evidence::Bom);
        }
        Some(Encoding::Utf16Be) if utf16::is_text(text, u16::from_be_bytes) => {
            return verdict(Encoding::Utf16Be, Evidence::Bom);
        }
        Some(Encoding::Utf16Le | Encoding::Utf16Be) => return None,
        Some(encoding @ Encoding::Gb18030) => return verdict(encoding, Evidence::Bom),
        _ => {}
    }
    // Chinese text holds few zero bytes in UTF-16, but many control bytes (。 is 02 30)
    if (text.contains(&0) || is_binary(text))
        && let Some(encoding) = utf16_order(text, &common)
    {
        return verdict(encoding, Evidence::Statistics);
    }
    if is_binary(text) || is_seven_bit_chinese(text) {
        return None;
    }
    let census = Census::of(text);
    if census.is_valid() || census.is_mostly_valid() {
        let evidence = match marked {
            Some(_) => Evidence::Bom,
            None if census.is_valid() => Evidence::Valid,
            None => Evidence::MostlyValid,
        };
        return verdict(Encoding::Utf8, evidence);
    }
    let (encoding, evidence) = two_bytes(text, label::named(text), &common)
        .or_else(|| segments::majority(text).map(|encoding| (encoding, Evidence::MostlyValid)))
        .or_else(|| utf16_order(text, &common).map(|encoding| (encoding, Evidence::Statistics)))
        .or_else(|| is_nearly_ascii(text).then_some((Encoding::Utf8, Evidence::MostlyValid)))?;
    verdict(encoding, evidence)
}

/// The encoding that a byte order mark stands for, and the mark's length.
fn mark(bytes: &[u8]) -> (Option<Encoding>, usize) {
    match bytes {
        [0xEF, 0xBB, 0xBF, ..] => (Some(Encoding::Utf8), 3),
        [0xFF, 0xFE, ..] => (Some(Encoding::Utf16Le), 2),
        [0xFE, 0xFF, ..] => (Some(Encoding::Utf16Be), 2),
        [0x84, 0x31, 0x95, 0x33, ..] => (Some(Encoding::Gb18030), 4),
        _ => (None, 0),
    }
}

/// The byte order in which `bytes` are Chinese or ASCII text. Pairs of ASCII letters look like Chinese characters in
/// either order, so that the share of common ones decides.
fn utf16_order(bytes: &[u8], common: &CommonCharacters) -> Option<Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let little = utf16::plausibility(sample, u16::from_le_bytes, common);
    let big = utf16::plausibility(sample, u16::from_be_bytes, common);
    let (encoding, share) = if little >= big { (Encoding::Utf16Le, little?) } else { (Encoding::Utf16Be, big?) };
    (share >= 300 && little != big).then_some(encoding)
}

/// Files that people leave among scraped pages, by their first bytes: some of them are text for long stretches.
fn is_known_binary(bytes: &[u8]) -> bool {
    const SIGNATURES: [&[u8]; 10] = [
        b"%PDF-",
        b"PK\x03\x04",
        b"\x89PNG",
        b"\xFF\xD8\xFF",
        b"GIF8",
        b"\xD0\xCF\x11\xE0",
        b"Rar!",
        b"7z\xBC\xAF",
        b"\x1F\x8B",
        b"{\\rtf",
    ];
    SIGNATURES.iter().any(|signature| bytes.starts_with(signature))
}

/// Whether more than one byte in fifty is a control character that no text holds.
fn is_binary(bytes: &[u8]) -> bool {
    let control = |byte: &&u8| matches!(byte, 0..=8 | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F);
    bytes.iter().filter(control).count() * 50 > bytes.len()
}

/// Whether ASCII bytes stand for Chinese: HZ (`~{...~}`) or ISO-2022 (escape, dollar sign).
fn is_seven_bit_chinese(bytes: &[u8]) -> bool {
    if !bytes.is_ascii() {
        return false;
    }
    if bytes.windows(2).any(|pair| pair == b"\x1B$") {
        return true;
    }
    let mut pairs = 0;
    let mut rest = bytes;
    while let Some(start) = rest.windows(2).position(|pair| pair == b"~{") {
        rest = &rest[start + 2..];
        // a run never crosses a line; the bound keeps a file of `~{` alone linear
        let line = &rest[..rest.iter().take(400).position(|&byte| byte == b'\n').unwrap_or(rest.len().min(400))];
        let Some(length) = line.windows(2).position(|pair| pair == b"~}") else { continue };
        if length % 2 != 0 || !line[..length].iter().all(u8::is_ascii_graphic) {
            return false;
        }
        pairs += length / 2;
        rest = &rest[length + 2..];
    }
    pairs >= 2
}

/// Whether a few stray bytes stand in an ASCII text.
fn is_nearly_ascii(bytes: &[u8]) -> bool {
    bytes.iter().filter(|byte| !byte.is_ascii()).count() * 100 <= bytes.len()
}

/// What a sample says in an encoding of two bytes a character. Tags are ASCII, so that they do not count.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Reading {
    /// Malformed sequences, but for a cut last character.
    malformed: usize,
    /// Characters outside ASCII, but for punctuation and full-width forms.
    all: usize,
    /// Those among them that are common.
    common: usize,
}

impl Reading {
    /// Reads `sample` by `rule`.
    pub(super) fn of(sample: &[u8], rule: &Rule, common: &CommonCharacters) -> Self {
        let mut reading = Self::default();
        stretches(sample, 0, rule.encoding, |stretch| match stretch {
            Stretch::Malformed(span) => reading.malformed += usize::from(span.end < sample.len()),
            Stretch::Text(text, _) => {
                for character in text.chars().filter(|&character| !is_neutral(character)) {
                    reading.all += 1;
                    reading.common += usize::from(common.contains(character));
                }
            }
        });
        reading
    }

    /// Whether the bytes are well formed, but for two sequences and one more in ten characters: a single bad byte can
    /// shift those behind it, up to the next ASCII byte.
    fn is_possible(self) -> bool {
        self.all > 0 && self.malformed * 10 <= self.all + 20
    }

    /// Whether all bytes are well formed, and stand for enough characters of which enough are common.
    pub(super) fn is_clear(self, shortest: usize, share: usize) -> bool {
        self.malformed == 0 && self.all >= shortest && self.share() >= share
    }

    /// Thousandths of the characters that are common.
    pub(super) fn share(self) -> usize {
        self.common * 1000 / self.all.max(1)
    }
}

/// Characters that say nothing of the language.
fn is_neutral(character: char) -> bool {
    character.is_ascii()
        || matches!(character, '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FFEF}' | '\u{2010}'..='\u{2030}' | '·' | '×' | '\u{A0}')
}

/// Common characters make up 700 to 950 thousandths of Chinese text of any length over a few characters, and under 250
/// of text in another encoding.
const SHARE_OF_TEXT: usize = 350;
/// With a label that says the same, names and lists of rare characters pass too.
const SHARE_WITH_LABEL: usize = 100;
/// Two readings closer than this are equal.
const SHARE_OF_A_TIE: usize = 100;

/// GB18030 or Big5, whichever reads as Chinese.
fn two_bytes(bytes: &[u8], label: Option<Encoding>, common: &CommonCharacters) -> Option<(Encoding, Evidence)> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let mut possible: Vec<(Encoding, Reading)> =
        [(Encoding::Gb18030, super::gb18030::RULE), (Encoding::Big5, super::big5::RULE)]
            .into_iter()
            .map(|(encoding, rule)| (encoding, Reading::of(sample, &rule, common)))
            .filter(|(_, reading)| reading.is_possible())
            .collect();
    possible.sort_by_key(|(_, reading)| std::cmp::Reverse(reading.share()));
    let &(mut encoding, best) = possible.first()?;
    let mut evidence = match possible.len() {
        1 if best.malformed == 0 => Evidence::Valid,
        1 => Evidence::MostlyValid,
        _ => Evidence::Statistics,
    };
    let mut needed = if label == Some(encoding) { SHARE_WITH_LABEL } else { SHARE_OF_TEXT };
    if let Some(&(other, second)) = possible.get(1)
        && second.share() + SHARE_OF_A_TIE > best.share()
        && label == Some(other)
    {
        (encoding, evidence, needed) = (other, Evidence::Label, SHARE_WITH_LABEL);
    }
    (best.share() >= needed).then_some((encoding, evidence))
}
