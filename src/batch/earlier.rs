//! The run that finished an output which is there already: its manifest says with what rules and options it was made, and of
//! what files, so that a run of now can tell whether it would write the same.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    fs::File,
    io::{self, BufRead, BufReader, Lines},
    num::NonZeroUsize,
    path::{Path, PathBuf},
};

use gongwen::{
    Limits,
    digest::{Digest, sha256},
    folder::{Source, Sources, as_done},
    output::SourceName,
};
use serde_json::Value;

use super::{
    Problem,
    account::{Account, Outcome, key},
};

/// A finished run, by its manifest.
#[derive(Debug)]
pub(crate) struct Earlier {
    manifest: PathBuf,
    /// What it depended on beside its files.
    pub(crate) head: Value,
    /// How long each file of its output was, by what its name has behind that of the output.
    pub(crate) outputs: BTreeMap<String, u64>,
}

/// What has happened to the files of a run since: their names, in order.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    pub(crate) added: Vec<SourceName>,
    pub(crate) changed: Vec<SourceName>,
    pub(crate) removed: Vec<SourceName>,
    /// Other entries of the folders are passed over.
    pub(crate) skipped: bool,
    /// The same files come in another order.
    pub(crate) order: bool,
    /// How many of the files could not be read then.
    pub(crate) failed: usize,
}

impl Earlier {
    /// The run whose manifest is at `path`; `None` if there is no file.
    ///
    /// # Errors
    /// `InvalidData` if it is no manifest.
    pub(crate) fn find(path: &Path) -> io::Result<Option<Self>> {
        let (head, mut lines) = match lines(path) {
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        // one of another version may not have them; then no file is known to be of its run
        let outputs = value_of("outputs", &mut lines).and_then(|outputs| Ok(serde_json::from_value(outputs)?));
        let outputs = outputs.unwrap_or_default();
        Ok(Some(Self { manifest: path.to_owned(), head, outputs }))
    }

    /// What has changed in `sources` since.
    ///
    /// # Errors
    /// If the manifest cannot be read.
    pub(crate) fn changes(
        &self,
        sources: &Sources,
        threads: Option<NonZeroUsize>,
        limits: &Limits,
    ) -> io::Result<Changes> {
        let mut changes = Changes::default();
        let mut before = HashMap::with_capacity(sources.list.len());
        let skipped = self.each_file(|account| {
            changes.failed += usize::from(matches!(account.outcome, Outcome::Error { .. }));
            let content = match (&account.sha256, &account.outcome) {
                (Some(sha256), _) => sha256,
                (None, Outcome::Error { message, .. }) => message,
                (None, Outcome::Read(_)) => return,
            };
            before.insert(key(&account.source), (before.len(), Digest::of(content.as_bytes())));
        })?;
        let mut now = vec![None; sources.list.len()];
        as_done(
            &sources.list,
            threads,
            |source| content(source, limits),
            |index, _, content| {
                now[index] = content;
                Ok(())
            },
        )?;
        let mut last = None;
        let mut there = HashSet::with_capacity(sources.list.len());
        for (source, content) in sources.list.iter().zip(now) {
            let name = source.name();
            match before.get(&key(&name)) {
                None => changes.added.push(name),
                Some((place, before)) => {
                    changes.order |= last > Some(*place);
                    last = Some(*place);
                    there.insert(key(&name));
                    if content != Some(*before) {
                        changes.changed.push(name);
                    }
                }
            }
        }
        if there.len() < before.len() {
            self.each_file(|account| {
                if !there.contains(&key(&account.source)) {
                    changes.removed.push(account.source);
                }
            })?;
        }
        changes.skipped = skipped != serde_json::to_value(&sources.skipped)?;
        Ok(changes)
    }

    /// Gives each file of the run to `take`, and returns what it passed over.
    fn each_file(&self, mut take: impl FnMut(Account)) -> io::Result<Value> {
        let (_, mut lines) = lines(&self.manifest)?;
        if next(&mut lines)? != "\"inputs\":[" {
            return Err(no_manifest());
        }
        loop {
            let line = next(&mut lines)?;
            if line == "]," {
                return value_of("skipped", &mut lines);
            }
            take(serde_json::from_str(line.strip_suffix(',').unwrap_or(&line))?);
        }
    }
}

impl Changes {
    /// Whether a run of now would write the same.
    pub(crate) fn are_none(&self) -> bool {
        let Self { added, changed, removed, skipped, order, .. } = self;
        added.is_empty() && changed.is_empty() && removed.is_empty() && !skipped && !order
    }
}

/// The head of a manifest, and its lines behind that.
fn lines(path: &Path) -> io::Result<(Value, Lines<BufReader<File>>)> {
    let mut lines = BufReader::new(File::open(path)?).lines();
    let first = next(&mut lines)?;
    let head = first.strip_prefix("{\"run\":").and_then(|head| head.strip_suffix(','));
    let head: Option<Value> = head.and_then(|head| serde_json::from_str(head).ok());
    match head.filter(|head| head["gongwen"].is_string()) {
        Some(head) => Ok((head, lines)),
        None => Err(no_manifest()),
    }
}

fn next(lines: &mut Lines<BufReader<File>>) -> io::Result<String> {
    lines.next().unwrap_or_else(|| Err(no_manifest()))
}

/// What stands under `name`, on a line of its own among those that follow.
fn value_of(name: &str, lines: &mut Lines<BufReader<File>>) -> io::Result<Value> {
    let key = format!("\"{name}\":");
    loop {
        if let Some(value) = next(lines)?.strip_prefix(&key) {
            return Ok(serde_json::from_str(value.strip_suffix(',').unwrap_or(value))?);
        }
    }
}

/// What tells whether a file is the same: its bytes, or why it cannot be read. `None` for what can be read only once.
fn content(source: &Source, limits: &Limits) -> Option<Digest> {
    if source.is_stream() {
        return None;
    }
    let content = source.bytes(limits.bytes).map_or_else(|error| Problem::from(error).message, |bytes| sha256(&bytes));
    Some(Digest::of(content.as_bytes()))
}

fn no_manifest() -> io::Error {
    io::ErrorKind::InvalidData.into()
}
