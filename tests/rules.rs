//! The examples of every rule run as its tests.

use gongwen::Extractor;

#[test]
fn every_rule_reads_its_examples() {
    let extractor = Extractor::new().expect("the built-in tables parse");
    let mut failures = Vec::new();
    for rule in &extractor.rules().list {
        for example in &rule.examples {
            let records =
                extractor.extract(example.text.as_bytes()).map(|extraction| extraction.records).unwrap_or_default();
            let found = records.iter().any(|record| {
                record.rule == rule.id && record.indicator == example.indicator && record.value == example.value
            });
            if !found {
                let read: Vec<_> =
                    records.iter().map(|record| (&record.rule, &record.indicator, &record.value)).collect();
                failures.push(format!("{}: {} gives {read:?}", rule.id, example.text));
            }
        }
        for negative in &rule.negatives {
            let records =
                extractor.extract(negative.as_bytes()).map(|extraction| extraction.records).unwrap_or_default();
            if records.iter().any(|record| record.rule == rule.id) {
                failures.push(format!("{}: {} must give nothing", rule.id, negative));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
