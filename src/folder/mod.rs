//! Folders of files: which ones are read, in what order, and how on several threads.
//!
//! ```
//! use gongwen::{Extractor, Limits, folder::{Links, Source, Sources, in_order}};
//!
//! let (extractor, limits) = (Extractor::new()?, Limits::default());
//! let sources = Sources::find(&["fixtures".into()], Links::Skip);
//! let read = |source: &Source| extractor.extract(&source.bytes(limits.bytes)?);
//! let mut records = 0;
//! in_order(&sources.list, None, read, |_done, result| {
//!     records += result.map_or(0, |extraction| extraction.records.len());
//!     Ok(())
//! })?;
//! assert!(records > 0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod order;
mod sources;

pub use self::{
    order::{as_done, in_order},
    sources::{Links, Source, Sources},
};
