//! Numbers that only qualify a noun: 人口1000人以上的行政村, 投资5000万元以上项目, 35蒸吨以下锅炉, 产值超亿元企业.

use super::{amount::Amount, bound::Bounded};
use crate::{
    lexicon::{Lexicon, unit::UnitKind, word_list::WordList},
    mention::{comparator::Comparator, scan::is_han},
};

/// Whether the amount says which things are meant, not how many.
pub(super) fn qualifies(amount: &Amount<'_>, bounded: &Bounded<'_>, lexicon: &Lexicon) -> bool {
    let refusals = &lexicon.refusals;
    let Some(kind) = amount.kind() else { return false };
    let bounded_before = bounded.start.at() < amount.start.at() && bounded.comparator != Comparator::Approx;
    let mut part = bounded.end;
    let linked = part.eat('的');
    if let Some(condition) = is_condition(kind, bounded, bounded_before, lexicon) {
        return condition;
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
    let noun = part.ahead(14, is_han);
    if noun.is_empty() {
        return false;
    }
    // 从两处以上取得所得: the law speaks of more than one
    if at_least && amount.number.chinese && bounded.start.ends_with_any(&refusals.beyond_one) {
        return true;
    }
    let described = refusals.described_nouns.is_in(&noun);
    let described_at_once = refusals.described_nouns.prefix_of(&noun).is_some();
    let is_money = refusals.money_nouns.is_in(&noun) || !linked && refusals.purpose_verbs.prefix_of(&noun).is_some();
    // 总投资超百亿元重大投资项目: what is described stands last
    let last = |list: &WordList| list.iter().filter_map(|word| noun.rfind(word.as_str())).max();
    let describes_last = || last(&refusals.described_nouns) > last(&refusals.money_nouns);
    let is_verb_before = || bounded.start.ends_with_any(&refusals.count_verbs);
    let sized = bounded.start.ends_with_any(&refusals.size_words)
        || bounded.start.back_over_word("在").is_some_and(|start| start.ends_with_any(&refusals.size_words));
    // 规模10亿元的产业基金 is the size of a fund
    let describes = described && (!is_money || describes_last()) || linked && described_at_once && !is_money;
    if sized && describes {
        return true;
    }
    // 年营业收入2000万元及以上的仓储、邮政业
    let aim = refusals.aim_nouns.prefix_of(&noun).is_some();
    if sized && linked && (at_least || at_most) && !is_money && !aim {
        return true;
    }
    // 200万元以上或累计获得500万元以上
    if sized && at_least && bounded.end.starts_with_any(["或", "且"]) {
        return true;
    }
    // 两个以上的个人取得
    let opens = !bounded.start.before().is_some_and(is_han);
    let of_persons =
        if linked { refusals.legal_persons.prefix_of(&noun).is_some() } else { refusals.legal_persons.has(&noun) };
    if opens && at_least && amount.number.chinese && kind == UnitKind::General && of_persons {
        return true;
    }
    // 厚度低于0.01毫米的地膜
    if linked && bounded_before && sized && kind.is_physical() {
        return true;
    }
    match kind {
        UnitKind::Age => at_least || at_most || refusals.described_people.is_in(&noun),
        UnitKind::Currency if is_money && !(at_least && described_at_once) => false,
        UnitKind::Currency => {
            let far_bound = at_least || at_most;
            let near_bound =
                bounded.start.at() < amount.start.at() && matches!(bounded.comparator, Comparator::Gt | Comparator::Ge);
            far_bound && described || near_bound && !linked && described || !linked && described_at_once
        }
        UnitKind::Mass | UnitKind::Power if described_at_once && !linked && !is_verb_before() => true,
        kind if kind.is_physical() => described && (at_most || at_least && !is_verb_before()),
        // 20户以上自然村
        UnitKind::Person if at_least && refusals.sized_places.prefix_of(&noun).is_some() => true,
        UnitKind::Person => described && (at_most || linked && at_least),
        _ => at_most && linked && described,
    }
}

/// Whether the amount says what is asked of a person or a firm, or of which part of a thing something holds; `None` where
/// neither its kind nor the words at its sides tell.
fn is_condition(kind: UnitKind, bounded: &Bounded<'_>, bounded_before: bool, lexicon: &Lexicon) -> Option<bool> {
    let refusals = &lexicon.refusals;
    let is_bounded = bounded.comparator != Comparator::Eq;
    let mut of = bounded.end;
    let linked = of.eat('的');
    let of_people = |noun: &str| {
        let lists = [&refusals.described_people, &refusals.described_nouns];
        noun == "者" || lists.into_iter().any(|list| list.suffix_of(noun).is_some())
    };
    // 超计划20%以下的部分, 身高155厘米以上
    if is_bounded && (linked && of.starts_with_any(["部分"]) || bounded.start.ends_with_any(&refusals.person_words)) {
        return Some(true);
    }
    match kind {
        // 持股比例不低于5%的创业人才, but 预留不低于15%的车位
        UnitKind::Share => {
            let of_rate = lexicon.cues.rates.names(&bounded.start.behind(6, is_han));
            Some(linked && (bounded_before || bounded.after) && of_rate && of_people(&of.ahead(14, is_han)))
        }
        // 高于平均工资3倍的人才
        UnitKind::Multiple => {
            let noun = if linked { of } else { bounded.end }.ahead(14, is_han);
            Some((linked || noun == "者") && of_people(&noun))
        }
        // 年龄35周岁以下, but 平均年龄不超过40岁
        UnitKind::Age if is_bounded || bounded.start.ends_with_any(&refusals.widened) => {
            let clause = bounded.start.behind(16, |character| !matches!(character, ',' | '。' | ';'));
            Some(!refusals.measured_ages.is_in(&clause))
        }
        // 参加失业保险12个月以上的职工
        UnitKind::Duration if bounded.after && (linked || bounded.end.starts_with_any(&refusals.free_words)) => {
            Some(true)
        }
        _ => None,
    }
}
