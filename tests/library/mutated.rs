//! Files and packs that were damaged at random: bytes changed, cut out, repeated, put in from another file. None makes the
//! reader panic or takes long, and what is read of it still points into the file.
//!
//! `.cargo/config.toml` fixes the cases; CONTRIBUTING.md says how to try more.

use std::{
    fs,
    path::Path,
    sync::LazyLock,
    time::{Duration, Instant},
};

use proptest::{prelude::*, sample::Index};

/// What must hold of any input.
#[path = "../../fuzz/checks.rs"]
mod checks;

/// Longer pieces of files would only make for fewer cases.
const LONGEST: usize = 12_000;

/// How long a file may take: some hundred times what it does, for a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// The fixtures, the corpus, and the shared documents and pages where they are there.
static FILES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let mut files = Vec::new();
    for folder in ["fixtures", "corpus/documents", "../shared/docs", "../shared/pages", "../shared/mojibake"] {
        collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut files);
    }
    assert!(files.len() > 80, "only {} files", files.len());
    files
});

/// The pages in HTML.
static PAGES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pages"), &mut files);
    files.retain(|file| file.windows(5).any(|five| five == b"<html"));
    assert!(files.len() >= 5, "only {} pages", files.len());
    files
});

/// The built-in rules, and packs of words.
static PACKS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    ["rule/rules.toml", "lexicon/data/unit.toml", "lexicon/data/comparator.toml", "lexicon/data/refusal.toml"]
        .map(|name| fs::read(source.join(name)).expect("it is part of the repository"))
        .into()
});

fn collect(folder: &Path, files: &mut Vec<Vec<u8>>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("it can be listed").path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(fs::read(&path).expect("it can be read"));
        }
    }
}

/// One damage; places and lengths are parts of what is there.
#[derive(Clone, Debug)]
enum Damage {
    Byte(Index, u8),
    Cut(Index, Index),
    Repeat(Index, Index, usize),
    Splice(Index, Index, Index, Index),
}

impl Damage {
    fn any() -> impl Strategy<Value = Self> {
        let place = any::<Index>;
        prop_oneof![
            4 => (place(), any::<u8>()).prop_map(|(at, byte)| Self::Byte(at, byte)),
            // what is a sign in some encoding or markup
            2 => (place(), proptest::sample::select(&b"<>&\"|\t\n\r\0\x1b\x80\x81\xa1\xfe\xff"[..]))
                .prop_map(|(at, byte)| Self::Byte(at, byte)),
            2 => (place(), place()).prop_map(|(at, length)| Self::Cut(at, length)),
            1 => (place(), place(), 1..40_usize).prop_map(|(at, length, times)| Self::Repeat(at, length, times)),
            2 => (place(), place(), place(), place())
                .prop_map(|(at, file, from, length)| Self::Splice(at, file, from, length)),
        ]
    }

    fn apply(&self, bytes: &mut Vec<u8>, files: &[Vec<u8>]) {
        let length = bytes.len();
        match self {
            Self::Byte(at, byte) if length > 0 => bytes[at.index(length)] = *byte,
            Self::Byte(_, byte) => bytes.push(*byte),
            Self::Cut(at, cut) => {
                let piece = piece(length, at, cut);
                bytes.drain(piece);
            }
            Self::Repeat(at, part, times) => {
                let piece = piece(length, at, part);
                let repeated = bytes[piece.start..piece.end.min(piece.start + 200)].repeat(*times);
                bytes.splice(piece.start..piece.start, repeated);
            }
            Self::Splice(at, file, from, part) => {
                let other = file.get(files);
                let at = at.index(length + 1);
                bytes.splice(at..at, other[piece(other.len(), from, part)].iter().copied());
            }
        }
        bytes.truncate(LONGEST);
    }
}

/// A part of `length` bytes, of a thousand bytes at the most.
fn piece(length: usize, at: &Index, part: &Index) -> std::ops::Range<usize> {
    let start = at.index(length + 1);
    start..start + part.index((length - start).min(1000) + 1)
}

/// A part of one of `files`, damaged up to eight times.
fn damaged(files: &'static [Vec<u8>]) -> impl Strategy<Value = Vec<u8>> {
    (any::<Index>(), any::<Index>(), proptest::collection::vec(Damage::any(), 0..8)).prop_map(
        |(file, from, damages)| {
            let file = file.get(files);
            // a whole file, or a part of a long one
            let start = from.index(file.len().saturating_sub(LONGEST) + 1);
            let mut bytes = file[start..file.len().min(start + LONGEST)].to_vec();
            damages.iter().for_each(|damage| damage.apply(&mut bytes, files));
            bytes
        },
    )
}

/// Runs a check, which is not to take long either.
fn soon(check: fn(&[u8]), bytes: &[u8]) {
    let start = Instant::now();
    check(bytes);
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
}

proptest! {
    // a seed would lead to another case where other files are there: what is found becomes a test of its own
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_file_gives_what_points_into_it(bytes in damaged(&FILES)) {
        soon(checks::extract, &bytes);
    }

    #[test]
    fn so_does_a_damaged_page(bytes in damaged(&PAGES)) {
        soon(checks::html, &bytes);
    }

    #[test]
    fn a_damaged_pack_is_read_or_refused(bytes in damaged(&PACKS)) {
        soon(checks::pack, &bytes);
    }

    #[test]
    fn mentions_in_damaged_lines_are_whole(bytes in damaged(&FILES)) {
        soon(checks::mentions, &bytes);
    }

    #[test]
    fn an_edited_text_keeps_its_sources(bytes in damaged(&FILES), edits in proptest::collection::vec(any::<u8>(), 0..200)) {
        let length = bytes.len().min(200);
        soon(checks::alignment, &[&[200], &bytes[..length], &edits].concat());
    }
}
