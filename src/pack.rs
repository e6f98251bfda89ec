#![doc = include_str!("pack/guide.md")]

use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use crate::{
    Result,
    error::{DataError, ErrorKind},
    lexicon::Words,
    rule::{Example, Fit, KindRule, MeasureRule, Pattern, Rule},
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
    file: String,
    text: String,
    words: Words,
    rules: Vec<Rule>,
    /// Where the parts of each rule stand.
    places: Vec<Places>,
    disabled: Vec<(String, Range<usize>)>,
}

/// Where the parts of a rule stand in the text of its pack.
#[derive(Clone, Debug)]
struct Places {
    id: Range<usize>,
    pattern: Range<usize>,
    examples: Vec<Range<usize>>,
    negatives: Vec<Range<usize>>,
}

#[derive(Deserialize)]
struct Written {
    #[serde(default, rename = "rule")]
    rules: Vec<WrittenRule>,
    #[serde(default)]
    disable: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenRule {
    id: Spanned<String>,
    finds: String,
    why: String,
    pattern: Option<Spanned<String>>,
    measure: Option<MeasureRule>,
    indicator: Option<Spanned<String>>,
    kind: Option<KindRule>,
    #[serde(default)]
    old_value: bool,
    confidence: Option<Spanned<f32>>,
    examples: Vec<Spanned<Example>>,
    negatives: Vec<Spanned<String>>,
}

impl Pack {
    /// A pack is no longer than this, in bytes.
    pub const LONGEST: usize = 8 << 20;

    /// Reads the pack `text`. `file` is its name in errors and in the list of rules.
    ///
    /// # Errors
    /// `data`, with the place and what to do: an unknown key, a rule that lacks a part, a pattern that names no class, an
    /// id that stands twice, a word that no text holds. `limit` if the pack is longer than 8 MiB, or has more than 50,000
    /// words or 500 rules.
    pub fn parse(file: &str, text: &str) -> Result<Self> {
        within("bytes of a pack", text.len(), Self::LONGEST)?;
        let words = Words::parse(file, text)?;
        within("words of a pack", words.len(), MOST_WORDS)?;
        let written: Written = toml::from_str(text).map_err(|error| DataError::toml(file, text, &error))?;
        within("rules of a pack", written.rules.len(), MOST_RULES)?;
        let mut pack = Self {
            file: file.to_owned(),
            text: text.to_owned(),
            words,
            rules: Vec::new(),
            places: Vec::new(),
            disabled: written.disable.into_iter().map(|id| (id.get_ref().clone(), id.span())).collect(),
        };
        for rule in written.rules {
            pack.add(rule)?;
        }
        Ok(pack)
    }

    /// The built-in rules.
    ///
    /// # Errors
    /// If they are not well formed, which a test rules out.
    pub fn builtin() -> Result<Self> {
        let (file, text) = RULES;
        Self::parse(file, text)
    }

    /// Its name.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
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
        self.disabled.iter().map(|(id, _)| id.as_str())
    }

    fn add(&mut self, written: WrittenRule) -> Result<()> {
        let id = written.id.get_ref();
        let places = Places {
            id: written.id.span(),
            pattern: written.pattern.as_ref().map_or(written.id.span(), Spanned::span),
            examples: written.examples.iter().map(Spanned::span).collect(),
            negatives: written.negatives.iter().map(Spanned::span).collect(),
        };
        if !is_id(id) {
            let problem = format!("`{id}` is no id");
            let help =
                "write what is measured and what is found, as in `level.forest`: small letters, digits, _ and one dot";
            return Err(self.error(places.id, problem).with_help(help).into());
        }
        if self.rules.iter().any(|rule| rule.id == *id) {
            let help = "give it an id of its own, or remove one of the two";
            return Err(self.error(places.id, format!("the id `{id}` stands twice")).with_help(help).into());
        }
        if written.examples.is_empty() || written.negatives.is_empty() {
            let problem = format!(
                "the rule `{id}` has {} examples and {} negatives",
                written.examples.len(),
                written.negatives.len()
            );
            let help = "give it at least one sentence that it must read, and one in which it must find nothing";
            return Err(self.error(places.id, problem).with_help(help).into());
        }
        let fit = match &written.pattern {
            Some(pattern) => {
                Fit::Pattern(Pattern::parse(pattern.get_ref()).map_err(|problem| self.error(pattern.span(), problem))?)
            }
            None => Fit::BuiltIn,
        };
        if let Some(indicator) = &written.indicator {
            self.check_template(indicator)?;
        }
        let confidence = match &written.confidence {
            Some(confidence) if !(0.0..=1.0).contains(confidence.get_ref()) => {
                let problem = format!("the confidence {} is no share", confidence.get_ref());
                return Err(self.error(confidence.span(), problem).with_help("write a number from 0 to 1").into());
            }
            Some(confidence) => *confidence.get_ref(),
            None => crate::rule::UNMEASURED,
        };
        let plain = Rule::new(id, &written.finds, fit);
        self.rules.push(Rule {
            measure: written.measure.unwrap_or(plain.measure),
            indicator: written.indicator.map_or(plain.indicator, Spanned::into_inner),
            kind: written.kind,
            old_value: written.old_value,
            confidence,
            why: written.why,
            examples: written.examples.into_iter().map(Spanned::into_inner).collect(),
            negatives: written.negatives.into_iter().map(Spanned::into_inner).collect(),
            source: format!("{}:{}", self.file, self.line(places.id.start)),
            ..plain
        });
        self.places.push(places);
        Ok(())
    }

    /// That the pack disables a rule that is not there.
    pub(crate) fn unknown_rule(&self, id: &str) -> DataError {
        let place = self.disabled.iter().find(|(disabled, _)| disabled == id).map_or(0..0, |(_, place)| place.clone());
        self.error(place, format!("there is no rule `{id}` to disable")).with_help("`gongwen rules list` names all")
    }

    /// That `word` is in traditional characters.
    pub(crate) fn traditional_word(&self, word: &str, simplified: &str) -> DataError {
        let place = self.text.find(word).map_or(0..0, |start| start..start + word.len());
        self.error(place, format!("`{word}` is in traditional characters, and the text is read in simplified ones"))
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
            return Some(self.error(own, problem).with_help("put the narrower of the two first, or disable the other"));
        }
        let own = place(earlier)?;
        let problem =
            format!("the rule `{}` reads all clauses of {}, which is then never reached", earlier.id, named(rule));
        let help = format!("make its pattern narrower, or add \"{}\" to `disable`", rule.id);
        Some(self.error(own, problem).with_help(help))
    }

    /// That the example of `rule` at `index` is not read as the pack says.
    pub(crate) fn misread_example(&self, rule: usize, index: usize, found: &str) -> DataError {
        let problem = format!("the rule `{}` does not read this example: {found}", self.rules[rule].id);
        self.error(self.places[rule].examples[index].clone(), problem)
            .with_help("mend the pattern or what the example expects, or put the rule before the one that reads it")
    }

    /// That `rule` reads the negative at `index`.
    pub(crate) fn misread_negative(&self, rule: usize, index: usize, found: &str) -> DataError {
        let problem = format!("the rule `{}` reads this negative: {found}", self.rules[rule].id);
        self.error(self.places[rule].negatives[index].clone(), problem)
            .with_help("make the pattern narrower, or move the sentence to the examples")
    }

    /// Whether a template of an indicator has only known names in braces.
    fn check_template(&self, template: &Spanned<String>) -> Result<()> {
        const NAMES: [&str; 7] = ["noun", "noun2", "subject", "before", "condition", "behind", "of"];
        for piece in template.get_ref().split('{').skip(1) {
            let name = piece.split('}').next().unwrap_or_default();
            if !NAMES.contains(&name) || !piece.contains('}') {
                let names = NAMES.map(|name| format!("{{{name}}}")).join(", ");
                let problem = format!("`{{{name}` names no part of a clause");
                return Err(self.error(template.span(), problem).with_help(format!("the parts are {names}")).into());
            }
        }
        Ok(())
    }

    fn line(&self, byte: usize) -> usize {
        self.text[..byte.min(self.text.len())].matches('\n').count() + 1
    }

    fn error(&self, bytes: Range<usize>, problem: String) -> DataError {
        DataError::at(&self.file, &self.text, bytes, problem)
    }
}

fn within(name: &'static str, found: usize, limit: usize) -> Result<()> {
    if found > limit { Err(ErrorKind::Limit { name, found, limit }.into()) } else { Ok(()) }
}

/// Whether `id` has two parts of small letters, digits and `_`.
fn is_id(id: &str) -> bool {
    let part =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    id.split_once('.').is_some_and(|(measure, found)| part(measure) && part(found))
}
