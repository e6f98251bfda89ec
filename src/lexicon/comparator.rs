//! Words that say how a value bounds what is measured: `data/comparator.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::Result;

/// Words for bounds, by where they stand.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comparators {
    /// Next to the number, before it.
    pub before: Bounds,
    /// Before the number with only words of `between` in the way.
    pub apart: Bounds,
    /// After the number and its unit.
    pub after: Bounds,
    /// Characters before a word that make it another word (节约).
    pub not_after: BTreeMap<String, Vec<String>>,
    /// What may stand between.
    pub between: Between,
}

/// Words by what they say.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bounds {
    /// The value or more.
    pub ge: Vec<String>,
    /// More than the value.
    pub gt: Vec<String>,
    /// The value or less.
    pub le: Vec<String>,
    /// Less than the value.
    pub lt: Vec<String>,
    /// Near the value.
    pub approx: Vec<String>,
}

/// Verbs and prepositions between a bound and its number.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Between {
    /// The words.
    pub words: Vec<String>,
}

impl Comparators {
    pub(super) fn builtin() -> Result<Self> {
        super::parse("comparator.toml", include_str!("data/comparator.toml"))
    }
}
