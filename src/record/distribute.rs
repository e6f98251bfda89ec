//! What each value of a list says: which indicator, which year, which comparator.

use super::{
    Aside, Record, YearSource,
    clause::Clause,
    indicator::{part_name, without_growth},
    list,
    passage::PassageReader,
    statement::confidence,
    year::Year,
};
use crate::{
    mention::{
        comparator::Comparator,
        quantity::{Figure, Quantity},
        time::{Time, TimeRole, When},
    },
    rule::{Rule, RuleMeasure},
    span::TextSpan,
};

impl PassageReader<'_> {
    pub(super) fn read_group(
        &mut self,
        group: &[Quantity],
        rule: &Rule,
        clause: &Clause,
        sentence: TextSpan,
        records: &mut Vec<Record>,
        first: usize,
    ) -> Result<(), Aside> {
        let names = self.names(clause, sentence);
        let name = self.indicator(rule, &names, clause, sentence).ok_or(Aside::NoIndicator)?;
        self.complete_level(&name, clause, &mut records[first..]);
        let words = |part: &str| {
            let jieba = self.context.lexicon.segmenter.jieba();
            jieba.cut(part, false).into_iter().map(|word| word.word.to_owned()).collect()
        };
        // 4批93名医务人员: one thing, counted twice
        let twice = group.len() > 1 && group[0].span.end == group[1].span.start;
        let distinct = group.len() > 1 && group[0].span != group[1].span && !twice;
        let indicators: Vec<String> = if group[0].figure == (Figure::Part { index: 0 }) {
            group.iter().map(|part| part_name(&name, part)).collect()
        } else if distinct
            && !clause.names_before_value()
            && records.len() >= first + group.len()
            && self.list_before.is_empty()
        {
            // A为5亿元，B为6亿元，分别增长7%、8%: each value takes the indicator of its own
            records[records.len() - group.len()..].iter().map(|record| record.indicator.clone()).collect()
        } else if distinct && !clause.names_before_value() && self.list_before.len() == group.len() {
            // A、B分别增长7%、8%，居全省第一位和第五位: the names of the list hold on
            self.list_before.clone()
        } else if distinct {
            list::split(&name, group.len(), &self.context.lexicon.cues.lists, words)
                .unwrap_or_else(|| self.like_before(&name, group.len(), clause.respectively))
        } else if group.len() == 1 && (clause.each || clause.respectively && !self.goes_on(clause)) {
            self.each(rule, &name, records, first, words)
        } else {
            vec![name.clone(); group.len()]
        };
        let years = if distinct { self.year_list(group[0].span.start, group.len(), &indicators) } else { None };
        let (indicators, years) = self.each_year(clause, group, indicators, years);
        let shared = comparators(group, clause.respectively || clause.each);
        for (index, indicator) in indicators.iter().enumerate() {
            let quantity = &group[index.min(group.len() - 1)];
            let comparator = shared.get(index).copied().unwrap_or(quantity.comparator);
            let mut record = self.record(rule, clause, quantity, indicator.clone(), comparator, sentence);
            if let Some(&year) = years.as_ref().and_then(|years| years.get(index)) {
                record.set_year(Some(year), &self.context.document.text);
                record.confidence = confidence(rule, &record, &self.context.lexicon.cues.rates);
            }
            if group.len() > 1 {
                record.span = clause.span.hull(group[group.len() - 1].span);
                record.quote = self.context.document.text.slice(record.span).to_owned();
                record.source_span = self.context.document.text.to_source(record.span);
            }
            self.governed = self.governs(clause, record.measure);
            // an old value says nothing of the new one
            if !rule.old_value {
                self.kind_before.set((Some(record.kind), self.sentence + 1));
                self.kind_in_sentence = Some(record.kind);
            }
            records.push(record);
        }
        if rule.old_value {
            // 由2020年的…: the new value is not of that year
            let own = |time: &&mut Time| clause.span.contains(time.span);
            self.times.iter_mut().filter(own).for_each(|time| time.role = TimeRole::Baseline);
        }
        self.list_before = if distinct { indicators } else { Vec::new() };
        self.subject = Some(without_growth(&name, &self.context.lexicon.cues.names).to_owned());
        self.subject_sentence = sentence.start;
        Ok(())
    }

    /// 6家国家级、36家省级企业: what is of the first level is named behind the second.
    fn complete_level(&self, name: &str, clause: &Clause, records: &mut [Record]) {
        let heads = &self.context.lexicon.cues.lists.heads;
        let Some(thing) = heads.strip_from_start_of(name).filter(|thing| !thing.is_empty()) else { return };
        let mut next = clause.span.start;
        for record in records.iter_mut().rev().take_while(|record| heads.has(&record.indicator)) {
            let between = self.context.document.text.text().get(record.span.end..next).unwrap_or_default();
            if !matches!(between, "、" | "和" | "及" | "与") {
                break;
            }
            record.indicator.push_str(thing);
            next = record.span.start;
        }
    }

    /// 退休人员分别降到…, behind a list of as many values: the names of that list hold on.
    fn like_before(&self, name: &str, count: usize, respectively: bool) -> Vec<String> {
        if respectively && self.list_before.len() == count {
            self.list_before.iter().map(|before| format!("{before}{name}")).collect()
        } else {
            vec![name.to_owned(); count]
        }
    }

    /// The indicators of A、B各N家, and of 均居第一 after several.
    fn each(
        &self,
        rule: &Rule,
        name: &str,
        records: &[Record],
        first: usize,
        words: impl Fn(&str) -> Vec<String>,
    ) -> Vec<String> {
        let parts = list::parts(name).len();
        if parts > 1
            && let Some(names) = list::split(name, parts, &self.context.lexicon.cues.lists, words)
        {
            return names;
        }
        if rule.measure == RuleMeasure::Rank && self.subject.is_some() {
            let before: Vec<String> =
                records[first..].iter().rev().take(2).rev().map(|record| record.indicator.clone()).collect();
            if before.len() > 1 {
                return before;
            }
        }
        vec![name.to_owned()]
    }

    /// A、B分别增长8%、下降3%: the next value is that of the next name.
    fn goes_on(&self, clause: &Clause) -> bool {
        self.context.document.text.text()[clause.span.end..].starts_with(['、', '和', '与', '及'])
    }

    /// 2025年、2026年各完成200家: one record for each year.
    fn each_year(
        &self,
        clause: &Clause,
        group: &[Quantity],
        indicators: Vec<String>,
        years: Option<Vec<Year>>,
    ) -> (Vec<String>, Option<Vec<Year>>) {
        if clause.each && group.len() == 1 && indicators.len() == 1 {
            for count in [3, 2] {
                if let Some(years) = self.year_list(group[0].span.start, count, &indicators) {
                    return (vec![indicators[0].clone(); count], Some(years));
                }
            }
        }
        (indicators, years)
    }

    /// 到2025年、2030年分别达到20%、25%: one year for each value of one indicator.
    fn year_list(&self, value: usize, count: usize, indicators: &[String]) -> Option<Vec<Year>> {
        if indicators.iter().any(|indicator| *indicator != indicators[0]) {
            return None;
        }
        let before: Vec<&Time> = self
            .times
            .iter()
            .filter(|time| time.span.end <= value && time.span.start >= self.passage.span.start)
            .filter(|time| matches!(time.when, When::Absolute { .. }) && time.role != TimeRole::Baseline)
            .collect();
        let last = before.len().checked_sub(count)?;
        let years = before[last..].iter().filter_map(|time| match time.when {
            When::Absolute { end, .. } => Some(Year { year: end.year, source: YearSource::Clause, span: time.span }),
            _ => None,
        });
        let adjacent = before[last..].windows(2).all(|pair| pair[1].span.start <= pair[0].span.end + 3);
        adjacent.then(|| years.collect())
    }
}

/// At the end of a list 以上 belongs to the last item alone, unless 均, 各 or 分别 spreads it.
fn comparators(group: &[Quantity], spreads: bool) -> Vec<Comparator> {
    let last = &group[group.len() - 1];
    group
        .iter()
        .map(|quantity| match quantity.comparator {
            Comparator::Eq if spreads && last.comparator_after => last.comparator,
            // 分别突破1000亿元、600亿元: the word before the first holds for all
            Comparator::Eq if spreads && !group[0].comparator_after => group[0].comparator,
            own => own,
        })
        .collect()
}
