//! Choices as the output writes them.

use serde::Serialize;

/// The word that the output has for a choice without data: `growth_rate`.
#[must_use]
pub fn word(choice: &impl Serialize) -> String {
    let value = serde_json::to_value(choice).expect("a choice without data serialises");
    value.as_str().unwrap_or_default().to_owned()
}
