//! Nothing is lost in silence: every number of a text is the value of a record, or is listed with the reason why it is in
//! none; never both.

use std::{fs, path::Path};

use gongwen::{Extractor, Limits, extractor::Extraction, output::mention::mentions, record, span::TextSpan};

/// The numbers of a document: its digits, and the quantities and numerals among its mentions.
fn numbers(extractor: &Extractor, bytes: &[u8]) -> (String, Vec<TextSpan>) {
    let document = extractor.document(bytes).expect("it is text");
    let text = document.text.text().to_owned();
    let records = record::read(&document, extractor.rules(), extractor.lexicon(), &Limits::default())
        .expect("it holds few numbers")
        .records;
    let found = mentions(&document, &records, extractor.lexicon());
    // a numeral without a reason is a Chinese number word that counts nothing: 一起, 一万年太久
    let is_number = |mention: &serde_json::Value| {
        mention["kind"] == "quantity" || mention["kind"] == "numeral" && mention["refusal"].is_string()
    };
    let mut spans: Vec<TextSpan> = found
        .iter()
        .filter(|mention| is_number(&serde_json::to_value(mention).expect("a mention serialises")))
        .map(|mention| mention.span)
        .collect();
    let digits = text.char_indices().filter(|(_, c)| c.is_ascii_digit() || ('０'..='９').contains(c));
    spans.extend(digits.map(|(at, digit)| TextSpan::new(at, at + digit.len_utf8())));
    (text, spans)
}

/// The numbers that are in no record and not listed, and those that are both, with the words around them.
fn astray(text: &str, numbers: &[TextSpan], extraction: &Extraction) -> Vec<String> {
    let values: Vec<TextSpan> = extraction.records.iter().filter_map(|record| record.spans.value.span).collect();
    let rejected: Vec<TextSpan> = extraction.rejected.iter().map(|number| number.span).collect();
    let holds = |spans: &[TextSpan], number: TextSpan| spans.iter().any(|span| span.overlaps(number));
    numbers
        .iter()
        .filter_map(|&number| {
            let problem = match (holds(&values, number), holds(&rejected, number)) {
                (false, false) => "lost",
                (true, true) => "both",
                _ => return None,
            };
            let before = text[..number.start].char_indices().rev().nth(12).map_or(0, |(at, _)| at);
            let behind: String = text[number.end..].chars().take(8).collect();
            Some(format!("{problem}: {}[{}]{behind}", &text[before..number.start], &text[number.range()]))
        })
        .collect()
}

fn check(folder: &Path) {
    let extractor = Extractor::new().expect("the built-in tables parse");
    let mut wrong = Vec::new();
    let mut checked = 0;
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be listed").path();
        let bytes = fs::read(&path).expect("it can be read");
        let (text, numbers) = numbers(&extractor, &bytes);
        let extraction = extractor.extract(&bytes).expect("it is text");
        checked += numbers.len();
        wrong.extend(
            astray(&text, &numbers, &extraction).into_iter().map(|words| format!("{}: {words}", path.display())),
        );
    }
    assert!(checked > 500, "{checked} numbers are too few to say anything");
    assert!(wrong.is_empty(), "{} of {checked} numbers:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_number_of_the_corpus_is_in_a_record_or_rejected() {
    check(&Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/documents"));
}

#[test]
fn every_number_of_the_shared_documents_is_in_a_record_or_rejected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/docs");
    if folder.is_dir() {
        check(&folder);
    } else {
        println!("skipped: there is no {}", folder.display());
    }
}
