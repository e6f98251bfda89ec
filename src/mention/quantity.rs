//! Numbers with what they count: value, unit, comparator.

mod amount;
mod amount_refusal;
mod bound;
mod figure;
mod placeholder;
mod qualifier;
mod reader;
mod refusal;

use rust_decimal::Decimal;
use serde::Serialize;

use super::{
    comparator::Comparator,
    date::Era,
    time::{self, Time},
};
use crate::{lexicon::Lexicon, span::TextSpan};

/// What kind of figure a quantity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// A number of a unit: 500家, 2.85%, 1.2万元/亩; or a number without one.
    Amount,
    /// A place in an order: 前40位, 第一, 第3位. Value 40, unit 位.
    Rank,
    /// A multiple: 翻一番, 增长到3倍, 倍增. Unit 倍.
    Multiple,
    /// One part of a ratio of parts: 6.1:50.0:43.9. Unit % inferred.
    Part {
        /// Which part, from 0.
        index: usize,
    },
    /// A ratio of two quantities: 2.1∶1. Value 2.1, no unit.
    Ratio,
}

/// A quantity in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// The whole, with the comparator words next to it: 不少于10家, 500家以上.
    pub span: TextSpan,
    /// The number with its multiplier and unit alone: 10家, 500家.
    pub core: TextSpan,
    /// What kind of figure it is.
    pub figure: Figure,
    /// The value in base units.
    pub value: Decimal,
    /// The upper end of a range.
    pub value_max: Option<Decimal>,
    /// The base unit as written; `None` where none is.
    pub unit: Option<String>,
    /// Whether the unit is not written but certain from the form (三成 is 30 %).
    pub unit_inferred: bool,
    /// How the value bounds what is measured.
    pub comparator: Comparator,
    /// Whether the comparator stands after the number (以上), so that in a list it belongs to the last item alone.
    pub comparator_after: bool,
}

/// Why a number is not a quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Refusal {
    /// Part of a date or a time of day.
    Date,
    /// How long something lasts that is no indicator: 三年行动, 历时2小时.
    Duration,
    /// An ordinal or the number of a section, meeting or document.
    Ordinal,
    /// Part of a name: “333工程”, 3D打印, “1+N”.
    Name,
    /// A count of things that are then listed: 三大产业, 四项工程.
    ListCount,
    /// A number that only qualifies a noun: 人口1000人以上的行政村.
    Qualifier,
    /// A vague amount: 数百家, 若干.
    Vague,
    /// A value that was redacted: XX家, ***.
    Redacted,
    /// A schedule or a frequency of meetings: 每周二上一次课.
    Schedule,
    /// A telephone number, a postal code, a code.
    Code,
    /// A number before a noun, with no unit that is known: 6县职教中心, 2.0建设.
    NoUnit,
}

/// A number that was looked at and refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Where it stands.
    pub span: TextSpan,
    /// Why.
    pub refusal: Refusal,
}

/// What [`find`] found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quantities {
    /// The quantities, from left to right; they do not overlap.
    pub found: Vec<Quantity>,
    /// The numbers that are none.
    pub refused: Vec<Refused>,
}

/// Finds the quantities of a text (one block), and the numbers that are none.
///
/// Chinese number words that count nothing (一起, 十分) are neither.
#[must_use]
pub fn find(text: &str, lexicon: &Lexicon) -> Quantities {
    find_beside(&time::find(text, Era::Common, lexicon), text, lexicon)
}

/// Finds the quantities of a text whose times were found.
pub(crate) fn find_beside(times: &[Time], text: &str, lexicon: &Lexicon) -> Quantities {
    reader::read(times, text, lexicon)
}

#[cfg(test)]
mod tests;
