//! Units of measure.

use crate::Result;

/// Units of measure.
#[derive(Debug, Default)]
pub struct Units {}

impl Units {
    pub(super) fn builtin() -> Result<Self> {
        Ok(Self {})
    }
}
