//! What the library does, by subject. One program of all the files: each one more would cost seconds to link.

mod corpus;
#[cfg(feature = "csv")]
mod csv_columns;
mod document_numbers;
mod encodings;
mod fixtures;
mod invariance;
#[cfg(feature = "arrow")]
mod joined;
mod judged;
mod measures;
mod mentions;
mod metadata;
mod mojibake;
mod mutated;
mod names;
mod noise;
mod nothing_lost;
mod packs;
mod pages;
mod readme;
mod records;
mod rules;
mod scripts;
mod shared_documents;
#[cfg(any(feature = "arrow", feature = "sqlite"))]
mod table_columns;
mod tables;
mod trace;
