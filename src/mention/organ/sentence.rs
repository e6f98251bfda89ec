//! Sentences that say it outright: 由市科技局牵头，市财政局配合.

use super::{
    Responsibility,
    list::{self, Place, Reading},
};
use crate::{lexicon::organ::Organs, span::TextSpan};

/// The names between 由 and the words of duty end within this many bytes.
const LONGEST: usize = 300;

/// The statements that sentences with 由 make. Those that describe a mechanism (由…牵头的机制) make none.
pub(super) fn statements(text: &str, organs: &Organs) -> Vec<Responsibility> {
    let mut statements: Vec<Responsibility> = Vec::new();
    for (position, by) in text.match_indices('由') {
        let taken = statements.last().is_some_and(|last| position < last.span.end);
        if !taken && !organs.bars_by(&text[..position]) {
            statements.extend(statement(text, position, position + by.len(), organs));
        }
    }
    statements
}

fn statement(text: &str, start: usize, names: usize, organs: &Organs) -> Option<Responsibility> {
    let end = sentence_end(text, names)?;
    let mut reading = Reading::default();
    let duties = list::read_duties(text, TextSpan::new(names, end), Place::Sentence, organs, &mut reading)?;
    if !duties.complete && organs.is_mechanism(&text[duties.end..end]) {
        return None;
    }
    let organs = reading.finish();
    (!organs.is_empty()).then(|| Responsibility { span: TextSpan::new(start, duties.end), organs, bracketed: false })
}

/// Where the sentence ends; `None` if it is longer than a statement can be.
fn sentence_end(text: &str, start: usize) -> Option<usize> {
    let mut characters = text[start..].char_indices().take_while(|(offset, _)| *offset <= LONGEST);
    let stop = characters.find(|(_, character)| "。；;！？\n".contains(*character));
    match stop {
        Some((offset, _)) => Some(start + offset),
        None => (text.len() - start <= LONGEST).then_some(text.len()),
    }
}
