//! Words around document numbers: where the code of an agency begins, and what only looks like a number.

use serde::Deserialize;

use super::word_list::WordList;

/// Words around document numbers.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Agencies {
    /// What stands before a number and is no part of it: 根据, 印发.
    pub lead_words: WordList,
    /// Characters that do so only where one of `heads` follows: 和.
    pub weak_lead_characters: String,
    /// Those of them that no code begins with: 按.
    pub firm_lead_characters: String,
    /// Names that hold a lead word: 人民共和国.
    pub protected_names: WordList,
    /// What codes and names of agencies begin with: 国, 发改, 渝.
    pub heads: WordList,
    /// What codes of agencies end on: 发, 函.
    pub code_endings: WordList,
    /// What the mark of minutes ends on, which a number without a code follows: 会议纪要.
    pub minutes: WordList,
    /// Issuers of orders that are no organs by their ending: 主席.
    pub order_issuers: WordList,
    /// Codes of what is no official document: 合同.
    pub refused_codes: WordList,
    /// What makes a number with 号 that of a house or a plot: 楼.
    pub refused_after: WordList,
    /// Words of courts and of arbitration: 民终.
    pub case_words: WordList,
    /// Kinds of Macau's documents: 行政法规.
    pub macau_kinds: WordList,
    /// Kinds of Hong Kong's documents: 法律公告.
    pub hong_kong_kinds: WordList,
}
