//! What a step finds: a change, and what a reader should know about it.

use crate::{alignment::Change, warning::WarningCode};

/// A change, and the warning that goes with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Finding {
    pub(super) change: Change,
    pub(super) warning: Option<(WarningCode, String)>,
}

impl Finding {
    pub(super) fn silent(change: Change) -> Self {
        Self { change, warning: None }
    }

    pub(super) fn warned(change: Change, code: WarningCode, message: String) -> Self {
        Self { change, warning: Some((code, message)) }
    }
}
