//! Words that say what happens to an indicator, and what a section is about.

use crate::Result;

/// Words that say what happens to an indicator, and what a section is about.
#[derive(Debug, Default)]
pub struct Cues {}

impl Cues {
    pub(super) fn builtin() -> Result<Self> {
        Ok(Self {})
    }
}
