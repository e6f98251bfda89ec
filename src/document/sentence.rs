//! Sentences: cut after 。！？； outside of brackets, and where one goes on and on.

use crate::span::TextSpan;

/// A bracket that is not closed within so many bytes does not hold a sentence together.
const LONGEST_BRACKET: usize = 600;

/// A sentence of more bytes ends with its next clause, or soon behind any character that is no part of a number: what is
/// read of a value looks at its whole sentence, and a page on one line must not cost the square of its length.
const LONGEST: usize = 2400;
/// So many bytes later it ends without a clause.
const LONGEST_CLAUSE: usize = 600;

/// Cuts a passage into sentences. The pieces, put together, give the passage again.
#[must_use]
pub fn split(text: &str) -> Vec<TextSpan> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut opened: Option<usize> = None;
    for (index, character) in text.char_indices() {
        let end = index + character.len_utf8();
        match character {
            // what most characters are comes first
            '\u{4e00}'..='\u{9fff}' if end - start <= LONGEST => {}
            '（' | '(' | '【' => opened = opened.or(Some(index)),
            '）' | ')' | '】' => opened = None,
            '。' | '！' | '？' | '；' | ';' | '!' | '?' | '\n'
                if opened.is_none_or(|opened| index - opened > LONGEST_BRACKET) =>
            {
                opened = None;
                sentences.push(TextSpan::new(start, end));
                start = end;
            }
            _ if end - start > LONGEST && ends_overlong(character, end - start) => {
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

fn ends_overlong(character: char, length: usize) -> bool {
    let in_number = character.is_ascii_digit() || ".,〇零一二两三四五六七八九十百千万亿".contains(character);
    matches!(character, '，' | '、' | '：') || (length > LONGEST + LONGEST_CLAUSE && !in_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_without_end_is_cut() {
        for (piece, longest) in [("企业500家，", LONGEST), ("企业500家", LONGEST + LONGEST_CLAUSE)] {
            let text = piece.repeat(10_000);
            let sentences = split(&text);
            assert!(sentences.iter().all(|sentence| sentence.len() <= longest + piece.len()), "{piece}");
            assert!(sentences.iter().all(|sentence| !text[..sentence.end].ends_with('5')), "{piece}");
            assert_eq!(sentences.iter().map(|sentence| sentence.len()).sum::<usize>(), text.len());
        }
        assert_eq!(split(&"企业，".repeat(LONGEST / 9)).len(), 1);
    }

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
