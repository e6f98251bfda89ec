//! What a reader of the output should know: text lost for good, a sign inferred, a value skipped.

use serde::Serialize;

use crate::span::{SourceSpan, TextSpan};

/// The kinds of warning. Each is a code in the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum WarningCode {
    /// Text of the source is gone for good.
    TextLost,
    /// A character was guessed where a byte is lost.
    CharacterInferred,
    /// A unit that the page lost was inferred from the indicator.
    UnitInferred,
    /// A table has figures in thousands or so of a unit that no list has; it is kept as written.
    UnitUnknown,
    /// A value was redacted in the source; it is in no record.
    ValueRedacted,
    /// A number can be read in two ways that differ; it is in no record.
    ValueAmbiguous,
    /// A table has rows of different lengths.
    TableUneven,
    /// A field of the document stands twice with different values.
    FieldConflict,
    /// There is more than one text may hold of it: what is over the limit is left out, or left as it stands.
    LimitReached,
}

/// One warning, with the place it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// Its kind.
    pub code: WarningCode,
    /// What a person should know.
    pub message: String,
    /// The place in the clean text; empty for what stands outside of it: a meta field, the name of an attachment.
    pub span: TextSpan,
    /// The place in the source file.
    pub source_span: SourceSpan,
}
