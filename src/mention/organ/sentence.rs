//! Sentences that say it outright: 由市科技局牵头，市财政局配合; 市科技局负责。

use super::{
    Responsibility,
    list::{self, Place, Reading},
};
use crate::{lexicon::organ::Organs, span::TextSpan};

/// A sentence is at most this long behind 由, in bytes.
const LONGEST: usize = 300;
const STOPS: [char; 6] = ['。', '；', ';', '！', '？', '\n'];

/// The statements that sentences with 由 make. Those that describe a mechanism (由…牵头的机制) make none.
pub(super) fn statements(text: &str, organs: &Organs) -> Vec<Responsibility> {
    let mut statements: Vec<Responsibility> = Vec::new();
    // the end of the sentence that was looked at last; it is sought once for all 由 in it
    let mut end = 0;
    for (position, by) in text.match_indices('由') {
        let names = position + by.len();
        if end < names {
            end = text[names..].find(STOPS).map_or(text.len(), |stop| names + stop);
        }
        let taken = statements.last().is_some_and(|last| position < last.span.end);
        if !taken && end - names <= LONGEST && !organs.bars_by(&text[..position]) {
            statements.extend(statement(text, position, TextSpan::new(names, end), organs));
        }
    }
    let whole = whole_sentences(text, organs);
    let free = |one: &Responsibility| !statements.iter().any(|other| other.span.overlaps(one.span));
    let free: Vec<Responsibility> = whole.into_iter().filter(free).collect();
    statements.extend(free);
    statements
}

/// Sentences that are nothing but names and words of duty: 省交通运输厅、省海洋渔业局负责。
fn whole_sentences(text: &str, organs: &Organs) -> Vec<Responsibility> {
    let mut statements = Vec::new();
    let mut start = 0;
    for sentence in text.split_inclusive(STOPS) {
        let span = TextSpan::new(start, start + sentence.trim_end_matches(STOPS).len());
        start += sentence.len();
        // 在岭泽新区实施 says where, not who
        let says_who = organs.says_who.is_in(&text[span.range()]);
        if span.len() > LONGEST || !says_who {
            continue;
        }
        let mut reading = Reading::default();
        let duties = list::read_duties(text, span, Place::Sentence, organs, &mut reading);
        let organs = reading.finish();
        if duties.is_some_and(|duties| duties.complete) && !organs.is_empty() {
            statements.push(Responsibility { span, organs, bracketed: false });
        }
    }
    statements
}

fn statement(text: &str, start: usize, sentence: TextSpan, organs: &Organs) -> Option<Responsibility> {
    if !organs.has_cue(&text[sentence.range()]) {
        return None;
    }
    let mut reading = Reading::default();
    let duties = list::read_duties(text, sentence, Place::Sentence, organs, &mut reading)?;
    if !duties.complete && organs.is_mechanism(&text[duties.end..sentence.end]) {
        return None;
    }
    let organs = reading.finish();
    (!organs.is_empty()).then(|| Responsibility { span: TextSpan::new(start, duties.end), organs, bracketed: false })
}
