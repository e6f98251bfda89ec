//! `gongwen extract`.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::Path,
};

use gongwen::{
    extractor::{Options, OutputScript},
    output::Line,
};

use super::{
    Status, Stop,
    arguments::{Extract, Format, Script},
    lines, packs,
};

pub(super) fn run(arguments: &Extract) -> Result<Status, Stop> {
    let Format::Jsonl = arguments.format;
    let script = match arguments.script {
        Script::Simplified => OutputScript::Simplified,
        Script::Traditional => OutputScript::Traditional,
        Script::Original => OutputScript::Original,
    };
    let options = Options { encoding_hint: arguments.reading.encoding_hint, script };
    let extractor = packs::extractor(&arguments.reading.packs)?;
    let sources = lines::find(&arguments.paths)?;
    if let Some(path) = arguments.output.as_deref().filter(|path| sources.contains(path)) {
        return Err(Stop::Because(format!("{} is one of the files to read; name another output", path.display())));
    }
    let mut output = open(arguments.output.as_deref())?;
    lines::write(&sources, arguments.threads, &mut output, |name, bytes, lines| {
        lines::push(lines, &Line::new(name, &extractor.extract_with(bytes, options)?));
        Ok(())
    })
}

/// Standard output, or the file at `path`, made anew.
fn open(path: Option<&Path>) -> Result<Box<dyn Write>, Stop> {
    let Some(path) = path else { return Ok(Box::new(BufWriter::new(io::stdout().lock()))) };
    let file =
        File::create(path).map_err(|error| Stop::Because(format!("{} cannot be written: {error}", path.display())))?;
    Ok(Box::new(BufWriter::new(file)))
}
