//! Units of measure and classifiers: `data/unit.toml`.

use super::word_list::WordList;
use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

/// What a unit measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitKind {
    /// 元, 美元.
    Currency,
    /// %, 个百分点.
    Share,
    /// 公里.
    Length,
    /// 亩, 平方米.
    Area,
    /// 立方米.
    Volume,
    /// 吨, 吨标准煤.
    Mass,
    /// 千瓦时.
    Energy,
    /// 千瓦, 千伏.
    Power,
    /// GB, ℃, 分贝 and other measures of technology.
    Data,
    /// 小时, 个工作日.
    Duration,
    /// 岁.
    Age,
    /// 人, 户, 人次.
    Person,
    /// Classifiers of anything: 个, 项, 条.
    General,
    /// Classifiers of things: 家, 座, 台.
    Count,
    /// 倍.
    Multiple,
}

impl UnitKind {
    /// Whether it measures a size that also describes things: 500平方米以上超市, 35蒸吨锅炉.
    #[must_use]
    pub fn is_physical(self) -> bool {
        matches!(self, Self::Length | Self::Area | Self::Volume | Self::Mass | Self::Energy | Self::Power | Self::Data)
    }
}

/// A unit as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// The word in the text.
    pub name: String,
    /// The base unit that it stands for; mostly the same word.
    pub base: String,
    /// What it measures.
    pub kind: UnitKind,
    /// What may not follow, as the word then is another (人 in 人才).
    not_before: WordList,
}

/// The units of measure, found by their first character.
#[derive(Debug, Default)]
pub struct Units {
    by_first: HashMap<char, Vec<Unit>>,
    unwritten: BTreeMap<String, WordList>,
    unclassified: Unclassified,
    compound: Compound,
    tenths: Tenths,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Tenths {
    behind: WordList,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Compound {
    per: WordList,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Unclassified {
    characters: WordList,
    owned: WordList,
}

/// The section of a pack.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Table {
    currency: Vec<String>,
    share: Vec<String>,
    length: Vec<String>,
    area: Vec<String>,
    volume: Vec<String>,
    mass: Vec<String>,
    energy: Vec<String>,
    power: Vec<String>,
    data: Vec<String>,
    duration: Vec<String>,
    age: Vec<String>,
    person: Vec<String>,
    general: Vec<String>,
    count: Vec<String>,
    multiple: Vec<String>,
    base: BTreeMap<String, String>,
    unwritten: BTreeMap<String, WordList>,
    unclassified: Unclassified,
    compound: Compound,
    tenths: Tenths,
    not_before: BTreeMap<String, WordList>,
}

impl Units {
    pub(super) fn new(table: Table) -> Self {
        let Table { mut base, mut not_before, .. } = table;
        let groups = [
            (UnitKind::Currency, table.currency),
            (UnitKind::Share, table.share),
            (UnitKind::Length, table.length),
            (UnitKind::Area, table.area),
            (UnitKind::Volume, table.volume),
            (UnitKind::Mass, table.mass),
            (UnitKind::Energy, table.energy),
            (UnitKind::Power, table.power),
            (UnitKind::Data, table.data),
            (UnitKind::Duration, table.duration),
            (UnitKind::Age, table.age),
            (UnitKind::Person, table.person),
            (UnitKind::General, table.general),
            (UnitKind::Count, table.count),
            (UnitKind::Multiple, table.multiple),
        ];
        let mut units = Self {
            unwritten: table.unwritten,
            unclassified: table.unclassified,
            compound: table.compound,
            tenths: table.tenths,
            ..Self::default()
        };
        for (kind, names) in groups {
            for name in names {
                let Some(first) = name.chars().next() else { continue };
                let unit = Unit {
                    base: base.remove(&name).unwrap_or_else(|| name.clone()),
                    not_before: not_before.remove(&name).unwrap_or_default(),
                    name,
                    kind,
                };
                units.by_first.entry(first).or_default().push(unit);
            }
        }
        for unit in units.by_first.values_mut() {
            unit.sort_by_key(|unit| std::cmp::Reverse(unit.name.len()));
        }
        units
    }

    /// The longest unit that the text starts with.
    #[must_use]
    pub fn longest_at(&self, text: &str) -> Option<&Unit> {
        let units = self.by_first.get(&text.chars().next()?)?;
        units.iter().find(|unit| {
            text.strip_prefix(unit.name.as_str()).is_some_and(|rest| {
                let cut = unit.name.ends_with(|last: char| last.is_ascii_alphabetic())
                    && rest.starts_with(|next: char| next.is_ascii_alphanumeric());
                !cut && unit.not_before.prefix_of(rest).is_none()
            })
        })
    }
}

impl Units {
    /// The unit in which the first noun of `phrase` that needs none is counted: 人 in 农村贫困人口.
    pub(crate) fn unwritten_in(&self, phrase: &str) -> Option<&str> {
        let found = self.unwritten.iter().filter_map(|(unit, nouns)| {
            let at = nouns.find_in(phrase)?;
            Some((at, nouns.longest_prefix_of(&phrase[at..])?.len(), unit))
        });
        let (at, len, unit) = found.min_by_key(|&(at, len, _)| (at, std::cmp::Reverse(len)))?;
        let behind = &phrase[at + len..];
        self.unclassified.owned.prefix_of(behind).is_none().then_some(unit)
    }

    /// The unit in which a thing of this name is counted where none is written: 人 for 参保人数.
    pub(crate) fn unwritten_of(&self, name: &str) -> Option<&str> {
        let of = |nouns: &WordList| nouns.suffix_of(name).is_some();
        self.unwritten.iter().find(|(_, nouns)| of(nouns)).map(|(unit, _)| unit.as_str())
    }

    /// What a compound unit is per, beside the units themselves: 学年 in 元/学年.
    pub(crate) fn per(&self) -> &WordList {
        &self.compound.per
    }

    /// Words behind 成 that leave it a tenth: 三成以上, but not 三成立.
    pub(crate) fn behind_tenths(&self) -> &WordList {
        &self.tenths.behind
    }

    /// Whether a character can be a classifier that no list holds, by its shape alone.
    pub(crate) fn may_classify(&self, character: char) -> bool {
        !self.unclassified.characters.iter().any(|run| run.contains(character))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::{Lexicon, Words};

    #[test]
    fn the_longest_unit_wins() {
        let units = Lexicon::builtin().expect("the tables are well formed").units;
        for (text, base) in [
            ("人次以上", Some("人次")),
            ("人才", None),
            ("人口饮水", Some("人")),
            ("千瓦时", Some("千瓦时")),
            ("％以上", Some("%")),
            ("家庭", None),
            ("吨标准煤", Some("吨标准煤")),
            ("kV变电站", Some("kV")),
            ("Pro", None),
            ("", None),
        ] {
            assert_eq!(units.longest_at(text).map(|unit| unit.base.as_str()), base, "{text}");
        }
    }

    #[test]
    fn every_row_names_a_unit_once() {
        let table = Words::builtin().and_then(Words::sections).expect("the tables are well formed").unit;
        let (base, not_before) = (table.base.clone(), table.not_before.clone());
        let units = Units::new(table);
        let all: Vec<&str> = units.by_first.values().flatten().map(|unit| unit.name.as_str()).collect();
        let distinct: std::collections::BTreeSet<&str> = all.iter().copied().collect();
        assert_eq!(all.len(), distinct.len(), "a unit stands twice");
        for name in base.keys().chain(not_before.keys()) {
            assert!(distinct.contains(name.as_str()), "{name} is no unit");
        }
    }
}
