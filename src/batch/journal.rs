//! The journal of a run: what was made of each file, appended as soon as it is made. A run that was broken off at any moment
//! goes on from it, and the output is put together from it, in the order of the files. Only one run at a time has it: the system
//! locks it for that process.
//!
//! Behind [`MARK`] stands the head, which says what all entries depend on, then an entry for each file, in the order in
//! which they were done. Head and entries are pieces of the same form, all text:
//!
//! ```text
//! SHA-256 of the content in hexadecimal digits
//! content: lengths of the texts, divided by blanks, and a line break; the texts, as they stand in the output; JSON
//! ```
//!
//! A piece ends on [`END`]. Its hash tells whether it is whole, and as no text holds the byte, those behind a piece that was
//! damaged are found, whatever documents hold.

use std::{
    collections::HashMap,
    fmt::Write as _,
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write},
    path::Path,
};

use gongwen::{
    digest::{Digest, sha256_of},
    output::SourceName,
};
use serde::Serialize;
use serde_json::Value;

use super::account::{Account, key};

/// What a journal begins with. Another form of its pieces gets another number.
const MARK: &[u8] = b"gongwen journal 1\n";

/// A byte that no UTF-8 has.
const END: u8 = 0xFF;

/// How long the hash of a piece is.
const HASH: usize = 64;

/// What was made of one file.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) account: Account,
    /// What it adds to each file of the output.
    pub(crate) outputs: Vec<String>,
}

/// Where an entry is in the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct EntryPlace {
    start: u64,
    length: u64,
}

/// A journal that is written to.
#[derive(Debug)]
pub(crate) struct Journal {
    file: File,
    end: u64,
}

/// A journal that a run left, and that no other run has.
#[derive(Debug)]
pub(crate) struct Left {
    journal: Journal,
    /// What its entries depend on; `None` if the run was broken off before it had written that.
    pub(crate) head: Option<Value>,
}

/// The files that an earlier run was done with.
#[derive(Debug, Default)]
pub(crate) struct Done {
    /// Their bytes, and where their entries are.
    files: HashMap<Digest, (Digest, EntryPlace)>,
    /// How many entries are damaged.
    pub(crate) damaged: usize,
}

impl Journal {
    /// Begins a journal where there is none.
    ///
    /// # Errors
    /// `ResourceBusy` if another run has begun it in this moment.
    pub(crate) fn begin(path: &Path, head: &impl Serialize) -> io::Result<Self> {
        let file = OpenOptions::new().read(true).write(true).create_new(true).open(path).map_err(|error| {
            if error.kind() == io::ErrorKind::AlreadyExists { io::ErrorKind::ResourceBusy.into() } else { error }
        })?;
        lock(&file)?;
        Self { file, end: 0 }.begun(head)
    }

    /// The journal at `path`, if there is one. It stays as it is.
    ///
    /// # Errors
    /// `ResourceBusy` if another run has it; `InvalidData`, with a reason, if the file there is no journal, or one whose
    /// entries cannot be trusted.
    pub(crate) fn find(path: &Path) -> io::Result<Option<Left>> {
        let file = match OpenOptions::new().read(true).write(true).open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        lock(&file)?;
        if !is_at(&file, path)? {
            // the run that had it ended in this moment, and took it away
            return Err(io::ErrorKind::ResourceBusy.into());
        }
        let mut reader = BufReader::new(&file);
        let mut read = Vec::new();
        reader.by_ref().take(MARK.len() as u64).read_to_end(&mut read)?;
        if !MARK.starts_with(&read) {
            return Err(no_journal("is no journal of a run, or of another version: move it"));
        }
        read.clear();
        reader.read_until(END, &mut read)?;
        let head = match read.strip_suffix(&[END]) {
            Some(piece) => {
                let head = whole(piece).and_then(|content| serde_json::from_str(content.split_once('\n')?.1).ok());
                Some(head.ok_or_else(|| {
                    no_journal("is damaged where it says what rules and options it was made with: remove it")
                })?)
            }
            None => None,
        };
        let end = (MARK.len() + read.len()) as u64;
        Ok(Some(Left { journal: Self { file, end }, head }))
    }

    /// Appends an entry. When this returns, it outlives the process.
    pub(crate) fn append(&mut self, Entry { account, outputs }: &Entry) -> io::Result<EntryPlace> {
        self.push(account, outputs)
    }

    /// Reads the entry at `place`, and gives its account and what it adds to each file of the output to `take`.
    pub(crate) fn read(
        &mut self,
        place: EntryPlace,
        take: impl FnOnce(&Account, &[&str]) -> io::Result<()>,
    ) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(place.start))?;
        let mut read = Vec::new();
        (&self.file).take(place.length).read_to_end(&mut read)?;
        // what is appended stands behind all others
        self.file.seek(SeekFrom::Start(self.end))?;
        let entry = read.strip_suffix(&[END]).and_then(whole).and_then(entry);
        let (account, outputs) = entry.ok_or_else(|| no_journal("somebody has written to the journal"))?;
        take(&account, &outputs)
    }

    /// This journal with nothing in it but its head.
    fn begun(mut self, head: &impl Serialize) -> io::Result<Self> {
        self.cut(0)?;
        self.file.write_all(MARK)?;
        self.end = MARK.len() as u64;
        self.push(head, &[])?;
        Ok(self)
    }

    fn push(&mut self, content: &impl Serialize, texts: &[String]) -> io::Result<EntryPlace> {
        let mut beginning = String::new();
        for (index, text) in texts.iter().enumerate() {
            // writing to a string cannot fail
            let _ = write!(beginning, "{}{}", if index == 0 { "" } else { " " }, text.len());
        }
        beginning.push('\n');
        let json = serde_json::to_string(content)?;
        let parts = || [&beginning].into_iter().chain(texts).chain([&json]).map(String::as_bytes);
        let start = self.end;
        for part in [sha256_of(parts()).as_bytes()].into_iter().chain(parts()).chain([&[END][..]]) {
            self.file.write_all(part)?;
            self.end += part.len() as u64;
        }
        Ok(EntryPlace { start, length: self.end - start })
    }

    /// Leaves the first `end` bytes, and goes on behind them.
    fn cut(&mut self, end: u64) -> io::Result<()> {
        self.file.set_len(end)?;
        self.file.seek(SeekFrom::Start(end))?;
        self.end = end;
        Ok(())
    }
}

impl Left {
    /// Goes on with it. Of two entries of a file the later counts, and only if the bytes of the file were read.
    pub(crate) fn go_on(self) -> io::Result<(Journal, Done)> {
        let Self { mut journal, .. } = self;
        let mut done = Done::default();
        let mut reader = BufReader::new(&journal.file);
        let mut end = reader.seek(SeekFrom::Start(journal.end))?;
        let mut read = Vec::new();
        while reader.read_until(END, &mut read)? > 0 {
            // what was not written to its end is no damage
            let Some(piece) = read.strip_suffix(&[END]) else { break };
            match whole(piece).and_then(entry) {
                Some((Account { source, sha256: Some(sha256), .. }, _)) => {
                    let place = EntryPlace { start: end, length: read.len() as u64 };
                    done.files.insert(key(&source), (Digest::of(sha256.as_bytes()), place));
                }
                Some(_) => {}
                None => done.damaged += 1,
            }
            end += read.len() as u64;
            read.clear();
        }
        journal.cut(end)?;
        Ok((journal, done))
    }

    /// Throws away what it holds, and begins it anew.
    pub(crate) fn begin_anew(self, head: &impl Serialize) -> io::Result<Journal> {
        self.journal.begun(head)
    }
}

impl Done {
    /// Whether there is no entry to go on from.
    pub(crate) fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The entry of the file of this name, if its bytes have this hash.
    pub(crate) fn find(&self, name: &SourceName, sha256: &str) -> Option<EntryPlace> {
        let (bytes, place) = self.files.get(&key(name))?;
        (*bytes == Digest::of(sha256.as_bytes())).then_some(*place)
    }
}

/// The content of a piece, if it is as it was written.
fn whole(piece: &[u8]) -> Option<&str> {
    let (hash, content) = piece.split_at_checked(HASH)?;
    if hash != sha256_of([content]).as_bytes() {
        return None;
    }
    std::str::from_utf8(content).ok()
}

/// The account and the texts of an entry.
fn entry(content: &str) -> Option<(Account, Vec<&str>)> {
    let (lengths, mut rest) = content.split_once('\n')?;
    let mut texts = Vec::new();
    for length in lengths.split_ascii_whitespace() {
        let (text, behind) = rest.split_at_checked(length.parse().ok()?)?;
        texts.push(text);
        rest = behind;
    }
    Some((serde_json::from_str(rest).ok()?, texts))
}

fn no_journal(reason: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, reason)
}

/// Keeps other runs from the file, until the process ends or closes it.
fn lock(file: &File) -> io::Result<()> {
    match file.try_lock() {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => Err(io::ErrorKind::ResourceBusy.into()),
        // some file systems of networks know no locks
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(()),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Whether `file` is still the one at `path`.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let (own, there) = (file.metadata()?, fs::metadata(path));
    Ok(there.is_ok_and(|there| (there.dev(), there.ino()) == (own.dev(), own.ino())))
}

/// Elsewhere a file that is open cannot be taken away.
#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> io::Result<bool> {
    Ok(true)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use proptest::prelude::*;

    use super::*;
    use crate::batch::Problem;

    fn entry(name: &str, sha256: Option<&str>, outputs: &[&str]) -> Entry {
        let problem = Problem { code: "io", message: "no".to_owned() };
        let account = Account::new(SourceName::from_path(Path::new(name)), sha256.map(str::to_owned), Err(&problem));
        Entry { account, outputs: outputs.iter().map(|&output| output.to_owned()).collect() }
    }

    fn path(test: &str) -> PathBuf {
        let path = std::env::temp_dir().join(format!("gongwen-journal-{test}-{}", std::process::id()));
        let _ = fs::remove_file(&path);
        path
    }

    /// A new journal with these entries, and the bytes that it ends with.
    fn written(path: &Path, head: &str, entries: &[Entry]) -> Vec<u8> {
        let mut journal = Journal::begin(path, &head).expect("the folder can be written to");
        for entry in entries {
            journal.append(entry).expect("the folder can be written to");
        }
        fs::read(path).expect("it was just written")
    }

    /// The journal that nobody has. Another test may be starting a program at this moment: until that runs, it holds what this
    /// process had open, and so the lock.
    fn find(path: &Path) -> io::Result<Option<Left>> {
        for _ in 0..1000 {
            match Journal::find(path) {
                Err(error) if error.kind() == io::ErrorKind::ResourceBusy => {
                    std::thread::sleep(std::time::Duration::from_millis(5));
                }
                other => return other,
            }
        }
        panic!("the journal is locked for five seconds");
    }

    /// Goes on with the journal of a run with this head, as a command does.
    fn resumed(path: &Path, head: &str) -> (Journal, Done) {
        let left = find(path).expect("it is a journal").expect("it is there");
        if left.head.as_ref().is_some_and(|before| before == head) {
            return left.go_on().expect("it can be read");
        }
        (left.begin_anew(&head).expect("it can be written to"), Done::default())
    }

    fn outputs(journal: &mut Journal, places: &[EntryPlace]) -> Vec<String> {
        let mut outputs = Vec::new();
        for &place in places {
            let take = |_: &Account, texts: &[&str]| {
                outputs.extend(texts.iter().map(|&text| text.to_owned()));
                Ok(())
            };
            journal.read(place, take).expect("the journal is there");
        }
        outputs
    }

    #[test]
    fn cut_anywhere_it_gives_back_the_entries_that_are_whole() {
        let path = path("cut");
        let mut journal = Journal::begin(&path, &"head").expect("the folder can be written to");
        let ends = ["a", "b", "公告"].map(|name| {
            journal.append(&entry(name, Some(name), &["x\n", "", "公\n"])).expect("the folder can be written to");
            journal.end
        });
        drop(journal);
        let whole = fs::read(&path).expect("it was just written");
        for length in 0..=whole.len() {
            fs::write(&path, &whole[..length]).expect("the folder can be written to");
            let (mut journal, done) = resumed(&path, "head");
            let expected = ends.iter().filter(|&&end| end <= length as u64).count();
            assert_eq!((done.files.len(), done.damaged), (expected, 0), "cut at {length}");
            let added = journal.append(&entry("d", Some("d"), &["d\n"])).expect("the folder can be written to");
            assert_eq!(outputs(&mut journal, &[added]), ["d\n"], "cut at {length}");
            drop(journal);
            assert_eq!(resumed(&path, "head").1.files.len(), expected + 1, "cut at {length}");
        }
        fs::remove_file(&path).expect("it is there");
    }

    /// A damage, the length of the journal and a place in it being given: what a disk loses, and what an editor does.
    fn damage() -> impl Strategy<Value = Vec<(usize, usize, Option<u8>)>> {
        prop::collection::vec((any::<usize>(), 0_usize..300, any::<Option<u8>>()), 1..4)
    }

    proptest! {
        #[test]
        fn damaged_anyhow_it_gives_back_what_was_written_and_all_that_is_untouched(damages in damage()) {
            let path = path("damaged");
            let names = ["a", "b", "c", "d", "e", "f"];
            let text = |name: &str| format!("{name}: 岭泽县\n{}", "数".repeat(20));
            let entries = names.map(|name| entry(name, Some(name), &[&text(name), name]));
            let whole = written(&path, "head", &entries);
            let ends: Vec<usize> = (0..whole.len()).filter(|&at| whole[at] == END).map(|at| at + 1).collect();
            prop_assert_eq!(ends.len(), 1 + names.len());
            let mut bytes = whole.clone();
            let mut touched = vec![false; whole.len()];
            for (at, length, with) in damages {
                // the head is behind the mark: what a damaged one does is tried by itself
                let start = ends[0] + at % (bytes.len() - ends[0]);
                let end = (start + length).min(bytes.len());
                bytes[start..end].iter_mut().for_each(|byte| *byte = with.unwrap_or(byte.wrapping_add(1)));
                touched[start..end].fill(true);
            }
            fs::write(&path, &bytes).expect("the folder can be written to");
            let (mut journal, done) = resumed(&path, "head");
            for (name, piece) in names.iter().zip(ends.windows(2)) {
                let found = done.find(&SourceName::from_path(Path::new(name)), name);
                // an entry is found by its own end and by that of the one before
                let is_untouched = !touched[piece[0] - 1..piece[1]].contains(&true);
                prop_assert!(found.is_some() || !is_untouched, "{name} is lost");
                if let Some(place) = found {
                    prop_assert_eq!(outputs(&mut journal, &[place]), [text(name), (*name).to_owned()]);
                }
            }
            drop(journal);
            fs::remove_file(&path).expect("it is there");
        }
    }

    #[test]
    fn what_is_no_journal_is_left_alone() {
        let path = path("none");
        written(&path, "head", &[]);
        let journal = fs::read(&path).expect("it was just written");
        let mut damaged = journal.clone();
        damaged[MARK.len() + HASH + 3] ^= 1;
        for bytes in [&b"{}\n"[..], b"notes of somebody", b"gongwen journal 2\n", &[0; 200], &damaged] {
            fs::write(&path, bytes).expect("the folder can be written to");
            let error = find(&path).expect_err("nothing can be taken from it");
            assert_eq!(error.kind(), io::ErrorKind::InvalidData, "{error}");
            assert_eq!(fs::read(&path).expect("it is there"), bytes);
        }
        fs::remove_file(&path).expect("it is there");
        assert!(find(&path).expect("the folder can be read").is_none());
    }

    #[test]
    fn zero_bytes_count_for_nothing_and_another_head_begins_anew() {
        let path = path("zeros");
        let mut bytes = written(&path, "head", &[entry("a", Some("1"), &["a"])]);
        let length = bytes.len();
        bytes.extend([0; 40]);
        fs::write(&path, &bytes).expect("the folder can be written to");
        assert_eq!(resumed(&path, "head").1.files.len(), 1);
        assert_eq!(fs::metadata(&path).expect("it is there").len(), length as u64);
        let busy = Journal::begin(&path, &"head").expect_err("it is there").kind();
        assert_eq!(busy, io::ErrorKind::ResourceBusy);
        assert_eq!(resumed(&path, "other").1.files.len(), 0);
        assert_eq!(resumed(&path, "head").1.files.len(), 0, "what was thrown away stays so");
        fs::remove_file(&path).expect("it is there");
    }

    #[test]
    fn a_file_is_found_by_name_and_bytes_and_its_last_entry_counts() {
        let path = path("find");
        let entries = [("a", Some("1"), "old"), ("b", None, "unread"), ("a", Some("2"), "new")];
        written(&path, "head", &entries.map(|(name, sha256, output)| entry(name, sha256, &[output])));
        let (mut journal, done) = resumed(&path, "head");
        let name = |name| SourceName::from_path(Path::new(name));
        assert!(done.find(&name("a"), "1").is_none() && done.find(&name("b"), "1").is_none());
        let place = done.find(&name("a"), "2").expect("it was read");
        assert_eq!(outputs(&mut journal, &[place, place]), ["new", "new"]);
        fs::remove_file(&path).expect("it is there");
    }

    #[test]
    fn one_run_at_a_time_has_it() {
        let path = path("lock");
        let is_busy = || {
            let found = Journal::find(&path).expect_err("it is taken").kind();
            let begun = Journal::begin(&path, &"head").expect_err("it is taken").kind();
            [found, begun] == [io::ErrorKind::ResourceBusy; 2]
        };
        let journal = Journal::begin(&path, &"head").expect("the folder can be written to");
        assert!(is_busy());
        drop(journal);
        let (journal, _) = resumed(&path, "head");
        assert!(is_busy());
        fs::remove_file(&path).expect("it is there");
        drop(journal);
    }
}
