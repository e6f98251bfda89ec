//! Numbers in Chinese characters: 一百二十, 三万四, 二〇二五, 百分之八十五, 三分之二, 三成, 半数.

use rust_decimal::Decimal;

use super::{MOST_DIGITS, Number, Reading, Scaling, Share, Token};
use crate::{
    lexicon::unit::Units,
    mention::scan::{Cursor, is_han},
    span::TextSpan,
};

/// The value of a digit: 两 and the forms of bank notes included.
pub(in crate::mention) fn digit(character: char) -> Option<u8> {
    Some(match character {
        '零' | '〇' | '○' | '◯' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn multiplier(character: char) -> Option<u64> {
    Some(match character {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1_000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    })
}

/// The characters of [`is_numeral`].
pub(crate) const NUMERALS: &str = "零〇○◯一壹二两贰三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟万亿廿卅";

/// Whether a Chinese number can start with the character or go on with it.
pub(crate) fn is_numeral(character: char) -> bool {
    digit(character).is_some() || multiplier(character).is_some() || matches!(character, '廿' | '卅')
}

/// The number in Chinese characters that starts at a place.
pub(super) fn read(start: Cursor<'_>, units: &Units) -> Option<Token> {
    read_half(start).or_else(|| read_per(start, units)).or_else(|| read_plain(start, units, true))
}

/// 半数, 一半. 过半 is mostly said of time, so 半 alone is no number.
fn read_half(start: Cursor<'_>) -> Option<Token> {
    let mut cursor = start;
    let half = cursor.eat_word("半数") || cursor.eat_word("一半");
    half.then(|| token(start, cursor, share(Decimal::from(50), Share::Part)))
}

/// 百分之八十五, 千分之三.
fn read_per(start: Cursor<'_>, units: &Units) -> Option<Token> {
    let mut cursor = start;
    let kind = match cursor.eat_longest(["百分之", "千分之"])? {
        "千分之" => Share::PerMille,
        _ => Share::Percent,
    };
    let inner = read_part(cursor, units)?;
    let Reading::Number(Number { value, share: None, .. }) = inner.reading else { return None };
    Some(token(start, start.to(inner.span.end), share(value, kind)))
}

/// The number behind 分之, which is no share itself: a row of 百分之 must not be read as deep as it is long.
fn read_part(start: Cursor<'_>, units: &Units) -> Option<Token> {
    match start.peek()? {
        '0'..='9' => Some(super::read_figures(start, units)),
        _ => read_plain(start, units, false),
    }
}

/// A positional number, a row of digits, tenths, or (where `fractions` is set) a fraction.
fn read_plain(start: Cursor<'_>, units: &Units, fractions: bool) -> Option<Token> {
    let mut cursor = start;
    let mut characters = Vec::new();
    let mut vague = false;
    if cursor.peek() == Some('数') {
        // 总数, 人数 end in the same character.
        let counted = start.ends_with_any(["总", "人", "户", "个", "次", "件", "指", "基", "系", "参", "倍"]);
        if counted || cursor.peek_second().is_none_or(|next| multiplier(next).is_none()) {
            return None;
        }
        cursor.bump();
        vague = true;
    }
    while let Some(next) = cursor.peek().filter(|&character| is_numeral(character) || character == '几') {
        // 千瓦, 千米, 百分点: the multiplier belongs to the unit.
        if matches!(next, '百' | '千') && units.longest_at(cursor.rest()).is_some() {
            break;
        }
        cursor.bump();
        vague |= next == '几';
        if characters.len() <= MOST_DIGITS {
            characters.push(next);
        }
    }
    // 零 opens words (零部件) and decimals (零点五), but no other number.
    let opens_word =
        characters.first() == Some(&'零') && characters.len() < 4 && !matches!(cursor.peek(), Some('点' | '·'));
    if cursor.at() == start.at() || opens_word {
        return None;
    }
    let rejected = |reading| Some(Token { span: TextSpan::new(start.at(), cursor.at()), reading });
    if vague {
        return rejected(Reading::Vague);
    }
    if characters.len() > MOST_DIGITS {
        return rejected(Reading::Unreadable);
    }
    if fractions && cursor.starts_with_any(["分之"]) {
        return read_fraction(start, cursor, &characters, units);
    }
    let mut value = match value_of(&characters) {
        Some(value) => value,
        None => return rejected(Reading::Vague),
    };
    if let Some(decimals) = take_decimals(&mut cursor) {
        value = value.checked_add(decimals)?;
    }
    if value <= Decimal::TEN
        && let Some(hundredths) = eat_tenths(&mut cursor, units)
    {
        return Some(token(start, cursor, share(value * Decimal::TEN + hundredths, Share::Part)));
    }
    let trailing = trailing_scale(&characters);
    let scaling = Scaling::read(&mut cursor, units, false);
    let bare = matches!(characters.first(), Some('百' | '千' | '万' | '亿'));
    let number = Number {
        value: value.checked_mul(scaling.scale)?.normalize(),
        chinese: true,
        share: None,
        bare,
        scale: trailing.checked_mul(scaling.scale)?,
        excess: scaling.excess,
        figures: String::new(),
    };
    Some(token(start, cursor, number))
}

/// 三分之二 → 66.67 per cent; 万分之0.5 → 0.005.
fn read_fraction(start: Cursor<'_>, after: Cursor<'_>, denominator: &[char], units: &Units) -> Option<Token> {
    let mut cursor = after;
    if !cursor.eat_word("分之") {
        return None;
    }
    let inner = read_part(cursor, units)?;
    let Reading::Number(Number { value, share: None, .. }) = inner.reading else { return None };
    let denominator = value_of(denominator).filter(|denominator| *denominator > Decimal::ONE)?;
    let per_cent = super::per_cent(value, denominator)?;
    Some(token(start, start.to(inner.span.end), share(per_cent, Share::Part)))
}

/// 成 as tenths, and the hundredths that a digit behind it adds (四成五), 0 without one. Not 成 as the start of another word
/// (成立, 成果): only before a sign, a bound or a word that must follow.
pub(super) fn eat_tenths(cursor: &mut Cursor<'_>, units: &Units) -> Option<Decimal> {
    let mut next = *cursor;
    if !next.eat('成') {
        return None;
    }
    let hundredths = next.eat_if(|character| digit(character).is_some_and(|value| value > 0) && character != '两');
    let free = next.peek().is_none_or(|after| !is_han(after) || next.starts_with_any(units.behind_tenths()));
    if !free {
        return None;
    }
    *cursor = next;
    Some(hundredths.and_then(digit).map_or(Decimal::ZERO, Decimal::from))
}

/// The decimals after 点: 二十点五.
fn take_decimals(cursor: &mut Cursor<'_>) -> Option<Decimal> {
    let mut next = *cursor;
    next.eat_if(|character| matches!(character, '点' | '·'))?;
    let mut decimals = Decimal::ZERO;
    let mut place = Decimal::ONE;
    let mut any = false;
    while let Some(character) = next.eat_if(|character| digit(character).is_some() && character != '两') {
        place = place.checked_div(Decimal::TEN)?;
        decimals = decimals.checked_add(place.checked_mul(Decimal::from(digit(character)?))?)?;
        any = true;
    }
    any.then(|| {
        *cursor = next;
        decimals
    })
}

/// The value of a run of numeral characters; `None` where it is no number or a vague one (两三, 三四十).
pub(in crate::mention) fn value_of(characters: &[char]) -> Option<Decimal> {
    if characters.len() >= 2 && characters.iter().all(|&character| digit(character).is_some()) {
        return row_of_digits(characters);
    }
    let mut total = Decimal::ZERO;
    let mut section = 0_u64;
    let mut pending: Option<u64> = None;
    // What the multiplier before would make of a digit that ends the number: the 4 of 三万四 counts thousands.
    let mut last = 0_u64;
    let mut largest = u64::MAX;
    for &character in characters {
        let expanded = match character {
            '廿' => Some(2),
            '卅' => Some(3),
            _ => None,
        };
        if let Some(tens) = expanded {
            if pending.is_some() || largest <= 10 {
                return None;
            }
            section += tens * 10;
            (last, largest) = (10, 10);
        } else if let Some(value) = digit(character) {
            if value == 0 {
                if pending.is_some() {
                    return None;
                }
                last = 10;
            } else if pending.replace(u64::from(value)).is_some() {
                return None;
            }
        } else {
            let factor = multiplier(character)?;
            if factor < 10_000 {
                if factor >= largest {
                    return None;
                }
                section += pending.take().unwrap_or(1) * factor;
                largest = factor;
            } else {
                let below = Decimal::from(section + pending.take().unwrap_or(0));
                total = if below.is_zero() && total.is_zero() {
                    Decimal::from(factor)
                } else if below.is_zero() {
                    total.checked_mul(Decimal::from(factor))?
                } else if factor == 100_000_000 && total < Decimal::from(factor) {
                    total.checked_add(below)?.checked_mul(Decimal::from(factor))?
                } else {
                    total.checked_add(below.checked_mul(Decimal::from(factor))?)?
                };
                section = 0;
                largest = u64::MAX;
            }
            last = factor;
        }
    }
    let rest = pending.map_or(0, |digit| digit * (last / 10).max(1));
    total.checked_add(Decimal::from(section + rest))
}

/// 二〇二五 → 2025. A short row without 〇 is a list or vague (一二三产业, 两三家).
fn row_of_digits(characters: &[char]) -> Option<Decimal> {
    let holds_zero = characters.iter().any(|&character| digit(character) == Some(0));
    if characters.len() < 4 && !holds_zero || characters.contains(&'两') {
        return None;
    }
    let mut value = Decimal::ZERO;
    for &character in characters {
        value = value.checked_mul(Decimal::TEN)?.checked_add(Decimal::from(digit(character)?))?;
    }
    Some(value)
}

/// What the multipliers at the end multiply by: 10000 in 五万, for 三至五万.
fn trailing_scale(characters: &[char]) -> Decimal {
    let multipliers =
        characters.iter().rev().map_while(|&character| multiplier(character).filter(|&factor| factor >= 10_000));
    multipliers.fold(Decimal::ONE, |scale, factor| scale.checked_mul(Decimal::from(factor)).unwrap_or(Decimal::ONE))
}

fn share(value: Decimal, share: Share) -> Number {
    Number {
        value: value.normalize(),
        chinese: true,
        share: Some(share),
        bare: false,
        scale: Decimal::ONE,
        excess: false,
        figures: String::new(),
    }
}

fn token(start: Cursor<'_>, end: Cursor<'_>, number: Number) -> Token {
    Token { span: TextSpan::new(start.at(), end.at()), reading: Reading::Number(number) }
}
