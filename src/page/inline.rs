//! Signs inside a line of plain text or Markdown that are no text: tags, character references, emphasis, links.

use std::sync::LazyLock;

use regex::Regex;

use super::{
    html::{known_tag, reference},
    writer::{Part, push_text},
};
use crate::{alignment::Reason, span::TextSpan};

/// A sign, and the text that it stands for, if any.
pub(super) struct Sign {
    pub(super) span: TextSpan,
    pub(super) to: Option<&'static str>,
}

/// The parts of `line` with `signs` taken out. A sign that begins inside another one is left out.
pub(super) fn parts(text: &str, line: TextSpan, mut signs: Vec<Sign>) -> Vec<Part> {
    signs.sort_by_key(|sign| sign.span);
    let mut parts = Vec::new();
    let mut taken = line.start;
    for sign in signs {
        if sign.span.start < taken || sign.span.end > line.end {
            continue;
        }
        push_text(text, TextSpan::new(taken, sign.span.start), &mut parts);
        parts.push(match sign.to {
            Some(to) => Part::Changed(sign.span, to.to_owned(), Reason::Markup),
            None => Part::Dropped(sign.span, Reason::Markup),
        });
        taken = sign.span.end;
    }
    push_text(text, TextSpan::new(taken, line.end), &mut parts);
    parts
}

/// The parts of a line of plain text.
pub(super) fn plain(text: &str, line: TextSpan) -> Vec<Part> {
    parts(text, line, markup(text, line))
}

/// What shows of parts, with the blanks at its ends.
pub(super) fn shown(text: &str, parts: &[Part]) -> String {
    parts
        .iter()
        .map(|part| match part {
            Part::Text(span) | Part::Blank(span) => &text[span.range()],
            Part::Changed(_, to, _) => to,
            Part::Dropped(..) => "",
            Part::Inserted(text) => text,
        })
        .collect()
}

/// The parts between separators that stand in the text of `parts`.
pub(super) fn cells(text: &str, parts: Vec<Part>, separators: &[char]) -> Vec<Vec<Part>> {
    let mut cells = Vec::new();
    let mut cell = Vec::new();
    for part in parts {
        let (Part::Text(span) | Part::Blank(span)) = part else {
            cell.push(part);
            continue;
        };
        let mut start = span.start;
        for piece in text[span.range()].split_inclusive(separators) {
            let inside = piece.strip_suffix(separators).unwrap_or(piece);
            push_text(text, TextSpan::new(start, start + inside.len()), &mut cell);
            if inside.len() < piece.len() {
                cells.push(std::mem::take(&mut cell));
            }
            start += piece.len();
        }
    }
    cells.push(cell);
    cells
}

/// `parts` with the first `length` bytes of their text dropped as markup, blanks before them aside.
pub(super) fn without_head(text: &str, parts: Vec<Part>, mut length: usize) -> Vec<Part> {
    let mut rest = Vec::new();
    let mut begun = false;
    for part in parts {
        begun = begun || part.is_solid();
        match part {
            Part::Text(span) | Part::Blank(span) if begun && length > 0 => {
                let end = span.start + length.min(span.len());
                rest.push(Part::Dropped(TextSpan::new(span.start, end), Reason::Markup));
                push_text(text, TextSpan::new(end, span.end), &mut rest);
                length -= end - span.start;
            }
            other => rest.push(other),
        }
    }
    rest
}

/// Tags and named character references that were left behind in a text.
pub(super) fn markup(text: &str, line: TextSpan) -> Vec<Sign> {
    let mut signs = Vec::new();
    let piece = &text[..line.end];
    let mut position = line.start;
    // bytes of ASCII are characters
    while let Some(found) = piece.as_bytes()[position..].iter().position(|byte| matches!(byte, b'<' | b'&')) {
        let at = position + found;
        let rest = &piece[at..];
        let sign = if rest.starts_with('<') {
            known_tag(rest).map(|length| (length, None))
        } else {
            reference::named(rest)
                .filter(|(length, _)| rest[..*length].ends_with(';'))
                .map(|(length, to)| (length, Some(to)))
        };
        position = at + sign.map_or(1, |(length, _)| length);
        if let Some((length, to)) = sign {
            signs.push(Sign { span: TextSpan::new(at, at + length), to });
        }
    }
    signs
}

/// Emphasis, links, images and escapes of Markdown (CommonMark 0.31; `**` also beside Chinese punctuation, where
/// CommonMark does not see it).
pub(super) fn markdown(text: &str, line: TextSpan) -> Vec<Sign> {
    // none of these holds its own opening sign: one that is never closed must not be looked through twice
    static SIGN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?x)
            <!--(?:[^<]|<[^!])*?-->               # a comment
            | !\[[^\[\]]*\]\([^()]*\)             # an image
            | (?P<open>\[)[^\[\]]+(?P<close>\]\([^()]*\))   # a link
            | (?P<stars>\*+)
            | (?P<escape>\\)[!-/:-@\[-`{-~]
        ",
        )
        .expect("the pattern is constant and a test uses it")
    });
    let piece = &text[line.range()];
    let mut signs = Vec::new();
    let mut push = |start: usize, end: usize| {
        signs.push(Sign { span: TextSpan::new(line.start + start, line.start + end), to: None });
    };
    let mut stars = Vec::new();
    let mut position = 0;
    while let Some(found) = SIGN.captures_at(piece, position) {
        let whole = found.get_match();
        position = whole.end();
        if let (Some(open), Some(close)) = (found.name("open"), found.name("close")) {
            push(open.start(), open.end());
            push(close.start(), close.end());
            // emphasis inside the link's text
            position = open.end();
        } else if found.name("stars").is_some() {
            if whole.len() == 2 {
                stars.push(whole.range());
            }
        } else if let Some(escape) = found.name("escape") {
            push(escape.start(), escape.end());
        } else {
            push(whole.start(), whole.end());
        }
    }
    let mut opened: Option<std::ops::Range<usize>> = None;
    for pair in stars {
        let before = piece[..pair.start].chars().next_back();
        let after = piece[pair.end..].chars().next();
        match opened.take() {
            Some(open) if before.is_some_and(|character| !character.is_whitespace()) || after.is_none() => {
                push(open.start, open.end);
                push(pair.start, pair.end);
            }
            Some(open) => opened = Some(open),
            None if opens(before, after) => opened = Some(pair),
            None => {}
        }
    }
    signs
}

/// Whether `**` between two characters opens emphasis: not before a space, and not in front of a sign in a word, as in
/// a redacted `增长**%`.
fn opens(before: Option<char>, after: Option<char>) -> bool {
    let Some(after) = after else { return false };
    let Some(before) = before else { return true };
    !after.is_whitespace() && (after.is_alphanumeric() || "（(“‘《【〔".contains(after) || !before.is_alphanumeric())
}
