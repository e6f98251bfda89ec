//! When two values of a field count as the same.

use std::{collections::HashSet, sync::LazyLock};

use regex::Regex;
use rust_decimal::Decimal;
use serde::Serialize;

use super::gold::{DocumentField, DocumentFields, Statement};
use crate::{
    mention::{comparator::Comparator, organ::OrganRole},
    record::Cadence,
};

/// Indicators at least this alike are the same.
const SAME_INDICATOR: f64 = 0.6;

/// A bracketed gloss, which an indicator may have or not.
static GLOSS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[（(][^（）()]*[）)]").expect("the pattern is well formed"));

/// Words of scope and verbs that an annotator leaves away. They are of no pack: a score must not depend on whose words are
/// in force.
static LEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("^(?:全市|全区|全县|全省|全国|我市|我区|我县|我省|本市|新增|实现|累计)+")
        .expect("the pattern is well formed")
});

/// A field of a record that is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Field {
    Indicator,
    Comparator,
    Year,
    Bodies,
    Roles,
    Kind,
    Measure,
    Cadence,
}

impl Field {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Indicator,
        Self::Comparator,
        Self::Year,
        Self::Bodies,
        Self::Roles,
        Self::Kind,
        Self::Measure,
        Self::Cadence,
    ];

    /// Those that a record must have right to be right in the strict sense, beside value and unit.
    pub const STRICT: [Self; 5] = [Self::Indicator, Self::Comparator, Self::Year, Self::Bodies, Self::Kind];

    /// The member of a record that holds it.
    pub(super) fn key(self) -> Self {
        if self == Self::Roles { Self::Bodies } else { self }
    }

    /// Whether this field of `found` is right.
    pub(super) fn agrees(self, gold: &Compared<'_>, found: &Compared<'_>) -> bool {
        let (wanted, given) = (gold.statement, found.statement);
        match self {
            Self::Indicator => gold.readings().any(|reading| similarity(reading, &found.indicator) >= SAME_INDICATOR),
            Self::Comparator => class(wanted.comparator) == class(given.comparator),
            Self::Year => same_year(wanted, given),
            Self::Bodies => gold.bodies == found.bodies,
            Self::Roles => gold.roles == found.roles,
            Self::Kind => wanted.reads_as(given.kind),
            Self::Measure => wanted.measure == given.measure || wanted.also.measure.contains(&given.measure),
            Self::Cadence => wanted.cadence == given.cadence || wanted.also.cadence.contains(&given.cadence),
        }
    }
}

/// An annual figure holds in every year: no year is right, and so is the year that the annotator gave.
pub(super) fn same_year(gold: &Statement, found: &Statement) -> bool {
    gold.year == found.year || (gold.cadence == Cadence::Annual && (gold.year.is_none() || found.year.is_none()))
}

/// 突破 and 以上 are told apart in a record, but not when it is judged.
fn class(comparator: Comparator) -> Comparator {
    match comparator {
        Comparator::Gt => Comparator::Ge,
        Comparator::Lt => Comparator::Le,
        other => other,
    }
}

/// A number as a decimal, so that 5.50 is 5.5; as it stands where it is none.
#[derive(Debug, PartialEq)]
enum Number<'a> {
    Exact(Decimal),
    Text(&'a str),
}

impl<'a> Number<'a> {
    fn new(text: &'a str) -> Self {
        Decimal::from_str_exact(text.trim()).map_or(Self::Text(text), Self::Exact)
    }
}

/// A record with what its comparison needs, made once.
#[derive(Debug)]
pub(super) struct Compared<'a> {
    pub(super) statement: &'a Statement,
    key: (Option<Number<'a>>, Option<Number<'a>>, Option<&'a str>),
    indicator: Vec<char>,
    also_indicators: Vec<Vec<char>>,
    bodies: HashSet<String>,
    roles: HashSet<(String, OrganRole)>,
}

impl<'a> Compared<'a> {
    pub(super) fn new(statement: &'a Statement) -> Self {
        let number = |text: &'a Option<String>| text.as_deref().map(Number::new);
        let unit = statement.unit.as_deref().filter(|unit| !unit.is_empty());
        Self {
            statement,
            key: (number(&statement.value), number(&statement.value_max), unit),
            indicator: core_of(&statement.indicator),
            also_indicators: statement.also.indicator.iter().map(|reading| core_of(reading)).collect(),
            bodies: statement.bodies.iter().map(|body| without_signs(&body.name)).collect(),
            roles: statement.bodies.iter().map(|body| (without_signs(&body.name), body.role)).collect(),
        }
    }

    /// Whether value, upper value and unit are those of `other`.
    pub(super) fn same_value(&self, other: &Self) -> bool {
        self.key == other.key
    }

    /// Whether this is `gold` in all of [`Field::STRICT`].
    pub(super) fn is_right(&self, gold: &Self) -> bool {
        Field::STRICT.iter().all(|field| field.agrees(gold, self))
    }

    /// How alike the indicators are, from 0 to 1.
    pub(super) fn likeness(&self, other: &Self) -> f64 {
        similarity(&self.indicator, &other.indicator)
    }

    fn readings(&self) -> impl Iterator<Item = &[char]> {
        std::iter::once(&self.indicator).chain(&self.also_indicators).map(Vec::as_slice)
    }
}

/// The characters of an indicator that are compared: without bracketed glosses, signs and words of scope.
fn core_of(indicator: &str) -> Vec<char> {
    let bare = without_signs(&GLOSS.replace_all(indicator, ""));
    LEAD.replace(&bare, "").chars().collect()
}

/// `text` without white space and signs.
fn without_signs(text: &str) -> String {
    let is_sign = |c: char| {
        c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c) || ",，。、；;：:（）()“”\"'《》·—-".contains(c)
    };
    text.chars().filter(|&c| !is_sign(c)).collect()
}

/// The share of characters that stand in both, in the same order: twice the longest common subsequence over the sum of the lengths.
fn similarity(a: &[char], b: &[char]) -> f64 {
    if a == b || a.is_empty() || b.is_empty() {
        return f64::from(u8::from(a == b));
    }
    let mut row = vec![0_usize; b.len() + 1];
    for &left in a {
        let mut diagonal = 0;
        for (index, &right) in b.iter().enumerate() {
            let above = row[index + 1];
            row[index + 1] = if left == right { diagonal + 1 } else { above.max(row[index]) };
            diagonal = above;
        }
    }
    (2 * row[b.len()]) as f64 / (a.len() + b.len()) as f64
}

impl DocumentField {
    /// Whether this field is right: the same words, whatever the white space and signs.
    pub(super) fn agrees(self, gold: &DocumentFields, found: &DocumentFields) -> bool {
        fn text(gold: &Option<String>, found: &Option<String>) -> bool {
            gold.as_deref().map(without_signs) == found.as_deref().map(without_signs)
        }
        fn list(gold: &Option<Vec<String>>, found: &Option<Vec<String>>) -> bool {
            let bare = |names: &Vec<String>| -> Vec<String> { names.iter().map(|name| without_signs(name)).collect() };
            gold.as_ref().map(bare) == found.as_ref().map(bare)
        }
        match self {
            Self::DocNumber => text(&gold.doc_number, &found.doc_number),
            Self::Title => text(&gold.title, &found.title),
            Self::Issuers => list(&gold.issuers, &found.issuers),
            Self::Issued => text(&gold.issued, &found.issued),
            Self::Published => text(&gold.published, &found.published),
            Self::IndexNumber => text(&gold.index_number, &found.index_number),
            Self::Genre => text(&gold.genre, &found.genre),
            Self::Addressees => list(&gold.addressees, &found.addressees),
            Self::CitedNumbers => list(&gold.cited_numbers, &found.cited_numbers),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indicators_are_alike_without_glosses_signs_and_scope() {
        let alike = |a: &str, b: &str| similarity(&core_of(a), &core_of(b));
        assert_eq!(alike("全市高新技术企业（家）", "高新技术企业"), 1.0);
        assert_eq!(alike("研发经费", "研发投入"), 0.5);
        assert_eq!(alike("", "全市"), 1.0);
        assert_eq!(alike("森林覆盖率", ""), 0.0);
    }

    #[test]
    fn numbers_are_compared_by_value() {
        assert_eq!(Number::new("5.50"), Number::new("5.5"));
        assert_ne!(Number::new("5.5"), Number::new("55"));
        assert_eq!(Number::new("若干"), Number::Text("若干"));
        assert_ne!(Number::new("若干"), Number::new("0"));
    }
}
