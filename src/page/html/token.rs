//! A page as tokens, each with its place: the text between tags, tags, and what shows nothing.
//!
//! Contract: the tokens tile the page. Time is linear in its length, whatever is left open.

use super::element::{Element, Role, element};
use crate::{
    Result,
    limits::{Limits, within},
    span::TextSpan,
};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Text, with character references.
    Text,
    /// A start tag.
    Start(Element),
    /// An end tag.
    End(Element),
    /// The content of an element that holds no markup.
    Raw,
    /// A comment, a doctype, a processing instruction.
    Other,
}

/// A token and its place in the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: TextSpan,
}

/// The tokens of a page.
///
/// # Errors
/// `limit` as soon as there are too many of them, or of cells among them.
pub(super) fn tokens(page: &str, limits: &Limits) -> Result<Vec<Token>> {
    let mut tokenizer = Tokenizer {
        page,
        limits,
        tokens: Vec::new(),
        position: 0,
        text_start: 0,
        open: Open::default(),
        section_end: 0,
        cells: 0,
    };
    tokenizer.run()?;
    Ok(tokenizer.tokens)
}

/// The length of the tag of a known element at the head of `text`; it must end within a few thousand bytes.
pub(in crate::page) fn known_tag(text: &str) -> Option<usize> {
    let name = tag_name(text.get(1..)?.trim_start_matches('/'));
    // most signs in a text begin no tag
    if name.is_empty() {
        return None;
    }
    super::element::known(name)?;
    // a tag holds no other tag
    let end = text.bytes().skip(1).take(4096).position(|byte| byte == b'>' || byte == b'<')? + 1;
    (text.as_bytes()[end] == b'>').then_some(end + 1)
}

/// Ends that were looked for up to the end of the page and not found, so that nobody looks again.
#[derive(Default)]
struct Open {
    comment: bool,
    quote: bool,
    angle: bool,
    section: bool,
    raw: Vec<&'static str>,
}

/// What closes a `<![CDATA[` section.
const SECTION_END: &str = "]]>";

struct Tokenizer<'a> {
    page: &'a str,
    limits: &'a Limits,
    tokens: Vec<Token>,
    position: usize,
    text_start: usize,
    open: Open,
    /// Where the section that is being read ends.
    section_end: usize,
    /// Start tags of cells so far.
    cells: usize,
}

impl Tokenizer<'_> {
    fn run(&mut self) -> Result<()> {
        while let Some(found) = self.page[self.position..].find('<') {
            let start = self.position + found;
            let Some((kind, end)) = self.markup(start) else {
                self.position = start + 1;
                continue;
            };
            self.push(kind, start, end);
            within("tokens", self.tokens.len(), self.limits.tokens)?;
            let is_cell = matches!(kind, Kind::Start(Element { role: Role::Written(tag), .. }) if tag.is_cell());
            self.cells += usize::from(is_cell);
            within("cells", self.cells, self.limits.cells)?;
        }
        self.flush(self.page.len());
        Ok(())
    }

    /// Ends the text before `start` and adds a token.
    fn push(&mut self, kind: Kind, start: usize, end: usize) {
        self.flush(start);
        self.tokens.push(Token { kind, span: TextSpan::new(start, end) });
        (self.position, self.text_start) = (end, end);
        if let Kind::Start(Element { name, role: Role::Raw }) = kind
            && let Some(length) = self.raw_length(name)
        {
            if length > 0 {
                self.tokens.push(Token { kind: Kind::Raw, span: TextSpan::new(end, end + length) });
            }
            (self.position, self.text_start) = (end + length, end + length);
        }
    }

    /// Adds the text up to `end`, without the end of a section in it.
    fn flush(&mut self, end: usize) {
        let close = TextSpan::new(self.section_end, self.section_end + SECTION_END.len());
        let pieces = if self.section_end > 0 && TextSpan::new(self.text_start, end).contains(close) {
            [
                (Kind::Text, self.text_start, close.start),
                (Kind::Other, close.start, close.end),
                (Kind::Text, close.end, end),
            ]
        } else {
            [(Kind::Text, self.text_start, end), (Kind::Text, end, end), (Kind::Text, end, end)]
        };
        for (kind, start, end) in pieces.into_iter().filter(|(_, start, end)| start < end) {
            self.tokens.push(Token { kind, span: TextSpan::new(start, end) });
        }
    }

    /// The markup that begins at `start`, and its end; `None` if the `<` there is text.
    fn markup(&mut self, start: usize) -> Option<(Kind, usize)> {
        let rest = &self.page[start + 1..];
        match rest.as_bytes().first()? {
            b'!' if rest.starts_with("!--") => Some((Kind::Other, self.comment_end(start))),
            b'!' if rest.starts_with("![CDATA[") && self.has_section_end(start) => Some((Kind::Other, start + 9)),
            // scripts of the server that were saved with the page
            b'!' | b'?' | b'%' => Some((Kind::Other, self.angle_end(start)?)),
            b'/' => {
                let name = tag_name(&rest[1..]);
                let kind = if name.is_empty() { Kind::Other } else { Kind::End(element(name)) };
                Some((kind, self.angle_end(start)?))
            }
            byte if byte.is_ascii_alphabetic() => {
                let end = self.tag_end(start)?;
                Some((Kind::Start(element(tag_name(rest))), end))
            }
            _ => None,
        }
    }

    /// The end of the comment at `start`. One that is never closed ends with its first `>`, lest it eat the page.
    fn comment_end(&mut self, start: usize) -> usize {
        let rest = &self.page[start..];
        if !self.open.comment {
            if let Some(length) = rest[4..].find("-->").map(|length| length + 7) {
                return start + length;
            }
            self.open.comment = true;
        }
        rest.find('>').map_or(self.page.len(), |length| start + length + 1)
    }

    /// The end of the first `>` after `start`.
    fn angle_end(&mut self, start: usize) -> Option<usize> {
        if self.open.angle {
            return None;
        }
        let end = self.page[start..].find('>').map(|length| start + length + 1);
        self.open.angle = end.is_none();
        end
    }

    /// Whether the section at `start` is closed. Its content is read as part of the page.
    fn has_section_end(&mut self, start: usize) -> bool {
        if self.section_end <= start && !self.open.section {
            match self.page[start..].find(SECTION_END) {
                Some(length) => self.section_end = start + length,
                None => self.open.section = true,
            }
        }
        self.section_end > start
    }

    /// The end of the start tag at `start`: the first `>` outside quotes, which count only after `=`.
    fn tag_end(&mut self, start: usize) -> Option<usize> {
        let bytes = &self.page.as_bytes()[start..];
        if !self.open.quote {
            let mut quote = None;
            let mut before = b' ';
            for (at, &byte) in bytes.iter().enumerate() {
                match quote {
                    Some(open) if byte == open => quote = None,
                    Some(_) => continue,
                    None if byte == b'>' => return Some(start + at + 1),
                    None if before == b'=' && (byte == b'"' || byte == b'\'') => quote = Some(byte),
                    None => {}
                }
                if !byte.is_ascii_whitespace() {
                    before = byte;
                }
            }
            self.open.quote = true;
        }
        self.angle_end(start)
    }

    /// The length of the raw content up to the end tag of `name`; `None` if there is none.
    fn raw_length(&mut self, name: &'static str) -> Option<usize> {
        if self.open.raw.contains(&name) {
            return None;
        }
        let rest = &self.page[self.position..];
        let mut position = 0;
        while let Some(found) = rest[position..].find("</") {
            let at = position + found;
            if tag_name(&rest[at + 2..]).eq_ignore_ascii_case(name) {
                return Some(at);
            }
            position = at + 2;
        }
        self.open.raw.push(name);
        None
    }
}

/// The name at the head of a tag, after its `<` or `</`.
fn tag_name(tag: &str) -> &str {
    if !tag.starts_with(|character: char| character.is_ascii_alphabetic()) {
        return "";
    }
    &tag[..tag
        .find(|character: char| !character.is_ascii_alphanumeric() && !"-_:".contains(character))
        .unwrap_or(tag.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(page: &str) -> Vec<(&str, &str)> {
        tokens(page, &Limits::default())
            .expect("it is small")
            .iter()
            .map(|token| {
                let kind = match token.kind {
                    Kind::Text => "text",
                    Kind::Start(_) => "start",
                    Kind::End(_) => "end",
                    Kind::Raw => "raw",
                    Kind::Other => "other",
                };
                (kind, &page[token.span.range()])
            })
            .collect()
    }

    #[test]
    fn pages_become_tokens() {
        let cases: [(&str, &[(&str, &str)]); 10] = [
            ("<p class=a>文</p>", &[("start", "<p class=a>"), ("text", "文"), ("end", "</p>")]),
            ("a<10<b>c", &[("text", "a<10"), ("start", "<b>"), ("text", "c")]),
            ("<a title='x>y'>z", &[("start", "<a title='x>y'>"), ("text", "z")]),
            ("<a title=\"x>y", &[("start", "<a title=\"x>"), ("text", "y")]),
            ("<!-- a>b -->c<!-- d>e", &[("other", "<!-- a>b -->"), ("text", "c"), ("other", "<!-- d>"), ("text", "e")]),
            ("<script>a<b</SCRIPT>c", &[("start", "<script>"), ("raw", "a<b"), ("end", "</SCRIPT>"), ("text", "c")]),
            ("<script>a<p>", &[("start", "<script>"), ("text", "a"), ("start", "<p>")]),
            ("<![CDATA[<p>a]]>", &[("other", "<![CDATA["), ("start", "<p>"), ("text", "a"), ("other", "]]>")]),
            ("<%-- a %>b", &[("other", "<%-- a %>"), ("text", "b")]),
            ("<o:p></o:p><>", &[("start", "<o:p>"), ("end", "</o:p>"), ("text", "<>")]),
        ];
        for (page, expected) in cases {
            assert_eq!(shown(page), expected, "{page}");
        }
    }

    #[test]
    fn tags_of_known_elements() {
        assert_eq!(known_tag("<th id=\"a\">"), Some(11));
        assert_eq!(known_tag("</p>"), Some(4));
        assert_eq!(known_tag("<100亩"), None);
        assert_eq!(known_tag("<某市>"), None);
        assert_eq!(known_tag("<p 1 < 2>"), None);
    }

    proptest::proptest! {
        #[test]
        fn tokens_tile_the_page(page in "[<>/!a-c=\"' 文&;-]{0,60}") {
            let mut end = 0;
            for token in tokens(&page, &Limits::default()).expect("it is small") {
                proptest::prop_assert_eq!(token.span.start, end);
                proptest::prop_assert!(!token.span.is_empty());
                end = token.span.end;
            }
            proptest::prop_assert_eq!(end, page.len());
        }
    }
}
