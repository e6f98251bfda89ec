//! The shapes of document numbers that are in use (`fixtures/document_numbers.tsv`), each read alone, in brackets and behind
//! the words that lead to it, and what only looks like one.

use std::{fs, path::Path};

use gongwen::{Extractor, output::mention::mentions};
use serde_json::Value;

/// The lines of a table, without its remarks, each cut at its tabs.
fn table(name: &str) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name);
    let text = fs::read_to_string(path).expect("the table is part of the repository");
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

/// What is read as a document number in a file that holds `text`, as the lines that `gongwen mentions` writes.
fn read(extractor: &Extractor, text: &str) -> Vec<Value> {
    let document = extractor.document(text.as_bytes()).expect("it is text");
    mentions(&document, &[], extractor.lexicon())
        .iter()
        .map(|mention| serde_json::to_value(mention).expect("a mention serialises"))
        .filter(|line| line["kind"] == "document_number")
        .collect()
}

#[test]
fn every_shape_is_read_in_every_place() {
    let extractor = Extractor::new().expect("the built-in tables are well formed");
    let shapes = table("document_numbers.tsv");
    assert_eq!(shapes.len(), 40);
    let mut wrong = Vec::new();
    for (name, before, after) in [
        ("alone", "", ""),
        ("in brackets", "（", "）"),
        ("in a sentence, in brackets", "落实《关于推进该项工作的通知》（", "）精神。"),
        ("behind 根据", "根据", "，现将有关事项通知如下。"),
        ("behind 和", "和", "，一并施行。"),
        ("behind another number and 和", "岭政发〔2020〕3号和", "，一并施行。"),
        ("behind 按照", "按照", "，稳步推进。"),
        ("in quotes", "依据“", "”的规定办理。"),
        ("behind a label", "文号：", ""),
    ] {
        let mut right = 0;
        for shape in &shapes {
            let [written, canonical, class] = shape.as_slice() else { panic!("{shape:?} has not three columns") };
            let text = format!("{before}{written}{after}\n");
            let source = (before.len(), before.len() + written.len());
            let numbers = read(&extractor, &text);
            let found = numbers.iter().find(|number| number["canonical"] != "岭政发〔2020〕3号");
            let as_expected = found.is_some_and(|number| {
                number["canonical"] == canonical.as_str()
                    && number["class"] == class.as_str()
                    && number["source_span"] == serde_json::json!([source.0, source.1])
            });
            let others = usize::from(before.contains("岭政发"));
            if as_expected && numbers.len() == 1 + others {
                right += 1;
            } else {
                wrong.push(format!("{name}: {text:?} {numbers:?}"));
            }
        }
        println!("{right} of {} {name}", shapes.len());
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_only_looks_like_one_is_of_another_class_or_none() {
    let extractor = Extractor::new().expect("the built-in tables are well formed");
    let mut taken = Vec::new();
    let texts = table("not_document_numbers.tsv");
    for line in &texts {
        let [text, class] = line.as_slice() else { panic!("{line:?} has not two columns") };
        let numbers = read(&extractor, &format!("{text}\n"));
        let as_expected = match class.as_str() {
            "none" => numbers.is_empty(),
            class => numbers.len() == 1 && numbers[0]["class"] == class,
        };
        if !as_expected {
            taken.push(format!("{text}: {numbers:?}"));
        }
    }
    println!("{} of {} are taken for a document's number", taken.len(), texts.len());
    assert!(taken.is_empty(), "{}", taken.join("\n"));
}
