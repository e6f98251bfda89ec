//! Numbers that are in no record, each with the reason: nothing is lost silently.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::Reading;
use crate::{
    alignment::AlignedText,
    mention::quantity::Refusal,
    span::{SourceSpan, TextSpan},
};

/// Why a number is in no record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
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
}

impl Reading {
    /// Notes that the number at `span` of `text` is in no record.
    pub(super) fn reject(&mut self, reason: Reason, span: TextSpan, text: &AlignedText) {
        let words = text.slice(span).to_owned();
        self.rejected.push(Rejected { text: words, reason, span, source_span: text.to_source(span) });
    }
}

/// Writes how many numbers were rejected for each reason.
///
/// # Errors
/// Those of `serializer`.
pub fn counts<S: Serializer>(rejected: &[Rejected], serializer: S) -> Result<S::Ok, S::Error> {
    let mut counts = BTreeMap::new();
    for number in rejected {
        *counts.entry(number.reason).or_insert(0_usize) += 1;
    }
    serializer.collect_map(counts)
}
