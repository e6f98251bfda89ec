//! The word lists of packs: as they are written, and joined.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize, Serializer};
use toml::{
    Spanned, Table, Value,
    de::{DeTable, DeValue, Deserializer},
};

use super::{
    agency, boilerplate, comparator, cue, department, indicator, label, organ, purpose, refusal, script::ScriptTable,
    site, time, unit,
};
use crate::{Result, error::DataError};

/// The built-in packs of words. They are read as a pack of anybody else is.
const BUILTIN: [(&str, &str); 12] = [
    ("agency.toml", include_str!("data/agency.toml")),
    ("boilerplate.toml", include_str!("data/boilerplate.toml")),
    ("comparator.toml", include_str!("data/comparator.toml")),
    ("cue.toml", include_str!("data/cue.toml")),
    ("department.toml", include_str!("data/department.toml")),
    ("indicator.toml", include_str!("data/indicator.toml")),
    ("label.toml", include_str!("data/label.toml")),
    ("organ.toml", include_str!("data/organ.toml")),
    ("refusal.toml", include_str!("data/refusal.toml")),
    ("site.toml", include_str!("data/site.toml")),
    ("time.toml", include_str!("data/time.toml")),
    ("unit.toml", include_str!("data/unit.toml")),
];

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
    pub(super) site: site::Sites,
    pub(super) time: time::Times,
    pub(super) unit: unit::Table,
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

    /// The words in `sections`, which were parsed from `text`, the pack that `file` names in errors.
    ///
    /// # Errors
    /// `data` with the place, where a section or key is unknown, a value has the wrong shape, or a word cannot stand in a
    /// text.
    pub(crate) fn read(file: &str, text: &str, sections: DeTable) -> Result<Self> {
        let malformed = |error: toml::de::Error| DataError::toml(file, text, &error);
        let whole = Spanned::new(0..text.len(), sections.clone());
        Sections::deserialize(Deserializer::from(whole.clone())).map_err(malformed)?;
        for (name, section) in &sections {
            check(file, text, name.get_ref(), section)?;
        }
        if let Some(units) = sections.get("unit") {
            check_units(file, text, units)?;
        }
        Ok(Self(Table::deserialize(Deserializer::from(whole)).map_err(malformed)?))
    }

    /// These words and those of a later pack, which count before these where they differ.
    #[must_use]
    pub fn followed_by(mut self, later: Self) -> Self {
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
        let sections = self.0.iter().filter(|(section, _)| !["boilerplate", "site"].contains(&section.as_str()));
        sections.flat_map(|(_, section)| keys_and_strings(section)).find(|word| script.count(word).traditional > 0)
    }

    /// The lists, by their sections and names (`cue.verbs.reach`), with their words, in the order of their names.
    #[must_use]
    pub fn lists(&self) -> Vec<(String, Vec<&str>)> {
        let mut lists = Vec::new();
        push_lists("", &self.0, &mut lists);
        lists.sort();
        lists
    }

    /// What the lists of the built-in packs are for, by their sections and names: what stands above them.
    #[must_use]
    pub fn purposes() -> BTreeMap<String, String> {
        BUILTIN.iter().flat_map(|(_, text)| purpose::purposes(text)).collect()
    }

    /// How many words and names there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.values().map(leaves).sum()
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

/// That no unit is of two kinds: only one of them could count.
fn check_units(file: &str, text: &str, units: &Spanned<DeValue>) -> Result<()> {
    let DeValue::Table(kinds) = units.get_ref() else { return Ok(()) };
    let mut kind_of = std::collections::HashMap::new();
    for (kind, names) in kinds {
        let DeValue::Array(names) = names.get_ref() else { continue };
        for name in names.iter() {
            let DeValue::String(unit) = name.get_ref() else { continue };
            let Some(other) = kind_of.insert(unit.as_ref(), kind.get_ref()) else { continue };
            let problem = format!("the unit `{unit}` stands in `{other}` and in `{}`", kind.get_ref());
            let help = "leave it in the list of its kind";
            return Err(DataError::at(file, text, name.span(), problem).with_help(help).into());
        }
    }
    Ok(())
}

/// The words of a value, those of keys too: a key may be a word that others belong to.
fn keys_and_strings(value: &Value) -> Vec<&str> {
    match value {
        Value::String(word) => vec![word],
        Value::Array(values) => values.iter().flat_map(keys_and_strings).collect(),
        Value::Table(table) => {
            table.iter().flat_map(|(key, value)| std::iter::once(key.as_str()).chain(keys_and_strings(value))).collect()
        }
        _ => Vec::new(),
    }
}

/// Appends the lists of `table`, each behind the name of the table.
fn push_lists<'t>(name: &str, table: &'t Table, lists: &mut Vec<(String, Vec<&'t str>)>) {
    for (key, value) in table {
        let name = if name.is_empty() { key.clone() } else { format!("{name}.{key}") };
        match value {
            Value::Table(table) => push_lists(&name, table, lists),
            value => lists.push((name, strings(value))),
        }
    }
}

/// The strings of a value, without its keys.
fn strings(value: &Value) -> Vec<&str> {
    match value {
        Value::String(word) => vec![word],
        Value::Array(values) => values.iter().flat_map(strings).collect(),
        Value::Table(table) => table.values().flat_map(strings).collect(),
        _ => Vec::new(),
    }
}

/// How many values there are that hold no others.
fn leaves(value: &Value) -> usize {
    match value {
        Value::Array(values) => values.iter().map(leaves).sum(),
        Value::Table(table) => table.values().map(leaves).sum(),
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

    fn parse(file: &str, text: &str) -> Result<Words> {
        Words::read(file, text, DeTable::parse(text).expect("it is TOML").into_inner())
    }

    #[test]
    fn every_builtin_pack_is_well_formed_by_itself() {
        for (file, text) in BUILTIN {
            let words = parse(file, text).expect("it is well formed");
            assert!(!words.is_empty(), "{file}");
        }
    }

    #[test]
    fn lists_are_joined_and_other_values_replaced() {
        let words = |text: &str| parse("a.toml", text).expect("it is well formed");
        let first = words("[unit]\ncount = [\"口\", \"眼\"]\nbase = { \"口\" = \"个\" }\n");
        let both =
            first.followed_by(words("[unit]\nlength = [\"眼\"]\ncount = [\"孔\"]\nbase = { \"口\" = \"口\" }\n"));
        let unit = both.sections().expect("they go together").unit;
        assert_eq!(format!("{unit:?}"), {
            let expected = words("[unit]\ncount = [\"口\", \"孔\"]\nlength = [\"眼\"]\nbase = { \"口\" = \"口\" }\n");
            format!("{:?}", expected.sections().expect("it is well formed").unit)
        });
    }

    #[test]
    fn lists_are_named_by_their_sections() {
        let words = parse(
            "a.toml",
            "[unit]\ncount = [\"口\"]\nbase = { \"口\" = \"个\" }\n[[department.organ]]\nname = \"岭哨\"\nshort = [\"哨\"]\n",
        );
        let words = words.expect("it is well formed");
        let expected =
            [("department.organ", vec!["岭哨", "哨"]), ("unit.base.口", vec!["个"]), ("unit.count", vec!["口"])];
        assert_eq!(words.lists(), expected.map(|(name, words)| (name.to_owned(), words)));
    }

    #[test]
    fn an_unknown_key_is_named_with_its_place() {
        let error = parse("a.toml", "[unit]\nlengths = [\"孔\"]\n").expect_err("no such list").to_string();
        assert!(error.starts_with("a.toml:2:1: unknown key `lengths`; did you mean `length`?"), "{error}");
    }
}
