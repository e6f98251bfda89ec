//! The words around an amount that bound it.

use rust_decimal::Decimal;

use super::amount::Amount;
use crate::{
    lexicon::{Lexicon, comparator::Comparators, unit::UnitKind},
    mention::{
        comparator::{self, Comparator},
        scan::Cursor,
    },
};

/// Where the bound of an amount stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    None,
    Before,
    After,
}

/// How an amount is bounded, and where the words for it stand.
pub(super) struct Bounded<'t> {
    pub(super) start: Cursor<'t>,
    pub(super) end: Cursor<'t>,
    pub(super) comparator: Comparator,
    pub(super) after: bool,
}

/// The bound next to an amount. Of two, the one before counts: 超过5%以上.
pub(super) fn around<'t>(amount: &Amount<'t>, lexicon: &Lexicon) -> Bounded<'t> {
    let table = &lexicon.comparators;
    let scaled = amount.number.scale > Decimal::ONE || amount.number.bare;
    let before = before(amount.start, amount.number.bare, scaled, table);
    let after = comparator::after(amount.end, table).or_else(|| within(amount, lexicon));
    let start = before.map_or(amount.start, |(_, start)| start);
    let end = after.map_or(amount.end, |(_, end)| end);
    let excess = amount.excess.then_some(Comparator::Gt);
    // 技术突破10项以上: the verb says what is done, the word after bounds it.
    let verb = after.is_some() && start.starts_with_any(["突破"]);
    let said = before.map(|(comparator, _)| comparator).filter(|_| !verb).or(excess);
    let comparator = said.or(after.map(|(comparator, _)| comparator)).unwrap_or_default();
    Bounded { start, end, comparator, after: said.is_none() && after.is_some() }
}

/// The bound in front of a number, and where it begins. 上千家, 过百家, 破千亿: short words bound round numbers only, which are
/// `bare` multipliers or `scaled` by one.
pub(super) fn before<'t>(
    number: Cursor<'t>,
    bare: bool,
    scaled: bool,
    table: &Comparators,
) -> Option<(Comparator, Cursor<'t>)> {
    comparator::before(number, table).filter(|(_, start)| {
        match start.text().get(start.at()..number.at()).unwrap_or_default().trim_end() {
            "上" | "过" => bare,
            "破" => scaled,
            _ => true,
        }
    })
}

/// 压缩到3个工作日内: 内 alone bounds a duration.
fn within<'t>(amount: &Amount<'t>, lexicon: &Lexicon) -> Option<(Comparator, Cursor<'t>)> {
    let mut cursor = amount.end;
    let duration =
        amount.kind() == Some(UnitKind::Duration) && amount.start.ends_with_any(&lexicon.refusals.reached_before);
    (duration && cursor.eat('内')).then_some((Comparator::Le, cursor))
}
