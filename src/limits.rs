//! How much one file may hold. What holds more is refused with an error that says so: by counts of what is in it, never by
//! the clock, so that the same file is read or refused everywhere.
//!
//! Depth has no limit here: elements that are nested deeper than browsers allow are read as if they were not, and lose no text.

use serde::Serialize;

use crate::{Result, error::ErrorKind};

/// Limits of one file. The defaults are far above what real documents have, and keep a file within a minute and some hundred
/// megabytes.
///
/// ```
/// use gongwen::{Extractor, Limits, Options};
///
/// let options = Options { limits: Limits { records: 1, ..Limits::default() }, ..Options::default() };
/// let text = "到2025年，高新技术企业达到500家以上，孵化器达到8家。";
/// let error = Extractor::new()?.extract_with(text.as_bytes(), options).expect_err("it has two records");
/// assert_eq!(error.code(), "limit");
/// # Ok::<(), gongwen::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Limits {
    /// Bytes of the file: 64 MiB. The longest real documents have some megabytes.
    pub bytes: usize,
    /// Tags and texts of a page: 2,000,000. The longest real ones have some ten thousand. Each takes some hundred bytes.
    pub tokens: usize,
    /// Cells of all tables of a page, before and after they are squared: 200,000.
    pub cells: usize,
    /// Numbers of the text, in records or not, each of which is looked at: 200,000. The longest reports have a few thousand.
    pub numbers: usize,
    /// Records: 100,000.
    pub records: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 64 << 20, tokens: 2_000_000, cells: 200_000, numbers: 200_000, records: 100_000 }
    }
}

/// Passes what is not over a limit.
///
/// # Errors
/// `limit` if `found` is more than `limit`.
pub(crate) fn within(name: &'static str, found: usize, limit: usize) -> Result<()> {
    if found > limit { Err(ErrorKind::Limit { name, found, limit }.into()) } else { Ok(()) }
}
