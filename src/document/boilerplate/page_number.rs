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

/// A heading, a date or the end of a sentence: no cell of a table.
static STRUCTURE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(第?[一二三四五六七八九十百]+[、章节条篇.．]|[(（][一二三四五六七八九十]+[)）]|[0-9]{1,3}[.．、]\s*\D|篇[一二三四五六七八九十]+)|[。；：！？，,;:、”]$|月([0-9]{1,2}日)?$",
    )
    .expect("the pattern is constant and tested")
});

/// A line with more characters is no cell.
const LONGEST_CELL: usize = 25;

/// Which lines are page numbers, or a dot left over beside one.
pub(super) fn find(lines: &[&str]) -> Vec<bool> {
    let forms: Vec<Form> = lines.iter().map(|line| form(line)).collect();
    let before = nearest(lines, &forms, (0..lines.len()).collect());
    let after = nearest(lines, &forms, (0..lines.len()).rev().collect());
    let mut numbers: Vec<bool> = forms
        .iter()
        .enumerate()
        .map(|(index, form)| match form {
            Form::Marked => true,
            Form::Bare => !before[index] && !after[index],
            Form::Dot | Form::Other => false,
        })
        .collect();
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
    Bare,
    Dot,
    Other,
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
    let number = |group: usize| bare.get(group).and_then(|found| found.as_str().parse::<u16>().ok());
    match (number(1), number(3)) {
        (Some(page), Some(pages)) if page <= pages && pages > 1 => Form::Bare,
        (Some(_), Some(_)) => Form::Other,
        _ => Form::Bare,
    }
}

/// For each line, whether the nearest line before it (in the given order) that is no page number looks like a cell.
/// Bare numbers count as cells, so that columns of figures stay; a number over pages (1/17) and a dot are passed over.
fn nearest(lines: &[&str], forms: &[Form], order: Vec<usize>) -> Vec<bool> {
    let mut cells = vec![false; lines.len()];
    let mut cell = false;
    for index in order {
        cells[index] = cell;
        cell = match forms[index] {
            Form::Marked | Form::Dot => cell,
            Form::Bare if lines[index].contains(['/', '／']) => cell,
            Form::Bare => true,
            Form::Other => is_cell(lines[index]),
        };
    }
    cells
}

fn is_cell(line: &str) -> bool {
    line.chars().take(LONGEST_CELL + 1).count() <= LONGEST_CELL && !STRUCTURE.is_match(line)
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
        for number in ["1/17", "- 3 -", "—4—", "第3页 共10页", "12", "Page 2 of 9", "第 5 页"] {
            assert_eq!(numbers(&[text, number, text]), [number], "{number}");
            assert_eq!(numbers(&[text, number]), [number], "{number}");
        }
        assert_eq!(numbers(&[text, "1/17", ".", text]), ["1/17", "."]);
        assert_eq!(numbers(&["某办公室2023年12月", "2", "篇九:某计划"]), ["2"]);
    }

    #[test]
    fn figures_of_a_flattened_table_stay() {
        assert_eq!(numbers(&["序号", "指标", "1", "研发投入", "5.1", "2", "企业数", "80"]), Vec::<&str>::new());
        assert_eq!(numbers(&["排名", "64", "54", "49", "11", "省内排名", "11", "10", "9", "二、主要任务"]), Vec::<&str>::new());
        assert_eq!(numbers(&["主要指标如下：", "1", "研发投入"]), Vec::<&str>::new());
        assert_eq!(numbers(&["占比", "1/3", "2/3", "合计"]), Vec::<&str>::new());
        assert_eq!(numbers(&["2025", "1/0", "."]), Vec::<&str>::new());
    }
}
