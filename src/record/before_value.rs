//! Left of a value: what stands there, in order, as items: a verb, a name, the verb that links or grants.

use std::cell::OnceCell;

use super::{
    brackets,
    clause::{Surroundings, name_class},
};
use crate::{
    characters,
    lexicon::{cue::Cues, segmenter::Segmenter},
    mention::time::{Time, TimeRole},
    rule::{Class, Item},
    span::TextSpan,
};

/// Where the words of a span end. It is cut when that is first asked, which most spans never are.
pub(super) struct WordEnds<'a> {
    segmenter: &'a Segmenter,
    text: &'a str,
    span: TextSpan,
    ends: OnceCell<Vec<usize>>,
}

impl WordEnds<'_> {
    /// Whether a word ends at `position` of the whole text.
    pub(super) fn has(&self, position: usize) -> bool {
        self.all().binary_search(&position).is_ok()
    }

    /// Whether a word begins so many bytes behind the start of the span.
    pub(super) fn begins_at(&self, offset: usize) -> bool {
        offset == 0 || self.has(self.span.start + offset)
    }

    /// Where the first word ends.
    pub(super) fn first(&self) -> Option<usize> {
        self.all().first().copied()
    }

    fn all(&self) -> &[usize] {
        self.ends.get_or_init(|| {
            let mut end = self.span.start;
            let words = self.segmenter.jieba().cut(self.text, false).into_iter();
            words
                .map(|word| {
                    end += word.word.len();
                    end
                })
                .collect()
        })
    }
}

impl Surroundings<'_> {
    /// The items in `window`, which ends at the value. `word` is one of a rule there that is an item by itself.
    pub(super) fn left_items(
        &self,
        window: TextSpan,
        named_behind: bool,
        value: Class,
        word: Option<TextSpan>,
    ) -> Vec<Item> {
        let window = word.map_or(window, |word| TextSpan::new(window.start, word.start));
        let window = self.without_times(self.behind_joint(window, named_behind));
        let ends = self.word_ends(window);
        let cues = &self.lexicon.cues;
        let mut start = self.skip_frame(window, &ends, cues);
        let mut rest = TextSpan::new(start, window.end.max(start));
        let mut tail: Vec<Item> = word.map(|span| Item { class: Class::Word, span }).into_iter().collect();
        rest = self.trim_end(rest);
        let mut items = Vec::new();
        // 处500元以上2000元以下罚款
        let is_fined = || characters::first(&self.text[window.end..], 24).contains("罚款");
        let fine = cues.grants.fine.suffix_of(&self.text[rest.range()]);
        if let Some(fine) = fine.filter(|_| word.is_none() && is_fined()) {
            let verb = TextSpan::new(rest.end - fine.len(), rest.end);
            rest = self.trim_end(TextSpan::new(rest.start, verb.start));
            tail.push(Item { class: Class::Give, span: verb });
        }
        let verb = cues
            .grants
            .give
            .prefix_of(&self.text[rest.range()])
            .map(|give| TextSpan::new(rest.start, rest.start + give.len()))
            .or_else(|| self.give_to(rest).filter(|_| value == Class::Money));
        if let Some(verb) = verb {
            rest = TextSpan::new(verb.end, rest.end);
            items.push(Item { class: Class::Give, span: verb });
        }
        if value == Class::Rank {
            rest = self.trim_end(self.without_field(rest));
        }
        // money and shares are granted; 救助2.5万人次 counts what is done
        let granted = matches!(value, Class::Money | Class::Percent) && !self.is_spent(rest);
        if word.is_some() {
            // it is what links the name to the value
        } else if let Some((item, before)) = self.give(rest).filter(|_| granted) {
            tail.push(item);
            rest = self.trim_end(before);
            // 每辆补贴8000元: each of what the condition names
            if self.text[rest.range()].starts_with('每') && rest.len() <= 9 {
                rest = TextSpan::new(rest.end, rest.end);
            }
        } else if self.lexicon.indicators.is_at_end(&self.text[rest.range()]) {
            // a verb at the end of a known name is a part of it
        } else if let Some((item, before)) = self.link(rest, cues) {
            tail.push(item);
            rest = self.trim_end(before);
            if value == Class::Rank {
                rest = self.trim_end(self.without_old_field(rest));
            }
        }
        // 设立管委会并将面积扩大到…: what stands before 并将 is done with something else
        if let Some(at) =
            cues.links.and_will.iter().find_map(|word| Some(self.text[rest.range()].find(word.as_str())? + word.len()))
        {
            rest = TextSpan::new(rest.start + at, rest.end);
        }
        // 县城道路新增86公里
        let more = cues.measures.more_ending.suffix_of(&self.text[rest.range()]).filter(|_| !named_behind);
        if let Some(more) = more.filter(|more| more.len() < rest.len() && tail.is_empty()) {
            rest = self.trim_end(TextSpan::new(rest.start, rest.end - more.len()));
        }
        if let Some(verb_end) = self.leading_verb(rest, &ends, !tail.is_empty()) {
            items.push(Item { class: Class::Do, span: TextSpan::new(rest.start, verb_end) });
            start = self.skip_scope(TextSpan::new(verb_end, rest.end), cues);
            rest = TextSpan::new(start.min(rest.end), rest.end);
        }
        let known = self.lexicon.indicators.is_at_end(&self.text[rest.range()]);
        if !rest.is_empty() && tail.is_empty() && named_behind && !known {
            if let Some(verb) = self.trailing_verb(rest, cues) {
                tail.push(Item { class: Class::Do, span: verb });
                rest = self.trim_end(TextSpan::new(rest.start, verb.start));
            } else if items.is_empty() && self.is_verbal(rest) {
                items.push(Item { class: Class::Do, span: rest });
                rest = TextSpan::new(rest.end, rest.end);
            }
        }
        // in A、B等9家C the names before the value are examples of the one behind it
        let before = &self.text[rest.range()];
        let listed = before.ends_with('等') || value == Class::Amount && before.contains('、');
        let examples = named_behind && tail.is_empty() && listed;
        // 是上个五年的1.4倍: what it is compared with
        if value == Class::Multiple && cues.links.equal.prefix_of(self.text[window.range()].trim_start()).is_some() {
            rest = TextSpan::new(rest.end, rest.end);
        }
        if !rest.is_empty() && !examples {
            let class = if self.for_whom(rest) && !tail.is_empty() {
                Class::Each
            } else {
                name_class(&self.text[rest.range()], cues)
            };
            items.push(Item { class, span: rest });
        }
        items.extend(tail);
        // 推进建设 and 组织开展 are one doing
        items.dedup_by(|later, earlier| later.class == Class::Do && earlier.class == Class::Do);
        items
    }

    /// In A和9家B, A is not part of the second name.
    fn behind_joint(&self, window: TextSpan, named_behind: bool) -> TextSpan {
        let text = self.text[window.range()].trim_end();
        let joint = ["和", "及", "与", "、", "并"].iter().any(|joint| text.ends_with(joint));
        if joint && named_behind { TextSpan::new(window.end, window.end) } else { window }
    }

    /// Whether the name is said of somebody: 为农牧民落实.
    fn for_whom(&self, span: TextSpan) -> bool {
        self.text[..span.start].ends_with(['为', '向', '给'])
    }

    /// The part of the window that holds the name: behind the last time in it, unless only a link stands there.
    fn without_times(&self, window: TextSpan) -> TextSpan {
        let outside =
            |time: &&Time| window.contains(time.span) && !brackets::closes(&self.text[time.span.end..window.end]);
        let Some(time) = self.times.iter().rev().find(outside) else { return window };
        let behind = TextSpan::new(time.span.end, window.end);
        let rest = self.trim_end(behind);
        let bare = self.link(rest, &self.lexicon.cues).map_or(rest, |(_, before)| self.trim_end(before));
        let ends = self.word_ends(bare);
        // 增加值年均增速高于全国: the growth is that of what stands before 年均
        let of_growth = self.lexicon.cues.names.growth_ends.prefix_of(&self.text[bare.range()]).is_some();
        let named_behind = !of_growth && self.skip_frame(bare, &ends, &self.lexicon.cues) < bare.end;
        if named_behind && time.role != TimeRole::Baseline { behind } else { window }
    }

    pub(super) fn word_ends(&self, span: TextSpan) -> WordEnds<'_> {
        WordEnds { segmenter: &self.lexicon.segmenter, text: &self.text[span.range()], span, ends: OnceCell::new() }
    }

    /// The end of the verbs of doing that `span` begins with: two of them, or three in a list, whole words.
    fn leading_verb(&self, span: TextSpan, ends: &WordEnds<'_>, linked: bool) -> Option<usize> {
        let mut position = span.start;
        for count in 0..3 {
            let joint = if position > span.start { self.joint_before_verb(position, span.end) } else { 0 };
            if count == 2 && joint == 0 {
                break;
            }
            let verb_start = position + joint;
            let Some(verb) = self.lexicon.cues.verbs.act.prefix_of(&self.text[verb_start..span.end]) else { break };
            let end = verb_start + verb.len();
            // in 新认定的机构 the verb is part of the name
            if (end != span.end && !ends.has(end) && !self.text[end..span.end].starts_with(['了', '到']))
                || self.text[end..span.end].starts_with(['的', '型', '后'])
                || self.text[end..span.end].starts_with("幅度")
            {
                break;
            }
            // 解决了, 争取到
            let particle = self.text[end..span.end]
                .chars()
                .next()
                .filter(|&next| next == '了' || next == '到' && ends.has(end + '到'.len_utf8()));
            position = end + particle.map_or(0, char::len_utf8);
        }
        // 竣工投产率 and 办理时限缩短 are names, and 率 alone is none
        let left = self.text[position..span.end].trim();
        // 新投产项目 are named so
        let newly = self.lexicon.cues.names.newly.prefix_of(&self.text[span.start..]).is_some();
        let bare = match left.chars().count() {
            1 => ["率", "数", "量", "额", "费", "期", "区", "点"].contains(&left),
            2 => {
                linked && !self.lexicon.cues.names.sizes.has(left)
                    || newly && self.lexicon.cues.names.newly_named.has(left)
            }
            // 绿化覆盖率
            3 => left.ends_with('率'),
            _ => false,
        };
        (position > span.start && !bare).then_some(position)
    }

    /// The length of the sign or word that joins a second verb of doing to a first: 、 in 新建、扩建校舍, but not in 新建、校舍.
    fn joint_before_verb(&self, position: usize, end: usize) -> usize {
        let behind = &self.text[position..end];
        let joint = behind.chars().next().filter(|next| matches!(next, '、' | '和' | '及' | '并' | '或'));
        let len = joint.map_or(0, char::len_utf8);
        let verb = self.lexicon.cues.verbs.act.prefix_of(&behind[len..]);
        // 接待和旅游: a verb that ends the name, or is part of a word, joins nothing
        if verb.is_some_and(|verb| verb.len() < behind.len() - len) { len } else { 0 }
    }

    fn trailing_verb(&self, span: TextSpan, cues: &Cues) -> Option<TextSpan> {
        // 制造业发展 is a name
        let verb = cues.verbs.act.suffix_of(&self.text[span.range()]).filter(|verb| *verb != "发展")?;
        Some(TextSpan::new(span.end - verb.len(), span.end))
    }

    /// Whether all words of `span` are verbs or adverbs, by the segmenter's dictionary.
    fn is_verbal(&self, span: TextSpan) -> bool {
        let words = self.lexicon.segmenter.jieba().tag(&self.text[span.range()], false);
        (1..=3).contains(&words.len())
            && words.iter().all(|word| matches!(word.tag, "v" | "vn" | "d" | "ad" | "c" | "p" | "vd" | "zg" | "vg"))
            && words.iter().any(|word| word.tag.starts_with('v'))
    }
}
