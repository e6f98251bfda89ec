//! The rules of the comparison, one by one. That the figures are those of `score.py` is tested in `tests/shared_documents.rs`.

use std::collections::BTreeMap;

use super::*;
use crate::{
    mention::comparator::Comparator,
    record::{Cadence, Measure},
};

fn statement(indicator: &str, value: &str) -> Statement {
    Statement {
        quote: String::new(),
        indicator: indicator.to_owned(),
        measure: Measure::Level,
        comparator: Comparator::Eq,
        value: Some(value.to_owned()),
        value_max: None,
        unit: Some("家".to_owned()),
        unit_inferred: false,
        year: Some(2025),
        cadence: Cadence::Once,
        kind: Kind::Target,
        bodies: Vec::new(),
        also: Also::default(),
        optional: false,
    }
}

fn scores_of(gold: Vec<Statement>, found: Vec<Statement>) -> Scores {
    let gold = Gold { doc: "a.txt".into(), form: None, document: DocumentFields::default(), records: gold };
    let prediction = Prediction { document: DocumentFields::default(), records: found };
    evaluate(&[gold], &BTreeMap::from([("a.txt".to_owned(), prediction)]))
}

#[test]
fn a_wrong_field_costs_the_field_and_not_the_pair() {
    let found = Statement { year: None, comparator: Comparator::Ge, ..statement("众创空间", "10") };
    let scores = scores_of(vec![statement("众创空间", "10.0")], vec![found]);
    assert_eq!((scores.detect.all.hit, scores.strict.all.hit), (1, 0));
    assert_eq!(scores.fields[&Field::Year], Tally { right: 0, of: 1 });
    assert_eq!(scores.fields[&Field::Indicator], Tally { right: 1, of: 1 });
}

#[test]
fn more_than_and_at_least_are_one_class() {
    let pair = |gold, found| {
        let with = |comparator| vec![Statement { comparator, ..statement("众创空间", "10") }];
        scores_of(with(gold), with(found)).strict.all.hit
    };
    assert_eq!(pair(Comparator::Ge, Comparator::Gt), 1);
    assert_eq!(pair(Comparator::Lt, Comparator::Le), 1);
    assert_eq!(pair(Comparator::Ge, Comparator::Eq), 0);
}

#[test]
fn an_annual_record_needs_no_year() {
    let annual = |year| vec![Statement { cadence: Cadence::Annual, year, ..statement("众创空间", "10") }];
    assert_eq!(scores_of(annual(None), annual(Some(2025))).strict.all.hit, 1);
    assert_eq!(scores_of(annual(Some(2025)), annual(None)).strict.all.hit, 1);
    assert_eq!(scores_of(annual(Some(2024)), annual(Some(2025))).strict.all.hit, 0);
}

#[test]
fn equal_values_pair_by_indicator_and_never_cross() {
    let gold = vec![statement("孵化器", "10"), statement("众创空间", "10")];
    let scores = scores_of(gold.clone(), vec![statement("众创空间", "10")]);
    assert_eq!((scores.detect.all.hit, scores.strict.all.hit), (1, 1));
    let crossed = vec![statement("众创空间", "10"), statement("孵化器", "10")];
    let scores = scores_of(gold, crossed);
    assert_eq!((scores.detect.all.hit, scores.strict.all.hit), (2, 0), "two pairs weigh more than one that fits");
}

#[test]
fn an_optional_record_is_neither_asked_for_nor_held_against() {
    let gold = vec![statement("孵化器", "3"), Statement { optional: true, ..statement("众创空间", "10") }];
    let found = vec![statement("孵化器", "3"), statement("众创空间", "10")];
    for found in [found.clone(), vec![found[0].clone()]] {
        let score = scores_of(gold.clone(), found).detect.all;
        assert_eq!((score.hit, score.predicted, score.expected, score.f1), (1, 1, 1, 1.0));
    }
}

#[test]
fn another_reading_of_the_kind_is_right_and_loose_among_targets() {
    let also = Also { kind: vec![Kind::Provision], ..Also::default() };
    let gold = vec![Statement { also, ..statement("奖励", "10") }];
    let found = vec![Statement { kind: Kind::Provision, ..statement("奖励", "10") }];
    let scores = scores_of(gold, found);
    assert_eq!(scores.strict.all.hit, 1);
    assert_eq!((scores.detect.target.expected, scores.detect.target.predicted), (0, 0));
}

#[test]
fn a_missing_document_misses_everything_it_states() {
    let document =
        DocumentFields { title: Some("工作方案".into()), issuers: Some(Vec::new()), ..Default::default() };
    let gold = Gold { doc: "a.txt".into(), form: None, document, records: vec![statement("孵化器", "3")] };
    let scores = evaluate(&[gold], &BTreeMap::new());
    assert_eq!(scores.missing, ["a.txt"]);
    assert_eq!(scores.detect.all, Score { expected: 1, ..Score::default() });
    assert_eq!(scores.document[&DocumentField::Title], Tally { right: 0, of: 1 });
    assert_eq!(scores.document[&DocumentField::Issuers], Tally { right: 0, of: 1 });
    assert_eq!(scores.document[&DocumentField::Genre], Tally { right: 1, of: 1 });
}

#[test]
fn two_thousand_records_of_one_value_are_compared() {
    let records = vec![statement("众创空间", "10"); 2000];
    assert_eq!(scores_of(records.clone(), records).strict.all.hit, 2000);
}

#[test]
fn a_gold_file_with_an_unknown_key_is_refused_by_name() {
    let error = Gold::parse("a.json", r#"{"doc": "a.txt", "document": {}, "record": []}"#).expect_err("a key is wrong");
    assert_eq!(error.code(), "evaluation");
    assert!(error.to_string().starts_with("a.json is not a gold file: unknown field `record`"), "{error}");
}
