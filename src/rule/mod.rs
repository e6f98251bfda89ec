//! The pipeline of rules: what a rule is, and the engine that tries them.
//!
//! A rule never sees text. It sees the items of a clause around one quantity ([`Item`]), and its pattern names their
//! classes in order, as in `noun reach quantity`. The policy is one sentence: **the rules are tried in the order of the
//! file, and the first whose pattern fits all items makes the reading.** So two rules never overlap.

mod pattern;

use serde::{Deserialize, Serialize};

pub use pattern::Pattern;

use crate::{Result, error::ErrorKind, span::TextSpan};

/// What an item of a clause is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// A name, without verbs.
    Noun,
    /// A name that begins with 每: the value holds for each of these.
    Each,
    /// A name that says 占, the share of one thing in another.
    Share,
    /// A verb of doing: 新增, 建设.
    Do,
    /// A verb of reaching: 达到, 为.
    Reach,
    /// A verb of growing: 增长.
    Grow,
    /// A verb of falling: 下降.
    Fall,
    /// A name behind 的: 规模为20亿元的基金.
    Of,
    /// 由, 从: the value is the old one.
    From,
    /// 给予, 补助: the value is granted.
    Give,
    /// A number of a unit.
    Amount,
    /// An amount of money.
    Money,
    /// A number without a unit.
    Number,
    /// A number of per cent or per mille.
    Percent,
    /// A number of percentage points.
    Points,
    /// A place in an order.
    Rank,
    /// A multiple, or so many times.
    Multiple,
    /// A part of a ratio of parts.
    Part,
    /// A ratio of two quantities.
    Ratio,
}

impl Class {
    /// Whether it is the name of something.
    #[must_use]
    pub fn is_name(self) -> bool {
        matches!(self, Self::Noun | Self::Each | Self::Share)
    }

    /// Whether it is the value that the clause is about.
    #[must_use]
    pub fn is_quantity(self) -> bool {
        matches!(
            self,
            Self::Amount
                | Self::Money
                | Self::Number
                | Self::Percent
                | Self::Points
                | Self::Rank
                | Self::Multiple
                | Self::Part
                | Self::Ratio
        )
    }
}

/// A part of a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub class: Class,
    /// Where it stands.
    pub span: TextSpan,
}

/// What a rule says of the measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KindRule {
    /// A state already reached.
    Actual,
    /// Granted or set.
    Provision,
}

/// A sentence that a rule must read, and what it must read in it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The sentence.
    pub text: String,
    /// The indicator of the record that this rule makes.
    pub indicator: String,
    /// Its value.
    pub value: String,
}

/// A rule.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its name, `measure.what_is_found`.
    pub id: String,
    /// What it finds.
    pub finds: String,
    /// The classes of the items, in order.
    pub pattern: Pattern,
    /// How the value measures the indicator.
    pub measure: MeasureRule,
    /// The indicator: `{noun}`, `{noun2}` for the names in order, `{subject}` for the indicator before, `{condition}` for
    /// that on which something is granted, `{behind}` for the name behind the value or the verb that grants it, `{of}` for the name behind 的.
    pub indicator: String,
    /// The kind of statement, where the rule decides it.
    pub kind: Option<KindRule>,
    /// Whether the value is the one that a new value replaces.
    #[serde(default)]
    pub old_value: bool,
    /// How likely a record of this rule is right in all fields, as measured on the annotated documents.
    pub confidence: f32,
    /// Why the rule holds.
    pub why: String,
    /// Sentences that it must read.
    pub examples: Vec<Example>,
    /// Sentences in which it must find nothing.
    pub negatives: Vec<String>,
}

/// A list of rules, in the order in which they are tried.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// The rules.
    #[serde(rename = "rule")]
    pub list: Vec<Rule>,
}

impl Rules {
    /// The rules that come with the crate.
    ///
    /// # Errors
    /// If the table is not well formed (kind `data`), which a test rules out.
    pub fn builtin() -> Result<Self> {
        let rules: Self = toml::from_str(include_str!("rules.toml"))
            .map_err(|error| ErrorKind::Data { file: "rules.toml".into(), message: error.to_string() })?;
        Ok(rules)
    }

    /// The first rule whose pattern fits `items` as a whole.
    #[must_use]
    pub fn first_match(&self, items: &[Item]) -> Option<&Rule> {
        self.list.iter().find(|rule| rule.pattern.fits(items))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_builtin_rules_are_well_formed() {
        let rules = Rules::builtin().expect("the built-in table parses");
        for rule in &rules.list {
            assert!(rule.examples.len() >= 2 && !rule.negatives.is_empty(), "{} needs examples", rule.id);
            assert_eq!(rules.list.iter().filter(|other| other.id == rule.id).count(), 1, "{} stands twice", rule.id);
        }
    }
}
