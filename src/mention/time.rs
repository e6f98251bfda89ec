//! Years, dates and periods: 到2025年底, “十四五”期间, 每年, 三年内, 今年.
//!
//! A time is read in two steps: its core (a year, a plan, a word such as 今年), then the words around it that say what it
//! is for a value: 到 and 底前 make it a deadline, 较 a baseline.

mod calendar;
mod plan;
mod relative;

use serde::Serialize;

use super::{
    date::{Date, Era},
    scan::Cursor,
};
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
    while let Some(next) = cursor.peek() {
        match read_core(cursor, next, era, lexicon) {
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
    let quotes = heading.char_indices().filter(|(_, character)| matches!(character, '“' | '"' | '第'));
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

fn read_core(cursor: Cursor<'_>, next: char, era: Era, lexicon: &Lexicon) -> Option<Core> {
    match next {
        '0'..='9' | '民' => calendar::read(cursor, era)
            .or_else(|| relative::read_span_of_years(cursor, lexicon))
            .or_else(|| relative::read_month(cursor)),
        '“' | '"' | '「' | '『' | '‘' | '第' => plan::read(cursor, lexicon),
        '一' | '二' | '两' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '壹' | '贰' => {
            plan::read(cursor, lexicon)
                .or_else(|| calendar::read(cursor, era))
                .or_else(|| relative::read_span_of_years(cursor, lexicon))
                .or_else(|| relative::read_month(cursor))
        }
        _ => relative::read_word(cursor, next, lexicon),
    }
}

/// Verbs that 到 goes with, not with the time behind it.
const CHANGES: [&str; 10] = ["增加", "提高", "上升", "下降", "减少", "增长", "扩大", "降低", "提升", "发展"];

/// 高于去年: what a value is measured against, without 比.
const EXCEEDS: [&str; 9] = ["高于", "低于", "快于", "慢于", "好于", "优于", "多于", "少于", "超过"];

/// 与上年末持平, 同1952年比较: what stands behind the year that is compared with.
const EQUALS: [&str; 8] = ["持平", "基本持平", "大体持平", "大致持平", "总体持平", "大体相当", "基本相当", "比较"];

/// 与2020年的产量持平: what is compared with may be named between.
const LONGEST_EQUALLED: usize = 16;

fn is_equalled(behind: Cursor<'_>) -> bool {
    let clause = behind.text()[behind.at()..].split(['，', '。', '；', ',', '、']).next().unwrap_or_default();
    behind.starts_with_any(EQUALS)
        || clause.starts_with('的')
            && clause.chars().count() <= LONGEST_EQUALLED
            && EQUALS.iter().any(|word| clause.ends_with(word))
}

/// Adds what the words before say: 到 makes a deadline, 较 a baseline. In a list (到2025年、2030年) the role goes on.
fn with_words_before(core: Core, start: Cursor<'_>, previous: Option<&Time>) -> Time {
    let before = start.back_over_spaces();
    let mut role = core.role;
    let mut from = start.at();
    let open = matches!(core.role, TimeRole::Period | TimeRole::Date | TimeRole::Deadline);
    if let Some((_, place)) =
        before.longest_before(["到", "至", "截至", "截止", "截止到", "截至到", "到了", "至迟", "最迟"]).filter(|_| open)
        // 增加到2002年的835亿元: 到 belongs to the verb
        && !place.ends_with_any(CHANGES)
    {
        if core.when != When::Unknown {
            role = TimeRole::Deadline;
        }
        from = place.at();
    } else if let Some((word, place)) =
        before.longest_before(["比", "较", "比较", "相比", "相较", "相较于", "对比", "较之"]).filter(|_| open)
    {
        if !place.ends_with_any(["占", "之"]) {
            role = TimeRole::Baseline;
            from = place.at();
        } else if word == "比较" {
            // 占比|较2020年
            role = TimeRole::Baseline;
            from = place.at() + "比".len();
        }
    } else if before.ends_with_any(EXCEEDS) && open {
        role = TimeRole::Baseline;
    } else if let Some((_, place)) =
        before.longest_before(["与", "同", "和", "跟"]).filter(|_| open && is_equalled(start.to(core.end)))
    {
        role = TimeRole::Baseline;
        from = place.at();
    } else if start.to(core.end).starts_with_any([
        "相比",
        "为基期",
        "为基数",
        "为基准",
        "基础上",
        "的基础上",
        "基数上",
        "的基数上",
    ]) && open
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
