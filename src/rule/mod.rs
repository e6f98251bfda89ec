//! The pipeline of rules: what a rule is, and the engine that tries them.
//!
//! A rule never sees a document. It sees the items of a clause around one quantity ([`Item`]), and its pattern names their
//! classes in order, as in `noun reach quantity`. The policy is **first fit**: the rules are tried in the order of the
//! list, and the first that fits all items makes the reading. So two rules never overlap, and the order of the list is
//! all that decides. Rules of packs stand before the built-in ones, those of the last pack first.
//!
//! A word that a pattern names is an item for the rules that name it only. A clause with such a word next to its value is
//! read with and without it, and every other rule sees it as it would be without the rule that names the word.

mod item;
mod pattern;

use std::{fmt, sync::Arc};

use serde::{Deserialize, Serialize};

pub use self::{
    item::{Class, Item},
    pattern::Pattern,
};

/// What a rule says of the measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeasureRule {
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

/// What a rule says of the kind of statement. Without it, the kind follows from the words around.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KindRule {
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
    /// None: what the rule reads is no clause (a cell of a table), and the code of this crate reads it.
    BuiltIn,
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
    /// document. It is asked once for each clause that no rule before it has read, from several threads.
    fn fits(&self, items: &[Item], text: &str) -> bool;
}

/// A sentence that a rule must read, and what it must read in it. What is left out may be anything.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The sentence.
    pub text: String,
    /// The indicator of the record that this rule makes.
    pub indicator: String,
    /// Its value, in base units.
    pub value: String,
    /// Its unit.
    pub unit: Option<String>,
    /// Its year.
    pub year: Option<u16>,
    /// Who answers for it.
    pub bodies: Option<Vec<String>>,
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
    pub measure: MeasureRule,
    /// The indicator: `{noun}`, `{noun2}` for the names in order, `{subject}` for the indicator before, `{before}` for it
    /// too, where the value does not only say which, `{condition}` for that on which something is granted, `{behind}` for
    /// the name behind the value or the verb that grants it, `{of}` for the name behind 的.
    pub indicator: String,
    /// The kind of statement, where the rule decides it.
    pub kind: Option<KindRule>,
    /// Whether the value is the one that a new value replaces.
    pub old_value: bool,
    /// How likely a record of this rule is right in all fields, as measured on the annotated documents.
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
            measure: MeasureRule::Level,
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
            Fit::BuiltIn => false,
        }
    }
}

/// A list of rules, in the order in which they are tried.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    list: Vec<Rule>,
    /// The words that patterns name, longest first.
    words: Vec<String>,
}

impl Rules {
    /// The rules `list`, to be tried in this order.
    #[must_use]
    pub fn new(list: Vec<Rule>) -> Self {
        let patterns = list.iter().filter_map(|rule| match &rule.fit {
            Fit::Pattern(pattern) => Some(pattern),
            _ => None,
        });
        let mut words: Vec<String> = patterns.flat_map(Pattern::words).map(str::to_owned).collect();
        words.sort_by(|one, other| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
        words.dedup();
        Self { list, words }
    }

    /// The rules, in order.
    #[must_use]
    pub fn list(&self) -> &[Rule] {
        &self.list
    }

    /// The words that patterns name, longest first.
    #[must_use]
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// The rule of this id, if it is in force.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Rule> {
        self.list.iter().find(|rule| rule.id == id)
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
