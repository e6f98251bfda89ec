//! Page → clean page: damage repaired, invisible characters gone, one script. Named steps, one file each.
//!
//! A step is a pure function from a text to [`Change`](crate::alignment::Change)s; [`clean`] applies them in order.
//! On text that needs nothing, no step makes a change.

mod finding;
mod language;
mod phase_shift;

use serde::Serialize;

use crate::{lexicon::Lexicon, page::Page, warning::Warning};

/// The script of a text before conversion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Script {
    /// Simplified Chinese, and text that has no character that differs.
    Simplified,
    /// Traditional Chinese.
    Traditional,
    /// At least 5 % of the characters that differ are in the smaller script.
    Mixed,
}

/// A page with repaired text in simplified characters.
#[derive(Clone, Debug)]
pub struct Clean {
    /// The page; its blocks and cells point into the clean text.
    pub page: Page,
    /// The script it was written in.
    pub script: Script,
    /// What could not be repaired, or was guessed.
    pub warnings: Vec<Warning>,
}

/// Cleans a page.
#[must_use]
pub fn clean(page: Page, lexicon: &Lexicon) -> Clean {
    let _ = (page, lexicon);
    todo!()
}
