//! Right of a value: the name of what is counted, up to the next sign or to what is done with it.

use super::{
    brackets::{self, Direction},
    clause::Surroundings,
};
use crate::{
    characters,
    lexicon::{organ::Organs, word_list::WordList},
    rule::Class,
    span::TextSpan,
};

impl Surroundings<'_> {
    /// The name behind the value, up to the next sign or to what is done with it.
    pub(super) fn right_name(&self, start: usize, value: Class) -> Option<TextSpan> {
        let text = self.text.get(start..self.until)?;
        let mut depth = 0_usize;
        let mut end = text.len();
        for (index, character) in text.char_indices() {
            match character {
                '（' | '(' if starts_responsibility(&text[index..], &self.lexicon.organs) && depth == 0 => {
                    end = index;
                    break;
                }
                '（' | '(' | '“' | '《' => depth += 1,
                '）' | ')' | '”' | '》' if depth == 0 => {
                    end = index;
                    break;
                }
                '）' | ')' | '”' | '》' => depth -= 1,
                '，' | ',' | '。' | '；' | ';' | '：' | ':' | '！' | '？' | '?' | '!' | '\t' | '|' | '\n'
                    if depth == 0 =>
                {
                    end = index;
                    break;
                }
                _ => {}
            }
        }
        let next_value_follows = end == text.len() && self.until < self.sentence.end;
        let mut name = &text[..end];
        if next_value_follows {
            name = before_next_value(name, &self.lexicon.cues.links.joins);
            let whole = TextSpan::new(start, start + name.len());
            // 分别降到 leads to the next value and is no name
            if let Some((_, before)) = self.link(self.trim_end(whole), &self.lexicon.cues) {
                name = &text[..self.trim_end(before).len()];
            }
        }
        // 安排5亿元设立基金, but of a share 用于 belongs to the name: 资金的30%用于扶贫
        let spent_on = &self.lexicon.cues.noun_stop.spent_on;
        let purpose = match value {
            Class::Money => spent_on.longest_prefix_of(name).map_or(0, str::len),
            _ if name.starts_with("用于") => "用于".len(),
            _ => 0,
        };
        let offset = if value == Class::Percent { 0 } else { purpose };
        let name = &name[purpose..];
        let begins_name =
            name.chars().next().is_some_and(|first| first.is_alphanumeric() || matches!(first, '“' | '《'));
        if !begins_name
            || name.starts_with(['和', '这'])
            || name.starts_with("以上")
            || name.starts_with("全部到位")
            || !self.of_is_read(name, start)
        {
            return None;
        }
        let len = self.name_len(name);
        (len > 0).then(|| TextSpan::new(start + offset, start + purpose + len))
    }

    /// What is said of a value that stands alone at the beginning of its clause: 精准脱贫 in 5万人实现精准脱贫, 牧民 in 76%的牧民.
    pub(super) fn right_clause(&self, start: usize, behind_of: bool) -> Option<TextSpan> {
        let whole = self.text.get(start..self.until)?;
        let mut begin = start + if behind_of && whole.starts_with('的') { '的'.len_utf8() } else { 0 };
        let text = &self.text[begin..self.until];
        let sign = text.find(|character: char| !character.is_alphanumeric() && !"、“”《》（）".contains(character));
        let end = match sign {
            Some(sign) => begin + sign,
            None if self.until == self.sentence.end => self.until,
            None => return None,
        };
        let stops = &self.lexicon.cues.noun_stop.after;
        let clause = &self.text[begin..end];
        begin += stops.longest_prefix_of(clause).map_or(0, str::len);
        begin += self.text[begin..end].len() - self.text[begin..end].trim_start_matches('了').len();
        let name = &self.text[begin..end];
        let empty = self.lexicon.cues.names.not_behind.prefix_of(name).is_some();
        (name.chars().count() >= 2 && !name.starts_with('的') && !empty).then(|| TextSpan::new(begin, end))
    }

    /// 规模20亿元的基金 is the size of the fund, 50%的补助 is granted; of other things 的 makes the value a mere attribute.
    fn of_is_read(&self, name: &str, value_end: usize) -> bool {
        let Some(of) = name.strip_prefix('的') else { return true };
        let before = &self.text[self.sentence.start..value_end];
        let clause = before.rsplit(['，', ',', '；', ';', '：', ':']).next().unwrap_or(before);
        let cues = &self.lexicon.cues;
        cues.grants.verbs().any(|give| of.starts_with(give)) || cues.names.sizes.is_in(clause)
    }

    /// How far the name goes before a verb or preposition says what is done with it.
    fn name_len(&self, name: &str) -> usize {
        let stops = &self.lexicon.cues.noun_stop.after;
        if !stops.is_in(name) {
            return name.trim_end().len();
        }
        let mut position = 0;
        for word in self.lexicon.segmenter.jieba().cut(name, false) {
            if stops.has(word.word) {
                break;
            }
            position += word.word.len();
        }
        name[..position].trim_end().len()
    }
}

/// Between two values, the name of the first ends at the sign or word that joins them.
fn before_next_value<'t>(between: &'t str, joins: &WordList) -> &'t str {
    let joined = joins.strip_from_end_of(between.trim_end());
    // 县（市、区） is one name
    let is_comma = |character: char| character == '、';
    let first = || brackets::first_outside(between.char_indices(), Direction::Forwards, is_comma);
    joined.unwrap_or_else(|| first().map_or(between, |(comma, _)| &between[..comma]))
}

fn starts_responsibility(text: &str, organs: &Organs) -> bool {
    let inside = text.trim_start_matches(['（', '(']);
    organs.opens_bracket.prefix_of(inside).is_some() || characters::first(inside, 30).contains("负责")
}
