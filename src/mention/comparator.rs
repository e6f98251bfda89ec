//! Words that say how a value bounds what is measured: 以上, 不低于, 左右.

use serde::{Deserialize, Serialize};

/// How a value bounds what is measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparator {
    /// The value itself: 达到, 为, or nothing.
    #[default]
    Eq,
    /// The value or more: 以上, 不少于, 至少.
    Ge,
    /// More than the value: 突破, 超过, 多 after the number.
    Gt,
    /// The value or less: 以下, 以内, 不超过; 前 before a rank.
    Le,
    /// Less than the value: 低于, 少于.
    Lt,
    /// Near the value: 左右, 约, 近.
    Approx,
    /// From the value to `value_max`: 3-5家.
    Range,
}
