//! Every record points to the raw bytes that hold its value.

use std::{fs, path::Path, sync::LazyLock};

use encoding_rs::{BIG5, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use gongwen::{Extractor, decode::Encoding};
use regex::Regex;
use unicode_normalization::UnicodeNormalization;

/// The digits of a text, in any width.
fn digits(text: &str) -> String {
    text.nfkc().filter(char::is_ascii_digit).collect()
}

/// The text of raw bytes, without tags and character references.
fn decoded(bytes: &[u8], encoding: Encoding) -> String {
    static MARKUP: LazyLock<Regex> =
        LazyLock::new(|| Regex::new("<[^>]*>|&#?[0-9A-Za-z]+;").expect("a constant pattern"));
    let encoding = match encoding {
        Encoding::Utf8 => UTF_8,
        Encoding::Gb18030 => GB18030,
        Encoding::Big5 => BIG5,
        Encoding::Utf16Le => UTF_16LE,
        Encoding::Utf16Be => UTF_16BE,
    };
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    MARKUP.replace_all(&text, "").into_owned()
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
        let bytes = fs::read(&path).expect("it can be read");
        let extraction = extractor.extract(&bytes).expect("it is text");
        for record in &extraction.records {
            let raw = &bytes[record.source_span.start..record.source_span.end];
            let found = digits(&decoded(raw, extraction.encoding));
            assert!(
                found.contains(&digits(&record.value_text)),
                "{}: `{}` is not in the bytes of `{}`",
                path.display(),
                record.value_text,
                record.quote
            );
            assert_eq!(record.year.is_some(), record.spans.contains_key("year"), "{}", record.quote);
            if let (Some(year), Some(place)) = (record.year, record.spans.get("year")) {
                let raw = &bytes[place.source_span.start..place.source_span.end];
                let words = decoded(raw, extraction.encoding);
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
