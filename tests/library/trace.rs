//! Every record points to the raw bytes that hold its value.

use std::{fs, path::Path};

use gongwen::Extractor;
use unicode_normalization::UnicodeNormalization;

use crate::invariance::trace;

/// The digits of a text, in any width.
fn digits(text: &str) -> String {
    text.nfkc().filter(char::is_ascii_digit).collect()
}

fn check(folder: &Path) -> usize {
    let extractor = Extractor::new().expect("the built-in tables parse");
    let mut checked = 0;
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be listed").path())
        .collect();
    paths.sort();
    for path in paths {
        let raw = fs::read(&path).expect("it can be read");
        let extraction = extractor.extract(&raw).expect("it is text");
        for record in &extraction.records {
            let traced = trace::check(record, &raw, &extraction, extractor.lexicon());
            assert_eq!(traced, Ok(()), "{}: {}", path.display(), record.quote);
            assert_eq!(record.year.is_some(), record.spans.year.is_some(), "{}", record.quote);
            if let (Some(year), Some(place)) = (record.year, record.spans.year) {
                let words = trace::shown(&raw[place.source_span.range()], extraction.encoding);
                // 今年, “十四五”末 and 民国 name a year in other figures
                let written = digits(&words);
                assert!(
                    written.len() < 4 || written.contains(&year.to_string()),
                    "{}: {year} is not in `{words}`",
                    path.display()
                );
            }
            checked += 1;
        }
    }
    checked
}

#[test]
fn records_of_the_corpus_are_in_their_bytes() {
    assert!(check(&Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/documents")) > 400);
}

#[test]
fn records_of_the_shared_documents_are_in_their_bytes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/docs");
    if folder.is_dir() {
        assert!(check(&folder) > 400);
    } else {
        println!("skipped: there is no {}", folder.display());
    }
}
