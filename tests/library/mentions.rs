//! `gongwen mentions` on whole documents. Nothing is lost in silence: every digit of a text stands in a mention, which says
//! what it is or why it is nothing.

use std::{collections::BTreeMap, fs, path::Path};

use gongwen::{Extractor, Limits, output::mention::mentions, record};
use serde_json::Value;

/// The clean text of a file, and its mentions as `gongwen mentions` writes them.
fn read(extractor: &Extractor, bytes: &[u8]) -> (String, Vec<Value>) {
    let document = extractor.document(bytes).expect("it is text");
    let records = record::read(&document, extractor.rules(), extractor.lexicon(), &Limits::default())
        .expect("it holds few numbers")
        .records;
    let found = mentions(&document, &records, extractor.lexicon());
    let lines = found.iter().map(|mention| serde_json::to_value(mention).expect("a mention serialises")).collect();
    (document.text.text().to_owned(), lines)
}

fn span(mention: &Value) -> (usize, usize) {
    let place = |index: usize| {
        mention["span"][index].as_u64().and_then(|place| usize::try_from(place).ok()).expect("a span is two places")
    };
    (place(0), place(1))
}

/// The places of the digits of `text` that no number, time or document number holds.
fn digits_outside(text: &str, mentions: &[Value]) -> Vec<usize> {
    let of_numbers = |mention: &&Value| !matches!(mention["kind"].as_str(), Some("organ" | "indicator"));
    let spans: Vec<_> = mentions.iter().filter(of_numbers).map(span).collect();
    text.char_indices()
        .filter(|(_, character)| character.is_ascii_digit() || ('０'..='９').contains(character))
        .map(|(at, _)| at)
        .filter(|at| !spans.iter().any(|&(start, end)| (start..end).contains(at)))
        .collect()
}

/// The mentions of a text.
fn lines_of(text: &str) -> Vec<Value> {
    let extractor = Extractor::new().expect("the built-in tables are well formed");
    read(&extractor, text.as_bytes()).1
}

#[test]
fn every_digit_of_the_corpus_stands_in_a_mention() {
    let extractor = Extractor::new().expect("the built-in tables are well formed");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/documents");
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("the corpus is part of the repository") {
        let path = entry.expect("it can be listed").path();
        let (text, mentions) = read(&extractor, &fs::read(&path).expect("it can be read"));
        let outside = digits_outside(&text, &mentions);
        let context = |at: &usize| text[*at..].chars().take(12).collect::<String>();
        assert!(outside.is_empty(), "{}: {:?}", path.display(), outside.iter().map(context).collect::<Vec<_>>());
        for mention in &mentions {
            let (start, end) = span(mention);
            assert_eq!(mention["text"], text[start..end], "{}", path.display());
            *kinds.entry(mention["kind"].as_str().expect("every mention has a kind").to_owned()).or_default() += 1;
        }
    }
    println!("{kinds:?}");
    assert_eq!(kinds.len(), 6, "every kind of mention occurs in the corpus: {kinds:?}");
}

#[test]
fn a_number_that_is_no_quantity_says_why() {
    let extractor = Extractor::new().expect("the built-in tables are well formed");
    for (text, number, refusal) in [
        ("落实“131”产业集群行动。", "131", "name"),
        ("推进三大攻坚战。", "三", "list_count"),
        ("在第13次会议上通过。", "第13", "ordinal"),
        ("连续3年增长。", "3", "duration"),
        ("实施三年行动。", "三", "duration"),
        ("产值xx.xx亿元。", "xx.xx亿元", "redacted"),
        ("拨打12345热线。", "12345", "code"),
        ("每周召开1次会议。", "1次", "schedule"),
        ("淘汰35蒸吨以下锅炉。", "35蒸吨以下", "qualifier"),
        ("引进数百家企业。", "数百", "vague"),
    ] {
        let (_, mentions) = read(&extractor, format!("{text}\n").as_bytes());
        let found = mentions.iter().find(|mention| mention["kind"] == "numeral");
        let said = found.map(|mention| (&mention["text"], &mention["refusal"]));
        assert_eq!(said, Some((&Value::from(number), &Value::from(refusal))), "{text}: {mentions:?}");
    }
}

/// A notice of a place that does not exist.
const NOTICE: &str = "岭泽市人民政府办公室关于做好助企工作的通知\n岭政办发〔2023〕8号\n各县（区）人民政府，市各有关单位：\n\
    今年6月底前建成服务站12个，较去年增长两成。第3批名单见国办发〔2022〕5号。\n\
    （责任单位：市科技局、发改委）\n岭泽市人民政府办公室\n2023年3月5日\n";

#[test]
fn relative_times_are_dated_by_the_document() {
    let lines = lines_of(NOTICE);
    let dates = |text: &str| {
        let line = lines.iter().find(|line| line["text"] == text).expect("it is a mention");
        (line["start"].as_str(), line["end"].as_str())
    };
    assert_eq!(dates("今年6月底前"), (Some("2023-06-01"), Some("2023-06-30")));
    assert_eq!(dates("较去年"), (Some("2022-01-01"), Some("2022-12-31")));
    let undated = lines_of("今年新增12家。\n");
    assert!(undated[0]["start"].is_null() && undated[0]["text"] == "今年", "{undated:?}");
}

#[test]
fn organs_have_their_roles_and_full_names() {
    let organs: Vec<_> = lines_of(NOTICE)
        .into_iter()
        .filter(|line| line["kind"] == "organ")
        .map(|line| format!("{} {} {}", line["text"], line["name_full"], line["role"]).replace('"', ""))
        .collect();
    assert_eq!(
        organs,
        [
            "岭泽市人民政府办公室 岭泽市人民政府办公室 null",
            "各县（区）人民政府 各县（区）人民政府 addressee",
            "市各有关单位 岭泽市各有关单位 addressee",
            "市科技局 岭泽市科学技术局 responsible",
            "发改委 岭泽市发展和改革委员会 responsible",
            "岭泽市人民政府办公室 岭泽市人民政府办公室 issuer",
        ]
    );
}

#[test]
fn numbers_own_and_cited_indicators_and_refusals() {
    let lines = lines_of(NOTICE);
    let of = |kind: &str| lines.iter().filter(|line| line["kind"] == kind).collect::<Vec<_>>();
    let numbers: Vec<_> = of("document_number").iter().map(|line| (&line["text"], &line["own"])).collect();
    assert_eq!(numbers, [(&"岭政办发〔2023〕8号".into(), &true.into()), (&"国办发〔2022〕5号".into(), &false.into())]);
    assert!(of("indicator").iter().any(|line| line["text"] == "服务站"), "{:?}", of("indicator"));
    let numerals: Vec<_> = of("numeral").iter().map(|line| (&line["text"], &line["refusal"])).collect();
    assert_eq!(numerals, [(&"第3".into(), &"ordinal".into())]);
}
