//! One value with its rule, its names and the words around it → a record.

use rust_decimal::Decimal;

use super::{
    Cadence, Kind, Measure, Record, RecordSpans, YearSource,
    clause::Clause,
    kind,
    passage::{PassageReader, comma_clause},
    year::{self, Year},
};
use crate::{
    document::Place,
    lexicon::cue::{Cues, Rates},
    mention::{
        comparator::Comparator,
        quantity::{Figure, Quantity},
    },
    rule::{Class, Rule, RuleKind},
    span::TextSpan,
};

/// What stands farther before a value in its sentence than so many bytes does not say of what kind it is.
const LONGEST_EVIDENCE: usize = 1500;

/// The end of `before`, as far as it is asked.
fn nearest(before: &str) -> &str {
    &before[before.ceil_char_boundary(before.len().saturating_sub(LONGEST_EVIDENCE))..]
}

impl PassageReader<'_> {
    pub(super) fn record(
        &self,
        rule: &Rule,
        clause: &Clause,
        quantity: &Quantity,
        indicator: String,
        comparator: Comparator,
        sentence: TextSpan,
    ) -> Record {
        let document = self.context.document;
        let text = document.text.text();
        let comma_clause = comma_clause(text, sentence, quantity.span);
        let place = year::TimeContext {
            lexicon: self.context.lexicon,
            text,
            times: &self.times,
            clause: comma_clause,
            sentence,
            paragraph: self.paragraph,
            value: quantity.span.start,
            deadline: self.context.deadlines.at(self.passage, quantity.span.end),
            above: &self.above,
            plan: self.context.plan.as_ref(),
            document_year: self.context.year,
        };
        let time = year::resolve(&place);
        let measure = self.measure(rule, clause, quantity, &indicator);
        let percent = clause.has(Class::Percent);
        let rates = &self.context.lexicon.cues.rates;
        let unit_lost =
            quantity.unit.is_none() && quantity.figure == Figure::Amount && (percent || is_ratio(&indicator, rates));
        // 参保人数达到508万
        let counted = (quantity.unit.is_none() && quantity.figure == Figure::Amount && !unit_lost)
            .then(|| self.context.lexicon.units.unwritten_of(&indicator))
            .flatten();
        let unit = if unit_lost { Some("%") } else { quantity.unit.as_deref().or(counted) };
        let money = unit.is_some_and(|unit| {
            unit.ends_with('元') || unit.contains("元/") || matches!(unit, "%" | "‰" | "个百分点" | "倍")
        });
        // 从500亿元增长到880亿元，年均增长9%: a yearly rate is of the kind of what it is the rate of
        let yearly_rate = measure == Measure::GrowthRate && time.cadence == Cadence::Annual && time.year.is_none();
        let kind = match (rule.kind, self.kind_in_sentence.filter(|_| yearly_rate)) {
            (Some(RuleKind::Actual), _) => Kind::Actual,
            // what a review tells of was granted
            (Some(RuleKind::Provision), _) if self.section_kind == Some(Kind::Actual) => Kind::Actual,
            (Some(RuleKind::Provision), _) => Kind::Provision,
            (None, Some(kind)) => kind,
            (None, None) => kind::of(
                &kind::Evidence {
                    clause: &text[comma_clause.range()],
                    sentence: nearest(&text[sentence.start..quantity.span.start.max(sentence.start)]),
                    section: self.section_kind,
                    in_sentence: self.kind_in_sentence,
                    year: time.year.map(|year| year.year),
                    role: time.role,
                    document_year: self.context.year.or_else(|| self.context.plan_begins()),
                    over: time.part_until.zip(self.context.issued).is_some_and(|(end, issued)| end < issued),
                    opens_year: self.context.opens_year,
                    awards: self.context.awards,
                    regulates: self.context.regulates,
                    grantable: money
                        && !is_coverage(&indicator, &self.context.lexicon.cues)
                        && matches!(measure, Measure::Level | Measure::Increase | Measure::Multiple),
                },
                &self.context.lexicon.cues,
            )
            .or_else(|| self.kind_before().filter(|&kind| !self.context.plans && kind != Kind::Provision))
            .unwrap_or(Kind::Target),
        };
        // a grant holds as long as the document does, unless its own sentence or its section names a year; a year that
        // has passed is of what it is counted by: 上年度实际缴纳额的50%
        let from_afar = |year: Year| matches!(year.source, YearSource::LeadIn | YearSource::Paragraph);
        let passed = |year: Year| self.context.year.is_some_and(|own| year.year < own);
        let year = time.year.filter(|&year| kind != Kind::Provision || !from_afar(year) && !passed(year));
        let mut record = Record {
            doc_number: document.number_of(self.passage.piece).map(str::to_owned),
            part: self.passage.piece.filter(|_| !document.pieces.is_empty()),
            measure,
            comparator,
            value: plain(quantity.value),
            value_max: quantity.value_max.map(plain),
            unit: unit.map(str::to_owned),
            unit_inferred: quantity.unit_inferred || unit_lost || counted.is_some(),
            year: None,
            year_source: None,
            cadence: time.cadence,
            kind,
            binding: None,
            bodies: self.context.statements.at(document, self.passage, quantity.span.end, self.context.lexicon),
            quote: document.text.slice(clause.span).to_owned(),
            value_text: document.text.slice(quantity.span).to_owned(),
            section: self.context.section(self.passage.heading),
            span: clause.span,
            source_span: document.text.to_source(clause.span),
            rule: rule.id.clone(),
            confidence: 0.0,
            indicator,
            spans: RecordSpans { value: Place::of(quantity.span, &document.text), year: None },
            derivation: clause.items.clone(),
        };
        record.set_year(year, &document.text);
        record.confidence = confidence(rule, &record, rates);
        record
    }
}

/// A rate of how far something reaches, which nobody grants: 覆盖率, but not 报销比例 or 税率.
fn is_coverage(indicator: &str, cues: &Cues) -> bool {
    !cues.statements.rate_subjects.is_in(indicator) && cues.rates.names(indicator)
}

fn is_ratio(indicator: &str, rates: &Rates) -> bool {
    rates.names(indicator) || indicator.contains("加计扣除")
}

/// The value as a plain decimal without trailing zeros.
pub(super) fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

/// How likely a record of `rule` is right. The factors are measured as the rules' own confidence is, on the judged sample and
/// the annotated documents together.
pub(super) fn confidence(rule: &Rule, record: &Record, rates: &Rates) -> f32 {
    let long = if record.indicator.chars().count() > 20 { 0.9 } else { 1.0 };
    let guessed = if record.unit_inferred { 0.95 } else { 1.0 };
    let needs_year = record.cadence == Cadence::Once && record.kind != Kind::Provision;
    // but for ratios and indices, a number without a unit has lost it: of 40 of them in reports none was right
    let lost = record.unit.is_none() && !rates.unitless.is_in(&record.indicator) && !record.rule.starts_with("ratio");
    let bare = if lost { 0.5 } else { 1.0 };
    let undated = if record.year.is_none() && needs_year { 0.87 } else { 1.0 };
    (rule.confidence * long * guessed * bare * undated * 100.0).round() / 100.0
}
