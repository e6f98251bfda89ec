//! One document in many encodings: the records must be the same, and each must point to the bytes it was read from.

use std::{collections::BTreeMap, fs, path::Path};

use gongwen::{Extractor, decode::Encoding, extractor::Extraction, record::Record, span::SourceSpan};

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

/// Every place in the source that an extraction names.
fn places(extraction: &Extraction) -> Vec<SourceSpan> {
    let records = &extraction.records;
    let mut places: Vec<_> = records.iter().map(|record| record.source_span).collect();
    places.extend(records.iter().flat_map(|record| record.bodies.iter().map(|body| body.source_span)));
    places.extend(extraction.document.spans.values().map(|place| place.source_span));
    places.extend(extraction.warnings.iter().map(|warning| warning.source_span));
    places.extend(extraction.repairs.iter().map(|repair| repair.source_span));
    places
}

#[test]
fn padding_moves_every_place_by_as_much() {
    let extractor = Extractor::new().expect("the built-in tables parse");
    for (name, bytes) in files() {
        let plain = extractor.extract(&bytes).expect("it is text");
        let unit: &[u8] = match plain.encoding {
            Encoding::Utf16Le => b"\n\0",
            Encoding::Utf16Be => b"\0\n",
            _ => b"\n",
        };
        let mark = [b"\xEF\xBB\xBF".as_slice(), b"\xFF\xFE"].into_iter().find(|mark| bytes.starts_with(mark));
        let mark = mark.unwrap_or_default();
        for padding in (0..32).filter(|padding| padding % unit.len() == 0) {
            let padded = [mark, &unit.repeat(padding / unit.len()), &bytes[mark.len()..]].concat();
            let moved = extractor.extract(&padded).expect("it is text");
            let expected: Vec<_> =
                places(&plain).iter().map(|span| SourceSpan::new(span.start + padding, span.end + padding)).collect();
            assert!(expected.len() > 10);
            assert_eq!(places(&moved), expected, "{name} behind {padding} bytes");
        }
    }
}
