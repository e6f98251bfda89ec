//! Which files are read, and in what order.

use std::{
    collections::{BTreeMap, HashSet},
    ffi::{OsStr, OsString},
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

use gongwen::{Error, ErrorKind, output::SourceName};

use super::digest::Digest;

/// The endings of documents. In a folder, other files are left out.
const ENDINGS: [&str; 7] = ["html", "htm", "shtml", "xhtml", "xml", "txt", "md"];

/// A file to read, or a path that stands for none.
#[derive(Debug)]
pub(crate) struct Source {
    path: Box<Path>,
    input: Input,
}

#[derive(Debug)]
enum Input {
    Stdin,
    File,
    /// A named path that does not exist.
    Missing,
    /// A folder that cannot be listed, and why.
    Unlisted(Box<str>),
}

impl Source {
    /// How it is called in the output.
    pub(crate) fn name(&self) -> SourceName {
        SourceName::from_path(&self.path)
    }

    /// The file's last name.
    pub(crate) fn file_name(&self) -> Option<&str> {
        self.path.file_name().and_then(OsStr::to_str)
    }

    /// Reads the whole file.
    ///
    /// # Errors
    /// `not_found` if it does not exist, `io` if it cannot be read.
    pub(crate) fn bytes(&self) -> gongwen::Result<Vec<u8>> {
        match &self.input {
            Input::Stdin => {
                let mut bytes = Vec::new();
                io::stdin().lock().read_to_end(&mut bytes).map_err(io_error)?;
                Ok(bytes)
            }
            Input::File => fs::read(&self.path).map_err(io_error),
            Input::Missing => Err(ErrorKind::NotFound.into()),
            Input::Unlisted(reason) => Err(io_error(io::Error::other(reason.as_ref()))),
        }
    }
}

fn io_error(error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::NotFound => ErrorKind::NotFound.into(),
        _ => ErrorKind::Io(error).into(),
    }
}

/// The files behind the arguments of a command.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    /// In the order of reading, each once.
    pub(crate) list: Vec<Source>,
    /// How many entries of the folders are not read, by the reason.
    pub(crate) skipped: BTreeMap<&'static str, usize>,
    /// The files' paths without links.
    seen: HashSet<Digest>,
}

impl Sources {
    /// Finds the files: an argument that is a file is one whatever its name; a folder stands for the documents in it,
    /// at any depth, but for hidden files and symbolic links; `-` is standard input.
    ///
    /// The order is that of the paths, part by part, by their bytes.
    pub(crate) fn find(arguments: &[PathBuf]) -> Self {
        let mut sources = Self::default();
        let mut arguments: Vec<&Path> = arguments.iter().map(PathBuf::as_path).collect();
        // `a` and `a/` are equal part by part
        arguments.sort_by(|a, b| a.cmp(b).then_with(|| a.as_os_str().cmp(b.as_os_str())));
        for path in arguments {
            sources.add(path);
        }
        sources
    }

    /// Says what is wrong if there is no file to read at all: only empty folders, or folders that are not there.
    pub(crate) fn nothing_to_read(&self) -> Option<String> {
        let missing_folder = |source: &Source| match &source.input {
            Input::Missing if names_a_folder(&source.path) => Some(source.name().as_str().to_owned()),
            _ => None,
        };
        let missing: Option<Vec<String>> = self.list.iter().map(missing_folder).collect();
        match missing {
            Some(missing) if missing.is_empty() => Some(format!(
                "nothing to read: no file with the ending .{} ({} others skipped)",
                ENDINGS.join(", ."),
                self.others()
            )),
            Some(missing) => Some(format!("nothing to read: no such file or folder: {}", missing.join(", "))),
            None => None,
        }
    }

    /// How many entries of the folders are not read, but for hidden files.
    pub(crate) fn others(&self) -> usize {
        self.skipped.iter().filter(|(reason, _)| **reason != "hidden").map(|(_, count)| count).sum()
    }

    /// Whether the file at `path` is one of them.
    pub(crate) fn contains(&self, path: &Path) -> bool {
        fs::canonicalize(path).is_ok_and(|real| self.seen.contains(&digest(&real)))
    }

    fn add(&mut self, path: &Path) {
        if path == Path::new("-") {
            self.push(path, path, Input::Stdin);
            return;
        }
        match (fs::metadata(path), fs::canonicalize(path)) {
            (Ok(metadata), Ok(real)) if metadata.is_dir() => self.walk(path, &real),
            (Err(error), _) if error.kind() == io::ErrorKind::NotFound => {
                self.push(path, path, Input::Missing);
            }
            (_, real) => self.push(path, &real.unwrap_or_else(|_| path.to_owned()), Input::File),
        }
    }

    /// `real` is the folder's path without links. None is followed below it, so that it names every file in one way.
    fn walk(&mut self, folder: &Path, real: &Path) {
        let entries = fs::read_dir(folder).and_then(|entries| {
            entries.map(|entry| entry.and_then(|entry| Ok((entry.file_name(), entry.file_type()?)))).collect()
        });
        let mut entries: Vec<(OsString, fs::FileType)> = match entries {
            Ok(entries) => entries,
            Err(error) => {
                return self.push(folder, real, Input::Unlisted(error.to_string().into()));
            }
        };
        entries.sort_by(|(a, _), (b, _)| a.as_encoded_bytes().cmp(b.as_encoded_bytes()));
        for (name, kind) in entries {
            let (path, real) = (folder.join(&name), real.join(&name));
            let skipped = if name.as_encoded_bytes().starts_with(b".") {
                "hidden"
            } else if kind.is_symlink() {
                "link"
            } else if kind.is_dir() {
                self.walk(&path, &real);
                continue;
            } else if !kind.is_file() {
                "not_a_file"
            } else if !is_document(&path) {
                "ending"
            } else {
                self.push(&path, &real, Input::File);
                continue;
            };
            *self.skipped.entry(skipped).or_default() += 1;
        }
    }

    fn push(&mut self, path: &Path, real: &Path, input: Input) {
        if self.seen.insert(digest(real)) {
            self.list.push(Source { path: path.into(), input });
        }
    }
}

fn digest(path: &Path) -> Digest {
    Digest::of(path.as_os_str().as_encoded_bytes())
}

fn is_document(path: &Path) -> bool {
    path.extension().is_some_and(|own| ENDINGS.iter().any(|ending| own.eq_ignore_ascii_case(ending)))
}

/// Whether a path that does not exist was meant as a folder: it has no ending, or ends on a separator.
fn names_a_folder(path: &Path) -> bool {
    path.extension().is_none() || path.as_os_str().as_encoded_bytes().ends_with(b"/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_told_by_their_ending_in_any_case() {
        for name in ["a.html", "a.HTM", "a.b.Txt", "公告.md", "a.xhtml", "a.shtml", "a.XML"] {
            assert!(is_document(Path::new(name)), "{name}");
        }
        for name in ["a", "txt", "a.txt.gz", "a.pdf", ".txt", "a.txt~"] {
            assert!(!is_document(Path::new(name)), "{name}");
        }
    }

    #[test]
    fn a_missing_path_without_an_ending_is_a_folder() {
        assert!(names_a_folder(Path::new("docs")) && names_a_folder(Path::new("v1.2/")));
        assert!(!names_a_folder(Path::new("docs/a.txt")));
    }
}
