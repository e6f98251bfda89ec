//! Years, dates and periods: 到2025年底, “十四五”期间, 每年, 三年内, 今年.

use serde::Serialize;

use super::date::Date;
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
#[must_use]
pub fn find(text: &str, lexicon: &Lexicon) -> Vec<Time> {
    let _ = (text, lexicon);
    Vec::new()
}
