//! Dates of the calendar, as documents write them.

use std::{fmt, ops::Range};

use super::{
    numeral,
    scan::{Cursor, fold, is_han},
};

/// A day, a month or a year of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year, four digits.
    pub year: u16,
    /// The month from 1, if stated.
    pub month: Option<u8>,
    /// The day from 1, if stated.
    pub day: Option<u8>,
}

/// How a document counts its years.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Era {
    /// By the common calendar; a year of the Republic says so: 民国112年.
    #[default]
    Common,
    /// By the Republic of China's: 113年 is 2024.
    Republic,
}

impl Era {
    /// That of a document: one that dates itself by 民国, as in 民国113年, or counts in 新台币 means it throughout. One that
    /// tells of the time before 1949 only names its years so: 民国26年.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let dates_itself = || {
            text.match_indices("民国").filter_map(|(at, _)| read_named_year(Cursor::new(text, at))).any(
                |(year, after)| {
                    let mut after = after;
                    after.skip_spaces();
                    OWN_YEARS.contains(&year) && after.peek() == Some('年')
                },
            )
        };
        if text.contains("新台币") || dates_itself() { Self::Republic } else { Self::Common }
    }
}

/// The first year of the calendar of the Republic of China, less one.
const MINGUO: u16 = 1911;
/// The years of that calendar in which the documents that are read were written, or which they look ahead to: 2001 to 2060.
const OWN_YEARS: Range<u16> = 90..150;

impl Date {
    /// The date, if the calendar has it and its year lies between 1900 and 2100.
    #[must_use]
    pub fn new(year: u16, month: Option<u8>, day: Option<u8>) -> Option<Self> {
        let month_exists = month.is_none_or(|month| (1..=12).contains(&month));
        let day_exists = match (month, day) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(month), Some(day)) => month_exists && (1..=days_of_month(year, month)).contains(&day),
        };
        ((1900..=2100).contains(&year) && month_exists && day_exists).then_some(Self { year, month, day })
    }

    /// The first day of a year.
    #[must_use]
    pub fn first_of_year(year: u16) -> Self {
        Self { year, month: Some(1), day: Some(1) }
    }

    /// The last day of a year.
    #[must_use]
    pub fn last_of_year(year: u16) -> Self {
        Self { year, month: Some(12), day: Some(31) }
    }

    /// The first day that the date covers: 2023年3月 → 2023-03-01.
    #[must_use]
    pub fn first_day(self) -> Self {
        Self { month: self.month.or(Some(1)), day: self.day.or(Some(1)), ..self }
    }

    /// The last day that the date covers: 2023年2月 → 2023-02-28.
    #[must_use]
    pub fn last_day(self) -> Self {
        let month = self.month.unwrap_or(12);
        Self { month: Some(month), day: self.day.or(Some(days_of_month(self.year, month))), ..self }
    }

    /// Reads a text that is a date and nothing else: 2023-03-05, 2023/3/5, 2023.03.05, 20230305, 2023年3月5日,
    /// 二○二三年三月五日, 民国112年3月5日, 112-03-05; a year or a month alone; with a time of day or a day of the week behind.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut cursor = Cursor::new(text.trim(), 0);
        let (date, after) = read(cursor, Era::Common)
            .or_else(|| read_republic_in_figures(cursor))
            .or_else(|| read_month_in_figures(cursor))
            .or_else(|| read_compact(cursor))?;
        cursor = after;
        if date.day.is_some() {
            skip_clock(&mut cursor);
        }
        cursor.raw().is_none().then_some(date)
    }

    /// The date as ISO 8601, where year, month and day are known: 2023-03-05.
    #[must_use]
    pub fn iso(self) -> Option<String> {
        self.day.map(|_| self.to_string())
    }
}

/// Writes as much as is known: 2023, 2023-03, 2023-03-05.
impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(formatter, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(formatter, "-{day:02}")?;
        }
        Ok(())
    }
}

fn days_of_month(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400) => 29,
        2 => 28,
        _ => 31,
    }
}

/// The date that starts at a place, with the place after it: a year with 年 and what follows of month and day, or three
/// figures with the same sign between.
pub(super) fn read(start: Cursor<'_>, era: Era) -> Option<(Date, Cursor<'_>)> {
    read_with_signs(start).or_else(|| read_with_words(start, era))
}

/// A year before 年, not taken together with it: 2025, 二〇二五, 民国114; in a document of the Republic also 114.
pub(super) fn read_year(start: Cursor<'_>, era: Era) -> Option<(u16, Cursor<'_>)> {
    if let Some((year, after)) = read_named_year(start) {
        return Some((year.checked_add(MINGUO)?, after));
    }
    if era == Era::Republic
        && let Some((year, after)) = read_figures(start, 3)
        && OWN_YEARS.contains(&year)
        && after.peek() == Some('年')
    {
        return Some((year + MINGUO, after));
    }
    let (year, after) = read_row(start, 4)?;
    ((1900..=2100).contains(&year) && !after.peek().is_some_and(|next| next.is_ascii_digit())).then_some((year, after))
}

/// The number of a year that names the calendar of the Republic: 114 of 民国114.
fn read_named_year(start: Cursor<'_>) -> Option<(u16, Cursor<'_>)> {
    let mut cursor = start;
    cursor.eat_longest(["民国", "中华民国"])?;
    cursor.skip_spaces();
    read_number(cursor, 3)
}

/// 2023年3月5日 and its parts.
fn read_with_words(start: Cursor<'_>, era: Era) -> Option<(Date, Cursor<'_>)> {
    let (year, mut cursor) = read_year(start, era)?;
    cursor.skip_spaces();
    if !cursor.eat('年') {
        return None;
    }
    let mut date = Date::new(year, None, None)?;
    let Some((month, after)) = read_part(cursor, &['月']) else { return Some((date, cursor)) };
    let Some(with_month) = Date::new(year, Some(month), None) else { return Some((date, cursor)) };
    (date, cursor) = (with_month, after);
    if let Some((day, after)) = read_part(cursor, &['日', '号']) {
        // A day that the month does not have makes the whole no date.
        return Some((Date::new(year, Some(month), Some(day))?, after));
    }
    Some((date, cursor))
}

/// A month or a day with its word behind.
pub(super) fn read_part<'t>(start: Cursor<'t>, words: &[char]) -> Option<(u8, Cursor<'t>)> {
    let mut cursor = start;
    cursor.skip_spaces();
    let (value, mut cursor) = read_number(cursor, 2)?;
    cursor.skip_spaces();
    cursor.eat_if(|character| words.contains(&character))?;
    Some((u8::try_from(value).ok()?, cursor))
}

/// 2023-03-05, 2023/3/5, 2023. 3. 5.
fn read_with_signs(start: Cursor<'_>) -> Option<(Date, Cursor<'_>)> {
    let (year, mut cursor) = read_row(start, 4)?;
    cursor.skip_spaces();
    let sign = cursor.eat_if(|character| matches!(character, '-' | '/' | '.'))?;
    cursor.skip_spaces();
    let (month, mut cursor) = read_figures(cursor, 2)?;
    cursor.skip_spaces();
    if !cursor.eat(sign) {
        return None;
    }
    cursor.skip_spaces();
    let (day, cursor) = read_figures(cursor, 2)?;
    let next = cursor.peek();
    if next.is_some_and(|next| next.is_ascii_digit() || next == sign) {
        return None;
    }
    Some((Date::new(year, u8::try_from(month).ok(), u8::try_from(day).ok())?, cursor))
}

/// 112-03-05: a year of three figures is one of the Republic.
fn read_republic_in_figures(start: Cursor<'_>) -> Option<(Date, Cursor<'_>)> {
    let (year, mut cursor) = read_row(start, 3)?;
    let sign = cursor.eat_if(|character| matches!(character, '-' | '/' | '.'))?;
    let (month, mut cursor) = read_figures(cursor, 2)?;
    cursor.eat_if(|character| character == sign)?;
    let (day, cursor) = read_figures(cursor, 2)?;
    let year = OWN_YEARS.contains(&year).then_some(year + MINGUO)?;
    Some((Date::new(year, u8::try_from(month).ok(), u8::try_from(day).ok())?, cursor))
}

/// 2023-03 and 2023.3, which only a text that holds nothing else makes a month.
fn read_month_in_figures(start: Cursor<'_>) -> Option<(Date, Cursor<'_>)> {
    let (year, mut cursor) = read_row(start, 4)?;
    cursor.eat_if(|character| matches!(character, '-' | '/' | '.'))?;
    let (month, cursor) = read_figures(cursor, 2)?;
    Some((Date::new(year, u8::try_from(month).ok(), None)?, cursor))
}

/// 20230305.
fn read_compact(start: Cursor<'_>) -> Option<(Date, Cursor<'_>)> {
    let (year, cursor) = read_row(start, 4)?;
    let (month, cursor) = read_row(cursor, 2)?;
    let (day, cursor) = read_row(cursor, 2)?;
    Some((Date::new(year, u8::try_from(month).ok(), u8::try_from(day).ok())?, cursor))
}

/// Exactly so many digits, in figures or (for a year) in Chinese characters.
fn read_row(start: Cursor<'_>, length: usize) -> Option<(u16, Cursor<'_>)> {
    let mut cursor = start;
    let mut value = 0;
    for _ in 0..length {
        let character = cursor.bump()?;
        let digit = character.to_digit(10).or_else(|| numeral::chinese_digit(character).map(u32::from))?;
        value = value * 10 + u16::try_from(digit).ok()?;
    }
    Some((value, cursor))
}

/// One digit or more in figures, no more than so many.
fn read_figures(start: Cursor<'_>, most: usize) -> Option<(u16, Cursor<'_>)> {
    let mut cursor = start;
    let figures = cursor.ahead(most + 1, |character| character.is_ascii_digit());
    if figures.len() > most {
        return None;
    }
    for _ in 0..figures.len() {
        cursor.bump();
    }
    Some((figures.parse().ok()?, cursor))
}

/// A small number in figures or Chinese characters: 3, 03, 十二, 三十一.
fn read_number(start: Cursor<'_>, most: usize) -> Option<(u16, Cursor<'_>)> {
    if let Some(figures) = read_figures(start, most) {
        return Some(figures);
    }
    let characters: Vec<char> = start.ahead(5, numeral::is_chinese_numeral).chars().collect();
    let value = numeral::chinese_value(&characters)?;
    let mut cursor = start;
    for _ in 0..characters.len() {
        cursor.bump();
    }
    Some((u16::try_from(value).ok()?, cursor))
}

/// A time of day or a day of the week behind a date: 11:10:00, T08:00:00+08:00, 上午9时30分, 星期五.
fn skip_clock(cursor: &mut Cursor<'_>) {
    let is_clock = |character: char| {
        character.is_ascii_digit()
            || matches!(character, ' ' | 'T' | 'Z' | ':' | '+' | '-' | '.' | '(' | ')')
            || "上下中午星期周一二三四五六日天时点分秒整".contains(character)
    };
    let opens = cursor.peek().is_some_and(|next| matches!(next, ' ' | 'T' | '(') || is_han(next));
    if opens && cursor.rest().len() <= 64 && cursor.rest().chars().map(fold).all(is_clock) {
        *cursor = cursor.to(cursor.text().len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_every_writing() {
        for (text, iso) in [
            ("2023-03-05", "2023-03-05"),
            ("2023/3/5", "2023-03-05"),
            ("2023.03.05", "2023-03-05"),
            ("2023. 3. 5", "2023-03-05"),
            ("112-03-05", "2023-03-05"),
            ("20230305", "2023-03-05"),
            ("2023年3月5日", "2023-03-05"),
            ("2023 年 3 月 5 日", "2023-03-05"),
            ("２０２３年３月５日", "2023-03-05"),
            ("二○二三年三月五日", "2023-03-05"),
            ("二〇二三年十二月二十八日", "2023-12-28"),
            ("二零二三年十月三十一日", "2023-10-31"),
            ("民国112年3月5日", "2023-03-05"),
            ("中华民国一百一十二年三月五日", "2023-03-05"),
            ("2023-11-10 11:10:00", "2023-11-10"),
            ("2023-11-10T11:10:00+08:00", "2023-11-10"),
            ("2023年3月5日 上午9时30分", "2023-03-05"),
            ("2023年3月5日（星期日）", "2023-03-05"),
            ("2024-02-29", "2024-02-29"),
            ("2023年3月", "2023-03"),
            ("2023.3", "2023-03"),
            ("2023年", "2023"),
        ] {
            let date = Date::parse(text).unwrap_or_else(|| panic!("{text} is a date"));
            assert_eq!(date.to_string(), iso, "{text}");
            assert_eq!(date.iso().is_some(), iso.len() == 10, "{text}");
        }
    }

    #[test]
    fn the_calendar_of_a_document() {
        for text in
            ["依民国112年计划，114年底前完成", "中华民国 113 年 3 月", "中华民国一百一十年施行", "经费新台币5亿元"]
        {
            assert_eq!(Era::of(text), Era::Republic, "{text}");
        }
        for text in [
            "开展全民国防教育，建校110年",
            "始建于民国时期，建校110年",
            "民国26年建校，今年是建校110年",
            "民国建筑110处",
            "民国一百一十处建筑",
            "2023年",
        ] {
            assert_eq!(Era::of(text), Era::Common, "{text}");
        }
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "",
            "2023",
            "2023-13-01",
            "2023-02-29",
            "2023年2月30日",
            "1899年1月1日",
            "2101-01-01",
            "2023-03-05-06",
            "三月五日",
            "2023年3月5日起施行",
            "12345",
            "2023--05",
            "112年3月5日",
            "20__年3月5日",
            "13.5",
            "99999999",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_days_that_a_date_covers() {
        let month = Date::new(2024, Some(2), None).expect("February is a month");
        assert_eq!(
            (month.first_day().iso(), month.last_day().iso()),
            (Some("2024-02-01".into()), Some("2024-02-29".into()))
        );
    }
}
