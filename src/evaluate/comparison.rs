//! The records of one document beside those of its gold.

use super::{
    align,
    compare::{Compared, Field},
    gold::{Gold, Prediction, Statement},
    score::Counts,
};
use crate::record::Kind;

/// Which records are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    All,
    Kind(Kind),
}

impl Scope {
    fn takes(self, statement: &Statement) -> bool {
        match self {
            Self::All => true,
            Self::Kind(kind) => statement.reads_as(kind),
        }
    }

    /// A record that only one annotator saw, or read as this kind, is neither asked for nor held against an extraction.
    fn is_loose(self, gold: &Statement) -> bool {
        gold.optional || (self != Self::All && !gold.also.kind.is_empty())
    }
}

/// Both lists and their pairs.
#[derive(Debug)]
pub(super) struct Comparison<'a> {
    expected: Vec<Compared<'a>>,
    predicted: Vec<Compared<'a>>,
    /// Indexes of `expected` and `predicted`.
    pairs: Vec<(usize, usize)>,
    scope: Scope,
}

impl<'a> Comparison<'a> {
    pub(super) fn new(gold: &'a Gold, prediction: &'a Prediction, scope: Scope) -> Self {
        let compared = |records: &'a [Statement]| -> Vec<_> {
            records.iter().filter(|record| scope.takes(record)).map(Compared::new).collect()
        };
        let (expected, predicted) = (compared(&gold.records), compared(&prediction.records));
        let pairs = align::align(&expected, &predicted);
        Self { expected, predicted, pairs, scope }
    }

    fn is_loose(&self, index: usize) -> bool {
        self.scope.is_loose(self.expected[index].statement)
    }

    /// The pairs that count.
    pub(super) fn found(&self) -> impl Iterator<Item = (&Compared<'a>, &Compared<'a>)> {
        let counted = self.pairs.iter().filter(|&&(index, _)| !self.is_loose(index));
        counted.map(|&(index, other)| (&self.expected[index], &self.predicted[other]))
    }

    /// The records of the gold that were asked for and not found.
    pub(super) fn missed(&self) -> impl Iterator<Item = &'a Statement> {
        let is_missed = |index: &usize| !self.is_loose(*index) && !self.pairs.iter().any(|pair| pair.0 == *index);
        (0..self.expected.len()).filter(is_missed).map(|index| self.expected[index].statement)
    }

    /// The records of the extraction that the gold does not have.
    pub(super) fn extra(&self) -> impl Iterator<Item = &'a Statement> {
        let is_extra = |index: &usize| !self.pairs.iter().any(|pair| pair.1 == *index);
        (0..self.predicted.len()).filter(is_extra).map(|index| self.predicted[index].statement)
    }

    pub(super) fn counts(&self) -> Counts {
        let loose_pairs = self.pairs.iter().filter(|&&(index, _)| self.is_loose(index)).count();
        let mut counts = Counts {
            found: self.pairs.len() - loose_pairs,
            right: self.found().filter(|(wanted, found)| found.is_right(wanted)).count(),
            predicted: self.predicted.len() - loose_pairs,
            expected: (0..self.expected.len()).filter(|&index| !self.is_loose(index)).count(),
            fields: Field::ALL.map(|field| (field, Default::default())).into(),
        };
        for (wanted, found) in self.found() {
            for (field, tally) in &mut counts.fields {
                tally.count(field.agrees(wanted, found));
            }
        }
        counts
    }
}
