//! The form that results leave in: one JSON object a line, each with the file it came from.
//!
//! ```
//! use std::path::Path;
//! use gongwen::output::{ErrorLine, SourceName};
//!
//! let source = SourceName::from_path(Path::new("a.txt"));
//! let line = serde_json::to_string(&ErrorLine::new(&source, "empty", "nothing to read".into()))?;
//! assert_eq!(line, r#"{"source":"a.txt","error":{"code":"empty","message":"nothing to read"}}"#);
//! # Ok::<(), serde_json::Error>(())
//! ```

pub mod mention;
mod source;

use serde::Serialize;

pub use source::SourceName;

/// A line of output: the source, then the fields of `content`, which must serialise to an object.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Line<'a, T: Serialize> {
    #[serde(flatten)]
    source: &'a SourceName,
    #[serde(flatten)]
    content: &'a T,
}

impl<'a, T: Serialize> Line<'a, T> {
    /// The line for what was read from `source`: an [`Extraction`](crate::extractor::Extraction), a repair, a mention.
    pub fn new(source: &'a SourceName, content: &'a T) -> Self {
        Self { source, content }
    }
}

/// The line of a file that could not be read.
#[derive(Clone, Debug, Serialize)]
pub struct ErrorLine<'a> {
    #[serde(flatten)]
    source: &'a SourceName,
    error: Problem,
}

#[derive(Clone, Debug, Serialize)]
struct Problem {
    code: &'static str,
    message: String,
}

impl<'a> ErrorLine<'a> {
    /// The line that says why `source` gives nothing. `code` is that of [`Error::code`](crate::Error::code).
    #[must_use]
    pub fn new(source: &'a SourceName, code: &'static str, message: String) -> Self {
        Self { source, error: Problem { code, message } }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::{
        alignment::AlignedText,
        clean::Script,
        decode::Encoding,
        document::Metadata,
        extractor::{Extraction, Removed},
        mention::{comparator::Comparator, organ::OrganRole},
        record::{Body, Cadence, Kind, Measure, Record, YearSource},
        span::{SourceSpan, TextSpan},
    };

    fn extraction() -> Extraction {
        let (span, source_span) = (TextSpan::new(0, 9), SourceSpan::new(3, 12));
        let body = Body { name: "市科技局".into(), role: OrganRole::Lead, span, source_span };
        let record = Record {
            doc_number: None,
            part: None,
            indicator: "众创空间".into(),
            measure: Measure::GrowthRate,
            comparator: Comparator::Ge,
            value: "5.5".into(),
            value_max: None,
            unit: Some("%".into()),
            unit_inferred: false,
            year: Some(2025),
            year_source: Some(YearSource::LeadIn),
            cadence: Cadence::Once,
            kind: Kind::Target,
            binding: None,
            bodies: vec![body],
            quote: "增长5.5%以上".into(),
            value_text: "5.5%以上".into(),
            section: vec!["一、目标".into()],
            span,
            source_span,
            rule: "growth.rate".into(),
            confidence: 0.9,
        };
        Extraction {
            encoding: Encoding::Gb18030,
            segments: Vec::new(),
            script: Script::Simplified,
            document: Metadata::default(),
            parts: Vec::new(),
            records: vec![record],
            repairs: Vec::new(),
            warnings: Vec::new(),
            removed: Removed::default(),
            text: AlignedText::default(),
        }
    }

    #[test]
    fn a_line_has_the_source_and_then_the_extraction_in_the_order_of_the_contract() {
        let source = SourceName::from_path(Path::new("docs/a.txt"));
        let line = serde_json::to_string(&Line::new(&source, &extraction())).expect("a line serialises");
        let expected = concat!(
            r#"{"source":"docs/a.txt","encoding":"gb18030","segments":[],"script":"simplified","#,
            r#""document":{"doc_number":null,"title":null,"issuers":[],"issued":null,"published":null,"#,
            r#""index_number":null,"genre":null,"addressees":[],"cited_numbers":[],"attachments":[],"#,
            r#""validity":null,"spans":{}},"parts":[],"#,
            r#""records":[{"doc_number":null,"part":null,"indicator":"众创空间","measure":"growth_rate","#,
            r#""comparator":"ge","value":"5.5","value_max":null,"unit":"%","unit_inferred":false,"year":2025,"#,
            r#""year_source":"lead_in","cadence":"once","kind":"target","binding":null,"#,
            r#""bodies":[{"name":"市科技局","role":"lead","span":[0,9],"source_span":[3,12]}],"#,
            r#""quote":"增长5.5%以上","value_text":"5.5%以上","section":["一、目标"],"span":[0,9],"#,
            r#""source_span":[3,12],"rule":"growth.rate","confidence":0.9}],"#,
            r#""repairs":[],"warnings":[],"removed":{"boilerplate":{"runs":0,"bytes":0},"markup":{"runs":0,"bytes":0}}}"#,
        );
        assert_eq!(line, expected);
    }

    #[test]
    fn a_line_holds_no_line_break_whatever_the_name() {
        let source = SourceName::from_path(Path::new("a\nb\u{2028}.txt"));
        let line = serde_json::to_string(&ErrorLine::new(&source, "io", "no".into())).expect("a line serialises");
        assert!(!line.contains('\n'), "{line}");
    }
}
