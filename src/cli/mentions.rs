//! `gongwen mentions`.

use std::io::{self, BufWriter};

use gongwen::{
    Extractor,
    output::{Line, mention::mentions},
};

use super::{Status, Stop, arguments::Mentions, lines};

pub(super) fn run(arguments: &Mentions) -> Result<Status, Stop> {
    let extractor = Extractor::new()?;
    let mut output = BufWriter::new(io::stdout().lock());
    lines::write(&lines::find(&arguments.paths)?, arguments.threads, &mut output, |name, bytes, lines| {
        for mention in mentions(&extractor.document(bytes)?.text, extractor.lexicon()) {
            lines::push(lines, &Line::new(name, &mention));
        }
        Ok(())
    })
}
