//! The numbers that structure an official text: 一、 （一） 1. （1） 第一章 篇一：, and bullets.
//!
//! The order of the levels is that of GB/T 9704—2012, §7.3.3.

/// The level of a piece of a collection: 篇一：.
pub const PIECE: u8 = 0;
/// The level of the name of an attachment.
pub const ATTACHMENT: u8 = 2;
/// The level of a title.
pub const TITLE: u8 = 1;
/// The level of 第一编, 第一章, 第一部分.
pub const CHAPTER: u8 = 3;
/// The level of 一、.
pub const FIRST: u8 = 4;
/// The level of （一） and 第一条.
pub const SECOND: u8 = 5;
/// The level of 1. and 1、.
pub const THIRD: u8 = 6;
/// The level of （1） and ①.
pub const FOURTH: u8 = 7;
/// The level of a heading without a number inside a numbered section.
pub const UNNUMBERED: u8 = 8;

/// A structuring number at the beginning of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marker {
    /// Its level; a smaller one is further out.
    pub level: u8,
    /// Its length in bytes, with the white space after it.
    pub len: usize,
}

/// The marker that `text` begins with.
#[must_use]
pub fn at_start(text: &str) -> Option<Marker> {
    let (level, rest) = shape(text, text.chars().next()?)?;
    let next = rest.chars().next();
    // 一、二、三产业, 一、二级
    let enumerates = level == FIRST && next.is_some_and(|next| is_chinese_digit(next) || next == '级');
    // 2.5万人, but 1.2023年完成
    let point = !text[..text.len() - rest.len()].contains('、');
    let decimal = level == THIRD && point && next.is_some_and(|next| next.is_ascii_digit()) && !begins_with_year(rest);
    (!enumerates && !decimal).then_some(Marker { level, len: text.len() - rest.len() })
}

/// The level of the shape that `text`, whose first character is `first`, begins with, and what follows.
fn shape(text: &str, first: char) -> Option<(u8, &str)> {
    let behind = &text[first.len_utf8()..];
    let blank = |rest: &'_ str| rest.trim_start().len();
    let separated = |rest: &'_ str, signs: &[char]| {
        rest.trim_start_matches(|next: char| next.is_whitespace() || signs.contains(&next)).len()
    };
    let (level, left) = match first {
        '篇' => (PIECE, blank(row(behind, 3, is_chinese_digit)?.strip_prefix(COLONS)?)),
        '第' => {
            let after = row(behind, 4, |next| is_chinese_digit(next) || next == '百')?;
            let chapter = after.strip_prefix(['编', '章', '节']).or_else(|| after.strip_prefix("部分"));
            let short = row(behind, 3, is_chinese_digit);
            let piece = || short?.strip_prefix('篇')?.strip_prefix(COLONS);
            match (chapter, after.strip_prefix('条')) {
                (Some(rest), _) => (CHAPTER, separated(rest, &['：', ':', '、'])),
                (_, Some(rest)) => (SECOND, separated(rest, &POINTS)),
                _ => (PIECE, blank(piece()?)),
            }
        }
        '（' | '(' => {
            let chinese = row(behind, 3, is_chinese_digit);
            let level = if chinese.is_some() { SECOND } else { FOURTH };
            let inside = chinese.or_else(|| row(behind, 2, is_figure))?;
            (level, separated(inside.strip_prefix(['）', ')'])?, &POINTS))
        }
        '㈠'..='㈩' => (SECOND, separated(behind, &POINTS)),
        '①'..='⑳' | '⑴'..='⒇' => (FOURTH, separated(behind, &POINTS)),
        '⒈'..='⒛' => (THIRD, blank(behind)),
        _ if is_chinese_digit(first) => (FIRST, blank(row(text, 3, is_chinese_digit)?.strip_prefix('、')?)),
        _ if is_figure(first) => (THIRD, blank(row(text, 3, is_figure)?.strip_prefix(['.', '．', '、'])?)),
        _ => return None,
    };
    Some((level, &text[text.len() - left..]))
}

const COLONS: [char; 2] = ['：', ':'];
const POINTS: [char; 3] = ['、', '.', '．'];

/// What follows the characters at the beginning of `text` that pass the test; `None` if there is none, or more than `most`.
fn row(text: &str, most: usize, test: impl Fn(char) -> bool) -> Option<&str> {
    let passing = text.char_indices().take(most + 1).take_while(|&(_, character)| test(character));
    let count = passing.count();
    let rest = text.char_indices().nth(count).map_or("", |(end, _)| &text[end..]);
    (1..=most).contains(&count).then_some(rest)
}

/// The characters that a marker may begin with.
pub(super) fn beginnings() -> impl Iterator<Item = char> {
    let numbers = ('0'..='9').chain('０'..='９').chain('①'..='⒛').chain('㈠'..='㈩');
    "第篇（(一二三四五六七八九十".chars().chain(numbers)
}

fn is_figure(character: char) -> bool {
    matches!(character, '0'..='9' | '０'..='９')
}

/// The length in bytes of the bullet that `text` begins with.
#[must_use]
pub fn bullet(text: &str) -> Option<usize> {
    let rest = text.trim_start_matches(['—', '―', '－', '–', '·', '•', '●', '◆', '■', '▪', '★', '*']);
    let len = text.len() - rest.len();
    (len > 0).then_some(len)
}

/// 1.2023年完成: the number of a point, then a year.
fn begins_with_year(text: &str) -> bool {
    let year = text.strip_prefix("19").or_else(|| text.strip_prefix("20"));
    year.is_some_and(|rest| {
        rest.chars().take(2).all(|c| c.is_ascii_digit()) && rest.get(2..).is_some_and(|rest| rest.starts_with('年'))
    })
}

fn is_chinese_digit(character: char) -> bool {
    matches!(character, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_follow_the_standard() {
        for (text, level, len) in [
            ("篇一：计划", PIECE, 9),
            ("第三章 总则", CHAPTER, 10),
            ("十一、保障措施", FIRST, 9),
            ("（二）发展目标", SECOND, 9),
            ("(二)发展目标", SECOND, 5),
            ("12. 强化", THIRD, 4),
            ("1.2023年完成", THIRD, 2),
            ("8、12月举办", THIRD, 4),
            ("（3）建设", FOURTH, 7),
            ("⑶建设", FOURTH, 3),
            ("③建设", FOURTH, 3),
            ("⒓强化", THIRD, 3),
            ("㈡发展目标", SECOND, 3),
        ] {
            assert_eq!(at_start(text), Some(Marker { level, len }), "{text}");
        }
    }

    #[test]
    fn numbers_that_structure_nothing() {
        for text in ["2.5万人", "一、二、三产业", "一、二级", "2025年", "十四五", "(2021年)", ""] {
            assert_eq!(at_start(text), None, "{text}");
        }
    }

    #[test]
    fn bullets() {
        assert_eq!(bullet("——创新"), Some(6));
        assert_eq!(bullet("创新"), None);
    }
}
