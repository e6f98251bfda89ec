//! Times that name their year: 2025年底前, 2018—2020年, 2023年3月5日, 2023-03-05.

use super::{Core, TimeRole, When};
use crate::{
    lexicon::time::Times,
    mention::{
        date::{self, Date, Era},
        numeral::chinese_value,
        scan::Cursor,
    },
};

/// The time that starts with a year here.
pub(super) fn read(start: Cursor<'_>, era: Era, words: &Times) -> Option<Core> {
    // The tail of a longer number, of a code or of a price is no year.
    if start.before().is_some_and(|before| before.is_ascii_alphanumeric() || matches!(before, '.' | '_')) {
        return None;
    }
    if let Some(core) = read_range(start, era, words).or_else(|| read_in_list(start, era)) {
        return Some(core);
    }
    let (date, after) = date::read(start, era)?;
    if date.month.is_some()
        && let Some(core) = read_until(date, after, era)
    {
        return Some(core);
    }
    match (date.month, date.day) {
        (_, Some(_)) => Some(whole(date, after, TimeRole::Date, words)),
        (Some(_), None) => Some(whole(date, after, TimeRole::Period, words)),
        (None, None) => Some(year(date.year, after, words)),
    }
}

/// 2021 in 2021、2022年: a year that shares its 年 with the next.
fn read_in_list(start: Cursor<'_>, era: Era) -> Option<Core> {
    let (first, end) = date::read_year(start, era)?;
    let mut cursor = end;
    cursor.eat_if(|character| matches!(character, '、' | '和' | '及' | '与'))?;
    let (next, after) = date::read_year(cursor, era)?;
    let shares = first < next && matches!(after.peek(), Some('年' | '、' | '和'));
    shares.then(|| Core { end: end.at(), when: When::years(first, first), role: TimeRole::Period })
}

/// 2021年3月至2023年12月, where both ends name their year.
fn read_until(first: Date, after: Cursor<'_>, era: Era) -> Option<Core> {
    let mut cursor = after;
    if !eat_dash(&mut cursor) {
        cursor.eat_if(|character| character == '到')?;
    }
    let (last, end) = date::read(cursor, era)?;
    let when = When::Absolute { start: first.first_day(), end: last.last_day() };
    (first.first_day() < last.last_day()).then(|| Core { end: end.at(), when, role: TimeRole::Period })
}

/// A day or a month, with 前 or 底前 behind.
fn whole(date: Date, mut after: Cursor<'_>, role: TimeRole, words: &Times) -> Core {
    let when = When::Absolute { start: date.first_day(), end: date.last_day() };
    if date.day.is_none() {
        // 2023年1—6月 was read as 1月 only if 月 stood there; a second month ends the period.
        let mut next = after;
        if eat_dash(&mut next)
            && let Some((month, end)) = date::read_part(next, &['月'])
            && let Some(last) = Date::new(date.year, Some(month), None)
        {
            let when = When::Absolute { start: date.first_day(), end: last.last_day() };
            return Core { end: end.at(), when, role };
        }
    }
    let role = if eat_before(&mut after, words) { TimeRole::Deadline } else { role };
    if after.eat_longest(&words.since_month).is_some() {
        return Core { end: after.at(), when: When::Unknown, role: TimeRole::Period };
    }
    Core { end: after.at(), when, role }
}

/// A year, with what follows it: 底, 末, 前, 全年, 上半年, 1—6月, 起五年内.
fn year(year: u16, mut after: Cursor<'_>, words: &Times) -> Core {
    let when = When::years(year, year);
    let core = |end: Cursor<'_>, when, role| Core { end: end.at(), when, role };
    let mut in_year = after;
    if let Some((first, last)) = eat_months(&mut in_year, words)
        && let (Some(start), Some(end)) = (Date::new(year, Some(first), None), Date::new(year, Some(last), None))
    {
        let role = if eat_before(&mut in_year, words) { TimeRole::Deadline } else { TimeRole::Period };
        return core(in_year, When::Absolute { start: start.first_day(), end: end.last_day() }, role);
    }
    if let Some(years) = read_from_then(after, words) {
        let (count, end) = years;
        return core(end, When::years(year, year.saturating_add(count).saturating_sub(1)), TimeRole::Deadline);
    }
    if eat_before(&mut after, words) {
        return core(after, when, TimeRole::Deadline);
    }
    if after.eat_longest(&words.since_year).is_some() {
        return core(after, When::Unknown, TimeRole::Period);
    }
    let parts = &words.of_year;
    if after.eat_longest(parts).is_some() {
        eat_before(&mut after, words);
    }
    core(after, when, TimeRole::Period)
}

/// The words for the end of a year or month, or for the time before it.
fn eat_before(cursor: &mut Cursor<'_>, words: &Times) -> bool {
    let mut next = *cursor;
    next.skip_spaces();
    let word = next.eat_longest(&words.before_end);
    let Some(word) = word else { return false };
    // 前后 is about then; 前三季度, 前10个月 are parts of the year.
    if word == "前"
        && (next.starts_with_any(["后", "列", "期", "半"])
            || next.peek().is_some_and(|next| next.is_ascii_digit() || "一二两三四五六七八九十".contains(next)))
    {
        return false;
    }
    *cursor = next;
    true
}

/// The months of a part of a year: 上半年, 三季度, 前三季度, 1—6月.
pub(super) fn eat_months(cursor: &mut Cursor<'_>, words: &Times) -> Option<(u8, u8)> {
    let parts = [
        (&words.first_half, (1, 6)),
        (&words.second_half, (7, 12)),
        (&words.first_quarter, (1, 3)),
        (&words.second_quarter, (4, 6)),
        (&words.third_quarter, (7, 9)),
        (&words.fourth_quarter, (10, 12)),
        (&words.first_three_quarters, (1, 9)),
    ];
    if let Some((_, months)) = cursor.eat_longest_of(&parts) {
        return Some(months);
    }
    let mut next = *cursor;
    next.skip_spaces();
    let (first, mut next) = read_count(next)?;
    next.eat('月');
    next.eat_if(|character| matches!(character, '-' | '~' | '至' | '到'))?;
    next.eat('-');
    let (last, next) = date::read_part(next, &['月'])?;
    let first = u8::try_from(first).ok().filter(|first| *first < last && last <= 12)?;
    *cursor = next;
    Some((first, last))
}

/// The count of years in 起5年内.
fn read_from_then<'t>(mut cursor: Cursor<'t>, words: &Times) -> Option<(u16, Cursor<'t>)> {
    if !cursor.eat('起') {
        return None;
    }
    cursor.eat_if(|character| matches!(character, ',' | '用' | '的'));
    let (count, mut cursor) = read_count(cursor)?;
    (cursor.eat_longest(&words.years_from_then).is_some()).then_some((count, cursor))
}

/// A small count in figures or Chinese characters.
pub(super) fn read_count(start: Cursor<'_>) -> Option<(u16, Cursor<'_>)> {
    let mut cursor = start;
    let text = cursor.ahead(3, |character| character.is_ascii_digit() || chinese_value(&[character]).is_some());
    let value = match text.parse::<u16>() {
        Ok(value) => value,
        Err(_) => u16::try_from(chinese_value(&text.chars().collect::<Vec<_>>())?).ok()?,
    };
    for _ in text.chars() {
        cursor.bump();
    }
    (1..=50).contains(&value).then_some((value, cursor))
}

/// 2018—2020年, 2018年至2020年, 2018-2020.
fn read_range(start: Cursor<'_>, era: Era, words: &Times) -> Option<Core> {
    let (first, mut cursor) = date::read_year(start, era)?;
    cursor.skip_spaces();
    let with_word = cursor.eat('年');
    let dash = eat_dash(&mut cursor);
    let word = !dash && with_word && cursor.eat_longest(["至", "到"]).is_some();
    let bare_word = !dash && !with_word && cursor.eat('至');
    if !(dash || word || bare_word) {
        return None;
    }
    cursor.skip_spaces();
    let (last, mut end) = date::read_year(cursor, era)?;
    let mut closing = end;
    closing.skip_spaces();
    if closing.eat('年') {
        end = closing;
        // 2020年3月—2021年6月 is left to the two dates.
        if date::read_part(end, &['月']).is_some() {
            return None;
        }
        end.eat_longest(&words.of_years);
    } else if !dash || end.peek().is_some_and(|next| next.is_ascii_alphanumeric() || matches!(next, '-' | '.' | '/')) {
        return None;
    }
    (first < last).then(|| Core { end: end.at(), when: When::years(first, last), role: TimeRole::Period })
}

/// One or two dashes, or a wave.
fn eat_dash(cursor: &mut Cursor<'_>) -> bool {
    let mut next = *cursor;
    next.skip_spaces();
    let found = next.eat_if(|character| matches!(character, '-' | '~')).is_some() || next.eat('至');
    if found {
        next.eat('-');
        next.skip_spaces();
        *cursor = next;
    }
    found
}
