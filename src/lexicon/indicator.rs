//! Names of indicators that packs make known: `data/indicator.toml`.

use serde::Deserialize;

use super::word_list::WordList;

/// What is known of indicators. Most are known by no list: the grammar of the clause finds them.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Indicators {
    /// Names that are one word, whatever they are made of.
    pub names: WordList,
    /// Words of names that the segmenter's dictionary does not have.
    pub words: Vec<String>,
}

impl Indicators {
    /// Whether `text` ends on a known name.
    #[must_use]
    pub fn is_at_end(&self, text: &str) -> bool {
        self.names.suffix_of(text).is_some()
    }
}
