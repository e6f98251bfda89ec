//! The examples of every rule run as its tests, and no rule is there in vain.

use gongwen::{
    Extractor,
    pack::Pack,
    rule::{Fit, Reads, Rule},
};

#[test]
fn every_rule_reads_its_examples() {
    let extractor = Extractor::new().expect("the built-in tables parse");
    let misread: Vec<_> = extractor
        .rules()
        .list()
        .iter()
        .flat_map(|rule| extractor.misread(rule).into_iter().map(|misread| format!("{}: {misread:?}", rule.id)))
        .collect();
    assert!(misread.is_empty(), "{}", misread.join("\n"));
}

#[test]
fn every_builtin_rule_has_two_examples_and_a_negative() {
    let rules = Pack::builtin_rules().expect("the built-in rules parse");
    for rule in rules.rules() {
        assert!(rule.examples.len() >= 2 && !rule.negatives.is_empty(), "{} needs examples", rule.id);
        assert!(!rule.why.is_empty() && !rule.finds.is_empty(), "{} needs a reason", rule.id);
    }
}

#[test]
fn no_builtin_rule_is_dead() {
    let rules = Pack::builtin_rules().expect("the built-in rules parse");
    // readers make no records of their own, and cannot be disabled
    let is_reader = |rule: &&Rule| matches!(&rule.fit, Fit::BuiltIn(reader) if reader.reads != Reads::Record);
    for rule in rules.rules().iter().filter(|rule| !is_reader(rule)) {
        let without = Extractor::builder().disable(&rule.id).build().expect("the rule is there");
        assert!(!without.misread(rule).is_empty(), "without {} its examples are read all the same", rule.id);
    }
}

#[test]
fn what_is_code_is_where_the_list_says_and_readers_stay_in_force() {
    let rules = Pack::builtin_rules().expect("the built-in rules parse");
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut readers = 0;
    for rule in rules.rules() {
        let Fit::BuiltIn(reader) = &rule.fit else { continue };
        assert!(root.join(&reader.code).exists(), "{}: there is no {}", rule.id, reader.code);
        if reader.reads != Reads::Record {
            readers += 1;
            let error = Extractor::builder().disable(&rule.id).build().expect_err("it is needed").to_string();
            assert!(error.contains("cannot be disabled"), "{error}");
        }
    }
    assert!(readers >= 7, "the readers are in the list");
}

#[test]
fn no_builtin_rule_hides_a_later_one() {
    let rules = Pack::builtin_rules().expect("the built-in rules parse");
    let patterns: Vec<_> = rules
        .rules()
        .iter()
        .filter_map(|rule| match &rule.fit {
            Fit::Pattern(pattern) => Some((&rule.id, pattern)),
            _ => None,
        })
        .collect();
    for (place, (id, pattern)) in patterns.iter().enumerate() {
        let hidden = patterns[..place].iter().find(|(_, earlier)| earlier.covers(pattern));
        assert!(hidden.is_none(), "{id} is hidden by {}", hidden.map_or("", |(earlier, _)| earlier));
    }
}
