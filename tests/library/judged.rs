//! The sample of records that people judged (`corpus/judged`): how many are right, and whether confidence says so.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use gongwen::Extractor;
use sha2::{Digest, Sha256};

const SAMPLE: &str = include_str!("../../corpus/judged/reports.tsv");

/// One judged record.
struct Judged {
    source: &'static str,
    value_at: usize,
    value: &'static str,
    rule: &'static str,
    confidence: f64,
    /// A digest of the fields that were judged.
    fields: &'static str,
    /// Detection, then the fields; 1 is right.
    verdicts: [bool; 6],
}

impl Judged {
    fn is_right(&self) -> bool {
        self.verdicts.iter().all(|&right| right)
    }
}

/// The names of the verdicts, and the rows.
fn sample() -> (Vec<&'static str>, Vec<Judged>) {
    let mut rows =
        SAMPLE.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect::<Vec<_>>());
    let names = rows.next().expect("there is a head").split_off(6);
    let judged = rows.map(|row| Judged {
        source: row[0],
        value_at: row[1].parse().expect("a place is a number"),
        value: row[2],
        rule: row[3],
        fields: row[5],
        confidence: row[4].parse().expect("confidence is a number"),
        verdicts: std::array::from_fn(|index| match row[6 + index] {
            "1" => true,
            "0" => false,
            other => panic!("{} {}: the verdict `{other}` is neither 0 nor 1", row[0], row[1]),
        }),
    });
    (names, judged.collect())
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

#[test]
fn the_sample_is_whole_and_most_of_it_is_right() {
    let (names, judged) = sample();
    let places: BTreeSet<_> =
        judged.iter().map(|record| (record.source, record.value_at, record.value, record.rule)).collect();
    assert!(judged.len() >= 300 && places.len() == judged.len(), "{} of {}", places.len(), judged.len());
    for record in &judged {
        let fields = &record.verdicts[1..];
        assert!(record.verdicts[0] || fields.iter().all(|&right| !right), "{} {}", record.source, record.value_at);
    }
    for (index, name) in names.iter().enumerate() {
        let right = judged.iter().filter(|record| record.verdicts[index]).count();
        println!("{name:<12}{:>8.4}", share(right, judged.len()));
    }
    let strict = judged.iter().filter(|record| record.is_right()).count();
    println!("{:<12}{:>8.4}", "strict", share(strict, judged.len()));
    let detected = judged.iter().filter(|record| record.verdicts[0]).count();
    assert!(share(detected, judged.len()) >= DETECTION, "{detected} of {}", judged.len());
    assert!(share(strict, judged.len()) >= STRICT, "{strict} of {}", judged.len());
}

/// What was measured, as floors.
const DETECTION: f64 = 0.973;
const STRICT: f64 = 0.89;

/// How far the confidence of a bin may be from the share of its records that are right: two standard errors of the share
/// of nine in ten of a hundred records.
const MISCALIBRATION: f64 = 0.06;

/// The digest of the fields of a record that people judged, as `draw.py` writes it.
fn digest(record: &gongwen::record::Record) -> String {
    let json = serde_json::to_value(record).expect("a record can be written");
    let text = |key: &str| match &json[key] {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let bodies = json["bodies"].as_array().expect("bodies are a list");
    let body = |body: &serde_json::Value| {
        [&body["name"], &body["role"]].map(|field| field.as_str().expect("it is a word").to_owned()).join(":")
    };
    let bodies = bodies.iter().map(body).collect::<Vec<_>>().join(",");
    let fields = ["indicator", "comparator", "value_max", "unit", "year", "kind"].map(text).join("\t");
    let sum = Sha256::digest(format!("{fields}\t{bodies}"));
    sum.iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn confidence_is_the_share_of_right_records() {
    let (_, mut judged) = sample();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/reports");
    if folder.is_dir() {
        // what the records say of themselves today; one that is made no more, or otherwise, is judged no more
        let extractor = Extractor::new().expect("the built-in tables parse");
        let mut now = BTreeMap::new();
        for source in judged.iter().map(|record| record.source).collect::<BTreeSet<_>>() {
            let bytes = fs::read(folder.join(source)).expect("the sample was drawn from it");
            for record in extractor.extract(&bytes).expect("it is text").records {
                let place = record.spans.value.source_span.start;
                let fields = digest(&record);
                // of several from one place the first was judged
                let key = (source, place, record.value, record.rule);
                now.entry(key).or_insert((fields, f64::from(record.confidence)));
            }
        }
        let judged_then = judged.len();
        judged.retain_mut(|record| {
            let key = (record.source, record.value_at, record.value.to_owned(), record.rule.to_owned());
            let Some((_, confidence)) = now.get(&key).filter(|(fields, _)| fields == record.fields) else {
                return false;
            };
            record.confidence = *confidence;
            true
        });
        println!("{} of {judged_then} records are still made as they were judged", judged.len());
        assert!(share(judged.len(), judged_then) >= 0.9, "the sample is out of date: draw and judge a new one");
    } else {
        println!("there is no {}: confidence as it was when the records were judged", folder.display());
    }
    judged.sort_by(|one, other| one.confidence.total_cmp(&other.confidence));
    println!("{:>8}{:>12}{:>8}", "records", "confidence", "right");
    let mut shares = Vec::new();
    for bin in judged.chunks(judged.len().div_ceil(3)) {
        let mean = bin.iter().map(|record| record.confidence).sum::<f64>() / bin.len() as f64;
        let right = share(bin.iter().filter(|record| record.is_right()).count(), bin.len());
        println!("{:>8}{mean:>12.4}{right:>8.4}", bin.len());
        assert!((mean - right).abs() <= MISCALIBRATION, "confidence {mean:.3}, right {right:.3}");
        shares.push(right);
    }
    assert!(shares[0] + MISCALIBRATION < shares[2], "confidence tells nothing: {shares:?}");
}
