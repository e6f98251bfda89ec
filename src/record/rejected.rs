//! Numbers that are in no record, each with the reason: nothing is lost silently.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::Reading;
use crate::{
    alignment::AlignedText,
    document::{Document, Element},
    lexicon::Lexicon,
    mention::quantity::{self, Refusal},
    page::BlockKind,
    rule::Item,
    span::{SourceSpan, TextSpan},
};

/// Why a number is in no record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Reason {
    /// It is no quantity.
    NoQuantity(Refusal),
    /// It is a quantity, but says nothing of an indicator.
    NoStatement(Aside),
}

/// What a quantity is that states nothing of an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Aside {
    /// A part of the words that say who answers for a task.
    Responsibility,
    /// A part of a time: 三年内.
    Time,
    /// It touches a character that is damaged, so that it may be a part of another number.
    Damaged,
    /// It only says where: 在6个试点市建设….
    Place,
    /// It is the condition of a grant: 增长20%以上的，给予….
    Condition,
    /// A capacity that names a project: 5万吨钛材加工项目.
    Project,
    /// How many there are to compare with: 全省7个民族县区中.
    Field,
    /// In the explanation of a term.
    Definition,
    /// Of the document, its meeting or its office: 共印80份, 301室.
    Formality,
    /// In a table whose head was not found, so that nothing says what it counts.
    NoHead,
    /// In a column of remarks.
    Remark,
    /// In a column that names, numbers or sorts the rows, or says when and by whom.
    Column,
    /// In a table that states several units, and not which is that of this figure.
    Unit,
    /// In a row that does not fit its table, so that nothing says in which column it stands.
    Uneven,
    /// In a merged cell, whose words the clean text repeats in every place that it covers.
    Repeated,
    /// In a title, a heading or the head of a table.
    Heading,
    /// No rule fits the words around it.
    NoRule,
    /// No name that it could be the value of stands around it.
    NoIndicator,
}

impl Reason {
    /// The reason, for a person.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::NoQuantity(refusal) => match refusal {
                Refusal::Date => "part of a date or a time",
                Refusal::Duration => "how long something lasts",
                Refusal::Ordinal => "an ordinal, or the number of a section, meeting or document",
                Refusal::Name => "part of a name",
                Refusal::ListCount => "a count of things that are then listed",
                Refusal::Qualifier => "only qualifies a noun",
                Refusal::Vague => "a vague amount",
                Refusal::Redacted => "redacted in the source",
                Refusal::Schedule => "a schedule",
                Refusal::Code => "a telephone number or a code",
                Refusal::NoUnit => "stands before a noun without a unit that is known",
            },
            Self::NoStatement(aside) => match aside {
                Aside::Responsibility => "part of the words that say who answers for a task",
                Aside::Time => "part of a time",
                Aside::Damaged => "touches a damaged character",
                Aside::Place => "only says where",
                Aside::Condition => "the condition of a grant",
                Aside::Project => "a capacity that names a project",
                Aside::Field => "how many there are to compare with",
                Aside::Definition => "in the explanation of a term",
                Aside::Formality => "of the document, its meeting or its office",
                Aside::NoHead => "in a table whose head was not found",
                Aside::Remark => "in a column of remarks",
                Aside::Column => "in a column that states nothing",
                Aside::Unit => "in a table that does not say in which of its units",
                Aside::Uneven => "in a row that does not fit its table",
                Aside::Repeated => "repeats a merged cell",
                Aside::Heading => "in a title, a heading or the head of a table",
                Aside::NoRule => "no rule fits the words around it",
                Aside::NoIndicator => "no name stands around it",
            },
        }
    }
}

/// A number that is in no record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// The number, with its unit if it has one.
    pub text: String,
    /// Why.
    pub reason: Reason,
    /// In the clean text.
    pub span: TextSpan,
    /// In the source file.
    pub source_span: SourceSpan,
    /// What its clause was read as, where it was read at all.
    pub items: Vec<Item>,
}

impl Reading {
    /// Notes that the number at `span` of `text` is in no record.
    pub(super) fn reject(&mut self, reason: Reason, span: TextSpan, text: &AlignedText) {
        let words = text.slice(span).to_owned();
        self.rejected.push(Rejected {
            text: words,
            reason,
            span,
            source_span: text.to_source(span),
            items: Vec::new(),
        });
    }

    /// Notes that the number at `span` of `text` is in no record, though its clause was read as `items`.
    pub(super) fn reject_clause(&mut self, aside: Aside, items: &[Item], span: TextSpan, text: &AlignedText) {
        self.reject(Reason::NoStatement(aside), span, text);
        if let Some(rejected) = self.rejected.last_mut() {
            rejected.items = items.to_vec();
        }
    }

    /// Notes that all numbers in `place` of `text` are in no record: those that are quantities for `aside`.
    pub(super) fn reject_all(&mut self, aside: Aside, place: TextSpan, text: &AlignedText, lexicon: &Lexicon) {
        let numbers = quantity::find(text.slice(place), lexicon);
        for number in numbers.found {
            self.reject(Reason::NoStatement(aside), number.span.shifted(place.start), text);
        }
        for number in numbers.refused {
            self.reject(Reason::NoQuantity(number.refusal), number.span.shifted(place.start), text);
        }
    }
}

/// Notes the numbers that stand in no passage and no table: in headings, and in the lines around the text.
pub(super) fn read_rest(document: &Document, lexicon: &Lexicon, reading: &mut Reading) {
    let text = &document.text;
    let mut passages = document.outline.passages.iter().map(|passage| passage.span).peekable();
    for (block, element) in document.blocks.iter().zip(&document.elements) {
        if matches!(block.kind, BlockKind::TableRow { .. }) {
            continue;
        }
        let aside = match element {
            Element::Body | Element::Title => Aside::Heading,
            _ => Aside::Formality,
        };
        let mut from = block.span.start;
        while passages.next_if(|passage| passage.end <= from).is_some() {}
        while let Some(passage) = passages.next_if(|passage| passage.start < block.span.end) {
            if from < passage.start {
                reading.reject_all(aside, TextSpan::new(from, passage.start), text, lexicon);
            }
            from = passage.end;
        }
        if from < block.span.end {
            reading.reject_all(aside, TextSpan::new(from, block.span.end), text, lexicon);
        }
    }
}

/// Writes how many numbers were rejected for each reason.
///
/// # Errors
/// Those of `serializer`.
pub(crate) fn counts<S: Serializer>(rejected: &[Rejected], serializer: S) -> Result<S::Ok, S::Error> {
    let mut counts = BTreeMap::new();
    for number in rejected {
        *counts.entry(number.reason).or_insert(0_usize) += 1;
    }
    serializer.collect_map(counts)
}
