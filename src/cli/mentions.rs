//! `gongwen mentions`.

use std::io::BufWriter;

use gongwen::{
    folder::Links,
    output::{Line, mention::mentions},
    record,
};

use super::{Status, Stop, arguments::Mentions, lines, packs, terminal::stdout};

pub(super) fn run(arguments: &Mentions) -> Result<Status, Stop> {
    let options = arguments.reading.options();
    let extractor = packs::extractor(&arguments.reading.packs)?;
    let mut output = BufWriter::new(stdout());
    let sources = lines::find(&arguments.paths, Links::Skip)?;
    lines::write(&sources, &options.limits, arguments.threads, &mut output, |name, bytes, lines| {
        let document = extractor.document_with(bytes, options)?;
        let records = record::read(&document, extractor.rules(), extractor.lexicon(), &options.limits)?.records;
        for mention in mentions(&document, &records, extractor.lexicon()) {
            lines.push_str(&lines::line(&Line::new(name, &mention)));
        }
        Ok(())
    })
}
