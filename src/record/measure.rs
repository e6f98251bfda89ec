//! The measure of a value: how much there is, how much more was done, by how much it grew or fell.
//!
//! The rule that matched says it by the shape of the clause. Three things that no shape shows correct it: the verb (完成
//! with a sum of money reaches a level, with a count it does so many; 淘汰 takes away), what kind of unit the value has, and
//! whether the name is that of a stock.

use super::{Measure, clause::Clause, passage::PassageReader};
use crate::{
    lexicon::cue,
    mention::{
        comparator::Comparator,
        quantity::{Figure, Quantity},
    },
    rule::{Class, MeasureRule, Rule},
};

impl PassageReader<'_> {
    /// The measure of `quantity`, whose `clause` matched `rule`.
    pub(super) fn measure(&self, rule: &Rule, clause: &Clause, quantity: &Quantity, indicator: &str) -> Measure {
        match rule.measure {
            MeasureRule::Level if quantity.figure == Figure::Rank => Measure::Rank,
            MeasureRule::Level => self.measure_reached(clause, quantity),
            MeasureRule::Increase => self.measure_done(clause, quantity, indicator),
            MeasureRule::Governed => self.measure_governed(clause, quantity, indicator),
            MeasureRule::GrowthRate => Measure::GrowthRate,
            MeasureRule::Decrease => Measure::Decrease,
            MeasureRule::Multiple => Measure::Multiple,
            MeasureRule::Rank => Measure::Rank,
        }
    }

    /// Under a verb of reaching.
    fn measure_reached(&self, clause: &Clause, quantity: &Quantity) -> Measure {
        let words = &self.context.lexicon.cues.measures;
        let before = self.before_value(clause, quantity);
        if clause.has(Class::Percent) && cue::contains_any(before, &words.growth_names) {
            return Measure::GrowthRate;
        }
        if !clause.has(Class::Amount) {
            return Measure::Level;
        }
        // 完成30户企业改制, but 完成工业产值5亿元
        if cue::suffix(before, &words.finish).is_some() {
            let removed = cue::contains_any(self.behind_span(clause, quantity), &words.less);
            return if removed { Measure::Decrease } else { Measure::Increase };
        }
        // 引进高层次人才达300人
        let brought = clause.has(Class::Do) && self.verb(clause).is_some_and(|verb| ends_with(verb, &words.more));
        if brought { Measure::Increase } else { Measure::Level }
    }

    /// Under a verb of doing, or of growing by an amount.
    fn measure_done(&self, clause: &Clause, quantity: &Quantity, indicator: &str) -> Measure {
        let words = &self.context.lexicon.cues.measures;
        let Some(verb) = self.verb(clause) else { return Measure::Increase };
        if ends_with(verb, &words.less) {
            return Measure::Decrease;
        }
        if ends_with(verb, &words.more) || cue::contains_any(self.before_value(clause, quantity), &words.more) {
            return Measure::Increase;
        }
        let level = !clause.has(Class::Amount) && !clause.has(Class::Number)
            || words.state.iter().any(|state| state == verb)
            || ends_with(indicator, &words.stocks);
        if level { Measure::Level } else { Measure::Increase }
    }

    /// Under no verb of its own: what the clause itself says, else the verb before.
    fn measure_governed(&self, clause: &Clause, quantity: &Quantity, indicator: &str) -> Measure {
        let words = &self.context.lexicon.cues.measures;
        let before = self.before_value(clause, quantity);
        if cue::contains_any(before, &words.less_named) || ends_with(before, &words.less) {
            return Measure::Decrease;
        }
        if clause.has(Class::Percent) {
            let grows = cue::contains_any(before, &words.growth_names);
            return if grows { Measure::GrowthRate } else { Measure::Level };
        }
        if cue::contains_any(before, &words.more_named) {
            return Measure::Increase;
        }
        // 突破 and 累计 are said of a stock
        let surpasses = quantity.comparator == Comparator::Gt && !quantity.comparator_after;
        let summed = before.ends_with("累计");
        if summed || clause.has(Class::Money) || surpasses || ends_with(indicator, &words.stocks) {
            return Measure::Level;
        }
        // 80个行政村开展污水治理: something is done to so many
        let acts = |word: &String| word.chars().nth(1).is_some();
        let behind = self.behind_span(clause, quantity);
        let done_to = clause.has(Class::Amount)
            && self.context.lexicon.cues.verbs.act.iter().filter(|word| acts(word)).any(|word| behind.contains(word));
        if done_to || clause.has(Class::Do) && clause.has(Class::Amount) {
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
        text.get(clause.span.start..quantity.span.start).unwrap_or_default().trim_end()
    }

    fn behind_span(&self, clause: &Clause, quantity: &Quantity) -> &str {
        let text = self.context.document.text.text();
        text.get(quantity.span.end..clause.span.end).unwrap_or_default()
    }
}

fn ends_with(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.ends_with(word.as_str()))
}
