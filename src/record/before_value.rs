//! Left of a value: the frame (when, where, how), the verb or the name, the verb that links them to the value.

use super::behind_value::SIZES;
use super::clause::{GIVE, Surroundings, name_class};
use crate::{
    lexicon::cue::{self, Cues},
    mention::time::TimeRole,
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
/// What may stand between a link and the value, or at the end of a name, and is no part of it.
const TRAILING: [&str; 35] = [
    "比五年前",
    "较五年前",
    "比上年末",
    "较上年末",
    "比年初",
    "较年初",
    "比上届",
    "较同期",
    "同口径",
    "可比口径",
    "按可比价格计算",
    "按可比价格",
    "按可比价",
    "同比",
    "至少",
    "不少于",
    "达到或",
    "分别",
    "将",
    "已",
    "均",
    "各",
    "都",
    "累计",
    "力争",
    "争取",
    "确保",
    "预计",
    "可",
    "要",
    "应",
    "共",
    "总计",
    "约",
    "的",
];

/// What may stand between 由 and the old value.
const OLD_VALUE: [&str; 22] = [
    "每月",
    "每年",
    "每人",
    "每户",
    "每日",
    "每天",
    "每亩",
    "每吨",
    "年人均",
    "月人均",
    "人均",
    "年初",
    "上年末",
    "期初",
    "期末",
    "同期",
    "原来",
    "目前",
    "最初",
    "不足",
    "不到",
    "的",
];

/// Verbs whose amount is paid out in all.
const SPENT: [&str; 11] =
    ["安排", "获得", "累计", "发放各类", "发放", "兑现", "拨付", "下达", "争取", "支付", "累计发放"];

/// Among what a place in an order is taken.
const RANKED_IN: [&str; 12] =
    ["全国", "全省", "全市", "全区", "全县", "世界", "全球", "国内", "中部", "西部", "东部", "同类城市"];

/// Verbs that take a place in an order, and the most characters of the field that stands between them and it.
const RANKS: [&str; 18] = [
    "进入",
    "前移至",
    "前移到",
    "升至",
    "上升至",
    "提升至",
    "稳居",
    "排在",
    "排名第",
    "居",
    "列",
    "位居",
    "位列",
    "排名",
    "跃居",
    "名列",
    "排",
    "跃升至",
];
const LONGEST_FIELD: usize = 8;

impl Surroundings<'_> {
    pub(super) fn left_items(&self, window: TextSpan, named_behind: bool, value: Class) -> Vec<Item> {
        let window = self.without_times(self.behind_joint(window, named_behind));
        let ends = self.word_ends(window);
        let cues = &self.lexicon.cues;
        let mut start = self.skip_frame(window, &ends, cues);
        let mut rest = TextSpan::new(start, window.end.max(start));
        let mut tail: Vec<Item> = Vec::new();
        rest = self.trim_end(rest);
        let mut items = Vec::new();
        // 处500元以上2000元以下罚款
        let fined = self.text[window.end..].chars().take(24).collect::<String>().contains("罚款");
        if let Some(fine) =
            ["并处以", "并处", "处以", "处"].iter().find(|fine| fined && self.text[rest.range()].ends_with(**fine))
        {
            let verb = TextSpan::new(rest.end - fine.len(), rest.end);
            rest = self.trim_end(TextSpan::new(rest.start, verb.start));
            tail.push(Item { class: Class::Give, span: verb });
        }
        if let Some(give) = ["给予", "予以"].iter().find(|give| self.text[rest.range()].starts_with(**give)) {
            let verb = TextSpan::new(rest.start, rest.start + give.len());
            rest = TextSpan::new(verb.end, rest.end);
            items.push(Item { class: Class::Give, span: verb });
        }
        if value == Class::Rank {
            rest = self.trim_end(self.without_field(rest));
        }
        // money and shares are granted; 救助2.5万人次 counts what is done
        let granted = matches!(value, Class::Money | Class::Percent) && !self.is_spent(rest);
        if let Some((item, before)) = self.give(rest).filter(|_| granted) {
            tail.push(item);
            rest = self.trim_end(before);
            // 每辆补贴8000元: each of what the condition names
            if self.text[rest.range()].starts_with('每') && rest.len() <= 9 {
                rest = TextSpan::new(rest.end, rest.end);
            }
        } else if let Some((item, before)) = self.link(rest, cues) {
            tail.push(item);
            rest = self.trim_end(before);
        }
        // 设立管委会并将面积扩大到…: what stands before 并将 is done with something else
        if let Some(at) =
            ["并将", "并把", "并使"].iter().find_map(|word| Some(self.text[rest.range()].find(word)? + word.len()))
        {
            rest = TextSpan::new(rest.start + at, rest.end);
        }
        // 县城道路新增86公里
        let more = ["新增", "净增"].iter().find(|more| !named_behind && self.text[rest.range()].ends_with(**more));
        if let Some(more) = more.filter(|more| more.len() < rest.len() && tail.is_empty()) {
            rest = self.trim_end(TextSpan::new(rest.start, rest.end - more.len()));
        }
        if let Some(verb_end) = self.leading_verb(rest, &ends, !tail.is_empty()) {
            items.push(Item { class: Class::Do, span: TextSpan::new(rest.start, verb_end) });
            start = self.skip_scope(TextSpan::new(verb_end, rest.end), cues);
            rest = TextSpan::new(start.min(rest.end), rest.end);
        }
        if !rest.is_empty() && tail.is_empty() && named_behind {
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
        if value == Class::Multiple
            && ["是", "为", "相当于"].iter().any(|verb| self.text[window.range()].trim_start().starts_with(verb))
        {
            rest = TextSpan::new(rest.end, rest.end);
        }
        if !rest.is_empty() && !examples {
            let class = if self.for_whom(rest) && !tail.is_empty() {
                Class::Each
            } else {
                name_class(&self.text[rest.range()])
            };
            items.push(Item { class, span: rest });
        }
        items.extend(tail);
        // 推进建设 and 组织开展 are one doing
        items.dedup_by(|later, earlier| later.class == Class::Do && earlier.class == Class::Do);
        items
    }

    /// 居全国第一, 均居省会城市第一: among what a place is taken is no part of the name.
    fn without_field(&self, span: TextSpan) -> TextSpan {
        let text = &self.text[span.range()];
        let scope = RANKED_IN.iter().find(|scope| text.ends_with(**scope)).map_or(0, |scope| scope.len());
        let verb = RANKS.iter().filter_map(|verb| Some((text.rfind(verb)? + verb.len(), verb))).max();
        let end = match verb {
            Some((end, _)) if text[end..].chars().count() <= LONGEST_FIELD => end,
            _ => text.len() - scope,
        };
        TextSpan::new(span.start, span.start + end)
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
        let Some(time) = self.times.iter().rev().find(|time| window.contains(time.span)) else { return window };
        let behind = TextSpan::new(time.span.end, window.end);
        let rest = self.trim_end(behind);
        let bare = self.link(rest, &self.lexicon.cues).map_or(rest, |(_, before)| self.trim_end(before));
        let ends = self.word_ends(bare);
        let named_behind = self.skip_frame(bare, &ends, &self.lexicon.cues) < bare.end;
        if named_behind && time.role != TimeRole::Baseline { behind } else { window }
    }

    fn word_ends(&self, span: TextSpan) -> Vec<usize> {
        let mut end = span.start;
        self.lexicon
            .segmenter
            .jieba()
            .cut(&self.text[span.range()], false)
            .into_iter()
            .map(|word| {
                end += word.word.len();
                end
            })
            .collect()
    }

    /// The first byte behind what frames the name: signs, times, 全市, 力争.
    fn skip_frame(&self, span: TextSpan, ends: &[usize], cues: &Cues) -> usize {
        let mut position = span.start;
        while position < span.end {
            let rest = &self.text[position..span.end];
            if let Some(sign) =
                rest.chars().next().filter(|character| !character.is_alphanumeric() && !"“《".contains(*character))
            {
                position += sign.len_utf8();
                continue;
            }
            if let Some(time) = self.times.iter().find(|time| time.span.start == position && time.span.end <= span.end)
            {
                position = time.span.end;
                continue;
            }
            if let Some(years) = self.duration(rest) {
                position += years;
                continue;
            }
            if let Some(number) = enumerator(rest) {
                position += number;
                continue;
            }
            let verb = cue::prefix(rest, &cues.verbs.act).map_or(0, str::len);
            let frame = cue::prefix(rest, &cues.frame.adverb)
                .map_or(0, str::len)
                .max(cue::prefix(rest, &cues.frame.scope).map_or(0, str::len));
            let whole_word = frame == rest.len() || ends.contains(&(position + frame));
            if frame == 0 || frame < verb || !whole_word {
                break;
            }
            position += frame;
        }
        position
    }

    /// The length of 五年 or 三年累计 before a verb of doing.
    fn duration(&self, text: &str) -> Option<usize> {
        let digits = text.trim_start_matches(|character: char| {
            character.is_ascii_digit() || "一二两三四五六七八九十".contains(character)
        });
        let behind = digits.strip_prefix('年').filter(|_| digits.len() < text.len())?;
        let behind =
            ["累计", "共", "来", "间", "内"].iter().find_map(|word| behind.strip_prefix(word)).unwrap_or(behind);
        cue::prefix(behind, &self.lexicon.cues.verbs.act).map(|_| text.len() - behind.len())
    }

    /// The first byte behind the signs, times and scope words that follow a verb. Adverbs there are part of the name.
    fn skip_scope(&self, span: TextSpan, cues: &Cues) -> usize {
        let mut position = span.start;
        while position < span.end {
            let rest = &self.text[position..span.end];
            let time = self.times.iter().find(|time| time.span.start == position && time.span.end <= span.end);
            let sign =
                rest.chars().next().filter(|character| !character.is_alphanumeric() && !"“《（(".contains(*character));
            position += match (time, sign, cue::prefix(rest, &cues.frame.scope)) {
                (Some(time), _, _) => time.span.len(),
                (_, Some(sign), _) => sign.len_utf8(),
                (_, _, Some(scope)) => scope.len(),
                _ => break,
            };
        }
        position
    }

    pub(super) fn trim_end(&self, span: TextSpan) -> TextSpan {
        let mut text = &self.text[span.range()];
        loop {
            let before = text;
            text =
                text.trim_end_matches(|character: char| !character.is_alphanumeric() && !"”》）)".contains(character));
            if let Some(time) = self.times.iter().find(|time| {
                time.span.end == span.start + text.len() && time.span.start >= span.start && time.role != TimeRole::Date
            }) {
                text = &text[..time.span.start - span.start];
            }
            if let Some(word) = TRAILING.iter().find(|word| text.ends_with(**word)) {
                text = &text[..text.len() - word.len()];
            }
            if text.len() == before.len() {
                return TextSpan::new(span.start, span.start + text.len());
            }
        }
    }

    /// The verb that links a name to the value, at the end of `span`.
    pub(super) fn link(&self, span: TextSpan, cues: &Cues) -> Option<(Item, TextSpan)> {
        let whole = &self.text[span.range()];
        // 由每月500元
        let text = without_ends(whole, &["每月", "每年", "每人", "每户"]);
        // 由年初的1.8%, 从年人均4000元
        let old = without_ends(whole, &OLD_VALUE);
        // 从保护初期的2600吨
        let stage =
            ["初期", "之初", "时期", "最少时", "最多时", "高峰期"].iter().find_map(|stage| old.strip_suffix(stage));
        let old = stage
            .and_then(|before| {
                let from = before.rfind(['由', '从'])?;
                let word = before[from..].chars().next()?;
                (before[from..].chars().count() <= LONGEST_FIELD).then(|| &before[..from + word.len_utf8()])
            })
            .unwrap_or(old);
        if let Some(word) = cue::suffix(old, &cues.verbs.from).filter(|_| self.goes_on_to_new_value(span.end)) {
            let start = span.start + old.len() - word.len();
            let verb = TextSpan::new(start, span.start + old.len());
            return Some((Item { class: Class::From, span: verb }, TextSpan::new(span.start, start)));
        }
        let span = TextSpan::new(span.start, span.start + text.len());
        let (class, word) = [
            (Class::Reach, cue::suffix(text, &cues.verbs.reach)),
            (Class::Grow, cue::suffix(text, &cues.verbs.grow)),
            (Class::Fall, cue::suffix(text, &cues.verbs.fall)),
        ]
        .into_iter()
        .filter_map(|(class, word)| word.map(|word| (class, word)))
        .max_by_key(|(_, word)| word.len())
        .or_else(|| self.changes_to(text).map(|word| (Class::Reach, word)))?;
        // 新增 is a doing, though it ends on 增
        if cue::suffix(text, &cues.verbs.act).is_some_and(|verb| verb.len() > word.len()) {
            return None;
        }
        let start = span.end - word.len();
        Some((Item { class, span: TextSpan::new(start, span.end) }, TextSpan::new(span.start, start)))
    }

    /// Whether a value at `position` is the old one of two: 由35%提高到40%.
    fn goes_on_to_new_value(&self, position: usize) -> bool {
        let behind = &self.text[position..self.sentence.end.max(position)];
        let clause = behind.split(['，', ',', '；', ';']).next().unwrap_or_default();
        let near = clause.char_indices().nth(30).map_or(clause, |(end, _)| &clause[..end]);
        near.contains(['到', '至', '为', '成', '升', '降', '增', '跃'])
    }

    /// A verb with 到 or 至 at the end of `text` that no list holds: 拓展到.
    fn changes_to<'t>(&self, text: &'t str) -> Option<&'t str> {
        let stem = text.strip_suffix(['到', '至'])?;
        let from = stem.char_indices().rev().nth(5).map_or(0, |(index, _)| index);
        let words = self.lexicon.segmenter.jieba().tag(&stem[from..], false);
        let verb = words.last().filter(|word| word.tag.starts_with('v') && word.word.chars().count() == 2)?;
        Some(&text[stem.len() - verb.word.len()..])
    }

    /// Whether the amount is what is paid out in all, not what each is granted: 发放补贴3亿元.
    fn is_spent(&self, span: TextSpan) -> bool {
        SPENT.iter().any(|verb| self.text[span.range()].starts_with(verb))
    }

    /// A verb that grants the amount, at the end of `span` but for 每人, 最高 and the like.
    fn give(&self, span: TextSpan) -> Option<(Item, TextSpan)> {
        let mut text = &self.text[span.range()];
        while let Some(word) = GIVE_TAIL.iter().find(|word| text.ends_with(**word)) {
            text = &text[..text.len() - word.len()];
        }
        let word = GIVE.iter().find(|word| text.ends_with(**word))?;
        let start = span.start + text.len() - word.len();
        Some((Item { class: Class::Give, span: TextSpan::new(start, span.end) }, TextSpan::new(span.start, start)))
    }

    /// The end of the verbs of doing that `span` begins with: one or two of them, whole words.
    fn leading_verb(&self, span: TextSpan, ends: &[usize], linked: bool) -> Option<usize> {
        let mut position = span.start;
        for _ in 0..2 {
            let Some(verb) = cue::prefix(&self.text[position..span.end], &self.lexicon.cues.verbs.act) else { break };
            let end = position + verb.len();
            // in 新认定的机构 the verb is part of the name
            if (end != span.end && !ends.contains(&end) && !self.text[end..span.end].starts_with('了'))
                || self.text[end..span.end].starts_with('的')
            {
                break;
            }
            // 解决了
            position = end + if self.text[end..span.end].starts_with('了') { '了'.len_utf8() } else { 0 };
        }
        // 竣工投产率 and 办理时限缩短 are names, and 率 alone is none
        let left = self.text[position..span.end].trim();
        let bare = match left.chars().count() {
            1 => ["率", "数", "量", "额", "费", "期", "区", "点"].contains(&left),
            2 => linked && !SIZES.contains(&left),
            // 绿化覆盖率
            3 => left.ends_with('率'),
            _ => false,
        };
        (position > span.start && !bare).then_some(position)
    }

    fn trailing_verb(&self, span: TextSpan, cues: &Cues) -> Option<TextSpan> {
        // 制造业发展 is a name
        let verb = cue::suffix(&self.text[span.range()], &cues.verbs.act).filter(|verb| *verb != "发展")?;
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

/// `text` without any of `words` at its end.
fn without_ends<'t>(mut text: &'t str, words: &[&str]) -> &'t str {
    while let Some(rest) = words.iter().find_map(|word| text.strip_suffix(word)) {
        text = rest;
    }
    text
}

/// The length of 一是, 二是 … at the beginning of a point.
fn enumerator(text: &str) -> Option<usize> {
    let mut characters = text.chars();
    let number = characters.next().filter(|character| "一二三四五六七八九十".contains(*character))?;
    (characters.next() == Some('是')).then(|| number.len_utf8() + '是'.len_utf8())
}
