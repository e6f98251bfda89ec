//! `gongwen mentions`.

use std::io::BufWriter;

use gongwen::{
    folder::Links,
    output::{Line, mention::mentions},
};

use super::{Status, Stop, arguments::Mentions, lines, packs, terminal::stdout};

pub(super) fn run(arguments: &Mentions) -> Result<Status, Stop> {
    let options = arguments.reading.options();
    let extractor = packs::extractor(&arguments.reading.packs)?;
    let mut output = BufWriter::new(stdout());
    let sources = lines::find(&arguments.paths, Links::Skip)?;
    lines::write(&sources, &options.limits, arguments.threads, &mut output, |name, bytes, lines| {
        let (document, extraction) = extractor.read_with(bytes, options)?;
        for mention in mentions(&document, &extraction.records, extractor.lexicon()) {
            lines.push_str(&lines::line(&Line::new(name, &mention)));
        }
        Ok(())
    })
}
