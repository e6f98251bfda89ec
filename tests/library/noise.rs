//! The cases of the cleaning steps as files: through the whole chain, and behind padding.

#[path = "../../src/clean/cases.rs"]
mod cases;

use cases::{CASES, KNOWN_FAILURES};
use gongwen::{Extractor, extractor::Extraction};

/// Kind, place and certainty of every repair, and code and place of every warning, from byte `padding` on.
fn places(extraction: &Extraction, padding: usize) -> Vec<String> {
    let place = |start: usize, end: usize| format!("{}..{}", start - padding, end - padding);
    let repairs = extraction.repairs.iter().map(|repair| {
        format!("{:?} {:?} {}", repair.kind, repair.certainty, place(repair.source_span.start, repair.source_span.end))
    });
    let warnings = extraction
        .warnings
        .iter()
        .map(|warning| format!("{:?} {}", warning.code, place(warning.source_span.start, warning.source_span.end)));
    repairs.chain(warnings).collect()
}

/// A text without its spaces, which other stages take out.
fn unspaced(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn every_case_comes_out_of_the_whole_chain() {
    let extractor = Extractor::new().expect("the built-in tables are well formed");
    for case in CASES {
        let document = extractor.document(case.from.as_bytes()).expect("it is text");
        assert_eq!(unspaced(document.text.text()), unspaced(case.cleaned), "{} of {}", case.step, case.alone);
    }
    for (case, reason) in KNOWN_FAILURES {
        let document = extractor.document(case.from.as_bytes()).expect("it is text");
        assert_ne!(unspaced(document.text.text()), unspaced(case.cleaned), "comes out right now: {reason}");
    }
}

#[test]
fn padding_moves_every_place_by_as_much() {
    let extractor = Extractor::new().expect("the built-in tables are well formed");
    for case in CASES {
        let plain = places(&extractor.extract(case.from.as_bytes()).expect("it is text"), 0);
        for padding in 1..32 {
            let mut padded = vec![b'\n'; padding];
            padded.extend_from_slice(case.from.as_bytes());
            let moved = extractor.extract(&padded).expect("it is text");
            assert_eq!(places(&moved, padding), plain, "{} behind {padding} bytes", case.from);
        }
    }
}
