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

    use gongwen::{Extractor, output::Line};

    use super::*;

    #[test]
    fn a_line_has_the_source_and_then_the_extraction_in_the_order_of_the_contract() {
        let extractor = Extractor::new().expect("the built-in tables parse");
        let text = "到2025年，众创空间增长5.5%以上（牵头单位：市科技局）。";
        let source = SourceName::from_path(Path::new("docs/a.txt"));
        let mut line = Vec::new();
        push(&mut line, &Line::new(&source, &extractor.extract(text.as_bytes()).expect("it is text")));
        let expected = concat!(
            r#"{"source":"docs/a.txt","encoding":"UTF-8","#,
            r#""encoding_evidence":{"basis":"valid","margin":0.889,"next":"gb18030","label":null},"#,
            r#""segments":[],"script":"simplified","#,
            r#""document":{"doc_number":null,"title":null,"issuers":[],"issued":null,"published":null,"#,
            r#""index_number":null,"genre":null,"addressees":[],"cited_numbers":[],"attachments":[],"#,
            r#""validity":null,"spans":{}},"parts":[],"#,
            r#""records":[{"doc_number":null,"part":null,"indicator":"众创空间","measure":"growth_rate","#,
            r#""comparator":"ge","value":"5.5","value_max":null,"unit":"%","unit_inferred":false,"year":2025,"#,
            r#""year_source":"sentence","cadence":"once","kind":"target","binding":null,"#,
            r#""bodies":[{"name":"市科技局","name_full":"市科学技术局","role":"lead","span":[59,71],"source_span":[59,71]}],"#,
            r#""quote":"众创空间增长5.5%以上","value_text":"5.5%以上","section":[],"span":[13,41],"#,
            r#""source_span":[13,41],"rule":"growth.rate","confidence":0.9,"#,
            r#""spans":{"value":{"span":[31,41],"source_span":[31,41]},"#,
            r#""year":{"span":[0,10],"source_span":[0,10]}}}],"#,
            r#""rejected":{"date":1},"repairs":[],"warnings":[],"removed":{"boilerplate":{"runs":0,"bytes":0},"markup":{"runs":0,"bytes":0}}}"#,
            "\n",
        );
        assert_eq!(String::from_utf8(line).expect("JSON is UTF-8"), expected);
    }
}
