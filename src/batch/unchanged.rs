//! Whether the output of a finished run is still what a run of now would write: its manifest says of what files and with what
//! rules and options it was made.

use std::{
    fs::File,
    io::{self, BufRead, BufReader},
    num::NonZeroUsize,
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
};

use gongwen::{
    Limits,
    digest::{Digest, sha256},
    folder::{Sources, as_done},
    output::SourceName,
};
use serde::Serialize;

use super::account::{Account, Outcome};

/// The files that a finished run read.
#[derive(Debug)]
pub(crate) struct Finished {
    /// Name and bytes of each, in order.
    files: Vec<Digest>,
    /// How many of them gave an error.
    pub(crate) failed: usize,
}

impl Finished {
    /// What the manifest at `path` tells; `None` if the run had another head, or something kept it from reading a file.
    ///
    /// # Errors
    /// If it cannot be read.
    pub(crate) fn read(path: &Path, head: &impl Serialize, sources: &Sources) -> io::Result<Option<Self>> {
        let mut lines = BufReader::new(File::open(path)?).lines();
        let mut next = || lines.next().transpose().map(Option::unwrap_or_default);
        if next()? != format!("{{\"run\":{},", serde_json::to_string(head)?) || next()? != "\"inputs\":[" {
            return Ok(None);
        }
        let mut found = Self { files: Vec::with_capacity(sources.list.len()), failed: 0 };
        loop {
            let line = next()?;
            if line == "]," {
                break;
            }
            let Ok(Account { source, sha256: Some(sha256), outcome }) =
                serde_json::from_str(line.strip_suffix(',').unwrap_or(&line))
            else {
                return Ok(None);
            };
            found.files.push(key(&source, &sha256));
            found.failed += usize::from(matches!(outcome, Outcome::Error { .. }));
        }
        let skipped = format!("\"skipped\":{},", serde_json::to_string(&sources.skipped)?);
        loop {
            let line = next()?;
            if line == skipped {
                return Ok(Some(found));
            }
            if line.is_empty() {
                return Ok(None);
            }
        }
    }

    /// Whether `sources` are those files, in that order, with the same bytes.
    pub(crate) fn are(&self, sources: &Sources, threads: Option<NonZeroUsize>, limits: &Limits) -> io::Result<bool> {
        if self.files.len() != sources.list.len() {
            return Ok(false);
        }
        let changed = AtomicBool::new(false);
        let hash = |source: &super::Source| {
            // one change is enough to know
            let bytes = if changed.load(Ordering::Relaxed) { None } else { source.bytes(limits.bytes).ok() };
            bytes.map(|bytes| key(&source.name(), &sha256(&bytes)))
        };
        as_done(&sources.list, threads, hash, |index, _, key| {
            changed.fetch_or(key != Some(self.files[index]), Ordering::Relaxed);
            Ok(())
        })?;
        Ok(!changed.into_inner())
    }
}

fn key(name: &SourceName, sha256: &str) -> Digest {
    Digest::of(format!("{name:?} {sha256}").as_bytes())
}
