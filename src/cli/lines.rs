//! Commands that write lines for many files.

use std::{
    io::{self, IsTerminal, Write},
    num::NonZeroUsize,
    path::PathBuf,
};

use gongwen::output::{ErrorLine, SourceName};
use serde::Serialize;

use super::{Status, Stop, say};
use crate::batch::{Source, Sources, attempt, in_order};

/// The files behind `paths`; stops where there is none to read.
pub(super) fn find(paths: &[PathBuf]) -> Result<Sources, Stop> {
    let sources = Sources::find(paths);
    match sources.nothing_to_read() {
        Some(message) => Err(Stop::Because(message)),
        None => Ok(sources),
    }
}

/// Writes what `read` makes of each file, in their order, and an error line for a file it cannot read.
pub(super) fn write(
    sources: &Sources,
    threads: Option<NonZeroUsize>,
    output: &mut dyn Write,
    read: impl Fn(&SourceName, &[u8], &mut Vec<u8>) -> gongwen::Result<()> + Sync,
) -> Result<Status, Stop> {
    let show_progress = io::stderr().is_terminal();
    let total = sources.list.len();
    let mut failed = 0;
    let work = |source: &Source| {
        let mut lines = Vec::new();
        let problem = attempt(source, |bytes| read(&source.name, bytes, &mut lines)).err();
        let failed = problem.is_some();
        if let Some(problem) = problem {
            lines.clear();
            push(&mut lines, &ErrorLine::new(&source.name, problem.code, problem.message));
        }
        (lines, failed)
    };
    in_order(&sources.list, threads.map(NonZeroUsize::get), work, |done, (lines, has_failed)| {
        failed += usize::from(has_failed);
        if show_progress {
            let end = if done == total { "\n" } else { "" };
            let _ = write!(io::stderr(), "\r{done} of {total} files{end}");
        }
        output.write_all(&lines)
    })?;
    output.flush()?;
    if sources.skipped > 0 {
        say(&format!("skipped {}: links, and files that are no documents by their ending", sources.skipped));
    }
    if failed > 0 {
        say(&format!("{failed} of {total} files could not be read; their lines say why"));
    }
    Ok(Status::complete_if(failed == 0))
}

/// Appends `line` and a line break.
pub(super) fn push(lines: &mut Vec<u8>, line: &impl Serialize) {
    serde_json::to_writer(&mut *lines, line).expect("a line has keys of text and is written to memory");
    lines.push(b'\n');
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use gongwen::{
        clean::Script,
        decode::Encoding,
        document::Metadata,
        extractor::{Extraction, Removed},
        mention::{comparator::Comparator, organ::OrganRole},
        output::Line,
        record::{Body, Cadence, Kind, Measure, Record, YearSource},
        span::{SourceSpan, TextSpan},
    };

    use super::*;

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
        }
    }

    #[test]
    fn a_line_has_the_source_and_then_the_extraction_in_the_order_of_the_contract() {
        let source = SourceName::from_path(Path::new("docs/a.txt"));
        let mut line = Vec::new();
        push(&mut line, &Line::new(&source, &extraction()));
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
            "\n",
        );
        assert_eq!(String::from_utf8(line).expect("JSON is UTF-8"), expected);
    }
}
