//! The lines of a plain text.

use std::sync::LazyLock;

use crate::{lexicon::character_set::CharacterSet, span::TextSpan};

/// Few characters of a text can end a line.
static MAY_BREAK: LazyLock<CharacterSet> =
    LazyLock::new(|| ['\n', '\r', '\u{B}', '\u{C}', '\u{2028}', '\u{2029}'].into_iter().collect());

/// The lines of `text`, without their breaks: line feed, carriage return, both, form feed, vertical tab, and the breaks
/// of Unicode.
pub(super) fn lines(text: &str) -> impl Iterator<Item = TextSpan> {
    let mut start = 0;
    std::iter::from_fn(move || {
        if start >= text.len() {
            return None;
        }
        let rest = &text[start..];
        let mut breaks = MAY_BREAK.places_in(rest).filter(|&at| rest[at..].starts_with(is_break));
        let length = breaks.next().unwrap_or(rest.len());
        let line = TextSpan::new(start, start + length);
        let after = &rest[length..];
        let width = if after.starts_with("\r\n") { 2 } else { after.chars().next().map_or(0, char::len_utf8) };
        start = line.end + width;
        Some(line)
    })
}

/// U+0085 is none: no page breaks its lines by it, but text that was misread as Latin-1 has it as a byte.
fn is_break(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{2028}' | '\u{2029}')
}

/// Whether a piece is running text and not the cell of a table: it holds a full stop and over 80 characters.
pub(super) fn is_running(piece: &str) -> bool {
    piece.contains('。') && piece.chars().nth(80).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_break_ends_a_line_once() {
        let text = "a\r\nb\rc\n\nd\u{2028}e\u{C}f";
        let found: Vec<&str> = lines(text).map(|line| &text[line.range()]).collect();
        assert_eq!(found, ["a", "b", "c", "", "d", "e", "f"]);
        assert_eq!(lines("").count(), 0);
        assert_eq!(lines("a\n").count(), 1);
    }

    #[test]
    fn running_text_has_a_full_stop_and_is_long() {
        assert!(is_running(&"企业。".repeat(30)));
        assert!(!is_running(&"企业".repeat(60)));
        assert!(!is_running("企业。"));
    }
}
