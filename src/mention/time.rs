//! Years, dates and periods: 到2025年底, “十四五”期间, 每年, 三年内, 今年.
//!
//! A time is read in two steps: its core (a year, a plan, a word such as 今年), then the words around it that say what it
//! is for a value: 到 and 底前 make it a deadline, 较 a baseline.

mod calendar;
mod plan;
mod relative;

use std::sync::LazyLock;

use serde::Serialize;

use super::{
    date::{Date, Era},
    numeral,
    scan::Cursor,
};
use crate::{
    lexicon::{Lexicon, character_set::CharacterSet, time::Times, word_list::WordList},
    span::TextSpan,
};

/// What a time says of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TimeRole {
    /// By then: 到2025年, 2025年底前, 三年内.
    Deadline,
    /// During it: “十四五”期间, 2018—2020年, 2021年.
    Period,
    /// In every year: 每年, 年均, 年度.
    Annual,
    /// What a change is measured from: 较2020年, 比上年, 比“十一五”末.
    Baseline,
    /// A plain date: 2023年3月5日.
    Date,
}

/// When it is, as far as the words alone say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Between two dates of the calendar (a single year is its first and last day).
    Absolute {
        /// First day.
        start: Date,
        /// Last day.
        end: Date,
    },
    /// In years counted from that of the document: 去年 -1 to -1, 今年 0 to 0, 今明两年 0 to 1, 三年内 0 to 3.
    Relative {
        /// The first year.
        first: i8,
        /// The last year.
        last: i8,
        /// The first and the last month that are meant of them, if they are named: 6月底前.
        months: Option<(u8, u8)>,
    },
    /// Every year.
    EveryYear,
    /// A point that is named without its year (以来, 同期, 本世纪以来).
    Unknown,
}

impl When {
    /// The time by the calendar, where it is counted from the year of the document and that is known.
    #[must_use]
    pub fn counted_from(self, document_year: Option<u16>) -> Self {
        let Self::Relative { first, last, months } = self else { return self };
        let date =
            |years: i8, month: Option<u8>| Date::new(document_year?.checked_add_signed(years.into())?, month, None);
        match (date(first, months.map(|(month, _)| month)), date(last, months.map(|(_, month)| month))) {
            (Some(start), Some(end)) => Self::Absolute { start: start.first_day(), end: end.last_day() },
            _ => self,
        }
    }

    /// One year, counted from that of the document: 0 is 今年.
    #[must_use]
    pub fn relative(years: i8) -> Self {
        Self::Relative { first: years, last: years, months: None }
    }

    /// From the first day of a year to the last day of another.
    fn years(first: u16, last: u16) -> Self {
        Self::Absolute { start: Date::first_of_year(first), end: Date::last_of_year(last) }
    }
}

/// A time in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    /// Where it stands, with its 到, 前, 底, 期间.
    pub span: TextSpan,
    /// When it is.
    pub when: When,
    /// What it says of a value.
    pub role: TimeRole,
}

/// Finds the times of a text (one block), from left to right. `era` is that of its document.
///
/// A year that was redacted (20__年) is none, nor is a plan that only names a document (“十四五”规划).
#[must_use]
pub fn find(text: &str, era: Era, lexicon: &Lexicon) -> Vec<Time> {
    let mut found: Vec<Time> = Vec::new();
    let mut cursor = Cursor::new(text, 0);
    loop {
        cursor.skip_to(&STARTS, text.len());
        let Some(next) = cursor.peek() else { return found };
        match read_core(cursor, next, era, lexicon) {
            Some(core) => {
                let time = with_words_before(core, cursor, found.last(), &lexicon.times);
                cursor = cursor.to(time.span.end);
                found.push(time);
            }
            // A number is looked at once, from its first digit.
            None if next.is_ascii_digit() => while cursor.eat_if(|digit| digit.is_ascii_digit()).is_some() {},
            None => {
                cursor.bump();
            }
        }
    }
}

/// The five-year plans that a heading names, also where it does not say 期间: “十一五”成就.
#[must_use]
pub fn plans_named(heading: &str, words: &Times) -> Vec<Time> {
    let quotes = heading.char_indices().filter(|(_, character)| matches!(character, '“' | '"' | '第'));
    quotes
        .filter_map(|(start, _)| {
            let core = plan::read_named(Cursor::new(heading, start), words)?;
            Some(Time { span: TextSpan::new(start, core.end), when: core.when, role: core.role })
        })
        .collect()
}

/// The time without the words before it.
struct Core {
    end: usize,
    when: When,
    role: TimeRole,
}

/// The characters that a core begins with.
static STARTS: LazyLock<CharacterSet> = LazyLock::new(|| {
    let calendar = ('0'..='9').chain("民“\"「『‘第一二两三四五六七八九十壹贰".chars());
    calendar.chain(relative::STARTS.chars()).collect::<CharacterSet>().with_wide_forms()
});

fn read_core(cursor: Cursor<'_>, next: char, era: Era, lexicon: &Lexicon) -> Option<Core> {
    match next {
        '0'..='9' if !may_be_time(cursor, &lexicon.times) => None,
        '0'..='9' | '民' => calendar::read(cursor, era, &lexicon.times)
            .or_else(|| relative::read_span_of_years(cursor, lexicon))
            .or_else(|| relative::read_month(cursor, &lexicon.times)),
        '“' | '"' | '「' | '『' | '‘' | '第' => plan::read(cursor, lexicon),
        '一' | '二' | '两' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '壹' | '贰'
            if may_be_time(cursor, &lexicon.times) =>
        {
            plan::read(cursor, lexicon)
                .or_else(|| calendar::read(cursor, era, &lexicon.times))
                .or_else(|| relative::read_span_of_years(cursor, lexicon))
                .or_else(|| relative::read_month(cursor, &lexicon.times))
        }
        _ => relative::read_word(cursor, next, lexicon),
    }
}

/// The longest row of numerals that is looked over: a year has four, 十四五 three.
const LONGEST_ROW: usize = 8;

/// Whether the numerals here can be a time's. Most are those of counts, which is seen by what stands behind them.
fn may_be_time(start: Cursor<'_>, words: &Times) -> bool {
    let mut end = start;
    let mut length = 0;
    let mut of_plan = false;
    while let Some(numeral) = end.eat_if(|next| next.is_ascii_digit() || numeral::is_chinese_numeral(next)) {
        of_plan |= length > 0 && numeral == '五';
        length += 1;
        if length > LONGEST_ROW {
            return !numeral.is_ascii_digit();
        }
    }
    let spaced = end.peek() == Some(' ');
    end.skip_spaces();
    match end.peek() {
        _ if of_plan => true,
        // 2023.3.5 has its year in front
        Some('.' | '/') => length == 4,
        Some('年' | '月' | '-' | '~' | '至' | '到' | '、' | '和' | '及' | '与' | ' ') => true,
        Some(next) => {
            let after_count = |list: &WordList| list.may_begin(next);
            spaced && next.is_ascii_digit() || after_count(&words.within_years) || after_count(&words.quarters)
        }
        None => false,
    }
}

/// 与2020年的产量持平: what is compared with may be named between.
const LONGEST_EQUALLED: usize = 16;

fn is_equalled(behind: Cursor<'_>, words: &Times) -> bool {
    let clause = || behind.ahead(LONGEST_EQUALLED + 1, |character| !matches!(character, ',' | '。' | ';' | '、'));
    let equalled =
        |clause: &str| clause.chars().count() <= LONGEST_EQUALLED && words.equals.suffix_of(clause).is_some();
    behind.starts_with_any(&words.equals) || behind.peek() == Some('的') && equalled(&clause())
}

/// Adds what the words before say: 到 makes a deadline, 较 a baseline. In a list (到2025年、2030年) the role goes on.
fn with_words_before(core: Core, start: Cursor<'_>, previous: Option<&Time>, words: &Times) -> Time {
    let before = start.back_over_spaces();
    let mut role = core.role;
    let mut from = start.at();
    let open = matches!(core.role, TimeRole::Period | TimeRole::Date | TimeRole::Deadline);
    if let Some((_, place)) =
        before.longest_before(&words.until).filter(|_| open)
        // 增加到2002年的835亿元: 到 belongs to the verb
        && !place.ends_with_any(&words.changes)
    {
        if core.when != When::Unknown {
            role = TimeRole::Deadline;
        }
        from = place.at();
    } else if let Some((word, place)) = before.longest_before(&words.compared).filter(|_| open) {
        if !place.ends_with_any(["占", "之"]) {
            role = TimeRole::Baseline;
            from = place.at();
        } else if word == "比较" {
            // 占比|较2020年
            role = TimeRole::Baseline;
            from = place.at() + "比".len();
        }
    } else if before.ends_with_any(&words.exceeds) && open {
        role = TimeRole::Baseline;
    } else if let Some((_, place)) =
        before.longest_before(["与", "同", "和", "跟"]).filter(|_| open && is_equalled(start.to(core.end), words))
    {
        role = TimeRole::Baseline;
        from = place.at();
    } else if start.to(core.end).starts_with_any(&words.base) && open {
        role = TimeRole::Baseline;
    } else if let Some(previous) = previous {
        let between = start.text().get(previous.span.end..start.at()).unwrap_or_default();
        if role == TimeRole::Period
            && matches!(between, "、" | "和" | "或" | "及")
            && previous.role == TimeRole::Deadline
        {
            role = TimeRole::Deadline;
        }
    }
    // A word before may belong to the time before already: 从2018年到2020年.
    let from = from.max(previous.map_or(0, |time| time.span.end));
    Time { span: TextSpan::new(from, core.end), when: core.when, role }
}

#[cfg(test)]
mod tests;
