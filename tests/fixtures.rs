//! One document in many encodings: the records must be the same, and each must point to the bytes it was read from.

use std::{collections::BTreeMap, fs, path::Path};

use gongwen::{Extractor, decode::Encoding, record::Record};

/// What a record says, without its places in the file.
fn said(record: &Record) -> String {
    let organs: Vec<_> = record.bodies.iter().map(|body| format!("{:?} {}", body.role, body.name)).collect();
    format!(
        "{} {:?} {:?} {} {:?} {:?} {:?} {:?} {organs:?}",
        record.indicator,
        record.measure,
        record.comparator,
        record.value,
        record.unit,
        record.year,
        record.cadence,
        record.kind
    )
}

fn files() -> BTreeMap<String, Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/encodings");
    fs::read_dir(folder)
        .expect("the folder is part of the repository")
        .map(|entry| entry.expect("it can be listed"))
        .map(|entry| {
            (entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path()).expect("it can be read"))
        })
        .collect()
}

#[test]
fn the_encoding_does_not_change_what_is_read() {
    let extractor = Extractor::new().expect("the built-in tables parse");
    let files = files();
    assert_eq!(files.len(), 10);
    let plain = extractor.extract(&files["utf8.txt"]).expect("it is text");
    let expected: Vec<_> = plain.records.iter().map(said).collect();
    assert_eq!(expected.len(), 6, "{expected:#?}");
    assert_eq!(plain.document.doc_number.as_deref(), Some("岭政办发〔2031〕12号"));
    for (name, bytes) in &files {
        let extraction = extractor.extract(bytes).expect("it is text");
        assert_eq!(extraction.records.iter().map(said).collect::<Vec<_>>(), expected, "{name}");
        let encoding = match name.split(['.', '-']).next() {
            Some("gb18030") => Encoding::Gb18030,
            Some("big5") => Encoding::Big5,
            Some("utf16le") => Encoding::Utf16Le,
            Some("utf16be") => Encoding::Utf16Be,
            _ => Encoding::Utf8,
        };
        assert_eq!(extraction.encoding, encoding, "{name}");
    }
}

#[test]
fn padding_moves_every_source_span_by_as_much() {
    let extractor = Extractor::new().expect("the built-in tables parse");
    for name in ["utf8.txt", "gb18030.txt", "big5.txt"] {
        let bytes = &files()[name];
        let plain = extractor.extract(bytes).expect("it is text");
        for padding in 1..32 {
            let mut padded = vec![b'\n'; padding];
            padded.extend_from_slice(bytes);
            let moved = extractor.extract(&padded).expect("it is text");
            assert_eq!(moved.records.len(), plain.records.len(), "{name} behind {padding} bytes");
            for (before, after) in plain.records.iter().zip(&moved.records) {
                assert_eq!(
                    before.source_span.start + padding,
                    after.source_span.start,
                    "{name} behind {padding} bytes"
                );
                assert_eq!(before.source_span.end + padding, after.source_span.end, "{name} behind {padding} bytes");
            }
        }
    }
}
