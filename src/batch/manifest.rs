//! The account of a run: what it depended on, what became of each file, what was passed over. One file a line, so that it
//! can be read with the tools of lines too.

use std::{
    collections::BTreeMap,
    io::{self, Write},
    num::NonZeroUsize,
    time::{Instant, SystemTime},
};

use gongwen::{folder::Sources, output::SourceName};
use serde::Serialize;

use super::{
    account::{Account, Outcome},
    copies::{Copies, Pair, Same},
    serials::Serials,
};

/// How many files and records there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Totals {
    pub(crate) files: usize,
    pub(crate) failed: usize,
    pub(crate) records: usize,
    /// Files that have the text of an earlier one.
    pub(crate) same_text: usize,
    /// Files that have another text, but number, title and records of an earlier one.
    pub(crate) same_records: usize,
    /// Files that have number and title of an earlier one, but other records.
    pub(crate) versions: usize,
}

/// What another run of the same files may have otherwise.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Times {
    /// When the run began that finished the output: seconds since 1970 in UTC.
    pub(crate) started: u64,
    pub(crate) seconds: f64,
    /// `None` for one a core.
    pub(crate) threads: Option<NonZeroUsize>,
    /// Files that were taken over from a run that was broken off.
    pub(crate) resumed: usize,
}

impl Times {
    pub(crate) fn since(started: SystemTime, clock: Instant, threads: Option<NonZeroUsize>, resumed: usize) -> Self {
        let started = started.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |time| time.as_secs());
        Self { started, seconds: clock.elapsed().as_secs_f64(), threads, resumed }
    }
}

/// A manifest that is being written.
#[derive(Debug)]
pub(crate) struct Manifest<W: Write> {
    output: W,
    totals: Totals,
    copies: Copies,
    /// The series of numbers, if their gaps are asked for.
    serials: Option<Serials>,
}

impl<W: Write> Manifest<W> {
    /// Begins it; `head` serialises to an object. Gaps in the serial numbers of issuers are listed if they are asked for.
    pub(crate) fn begin(mut output: W, head: &impl Serialize, with_gaps: bool) -> io::Result<Self> {
        output.write_all(b"{\"run\":")?;
        serde_json::to_writer(&mut output, head)?;
        output.write_all(b",\n\"inputs\":[")?;
        let serials = with_gaps.then(Serials::default);
        Ok(Self { output, totals: Totals::default(), copies: Copies::default(), serials })
    }

    /// Adds the next file.
    pub(crate) fn add(&mut self, account: &Account) -> io::Result<()> {
        let file = self.totals.files;
        match &account.outcome {
            Outcome::Error { .. } => self.totals.failed += 1,
            Outcome::Read(read) => {
                self.totals.records += read.records;
                if let Some(serials) = &mut self.serials {
                    read.numbers().for_each(|number| serials.add(number));
                }
                // a list of four thousand million files does not fit into memory
                self.copies.add(u32::try_from(file).unwrap_or(u32::MAX), read);
            }
        }
        self.totals.files += 1;
        self.output.write_all(if file == 0 { b"\n" } else { b",\n" })?;
        Ok(serde_json::to_writer(&mut self.output, account)?)
    }

    /// Ends it: the copies and versions among the files, how many other files there were in the folders and why they were not read,
    /// totals, and the times, which are the one part that differs from run to run.
    pub(crate) fn end(
        mut self,
        sources: &Sources,
        outputs: &BTreeMap<String, u64>,
        times: &Times,
    ) -> io::Result<(W, Totals)> {
        #[derive(Serialize)]
        struct CopyLine {
            #[serde(flatten)]
            source: SourceName,
            copy_of: SourceName,
            same: Same,
        }
        #[derive(Serialize)]
        struct VersionLine {
            #[serde(flatten)]
            source: SourceName,
            version_of: SourceName,
        }
        let name = |file: u32| sources.list[file as usize].name();
        let (versions, copies): (Vec<Pair>, Vec<Pair>) =
            self.copies.pairs.iter().partition(|pair| pair.same == Same::NumberAndTitle);
        self.totals.same_text = copies.iter().filter(|pair| pair.same == Same::Text).count();
        self.totals.same_records = copies.len() - self.totals.same_text;
        self.totals.versions = versions.len();
        let copy = |&Pair { file, first, same }: &Pair| CopyLine { source: name(file), copy_of: name(first), same };
        let version = |&Pair { file, first, .. }: &Pair| VersionLine { source: name(file), version_of: name(first) };
        let output = &mut self.output;
        list(output, "copies", copies.iter().map(copy))?;
        list(output, "versions", versions.iter().map(version))?;
        if let Some(serials) = &self.serials {
            list(output, "serial_gaps", serials.gaps())?;
        }
        output.write_all(b"\n],\n\"skipped\":")?;
        serde_json::to_writer(&mut *output, &sources.skipped)?;
        output.write_all(b",\n\"outputs\":")?;
        serde_json::to_writer(&mut *output, outputs)?;
        output.write_all(b",\n\"totals\":")?;
        serde_json::to_writer(&mut *output, &self.totals)?;
        output.write_all(b",\n\"times\":")?;
        serde_json::to_writer(&mut *output, times)?;
        output.write_all(b"}\n")?;
        Ok((self.output, self.totals))
    }
}

/// Ends the list before, and writes one of a line for each of `items`.
fn list(output: &mut impl Write, name: &str, items: impl Iterator<Item = impl Serialize>) -> io::Result<()> {
    write!(output, "\n],\n\"{name}\":[")?;
    for (index, item) in items.enumerate() {
        output.write_all(if index == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *output, &item)?;
    }
    Ok(())
}
