//! Words that all later stages need, as data: one file in `data/` for each kind, with its origin at the top.

pub mod agency;
pub mod boilerplate;
pub mod character_set;
pub mod comparator;
pub mod cue;
pub mod department;
pub mod indicator;
pub mod label;
pub mod organ;
pub mod pinyin;
mod purpose;
pub mod refusal;
pub mod script;
pub mod segmenter;
pub mod site;
pub mod time;
pub mod unit;
pub mod word_list;
mod words;

use std::fmt;

use serde::de::DeserializeOwned;

pub use self::words::Words;
use crate::{Error, Result, error::DataError};

/// The tables of words, loaded once and shared by all stages.
pub struct Lexicon {
    /// Words around document numbers.
    pub agencies: agency::Agencies,
    /// Lines that belong to a web page and not to its document.
    pub boilerplate: boilerplate::Boilerplate,
    /// Words that say how a value bounds what is measured.
    pub comparators: comparator::Comparators,
    /// Words that say what happens to an indicator, and what a section is about.
    pub cues: cue::Cues,
    /// Organs of government and party, with their short forms.
    pub departments: department::Departments,
    /// Names of indicators that packs make known.
    pub indicators: indicator::Indicators,
    /// Labels of the fields of a document, its genres.
    pub labels: label::Labels,
    /// Words that names of organs are made of, and words for their roles.
    pub organs: organ::Organs,
    /// How characters are read.
    pub pinyin: pinyin::Pinyin,
    /// Words that show a number to be no quantity.
    pub refusals: refusal::Refusals,
    /// Traditional characters and phrases, with their simplified forms.
    pub script: script::ScriptTable,
    /// The word segmenter; its dictionary is loaded on first need.
    pub segmenter: segmenter::Segmenter,
    /// What the pages of government sites look like.
    pub sites: site::Sites,
    /// Words of times.
    pub times: time::Times,
    /// Units of measure.
    pub units: unit::Units,
}

impl fmt::Debug for Lexicon {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // thousands of words would hide everything else
        formatter.debug_struct("Lexicon").finish_non_exhaustive()
    }
}

impl Lexicon {
    /// The tables that come with the crate.
    ///
    /// # Errors
    /// If a table is not well formed (kind `data`); the message names file and line.
    pub fn builtin() -> Result<Self> {
        Self::new(Words::builtin()?)
    }

    /// The tables that `words` make, and those of characters, which no pack changes.
    ///
    /// # Errors
    /// `data` if words of several packs do not go together.
    pub fn new(words: Words) -> Result<Self> {
        let words = words.sections()?;
        Ok(Self {
            agencies: words.agency,
            boilerplate: boilerplate::Boilerplate::new(&words.boilerplate)?,
            comparators: words.comparator,
            cues: words.cue.sorted(),
            departments: department::Departments::new(words.department),
            labels: label::Labels::new(words.label),
            organs: organ::Organs::new(words.organ)?,
            pinyin: pinyin::Pinyin::builtin()?,
            refusals: words.refusal,
            script: script::ScriptTable::builtin()?,
            segmenter: segmenter::Segmenter::new(&words.indicator),
            indicators: words.indicator,
            sites: words.site.checked()?,
            times: words.time,
            units: unit::Units::new(words.unit),
        })
    }
}

/// Reads a TOML table. Unknown keys are errors where the type denies them; the message names file, line and column.
fn parse<T: DeserializeOwned>(file: &str, text: &str) -> Result<T> {
    toml::from_str(text).map_err(|error| DataError::toml(file, text, &error))
}

fn malformed(section: &str, error: &dyn std::fmt::Display) -> Error {
    DataError::new(&format!("[{section}]"), error.to_string()).into()
}
