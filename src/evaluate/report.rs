//! The figures of a comparison, taken apart: by kind, form, script and document, and by confidence.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    compare::Field,
    comparison::{Comparison, Scope},
    gold::{Gold, Prediction},
    score::{Counts, Score, Tally, as_shares, ratio, rounded},
};
use crate::{output::word, record::Kind};

/// By what figures are taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facet {
    /// What the statements are; the other reading of an ambiguous one is neither asked for nor held against it.
    Kind,
    /// What the gold says that its document is an example of.
    Form,
    /// The script of the document, as it was read.
    Script,
    /// The document.
    Document,
}

/// The figures of some of the records.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Group {
    /// Records found with the right value and unit.
    pub detect: Score,
    /// Records right in all of [`Field::STRICT`] too.
    pub strict: Score,
    /// Of the records found, how many have the field right.
    #[serde(serialize_with = "as_shares")]
    pub fields: BTreeMap<Field, Tally>,
}

impl From<Counts> for Group {
    fn from(counts: Counts) -> Self {
        Self { detect: counts.detect(), strict: counts.strict(), fields: counts.fields }
    }
}

/// The figures of each group by its name, which for a form is the words of the gold file.
#[must_use]
pub fn groups(facet: Facet, gold: &[Gold], predictions: &BTreeMap<String, Prediction>) -> BTreeMap<String, Group> {
    let nothing = Prediction::default();
    let mut groups = BTreeMap::<String, Counts>::new();
    for document in gold {
        let prediction = predictions.get(&document.doc).unwrap_or(&nothing);
        let mut add = |name: String, scope: Scope| {
            groups.entry(name).or_default().add(&Comparison::new(document, prediction, scope).counts());
        };
        match facet {
            Facet::Kind => Kind::ALL.iter().for_each(|kind| add(word(kind), Scope::Kind(*kind))),
            Facet::Form => add(document.form.clone().unwrap_or_default(), Scope::All),
            Facet::Script => add(prediction.script.as_ref().map_or_else(|| "missing".to_owned(), word), Scope::All),
            Facet::Document => add(document.doc.clone(), Scope::All),
        }
    }
    groups.into_iter().map(|(name, counts)| (name, Group::from(counts))).collect()
}

/// How wide the bins of a reliability table are, in hundredths.
const BIN: usize = 5;

/// The records whose confidence is about the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Bin {
    /// Confidence is this at least, in hundredths.
    pub from: usize,
    /// How many records there are.
    pub records: usize,
    /// The mean of their confidence.
    pub confidence: f64,
    /// The share of them that is right in every field of [`Field::STRICT`], beside value and unit.
    pub right: f64,
}

/// Whether records are as often right as their confidence says: bins from low to high, without empty ones.
///
/// A record that the gold does not have is wrong; one that it has as optional is not counted.
#[must_use]
pub fn reliability(gold: &[Gold], predictions: &BTreeMap<String, Prediction>) -> Vec<Bin> {
    // of each bin: how many, how many right, the sum of the confidence
    let mut bins = BTreeMap::<usize, (usize, usize, f64)>::new();
    for document in gold {
        let Some(prediction) = predictions.get(&document.doc) else { continue };
        let comparison = Comparison::new(document, prediction, Scope::All);
        let found = comparison.found().map(|(wanted, found)| (found.statement, found.is_right(wanted)));
        for (record, right) in found.chain(comparison.extra().map(|record| (record, false))) {
            let Some(confidence) = record.confidence.map(f64::from) else { continue };
            let bin = bins.entry((confidence * 100.0).round() as usize / BIN * BIN).or_default();
            *bin = (bin.0 + 1, bin.1 + usize::from(right), bin.2 + confidence);
        }
    }
    let bin = |(from, (records, right, confidence)): (usize, (usize, usize, f64))| Bin {
        from,
        records,
        confidence: rounded(confidence / records as f64),
        right: ratio(right, records).map_or(0.0, rounded),
    };
    bins.into_iter().map(bin).collect()
}
