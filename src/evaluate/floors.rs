//! Floors: scores that are not to be fallen below, kept in a file beside the tests.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{
    gold::DocumentField,
    score::{Scoped, Scores},
};
use crate::{error::DataError, output::word};

/// A score this far above its floor should raise it.
const WELL_ABOVE: f64 = 0.02;

/// The floors of one collection of documents: a section of a TOML file.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Floors {
    /// How many documents there are at least, so that a score cannot rise by leaving some out.
    documents: usize,
    /// F1 of detection.
    detect: Scoped<f64>,
    /// F1 in the strict sense.
    strict: Scoped<f64>,
    /// Share of documents that have the field right.
    #[serde(default)]
    document: BTreeMap<DocumentField, f64>,
}

impl Floors {
    /// Reads the section `section` of a file of floors. `file` is named in the error.
    ///
    /// # Errors
    /// Kind `data` if the text is not such a file, or has no such section.
    pub fn parse(file: &str, text: &str, section: &str) -> crate::Result<Self> {
        let mut sections: BTreeMap<String, Self> =
            toml::from_str(text).map_err(|error| DataError::toml(file, text, &error))?;
        let names = sections.keys().cloned().collect::<Vec<_>>().join(", ");
        let none = || DataError::new(file, format!("there is no section [{section}], only: {names}"));
        Ok(sections.remove(section).ok_or_else(none)?)
    }

    /// Every floor beside its score.
    #[must_use]
    pub fn compare(&self, scores: &Scores) -> Vec<Floor> {
        let floor = |name: &str, floor: f64, score: f64| Floor { name: name.to_owned(), floor, score };
        let mut floors = vec![
            floor("documents", self.documents as f64, scores.per_doc.len() as f64),
            floor("detect.all", self.detect.all, scores.detect.all.f1),
            floor("detect.target", self.detect.target, scores.detect.target.f1),
            floor("strict.all", self.strict.all, scores.strict.all.f1),
            floor("strict.target", self.strict.target, scores.strict.target.f1),
        ];
        floors.extend(self.document.iter().map(|(field, &least)| {
            let share = scores.document.get(field).and_then(|tally| tally.share()).unwrap_or(0.0);
            floor(&format!("document.{}", word(field)), least, share)
        }));
        floors
    }
}

/// One score beside its floor.
#[derive(Clone, Debug, PartialEq)]
pub struct Floor {
    /// The score's name: `strict.target`, `document.title`.
    pub name: String,
    /// What it must reach.
    pub floor: f64,
    /// What it is.
    pub score: f64,
}

impl Floor {
    /// Whether the score fell below its floor.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.score < self.floor
    }

    /// Whether the score is so far above that the floor should be raised.
    #[must_use]
    pub fn is_low(&self) -> bool {
        self.score >= self.floor + WELL_ABOVE
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::{Score, Tally};

    const FILE: &str = "[corpus]\ndocuments = 1\ndetect = { all = 0.9, target = 0.8 }\nstrict = { all = 0.5, target = 0.5 }\n\
                        document = { title = 1.0 }\n";

    #[test]
    fn floors_are_broken_or_low_by_name() {
        let floors = Floors::parse("floors.toml", FILE, "corpus").expect("the file is well formed");
        let f1 = |f1| Score { f1, ..Score::default() };
        let mut scores = Scores {
            detect: Scoped { all: f1(0.89), target: f1(0.8) },
            strict: Scoped { all: f1(0.51), target: f1(0.6) },
            ..Scores::default()
        };
        scores.document.insert(DocumentField::Title, Tally { right: 1, of: 2 });
        scores.per_doc.insert("a.txt".to_owned(), Scoped::default());
        let compared = floors.compare(&scores);
        let names = |keep: fn(&Floor) -> bool| -> Vec<&str> {
            compared.iter().filter(|floor| keep(floor)).map(|floor| floor.name.as_str()).collect()
        };
        assert_eq!(names(Floor::is_broken), ["detect.all", "document.title"]);
        assert_eq!(names(Floor::is_low), ["strict.target"]);
    }

    #[test]
    fn a_section_that_is_not_there_is_named() {
        let error = Floors::parse("floors.toml", FILE, "shared").expect_err("there is no such section");
        assert_eq!(error.code(), "data");
        assert_eq!(error.to_string(), "floors.toml: there is no section [shared], only: corpus");
        let error = Floors::parse("floors.toml", "[corpus]\ndetekt = 1\n", "corpus").expect_err("a key is unknown");
        assert!(error.to_string().contains("detekt"), "{error}");
    }
}
