//! Brackets in running text: a comma inside them ends no clause.

fn opens(character: char) -> bool {
    matches!(character, '（' | '(' | '【' | '〔' | '[' | '《' | '“')
}

fn closes_one(character: char) -> bool {
    matches!(character, '）' | ')' | '】' | '〕' | ']' | '》' | '”')
}

/// A bracket whose other half is farther away, in characters, is taken for a stray one: 1）.
const LONGEST: usize = 60;

/// Whether `text` begins inside a bracket that closes in it.
pub(super) fn closes(text: &str) -> bool {
    let mut depth = 0_usize;
    for character in text.chars() {
        if opens(character) {
            depth += 1;
        } else if closes_one(character) {
            if depth == 0 {
                return true;
            }
            depth -= 1;
        }
    }
    false
}

/// The first of `characters` that is a comma outside of brackets, with its index. They may run forwards or backwards.
pub(super) fn first_outside(
    characters: impl Iterator<Item = (usize, char)>,
    direction: Direction,
    is_comma: impl Fn(char) -> bool,
) -> Option<(usize, char)> {
    let (mut depth, mut inside) = (0_usize, 0_usize);
    // the first comma inside, which counts if the bracket proves to be a stray one
    let mut hidden = None;
    for (index, character) in characters {
        if depth > 0 {
            inside += 1;
            if inside > LONGEST && hidden.is_some() {
                return hidden;
            }
        }
        let (open, close) = match direction {
            Direction::Forwards => (opens(character), closes_one(character)),
            Direction::Backwards => (closes_one(character), opens(character)),
        };
        if open {
            depth += 1;
        } else if close {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                (inside, hidden) = (0, None);
            }
        } else if is_comma(character) {
            if depth == 0 {
                return Some((index, character));
            }
            hidden = hidden.or(Some((index, character)));
        }
    }
    hidden
}

/// Which way a text is gone through.
#[derive(Clone, Copy)]
pub(super) enum Direction {
    Forwards,
    Backwards,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_in_brackets_end_nothing_unless_the_bracket_is_a_stray_one() {
        let forwards =
            |text: &str| first_outside(text.char_indices(), Direction::Forwards, |c| c == '，').map(|(at, _)| at);
        let backwards = |text: &str| {
            first_outside(text.char_indices().rev(), Direction::Backwards, |c| c == '，').map(|(at, _)| at)
        };
        assert_eq!(forwards("家（甲，乙），丙"), Some("家（甲，乙）".len()));
        assert_eq!(forwards("家（甲，乙"), Some("家（甲".len()));
        assert_eq!(backwards("丙，税收（甲，乙）"), Some("丙".len()));
        assert_eq!(backwards("1）丙，税收"), Some("1）丙".len()));
        assert_eq!(backwards("甲，1）税收"), Some("甲".len()));
        assert!(closes("价）达到") && !closes("（价）达到"));
    }
}
