//! The form that results leave in: one JSON object a line, each with the file it came from.
//!
//! ```
//! use std::path::Path;
//! use gongwen::output::{ErrorLine, SourceName};
//!
//! let source = SourceName::from_path(Path::new("a.txt"));
//! let line = serde_json::to_string(&ErrorLine::new(&source, "empty", "nothing to read".into()))?;
//! assert_eq!(line, r#"{"source":"a.txt","error":{"code":"empty","message":"nothing to read"}}"#);
//! # Ok::<(), serde_json::Error>(())
//! ```

#[cfg(feature = "arrow")]
pub mod arrow;
#[cfg(feature = "csv")]
pub mod csv;
pub mod mention;
#[cfg(feature = "parquet")]
pub mod parquet;
mod source;
#[cfg(feature = "sqlite")]
pub mod sqlite;
#[cfg(any(feature = "arrow", feature = "sqlite"))]
pub mod table;

use serde::Serialize;

pub use crate::extractor::word;
pub use source::SourceName;

/// A line of output: the source, then the fields of `content`, which must serialise to an object.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Line<'a, T: Serialize> {
    #[serde(flatten)]
    source: &'a SourceName,
    #[serde(flatten)]
    content: &'a T,
}

impl<'a, T: Serialize> Line<'a, T> {
    /// The line for what was read from `source`: an [`Extraction`](crate::extractor::Extraction), a repair, a mention.
    pub fn new(source: &'a SourceName, content: &'a T) -> Self {
        Self { source, content }
    }
}

/// The line of a file that could not be read.
#[derive(Clone, Debug, Serialize)]
pub struct ErrorLine<'a> {
    #[serde(flatten)]
    source: &'a SourceName,
    error: Problem,
}

#[derive(Clone, Debug, Serialize)]
struct Problem {
    code: &'static str,
    message: String,
}

impl<'a> ErrorLine<'a> {
    /// The line that says why `source` gives nothing. `code` is that of [`Error::code`](crate::Error::code).
    #[must_use]
    pub fn new(source: &'a SourceName, code: &'static str, message: String) -> Self {
        Self { source, error: Problem { code, message } }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn a_line_holds_no_line_break_whatever_the_name() {
        let source = SourceName::from_path(Path::new("a\nb\u{2028}.txt"));
        let line = serde_json::to_string(&ErrorLine::new(&source, "io", "no".into())).expect("a line serialises");
        assert!(!line.contains('\n'), "{line}");
    }
}
