//! What is found in a text: each mention with its span and its normalised value. One file for each kind.
//!
//! A finder is a pure function from a text (one block, no line breaks) to its mentions in order; their spans count in that
//! text. Finders know nothing of each other's results unless these are passed in.

pub mod comparator;
pub mod date;
pub mod document_number;
pub mod numeral;
pub mod organ;
pub mod quantity;
mod scan;
pub mod time;
