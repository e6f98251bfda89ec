//! Lists of names: where one ends, what it does, and 和 that joins two names or is part of one.

use std::collections::HashSet;

use super::{
    Organ, OrganRole,
    cut::{Separator, conjuncts, items, trimmed, without_others, without_prefix, written},
};
use crate::{
    lexicon::organ::{Duty, Organs},
    span::TextSpan,
};

/// Where a list stands; it decides how much like an organ a name must look.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Behind a label in brackets, or in a cell of its own.
    Column,
    /// Behind a label in open text: the list ends where its names do.
    Line,
    /// Before words of duty, in brackets.
    Bracket,
    /// Before words of duty, in a sentence.
    Sentence,
}

/// What has been read of one statement.
#[derive(Default)]
pub(super) struct Reading {
    organs: Vec<(Organ, Duty)>,
    names: HashSet<String>,
    leads: bool,
}

impl Reading {
    /// Whether nothing was found.
    pub(super) fn is_empty(&self) -> bool {
        self.organs.is_empty()
    }

    fn push(&mut self, text: &str, name: &Name, duty: Duty) {
        let duty = name.duty.unwrap_or(duty);
        self.leads |= duty == Duty::Lead;
        let role = match duty {
            Duty::Lead | Duty::Host => OrganRole::Lead,
            Duty::Responsible => OrganRole::Responsible,
            Duty::Support => OrganRole::Support,
            Duty::Oversight => return,
        };
        let written = written(text, name.span);
        if self.names.insert(written.clone()) {
            self.organs.push((Organ { span: name.span, name: written, level: None, role: Some(role) }, duty));
        }
    }

    /// The organs in order, each once. Beside a 牵头单位 those that are 责任单位 support.
    pub(super) fn finish(self) -> Vec<Organ> {
        let leads = self.leads;
        let shared = |(mut organ, duty): (Organ, Duty)| {
            if leads && duty == Duty::Responsible {
                organ.role = Some(OrganRole::Support);
            }
            organ
        };
        self.organs.into_iter().map(shared).collect()
    }
}

/// A name, with the duty that a bracket behind it gives: 市科技局（牵头）.
struct Name {
    span: TextSpan,
    duty: Option<Duty>,
}

/// Reads the names in `span` behind a label of `duty`; words of duty behind a name count more than the label. Returns
/// where the list ends.
pub(super) fn read_values(
    text: &str,
    span: TextSpan,
    duty: Duty,
    place: Place,
    organs: &Organs,
    reading: &mut Reading,
) -> usize {
    let items = items(text, span, organs);
    let enumerated = items.iter().any(|item| item.separator == Separator::Enumeration);
    let mut pending = Vec::new();
    let mut end = span.start;
    for item in items {
        let Some(read) = Item::read(text, item.span, organs) else { continue };
        if item.separator == Separator::Clause {
            pending.drain(..).for_each(|name| reading.push(text, &name, duty));
        }
        // behind a comma may stand something else: 市科技局、市财政局，持续推进
        let strict = item.separator == Separator::Clause && (enumerated || place == Place::Line);
        let is_name = |name: &Name| {
            let name = written(text, name.span);
            organs.is_organ(&name) || if strict { organs.may_be_place(&name) } else { organs.may_be_body(&name) }
        };
        let known = read.names.iter().all(is_name);
        if !known && place == Place::Line {
            break;
        }
        end = item.span.end;
        pending.extend(read.names.into_iter().filter(is_name));
        if let Some(verb) = read.verb {
            pending.drain(..).for_each(|name| reading.push(text, &name, verb));
        }
    }
    pending.iter().for_each(|name| reading.push(text, name, duty));
    end
}

/// What [`read_duties`] found.
pub(super) struct Duties {
    /// Where the last words of duty end.
    pub end: usize,
    /// Whether everything up to the end of the span was understood.
    pub complete: bool,
}

/// Reads names before words of duty: 市科技局牵头，市财政局、市税务局配合. `None` if it does not begin with such a group.
pub(super) fn read_duties(
    text: &str,
    span: TextSpan,
    place: Place,
    organs: &Organs,
    reading: &mut Reading,
) -> Option<Duties> {
    let mut pending: Vec<Name> = Vec::new();
    let mut with_others = false;
    let mut end = None;
    let mut complete = true;
    for item in items(text, span, organs) {
        let begins = place == Place::Bracket && end.is_none() && pending.is_empty();
        if begins && organs.is_deadline(&text[item.span.range()]) {
            continue;
        }
        let read = Item::read(text, item.span, organs).and_then(|read| {
            let sentence = read.verb.is_none() && place == Place::Bracket && !read.names_organs(text, organs);
            let read = if sentence { Item::read_duty_of(text, item.span, organs)? } else { read };
            // among organs a name that may be one is one: 铁路岭泽车务段
            let among_organs = place == Place::Bracket && !(pending.is_empty() && reading.is_empty());
            let named = read.names_organs(text, organs) || among_organs && read.may_name_bodies(text, organs);
            named.then_some(read)
        });
        let Some(read) = read else {
            complete = false;
            // 由省科技厅牵头，会同省教育厅、省财政厅每年组织: what is done follows the last name
            let others = without_prefix(text, trimmed(text, item.span), "会同");
            with_others |= others.start > item.span.start;
            if with_others && place == Place::Sentence && end.is_some() {
                let last = organ_prefix(text, others, organs);
                end = last.map(|last| last.end).or(end);
                pending.extend(last.map(|span| Name { span, duty: None }));
                pending.drain(..).for_each(|name| reading.push(text, &name, Duty::Support));
            }
            break;
        };
        with_others |= read.names.iter().any(|name| name.duty == Some(Duty::Support));
        pending.extend(read.names);
        if let Some(verb) = read.verb {
            pending.drain(..).for_each(|name| reading.push(text, &name, verb));
            end = Some(item.span.end);
        }
    }
    if complete && with_others && !pending.is_empty() {
        // 市财政局会同市税务局, without a word of duty
        pending.drain(..).for_each(|name| reading.push(text, &name, Duty::Responsible));
        end = Some(span.end);
    }
    complete &= pending.is_empty();
    if reading.is_empty() { None } else { end.map(|end| Duties { end, complete }) }
}

/// The longest name of an organ that `span` begins with.
fn organ_prefix(text: &str, span: TextSpan, organs: &Organs) -> Option<TextSpan> {
    const LONGEST_NAME: usize = 16;
    let span = trimmed(text, span);
    let ends = text[span.range()].char_indices().map(|(at, character)| span.start + at + character.len_utf8());
    let ends: Vec<usize> = ends.take(LONGEST_NAME).collect();
    ends.into_iter().rev().map(|end| TextSpan::new(span.start, end)).find(|name| organs.is_organ(&text[name.range()]))
}

/// One piece of a list: its names, and the words of duty behind them.
struct Item {
    names: Vec<Name>,
    verb: Option<Duty>,
}

impl Item {
    /// `None` if the piece is empty.
    fn read(text: &str, span: TextSpan, organs: &Organs) -> Option<Self> {
        let span = without_prefix(text, trimmed(text, span), "由");
        let (names, verb) = match organs.verb(&text[span.range()]) {
            Some((start, duty)) => (trimmed(text, TextSpan::new(span.start, span.start + start)), Some(duty)),
            None => (span, None),
        };
        if span.is_empty() {
            return None;
        }
        Some(Self { names: Self::names(text, names, organs), verb })
    }

    /// Reads 市科技局负责平台建设, where what is done stands behind the word of duty.
    fn read_duty_of(text: &str, span: TextSpan, organs: &Organs) -> Option<Self> {
        let span = without_prefix(text, trimmed(text, span), "由");
        let piece = &text[span.range()];
        let (at, verb) = [("牵头", Duty::Lead), ("负责", Duty::Responsible)]
            .into_iter()
            .filter_map(|(word, duty)| Some((piece.find(word)?, duty)))
            .min_by_key(|(at, _)| *at)?;
        let done = &piece[at + "负责".len()..];
        let other = organs.not_done.prefix_of(done).is_some();
        if other || done.contains('的') {
            return None;
        }
        let names = Self::names(text, TextSpan::new(span.start, span.start + at), organs);
        (!names.is_empty()).then_some(Self { names, verb: Some(verb) })
    }

    /// Whether all names may be those of bodies.
    fn may_name_bodies(&self, text: &str, organs: &Organs) -> bool {
        self.names.iter().all(|name| organs.may_be_body(&written(text, name.span)))
    }

    /// Whether all names are those of organs.
    fn names_organs(&self, text: &str, organs: &Organs) -> bool {
        self.names.iter().all(|name| organs.is_organ(&written(text, name.span)))
    }

    fn names(text: &str, span: TextSpan, organs: &Organs) -> Vec<Name> {
        const WITH: &str = "会同";
        let piece = &text[span.range()];
        let mut names = Vec::new();
        let (left, right) = match piece.find(WITH) {
            Some(at) => (
                TextSpan::new(span.start, span.start + at),
                Some(TextSpan::new(span.start + at + WITH.len(), span.end)),
            ),
            None => (span, None),
        };
        for (part, duty) in [(Some(left), None), (right, Some(Duty::Support))] {
            for joined in part.into_iter().flat_map(|part| conjuncts(text, part, organs)) {
                let name = Self::name(text, joined, organs);
                if !name.span.is_empty() {
                    names.push(Name { duty: name.duty.or(duty), ..name });
                }
            }
        }
        names
    }

    /// A name without 等, with the duty in a bracket behind it.
    fn name(text: &str, span: TextSpan, organs: &Organs) -> Name {
        let span = without_others(text, trimmed(text, span), organs);
        let piece = &text[span.range()];
        if piece.ends_with([')', '）'])
            && let Some(open) = piece.rfind(['(', '（'])
        {
            let inner = piece[open..].trim_matches(['(', '（', ')', '）', ' ']);
            let name = without_others(text, trimmed(text, TextSpan::new(span.start, span.start + open)), organs);
            if let Some((0, duty)) = organs.verb(inner).or_else(|| organs.label(inner, true)) {
                return Name { span: name, duty: Some(duty) };
            }
            // （联系人：…） is no part of the name
            if inner.contains([':', '：']) {
                return Name { span: name, duty: None };
            }
        }
        Name { span, duty: None }
    }
}
