//! The parts of a number behind its agency: the year in brackets and the serial.

use super::key::{CLOSING, Key, OPENING};

/// What stands in the brackets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Year {
    /// Four digits.
    Full(String),
    /// Two digits: 〔86〕.
    Short(String),
    /// A session of a congress: 十五届.
    Session(String),
    /// Redacted or left open: 20__, X.
    Redacted(String),
}

impl Year {
    /// The year as it is printed.
    pub(super) fn text(&self) -> &str {
        let (Self::Full(text) | Self::Short(text) | Self::Session(text) | Self::Redacted(text)) = self;
        text
    }
}

/// A serial with what stands around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Serial {
    /// 第, or nothing.
    pub(super) prefix: &'static str,
    /// The serial as printed.
    pub(super) text: String,
    /// What stands behind 号 and belongs to it: 之一.
    pub(super) part: String,
    /// Whether it is redacted or left open.
    pub(super) is_redacted: bool,
    /// Whether 号 follows.
    pub(super) has_sign: bool,
    /// The index behind it.
    pub(super) end: usize,
}

/// No year is longer in print: 二〇一七.
const LONGEST_YEAR: usize = 6;
const LONGEST_SERIAL: usize = 6;

/// The year in brackets that begins at an index, with the index behind it.
pub(super) fn year_in_brackets(key: &Key, index: usize) -> Option<(Year, usize)> {
    if key.at(index) != Some(OPENING) {
        return None;
    }
    let start = index + 1;
    let end = (start..=start + LONGEST_YEAR).find(|&end| key.at(end) == Some(CLOSING))?;
    let text = key.text(start, end).trim_end_matches('年').to_owned();
    Some((year(&text)?, end + 1))
}

fn year(text: &str) -> Option<Year> {
    let digits: Option<String> = text.chars().map(digit).collect();
    if let Some(digits) = digits {
        return match digits.len() {
            4 if is_year(&digits) => Some(Year::Full(digits)),
            2 => Some(Year::Short(digits)),
            _ => None,
        };
    }
    if let Some(session) = text.strip_suffix('届') {
        let is_number = !session.is_empty() && session.trim_start_matches('第').chars().all(is_numeral);
        return is_number.then(|| Year::Session(text.to_owned()));
    }
    is_redacted(text).then(|| Year::Redacted(text.to_owned()))
}

/// Whether four digits are a year in which numbers of documents were given out.
pub(super) fn is_year(digits: &str) -> bool {
    digits.parse::<u16>().is_ok_and(|year| (1940..=2099).contains(&year))
}

/// The year, in figures, that stands with 年 at an index: 2020年. With the index behind 年.
pub(super) fn year_with_word(key: &Key, index: usize) -> Option<(String, usize)> {
    let digits: String = key.text(index, index + 4).chars().map(digit).collect::<Option<_>>()?;
    let is_whole = digits.len() == 4 && key.at(index + 4) == Some('年') && is_year(&digits);
    is_whole.then_some((digits, index + 5))
}

/// The serial that begins at an index.
pub(super) fn serial(key: &Key, index: usize) -> Option<Serial> {
    let prefix = if key.at(index) == Some('第') { "第" } else { "" };
    let start = index + prefix.chars().count();
    let run = |test: fn(char) -> bool| {
        let length = (0..LONGEST_SERIAL).take_while(|step| key.at(start + step).is_some_and(test)).count();
        (length > 0 && !key.at(start + length).is_some_and(test)).then_some(start + length)
    };
    let is_figure = |character: char| character.is_ascii_digit();
    let (end, redacted) = match (run(is_figure), run(is_numeral), run(is_mask)) {
        (Some(end), _, _) => (branch(key, end), false),
        (_, Some(end), _) => (end, false),
        (_, _, Some(end)) => (end, true),
        _ => return None,
    };
    let has_sign = key.at(end) == Some('号');
    let text = key.text(start, end);
    let end = end + usize::from(has_sign);
    // 12号之一
    let is_part = has_sign && key.at(end) == Some('之') && key.at(end + 1).is_some_and(is_numeral);
    let part = if is_part { key.text(end, end + 2) } else { String::new() };
    let end = end + part.chars().count();
    Some(Serial { prefix, text, part, is_redacted: redacted, has_sign, end })
}

/// 12-1号: the index behind the second number, if there is one and 号 follows.
fn branch(key: &Key, end: usize) -> usize {
    if key.at(end) != Some('-') {
        return end;
    }
    let digits = (1..=3).take_while(|step| key.at(end + step).is_some_and(|next| next.is_ascii_digit())).count();
    if digits > 0 && key.at(end + 1 + digits) == Some('号') { end + 1 + digits } else { end }
}

/// The value of a number in Chinese characters below a hundred thousand; figures stay.
pub(super) fn in_figures(serial: &str) -> String {
    if serial.chars().all(|character| digit(character).is_some()) {
        return serial.chars().filter_map(digit).collect();
    }
    let (mut sum, mut last) = (0_u32, 0);
    for character in serial.chars() {
        let factor = match character {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            other => match digit(other).and_then(|digit| digit.to_digit(10)) {
                Some(value) => {
                    last = value;
                    continue;
                }
                None => return serial.to_owned(),
            },
        };
        sum = sum.saturating_add(if last == 0 && factor == 10 { 10 } else { last.saturating_mul(factor) });
        last = 0;
    }
    (sum + last).to_string()
}

fn digit(character: char) -> Option<char> {
    match character {
        '0'..='9' => Some(character),
        '零' => Some('0'),
        _ => "〇一二三四五六七八九".chars().zip('0'..='9').find(|(word, _)| *word == character).map(|(_, digit)| digit),
    }
}

fn is_numeral(character: char) -> bool {
    "〇零一二三四五六七八九十百千".contains(character)
}

/// What stands for a figure that was taken out.
fn is_mask(character: char) -> bool {
    matches!(character, 'X' | 'x' | '×' | '*' | '_' | '?' | '…' | '□' | '#' | '某')
}

fn is_redacted(text: &str) -> bool {
    text.chars().all(|character| is_mask(character) || character.is_ascii_digit())
        && (text.is_empty() || text.chars().any(is_mask))
}
