//! The journal of a run: what was made of each file, as lines of JSON that are only ever appended. A run that was broken off
//! at any moment goes on from it, and the output is put together from it in the end.
//!
//! Files are in it in the order in which they were done. Only one run at a time has it: the system locks it for that process.
//!
//! The first line says what all others depend on: version, rules, options. A line counts if it is whole. One that was cut
//! does not end on a line break, and one that the disk lost a part of holds zero bytes, which no JSON has.

use std::{
    collections::HashMap,
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, BufRead, BufReader, Seek, SeekFrom, Write},
    path::Path,
};

use gongwen::{digest::Digest, output::SourceName};
use serde::{Deserialize, Serialize, de::IgnoredAny};

use super::account::Account;

/// What was made of one file.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Entry {
    pub(crate) account: Account,
    /// What it adds to each file of the output.
    pub(crate) outputs: Vec<String>,
}

/// Where an entry begins in the journal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place(u64);

/// A journal that is written to.
#[derive(Debug)]
pub(crate) struct Journal {
    file: File,
    end: u64,
}

/// The files that an earlier run was done with.
#[derive(Debug, Default)]
pub(crate) struct Done {
    /// Their bytes, and where their entries are.
    files: HashMap<Digest, (Digest, Place)>,
    /// Whether that run was another: what it had is not used.
    pub(crate) is_of_another_run: bool,
}

impl Journal {
    /// Begins a journal.
    ///
    /// # Errors
    /// `AlreadyExists` if there is one: it is of a run that was broken off, and holds its work. `ResourceBusy` if that run is
    /// not over.
    pub(crate) fn begin(path: &Path, head: &impl Serialize) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        let file = match options.read(true).write(true).create_new(true).open(path) {
            Ok(file) => file,
            Err(error) => {
                if error.kind() == io::ErrorKind::AlreadyExists {
                    lock(&File::open(path)?)?;
                }
                return Err(error);
            }
        };
        lock(&file)?;
        let mut journal = Self { file, end: 0 };
        journal.push(head)?;
        Ok(journal)
    }

    /// Goes on with the journal at `path`, or begins it. What was made under another head counts for nothing; of two
    /// entries of a file the later counts, and only if the bytes of the file were read.
    ///
    /// # Errors
    /// `InvalidData` if the file at `path` is no journal, `ResourceBusy` if another run has it.
    pub(crate) fn resume(path: &Path, head: &impl Serialize) -> io::Result<(Self, Done)> {
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        lock(&file)?;
        if !is_at(&file, path)? {
            // the run that had it ended in this moment, and took it away
            return Err(io::ErrorKind::ResourceBusy.into());
        }
        let mut journal = Self { file, end: 0 };
        let mut done = Done::default();
        let expected = line(head)?;
        let mut lines = BufReader::new(&journal.file);
        let mut read = Vec::new();
        let mut end = 0;
        while lines.read_until(b'\n', &mut read)? > 0 {
            if end == 0 {
                if read != expected {
                    let is_cut = expected.starts_with(&read);
                    if !is_cut && serde_json::from_slice::<IgnoredAny>(&read).is_err() {
                        return Err(io::ErrorKind::InvalidData.into());
                    }
                    done.is_of_another_run = !is_cut;
                    break;
                }
            } else if read.ends_with(b"\n")
                && let Ok(Entry { account, .. }) = serde_json::from_slice(&read)
            {
                if let Some(sha256) = account.sha256 {
                    done.files.insert(key(&account.source), (Digest::of(sha256.as_bytes()), Place(end)));
                }
            } else {
                break;
            }
            end += read.len() as u64;
            read.clear();
        }
        journal.end = end;
        journal.file.set_len(end)?;
        journal.file.seek(SeekFrom::Start(end))?;
        if end == 0 {
            journal.push(head)?;
        }
        Ok((journal, done))
    }

    /// Appends an entry. When this returns, it outlives the process.
    pub(crate) fn append(&mut self, entry: &Entry) -> io::Result<Place> {
        self.push(entry)
    }

    /// Reads the entries at `places`, and gives each to `take`.
    pub(crate) fn replay(&mut self, places: &[Place], mut take: impl FnMut(Entry) -> io::Result<()>) -> io::Result<()> {
        let mut reader = BufReader::with_capacity(1 << 16, &self.file);
        let mut position = reader.seek(SeekFrom::Start(0))?;
        let mut read = Vec::new();
        for &Place(start) in places {
            // keeps what is in the buffer, and most entries follow each other
            reader.seek_relative(start.cast_signed() - position.cast_signed())?;
            read.clear();
            position = start + reader.read_until(b'\n', &mut read)? as u64;
            take(serde_json::from_slice(&read)?)?;
        }
        Ok(())
    }

    fn push(&mut self, content: &impl Serialize) -> io::Result<Place> {
        let line = line(content)?;
        self.file.write_all(&line)?;
        let start = self.end;
        self.end += line.len() as u64;
        Ok(Place(start))
    }
}

impl Done {
    /// The entry of the file of this name, if its bytes have this hash.
    pub(crate) fn find(&self, name: &SourceName, sha256: &str) -> Option<Place> {
        let (bytes, place) = self.files.get(&key(name))?;
        (*bytes == Digest::of(sha256.as_bytes())).then_some(*place)
    }
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

/// A name that was escaped may look like one that was not.
fn key(name: &SourceName) -> Digest {
    Digest::of(format!("{name:?}").as_bytes())
}

fn line(content: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut line = serde_json::to_vec(content)?;
    line.push(b'\n');
    Ok(line)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::batch::Problem;

    fn entry(name: &str, sha256: Option<&str>, output: &str) -> Entry {
        let problem = Problem { code: "io", message: "no".to_owned() };
        let account = Account::new(SourceName::from_path(Path::new(name)), sha256.map(str::to_owned), Err(&problem));
        Entry { account, outputs: vec![output.to_owned()] }
    }

    fn path(test: &str) -> PathBuf {
        let path = std::env::temp_dir().join(format!("gongwen-journal-{test}-{}", std::process::id()));
        let _ = fs::remove_file(&path);
        path
    }

    /// Goes on with a journal that nobody has. Another test may be starting a program at this moment: until that runs, it holds
    /// what this process had open, and so the lock.
    fn resumed(path: &Path, head: &str) -> (Journal, Done) {
        for _ in 0..1000 {
            match Journal::resume(path, &head) {
                Err(error) if error.kind() == io::ErrorKind::ResourceBusy => {
                    std::thread::sleep(std::time::Duration::from_millis(5));
                }
                other => return other.expect("it is there"),
            }
        }
        panic!("the journal is locked for five seconds");
    }

    fn outputs(journal: &mut Journal, places: &[Place]) -> Vec<String> {
        let mut outputs = Vec::new();
        let take = |entry: Entry| {
            outputs.extend(entry.outputs);
            Ok(())
        };
        journal.replay(places, take).expect("the journal is there");
        outputs
    }

    #[test]
    fn cut_anywhere_it_gives_back_the_entries_that_are_whole() {
        let path = path("cut");
        let mut journal = Journal::begin(&path, &"head").expect("the folder can be written to");
        let names = ["a", "b", "公告"];
        let ends = names.map(|name| {
            journal.append(&entry(name, Some(name), "x\n")).expect("the folder can be written to");
            journal.end
        });
        drop(journal);
        let whole = fs::read(&path).expect("it was just written");
        for length in 0..=whole.len() {
            fs::write(&path, &whole[..length]).expect("the folder can be written to");
            let (mut journal, done) = resumed(&path, "head");
            let expected = ends.iter().filter(|&&end| end <= length as u64).count();
            assert_eq!(done.files.len(), expected, "cut at {length}");
            let added = journal.append(&entry("d", Some("d"), "d\n")).expect("the folder can be written to");
            assert_eq!(outputs(&mut journal, &[added]), ["d\n"], "cut at {length}");
            drop(journal);
            let (_, done) = resumed(&path, "head");
            assert_eq!(done.files.len(), expected + 1, "cut at {length}");
        }
        fs::remove_file(&path).expect("it is there");
    }

    #[test]
    fn zero_bytes_and_other_heads_count_for_nothing() {
        let path = path("zeros");
        let mut journal = Journal::begin(&path, &"head").expect("the folder can be written to");
        journal.append(&entry("a", Some("1"), "a")).expect("the folder can be written to");
        drop(journal);
        drop(resumed(&path, "head"));
        assert!(matches!(
            Journal::begin(&path, &"head").expect_err("it is there").kind(),
            io::ErrorKind::AlreadyExists | io::ErrorKind::ResourceBusy
        ));
        let mut damaged = fs::read(&path).expect("it was just written");
        damaged.extend([0; 40]);
        damaged.push(b'\n');
        fs::write(&path, &damaged).expect("the folder can be written to");
        assert_eq!(resumed(&path, "head").1.files.len(), 1);
        let (_, done) = resumed(&path, "other");
        assert_eq!((done.files.len(), done.is_of_another_run), (0, true));
        fs::write(&path, "notes of somebody").expect("the folder can be written to");
        let error = Journal::resume(&path, &"other").expect_err("it is none");
        assert!(matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::ResourceBusy), "{error}");
        fs::remove_file(&path).expect("it is there");
    }

    #[test]
    fn a_file_is_found_by_name_and_bytes_and_its_last_entry_counts() {
        let path = path("find");
        let mut journal = Journal::begin(&path, &"head").expect("the folder can be written to");
        for (name, sha256, output) in [("a", Some("1"), "old"), ("b", None, "unread"), ("a", Some("2"), "new")] {
            journal.append(&entry(name, sha256, output)).expect("the folder can be written to");
        }
        drop(journal);
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
        let busy = |result: io::Result<()>| result.expect_err("it is taken").kind() == io::ErrorKind::ResourceBusy;
        let journal = Journal::begin(&path, &"head").expect("the folder can be written to");
        assert!(busy(Journal::begin(&path, &"head").map(drop)) && busy(Journal::resume(&path, &"head").map(drop)));
        drop(journal);
        let (journal, _) = resumed(&path, "head");
        assert!(busy(Journal::resume(&path, &"head").map(drop)));
        fs::remove_file(&path).expect("it is there");
        drop(journal);
    }
}
