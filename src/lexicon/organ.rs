//! Words that names of organs are made of, and words for their roles.

use crate::Result;

/// Words that names of organs are made of, and words for their roles.
#[derive(Debug, Default)]
pub struct Organs {}

impl Organs {
    pub(super) fn builtin() -> Result<Self> {
        Ok(Self {})
    }
}
