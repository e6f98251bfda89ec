//! Characters that print nothing: zero width, soft hyphen, byte order mark, direction marks, variation selectors, controls.

use super::finding::Finding;
use crate::{
    alignment::{Change, Reason},
    lexicon::Lexicon,
    span::TextSpan,
};

/// Deletes every invisible character; neighbours are one change. Line break and tab carry structure and stay.
pub(super) fn find(text: &str, _: &Lexicon) -> Vec<Finding> {
    let mut spans: Vec<TextSpan> = Vec::new();
    for (start, character) in text.char_indices().filter(|&(_, c)| is_invisible(c)) {
        let end = start + character.len_utf8();
        match spans.last_mut() {
            Some(last) if last.end == start => last.end = end,
            _ => spans.push(TextSpan::new(start, end)),
        }
    }
    spans.into_iter().map(|span| Finding::silent(Change::certain(span, "", Reason::Invisible))).collect()
}

/// Whether `character` prints nothing.
pub(super) fn is_invisible(character: char) -> bool {
    match character {
        '\n' | '\t' => false,
        // C0 and C1 controls, NUL and DEL among them
        c if c.is_control() => true,
        '\u{00AD}'
        | '\u{034F}'
        | '\u{061C}'
        | '\u{180B}'..='\u{180E}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E0FFF}' => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_deleted_and_structure_stays() {
        let lexicon = Lexicon::builtin().expect("the built-in tables are well formed");
        let found = find("达\u{200B}\u{FEFF}到\t5\u{AD}00\n\0家\u{FE0F}\u{85}\r", &lexicon);
        let spans: Vec<[usize; 2]> = found.iter().map(|finding| finding.change.span.into()).collect();
        assert_eq!(spans, [[3, 9], [14, 16], [19, 20], [23, 29]]);
        assert!(found.iter().all(|finding| finding.change.to.is_empty()));
        assert!(find("国\u{A0}家\u{3000}２０ é —", &lexicon).is_empty());
    }
}
