//! Lines that are only a page number: 1/17, - 3 -, 第3页 共10页, 12. A number that is a cell of a flattened table is none.

use std::sync::LazyLock;

use regex::Regex;

/// Forms that are page numbers wherever they stand.
static MARKED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^([-—–－―]{1,2}\s*[0-9]{1,4}\s*[-—–－―]{1,2}|第\s*[0-9]{1,4}\s*页[\s,，/／()（）]*(共\s*[0-9]{1,4}\s*页)?[)）]?|(?i:page)\s+[0-9]{1,4}(\s+of\s+[0-9]{1,4})?)$",
    )
    .expect("the pattern is constant and tested")
});

/// Forms that are page numbers between lines of text only.
static BARE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^([1-9][0-9]{0,2})(\s*[/／]\s*([1-9][0-9]{0,3}))?$").expect("the pattern is constant and tested")
});

/// How a heading begins.
static HEADING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(第?[一二三四五六七八九十百]+[、章节条篇.．]|[(（][一二三四五六七八九十]+[)）]|[0-9]{1,3}[.．、]\s*[^0-9\s]|篇[一二三四五六七八九十]+)",
    )
    .expect("the pattern is constant and tested")
});

/// How the last line of a part ends: a full stop or a date.
static END: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"([。！？!?]|月([0-9]{1,2}日)?)[”）)]?$").expect("the pattern is constant and tested")
});

/// Signs that no cell ends on.
const CLAUSE: [char; 9] = ['；', '：', '，', ',', ';', ':', '、', '”', '…'];

/// A line with more characters is no cell.
const LONGEST_CELL: usize = 25;

/// Which lines are page numbers, or a dot left over beside one.
pub(super) fn find(lines: &[&str]) -> Vec<bool> {
    let forms: Vec<Form> = lines.iter().map(|line| form(line)).collect();
    // only a bare number asks what stands beside it
    let has_bare = forms.iter().any(|form| matches!(form, Form::Bare(_)));
    let asked = if has_bare { 0..lines.len() } else { 0..0 };
    let before = nearest(lines, &forms, asked.clone());
    let after = nearest(lines, &forms, asked.rev());
    let bare: Vec<(usize, Page)> = forms
        .iter()
        .enumerate()
        .filter_map(|(index, form)| match form {
            Form::Bare(page) if before[index] != Neighbour::Cell && after[index] != Neighbour::Cell => {
                Some((index, *page))
            }
            _ => None,
        })
        .collect();
    let mut numbers: Vec<bool> = forms.iter().map(|form| *form == Form::Marked).collect();
    for (place, (index, page)) in bare.iter().enumerate() {
        // a number that a broken sentence left on a line of its own is no page number
        let between_parts = before[*index] == Neighbour::End && after[*index] == Neighbour::Heading;
        let in_order = place.checked_sub(1).is_some_and(|last| bare[last].1.is_followed_by(*page))
            || bare.get(place + 1).is_some_and(|(_, next)| page.is_followed_by(*next));
        numbers[*index] = between_parts || in_order;
    }
    for index in 0..lines.len() {
        if forms[index] == Form::Dot {
            let number = |at: usize| numbers.get(at) == Some(&true) && forms[at] != Form::Dot;
            numbers[index] = index.checked_sub(1).is_some_and(number) || number(index + 1);
        }
    }
    numbers
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Marked,
    Bare(Page),
    Dot,
    Other,
}

/// A page, and of how many if that is written.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Page {
    number: u16,
    of: Option<u16>,
}

impl Page {
    fn is_followed_by(self, other: Self) -> bool {
        self.of == other.of && self.number + 1 == other.number
    }
}

/// What the nearest line of text on one side is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Neighbour {
    /// It may be a cell of a table.
    Cell,
    /// A heading, the first line of a part.
    Heading,
    /// The last line of a part: a full stop, a date, or no line at all.
    End,
    /// Text.
    Text,
}

fn form(line: &str) -> Form {
    if line.len() > 60 {
        return Form::Other;
    }
    if matches!(line, "." | "·" | "．" | "。") {
        return Form::Dot;
    }
    if MARKED.is_match(line) {
        return Form::Marked;
    }
    let Some(bare) = BARE.captures(line) else { return Form::Other };
    let part = |group: usize| bare.get(group).and_then(|found| found.as_str().parse::<u16>().ok());
    match (part(1), part(3)) {
        (Some(number), of) if of.is_none_or(|of| number <= of && of > 1) => Form::Bare(Page { number, of }),
        _ => Form::Other,
    }
}

/// For each line, what stands next to it in the given order. Numbers without a sign count as cells, so that columns of
/// figures stay; a number over pages (1/17) and a dot are passed over.
fn nearest(lines: &[&str], forms: &[Form], order: impl Iterator<Item = usize>) -> Vec<Neighbour> {
    let mut neighbours = vec![Neighbour::End; lines.len()];
    let mut last = None;
    for index in order {
        // at the end of the page a number may follow or be followed by nothing
        neighbours[index] = last.unwrap_or(Neighbour::End);
        match forms[index] {
            Form::Marked | Form::Dot | Form::Bare(Page { of: Some(_), .. }) => {}
            Form::Bare(_) => last = Some(Neighbour::Cell),
            Form::Other => last = Some(neighbour(lines[index])),
        }
    }
    neighbours
}

fn neighbour(line: &str) -> Neighbour {
    if HEADING.is_match(line) {
        Neighbour::Heading
    } else if END.is_match(line) {
        Neighbour::End
    } else if line.chars().take(LONGEST_CELL + 1).count() <= LONGEST_CELL && !line.ends_with(CLAUSE) {
        Neighbour::Cell
    } else {
        Neighbour::Text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers<'a>(lines: &[&'a str]) -> Vec<&'a str> {
        find(lines).iter().zip(lines).filter(|(number, _)| **number).map(|(_, line)| *line).collect()
    }

    #[test]
    fn page_numbers_between_text() {
        let text = "围绕产业链部署创新链，推动各类资源向企业集聚，形成协同";
        for number in ["- 3 -", "—4—", "第3页 共10页", "Page 2 of 9", "第 5 页"] {
            assert_eq!(numbers(&[text, number, text]), [number], "{number}");
            assert_eq!(numbers(&[text, number]), [number], "{number}");
        }
        assert_eq!(numbers(&[text, "1/17", ".", text, "2/17", text]), ["1/17", ".", "2/17"]);
        assert_eq!(numbers(&[text, "1", text, text, "2"]), ["1", "2"]);
        assert_eq!(numbers(&["某办公室2023年12月", "2", "篇九:某计划"]), ["2"]);
    }

    #[test]
    fn numbers_of_a_broken_sentence_stay() {
        let text = "全省生产能力进一步提高，形成了新的格局，建成了一批企业，年产";
        assert_eq!(
            numbers(&[text, "80", "万吨水泥，支持了建设，完成投资21.5亿元。", text, "5", "年来，成绩显著。"]),
            Vec::<&str>::new()
        );
        assert_eq!(numbers(&["听取各方面的意见。", "5", "年来，省政府办理建议7件。"]), Vec::<&str>::new());
        assert_eq!(numbers(&[text, "1/3", "以上的企业实现了盈利，完成了目标。"]), Vec::<&str>::new());
    }

    #[test]
    fn figures_of_a_flattened_table_stay() {
        let none = Vec::<&str>::new();
        assert_eq!(numbers(&["序号", "指标", "1", "研发投入", "5.1", "2", "企业数", "80"]), none);
        assert_eq!(numbers(&["排名", "64", "54", "49", "11", "省内排名", "11", "10", "9", "二、主要任务"]), none);
        assert_eq!(numbers(&["主要指标如下：", "1", "研发投入"]), none);
        assert_eq!(numbers(&["占比", "1/3", "2/3", "合计"]), none);
        assert_eq!(numbers(&["2025", "1/0", "."]), none);
    }
}
