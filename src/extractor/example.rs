//! The examples of rules, read and compared: a rule is tested where it is used.

use super::{Extraction, Extractor};
use crate::{
    record::Record,
    rule::{Example, Rule},
};

/// A sentence of a rule that is not read as the rule says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misread {
    /// Which of the rule's examples it is, or of its negatives.
    pub sentence: Sentence,
    /// What was read.
    pub found: String,
}

/// A sentence of a rule, by its place among those of its sort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Sentence {
    Example(usize),
    Negative(usize),
}

impl Extractor {
    /// The examples and negatives of `rule` that this extractor does not read as they say.
    #[must_use]
    pub fn misread(&self, rule: &Rule) -> Vec<Misread> {
        let mut misread = Vec::new();
        for (index, example) in rule.examples.iter().enumerate() {
            let records = self.records_of(&example.text);
            if !records.iter().any(|record| record.rule == rule.id && agrees(record, example)) {
                misread.push(Misread { sentence: Sentence::Example(index), found: told(&records) });
            }
        }
        for (index, negative) in rule.negatives.iter().enumerate() {
            let records = self.records_of(negative);
            if records.iter().any(|record| record.rule == rule.id) {
                misread.push(Misread { sentence: Sentence::Negative(index), found: told(&records) });
            }
        }
        misread
    }

    fn records_of(&self, sentence: &str) -> Vec<Record> {
        let records = |extraction: Extraction| extraction.records;
        self.extract(sentence.as_bytes()).map(records).unwrap_or_default()
    }
}

fn agrees(record: &Record, example: &Example) -> bool {
    let bodies = || record.bodies.iter().map(|body| &body.name);
    record.indicator == example.indicator
        && record.value == example.value
        && example.unit.as_ref().is_none_or(|unit| record.unit.as_ref() == Some(unit))
        && example.year.is_none_or(|year| record.year == Some(year))
        && example.bodies.as_ref().is_none_or(|names| names.iter().eq(bodies()))
}

fn told(records: &[Record]) -> String {
    if records.is_empty() {
        return "nothing is read in it".to_owned();
    }
    let told = records.iter().map(|record| {
        let unit = record.unit.as_deref().map(|unit| format!(" {unit}")).unwrap_or_default();
        let year = record.year.map(|year| format!(" ({year})")).unwrap_or_default();
        let bodies = record.bodies.iter().map(|body| format!(", {}", body.name)).collect::<String>();
        format!("{} = {}{unit}{year}{bodies} by {}", record.indicator, record.value, record.rule)
    });
    told.collect::<Vec<_>>().join("; ")
}
