//! Clean page → document: its fields, its parts after GB/T 9704—2012, its outline and its sentences.

pub mod boilerplate;
pub mod layout;
pub mod line_join;
pub mod metadata;

use crate::{clean::Clean, lexicon::Lexicon};

pub use metadata::Metadata;

/// A document, ready to be read for records.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its fields.
    pub metadata: Metadata,
}

/// Reads the structure of a clean page.
#[must_use]
pub fn read(clean: Clean, lexicon: &Lexicon) -> Document {
    let _ = (clean, lexicon);
    todo!()
}
