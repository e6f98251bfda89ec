//! Which files hold a document that an earlier file holds, and what makes that sure: the same text after cleaning; or the same
//! number, title and records. With the same number and title alone they may hold two versions of it.

use std::collections::HashMap;

use gongwen::digest::Digest;
use serde::Serialize;

use super::account::Read;

/// What a file has the same as an earlier one: the first of these that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Same {
    /// All of the clean text.
    Text,
    /// Number and title, and what the records say.
    Records,
    /// Number and title, but the records say something else.
    NumberAndTitle,
}

/// A file, and the first that it has something the same as; both by their place in the order of the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pair {
    pub(crate) file: u32,
    pub(crate) first: u32,
    pub(crate) same: Same,
}

/// The documents of a run, and the files that hold one again.
#[derive(Debug, Default)]
pub(crate) struct Copies {
    first: HashMap<Digest, u32>,
    pub(crate) pairs: Vec<Pair>,
}

impl Copies {
    /// Looks at the next file.
    pub(crate) fn add(&mut self, file: u32, read: &Read) {
        let text = (Same::Text, vec![&read.text_sha256]);
        let titled = read.doc_number.as_ref().zip(read.title.as_ref()).map(|(number, title)| {
            [(Same::Records, vec![number, title, &read.records_sha256]), (Same::NumberAndTitle, vec![number, title])]
        });
        let mut pair = None;
        for (same, what) in [text].into_iter().chain(titled.into_iter().flatten()) {
            let first = *self.first.entry(Digest::of(format!("{same:?} {what:?}").as_bytes())).or_insert(file);
            if first != file && pair.is_none() {
                pair = Some(Pair { file, first, same });
            }
        }
        self.pairs.extend(pair);
    }
}
