//! Passages → records: the quantities of each sentence, with what the rules, the times and the statements of
//! responsibility around them say.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{
    Binding, Kind, Measure, Record, YearSource,
    bodies::Statements,
    clause::{Clause, Surroundings},
    deadline::Deadlines,
    kind, list, table,
    year::{self, Calendar, Year},
};
use crate::{
    document::{Document, Passage, Place, marker},
    lexicon::{Lexicon, cue},
    mention::{
        comparator::Comparator,
        quantity::{self, Figure, Quantity, Refusal},
        time::{self, Time, TimeRole, When},
    },
    rule::{Class, KindRule, MeasureRule, Rule, Rules},
    span::TextSpan,
    warning::{Warning, WarningCode},
};

/// Reads the records of a document, in the order of its text, and what could not be read.
#[must_use]
pub fn read(document: &Document, rules: &Rules, lexicon: &Lexicon) -> (Vec<Record>, Vec<Warning>) {
    let context = Context::new(document, rules, lexicon);
    let mut records = Vec::new();
    let mut warnings = Vec::new();
    let passages = &document.outline.passages;
    for (index, passage) in passages.iter().enumerate() {
        PassageReader::new(&context, passage, &passages[..index], Vec::new()).read(&mut records, &mut warnings);
    }
    table::read(&context, &mut records, &mut warnings);
    records.sort_by_key(|record| record.span.start);
    (records, warnings)
}

/// What all passages of a document share.
pub(super) struct Context<'a> {
    pub document: &'a Document,
    pub rules: &'a Rules,
    pub lexicon: &'a Lexicon,
    pub calendar: Calendar<'a>,
    pub statements: Statements,
    pub deadlines: Deadlines,
    /// What each heading says.
    headings: Vec<HeadingSays>,
    /// The year of the document's date, or of its title.
    pub year: Option<u16>,
}

/// What a heading says of the statements below it.
struct HeadingSays {
    times: Vec<Time>,
    kind: kind::SectionKind,
}

impl<'a> Context<'a> {
    fn new(document: &'a Document, rules: &'a Rules, lexicon: &'a Lexicon) -> Self {
        let text = document.text.text();
        let calendar = Calendar::of(text, lexicon);
        let headings = document
            .outline
            .headings
            .iter()
            .map(|heading| {
                let words = &text[heading.span.range()];
                let mut times = year::times_in(text, heading.span, calendar);
                if heading.level == marker::TITLE {
                    // a title's period gives no year, nor does the title of a notice or of a report on two years
                    let genres = &lexicon.labels.titles.genres;
                    let commands = genres.iter().any(|genre| genre != "公报" && words.ends_with(genre.as_str()));
                    times.retain(|time| year::is_single(time) && !commands);
                }
                HeadingSays { times, kind: kind::of_section(&text[heading.span.range()], &lexicon.cues) }
            })
            .collect();
        let year = document_year(document, lexicon);
        Self {
            document,
            rules,
            lexicon,
            statements: Statements::read(document, lexicon),
            deadlines: Deadlines::read(document, calendar),
            calendar,
            headings,
            year,
        }
    }

    /// The times above a passage: its lead-in, then its headings, each with its own lead-in.
    pub(super) fn above(&self, lead_in: Option<usize>, heading: Option<usize>) -> Vec<(YearSource, Vec<Time>)> {
        let outline = &self.document.outline;
        let text = self.document.text.text();
        // what leads into a list is the last sentence before it
        let lead = |index: usize| {
            let last = outline.passages[index].sentences.last().copied().unwrap_or(outline.passages[index].span);
            (YearSource::LeadIn, year::times_in(text, last, self.calendar))
        };
        let mut above: Vec<_> = lead_in.map(lead).into_iter().collect();
        let mut next = heading;
        while let Some(index) = next {
            above.push((YearSource::Heading, self.headings[index].times.clone()));
            above.extend(outline.headings[index].lead_in.map(lead));
            next = outline.headings[index].parent;
        }
        above
    }

    /// What the nearest heading that says anything says of the kind of statements below it.
    pub(super) fn section_kind(&self, heading: Option<usize>) -> Option<Kind> {
        let headings = &self.document.outline.headings;
        let up = || std::iter::successors(heading, |&index| headings[index].parent);
        // every plan aims at something: its title does not outweigh what its sentences say
        let outweighed = |index: usize, kind: Kind| headings[index].level <= marker::TITLE && kind != Kind::Actual;
        let strong = up().find_map(|index| self.headings[index].kind.strong.filter(|&kind| !outweighed(index, kind)));
        strong
            .or_else(|| up().find_map(|index| self.headings[index].kind.weak.filter(|&kind| !outweighed(index, kind))))
    }

    /// The headings above, outermost first.
    pub(super) fn section(&self, heading: Option<usize>) -> Vec<String> {
        let mut section: Vec<String> = self
            .document
            .outline
            .headings_up(heading)
            .map(|heading| self.document.text.slice(heading.span).trim().to_owned())
            .collect();
        section.reverse();
        section
    }
}

/// 今年 is the year of the document's date; where it states none, that of its title. A collection has no date of its own.
fn document_year(document: &Document, lexicon: &Lexicon) -> Option<u16> {
    if !document.pieces.is_empty() {
        return None;
    }
    let metadata = &document.metadata;
    // a communiqué tells of the year in its title, whenever it came out
    let tells_of_title = metadata.genre.as_deref() == Some("公报");
    let of_title = || {
        let times = time::find(metadata.title.as_ref()?, lexicon);
        times.iter().find_map(|time| match time.when {
            When::Absolute { start, end } if start.year == end.year => Some(start.year),
            _ => None,
        })
    };
    if tells_of_title && let Some(year) = of_title() {
        return Some(year);
    }
    if let Some(issued) = metadata.issued.as_ref().or(metadata.published.as_ref()) {
        return issued.get(..4)?.parse().ok();
    }
    of_title()
}

/// Reads one passage.
pub(super) struct PassageReader<'a> {
    context: &'a Context<'a>,
    passage: &'a Passage,
    times: Vec<Time>,
    /// Where the paragraph begins: that of a numbered task at its first passage.
    paragraph: TextSpan,
    above: Vec<(YearSource, Vec<Time>)>,
    section_kind: Option<Kind>,
    /// The indicator that a verb without a name takes.
    subject: Option<String>,
    /// The indicators of the list of values before.
    list_before: Vec<String>,
    /// The measure of the verb that governs names without one.
    governed: Option<Measure>,
    kind_before: Option<Kind>,
}

impl<'a> PassageReader<'a> {
    /// A reader of `passage`. `earlier` are the passages before it; `nearest` is what is said of its time outside of it
    /// and nearer than headings are (the column of a table).
    pub(super) fn new(
        context: &'a Context<'a>,
        passage: &'a Passage,
        earlier: &[Passage],
        nearest: Vec<(YearSource, Vec<Time>)>,
    ) -> Self {
        let text = context.document.text.text();
        let same_task = earlier.iter().rev().take_while(|other| passage.numbered && other.task == passage.task).count();
        let paragraph = &earlier[earlier.len() - same_task..];
        let mut above = nearest;
        above.extend(context.above(passage.lead_in, passage.heading));
        Self {
            context,
            passage,
            times: paragraph
                .iter()
                .chain([passage])
                .flat_map(|part| year::times_in(text, part.span, context.calendar))
                .collect(),
            paragraph: paragraph.first().map_or(passage.span, |first| first.span.hull(passage.span)),
            above,
            section_kind: context.section_kind(passage.heading),
            subject: None,
            list_before: Vec::new(),
            governed: None,
            kind_before: None,
        }
    }

    pub(super) fn read(mut self, records: &mut Vec<Record>, warnings: &mut Vec<Warning>) {
        let document = self.context.document;
        let quantities = quantity::find(document.text.slice(self.passage.span), self.context.lexicon);
        let offset = self.passage.span.start;
        for refused in quantities.refused.iter().filter(|refused| refused.refusal == Refusal::Redacted) {
            let span = refused.span.shifted(offset);
            warnings.push(Warning {
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
            .filter(|quantity| !self.context.statements.covers(quantity.span))
            .filter(|quantity| !self.times.iter().any(|time| time.span.overlaps(quantity.core)))
            .filter(|quantity| !touches_damage(document.text.text(), quantity.core))
            .collect();
        let mut next = 0;
        let mut taken = 0;
        for &sentence in &self.passage.sentences {
            self.governed = None;
            self.kind_before =
                kind::leaning(document.text.slice(sentence), &self.context.lexicon.cues).or(self.kind_before);
            self.list_before.clear();
            let first_record = records.len();
            while let Some(quantity) = found.get(next).filter(|quantity| quantity.span.start < sentence.end) {
                if self.only_says_where(&found[next..], sentence) || self.is_condition(quantity, sentence) {
                    next += 1;
                    continue;
                }
                let group = self.group(&found[next..], sentence);
                let until = found.get(next + group).map_or(sentence.end, |after| after.span.start.min(sentence.end));
                let surroundings = Surroundings {
                    text: document.text.text(),
                    lexicon: self.context.lexicon,
                    times: &self.times,
                    sentence,
                    from: sentence.start.max(taken),
                    until,
                };
                let last = &found[next + group - 1];
                let clause = if group == 1 {
                    surroundings.clause(quantity)
                } else {
                    // a list of values has its name in front
                    let whole = Quantity { span: quantity.span.hull(last.span), ..quantity.clone() };
                    surroundings.clause(&whole)
                };
                self.read_group(&found[next..next + group], &clause, sentence, records, first_record);
                taken = clause.span.end.max(last.span.end);
                next += group;
            }
        }
    }

    /// 对研发费用增长20%以上的，给予…: the value is the condition of a grant.
    fn is_condition(&self, quantity: &Quantity, sentence: TextSpan) -> bool {
        let text = self.context.document.text.text();
        let behind =
            text[quantity.span.end..sentence.end.max(quantity.span.end)].trim_start_matches(['以', '上', '下', '内']);
        let of = behind
            .strip_prefix('的')
            .or_else(|| behind.split_once("的").filter(|(list, _)| is_list_tail(list)).map(|(_, rest)| rest));
        let clause = comma_clause(text, sentence, quantity.span);
        let opens = text[clause.range()].trim_start().starts_with(['对', '凡']);
        of.is_some_and(|rest| rest.starts_with(['，', ',']) || opens)
    }

    /// 在6个试点市建设5个…: the first value only says where.
    fn only_says_where(&self, quantities: &[Quantity], sentence: TextSpan) -> bool {
        let text = self.context.document.text.text();
        let [first, second, ..] = quantities else { return false };
        let between = text.get(first.span.end..second.span.start).unwrap_or("，");
        let before = &text[sentence.start..first.span.start.max(sentence.start)];
        second.span.end <= sentence.end
            && before.ends_with('在')
            && cue::suffix(before, &self.context.lexicon.cues.verbs.reach).is_none()
            && !between.contains(['，', ',', '。', '；', ';'])
    }

    /// How many quantities, from the first on, form one list behind one name.
    fn group(&self, quantities: &[Quantity], sentence: TextSpan) -> usize {
        let text = self.context.document.text.text();
        let joined = |pair: &[Quantity]| {
            let same = pair[0].span == pair[1].span;
            let between = text.get(pair[0].span.end..pair[1].span.start).unwrap_or_default().trim();
            same || (pair[1].span.start < sentence.end && matches!(between, "、" | "和" | "及" | "与" | "以及"))
        };
        1 + quantities.windows(2).take_while(|pair| joined(pair)).count()
    }

    fn read_group(
        &mut self,
        group: &[Quantity],
        clause: &Clause,
        sentence: TextSpan,
        records: &mut Vec<Record>,
        first: usize,
    ) {
        let Some(rule) = self.context.rules.first_match(&clause.items) else { return };
        let names = self.names(rule, clause);
        let Some(name) = self.indicator(rule, &names, clause, sentence) else { return };
        let words = |part: &str| {
            let jieba = self.context.lexicon.segmenter.jieba();
            jieba.cut(part, false).into_iter().map(|word| word.word.to_owned()).collect()
        };
        let distinct = group.len() > 1 && group[0].span != group[1].span;
        let indicators: Vec<String> = if group[0].figure == (Figure::Part { index: 0 }) {
            group.iter().map(|part| part_name(&name, part)).collect()
        } else if distinct
            && !names_before_value(clause)
            && records.len() >= first + group.len()
            && self.list_before.is_empty()
        {
            // A为5亿元，B为6亿元，分别增长7%、8%: each value takes the indicator of its own
            records[records.len() - group.len()..].iter().map(|record| record.indicator.clone()).collect()
        } else if distinct {
            list::split(&name, group.len(), words)
                .unwrap_or_else(|| self.like_before(&name, group.len(), clause.respectively))
        } else if clause.each && group.len() == 1 {
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
            }
            if group.len() > 1 {
                record.span = clause.span.hull(group[group.len() - 1].span);
                record.quote = self.context.document.text.slice(record.span).to_owned();
                record.source_span = self.context.document.text.to_source(record.span);
            }
            if rule.id == "baseline.from" {
                // 由2020年的…: the new value is not of that year
                let own = |time: &&mut Time| clause.span.contains(time.span);
                self.times.iter_mut().filter(own).for_each(|time| time.role = TimeRole::Baseline);
            }
            self.governed = governs(clause, record.measure);
            self.kind_before = Some(record.kind);
            records.push(record);
        }
        self.list_before = if distinct { indicators } else { Vec::new() };
        self.subject = Some(name);
    }

    /// 退休人员分别降到…, behind a list of as many values: the names of that list hold on.
    fn like_before(&self, name: &str, count: usize, respectively: bool) -> Vec<String> {
        if respectively && self.list_before.len() == count {
            self.list_before.iter().map(|before| format!("{before}{name}")).collect()
        } else {
            vec![name.to_owned(); count]
        }
    }

    /// The names in the clause, in order; one that hangs on the name before is completed.
    fn names(&self, rule: &Rule, clause: &Clause) -> Vec<String> {
        let _ = rule;
        let text = &self.context.document.text;
        clause
            .items
            .iter()
            .filter(|item| matches!(item.class, Class::Noun | Class::Each | Class::Share))
            .map(|item| {
                let name = clean_name(text.slice(item.span));
                match (&self.subject, item.class) {
                    (Some(subject), _) if name.starts_with('占') => share_name(&format!("{}{name}", base_of(subject))),
                    (_, Class::Share) => share_name(&name),
                    (Some(subject), _) if DEPENDENT.contains(&name.as_str()) => {
                        // a share that was named before is the same share
                        if subject.ends_with(&name) { subject.clone() } else { format!("{subject}{name}") }
                    }
                    _ => name,
                }
            })
            .map(|name| {
                let empty = is_duration(&name)
                    || (name.starts_with('每') && name.chars().count() <= 2)
                    || self.context.lexicon.cues.frame.empty.contains(&name);
                let compares = COMPARES.iter().any(|word| name.starts_with(word));
                if empty || compares { String::new() } else { name }
            })
            .collect()
    }

    /// The indicator by the rule's template.
    fn indicator(&self, rule: &Rule, names: &[String], clause: &Clause, sentence: TextSpan) -> Option<String> {
        let fallback = || self.subject.clone().or_else(|| self.clause_before(clause, sentence));
        let mut indicator = rule.indicator.clone();
        if indicator.contains("{noun2}") {
            indicator = indicator.replace("{noun2}", names.get(1).map_or("", String::as_str));
        }
        if indicator.contains("{noun}") {
            let name = match names.first() {
                Some(name) if !name.is_empty() => name.clone(),
                _ => fallback()?,
            };
            indicator = indicator.replace("{noun}", &name);
        }
        if indicator.contains("{before}") {
            indicator = indicator.replace("{before}", self.subject.as_ref()?);
        }
        if indicator.contains("{of}") {
            let of = clause.items.iter().find(|item| item.class == Class::Of)?;
            indicator = indicator.replace("{of}", &clean_name(self.context.document.text.slice(of.span)));
        }
        if indicator.contains("{condition}") {
            let own = || self.name_before_value(clause);
            let condition = self
                .condition_before(clause, sentence)
                .or_else(own)
                .or_else(|| self.clause_before(clause, sentence))
                .or_else(|| self.subject.clone())
                .unwrap_or_default();
            indicator = indicator.replace("{condition}", &condition).replace("{behind}", &self.behind_value(clause));
        }
        if indicator.contains("{subject}") {
            indicator = indicator.replace("{subject}", &fallback()?);
        }
        let indicator = indicator.trim().to_owned();
        (!indicator.is_empty()).then_some(indicator)
    }

    fn name_before_value(&self, clause: &Clause) -> Option<String> {
        let before = clause.items.iter().take_while(|item| !item.class.is_quantity());
        let name = before.into_iter().find(|item| matches!(item.class, Class::Noun | Class::Each | Class::Share))?;
        Some(clean_name(self.context.document.text.slice(name.span)))
    }

    /// The name behind the value; where there is none, the verb that grants it, if it is a name too.
    fn behind_value(&self, clause: &Clause) -> String {
        let text = &self.context.document.text;
        let behind =
            clause.items.iter().skip_while(|item| !item.class.is_quantity()).find(|item| item.class == Class::Noun);
        let give = || {
            let give = clause.items.iter().find(|item| item.class == Class::Give)?;
            let verb = text.slice(give.span).get(..6)?;
            (!matches!(verb, "给予" | "予以")).then_some(verb)
        };
        clean_name(behind.map(|item| text.slice(item.span)).or_else(give).unwrap_or_default())
    }

    /// The condition of a grant that stands before its clause: 对取得专利的，给予…奖励.
    fn condition_before(&self, clause: &Clause, sentence: TextSpan) -> Option<String> {
        let pieces = || self.pieces_before(clause, sentence);
        let named = pieces().filter(|piece| piece.starts_with(['对', '凡'])).find(|piece| piece.chars().count() > 4);
        named.or_else(|| pieces().filter(|piece| piece.ends_with('的')).last()).map(as_condition)
    }

    /// What stands in the sentence before the clause, as a name: the thing that a verb without a name takes up.
    fn clause_before(&self, clause: &Clause, sentence: TextSpan) -> Option<String> {
        let piece = self.pieces_before(clause, sentence).filter(|piece| piece.chars().count() > 3).last()?;
        Some(as_condition(piece)).filter(|name| !name.is_empty())
    }

    fn pieces_before(&self, clause: &Clause, sentence: TextSpan) -> impl Iterator<Item = &'a str> {
        let text: &'a str = self.context.document.text.text();
        let before = &text[sentence.start..clause.span.start.max(sentence.start)];
        before
            .split(['，', ',', '：', ':'])
            .map(|piece| piece.trim_matches([' ', '“', '—']))
            .filter(|piece| !piece.is_empty())
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
            && let Some(names) = list::split(name, parts, words)
        {
            return names;
        }
        if rule.measure == MeasureRule::Rank && self.subject.is_some() {
            let before: Vec<String> =
                records[first..].iter().rev().take(2).rev().map(|record| record.indicator.clone()).collect();
            if before.len() > 1 {
                return before;
            }
        }
        vec![name.to_owned()]
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

    fn record(
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
            times: &self.times,
            clause: comma_clause,
            sentence,
            paragraph: self.paragraph,
            value: quantity.span.start,
            deadline: self.context.deadlines.at(self.passage, quantity.span.end),
            above: &self.above,
            document_year: self.context.year,
        };
        let time = year::resolve(&place, text);
        let measure = self.measure(rule, quantity, &indicator);
        let percent = clause.items.iter().any(|item| item.class == Class::Percent);
        let unit_lost =
            quantity.unit.is_none() && quantity.figure == Figure::Amount && (percent || is_ratio(&indicator));
        let unit = if unit_lost { Some("%") } else { quantity.unit.as_deref() };
        let money = unit
            .is_some_and(|unit| unit.ends_with('元') || unit.contains("元/") || matches!(unit, "%" | "‰" | "个百分点"));
        let kind = match rule.kind {
            Some(KindRule::Actual) => Kind::Actual,
            Some(KindRule::Provision) => Kind::Provision,
            None => kind::of(
                &kind::Evidence {
                    clause: &text[comma_clause.range()],
                    sentence: &text[sentence.start..quantity.span.start.max(sentence.start)],
                    section: self.section_kind,
                    before: self.kind_before,
                    year: time.year.map(|year| year.year),
                    role: time.role,
                    document_year: self.context.year,
                    grantable: money && matches!(measure, Measure::Level | Measure::Increase),
                },
                &self.context.lexicon.cues,
            ),
        };
        // a grant holds as long as the document does, unless its own sentence or its section names a year
        let from_afar = match time.year.map(|year| year.source) {
            Some(YearSource::LeadIn | YearSource::Paragraph) => true,
            Some(YearSource::Document) => {
                !["今年", "本年", "明年", "年内"].iter().any(|word| text[sentence.range()].contains(word))
            }
            _ => false,
        };
        let year = time.year.filter(|_| kind != Kind::Provision || !from_afar);
        let mut record = Record {
            doc_number: document.metadata.doc_number.clone(),
            part: self.passage.piece.filter(|_| !document.pieces.is_empty()),
            measure,
            comparator,
            value: plain(quantity.value),
            value_max: quantity.value_max.map(plain),
            unit: unit.map(str::to_owned),
            unit_inferred: quantity.unit_inferred || unit_lost,
            year: None,
            year_source: None,
            cadence: time.cadence,
            kind,
            binding: None::<Binding>,
            bodies: self.context.statements.at(document, self.passage, quantity.span.end),
            quote: document.text.slice(clause.span).to_owned(),
            value_text: document.text.slice(quantity.span).to_owned(),
            section: self.context.section(self.passage.heading),
            span: clause.span,
            source_span: document.text.to_source(clause.span),
            rule: rule.id.clone(),
            confidence: confidence(rule, &indicator, unit_lost),
            indicator,
            spans: BTreeMap::from([("value", Place::of(quantity.span, &document.text))]),
        };
        record.set_year(year, &document.text);
        record
    }

    fn measure(&self, rule: &Rule, quantity: &Quantity, indicator: &str) -> Measure {
        match rule.measure {
            MeasureRule::Level => Measure::Level,
            MeasureRule::Increase => Measure::Increase,
            MeasureRule::GrowthRate => Measure::GrowthRate,
            MeasureRule::Decrease => Measure::Decrease,
            MeasureRule::Multiple => Measure::Multiple,
            MeasureRule::Rank => Measure::Rank,
            MeasureRule::Governed => match quantity.unit.as_deref() {
                Some("%") => Measure::Level,
                _ if STOCK.iter().any(|end| indicator.ends_with(end)) => Measure::Level,
                _ => self.governed.unwrap_or(Measure::Level),
            },
        }
    }
}

/// Names that say nothing without the name before.
const DEPENDENT: [&str; 12] =
    ["总数", "总量", "总额", "占比", "比重", "占比重", "覆盖率", "增速", "累计", "总规模", "数量", "人数"];
/// A name that begins so compares the indicator before with another: 高于全省15.7个百分点.
const COMPARES: [&str; 6] = ["高于", "低于", "快于", "好于", "优于", "高出"];
/// A name with such an end is a stock, whatever verb stands before it.
const STOCK: [&str; 9] = ["总数", "总量", "率", "比重", "占比", "比例", "余额", "规模", "覆盖面"];

fn names_before_value(clause: &Clause) -> bool {
    let mut before = clause.items.iter().take_while(|item| !item.class.is_quantity());
    before.any(|item| matches!(item.class, Class::Noun | Class::Each | Class::Share))
}

/// Whether a number stands beside a character that was lost or that no standard knows: it may be a part of another number.
fn touches_damage(text: &str, number: TextSpan) -> bool {
    let damaged = |character: char| matches!(character, '\u{E000}'..='\u{F8FF}' | '\u{FFFD}');
    text[..number.start].ends_with(damaged)
        || text[number.range()].contains(damaged)
        || text[number.end..].starts_with(damaged)
}

/// Whether a text is the rest of a list of values: 、100亿元.
fn is_list_tail(text: &str) -> bool {
    text.starts_with('、')
        && text.chars().count() <= 10
        && text.chars().nth(1).is_some_and(|next| next.is_ascii_digit())
}

/// The measure that governs the names after this clause: a verb of doing spreads, all others end it.
fn governs(clause: &Clause, measure: Measure) -> Option<Measure> {
    let has_verb = clause
        .items
        .iter()
        .any(|item| !matches!(item.class, Class::Noun | Class::Each | Class::Share) && !item.class.is_quantity());
    match measure {
        Measure::Increase | Measure::Level => Some(measure),
        _ if has_verb => None,
        other => Some(other),
    }
}

/// At the end of a list 以上 belongs to the last item alone, unless 均, 各 or 分别 spreads it.
fn comparators(group: &[Quantity], spreads: bool) -> Vec<Comparator> {
    let last = &group[group.len() - 1];
    group
        .iter()
        .map(|quantity| match quantity.comparator {
            Comparator::Eq if spreads && last.comparator_after => last.comparator,
            own => own,
        })
        .collect()
}

/// The clause between two commas, brackets left whole, that holds `span`.
fn comma_clause(text: &str, sentence: TextSpan, span: TextSpan) -> TextSpan {
    let is_comma = |character: char| matches!(character, '，' | ',' | '；' | ';' | '：' | ':');
    let start = text[sentence.start..span.start.max(sentence.start)]
        .char_indices()
        .rev()
        .find(|&(_, character)| is_comma(character))
        .map_or(sentence.start, |(index, character)| sentence.start + index + character.len_utf8());
    let end =
        text[span.end.min(sentence.end)..sentence.end].find(is_comma).map_or(sentence.end, |index| span.end + index);
    TextSpan::new(start, end)
}

fn as_condition(piece: &str) -> String {
    clean_name(piece.trim_start_matches(['对', '凡']).trim_end_matches('的'))
}

/// A name without scope words in front and signs around it.
pub(super) fn clean_name(name: &str) -> String {
    let mut name =
        name.trim_matches(|character: char| character.is_whitespace() || "，、：；。,:;".contains(character));
    for scope in ["全市", "全区", "全县", "全省", "全国", "我市", "我区", "我县", "我省", "本市", "实现", "累计"]
    {
        name = name.strip_prefix(scope).filter(|rest| !rest.is_empty()).unwrap_or(name);
    }
    name.strip_suffix('的').unwrap_or(name).chars().filter(|character| !character.is_whitespace()).collect()
}

/// A占B的 → A占B的比重.
fn share_name(name: &str) -> String {
    let complete = ["比重", "比例", "占比", "率", "份额"].iter().any(|end| name.ends_with(end));
    if complete { name.to_owned() } else { format!("{}的比重", name.strip_suffix('的').unwrap_or(name)) }
}

/// The thing whose share is taken, of a name that is a share itself.
fn base_of(subject: &str) -> &str {
    subject.split('占').next().unwrap_or(subject)
}

fn part_name(name: &str, part: &Quantity) -> String {
    let Figure::Part { index } = part.figure else { return name.to_owned() };
    let ordinal = ["一", "二", "三", "四", "五"].get(index).copied().unwrap_or("");
    if name.contains("产业") {
        format!("{name}第{ordinal}产业比重")
    } else {
        format!("{name}第{ordinal}部分")
    }
}

/// 三年 in 三年翻番 names nothing.
fn is_duration(name: &str) -> bool {
    let digits = |number: &str| number.chars().all(|c| "一二三四五六七八九十两".contains(c) || c.is_ascii_digit());
    name.strip_suffix('年').is_some_and(|number| !number.is_empty() && digits(number))
}

fn is_ratio(indicator: &str) -> bool {
    ["比重", "比例", "占比", "率", "满意度"].iter().any(|end| indicator.ends_with(end))
        || indicator.contains("加计扣除")
}

/// The value as a plain decimal without trailing zeros.
pub(super) fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

fn confidence(rule: &Rule, indicator: &str, inferred: bool) -> f32 {
    let long = if indicator.chars().count() > 30 { 0.8 } else { 1.0 };
    let guessed = if inferred { 0.8 } else { 1.0 };
    (rule.confidence * long * guessed * 100.0).round() / 100.0
}
