//! gongwen (公文, official document) reads Chinese policy documents: from the bytes of a scraped page to records of what
//! the document commits to, each tied to the bytes it was read from.
//!
//! ```
//! use gongwen::{Extractor, mention::comparator::Comparator, record::Kind};
//!
//! // a page as it was scraped: HTML, Markdown or text, in any of the encodings that are read
//! let page = "关于湿地保护的通知\n到2035年，湿地保护率达到60%以上（牵头单位：县林业局）。\n".as_bytes();
//!
//! let extractor = Extractor::new()?;
//! let read = extractor.extract(page)?;
//! assert_eq!(read.document.title.as_deref(), Some("关于湿地保护的通知"));
//!
//! let record = &read.records[0];
//! assert_eq!((record.indicator.as_str(), record.year, record.kind), ("湿地保护率", Some(2035), Kind::Target));
//! assert_eq!((record.comparator, record.value.as_str(), record.unit.as_deref()), (Comparator::Ge, "60", Some("%")));
//! assert_eq!(record.bodies[0].name, "县林业局");
//! assert_eq!(&page[record.source_span.range()], "湿地保护率达到60%以上".as_bytes());
//! # Ok::<(), gongwen::Error>(())
//! ```
//!
//! # Where to look
//!
//! | for | see |
//! | --- | --- |
//! | what a page gives | [`Extraction`], [`Record`](record::Record), [`Metadata`](document::Metadata) |
//! | how it is read | [`Extractor`], [`Options`] |
//! | words and rules of your own | [`pack`], [`Extractor::builder`] |
//! | the clean text and its structure, without records | [`Extractor::document`], [`Document`](document::Document) |
//! | what was repaired, and where each byte came from | [`alignment`] |
//! | lines, tables, a page to look at | [`output`], [`report`] |
//! | scores against annotations | [`evaluate`](mod@evaluate) |
//! | programs to start from, terms, reasons | the `guide`: [cookbook](guide::cookbook), [glossary](guide::glossary), [design](guide::design) |
//!
//! # What holds everywhere
//!
//! - A span is a half-open range of bytes: a [`SourceSpan`](span::SourceSpan) of the file, a [`TextSpan`](span::TextSpan) of the
//!   clean text, which is UTF-8 in simplified characters.
//! - A value is a plain decimal in base units, as text: 2.5万人 is `25000` of `人`.
//! - Same bytes, same options, same words and rules: same result, on any machine and any number of threads.
//! - Any bytes give a result or an [`Error`]; nothing panics. Dirty input is no error: it is a repair, a warning, or a field
//!   that is not there.
//! - Of the types of other crates these stand in this interface: `rust_decimal::Decimal`, the value of a mention; `jieba_rs::Jieba`,
//!   the segmenter of the [`lexicon`]; `serde_json::Value` in [`evaluate`](mod@evaluate); and the record batches of Arrow behind the
//!   feature `arrow`.
//!
//! # Features
//!
//! | feature | brings |
//! | --- | --- |
//! | `cli` (default) | the `gongwen` command |
//! | `folder` (in `cli`) | `folder`: which files of a folder are read, in what order, on several threads |
//! | `csv` (in `cli`) | `output::csv`: two tables as text |
//! | `arrow` | `output::arrow`: the six tables of `output::table` as record batches |
//! | `parquet` (default) | `output::parquet`: a file a table |
//! | `sqlite` (default) | `output::sqlite`: a database; needs a C compiler |
//!
//! # The way of the data
//!
//! Data flows one way:
//!
//! ```text
//! bytes ─decode→ text ─page→ blocks ─clean→ clean text ─document→ document ─record→ records ─output→ JSONL
//! ```
//!
//! Every module uses only those before it. `mention`, which reads numbers, times, document numbers and organs in a line of
//! clean text, stands before `document`, whose fields are such mentions, and before `record`, which ties them together.

pub mod alignment;
mod characters;
pub mod clean;
pub mod decode;
pub mod digest;
pub mod document;
pub mod error;
pub mod evaluate;
pub mod extractor;
#[cfg(feature = "folder")]
pub mod folder;
pub mod lexicon;
pub mod limits;
pub mod mention;
pub mod output;
pub mod pack;
pub mod page;
pub mod record;
pub mod report;
pub mod rule;
pub mod span;
pub mod warning;

/// Pages to read: they hold no code but that of their examples.
#[cfg(any(doc, doctest))]
pub mod guide {
    #[doc = include_str!("../docs/cookbook.md")]
    pub mod cookbook {}
    #[doc = include_str!("../docs/glossary.md")]
    pub mod glossary {}
    #[doc = include_str!("../docs/design.md")]
    pub mod design {}
}

pub use error::{Error, ErrorKind, Result};
pub use extractor::{Extraction, Extractor, Options, OutputScript};
pub use limits::Limits;

/// The program in the README is compiled and run with the tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
