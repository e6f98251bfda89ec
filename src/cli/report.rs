//! `gongwen report`.

use std::{
    fs::{self, File},
    io::{self, BufWriter, IsTerminal, Read, Write},
    path::Path,
};

use gongwen::{
    folder::{Links, Source, Sources, in_order},
    report::{Entry, Report},
};

use super::{
    Status, Stop,
    arguments::{self, ShowProgress},
    lines, packs, place,
    progress::Progress,
    say,
};
use crate::batch::{Unfinished, attempt};

pub(super) fn run(arguments: &arguments::Report) -> Result<Status, Stop> {
    let mut sources = lines::find(&arguments.paths, Links::Skip)?;
    let Some(path) = arguments.output.as_deref() else {
        if io::stdout().is_terminal() {
            return Err(Stop::Because("a page is not for a terminal; name a file with -o, as report.html".to_owned()));
        }
        return write(arguments, &sources, BufWriter::new(io::stdout().lock())).map(|(_, status)| status);
    };
    place::check(path, &sources)?;
    sources.settle();
    let unwritten = |error: io::Error| Stop::Because(format!("{} cannot be written: {error}", path.display()));
    match fs::metadata(path) {
        // a device or a pipe: no file can take its place
        Ok(metadata) if !metadata.is_file() => {
            let file = File::options().write(true).open(path).map_err(unwritten)?;
            return write(arguments, &sources, BufWriter::new(file)).map(|(_, status)| status);
        }
        Ok(metadata) if metadata.len() > 0 && !is_page(path).map_err(unwritten)? => {
            let path = path.display();
            return Err(Stop::Because(format!(
                "{path} is there, and is no page of a report; move it, or name another output"
            )));
        }
        _ => {}
    }
    let page = Unfinished::create(&place::behind_link(path)).map_err(unwritten)?;
    let (page, status) = write(arguments, &sources, page)?;
    page.finish().map_err(unwritten)?;
    Ok(status)
}

/// Whether the file is a page that this command wrote.
fn is_page(path: &Path) -> io::Result<bool> {
    let mut beginning = Vec::new();
    File::open(path)?.take(2048).read_to_end(&mut beginning)?;
    Ok(String::from_utf8_lossy(&beginning).contains("<meta name=\"generator\" content=\"gongwen\">"))
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
    Ok((report.end(&sources.skipped)?, lines::status(sources, failed, "the page says why")))
}
