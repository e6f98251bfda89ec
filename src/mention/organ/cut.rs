//! Where a list of names is cut: at 、 and commas, at 和 between two names, before 等.

use crate::{lexicon::organ::Organs, span::TextSpan};

/// A longer piece holds no name, in bytes; it is not looked into, so that the work stays linear.
const LONGEST_PIECE: usize = 300;

/// What stands before a piece of a list.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Separator {
    /// Nothing.
    Start,
    /// 、 or a space between two names.
    Enumeration,
    /// A comma or a semicolon.
    Clause,
}

/// A piece of a list.
pub(super) struct Piece {
    pub span: TextSpan,
    pub separator: Separator,
}

/// The pieces of a list. Separators inside brackets do not part: 各县（市、区）人民政府.
pub(super) fn items(text: &str, span: TextSpan, organs: &Organs) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut depth = 0_usize;
    let mut start = span.start;
    let mut before = Separator::Start;
    for (offset, character) in text[span.range()].char_indices() {
        let position = span.start + offset;
        let separator = match character {
            '(' | '（' | '[' | '［' | '【' | '〔' => {
                depth += 1;
                continue;
            }
            ')' | '）' | ']' | '］' | '】' | '〕' => {
                depth = depth.saturating_sub(1);
                continue;
            }
            _ if depth > 0 => continue,
            '、' if joins_levels(&text[start..position], &text[position + '、'.len_utf8()..span.end], organs) => {
                continue;
            }
            '、' | '/' | '／' | '\n' | '\t' => Separator::Enumeration,
            ',' | '，' | ';' | '；' | '。' => Separator::Clause,
            _ if character.is_whitespace() && ends_a_name(text, TextSpan::new(start, position), organs) => {
                Separator::Enumeration
            }
            _ => continue,
        };
        pieces.push(Piece { span: TextSpan::new(start, position), separator: before });
        start = position + character.len_utf8();
        before = separator;
    }
    pieces.push(Piece { span: TextSpan::new(start, span.end), separator: before });
    pieces.retain(|piece| !trimmed(text, piece.span).is_empty());
    pieces
}

fn ends_a_name(text: &str, span: TextSpan, organs: &Organs) -> bool {
    if span.len() > LONGEST_PIECE {
        return false;
    }
    let name = text[span.range()].trim();
    organs.is_organ(name) || organs.verb(name).is_some()
}

/// Whether 、 stands between levels of government that one 各 governs: 各市、县人民政府; 各乡镇、街道.
fn joins_levels(left: &str, right: &str, organs: &Organs) -> bool {
    let levels = &organs.list_levels;
    let level = |part: &str| levels.suffix_of(part).is_some() || part.ends_with('乡');
    let right = right.split(['、', '，', ',', '；', ';', '。']).next().unwrap_or_default().trim();
    let begins = levels.prefix_of(right).map(|level| &right[level.len()..]);
    let rest = begins.map(|rest| {
        rest.split_once(['）', ')']).filter(|_| rest.starts_with(['（', '('])).map_or(rest, |(_, rest)| rest)
    });
    let whole = |rest: &str| rest.is_empty() || organs.level_endings.has(rest) || levels.has(rest);
    left.len() <= 60 && left.trim_start().starts_with('各') && level(left.trim_end()) && rest.is_some_and(whole)
}

/// `span` cut at 和, 及, 与 between two names; 和 inside a name (发展和改革委员会) has no name before it.
pub(super) fn conjuncts(text: &str, span: TextSpan, organs: &Organs) -> Vec<TextSpan> {
    let mut parts = Vec::new();
    if span.len() > LONGEST_PIECE {
        return vec![span];
    }
    let mut start = span.start;
    let mut depth = 0_usize;
    for (offset, character) in text[span.range()].char_indices() {
        match character {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            '和' | '及' | '与' | '以' | '并' if depth == 0 => {
                let position = span.start + offset;
                let word = if text[position..].starts_with("以及") { "以及".len() } else { character.len_utf8() };
                let left = without_others(text, trimmed(text, TextSpan::new(start, position)), organs);
                let right = without_others(text, trimmed(text, TextSpan::new(position + word, span.end)), organs);
                if character != '以' || word > character.len_utf8() {
                    let both = [left, right].iter().all(|part| organs.is_organ(&text[part.range()]));
                    if both {
                        parts.push(left);
                        start = position + word;
                    }
                }
            }
            _ => {}
        }
    }
    parts.push(TextSpan::new(start, span.end));
    parts
}

/// `span` without 等, 等部门, 等有关单位 at its end.
pub(super) fn without_others(text: &str, span: TextSpan, organs: &Organs) -> TextSpan {
    const COUNTED: &str = "0123456789一二三四五六七八九十两多余几个家";
    let piece = &text[span.range()];
    let Some(at) = piece.rfind('等').filter(|at| *at > 0 && piece.len() - at <= 48) else { return span };
    let mut rest = piece[at + '等'.len_utf8()..].trim().trim_start_matches(|character| COUNTED.contains(character));
    for word in &organs.other_words {
        rest = rest.strip_prefix(word.as_str()).unwrap_or(rest);
    }
    if rest.is_empty() { trimmed(text, TextSpan::new(span.start, span.start + at)) } else { span }
}

pub(super) fn without_prefix(text: &str, span: TextSpan, prefix: &str) -> TextSpan {
    if text[span.range()].starts_with(prefix) {
        return trimmed(text, TextSpan::new(span.start + prefix.len(), span.end));
    }
    span
}

/// The words in `span` without white space.
pub(super) fn written(text: &str, span: TextSpan) -> String {
    text[span.range()].split_whitespace().collect()
}

/// `span` without white space and stops at its ends.
pub(super) fn trimmed(text: &str, span: TextSpan) -> TextSpan {
    let stop = |character: char| character.is_whitespace() || "。.：:".contains(character);
    let piece = &text[span.range()];
    let start = span.start + (piece.len() - piece.trim_start_matches(stop).len());
    TextSpan::new(start, start + piece.trim_matches(stop).len())
}
