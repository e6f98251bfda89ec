//! Labels of the fields of a document, its genres, and the words of its opening and its end.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

use super::word_list::WordList;

/// What a label of a disclosure table names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// 索引号.
    IndexNumber,
    /// 标题, 名称.
    Title,
    /// 文号.
    DocNumber,
    /// 发布机构.
    Issuer,
    /// 成文日期.
    Issued,
    /// 发布日期.
    Published,
    /// 有效性.
    Validity,
    /// 来源: where a page was taken from, which is not who issued the document.
    Source,
    /// 答复内容: the text itself.
    Content,
    /// Any other label; it ends the value before it.
    Other,
}

/// Words of titles.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Titles {
    /// 文种.
    pub genres: WordList,
    /// What else titles end on: 规划, 办法.
    pub other_kinds: WordList,
    /// Words that make a 函 the 答复 to a proposal.
    pub proposals: WordList,
    /// Labels of a reply to a proposal.
    pub reply_labels: WordList,
    /// What follows the issuer in a title: 关于.
    pub after_issuer: WordList,
    /// What took place on the day that stands under a title: 会议上, 通过.
    pub occasions: WordList,
    /// What a mark or a title ends on whose number stands on the line below it: 令.
    pub numbered: WordList,
}

/// Words of the line that names the addressees.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Addressees {
    /// 各位代表: a greeting.
    pub salutations: WordList,
    /// Who presides over those present: 主席.
    pub chairs: WordList,
    /// What no list of addressees holds.
    pub refused: WordList,
    /// What persons are addressed as: 代表.
    pub persons: WordList,
    /// What addressees end on beside organs: 市, 各部门.
    pub places: WordList,
}

/// Words of the end of a document, and of the lines of persons.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Closing {
    /// 此件: what a remark begins with.
    pub remarks: WordList,
    /// 抄送: what a line of the imprint begins with.
    pub imprint: WordList,
    /// 附件: what the line of an attachment begins with.
    pub attachments: WordList,
    /// 解读链接: links to explanations.
    pub links: WordList,
    /// .pdf: endings of names of files.
    pub files: WordList,
    /// 市长: offices of those who sign or speak.
    pub offices: WordList,
}

/// The section of a pack.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Table {
    fields: BTreeMap<Field, Vec<String>>,
    titles: Titles,
    addressees: Addressees,
    closing: Closing,
}

/// Labels of the fields of a document, its genres, and the words of its opening and its end.
#[derive(Debug)]
pub struct Labels {
    /// The labels by their first character, longest first.
    by_first: HashMap<char, Vec<(String, Field)>>,
    /// Words of titles.
    pub titles: Titles,
    /// Words of the addressees' line.
    pub addressees: Addressees,
    /// Words of the end.
    pub closing: Closing,
}

impl Labels {
    pub(super) fn new(table: Table) -> Self {
        let Table { fields, titles, addressees, closing } = table;
        let mut by_first: HashMap<char, Vec<(String, Field)>> = HashMap::new();
        for (field, labels) in fields {
            for label in labels {
                if let Some(first) = label.chars().next() {
                    by_first.entry(first).or_default().push((label, field));
                }
            }
        }
        for labels in by_first.values_mut() {
            labels.sort_by(|(one, _), (other, _)| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
        }
        Self { by_first, titles, addressees, closing }
    }

    /// The longest label that `text` begins with, and its length in bytes; spaces inside it do not matter.
    #[must_use]
    pub fn at_start(&self, text: &str) -> Option<(Field, usize)> {
        let labels = self.by_first.get(&text.chars().next()?)?;
        labels.iter().find_map(|(label, field)| Some((*field, length_of_prefix(text, label)?)))
    }
}

/// The length of `word` at the beginning of `text`, spaces between its characters included.
fn length_of_prefix(text: &str, word: &str) -> Option<usize> {
    /// 标　　题: no label is spaced wider.
    const WIDEST: usize = 6;
    let mut at = 0;
    for (index, wanted) in word.chars().enumerate() {
        if index > 0 {
            at += text[at..]
                .chars()
                .take(WIDEST)
                .take_while(|c| c.is_whitespace() && *c != '\t')
                .map(char::len_utf8)
                .sum::<usize>();
        }
        at += text[at..].strip_prefix(wanted).map(|_| wanted.len_utf8())?;
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn labels_are_found_with_inner_spaces() {
        let labels = Lexicon::builtin().expect("the tables are well formed").labels;
        for (text, field, length) in [
            ("索引号：1", Field::IndexNumber, 9),
            ("索 引 号：1", Field::IndexNumber, 11),
            ("标\u{3000}\u{3000}题：", Field::Title, 12),
            ("主题分类", Field::Other, 12),
            ("发布时间:2023", Field::Published, 12),
            ("答复内容", Field::Content, 12),
        ] {
            assert_eq!(labels.at_start(text), Some((field, length)), "{text}");
        }
        for text in ["", "高新技术企业", "科技", "索\t引号"] {
            assert_eq!(labels.at_start(text).filter(|_| !text.starts_with('索')), None, "{text}");
        }
    }
}
