//! Which files hold a document that an earlier file holds: with the same text after cleaning, or the same number and title.

use std::collections::HashMap;

use gongwen::digest::Digest;
use serde::Serialize;

use super::account::Read;

/// How a copy was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Same {
    Text,
    NumberAndTitle,
}

/// A copy, and the first file that holds its document; both by their place in the order of the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Copy {
    pub(crate) file: u32,
    pub(crate) first: u32,
    pub(crate) same: Same,
}

/// The documents of a run, and the copies among them.
#[derive(Debug, Default)]
pub(crate) struct Copies {
    first: HashMap<Digest, u32>,
    pub(crate) list: Vec<Copy>,
}

impl Copies {
    /// Looks at the next file.
    pub(crate) fn add(&mut self, file: u32, read: &Read) {
        let text = ("text", read.text_sha256.as_str(), "");
        let title = read.doc_number.as_deref().zip(read.title.as_deref());
        let keys =
            [(Some(text), Same::Text), (title.map(|(number, title)| ("title", number, title)), Same::NumberAndTitle)];
        let keys =
            keys.into_iter().filter_map(|(key, same)| Some((Digest::of(format!("{:?}", key?).as_bytes()), same)));
        let mut copy = None;
        for (key, same) in keys {
            let first = *self.first.entry(key).or_insert(file);
            if first != file && copy.is_none() {
                copy = Some(Copy { file, first, same });
            }
        }
        self.list.extend(copy);
    }
}
