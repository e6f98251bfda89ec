//! Traditional characters and phrases, with their simplified forms.

use crate::Result;

/// Traditional characters and phrases, with their simplified forms.
#[derive(Debug, Default)]
pub struct ScriptTable {}

impl ScriptTable {
    pub(super) fn builtin() -> Result<Self> {
        Ok(Self {})
    }
}
