//! Quantities that state nothing where they stand: conditions, places, names of projects, definitions.

use super::{
    Aside,
    passage::{PassageReader, comma_clause},
};
use crate::{
    characters,
    lexicon::unit::UnitKind,
    mention::{
        comparator::Comparator,
        quantity::{Figure, Quantity},
    },
    span::TextSpan,
};

/// The most characters of the name of those to whom a condition applies.
const LONGEST_RECEIVER: usize = 10;

impl PassageReader<'_> {
    /// Why a quantity states nothing, whatever its clause says.
    pub(super) fn aside(&self, quantity: &Quantity) -> Option<Aside> {
        if self.context.statements.covers(quantity.span) || self.says_who_leads(quantity) {
            Some(Aside::Responsibility)
        } else if self.times.iter().any(|time| time.span.overlaps(quantity.core)) {
            Some(Aside::Time)
        } else if self.context.is_note(quantity.span) {
            Some(Aside::Definition)
        } else {
            touches_damage(self.context.document.text.text(), quantity.core).then_some(Aside::Damaged)
        }
    }

    /// 列第一位的为牵头单位: the place is that of an organ in a list.
    fn says_who_leads(&self, quantity: &Quantity) -> bool {
        quantity.figure == Figure::Rank
            && self.context.statements.first_leads
            && self.context.lexicon.organs.first_leads(self.context.document.text.slice(self.passage.span))
    }

    /// Why the first of `quantities`, which stand in `sentence` or behind it, states nothing there.
    pub(super) fn aside_in(&self, quantities: &[Quantity], sentence: TextSpan) -> Option<Aside> {
        let quantity = quantities.first()?;
        let condition = || self.is_condition(quantity, sentence) || self.is_class_of_counted(quantity, sentence);
        let checks: [(&dyn Fn() -> bool, Aside); 6] = [
            (&|| self.only_says_where(quantities, sentence), Aside::Place),
            (&condition, Aside::Condition),
            (&|| self.names_project(quantity, sentence), Aside::Project),
            (&|| self.counts_field(quantity, sentence), Aside::Field),
            (&|| self.defines(quantity, sentence), Aside::Definition),
            (&|| self.is_formality(quantity, sentence), Aside::Formality),
        ];
        checks.into_iter().find_map(|(holds, aside)| holds().then_some(aside))
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
        let grants = of.is_some_and(|rest| quantity.comparator != Comparator::Eq && self.leads_to_grant(rest));
        of.is_some_and(|rest| rest.starts_with(['，', ',']) || opens)
            || grants
            || self.is_measure_of_grant(quantity, behind)
    }

    /// 有三个乡产值超千万元: a round sum behind a count says which of the things are counted.
    fn is_class_of_counted(&self, quantity: &Quantity, sentence: TextSpan) -> bool {
        let text = self.context.document.text.text();
        let round = text[quantity.core.range()].starts_with(['百', '千', '万', '亿']);
        let before = &text[sentence.start..quantity.span.start.max(sentence.start)];
        let clause = before.rsplit(['，', ',', '；', ';', '、']).next().unwrap_or(before);
        // the count opens the clause, or 有 leads to it: not in 甲、乙三个产业收入过千亿元
        let counts = |(at, _): (usize, &str)| {
            let digit = |digit: char| digit.is_ascii_digit() || "一二两三四五六七八九十".contains(digit);
            let before = clause[..at].trim_end_matches(digit);
            before.len() < at && (before.trim().is_empty() || before.ends_with('有'))
        };
        round
            && quantity.span.start < quantity.core.start
            && ["个", "家", "户"].iter().any(|unit| clause.match_indices(unit).any(counts))
    }

    /// In 亩产超过百斤的社，奖…, what is granted follows behind a short name.
    fn leads_to_grant(&self, of: &str) -> bool {
        let Some((name, then)) = of.split_once(['，', ',']) else { return false };
        name.chars().count() <= LONGEST_RECEIVER
            && self.context.lexicon.cues.statements.granted.prefix_of(then).is_some()
    }

    /// 每创汇一百美元，奖励五元: the amount says for how much something is granted.
    fn is_measure_of_grant(&self, quantity: &Quantity, behind: &str) -> bool {
        let text = self.context.document.text.text();
        let near: String = text[..quantity.span.start].chars().rev().take(4).take_while(|&next| next != '每').collect();
        let per = (1..4).contains(&near.chars().count()) && text[..quantity.span.start - near.len()].ends_with('每');
        let recurs = near.ends_with(['年', '月', '日', '个', '人', '户']);
        let money =
            quantity.unit.as_deref().is_some_and(|unit| unit.ends_with('元')) && quantity.comparator == Comparator::Eq;
        let then = behind.strip_prefix(['，', ',']).unwrap_or_default();
        per && !recurs && money && self.context.lexicon.cues.statements.granted.prefix_of(then).is_some()
    }

    /// 在6个试点市建设5个…: the first value only says where.
    fn only_says_where(&self, quantities: &[Quantity], sentence: TextSpan) -> bool {
        let text = self.context.document.text.text();
        let [first, second, ..] = quantities else { return false };
        let between = text.get(first.span.end..second.span.start).unwrap_or("，");
        let before = &text[sentence.start..first.span.start.max(sentence.start)];
        second.span.end <= sentence.end
            && before.ends_with('在')
            && self.context.lexicon.cues.verbs.reach.suffix_of(before).is_none()
            && !between.contains(['，', ',', '。', '；', ';'])
    }

    /// 年产2000辆专用车, 5万吨钛材加工项目: how much it can make is part of the name of a project.
    fn names_project(&self, quantity: &Quantity, sentence: TextSpan) -> bool {
        let text = self.context.document.text.text();
        let before = &text[sentence.start..quantity.span.start.max(sentence.start)];
        let behind = &text[quantity.span.end..sentence.end.max(quantity.span.end)];
        let name = behind.split(['，', ',', '。', '；', ';', '：']).next().unwrap_or_default();
        let words = &self.context.lexicon.cues.projects;
        if !name.starts_with(char::is_alphabetic) {
            return false;
        }
        let is_project = words.nouns.is_in(name);
        let yearly = words.capacity.suffix_of(before).is_some();
        let kind =
            quantity.unit.as_deref().and_then(|unit| self.context.lexicon.units.longest_at(unit)).map(|unit| unit.kind);
        let capacity = matches!(kind, Some(UnitKind::Mass | UnitKind::Volume | UnitKind::Power | UnitKind::Energy));
        // 建成435万千瓦光伏电站 says how much is built
        let counted = self.context.lexicon.cues.verbs.act.suffix_of(before).is_some() && kind == Some(UnitKind::Power);
        let voltage = quantity.unit.as_deref().is_some_and(|unit| words.voltages.has(unit));
        voltage || is_project && (yearly || capacity && !counted)
    }

    /// 在全省7个民族县区中排名第一, 低于全国70个大中城市平均水平: how many there are to compare with.
    fn counts_field(&self, quantity: &Quantity, sentence: TextSpan) -> bool {
        let text = self.context.document.text.text();
        let before = &text[sentence.start..quantity.span.start.max(sentence.start)];
        let behind = &text[quantity.span.end..sentence.end.max(quantity.span.end)];
        let clause = behind.split(['，', ',', '。', '；', ';', '、']).next().unwrap_or_default();
        let ranks = &self.context.lexicon.cues.ranks;
        let scoped = ranks.counted_fields.suffix_of(before).is_some();
        let compared = clause.ends_with(['中', '里']) || ranks.compared.is_in(clause);
        scoped && compared
    }

    /// 共印80份, 3楼301室, 公示期7个工作日: of the document, its meeting or its office.
    fn is_formality(&self, quantity: &Quantity, sentence: TextSpan) -> bool {
        let text = self.context.document.text.text();
        let before = text[sentence.start..quantity.span.start.max(sentence.start)].trim_end();
        let words = &self.context.lexicon.cues.formalities;
        // 附件：1.名单（26人） is a list of names
        let paragraph = text[self.passage.span.range()].trim_start();
        let labelled = words.labels.prefix_of(before).is_some() || words.attachments.prefix_of(paragraph).is_some();
        let clause = before.rsplit(['，', ',', '；', ';']).next().unwrap_or(before);
        let visited = words.visits.is_in(clause);
        let counts = matches!(quantity.unit.as_deref(), None | Some("名" | "位" | "人" | "家" | "个" | "条" | "道"));
        // 5名专家组成的团队 is another thing
        let behind = &text[quantity.span.end..sentence.end.max(quantity.span.end)];
        let named = |word: &String| {
            behind.strip_prefix(word.as_str()).is_some_and(|rest| !rest.starts_with(['的', '型', '库']))
        };
        let room = (quantity.unit.is_none() && words.rooms.prefix_of(behind).is_some())
            || (quantity.unit.as_deref() == Some("层") && characters::first(behind, 8).contains('室'));
        let attends = counts && words.behind.iter().any(named);
        let offered = matches!(quantity.unit.as_deref(), Some("篇" | "份")) && words.offers.is_in(clause);
        room || labelled
            || visited
            || attends
            || offered
            || before.ends_with('@')
            || words.words.suffix_of(before).is_some()
    }

    /// 综合管廊是指容纳两类以上管线的构筑物: a sentence that says what a word means states nothing.
    fn defines(&self, quantity: &Quantity, sentence: TextSpan) -> bool {
        let before =
            self.context.document.text.slice(TextSpan::new(sentence.start, quantity.span.start.max(sentence.start)));
        before.contains("是指")
            || before.contains("：指")
            || before.contains(":指")
            || before.trim_start().starts_with('指')
    }
}

/// Whether a number stands beside a character that was lost or that no standard knows: it may be a part of another number.
fn touches_damage(text: &str, number: TextSpan) -> bool {
    let damaged = |character: char| matches!(character, '\u{E000}'..='\u{F8FF}' | '\u{FFFD}');
    // a `?` between digits, or between one and a word, is a sign that is lost
    let digit = |character: char| character.is_ascii_digit();
    let (before, after) = (&text[..number.start], &text[number.end..]);
    // what is lost before a decimal point was a part of the number
    let point = ['.', '．'];
    before.trim_end_matches(point).ends_with(damaged)
        || text[number.range()].contains(damaged)
        || after.trim_start_matches(point).starts_with(damaged)
        || before.strip_suffix('?').is_some_and(|before| before.ends_with(digit))
        || text[number.range()].ends_with(digit)
            && after.strip_prefix('?').is_some_and(|after| after.starts_with(char::is_alphanumeric))
}

/// Whether a text is the rest of a list of values: 、100亿元.
fn is_list_tail(text: &str) -> bool {
    text.starts_with('、')
        && text.chars().count() <= 10
        && text.chars().nth(1).is_some_and(|next| next.is_ascii_digit())
}
