//! The rules of the comparison, one by one. That the figures are those of `score.py` is tested in `tests/library/shared_documents.rs`.

use std::collections::BTreeMap;

use super::*;
use crate::{
    clean::Script,
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
        confidence: None,
    }
}

fn scores_of(gold: Vec<Statement>, found: Vec<Statement>) -> Scores {
    let gold = Gold { doc: "a.txt".into(), form: None, document: DocumentFields::default(), records: gold };
    let prediction = Prediction { records: found, ..Prediction::default() };
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

/// Two documents: a target found with the wrong year, a grant missed, and a number too much.
fn two_documents() -> (Vec<Gold>, BTreeMap<String, Prediction>) {
    let gold = |doc: &str, form: &str, records| Gold {
        doc: doc.into(),
        form: Some(form.into()),
        document: DocumentFields { title: Some("方案".into()), ..DocumentFields::default() },
        records,
    };
    let grant = Statement { kind: Kind::Provision, ..statement("奖励", "5") };
    let sure = |record| Statement { confidence: Some(0.97), ..record };
    let wrong_year = Statement { year: None, confidence: Some(0.71), ..statement("孵化器", "3") };
    let too_much = Statement { confidence: Some(0.74), ..statement("会议", "1") };
    let prediction = |script, records| Prediction { script: Some(script), records, ..Prediction::default() };
    (
        vec![
            gold("a.txt", "a plan", vec![statement("众创空间", "10"), statement("孵化器", "3")]),
            gold("b.txt", "a page", vec![grant]),
        ],
        BTreeMap::from([
            ("a.txt".into(), prediction(Script::Simplified, vec![sure(statement("众创空间", "10")), wrong_year])),
            ("b.txt".into(), prediction(Script::Traditional, vec![too_much])),
        ]),
    )
}

#[test]
fn figures_are_taken_apart() {
    let (gold, predictions) = two_documents();
    let figures = |facet| -> Vec<(String, [usize; 4])> {
        let counts = |Group { detect, strict, .. }| [detect.hit, strict.hit, detect.predicted, detect.expected];
        groups(facet, &gold, &predictions).into_iter().map(|(name, group)| (name, counts(group))).collect()
    };
    let named =
        |rows: &[(&str, [usize; 4])]| rows.iter().map(|&(name, row)| (name.to_owned(), row)).collect::<Vec<_>>();
    let (first, second) = ([2, 1, 2, 2], [0, 0, 1, 1]);
    assert_eq!(
        figures(Facet::Kind),
        named(&[("actual", [0; 4]), ("forecast", [0; 4]), ("provision", [0, 0, 0, 1]), ("target", [2, 1, 3, 2])])
    );
    assert_eq!(figures(Facet::Form), named(&[("a page", second), ("a plan", first)]));
    assert_eq!(figures(Facet::Script), named(&[("simplified", first), ("traditional", second)]));
    assert_eq!(figures(Facet::Document), named(&[("a.txt", first), ("b.txt", second)]));
    let years = groups(Facet::Document, &gold, &predictions)["a.txt"].fields[&Field::Year];
    assert_eq!(years, Tally { right: 1, of: 2 });
}

#[test]
fn confidence_is_held_against_what_is_right() {
    let (gold, predictions) = two_documents();
    let bin = |from, records, confidence, right| Bin { from, records, confidence, right };
    assert_eq!(reliability(&gold, &predictions), [bin(70, 2, 0.725, 0.0), bin(95, 1, 0.97, 1.0)]);
}

#[test]
fn differences_print_as_lines() {
    let (gold, predictions) = two_documents();
    let lines = |index: usize| -> Vec<String> {
        let gold = &gold[index];
        differences(gold, &predictions[&gold.doc]).iter().map(ToString::to_string).collect()
    };
    let title = r#"document title: "方案", found null"#;
    assert_eq!(lines(0), [title, "wrong ; year: 2025, found null"]);
    assert_eq!(
        lines(1)[..],
        [title, "missed ; provision 奖励 5 家 (2025)", "extra ; target 会议 1 家 (2025)"].map(str::to_owned)
    );
}
