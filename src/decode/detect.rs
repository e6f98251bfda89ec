//! Which encoding bytes are in. The steps go from proof to likelihood, and the first that speaks decides.

use super::{
    Basis, Encoding, Evidence, label,
    reading::{Reading, SAMPLE, SAMPLE_OF_THE_PROVEN, Sample},
    segments,
    utf8::{Census, count},
    utf16,
};

/// An encoding, why, and where the text begins.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Verdict<'b> {
    pub(super) encoding: Encoding,
    pub(super) evidence: Evidence,
    /// Length of the byte order mark.
    pub(super) start: usize,
    /// The text, where every byte of it is UTF-8.
    pub(super) valid: Option<&'b str>,
}

/// Common characters make up 700 to 950 thousandths of Chinese text of any length over a few characters, and under 250
/// of text in another encoding.
const SHARE_OF_TEXT: usize = 350;
/// Two readings closer than this are equal.
const SCORE_OF_A_TIE: usize = 100;

/// The encoding of `bytes`; `None` if they are no text in any of the set. `hint` is what the caller believes.
pub(super) fn detect(bytes: &[u8], hint: Option<Encoding>) -> Option<Verdict<'_>> {
    if is_known_binary(bytes) {
        return None;
    }
    let (mark, start) = mark(bytes);
    let label = label::find(bytes);
    let named = label.as_ref().and_then(|label| label.encoding);
    let witness = hint.map(|hint| (hint, Basis::Hint)).or(named.map(|named| (named, Basis::Label)));
    let census = Census::of(&bytes[start..]);
    let candidates = Candidates::of(&bytes[start..], census);
    let (encoding, basis) = candidates.decide(&bytes[start..], census, mark, witness)?;
    let (next, margin) = candidates.next_to(encoding);
    let label = label.filter(|label| label.encoding != Some(encoding)).map(|label| label.name);
    Some(Verdict { encoding, evidence: Evidence { basis, margin, next, label }, start, valid: census.valid })
}

/// An encoding that the caller or the page names.
type Witness = (Encoding, Basis);

/// How a text reads in each encoding of the set.
struct Candidates([(Encoding, Reading); 5]);

impl Candidates {
    fn of(text: &[u8], census: Census<'_>) -> Self {
        let size = if census.is_valid() && census.is_proof() { SAMPLE_OF_THE_PROVEN } else { SAMPLE };
        let Sample { wide, narrow } = Sample::of(text, size);
        let read = |encoding, windows: &[&[u8]]| (encoding, Reading::of_windows(windows, encoding));
        Self([
            read(Encoding::Utf8, &narrow),
            read(Encoding::Gb18030, &narrow),
            read(Encoding::Big5, &narrow),
            read(Encoding::Utf16Le, &wide),
            read(Encoding::Utf16Be, &wide),
        ])
    }

    /// The encoding of `text`, which begins behind a byte order mark that says `mark`.
    fn decide(
        &self,
        text: &[u8],
        census: Census<'_>,
        mark: Option<Encoding>,
        witness: Option<Witness>,
    ) -> Option<(Encoding, Basis)> {
        if let Some(encoding) = mark.filter(|&encoding| encoding != Encoding::Utf8 && self.bears_out(encoding, text)) {
            return Some((encoding, Basis::Bom));
        }
        // Chinese text holds few zero bytes in UTF-16, but many control bytes (。 is 02 30)
        if (text.contains(&0) || is_binary(text))
            && let Some(found) = self.utf16(witness)
        {
            return Some(found);
        }
        if is_binary(text) || is_seven_bit_chinese(text) {
            return None;
        }
        let valid = if census.is_valid() { Basis::Valid } else { Basis::MostlyValid };
        if census.is_proof() {
            return Some((Encoding::Utf8, if mark == Some(Encoding::Utf8) { Basis::Bom } else { valid }));
        }
        self.two_bytes(witness)
            .or_else(|| census.is_whole().then_some((Encoding::Utf8, valid)))
            .or_else(|| segments::majority(text).map(|encoding| (encoding, Basis::MostlyValid)))
            .or_else(|| self.utf16(witness))
            .or_else(|| is_nearly_ascii(text).then_some((Encoding::Utf8, Basis::MostlyValid)))
    }

    /// Whether `text` may be in the encoding that a byte order mark before it stands for.
    fn bears_out(&self, encoding: Encoding, text: &[u8]) -> bool {
        let is_possible = match encoding {
            Encoding::Utf16Le => utf16::is_text(text, u16::from_le_bytes),
            Encoding::Utf16Be => utf16::is_text(text, u16::from_be_bytes),
            Encoding::Utf8 | Encoding::Gb18030 | Encoding::Big5 => self.of_encoding(encoding).is_possible(),
        };
        let score = self.of_encoding(encoding).score();
        let has_better = self.0.iter().any(|(_, other)| other.all > 0 && other.score() >= SHARE_OF_TEXT.max(score + 1));
        score >= SHARE_OF_TEXT || (is_possible && !has_better)
    }

    fn of_encoding(&self, encoding: Encoding) -> Reading {
        self.0.iter().find(|(other, _)| *other == encoding).map_or_else(Reading::default, |&(_, reading)| reading)
    }

    /// The byte order in which the text is Chinese or ASCII. Pairs of ASCII letters look like Chinese characters in
    /// either order, so that the share of common ones decides.
    fn utf16(&self, witness: Option<Witness>) -> Option<(Encoding, Basis)> {
        let orders = [Encoding::Utf16Le, Encoding::Utf16Be].map(|encoding| (encoding, self.of_encoding(encoding)));
        let [(_, little), (_, big)] = orders;
        let &(encoding, best) = orders.iter().max_by_key(|(_, reading)| reading.score())?;
        if best.score() >= SHARE_OF_TEXT && little.score() != big.score() {
            return Some((encoding, Basis::Statistics));
        }
        let vouched = |&(encoding, reading): &(Encoding, Reading)| {
            let (_, basis) = witness.filter(|(named, _)| *named == encoding)?;
            (reading.is_possible() && reading.share() >= share_with_witness(reading.all)).then_some((encoding, basis))
        };
        orders.iter().find_map(vouched)
    }

    /// GB18030 or Big5, whichever reads as Chinese.
    fn two_bytes(&self, witness: Option<Witness>) -> Option<(Encoding, Basis)> {
        let mut possible: Vec<(Encoding, Reading)> = [Encoding::Gb18030, Encoding::Big5]
            .map(|encoding| (encoding, self.of_encoding(encoding)))
            .into_iter()
            .filter(|(_, reading)| reading.is_possible())
            .collect();
        possible.sort_by_key(|(_, reading)| std::cmp::Reverse(reading.score()));
        let &(best, reading) = possible.first()?;
        if let Some((encoding, basis)) = witness
            && let Some((_, witnessed)) = possible.iter().find(|(other, _)| *other == encoding)
            && witnessed.score() + SCORE_OF_A_TIE > reading.score()
            && witnessed.share() >= share_with_witness(witnessed.all)
            && (encoding != best || witnessed.share() < SHARE_OF_TEXT)
        {
            return Some((encoding, basis));
        }
        let basis = match possible.len() {
            1 if reading.malformed == 0 => Basis::Valid,
            1 => Basis::MostlyValid,
            _ => Basis::Statistics,
        };
        (reading.share() >= SHARE_OF_TEXT).then_some((best, basis))
    }

    /// The best reading but that in `encoding`, and how far it is behind, from 0 to 1.
    fn next_to(&self, encoding: Encoding) -> (Option<Encoding>, f64) {
        let own = self.of_encoding(encoding).score();
        let others = self.0.iter().filter(|(other, reading)| *other != encoding && reading.common > 0);
        let next = others.max_by_key(|(_, reading)| reading.score());
        // a valid text in another language has no score of its own
        let margin = next.map_or(1000, |(_, reading)| own.saturating_sub(reading.score()));
        (next.map(|&(next, _)| next), margin as f64 / 1000.0)
    }
}

/// What share of so many characters must be common in a reading that the caller or the page vouches for: names and lists
/// of rare characters pass, a long text in an encoding outside the set does not.
fn share_with_witness(characters: usize) -> usize {
    match characters {
        0..=8 => 0,
        9..=100 => 100,
        _ => 250,
    }
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
    let is_control = |byte: u8| matches!(byte, 0..=8 | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F);
    count(bytes, is_control) * 50 > bytes.len()
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
