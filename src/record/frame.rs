//! The frame around a name: signs, times and scope words before it, adverbs and particles behind it.

use super::{before_value::WordEnds, clause::Surroundings};
use crate::{
    lexicon::cue::{Cues, Frame},
    mention::time::TimeRole,
    span::TextSpan,
};

impl Surroundings<'_> {
    /// The first byte behind what frames the name: signs, times, 全市, 力争.
    pub(super) fn skip_frame(&self, span: TextSpan, ends: &WordEnds<'_>, cues: &Cues) -> usize {
        let mut position = span.start;
        while position < span.end {
            let rest = &self.text[position..span.end];
            if let Some(sign) =
                rest.chars().next().filter(|character| !character.is_alphanumeric() && !"“《【".contains(*character))
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
            let verb = cues.verbs.act.prefix_of(rest).map_or(0, str::len);
            let frame = cues
                .frame
                .adverb
                .prefix_of(rest)
                .map_or(0, str::len)
                .max(cues.frame.scope.prefix_of(rest).map_or(0, str::len));
            // 全面完成 is one word for the segmenter, and an adverb and its verb here
            let leads = || {
                let behind = &rest[frame..];
                rest[..frame].chars().nth(1).is_some() && (cues.verbs.reach.has(behind) || cues.verbs.act.has(behind))
            };
            let is_whole = || frame == rest.len() || ends.has(position + frame) || leads();
            if frame == 0 || frame < verb || !is_whole() {
                // 基本建成 before its value is a verb, 基本 in 基本养老 part of a name
                let empty = cues.frame.empty.prefix_of(rest).map_or(0, str::len);
                if empty > verb.max('新'.len_utf8()) && cues.verbs.act.has(&rest[empty..]) {
                    position += empty;
                }
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
        let word = self.lexicon.cues.frame.after_years.prefix_of(behind).unwrap_or_default();
        let behind = &behind[word.len()..];
        self.lexicon.cues.verbs.act.prefix_of(behind).map(|_| text.len() - behind.len())
    }

    /// The first byte behind the signs, times and scope words that follow a verb. Adverbs there are part of the name.
    pub(super) fn skip_scope(&self, span: TextSpan, cues: &Cues) -> usize {
        let mut position = span.start;
        while position < span.end {
            let rest = &self.text[position..span.end];
            let time = self.times.iter().find(|time| time.span.start == position && time.span.end <= span.end);
            let sign = rest
                .chars()
                .next()
                .filter(|character| !character.is_alphanumeric() && !"“《【（(".contains(*character));
            position += match (time, sign, cues.frame.scope.prefix_of(rest)) {
                (Some(time), _, _) => time.span.len(),
                (_, Some(sign), _) => sign.len_utf8(),
                (_, _, Some(scope)) => scope.len(),
                _ => break,
            };
        }
        position
    }

    /// `span` without signs, times and words of the frame at its end. A word of one character goes only where it is a
    /// word of its own: not 应 in 供应, 可 in 许可, 都 in 成都.
    pub(super) fn trim_end(&self, span: TextSpan) -> TextSpan {
        let mut text = &self.text[span.range()];
        let ends = self.word_ends(span);
        loop {
            let before = text;
            text = text
                .trim_end_matches(|character: char| !character.is_alphanumeric() && !"”》】）)".contains(character));
            if let Some(time) = self.times.iter().find(|time| {
                time.span.end == span.start + text.len() && time.span.start >= span.start && time.role != TimeRole::Date
            }) {
                text = &text[..time.span.start - span.start];
            }
            // the mean of 人均 is part of the name
            let mean = self.lexicon.cues.frame.means.suffix_of(text).is_some();
            if let Some(word) = self.lexicon.cues.frame.trailing.suffix_of(text).filter(|_| !mean)
                && (word.chars().count() > 1 || ends.begins_at(text.len() - word.len()))
            {
                text = &text[..text.len() - word.len()];
            }
            text = without_recurrence(text, &self.lexicon.cues.frame);
            if text.len() == before.len() {
                return TextSpan::new(span.start, span.start + text.len());
            }
        }
    }
}

/// 产量 of 产量连续三年 and of 产量时隔20年之后.
fn without_recurrence<'t>(text: &'t str, frame: &Frame) -> &'t str {
    let digits = |character: char| character.is_ascii_digit() || "一二两三四五六七八九十".contains(character);
    let years = frame.years_behind.strip_from_end_of(text).unwrap_or(text);
    let count = years.trim_end_matches(digits);
    let before = frame.years_before.strip_from_end_of(count);
    before.filter(|_| count.len() < years.len() && years.len() < text.len()).unwrap_or(text)
}

/// The length of 一是, 二是 … at the beginning of a point.
pub(super) fn enumerator(text: &str) -> Option<usize> {
    let mut characters = text.chars();
    let number = characters.next().filter(|character| "一二三四五六七八九十".contains(*character))?;
    (characters.next() == Some('是')).then(|| number.len_utf8() + '是'.len_utf8())
}
