//! Mentions and rules → records: which indicator, value, year and organs belong together.

mod aside;
mod before_value;
mod behind_value;
mod bodies;
mod brackets;
mod clause;
mod context;
mod deadline;
mod distribute;
mod frame;
mod grant;
mod indicator;
mod kind;
mod link;
mod list;
mod measure;
mod passage;
mod rejected;
mod statement;
mod table;
mod table_head;
mod table_unit;
mod topic;
mod year;

use serde::{Deserialize, Serialize};

use self::{
    context::Context,
    passage::{DatedPassage, PassageReader},
    year::Year,
};
use crate::{
    Result,
    alignment::AlignedText,
    document::{Document, Place},
    lexicon::Lexicon,
    limits::{Limits, within},
    mention::{comparator::Comparator, organ::OrganRole},
    rule::{Item, Rules},
    span::{SourceSpan, TextSpan},
    warning::Warning,
};

pub(crate) use rejected::counts;
pub use rejected::{Aside, Reason, Rejected};

/// How a value measures its indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Measure {
    /// It reaches, is or has the value.
    Level,
    /// So many more, done in the period.
    Increase,
    /// It grows by the value.
    GrowthRate,
    /// It falls by the value.
    Decrease,
    /// It becomes so many times what it was.
    Multiple,
    /// Its place in an order.
    Rank,
}

/// What the statement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Kind {
    /// To be reached by the readers of the document.
    Target,
    /// A state already reached.
    Actual,
    /// Expected, not commanded.
    Forecast,
    /// A rate or an amount that the policy grants or sets.
    Provision,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Target, Self::Actual, Self::Forecast, Self::Provision];
}

/// How often it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cadence {
    /// At one time.
    Once,
    /// In every year.
    Annual,
}

/// Where a record's year was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
#[non_exhaustive]
pub enum YearSource {
    Clause,
    Sentence,
    Paragraph,
    LeadIn,
    Heading,
    Column,
    Document,
}

/// Whether a plan calls the indicator 约束性 or 预期性.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Binding {
    /// 约束性.
    Binding,
    /// 预期性.
    Expected,
}

/// An organ that answers for a record's task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Body {
    /// Its name as written, simplified.
    pub name: String,
    /// The name in full, as far as the table of organs and the document say: 岭泽市发展和改革委员会 for 发改委.
    pub name_full: String,
    /// What it does.
    pub role: OrganRole,
    /// Where it stands in the clean text.
    pub span: TextSpan,
    /// Where it stands in the source file.
    pub source_span: SourceSpan,
}

/// Where the parts of a record were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct RecordSpans {
    /// The value, with its comparator and unit.
    pub value: Place,
    /// The year, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<Place>,
}

/// One quantity that the document states of an indicator.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Record {
    /// The number of the document, or of the part of a collection, that states it.
    pub doc_number: Option<String>,
    /// Index of the part of a collection.
    pub part: Option<usize>,
    /// What is measured.
    pub indicator: String,
    /// How.
    pub measure: Measure,
    /// How the value bounds it.
    pub comparator: Comparator,
    /// The value in base units, a plain decimal.
    pub value: String,
    /// The upper end of a range.
    pub value_max: Option<String>,
    /// The base unit.
    pub unit: Option<String>,
    /// Whether the unit is not written but certain.
    pub unit_inferred: bool,
    /// The year by or in which it holds.
    pub year: Option<u16>,
    /// Where the year was read.
    pub year_source: Option<YearSource>,
    /// How often it holds.
    pub cadence: Cadence,
    /// What the statement is.
    pub kind: Kind,
    /// 约束性 or 预期性.
    pub binding: Option<Binding>,
    /// Who answers for the task.
    pub bodies: Vec<Body>,
    /// The words it was read from.
    pub quote: String,
    /// The value as written.
    pub value_text: String,
    /// The headings above it, outermost first.
    pub section: Vec<String>,
    /// The quote's place in the clean text.
    pub span: TextSpan,
    /// The quote's bytes in the source file.
    pub source_span: SourceSpan,
    /// The rule that made it.
    pub rule: String,
    /// How likely it is right in all fields, 0 to 1.
    pub confidence: f32,
    /// Where its value and its year were read.
    pub spans: RecordSpans,
    /// What the rule matched, in order; empty for a cell of a table.
    #[serde(skip)]
    pub derivation: Vec<Item>,
}

/// What was read from a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The records, in the order of the text.
    pub records: Vec<Record>,
    /// The numbers that are in none, in the order of the text.
    pub rejected: Vec<Rejected>,
    /// What could not be read.
    pub warnings: Vec<Warning>,
}

impl Record {
    /// Sets the year with all that is said of it.
    fn set_year(&mut self, year: Option<Year>, text: &AlignedText) {
        self.year = year.map(|year| year.year);
        self.year_source = year.map(|year| year.source);
        self.spans.year = year.map(|year| Place::of(year.span, text));
    }
}

impl Reading {
    fn within(&self, limits: &Limits) -> Result<()> {
        within("numbers", self.records.len() + self.rejected.len(), limits.numbers)?;
        within("records", self.records.len(), limits.records)
    }
}

/// Reads the records of a document, and what is in none of them.
///
/// # Errors
/// `limit` if the document holds more numbers or records than `limits` allow.
pub fn read(document: &Document, rules: &Rules, lexicon: &Lexicon, limits: &Limits) -> Result<Reading> {
    let context = Context::new(document, rules, lexicon);
    let mut reading = Reading { warnings: context.statements.warnings.clone(), ..Reading::default() };
    let text = document.text.text();
    let passages = document.outline.passages.iter();
    let passages: Vec<_> = passages.map(|passage| DatedPassage::of(passage, text, context.calendar)).collect();
    for (index, passage) in passages.iter().enumerate() {
        PassageReader::new(&context, passage, &passages[..index], Vec::new()).read(&mut reading);
        reading.within(limits)?;
    }
    table::read(&context, limits, &mut reading)?;
    rejected::read_rest(document, lexicon, &mut reading);
    reading.within(limits)?;
    // only those of tables, which come last, may stand before others; to sort takes room for all of them once more
    if !reading.records.is_sorted_by_key(|record| record.span.start) {
        reading.records.sort_by_key(|record| record.span.start);
    }
    reading.rejected.sort_by_key(|rejected| rejected.span.start);
    Ok(reading)
}
