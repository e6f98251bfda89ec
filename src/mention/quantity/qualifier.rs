//! Numbers that only qualify a noun: 人口1000人以上的行政村, 投资5000万元以上项目, 35蒸吨以下锅炉, 产值超亿元企业.

use super::{amount::Amount, bound::Bounded};
use crate::{
    lexicon::{Lexicon, unit::UnitKind},
    mention::{comparator::Comparator, scan::is_han},
};

fn words(list: &[String]) -> impl Iterator<Item = &str> {
    list.iter().map(String::as_str)
}

/// Whether the amount says which things are meant, not how many.
pub(super) fn qualifies(amount: &Amount<'_>, bounded: &Bounded<'_>, lexicon: &Lexicon) -> bool {
    let refusals = &lexicon.refusals;
    let Some(kind) = amount.kind() else { return false };
    if matches!(kind, UnitKind::Share | UnitKind::Multiple) {
        return false;
    }
    let at_most = bounded.after && bounded.comparator == Comparator::Le;
    let at_least = bounded.after && bounded.comparator == Comparator::Ge;
    // 其中10亿元以上8个: the size names a class, which is then counted.
    if at_least
        && (kind == UnitKind::Currency || kind.is_physical())
        && bounded.end.peek().is_some_and(|next| next.is_ascii_digit())
        // 500元以上2000元以下 is a range
        && !bounded.end.ahead(14, |next| next.is_ascii_digit() || is_han(next) || next == '.').contains("以下")
    {
        return true;
    }
    let mut noun_start = bounded.end;
    let linked = noun_start.eat('的');
    let noun = noun_start.ahead(14, is_han);
    if noun.is_empty() {
        return false;
    }
    // 从两处以上取得所得: the law speaks of more than one
    if at_least && amount.number.chinese && bounded.start.ends_with_any(["从", "自"]) {
        return true;
    }
    let described = words(&refusals.described_nouns).any(|word| noun.contains(word));
    let described_at_once = words(&refusals.described_nouns).any(|word| noun.starts_with(word));
    let is_money = words(&refusals.money_nouns).any(|word| noun.contains(word))
        || !linked && words(&refusals.purpose_verbs).any(|word| noun.starts_with(word));
    // 总投资超百亿元重大投资项目: what is described stands last
    let last = |list: &[String]| words(list).filter_map(|word| noun.rfind(word)).max();
    let describes_last = last(&refusals.described_nouns) > last(&refusals.money_nouns);
    let is_verb_before = bounded.start.ends_with_any(words(&refusals.count_verbs));
    let sized = bounded.start.ends_with_any(words(&refusals.size_words))
        || bounded.start.back_over_word("在").is_some_and(|start| start.ends_with_any(words(&refusals.size_words)));
    if sized && (described && (!is_money || describes_last) || linked && described_at_once) {
        return true;
    }
    // 厚度低于0.01毫米的地膜
    let bounded_before = bounded.start.at() < amount.start.at() && bounded.comparator != Comparator::Approx;
    if linked && bounded_before && sized && kind.is_physical() {
        return true;
    }
    match kind {
        UnitKind::Age => at_least || at_most || words(&refusals.described_people).any(|word| noun.contains(word)),
        UnitKind::Currency if is_money && !(at_least && described_at_once) => false,
        UnitKind::Currency => {
            let far_bound = at_least || at_most;
            let near_bound =
                bounded.start.at() < amount.start.at() && matches!(bounded.comparator, Comparator::Gt | Comparator::Ge);
            far_bound && described || near_bound && !linked && described || !linked && described_at_once
        }
        UnitKind::Mass | UnitKind::Power if described_at_once && !linked && !is_verb_before => true,
        kind if kind.is_physical() => described && (at_most || at_least && !is_verb_before),
        // 20户以上自然村
        UnitKind::Person
            if at_least && ["自然村", "行政村", "村", "社区"].iter().any(|place| noun.starts_with(place)) =>
        {
            true
        }
        UnitKind::Person => described && (at_most || linked && at_least),
        _ => at_most && linked && described,
    }
}
