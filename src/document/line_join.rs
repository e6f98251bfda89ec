//! Line breaks inside a sentence: hard-wrapped text, and text that lost its paragraphs when it was re-hosted.
//!
//! A break is joined only between two lines of prose. Titles over several lines are not joined here, nor is anything
//! that could be a heading, a list item, a cell of a flattened table, a label, a signature or a date.

use std::sync::LazyLock;

use regex::Regex;

use crate::{
    alignment::{Change, Reason},
    lexicon::{Lexicon, label::Closing},
    page::{BlockKind, Page},
    span::TextSpan,
};

/// A line with fewer characters is not broken by a wrap.
const SHORTEST: usize = 20;
/// A line that only goes on with a sentence has at least this many characters.
const SHORTEST_REST: usize = 6;
/// A heading without a full stop has at most this many characters, also one with commas.
const LONGEST_HEADING: usize = 60;

/// What begins a heading, a numbered task or a bullet.
static MARKER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(第?[一二三四五六七八九十百零]+(、|章|节|条|篇|编|部分|[.．:：])|第[0-9]+[章节条篇]|篇[一二三四五六七八九十]+",
        r"|[(（][一二三四五六七八九十0-9]{1,3}[)）]|[0-9]{1,3}[.．、)）]([^0-9]|$)|[①-⑳⒈-⒛⑴-⒇㈠-㈩Ⅰ-Ⅻ]",
        r"|[—–－―]+[^0-9—–－―]|[·•●○■□◆◇▲△★☆※|>【]|[*#+-]+\s)",
    ))
    .expect("the pattern is constant and tested")
});

/// What begins a line that nothing is joined to, if the line above may be at its end: lists in words, labels before a colon.
static OPENING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        concat!(r"^([一二三四五六七八九十百零]+(是|要)|[0-9]{1,3}\s+\D|[\[《]", r"|[^，。、；,;\s]{1,12}[：:])",),
    )
    .expect("the pattern is constant and tested")
});

/// The end of a sentence, perhaps inside a quotation or a bracket.
static CLOSING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[。！？：；…!?:;.．][”’」』）)】\]》]*$").expect("the pattern is constant and tested")
});

/// Signs behind which a paragraph may end without a stop: （市水务局负责）.
const CLOSED: [char; 9] = ['）', ')', '”', '」', '』', '》', '】', ']', '>'];

/// Finds the line breaks of `page` to delete. The changes are sorted; each holds one line break.
#[must_use]
pub fn find(page: &Page, lexicon: &Lexicon) -> Vec<Change> {
    let closing = &lexicon.labels.closing;
    let text = page.text.text();
    let mut changes = Vec::new();
    let mut paragraph = Paragraph::default();
    for pair in page.blocks.windows(2) {
        let [upper, lower] = pair else { continue };
        let between = TextSpan::new(upper.span.end, lower.span.start);
        let prose = upper.kind == BlockKind::Paragraph && lower.kind == BlockKind::Paragraph;
        let (line, next) = (text[upper.span.range()].trim(), text[lower.span.range()].trim());
        paragraph.add(line);
        let goes_on = || {
            let wrap = page.wrap.filter(|_| upper.layout.full);
            goes_on(&paragraph, line, next, closing)
                || wrap.is_some_and(|wrap| {
                    goes_on_wrapped(&paragraph, line, next, wrap.begins_paragraph(lower.layout), closing)
                })
        };
        if prose && page.text.slice(between) == "\n" && goes_on() {
            changes.push(Change::certain(between, if needs_space(line, next) { " " } else { "" }, Reason::LineJoin));
        } else {
            paragraph = Paragraph::default();
        }
    }
    changes
}

/// The lines of a paragraph that are joined so far.
#[derive(Default)]
struct Paragraph {
    lines: usize,
    has_clauses: bool,
    may_be_joined: bool,
}

impl Paragraph {
    fn add(&mut self, line: &str) {
        let is_label = self.lines == 0 && line.starts_with(['【', '[']);
        self.may_be_joined = (self.lines == 0 || self.may_be_joined) && may_be_joined(line) && !is_label;
        self.lines += 1;
        self.has_clauses |= has_clauses(line);
    }

    /// Whether several lines were joined: then the next needs no punctuation to be prose.
    fn is_joined(&self) -> bool {
        self.lines > 1
    }
}

/// Whether `next` goes on with the sentence that `line` breaks off, whatever the widths of the lines.
fn goes_on(paragraph: &Paragraph, line: &str, next: &str, closing: &Closing) -> bool {
    paragraph.may_be_joined
        && may_be_joined(next)
        && !is_closed(line)
        && !MARKER.is_match(next)
        && !opens(next, closing)
        && (paragraph.is_joined() || !(ends_as_heading(line, closing) || is_shorter(line, SHORTEST)))
        && !is_shorter(next, SHORTEST_REST)
        && !line.ends_with(CLOSED)
        && paragraph.has_clauses
        && has_clauses(next)
}

/// Whether `next` goes on with the sentence or the paragraph of `line`, which fills the width of a wrapped page. It does,
/// unless it begins a paragraph: by its indent or the blank line above it if the page has such, else by its number, or by
/// its words where a sentence has ended.
fn goes_on_wrapped(
    paragraph: &Paragraph,
    line: &str,
    next: &str,
    begins_paragraph: Option<bool>,
    closing: &Closing,
) -> bool {
    let closed = is_closed(line);
    let reads_as_beginning = MARKER.is_match(next) || (closed && opens(next, closing));
    paragraph.may_be_joined
        && may_be_joined(next)
        && match begins_paragraph {
            Some(begins) => !(begins || closed && reads_as_beginning),
            None => !reads_as_beginning && (paragraph.is_joined() || has_clauses(line)),
        }
}

/// Whether a line begins with what nothing is joined to: a list in words, a label, an attachment, or a part of the imprint.
fn opens(line: &str, closing: &Closing) -> bool {
    OPENING.is_match(line)
        || [&closing.attachments, &closing.imprint].iter().any(|words| words.prefix_of(line).is_some())
}

/// Whether a line is no row of cells.
fn may_be_joined(line: &str) -> bool {
    !line.is_empty() && !line.contains('|') && !line.contains('\t')
}

/// Whether a line is a heading, or ends on one that the page ran together with the text before it: …。（三）协调发展.
fn ends_as_heading(line: &str, closing: &Closing) -> bool {
    if line.ends_with(['，', '、', ',']) {
        return false;
    }
    let last = line.rfind(['。', '；', '！', '？']).map_or(line, |stop| &line[stop..]);
    let part = last.trim_start_matches(['。', '；', '！', '？', '”', '）', ' ']);
    let whole = part.len() == line.len();
    (whole || MARKER.is_match(part) || opens(part, closing)) && is_shorter(part, LONGEST_HEADING + 1)
}

/// Whether a line has punctuation inside or behind its clauses, as prose has and a title has not.
fn has_clauses(line: &str) -> bool {
    line.contains(['，', '。', ',', '；', ';'])
}

fn is_shorter(line: &str, length: usize) -> bool {
    line.chars().take(length).count() < length
}

/// Whether a line ends a sentence.
fn is_closed(line: &str) -> bool {
    CLOSING.is_match(last_part(line))
}

/// The last few characters, enough to see how a sentence ends.
fn last_part(line: &str) -> &str {
    let start = line.char_indices().rev().take(6).last().map_or(0, |(start, _)| start);
    &line[start..]
}

/// Whether Latin words meet at the break. Capitals are those of one word: GDP.
fn needs_space(upper: &str, lower: &str) -> bool {
    match (upper.chars().next_back(), lower.chars().next()) {
        (Some(last), Some(first)) if last.is_ascii_alphabetic() && first.is_ascii_alphabetic() => {
            !(last.is_ascii_uppercase() && first.is_ascii_uppercase())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::boilerplate::tests::{page, shared};
    use super::*;

    fn lexicon() -> Lexicon {
        Lexicon::builtin().expect("the built-in tables parse")
    }

    fn joined(text: &str) -> String {
        let page = page(text);
        let (text, _) = page.text.apply(&find(&page, &lexicon()));
        text.text().trim_end().to_owned()
    }

    #[test]
    fn broken_sentences_are_joined() {
        for (text, expected) in [
            (
                "完善协同机制，推进资源共享。围绕全区主导产业发\n展，组织龙头企业建设联盟。",
                "完善协同机制，推进资源共享。围绕全区主导产业发展，组织龙头企业建设联盟。",
            ),
            (
                "建成一批示范园区，形成以企业为主体的发展格局，\n带动全县农业提质增效，努力走在前列，",
                "建成一批示范园区，形成以企业为主体的发展格局，带动全县农业提质增效，努力走在前列，",
            ),
            (
                "二、重点任务。坚持项目为王，聚焦主导产业，全年力争引进重点项\n目20个，完成投资30亿元。",
                "二、重点任务。坚持项目为王，聚焦主导产业，全年力争引进重点项目20个，完成投资30亿元。",
            ),
        ] {
            assert_eq!(joined(text), expected);
        }
    }

    #[test]
    fn structure_is_left_alone() {
        let long = "完善协同机制，推进资源共享。围绕全区主导产业发展，壮大集群";
        for lower in [
            "（一）总体要求。坚持创新驱动，推进转型。",
            "1.加强领导。成立专班，定期调度。",
            "——创新能力增强，企业数达到10家。",
            "责任单位：市科技局，市财政局",
            "附件1岭泽县任务分解表，分年度计划",
            "抄报岭泽县委办公室，岭泽县人大",
            "一是强化机制，提升服务。",
            "某市人民政府办公室",
            "2023年3月5日",
            "第三条 本办法适用于全市，另有规定的除外。",
            "篇二：某地计划，某地方案",
        ] {
            let text = format!("{long}\n{lower}");
            assert_eq!(joined(&text), text, "{lower}");
        }
        for text in [
            "关于加快推进新时代科技强市建设的\n若干实施意见",
            "四、突出企业主体地位，加快科技创新步伐\n坚持科技创新，培育壮大特色产业。",
            "序号\n一级指标\n2018年\n1\n创新投入\n5.1%",
            "坚持科技创新，培育壮大特色产业，推动高质量发展。\n下一步，我们将继续努力。",
            "加强规划引领，推动城乡融合，努力打造现代宜居城市\n完成总体规划编制，新建道路3条。",
            "全年完成投资30亿元，增长5%。（三）城乡发展协调推进\n新一轮规划深入实施，面貌一新。",
            "加强监管，开展排查。（市水务局、市林业局负责）\n完善标准，加强宣传。",
            "名称 | 甲，乙，丙，丁，戊，己，庚，辛，壬，癸 |\n甲 | 乙，丙 |",
        ] {
            assert_eq!(joined(text), text, "{text}");
        }
    }

    #[test]
    fn a_wrapped_page_is_unwrapped() {
        let sentence = "坚持科技创新，培育壮大特色产业，推动高质量发展，努力建设现代化强市。";
        for (indent, between) in [("\u{3000}\u{3000}", "\n"), ("", "\n\n"), ("", "\n")] {
            let mut text = format!("一、总体要求{between}");
            for length in [7, 8] {
                let characters: Vec<char> = format!("{indent}{}", sentence.repeat(length)).chars().collect();
                let lines: Vec<String> = characters.chunks(30).map(|line| line.iter().collect()).collect();
                text += &(lines.join("\n") + between);
            }
            text += "某市人民政府";
            let lexicon = lexicon();
            let decoded = crate::decode::decode(text.as_bytes(), None).expect("it is text");
            let page = crate::page::parse(&decoded, &lexicon, &crate::limits::Limits::default()).expect("it has text");
            let (unwrapped, _) = page.text.apply(&find(&page, &lexicon));
            let expected = format!("一、总体要求\n{}\n{}\n某市人民政府\n", sentence.repeat(7), sentence.repeat(8));
            assert_eq!(unwrapped.text(), expected, "{indent:?} {between:?}");
        }
    }

    #[test]
    fn joining_again_changes_nothing() {
        let Some(files) = shared("docs") else { return };
        for (name, text) in files {
            let once = joined(&text);
            assert_eq!(joined(&once), once, "{name}");
        }
    }

    #[test]
    fn reports_have_next_to_nothing_to_join() {
        let Some(files) = shared("reports") else { return };
        let lexicon = lexicon();
        let (mut lines, mut joins) = (0, 0);
        for (_, text) in files.iter().step_by(5) {
            let page = page(text);
            lines += page.blocks.len();
            joins += find(&page, &lexicon).len();
        }
        // a few of the reports do have broken lines
        assert!(joins * 1000 <= lines * 3, "{joins} of {lines}");
    }
}
