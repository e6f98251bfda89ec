//! A run over many files that can be broken off and gone on with, and the account of it.

mod account;
mod copies;
mod earlier;
mod finished;
mod journal;
mod manifest;
mod serials;

use gongwen::{ErrorKind, Limits, error::guarded, folder::Source};

pub(crate) use self::{
    account::Account,
    earlier::{Changes, Earlier},
    finished::{Unfinished, beside},
    journal::{Done, Entry, EntryPlace, Journal, Left},
    manifest::{Manifest, Times, Totals},
};

/// Why a file gave nothing, as an error line says it.
#[derive(Debug)]
pub(crate) struct Problem {
    pub(crate) code: &'static str,
    pub(crate) message: String,
}

impl From<gongwen::Error> for Problem {
    fn from(error: gongwen::Error) -> Self {
        let message = match error.kind() {
            // the limits of a file have the names of the flags that raise them
            ErrorKind::Limit { name, found, limit } => format!(
                "over the limit of {name}: {found} where {limit} are allowed; raise it with --max-{name} N, or split the file"
            ),
            _ => error.to_string(),
        };
        Self { code: error.code(), message }
    }
}

/// Reads the bytes of `source`, at most as many as `limits` allow, and gives them to `read`. One file cannot end the run.
pub(crate) fn attempt<T>(
    source: &Source,
    limits: &Limits,
    read: impl FnOnce(&[u8]) -> gongwen::Result<T>,
) -> Result<T, Problem> {
    let bytes = source.bytes(limits.bytes)?;
    Ok(guarded(|| read(&bytes))?)
}
