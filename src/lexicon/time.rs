//! Words of times: `data/time.toml`.

use serde::Deserialize;

use super::word_list::WordList;

/// Words around a year, a plan or a word such as 今年; the file says what each list is for.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Times {
    /// Verbs that 到 goes with, not with the time behind it: 增加到2002年的.
    pub changes: WordList,
    /// What a value is measured against, without 比: 高于去年.
    pub exceeds: WordList,
    /// Behind the year that is compared with: 与上年末持平, 同1952年比较.
    pub equals: WordList,
    /// Right before a time, which they make a deadline: 截至2025年.
    pub until: WordList,
    /// Right before a time that is compared with: 较2020年.
    pub compared: WordList,
    /// Right behind a time that is compared with: 2020年基础上.
    pub base: WordList,
    /// Behind a month since which something holds: 2023年3月以来.
    pub since_month: WordList,
    /// Behind a year since which something holds: 2020年以来.
    pub since_year: WordList,
    /// Behind a year, words for the whole of it: 2020年全年.
    pub of_year: WordList,
    /// Behind a year or a month, words for its end or the time before it: 2025年底前.
    pub before_end: WordList,
    /// Behind 起N: 2012年起5年内.
    pub years_from_then: WordList,
    /// Behind two years: 2018—2020年期间.
    pub of_years: WordList,
    /// Behind the number of a five-year plan, its document: “十四五”规划.
    pub plans: WordList,
    /// Behind a five-year plan, its years: “十四五”期间.
    pub plan_period: WordList,
    /// Behind a five-year plan, its end: “十四五”末.
    pub plan_end: WordList,
    /// Behind a five-year plan, other parts of it: “十四五”初期.
    pub plan_parts: WordList,
    /// Behind a five-year plan in quotes, words that open a statement of its years: “十四五”，全市.
    pub plan_opens: WordList,
    /// Behind the ordinal of a five-year plan: 第十四个五年.
    pub five_years: WordList,
    /// Times that a change is measured from, without naming them: 同比.
    pub same_period: WordList,
    /// Right before 今年 or 上年, if its first character belongs to another word: 如今年轻.
    pub not_behind: WordList,
    /// Behind 今年, since which something holds: 今年以来.
    pub since_this_year: WordList,
    /// Behind 今年, words for the whole of it: 今年全年.
    pub of_this_year: WordList,
    /// The document's own year: 今年.
    pub this_year: WordList,
    /// The year after the document's: 明年.
    pub next_year: WordList,
    /// The document's year and the next: 今明两年.
    pub this_and_next_year: WordList,
    /// The two years after the document's: 明后两年.
    pub next_two_years: WordList,
    /// The second year after the document's: 后年.
    pub year_after_next: WordList,
    /// The year before the document's: 去年.
    pub last_year: WordList,
    /// The second year before the document's: 前年.
    pub year_before_last: WordList,
    /// The year before the document's own, and its own: 过去一年, 新的一年.
    pub past_year: WordList,
    /// Behind 今年, its end: 今年底前.
    pub end_of_this_year: WordList,
    /// The end of the document's own year: 年底前.
    pub year_end: WordList,
    /// Every year: 每年, 年均.
    pub annual: WordList,
    /// Behind 年均, what has a mean over a year and does not recur: 年均气温.
    pub annual_means: WordList,
    /// Before a number of years that come or have passed: 今后三年, 过去五年.
    pub coming: WordList,
    /// Behind years that come: 今后三年内.
    pub coming_behind: WordList,
    /// Behind years that are used: 用三年时间.
    pub spent_behind: WordList,
    /// Behind a number of years that something is summed over: 五年累计.
    pub summed: WordList,
    /// Behind a number, years within or since which: 三年内, 五年来.
    pub within_years: WordList,
    /// Behind a number, quarters of a year: 三季度末.
    pub quarters: WordList,
    /// Behind a month without a year: 6月底前.
    pub of_month: WordList,
    /// Behind a year, its months 1 to 6: 上半年.
    pub first_half: WordList,
    /// Behind a year, its months 7 to 12: 下半年.
    pub second_half: WordList,
    /// Behind a year, its months 1 to 3: 一季度.
    pub first_quarter: WordList,
    /// Behind a year, its months 4 to 6: 二季度.
    pub second_quarter: WordList,
    /// Behind a year, its months 7 to 9: 三季度.
    pub third_quarter: WordList,
    /// Behind a year, its months 10 to 12: 四季度.
    pub fourth_quarter: WordList,
    /// Behind a year, its months 1 to 9: 前三季度.
    pub first_three_quarters: WordList,
    /// Parts of the document's own year: 上半年.
    pub halves: WordList,
    /// The middle of the century, 2050 by the plans that use it: 本世纪中叶.
    pub mid_century: WordList,
    /// Other times of the century: 本世纪末.
    pub century: WordList,
}
