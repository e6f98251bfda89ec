//! Numbers that are no quantities by what stands right around them: names, ordinals, codes, schedules, vague amounts.

use super::Refusal;
use crate::{
    lexicon::Lexicon,
    mention::{
        date::Date,
        numeral::Number,
        scan::{Cursor, is_han},
    },
};

/// A number refused before its unit is read, with the place where reading goes on.
pub(super) enum Verdict<'t> {
    /// Refused and reported.
    Refused(Refusal, Cursor<'t>),
    /// A word that only looks like a number.
    Word(Cursor<'t>),
}

/// Judges a number by the signs and words right before and after it.
pub(super) fn of_number<'t>(
    start: Cursor<'t>,
    end: Cursor<'t>,
    number: &Number,
    lexicon: &Lexicon,
) -> Option<Verdict<'t>> {
    if number.chinese {
        return of_word(start, end, lexicon);
    }
    let refused = |refusal| Some(Verdict::Refused(refusal, end));
    if let Some(masked) = masked_digits(end) {
        return Some(Verdict::Refused(Refusal::Redacted, masked));
    }
    if let Some(serial) = document_serial(start, end) {
        return Some(Verdict::Refused(Refusal::Ordinal, serial));
    }
    if number.figures.len() == 8 && Date::parse(&number.figures).is_some() {
        return refused(Refusal::Date);
    }
    if is_locant(start, end) {
        return refused(Refusal::Name);
    }
    if is_section_number(start, end, lexicon) {
        return refused(Refusal::Ordinal);
    }
    let before = start.before();
    let next = end.peek();
    let lettered = before.is_some_and(|before| before.is_ascii_alphabetic() || matches!(before, '_' | '&' | '#' | '='))
        || before == Some('-')
            && start.head().trim_end_matches(['-', '—', '–']).ends_with(|letter: char| letter.is_ascii_alphabetic());
    if lettered && next != Some('%') {
        return Some(Verdict::Refused(Refusal::Name, past_pages(end)));
    }
    if next.is_some_and(|next| next.is_ascii_alphabetic()) && lexicon.units.longest_at(end.rest()).is_none() {
        return refused(Refusal::Name);
    }
    let plus_before = before == Some('+')
        && start.to(start.at().saturating_sub(1)).before().is_some_and(|left| left.is_alphanumeric());
    let mut past_plus = end;
    let plus_after = past_plus.eat('+')
        && past_plus.peek().is_some_and(char::is_alphanumeric)
        && lexicon.units.longest_at(past_plus.rest()).is_none();
    if plus_before || plus_after {
        return refused(Refusal::Name);
    }
    let joined = |sign: Option<char>| matches!(sign, Some('/' | '*' | '×' | '\\'));
    if joined(before) && start.to(start.at().saturating_sub(1)).before().is_some_and(|left| left.is_ascii_digit())
        || joined(next) && end.peek_second().is_some_and(|right| right.is_ascii_digit())
    {
        return refused(Refusal::Code);
    }
    if let Some(code) = chain(start) {
        return Some(Verdict::Refused(Refusal::Code, code));
    }
    None
}

/// Judges Chinese numeral characters: idioms, 一批, 二十大.
fn of_word<'t>(start: Cursor<'t>, end: Cursor<'t>, lexicon: &Lexicon) -> Option<Verdict<'t>> {
    if start.starts_with_any(["一批"]) {
        let mut past = start;
        past.eat_word("一批");
        return Some(Verdict::Refused(Refusal::Vague, past));
    }
    let mut idiom = start;
    // 一头以上 counts
    let bounded = |idiom: Cursor<'_>| idiom.starts_with_any(&lexicon.refusals.bounds_behind);
    if idiom.eat_longest(&lexicon.refusals.idioms).is_some() && idiom.at() > end.at() && !bounded(idiom) {
        return Some(Verdict::Word(idiom));
    }
    None
}

/// Past the last of the pages P53-55.
fn past_pages(end: Cursor<'_>) -> Cursor<'_> {
    let mut next = end;
    next.eat('-');
    let first = next.at();
    while next.eat_if(|character| character.is_ascii_digit()).is_some() {}
    if next.at() > first { next } else { end }
}

/// The place numbers of a chemical name: 1，4-丁二醇.
fn is_locant(start: Cursor<'_>, end: Cursor<'_>) -> bool {
    let is_last = |end: Cursor<'_>| end.peek() == Some('-') && end.peek_second().is_some_and(is_han);
    let is_comma = |character: char| matches!(character, ',' | '，');
    if is_last(end) {
        return start.head().strip_suffix(is_comma).is_some_and(|head| head.ends_with(|c: char| c.is_ascii_digit()));
    }
    let mut next = end;
    let listed = end.at() - start.at() <= 2 && next.eat_if(is_comma).is_some();
    let figures = next.at();
    while next.eat_if(|character| character.is_ascii_digit()).is_some() {}
    listed && next.at() > figures && is_last(next)
}

/// The rest of a number that was masked: 20__年, 2xx家.
fn masked_digits(end: Cursor<'_>) -> Option<Cursor<'_>> {
    let mut cursor = end;
    let mask = cursor.eat_if(|character| matches!(character, 'x' | 'X' | '_' | '*' | '×' | '○'))?;
    if matches!(mask, '*' | '×') && cursor.peek().is_some_and(|next| next.is_ascii_digit())
        || mask == 'x' && cursor.peek().is_some_and(|next| next.is_ascii_digit())
    {
        return None;
    }
    while cursor.eat_if(|character| character == mask).is_some() {}
    let next = cursor.peek();
    let value =
        if mask == '*' { next.is_some_and(is_han) } else { !next.is_some_and(|next| next.is_ascii_alphanumeric()) };
    value.then_some(cursor)
}

/// 〔2023〕10号, from the year to 号.
fn document_serial<'t>(start: Cursor<'t>, end: Cursor<'t>) -> Option<Cursor<'t>> {
    if end.peek() == Some('号') {
        return Some(end);
    }
    start.before().filter(|before| matches!(before, '〔' | '[' | '【' | '(' | '﹝'))?;
    let mut cursor = end;
    cursor.eat('年');
    cursor.eat_if(|character| matches!(character, '〕' | ']' | '】' | ')' | '﹞'))?;
    cursor.skip_spaces();
    cursor.eat('第');
    let mut any = false;
    for _ in 0..8 {
        if cursor.eat_if(|character| character.is_ascii_digit() || matches!(character, 'X' | 'x')).is_none() {
            break;
        }
        any = true;
    }
    cursor.skip_spaces();
    (any && cursor.eat('号')).then_some(cursor)
}

/// 1. and 2、 and 3） where a section can start; (4) anywhere; 附件1.
fn is_section_number(start: Cursor<'_>, end: Cursor<'_>, lexicon: &Lexicon) -> bool {
    let short = end.at() - start.at() <= 9;
    let before = start.before();
    let next = end.peek();
    if short && start.ends_with_any(&lexicon.refusals.attachment_words) && !next.is_some_and(is_han) {
        return true;
    }
    if before == Some('(') && next == Some(')') && short {
        return true;
    }
    // [3] behind a word is a note; alone in a cell it is a cumulative figure.
    let in_text = start.at() > 1 || end.rest().len() > 1;
    if before == Some('[') && next == Some(']') && end.at() - start.at() <= 3 && in_text {
        return true;
    }
    let place = start.back_over_spaces();
    let opens = place
        .before()
        .is_none_or(|before| matches!(before, '。' | ';' | '!' | '?' | ':' | ')' | '”' | '|' | '》' | '…'))
        || place.at() < start.at()
            && !place.before().is_some_and(|before| before.is_ascii_alphanumeric() || is_han(before));
    let marked =
        matches!(next, Some('.' | '、' | ')')) && !end.peek_second().is_some_and(|second| second.is_ascii_digit());
    // 7.2　本预案由…: at the beginning of a line, a wide space behind a number with a point
    let spaced =
        place.at() == 0 && end.raw() == Some('\u{3000}') && start.rest()[..end.at() - start.at()].contains('.');
    short && (opens && marked || spaced)
}

/// Digits and signs in a row with two dashes or more: a telephone number, an index number.
fn chain(start: Cursor<'_>) -> Option<Cursor<'_>> {
    let mut cursor = start;
    let mut dashes = 0_usize;
    loop {
        if cursor.eat_if(|character| character.is_ascii_digit()).is_some() {
            continue;
        }
        let dash = cursor.peek() == Some('-') && cursor.peek_second().is_some_and(|next| next.is_ascii_digit());
        if !dash {
            break;
        }
        cursor.bump();
        dashes += 1;
    }
    let area_code =
        dashes == 1 && start.peek() == Some('0') && start.peek_second().is_some_and(|second| second.is_ascii_digit());
    (dashes >= 2 || area_code).then_some(cursor)
}
