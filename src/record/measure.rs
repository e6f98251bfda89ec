//! The measure of a value: how much there is, how much more was done, by how much it grew or fell.
//!
//! The rule that matched says it by the shape of the clause. Three things that no shape shows correct it: the verb (完成
//! with a sum of money reaches a level, with a count it does so many; 淘汰 takes away), what kind of unit the value has, and
//! whether the name is that of a stock.

use super::{Measure, clause::Clause, passage::PassageReader};
use crate::{
    mention::{
        comparator::Comparator,
        quantity::{Figure, Quantity},
    },
    rule::{Class, Rule, RuleMeasure},
};

/// How far behind a clause, in characters, the verb may stand that says what is done: 名妇女开展筛查.
const LONGEST_DOING: usize = 12;

impl PassageReader<'_> {
    /// The measure of `quantity`, whose `clause` matched `rule`.
    pub(super) fn measure(&self, rule: &Rule, clause: &Clause, quantity: &Quantity, indicator: &str) -> Measure {
        match rule.measure {
            RuleMeasure::Level if quantity.figure == Figure::Rank => Measure::Rank,
            // 达到26亿元、翻一番
            RuleMeasure::Level if quantity.figure == Figure::Multiple && !rule.old_value => Measure::Multiple,
            RuleMeasure::Level => self.measure_reached(clause, quantity),
            RuleMeasure::Increase => self.measure_done(clause, quantity, indicator),
            RuleMeasure::Governed => self.measure_governed(clause, quantity, indicator),
            RuleMeasure::GrowthRate => Measure::GrowthRate,
            RuleMeasure::Decrease => Measure::Decrease,
            RuleMeasure::Multiple => Measure::Multiple,
            RuleMeasure::Rank => Measure::Rank,
        }
    }

    /// Under a verb of reaching.
    fn measure_reached(&self, clause: &Clause, quantity: &Quantity) -> Measure {
        let words = &self.context.lexicon.cues.measures;
        let before = self.before_value(clause, quantity);
        if clause.has(Class::Percent) && words.growth_names.is_in(before) {
            return Measure::GrowthRate;
        }
        if !clause.has(Class::Amount) {
            return Measure::Level;
        }
        // 完成30户企业改制, but 完成工业产值5亿元
        if let Some(finish) = words.finish.suffix_of(before) {
            let name = before[..before.len() - finish.len()].trim_end();
            let removed = words.less.is_in(self.behind_value_in(clause, quantity));
            return match removed {
                true => Measure::Decrease,
                // 发电量完成30亿千瓦时
                false if words.stocks.suffix_of(name).is_some() => Measure::Level,
                false => Measure::Increase,
            };
        }
        // 引进高层次人才达300人
        let brought =
            clause.has(Class::Do) && self.verb(clause).is_some_and(|verb| words.more.suffix_of(verb).is_some());
        if brought { Measure::Increase } else { Measure::Level }
    }

    /// Under a verb of doing, or of growing by an amount.
    fn measure_done(&self, clause: &Clause, quantity: &Quantity, indicator: &str) -> Measure {
        let words = &self.context.lexicon.cues.measures;
        let Some(verb) = self.verb(clause) else { return Measure::Increase };
        if words.less.suffix_of(verb).is_some() {
            return Measure::Decrease;
        }
        if words.more.suffix_of(verb).is_some() || words.more.is_in(self.before_value(clause, quantity)) {
            return Measure::Increase;
        }
        // 每户配建停车位1个, 日均代运快件1万件
        let mean = clause.has(Class::Amount) && words.means.is_in(self.before_value(clause, quantity));
        let level = mean
            || !clause.has(Class::Amount) && !clause.has(Class::Number)
            || words.state.has(verb)
            || words.stocks.suffix_of(indicator).is_some();
        if level { Measure::Level } else { Measure::Increase }
    }

    /// Under no verb of its own: what the clause itself says, else the verb before.
    fn measure_governed(&self, clause: &Clause, quantity: &Quantity, indicator: &str) -> Measure {
        let words = &self.context.lexicon.cues.measures;
        let before = self.before_value(clause, quantity);
        if words.less_named.is_in(before) || words.less.suffix_of(before).is_some() {
            return Measure::Decrease;
        }
        if clause.has(Class::Percent) {
            let grows = words.growth_names.is_in(before);
            return if grows { Measure::GrowthRate } else { Measure::Level };
        }
        if words.more_named.is_in(before) {
            return Measure::Increase;
        }
        // 突破 and 累计 are said of a stock
        let surpasses = quantity.comparator == Comparator::Gt && !quantity.comparator_after;
        let summed = before.ends_with("累计");
        if summed || clause.has(Class::Money) || surpasses || words.stocks.suffix_of(indicator).is_some() {
            return Measure::Level;
        }
        // 80个行政村开展污水治理: something is done to so many
        let verbs = &self.context.lexicon.cues.verbs.act;
        let is_long = |verb: &str| verb.chars().nth(1).is_some();
        let begins =
            |text: &str, first| verbs.beginning_with(first).any(|verb| is_long(verb) && text.starts_with(verb));
        let behind = self.behind_value_in(clause, quantity);
        let ahead = self.context.document.text.text()[..clause.span.start].trim_end();
        // 带动近千人返乡: the verb is part of the frame
        let done = behind.char_indices().any(|(at, first)| begins(&behind[at..], first))
            || ahead
                .chars()
                .next_back()
                .is_some_and(|last| verbs.ending_with(last).any(|verb| is_long(verb) && ahead.ends_with(verb)));
        let happens = quantity.unit.as_ref().is_some_and(|unit| words.events.has(unit));
        let given = self.context.lexicon.cues.grants.verbs().any(|give| before.starts_with(give));
        let named = self.context.lexicon.cues.verbs.nominal.suffix_of(before).is_some();
        if clause.has(Class::Amount)
            && (done || happens || given || named || self.context.awards || clause.has(Class::Do))
        {
            return Measure::Increase;
        }
        self.governed.unwrap_or(Measure::Level)
    }

    /// The measure that governs the names after this clause. A verb of doing governs them until the next such verb; a
    /// clause with a subject of its own (该馆达到2座) says nothing of them.
    pub(super) fn governs(&self, clause: &Clause, measure: Measure) -> Option<Measure> {
        let grows = clause.has(Class::Grow) || clause.has(Class::Fall);
        match measure {
            Measure::Increase | Measure::Decrease if !grows => Some(measure),
            Measure::Level
                if clause.items.first().is_some_and(|item| matches!(item.class, Class::Do | Class::Reach)) =>
            {
                Some(measure)
            }
            _ => self.governed,
        }
    }

    /// The verb of doing before the value.
    fn verb(&self, clause: &Clause) -> Option<&str> {
        let done = clause.items.iter().rfind(|item| item.class == Class::Do)?;
        Some(self.context.document.text.slice(done.span).trim())
    }

    fn before_value(&self, clause: &Clause, quantity: &Quantity) -> &str {
        let text = self.context.document.text.text();
        // 完成1142户3922人: what stands before the first of several values stands before all of them
        let whole = clause.items.iter().find(|item| item.class.is_quantity());
        let end = whole.map_or(quantity.span.start, |item| item.span.start.min(quantity.span.start));
        text.get(clause.span.start..end).unwrap_or_default().trim_end()
    }

    /// What stands behind the value: to the end of its clause, and on to the next sign.
    fn behind_value_in(&self, clause: &Clause, quantity: &Quantity) -> &str {
        let behind = &self.context.document.text.text()[quantity.span.end..];
        let clause_len = clause.span.end.saturating_sub(quantity.span.end);
        let rest = behind.get(clause_len..).unwrap_or_default();
        let sign = rest.char_indices().take(LONGEST_DOING).find(|(_, character)| !character.is_alphanumeric());
        let end = sign.or_else(|| rest.char_indices().nth(LONGEST_DOING)).map_or(rest.len(), |(end, _)| end);
        &behind[..clause_len + end]
    }
}
