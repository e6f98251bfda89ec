//! Sentences: cut after 。！？； outside of brackets.

use crate::span::TextSpan;

/// A bracket that is not closed within so many bytes does not hold a sentence together.
const LONGEST_BRACKET: usize = 600;

/// Cuts a passage into sentences. The pieces, put together, give the passage again.
#[must_use]
pub fn split(text: &str) -> Vec<TextSpan> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut opened: Option<usize> = None;
    for (index, character) in text.char_indices() {
        let end = index + character.len_utf8();
        match character {
            '（' | '(' | '【' => opened = opened.or(Some(index)),
            '）' | ')' | '】' => opened = None,
            '。' | '！' | '？' | '；' | ';' | '!' | '?' | '\n'
                if opened.is_none_or(|opened| index - opened > LONGEST_BRACKET) =>
            {
                opened = None;
                sentences.push(TextSpan::new(start, end));
                start = end;
            }
            _ => {}
        }
    }
    if start < text.len() {
        sentences.push(TextSpan::new(start, text.len()));
    }
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_hold_a_sentence_together() {
        let text = "新建5家（牵头单位：甲局；责任单位：乙局）。每年3家；共6家";
        let pieces: Vec<_> = split(text).into_iter().map(|span| &text[span.range()]).collect();
        assert_eq!(pieces, ["新建5家（牵头单位：甲局；责任单位：乙局）。", "每年3家；", "共6家"]);
    }

    #[test]
    fn an_open_bracket_ends_with_the_text() {
        assert_eq!(split("（甲。乙").len(), 1);
        assert_eq!(split(""), []);
    }
}
