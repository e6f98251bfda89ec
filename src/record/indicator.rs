//! The indicator of a value: what the names in its clause, and the words before it, say is measured.

use super::{clause::Clause, frame::enumerator, passage::PassageReader};
use crate::{
    lexicon::{
        cue::{Grants, Names, Rates},
        word_list::WordList,
    },
    mention::{
        quantity::{Figure, Quantity},
        time::Time,
    },
    rule::{Class, Item, Rule, without_gloss},
    span::TextSpan,
};

/// A clause is named, or its condition said, in one of so many pieces between commas before it.
const MOST_PIECES: usize = 24;

/// A piece of more bytes than this is not looked into.
const LONGEST_PIECE: usize = 240;

impl<'a> PassageReader<'a> {
    /// The names in the clause, in order; one that hangs on the name before is completed.
    pub(super) fn names(&self, clause: &Clause, sentence: TextSpan) -> Vec<String> {
        let text = &self.context.document.text;
        let cues = &self.context.lexicon.cues;
        let (names, rates, heads) = (&cues.names, &cues.rates, &cues.lists.heads);
        let value =
            clause.items.iter().find(|item| item.class.is_quantity()).map_or(clause.span.end, |item| item.span.start);
        let percent = clause.items.iter().any(|item| item.class == Class::Percent)
            && !clause.items.iter().any(|item| matches!(item.class, Class::Grow | Class::Fall));
        clause
            .items
            .iter()
            .filter(|item| matches!(item.class, Class::Noun | Class::Each | Class::Share))
            .map(|item| {
                let name = clean_name(without_gloss(before_bound(text.slice(item.span), &names.bounds)), &names.scopes);
                let name = before_comparison(&name, &names.compares).to_owned();
                match (&self.subject, item.class) {
                    (Some(subject), _) if name.starts_with('占') => {
                        share_name(&format!("{}{name}", base_of(subject)), rates)
                    }
                    (Some(subject), Class::Noun) if percent && names.aims.suffix_of(&name).is_some() => {
                        format!("{}占{}的比重", base_of(subject), without_verb(&name, &names.fulfil))
                    }
                    (_, Class::Share) => share_name(&name, rates),
                    // 储蓄余额3亿元，人均103元
                    (Some(subject), _) if names.per_head.has(&name) => {
                        format!("{name}{subject}")
                    }
                    // 省级园区6个、市级10个
                    (Some(subject), Class::Noun)
                        if item.span.start < value && self.subject_sentence == sentence.start && heads.has(&name) =>
                    {
                        format!("{name}{}", heads.strip_from_start_of(subject).unwrap_or(subject))
                    }
                    (Some(subject), _) if names.dependent.has(&name) => {
                        // a share that was named before is the same share
                        if subject.ends_with(&name) { subject.clone() } else { format!("{subject}{name}") }
                    }
                    _ => name,
                }
            })
            .map(|name| {
                // 提高养老金，每人每月由90元提高到100元
                let changed = clause.has(Class::Reach) || clause.has(Class::From);
                let empty = is_duration(&name)
                    || (name.starts_with('每')
                        && (name.chars().count() <= 2 || changed && cues.grants.between.has(&name)))
                    || cues.frame.empty.has(&name);
                // 以播种面积计算: by what it is counted
                let counted_by = name.ends_with("计算");
                let other = self.subject.is_some() && names.others.has(&name);
                if empty || counted_by || other { String::new() } else { name }
            })
            .collect()
    }

    /// The indicator by the rule's template.
    pub(super) fn indicator(
        &self,
        rule: &Rule,
        names: &[String],
        clause: &Clause,
        sentence: TextSpan,
    ) -> Option<String> {
        let fallback = || {
            let earlier = self.subject_sentence < sentence.start;
            let topic = if earlier { self.topic(clause, sentence) } else { None };
            topic.or_else(|| self.subject.clone()).or_else(|| self.clause_before(clause, sentence))
        };
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
            let end = clause.span.end;
            // 过百亿元的企业: the value only says which
            if self.context.document.text.text()[end..].starts_with('的') {
                return None;
            }
            indicator = indicator.replace("{before}", self.subject.as_ref()?);
        }
        if indicator.contains("{of}") {
            let of = clause.items.iter().find(|item| item.class == Class::Of)?;
            indicator = indicator.replace("{of}", &self.clean_name(self.context.document.text.slice(of.span)));
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
            // 脱贫3.7万人: the verb names what is counted
            let done = clause.items.iter().find(|item| item.class == Class::Do);
            let itself = done
                .map(|item| self.context.document.text.slice(item.span))
                .filter(|verb| self.context.lexicon.cues.verbs.nominal.suffix_of(verb).is_some());
            let subject = itself.map(str::to_owned).or_else(fallback)?;
            indicator = indicator.replace("{subject}", &subject);
        }
        let indicator = indicator.trim().to_owned();
        (!indicator.is_empty()).then_some(indicator)
    }

    fn clean_name(&self, name: &str) -> String {
        clean_name(name, &self.context.lexicon.cues.names.scopes)
    }

    fn name_before_value(&self, clause: &Clause) -> Option<String> {
        let before = clause.items.iter().take_while(|item| !item.class.is_quantity());
        let name = before.into_iter().find(|item| matches!(item.class, Class::Noun | Class::Each | Class::Share))?;
        Some(self.clean_name(self.context.document.text.slice(name.span)))
    }

    /// The name behind the value; where there is none, the verb that grants it, if it is a name too.
    fn behind_value(&self, clause: &Clause) -> String {
        let text = &self.context.document.text;
        let behind =
            clause.items.iter().skip_while(|item| !item.class.is_quantity()).find(|item| item.class == Class::Noun);
        let give = || {
            // 给予 names nothing, the 奖励 behind it does
            let gives = clause.items.iter().filter(|item| item.class == Class::Give);
            let verbs = &self.context.lexicon.cues.grants.named;
            let named =
                |item: &Item| verbs.iter().map(String::as_str).find(|verb| text.slice(item.span).contains(verb));
            gives.filter_map(named).next_back()
        };
        self.clean_name(behind.map(|item| text.slice(item.span)).or_else(give).unwrap_or_default())
    }

    /// The condition of a grant that stands before its clause: 对取得专利的，给予…奖励.
    fn condition_before(&self, clause: &Clause, sentence: TextSpan) -> Option<String> {
        let mut pieces: Vec<&str> = self.pieces_before(clause, sentence).rev().take(MOST_PIECES).collect();
        pieces.reverse();
        // a condition behind the grant before is nearer than one before it
        let grants = |piece: &str| grants(piece, &self.context.lexicon.cues.grants);
        let granted = pieces.iter().rposition(|piece| grants(piece)).map_or(0, |at| at + 1);
        let condition = |pieces: &[&'a str]| {
            let mut open = pieces.iter().copied().filter(|piece| !grants(piece));
            let named = open.clone().find(|piece| piece.starts_with(['对', '凡']) && piece.chars().count() > 4);
            named.or_else(|| open.rfind(|piece| piece.ends_with('的')))
        };
        condition(&pieces[granted..])
            .or_else(|| condition(&pieces[..granted]))
            .map(|piece| as_condition(piece, &self.context.lexicon.cues.names.scopes))
    }

    /// What the sentence is about, where a clause without a value names it before the clause: 产值 in 产值再上台阶，达到….
    fn topic(&self, clause: &Clause, sentence: TextSpan) -> Option<String> {
        let cues = &self.context.lexicon.cues;
        let near = self.pieces_before(clause, sentence).rev().take(MOST_PIECES);
        let piece = near.filter(|piece| piece.len() <= LONGEST_PIECE).find(|piece| !self.is_frame(piece))?;
        if piece.ends_with(['的', '中']) || cues.names.not_topic.prefix_of(piece).is_some() {
            return None;
        }
        let piece = self.clean_name(&piece[enumerator(piece).unwrap_or(0)..]);
        if cues.verbs.act.prefix_of(&piece).is_some() {
            return Some(piece);
        }
        let words = self.context.lexicon.segmenter.jieba().tag(&piece, false);
        // 销售收入超过百亿元的企业集团 is one name
        if piece.contains('的') && words.last().is_some_and(|word| word.tag.starts_with('n')) {
            return Some(piece);
        }
        let ends = words.iter().scan(0, |end, word| {
            *end += word.word.len();
            Some(*end)
        });
        let measured = ends
            .clone()
            .filter(|&end| cues.rates.names(&piece[..end]) || cues.measures.stocks.suffix_of(&piece[..end]).is_some())
            .last();
        let breaks = words.iter().position(|word| matches!(word.tag, "v" | "d" | "ad" | "p" | "zg"));
        let before_break = match breaks {
            // 加强专利布局 is an action
            Some(0) if words.first().is_some_and(|word| word.tag == "v") => Some(piece.len()),
            Some(0) => None,
            Some(index) => ends.clone().nth(index - 1),
            None => Some(piece.len()),
        };
        let topic = &piece[..measured.or(before_break)?];
        (topic.chars().count() >= 3).then(|| topic.to_owned())
    }

    /// Whether a piece of a sentence only says when or how: 到2025年, 力争五年内.
    fn is_frame(&self, piece: &str) -> bool {
        let cues = &self.context.lexicon.cues;
        let start = piece.as_ptr().addr() - self.context.document.text.text().as_ptr().addr();
        let inside = |time: &&Time| time.span.start >= start && time.span.end <= start + piece.len();
        let timed: usize = self.times.iter().filter(inside).map(|time| time.span.len()).sum();
        let mut rest = piece.len().saturating_sub(timed);
        if let Some(word) = cues.frame.adverb.prefix_of(piece) {
            rest = rest.saturating_sub(word.len());
        }
        rest < 3 * '年'.len_utf8()
    }

    /// What stands in the sentence before the clause, as a name: the thing that a verb without a name takes up.
    fn clause_before(&self, clause: &Clause, sentence: TextSpan) -> Option<String> {
        // 粮食：达到…: a label has the length that it has
        let before = &self.context.document.text.text()[sentence.start..clause.span.start.max(sentence.start)];
        let label = before.trim_end().strip_suffix(['：', ':']).filter(|label| label.chars().count() <= 12);
        let long = || self.pieces_before(clause, sentence).rfind(|piece| piece.chars().count() > 3);
        let piece = label.or_else(long).filter(|piece| !piece.starts_with("各位"))?;
        Some(as_condition(piece, &self.context.lexicon.cues.names.scopes)).filter(|name| !name.is_empty())
    }

    fn pieces_before(&self, clause: &Clause, sentence: TextSpan) -> impl DoubleEndedIterator<Item = &'a str> {
        let text: &'a str = self.context.document.text.text();
        let before = &text[sentence.start..clause.span.start.max(sentence.start)];
        before
            .split(['，', ',', '：', ':'])
            .map(|piece| piece.trim_matches([' ', '“', '—']))
            .filter(|piece| !piece.is_empty())
    }
}

/// Whether a piece of a sentence grants something by itself: 对企业奖励5万元.
fn grants(piece: &str, grants: &Grants) -> bool {
    let digit = piece.find(|character: char| character.is_ascii_digit());
    digit.is_some_and(|at| piece[..at].ends_with('处') || grants.verbs().any(|give| piece.contains(give)))
        && !piece.ends_with('的')
}

fn as_condition(piece: &str, scopes: &[String]) -> String {
    clean_name(piece.trim_start_matches(['对', '凡']).trim_end_matches('的'), scopes)
}

/// A name without scope words in front and signs around it.
pub(super) fn clean_name(name: &str, scopes: &[String]) -> String {
    let mut name =
        name.trim_matches(|character: char| character.is_whitespace() || "，、：；。,:;".contains(character));
    for scope in scopes {
        name = name
            .strip_prefix(scope.as_str())
            .filter(|rest| !rest.is_empty() && !rest.starts_with('性'))
            .unwrap_or(name);
    }
    let name = name.strip_prefix('的').filter(|rest| !rest.is_empty()).unwrap_or(name);
    name.strip_suffix('的').unwrap_or(name).chars().filter(|character| !character.is_whitespace()).collect()
}

/// A占B的 → A占B的比重.
fn share_name(name: &str, rates: &Rates) -> String {
    let name = &name.replace("将占", "占");
    if rates.names(name) { name.to_owned() } else { format!("{}的比重", name.trim_end_matches(['的', '占'])) }
}

/// 出资比例 in 出资比例不低于改造费用的5%: what the bound is a share of is no part of the name.
fn before_bound<'n>(name: &'n str, bounds: &WordList) -> &'n str {
    let at = bounds.find_in(name).filter(|&at| at > 3);
    at.map_or(name, |at| &name[..at])
}

/// 增加值增速 in 增加值增速高于全国, and nothing where the name only begins there.
fn before_comparison<'n>(name: &'n str, compares: &WordList) -> &'n str {
    compares.find_in(name).map_or(name, |at| &name[..at])
}

/// What grows, of the name of its growth: 增加值 of 增加值年均增速.
pub(super) fn without_growth<'n>(name: &'n str, names: &Names) -> &'n str {
    names.growth.strip_from_end_of(name).filter(|rest| !rest.is_empty()).unwrap_or(name)
}

fn without_verb<'n>(name: &'n str, verbs: &WordList) -> &'n str {
    verbs.strip_from_start_of(name).unwrap_or(name)
}

/// The thing whose share is taken, of a name that is a share itself.
fn base_of(subject: &str) -> &str {
    subject.split('占').next().unwrap_or(subject)
}

pub(super) fn part_name(name: &str, part: &Quantity) -> String {
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
