//! `gongwen clean`.

use std::{
    borrow::Cow,
    io::{self, BufWriter, Write},
};

use gongwen::folder::Links;

use super::{
    Status, Stop,
    arguments::{Clean, Script},
    lines, packs, say,
    terminal::stdout,
};
use crate::batch::attempt;

pub(super) fn run(arguments: &Clean) -> Result<Status, Stop> {
    if arguments.path.is_dir() {
        let message = format!("{} is a folder; `clean` reads one file", arguments.path.display());
        return Err(Stop::Because(message));
    }
    let options = arguments.reading.options();
    let extractor = packs::extractor(&arguments.reading.packs)?;
    let mut status = Status::Complete;
    for source in lines::find(std::slice::from_ref(&arguments.path), Links::Skip)?.list {
        match attempt(&source, &options.limits, |bytes| extractor.document_with(bytes, options)) {
            Ok(document) if arguments.repairs => {
                let lines: String = document.text.repairs().iter().map(lines::line).collect();
                print(lines.as_bytes())?;
            }
            Ok(document) => {
                let text = match arguments.script {
                    Script::Traditional => Cow::Owned(extractor.lexicon().script.to_traditional(document.text.text())),
                    Script::Original => Cow::Owned(document.text.original_script()),
                    Script::Simplified => Cow::Borrowed(document.text.text()),
                };
                print(text.as_bytes())?;
            }
            Err(problem) => {
                say(&format!("error: {}: {}", source.name().as_str(), problem.message));
                status = Status::Incomplete;
            }
        }
    }
    Ok(status)
}

fn print(text: &[u8]) -> io::Result<()> {
    let mut output = BufWriter::new(stdout());
    output.write_all(text)?;
    output.flush()
}
