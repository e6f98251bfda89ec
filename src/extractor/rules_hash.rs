//! A hash of the words and rules in force.

use serde::Serialize;

use crate::{
    digest::sha256,
    lexicon::Words,
    rule::{Fit, Rule, RuleKind, RuleMeasure},
};

/// What decides how the records are read.
#[derive(Serialize)]
struct InForce<'a> {
    words: &'a Words,
    rules: Vec<Reading<'a>>,
}

/// What of a rule does: not its examples, its reason or the place of its pack.
#[derive(Serialize)]
struct Reading<'a> {
    id: &'a str,
    pattern: Option<String>,
    measure: RuleMeasure,
    indicator: &'a str,
    kind: Option<RuleKind>,
    old_value: bool,
    confidence: f32,
}

impl<'a> Reading<'a> {
    fn of(rule: &'a Rule) -> Self {
        let pattern = match &rule.fit {
            Fit::Pattern(pattern) => Some(pattern.to_string()),
            Fit::Code(_) | Fit::BuiltIn(_) => None,
        };
        let Rule { id, measure, indicator, kind, old_value, confidence, .. } = rule;
        Self { id, pattern, measure: *measure, indicator, kind: *kind, old_value: *old_value, confidence: *confidence }
    }
}

/// The SHA-256 of `words` and `rules`, in hexadecimal digits.
pub(super) fn of(words: &Words, rules: &[Rule]) -> String {
    let in_force = InForce { words, rules: rules.iter().map(Reading::of).collect() };
    let bytes = serde_json::to_vec(&in_force).expect("keys are text, and memory can be written to");
    sha256(&bytes)
}
