//! `gongwen mentions`.

use std::io::{self, BufWriter};

use gongwen::{
    Extractor,
    extractor::Options,
    output::{Line, mention::mentions},
};

use super::{Status, Stop, arguments::Mentions, lines};

pub(super) fn run(arguments: &Mentions) -> Result<Status, Stop> {
    let options = Options { encoding_hint: arguments.reading.encoding_hint, ..Options::default() };
    let extractor = Extractor::new()?;
    let mut output = BufWriter::new(io::stdout().lock());
    lines::write(&lines::find(&arguments.paths)?, arguments.threads, &mut output, |name, bytes, lines| {
        for mention in mentions(&extractor.document_with(bytes, options)?.text, extractor.lexicon()) {
            lines::push(lines, &Line::new(name, &mention));
        }
        Ok(())
    })
}
