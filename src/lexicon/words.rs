//! The word lists of packs: as they are written, and joined.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize, Serializer, de::IgnoredAny};
use toml::{
    Spanned, Table, Value,
    de::{DeTable, DeValue, Deserializer},
};

use super::{
    agency, boilerplate, comparator, cue, department, indicator, label, organ, refusal, script::ScriptTable, unit,
};
use crate::{Result, error::DataError};

/// The built-in packs of words. They are read as a pack of anybody else is.
const BUILTIN: [(&str, &str); 10] = [
    ("agency.toml", include_str!("data/agency.toml")),
    ("boilerplate.toml", include_str!("data/boilerplate.toml")),
    ("comparator.toml", include_str!("data/comparator.toml")),
    ("cue.toml", include_str!("data/cue.toml")),
    ("department.toml", include_str!("data/department.toml")),
    ("indicator.toml", include_str!("data/indicator.toml")),
    ("label.toml", include_str!("data/label.toml")),
    ("organ.toml", include_str!("data/organ.toml")),
    ("refusal.toml", include_str!("data/refusal.toml")),
    ("unit.toml", include_str!("data/unit.toml")),
];

/// What a pack holds beside words. It is read where rules are.
const OTHER_SECTIONS: [&str; 2] = ["disable", "rule"];

/// A word has at most so many characters, an expression of `[boilerplate]` too.
const LONGEST_WORD: usize = 400;

/// The word lists of one pack, or of several joined.
///
/// Lists are joined and tables entered; of two other values for one key the later counts. A unit that a later pack lists
/// is of the kind that this pack says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words(Table);

/// The sections of a pack that hold words.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Sections {
    pub(super) agency: agency::Agencies,
    pub(super) boilerplate: boilerplate::Table,
    pub(super) comparator: comparator::Comparators,
    pub(super) cue: cue::Cues,
    pub(super) department: department::Table,
    pub(super) indicator: indicator::Indicators,
    pub(super) label: label::Table,
    pub(super) organ: organ::Table,
    pub(super) refusal: refusal::Refusals,
    pub(super) unit: unit::Table,
    // the other sections
    #[serde(rename = "rule")]
    _rule: IgnoredAny,
    #[serde(rename = "disable")]
    _disable: IgnoredAny,
}

impl Words {
    /// The words of the built-in packs.
    ///
    /// # Errors
    /// `data` if one of them is not well formed, which a test rules out.
    pub fn builtin() -> Result<Self> {
        let mut words = Self::default();
        for (file, text) in BUILTIN {
            words.0 = join(words.0, toml::from_str(text).map_err(|error| DataError::toml(file, text, &error))?);
        }
        Ok(words)
    }

    /// The words that the pack `text`, which `file` names in errors, holds.
    ///
    /// # Errors
    /// `data` with the place, where a section or key is unknown or a value has the wrong shape.
    pub fn parse(file: &str, text: &str) -> Result<Self> {
        let malformed = |error: toml::de::Error| DataError::toml(file, text, &error);
        let written = DeTable::parse(text).map_err(malformed)?;
        Sections::deserialize(Deserializer::from(written.clone())).map_err(malformed)?;
        for (name, section) in written.get_ref() {
            if !OTHER_SECTIONS.contains(&name.get_ref().as_ref()) {
                check(file, text, name.get_ref(), section)?;
            }
        }
        let mut table = Table::deserialize(Deserializer::from(written)).map_err(malformed)?;
        table.retain(|name, _| !OTHER_SECTIONS.contains(&name));
        Ok(Self(table))
    }

    /// These words and those of a later pack.
    #[must_use]
    pub fn and(mut self, later: Self) -> Self {
        if let Some(Value::Table(units)) = later.0.get("unit") {
            let names = units.values().filter_map(Value::as_array).flatten().filter_map(Value::as_str).collect();
            self.forget_units(&names);
        }
        Self(join(self.0, later.0))
    }

    fn forget_units(&mut self, names: &std::collections::HashSet<&str>) {
        let Some(Value::Table(units)) = self.0.get_mut("unit") else { return };
        for list in units.iter_mut().filter_map(|(_, list)| list.as_array_mut()) {
            list.retain(|name| name.as_str().is_none_or(|name| !names.contains(name)));
        }
    }

    /// The first word that holds a character of traditional script only, and so is in no simplified text.
    #[must_use]
    pub fn traditional(&self, script: &ScriptTable) -> Option<&str> {
        // what a page is cut from is found before its script is converted
        let sections = self.0.iter().filter(|(section, _)| *section != "boilerplate");
        sections.flat_map(|(_, section)| strings(section)).find(|word| script.count(word).traditional > 0)
    }

    /// How many words and names there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.values().map(count).sum()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(super) fn sections(self) -> Result<Sections> {
        self.0.try_into().map_err(|error: toml::de::Error| {
            // each pack was checked by itself, so only words that do not go together can fail here
            DataError::new("words", error.message().to_owned()).into()
        })
    }
}

/// The sections, with keys in the order of their bytes: the same words are written the same way everywhere.
impl Serialize for Words {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_map(sorted(&self.0))
    }
}

/// A value whose tables are written with their keys in order. `toml` keeps another order in programs that ask it to.
struct Sorted<'a>(&'a Value);

impl Serialize for Sorted<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        match self.0 {
            Value::Table(table) => serializer.collect_map(sorted(table)),
            Value::Array(values) => serializer.collect_seq(values.iter().map(Sorted)),
            value => value.serialize(serializer),
        }
    }
}

fn sorted(table: &Table) -> BTreeMap<&str, Sorted<'_>> {
    table.iter().map(|(key, value)| (key.as_str(), Sorted(value))).collect()
}

/// That the words of a section can stand in a text: an empty one would stand everywhere, one with a space nowhere.
fn check(file: &str, text: &str, section: &str, value: &Spanned<DeValue>) -> Result<()> {
    let word = match value.get_ref() {
        DeValue::Array(values) => return values.iter().try_for_each(|value| check(file, text, section, value)),
        DeValue::Table(table) => return table.values().try_for_each(|value| check(file, text, section, value)),
        DeValue::String(word) => word.as_ref(),
        _ => return Ok(()),
    };
    let error = |problem: &str| DataError::at(file, text, value.span(), problem.to_owned());
    if word.trim().is_empty() {
        return Err(error("a word is empty").with_help("write the word, or remove it from the list").into());
    }
    if word.chars().count() > LONGEST_WORD {
        return Err(error("a word is longer than 400 characters").with_help("shorten it").into());
    }
    if section == "boilerplate" {
        // the lists of words there hold no sign that means something in an expression
        let reason = |error: &regex::Error| error.to_string().lines().last().unwrap_or_default().replace("error: ", "");
        regex::Regex::new(word).map_err(|failed| error(&format!("no regular expression: {}", reason(&failed))))?;
    } else if word.contains(char::is_whitespace) && !word.is_ascii() {
        let help = "write it without spaces: those between Chinese characters are no part of the clean text";
        return Err(error("a word holds a space").with_help(help).into());
    }
    Ok(())
}

/// The words of a value, those of keys too.
fn strings(value: &Value) -> Vec<&str> {
    match value {
        Value::String(word) => vec![word],
        Value::Array(values) => values.iter().flat_map(strings).collect(),
        Value::Table(table) => {
            table.iter().flat_map(|(key, value)| std::iter::once(key.as_str()).chain(strings(value))).collect()
        }
        _ => Vec::new(),
    }
}

fn count(value: &Value) -> usize {
    match value {
        Value::Array(values) => values.iter().map(count).sum(),
        Value::Table(table) => table.values().map(count).sum(),
        _ => 1,
    }
}

fn join(mut all: Table, later: Table) -> Table {
    for (key, value) in later {
        let joined = match (all.remove(&key), value) {
            (Some(Value::Table(old)), Value::Table(new)) => Value::Table(join(old, new)),
            (Some(Value::Array(mut old)), Value::Array(new)) => {
                old.extend(new);
                Value::Array(old)
            }
            (_, new) => new,
        };
        all.insert(key, joined);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_builtin_pack_is_well_formed_by_itself() {
        for (file, text) in BUILTIN {
            let words = Words::parse(file, text).expect("it is well formed");
            assert!(!words.is_empty(), "{file}");
        }
    }

    #[test]
    fn lists_are_joined_and_other_values_replaced() {
        let words = |text: &str| Words::parse("a.toml", text).expect("it is well formed");
        let first = words("[unit]\ncount = [\"口\", \"眼\"]\nbase = { \"口\" = \"个\" }\n");
        let both = first.and(words("[unit]\nlength = [\"眼\"]\ncount = [\"孔\"]\nbase = { \"口\" = \"口\" }\n"));
        let unit = both.sections().expect("they go together").unit;
        assert_eq!(format!("{unit:?}"), {
            let expected = words("[unit]\ncount = [\"口\", \"孔\"]\nlength = [\"眼\"]\nbase = { \"口\" = \"口\" }\n");
            format!("{:?}", expected.sections().expect("it is well formed").unit)
        });
    }

    #[test]
    fn an_unknown_key_is_named_with_its_place() {
        let error = Words::parse("a.toml", "[unit]\nlengths = [\"孔\"]\n").expect_err("no such list").to_string();
        assert!(error.starts_with("a.toml:2:1: unknown field `lengths`"), "{error}");
    }
}
