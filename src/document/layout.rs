//! Which line of a page is which element of an official document.
//!
//! Lines are read from the top down to where the text begins: labels, the number, the title, the addressees. In the text
//! itself only lines of their own are told apart: signatures with their date, remarks, titles of attached texts, the
//! imprint.

use super::{date_line, disclosure, marker, title};
use crate::lexicon::word_list::WordList;
use crate::{
    lexicon::{Lexicon, label::Field},
    mention::document_number,
    page::{BlockKind, Page},
};

/// The elements of an official document (GB/T 9704—2012, §7) and of the web page around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Element {
    /// A line of the disclosure table or the reprint line above a text: label and value.
    Disclosure,
    /// 发文机关标志, 签发人 and other lines of the header.
    Header,
    /// 发文字号 on a line of its own.
    DocumentNumber,
    /// 标题, or a line of it.
    Title,
    /// 主送机关.
    Addressee,
    /// 正文, headings included.
    Body,
    /// 发文机关署名.
    Signature,
    /// 成文日期.
    DateWritten,
    /// 附注: （此件公开发布）.
    Remark,
    /// 附件说明 and names of attachments.
    AttachmentNote,
    /// 抄送, 印发机关, 印发日期.
    Imprint,
}

/// The element of each block of `page`, in order.
#[must_use]
pub fn elements(page: &Page, lexicon: &Lexicon) -> Vec<Element> {
    let lines: Vec<&str> = page.blocks.iter().map(|block| page.text.slice(block.span)).collect();
    let reader = Reader { page, lines: &lines, lexicon };
    let mut elements = reader.head();
    reader.tail(&mut elements);
    elements
}

/// A line of labels is looked for among so many lines at the head.
const HEAD: usize = 60;
/// An organ alone is a signature within so many characters.
const LONGEST_SIGNATURE: usize = 40;

/// 第12号 or （2031年第12号） has at most so many characters.
const LONGEST_SERIAL: usize = 16;
/// The line that says when a page was put up is one of so many at its foot.
const FOOT: usize = 4;

struct Reader<'a> {
    page: &'a Page,
    lines: &'a [&'a str],
    lexicon: &'a Lexicon,
}

impl Reader<'_> {
    /// The lines above the text, and the text from there on.
    fn head(&self) -> Vec<Element> {
        let mut elements = vec![Element::Body; self.lines.len()];
        let begin = self.text_begins();
        for (index, element) in elements.iter_mut().enumerate().take(begin) {
            *element = self.head_element(index);
        }
        if self.lines.get(begin).is_some_and(|line| self.is_addressee(line)) {
            elements[begin] = Element::Addressee;
        }
        let title = self.title_lines(&elements, begin);
        for &index in &title {
            elements[index] = Element::Title;
        }
        // who signs may stand under the title, above the date
        for index in title.last().map_or(0..0, |last| last + 1..begin) {
            let dated = elements[index + 1..begin].iter().find(|element| **element != Element::Header);
            let signs = self.lines[index]
                .split_whitespace()
                .all(|name| self.lexicon.organs.is_organ(name) || name.ends_with('队'));
            if elements[index] == Element::Header && dated == Some(&Element::DateWritten) && signs {
                elements[index] = Element::Signature;
            }
        }
        elements
    }

    /// The first line of the text: the addressees, a numbered heading, or a paragraph.
    fn text_begins(&self) -> usize {
        let mut begin = 0;
        for (index, line) in self.lines.iter().enumerate().take(HEAD) {
            if self.is_labels(index) || self.continues_labels(index) {
                begin = index + 1;
                continue;
            }
            let clauses = line.contains(['，', '；']) || (line.contains(',') && line.chars().count() > 30);
            let paragraph = line.contains('。') || line.chars().count() > 100 || (clauses && index > 0);
            if self.is_addressee(line) || marker::at_start(line).is_some() || paragraph {
                // a paragraph between lines of labels is a summary
                let labels_below = (index + 1..self.lines.len().min(index + 3)).any(|below| self.is_labels(below));
                if !(paragraph && labels_below && index < 12) {
                    return index;
                }
            }
            begin = index + 1;
        }
        // no text below: the lines above are all there is
        begin.min(self.lines.len())
    }

    fn is_labels(&self, index: usize) -> bool {
        !disclosure::entries(self.lines[index], 0, &self.lexicon.labels).is_empty()
    }

    /// A line below labels that begins with one, though without a colon: 内容概述 ….
    fn continues_labels(&self, index: usize) -> bool {
        let line = self.lines[index];
        let begins =
            self.lexicon.labels.at_start(line).is_some_and(|(_, len)| line[len..].starts_with([' ', '\u{3000}']));
        begins && index > 0 && (self.is_labels(index - 1) || (index > 1 && self.is_labels(index - 2)))
    }

    fn head_element(&self, index: usize) -> Element {
        let line = self.lines[index];
        if self.is_labels(index) || self.continues_labels(index) {
            Element::Disclosure
        } else if self.is_number(line) || self.completes_number(index) {
            Element::DocumentNumber
        } else if date_line::under_title(line, self.lines.get(index + 1).copied(), &self.lexicon.labels.titles)
            .is_some()
            && !title::ends_as_title(line, &self.lexicon.labels.titles)
        {
            Element::DateWritten
        } else if matches!(self.page.blocks[index].kind, BlockKind::TableRow { .. }) || line.contains('。') {
            Element::Body
        } else {
            Element::Header
        }
    }

    /// Whether a line is a document number and nothing else.
    fn is_number(&self, line: &str) -> bool {
        let found = document_number::find(line, self.lexicon);
        found.len() == 1 && found[0].span.len() + 9 >= line.trim().len()
    }

    /// Whether a line is the number that the mark or the title above it lacks: 某市人民政府令 / 第12号.
    fn completes_number(&self, index: usize) -> bool {
        number_below(&self.lines[..index], self.lines[index], self.lexicon).is_some()
    }

    /// Whether a line is the mark of an order or an announcement, whose number stands below it, and no title.
    fn is_mark(&self, index: usize) -> bool {
        index + 1 < self.lines.len() && self.completes_number(index + 1) && !self.lines[index].contains("关于")
    }

    /// The lines of the title among those above the text: the last ones that read as one.
    fn title_lines(&self, elements: &[Element], begin: usize) -> Vec<usize> {
        let titles = &self.lexicon.labels.titles;
        let ends_as_title = |line: &str| {
            // …报告——2031年1月5日在…会议上
            let end = date_line::behind_title(line, titles).map_or(line.len(), |(end, _)| end);
            title::ends_as_title(line[..end].trim_end(), titles)
        };
        let candidates: Vec<usize> = (0..begin)
            .filter(|&index| elements[index] == Element::Header && title::may_be(self.lines[index]))
            .filter(|&index| !self.is_mark(index))
            .collect();
        let known = self.known_title(elements, begin);
        if let Some(known) = &known {
            for (at, &first) in candidates.iter().enumerate() {
                for count in 1..=4 {
                    let Some(run) = candidates.get(at..at + count) else { break };
                    let joined: String = run.iter().map(|&index| self.lines[index]).collect();
                    if run[count - 1] == first + count - 1 && title::key(&joined) == *known {
                        return run.to_vec();
                    }
                }
            }
        }
        let marked = |index: usize| matches!(self.page.blocks[index].kind, BlockKind::Heading(1 | 2));
        let last = candidates
            .iter()
            .rposition(|&index| ends_as_title(self.lines[index]))
            .or_else(|| candidates.iter().position(|&index| marked(index)))
            .or_else(|| candidates.iter().rposition(|&index| self.lines[index].contains("关于")))
            // a line above the labels or the number that is not one of them
            .or_else(|| {
                candidates.iter().position(|&index| {
                    let below = elements.get(index + 1);
                    matches!(below, Some(Element::Disclosure | Element::DocumentNumber | Element::DateWritten))
                        && self.lines[index].chars().count() >= 8
                })
            });
        let Some(last) = last else { return Vec::new() };
        let mut first = last;
        // 某市人民政府 / 关于加快推进 / 新时代建设的实施意见
        while first > 0 && candidates[first - 1] + 1 == candidates[first] {
            let above = self.lines[candidates[first - 1]];
            let here = self.lines[candidates[first]];
            let unfinished = !ends_as_title(above);
            let begun = here.starts_with("关于") && self.lexicon.organs.is_organ(above);
            // 甲局 乙局 / 丙局关于…; a single name above may be that of the site
            let joint = here.find("关于").is_some_and(|at| are_organs(&here[..at], self.lexicon))
                && are_organs(above, self.lexicon)
                && above.split_whitespace().count() > 1;
            // …政府工作报告 / 关于…的报告
            let subtitled = here.starts_with("关于")
                && above.chars().count() > 6
                && title::genre(above, self.lexicon).is_some_and(|genre| here.ends_with(&genre));
            if begun || joint || subtitled || (unfinished && above.contains("关于") && !here.contains("关于")) {
                first -= 1;
            } else {
                break;
            }
        }
        let mut run = candidates[first..=last].to_vec();
        // (2018—2020年) on a line of its own belongs to it
        if let Some(&below) = candidates.get(last + 1)
            && below == candidates[last] + 1
            && self.lines[below].starts_with(['(', '（'])
        {
            run.push(below);
        }
        run
    }

    /// The title that the labels or the meta tags give, to be found again among the lines.
    fn known_title(&self, elements: &[Element], begin: usize) -> Option<String> {
        let labelled = (0..begin).filter(|&index| elements[index] == Element::Disclosure).find_map(|index| {
            let line = self.lines[index];
            let entries = disclosure::entries(line, 0, &self.lexicon.labels);
            let title = entries.iter().find(|entry| entry.field == Field::Title && !entry.value.is_empty())?;
            Some(title::key(&line[title.value.range()]))
        });
        let meta = || {
            let named = |name: &str| self.page.meta.iter().find(|field| field.name.eq_ignore_ascii_case(name));
            named("ArticleTitle").or_else(|| named("title")).map(|field| title::key(&field.content))
        };
        labelled.or_else(meta).filter(|title| !title.is_empty())
    }

    fn is_addressee(&self, line: &str) -> bool {
        let words = &self.lexicon.labels.addressees;
        let Some(list) = line.trim_end().strip_suffix(['：', ':']) else { return false };
        let greets = words.salutations.is_in(list)
            // the office of who presides; behind a name it is the addressee's: 林岭泽主席
            || split_names(list).iter().any(|name| words.chairs.prefix_of(name).is_some());
        let is_refused = greets || words.refused.is_in(list);
        let ends_well = |name: &str| {
            let bare = name.trim_end_matches(['）', ')']);
            self.lexicon.organs.is_organ(name)
                || words.places.iter().chain(&words.persons).any(|end| bare.ends_with(end.as_str()))
        };
        !list.contains(['。', '；', '“'])
            && !is_refused
            && marker::at_start(list).is_none()
            && split_names(list).last().is_some_and(|name| ends_well(name))
    }

    /// Lines of their own in the text and at its end.
    fn tail(&self, elements: &mut [Element]) {
        let closing = &self.lexicon.labels.closing;
        let mut after_signature = false;
        for index in 0..self.lines.len() {
            let line = self.lines[index].trim();
            if elements[index] != Element::Body || matches!(self.page.blocks[index].kind, BlockKind::TableRow { .. }) {
                continue;
            }
            let starts = |words: &WordList| words.prefix_of(line).is_some();
            let bracketed =
                line.strip_prefix(['（', '(']).is_some_and(|inside| closing.remarks.prefix_of(inside).is_some());
            let is_file = closing.files.iter().any(|ending| {
                let end = line.len().checked_sub(ending.len()).and_then(|start| line.get(start..));
                end.is_some_and(|end| end.eq_ignore_ascii_case(ending))
            });
            let dated = date_line::alone(line).or_else(|| date_line::of_speech(line, &self.lexicon.labels.titles));
            if dated.is_some() && index > 0 {
                elements[index] = Element::DateWritten;
                after_signature = true;
                self.signatures_above(index, elements);
            } else if index + FOOT >= self.lines.len() && self.tells_publication(line) {
                elements[index] = Element::Disclosure;
            } else if bracketed {
                elements[index] = Element::Remark;
            } else if starts(&closing.imprint)
                || (line.ends_with("印发") && line.contains('年') && line.chars().count() < 60)
            {
                elements[index] = Element::Imprint;
            } else if starts(&closing.links)
                || (is_file && line.chars().count() < 80)
                || self.page.blocks[index].kind == BlockKind::Attachment
            {
                elements[index] = Element::AttachmentNote;
            } else if after_signature && self.is_attached_title(index) {
                elements[index] = Element::Title;
                after_signature = false;
            }
        }
    }

    /// Whether a line of labels says when the page was put up: 发布日期：2031-03-06 责任编辑：某某.
    fn tells_publication(&self, line: &str) -> bool {
        let entries = disclosure::entries(line, 0, &self.lexicon.labels);
        entries.first().is_some_and(|entry| entry.field == Field::Published && !entry.value.is_empty())
    }

    /// The organs that stand right above the date are those who sign.
    fn signatures_above(&self, date: usize, elements: &mut [Element]) {
        for index in (0..date).rev().take(8) {
            let line = self.lines[index].trim();
            let signs = line.chars().count() <= LONGEST_SIGNATURE
                && elements[index] == Element::Body
                && !line.contains(['。', '：', ':', '，', '；'])
                && line.split_whitespace().all(|name| self.lexicon.organs.is_organ(name) || name.ends_with("委员会"));
            if !signs {
                break;
            }
            elements[index] = Element::Signature;
        }
    }

    /// Whether a line behind the signature is the title of the text that is attached.
    fn is_attached_title(&self, index: usize) -> bool {
        let line = self.lines[index];
        title::may_be(line)
            && title::ends_as_title(line, &self.lexicon.labels.titles)
            && line.chars().count() > 5
            && self.lines.get(index + 1).is_some()
    }
}

/// Whether a line names organs and nothing else.
pub(super) fn are_organs(line: &str, lexicon: &Lexicon) -> bool {
    let mut names = line.split_whitespace().peekable();
    names.peek().is_some() && names.all(|name| lexicon.organs.is_organ(name))
}

/// The number of a document whose code stands in the mark or title above and whose serial stands below it: 某市人民政府令 /
/// 第12号; 某局关于…的公告 / （2031年第12号）. `above` are the lines before `line`.
pub(super) fn number_below(above: &[&str], line: &str, lexicon: &Lexicon) -> Option<String> {
    let bare = line.trim();
    let ends_well = bare.trim_end_matches(['）', ')']).ends_with('号');
    if !ends_well || bare.chars().count() > LONGEST_SERIAL {
        return None;
    }
    let last = above.last()?.trim();
    let word = lexicon.labels.titles.numbered.iter().find(|word| last.ends_with(word.as_str()))?;
    // a title may have its issuer on the line before
    (1..=2).find_map(|count| {
        let title = above.get(above.len().checked_sub(count)?..)?.concat();
        let mark = match title.split_once("关于") {
            Some((issuer, _)) => format!("{}{word}", issuer.trim()),
            None => title.trim().to_owned(),
        };
        let joined = format!("{mark}{bare}");
        let numbers = document_number::find(&joined, lexicon);
        match numbers.as_slice() {
            [only] if only.span.len() == joined.len() => Some(only.canonical.clone()),
            _ => None,
        }
    })
}

/// Names between 、 and ， outside of brackets.
pub(super) fn split_names(list: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut depth = 0_usize;
    let mut start = 0;
    for (index, character) in list.char_indices() {
        match character {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            '、' | '，' | ',' | '；' | ';' if depth == 0 => {
                names.push(list[start..index].trim());
                start = index + character.len_utf8();
            }
            _ => {}
        }
    }
    names.push(list[start..].trim());
    names.retain(|name| !name.is_empty());
    names
}
