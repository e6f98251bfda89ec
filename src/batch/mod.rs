//! Many files: which ones, in what order, and how they are read on several threads with the output in order.

mod account;
mod copies;
mod digest;
mod finished;
mod journal;
mod manifest;
mod serials;
mod sources;

use std::{
    io,
    num::NonZeroUsize,
    panic::{AssertUnwindSafe, catch_unwind},
};

use gongwen::{ErrorKind, Limits};
use rayon::prelude::*;

pub(crate) use self::{
    account::Account,
    digest::sha256,
    finished::{Unfinished, beside},
    journal::{Done, Entry, Journal, Place},
    manifest::{Manifest, Times, Totals},
    sources::{Links, Source, Sources},
};

/// How many results a thread may be ahead of the output. It bounds the memory of a run.
const AHEAD: usize = 16;

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
    guarded(|| read(&bytes))
}

/// The result of `read`, even if it panics.
pub(crate) fn guarded<T>(read: impl FnOnce() -> gongwen::Result<T>) -> Result<T, Problem> {
    // the extractor holds nothing that a panic could leave half changed
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(result) => Ok(result?),
        Err(_) => Err(Problem {
            code: "internal",
            message: "the reader stopped on this file, which is a bug in it; please report it with the file".to_owned(),
        }),
    }
}

/// Runs `work` on every source, on `threads` threads (one a core if `None`), and gives the results to `take` in the
/// order of the sources, with how many there were so far.
pub(crate) fn in_order<T: Send>(
    sources: &[Source],
    threads: Option<NonZeroUsize>,
    work: impl Fn(&Source) -> T + Sync,
    mut take: impl FnMut(usize, T) -> io::Result<()>,
) -> io::Result<()> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads.map_or(0, NonZeroUsize::get))
        .build()
        .map_err(io::Error::other)?;
    let mut done = 0;
    for chunk in sources.chunks(pool.current_num_threads() * AHEAD) {
        let results: Vec<T> = pool.install(|| chunk.par_iter().with_max_len(1).map(&work).collect());
        for result in results {
            done += 1;
            take(done, result)?;
        }
    }
    Ok(())
}
