//! Bytes → text: which encoding, then the characters, each tied to its bytes.

use serde::Serialize;

use crate::alignment::AlignedText;

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

/// A text in one encoding, with the reason why it was read so.
#[derive(Clone, Debug)]
pub struct Decoded {
    /// The text, aligned to the raw bytes.
    pub text: AlignedText,
    /// The encoding of the whole file.
    pub encoding: Encoding,
}

/// Decodes `bytes`.
///
/// # Errors
/// `empty` if there are no bytes, `not_text` if they are no text in any encoding of the set.
pub fn decode(bytes: &[u8]) -> crate::Result<Decoded> {
    let _ = bytes;
    todo!()
}
