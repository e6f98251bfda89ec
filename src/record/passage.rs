//! A passage, sentence by sentence: which of its quantities make records, and which of them form one list.

use std::cell::Cell;

use super::{
    Aside, Kind, Measure, Reading, Reason, YearSource,
    brackets::{self, Direction},
    clause::Surroundings,
    context::Context,
    kind,
    year::{self, Calendar},
};
use crate::{
    document::Passage,
    mention::{
        comparator::Comparator,
        quantity::{self, Figure, Quantity, Refusal},
        time::{self, Time},
    },
    span::TextSpan,
    warning::{Warning, WarningCode},
};

/// A passage sees the times of so many passages of its task before it.
const LONGEST_TASK: usize = 40;

/// A passage with the times in it.
pub(super) struct DatedPassage<'a> {
    passage: &'a Passage,
    /// As they were found; their spans count in the passage.
    found: Vec<Time>,
    /// Those that date a value; their spans count in the document.
    dating: Vec<Time>,
}

impl<'a> DatedPassage<'a> {
    pub(super) fn of(passage: &'a Passage, text: &str, calendar: Calendar<'_>) -> Self {
        let found = time::find(&text[passage.span.range()], calendar.era, calendar.lexicon);
        let dating = year::dating(found.clone(), text, passage.span, calendar);
        Self { passage, found, dating }
    }
}

/// Reads one passage.
pub(super) struct PassageReader<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) passage: &'a Passage,
    /// The times as they were found in the passage.
    found_times: &'a [Time],
    /// The times that date a value, those of the passages of its task before it among them.
    pub(super) times: Vec<Time>,
    /// Where the paragraph begins: that of a numbered task at its first passage.
    pub(super) paragraph: TextSpan,
    pub(super) above: Vec<(YearSource, Vec<Time>)>,
    pub(super) section_kind: Option<Kind>,
    /// The indicator that a verb without a name takes.
    pub(super) subject: Option<String>,
    /// Where the sentence begins that named it.
    pub(super) subject_sentence: usize,
    /// The indicators of the list of values before.
    pub(super) list_before: Vec<String>,
    /// The measure of the verb that governs names without one.
    pub(super) governed: Option<Measure>,
    /// The sentence that is read.
    pub(super) sentence: usize,
    /// The kind of the statement before, and the first sentence that was not yet asked what it leans to.
    pub(super) kind_before: Cell<(Option<Kind>, usize)>,
    /// The kind of the statement before in the same sentence.
    pub(super) kind_in_sentence: Option<Kind>,
}

impl<'a> PassageReader<'a> {
    /// A reader of `dated`. `earlier` are the passages before it; `nearest` is what is said of its time outside of it
    /// and nearer than headings are (the column of a table).
    pub(super) fn new(
        context: &'a Context<'a>,
        dated: &'a DatedPassage<'a>,
        earlier: &[DatedPassage<'_>],
        nearest: Vec<(YearSource, Vec<Time>)>,
    ) -> Self {
        let passage = dated.passage;
        let is_same = |other: &&DatedPassage<'_>| passage.numbered && other.passage.task == passage.task;
        let same_task = earlier.iter().rev().take(LONGEST_TASK).take_while(is_same).count();
        let paragraph = &earlier[earlier.len() - same_task..];
        let mut above = nearest;
        above.extend(context.above(passage.span.start, passage.lead_in, passage.heading));
        Self {
            context,
            passage,
            found_times: &dated.found,
            times: paragraph.iter().chain([dated]).flat_map(|part| &part.dating).cloned().collect(),
            paragraph: paragraph.first().map_or(passage.span, |first| first.passage.span.hull(passage.span)),
            above,
            section_kind: context.section_kind(passage.lead_in, passage.heading),
            subject: None,
            subject_sentence: 0,
            list_before: Vec::new(),
            governed: None,
            sentence: 0,
            kind_before: Cell::new((None, 0)),
            kind_in_sentence: None,
        }
    }

    pub(super) fn read(mut self, reading: &mut Reading) {
        let document = self.context.document;
        let words = document.text.slice(self.passage.span);
        let quantities = quantity::find_beside(self.found_times, words, self.context.lexicon);
        let offset = self.passage.span.start;
        for refused in &quantities.refused {
            let span = refused.span.shifted(offset);
            reading.reject(Reason::NoQuantity(refused.refusal), span, &document.text);
            if refused.refusal != Refusal::Redacted {
                continue;
            }
            reading.warnings.push(Warning {
                code: WarningCode::ValueRedacted,
                message: format!(
                    "the value `{}` is redacted in the source; it is in no record",
                    document.text.slice(span)
                ),
                span,
                source_span: document.text.to_source(span),
            });
        }
        let found: Vec<Quantity> = quantities
            .found
            .into_iter()
            .map(|quantity| Quantity {
                span: quantity.span.shifted(offset),
                core: quantity.core.shifted(offset),
                ..quantity
            })
            .filter(|quantity| {
                let aside = self.aside(quantity);
                aside.inspect(|&aside| reading.reject(Reason::NoStatement(aside), quantity.span, &document.text));
                aside.is_none()
            })
            .collect();
        let found = ranges(found);
        let mut next = 0;
        let mut taken = 0;
        for (index, &whole) in self.passage.sentences.iter().enumerate() {
            let sentence = self.behind_statement(whole);
            self.sentence = index;
            self.governed = None;
            self.kind_in_sentence = None;
            self.list_before.clear();
            let first_record = reading.records.len();
            while let Some(quantity) = found.get(next).filter(|quantity| quantity.span.start < sentence.end) {
                if let Some(aside) = self.aside_in(&found[next..], sentence) {
                    reading.reject(Reason::NoStatement(aside), quantity.span, &document.text);
                    next += 1;
                    continue;
                }
                // a bracket that is not closed seems to hold all up to the next that is: what has values is more than a statement
                let sentence = if quantity.span.start < sentence.start { whole } else { sentence };
                let group = self.group(&found[next..], sentence);
                let until = found.get(next + group).map_or(sentence.end, |after| after.span.start.min(sentence.end));
                let surroundings = Surroundings {
                    text: document.text.text(),
                    lexicon: self.context.lexicon,
                    words: self.context.rules.words(),
                    times: &self.times,
                    sentence,
                    from: sentence.start.max(taken),
                    until,
                };
                let last = &found[next + group - 1];
                let readings = if group == 1 {
                    surroundings.readings(quantity)
                } else {
                    // a list of values has its name in front
                    let whole = Quantity { span: quantity.span.hull(last.span), ..quantity.clone() };
                    surroundings.readings(&whole)
                };
                let numbers = &found[next..next + group];
                let fit = self.context.rules.first_fit(&readings, document.text.text());
                let read = match fit {
                    Some((rule, clause)) => {
                        self.read_group(numbers, rule, clause, sentence, &mut reading.records, first_record)
                    }
                    None => Err(Aside::NoRule),
                };
                // where no rule fits, the clause is the reading without words of rules, which is the last
                let clause = fit.map_or(&readings[readings.len() - 1], |(_, clause)| clause);
                if let Err(aside) = read {
                    for number in numbers {
                        reading.reject_clause(aside, &clause.items, number.span, &document.text);
                    }
                }
                // 过百亿元的企业达到5家: a value that is none says which of the things behind it are counted
                let behind = document.text.text()[last.span.end..].strip_prefix('的').map(str::trim_start);
                let counts = |next: &Quantity| {
                    behind.is_some_and(|behind| document.text.text()[next.span.start..].len() == behind.len())
                };
                let qualifies = read.is_err() && behind.is_some() && !found.get(next + group).is_some_and(counts);
                if !qualifies {
                    taken = clause.span.end.max(last.span.end);
                }
                next += group;
            }
        }
    }

    /// The kind of the statement before, or what a sentence behind it leans to.
    pub(super) fn kind_before(&self) -> Option<Kind> {
        let (known, from) = self.kind_before.get();
        let unread = self.passage.sentences.get(from..=self.sentence).unwrap_or_default();
        let leaning = |&whole: &TextSpan| {
            kind::leaning(self.context.document.text.slice(self.behind_statement(whole)), &self.context.lexicon.cues)
        };
        let kind = unread.iter().rev().find_map(leaning).or(known);
        self.kind_before.set((kind, self.sentence + 1));
        kind
    }

    /// A sentence without the bracket at its beginning that says who answers for the sentence before it.
    fn behind_statement(&self, sentence: TextSpan) -> TextSpan {
        let text = self.context.document.text.slice(sentence);
        let open = text.len() - text.trim_start().len();
        if !text[open..].starts_with(['（', '(', '【', '〔', '［', '[']) {
            return sentence;
        }
        let close = text
            .find(['）', ')', '】', '〕', ']'])
            .map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
        let inside = || TextSpan::new(sentence.start + open, sentence.start + close);
        let stated = close > open && self.context.statements.covers(inside());
        if stated { TextSpan::new(sentence.start + close, sentence.end) } else { sentence }
    }

    /// How many quantities, from the first on, form one list behind one name.
    fn group(&self, quantities: &[Quantity], sentence: TextSpan) -> usize {
        let text = self.context.document.text.text();
        let joined = |(first, pair): (usize, &[Quantity])| {
            let same = pair[0].span == pair[1].span;
            let between = text.get(pair[0].span.end..pair[1].span.start).unwrap_or_default().trim();
            // 4批93名医务人员 is counted in two ways
            let twice = between.is_empty()
                && pair.iter().all(|quantity| {
                    let unit = quantity.unit.as_deref();
                    quantity.figure == Figure::Amount && unit.is_some_and(|unit| !unit.ends_with('元'))
                })
                && pair[0].unit != pair[1].unit
                && self.aside_in(&quantities[first + 1..], sentence).is_none();
            same || twice
                || (pair[1].span.start < sentence.end && matches!(between, "、" | "和" | "及" | "与" | "以及"))
        };
        1 + quantities.windows(2).enumerate().take_while(|&pair| joined(pair)).count()
    }
}

/// 500元以上2000元以下 is one range.
fn ranges(found: Vec<Quantity>) -> Vec<Quantity> {
    let mut joined: Vec<Quantity> = Vec::with_capacity(found.len());
    for quantity in found {
        match joined.last_mut() {
            Some(lower)
                if lower.span.end == quantity.span.start
                    && lower.unit == quantity.unit
                    && lower.value_max.is_none()
                    && (lower.comparator, quantity.comparator) == (Comparator::Ge, Comparator::Le)
                    && lower.value < quantity.value =>
            {
                lower.span = lower.span.hull(quantity.span);
                lower.core = lower.core.hull(quantity.core);
                lower.value_max = Some(quantity.value);
                lower.comparator = Comparator::Range;
                lower.comparator_after = false;
            }
            _ => joined.push(quantity),
        }
    }
    joined
}

/// The clause between two commas, brackets left whole, that holds `span`.
pub(super) fn comma_clause(text: &str, sentence: TextSpan, span: TextSpan) -> TextSpan {
    let is_comma = |character: char| matches!(character, '，' | ',' | '；' | ';' | '：' | ':');
    let before = text[sentence.start..span.start.max(sentence.start)].char_indices().rev();
    let start = brackets::first_outside(before, Direction::Backwards, is_comma)
        .map_or(sentence.start, |(index, character)| sentence.start + index + character.len_utf8());
    let after = text[span.end.min(sentence.end)..sentence.end].char_indices();
    let end = brackets::first_outside(after, Direction::Forwards, is_comma)
        .map_or(sentence.end, |(index, _)| span.end + index);
    TextSpan::new(start, end)
}
