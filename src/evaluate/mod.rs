//! Extractions against gold annotations: how much was found, and how much of it is right in every field.
//!
//! A gold file says what a document states; a [`Prediction`] is what was read from it. The records of the two are paired
//! in the order of the text by value and unit ([`evaluate`] says how), so that a record that was found but has another
//! field wrong costs that field and not the pairing. Nothing here reads files.

mod align;
mod compare;
mod floors;
mod gold;
mod score;

use std::collections::BTreeMap;

pub use compare::Field;
pub use floors::{Floor, Floors};
pub use gold::{Also, DocumentField, DocumentFields, Gold, NamedBody, Prediction, Statement};
pub use score::{DocumentScores, Scoped, Score, Scores, Tally};

use self::{compare::Compared, score::Counts};
use crate::record::Kind;

/// Which records are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    All,
    Target,
}

impl Scope {
    fn takes(self, statement: &Statement) -> bool {
        self == Self::All || statement.reads_as(Kind::Target)
    }

    /// A record that only one annotator saw, or saw as a target, is neither asked for nor held against an extraction.
    fn is_loose(self, gold: &Statement) -> bool {
        gold.optional || (self == Self::Target && !gold.also.kind.is_empty())
    }
}

/// Compares `predictions`, by the name of their document, with `gold`.
///
/// Within a document the records are paired in order, so that the pairs weigh the most: a pair must agree in value, upper
/// value and unit; it weighs more the nearer the indicators are, and if the years agree. *Detection* counts the pairs,
/// *strict* those of them whose indicator, comparator, year, bodies and kind are right too. A document without a
/// prediction is listed as missing, and all its records are missed.
#[must_use]
pub fn evaluate(gold: &[Gold], predictions: &BTreeMap<String, Prediction>) -> Scores {
    let nothing = Prediction::default();
    let mut scores = Scores::default();
    let mut total = Scoped::<Counts>::default();
    for document in gold {
        let prediction = predictions.get(&document.doc).unwrap_or_else(|| {
            scores.missing.push(document.doc.clone());
            &nothing
        });
        for field in DocumentField::ALL {
            let right = field.agrees(&document.document, &prediction.document);
            scores.document.entry(field).or_default().count(right);
        }
        let all = compare_records(document, prediction, Scope::All, Some(&mut scores.fields));
        let target = compare_records(document, prediction, Scope::Target, None);
        total.all.add(all);
        total.target.add(target);
        let own = Scoped { all: DocumentScores::from(all), target: DocumentScores::from(target) };
        scores.per_doc.insert(document.doc.clone(), own);
    }
    scores.detect = Scoped { all: total.all.detect(), target: total.target.detect() };
    scores.strict = Scoped { all: total.all.strict(), target: total.target.strict() };
    scores
}

/// Counts one document's records; `fields` takes for every pair which of its fields are right.
fn compare_records(
    gold: &Gold,
    prediction: &Prediction,
    scope: Scope,
    fields: Option<&mut BTreeMap<Field, Tally>>,
) -> Counts {
    let expected: Vec<_> = gold.records.iter().filter(|one| scope.takes(one)).map(Compared::new).collect();
    let predicted: Vec<_> = prediction.records.iter().filter(|one| scope.takes(one)).map(Compared::new).collect();
    let pairs = align::align(&expected, &predicted);
    let loose = |compared: &Compared<'_>| scope.is_loose(compared.statement);
    let loose_pairs = pairs.iter().filter(|&&(index, _)| loose(&expected[index])).count();
    let counted: Vec<_> = pairs
        .into_iter()
        .map(|(index, other)| (&expected[index], &predicted[other]))
        .filter(|(wanted, _)| !loose(wanted))
        .collect();
    if let Some(fields) = fields {
        for field in Field::ALL {
            let tally = fields.entry(field).or_default();
            counted.iter().for_each(|(wanted, found)| tally.count(field.agrees(wanted, found)));
        }
    }
    Counts {
        found: counted.len(),
        right: counted.iter().filter(|(wanted, found)| Field::STRICT.iter().all(|f| f.agrees(wanted, found))).count(),
        predicted: predicted.len() - loose_pairs,
        expected: expected.iter().filter(|wanted| !loose(wanted)).count(),
    }
}

#[cfg(test)]
mod tests;
