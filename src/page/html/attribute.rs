//! The attributes of a start tag.

use super::reference;
use crate::span::TextSpan;

/// The attributes of the start tag in `span`: name and the place of the value, without its quotes.
pub(super) fn attributes(page: &str, span: TextSpan) -> impl Iterator<Item = (&str, TextSpan)> {
    let tag = page[span.range()].trim_end_matches('>');
    let name = tag.find(|character: char| character.is_ascii_whitespace() || character == '/').unwrap_or(tag.len());
    let mut position = name;
    std::iter::from_fn(move || {
        let is_space = |character: char| character.is_ascii_whitespace() || character == '/';
        position += tag[position..].len() - tag[position..].trim_start_matches(is_space).len();
        let rest = &tag[position..];
        let name = &rest[..rest.find(|character: char| is_space(character) || character == '=').unwrap_or(rest.len())];
        if rest.is_empty() {
            return None;
        }
        let mut at = position + name.len();
        let after = tag[at..].trim_start();
        let Some(value) = after.strip_prefix('=').map(str::trim_start) else {
            position = at;
            return Some((name, TextSpan::new(span.start + at, span.start + at)));
        };
        at = tag.len() - value.len();
        let quote = value.chars().next().filter(|quote| "\"'".contains(*quote));
        let (start, length, skipped) = match quote {
            Some(quote) => {
                let length = value[1..].find(quote).unwrap_or(value.len() - 1);
                (at + 1, length, 1)
            }
            None => (at, value.find(|character: char| character.is_ascii_whitespace()).unwrap_or(value.len()), 0),
        };
        position = (start + length + skipped).min(tag.len());
        Some((name, TextSpan::new(span.start + start, span.start + start + length)))
    })
}

/// The place of the value of the first attribute called `name`, in any case.
pub(super) fn place(page: &str, span: TextSpan, name: &str) -> Option<TextSpan> {
    attributes(page, span).find_map(|(found, value)| found.eq_ignore_ascii_case(name).then_some(value))
}

/// The value of the first attribute called `name`, references decoded and trimmed.
pub(super) fn value(page: &str, span: TextSpan, name: &str) -> Option<String> {
    place(page, span, name).map(|value| reference::decode_all(&page[value.range()]).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_with_and_without_quotes() {
        let page = "文<a HREF=/x.pdf title = '附件 1' hidden class=\"a b\"data-x='1>2'>";
        let span = TextSpan::new(3, page.len());
        let found: Vec<(&str, &str)> =
            attributes(page, span).map(|(name, value)| (name, &page[value.range()])).collect();
        assert_eq!(
            found,
            [("HREF", "/x.pdf"), ("title", "附件 1"), ("hidden", ""), ("class", "a b"), ("data-x", "1>2")]
        );
        assert_eq!(value(page, span, "href").as_deref(), Some("/x.pdf"));
        assert_eq!(value(page, span, "id"), None);
    }

    proptest::proptest! {
        #[test]
        fn any_tag_has_attributes(tag in "<a[ =\"'/文b>]{0,30}") {
            for (_, value) in attributes(&tag, TextSpan::new(0, tag.len())) {
                proptest::prop_assert!(tag.get(value.range()).is_some());
            }
        }
    }
}
