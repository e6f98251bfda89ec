//! Where an output is to be written, and what is there already: nothing is written over but what an earlier run wrote.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use clap::ValueEnum;
use gongwen::folder::Sources;

use super::{Stop, arguments::Format};
use crate::batch::{Earlier, beside};

/// Stops where no file can be written at `path`, or one would take the place of a file to read.
pub(super) fn check(path: &Path, sources: &Sources) -> Result<(), Stop> {
    let stop = |why: &str| Err(Stop::Because(format!("{} cannot be written: {why}", path.display())));
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if sources.contains(path) {
        Err(Stop::Because(format!("{} is one of the files to read; name another output", path.display())))
    } else if path.as_os_str() == "-" {
        Err(Stop::Because("`-` is no file; leave -o out to write to standard output".to_owned()))
    } else if path.is_dir() {
        stop("it is a folder; name a file")
    } else if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        stop(&format!("there is no folder {}; make it first", folder.display()))
    } else {
        Ok(())
    }
}

/// The path of an output, and the finished run that wrote what is there.
pub(super) struct Place {
    pub(super) path: PathBuf,
    pub(super) earlier: Option<Earlier>,
}

impl Place {
    pub(super) fn look(path: &Path) -> Result<Self, Stop> {
        // a link to the file stays one
        let is_link = path.is_symlink();
        let path = if is_link { fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()) } else { path.to_owned() };
        let manifest = beside(&path, ".manifest.json");
        let earlier = Earlier::find(&manifest).map_err(|error| {
            let manifest = manifest.display();
            Stop::Because(match error.kind() {
                io::ErrorKind::InvalidData => {
                    format!("{manifest} is in the way: it is no manifest of a run; move it, or name another output")
                }
                _ => format!("{manifest} cannot be read: {error}"),
            })
        })?;
        Ok(Self { path, earlier })
    }

    /// Stops where the output of this form would be written over a file that the earlier run did not write. An empty one,
    /// as `mktemp` makes it, holds nothing.
    pub(super) fn refuse_others(&self, format: Format) -> Result<(), Stop> {
        let own = self.earlier_endings();
        let holds_something = |path: &PathBuf| fs::metadata(path).is_ok_and(|file| file.is_file() && file.len() > 0);
        let others = format.endings().into_iter().filter(|ending| !own.contains(ending));
        match others.map(|ending| beside(&self.path, &ending)).find(holds_something) {
            None => Ok(()),
            Some(file) => Err(Stop::Because(format!(
                "{} is there, and is not the output of a run (no manifest beside it says so); move it, or name another output",
                file.display()
            ))),
        }
    }

    /// The files of the earlier run that an output of this form leaves as they are.
    pub(super) fn stale(&self, format: Format) -> Vec<PathBuf> {
        let now = format.endings();
        let stale = self.earlier_endings().into_iter().filter(|ending| !now.contains(ending));
        stale.map(|ending| beside(&self.path, &ending)).filter(|file| file.is_file()).collect()
    }

    /// What stands behind the path in the names of the files that the earlier run wrote.
    fn earlier_endings(&self) -> Vec<String> {
        let Some(earlier) = &self.earlier else { return Vec::new() };
        let format = earlier.head["format"].as_str().and_then(|format| Format::from_str(format, false).ok());
        // one that this program was built without has a main file all the same
        format.map_or_else(|| vec![String::new()], Format::endings)
    }
}
