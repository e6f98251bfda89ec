//! Amounts that are no quantities by what they count or by the clause around them: dates, ordinals, lists, schedules, codes.

use rust_decimal::Decimal;

use super::{Refusal, amount::Amount, bound::Bound};
use crate::{
    lexicon::{Lexicon, refusal::Refusals, unit::UnitKind, word_list::WordList},
    mention::{
        comparator,
        scan::{Cursor, is_han},
    },
};

/// Judges a number with its unit, if it has one, by the words around it.
pub(super) fn of_amount(amount: &Amount<'_>, bound: Bound, lexicon: &Lexicon) -> Option<Refusal> {
    let (start, end) = (amount.start, amount.end);
    let refusals = &lexicon.refusals;
    if let Some(refusal) = of_calendar(amount, refusals) {
        return Some(refusal);
    }
    if start.back_over_spaces().ends_with_any(&refusals.each_words) {
        return Some(if amount.kind() == Some(UnitKind::Duration) { Refusal::Schedule } else { Refusal::Qualifier });
    }
    let Some(kind) = amount.kind() else { return of_bare_number(amount, lexicon) };
    // 会期2小时40分
    if start.ends_with_any(["小时"]) && end.ends_with_any(&refusals.minutes) {
        return Some(Refusal::Duration);
    }
    // G60出口2公里处
    if kind == UnitKind::Length && end.starts_with_any(&refusals.place_words) {
        return Some(Refusal::Qualifier);
    }
    // 20时35分
    if start.before() == Some('时') && start.head().trim_end_matches('时').ends_with(|hour: char| hour.is_ascii_digit())
    {
        return Some(Refusal::Date);
    }
    // 稳定在百万吨以上 is a value, 亿元以上项目 a class.
    let reached = bound == Bound::After && start.ends_with_any(["在", "到", "达", "为", "至"]);
    if amount.number.bare && bound != Bound::Before && !reached && !amount.excess {
        return Some(Refusal::Name);
    }
    if end.peek() == Some('级') {
        return Some(Refusal::Qualifier);
    }
    // 1美元兑6.3元 is a rate of exchange, 兑现 is not
    let exchanged = kind == UnitKind::Currency && amount.number.value == Decimal::ONE && end.peek() == Some('兑');
    if exchanged && !end.starts_with_any(&refusals.not_exchanged) {
        return Some(Refusal::Name);
    }
    // 距离开园还有1700多个日夜
    if end.starts_with_any(&refusals.day_words) {
        return Some(Refusal::Duration);
    }
    if counts_things_named(amount, kind, refusals) {
        return Some(Refusal::ListCount);
    }
    if is_village_group(amount) {
        return Some(Refusal::Ordinal);
    }
    let clause = start.behind(12, |character| !matches!(character, ',' | '。' | ';' | '、'));
    let frequent = refusals.frequency_words.is_in(&clause);
    if kind == UnitKind::Duration {
        let lasting = start.back_over_spaces().ends_with_any(&refusals.lasting_words);
        // 距离开幕还有20天, 累计24个月在本市缴费
        let counted_down =
            start.ends_with_any(&refusals.countdown_words) && start.behind(24, |next| next != '。').contains('距');
        let summed = start.ends_with_any(&refusals.sum_words) && end.starts_with_any(&refusals.summed_behind);
        // 压缩到3个工作日内 is a target, 3天内反馈 and 应当在20个工作日内办结 are terms.
        let reached = start.ends_with_any(&refusals.reached_words);
        let swift = start.ends_with_any(["在"]) && end.ends_with_any(&refusals.swift_units);
        let within = end.peek() == Some('内') && !reached && !swift;
        if within {
            return Some(Refusal::Schedule);
        }
        if lasting || counted_down || summed {
            return Some(Refusal::Duration);
        }
        if frequent && bound == Bound::None || end.starts_with_any(&refusals.schedule_words) || near_circle(end) {
            return Some(Refusal::Schedule);
        }
    }
    if frequent
        && amount
            .unit
            .as_ref()
            .is_some_and(|unit| matches!(unit.base.as_str(), "次" | "场" | "期" | "课" | "节" | "轮"))
    {
        return Some(Refusal::Schedule);
    }
    if matches!(kind, UnitKind::General | UnitKind::Count) {
        let most = if kind == UnitKind::General { 6 } else { 4 };
        let listed = end.ahead(most, |character| is_han(character) || character == '“');
        let lists = match kind {
            UnitKind::General => refusals.list_nouns.is_in(&listed),
            _ => listed.contains("文章"),
        };
        if amount.value_max.is_none() && lists {
            return Some(Refusal::ListCount);
        }
        if start.ends_with_any(&refusals.plan_words) {
            return Some(Refusal::Name);
        }
    }
    if amount.number.chinese && amount.number.share.is_none() {
        return of_chinese_amount(amount, kind, bound, lexicon);
    }
    None
}

/// 这3起事故, 等8类专用车, 甲、乙和丙三家: the number counts what was named already.
fn counts_things_named(amount: &Amount<'_>, kind: UnitKind, refusals: &Refusals) -> bool {
    if !matches!(kind, UnitKind::General | UnitKind::Count) || amount.value_max.is_some() || amount.excess {
        return false;
    }
    let (start, end) = (amount.start.back_over_spaces(), amount.end);
    let unit = amount.unit.as_ref().map_or("", |unit| unit.base.as_str());
    if start.ends_with_any(&refusals.named_before) || start.ends_with_any(["等"]) && unit == "类" {
        return true;
    }
    // 甲、乙、丙三家公司
    let names = start.behind(24, |character| !matches!(character, ',' | '。' | ';' | ':'));
    let as_many = Decimal::from(names.matches('、').count() + 1) == amount.number.value;
    if amount.number.chinese && unit == "家" && as_many && names.contains('、') {
        return true;
    }
    // as many names as the number says, the last behind 和
    let list = start.behind(40, |character| !matches!(character, ',' | '。' | ';' | ':'));
    let Some((names, _)) = list.rsplit_once(['和', '与', '及']) else { return false };
    let count = names.matches('、').count() + 2;
    let ends_here = !end.peek().is_some_and(|next| is_han(next) || next == '“');
    amount.number.chinese && ends_here && names.contains('、') && Decimal::from(count) == amount.number.value
}

/// 石桥村5组: the number of a part of a village.
fn is_village_group(amount: &Amount<'_>) -> bool {
    let is_group = amount.unit.as_ref().is_some_and(|unit| unit.base == "组") && !amount.number.chinese;
    let place = amount.start.behind(6, is_han);
    is_group && place.contains('村') && !place.ends_with('村')
        || is_group && place.ends_with('村') && !amount.end.peek().is_some_and(is_han)
}

/// 15分钟生活圈.
fn near_circle(end: Cursor<'_>) -> bool {
    end.ahead(8, is_han).contains('圈')
}

/// A Chinese number with a classifier: mostly an article (一个) or a count of what is then listed (三项制度).
fn of_chinese_amount(amount: &Amount<'_>, kind: UnitKind, bound: Bound, lexicon: &Lexicon) -> Option<Refusal> {
    if bound != Bound::None || amount.value_max.is_some() || amount.excess {
        return None;
    }
    let (start, end, refusals) = (amount.start, amount.end, &lexicon.refusals);
    let ends_here = !end.peek().is_some_and(is_han) && end.peek() != Some('“');
    // 二元结构, 三元: a single digit of money is a word unless the phrase ends with it.
    if kind == UnitKind::Currency && amount.number.value < Decimal::TEN && !ends_here {
        return Some(Refusal::Name);
    }
    let measured = kind.is_physical() || matches!(kind, UnitKind::Currency | UnitKind::Multiple | UnitKind::Share);
    if measured {
        return None;
    }
    let unit = amount.unit.as_ref().map_or("", |unit| unit.base.as_str());
    // 耕牛一万四千头 are counted
    let numbered = amount.number.value < Decimal::ONE_HUNDRED;
    if numbered && lexicon.refusals.ordinal_units.has(unit) {
        return Some(Refusal::Ordinal);
    }
    if amount.number.value == Decimal::ONE {
        let person = matches!(unit, "人" | "名");
        let thing = matches!(kind, UnitKind::Count | UnitKind::General | UnitKind::Person)
            && !matches!(unit, "遍" | "眼" | "次" | "层" | "件")
            && !end.starts_with_any(&refusals.step_words);
        // 每个乡办好一所中学
        let each = thing && of_each(start);
        // 新建职业中学一所
        let listed = thing && ends_here && kind == UnitKind::Count && is_named(start, lexicon);
        let counted = start.ends_with_any(&refusals.one_words) || person && ends_here || each || listed;
        return (!counted).then_some(Refusal::Vague);
    }
    if kind == UnitKind::General {
        // 十七种产品获得称号
        let won = end.ahead(8, is_han);
        if refusals.won_verbs.is_in(&won) {
            return None;
        }
        let noun = end.ahead(8, is_han);
        let counted = refusals.counted_nouns.iter().any(|word| {
            if word.chars().nth(1).is_none() { noun.starts_with(word.as_str()) } else { noun.contains(word.as_str()) }
        });
        let real = counted && !refusals.named_nouns.is_in(&noun);
        let counted_at_end = ends_here
            && start.before().is_some_and(is_han)
            && amount.number.value > Decimal::ONE
            && !start.ends_with_any(["这", "那", "前", "后", "的", "了"]);
        return (!(real || counted_at_end) || end.peek() == Some('“')).then_some(Refusal::ListCount);
    }
    None
}

/// Whether the clause before a number holds for each of several: 每个乡, but not 每年 or 每隔.
fn of_each(start: Cursor<'_>) -> bool {
    let clause = start.behind(16, |next| !matches!(next, ',' | '。' | ';' | '、'));
    clause
        .rsplit_once('每')
        .is_some_and(|(_, of)| !of.starts_with(['年', '月', '日', '天', '隔', '周', '季', '次', '项']))
}

/// Whether a noun stands before a number: 中学一所, but not 另一所, 是一家.
fn is_named(start: Cursor<'_>, lexicon: &Lexicon) -> bool {
    start.before().is_some_and(is_han) && !start.ends_with_any(&lexicon.refusals.unnamed_words)
}

/// 5月, 8点, 75周年; 年 too, unless the years are what is measured.
fn of_calendar(amount: &Amount<'_>, refusals: &Refusals) -> Option<Refusal> {
    if amount.kind().is_some() {
        return None;
    }
    let end = amount.end;
    let mut cursor = end;
    cursor.skip_spaces();
    // 50多年来
    let mut years = cursor;
    if years.eat_if(|character| matches!(character, '多' | '余')).is_some() && years.starts_with_any(["年", "天"]) {
        return Some(Refusal::Duration);
    }
    if cursor.starts_with_any(&refusals.ordinal_behind) {
        return Some(Refusal::Ordinal);
    }
    // 连续3年 lasts, 98年 may be a year
    let may_be_year = cursor.peek() == Some('年') && amount.number.figures.len() > 1;
    if !may_be_year && cursor.starts_with_any(&refusals.duration_words) {
        return Some(Refusal::Duration);
    }
    cursor.starts_with_any(&refusals.calendar_words).then_some(Refusal::Date)
}

/// A number without a unit: an amount whose unit the page lost or the column names, or a name, a year, a code.
fn of_bare_number(amount: &Amount<'_>, lexicon: &Lexicon) -> Option<Refusal> {
    let (start, end, number) = (amount.start, amount.end, &amount.number);
    let refusals = &lexicon.refusals;
    if number.chinese {
        return Some(Refusal::Name);
    }
    if end.peek() == Some('大') && !end.starts_with_any(&refusals.big_words) {
        return Some(Refusal::ListCount);
    }
    // 国道105, 工业4.0; 1、2号线.
    if start.back_over_spaces().ends_with_any(&refusals.road_words) {
        return Some(Refusal::Name);
    }
    if lists_numbered(end) {
        return Some(Refusal::Ordinal);
    }
    let digits = number.figures.len();
    let whole = !number.figures.contains('.') && number.scale == Decimal::ONE;
    let near = |words: &WordList| words.is_in(&start.behind(14, |_| true)) || words.is_in(&end.ahead(6, |_| true));
    let in_address = start.before() == Some('/') || end.peek() == Some('/');
    // 12345, 12315, 12367: the service lines of governments.
    let hotline = whole && digits == 5 && number.figures.starts_with("123") && end.peek().is_some_and(is_han);
    let leading_zero = whole && digits > 1 && number.figures.starts_with('0');
    if hotline
        || in_address
        || leading_zero
        || whole && digits >= 9
        || whole && digits >= 3 && near(&refusals.code_words)
    {
        return Some(Refusal::Code);
    }
    if end.starts_with_any(&refusals.name_nouns)
        || end.starts_with_any(["”", "·", "°", "+", "#"])
        || start.before() == Some('·')
    {
        return Some(Refusal::Name);
    }
    let year = whole && digits == 4 && (Decimal::from(1949)..=Decimal::from(2060)).contains(&number.value);
    if year || whole && digits == 8 && is_two_years(&number.figures) {
        return Some(Refusal::Date);
    }
    // （办761） is the number of a paper
    let bracketed = end.peek() == Some(')') && start.behind(2, |_| true).starts_with('(');
    // 果树93(01)班 is the name of a class
    if whole && end.peek() == Some('(') && end.ahead(6, |_| true).contains(")班") {
        return Some(Refusal::Name);
    }
    if whole && digits >= 3 && bracketed {
        return Some(Refusal::Code);
    }
    counts_unknown(amount, lexicon).then_some(Refusal::NoUnit)
}

/// 6县职教中心, 大脑2.0建设: right before a noun, what is counted or named is not known. A rate may have lost its sign
/// (费用75税前加计扣除), a bound or a verb of change may follow (由3.02缩小至2.8).
fn counts_unknown(amount: &Amount<'_>, lexicon: &Lexicon) -> bool {
    let (start, end) = (amount.start, amount.end);
    let behind = end.ahead(8, is_han);
    let verbs = &lexicon.cues.verbs;
    // 居 begins words, 缩小至 is a verb
    let changes = [&verbs.reach, &verbs.grow, &verbs.fall]
        .into_iter()
        .filter_map(|list| list.prefix_of(&behind))
        .any(|verb| verb.chars().nth(1).is_some());
    let before = start.behind(12, is_han);
    let rate =
        behind.contains("扣除") || lexicon.cues.rates.ends.is_in(&before) || verbs.grow.suffix_of(&before).is_some();
    !behind.is_empty()
        && !changes
        && !rate
        && comparator::after(end, &lexicon.comparators).is_none()
        && !end.starts_with_any(&lexicon.refusals.grammar_behind)
}

/// Whether 、15、16号 follows, which makes the number before it the number of a thing too.
fn lists_numbered(mut cursor: Cursor<'_>) -> bool {
    for _ in 0..6 {
        if cursor.eat_if(|character| matches!(character, '、' | '-')).is_none() {
            return false;
        }
        for _ in 0..3 {
            cursor.eat_if(|character| character.is_ascii_digit());
        }
        if cursor.eat('号') {
            return true;
        }
    }
    false
}

/// 20182020, where the dash between two years was lost.
fn is_two_years(figures: &str) -> bool {
    let (first, last) = (figures.get(..2), figures.get(4..6));
    matches!(first, Some("19" | "20")) && matches!(last, Some("19" | "20"))
}
