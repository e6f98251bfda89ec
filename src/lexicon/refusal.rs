//! Words that show a number to be no quantity of an indicator: `data/refusal.toml`.

use serde::Deserialize;

use super::word_list::WordList;

/// Word lists; the file says what each is for.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Refusals {
    /// Words that hold a numeral and a classifier and count nothing: 十分, 千家万户.
    pub idioms: WordList,
    /// Before 倍增 in a slogan: 提质.
    pub slogans: WordList,
    /// Classifiers that a small Chinese number numbers with: 期.
    pub ordinal_units: WordList,
    /// What is counted only to be listed: 方面, 指标.
    pub list_nouns: WordList,
    /// What a Chinese number with 个 or 项 really counts: 县, 项目.
    pub counted_nouns: WordList,
    /// What a Chinese number with 个 or 项 only names: 制度, 清单.
    pub named_nouns: WordList,
    /// What a size describes: 企业, 锅炉.
    pub described_nouns: WordList,
    /// Whom an age describes: 老人.
    pub described_people: WordList,
    /// Before a size that only describes: 人口, 总投资.
    pub size_words: WordList,
    /// What is asked of a person: 身高.
    pub person_words: WordList,
    /// Ages that are measured: 寿命.
    pub measured_ages: WordList,
    /// Persons before the law: 个人.
    pub legal_persons: WordList,
    /// Right before 两个以上, words by which the law speaks of more than one: 涉及.
    pub beyond_one: WordList,
    /// What a value is, behind 以上的: 目标.
    pub aim_nouns: WordList,
    /// No names before 一所: 另.
    pub unnamed_words: WordList,
    /// Verbs before a count: 完成, 新增.
    pub count_verbs: WordList,
    /// After a number without a unit: 工程, 计划.
    pub name_nouns: WordList,
    /// Near a code: 热线, 电话.
    pub code_words: WordList,
    /// After a duration: 值班, 生活圈.
    pub schedule_words: WordList,
    /// Right before a duration that has passed: 历时.
    pub lasting_words: WordList,
    /// Right before a duration that is reached: 压缩到.
    pub reached_words: WordList,
    /// Before a frequency: 每周, 每季度.
    pub frequency_words: WordList,
    /// After an amount of money that is itself meant: 基金.
    pub money_nouns: WordList,
    /// After an amount of money that is spent on something: 用于.
    pub purpose_verbs: WordList,
    /// Right behind a classifier or a small number, words of a bound: 一头以上 counts.
    pub bounds_behind: WordList,
    /// In the clause before a number of years, what is measured in them: 受教育年限.
    pub year_spans: WordList,
    /// Behind two numbers that 由 and 至 part, words that make a range of them: 由3%至5%不等.
    pub between_ends: WordList,
    /// Right before an amount that holds for each: 每3年.
    pub each_words: WordList,
    /// Right behind the hours of a duration: 2小时40分.
    pub minutes: WordList,
    /// Right behind a length that says where: 出口2公里处.
    pub place_words: WordList,
    /// Behind an amount of money, words with 兑 that name no rate of exchange: 兑现.
    pub not_exchanged: WordList,
    /// Right behind a number, words for days: 1700多个日夜.
    pub day_words: WordList,
    /// Right before days that are counted down to an event: 距离开幕还有20天.
    pub countdown_words: WordList,
    /// Right before a duration that is summed up as a condition: 累计24个月缴费.
    pub sum_words: WordList,
    /// Right behind such a duration: 累计24个月在本市缴费.
    pub summed_behind: WordList,
    /// Durations so short that 在…内 is a target: 在30分钟内.
    pub swift_units: WordList,
    /// Right before a number of projects, what makes it the name of a programme: “十四五”规划102项.
    pub plan_words: WordList,
    /// Right before a count of what was named already: 这3起事故.
    pub named_before: WordList,
    /// Behind 一个, words of a step and not of a thing: 一个台阶.
    pub step_words: WordList,
    /// Right before 一, words that make it a count: 各一所, 仅一家.
    pub one_words: WordList,
    /// Behind a count, verbs by which it is a result: 十七种产品获得称号.
    pub won_verbs: WordList,
    /// Right behind a number without a unit, what it numbers: 三年级, 5号.
    pub ordinal_behind: WordList,
    /// Right behind a number without a unit, parts of a date: 5月, 75周年.
    pub calendar_words: WordList,
    /// Behind a number, words with 大 that count nothing that is then listed: 5大型.
    pub big_words: WordList,
    /// Right before a number that is a name: 国道105, 工业4.0.
    pub road_words: WordList,
    /// Right behind a number, words that go on with the sentence and are no noun: 2.8的.
    pub grammar_behind: WordList,
    /// Right before a duration, words by which 内 bounds it: 压缩到3天内.
    pub reached_before: WordList,
    /// Places that a number of households describes: 20户以上自然村.
    pub sized_places: WordList,
    /// Right before an age that is a condition without a bound: 放宽到45周岁.
    pub widened: WordList,
    /// Behind a bounded duration, what is granted without a fee: 12个月以上免费.
    pub free_words: WordList,
    /// Behind 前N, parts of a time: 前三个月.
    pub period_parts: WordList,
    /// Right before N大, if that is a congress: 党的二十大.
    pub congress_words: WordList,
    /// Behind a number, durations that are no quantity: 三小时.
    pub duration_words: WordList,
    /// Right before the number of an attachment or a table: 附件1.
    pub attachment_words: WordList,
}
