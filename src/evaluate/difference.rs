//! In what an extraction differs from its gold, for a person to look at.

use std::fmt;

use serde::Serialize;
use serde_json::Value;

use super::{
    compare::Field,
    comparison::{Comparison, Scope},
    gold::{DocumentField, Gold, Prediction, Statement},
};
use crate::output::word;

/// One thing in which an extraction differs from its gold. It prints as a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Difference {
    /// A field of the document.
    Document(Disagreement),
    /// A record that was found, and what is wrong with it.
    Wrong {
        /// The words of the gold that hold it.
        quote: String,
        /// The fields that are wrong.
        fields: Vec<Disagreement>,
    },
    /// A record that was not found.
    Missed(Statement),
    /// A record that the gold does not have.
    Extra(Statement),
}

/// The two values of a field.
#[derive(Clone, Debug, PartialEq)]
pub struct Disagreement {
    /// Its name.
    pub field: String,
    /// What the gold says.
    pub gold: Value,
    /// What was read.
    pub found: Value,
}

impl Disagreement {
    /// `key` is the member that holds the field `name`.
    fn new(name: impl Serialize, key: impl Serialize, gold: impl Serialize, found: impl Serialize) -> Self {
        let key = word(&key);
        let value = |of: serde_json::Result<Value>| of.map_or(Value::Null, |mut of| of[key.as_str()].take());
        Self { field: word(&name), gold: value(serde_json::to_value(gold)), found: value(serde_json::to_value(found)) }
    }
}

/// All differences of one document: its fields, then the records that are wrong, missed and extra, each in order.
#[must_use]
pub fn differences(gold: &Gold, prediction: &Prediction) -> Vec<Difference> {
    let comparison = Comparison::new(gold, prediction, Scope::All);
    let (wanted, found) = (&gold.document, &prediction.document);
    let mut all: Vec<_> = DocumentField::ALL
        .into_iter()
        .filter(|field| !field.agrees(wanted, found))
        .map(|field| Difference::Document(Disagreement::new(field, field, wanted, found)))
        .collect();
    for (wanted, found) in comparison.found() {
        let wrong = Field::ALL.into_iter().filter(|field| !field.agrees(wanted, found));
        let fields: Vec<_> =
            wrong.map(|field| Disagreement::new(field, field.key(), wanted.statement, found.statement)).collect();
        if !fields.is_empty() {
            all.push(Difference::Wrong { quote: wanted.statement.quote.clone(), fields });
        }
    }
    all.extend(comparison.missed().cloned().map(Difference::Missed));
    all.extend(comparison.extra().cloned().map(Difference::Extra));
    all
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Document(disagreement) => write!(f, "document {disagreement}"),
            Self::Wrong { quote, fields } => {
                write!(f, "wrong {quote}")?;
                fields.iter().try_for_each(|disagreement| write!(f, "; {disagreement}"))
            }
            Self::Missed(record) => write!(f, "missed {}", Summary(record)),
            Self::Extra(record) => write!(f, "extra {}", Summary(record)),
        }
    }
}

impl fmt::Display for Disagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}, found {}", self.field, self.gold, self.found)
    }
}

/// A record in a line.
struct Summary<'a>(&'a Statement);

impl fmt::Display for Summary<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Statement { quote, indicator, value, value_max, unit, year, kind, .. } = self.0;
        write!(f, "{quote}; {} {indicator}", word(kind))?;
        [value, value_max, unit].into_iter().flatten().try_for_each(|part| write!(f, " {part}"))?;
        year.map_or(Ok(()), |year| write!(f, " ({year})"))
    }
}
