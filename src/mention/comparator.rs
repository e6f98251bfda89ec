//! Words that say how a value bounds what is measured: 以上, 不低于, 左右.

use serde::{Deserialize, Serialize};

use super::scan::{Cursor, Words, is_han};
use crate::lexicon::comparator::{Bound, Bounds, Comparators};

/// How a value bounds what is measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
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

impl From<Bound> for Comparator {
    fn from(bound: Bound) -> Self {
        match bound {
            Bound::Ge => Self::Ge,
            Bound::Gt => Self::Gt,
            Bound::Le => Self::Le,
            Bound::Lt => Self::Lt,
            Bound::Approx => Self::Approx,
        }
    }
}

/// The bound whose word ends right before a number, with the place where the word starts.
pub(super) fn before<'t>(number: Cursor<'t>, table: &Comparators) -> Option<(Comparator, Cursor<'t>)> {
    let place = number.back_over_spaces();
    let (word, start) = place.longest_before(&table.before)?;
    let another_word = table.not_after.get(word).is_some_and(|heads| start.ends_with_any(heads));
    (!another_word).then_some((said_by(word, &table.before)?, start))
}

/// The most characters between a bound and a number that is a share of something.
const LONGEST_SHARED: usize = 24;

/// The bound that stands before a number with only a verb or a preposition between: 至少与100家, 最高给予50万元.
pub(super) fn apart(number: Cursor<'_>, table: &Comparators) -> Option<Comparator> {
    // 不低于当地最低生活保障标准的1.6倍: before 的, what the value is a share of may be long
    let clause = number.behind(if number.before() == Some('的') { LONGEST_SHARED } else { 10 }, is_han);
    let mut words = table.apart.values().filter(|words| words.is_in(&clause)).flatten().map(String::as_str);
    words.find_map(|word| {
        let (head, between) = clause.rsplit_once(word)?;
        let another_word = table.not_after.get(word).is_some_and(|heads| heads.suffix_of(head).is_some());
        let verb = table.between.words.prefix_of(between).is_some();
        // 不超过船价的30%
        let of = between.ends_with('的') && !matches!(word, "约" | "大约");
        (!another_word && (verb || of)).then(|| said_by(word, &table.apart))?
    })
}

/// The bound whose word follows a number and its unit, with the place after it.
pub(super) fn after<'t>(number: Cursor<'t>, table: &Comparators) -> Option<(Comparator, Cursor<'t>)> {
    let mut cursor = number;
    cursor.skip_spaces();
    let word = cursor.eat_longest(&table.after)?;
    // 多 and 余 after a unit bound it only where the phrase ends: 3亿元多, but not 3个多边机制.
    if matches!(word, "多" | "余") && cursor.peek().is_some_and(is_han) {
        return None;
    }
    Some((said_by(word, &table.after)?, cursor))
}

impl<'w> Words<'w> for &'w Bounds {
    fn beginning_with(self, first: char) -> impl Iterator<Item = &'w str> {
        self.values().flat_map(move |words| words.beginning_with(first))
    }

    fn ending_with(self, last: char) -> impl Iterator<Item = &'w str> {
        self.values().flat_map(move |words| words.ending_with(last))
    }
}

fn said_by(word: &str, bounds: &Bounds) -> Option<Comparator> {
    let (bound, _) = bounds.iter().find(|(_, words)| words.has(word))?;
    Some((*bound).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn words_before_and_after() {
        let table = Lexicon::builtin().expect("the built-in tables are well formed").comparators;
        let said_before = |text: &str| before(Cursor::new(text, text.len()), &table).map(|(comparator, _)| comparator);
        assert_eq!(said_before("人数不少于"), Some(Comparator::Ge));
        assert_eq!(said_before("力争突破 "), Some(Comparator::Gt));
        assert_eq!(said_before("原则上最高不超过"), Some(Comparator::Le));
        assert_eq!(said_before("节约"), None);
        assert_eq!(said_before("附近"), None);
        assert_eq!(said_before("达到"), None);
        let said_after =
            |text: &str| after(Cursor::new(text, 0), &table).map(|(comparator, end)| (comparator, end.at()));
        assert_eq!(said_after("以上的企业"), Some((Comparator::Ge, 6)));
        assert_eq!(said_after("（含）以上"), Some((Comparator::Ge, 15)));
        assert_eq!(said_after("多，"), Some((Comparator::Gt, 3)));
        assert_eq!(said_after("多边"), None);
        let said_apart = |text: &str| apart(Cursor::new(text, text.len()), &table);
        assert_eq!(said_apart("每年至少与"), Some(Comparator::Ge));
        assert_eq!(said_apart("最高给予"), Some(Comparator::Le));
        assert_eq!(said_apart("至少，建设"), None);
        assert_eq!(said_apart("至少每年"), None);
        assert_eq!(said_apart("补助不超过船价的"), Some(Comparator::Le));
        assert_eq!(said_apart("商业约增长"), Some(Comparator::Approx));
        assert_eq!(said_apart("节约增长"), None);
    }
}
