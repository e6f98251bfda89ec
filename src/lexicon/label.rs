//! Labels of the fields of a document, and its genres.

use crate::Result;

/// Labels of the fields of a document, and its genres.
#[derive(Debug, Default)]
pub struct Labels {}

impl Labels {
    pub(super) fn builtin() -> Result<Self> {
        Ok(Self {})
    }
}
