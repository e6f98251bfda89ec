//! `gongwen mentions`.

use std::io::BufWriter;

use gongwen::{
    extractor::Options,
    output::{Line, mention::mentions},
    record,
};

use super::{Status, Stop, arguments::Mentions, lines, packs, terminal::stdout};
use crate::batch::Links;

pub(super) fn run(arguments: &Mentions) -> Result<Status, Stop> {
    let options = Options { encoding_hint: arguments.reading.encoding_hint, ..Options::default() };
    let extractor = packs::extractor(&arguments.reading.packs)?;
    let mut output = BufWriter::new(stdout());
    lines::write(&lines::find(&arguments.paths, Links::Skip)?, arguments.threads, &mut output, |name, bytes, lines| {
        let document = extractor.document_with(bytes, options)?;
        let records = record::read(&document, extractor.rules(), extractor.lexicon())?.records;
        for mention in mentions(&document, &records, extractor.lexicon()) {
            lines.push_str(&lines::line(&Line::new(name, &mention)));
        }
        Ok(())
    })
}
