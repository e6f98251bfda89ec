//! Labels with a colon: 牵头单位：市科技局　责任单位：市财政局、各区镇.

use super::{
    Responsibility,
    list::{self, Place, Reading},
};
use crate::{
    lexicon::organ::{Duty, Organs},
    span::TextSpan,
};

/// Characters that may stand between a separator and a label: 区级责任单位, 1.责任单位.
const LONGEST_PREFIX: usize = 4;
/// A label of something else (完成时限) is at most this long.
const LONGEST_LABEL: usize = 12;

/// A label: of a duty, or of something that ends the list before it.
struct Label {
    start: usize,
    /// Behind the colon.
    end: usize,
    duty: Option<Duty>,
}

/// The statements that labels make outside of the brackets that were `read` before.
pub(super) fn statements(text: &str, read: &[Responsibility], organs: &Organs) -> Vec<Responsibility> {
    let mut labels = labels(text, TextSpan::new(0, text.len()), false, organs);
    labels.retain(|label| {
        let next = read.partition_point(|bracket| bracket.span.end < label.end);
        read.get(next).is_none_or(|bracket| label.end <= bracket.span.start)
    });
    if labels.iter().all(|label| label.duty.is_none()) || organs.is_site_footer(text) {
        return Vec::new();
    }
    let mut statements: Vec<Responsibility> = Vec::new();
    let mut group: Option<(usize, usize, Reading)> = None;
    for (index, label) in labels.iter().enumerate() {
        let limit = labels.get(index + 1).map_or(text.len(), |next| next.start);
        let Some(duty) = label.duty.filter(|_| begins_a_clause(text, label.start)) else { continue };
        let (start, mut reading) = match group.take() {
            Some((start, end, reading)) if is_gap(text, end, label.start) => (start, reading),
            other => {
                statements.extend(other.and_then(finished));
                (label.start, Reading::default())
            }
        };
        let value = TextSpan::new(label.end, value_end(text, label.end, limit));
        let end = list::read_values(text, value, duty, Place::Line, organs, &mut reading);
        group = Some((start, end.max(label.end), reading));
    }
    statements.extend(group.and_then(finished));
    statements
}

/// The statement that the labels inside `span` make; `None` if there are no labels of a duty in it.
pub(super) fn read(text: &str, span: TextSpan, bracketed: bool, organs: &Organs) -> Option<Responsibility> {
    let labels = labels(text, span, bracketed, organs);
    let mut reading = Reading::default();
    for (index, label) in labels.iter().enumerate() {
        let limit = labels.get(index + 1).map_or(span.end, |next| next.start);
        if let Some(duty) = label.duty {
            let value = TextSpan::new(label.end, value_end(text, label.end, limit));
            list::read_values(text, value, duty, Place::Column, organs, &mut reading);
        }
    }
    let organs = reading.finish();
    (!organs.is_empty()).then_some(Responsibility { span, organs, bracketed })
}

fn finished((start, end, reading): (usize, usize, Reading)) -> Option<Responsibility> {
    let organs = reading.finish();
    (!organs.is_empty()).then(|| Responsibility { span: TextSpan::new(start, end), organs, bracketed: false })
}

/// The labels in `span`, one for each colon outside of inner brackets.
fn labels(text: &str, span: TextSpan, bracketed: bool, organs: &Organs) -> Vec<Label> {
    let mut labels = Vec::new();
    let mut depth = 0_usize;
    let mut from = span.start;
    for (offset, character) in text[span.range()].char_indices() {
        match character {
            '(' | '（' if bracketed => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            // 【责任单位】市科技局
            '】' | ']' if !bracketed => {
                let close = span.start + offset;
                let end = close + character.len_utf8();
                let named = label(text, from, close, end, false, organs);
                if text[..named.start].ends_with(['【', '[']) {
                    labels.push(named);
                    from = end;
                }
            }
            ':' | '：' | '∶' if depth == 0 => {
                let colon = span.start + offset;
                labels.push(label(text, from, colon, colon + character.len_utf8(), bracketed, organs));
                from = colon + character.len_utf8();
            }
            _ => {}
        }
    }
    labels
}

fn label(text: &str, from: usize, colon: usize, end: usize, bracketed: bool, organs: &Organs) -> Label {
    let before = text[from..colon].trim_end();
    if let Some((start, duty)) = organs.label(before, bracketed) {
        return Label { start: from + start, end, duty: Some(duty) };
    }
    let start = before
        .char_indices()
        .rev()
        .take(LONGEST_LABEL)
        .take_while(|(_, character)| !is_separator(*character))
        .last()
        .map_or(before.len(), |(start, _)| start);
    Label { start: from + start, end, duty: None }
}

fn is_separator(character: char) -> bool {
    character.is_whitespace() || "、，,；;。！？!?()（）[]【】|/".contains(character)
}

/// Whether a label at `start` begins a clause: 责任单位 does, 落实各责任单位 does not.
fn begins_a_clause(text: &str, start: usize) -> bool {
    let separated = |character: char| is_separator(character) || !character.is_alphanumeric();
    let mut before = text[..start].chars().rev();
    (0..=LONGEST_PREFIX).any(|_| before.next().is_none_or(separated))
}

/// Where the value that begins at `start` ends at the latest: a full stop, or the border of a cell.
fn value_end(text: &str, start: usize, limit: usize) -> usize {
    let limit = limit.max(start);
    let mut depth = 0_usize;
    let mut whole = start;
    for (offset, character) in text[start..limit].char_indices() {
        match character {
            '(' | '（' | '[' | '【' => depth += 1,
            ')' | '）' | ']' | '】' if depth == 0 => return start + offset,
            ')' | '）' | ']' | '】' => depth -= 1,
            '。' | '！' | '？' | '\n' | '\t' | '|' => return start + offset,
            _ => {}
        }
        if depth == 0 {
            whole = start + offset + character.len_utf8();
        }
    }
    // a bracket that the next label stands in is no part of the value: 市科技局（联系人：…
    whole
}

/// Whether nothing but separators stands between the end of one list and the next label.
fn is_gap(text: &str, end: usize, start: usize) -> bool {
    text.get(end..start).is_some_and(|gap| gap.chars().all(is_separator))
}
