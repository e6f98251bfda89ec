//! Bytes → text: which encoding, then the characters, each tied to its bytes.
//!
//! The encoding is proved by the bytes; what the page says of itself (`charset=`) decides only between readings that
//! the bytes leave open. Bytes that are malformed become U+FFFD, one by one, and the rest goes on.

mod big5;
mod detect;
mod frequent;
mod gb18030;
mod label;
mod multibyte;
mod reading;
mod segments;
mod utf16;
mod utf8;

use serde::Serialize;

use crate::{
    Result,
    alignment::{AlignedText, Grain},
    error::ErrorKind,
    span::SourceSpan,
};

/// The closed set of encodings that are read, by their WHATWG names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Encoding {
    /// UTF-8, and pure ASCII.
    #[serde(rename = "UTF-8")]
    Utf8,
    /// GB18030, and with it GBK and GB2312.
    #[serde(rename = "gb18030")]
    Gb18030,
    /// Big5 with the Hong Kong supplement.
    Big5,
    /// UTF-16, least significant byte first.
    #[serde(rename = "UTF-16LE")]
    Utf16Le,
    /// UTF-16, most significant byte first.
    #[serde(rename = "UTF-16BE")]
    Utf16Be,
}

impl Encoding {
    /// The encoding that `label` names (`gbk`, `UTF-16`), by the WHATWG encoding standard; `None` if it is not of the set.
    #[must_use]
    pub fn for_label(label: &str) -> Option<Self> {
        label::named(label)
    }
}

/// What decided on an encoding, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Basis {
    /// A byte order mark.
    Bom,
    /// Every byte is well formed in this encoding, and in no other of the set that was left.
    Valid,
    /// All but a few bytes are.
    MostlyValid,
    /// Several encodings fit, and in this one the text is made of common characters.
    Statistics,
    /// Several encodings fit equally well, and the caller named this one.
    Hint,
    /// Several encodings fit equally well, and the page names this one.
    Label,
}

/// Why a file was read in its encoding, and how near the next one was.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Evidence {
    /// What decided.
    pub basis: Basis,
    /// How much more of the text is common Chinese in this encoding than in the next best, from 0 to 1.
    pub margin: f64,
    /// The next best reading; none where no other encoding finds a common character in the bytes.
    pub next: Option<Encoding>,
    /// The encoding that the page names for itself, as it stands there, where it is another.
    pub label: Option<String>,
}

/// A byte range of the file in another encoding than the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Segment {
    /// Its encoding.
    pub encoding: Encoding,
    /// The bytes.
    pub source_span: SourceSpan,
}

/// A text in one encoding, with the reason why it was read so.
#[derive(Clone, Debug)]
pub struct Decoded {
    /// The text, aligned to the raw bytes. A byte order mark is not in it.
    pub text: AlignedText,
    /// The encoding of the whole file.
    pub encoding: Encoding,
    /// Why it was read so.
    pub evidence: Evidence,
    /// The parts of the file that are in another encoding, and were read in it.
    pub segments: Vec<Segment>,
}

/// Decodes `bytes`. `hint` is the encoding that the caller believes them to be in; it decides where the bytes do not.
///
/// # Errors
/// `empty` if there are no bytes or only white space, `not_text` if they are no text in any encoding of the set.
pub fn decode(bytes: &[u8], hint: Option<Encoding>) -> Result<Decoded> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ErrorKind::Empty.into());
    }
    let Some(verdict) = detect::detect(bytes, hint) else {
        return Err(ErrorKind::NotText(SourceSpan::new(0, bytes.len())).into());
    };
    let segments = match verdict.encoding {
        Encoding::Utf8 if verdict.evidence.basis == Basis::Valid => Vec::new(),
        Encoding::Utf8 | Encoding::Gb18030 | Encoding::Big5 => {
            segments::foreign(bytes, verdict.start, verdict.encoding)
        }
        Encoding::Utf16Le | Encoding::Utf16Be => Vec::new(),
    };
    let mut text = AlignedText::default();
    let mut position = verdict.start;
    for segment in &segments {
        append(&mut text, &bytes[..segment.source_span.start], position, verdict.encoding);
        append(&mut text, &bytes[..segment.source_span.end], segment.source_span.start, segment.encoding);
        position = segment.source_span.end;
    }
    match verdict.valid {
        // what was looked through once is taken as it is
        Some(valid) if verdict.encoding == Encoding::Utf8 && segments.is_empty() => {
            text.push_decoded(valid, SourceSpan::new(position, bytes.len()), Grain::IDENTITY)
        }
        _ => append(&mut text, bytes, position, verdict.encoding),
    }
    if text.text().chars().all(char::is_whitespace) {
        return Err(ErrorKind::Empty.into());
    }
    Ok(Decoded { text, encoding: verdict.encoding, evidence: verdict.evidence, segments })
}

/// Decodes `bytes` from `start` on, at the end of `text`.
fn append(text: &mut AlignedText, bytes: &[u8], start: usize, encoding: Encoding) {
    match encoding {
        Encoding::Utf8 => utf8::decode(text, bytes, start),
        Encoding::Gb18030 => multibyte::decode(text, bytes, start, &gb18030::RULE),
        Encoding::Big5 => multibyte::decode(text, bytes, start, &big5::RULE),
        Encoding::Utf16Le => utf16::decode(text, bytes, start, u16::from_le_bytes),
        Encoding::Utf16Be => utf16::decode(text, bytes, start, u16::from_be_bytes),
    }
}

#[cfg(test)]
mod tests;
