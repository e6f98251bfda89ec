//! The examples of rules, read and compared: a rule is tested where it is used.

use super::{Extraction, Extractor, word};
use crate::{
    record::{Aside, Kind, Reason, Record},
    rule::{Example, Fit, Item, Reads, Rule},
};

/// A sentence of a rule that is not read as the rule says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misread {
    /// Which of the rule's examples it is, or of its negatives.
    pub sentence: Sentence,
    /// What is wrong: which field differs, or what was read instead, and from which items.
    pub problem: String,
    /// What to do.
    pub help: String,
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
        let examples = rule.examples.iter().enumerate().filter_map(|(index, example)| {
            let (problem, help) = self.misread_example(rule, example)?;
            Some(Misread { sentence: Sentence::Example(index), problem, help })
        });
        let negatives = rule.negatives.iter().enumerate().filter_map(|(index, negative)| {
            let (problem, help) = self.misread_negative(rule, negative)?;
            Some(Misread { sentence: Sentence::Negative(index), problem, help })
        });
        examples.chain(negatives).collect()
    }

    /// What is wrong with an example, and what to do.
    fn misread_example(&self, rule: &Rule, example: &Example) -> Option<(String, String)> {
        let told = |what: String| format!("the rule `{}` does not read this example: {what}", rule.id);
        let extraction = match self.extract(example.text.as_bytes()) {
            Ok(extraction) => extraction,
            Err(error) => return Some((told(error.to_string()), "write a sentence".to_owned())),
        };
        let of_document = document_differences(&extraction, example);
        if !of_document.is_empty() {
            return Some((told(of_document.join("; ")), "mend what the example expects".to_owned()));
        }
        if example.indicator.is_none() && example.value.is_none() {
            return None;
        }
        // a reader has no records of its own: it reads a field of all
        let all = matches!(&rule.fit, Fit::BuiltIn(reader) if reader.reads != Reads::Record);
        let own = extraction.records.iter().filter(|record| all || record.rule == rule.id);
        let nearest = own.map(|record| differences(record, example)).min_by_key(Vec::len);
        match nearest {
            Some(differences) if differences.is_empty() => None,
            Some(differences) => {
                let problem =
                    format!("the rule `{}` reads this example otherwise: {}", rule.id, differences.join("; "));
                Some((problem, "mend what the example expects, or what the rule yields".to_owned()))
            }
            None => Some((told(self.told(&extraction, &example.text)), self.remedy(rule, &extraction))),
        }
    }

    /// What is wrong with a negative, and what to do.
    fn misread_negative(&self, rule: &Rule, negative: &str) -> Option<(String, String)> {
        let extraction = self.extract(negative.as_bytes()).ok()?;
        let records = &extraction.records;
        let document = &extraction.document;
        let reads = match &rule.fit {
            Fit::BuiltIn(reader) => reader.reads,
            Fit::Pattern(_) | Fit::Code(_) => Reads::Record,
        };
        let is_read = match reads {
            Reads::Record => records.iter().any(|record| record.rule == rule.id),
            Reads::Value => !records.is_empty(),
            Reads::Year => records.iter().any(|record| record.year.is_some()),
            // what the words around do not say is a target
            Reads::Kind => records.iter().any(|record| record.kind != Kind::Target),
            Reads::Bodies => records.iter().any(|record| !record.bodies.is_empty()),
            Reads::DocumentNumber => document.doc_number.is_some() || !document.cited_numbers.is_empty(),
            Reads::Date => document.issued.is_some() || document.published.is_some(),
        };
        is_read.then(|| {
            let problem = format!("the rule `{}` reads this negative: {}", rule.id, self.told(&extraction, negative));
            (problem, "make the pattern narrower, or move the sentence to the examples".to_owned())
        })
    }

    /// What was read in a sentence, for a person.
    fn told(&self, extraction: &Extraction, sentence: &str) -> String {
        let text = self.document(sentence.as_bytes()).map(|document| document.text.text().to_owned());
        let text = text.unwrap_or_default();
        let records = extraction.records.iter().map(|record| {
            let unit = record.unit.as_deref().map(|unit| format!(" {unit}")).unwrap_or_default();
            let year = record.year.map(|year| format!(" ({year})")).unwrap_or_default();
            let bodies = record.bodies.iter().map(|body| format!(", {}", body.name)).collect::<String>();
            let Record { indicator, value, rule, .. } = record;
            format!("{indicator} = {value}{unit}{year}{bodies} by {rule}{}", matched(&record.derivation, &text))
        });
        let rejected = extraction.rejected.iter().map(|number| {
            format!("{} is in no record: {}{}", number.text, number.reason.words(), matched(&number.items, &text))
        });
        let told: Vec<_> = records.chain(rejected).collect();
        if told.is_empty() { "nothing is read in it".to_owned() } else { told.join("; ") }
    }

    /// What to do so that `rule` reads what it did not.
    fn remedy(&self, rule: &Rule, extraction: &Extraction) -> String {
        let place = |id: &str| self.rules.list().iter().position(|rule| rule.id == id);
        let pattern = match &rule.fit {
            Fit::Pattern(pattern) => format!(" `{pattern}`"),
            Fit::Code(_) | Fit::BuiltIn(_) => String::new(),
        };
        let unread = || extraction.rejected.iter().any(|number| number.reason == Reason::NoStatement(Aside::NoRule));
        match extraction.records.first() {
            Some(record) if place(&record.rule) < place(&rule.id) => {
                format!("put the rule before `{}`, which is tried first", record.rule)
            }
            Some(_) => format!("mend the pattern{pattern}, which does not fit all these items"),
            None if unread() => format!("mend the pattern{pattern}, which does not fit all these items"),
            None => "write a sentence with a value that gongwen knows as one, or add its unit".to_owned(),
        }
    }
}

/// The items that a clause was read as.
fn matched(items: &[Item], text: &str) -> String {
    if items.is_empty() { String::new() } else { format!(" [{}]", Item::list(items, text)) }
}

/// The fields of `record` that are not as `example` says.
fn differences(record: &Record, example: &Example) -> Vec<String> {
    let names: Vec<&str> = record.bodies.iter().map(|body| body.name.as_str()).collect();
    let year = |year: Option<u16>| year.map(|year| year.to_string());
    [
        ("indicator", example.indicator.clone(), Some(record.indicator.clone())),
        ("value", example.value.clone(), Some(record.value.clone())),
        ("unit", example.unit.clone(), record.unit.clone()),
        ("year", year(example.year), year(record.year)),
        ("measure", example.measure.clone(), Some(word(&record.measure))),
        ("comparator", example.comparator.clone(), Some(word(&record.comparator))),
        ("kind", example.kind.clone(), Some(word(&record.kind))),
        ("bodies", example.bodies.as_ref().map(|bodies| bodies.join("、")), Some(names.join("、"))),
    ]
    .into_iter()
    .filter_map(|(field, expected, read)| difference(field, expected, read))
    .collect()
}

/// The fields of the document that are not as `example` says.
fn document_differences(extraction: &Extraction, example: &Example) -> Vec<String> {
    let document = &extraction.document;
    [
        difference("doc_number", example.doc_number.clone(), document.doc_number.clone()),
        difference("issued", example.issued.clone(), document.issued.clone()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What is said of a field that is not as expected. What is not expected may be anything.
fn difference(field: &str, expected: Option<String>, read: Option<String>) -> Option<String> {
    let expected = expected.filter(|expected| Some(expected) != read.as_ref())?;
    let read = read.filter(|read| !read.is_empty()).map_or("nothing".to_owned(), |read| format!("`{read}`"));
    Some(format!("{field} is to be `{expected}`, and {read} is read"))
}
