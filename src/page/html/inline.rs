//! The text of a line of a page: references decoded, white space collapsed as browsers do.

use super::reference;
use crate::{
    alignment::Reason,
    page::writer::{Part, is_blank},
    span::TextSpan,
};

/// A piece of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Text of the page, with references.
    Text(TextSpan),
    /// The same, raised.
    Raised(TextSpan),
    /// White space between tags, or a break inside a cell.
    Space,
}

/// A line as it is written.
#[derive(Clone, Debug, Default)]
pub(super) struct Content {
    pub(super) parts: Vec<Part>,
    /// What it says.
    pub(super) text: String,
}

impl Content {
    /// The content of a line made of `pieces`.
    pub(super) fn of(page: &str, pieces: &[Piece]) -> Self {
        let mut runs = Vec::new();
        for piece in pieces {
            match *piece {
                Piece::Text(span) => read(page, span, false, &mut runs),
                Piece::Raised(span) => read(page, span, true, &mut runs),
                Piece::Space => runs.push(Run::Blank(None, Blank::Space)),
            }
        }
        let mut content = Self::default();
        let mut blanks = Vec::new();
        for run in runs {
            match run {
                Run::Blank(span, blank) => blanks.push((span, blank)),
                Run::Solid(span, to) => {
                    let next = to.as_deref().unwrap_or(&page[span.range()]).chars().next();
                    content.push_blanks(page, &mut blanks, next);
                    content.text.push_str(to.as_deref().unwrap_or(&page[span.range()]));
                    content.parts.push(match to {
                        Some(to) => Part::Changed(span, to, Reason::Markup),
                        None => Part::Text(span),
                    });
                }
            }
        }
        content
    }

    /// Whether it shows nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Writes blanks between two solid runs as one space, an ideographic one if the page has one there; a line break
    /// between two Chinese characters as nothing. Blanks before the first solid run are left out.
    fn push_blanks(&mut self, page: &str, blanks: &mut Vec<(Option<TextSpan>, Blank)>, next: Option<char>) {
        let wide = |character: Option<char>| character.is_some_and(is_wide);
        let strongest = blanks.iter().map(|&(_, blank)| blank).max();
        let written = match strongest {
            _ if self.text.is_empty() => "",
            None | Some(Blank::Nothing) => "",
            Some(Blank::Break) if wide(self.text.chars().next_back()) && wide(next) => "",
            Some(Blank::Ideographic) => "\u{3000}",
            Some(_) => " ",
        };
        let mut written_at = written.is_empty();
        for (span, blank) in blanks.drain(..) {
            let Some(span) = span else { continue };
            if blank == Blank::Nothing {
                self.parts.push(Part::Dropped(span, Reason::Invisible));
                continue;
            }
            if written_at {
                self.parts.push(Part::Dropped(span, Reason::Layout));
            } else if &page[span.range()] == written {
                self.parts.push(Part::Text(span));
            } else {
                self.parts.push(Part::Changed(span, written.to_owned(), Reason::Layout));
            }
            written_at = true;
        }
        if !written_at {
            self.parts.push(Part::Inserted(if written == " " { " " } else { "\u{3000}" }));
        }
        self.text.push_str(written);
    }
}

enum Run {
    Solid(TextSpan, Option<String>),
    Blank(Option<TextSpan>, Blank),
}

/// Blanks, from the one that matters least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Blank {
    /// Characters that take no room.
    Nothing,
    /// White space with a line break in it.
    Break,
    Space,
    Ideographic,
}

/// Splits the text in `span` into solid and blank runs.
fn read(page: &str, span: TextSpan, raised: bool, runs: &mut Vec<Run>) {
    let mut position = span.start;
    while position < span.end {
        let rest = &page[position..span.end];
        let Some(first) = rest.chars().next() else { return };
        let at = |length: usize| TextSpan::new(position, position + length);
        if first == '&'
            && let Some((length, to)) = reference::decode(rest)
        {
            runs.push(if to.chars().all(is_blank) {
                Run::Blank(Some(at(length)), blank(&to))
            } else {
                Run::Solid(at(length), Some(if raised { superscript(&to) } else { to }))
            });
            position += length;
            continue;
        }
        let length = if is_blank(first) {
            let length = rest.len() - rest.trim_start_matches(is_blank).len();
            runs.push(Run::Blank(Some(at(length)), blank(&rest[..length])));
            length
        } else {
            let is_end = |character: char| character == '&' || is_blank(character);
            let head = first.len_utf8();
            let length = rest[head..].find(is_end).map_or(rest.len(), |end| end + head);
            let raised = raised.then(|| superscript(&rest[..length])).filter(|raised| *raised != rest[..length]);
            runs.push(Run::Solid(at(length), raised));
            length
        };
        position += length;
    }
}

fn blank(text: &str) -> Blank {
    if !text.contains(char::is_whitespace) {
        Blank::Nothing
    } else if text.contains('\u{3000}') {
        Blank::Ideographic
    } else if text.contains('\n') || text.contains('\r') {
        Blank::Break
    } else {
        Blank::Space
    }
}

/// Raised digits as characters of their own: 10⁴ must not become 104.
fn superscript(text: &str) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    if !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
        return text.to_owned();
    }
    text.bytes().map(|byte| if byte == b'-' { '⁻' } else { RAISED[usize::from(byte - b'0')] }).collect()
}

/// Whether a character is Chinese or a full-width sign, so that no space belongs beside it where a line was broken.
fn is_wide(character: char) -> bool {
    matches!(character, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}' | '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(page: &str, raised: bool) -> String {
        let span = TextSpan::new(0, page.len());
        Content::of(page, &[if raised { Piece::Raised(span) } else { Piece::Text(span) }]).text
    }

    #[test]
    fn white_space_collapses() {
        let cases = [
            ("  全市\n  企业 ", "全市企业"),
            ("全市 企业", "全市 企业"),
            ("GDP\n  of", "GDP of"),
            ("标　　题", "标　题"),
            ("第一条 &nbsp;范围&nbsp;", "第一条 范围"),
            ("&#12288;&ldquo;十四五&rdquo;&amp;", "“十四五”&"),
            ("R&D经费", "R&D经费"),
            ("\u{200B}达到1\u{FEFF}2&shy;0家 \u{200B} 以上\u{2060}", "达到120家 以上"),
        ];
        for (page, expected) in cases {
            assert_eq!(text(page, false), expected, "{page}");
        }
        assert_eq!(text("2", true), "²");
        assert_eq!(text("注1", true), "注1");
    }

    #[test]
    fn a_space_between_tags_is_put_in() {
        let page = "ab";
        let pieces = [Piece::Space, Piece::Text(TextSpan::new(0, 1)), Piece::Space, Piece::Text(TextSpan::new(1, 2))];
        let content = Content::of(page, &pieces);
        assert_eq!(content.text, "a b");
        assert_eq!(content.parts[1], Part::Inserted(" "));
    }
}
