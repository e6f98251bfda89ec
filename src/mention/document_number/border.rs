//! Where the agency of a number begins: the hard part, as nothing marks it in 根据国发〔2024〕12号.

use super::key::{CLOSING, Key};
use crate::{lexicon::Lexicon, mention::scan::is_han};

/// No name of an agency is looked for further away.
const FARTHEST: usize = 40;

/// A code of more characters is a piece of a sentence, unless it is an organ's name.
const LONGEST_CODE: usize = 12;

/// The index where the code or the name that ends at `end` begins. `None` if nothing stands there that can be one.
pub(super) fn agency(key: &Key, end: usize, lexicon: &Lexicon) -> Option<usize> {
    let run = run(key, end, lexicon);
    let start = run + trim(&key.text(run, end), key.before(run), lexicon);
    let length = end.checked_sub(start).filter(|&length| length >= 2)?;
    let code = key.text(start, end);
    let name = code.trim_end_matches("公告").trim_end_matches('令');
    if lexicon.agencies.refused_codes.suffix_of(&code).is_some() {
        return None;
    }
    let is_minutes = lexicon.agencies.minutes.suffix_of(&code).is_some();
    if length <= LONGEST_CODE || is_minutes || lexicon.organs.is_organ(name) {
        return Some(start);
    }
    // part of a sentence: the code is what begins like one
    (end - LONGEST_CODE..end - 1).find(|&from| key.has_any(from, &lexicon.agencies.heads).is_some())
}

/// The index where the name of the issuer of an order or announcement that ends at `end` begins, other issuers before
/// it included (财政部 税务总局公告).
pub(super) fn issuer(key: &Key, end: usize, lexicon: &Lexicon) -> Option<usize> {
    let mut start = name(key, end, lexicon)?;
    for _ in 0..8 {
        let before = match key.before(start) {
            Some('、') => start - 1,
            Some(_) if key.is_after_space(start) => start,
            _ => break,
        };
        match name(key, before, lexicon) {
            Some(other) => start = other,
            None => break,
        }
    }
    Some(start)
}

fn name(key: &Key, end: usize, lexicon: &Lexicon) -> Option<usize> {
    let run = run(key, end, lexicon);
    let start = run + trim(&key.text(run, end), key.before(run), lexicon);
    let name = key.text(start, end);
    let is_issuer = lexicon.organs.is_organ(&name) || lexicon.agencies.order_issuers.suffix_of(&name).is_some();
    is_issuer.then_some(start)
}

/// The first index of the characters before `end` that stand together as one word would.
fn run(key: &Key, end: usize, lexicon: &Lexicon) -> usize {
    let is_spaced = end >= 2 && key.is_after_space(end - 1) && key.before(end - 1).is_some_and(is_code);
    if !is_spaced {
        return together(key, end, false);
    }
    // 国 办 发: each character stands by itself, but the first may have a word before it (根据国 办 发)
    let start = together(key, end, true);
    let word = together(key, start + 1, false);
    let begins_word = word + trim(&key.text(word, end), key.before(word), lexicon) == start;
    if begins_word || start + 1 >= end { start } else { start + 1 }
}

/// The first index of the characters before `end` that all have a space between them, or none.
fn together(key: &Key, end: usize, spaced: bool) -> usize {
    let lowest = end.saturating_sub(FARTHEST);
    let mut start = end;
    while start > lowest && key.before(start).is_some_and(is_code) {
        if start < end && key.is_after_space(start) != spaced {
            break;
        }
        start -= 1;
    }
    start
}

fn is_code(character: char) -> bool {
    is_han(character) || character.is_ascii_alphabetic() || matches!(character, '×' | '〇')
}

/// How many characters of `run` stand before the agency's name. `before` is the character in front of the run.
fn trim(run: &str, before: Option<char>, lexicon: &Lexicon) -> usize {
    let agencies = &lexicon.agencies;
    let protected: Vec<(usize, usize)> =
        agencies.protected_names.all_in(run).map(|(at, name)| (at, at + name.len())).collect();
    let is_protected = |at: usize| protected.iter().any(|&(start, end)| start <= at && at < end);
    let leads = agencies.lead_words.all_in(run).filter(|&(at, _)| !is_protected(at));
    let mut cut = leads.map(|(at, word)| at + word.len()).max().unwrap_or(0);
    if cut == 0 && before.is_some_and(|before| before.is_ascii_digit()) && run.starts_with(['年', '月', '日', '号'])
    {
        cut = '年'.len_utf8();
    }
    // 《…》和某政发〔…〕: behind what is quoted, 和 joins
    if cut == 0 && matches!(before, Some('》' | CLOSING | '、')) && run.starts_with(['和', '与', '及']) {
        cut = '和'.len_utf8();
    }
    for (at, character) in run.char_indices() {
        let next = at + character.len_utf8();
        if at >= cut && agencies.weak_lead_characters.contains(character) && !is_protected(at) {
            let rest = &run[next..];
            let head = agencies.heads.longest_prefix_of(rest).map(str::len);
            let is_joint = at == cut || lexicon.organs.is_organ(&run[cut..at]);
            let in_name = lexicon.organs.is_organ(rest) && !is_joint;
            let is_firm = at == cut && agencies.firm_lead_characters.contains(character) && rest.chars().count() > 2;
            if is_firm || head.is_some_and(|head| head > '国'.len_utf8() || !in_name) {
                cut = next;
            }
        }
    }
    run[..cut].chars().count()
}
