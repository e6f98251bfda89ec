//! Blanks between numbers or Latin words and Chinese characters, which word processors and editors put in: 增长 5.5 %.
//!
//! A blank may also stand between the cells of a table that was flattened to lines, or between the fields of a header.
//! So only blanks go that such a line has not: behind a number and before its unit, and in a line of prose beside every
//! number and word.

use std::sync::LazyLock;

use super::marker;
use crate::{
    alignment::{Change, Reason},
    lexicon::{Lexicon, character_set::CharacterSet},
    page::Page,
    span::TextSpan,
};

/// Signs behind which a blank may be all that is left of a line break.
const ENDS: [char; 7] = ['。', '；', '：', '！', '？', '”', '）'];

/// What may stand behind a number beside units: multipliers, parts of dates, bounds.
const BEHIND: &str = "年月日号万亿千百十余多以左个成倍";

/// Most lines have no blank at all.
static MAY_BE_BLANK: LazyLock<CharacterSet> =
    LazyLock::new(|| [' ', '\u{A0}', '\u{202F}'].into_iter().chain('\u{2002}'..='\u{200A}').collect());

/// Finds the blanks to delete. Tabs and ideographic spaces carry structure and stay.
#[must_use]
pub(super) fn find(page: &Page, lexicon: &Lexicon) -> Vec<Change> {
    let mut changes = Vec::new();
    for block in &page.blocks {
        let mut start = block.span.start;
        for cell in page.text.slice(block.span).split_inclusive('\t') {
            let has_blank = MAY_BE_BLANK.places_in(cell).any(|at| cell[at..].starts_with(is_blank));
            if has_blank && cell.contains(|character: char| character.is_ascii_digit()) {
                find_in(cell, start, lexicon, &mut changes);
            }
            start += cell.len();
        }
    }
    changes
}

fn find_in(line: &str, offset: usize, lexicon: &Lexicon, changes: &mut Vec<Change>) {
    let is_prose = line.contains(['，', '。', '；']) || is_clause(line);
    let mut position = 0;
    while let Some(at) = line[position..].find(is_blank) {
        let start = position + at;
        let end = start + line[start..].len() - line[start..].trim_start_matches(is_blank).len();
        position = end;
        let (before, after) = (&line[..start], &line[end..]);
        let (Some(last), Some(next)) = (before.chars().next_back(), after.chars().next()) else { continue };
        let goes = if is_number(before) && is_chinese(next) {
            let marker = before.trim_start().chars().all(|character| character.is_ascii_digit());
            has_unit(after, lexicon) || (is_prose && !marker)
        } else if is_chinese(last) && next.is_ascii_alphanumeric() {
            last == '第'
                || (is_prose && !ENDS.contains(&last) && !is_identifier(after) && !is_marker(after))
                || (matches!(last, '年' | '月') && is_day_or_month(after))
        } else if last.is_ascii_alphabetic() && is_chinese(next) {
            is_prose
        } else {
            last.is_ascii_digit() && matches!(next, '%' | '％' | '‰')
        };
        if goes {
            let span = TextSpan::new(offset + start, offset + end);
            changes.push(Change::certain(span, "", Reason::Layout));
        }
    }
}

/// Whether a line without the signs of prose is none of cells: a long one with ASCII commas, or a long or numbered one
/// without any blank that may stand between cells.
fn is_clause(line: &str) -> bool {
    let chinese = line.chars().filter(|character| is_chinese(*character)).count();
    let mut pieces = line.split(is_blank).filter(|piece| !piece.is_empty()).peekable();
    let mut has_cells = false;
    while let (Some(piece), Some(next)) = (pieces.next(), pieces.peek()) {
        has_cells |= piece.ends_with(is_chinese) == next.starts_with(is_chinese);
    }
    (chinese > 40 && line.contains([',', ';'])) || (!has_cells && (chinese > 25 || marker::at_start(line).is_some()))
}

/// Whether a text begins with a unit, or with what stands behind a number in its place.
fn has_unit(after: &str, lexicon: &Lexicon) -> bool {
    after.starts_with(|character| BEHIND.contains(character)) || lexicon.units.longest_at(after).is_some()
}

/// Whether a text begins with a date, an index number or an address: digits with other signs than those of numbers.
fn is_identifier(text: &str) -> bool {
    let number =
        text.trim_start_matches(|character: char| character.is_ascii_alphanumeric() || ".,%％‰".contains(character));
    number.starts_with(['-', '/', ':', '@', '_', '('])
}

/// Whether a text begins with the number of a task: 3.加快, 3、加快.
fn is_marker(text: &str) -> bool {
    let rest = text.trim_start_matches(|character: char| character.is_ascii_digit());
    (1..=3).contains(&(text.len() - rest.len()))
        && rest
            .strip_prefix(['.', '．', '、'])
            .is_some_and(|rest| !rest.starts_with(|next: char| next.is_ascii_digit()))
}

/// Whether a text begins as a date goes on behind its year or month.
fn is_day_or_month(text: &str) -> bool {
    let rest = text.trim_start_matches(|character: char| character.is_ascii_digit());
    (1..=2).contains(&(text.len() - rest.len())) && rest.trim_start_matches(is_blank).starts_with(['月', '日'])
}

/// White space inside a line, without tabs and ideographic spaces.
fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\u{A0}' | '\u{2002}'..='\u{200A}' | '\u{202F}')
}

/// Whether a text ends with a number that is no part of a date, an index number or an address.
fn is_number(text: &str) -> bool {
    let rest = text.trim_end_matches(|character: char| character.is_ascii_digit() || ".,%％‰".contains(character));
    rest.len() < text.len() && !rest.ends_with(|last: char| last.is_ascii_graphic() && !matches!(last, '(' | ')' | '"'))
}

/// A Chinese character or sign.
fn is_chinese(character: char) -> bool {
    matches!(character, '\u{3001}'..='\u{303F}' | '\u{3400}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF5E}' | '\u{20000}'..='\u{3FFFF}' | '“' | '”' | '—')
}

#[cfg(test)]
mod tests {
    use super::{super::boilerplate::tests::page, *};

    fn written(text: &str) -> String {
        let lexicon = Lexicon::builtin().expect("the built-in tables are well formed");
        let page = page(text);
        page.text.apply(&find(&page, &lexicon)).0.text().trim_end().to_owned()
    }

    #[test]
    fn blanks_around_numbers_go() {
        for (text, expected) in [
            ("到 2031 年，新增企业 35\u{A0}家，增长 5.5 % 左右。", "到2031年，新增企业35家，增长5.5%左右。"),
            ("一、2031 年工作回顾", "一、2031年工作回顾"),
            ("2031 年 3 月 5 日", "2031年3月5日"),
            ("二、“九五”目标和 1996 年任务", "二、“九五”目标和1996年任务"),
            ("府农务字第 113004567 号", "府农务字第113004567号"),
            ("投资 30 亿元", "投资 30亿元"),
            ("建成 5G 工厂 3 家，R&D 经费增长。", "建成5G工厂3家，R&D经费增长。"),
            (
                "到 2031 年,全县新增各类科技型企业 35 家,其中高新技术企业不少于 12 家,引进各类人才",
                "到2031年,全县新增各类科技型企业35家,其中高新技术企业不少于12家,引进各类人才",
            ),
        ] {
            assert_eq!(written(text), expected);
            assert_eq!(written(expected), expected);
        }
    }

    #[test]
    fn blanks_between_cells_and_fields_stay() {
        for text in [
            "货运量 亿吨 22.1 7.3",
            "生成日期 2031-12-28 公开日期 2031-12-31",
            "1 总体要求",
            "加快转型，形成集群。 1.做强园区，引领作用 2.做大企业，提升 3、优化服务",
            "索引号 014-A/2031 分类 通知",
            "信息来源：县林业局，发布于 2031-03-05 阅读",
            "文号 岭政发〔2031〕3号\u{3000}2031年",
        ] {
            assert_eq!(written(text), text);
        }
    }
}
