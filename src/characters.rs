//! The beginning and the end of a text, counted in characters.

/// The first `count` characters of `text`, or all of it.
pub(crate) fn first(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(end, _)| &text[..end])
}

/// The last `count` characters of `text`, or all of it.
pub(crate) fn last(text: &str, count: usize) -> &str {
    let Some(before) = count.checked_sub(1) else { return "" };
    text.char_indices().rev().nth(before).map_or(text, |(start, _)| &text[start..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_end_between_characters() {
        for (count, head, tail) in
            [(0, "", ""), (2, "亩产", "斤a"), (5, "亩产百斤a", "亩产百斤a"), (9, "亩产百斤a", "亩产百斤a")]
        {
            assert_eq!((first("亩产百斤a", count), last("亩产百斤a", count)), (head, tail));
        }
    }
}
