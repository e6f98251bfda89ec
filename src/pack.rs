#![doc = include_str!("pack/guide.md")]

mod rule_table;

use std::ops::Range;

use serde::Deserialize;
use toml::{
    Spanned,
    de::{DeTable, DeValue, ValueDeserializer},
};

use self::rule_table::{RulePlaces, RuleTable};
use crate::{
    Result,
    error::{DataError, nearest},
    lexicon::Words,
    limits::within,
    rule::Rule,
};

/// A pack has at most so many words and names.
const MOST_WORDS: usize = 50_000;
/// A pack has at most so many rules.
const MOST_RULES: usize = 500;

/// The built-in rules.
const RULES: (&str, &str) = ("rules.toml", include_str!("rule/rules.toml"));

/// Words and rules that are added to the built-in ones; the page of this module shows how one is written.
#[derive(Clone, Debug)]
pub struct Pack {
    source: Source,
    words: Words,
    rules: Vec<Rule>,
    /// Where the parts of each rule stand.
    places: Vec<RulePlaces>,
    disabled: Vec<Spanned<String>>,
}

/// The file of a pack, for errors to point into.
#[derive(Clone, Debug)]
struct Source {
    file: String,
    text: String,
}

impl Source {
    fn error(&self, bytes: Range<usize>, problem: impl Into<String>) -> DataError {
        DataError::at(&self.file, &self.text, bytes, problem.into())
    }

    fn toml_error(&self, error: &toml::de::Error) -> crate::Error {
        DataError::toml(&self.file, &self.text, error)
    }

    /// The file and the line of a byte.
    fn line_at(&self, byte: usize) -> String {
        format!("{}:{}", self.file, self.text[..byte].matches('\n').count() + 1)
    }

    /// Where `bytes` of a string stand in the text; the whole string, if it is not written as it is read.
    fn inside(&self, string: &Spanned<String>, bytes: Range<usize>) -> Range<usize> {
        let written = string.span();
        let start = written.start + 1;
        let as_read = self.text.get(start..start + string.get_ref().len()) == Some(string.get_ref().as_str());
        if as_read { start + bytes.start..start + bytes.end } else { written }
    }
}

impl Pack {
    /// A pack is no longer than this, in bytes.
    pub const LONGEST: usize = 8 << 20;

    /// Reads the pack `text`. `file` is its name in errors and in the list of rules.
    ///
    /// # Errors
    /// `data`, with the place and what to do, for the words and for each rule: an unknown key, a rule that lacks a part, a pattern that names no class, an
    /// id that stands twice, a word that no text holds. `limit` if the pack is longer than 8 MiB, or has more than 50,000
    /// words or 500 rules.
    pub fn parse(file: &str, text: &str) -> Result<Self> {
        Self::read(file, text, false)
    }

    /// The pack of the built-in rules. The built-in words are at [`Words::builtin`].
    ///
    /// # Errors
    /// If they are not well formed, which a test rules out.
    pub fn builtin_rules() -> Result<Self> {
        let (file, text) = RULES;
        Self::read(file, text, true)
    }

    fn read(file: &str, text: &str, builtin: bool) -> Result<Self> {
        within("bytes of a pack", text.len(), Self::LONGEST)?;
        let source = Source { file: file.to_owned(), text: text.to_owned() };
        let mut sections = DeTable::parse(text).map_err(|error| source.toml_error(&error))?.into_inner();
        check_sections(&sections, &source)?;
        let disabled = sections.remove("disable").map(|list| Vec::deserialize(ValueDeserializer::from(list)));
        let tables = sections.remove("rule").map(|list| rule_tables(list, &source)).transpose()?.unwrap_or_default();
        let disabled = disabled.transpose().map_err(|error| source.toml_error(&error))?.unwrap_or_default();
        // all mistakes are told at once: one in the words, and one in each rule
        let mut mistakes = Vec::new();
        let words = match Words::read(file, text, sections) {
            Ok(words) => words,
            Err(error) => {
                mistakes.push(error.into_data()?);
                Words::default()
            }
        };
        within("words of a pack", words.len(), MOST_WORDS)?;
        within("rules of a pack", tables.len(), MOST_RULES)?;
        let mut pack = Self { source, words, rules: Vec::new(), places: Vec::new(), disabled };
        for table in tables {
            let (rule, places) = match RuleTable::read(table, &pack.source, builtin) {
                Ok(read) => read,
                Err(error) => {
                    mistakes.push(error.into_data()?);
                    continue;
                }
            };
            if let Some(other) = pack.rules.iter().find(|other| other.id == rule.id) {
                let problem = format!("the id `{}` stands twice, first at {}", rule.id, other.source);
                let help = "give it an id of its own, or remove one of the two";
                mistakes.push(pack.source.error(places.id, problem).with_help(help));
                continue;
            }
            pack.rules.push(rule);
            pack.places.push(places);
        }
        match DataError::joined(mistakes) {
            Some(error) => Err(error.into()),
            None => Ok(pack),
        }
    }

    /// Its name.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.source.file
    }

    /// Its words.
    #[must_use]
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// Its rules, in their order.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The ids of the rules that it takes out of force.
    pub fn disabled(&self) -> impl Iterator<Item = &str> {
        self.disabled.iter().map(|id| id.get_ref().as_str())
    }

    /// That the rule `id`, which the pack disables, cannot be taken out of force.
    pub(crate) fn wrongly_disabled(&self, id: &str, problem: String, help: String) -> DataError {
        let place = self.disabled.iter().find(|disabled| disabled.get_ref() == id).map_or(0..0, Spanned::span);
        self.source.error(place, problem).with_help(help)
    }

    /// That `word` is in traditional characters.
    pub(crate) fn traditional_word(&self, word: &str, simplified: &str) -> DataError {
        let place = self.source.text.find(word).map_or(0..0, |start| start..start + word.len());
        let problem = format!("`{word}` is in traditional characters, and the text is read in simplified ones");
        self.source
            .error(place, problem)
            .with_help(format!("write {simplified}; it is found in traditional documents too"))
    }

    /// That `earlier` reads all that `rule` would, where one of them is of this pack.
    pub(crate) fn hides(&self, earlier: &Rule, rule: &Rule) -> Option<DataError> {
        let place = |rule: &Rule| {
            let own = self.rules.iter().position(|own| own.id == rule.id && own.source == rule.source)?;
            Some(self.places[own].pattern.clone())
        };
        let named = |rule: &Rule| format!("`{}` ({})", rule.id, rule.source);
        if let Some(own) = place(rule) {
            let problem =
                format!("the rule `{}` is never reached: {} before it reads all its clauses", rule.id, named(earlier));
            let help = "put the narrower of the two first, or disable the other";
            return Some(self.source.error(own, problem).with_help(help));
        }
        let own = place(earlier)?;
        let problem =
            format!("the rule `{}` reads all clauses of {}, which is then never reached", earlier.id, named(rule));
        let help = format!("make its pattern narrower, or write `disable = [\"{}\"]` above the first section", rule.id);
        Some(self.source.error(own, problem).with_help(help))
    }

    /// `problem` at the example at `index` of the pack's rule at `rule`.
    pub(crate) fn misread_example(&self, rule: usize, index: usize, problem: String) -> DataError {
        self.source.error(self.places[rule].examples[index].clone(), problem)
    }

    /// `problem` at the negative at `index` of the pack's rule at `rule`.
    pub(crate) fn misread_negative(&self, rule: usize, index: usize, problem: String) -> DataError {
        self.source.error(self.places[rule].negatives[index].clone(), problem)
    }
}

/// The items of the list of rules.
fn rule_tables<'t>(list: Spanned<DeValue<'t>>, source: &Source) -> Result<Vec<Spanned<DeValue<'t>>>> {
    let place = list.span();
    match list.into_inner() {
        DeValue::Array(tables) => Ok(tables.into_iter().collect()),
        _ => Err(source.error(place, "rules are a list").with_help("begin each rule with `[[rule]]`").into()),
    }
}

/// That `rule` and `disable` stand where they are read.
fn check_sections(sections: &DeTable, source: &Source) -> Result<()> {
    for (name, value) in sections {
        let misspelt = nearest(name.get_ref(), &["rule", "disable"]).filter(|meant| name.get_ref() != *meant);
        if let Some(meant) = misspelt {
            let problem = format!("unknown section `{}`", name.get_ref());
            return Err(source.error(name.span(), problem).with_help(format!("did you mean `{meant}`?")).into());
        }
        if name.get_ref() == "rule" && matches!(value.get_ref(), DeValue::Table(_)) {
            let help = "begin each rule with `[[rule]]`";
            return Err(source
                .error(name.span(), "rules are a list, and `[rule]` is one table")
                .with_help(help)
                .into());
        }
        if let Some(place) = key_inside(value, "disable") {
            let help = "write it above the first section: all below a section belongs to it";
            return Err(source.error(place, "`disable` stands in a section").with_help(help).into());
        }
    }
    Ok(())
}

/// Where `key` stands in the tables of `value`.
fn key_inside(value: &Spanned<DeValue>, key: &str) -> Option<Range<usize>> {
    match value.get_ref() {
        DeValue::Array(values) => values.iter().find_map(|value| key_inside(value, key)),
        DeValue::Table(table) => table
            .iter()
            .find_map(|(name, value)| if name.get_ref() == key { Some(name.span()) } else { key_inside(value, key) }),
        _ => None,
    }
}
