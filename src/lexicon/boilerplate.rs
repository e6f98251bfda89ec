//! Lines that belong to a web page and not to its document.

use crate::Result;

/// Lines that belong to a web page and not to its document.
#[derive(Debug, Default)]
pub struct Boilerplate {}

impl Boilerplate {
    pub(super) fn builtin() -> Result<Self> {
        Ok(Self {})
    }
}
