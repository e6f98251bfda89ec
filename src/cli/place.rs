//! Where an output is to be written, and what is there already: nothing is written over but what an earlier run wrote.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

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

/// Where the file is that `path` names: a link to it stays one when the file is replaced.
pub(super) fn behind_link(path: &Path) -> PathBuf {
    let behind = path.is_symlink().then(|| fs::canonicalize(path).ok());
    behind.flatten().unwrap_or_else(|| path.to_owned())
}

/// The path of an output, and the finished run that wrote what is there.
pub(super) struct Place {
    pub(super) path: PathBuf,
    pub(super) earlier: Option<Earlier>,
}

impl Place {
    pub(super) fn look(path: &Path) -> Result<Self, Stop> {
        let path = behind_link(path);
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

    pub(super) fn manifest(&self) -> PathBuf {
        beside(&self.path, ".manifest.json")
    }

    pub(super) fn journal(&self) -> PathBuf {
        beside(&self.path, ".journal")
    }

    /// Stops where the output of this form would be written over a file that the earlier run did not write, or that is not
    /// any more as it wrote it. An empty one, as `mktemp` makes it, holds nothing.
    pub(super) fn refuse_others(&self, format: Format) -> Result<(), Stop> {
        for (ending, file) in self.files(format) {
            let length = fs::metadata(&file).ok().filter(fs::Metadata::is_file).map_or(0, |metadata| metadata.len());
            let why = match self.written(&ending) {
                _ if length == 0 => continue,
                Some(written) if written == length => continue,
                Some(_) => "was changed since its run wrote it",
                None => "is there, and is not the output of a run (no manifest beside it says so)",
            };
            return Err(Stop::Because(format!("{} {why}; move it, or name another output", file.display())));
        }
        Ok(())
    }

    /// A file of the output that is not there.
    pub(super) fn missing(&self, format: Format) -> Option<PathBuf> {
        self.files(format).map(|(_, file)| file).find(|file| !file.is_file())
    }

    /// How long each file of the output is, by what its name has behind that of the output.
    pub(super) fn lengths(&self, format: Format) -> io::Result<BTreeMap<String, u64>> {
        self.files(format).map(|(ending, file)| Ok((ending, fs::metadata(file)?.len()))).collect()
    }

    /// The files of the earlier run, as it wrote them, that an output of this form leaves as they are.
    pub(super) fn stale(&self, format: Format) -> Vec<PathBuf> {
        let now = format.endings();
        let earlier = self.earlier.iter().flat_map(|earlier| &earlier.outputs);
        let stale = earlier.filter(|(ending, _)| !now.contains(ending));
        let stale = stale.map(|(ending, length)| (beside(&self.path, ending), *length));
        let is_there =
            |file: &Path, length| fs::metadata(file).is_ok_and(|file| file.is_file() && file.len() == length);
        stale.filter(|(file, length)| is_there(file, *length)).map(|(file, _)| file).collect()
    }

    /// The files of an output of this form, with what the name of each has behind that of the output.
    fn files(&self, format: Format) -> impl Iterator<Item = (String, PathBuf)> {
        format.endings().into_iter().map(|ending| {
            let file = beside(&self.path, &ending);
            (ending, file)
        })
    }

    /// How long the file of this ending was when the earlier run had written it.
    fn written(&self, ending: &str) -> Option<u64> {
        self.earlier.as_ref()?.outputs.get(ending).copied()
    }
}
