//! How fast each stage is, beside what the crates below it need for the same text: `cargo bench`, or
//! `cargo bench -- "reports clean"` for the rows that begin so.
//!
//! The rows of a text run in one process, in turn, so that a drift of the machine falls on all of them; the median is
//! printed. A run of all rows writes `benches/speed.md`.

use std::{
    fmt::Write,
    fs,
    hint::black_box,
    path::{Path, PathBuf},
    time::Instant,
};

use aho_corasick::AhoCorasick;
use gongwen::{Extractor, Limits, clean, decode, document, page, record};
use scraper::Html;

const ROUNDS: usize = 5;
/// About how many bytes of a folder are read: every so manieth of its files.
const BYTES: u64 = 2_000_000;
/// Words of the dictionary scan, as many as the tables of words have.
const WORDS: usize = 2_000;
/// The row that the others are compared with.
const BASELINE: &str = "jieba-rs cut";
/// The row that pages are compared with too.
const HTML_BASELINE: &str = "scraper parse and text";

/// Texts of one kind.
struct Corpus {
    name: &'static str,
    files: Vec<Vec<u8>>,
}

impl Corpus {
    /// The same texts in another form.
    fn in_form(&self, name: &'static str, form: impl Fn(&str) -> Vec<u8>) -> Self {
        let files = self.files.iter().map(|file| form(&String::from_utf8_lossy(file))).collect();
        Self { name, files }
    }
}

/// The files of a folder, thinned evenly; `None` if it is not there.
fn folder(name: &'static str, path: &str) -> Option<Corpus> {
    let entries = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).ok()?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|own| own == "html" || own == "md" || own == "txt"));
    paths.sort();
    let bytes: u64 = paths.iter().filter_map(|path| fs::metadata(path).ok()).map(|file| file.len()).sum();
    let step = usize::try_from(bytes.div_ceil(BYTES)).unwrap_or(1).max(1);
    let files = paths.iter().step_by(step).filter_map(|path| fs::read(path).ok()).collect();
    Some(Corpus { name, files })
}

/// A line as a paragraph of a page with a menu.
fn in_html(text: &str) -> Vec<u8> {
    let mut page = String::from(
        "<html><head><meta charset=utf-8><title>公文</title></head><body><ul><li><a href=/>首页</a></ul><div id=content>",
    );
    for line in text.lines() {
        let line = line.replace('&', "&amp;").replace('<', "&lt;");
        let _ = writeln!(page, "<p>{line}</p>");
    }
    page.into_bytes()
}

/// What is timed, by name.
type Row<'a> = (&'static str, Box<dyn Fn() + 'a>);

/// Something done to each of some things, and its results thrown away.
fn each<'a, T, R>(name: &'static str, things: &'a [T], work: impl Fn(&T) -> R + 'a) -> Row<'a> {
    (name, Box::new(move || things.iter().for_each(|thing| drop(black_box(work(thing))))))
}

/// Times the rows of `corpus` that begin with `wanted`; a line of the table each.
fn table(corpus: &Corpus, extractor: &Extractor, wanted: &str) -> String {
    let lexicon = extractor.lexicon();
    let files = &corpus.files;
    let limits = Limits::default();
    let decoded: Vec<_> = files.iter().map(|file| decode::decode(file, None).expect("it is text")).collect();
    let pages: Vec<_> = decoded.iter().map(|text| page::parse(text, lexicon, &limits).expect("it has text")).collect();
    let cleaned: Vec<_> = pages.iter().map(|page| clean::clean(page.clone(), lexicon)).collect();
    let documents: Vec<_> = cleaned.iter().map(|page| document::read(page.clone(), lexicon)).collect();
    let jieba = lexicon.segmenter.jieba();
    let mut words: Vec<&str> =
        decoded.iter().flat_map(|text| jieba.cut(text.text.text(), false)).map(|token| token.word).collect();
    words.sort_unstable();
    words.dedup();
    let step = words.len().div_ceil(WORDS).max(1);
    let scan = AhoCorasick::new(words.into_iter().step_by(step)).expect("so few words make an automaton");
    let rows: Vec<Row<'_>> = vec![
        each(BASELINE, &decoded, |text| jieba.cut(text.text.text(), true).len()),
        each(HTML_BASELINE, &decoded, |text| {
            Html::parse_document(text.text.text()).root_element().text().map(str::len).sum::<usize>()
        }),
        each("UTF-8 validation", &decoded, |text| std::str::from_utf8(text.text.text().as_bytes()).is_ok()),
        each("aho-corasick scan", &decoded, |text| scan.find_iter(text.text.text()).count()),
        each("decode", files, |file| decode::decode(file, None)),
        each("page", &decoded, |text| page::parse(text, lexicon, &limits)),
        each("clean", &pages, |page| clean::clean(page.clone(), lexicon)),
        each("document", &cleaned, |page| document::read(page.clone(), lexicon)),
        each("records", &documents, |document| record::read(document, extractor.rules(), lexicon, &limits)),
        each("file to JSON", files, |file| extractor.extract(file).map(|read| serde_json::to_string(&read))),
    ];
    let is_html = files.iter().all(|file| file.starts_with(b"<"));
    let is_wanted = |name: &str| {
        let is_asked = name == BASELINE || format!("{} {name}", corpus.name).starts_with(wanted);
        // plain text is no page to parse
        is_asked && (is_html || name != HTML_BASELINE)
    };
    let rows: Vec<Row<'_>> = rows.into_iter().filter(|(name, _)| is_wanted(name)).collect();
    let bytes: usize = files.iter().map(Vec::len).sum();
    let seconds = medians(&rows);
    let mut lines = String::new();
    for ((name, _), own) in rows.iter().zip(&seconds) {
        let speed = bytes as f64 / own / 1e6;
        let _ = writeln!(lines, "| {} | {name} | {speed:.1} | {:.2} |", corpus.name, seconds[0] / own);
    }
    lines
}

/// The median time of each row, in seconds, of rounds that take the rows in turn.
fn medians(rows: &[Row<'_>]) -> Vec<f64> {
    let mut seconds = vec![Vec::new(); rows.len()];
    for _ in 0..ROUNDS {
        for (times, (_, run)) in seconds.iter_mut().zip(rows) {
            let start = Instant::now();
            run();
            times.push(start.elapsed().as_secs_f64());
        }
    }
    let median = |mut times: Vec<f64>| {
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    };
    seconds.into_iter().map(median).collect()
}

fn main() {
    let wanted = std::env::args().skip(1).find(|argument| !argument.starts_with('-')).unwrap_or_default();
    let extractor = Extractor::new().expect("the built-in tables parse");
    let script = &extractor.lexicon().script;
    let reports = folder("reports", "../shared/reports");
    let in_form = |name, form: &dyn Fn(&str) -> Vec<u8>| reports.as_ref().map(|reports| reports.in_form(name, form));
    let corpora = [
        folder("corpus", "corpus/documents"),
        in_form("reports in GBK", &|text| encoding_rs::GB18030.encode(text).0.into_owned()),
        in_form("reports in traditional script", &|text| script.to_traditional(text).into_bytes()),
        in_form("reports in HTML", &in_html),
        folder("pages", "../shared/pages/govcn"),
        reports,
    ];
    let mut lines = String::from("| text | what | MB/s | × jieba-rs |\n| --- | --- | ---: | ---: |\n");
    print!("{lines}");
    for corpus in corpora.iter().flatten().filter(|corpus| wanted.is_empty() || wanted.starts_with(corpus.name)) {
        let own = table(corpus, &extractor, &wanted);
        print!("{own}");
        lines += &own;
    }
    if wanted.is_empty() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/speed.md");
        fs::write(&path, lines).expect("the folder of the benches can be written to");
    }
}
