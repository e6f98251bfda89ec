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
