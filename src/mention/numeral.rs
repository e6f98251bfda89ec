//! Numbers as they are written, in figures, full width or Chinese characters, → exact decimals.
//!
//! Origin of the grammar: GB/T 15835—2011 (出版物上数字用法) and the number names of everyday Chinese.

mod chinese;

use rust_decimal::{Decimal, RoundingStrategy};

use super::scan::{Cursor, is_han};
use crate::{
    lexicon::{Lexicon, unit::Units},
    span::TextSpan,
};

pub(crate) use chinese::{NUMERALS as CHINESE_NUMERALS, is_numeral as is_chinese_numeral};
pub(super) use chinese::{digit as chinese_digit, value_of as chinese_value};

/// A number in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numeral {
    /// Where it stands, with its multiplier (2.5万).
    pub span: TextSpan,
    /// Its value: 25000. Of a share, the value in its unit: 85 for 百分之八十五, 66.67 for 三分之二, 30 for 三成.
    pub value: Decimal,
    /// Whether it is written in Chinese characters throughout.
    pub chinese: bool,
    /// Whether it is written as a share of a whole.
    pub share: Option<Share>,
}

/// A number written as a share of a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// 百分之八十五: 85 %.
    Percent,
    /// 千分之三: 3 ‰.
    PerMille,
    /// 三分之二, 三成, 半数: per cent by their sense, without saying so.
    Part,
}

/// Finds the numbers of a text, from left to right, the longest reading of each.
///
/// Chinese characters are a number only before a unit, as a share, or where a multiplier makes them one (二十万亿):
/// not in 一起, 统一, 三农. Vague numbers (数百, 两三) and numbers beyond 28 digits are left out.
#[must_use]
pub fn find(text: &str, lexicon: &Lexicon) -> Vec<Numeral> {
    let mut found = Vec::new();
    let mut cursor = Cursor::new(text, 0);
    while cursor.raw().is_some() {
        let Some(token) = read(cursor, &lexicon.units) else {
            cursor.bump();
            continue;
        };
        cursor = Cursor::new(text, token.span.end);
        let Reading::Number(number) = token.reading else { continue };
        let is_idiom = || cursor.to(token.span.start).starts_with_any(&lexicon.refusals.idioms);
        let is_number = !number.chinese
            || number.share.is_some()
            || !number.bare && number.value >= Decimal::ONE_HUNDRED
            || number.value > Decimal::ONE && unit_follows(cursor, &lexicon.units) && !is_idiom();
        if is_number {
            let Number { value, chinese, share, .. } = number;
            found.push(Numeral { span: token.span, value, chinese, share });
        }
    }
    found
}

/// The value of the number in `text`, if it holds one and no more.
#[must_use]
pub fn only(text: &str, lexicon: &Lexicon) -> Option<Decimal> {
    let mut values = Vec::new();
    let mut cursor = Cursor::new(text, 0);
    while cursor.raw().is_some() && values.len() < 2 {
        match read(cursor, &lexicon.units) {
            Some(token) => {
                cursor = cursor.to(token.span.end);
                match token.reading {
                    Reading::Number(number) => values.push(number.value),
                    Reading::Vague | Reading::Unreadable => return None,
                }
            }
            None => {
                cursor.bump();
            }
        }
    }
    values.pop().filter(|_| values.is_empty())
}

fn unit_follows(mut cursor: Cursor<'_>, units: &Units) -> bool {
    cursor.eat_if(|character| matches!(character, '多' | '余'));
    units.longest_at(cursor.rest()).is_some()
}

/// A fraction as a percentage: as it is, where its decimals end (十万分之三 is 0.003), else to two places, or to two figures of one
/// below a tenth: 66.67, 0.0033.
pub(super) fn per_cent(numerator: Decimal, denominator: Decimal) -> Option<Decimal> {
    let hundredfold = numerator.checked_mul(Decimal::ONE_HUNDRED)?;
    let value = hundredfold.checked_div(denominator)?.normalize();
    let strategy = RoundingStrategy::MidpointAwayFromZero;
    let ends = value.scale() <= LONGEST_PER_CENT && value.checked_mul(denominator) == Some(hundredfold);
    let rounded = if value < Decimal::new(1, 1) {
        value.round_sf_with_strategy(2, strategy)?
    } else {
        value.round_dp_with_strategy(2, strategy)
    };
    Some(if ends { value } else { rounded.normalize() })
}

/// A percentage with more decimals does not end.
const LONGEST_PER_CENT: u32 = 12;

/// What stands at a place that looks like a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) span: TextSpan,
    pub(super) reading: Reading,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    Number(Number),
    /// 数百, 几十, 两三, 十几.
    Vague,
    /// Too long, or a chain such as 1.2.3.
    Unreadable,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) value: Decimal,
    pub(super) chinese: bool,
    pub(super) share: Option<Share>,
    /// Nothing but multipliers: 百, 千万, 亿.
    pub(super) bare: bool,
    /// What the multipliers at the end multiply by: 10000 in 5万.
    pub(super) scale: Decimal,
    /// Whether 多 or 余 stands inside: 5000多万.
    pub(super) excess: bool,
    /// The figures alone, without separators and multipliers; empty for Chinese characters.
    pub(super) figures: String,
}

/// The number that starts at a place; `None` where none does.
pub(super) fn read(cursor: Cursor<'_>, units: &Units) -> Option<Token> {
    match cursor.peek()? {
        '0'..='9' => Some(read_figures(cursor, units)),
        first if is_chinese_numeral(first) || matches!(first, '数' | '几' | '半') => chinese::read(cursor, units),
        _ => None,
    }
}

/// More digits than a decimal holds; what is longer is consumed and not kept.
const MOST_DIGITS: usize = 30;

/// A number in figures, with its multipliers.
fn read_figures(start: Cursor<'_>, units: &Units) -> Token {
    let mut cursor = start;
    let mut figures = String::new();
    take_digits(&mut cursor, &mut figures);
    while thousands_group_follows(cursor, figures.len()) {
        cursor.bump();
        take_digits(&mut cursor, &mut figures);
    }
    let mut points = 0;
    while cursor.peek() == Some('.') && cursor.peek_second().is_some_and(|digit| digit.is_ascii_digit()) {
        cursor.bump();
        if figures.len() < MOST_DIGITS {
            figures.push('.');
        }
        take_digits(&mut cursor, &mut figures);
        points += 1;
    }
    if points == 0 && point_before_space(start, cursor, units) {
        cursor.bump();
        cursor.bump();
        figures.push('.');
        take_digits(&mut cursor, &mut figures);
        points = 1;
    }
    close_cumulative(start, &mut cursor, units);
    let value = Decimal::from_str_exact(&figures).ok().filter(|_| points <= 1);
    let Some(value) = value else {
        return Token { span: TextSpan::new(start.at(), cursor.at()), reading: Reading::Unreadable };
    };
    let scaling = Scaling::read(&mut cursor, units, true);
    let smaller = if scaling.excess { Decimal::ZERO } else { take_smaller(&mut cursor, scaling.scale, units) };
    let span = TextSpan::new(start.at(), cursor.at());
    let reading = match value.checked_mul(scaling.scale).and_then(|value| value.checked_add(smaller)) {
        Some(value) => Reading::Number(Number {
            value: value.normalize(),
            chinese: false,
            share: None,
            bare: false,
            scale: scaling.scale,
            excess: scaling.excess,
            figures,
        }),
        None => Reading::Unreadable,
    };
    let mut token = Token { span, reading };
    if let Reading::Number(number) = &mut token.reading {
        let mut next = cursor;
        if number.value <= Decimal::TEN
            && number.scale == Decimal::ONE
            && let Some(hundredths) = chinese::eat_tenths(&mut next, units)
        {
            number.value = number.value * Decimal::TEN + hundredths;
            number.share = Some(Share::Part);
            token.span = TextSpan::new(start.at(), next.at());
        }
    }
    token
}

/// Whether a typist's space stands behind the point of a number: 达到86. 1%. Behind a word, with a unit at the end, it is no
/// number of a point.
fn point_before_space(start: Cursor<'_>, mut point: Cursor<'_>, units: &Units) -> bool {
    if point.peek() != Some('.') || point.peek_second() != Some(' ') || !start.before().is_some_and(is_han) {
        return false;
    }
    point.bump();
    point.bump();
    let digits = point.at();
    while point.eat_if(|character| character.is_ascii_digit()).is_some() {}
    let multiplied = matches!(point.peek(), Some('万' | '亿'));
    point.at() > digits && (multiplied || units.longest_at(point.rest()).is_some())
}

/// What figures behind 亿 or 万 add to it, where a unit follows: the 6,500万 of 4亿6,500万元, but not the year of 3万2023年.
fn take_smaller(cursor: &mut Cursor<'_>, scale: Decimal, units: &Units) -> Decimal {
    let mut next = *cursor;
    let mut figures = String::new();
    if scale < Decimal::from(10_000) {
        return Decimal::ZERO;
    }
    take_digits(&mut next, &mut figures);
    while thousands_group_follows(next, figures.len()) {
        next.bump();
        take_digits(&mut next, &mut figures);
    }
    let scaling = Scaling::read(&mut next, units, true);
    let value = figures.parse().ok().and_then(|value: Decimal| value.checked_mul(scaling.scale));
    match value {
        Some(value) if value < scale && units.longest_at(next.rest()).is_some() => {
            *cursor = next;
            value
        }
        _ => Decimal::ZERO,
    }
}

/// Steps over the bracket behind a cumulative figure: 〔15〕万人. The year of a document number is none.
fn close_cumulative(start: Cursor<'_>, cursor: &mut Cursor<'_>, units: &Units) {
    let mut next = *cursor;
    let bracketed = matches!((start.before(), next.bump()), (Some('〔'), Some('〕')) | (Some('['), Some(']')));
    let counted = next.starts_with_any(["万", "亿", "%"]) || units.longest_at(next.rest()).is_some();
    if bracketed && counted {
        *cursor = next;
    }
}

fn take_digits(cursor: &mut Cursor<'_>, figures: &mut String) {
    while let Some(digit) = cursor.eat_if(|character| character.is_ascii_digit()) {
        if figures.len() <= MOST_DIGITS {
            figures.push(digit);
        }
    }
}

/// Whether a comma or a space and exactly three digits continue the digits before: 12,345 and 1 260, but not 2025,500.
fn thousands_group_follows(mut cursor: Cursor<'_>, digits_before: usize) -> bool {
    let full_width = cursor.head().ends_with(|last: char| !last.is_ascii());
    let comma = if full_width { '，' } else { ',' };
    if !matches!(cursor.raw(), Some(sign) if sign == comma || sign == ' ') || digits_before > MOST_DIGITS {
        return false;
    }
    let group_before = cursor.behind(4, |character| character.is_ascii_digit()).len();
    cursor.bump();
    group_before <= 3 && cursor.ahead(4, |character| character.is_ascii_digit()).len() == 3
}

/// The multipliers after a number: 万, 亿, 万亿, 千万, with 多 or 余 before them.
struct Scaling {
    scale: Decimal,
    excess: bool,
}

impl Scaling {
    fn read(cursor: &mut Cursor<'_>, units: &Units, figures: bool) -> Self {
        let mut scaling = Self { scale: Decimal::ONE, excess: false };
        // No number has more than four (千万亿 is three); a longer row is no number.
        for _ in 0..4 {
            let mut next = *cursor;
            if figures {
                next.skip_spaces();
            }
            let excess = next.eat_if(|character| matches!(character, '多' | '余')).is_some();
            let small = figures && !excess || scaling.scale > Decimal::ONE;
            let factor = match next.peek() {
                Some('万') => 10_000,
                Some('亿') => 100_000_000,
                Some('百') if small && figures => 100,
                Some('千') if small && figures => 1_000,
                _ => break,
            };
            // 千瓦, 百分点: the character belongs to the unit.
            if units.longest_at(next.rest()).is_some() {
                break;
            }
            let Some(scale) = scaling.scale.checked_mul(Decimal::from(factor)) else { break };
            next.bump();
            scaling = Self { scale, excess: scaling.excess || excess };
            *cursor = next;
        }
        scaling
    }
}

#[cfg(test)]
mod tests;
