//! Figures that are no plain amounts: ranks, multiples, ratios.

use rust_decimal::Decimal;

use crate::{
    lexicon::{Lexicon, cue::Ranks, unit::Units},
    mention::{
        numeral::{self, Number, Reading},
        scan::{Cursor, is_han},
    },
};

/// A whole number that stands here, with the place after it.
pub(super) fn read_count<'t>(start: Cursor<'t>, units: &Units) -> Option<(Decimal, Cursor<'t>)> {
    let token = numeral::read(start, units)?;
    let Reading::Number(Number { value, share: None, .. }) = token.reading else { return None };
    value.is_integer().then(|| (value, start.to(token.span.end)))
}

/// A rank: its value, where its words end, and whether 位 is written.
pub(super) struct Rank<'t> {
    pub(super) value: Decimal,
    pub(super) end: Cursor<'t>,
    pub(super) unit_written: bool,
}

fn has_cue(place: Cursor<'_>, ranks: &Ranks) -> bool {
    let clause = place.behind(16, |character| !matches!(character, ',' | '。' | ';' | '、'));
    ranks.cues.is_in(&clause)
}

/// 居全国第一, 位列第3位; the cursor stands before 第. A meeting, a stage or an industry is no rank.
pub(super) fn read_rank_of_ordinal<'t>(start: Cursor<'t>, lexicon: &Lexicon) -> Option<Rank<'t>> {
    let (units, ranks) = (&lexicon.units, &lexicon.cues.ranks);
    let mut cursor = start;
    if !cursor.eat('第') {
        return None;
    }
    cursor.skip_spaces();
    let (value, mut end) = read_count(cursor, units)?;
    end.skip_spaces();
    let unit_written = end.eat_longest(["位", "名"]).is_some();
    let free = !end.peek().is_some_and(is_han)
        || end.starts_with_any(&ranks.behind_ordinal)
        || end.starts_with_any(["的"]) && start.ends_with_any(&ranks.of_fields);
    let placed_first = start.ends_with_any(&ranks.put) && !has_level(start, ranks);
    let rank = if unit_written {
        !placed_first && !end.starts_with_any(&ranks.duty_behind)
    } else {
        free && has_cue(start, ranks)
    };
    (rank && value <= Decimal::ONE_THOUSAND).then_some(Rank {
        value,
        end: if unit_written { end } else { end.back_over_spaces() },
        unit_written,
    })
}

/// 居全省首位; the cursor stands before 首. 放在首位 has no field and is no rank.
pub(super) fn read_first_place<'t>(start: Cursor<'t>, ranks: &Ranks) -> Option<Rank<'t>> {
    let mut end = start;
    let placed = ranks.first_verbs.is_in(&start.behind(8, is_han));
    (placed && start.ends_with_any(&ranks.first_fields) && end.eat_word("首位")).then_some(Rank {
        value: Decimal::ONE,
        end,
        unit_written: true,
    })
}

/// 上升到第15位 is a rank, 放在第一位 is not.
fn has_level(place: Cursor<'_>, ranks: &Ranks) -> bool {
    place.ends_with_any(&ranks.moves)
}

/// 前40位, 前十; the cursor stands before 前. 前三季度 and 前5个月 are times.
pub(super) fn read_rank_within<'t>(start: Cursor<'t>, lexicon: &Lexicon) -> Option<Rank<'t>> {
    let (units, ranks) = (&lexicon.units, &lexicon.cues.ranks);
    let mut cursor = start;
    if !cursor.eat('前') || start.before().is_some_and(|before| "以目之年月日提当空从先眼生赛产事会".contains(before))
    {
        return None;
    }
    cursor.skip_spaces();
    let (value, number_end) = read_count(cursor, units)?;
    let mut end = number_end;
    end.skip_spaces();
    let unit_written = end.eat_longest(["位", "名", "强"]).is_some();
    if unit_written {
        return Some(Rank { value, end, unit_written });
    }
    let free = !number_end.peek().is_some_and(|next| is_han(next) || next == '%')
        || number_end.starts_with_any(&ranks.behind_within);
    (free && has_cue(start, ranks)).then_some(Rank { value, end: number_end, unit_written })
}

/// 翻一番, 翻两番, 翻番 → 2, 4, 2; the cursor stands before 翻.
pub(super) fn read_doubling<'t>(start: Cursor<'t>, lexicon: &Lexicon) -> Option<(Decimal, Cursor<'t>)> {
    let (units, ranks) = (&lexicon.units, &lexicon.cues.ranks);
    let mut cursor = start;
    if !cursor.eat('翻') {
        return None;
    }
    cursor.eat('了');
    let mut times = Decimal::ONE;
    if let Some((count, after)) = read_count(cursor, units) {
        (times, cursor) = (count, after);
    }
    if !cursor.eat('番') || cursor.starts_with_any(&ranks.not_doubling) {
        return None;
    }
    let times = u32::try_from(times).ok().filter(|times| (1..=10).contains(times))?;
    Some((Decimal::from(2_u32.pow(times)), cursor))
}

/// 倍增 where nothing is named by it → 2; the cursor stands before 倍.
pub(super) fn read_twofold(start: Cursor<'_>) -> Option<Cursor<'_>> {
    let mut cursor = start;
    (cursor.eat_word("倍增") && !cursor.peek().is_some_and(is_han) && cursor.peek() != Some('”')).then_some(cursor)
}

/// 1/3 in running text → 33.33, like 三分之一; 1/17 at the start of a line is the number of a page.
pub(super) fn read_fraction<'t>(
    start: Cursor<'t>,
    numerator: &Number,
    after: Cursor<'t>,
) -> Option<(Decimal, Cursor<'t>)> {
    let mut cursor = after;
    if !start.before().is_some_and(is_han) || !cursor.eat('/') {
        return None;
    }
    let figures = cursor.ahead(3, |character| character.is_ascii_digit());
    for _ in 0..figures.len() {
        cursor.bump();
    }
    let denominator: Decimal = figures.parse().ok()?;
    let proper = figures.len() <= 2
        && numerator.value.is_integer()
        && numerator.value > Decimal::ZERO
        && numerator.value < denominator;
    if !proper
        || cursor.peek().is_some_and(|next| next.is_ascii_alphanumeric() || matches!(next, '/' | '-' | '万' | '号'))
    {
        return None;
    }
    Some((numeral::per_cent(numerator.value, denominator)?, cursor))
}

/// What numbers with colons between them are.
pub(super) enum Proportion {
    /// Parts of a whole: 6.1:50.0:43.9.
    Parts(Vec<Decimal>),
    /// 2.1∶1.
    Ratio(Decimal),
    /// 9:30, or several numbers that are no parts of a whole.
    Other,
}

/// Numbers with colons between them, from the first; `None` where there is no colon.
pub(super) fn read_proportion<'t>(
    start: Cursor<'t>,
    first: &Number,
    after: Cursor<'t>,
    units: &Units,
) -> Option<(Proportion, Cursor<'t>)> {
    let mut values = vec![first.value];
    let mut figures = vec![first.figures.clone()];
    let mut end = after;
    let mut count = 1_usize;
    loop {
        let mut next = end;
        next.skip_spaces();
        if !next.eat(':') {
            break;
        }
        next.skip_spaces();
        if !next.peek().is_some_and(|digit| digit.is_ascii_digit()) {
            break;
        }
        let Some(token) = numeral::read(next, units) else { break };
        end = next.to(token.span.end);
        count += 1;
        if let (Reading::Number(number), true) = (token.reading, count <= 6) {
            values.push(number.value);
            figures.push(number.figures);
        }
    }
    if count == 1 {
        return None;
    }
    Some((proportion(start, count, &values, &figures), end))
}

fn proportion(start: Cursor<'_>, count: usize, values: &[Decimal], figures: &[String]) -> Proportion {
    let sum: Decimal = values.iter().sum();
    let (least, most) = (Decimal::from(99), Decimal::from(101));
    match *values {
        [..] if count != values.len() => Proportion::Other,
        [first, second] => {
            let compared = start.behind(12, |character| !matches!(character, ',' | '。' | ';')).contains('比');
            let is_clock = first < Decimal::from(25) && second < Decimal::from(60) && figures[1].len() == 2;
            if is_clock && !compared {
                return Proportion::Other;
            }
            if sum == Decimal::ONE_HUNDRED {
                return Proportion::Parts(values.to_vec());
            }
            // 1:50000 is the scale of a map; a ratio that no short decimal states is left alone.
            let quotient = first.checked_div(second).map(|quotient| quotient.round_dp(4));
            let exact =
                quotient.filter(|quotient| quotient.checked_mul(second) == Some(first) && second < Decimal::from(100));
            exact.map_or(Proportion::Other, Proportion::Ratio)
        }
        _ if (least..=most).contains(&sum) => Proportion::Parts(values.to_vec()),
        _ => Proportion::Other,
    }
}
