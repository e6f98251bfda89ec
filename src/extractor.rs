//! The stages in order: bytes in, an [`Extraction`] out.

use serde::Serialize;

use crate::{
    alignment::{Count, Repair},
    clean::Script,
    decode::Encoding,
    document::Metadata,
    lexicon::Lexicon,
    record::Record,
    span::{SourceSpan, TextSpan},
    warning::Warning,
};

/// A byte range of the file in another encoding than the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Segment {
    /// Its encoding.
    pub encoding: Encoding,
    /// The bytes.
    pub source_span: SourceSpan,
}

/// One document of a collection.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Part {
    /// Its own fields.
    pub document: Metadata,
    /// Where it stands in the clean text.
    pub span: TextSpan,
}

/// What was left out of the clean text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Removed {
    /// Navigation, footers, spam.
    pub boilerplate: Count,
    /// Tags, Markdown signs, a YAML head.
    pub markup: Count,
}

/// Everything that was read from one file.
#[derive(Clone, Debug, Serialize)]
pub struct Extraction {
    /// The encoding the bytes were read in.
    pub encoding: Encoding,
    /// Parts in another encoding.
    pub segments: Vec<Segment>,
    /// The script before conversion.
    pub script: Script,
    /// The document's fields.
    pub document: Metadata,
    /// The documents of a collection.
    pub parts: Vec<Part>,
    /// The records, in the order of the text.
    pub records: Vec<Record>,
    /// What was repaired.
    pub repairs: Vec<Repair>,
    /// What the reader should know.
    pub warnings: Vec<Warning>,
    /// What was left out.
    pub removed: Removed,
    /// The clean text, in simplified characters.
    #[serde(skip)]
    pub text: crate::alignment::AlignedText,
}

/// Reads documents. Built once, used from many threads.
#[derive(Debug)]
pub struct Extractor {
    lexicon: Lexicon,
}

impl Extractor {
    /// An extractor with the built-in words and rules.
    ///
    /// # Errors
    /// If a built-in table is not well formed, which a test rules out.
    pub fn new() -> crate::Result<Self> {
        Ok(Self { lexicon: Lexicon::builtin()? })
    }

    /// Reads one document from the raw bytes of its file.
    ///
    /// # Errors
    /// `empty` or `not_text` if the bytes hold no text, `limit` if they are over a limit.
    pub fn extract(&self, bytes: &[u8]) -> crate::Result<Extraction> {
        let _ = (&self.lexicon, bytes);
        todo!()
    }
}
