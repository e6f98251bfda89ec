//! Extractions against gold annotations: how much was found, and how much of it is right in every field.
//!
//! A gold file says what a document states; a [`Prediction`] is what was read from it. The records of the two are paired
//! in the order of the text by value and unit ([`evaluate`] says how), so that a record that was found but has another
//! field wrong costs that field and not the pairing. Nothing here reads files.

mod align;
mod compare;
mod comparison;
mod difference;
mod floors;
mod gold;
mod report;
mod score;

use std::collections::BTreeMap;

pub use compare::Field;
pub use difference::{Difference, Disagreement, differences};
pub use floors::{Floor, Floors};
pub use gold::{Also, DocumentField, DocumentFields, Gold, NamedBody, Prediction, Statement};
pub use report::{Bin, Facet, Group, groups, reliability};
pub use score::{DocumentScores, Scoped, Score, Scores, Tally};

use self::{
    comparison::{Comparison, Scope},
    score::Counts,
};
use crate::record::Kind;

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
        let all = Comparison::new(document, prediction, Scope::All).counts();
        let target = Comparison::new(document, prediction, Scope::Kind(Kind::Target)).counts();
        total.all.add(&all);
        total.target.add(&target);
        let own = Scoped { all: DocumentScores::from(all), target: DocumentScores::from(target) };
        scores.per_doc.insert(document.doc.clone(), own);
    }
    scores.detect = Scoped { all: total.all.detect(), target: total.target.detect() };
    scores.strict = Scoped { all: total.all.strict(), target: total.target.strict() };
    scores.fields = total.all.fields;
    scores
}

#[cfg(test)]
mod tests;
