//! Brackets that say who answers for a task: （责任单位：市科技局）, （市科技局牵头，市财政局配合）.

use super::{
    Responsibility, label,
    list::{self, Place, Reading},
};
use crate::{lexicon::organ::Organs, span::TextSpan};

/// A longer bracket is a part of the text, in bytes.
const LONGEST: usize = 3000;
/// Brackets around a statement and inside it; more are not looked at, so that the work stays linear.
const DEEPEST: usize = 4;

/// The statements in brackets of `text`, from left to right, the outermost of each.
pub(super) fn statements(text: &str, organs: &Organs) -> Vec<Responsibility> {
    let mut statements: Vec<Responsibility> = Vec::new();
    for bracket in brackets(text) {
        let taken = statements.last().is_some_and(|last| last.span.contains(bracket.span));
        if !taken && organs.has_cue(&text[bracket.inner.range()]) {
            statements.extend(statement(text, &bracket, organs));
        }
    }
    statements
}

fn statement(text: &str, bracket: &Bracket, organs: &Organs) -> Option<Responsibility> {
    let inner = bracket.inner;
    if let Some(labelled) = label::read(text, inner, true, organs) {
        return Some(Responsibility { span: bracket.span, ..labelled });
    }
    let end = text[inner.range()].find('。').map_or(inner.end, |stop| inner.start + stop);
    let mut reading = Reading::default();
    list::read_duties(text, TextSpan::new(inner.start, end), Place::Bracket, organs, &mut reading)?;
    let organs = reading.finish();
    (!organs.is_empty()).then_some(Responsibility { span: bracket.span, organs, bracketed: true })
}

struct Bracket {
    /// With its signs.
    span: TextSpan,
    /// Without them.
    inner: TextSpan,
}

/// The closed brackets of a text by their start. ASCII and full-width signs close each other.
fn brackets(text: &str) -> Vec<Bracket> {
    let mut open: Vec<(usize, usize, bool)> = Vec::new();
    let mut brackets = Vec::new();
    // how deep the brackets nest that close at the same place
    let mut depths: Vec<usize> = Vec::new();
    for (position, character) in text.char_indices() {
        let square = || "[［【〔]］】〕".contains(character);
        match character {
            '(' | '（' | '[' | '［' | '【' | '〔' => {
                open.push((position, position + character.len_utf8(), square()));
                depths.push(0);
            }
            ')' | '）' | ']' | '］' | '】' | '〕' => {
                // a sign that was never closed does not spoil the ones around it
                let square = square();
                let match_at = open.iter().rev().take(DEEPEST).position(|(_, _, other)| *other == square);
                let Some(at) = match_at.map(|back| open.len() - 1 - back) else { continue };
                let depth = depths.drain(at..).max().unwrap_or(0);
                let (start, inner, _) = open[at];
                open.truncate(at);
                if let Some(outer) = depths.last_mut() {
                    *outer = (*outer).max(depth + 1);
                }
                let end = position + character.len_utf8();
                if depth < DEEPEST && end - start <= LONGEST {
                    brackets.push(Bracket { span: TextSpan::new(start, end), inner: TextSpan::new(inner, position) });
                }
            }
            _ => {}
        }
    }
    brackets.sort_by_key(|bracket| (bracket.span.start, std::cmp::Reverse(bracket.span.end)));
    brackets
}
