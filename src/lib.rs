//! gongwen (公文, official document) reads Chinese policy documents: from the bytes of a scraped page to records of what
//! the document commits to, each tied to the bytes it was read from.
//!
//! Data flows one way, and every module uses only those before it:
//!
//! ```text
//! bytes ─decode→ text ─page→ blocks ─clean→ clean text ─document→ document ─mention→ mentions ─record→ records ─output→ JSONL
//! ```

pub mod alignment;
pub mod clean;
pub mod decode;
pub mod document;
pub mod error;
pub mod evaluate;
pub mod extractor;
pub mod lexicon;
pub mod mention;
pub mod output;
pub mod pack;
pub mod page;
pub mod record;
pub mod report;
pub mod rule;
pub mod span;
pub mod warning;

pub use error::{Error, ErrorKind, Result};
pub use extractor::{Extraction, Extractor, Options, OutputScript};

/// The program in the README is compiled and run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
