//! The verb that grants an amount, before or behind it.

use super::clause::{GIVE, Surroundings};
use crate::{
    rule::{Class, Item},
    span::TextSpan,
};

/// What may stand between such a verb and the amount.
const GIVE_TAIL: [&str; 14] = [
    "每人每年",
    "每人每月",
    "每人",
    "每户",
    "每亩",
    "每年",
    "每月",
    "每家",
    "每个",
    "每台",
    "最高",
    "一次性",
    "不超过",
    "标准",
];

/// Those to whom something is granted, right behind the verb.
const RECEIVERS: [&str; 10] = ["企业", "个人", "单位", "团队", "机构", "农户", "申请人", "申报人", "获奖者", "每"];

/// Verbs whose amount is paid out in all.
const SPENT: [&str; 11] =
    ["安排", "获得", "累计", "发放各类", "发放", "兑现", "拨付", "下达", "争取", "支付", "累计发放"];

impl Surroundings<'_> {
    /// A verb that grants the amount, at the end of `span` but for 每人, 最高 and the like.
    pub(super) fn give(&self, span: TextSpan) -> Option<(Item, TextSpan)> {
        let mut text = &self.text[span.range()];
        while let Some(word) = GIVE_TAIL.iter().find(|word| text.ends_with(**word)) {
            text = &text[..text.len() - word.len()];
        }
        let word = GIVE.iter().find(|word| text.ends_with(**word))?;
        let mut before = &text[..text.len() - word.len()];
        // 给予每户一次性补助: one granting, with what stands between its two verbs
        let mut between = before;
        while let Some(word) = GIVE_TAIL.iter().find(|word| between.ends_with(**word)) {
            between = &between[..between.len() - word.len()];
        }
        before = ["给予", "予以"].iter().find_map(|give| between.strip_suffix(give)).unwrap_or(before);
        before = before.strip_suffix("一次性").unwrap_or(before);
        let start = span.start + before.len();
        Some((Item { class: Class::Give, span: TextSpan::new(start, span.end) }, TextSpan::new(span.start, start)))
    }

    /// The verb at the beginning of `span` that grants the amount to whom it names: 奖励 in 奖励企业.
    pub(super) fn give_to(&self, span: TextSpan) -> Option<TextSpan> {
        let text = &self.text[span.range()];
        let verb = GIVE.iter().find(|verb| text.starts_with(**verb))?;
        let to = text[verb.len()..].trim_start_matches("给");
        let granted = RECEIVERS.iter().any(|receiver| to.starts_with(receiver));
        granted.then(|| TextSpan::new(span.start, span.start + verb.len()))
    }

    /// Whether the amount is what is paid out in all, not what each is granted: 发放补贴3亿元.
    pub(super) fn is_spent(&self, span: TextSpan) -> bool {
        SPENT.iter().any(|verb| self.text[span.range()].starts_with(verb))
    }
}
