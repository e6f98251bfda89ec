//! Words that say how a value bounds what is measured: `data/comparator.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::word_list::WordList;

/// Words for bounds, by where they stand.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Comparators {
    /// Next to the number, before it.
    pub before: Bounds,
    /// Before the number with only words of `between` in the way.
    pub apart: Bounds,
    /// After the number and its unit.
    pub after: Bounds,
    /// Characters before a word that make it another word (节约).
    pub not_after: BTreeMap<String, WordList>,
    /// What may stand between.
    pub between: Between,
}

/// Words by what they say.
pub type Bounds = BTreeMap<Bound, WordList>;

/// On which side of the value the measured thing lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// The value or more.
    Ge,
    /// More than the value.
    Gt,
    /// The value or less.
    Le,
    /// Less than the value.
    Lt,
    /// Near the value.
    Approx,
}

/// Verbs and prepositions between a bound and its number.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Between {
    /// The words.
    pub words: WordList,
}

#[cfg(test)]
mod tests {
    use super::{super::Lexicon, *};

    #[test]
    fn the_table_is_well_formed() {
        let table = Lexicon::builtin().expect("the tables are well formed").comparators;
        assert_eq!(table.before[&Bound::Ge][0], "不少于");
        for word in table.not_after.keys() {
            assert!(table.before.values().flatten().any(|before| before == word), "{word} is no word of [before]");
        }
    }
}
