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
        let start = span.start + text.len() - word.len();
        Some((Item { class: Class::Give, span: TextSpan::new(start, span.end) }, TextSpan::new(span.start, start)))
    }

    /// Whether the amount is what is paid out in all, not what each is granted: 发放补贴3亿元.
    pub(super) fn is_spent(&self, span: TextSpan) -> bool {
        SPENT.iter().any(|verb| self.text[span.range()].starts_with(verb))
    }
}
