//! How fast each stage is, beside what `jieba-rs` needs to cut the same text: `cargo bench`.
//!
//! All rounds run in one process, in turn, so that a drift of the machine falls on all of them; the median is printed.

use std::{fs, hint::black_box, path::Path, time::Instant};

use gongwen::{Extractor, clean, decode, document, page};

const ROUNDS: usize = 5;

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(std::env::var("F").unwrap_or("corpus/documents".into()));
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("the corpus is part of the repository")
        .flatten()
        .map(|entry| entry.path())
        .collect();
    paths.sort();
    let files: Vec<Vec<u8>> = paths.iter().map(|path| fs::read(path).expect("it can be read")).collect();
    let bytes: usize = files.iter().map(Vec::len).sum();
    let extractor = Extractor::new().expect("the built-in tables parse");
    let lexicon = extractor.lexicon();
    let decoded: Vec<_> = files.iter().map(|file| decode::decode(file, None).expect("the corpus is text")).collect();
    let pages: Vec<_> = decoded.iter().map(|text| page::parse(text, lexicon).expect("the corpus has text")).collect();
    let cleaned: Vec<_> = pages.iter().map(|page| clean::clean(page.clone(), lexicon)).collect();
    let jieba = lexicon.segmenter.jieba();

    type Stage<'a> = (&'static str, Box<dyn Fn() + 'a>);
    let stages: Vec<Stage<'_>> = vec![
        (
            "jieba-rs cut (baseline)",
            Box::new(|| decoded.iter().for_each(|text| drop(black_box(jieba.cut(text.text.text(), true))))),
        ),
        ("decode", Box::new(|| files.iter().for_each(|file| drop(black_box(decode::decode(file, None)))))),
        ("page", Box::new(|| decoded.iter().for_each(|text| drop(black_box(page::parse(text, lexicon)))))),
        ("clean", Box::new(|| pages.iter().for_each(|page| drop(black_box(clean::clean(page.clone(), lexicon)))))),
        (
            "document",
            Box::new(|| cleaned.iter().for_each(|page| drop(black_box(document::read(page.clone(), lexicon))))),
        ),
        ("whole extraction", Box::new(|| files.iter().for_each(|file| drop(black_box(extractor.extract(file)))))),
    ];
    let mut seconds = vec![Vec::new(); stages.len()];
    for _ in 0..ROUNDS {
        for (times, (_, stage)) in seconds.iter_mut().zip(&stages) {
            let start = Instant::now();
            stage();
            times.push(start.elapsed().as_secs_f64());
        }
    }
    let medians: Vec<f64> = seconds
        .into_iter()
        .map(|mut times| {
            times.sort_by(f64::total_cmp);
            times[times.len() / 2]
        })
        .collect();
    println!("{} documents, {bytes} bytes, median of {ROUNDS} rounds", files.len());
    for ((name, _), seconds) in stages.iter().zip(&medians) {
        let speed = bytes as f64 / seconds / 1e6;
        println!("{name:<24} {speed:>8.1} MB/s  {:>6.2} × jieba-rs", medians[0] / seconds);
    }
}
