//! `gongwen report`.

use std::io::{BufWriter, Write};

use gongwen::{
    folder::{Links, Source, Sources, in_order},
    report::{Entry, Report},
};

use super::{
    Status, Stop,
    arguments::{self, ShowProgress},
    lines, packs,
    progress::Progress,
    say,
    terminal::stdout,
};
use crate::batch::{Unfinished, attempt};

pub(super) fn run(arguments: &arguments::Report) -> Result<Status, Stop> {
    let mut sources = lines::find(&arguments.paths, Links::Skip)?;
    let Some(path) = arguments.output.as_deref() else {
        return write(arguments, &sources, BufWriter::new(stdout())).map(|(_, status)| status);
    };
    if sources.contains(path) {
        return Err(Stop::Because(format!("{} is one of the files to read; name another output", path.display())));
    }
    sources.settle();
    let unwritten = |error: std::io::Error| Stop::Because(format!("{} cannot be written: {error}", path.display()));
    let page = Unfinished::create(path).map_err(unwritten)?;
    let (page, status) = write(arguments, &sources, page)?;
    page.finish().map_err(unwritten)?;
    Ok(status)
}

/// Writes the page of the files in `sources` to `output`.
fn write<W: Write>(arguments: &arguments::Report, sources: &Sources, output: W) -> Result<(W, Status), Stop> {
    let options = arguments.reading.options();
    let extractor = packs::extractor(&arguments.reading.packs)?;
    let mut report = Report::begin(output, &extractor)?;
    let mut progress = Progress::new(ShowProgress::Auto, sources.list.len());
    let mut failed = 0;
    let work = |source: &Source| {
        let name = source.name();
        let read = attempt(source, &options.limits, |bytes| {
            let (document, extraction) = extractor.read_with(bytes, options)?;
            Ok(Entry::read(&name, &document, &extraction, extractor.lexicon()))
        });
        read.map_err(|problem| Entry::unread(&name, problem.code, problem.message))
    };
    in_order(&sources.list, arguments.threads, work, |done, entry| {
        failed += usize::from(entry.is_err());
        progress.tell(done);
        let (Ok(entry) | Err(entry)) = entry;
        report.add(&entry)
    })?;
    let left_out = report.texts_left_out();
    if left_out > 0 {
        say(&format!(
            "the page would be too long for a browser: it has the records of {left_out} files without their text"
        ));
    }
    Ok((report.end(&sources.skipped)?, lines::status(sources, failed)))
}
