//! What is written down of one file: its hash, how it was read, and what was left out, by reason.

use std::collections::BTreeMap;

use gongwen::{
    Extraction,
    digest::{Digest, sha256},
    extractor::Removed,
    output::{SourceName, word},
    record::Record,
};
use serde::{Deserialize, Serialize};

use super::Problem;

/// How often each thing was, by its name in the output.
type Counts = BTreeMap<String, usize>;

/// One file of a run.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Account {
    #[serde(flatten)]
    pub(crate) source: SourceName,
    /// Of its bytes; `None` if they were not read.
    pub(crate) sha256: Option<String>,
    #[serde(flatten)]
    pub(crate) outcome: Outcome,
}

/// How it went.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Outcome {
    Error { code: String, message: String },
    Read(Box<Read>),
}

/// A file that was read.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Read {
    encoding: String,
    pub(crate) doc_number: Option<String>,
    pub(crate) title: Option<String>,
    /// Those of the documents of a collection.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    part_numbers: Vec<String>,
    /// Of the clean text.
    pub(crate) text_sha256: String,
    pub(crate) records: usize,
    /// Of what the records say, but for where: files with the same say the same.
    pub(crate) records_sha256: String,
    /// Numbers that are in no record.
    rejected: Counts,
    repairs: Counts,
    warnings: Counts,
    removed: Removed,
}

impl Account {
    /// The account of what was read from `source`, whose bytes have the hash `sha256`, or why it was not.
    pub(crate) fn new(source: SourceName, sha256: Option<String>, result: Result<&Extraction, &Problem>) -> Self {
        let outcome = match result {
            Ok(extraction) => Outcome::Read(Box::new(Read::from(extraction))),
            Err(Problem { code, message }) => Outcome::Error { code: (*code).to_owned(), message: message.clone() },
        };
        Self { source, sha256, outcome }
    }
}

impl Read {
    /// The numbers of all documents that the file holds.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = &str> {
        self.doc_number.iter().chain(&self.part_numbers).map(String::as_str)
    }
}

impl From<&Extraction> for Read {
    fn from(extraction: &Extraction) -> Self {
        Self {
            encoding: word(&extraction.encoding),
            doc_number: extraction.document.doc_number.clone(),
            title: extraction.document.title.clone(),
            part_numbers: extraction.parts.iter().filter_map(|part| part.document.doc_number.clone()).collect(),
            text_sha256: extraction.text_sha256.clone(),
            records: extraction.records.len(),
            records_sha256: said(&extraction.records),
            rejected: counts(extraction.rejected.iter().map(|rejected| &rejected.reason)),
            repairs: counts(extraction.repairs.iter().map(|repair| &repair.kind)),
            warnings: counts(extraction.warnings.iter().map(|warning| &warning.code)),
            removed: extraction.removed,
        }
    }
}

/// The hash of what records say.
fn said(records: &[Record]) -> String {
    let said = records.iter().map(|record| {
        let Record { doc_number, indicator, measure, comparator, value, value_max, unit, year, .. } = record;
        let Record { cadence, kind, binding, bodies, .. } = record;
        let bodies: Vec<_> = bodies.iter().map(|body| (&body.name_full, body.role)).collect();
        (doc_number, indicator, measure, comparator, value, value_max, unit, year, cadence, kind, binding, bodies)
    });
    let said = serde_json::to_vec(&said.collect::<Vec<_>>()).expect("it is text and numbers, and written to memory");
    sha256(&said)
}

/// What a file is found by among others. A name that was escaped may look like one that was not.
pub(super) fn key(name: &SourceName) -> Digest {
    Digest::of(format!("{name:?}").as_bytes())
}

fn counts<'a, T: Serialize + 'a>(kinds: impl Iterator<Item = &'a T>) -> Counts {
    let mut counts = Counts::new();
    for kind in kinds {
        *counts.entry(word(kind)).or_default() += 1;
    }
    counts
}
