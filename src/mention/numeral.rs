//! Numbers as they are written, in figures, full width or Chinese characters, → exact decimals.

use rust_decimal::Decimal;

use crate::span::TextSpan;

/// A number in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numeral {
    /// Where it stands, with its multiplier (2.5万).
    pub span: TextSpan,
    /// Its value: 25000.
    pub value: Decimal,
    /// Whether it is written in Chinese characters throughout.
    pub chinese: bool,
}

/// Finds the numbers of a text, from left to right, the longest reading of each.
#[must_use]
pub fn find(text: &str) -> Vec<Numeral> {
    let _ = text;
    Vec::new()
}
