//! Which files are read, and in what order.

use std::{
    collections::{BTreeMap, HashSet},
    ffi::{OsStr, OsString},
    fs::{self, File, OpenOptions},
    io::{self, Read},
    path::{Path, PathBuf},
};

use crate::{Error, ErrorKind, digest::Digest, output::SourceName};

/// The endings of documents. In a folder, other files are left out.
const ENDINGS: [&str; 7] = ["html", "htm", "shtml", "xhtml", "xml", "txt", "md"];

/// A file to read, or a path that stands for none.
#[derive(Debug)]
pub struct Source {
    path: Box<Path>,
    input: Input,
}

#[derive(Debug)]
enum Input {
    Stdin,
    /// A named path, whatever it is.
    Named,
    /// A file that was found in a folder.
    Found,
    /// The same, through a symbolic link or not.
    Followed,
    /// A named path that does not exist.
    Missing,
    /// A folder that cannot be listed, and why; in a box, as there is one of these for each file of a run.
    Unlisted(Box<io::Error>),
}

impl Source {
    /// The file at `path`, whatever its name.
    #[must_use]
    pub fn named(path: &Path) -> Self {
        Self { path: path.into(), input: Input::Named }
    }

    /// How it is called in the output.
    pub fn name(&self) -> SourceName {
        SourceName::from_path(&self.path)
    }

    /// The file's last name.
    pub fn file_name(&self) -> Option<&str> {
        self.path.file_name().and_then(OsStr::to_str)
    }

    /// Whether its bytes can be read only once, as those of standard input and of pipes.
    #[must_use]
    pub fn is_stream(&self) -> bool {
        match self.input {
            Input::Stdin => true,
            Input::Named => fs::metadata(&self.path).is_ok_and(|metadata| !metadata.is_file()),
            _ => false,
        }
    }

    /// Reads the whole file.
    ///
    /// # Errors
    /// `not_found` if it does not exist, `limit` if it is longer than `most`, `io` if it cannot be read.
    pub fn bytes(&self, most: usize) -> crate::Result<Vec<u8>> {
        let most = most as u64;
        let open = |options: &mut OpenOptions| options.read(true).open(&self.path).map_err(io_error);
        match &self.input {
            Input::Stdin => read(io::stdin().lock(), 0, most),
            Input::Named => {
                let file = open(&mut OpenOptions::new())?;
                if file.metadata().map_err(io_error)?.is_file() { read_file(&file, most) } else { read(&file, 0, most) }
            }
            Input::Found => read_file(&open(without_links(&mut OpenOptions::new()))?, most),
            Input::Followed => read_file(&open(without_waiting(&mut OpenOptions::new()))?, most),
            Input::Missing => Err(ErrorKind::NotFound.into()),
            Input::Unlisted(error) => Err(io_error(io::Error::new(error.kind(), error.to_string()))),
        }
    }
}

/// Somebody may have put a link in the place of a file that was found: opening it is an error.
#[cfg(unix)]
fn without_links(options: &mut OpenOptions) -> &mut OpenOptions {
    std::os::unix::fs::OpenOptionsExt::custom_flags(options, libc::O_NOFOLLOW | libc::O_NONBLOCK)
}

/// Or a pipe, which would be waited for.
#[cfg(unix)]
fn without_waiting(options: &mut OpenOptions) -> &mut OpenOptions {
    std::os::unix::fs::OpenOptionsExt::custom_flags(options, libc::O_NONBLOCK)
}

#[cfg(not(unix))]
fn without_links(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

#[cfg(not(unix))]
fn without_waiting(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

/// Reads a file of the file system, whose length is known before, and must be the same after.
fn read_file(file: &File, most: u64) -> crate::Result<Vec<u8>> {
    let before = file.metadata().map_err(io_error)?;
    if !before.is_file() {
        return Err(io_error(io::Error::other("it was a file when its folder was listed, and is none any more")));
    }
    within(before.len(), most)?;
    let bytes = read(file, before.len(), most)?;
    if !same(&before, &file.metadata().map_err(io_error)?) {
        return Err(io_error(io::Error::other("it changed while it was read; read it again when it is complete")));
    }
    Ok(bytes)
}

/// Whether nobody wrote to a file in between.
fn same(before: &fs::Metadata, after: &fs::Metadata) -> bool {
    (before.len(), before.modified().ok()) == (after.len(), after.modified().ok())
}

/// Reads `input`, of which `known` bytes are known to be there.
fn read(input: impl Read, known: u64, most: u64) -> crate::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(usize::try_from(known).unwrap_or(0));
    input.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(io_error)?;
    within(bytes.len() as u64, most)?;
    Ok(bytes)
}

fn within(found: u64, most: u64) -> crate::Result<()> {
    if found > most {
        let number = |bytes| usize::try_from(bytes).unwrap_or(usize::MAX);
        return Err(ErrorKind::Limit { name: "bytes", found: number(found), limit: number(most) }.into());
    }
    Ok(())
}

fn io_error(error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::NotFound => ErrorKind::NotFound.into(),
        _ => ErrorKind::Io(error).into(),
    }
}

/// The files behind the arguments of a command.
#[derive(Debug, Default)]
pub struct Sources {
    /// In the order of reading, each once.
    pub list: Vec<Source>,
    /// How many entries of the folders are not read, by the reason.
    pub skipped: BTreeMap<&'static str, usize>,
    /// The paths without links of the files, and of the folders where links are followed.
    seen: HashSet<Digest>,
    links: Links,
}

/// What happens to symbolic links in folders. A named path is followed all the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Links {
    /// They are left out, so that nothing outside of the named folders is read.
    #[default]
    Skip,
    /// They stand for what they lead to, which may be anywhere.
    Follow,
}

impl Sources {
    /// Finds the files: an argument that is a file is one whatever its name; a folder stands for the documents in it,
    /// at any depth, but for hidden files and, if they are to be skipped, symbolic links; `-` is standard input.
    ///
    /// The order is that of the paths, part by part, by their bytes.
    pub fn find(arguments: &[PathBuf], links: Links) -> Self {
        let mut sources = Self { links, ..Self::default() };
        let mut arguments: Vec<&Path> = arguments.iter().map(PathBuf::as_path).collect();
        // `a` and `a/` are equal part by part
        arguments.sort_by(|a, b| a.cmp(b).then_with(|| a.as_os_str().cmp(b.as_os_str())));
        for path in arguments {
            sources.add(path);
        }
        sources
    }

    /// Says what is wrong if there is no file to read at all: only empty folders, or paths where nothing is.
    pub fn nothing_to_read(&self) -> Option<String> {
        if self.list.is_empty() {
            let others = self.others();
            let others = if others > 0 { format!(" ({others} skipped)") } else { String::new() };
            return Some(format!("nothing to read: no file with the ending .{}{others}", ENDINGS.join(", .")));
        }
        if !self.list.iter().all(|source| matches!(source.input, Input::Missing)) {
            return None;
        }
        let names: Vec<String> = self.list.iter().take(3).map(|source| source.name().as_str().to_owned()).collect();
        let more = if self.list.len() > names.len() { ", …" } else { "" };
        Some(format!("nothing to read: no such file or folder: {}{more}", names.join(", ")))
    }

    /// Frees what only finding the files needed.
    pub fn settle(&mut self) {
        self.seen = HashSet::new();
        self.list.shrink_to_fit();
    }

    /// How many entries of the folders are not read, but for hidden files.
    pub fn others(&self) -> usize {
        self.skipped.iter().filter(|(reason, _)| **reason != "hidden").map(|(_, count)| count).sum()
    }

    /// Whether the file at `path` is one of them, until they are settled.
    pub fn contains(&self, path: &Path) -> bool {
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
            (_, real) => self.push(path, &real.unwrap_or_else(|_| path.to_owned()), Input::Named),
        }
    }

    /// `real` is the folder's path without links. If none is followed below it, it names every file in one way.
    fn walk(&mut self, folder: &Path, real: &Path) {
        // a link may lead to a folder above itself
        if self.links == Links::Follow && !self.seen.insert(digest(real)) {
            return;
        }
        let entries = fs::read_dir(folder).and_then(|entries| {
            entries.map(|entry| entry.and_then(|entry| Ok((entry.file_name(), entry.file_type()?)))).collect()
        });
        let mut entries: Vec<(OsString, fs::FileType)> = match entries {
            Ok(entries) => entries,
            Err(error) => {
                // the folder itself may be among those that were seen
                return self.push(folder, &real.join("."), Input::Unlisted(error.into()));
            }
        };
        entries.sort_by(|(a, _), (b, _)| a.as_encoded_bytes().cmp(b.as_encoded_bytes()));
        for (name, kind) in entries {
            if let Err(reason) = self.enter(&folder.join(&name), &real.join(&name), kind) {
                *self.skipped.entry(reason).or_default() += 1;
            }
        }
    }

    /// Adds an entry of a folder, or says why it is skipped.
    fn enter(&mut self, path: &Path, real: &Path, kind: fs::FileType) -> Result<(), &'static str> {
        if path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b".")) {
            return Err("hidden");
        }
        if kind.is_symlink() {
            if self.links == Links::Skip {
                return Err("link");
            }
            let (Ok(metadata), Ok(real)) = (fs::metadata(path), fs::canonicalize(path)) else {
                return Err("broken_link");
            };
            return self.enter_as(path, &real, metadata.file_type(), Input::Followed);
        }
        self.enter_as(path, real, kind, Input::Found)
    }

    fn enter_as(&mut self, path: &Path, real: &Path, kind: fs::FileType, input: Input) -> Result<(), &'static str> {
        if kind.is_dir() {
            self.walk(path, real);
            Ok(())
        } else if !kind.is_file() {
            Err("not_a_file")
        } else if !is_document(path) {
            Err("ending")
        } else {
            self.push(path, real, input);
            Ok(())
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A source that was found in a folder of its own, and its path.
    #[cfg(unix)]
    fn found(test: &str) -> (Source, PathBuf) {
        let folder = std::env::temp_dir().join(format!("gongwen-{test}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("the folder can be made");
        let path = folder.join("a.txt");
        fs::write(&path, "12345").expect("the folder can be written to");
        let source = Sources::find(&[folder], Links::Skip).list.remove(0);
        assert_eq!(source.bytes(5).expect("it is there"), b"12345");
        (source, path)
    }

    #[cfg(unix)]
    fn message(source: &Source, most: usize) -> String {
        let error = source.bytes(most).expect_err("it is refused");
        format!("{}: {error}", error.code())
    }

    #[cfg(unix)]
    #[test]
    fn what_took_the_place_of_a_file_since_it_was_found_is_refused() {
        let (source, path) = found("replaced");
        let swap = |make: &dyn Fn()| {
            fs::remove_file(&path).expect("it is there");
            make();
            message(&source, 100)
        };
        assert!(swap(&|| ()).starts_with("not_found: "));
        fs::write(&path, "").expect("the folder can be written to");
        let link = swap(&|| std::os::unix::fs::symlink("/etc/hostname", &path).expect("a link can be made"));
        assert!(link.starts_with("io: "), "{link}");
        let pipe = swap(&|| {
            let made = std::process::Command::new("mkfifo").arg(&path).status().expect("the system has mkfifo");
            assert!(made.success());
        });
        assert_eq!(pipe, "io: cannot be read: it was a file when its folder was listed, and is none any more");
        fs::remove_dir_all(path.parent().expect("it is in a folder")).expect("it is there");
    }

    #[cfg(unix)]
    #[test]
    fn a_file_over_the_limit_is_not_read() {
        let (source, path) = found("limit");
        assert!(message(&source, 4).starts_with("limit: over the limit of bytes: 5 where 4 are allowed"));
        // takes no room on the disk
        File::create(&path).and_then(|file| file.set_len(5 << 30)).expect("the folder can be written to");
        assert!(message(&source, 1 << 20).contains(&format!("{} where 1048576 are allowed", 5_u64 << 30)));
        assert_eq!(read(io::repeat(b'a'), 0, 10).expect_err("it is refused").code(), "limit");
        fs::remove_dir_all(path.parent().expect("it is in a folder")).expect("it is there");
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_changes_while_it_is_read_is_refused() {
        let (_, path) = found("changes");
        let file = File::open(&path).expect("it is there");
        let before = file.metadata().expect("it is there");
        fs::write(&path, "1").expect("the folder can be written to");
        let after = file.metadata().expect("it is there");
        assert!(same(&before, &before) && !same(&before, &after));
        fs::remove_dir_all(path.parent().expect("it is in a folder")).expect("it is there");
    }

    #[test]
    fn documents_are_told_by_their_ending_in_any_case() {
        for name in ["a.html", "a.HTM", "a.b.Txt", "公告.md", "a.xhtml", "a.shtml", "a.XML"] {
            assert!(is_document(Path::new(name)), "{name}");
        }
        for name in ["a", "txt", "a.txt.gz", "a.pdf", ".txt", "a.txt~"] {
            assert!(!is_document(Path::new(name)), "{name}");
        }
    }
}
