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
}
