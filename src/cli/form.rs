//! The forms that `extract` writes: which files an output is made of, and what each file that was read adds to them.

use gongwen::{
    Extraction,
    output::{ErrorLine, Line, SourceName, csv},
};

use super::{arguments::Format, lines};
use crate::batch::Problem;

/// A file of an output.
pub(super) struct OutputFile {
    /// What stands behind the name of the output.
    pub(super) ending: &'static str,
    /// What it begins with.
    pub(super) head: String,
}

/// Tells a spreadsheet that the text is UTF-8.
const BYTE_ORDER_MARK: &str = "\u{FEFF}";

impl Format {
    /// The files of an output, the main one first.
    pub(super) fn files(self, with_mark: bool) -> Vec<OutputFile> {
        let mark = if with_mark { BYTE_ORDER_MARK } else { "" };
        match self {
            Self::Jsonl => vec![OutputFile { ending: "", head: String::new() }],
            Self::Csv => vec![
                OutputFile { ending: "", head: format!("{mark}{}", csv::records_head()) },
                OutputFile { ending: ".documents.csv", head: format!("{mark}{}", csv::documents_head()) },
            ],
        }
    }

    /// What `source` adds to each of them.
    pub(super) fn write(self, source: &SourceName, result: Result<&Extraction, &Problem>) -> Vec<String> {
        match (self, result) {
            (Self::Jsonl, Ok(extraction)) => vec![lines::line(&Line::new(source, extraction))],
            (Self::Jsonl, Err(problem)) => {
                vec![lines::line(&ErrorLine::new(source, problem.code, problem.message.clone()))]
            }
            (Self::Csv, Ok(extraction)) => {
                vec![csv::records(source, extraction), csv::document(source, Ok(extraction))]
            }
            (Self::Csv, Err(problem)) => {
                vec![String::new(), csv::document(source, Err((problem.code, problem.message.as_str())))]
            }
        }
    }
}
