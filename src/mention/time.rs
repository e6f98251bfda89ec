//! Years, dates and periods: 到2025年底, “十四五”期间, 每年, 三年内, 今年.
//!
//! A time is read in two steps: its core (a year, a plan, a word such as 今年), then the words around it that say what it
//! is for a value: 到 and 底前 make it a deadline, 较 a baseline.

mod calendar;
mod plan;
mod relative;

use serde::Serialize;

use super::{date::Date, scan::Cursor};
use crate::{lexicon::Lexicon, span::TextSpan};

/// What a time says of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
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
    /// Years after the year of the document: 今年 0, 明年 1, 去年 -1, 三年内 3.
    Relative {
        /// How many years.
        years: i8,
    },
    /// Every year.
    EveryYear,
    /// A point that is named without its year (以来, 同期, 本世纪以来).
    Unknown,
}

impl When {
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

/// Finds the times of a text (one block), from left to right.
///
/// A year that was redacted (20__年) is none, nor is a plan that only names a document (“十四五”规划).
#[must_use]
pub fn find(text: &str, lexicon: &Lexicon) -> Vec<Time> {
    let mut found: Vec<Time> = Vec::new();
    let mut cursor = Cursor::new(text, 0);
    while let Some(next) = cursor.peek() {
        match read_core(cursor, next, lexicon) {
            Some(core) => {
                let time = with_words_before(core, cursor, found.last());
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
    found
}

/// The five-year plans that a heading names, also where it does not say 期间: “十一五”成就.
#[must_use]
pub fn plans_named(heading: &str) -> Vec<Time> {
    let quotes = heading.char_indices().filter(|(_, character)| matches!(character, '“' | '"'));
    quotes
        .filter_map(|(start, _)| {
            let core = plan::read_named(Cursor::new(heading, start))?;
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

fn read_core(cursor: Cursor<'_>, next: char, lexicon: &Lexicon) -> Option<Core> {
    match next {
        '0'..='9' | '民' => calendar::read(cursor)
            .or_else(|| relative::read_span_of_years(cursor))
            .or_else(|| relative::read_month(cursor)),
        '“' | '"' | '「' | '『' | '‘' => plan::read(cursor, lexicon),
        '一' | '二' | '两' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '壹' | '贰' => {
            plan::read(cursor, lexicon)
                .or_else(|| calendar::read(cursor))
                .or_else(|| relative::read_span_of_years(cursor))
                .or_else(|| relative::read_month(cursor))
        }
        _ => relative::read_word(cursor, next, lexicon),
    }
}

/// Adds what the words before say: 到 makes a deadline, 较 a baseline. In a list (到2025年、2030年) the role goes on.
fn with_words_before(core: Core, start: Cursor<'_>, previous: Option<&Time>) -> Time {
    let before = start.back_over_spaces();
    let mut role = core.role;
    let mut from = start.at();
    let open = matches!(core.role, TimeRole::Period | TimeRole::Date | TimeRole::Deadline);
    if let Some((_, place)) =
        before.longest_before(["到", "至", "截至", "截止", "截止到", "截至到", "到了", "至迟", "最迟"]).filter(|_| open)
    {
        if core.when != When::Unknown {
            role = TimeRole::Deadline;
        }
        from = place.at();
    } else if let Some((_, place)) =
        before.longest_before(["比", "较", "比较", "相比", "相较", "相较于", "对比", "较之"]).filter(|_| open)
    {
        if !place.ends_with_any(["占", "之"]) {
            role = TimeRole::Baseline;
            from = place.at();
        }
    } else if start.to(core.end).starts_with_any(["相比", "为基期", "为基数", "为基准", "基础上", "的基础上"]) && open
    {
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
