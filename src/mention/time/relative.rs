//! Times that are counted from the document's own: 今年, 三年内, 今后三年; and those of every year: 每年, 年均.

use super::{
    Core, TimeRole, When,
    calendar::{eat_months, read_count},
};
use crate::{
    lexicon::{Lexicon, time::Times, word_list::WordList},
    mention::{
        date,
        scan::{Cursor, is_han},
    },
};

/// The words for years, and how many years the first and the last of them lie after the document's.
fn years(words: &Times) -> [(&WordList, (i8, i8)); 7] {
    [
        (&words.this_year, (0, 0)),
        (&words.next_year, (1, 1)),
        (&words.this_and_next_year, (0, 1)),
        (&words.next_two_years, (1, 2)),
        (&words.year_after_next, (2, 2)),
        (&words.last_year, (-1, -1)),
        (&words.year_before_last, (-2, -2)),
    ]
}

/// The characters that [`read_word`] reads from.
pub(super) const STARTS: &str = "今本明来下后去上前未近过用最新刚年每逐各历同环";

/// A word that is a time by itself.
pub(super) fn read_word(start: Cursor<'_>, next: char, lexicon: &Lexicon) -> Option<Core> {
    let words = &lexicon.times;
    match next {
        '今' | '本' | '明' | '来' | '下' | '后' | '去' | '上' | '前' => read_year(start, words)
            .or_else(|| read_century(start, words))
            .or_else(|| read_coming_years(start, words))
            .or_else(|| read_half(start, words)),
        '未' | '近' | '过' | '用' | '最' => {
            read_past_year(start, words).or_else(|| read_coming_years(start, words))
        }
        '新' | '刚' => read_past_year(start, words),
        '年' => read_year_end(start, words).or_else(|| read_annual(start, lexicon)),
        '每' | '逐' | '各' | '历' => read_annual(start, lexicon),
        '同' | '环' => {
            let mut cursor = start;
            cursor.eat_longest(&words.same_period)?;
            Some(core(cursor, When::Unknown, TimeRole::Baseline))
        }
        _ => None,
    }
}

fn core(end: Cursor<'_>, when: When, role: TimeRole) -> Core {
    Core { end: end.at(), when, role }
}

/// 今年, 去年底, 明年6月底前.
fn read_year(start: Cursor<'_>, words: &Times) -> Option<Core> {
    let mut cursor = start;
    let (word, (first, last)) = cursor.eat_longest_of(&years(words))?;
    // 今年 in 如今年轻, 上年 in 以上年收入: the character before or after belongs to another word.
    if start.ends_with_any(&words.not_behind) && !start.ends_with_any(["以上"])
        || cursor.starts_with_any(["轻", "龄", "限"])
        || matches!(word, "前年" | "后年" | "来年") && start.before().is_some_and(is_han)
    {
        return None;
    }
    let mut months = None;
    if let Some((month, after)) = date::read_part(cursor, &['月']) {
        months = Some((month, month));
        cursor = after;
        if let Some((_, after)) = date::read_part(cursor, &['日', '号']) {
            cursor = after;
        }
    }
    let within = |months| When::Relative { first, last, months };
    if eat_end(&mut cursor, words) {
        return Some(core(cursor, within(months), TimeRole::Deadline));
    }
    match cursor.eat_longest(&words.since_this_year) {
        // what has been done since the year began was done in it
        Some("以来") if (first, last) == (0, 0) && months.is_none() => {
            return Some(core(cursor, When::relative(0), TimeRole::Period));
        }
        Some(_) => return Some(core(cursor, When::Unknown, TimeRole::Period)),
        None => {}
    }
    if months.is_none() {
        months = eat_months(&mut cursor, words);
    }
    if months.is_none() {
        cursor.eat_longest(&words.of_this_year);
    }
    Some(core(cursor, within(months), TimeRole::Period))
}

/// 过去一年, 新的一年: a report looks back on the year before its own and forward to its own.
fn read_past_year(start: Cursor<'_>, words: &Times) -> Option<Core> {
    let mut cursor = start;
    let years = match cursor.eat_longest(&words.past_year)? {
        "新的一年" => 0,
        _ => -1,
    };
    Some(core(cursor, When::relative(years), TimeRole::Period))
}

/// 底, 末, 年底前 after a word for a year; 前 after a month.
fn eat_end(cursor: &mut Cursor<'_>, words: &Times) -> bool {
    cursor.eat_longest(&words.end_of_this_year).is_some()
}

/// 年底前, 年内, without a year of its own.
fn read_year_end(start: Cursor<'_>, words: &Times) -> Option<Core> {
    let mut cursor = start;
    cursor.eat_longest(&words.year_end)?;
    let counted = start.before().is_some_and(|before| {
        before.is_ascii_digit() || before == '个' || super::super::numeral::is_chinese_numeral(before)
    });
    (!counted).then(|| core(cursor, When::relative(0), TimeRole::Deadline))
}

/// 每年, 逐年, 年均; 年度 before a verb.
fn read_annual(start: Cursor<'_>, lexicon: &Lexicon) -> Option<Core> {
    let words = &lexicon.times;
    let mut cursor = start;
    let word = cursor.eat_longest(&words.annual)?;
    if word == "年度" {
        let another = start.before().is_some_and(|before| before.is_ascii_digit() || "本上跨各每半全".contains(before));
        if another || !count_verb_follows(cursor, lexicon) {
            return None;
        }
    }
    // 年均浓度, 年均气温: the mean over a year is what is measured.
    if cursor.starts_with_any(&words.annual_means) {
        return None;
    }
    Some(core(cursor, When::EveryYear, TimeRole::Annual))
}

/// 今后三年, 未来3—5年, 近三年, 过去五年, 用三年时间.
fn read_coming_years(start: Cursor<'_>, words: &Times) -> Option<Core> {
    let mut cursor = start;
    let word = cursor.eat_longest(&words.coming)?;
    cursor.skip_spaces();
    let (mut count, after) = read_count(cursor)?;
    cursor = after;
    let mut next = cursor;
    if next.eat_if(|character| matches!(character, '-' | '~' | '至' | '到')).is_some()
        && let Some((upper, after)) = read_count(next)
    {
        (count, cursor) = (upper, after);
    }
    cursor.skip_spaces();
    cursor.eat('个');
    if !cursor.eat('年') {
        return None;
    }
    let coming = When::Relative { first: 0, last: i8::try_from(count).ok()?, months: None };
    match word {
        "今后" | "未来" => {
            cursor.eat_longest(&words.coming_behind);
            Some(core(cursor, coming, TimeRole::Deadline))
        }
        "用" => {
            cursor.eat_longest(&words.spent_behind)?;
            Some(core(cursor, coming, TimeRole::Deadline))
        }
        _ => {
            cursor.eat_longest(["来", "间", "内"]);
            Some(core(cursor, When::Unknown, TimeRole::Period))
        }
    }
}

/// Whether a verb of more than one character follows that counts what is done.
pub(super) fn count_verb_follows(mut cursor: Cursor<'_>, lexicon: &Lexicon) -> bool {
    cursor.eat_longest(&lexicon.refusals.count_verbs).is_some_and(|verb| verb.chars().count() > 1)
}

/// 三年内; 五年来.
pub(super) fn read_span_of_years(start: Cursor<'_>, lexicon: &Lexicon) -> Option<Core> {
    let words = &lexicon.times;
    if start.before().is_some_and(|before| before == '第' || before == '.' || before.is_ascii_alphanumeric()) {
        return None;
    }
    let (count, mut cursor) = read_count(start)?;
    cursor.skip_spaces();
    let last = i8::try_from(count).ok()?;
    let mut bare = cursor;
    // 五年新增
    if count > 1
        && !start.before().is_some_and(is_han)
        && bare.eat('年')
        && (count_verb_follows(bare, lexicon) || bare.starts_with_any(&words.summed))
    {
        return Some(core(bare, When::Unknown, TimeRole::Period));
    }
    match cursor.eat_longest(&words.within_years)? {
        "年来" if last == 1 && !start.before().is_some_and(is_han) => {
            Some(core(cursor, When::relative(-1), TimeRole::Period))
        }
        "年来" => Some(core(cursor, When::Unknown, TimeRole::Period)),
        _ => Some(core(cursor, When::Relative { first: 0, last, months: None }, TimeRole::Deadline)),
    }
}

/// 6月底前, 1—6月, 三季度末, without a year.
pub(super) fn read_month(start: Cursor<'_>, words: &Times) -> Option<Core> {
    if start.before().is_some_and(|before| matches!(before, '.' | '第') || before.is_ascii_alphanumeric()) {
        return None;
    }
    if let Some((quarter, mut cursor)) = read_count(start)
        && quarter <= 4
        && cursor.eat_longest(&words.quarters).is_some()
    {
        return Some(core(cursor, When::Unknown, TimeRole::Period));
    }
    let (month, mut cursor) = match date::read_part(start, &['月']) {
        Some(read) => read,
        None => {
            let (_, mut next) = read_count(start)?;
            next.eat_if(|character| matches!(character, '-' | '~' | '至'))?;
            date::read_part(next, &['月'])?
        }
    };
    if !(1..=12).contains(&month) {
        return None;
    }
    if let Some((_, after)) = date::read_part(cursor, &['日', '号']) {
        cursor = after;
    }
    match cursor.eat_longest(&words.of_month) {
        Some("底前" | "末前" | "前" | "底" | "末") => {
            let when = When::Relative { first: 0, last: 0, months: Some((month, month)) };
            Some(core(cursor, when, TimeRole::Deadline))
        }
        _ => Some(core(cursor, When::Unknown, TimeRole::Period)),
    }
}

/// 上半年, 前三季度.
fn read_half(start: Cursor<'_>, words: &Times) -> Option<Core> {
    let mut cursor = start;
    cursor.eat_longest(&words.halves)?;
    Some(core(cursor, When::Unknown, TimeRole::Period))
}

/// 本世纪中叶 is 2050 by the plans that use it.
fn read_century(start: Cursor<'_>, words: &Times) -> Option<Core> {
    let mut cursor = start;
    if cursor.eat_longest(&words.mid_century).is_some() {
        return Some(core(cursor, When::years(2050, 2050), TimeRole::Deadline));
    }
    cursor.eat_longest(&words.century)?;
    Some(core(cursor, When::Unknown, TimeRole::Period))
}
