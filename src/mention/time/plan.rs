//! Five-year plans as times: “十四五”期间, 十三五末.

use super::{Core, TimeRole, When, calendar::read_count, relative::count_verb_follows};
use crate::{
    lexicon::{Lexicon, time::Times},
    mention::scan::Cursor,
};

/// The five-year plans have numbers; 1963 to 1965 lie between the second and the third.
fn years_of(plan: u16) -> (u16, u16) {
    let first = if plan <= 2 { 1953 + 5 * (plan - 1) } else { 1966 + 5 * (plan - 3) };
    (first, first + 4)
}

/// No plan after this one is spoken of: it ends in 2050.
const LATEST: u16 = 19;

/// The plan that starts here, if it stands for its years and not for its document (“十四五”规划).
pub(super) fn read(start: Cursor<'_>, lexicon: &Lexicon) -> Option<Core> {
    let words = &lexicon.times;
    let mut cursor = start;
    let quoted = cursor.eat_if(|character| matches!(character, '“' | '"' | '「' | '『' | '‘')).is_some();
    let plan = match cursor.peek() {
        Some('第') => read_ordinal(&mut cursor, words)?,
        _ => read_number(&mut cursor)?,
    };
    if quoted {
        cursor.eat_if(|character| matches!(character, '”' | '"' | '」' | '』' | '’'))?;
    } else if start.before().is_some_and(|before| matches!(before, '第' | '十' | '百')) {
        return None;
    }
    let (first, last) = years_of(plan);
    let mut after = cursor;
    after.eat_longest(&words.plans);
    let in_period = after.eat_longest(&words.plan_period).is_some();
    if !in_period {
        after = cursor;
    }
    let at_end = after.eat_longest(&words.plan_end).is_some();
    if !at_end && after.eat_longest(&words.plan_parts).is_some() {
        return Some(Core { end: after.at(), when: When::Unknown, role: TimeRole::Period });
    }
    let role = match (at_end, in_period) {
        (true, _) => TimeRole::Deadline,
        (_, true) => TimeRole::Period,
        // Bare: only with quotes, and before a sign or a word that opens a statement.
        _ if quoted && (plan >= 11 || cursor.starts_with_any(["时"])) && opens_statement(&mut after, lexicon) => {
            TimeRole::Period
        }
        _ => return None,
    };
    Some(Core { end: after.at(), when: When::years(first, last), role })
}

/// The plan that starts here, in quotes or with its ordinal, whatever follows: 成就 or 工作回顾 in a heading are those of
/// its years.
pub(super) fn read_named(start: Cursor<'_>, words: &Times) -> Option<Core> {
    let mut cursor = start;
    let plan = if cursor.peek() == Some('第') {
        read_ordinal(&mut cursor, words)?
    } else {
        cursor.eat_if(|character| matches!(character, '“' | '"'))?;
        let plan = read_number(&mut cursor)?;
        cursor.eat_if(|character| matches!(character, '”' | '"'))?;
        plan
    };
    let (first, last) = years_of(plan);
    // a good start of the plan is made in its first year
    let begins = cursor.rest().contains("局") || cursor.rest().contains("起好步") || cursor.rest().contains("起步");
    (!begins).then(|| Core { end: cursor.at(), when: When::years(first, last), role: TimeRole::Period })
}

fn opens_statement(cursor: &mut Cursor<'_>, lexicon: &Lexicon) -> bool {
    cursor.eat('时')
        || cursor.peek().is_none_or(|next| matches!(next, ',' | ':' | '、' | '和' | '与' | ')' | '。' | ';'))
        || cursor.starts_with_any(&lexicon.times.plan_opens)
        || count_verb_follows(*cursor, lexicon)
}

/// 第十四个五年规划: the 规划 is left for what follows.
fn read_ordinal(cursor: &mut Cursor<'_>, words: &Times) -> Option<u16> {
    cursor.eat('第');
    let (plan, mut next) = read_count(*cursor)?;
    next.eat_longest(&words.five_years)?;
    *cursor = next;
    (plan <= LATEST).then_some(plan)
}

/// 一五 is 1, 十五 is 10, 十四五 is 14.
fn read_number(cursor: &mut Cursor<'_>) -> Option<u16> {
    let mut next = *cursor;
    let ten = next.eat('十');
    let digits = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let mut after_digit = next;
    let digit = after_digit.eat_longest(digits).filter(|_| after_digit.peek() == Some('五'));
    let plan = match (ten, digit) {
        (_, Some(digit)) => {
            next = after_digit;
            let value =
                digits.iter().position(|&word| word == digit).and_then(|index| u16::try_from(index + 1).ok())?;
            value + if ten { 10 } else { 0 }
        }
        (true, None) => 10,
        (false, None) => return None,
    };
    if !next.eat('五') || plan > LATEST {
        return None;
    }
    *cursor = next;
    Some(plan)
}
