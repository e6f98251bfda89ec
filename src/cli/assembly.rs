//! Output and manifest, which grow while files are read: an entry is added as soon as those of all files before it are. Each of
//! their files has its name only when it is complete.

use std::{collections::BTreeMap, fs, io};

use gongwen::folder::Sources;

use super::{form::Output, head::Head, place::Place};
use crate::batch::{EntryPlace, Journal, Manifest, Times, Totals, Unfinished};

pub(super) struct Assembly<'a> {
    place: &'a Place,
    head: &'a Head<'a>,
    output: Output,
    manifest: Manifest<Unfinished>,
    /// Where the entries are that wait for one before them.
    early: BTreeMap<usize, EntryPlace>,
    /// How many files are in the output.
    added: usize,
}

impl<'a> Assembly<'a> {
    pub(super) fn begin(place: &'a Place, head: &'a Head<'a>) -> io::Result<Self> {
        let output = Output::begin(&place.path, head.format, head.bom)?;
        let manifest = Manifest::begin(Unfinished::create(&place.manifest())?, head, head.gaps)?;
        Ok(Self { place, head, output, manifest, early: BTreeMap::new(), added: 0 })
    }

    /// Takes the entry of the file that is at `index` in the order of files.
    pub(super) fn add(&mut self, journal: &mut Journal, index: usize, entry: EntryPlace) -> io::Result<()> {
        self.early.insert(index, entry);
        while let Some(entry) = self.early.remove(&self.added) {
            journal.read(entry, |account, outputs| {
                self.output.add(outputs)?;
                self.manifest.add(account)
            })?;
            self.added += 1;
        }
        Ok(())
    }

    /// Ends output and manifest, after the last file.
    pub(super) fn finish(self, sources: &Sources, times: impl FnOnce() -> Times) -> io::Result<Totals> {
        self.output.finish()?;
        // until the new manifest is there, the one of the earlier run tells which these are
        self.place.stale(self.head.format).into_iter().try_for_each(fs::remove_file)?;
        let lengths = self.place.lengths(self.head.format)?;
        let (manifest, totals) = self.manifest.end(sources, &lengths, &times())?;
        manifest.finish()?;
        Ok(totals)
    }
}
