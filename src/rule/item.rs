//! What a rule sees: the parts of a clause, each of a class.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::span::TextSpan;

/// What an item of a clause is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
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
    /// A word that a pattern names: `name 稳住 quantity`.
    Word,
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
    /// All of them.
    pub const ALL: [Self; 20] = [
        Self::Noun,
        Self::Each,
        Self::Share,
        Self::Do,
        Self::Reach,
        Self::Grow,
        Self::Fall,
        Self::Of,
        Self::From,
        Self::Give,
        Self::Word,
        Self::Amount,
        Self::Money,
        Self::Number,
        Self::Percent,
        Self::Points,
        Self::Rank,
        Self::Multiple,
        Self::Part,
        Self::Ratio,
    ];

    /// The word for it in patterns and explanations.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Noun => "noun",
            Self::Each => "each",
            Self::Share => "share",
            Self::Do => "do",
            Self::Reach => "reach",
            Self::Grow => "grow",
            Self::Fall => "fall",
            Self::Of => "of",
            Self::From => "from",
            Self::Give => "give",
            Self::Word => "word",
            Self::Amount => "amount",
            Self::Money => "money",
            Self::Number => "number",
            Self::Percent => "percent",
            Self::Points => "points",
            Self::Rank => "rank",
            Self::Multiple => "multiple",
            Self::Part => "part",
            Self::Ratio => "ratio",
        }
    }

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

impl fmt::Display for Class {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.word())
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

impl Item {
    /// `items`, which stand in `text`, for a person: `noun 面积 · reach 达到 · amount 5亩`.
    #[must_use]
    pub fn list(items: &[Self], text: &str) -> String {
        let told =
            items.iter().map(|item| format!("{} {}", item.class, text.get(item.span.range()).unwrap_or_default()));
        told.collect::<Vec<_>>().join(" · ")
    }
}

/// A name without the gloss in brackets at its end: 蟹苗 of 蟹苗（含蟹种）. One character there is another name: 乡（镇）.
pub(crate) fn without_gloss(name: &str) -> &str {
    let name = name.trim_end();
    let gloss = name.strip_suffix(['）', ')']).and_then(|inside| inside.rsplit_once(['（', '(']));
    match gloss {
        Some((before, gloss)) if !before.trim().is_empty() && gloss.chars().count() > 1 => before,
        _ => name,
    }
}
