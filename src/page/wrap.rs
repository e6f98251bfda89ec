//! How the lines of a page are laid out: wrapped at a width, and set off where a paragraph begins.

use super::{Block, BlockKind, writer::is_blank};

/// A line as the source lays it out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LineLayout {
    /// Whether it is indented.
    pub indented: bool,
    /// Whether a blank line sets it off from the line before it.
    pub apart: bool,
    /// Whether it fills the width that the page is wrapped at.
    pub full: bool,
}

/// The wrap of a page, by what shows where a paragraph begins on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrap {
    /// Its first line is indented.
    Indents,
    /// A blank line stands above it.
    BlankLines,
    /// Nothing.
    Unmarked,
}

impl Wrap {
    /// Whether a line begins a paragraph; `None` if the page does not show it.
    #[must_use]
    pub fn begins_paragraph(self, line: LineLayout) -> Option<bool> {
        match self {
            Self::Indents => Some(line.indented),
            Self::BlankLines => Some(line.apart),
            Self::Unmarked => None,
        }
    }
}

/// A page is wrapped if it has at least this many lines that fill the width.
const FEWEST_LINES: usize = 6;
/// A wrap is at least so many characters wide, and at most so many columns.
const NARROWEST: usize = 20;
const WIDEST: usize = 200;
/// Signs that may not stand at the beginning or the end of a line make it longer or shorter by so much, in columns.
const TOLERANCE: usize = 4;

/// How wide a line is: with its indent, without characters that take no room.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Width {
    /// Two for a Chinese character, one for an ASCII one.
    pub(super) columns: usize,
    pub(super) characters: usize,
}

impl Width {
    /// The width of a piece of a line.
    pub(super) fn of(piece: &str) -> Self {
        let columns = |character| match character {
            // what most characters are comes first
            '\u{3400}'..='\u{9FFF}' | '\t' => 2,
            '\0'..='\u{7F}' | '\u{A0}' => 1,
            '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => 0,
            _ => 2,
        };
        piece.chars().map(columns).fold(Self::default(), |width, columns| Self {
            columns: width.columns + columns,
            characters: width.characters + usize::from(columns > 0),
        })
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Self { columns: self.columns + other.columns, characters: self.characters + other.characters }
    }
}

/// What stands between two lines that show something.
pub(super) struct Gap {
    /// The blanks behind the first line.
    pub(super) trailing: Width,
    /// The indent of the second line.
    pub(super) indent: Width,
    /// Whether there is a blank line between them.
    pub(super) apart: bool,
}

impl Gap {
    /// Reads what the source has there. In a page a blank line is a second `<br>`, and white space that browsers collapse
    /// is no indent.
    pub(super) fn of(source: &str) -> Self {
        let is_line_break = |character| matches!(character, '\n' | '\r');
        let indent = |line: &str| Width::of(&line[..line.len() - line.trim_start_matches(is_blank).len()]);
        let end = source.find(|character| is_line_break(character) || character == '<').unwrap_or(source.len());
        let trailing = indent(&source[..end]);
        if let Some(tag) = source.rfind('>') {
            let breaks = source.match_indices('<').filter(|(at, _)| is_break_tag(&source[*at..])).count();
            let line = source[tag + 1..].trim_start_matches([' ', '\n', '\r', '\t']);
            let indent = if line.contains('&') {
                let blanks = line.replace("&nbsp;", "\u{A0}").replace("&emsp;", "\u{2003}");
                indent(&blanks.replace("&#12288;", "\u{3000}"))
            } else {
                indent(line)
            };
            return Self { trailing, indent, apart: breaks > 1 };
        }
        let breaks = source.matches(is_line_break).count() - source.matches("\r\n").count();
        let line = source.rfind(is_line_break).map_or("", |last| &source[last + 1..]);
        Self { trailing, indent: indent(line), apart: breaks > 1 }
    }

    /// Whether the second line is indented.
    pub(super) fn indents(&self) -> bool {
        self.indent.columns > 1
    }
}

fn is_break_tag(tag: &str) -> bool {
    tag.get(1..3).is_some_and(|name| name.eq_ignore_ascii_case("br"))
}

/// Finds the wrap of a page, if it has one, and marks the blocks that fill its width. There is a width for each block.
///
/// Lines of one width are a wrap if half of the lines that are not much shorter have it, nearly none is longer, and
/// most of them break off in a sentence: the lengths of paragraphs spread, and lists end their lines with a stop.
pub(super) fn mark(text: &str, blocks: &mut [Block], widths: &[Width]) -> Option<Wrap> {
    let paragraphs: Vec<usize> =
        (0..blocks.len()).filter(|&index| blocks[index].kind == BlockKind::Paragraph).collect();
    let measured = |measure: fn(&Width) -> usize, narrowest| {
        let widths: Vec<usize> = paragraphs.iter().map(|&index| measure(&widths[index])).collect();
        full_range(&widths, narrowest).map(|range| widths.iter().map(|width| range.contains(width)).collect::<Vec<_>>())
    };
    let count = |full: &Vec<bool>| full.iter().filter(|full| **full).count();
    let by_columns = measured(|width| width.columns, NARROWEST * 2);
    let by_characters = measured(|width| width.characters, NARROWEST);
    let full = by_columns.into_iter().chain(by_characters).max_by_key(count)?;
    let lines =
        || paragraphs.iter().zip(&full).filter(|(_, full)| **full).map(|(&index, _)| &text[blocks[index].span.range()]);
    let prose = lines().filter(|line| line.contains(['，', '。', ',', '；', ';'])).count();
    let closed = lines().filter(|line| line.ends_with(['。', '；', '：', '！', '？', ';', ':', '.'])).count();
    if prose * 2 < count(&full) || closed * 2 > count(&full) {
        return None;
    }
    // below a full line a paragraph seldom begins
    let marks = |is: fn(LineLayout) -> bool| {
        let below = || paragraphs.iter().skip(1).zip(&full).filter(|(_, full)| **full);
        let begun = below().filter(|(index, _)| is(blocks[**index].layout)).count();
        begun * 4 <= below().count() && paragraphs.iter().any(|&index| is(blocks[index].layout))
    };
    let wrap = if marks(|line| line.indented) {
        Wrap::Indents
    } else if marks(|line| line.apart) {
        Wrap::BlankLines
    } else {
        Wrap::Unmarked
    };
    for (&index, &full) in paragraphs.iter().zip(&full) {
        blocks[index].layout.full = full;
    }
    Some(wrap)
}

/// The widths that fill a line, if most lines that are not much shorter are as wide as that.
fn full_range(widths: &[usize], narrowest: usize) -> Option<std::ops::RangeInclusive<usize>> {
    let mut counts = vec![0_usize; WIDEST + 1];
    widths.iter().filter(|width| (narrowest..=WIDEST).contains(*width)).for_each(|&width| counts[width] += 1);
    let (width, exact) = counts.iter().copied().enumerate().rev().max_by_key(|(_, count)| *count)?;
    let between = |from: usize, to: usize| widths.iter().filter(|width| (from..=to).contains(*width)).count();
    let full = between(width.saturating_sub(TOLERANCE), width + TOLERANCE);
    let long = between(width * 3 / 5, usize::MAX);
    let beyond = between(width + TOLERANCE + 1, usize::MAX);
    // where nearly all lines have the very same width, one that is a little shorter is the last of its paragraph
    let slack = if exact * 4 >= full * 3 { 0 } else { TOLERANCE };
    (full >= FEWEST_LINES && full * 2 >= long && beyond * 4 <= full)
        .then(|| width.saturating_sub(slack)..=width + TOLERANCE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::TextSpan;

    #[test]
    fn blank_lines_and_indents_set_a_line_off() {
        let set_off = |source| {
            let gap = Gap::of(source);
            (gap.indents(), gap.apart)
        };
        for gap in ["\n\n", "\r\n\r\n", "\r\r", " \n \n", "<br><br>", "<BR>\n<br/>"] {
            assert_eq!(set_off(gap), (false, true), "{gap:?}");
        }
        for gap in
            ["\n\u{3000}", "\r\n    ", "\n\t", "\n\u{200B}\u{3000}", "</p>\n<p>\u{3000}\u{3000}", "<BR>\n&nbsp;&nbsp;"]
        {
            assert_eq!(set_off(gap), (true, false), "{gap:?}");
        }
        for gap in ["", "\n", "\r\n", "\r", "\n ", " \n", "<br>", "<br/>\r\n\t\t", "</p>\n<p>", "<br>&nbsp;"] {
            assert_eq!(set_off(gap), (false, false), "{gap:?}");
        }
        assert_eq!(Gap::of("  \n").trailing.columns, 2);
    }

    fn marked(lines: &[&str]) -> (Option<Wrap>, Vec<bool>) {
        let mut text = String::new();
        let mut blocks = Vec::new();
        for line in lines {
            let span = TextSpan::new(text.len(), text.len() + line.trim_start().len());
            let indented = line.starts_with('\u{3000}');
            blocks.push(Block {
                kind: BlockKind::Paragraph,
                span,
                layout: LineLayout { indented, ..LineLayout::default() },
            });
            text.push_str(line.trim_start());
            text.push('\n');
        }
        let widths: Vec<Width> = lines.iter().map(|line| Width::of(line)).collect();
        let wrap = mark(&text, &mut blocks, &widths);
        (wrap, blocks.iter().map(|block| block.layout.full).collect())
    }

    #[test]
    fn lines_of_one_width_are_wrapped() {
        let full = "坚持科技创新，培育壮大特色产业，推动高质量";
        let first = "\u{3000}\u{3000}坚持科技创新，培育壮大特色产业，推动高";
        let (wrap, lines) = marked(&["一、总体要求", first, full, full, "发展。", first, full, full, full, "发展。"]);
        assert_eq!(wrap, Some(Wrap::Indents));
        assert_eq!(lines, [false, true, true, true, false, true, true, true, true, false]);
        let (wrap, _) = marked(&[full, full, full, "发展。", full, full, full, full, "发展。"]);
        assert_eq!(wrap, Some(Wrap::Unmarked));
    }

    #[test]
    fn lists_and_paragraphs_are_not() {
        let item = "新建高标准农田，改造老旧灌区，整治河道三条。";
        assert_eq!(marked(&[item; 12]).0, None);
        let paragraphs: Vec<String> = (1..12).map(|length| "坚持科技创新，推动产业升级，".repeat(length)).collect();
        assert_eq!(marked(&paragraphs.iter().map(String::as_str).collect::<Vec<_>>()).0, None);
    }
}
