//! Lines that belong to a web page and not to its document.

use std::collections::HashSet;

use aho_corasick::{AhoCorasick, MatchKind};
use regex::{Regex, RegexSet};
use serde::Deserialize;

use super::malformed;
use super::word_list::WordList;
use crate::Result;

/// Lines that belong to a web page and not to its document.
#[derive(Debug)]
pub struct Boilerplate {
    title_ends: WordList,
    buttons: HashSet<String>,
    menu: HashSet<String>,
    lines: RegexSet,
    footer: RegexSet,
    beside_footer: RegexSet,
    kept: RegexSet,
    lead_sentence: Regex,
    spam: AhoCorasick,
}

/// A lead sentence has at most so many characters. The expressions do not count them: one that does takes long to compile.
const LONGEST_LEAD: usize = 180;

/// The section of a pack.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Table {
    title_ends: WordList,
    buttons: WordList,
    menu: WordList,
    lines: WordList,
    footer: WordList,
    beside_footer: WordList,
    kept: WordList,
    lead_sentences: WordList,
    spam: WordList,
}

/// What a word of navigation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NavigationWord {
    /// Navigation also by itself: 打印, 网站地图.
    Button,
    /// Navigation beside others: 信息公开.
    Menu,
}

impl Boilerplate {
    pub(super) fn new(table: &Table) -> Result<Self> {
        Ok(Self {
            title_ends: table.title_ends.clone(),
            buttons: table.buttons.iter().cloned().collect(),
            menu: table.menu.iter().cloned().collect(),
            lines: RegexSet::new(&table.lines).map_err(|error| malformed("boilerplate", &error))?,
            footer: RegexSet::new(&table.footer).map_err(|error| malformed("boilerplate", &error))?,
            beside_footer: RegexSet::new(&table.beside_footer).map_err(|error| malformed("boilerplate", &error))?,
            kept: RegexSet::new(&table.kept).map_err(|error| malformed("boilerplate", &error))?,
            lead_sentence: Regex::new(&table.lead_sentences.join("|"))
                .map_err(|error| malformed("boilerplate", &error))?,
            spam: AhoCorasick::builder()
                .match_kind(MatchKind::LeftmostLongest)
                .build(&table.spam)
                .map_err(|error| malformed("boilerplate", &error))?,
        })
    }

    /// Whether `word` is one of navigation.
    #[must_use]
    pub fn navigation_word(&self, word: &str) -> Option<NavigationWord> {
        if self.buttons.contains(word) {
            Some(NavigationWord::Button)
        } else {
            self.menu.contains(word).then_some(NavigationWord::Menu)
        }
    }

    /// Whether a short line is boilerplate by its own words: 当前位置：首页 > …, 责任编辑：…
    #[must_use]
    pub fn is_line(&self, line: &str) -> bool {
        self.lines.is_match(line)
    }

    /// Whether a short line is one of a site's foot: 版权所有, ICP备.
    #[must_use]
    pub fn is_footer(&self, line: &str) -> bool {
        self.footer.is_match(line)
    }

    /// Whether a line beside one of a site's foot belongs to it: 主办单位, 电话.
    #[must_use]
    pub fn is_beside_footer(&self, line: &str) -> bool {
        self.beside_footer.is_match(line)
    }

    /// Whether a short line may be a title (政府工作报告) or the name of who issues the document.
    #[must_use]
    pub fn may_be_title(&self, line: &str) -> bool {
        self.title_ends.suffix_of(line).is_some()
    }

    /// Whether a line holds something of the document: a heading, a document number, a label of the disclosure table.
    #[must_use]
    pub fn is_kept(&self, line: &str) -> bool {
        self.kept.is_match(line)
    }

    /// The byte ranges of sentences that a re-hosting site puts before a text.
    pub fn lead_sentences<'a>(&'a self, line: &'a str) -> impl Iterator<Item = std::ops::Range<usize>> + 'a {
        let found = self.lead_sentence.find_iter(line);
        found.filter(|found| found.as_str().chars().nth(LONGEST_LEAD).is_none()).map(|found| found.range())
    }

    /// How many different words of spam a line holds, and how many of its bytes they make.
    #[must_use]
    pub fn spam(&self, line: &str) -> (usize, usize) {
        let mut kinds = HashSet::new();
        let bytes = self.spam.find_iter(line).map(|found| (kinds.insert(found.pattern()), found.len()).1).sum();
        (kinds.len(), bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn the_table_is_read() {
        let table = Lexicon::builtin().expect("the tables are well formed").boilerplate;
        assert_eq!(table.navigation_word("打印"), Some(NavigationWord::Button));
        assert_eq!(table.navigation_word("信息公开"), Some(NavigationWord::Menu));
        assert_eq!(table.navigation_word("森林覆盖率"), None);
        assert_eq!(table.spam("国产精品免费观看"), (2, 24));
        assert_eq!(table.spam("完善国产精品供给"), (1, 12));
        assert!(table.is_footer("某市政府 版权所有") && !table.is_footer("保护版权所有者"));
    }
}
