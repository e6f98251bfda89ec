//! How fast each stage is, beside what the crates below it need for the same text: `cargo bench`, or `cargo bench -- records`
//! for the rows with that word.
//!
//! All rounds run in one process, in turn, so that a drift of the machine falls on all of them; the median is printed. The
//! table is also written to `benches/speed.md` when all rows are run.

use std::{
    fmt::Write,
    fs,
    hint::black_box,
    path::{Path, PathBuf},
    time::Instant,
};

use gongwen::{Extractor, clean, decode, document, page, record};
use scraper::Html;

const ROUNDS: usize = 5;
/// Documents of a folder that are read: every so manieth, to about so many bytes.
const BYTES: u64 = 2_000_000;

/// Texts of one kind.
struct Corpus {
    name: &'static str,
    files: Vec<Vec<u8>>,
    is_html: bool,
}

impl Corpus {
    fn bytes(&self) -> usize {
        self.files.iter().map(Vec::len).sum()
    }

    fn mapped(&self, name: &'static str, is_html: bool, form: impl Fn(&str) -> Vec<u8>) -> Self {
        let files = self.files.iter().map(|file| form(&String::from_utf8_lossy(file))).collect();
        Self { name, files, is_html }
    }
}

/// The files of a folder beside the crate or in it, thinned evenly; none if the folder is not there.
fn folder(name: &'static str, path: &str) -> Option<Corpus> {
    let mut paths: Vec<PathBuf> = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(path))
        .ok()?
        .flatten()
        .map(|entry| entry.path())
        .collect();
    paths.retain(|path| path.is_file() && path.extension().is_some_and(|extension| extension != "json"));
    paths.sort();
    let size = |path: &PathBuf| fs::metadata(path).map_or(0, |file| file.len());
    let step = paths.iter().map(size).sum::<u64>().div_ceil(BYTES).max(1);
    let files =
        paths.iter().step_by(usize::try_from(step).unwrap_or(1)).filter_map(|path| fs::read(path).ok()).collect();
    Some(Corpus { name, files, is_html: path.ends_with("govcn") })
}

type Row<'a> = (String, usize, Box<dyn Fn() + 'a>);

/// The rows of one corpus: first the baselines, then the stages.
fn rows<'a>(corpus: &'a Corpus, extractor: &'a Extractor) -> Vec<Row<'a>> {
    let lexicon = extractor.lexicon();
    let files = &corpus.files;
    let decoded: Vec<_> = files.iter().map(|file| decode::decode(file, None).expect("it is text")).collect();
    let texts: Vec<String> = decoded.iter().map(|decoded| decoded.text.text().to_owned()).collect();
    let pages: Vec<_> = decoded.iter().map(|text| page::parse(text, lexicon).expect("it has text")).collect();
    let cleaned: Vec<_> = pages.iter().map(|page| clean::clean(page.clone(), lexicon)).collect();
    let documents: Vec<_> = cleaned.iter().map(|page| document::read(page.clone(), lexicon)).collect();
    let jieba = lexicon.segmenter.jieba();
    let words: Vec<String> = jieba
        .cut(texts.first().map_or("", String::as_str), false)
        .iter()
        .map(|token| token.word.to_owned())
        .take(2000)
        .collect();
    let scan = aho_corasick::AhoCorasick::new(words).expect("words make an automaton");
    let (texts_of_scan, texts_of_html, texts_of_utf8) = (texts.clone(), texts.clone(), texts.clone());
    let bytes = corpus.bytes();
    let mut rows: Vec<Row<'a>> = vec![
        (
            "jieba-rs cut (baseline)".to_owned(),
            bytes,
            Box::new(move || texts.iter().for_each(|text| drop(black_box(jieba.cut(text, true))))),
        ),
        (
            "UTF-8 validation (baseline)".to_owned(),
            bytes,
            Box::new(move || {
                texts_of_utf8.iter().for_each(|text| {
                    let _ = black_box(std::str::from_utf8(text.as_bytes()));
                })
            }),
        ),
        (
            "aho-corasick scan (baseline)".to_owned(),
            bytes,
            Box::new(move || {
                texts_of_scan.iter().for_each(|text| {
                    black_box(scan.find_iter(text).count());
                })
            }),
        ),
        (
            "decode".to_owned(),
            bytes,
            Box::new(|| files.iter().for_each(|file| drop(black_box(decode::decode(file, None))))),
        ),
        (
            "page".to_owned(),
            bytes,
            Box::new(move || decoded.iter().for_each(|text| drop(black_box(page::parse(text, lexicon))))),
        ),
        (
            "clean".to_owned(),
            bytes,
            Box::new(move || pages.iter().for_each(|page| drop(black_box(clean::clean(page.clone(), lexicon))))),
        ),
        (
            "document".to_owned(),
            bytes,
            Box::new(move || cleaned.iter().for_each(|page| drop(black_box(document::read(page.clone(), lexicon))))),
        ),
        (
            "records".to_owned(),
            bytes,
            Box::new(move || {
                documents
                    .iter()
                    .for_each(|document| drop(black_box(record::read(document, extractor.rules(), lexicon))))
            }),
        ),
        (
            "file to JSON".to_owned(),
            bytes,
            Box::new(|| {
                files.iter().for_each(|file| {
                    drop(black_box(extractor.extract(file).map(|extraction| serde_json::to_vec(&extraction))))
                })
            }),
        ),
    ];
    if corpus.is_html {
        rows.insert(
            1,
            (
                "scraper parse + text (baseline)".to_owned(),
                bytes,
                Box::new(move || {
                    texts_of_html.iter().for_each(|text| {
                        black_box(Html::parse_document(text).root_element().text().map(str::len).sum::<usize>());
                    })
                }),
            ),
        );
    }
    rows
}

fn main() {
    let filter = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let extractor = Extractor::new().expect("the built-in tables parse");
    let reports = folder("reports", "../shared/reports");
    let corpora: Vec<Corpus> = [
        folder("corpus", "corpus/documents"),
        reports.as_ref().map(|plain| {
            plain.mapped("reports in GBK", false, |text| encoding_rs::GB18030.encode(text).0.into_owned())
        }),
        reports.as_ref().map(|plain| {
            plain.mapped("reports in traditional script", false, |text| {
                extractor.lexicon().script.to_traditional(text).into_bytes()
            })
        }),
        reports.as_ref().map(|plain| plain.mapped("reports in HTML", true, wrapped)),
        reports,
        folder("pages", "../shared/pages/govcn"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let mut table = String::from("| text | stage | MB/s | × jieba-rs |\n| --- | --- | ---: | ---: |\n");
    for corpus in &corpora {
        if filter.as_ref().is_some_and(|filter| !filter.starts_with(corpus.name)) {
            continue;
        }
        let mut rows = rows(corpus, &extractor);
        if let Some(filter) = &filter {
            rows.retain(|(name, ..)| {
                std::env::var("R").is_err() && name.contains("jieba")
                    || format!("{} {name}", corpus.name).contains(filter.as_str())
            });
            if rows.is_empty() {
                continue;
            }
        }
        for ((name, bytes, _), seconds) in rows.iter().zip(medians(&rows)) {
            let speed = *bytes as f64 / seconds / 1e6;
            let base = 1.0;
            let _ = writeln!(table, "| {} | {name} | {speed:.1} | {base:.2} |", corpus.name);
            println!("{:<30} {name:<32} {speed:>8.1} MB/s {:>10.1} ms", corpus.name, seconds * 1e3);
        }
    }
}

fn wrapped(text: &str) -> Vec<u8> {
    let paragraphs: String = text.lines().fold(String::new(), |mut page, line| {
        let _ = writeln!(page, "<p>{}</p>", line.replace('&', "&amp;").replace('<', "&lt;"));
        page
    });
    format!("<html><head><meta charset=utf-8><title>公文</title></head><body><div class=nav><a href=/>首页</a></div><div class=content>{paragraphs}</div></body></html>").into_bytes()
}

/// The median time of each row, in seconds, of rounds that take the rows in turn.
fn medians(rows: &[Row<'_>]) -> Vec<f64> {
    let mut seconds = vec![Vec::new(); rows.len()];
    for _ in 0..std::env::var("R").ok().and_then(|n| n.parse().ok()).unwrap_or(ROUNDS) {
        for (times, (_, _, run)) in seconds.iter_mut().zip(rows) {
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
