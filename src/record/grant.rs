//! The verb that grants an amount, before or behind it.

use super::clause::Surroundings;
use crate::{
    rule::{Class, Item},
    span::TextSpan,
};

impl Surroundings<'_> {
    /// A verb that grants the amount, at the end of `span` but for 每人, 最高 and the like.
    pub(super) fn give(&self, span: TextSpan) -> Option<(Item, TextSpan)> {
        let grants = &self.lexicon.cues.grants;
        let text = grants.between.cut_from_end_of(&self.text[span.range()]);
        let mut before = grants.verbs().find_map(|word| text.strip_suffix(word))?;
        // 给予每户一次性补助: one granting, with what stands between its two verbs
        let between = grants.between.cut_from_end_of(before);
        before = grants.give.strip_from_end_of(between).unwrap_or(before);
        before = before.strip_suffix("一次性").unwrap_or(before);
        let start = span.start + before.len();
        Some((Item { class: Class::Give, span: TextSpan::new(start, span.end) }, TextSpan::new(span.start, start)))
    }

    /// The verb at the beginning of `span` that grants the amount to whom it names: 奖励 in 奖励企业.
    pub(super) fn give_to(&self, span: TextSpan) -> Option<TextSpan> {
        let text = &self.text[span.range()];
        let grants = &self.lexicon.cues.grants;
        let verb = grants.verbs().find(|verb| text.starts_with(verb))?;
        let to = text[verb.len()..].trim_start_matches("给");
        let granted = grants.receivers.prefix_of(to).is_some();
        granted.then(|| TextSpan::new(span.start, span.start + verb.len()))
    }

    /// Whether the amount is what is paid out in all, not what each is granted: 发放补贴3亿元.
    pub(super) fn is_spent(&self, span: TextSpan) -> bool {
        self.lexicon.cues.grants.spent.prefix_of(&self.text[span.range()]).is_some()
    }
}
