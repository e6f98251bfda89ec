//! The verb that links a name to its value: of reaching, growing, falling, of an old value, of a place in an order.

use super::clause::Surroundings;
use crate::{
    characters,
    lexicon::cue::Cues,
    rule::{Class, Item},
    span::TextSpan,
};

/// The most characters between a verb that takes a place in an order, and that place.
const LONGEST_FIELD: usize = 8;

impl Surroundings<'_> {
    /// The verb that links a name to the value, at the end of `span`.
    pub(super) fn link(&self, span: TextSpan, cues: &Cues) -> Option<(Item, TextSpan)> {
        let whole = &self.text[span.range()];
        // 由每月500元
        let text = cues.links.each.cut_from_end_of(whole);
        // 由年初的1.8%, 从年人均4000元
        let old = cues.links.old_value.cut_from_end_of(whole);
        // 从保护初期的2600吨
        let stage = cues.links.stages.strip_from_end_of(old);
        let old = stage
            .and_then(|before| {
                let from = before.rfind(['由', '从'])?;
                let word = before[from..].chars().next()?;
                (before[from..].chars().count() <= LONGEST_FIELD).then(|| &before[..from + word.len_utf8()])
            })
            .unwrap_or(old);
        if let Some(word) = cues.verbs.from.suffix_of(old).filter(|_| self.goes_on_to_new_value(span.end)) {
            let start = span.start + old.len() - word.len();
            let verb = TextSpan::new(start, span.start + old.len());
            return Some((Item { class: Class::From, span: verb }, TextSpan::new(span.start, start)));
        }
        let span = TextSpan::new(span.start, span.start + text.len());
        let (class, word) = [
            (Class::Reach, cues.verbs.reach.suffix_of(text)),
            (Class::Grow, cues.verbs.grow.suffix_of(text)),
            (Class::Fall, cues.verbs.fall.suffix_of(text)),
        ]
        .into_iter()
        .filter_map(|(class, word)| word.map(|word| (class, word)))
        .max_by_key(|(_, word)| word.len())
        .or_else(|| self.changes_to(text).map(|word| (Class::Reach, word)))?;
        // 自然增长率 is a name
        if word == "增长率" && text.ends_with("自然增长率") {
            return None;
        }
        // 新增 is a doing, though it ends on 增
        if cues.verbs.act.suffix_of(text).is_some_and(|verb| verb.len() > word.len()) {
            return None;
        }
        // 班列 is no verb, 均列 is one
        let before = &text[..text.len() - word.len()];
        let adverb = before.ends_with(['均', '各', '都']);
        if matches!(word, "列" | "居" | "排") && !adverb && !self.word_ends(span).begins_at(before.len()) {
            return None;
        }
        let start = span.end - self.whole_words(span, word).len();
        Some((Item { class, span: TextSpan::new(start, span.end) }, TextSpan::new(span.start, start)))
    }

    /// `verb` at the end of `span` without an adverb that is the end of a word before it: 达到, not 应达到, in 供应达到.
    fn whole_words<'t>(&self, span: TextSpan, verb: &'t str) -> &'t str {
        let rest = verb.trim_start_matches(['应', '可', '约', '均', '都', '要', '须', '将', '已', '各']);
        let adverb = verb.len() - rest.len();
        if adverb == 0 || rest.is_empty() || self.word_ends(span).begins_at(span.len() - verb.len()) {
            verb
        } else {
            rest
        }
    }

    /// Whether a value at `position` is the old one of two: 由35%提高到40%.
    fn goes_on_to_new_value(&self, position: usize) -> bool {
        let behind = &self.text[position..self.sentence.end.max(position)];
        let clause = behind.split(['，', ',', '；', ';']).next().unwrap_or_default();
        characters::first(clause, 30).contains(['到', '至', '为', '成', '升', '降', '增', '跃'])
    }

    /// A verb with 到 or 至 at the end of `text` that no list holds: 拓展到.
    fn changes_to<'t>(&self, text: &'t str) -> Option<&'t str> {
        let stem = text.strip_suffix(['到', '至'])?;
        let words = self.lexicon.segmenter.jieba().tag(characters::last(stem, 6), false);
        let verb = words.last().filter(|word| word.tag.starts_with('v') && word.word.chars().count() == 2)?;
        Some(&text[stem.len() - verb.word.len()..])
    }

    /// 从全国城市排名第15位跃升到…: nor is the field of the old place.
    pub(super) fn without_old_field(&self, span: TextSpan) -> TextSpan {
        let text = &self.text[span.range()];
        let field = text.rfind(['从', '由', '在']).filter(|&from| {
            let field = &text[from + '从'.len_utf8()..];
            self.lexicon.cues.ranks.fields.prefix_of(field).is_some() && field.chars().count() <= LONGEST_FIELD
        });
        TextSpan::new(span.start, span.start + field.unwrap_or(text.len()))
    }

    /// 居全国第一, 均居省会城市第一: among what a place is taken is no part of the name.
    pub(super) fn without_field(&self, span: TextSpan) -> TextSpan {
        let text = &self.text[span.range()];
        let ranks = &self.lexicon.cues.ranks;
        let field = ranks.fields.suffix_of(text).map_or(0, str::len);
        let verb = ranks.verbs.iter().filter_map(|verb| Some(text.rfind(verb.as_str())? + verb.len())).max();
        let end = match verb {
            Some(end) if text[end..].chars().count() <= LONGEST_FIELD => end,
            _ => text.len() - field,
        };
        TextSpan::new(span.start, span.start + end)
    }
}
