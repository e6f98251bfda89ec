//! The figures of a comparison, in the form that they are written in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize, Serializer};

use super::{compare::Field, gold::DocumentField};

/// One figure for all records, and one for those that are targets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scoped<T> {
    /// Over all records.
    pub all: T,
    /// Over the records of kind `target`.
    pub target: T,
}

/// How an extraction compares with the gold. It serialises to what `gongwen eval --json` prints.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Scores {
    /// Documents without a prediction.
    pub missing: Vec<String>,
    /// Records found with the right value and unit.
    pub detect: Scoped<Score>,
    /// Records right in all of [`Field::STRICT`] too.
    pub strict: Scoped<Score>,
    /// Of the records found, how many have the field right. Written as a share, null where none was found.
    #[serde(serialize_with = "as_shares")]
    pub fields: BTreeMap<Field, Tally>,
    /// Of the documents, how many have the field right. Written as `"7/8"`.
    #[serde(serialize_with = "as_fractions")]
    pub document: BTreeMap<DocumentField, Tally>,
    /// The F1 of each document.
    pub per_doc: BTreeMap<String, Scoped<DocumentScores>>,
}

/// Precision, recall and their mean, rounded to four digits, with the counts behind them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Score {
    /// Of what was predicted, the share that is right; 0 where nothing was.
    pub precision: f64,
    /// Of what was asked for, the share that was found; 0 where nothing was.
    pub recall: f64,
    /// The harmonic mean of the two.
    pub f1: f64,
    /// Right ones.
    pub hit: usize,
    /// Predicted ones.
    pub predicted: usize,
    /// Ones asked for.
    pub expected: usize,
}

impl Score {
    fn new(hit: usize, predicted: usize, expected: usize) -> Self {
        let (precision, recall) = (ratio(hit, predicted).unwrap_or(0.0), ratio(hit, expected).unwrap_or(0.0));
        let sum = precision + recall;
        let f1 = if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 };
        Self { precision: rounded(precision), recall: rounded(recall), f1: rounded(f1), hit, predicted, expected }
    }
}

/// The F1 of one document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct DocumentScores {
    /// Of detection.
    pub detect: f64,
    /// In the strict sense.
    pub strict: f64,
}

impl From<Counts> for DocumentScores {
    fn from(counts: Counts) -> Self {
        Self { detect: counts.detect().f1, strict: counts.strict().f1 }
    }
}

/// So many right of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many are right.
    pub right: usize,
    /// How many there are.
    pub of: usize,
}

impl Tally {
    pub(super) fn count(&mut self, right: bool) {
        self.right += usize::from(right);
        self.of += 1;
    }

    /// The share that is right, rounded to four digits; `None` of nothing.
    #[must_use]
    pub fn share(self) -> Option<f64> {
        ratio(self.right, self.of).map(rounded)
    }
}

/// What is counted of the records.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    /// Pairs.
    pub(super) found: usize,
    /// Pairs that are right in the strict sense.
    pub(super) right: usize,
    /// Records of the extraction that are held against it or counted for it.
    pub(super) predicted: usize,
    /// Records of the gold that are asked for.
    pub(super) expected: usize,
    /// Of the pairs, how many have the field right.
    pub(super) fields: BTreeMap<Field, Tally>,
}

impl Counts {
    pub(super) fn add(&mut self, other: &Self) {
        self.found += other.found;
        self.right += other.right;
        self.predicted += other.predicted;
        self.expected += other.expected;
        for (&field, tally) in &other.fields {
            let sum = self.fields.entry(field).or_default();
            *sum = Tally { right: sum.right + tally.right, of: sum.of + tally.of };
        }
    }

    pub(super) fn detect(&self) -> Score {
        Score::new(self.found, self.predicted, self.expected)
    }

    pub(super) fn strict(&self) -> Score {
        Score::new(self.right, self.predicted, self.expected)
    }
}

pub(super) fn ratio(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// To four digits, halves to even: what the decimal expansion of the number itself says, not that of its ten-thousandfold.
pub(super) fn rounded(number: f64) -> f64 {
    format!("{number:.4}").parse().expect("a formatted number parses")
}

pub(super) fn as_shares<S: Serializer>(tallies: &BTreeMap<Field, Tally>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(tallies.iter().map(|(field, tally)| (field, tally.share())))
}

fn as_fractions<S: Serializer>(tallies: &BTreeMap<DocumentField, Tally>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(tallies.iter().map(|(field, tally)| (field, format!("{}/{}", tally.right, tally.of))))
}
