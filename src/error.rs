//! The one error of the crate: what went wrong, where, and what to do about it.

use crate::span::SourceSpan;

/// Why a file gives no document. Dirty input is no error: it is a repair, or a missing field with a warning.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The file has no bytes, or nothing but white space.
    #[error("the file is empty; there is nothing to read")]
    Empty,
    /// The bytes are no text in any encoding that is read.
    #[error("bytes {} to {} are no text in UTF-8, GB18030, Big5 or UTF-16; convert the file to one of these, or leave it out", .0.start, .0.end)]
    NotText(SourceSpan),
    /// The named path does not exist.
    #[error("no such file or folder; check the name")]
    NotFound,
    /// The operating system refused to read or write.
    #[error("cannot be read or written: {0}")]
    Io(#[from] std::io::Error),
    /// The file is over a limit.
    #[error("over the limit `{name}`: {found} where {limit} is allowed; raise the limit or split the file")]
    Limit {
        /// The limit's name.
        name: &'static str,
        /// What the file has.
        found: usize,
        /// What is allowed.
        limit: usize,
    },
    /// A table of words or rules is not well formed.
    #[error("{file}: {message}")]
    Data {
        /// Which table.
        file: String,
        /// What is wrong, where, and what to do.
        message: String,
    },
    /// A gold file or an extraction cannot be compared.
    #[error("{0}")]
    Evaluation(String),
}

/// An error of this crate.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(Box<ErrorKind>);

impl Error {
    /// What went wrong.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.0
    }

    /// The code that stands in an error line of the output: `empty`, `not_text`, `not_found`, `io`, `limit`, `data`, `evaluation`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match *self.0 {
            ErrorKind::Empty => "empty",
            ErrorKind::NotText(_) => "not_text",
            ErrorKind::NotFound => "not_found",
            ErrorKind::Io(_) => "io",
            ErrorKind::Limit { .. } => "limit",
            ErrorKind::Data { .. } => "data",
            ErrorKind::Evaluation(_) => "evaluation",
        }
    }
}

impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Self {
        Self(Box::new(kind))
    }
}

/// The result of anything in this crate that can fail.
pub type Result<T> = std::result::Result<T, Error>;
