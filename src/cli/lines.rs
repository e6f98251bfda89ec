//! Commands that write lines for many files.

use std::{io::Write, num::NonZeroUsize, path::PathBuf};

use gongwen::{
    Limits,
    folder::{Links, Source, Sources, in_order},
    output::{ErrorLine, SourceName},
};
use serde::Serialize;

use super::{Status, Stop, arguments::ShowProgress, progress::Progress, say};
use crate::batch::attempt;

/// The files behind `paths`; stops where there is none to read.
pub(super) fn find(paths: &[PathBuf], links: Links) -> Result<Sources, Stop> {
    let sources = Sources::find(paths, links);
    match sources.nothing_to_read() {
        Some(message) => Err(Stop::Because(message)),
        None => Ok(sources),
    }
}

/// Writes what `read` makes of each file, in their order, and an error line for a file it cannot read.
pub(super) fn write(
    sources: &Sources,
    limits: &Limits,
    threads: Option<NonZeroUsize>,
    output: &mut dyn Write,
    read: impl Fn(&SourceName, &[u8], &mut String) -> gongwen::Result<()> + Sync,
) -> Result<Status, Stop> {
    let mut progress = Progress::new(ShowProgress::Auto, sources.list.len());
    let mut failed = 0;
    let work = |source: &Source| {
        let name = source.name();
        let mut lines = String::new();
        let problem = attempt(source, limits, |bytes| read(&name, bytes, &mut lines)).err();
        let failed = problem.is_some();
        if let Some(problem) = problem {
            lines = line(&ErrorLine::new(&name, problem.code, problem.message));
        }
        (lines, failed)
    };
    in_order(&sources.list, threads, work, |done, (lines, has_failed)| {
        failed += usize::from(has_failed);
        progress.tell(done);
        output.write_all(lines.as_bytes())
    })?;
    output.flush()?;
    Ok(status(sources, failed, "the output says why"))
}

/// Says which files were passed over, how many have `failed` and where it stands why, and what that means for the exit status.
pub(super) fn status(sources: &Sources, failed: usize, why: &str) -> Status {
    let others = sources.others();
    if others > 0 {
        say(&format!("skipped {others}: {}", skipped(sources).join(", ")));
    }
    if failed > 0 {
        say(&format!("{failed} of {} could not be read; {why}", counted(sources.list.len(), "file")));
    }
    Status::complete_if(failed == 0)
}

/// How many entries of the folders are not read for each reason, but for hidden files.
fn skipped(sources: &Sources) -> Vec<String> {
    let reasons = sources.skipped.iter().filter(|(reason, _)| **reason != "hidden");
    let told = reasons.map(|(reason, &count)| match *reason {
        "ending" => format!("{count} with no ending of a document"),
        "link" => format!("{} (--follow-links reads them)", counted(count, "link")),
        "broken_link" => counted(count, "broken link"),
        _ => format!("{count} that {} no file", if count == 1 { "is" } else { "are" }),
    });
    told.collect()
}

/// `1 file`, `2 files`
pub(super) fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// `content` as a line of JSON.
pub(super) fn line(content: &impl Serialize) -> String {
    let mut line = serde_json::to_string(content).expect("a line has keys of text and is written to memory");
    line.push('\n');
    line
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
        let line = line(&Line::new(&source, &extractor.extract(text.as_bytes()).expect("it is text")));
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
            r#""source_span":[13,41],"rule":"growth.rate","confidence":0.97,"#,
            r#""spans":{"value":{"span":[31,41],"source_span":[31,41]},"#,
            r#""year":{"span":[0,10],"source_span":[0,10]}}}],"#,
            r#""rejected":{"date":1},"repairs":[],"warnings":[],"removed":{"boilerplate":{"runs":0,"bytes":0},"markup":{"runs":0,"bytes":0}}}"#,
            "\n",
        );
        assert_eq!(line, expected);
    }
}
