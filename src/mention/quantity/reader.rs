//! The pass over a line that finds quantities: it stops at what may be a number and asks, in turn, what it is.

use std::sync::LazyLock;

use rust_decimal::Decimal;

use super::{
    Figure, Quantities, Quantity, Refusal, Refused,
    amount::{self, Amount},
    amount_refusal,
    bound::{self, Bound},
    figure::{self, Proportion, Rank},
    placeholder, qualifier,
    refusal::{self, Verdict},
};
use crate::{
    lexicon::{Lexicon, character_set::CharacterSet, unit::UnitKind},
    mention::{
        comparator::{self, Comparator},
        numeral::{self, Number, Reading, Share},
        scan::{Cursor, fold, is_han},
        time::Time,
    },
    span::TextSpan,
};

/// Finds the quantities of a line with these times.
pub(super) fn read<'t>(times: &'t [Time], text: &'t str, lexicon: &'t Lexicon) -> Quantities {
    let mut reader = Reader {
        lexicon,
        times: times.iter().peekable(),
        cursor: Cursor::new(text, 0),
        name_until: 0,
        ordinal_until: 0,
        found: Quantities::default(),
    };
    reader.read();
    reader.found
}

/// The characters at which the pass stops.
static STARTS: LazyLock<CharacterSet> = LazyLock::new(|| {
    let signs = "第前首翻倍“「『‘\"《×*_□○〇若多数几半".chars().chain(numeral::CHINESE_NUMERALS.chars());
    signs.chain('0'..='9').chain('A'..='Z').chain('a'..='z').collect::<CharacterSet>().with_wide_forms()
});

struct Reader<'t> {
    lexicon: &'t Lexicon,
    times: std::iter::Peekable<std::slice::Iter<'t, Time>>,
    cursor: Cursor<'t>,
    /// Numbers before this place stand in a name in quotes.
    name_until: usize,
    /// Where the last ordinal ended: a list goes on from it (第一、二批).
    ordinal_until: usize,
    found: Quantities,
}

impl<'t> Reader<'t> {
    fn read(&mut self) {
        loop {
            let next_time = self.times.peek().map_or(usize::MAX, |time| time.span.start);
            self.cursor.skip_to(&STARTS, next_time);
            let Some(next) = self.cursor.peek() else { return };
            let at = self.cursor.at();
            if let Some(time) = self.times.next_if(|time| time.span.start <= at) {
                self.skip_time(time);
                continue;
            }
            match next {
                '0'..='9' => self.read_number(),
                '第' => self.read_ordinal(),
                '前' => self.read_within(),
                '首' => self.read_first_place(),
                '翻' | '倍' => self.read_multiple(),
                '“' | '「' | '『' | '‘' | '"' | '《' => self.open_quotes(next),
                'x' | 'X' | '×' | '*' | '_' | '□' => self.read_mask(next),
                // ○○亿元; 二○○八 has digits around
                '○' | '〇' if self.cursor.peek_second() == Some(next) => self.read_mask(next),
                'A'..='Z' | 'a'..='z' => self.skip_word(),
                '若' | '多' | '数' if self.read_vague() => {}
                next if numeral::is_chinese_numeral(next) || matches!(next, '几' | '数' | '半') => {
                    self.read_number()
                }
                _ => {
                    self.cursor.bump();
                }
            }
        }
    }

    fn refuse(&mut self, start: Cursor<'t>, end: Cursor<'t>, refusal: Refusal) {
        self.found.refused.push(Refused { span: TextSpan::new(start.at(), end.at()), refusal });
        self.cursor = end;
    }

    fn skip_time(&mut self, time: &Time) {
        let end = self.cursor.to(time.span.end.max(self.cursor.at()));
        let words = self.cursor.text().get(time.span.range()).unwrap_or_default();
        if words.chars().map(fold).any(|character| character.is_ascii_digit() || numeral::is_chinese_numeral(character))
        {
            self.found.refused.push(Refused { span: time.span, refusal: Refusal::Date });
        }
        self.cursor = end;
    }

    /// A short text in quotes is a name, and so is a title.
    fn open_quotes(&mut self, open: char) {
        let at = self.cursor.at();
        self.cursor.bump();
        let (close, most) = match open {
            '“' => ('”', 14),
            '‘' => ('’', 14),
            '「' => ('」', 14),
            '『' => ('』', 14),
            '《' => ('》', 60),
            _ => ('"', 14),
        };
        if at < self.name_until {
            return;
        }
        let inside = self.cursor.ahead(most + 1, |character| character != close);
        if inside.chars().count() <= most {
            let end = self.cursor.rest().find(close).map_or(at, |offset| self.cursor.at() + offset + close.len_utf8());
            self.name_until = end;
        }
    }

    /// Latin letters: what is joined to them is a name (PM2.5, G20), and a row of x alone may be a masked value.
    fn skip_word(&mut self) {
        let start = self.cursor;
        while self.cursor.eat_if(|character| character.is_ascii_alphabetic()).is_some() {}
        let word = start.text().get(start.at()..self.cursor.at()).unwrap_or_default();
        let masks = word.chars().map(fold).all(|letter| matches!(letter, 'x' | 'X'));
        if masks {
            self.cursor = start;
            self.read_mask('x');
        }
    }

    /// XX家, ***个.
    fn read_mask(&mut self, mask: char) {
        let start = self.cursor;
        let (past, value) = placeholder::read_mask(start, mask, &self.lexicon.units);
        self.cursor = past;
        if let Some(end) = value {
            self.refuse(start, end, Refusal::Redacted);
        }
    }

    /// 若干, 多个, 数家: whether such a word stood here.
    fn read_vague(&mut self) -> bool {
        let start = self.cursor;
        let vague = placeholder::read_vague(start, &self.lexicon.units);
        if let Some(end) = vague {
            self.refuse(start, end, Refusal::Vague);
        }
        vague.is_some()
    }

    fn read_ordinal(&mut self) {
        let start = self.cursor;
        if let Some(Rank { value, end, unit_written }) = figure::read_rank_of_ordinal(start, self.lexicon)
            && start.at() >= self.name_until
        {
            self.push_rank(start, end, value, Comparator::Eq, unit_written);
            return;
        }
        let mut cursor = start;
        cursor.bump();
        cursor.skip_spaces();
        match numeral::read(cursor, &self.lexicon.units) {
            Some(token) => {
                let end = cursor.to(token.span.end);
                self.ordinal_until = end.at();
                self.refuse(start, end, Refusal::Ordinal);
            }
            None => self.cursor = cursor,
        }
    }

    fn read_first_place(&mut self) {
        match figure::read_first_place(self.cursor, &self.lexicon.cues.ranks)
            .filter(|_| self.cursor.at() >= self.name_until)
        {
            Some(Rank { value, end, unit_written }) => {
                self.push_rank(self.cursor, end, value, Comparator::Eq, unit_written);
            }
            None => {
                self.cursor.bump();
            }
        }
    }

    fn read_within(&mut self) {
        let start = self.cursor;
        match figure::read_rank_within(start, self.lexicon).filter(|_| start.at() >= self.name_until) {
            Some(Rank { value, end, unit_written }) => self.push_rank(start, end, value, Comparator::Le, unit_written),
            None => self.skip_part_of_time(),
        }
    }

    /// 前三个月, 前两批 are no counts; anything else behind 前 is read as if it stood alone.
    fn skip_part_of_time(&mut self) {
        let start = self.cursor;
        let mut cursor = start;
        cursor.bump();
        self.cursor = cursor;
        if let Some((_, end)) = figure::read_count(cursor, &self.lexicon.units)
            && end.starts_with_any(&self.lexicon.refusals.period_parts)
        {
            self.refuse(start, end, Refusal::Date);
        }
    }

    fn push_rank(
        &mut self,
        start: Cursor<'t>,
        end: Cursor<'t>,
        value: Decimal,
        comparator: Comparator,
        unit_written: bool,
    ) {
        let span = TextSpan::new(start.at(), end.at());
        self.found.found.push(Quantity {
            span,
            core: span,
            figure: Figure::Rank,
            value,
            value_max: None,
            unit: Some("位".to_owned()),
            unit_inferred: !unit_written,
            comparator,
            comparator_after: false,
        });
        self.cursor = end;
    }

    /// 翻番, 倍增.
    fn read_multiple(&mut self) {
        let start = self.cursor;
        let doubling = figure::read_doubling(start, self.lexicon);
        let multiple = doubling.or_else(|| self.read_twofold(start));
        match multiple.filter(|_| start.at() >= self.name_until) {
            Some((value, end)) => self.push_bounded(None, start, end, Figure::Multiple, value, Some("倍")),
            None => {
                self.cursor.bump();
            }
        }
    }

    /// 倍增, but not in 产业提质倍增.
    fn read_twofold(&self, start: Cursor<'t>) -> Option<(Decimal, Cursor<'t>)> {
        let slogan = start.ends_with_any(&self.lexicon.refusals.slogans);
        figure::read_twofold(start).filter(|_| !slogan).map(|end| (Decimal::TWO, end))
    }

    /// A figure whose number is not written as such, with the bound `before` it and the one behind; of two, the first counts.
    fn push_bounded(
        &mut self,
        before: Option<(Comparator, Cursor<'t>)>,
        start: Cursor<'t>,
        end: Cursor<'t>,
        figure: Figure,
        value: Decimal,
        unit: Option<&str>,
    ) {
        let after = comparator::after(end, &self.lexicon.comparators);
        let whole_start = before.map_or(start, |(_, start)| start);
        let whole_end = after.map_or(end, |(_, end)| end);
        self.found.found.push(Quantity {
            span: TextSpan::new(whole_start.at(), whole_end.at()),
            core: TextSpan::new(start.at(), end.at()),
            figure,
            value: value.normalize(),
            value_max: None,
            unit: unit.map(str::to_owned),
            unit_inferred: false,
            comparator: before.or(after).map_or(Comparator::Eq, |(comparator, _)| comparator),
            comparator_after: before.is_none() && after.is_some(),
        });
        self.cursor = whole_end;
    }

    /// Whatever starts with a numeral character.
    fn read_number(&mut self) {
        let start = self.cursor;
        let Some(token) = numeral::read(start, &self.lexicon.units) else {
            self.cursor.bump();
            return;
        };
        let end = start.to(token.span.end);
        let number = match token.reading {
            Reading::Number(number) => number,
            Reading::Unreadable if end.before().is_some_and(|last| last.is_ascii_digit()) => {
                return self.refuse(start, end, Refusal::Code);
            }
            Reading::Vague if self.unit_follows(end) => return self.refuse(start, end, Refusal::Vague),
            Reading::Unreadable | Reading::Vague => {
                self.cursor = end;
                return;
            }
        };
        if start.at() < self.name_until {
            if !number.chinese || self.unit_follows(end) {
                return self.refuse(start, end, Refusal::Name);
            }
            self.cursor = end;
            return;
        }
        if self.continues_ordinals(start) {
            self.ordinal_until = end.at();
            return self.refuse(start, end, Refusal::Ordinal);
        }
        if let Some((value, end)) = figure::read_fraction(start, &number, end) {
            let number = Number { value, share: Some(Share::Part), ..number };
            return self.take_amount(amount::read(start, end, number, self.lexicon));
        }
        match refusal::of_number(start, end, &number, self.lexicon) {
            Some(Verdict::Refused(refusal, end)) => return self.refuse(start, end, refusal),
            Some(Verdict::Word(end)) => {
                self.cursor = end;
                return;
            }
            None => {}
        }
        if let Some((proportion, end)) = figure::read_proportion(start, &number, end, &self.lexicon.units) {
            return self.take_proportion(start, end, proportion);
        }
        if number.chinese && number.share.is_none() && !self.unit_follows(end) {
            return self.skip_chinese_number(start, end, &number);
        }
        let amount = amount::read(start, end, number, self.lexicon);
        self.take_amount(amount);
    }

    fn unit_follows(&self, end: Cursor<'t>) -> bool {
        let mut cursor = end;
        cursor.eat_if(|character| matches!(character, '多' | '余'));
        self.lexicon.units.longest_at(cursor.rest()).is_some()
    }

    /// 第一、二批: the second number is an ordinal too.
    fn continues_ordinals(&self, start: Cursor<'t>) -> bool {
        self.ordinal_until > 0
            && start
                .text()
                .get(self.ordinal_until..start.at())
                .is_some_and(|between| matches!(between, "、" | "和" | "至" | "-" | "—" | "及" | "～"))
    }

    /// A Chinese number without a unit is a word (三农), unless 大 makes it a count of what is listed.
    fn skip_chinese_number(&mut self, start: Cursor<'t>, end: Cursor<'t>, number: &Number) {
        self.cursor = end;
        if end.peek() == Some('大') && !number.bare {
            let congress = start.ends_with_any(&self.lexicon.refusals.congress_words)
                || (Decimal::from(12)..Decimal::from(30)).contains(&number.value);
            self.refuse(start, end, if congress { Refusal::Ordinal } else { Refusal::ListCount });
        } else if end.starts_with_any(&self.lexicon.refusals.duration_words) {
            self.refuse(start, end, Refusal::Duration);
        }
    }

    fn take_proportion(&mut self, start: Cursor<'t>, end: Cursor<'t>, proportion: Proportion) {
        match proportion {
            Proportion::Parts(parts) => {
                let span = TextSpan::new(start.at(), end.at());
                let parts = parts.into_iter().enumerate().map(|(index, value)| Quantity {
                    span,
                    core: span,
                    figure: Figure::Part { index },
                    value: value.normalize(),
                    value_max: None,
                    unit: Some("%".to_owned()),
                    unit_inferred: true,
                    comparator: Comparator::Eq,
                    comparator_after: false,
                });
                self.found.found.extend(parts);
                self.cursor = end;
            }
            Proportion::Ratio(value) => {
                let before = bound::before(start, false, false, &self.lexicon.comparators);
                self.push_bounded(before, start, end, Figure::Ratio, value, None);
            }
            Proportion::Other => self.refuse(start, end, Refusal::Date),
        }
    }

    fn take_amount(&mut self, amount: Amount<'t>) {
        let bounded = bound::around(&amount, self.lexicon);
        let apart = comparator::apart(amount.start, &self.lexicon.comparators);
        let bound = match (bounded.comparator, bounded.after) {
            (Comparator::Eq, _) if apart.is_none() => Bound::None,
            (_, true) => Bound::After,
            _ => Bound::Before,
        };
        if let Some(refusal) = amount_refusal::of_amount(&amount, bound, self.lexicon) {
            return self.refuse(amount.start, amount.end, refusal);
        }
        if qualifier::qualifies(&amount, &bounded, self.lexicon) {
            self.refuse_list(&amount);
            return self.refuse(bounded.start, bounded.end, Refusal::Qualifier);
        }
        let figure = match amount.kind() {
            Some(UnitKind::Multiple) if self.continues_multiples(amount.start) => Figure::Multiple,
            Some(UnitKind::Multiple)
                if bounded.start.back_over_spaces().ends_with_any(["到", "至", "为", "是", "的", "达", "成", "约"]) =>
            {
                Figure::Multiple
            }
            _ => Figure::Amount,
        };
        let comparator = match (amount.value_max, bounded.comparator) {
            (Some(_), _) => Comparator::Range,
            (None, Comparator::Eq) => apart.unwrap_or(Comparator::Eq),
            (None, comparator) => comparator,
        };
        let negative = minus_before(amount.start);
        let core_start = negative.map_or(amount.start.at(), Cursor::at);
        let value = if negative.is_some() { -amount.number.value } else { amount.number.value };
        let (unit, unit_inferred) = amount.unit.map_or((None, false), |unit| (Some(unit.base), unit.inferred));
        if let Some(unit) = &unit {
            self.share_unit(amount.start, unit, amount.number.scale);
        }
        self.found.found.push(Quantity {
            span: TextSpan::new(bounded.start.at().min(core_start), bounded.end.at()),
            core: TextSpan::new(core_start, amount.end.at()),
            figure,
            value,
            value_max: amount.value_max,
            unit,
            unit_inferred,
            comparator,
            comparator_after: bounded.after,
        });
        self.cursor = bounded.end;
    }

    /// 分别减少1.2、0.7和1.4万吨: the unit and the multiplier of the last number of a list are those of all.
    fn share_unit(&mut self, last: Cursor<'t>, unit: &str, scale: Decimal) {
        let text = last.text();
        let mut next = last.at();
        let is_item = |quantity: &Quantity, next: usize| {
            let between = text.get(quantity.span.end..next).unwrap_or_default();
            quantity.figure == Figure::Amount
                && quantity.unit.is_none()
                && quantity.span == quantity.core
                && matches!(between, "、" | "和" | "与" | "及")
        };
        let mut first = self.found.found.len();
        for quantity in self.found.found.iter().rev() {
            if !is_item(quantity, next) {
                break;
            }
            first -= 1;
            next = quantity.span.start;
        }
        let Some(start) = self.found.found.get(first).map(|quantity| last.to(quantity.span.start)) else { return };
        // 8、38个乡镇: the first number is that of the point; 3、5个 may be a guess
        let listed = text[start.at()..last.at()].contains('.') || start.behind(24, is_han).contains("分别");
        if !listed || !start.before().is_some_and(is_han) {
            return;
        }
        for quantity in &mut self.found.found[first..] {
            if text[quantity.core.range()].ends_with(|last: char| last.is_ascii_digit())
                && let Some(value) = quantity.value.checked_mul(scale)
            {
                quantity.value = value.normalize();
            }
            quantity.unit = Some(unit.to_owned());
        }
    }

    /// 是上年的1.15倍和1.22倍: the second is one too.
    fn continues_multiples(&self, start: Cursor<'t>) -> bool {
        self.found.found.last().is_some_and(|last| {
            let between = start.text().get(last.span.end..start.at()).unwrap_or_default();
            last.figure == Figure::Multiple && matches!(between, "、" | "和" | "及")
        })
    }

    /// 100亿元、50亿元企业: the size before in the list qualifies the same noun.
    fn refuse_list(&mut self, amount: &Amount<'t>) {
        let same_noun = self.found.found.last().is_some_and(|last| {
            let between = amount.start.text().get(last.span.end..amount.start.at()).unwrap_or_default();
            let same_unit = last.unit.as_deref() == amount.unit.as_ref().map(|unit| unit.base.as_str());
            same_unit && matches!(between, "" | "、" | "和" | "或" | "及") && last.figure == Figure::Amount
        });
        if let Some(last) = self.found.found.pop_if(|_| same_noun) {
            self.found.refused.push(Refused { span: last.span, refusal: Refusal::Qualifier });
        }
    }
}

/// The sign before a negative number: 增长-3.2%; a dash between numbers or after a letter is none.
fn minus_before(start: Cursor<'_>) -> Option<Cursor<'_>> {
    let raw = start.head().chars().next_back()?;
    if !matches!(raw, '-' | '－' | '\u{2212}') || !start.peek()?.is_ascii_digit() {
        return None;
    }
    let sign = start.to(start.at() - raw.len_utf8());
    sign.before().is_none_or(|before| is_han(before) && !sign.ends_with_any(["年", "月", "日", "%"])).then_some(sign)
}
