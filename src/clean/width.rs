//! Full-width digits, letters and the signs of numbers, one by one, as ASCII. Punctuation stays as it is written.

use super::finding::Finding;
use crate::{
    alignment::{Change, Reason},
    lexicon::Lexicon,
    span::TextSpan,
};

/// Folds each run of full-width letters and digits, with the points, commas and per cent signs inside and behind them.
pub(super) fn find(text: &str, _: &Lexicon) -> Vec<Finding> {
    let mut found: Vec<(TextSpan, String)> = Vec::new();
    let mut characters = text.char_indices().peekable();
    let mut in_number = false;
    while let Some((start, character)) = characters.next() {
        let digit_follows = characters.peek().is_some_and(|&(_, next)| ('０'..='９').contains(&next));
        let folded = match character {
            // as Big5 has them
            '≧' => Some('≥'),
            '≦' => Some('≤'),
            _ if is_wide(character) => fold(character),
            '．' if in_number && digit_follows => Some('.'),
            '，' if in_number && groups_thousands(&text[..start], &text[start + character.len_utf8()..]) => Some(','),
            _ => None,
        };
        in_number = ('０'..='９').contains(&character);
        let Some(folded) = folded else { continue };
        let span = TextSpan::new(start, start + character.len_utf8());
        match found.last_mut() {
            Some((last, to)) if last.end == span.start => {
                *last = last.hull(span);
                to.push(folded);
            }
            _ => found.push((span, folded.to_string())),
        }
    }
    found.into_iter().map(|(span, to)| Finding::silent(Change::certain(span, to, Reason::Width))).collect()
}

/// Whether `character` is always folded.
pub(super) fn is_wide(character: char) -> bool {
    matches!(character, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '％' | '≧' | '≦')
}

/// Whether a comma between full-width digits stands in front of three of them, and behind three at most: ５，２４０.
fn groups_thousands(before: &str, after: &str) -> bool {
    let wide = |character: &char| ('０'..='９').contains(character);
    after.chars().take_while(wide).count() == 3 && (1..=3).contains(&before.chars().rev().take_while(wide).count())
}

/// The full-width forms stand in the order of ASCII, from U+FF01 on.
fn fold(character: char) -> Option<char> {
    char::from_u32((character as u32).checked_sub(0xFEE0)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<String> {
        let lexicon = Lexicon::builtin().expect("the built-in tables parse");
        find(text, &lexicon).into_iter().map(|finding| finding.change.to).collect()
    }

    #[test]
    fn numbers_become_ascii_and_punctuation_stays() {
        assert_eq!(folded("提高到０．５２，增长２０％。ＧＤＰ"), ["0.52", "20%", "GDP"]);
        assert_eq!(folded("产量５，２４０吨，增１２，３００吨"), ["5,240", "12,300"]);
        assert_eq!(folded("分别为５，２４家"), ["5", "24"]);
        assert!(folded("（一），。；：2025年．").is_empty());
    }
}
