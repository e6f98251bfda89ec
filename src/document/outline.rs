//! The outline: headings, and the passages of text under them.
//!
//! A passage is what the annotation guide calls a paragraph: a numbered task, a bullet, or a paragraph, also where the
//! page has run several of them together on one line. Passages do not overlap and stand in the order of the text.

use std::{collections::HashMap, sync::LazyLock};

use super::{
    layout::Element,
    marker::{self, ATTACHMENT, FIRST, FOURTH, Marker, PIECE, SECOND, THIRD, TITLE, UNNUMBERED},
    sentence,
};
use crate::{
    characters,
    lexicon::{Lexicon, character_set::CharacterSet, cue::Sections, time::Times},
    mention::time::plans_named,
    page::{Block, BlockKind},
    span::TextSpan,
};

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its words, with its number.
    pub span: TextSpan,
    /// Its level, see [`marker`].
    pub level: u8,
    /// The heading above it.
    pub parent: Option<usize>,
    /// The passage that leads into this section and those beside it (今年重点抓好以下工作：).
    pub lead_in: Option<usize>,
}

/// A numbered task, a bullet or a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Where it stands, without its number and title.
    pub span: TextSpan,
    /// The sentences it consists of.
    pub sentences: Vec<TextSpan>,
    /// The nearest heading above it, its own title included.
    pub heading: Option<usize>,
    /// The passage that leads into this one and governs it (到2020年，实现以下目标：).
    pub lead_in: Option<usize>,
    /// Which task it belongs to: passages of one task share who answers for it.
    pub task: usize,
    /// Whether that task has a number.
    pub numbered: bool,
    /// The piece of a collection it stands in.
    pub piece: Option<usize>,
}

/// The headings and passages of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// The headings, in order.
    pub headings: Vec<Heading>,
    /// The passages, in order.
    pub passages: Vec<Passage>,
    /// Where each piece of a collection begins: its heading.
    pub pieces: Vec<usize>,
}

impl Outline {
    /// The heading `index` and those above it, innermost first.
    pub fn headings_up(&self, index: Option<usize>) -> impl Iterator<Item = &Heading> {
        std::iter::successors(index.map(|index| &self.headings[index]), |heading| {
            heading.parent.map(|parent| &self.headings[parent])
        })
    }
}

/// A title of more characters than this is a sentence.
const LONGEST_TITLE: usize = 42;

/// A title without a sign behind it is not looked for beyond so many characters.
const LONGEST_GLUED_TITLE: usize = 14;

/// A passage of more bytes goes on in another one: the times in a passage are looked through for each of its values.
const LONGEST_PASSAGE: usize = 30_000;

/// Reads the outline of a text. `elements` has one element for each block; table rows are left to the tables.
#[must_use]
pub fn read(text: &str, blocks: &[Block], elements: &[Element], lexicon: &Lexicon) -> Outline {
    let mut reader = Reader {
        text,
        sections: &lexicon.cues.sections,
        outline: Outline::default(),
        open: Vec::new(),
        task: 0,
        numbered: false,
    };
    let mut after_attachment_line = false;
    for (index, block) in blocks.iter().enumerate() {
        let line = &text[block.span.range()];
        match (elements[index], block.kind) {
            (_, BlockKind::TableRow { .. } | BlockKind::Attachment) => {}
            (Element::Title, _) => reader.heading(block.span, TITLE),
            (Element::Body, kind) => {
                if is_attachment_line(line) {
                    after_attachment_line = true;
                    continue;
                }
                let next = blocks.get(index + 1).map(|next| &text[next.span.range()]);
                let heading = matches!(kind, BlockKind::Heading(_)) && line.chars().count() <= LONGEST_TITLE
                    || reads_as_heading(line, next, after_attachment_line, &lexicon.times);
                if heading && marker::at_start(line).is_none() && !line.trim_end().ends_with(['：', ':']) {
                    let level = if after_attachment_line { ATTACHMENT } else { reader.unnumbered_level(line) };
                    reader.heading(block.span, level);
                } else {
                    reader.block(block.span, matches!(kind, BlockKind::Heading(_)));
                }
            }
            _ => {}
        }
        after_attachment_line = false;
    }
    reader.lead_ins();
    reader.outline
}

struct Reader<'a> {
    text: &'a str,
    /// Words that titles of sections end on.
    sections: &'a Sections,
    outline: Outline,
    /// The headings that are open here, outermost first.
    open: Vec<usize>,
    task: usize,
    numbered: bool,
}

impl Reader<'_> {
    fn heading(&mut self, span: TextSpan, level: u8) {
        while self.open.last().is_some_and(|&last| self.outline.headings[last].level >= level) {
            self.open.pop();
        }
        let parent = self.open.last().copied();
        self.outline.headings.push(Heading { span, level, parent, lead_in: None });
        self.open.push(self.outline.headings.len() - 1);
        if level == PIECE {
            self.outline.pieces.push(self.outline.headings.len() - 1);
        }
        self.task += 1;
        self.numbered = false;
    }

    /// A heading without a number closes numbered sections only if it names a year of its own or opens the notes: then it
    /// is no part of them.
    fn unnumbered_level(&self, line: &str) -> u8 {
        let in_numbered = self.open.iter().any(|&open| (FIRST..=FOURTH).contains(&self.outline.headings[open].level));
        let names_year = line.contains("年") && line.contains(|character: char| character.is_ascii_digit());
        let notes = self.sections.notes.is_in(line);
        if in_numbered && !names_year && !notes { UNNUMBERED } else { marker::CHAPTER }
    }

    /// A block of running text, cut where numbered tasks begin.
    fn block(&mut self, span: TextSpan, is_heading: bool) {
        let starts = marker_positions(&self.text[span.range()], self.sections);
        let bounds: Vec<usize> =
            if starts.first() == Some(&0) { starts } else { std::iter::once(0).chain(starts).collect() };
        for (index, &start) in bounds.iter().enumerate() {
            let end = bounds.get(index + 1).copied().unwrap_or(span.len());
            self.segment(TextSpan::new(span.start + start, span.start + end), is_heading);
        }
    }

    fn segment(&mut self, span: TextSpan, is_heading: bool) {
        let line = &self.text[span.range()];
        let Some(Marker { level, len }) = marker::at_start(line) else {
            return self.passage(span);
        };
        let rest = &line[len..];
        let title_len = title_len(rest, is_heading, level)
            .or_else(|| (level == FIRST).then(|| glued_title_len(rest, self.sections)).flatten());
        self.numbered = level >= THIRD || (level == SECOND && title_len.is_none());
        if let Some(title) = title_len {
            let numbered = self.numbered;
            self.heading(TextSpan::new(span.start, span.start + len + title), level);
            self.numbered = numbered;
            self.passage(TextSpan::new(span.start + len + title, span.end));
        } else {
            // a task without a title closes the tasks beside it
            while self.open.last().is_some_and(|&last| self.outline.headings[last].level >= level) {
                self.open.pop();
            }
            self.task += 1;
            self.passage(TextSpan::new(span.start + len, span.end));
        }
    }

    fn passage(&mut self, span: TextSpan) {
        let line = &self.text[span.range()];
        let lead = line.len() - line.trim_start_matches(|c: char| c.is_whitespace() || "。.：:；;".contains(c)).len();
        let span = TextSpan::new(span.start + lead, span.start + line.trim_end().len().max(lead));
        if span.is_empty() {
            return;
        }
        if !self.numbered && marker::bullet(&self.text[span.range()]).is_some() {
            self.task += 1;
        }
        let sentences: Vec<TextSpan> =
            sentence::split(&self.text[span.range()]).into_iter().map(|part| part.shifted(span.start)).collect();
        let stretch = |sentence: &TextSpan| (sentence.start - span.start) / LONGEST_PASSAGE;
        for sentences in sentences.chunk_by(|one, next| stretch(one) == stretch(next)) {
            let Some(last) = sentences.last() else { continue };
            self.outline.passages.push(Passage {
                span: sentences[0].hull(*last),
                sentences: sentences.to_vec(),
                heading: self.open.last().copied(),
                lead_in: None,
                task: self.task,
                numbered: self.numbered,
                piece: self.outline.pieces.len().checked_sub(1),
            });
        }
    }

    /// Finds for each passage the one that leads into it, and for each heading the one that leads into its sections.
    fn lead_ins(&mut self) {
        let text = self.text;
        let mut leader: Option<usize> = None;
        let mut openers = Vec::new();
        for index in 0..self.outline.passages.len() {
            let passage = &self.outline.passages[index];
            let line = &text[passage.span.range()];
            let heading = passage.heading;
            let bulleted = marker::bullet(line).is_some();
            let opens = ends_open(line, self.sections);
            let follows = leader.is_some_and(|lead| {
                let lead = &self.outline.passages[lead];
                let same_section = lead.heading == heading || passage.numbered;
                same_section && (bulleted || (!opens && ends_open(&text[lead.span.range()], self.sections)))
            });
            if follows {
                self.outline.passages[index].lead_in = leader;
            } else {
                leader = (!bulleted).then_some(index);
            }
            let next_heading = self.outline.passages.get(index + 1).and_then(|next| next.heading);
            if opens && next_heading != heading {
                openers.push(index);
            }
        }
        self.lead_into_sections(&openers);
    }

    /// The sections that begin behind one of the passages, beside each other and under the same heading, have it as their
    /// lead-in, up to one of a higher level or to those behind the next such passage.
    fn lead_into_sections(&mut self, passages: &[usize]) {
        let mut next = passages.iter().copied().map(|index| (index, &self.outline.passages[index])).peekable();
        // by the heading above them: the passage, and the level of the section right behind it
        let mut leading: HashMap<Option<usize>, (usize, u8)> = HashMap::new();
        for heading in &mut self.outline.headings {
            while let Some((index, passage)) = next.next_if(|(_, passage)| passage.span.end <= heading.span.start) {
                leading.insert(passage.heading, (index, heading.level));
            }
            match leading.get(&heading.parent) {
                Some(&(passage, level)) if heading.level >= level => heading.lead_in = Some(passage),
                Some(_) => _ = leading.remove(&heading.parent),
                None => {}
            }
        }
    }
}

/// Whether a passage announces what follows it: 重点抓好以下工作：
fn ends_open(line: &str, words: &Sections) -> bool {
    let line = line.trim_end();
    let last = characters::last(line, 25);
    line.ends_with(['：', ':'])
        || (line.ends_with('。')
            && (words.opens_list.is_in(last)
                || words.opens_list_ends.suffix_of(last).is_some()
                    && words.opens_list_verbs.is_in(last)
                    && words.opens_list_counts.is_in(last)))
}

/// What is looked at to find markers: what they begin with, and the signs that open and close titles and brackets.
static LOOKED_AT: LazyLock<CharacterSet> =
    LazyLock::new(|| marker::beginnings().chain("（(《“）)》”，,。".chars()).collect());

/// Where in a line markers stand: at its beginning, after a sentence, after a space.
fn marker_positions(line: &str, sections: &Sections) -> Vec<usize> {
    let mut positions = Vec::new();
    let mut title_open = false;
    let mut depth = 0_usize;
    for index in LOOKED_AT.places_in(line) {
        let Some(character) = line[index..].chars().next() else { continue };
        let previous = line[..index].chars().next_back();
        let boundary = || {
            previous.is_none_or(|previous| {
                previous.is_whitespace() || matches!(previous, '。' | '；' | ';' | '！' | '!' | '？' | '?' | '：' | ':')
            })
        };
        if depth == 0
            && (boundary()
                || glued_section(&line[index..], sections)
                || title_open && previous.is_some_and(|previous| !previous.is_numeric() && !previous.is_ascii()))
            && let Some(found) = marker::at_start(&line[index..])
            && (previous.is_none()
                || glued_section(&line[index..], sections)
                || stands_inline(&line[index + found.len..], found, boundary()))
        {
            positions.push(index);
            title_open = found.level <= SECOND;
        }
        match character {
            '（' | '(' | '《' | '“' => depth += 1,
            '）' | ')' | '》' | '”' => depth = depth.saturating_sub(1),
            '，' | ',' => title_open = false,
            '。' => {
                title_open = false;
                depth = 0;
            }
            _ => {}
        }
    }
    positions
}

/// Whether a section begins here without any sign before it: …情况汇报一、主要成效全县….
fn glued_section(text: &str, sections: &Sections) -> bool {
    let marker = marker::at_start(text).filter(|marker| marker.level == FIRST);
    marker.is_some_and(|marker| glued_title_len(&text[marker.len..], sections).is_some())
}

/// Inside a line a marker counts only where a word follows: not in 第(一)项, 1.5 or a year.
fn stands_inline(rest: &str, marker: Marker, boundary: bool) -> bool {
    let word_follows = rest.chars().next().is_some_and(|next| next.is_alphabetic() || matches!(next, '“' | '《'));
    let unit_follows = marker.level == THIRD && rest.starts_with(['年', '月', '日', '家', '个', '项']);
    word_follows && !unit_follows && (boundary || matches!(marker.level, SECOND | THIRD))
}

/// The length of the title that `rest` begins with, if it does.
fn title_len(rest: &str, is_heading: bool, level: u8) -> Option<usize> {
    let end = rest
        .char_indices()
        .find(|&(index, character)| match character {
            '。' | '：' | ':' | '；' | ';' => true,
            ' ' | '\u{3000}' | '\t' => index > 0 && !rest[..index].ends_with(|c: char| c.is_ascii()),
            _ => false,
        })
        .map_or(rest.len(), |(index, _)| index);
    let title = &rest[..end];
    let whole = end == rest.len();
    let has_value = title.contains(|c: char| c.is_ascii_digit() || c == '%') && !names_only_years(title)
        || states_chinese_number(title);
    let sections = whole && (is_heading || level <= FIRST);
    let short = title.chars().count() <= LONGEST_TITLE;
    (!title.is_empty() && short && (sections || !has_value && !title.contains(['（', '(']) || whole && !has_value))
        .then_some(end)
}

/// The length of a title that the page has run together with its text: 二、重点任务 in 二、重点任务加快建设…
fn glued_title_len(rest: &str, sections: &Sections) -> Option<usize> {
    let head = characters::first(rest, LONGEST_GLUED_TITLE);
    let words = sections.actual.all_in(head).chain(sections.target.all_in(head));
    let end = words.map(|(start, word)| start + word.len()).min()?;
    // the title goes on: 目标任务, 工作打算
    let further = [&sections.actual, &sections.target].map(|words| words.longest_prefix_of(&rest[end..]));
    let end = end + further.into_iter().flatten().map(str::len).max().unwrap_or(0);
    (!rest[..end].contains(['，', ',', '。'])).then_some(end)
}

/// Whether a text holds a number in words, 二亿一千万 or 百分之八: a title has none.
fn states_chinese_number(text: &str) -> bool {
    let followed = text.chars().zip(text.chars().skip(1));
    text.contains("百分之")
        || followed
            .filter(|(digit, unit)| "一二两三四五六七八九".contains(*digit) && "十百千万亿".contains(*unit))
            .count()
            > 1
}

/// Whether all figures of a title are years: 2024年工作安排.
fn names_only_years(title: &str) -> bool {
    let mut digits = 0;
    for character in title.chars() {
        match character {
            '0'..='9' => digits += 1,
            '年' | '—' | '-' | '－' | '–' if digits == 4 => digits = 0,
            _ if digits > 0 => return false,
            _ => {}
        }
    }
    digits == 0
}

fn is_attachment_line(line: &str) -> bool {
    let rest = line.strip_prefix("附件").or_else(|| line.strip_prefix("附表"));
    rest.is_some_and(|rest| {
        rest.trim_matches([':', '：', ' ']).chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
    })
}

/// Whether a line without a number is a heading: short, no sentence, and running text below it.
fn reads_as_heading(line: &str, next: Option<&str>, names_attachment: bool, times: &Times) -> bool {
    let length = line.chars().count();
    let ends_sentence =
        line.ends_with(['。', '；', ';', '，', ',', '、', '！', '!', '？', '?', '：', ':', '）', ')', '|']);
    let next_is_text = next.is_some_and(|next| next.chars().count() > length && next.chars().count() > 20);
    (2..=30).contains(&length)
        && !ends_sentence
        && (next_is_text || names_attachment)
        && !line.contains(['，', '。', ',', '；', ';', '：', ':', '\t', '|'])
        && marker::bullet(line).is_none()
        && (!line.starts_with(['“', '《']) || !plans_named(line, times).is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::LineLayout;

    fn outline(lines: &[(&str, BlockKind)]) -> (String, Outline) {
        let mut text = String::new();
        let mut blocks = Vec::new();
        for (line, kind) in lines {
            blocks.push(Block {
                kind: *kind,
                span: TextSpan::new(text.len(), text.len() + line.len()),
                layout: LineLayout::default(),
            });
            text.push_str(line);
            text.push('\n');
        }
        let elements = vec![Element::Body; blocks.len()];
        let lexicon = crate::lexicon::Lexicon::builtin().expect("the built-in tables parse");
        let outline = read(&text, &blocks, &elements, &lexicon);
        (text, outline)
    }

    fn paragraphs(lines: &[&str]) -> (String, Outline) {
        outline(&lines.iter().map(|line| (*line, BlockKind::Paragraph)).collect::<Vec<_>>())
    }

    #[test]
    fn numbered_tasks_on_one_line_are_passages_of_their_own() {
        let (text, outline) =
            paragraphs(&["三、重点任务(一)夯实平台。1.建设载体。到2025年新建5家。2.引进人才。每年引进10名。"]);
        let headings: Vec<_> = outline.headings.iter().map(|heading| &text[heading.span.range()]).collect();
        assert_eq!(headings, ["三、重点任务", "(一)夯实平台", "1.建设载体", "2.引进人才"]);
        assert_eq!(outline.headings[3].parent, Some(1));
        let passages: Vec<_> = outline.passages.iter().map(|passage| &text[passage.span.range()]).collect();
        assert_eq!(passages, ["到2025年新建5家。", "每年引进10名。"]);
        assert_ne!(outline.passages[0].task, outline.passages[1].task);
    }

    #[test]
    fn a_task_that_is_a_sentence_has_no_title() {
        let (text, outline) = paragraphs(&["一、就业方面", "1.新增就业5万人（责任单位：市人社局）。", "2.培训1万名。"]);
        assert_eq!(outline.headings.len(), 1);
        let passages: Vec<_> = outline.passages.iter().map(|passage| &text[passage.span.range()]).collect();
        assert_eq!(passages, ["新增就业5万人（责任单位：市人社局）。", "培训1万名。"]);
        assert!(outline.passages.iter().all(|passage| passage.numbered && passage.heading == Some(0)));
    }

    #[test]
    fn a_title_may_be_run_together_with_its_text() {
        let (text, outline) =
            paragraphs(&["一、2031年主要成效全县新增企业23家，引进资金5亿元。二、下年工作打算新登记主体1万户。"]);
        let headings: Vec<_> = outline.headings.iter().map(|heading| &text[heading.span.range()]).collect();
        assert_eq!(headings, ["一、2031年主要成效", "二、下年工作打算"]);
    }

    #[test]
    fn a_lead_in_governs_bullets() {
        let (_, outline) = paragraphs(&[
            "（二）目标",
            "到2030年，水平显著提升。",
            "——能力增强。达到5家。",
            "——主体壮大。达到6家。",
            "下一段。",
        ]);
        assert_eq!(outline.passages[1].lead_in, Some(0));
        assert_eq!(outline.passages[2].lead_in, Some(0));
        assert_eq!(outline.passages[3].lead_in, None);
    }

    #[test]
    fn an_unnumbered_heading_with_a_year_closes_the_sections_before_it() {
        let (text, outline) = outline(&[
            ("二、明年安排", BlockKind::Heading(2)),
            ("附件1", BlockKind::Paragraph),
            ("全县2031年12件实事清单", BlockKind::Heading(2)),
            ("一、就业方面3件", BlockKind::Heading(2)),
            ("1.新增就业5万人。", BlockKind::Paragraph),
        ]);
        let up: Vec<_> =
            outline.headings_up(outline.passages[0].heading).map(|heading| &text[heading.span.range()]).collect();
        assert_eq!(up, ["一、就业方面3件", "全县2031年12件实事清单"]);
    }

    #[test]
    fn a_lead_in_governs_the_sections_beside_each_other_below_it() {
        let (_, outline) = paragraphs(&[
            "三、工作安排",
            "今年要抓好以下工作：",
            "（一）抓产业。新增5家。",
            "（二）抓项目。新增6家。",
            "四、自身建设",
            "（一）抓作风。开会8次。",
        ]);
        let lead_ins: Vec<_> = outline.headings.iter().map(|heading| heading.lead_in).collect();
        assert_eq!(lead_ins, [None, Some(0), Some(0), None, None]);
    }

    #[test]
    fn a_point_with_a_number_in_words_is_no_title() {
        let (_, outline) = paragraphs(&["一、农业", "1、粮食总产量二亿一千万斤。", "2、千方百计办好农业。"]);
        assert_eq!((outline.headings.len(), outline.passages.len()), (2, 1));
    }

    #[test]
    fn a_lead_in_needs_no_heading_above() {
        let (_, outline) =
            paragraphs(&["今年要突出抓好以下三个方面工作。", "（一）抓产业。新增5家。", "（二）抓项目。新增6家。"]);
        assert_eq!(outline.headings[1].lead_in, Some(0));
    }

    #[test]
    fn paragraphs_follow_a_lead_in_that_ends_open() {
        let (_, outline) =
            paragraphs(&["一、工作回顾", "一年来，主要做了以下工作：", "企业新增5家。", "项目新增6家。"]);
        assert_eq!(outline.passages[2].lead_in, Some(0));
    }
}
