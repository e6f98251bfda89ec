//! What a rule sees: the parts of a clause, each of a class.

use serde::{Deserialize, Serialize};

use crate::span::TextSpan;

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

/// A part of a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub class: Class,
    /// Where it stands.
    pub span: TextSpan,
}
