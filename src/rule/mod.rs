//! What a rule is, and the engine that tries rules.
//!
//! A rule never sees a document. It sees the items of a clause around one quantity ([`Item`]), and its pattern names their
//! classes in order, as in `noun reach quantity`. The policy is **first fit**: the rules are tried in the order of the
//! list, and the first that fits all items makes the reading. Where several fit, the order of the list alone decides. Rules
//! of packs stand before the built-in ones, those of the last pack first.
//!
//! A word that a pattern names is an item for the rules that name it only. A clause with such a word next to its value is
//! read with and without it, and every other rule sees it as it would be without the rule that names the word.
//!
//! What no pattern can say is code ([`Fits`]), and stands in the same list. So do the readers of this crate that see no
//! clauses, as the reader of document numbers ([`Fit::BuiltIn`]).

mod item;
mod pattern;

use std::{fmt, sync::Arc};

use serde::{Deserialize, Serialize};

pub(crate) use self::item::without_gloss;
pub use self::{
    item::{Class, Item},
    pattern::{Pattern, PatternError},
};
use crate::{error::nearest, lexicon::word_list::WordList};

/// How the value of a rule measures its indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleMeasure {
    /// The state that is reached.
    Level,
    /// So many more.
    Increase,
    /// Growth by the value.
    GrowthRate,
    /// Fall by the value.
    Decrease,
    /// So many times as much.
    Multiple,
    /// A place in an order.
    Rank,
    /// That of the nearest verb before, in the same sentence; a level if there is none.
    Governed,
}

/// The kind of statement, where a rule decides it; else it follows from the words around.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleKind {
    /// A state already reached.
    Actual,
    /// Granted or set.
    Provision,
}

/// How it is decided which clauses a rule reads.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Fit {
    /// Those whose items a pattern fits.
    Pattern(Pattern),
    /// Those that the code of a user of this crate takes.
    Code(Arc<dyn Fits>),
    /// None: what the rule reads is no clause, and the code of this crate reads it.
    BuiltIn(Reader),
}

/// A reader of this crate that is code, as it stands in the list of rules.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reader {
    /// Where the code is: a file or folder of the sources.
    pub code: String,
    /// What it reads.
    pub reads: Reads,
}

/// What a [`Reader`] reads: what its examples expect, and what must not be read in its negatives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reads {
    /// Records of its own. It can be taken out of force, as rules can.
    Record,
    /// The values of records.
    Value,
    /// Their years.
    Year,
    /// What kinds of statements they are.
    Kind,
    /// The bodies that answer for them.
    Bodies,
    /// The number of the document, and those that it cites.
    DocumentNumber,
    /// The dates of the document.
    Date,
}

/// A test of clauses in code, for what no pattern can say.
///
/// ```
/// use std::sync::Arc;
/// use gongwen::rule::{Class, Fit, Fits, Item, Rule};
///
/// /// A rate of a forest.
/// #[derive(Debug)]
/// struct OfForest;
///
/// impl Fits for OfForest {
///     fn fits(&self, items: &[Item], text: &str) -> bool {
///         items.iter().any(|item| item.class == Class::Percent)
///             && items.iter().any(|item| item.class.is_name() && text[item.span.range()].contains("森林"))
///     }
/// }
///
/// let rule = Rule::new("forest.rate", "a rate of a forest", Fit::Code(Arc::new(OfForest)));
/// let extractor = gongwen::Extractor::builder().rule(rule).build()?;
/// let records = extractor.extract("到2030年，森林覆盖率达到24%。".as_bytes())?.records;
/// assert_eq!((records[0].rule.as_str(), records[0].indicator.as_str()), ("forest.rate", "森林覆盖率"));
/// # Ok::<(), gongwen::Error>(())
/// ```
pub trait Fits: fmt::Debug + Send + Sync {
    /// Whether the rule reads the clause of these items. Their spans count in bytes of `text`, the clean text of the
    /// document. It is asked once for each clause that no rule before it has read, from several threads. No item is a
    /// [`Class::Word`]: a word that the pattern of another rule names is left in its name or verb.
    fn fits(&self, items: &[Item], text: &str) -> bool;
}

/// A sentence that a rule must read, and what it must read in it. What is left out may be anything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Example {
    /// The sentence.
    pub text: String,
    /// The indicator of the record that this rule makes.
    pub indicator: Option<String>,
    /// Its value, in base units.
    pub value: Option<String>,
    /// Its unit.
    pub unit: Option<String>,
    /// Its year.
    pub year: Option<u16>,
    /// How the value measures the indicator, as the output writes it: `increase`.
    pub measure: Option<String>,
    /// How the value bounds it: `ge`.
    pub comparator: Option<String>,
    /// What the statement is: `target`.
    pub kind: Option<String>,
    /// Who answers for it.
    pub bodies: Option<Vec<String>>,
    /// The number of the document.
    pub doc_number: Option<String>,
    /// The date on which it was issued, as in `2031-03-05`.
    pub issued: Option<String>,
}

/// A rule.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Rule {
    /// Its name, `measure.what_is_found`.
    pub id: String,
    /// What it finds.
    pub finds: String,
    /// Which clauses it reads.
    pub fit: Fit,
    /// How the value measures the indicator.
    pub measure: RuleMeasure,
    /// The indicator, in which these stand for parts of the clause:
    ///
    /// - `{noun}`, `{noun2}`: its names, in order;
    /// - `{of}`: the name behind 的;
    /// - `{subject}`: the indicator before, or what the sentence is about;
    /// - `{before}`: the indicator before; none is read where the value only says which (过百亿元的企业);
    /// - `{condition}`: on what something is granted;
    /// - `{behind}`: the name behind the value, or the verb that grants it.
    pub indicator: String,
    /// The kind of statement, where the rule decides it.
    pub kind: Option<RuleKind>,
    /// Whether the value is the one that a new value replaces.
    pub old_value: bool,
    /// How likely a record of this rule is right in all fields, from 0 to 1. Of a built-in rule it is measured on annotated
    /// documents; of another it is what its author says, and 0.5 where he says nothing.
    pub confidence: f32,
    /// Why the rule holds.
    pub why: String,
    /// Sentences that it must read.
    pub examples: Vec<Example>,
    /// Sentences in which it must find nothing.
    pub negatives: Vec<String>,
    /// The pack that it stands in, with the line.
    pub source: String,
}

/// How likely a record of a rule is right that nobody has measured.
pub(crate) const UNMEASURED: f32 = 0.5;

impl Rule {
    /// A rule whose value is the level of the name in the clause.
    #[must_use]
    pub fn new(id: &str, finds: &str, fit: Fit) -> Self {
        Self {
            id: id.to_owned(),
            finds: finds.to_owned(),
            fit,
            measure: RuleMeasure::Level,
            indicator: "{noun}".to_owned(),
            kind: None,
            old_value: false,
            confidence: UNMEASURED,
            why: String::new(),
            examples: Vec::new(),
            negatives: Vec::new(),
            source: "code".to_owned(),
        }
    }

    /// Whether it reads the clause of `items`, which stand in `text`.
    #[must_use]
    pub fn fits(&self, items: &[Item], text: &str) -> bool {
        match &self.fit {
            Fit::Pattern(pattern) => pattern.fits(items, text),
            // the words of patterns are nothing to it: it is asked of the clause without them
            Fit::Code(code) => !items.iter().any(|item| item.class == Class::Word) && code.fits(items, text),
            Fit::BuiltIn(_) => false,
        }
    }
}

/// A list of rules, in the order in which they are tried.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    list: Vec<Rule>,
    /// The words that patterns name, longest first.
    words: WordList,
}

impl Rules {
    /// The rules `list`, to be tried in this order.
    #[must_use]
    pub fn new(list: Vec<Rule>) -> Self {
        let patterns = list.iter().filter_map(|rule| match &rule.fit {
            Fit::Pattern(pattern) => Some(pattern),
            _ => None,
        });
        let words: WordList = patterns.flat_map(Pattern::words).collect();
        Self { words: words.longest_first(), list }
    }

    /// The rules, in order.
    #[must_use]
    pub fn list(&self) -> &[Rule] {
        &self.list
    }

    /// The words that patterns name, longest first.
    #[must_use]
    pub fn words(&self) -> &WordList {
        &self.words
    }

    /// The rule of this id, if it is in force.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Rule> {
        self.list.iter().find(|rule| rule.id == id)
    }

    /// The id in `list` that `id` was most likely meant to be.
    #[must_use]
    pub fn nearest_id<'r>(list: &'r [Rule], id: &str) -> Option<&'r str> {
        let ids: Vec<&str> = list.iter().map(|rule| rule.id.as_str()).collect();
        nearest(id, &ids)
    }

    /// The first rule that fits one of `readings` as a whole, and the first of them that it fits. They are the items of
    /// one clause of `text`, with and without the words that patterns name.
    #[must_use]
    pub fn first_fit<'r, R: AsRef<[Item]>>(&self, readings: &'r [R], text: &str) -> Option<(&Rule, &'r R)> {
        self.list.iter().find_map(|rule| {
            let reading = readings.iter().find(|reading| rule.fits(reading.as_ref(), text))?;
            Some((rule, reading))
        })
    }
}
