//! A document's records depend on what it says, not on its encoding, script, width, spacing, line breaks or the page
//! around it: copies of whole documents in other forms are read, and compared with the gold and with the plain document.

mod copy;
mod page;
pub(crate) mod trace;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use copy::{Bytes, Copy, Layout, Words};
use gongwen::{
    Extractor,
    alignment::ReasonClass,
    decode,
    evaluate::{Gold, Prediction, Scores, evaluate},
    extractor::Extraction,
    record::Record,
};
use page::Style;
use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner},
};

/// How far the F1 of a copy may be from that of the plain documents.
const TOLERANCE: f64 = 0.02;

const NON_BREAKING: char = '\u{A0}';

const fn copy(name: &'static str, words: &'static [Words], layout: &'static [Layout], bytes: Bytes) -> Copy {
    Copy { name, words, layout, bytes }
}

const fn utf16(big_endian: bool, marked: bool) -> Bytes {
    Bytes::Utf16 { big_endian, marked }
}

/// A page with a break behind each line.
const BREAKS: Layout = Layout::Page(Style::OldTable);

/// The forms, each with a name for the table.
const COPIES: [Copy; 38] = [
    copy("UTF-8 with mark", &[], &[], Bytes::Utf8Marked),
    copy("GB18030", &[], &[], Bytes::Gb18030),
    copy("UTF-16LE", &[], &[], utf16(false, true)),
    copy("UTF-16BE without mark", &[], &[], utf16(true, false)),
    copy("traditional", &[Words::Traditional], &[], Bytes::Utf8),
    copy("traditional, Big5", &[Words::Traditional], &[], Bytes::Big5),
    copy("full-width numbers", &[Words::FullWidthNumbers], &[], Bytes::Utf8),
    copy("full-width signs", &[Words::FullWidthSigns], &[], Bytes::Utf8),
    copy("ASCII signs", &[Words::AsciiSigns], &[], Bytes::Utf8),
    copy("spaces around numbers", &[Words::Spaced(' ')], &[], Bytes::Utf8),
    copy("NBSP around numbers", &[Words::Spaced(NON_BREAKING)], &[], Bytes::Utf8),
    copy("zero-width characters", &[Words::ZeroWidth], &[], Bytes::Utf8),
    copy("markers of one character", &[Words::SingleCharacterMarkers], &[], Bytes::Utf8),
    copy("wrapped, indented", &[], &[Layout::WrappedIndented], Bytes::Utf8),
    copy("wrapped, blank lines", &[], &[Layout::WrappedApart], Bytes::Utf8),
    copy("wrapped, no sign", &[], &[Layout::Wrapped], Bytes::Utf8),
    copy("U+3000 indents", &[], &[Layout::Indented("\u{3000}\u{3000}")], Bytes::Utf8),
    copy("tab indents", &[], &[Layout::Indented("\t")], Bytes::Utf8),
    copy("CRLF", &[], &[Layout::Breaks("\r\n")], Bytes::Utf8),
    copy("CR", &[], &[Layout::Breaks("\r")], Bytes::Utf8),
    copy("bold headings", &[], &[Layout::BoldHeadings], Bytes::Utf8),
    copy("page of paragraphs", &[], &[Layout::Page(Style::Paragraphs)], Bytes::Utf8),
    copy("old table with <br>", &[], &[Layout::Indented("\u{3000}\u{3000}"), BREAKS], Bytes::Gb18030),
    copy("old table, no indents", &[], &[BREAKS], Bytes::Gb18030),
    copy("tags inside numbers", &[], &[Layout::Page(Style::InlineTags)], Bytes::Utf8),
    copy("character references", &[], &[Layout::Page(Style::References)], Bytes::Utf8),
    copy("<P> without ends", &[], &[Layout::Page(Style::UnclosedParagraphs)], Bytes::Utf8),
    copy("&nbsp; on one line", &[], &[Layout::Page(Style::NonBreakingSpaces)], Bytes::Utf8),
    copy("traditional, <br>, Big5", &[Words::Traditional], &[BREAKS], Bytes::Big5),
    copy("traditional, tags, UTF-16LE", &[Words::Traditional], &[Layout::Page(Style::InlineTags)], utf16(false, false)),
    copy("full width, GB18030", &[Words::FullWidthNumbers, Words::FullWidthSigns], &[], Bytes::Gb18030),
    copy("full width, wrapped", &[Words::FullWidthNumbers], &[Layout::WrappedIndented], Bytes::Gb18030),
    copy(
        "NBSP, zero-width, page",
        &[Words::Spaced(NON_BREAKING), Words::ZeroWidth],
        &[Layout::Page(Style::Paragraphs)],
        Bytes::Utf8,
    ),
    copy("traditional, spaced, Big5", &[Words::Traditional, Words::Spaced(' ')], &[], Bytes::Big5),
    copy("zero-width, wrapped", &[Words::ZeroWidth], &[Layout::WrappedIndented], Bytes::Utf8),
    copy("wrapped, <br>, GB18030", &[], &[Layout::WrappedIndented, BREAKS], Bytes::Gb18030),
    copy("spaced, wrapped", &[Words::Spaced(' ')], &[Layout::WrappedApart], Bytes::Utf8),
    copy("wrapped, CRLF, UTF-16LE", &[], &[Layout::Wrapped, Layout::Breaks("\r\n")], utf16(false, true)),
];

/// A document as text.
struct Source {
    name: String,
    text: String,
}

impl Source {
    fn read(path: &Path) -> Self {
        let bytes = fs::read(path).expect("a listed file can be read");
        let text = decode::decode(&bytes, None).expect("it is text").text.text().to_owned();
        Self { name: path.file_name().expect("a file has a name").to_string_lossy().into_owned(), text }
    }

    fn is_page(&self) -> bool {
        self.name.ends_with(".html")
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("the folder can be listed").path())
        .collect();
    paths.sort();
    paths
}

/// A folder of the repository, or one beside it, if it is there.
fn folder(path: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: there is no {}", folder.display());
    None
}

/// What a record says, without its places in the file.
fn said(record: &Record) -> String {
    let bodies: Vec<_> = record.bodies.iter().map(|body| format!("{:?} {}", body.role, body.name)).collect();
    let said = format!(
        "{} | {:?} {:?} {} {:?} {:?} | {:?} {:?} {:?} | {}",
        record.indicator,
        record.measure,
        record.comparator,
        record.value,
        record.value_max,
        record.unit,
        record.year,
        record.cadence,
        record.kind,
        bodies.join(", ")
    );
    // an indicator keeps its brackets as they are written
    said.replace('（', "(").replace('）', ")")
}

/// How the records of copies differ from those of the plain documents.
#[derive(Default)]
struct Difference {
    same: usize,
    of: usize,
    /// What only one of the two says.
    lines: Vec<String>,
}

impl Difference {
    fn add(&mut self, name: &str, plain: &Extraction, copy: &Extraction) {
        let mut counts: BTreeMap<String, isize> = BTreeMap::new();
        plain.records.iter().for_each(|record| *counts.entry(said(record)).or_default() += 1);
        copy.records.iter().for_each(|record| *counts.entry(said(record)).or_default() -= 1);
        let lost: isize = counts.values().filter(|count| **count > 0).sum();
        self.same += plain.records.len() - lost.unsigned_abs();
        self.of += plain.records.len().max(copy.records.len());
        for (said, count) in counts.into_iter().filter(|(_, count)| *count != 0) {
            self.lines.push(format!("  {} {name}: {said}", if count > 0 { '-' } else { '+' }));
        }
    }

    fn share(&self) -> f64 {
        if self.of == 0 { 1.0 } else { self.same as f64 / self.of as f64 }
    }
}

/// Reads every copy of the documents of `gold`, prints how they compare, and returns those that fall behind.
fn compare_with_gold(documents: &Path, gold: &Path, excluded: &[&str]) -> Vec<String> {
    let extractor = Extractor::new().expect("the built-in tables parse");
    let gold: Vec<Gold> = files(gold)
        .iter()
        .map(|path| {
            let text = fs::read_to_string(path).expect("a gold file can be read");
            Gold::parse(&path.display().to_string(), &text).expect("gold parses")
        })
        .filter(|gold| !excluded.contains(&gold.doc.as_str()))
        .collect();
    let sources: Vec<Source> = gold.iter().map(|gold| Source::read(&documents.join(&gold.doc))).collect();
    let plain: Vec<Extraction> =
        sources.iter().map(|source| extractor.extract(source.text.as_bytes()).expect("it is text")).collect();
    println!("{:<30} {:>4} {:>15} {:>15} {:>6}", "copy", "docs", "strict all", "targets", "same");
    let mut behind = Vec::new();
    for copy in COPIES {
        let mut difference = Difference::default();
        let mut before = BTreeMap::new();
        let mut after = BTreeMap::new();
        let mut wanted = Vec::new();
        for ((source, plain), gold) in sources.iter().zip(&plain).zip(&gold) {
            if source.is_page() && !copy.fits_pages() {
                continue;
            }
            let Some(bytes) = copy.of(&source.text, &extractor.lexicon().script) else { continue };
            let extraction = extractor.extract(&bytes).expect("a copy is text");
            difference.add(&source.name, plain, &extraction);
            before.insert(source.name.clone(), Prediction::from(plain));
            after.insert(source.name.clone(), Prediction::from(&extraction));
            wanted.push(gold.clone());
        }
        let (before, after) = (evaluate(&wanted, &before), evaluate(&wanted, &after));
        let strict = |scores: &Scores| [scores.strict.all.f1, scores.strict.target.f1];
        let [all, target] = strict(&after);
        let [all_change, target_change] = [all - strict(&before)[0], target - strict(&before)[1]];
        println!(
            "{:<30} {:>4} {all:>7.3} ({all_change:+.3}) {target:>6.3} ({target_change:+.3}) {:>6.3}",
            copy.name,
            wanted.len(),
            difference.share()
        );
        difference.lines.iter().for_each(|line| println!("{line}"));
        if all_change.abs() > TOLERANCE || target_change.abs() > TOLERANCE {
            behind.push(format!("{}: {all_change:+.3}, targets {target_change:+.3}", copy.name));
        }
    }
    behind
}

#[test]
fn copies_of_the_corpus_are_read_as_well() {
    let (Some(documents), Some(gold)) = (folder("corpus/documents"), folder("corpus/gold")) else {
        panic!("the corpus is part of the repository")
    };
    let behind = compare_with_gold(&documents, &gold, &[]);
    assert!(behind.is_empty(), "further than {TOLERANCE} from the plain documents: {behind:#?}");
}

#[test]
fn copies_of_the_shared_documents_are_read_as_well() {
    let (Some(documents), Some(gold)) = (folder("../shared/docs"), folder("../shared/gold")) else { return };
    let behind = compare_with_gold(&documents, &gold, &[]);
    assert!(behind.is_empty(), "further than {TOLERANCE} from the plain documents: {behind:#?}");
}

/// One report in so many is read in every form.
const SAMPLE: usize = 40;

#[test]
fn copies_of_reports_give_the_same_records() {
    let Some(reports) = folder("../shared/reports") else { return };
    let extractor = Extractor::new().expect("the built-in tables parse");
    let sources: Vec<Source> = files(&reports)
        .iter()
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .step_by(SAMPLE)
        .map(|path| Source::read(path))
        .collect();
    let plain: Vec<Extraction> =
        sources.iter().map(|source| extractor.extract(source.text.as_bytes()).expect("it is text")).collect();
    let mut behind = Vec::new();
    for copy in COPIES {
        let mut difference = Difference::default();
        for (source, plain) in sources.iter().zip(&plain) {
            let Some(bytes) = copy.of(&source.text, &extractor.lexicon().script) else { continue };
            let extraction = extractor.extract(&bytes).expect("a copy is text");
            difference.add(&source.name, plain, &extraction);
        }
        println!("{:<30} {:>6.4} of {}", copy.name, difference.share(), difference.of);
        difference.lines.iter().for_each(|line| println!("{line}"));
        if difference.share() < 0.98 {
            behind.push(copy.name);
        }
    }
    assert!(behind.is_empty(), "{behind:?}");
}

/// The clean text of a document.
fn clean(extractor: &Extractor, bytes: &[u8]) -> String {
    extractor.document(bytes).expect("it is text").text.text().to_owned()
}

/// The documents of the corpus, and of the folders beside the repository that are there.
fn all_sources() -> Vec<Source> {
    let folders = [("corpus/documents", 1), ("../shared/docs", 1), ("../shared/reports", SAMPLE)];
    let sources = folders.iter().filter_map(|(path, step)| Some((folder(path)?, *step))).flat_map(|(folder, step)| {
        let paths = files(&folder).into_iter().filter(|path| path.extension().is_some());
        paths.step_by(step).map(|path| Source::read(&path)).collect::<Vec<_>>()
    });
    sources.collect()
}

#[test]
fn clean_text_comes_out_as_it_went_in() {
    let extractor = Extractor::new().expect("the built-in tables parse");
    let sources = all_sources();
    let (mut same, mut of) = (0, 0);
    let mut changed = Vec::new();
    for source in &sources {
        let once = clean(&extractor, source.text.as_bytes());
        // in plain text, pieces of a line between two signs are the cells of a table
        if source.is_page() && once.lines().any(|line| line.matches('|').count() > 1) {
            continue;
        }
        let twice = clean(&extractor, once.as_bytes());
        for (before, after) in once.lines().zip(twice.lines()).filter(|(before, after)| before != after).take(1) {
            changed.push(format!("{}: {before:?} became {after:?}", source.name));
        }
        if once.lines().count() != twice.lines().count() {
            changed.push(format!("{}: {} lines became {}", source.name, once.lines().count(), twice.lines().count()));
        }
        let mut difference = Difference::default();
        let plain = extractor.extract(source.text.as_bytes()).expect("it is text");
        difference.add(&source.name, &plain, &extractor.extract(once.as_bytes()).expect("it is text"));
        same += difference.same;
        of += difference.of;
        difference.lines.iter().for_each(|line| println!("{line}"));
    }
    println!("{same} of {of} records are read again from the clean text");
    assert!(changed.is_empty(), "{changed:#?}");
    // fields that only a head or a tag of the page holds are gone, and years that follow from them
    assert!(same * 100 >= of * 97, "{same} of {of}");
}

/// Any form: some of the words, a layout, some bytes.
fn any_copy() -> impl Strategy<Value = Copy> {
    const WORDS: [&[Words]; 7] = [
        &[],
        &[Words::Traditional],
        &[Words::FullWidthNumbers],
        &[Words::Spaced(NON_BREAKING)],
        &[Words::ZeroWidth],
        &[Words::Traditional, Words::FullWidthSigns],
        &[Words::Spaced(' '), Words::ZeroWidth],
    ];
    const LAYOUTS: [&[Layout]; 8] = [
        &[],
        &[Layout::WrappedIndented],
        &[Layout::Breaks("\r\n")],
        &[Layout::Page(Style::Paragraphs)],
        &[Layout::WrappedApart, BREAKS],
        &[Layout::Page(Style::InlineTags)],
        &[Layout::Page(Style::References)],
        &[Layout::Page(Style::NonBreakingSpaces)],
    ];
    const BYTES: [Bytes; 6] =
        [Bytes::Utf8, Bytes::Utf8Marked, Bytes::Gb18030, Bytes::Big5, utf16(false, true), utf16(true, false)];
    (0..WORDS.len(), 0..LAYOUTS.len(), 0..BYTES.len())
        .prop_map(|(words, layout, bytes)| copy("any", WORDS[words], LAYOUTS[layout], BYTES[bytes]))
}

#[test]
fn spans_hold_what_was_read_and_clean_text_is_left_alone() {
    let extractor = Extractor::new().expect("the built-in tables parse");
    let folder = folder("corpus/documents").expect("the corpus is part of the repository");
    let sources: Vec<Source> = files(&folder).iter().map(|path| Source::read(path)).collect();
    let mut runner = TestRunner::new_with_rng(
        Config { cases: 200, failure_persistence: None, ..Config::default() },
        TestRng::deterministic_rng(RngAlgorithm::ChaCha),
    );
    let checked = std::cell::Cell::new(0);
    let result = runner.run(&(0..sources.len(), any_copy()), |(source, copy)| {
        let source = &sources[source];
        let bytes = if source.is_page() && !copy.fits_pages() {
            None
        } else {
            copy.of(&source.text, &extractor.lexicon().script)
        };
        let Some(bytes) = bytes else { return Ok(()) };
        let extraction = extractor.extract(&bytes).expect("a copy is text");
        for record in &extraction.records {
            if let Err(message) = trace::check(record, &bytes, &extraction, extractor.lexicon()) {
                return Err(TestCaseError::fail(format!("{}: {message}", source.name)));
            }
            checked.set(checked.get() + 1);
        }
        // what is left of damaged text is not clean, and may be read in another way
        let is_damaged = extraction.repairs.iter().any(|repair| repair.kind.class() == ReasonClass::Damage);
        let once = clean(&extractor, &bytes);
        if !is_damaged && !once.contains('|') {
            prop_assert_eq!(clean(&extractor, once.as_bytes()), once, "{}", source.name);
        }
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    assert!(checked.get() > 2000, "only {} records were checked", checked.get());
}
