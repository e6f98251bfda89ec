//! Words that names of organs are made of, and words for what an organ does for a task.

use std::collections::HashMap;

use aho_corasick::AhoCorasick;
use serde::Deserialize;

use super::{malformed, word_list::WordList};
use crate::{Result, characters};

/// A name has at most this many characters; a longer piece of text is none, and is not looked at further.
const LONGEST_NAME: usize = 30;

/// A label that is spaced out (责 任 单 位) has one of these, and no duty word; a word of a pack holds no space.
const SPACED: [&str; 2] = ["单 位", "部 门"];

/// What a word says that an organ does for a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
    /// 牵头: leads, and what 责任单位 stands beside it supports.
    Lead,
    /// 主办: leads, and says nothing of the others.
    Host,
    /// 责任单位, 负责.
    Responsible,
    /// 配合, 参与, 协办.
    Support,
    /// 指导, 督办: does not answer for the task.
    Oversight,
}

/// Words that names of organs are made of, and words for what an organ does for a task.
#[derive(Debug)]
pub struct Organs {
    endings: Suffixes<()>,
    collective_endings: Suffixes<()>,
    place_endings: Suffixes<()>,
    whole_names: WordList,
    false_endings: Suffixes<()>,
    refused_endings: Suffixes<()>,
    not_before_by: Suffixes<()>,
    sentence_characters: Vec<char>,
    labels: Suffixes<Duty>,
    short_labels: Suffixes<Duty>,
    verbs: Suffixes<Duty>,
    site_words: AhoCorasick,
    mechanism_words: AhoCorasick,
    cues: AhoCorasick,
    first: WordList,
    leads: WordList,
    /// What 各 stands before in a list of levels: 各市、县人民政府.
    pub(crate) list_levels: WordList,
    /// Behind the last level of such a list: 各市、县人民政府.
    pub(crate) level_endings: WordList,
    /// Behind 等, words for others, in the order in which they are taken off: 等有关单位.
    pub(crate) other_words: WordList,
    /// Behind 负责, what makes it another word: 负责人, 负责制.
    pub(crate) not_done: WordList,
    /// What the name of an organ of the centre begins with: 国务院.
    pub(crate) central: WordList,
    /// What the name of an organ begins with that stands for the place of its document: 市水利设计院.
    pub(crate) own_levels: WordList,
    /// A sentence of nothing but names says who answers by one of these: 省水利厅负责.
    pub(crate) says_who: WordList,
    /// What a bracket begins with that says who answers: （责任.
    pub(crate) opens_bracket: WordList,
}

/// The section of a pack.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Table {
    endings: Vec<String>,
    collective_endings: Vec<String>,
    place_endings: Vec<String>,
    whole_names: WordList,
    false_endings: Vec<String>,
    sentence_characters: String,
    refused_endings: Vec<String>,
    site_words: WordList,
    not_before_by: Vec<String>,
    mechanism_words: WordList,
    duty_words: Vec<String>,
    first: WordList,
    leads: WordList,
    list_levels: WordList,
    level_endings: WordList,
    other_words: WordList,
    not_done: WordList,
    central: WordList,
    own_levels: WordList,
    says_who: WordList,
    opens_bracket: WordList,
    labels: Duties,
    short_labels: Duties,
    verbs: Duties,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Duties {
    lead: Vec<String>,
    host: Vec<String>,
    responsible: Vec<String>,
    support: Vec<String>,
    oversight: Vec<String>,
}

impl Organs {
    pub(super) fn new(table: Table) -> Result<Self> {
        Ok(Self {
            endings: Suffixes::of(table.endings),
            collective_endings: Suffixes::of(table.collective_endings),
            place_endings: Suffixes::of(table.place_endings),
            whole_names: table.whole_names,
            false_endings: Suffixes::of(table.false_endings),
            refused_endings: Suffixes::of(table.refused_endings),
            not_before_by: Suffixes::of(table.not_before_by),
            sentence_characters: table.sentence_characters.chars().collect(),
            labels: table.labels.suffixes(),
            short_labels: table.short_labels.suffixes(),
            verbs: table.verbs.suffixes(),
            site_words: searcher(&table.site_words)?,
            mechanism_words: searcher(&table.mechanism_words)?,
            cues: searcher(&[table.duty_words, SPACED.map(str::to_owned).to_vec()].concat())?,
            first: table.first,
            leads: table.leads,
            list_levels: table.list_levels,
            level_endings: table.level_endings,
            other_words: table.other_words,
            not_done: table.not_done,
            central: table.central,
            own_levels: table.own_levels,
            says_who: table.says_who,
            opens_bracket: table.opens_bracket,
        })
    }

    /// Whether `name` looks like the name of an organ by itself: 市科技局, 各县（市、区）人民政府, but not 科技 or 干部.
    #[must_use]
    pub fn is_organ(&self, name: &str) -> bool {
        let Some(stem) = self.plausible_stem(name) else { return false };
        if stem.chars().any(|character| self.sentence_characters.contains(&character)) {
            return false;
        }
        if stem.starts_with('各') {
            return self.collective_endings.longest(stem).is_some() || self.endings.longest(stem).is_some();
        }
        if self.whole_names.iter().any(|whole| whole == stem) {
            return true;
        }
        let Some((start, ())) = self.endings.longest(stem) else { return false };
        let ending_alone = start == 0 && stem.chars().count() < 4;
        !ending_alone && self.false_endings.longest(stem).is_none()
    }

    /// Whether `name` can be the name of a body where a label says that a list of bodies follows: 吕四港镇, 内蒙古电力集团.
    #[must_use]
    pub fn may_be_body(&self, name: &str) -> bool {
        self.plausible_stem(name).is_some_and(|stem| {
            !stem.contains(['的', '了', '是', '将'])
                && self.refused_endings.longest(stem).is_none()
                && !stem.chars().any(|character| character.is_ascii_digit())
        })
    }

    /// Whether a piece of a bracket says when, and not who: 2025年底前完成, 持续推进.
    #[must_use]
    pub fn is_deadline(&self, piece: &str) -> bool {
        let piece = piece.trim();
        self.refused_endings.longest(piece).is_some() && self.verb(piece).is_none()
    }

    /// Whether `name` can be the name of a place that answers for a task: 吕四港镇.
    #[must_use]
    pub fn may_be_place(&self, name: &str) -> bool {
        self.may_be_body(name) && self.place_endings.longest(name).is_some()
    }

    /// The label that `text` ends on, with the byte where it begins. Spaces inside the label do not matter.
    #[must_use]
    pub fn label(&self, text: &str, bracketed: bool) -> Option<(usize, Duty)> {
        let short = if bracketed { self.short_labels.longest(text) } else { None };
        self.labels.longest(text).or(short)
    }

    /// The words of duty that `text` ends on (按职责分工负责), with the byte where they begin.
    #[must_use]
    pub fn verb(&self, text: &str) -> Option<(usize, Duty)> {
        self.verbs.longest(text)
    }

    /// Whether a text can say at all who answers for a task. Cheap.
    #[must_use]
    pub fn has_cue(&self, text: &str) -> bool {
        self.cues.is_match(text)
    }

    /// Whether a line says that the first of several organs leads: 列第一位的为牵头单位.
    #[must_use]
    pub fn first_leads(&self, line: &str) -> bool {
        /// 的部门为主要 between the two.
        const FARTHEST: usize = 13;
        self.leads.all_in(line).any(|(at, _)| {
            let near = characters::last(&line[..at], FARTHEST);
            near.ends_with(['为', '是', '即']) && self.first.is_in(near)
        })
    }

    /// Whether a text is the foot of a web page.
    #[must_use]
    pub fn is_site_footer(&self, text: &str) -> bool {
        self.site_words.is_match(text)
    }

    /// Whether 由 behind `text` begins the description of a mechanism (建立由…牵头的机制), or only ends a word (理由).
    #[must_use]
    pub fn bars_by(&self, text: &str) -> bool {
        self.not_before_by.longest(text).is_some()
    }

    /// Whether `text` goes on to a mechanism: 牵头的工作机制.
    #[must_use]
    pub fn is_mechanism(&self, text: &str) -> bool {
        self.mechanism_words.is_match(text)
    }

    /// `name` without a bracket at its end, if it is of a name's length and letters.
    fn plausible_stem<'a>(&self, name: &'a str) -> Option<&'a str> {
        if name.len() > LONGEST_NAME * 4 || !(2..=LONGEST_NAME).contains(&name.chars().count()) {
            return None;
        }
        let stem = if name.ends_with([')', '）', '〕']) { &name[..name.find(['(', '（', '〔'])?] } else { name };
        let named = |character: char| {
            !character.is_whitespace()
                && !character.is_control()
                && !"。？！：；，、?!:;,|/=<>%#*\u{FFFD}".contains(character)
        };
        let outside_brackets = name.find(['(', '（', '〔']).map_or(name, |open| &name[..open]);
        let levels = name.starts_with('各') && outside_brackets.contains('、');
        (stem.chars().count() >= 2
            && outside_brackets.chars().all(|character| named(character) || levels && character == '、'))
        .then_some(stem)
    }
}

impl Duties {
    fn suffixes(self) -> Suffixes<Duty> {
        let mut all = Vec::new();
        for (words, duty) in [
            (self.lead, Duty::Lead),
            (self.host, Duty::Host),
            (self.responsible, Duty::Responsible),
            (self.support, Duty::Support),
            (self.oversight, Duty::Oversight),
        ] {
            all.extend(words.into_iter().map(|word| (word, duty)));
        }
        Suffixes::new(all)
    }
}

/// Words to be found at the end of a text, by their last character.
#[derive(Debug)]
struct Suffixes<T>(HashMap<char, Vec<(String, T)>>);

impl Suffixes<()> {
    fn of(words: Vec<String>) -> Self {
        Self::new(words.into_iter().map(|word| (word, ())).collect())
    }
}

impl<T: Copy> Suffixes<T> {
    fn new(words: Vec<(String, T)>) -> Self {
        let mut map: HashMap<char, Vec<(String, T)>> = HashMap::new();
        for (word, value) in words {
            if let Some(last) = word.chars().next_back() {
                map.entry(last).or_default().push((word, value));
            }
        }
        for list in map.values_mut() {
            list.sort_by(|(one, _), (other, _)| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
        }
        Self(map)
    }

    /// The longest word that `text` ends on, and the byte where it begins.
    fn longest(&self, text: &str) -> Option<(usize, T)> {
        let list = self.0.get(&text.chars().next_back()?)?;
        list.iter().find_map(|(word, value)| Some((start_of_suffix(text, word)?, *value)))
    }
}

/// Where `word` begins at the end of `text`; single spaces between its characters do not matter.
fn start_of_suffix(text: &str, word: &str) -> Option<usize> {
    if text.ends_with(word) {
        return Some(text.len() - word.len());
    }
    let mut characters = text.char_indices().rev().peekable();
    let mut start = text.len();
    for (number, wanted) in word.chars().rev().enumerate() {
        if number > 0 {
            characters.next_if(|(_, character)| character.is_whitespace());
        }
        let (position, found) = characters.next()?;
        if found != wanted {
            return None;
        }
        start = position;
    }
    Some(start)
}

fn searcher<W: AsRef<[u8]>>(words: &[W]) -> Result<AhoCorasick> {
    AhoCorasick::new(words).map_err(|error| malformed("organ", &error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn organs() -> Organs {
        Lexicon::builtin().expect("the tables are well formed").organs
    }

    #[test]
    fn names_by_themselves() {
        let organs = organs();
        for name in [
            "市科技局",
            "国家发展和改革委员会",
            "各县（市、区）人民政府",
            "各区镇",
            "各高校院所",
            "人力资源社会保障部",
            "团市委",
            "市妇联",
            "国家金融监督管理总局",
            "有关部门",
            "工业和信息化部",
            "市委",
            "各有关部门和单位",
        ] {
            assert!(organs.is_organ(name), "{name}");
        }
        for name in [
            "科技",
            "领导干部",
            "经济社会",
            "我市",
            "龙头企业",
            "局",
            "委员会",
            "市科技局的工作",
            "省长",
            "进展情况",
            "",
        ] {
            assert!(!organs.is_organ(name), "{name}");
        }
    }

    #[test]
    fn names_behind_a_label() {
        let organs = organs();
        for name in ["吕四港镇", "海工船舶工业园", "内蒙古电力集团", "国网内蒙古东部电力公司"]
        {
            assert!(organs.may_be_body(name), "{name}");
        }
        for name in ["2025年12月", "持续推进", "王某某同志", "长期坚持", "无", "12月底前"] {
            assert!(!organs.may_be_body(name), "{name}");
        }
    }

    #[test]
    fn labels_and_verbs() {
        let organs = organs();
        assert_eq!(organs.label("（牵头责任单位", false), Some((3, Duty::Lead)));
        assert_eq!(organs.label("责 任 单 位", false), Some((0, Duty::Responsible)));
        assert_eq!(organs.label("牵头", false), None);
        assert_eq!(organs.label("牵头", true), Some((0, Duty::Lead)));
        assert_eq!(organs.label("责任单位负责人", true), None);
        assert_eq!(organs.verb("市税务局按职责分工负责"), Some((12, Duty::Responsible)));
        assert_eq!(organs.verb("市税务局牵头负责"), Some((12, Duty::Lead)));
    }
}
