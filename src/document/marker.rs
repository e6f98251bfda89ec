//! The numbers that structure an official text: 一、 （一） 1. （1） 第一章 篇一：, and bullets.
//!
//! The order of the levels is that of GB/T 9704—2012, §7.3.3.

use std::sync::LazyLock;

use regex::Regex;

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

/// Each level's shape. `1.` must not be followed by a digit, which is checked by hand.
static SHAPES: LazyLock<Vec<(u8, Regex)>> = LazyLock::new(|| {
    let shape = |pattern: &str| Regex::new(pattern).expect("a constant pattern, compiled by a test");
    vec![
        (PIECE, shape(r"^(?:第[一二三四五六七八九十]{1,3}篇|篇[一二三四五六七八九十]{1,3})[：:]\s*")),
        (CHAPTER, shape(r"^第[一二三四五六七八九十百]{1,4}(?:编|章|节|部分)[\s：:、]*")),
        (FIRST, shape(r"^[一二三四五六七八九十]{1,3}、\s*")),
        (
            SECOND,
            shape(r"^(?:[㈠-㈩]|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十百]{1,4}条)[\s、.．]*"),
        ),
        (THIRD, shape(r"^(?:[0-9０-９]{1,3}[.．、]|[⒈-⒛])\s*")),
        (FOURTH, shape(r"^(?:[（(][0-9０-９]{1,2}[）)]|[①-⑳⑴-⒇])[\s、.．]*")),
    ]
});

/// The marker that `text` begins with.
#[must_use]
pub fn at_start(text: &str) -> Option<Marker> {
    // nearly every position that is asked begins with something else
    text.chars().next().filter(|&first| may_begin(first))?;
    SHAPES.iter().find_map(|(level, shape)| {
        let found = shape.find(text)?;
        let after = text[found.end()..].chars().next();
        let enumerates = *level == FIRST && after.is_some_and(|next| is_chinese_digit(next) || next == '级');
        let decimal = *level == THIRD
            && !found.as_str().contains('、')
            && after.is_some_and(|next| next.is_ascii_digit())
            && !begins_with_year(&text[found.end()..]);
        (!enumerates && !decimal).then_some(Marker { level: *level, len: found.end() })
    })
}

/// Whether a marker may begin with `first`.
pub(super) fn may_begin(first: char) -> bool {
    matches!(first, '第' | '篇' | '（' | '(' | '①'..='⒛' | '㈠'..='㈩' | '0'..='9' | '０'..='９')
        || is_chinese_digit(first)
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
