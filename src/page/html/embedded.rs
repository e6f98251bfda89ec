//! A document that stands in a script: pages that are put together in the browser keep its HTML as a string of JSON,
//! `"pages_content":"<p>…<\/p>"`.

use super::token::{Kind, Token};
use crate::{
    alignment::{AlignedText, Change, Reason},
    lexicon::{site, word_list::WordList},
    page::{MetaField, writer::Removed},
    span::TextSpan,
};

/// A document in a script.
pub(super) struct Embedded {
    /// Its HTML, escapes undone; all else of the page is dropped.
    pub(super) text: AlignedText,
    /// Title and date that stand beside it, under the names of meta tags.
    pub(super) meta: Vec<MetaField>,
}

/// Fewest Chinese characters of a string that holds a document.
const SHORTEST: usize = 20;

/// The longest string in a script that is called as bodies of documents are. `removed` are the markup and the text
/// of the whole page.
pub(super) fn find(
    source: &AlignedText,
    tokens: &[Token],
    names: &site::Embedded,
    removed: impl Fn() -> Vec<Removed>,
) -> Option<Embedded> {
    let page = source.text();
    let scripts = || tokens.iter().filter(|token| token.kind == Kind::Raw);
    let chinese = |span: &TextSpan| decoded(page, *span).chars().filter(|c| ('一'..='龥').contains(c)).count();
    let (size, script, body) = scripts()
        .flat_map(|script| strings(page, script.span, &names.bodies).into_iter().map(move |body| (script.span, body)))
        .map(|(script, body)| (chinese(&body), script, body))
        .max_by_key(|&(size, _, body)| (size, std::cmp::Reverse(body.start)))?;
    if size < SHORTEST {
        return None;
    }
    let removed = removed();
    let mut changes = dropped(&removed, TextSpan::new(0, body.start));
    changes.extend(escapes(page, body));
    changes.extend(dropped(&removed, TextSpan::new(body.end, page.len())));
    let field = |keys: &WordList, name: &str| {
        let value = *strings(page, script, keys).first()?;
        let content = decoded(page, value).trim().to_owned();
        (!content.is_empty()).then(|| MetaField {
            name: name.to_owned(),
            content,
            source_span: source.to_source(value),
        })
    };
    let meta = [field(&names.titles, "ArticleTitle"), field(&names.dates, "PubDate")];
    Some(Embedded { text: source.apply(&changes).0, meta: meta.into_iter().flatten().collect() })
}

/// The changes that drop `stretch`: for the reasons in `removed`, else as layout.
fn dropped(removed: &[Removed], stretch: TextSpan) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut position = stretch.start;
    let mut drop = |end: usize, reason: Reason| {
        if end > position {
            changes.push(Change::certain(TextSpan::new(position, end), "", reason));
            position = end;
        }
    };
    for Removed { span, reason } in removed.iter().filter(|removed| removed.span.overlaps(stretch)) {
        drop(span.start, Reason::Layout);
        drop(span.end.min(stretch.end), *reason);
    }
    drop(stretch.end, Reason::Layout);
    changes
}

/// The strings in `script` that are the values of `keys`, without their quotes.
fn strings(page: &str, script: TextSpan, keys: &WordList) -> Vec<TextSpan> {
    let code = &page[script.range()];
    let mut found = Vec::new();
    for key in keys {
        let mut position = 0;
        while let Some(at) = code[position..].find(key.as_str()).map(|at| position + at) {
            position = at + key.len();
            let is_name = |character: char| character.is_ascii_alphanumeric() || character == '_';
            if code[..at].ends_with(is_name) {
                continue;
            }
            let rest = code[position..].trim_start_matches(['"', '\'']).trim_start();
            let Some(value) = rest.strip_prefix(':').map(str::trim_start) else { continue };
            let Some(quote) = value.chars().next().filter(|quote| "\"'".contains(*quote)) else { continue };
            let start = code.len() - value.len() + 1;
            let Some(length) = end_of_string(&code[start..], quote) else { continue };
            found.push(TextSpan::new(start, start + length).shifted(script.start));
            position = start + length;
        }
    }
    found
}

fn end_of_string(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    text.bytes().position(|byte| {
        let ends = !escaped && byte == quote as u8;
        escaped = !escaped && byte == b'\\';
        ends
    })
}

/// The escapes of a string (RFC 8259, §7), each with what it stands for.
fn escapes(page: &str, string: TextSpan) -> Vec<Change> {
    let text = &page[string.range()];
    let mut changes = Vec::new();
    let mut position = 0;
    while let Some(at) = text[position..].find('\\').map(|at| position + at) {
        let rest = &text[at + 1..];
        let unit = |rest: &str| u16::from_str_radix(rest.strip_prefix('u')?.get(..4)?, 16).ok();
        let (length, to) = match rest.chars().next() {
            Some('n' | 'r' | 't' | 'b' | 'f') => (2, "\n".to_owned()),
            Some('u') => {
                let first = unit(rest);
                let second = rest.get(5..).and_then(|rest| unit(rest.strip_prefix('\\')?));
                let is_pair = first.is_some_and(|unit| (0xD800..0xDC00).contains(&unit));
                let units: Vec<u16> = first.into_iter().chain(second.filter(|_| is_pair)).collect();
                if units.is_empty() { (1, String::new()) } else { (6 * units.len(), String::from_utf16_lossy(&units)) }
            }
            Some(other) => (1 + other.len_utf8(), other.to_string()),
            None => (1, String::new()),
        };
        changes.push(Change::certain(TextSpan::new(at, at + length).shifted(string.start), to, Reason::Markup));
        position = at + length;
    }
    changes
}

/// A string with its escapes undone.
fn decoded(page: &str, string: TextSpan) -> String {
    let mut text = String::new();
    let mut position = string.start;
    for change in escapes(page, string) {
        text.push_str(&page[position..change.span.start]);
        text.push_str(&change.to);
        position = change.span.end;
    }
    text + &page[position..string.end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_by_their_keys() {
        let script = r#"var a = {"my_content":"x", "content" : "<p class=\"a\">文\u5b57<\/p>", content:'二', content: 3, "content":"open"#;
        let span = TextSpan::new(0, script.len());
        let found = strings(script, span, &["content"].into_iter().collect());
        let texts: Vec<String> = found.iter().map(|string| decoded(script, *string)).collect();
        assert_eq!(texts, ["<p class=\"a\">文字</p>", "二"]);
    }

    #[test]
    fn escapes_stand_for_characters() {
        for (string, expected) in [
            (r"a\nb\\n", "a\nb\\n"),
            (r"\ud83d\ude00", "😀"),
            (r"\ud83d", "\u{FFFD}"),
            (r"\u12", "u12"),
            ("a\\", "a"),
            (r"\文", "文"),
        ] {
            assert_eq!(decoded(string, TextSpan::new(0, string.len())), expected, "{string}");
        }
    }
}
