//! A number with its unit, or two numbers that make a range.

use rust_decimal::Decimal;

use crate::{
    characters,
    lexicon::{
        Lexicon,
        unit::{UnitKind, Units},
    },
    mention::{
        numeral::{self, Number, Reading, Share},
        scan::{Cursor, fold, is_han},
    },
};

/// A number, its unit and where they stand.
pub(super) struct Amount<'t> {
    pub(super) start: Cursor<'t>,
    pub(super) end: Cursor<'t>,
    pub(super) number: Number,
    pub(super) value_max: Option<Decimal>,
    pub(super) unit: Option<MeasuredIn>,
    /// 多 or 余 after the number: 10余家, 4000多件.
    pub(super) excess: bool,
}

/// The unit of an amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MeasuredIn {
    /// The base unit as written, with what it is per: 元/人.
    pub(super) base: String,
    pub(super) kind: UnitKind,
    /// Whether it is not written but certain.
    pub(super) inferred: bool,
}

impl Amount<'_> {
    pub(super) fn kind(&self) -> Option<UnitKind> {
        self.unit.as_ref().map(|unit| unit.kind)
    }
}

/// The amount whose first number was read already; `after` is the place behind that number.
pub(super) fn read<'t>(start: Cursor<'t>, after: Cursor<'t>, number: Number, lexicon: &Lexicon) -> Amount<'t> {
    let first = Measured::read(after, &number, lexicon);
    if let Some(range) = read_range(start, after, &number, &first, lexicon) {
        return range;
    }
    let excess = number.excess || first.excess;
    let unit = first.unit.or_else(|| shared_unit(after, &number, lexicon));
    Amount { start, end: first.end, number, value_max: None, unit, excess }
}

/// The unit of a list that only its last number has: 0.4、0.1个百分点, 600亿、800亿元. Whole numbers may be names (4、7号线),
/// so only those with decimals or a multiplier share it.
fn shared_unit(after: Cursor<'_>, number: &Number, lexicon: &Lexicon) -> Option<MeasuredIn> {
    let mut cursor = after;
    if !number.figures.contains('.') && number.scale == Decimal::ONE {
        return None;
    }
    for _ in 0..4 {
        cursor.eat_if(|character| matches!(character, '、' | '和' | '及' | '与'))?;
        let token = numeral::read(cursor, &lexicon.units)?;
        let Reading::Number(next) = token.reading else { return None };
        if next.scale != number.scale || next.share.is_some() {
            return None;
        }
        cursor = cursor.to(token.span.end);
        if let Some(unit) = Measured::read(cursor, &next, lexicon).unit {
            return Some(unit);
        }
    }
    None
}

/// What follows a number: 多, the unit.
struct Measured<'t> {
    unit: Option<MeasuredIn>,
    excess: bool,
    end: Cursor<'t>,
}

impl<'t> Measured<'t> {
    fn read(after: Cursor<'t>, number: &Number, lexicon: &Lexicon) -> Self {
        let units = &lexicon.units;
        if let Some(share) = number.share {
            let (base, inferred) = match share {
                Share::Percent => ("%", false),
                Share::PerMille => ("‰", false),
                Share::Part => ("%", true),
            };
            let unit = MeasuredIn { base: base.to_owned(), kind: UnitKind::Share, inferred };
            return Self { unit: Some(unit), excess: false, end: after };
        }
        let mut cursor = after;
        cursor.skip_spaces();
        let excess = cursor.eat_if(|character| matches!(character, '多' | '余')).is_some();
        if let Some(unit) = units.longest_at(cursor.rest()) {
            let mut end = cursor.to(cursor.at() + unit.name.len());
            let mut base = unit.base.clone();
            if let Some(other) = eat_other(&mut end, units) {
                base.push_str(other);
            }
            while let Some(per) = eat_per(&mut end, units) {
                base.push_str(&per);
            }
            return Self { unit: Some(MeasuredIn { base, kind: unit.kind, inferred: false }), excess, end };
        }
        if measures_years(after, lexicon) && cursor.peek() == Some('年') && !excess {
            cursor.bump();
            let unit = MeasuredIn { base: "年".to_owned(), kind: UnitKind::Age, inferred: false };
            return Self { unit: Some(unit), excess, end: cursor };
        }
        if let Some(base) = units.unwritten_in(&cursor.ahead(LONGEST_PHRASE, is_han))
            && number.scale >= Decimal::from(10_000)
        {
            let unit = MeasuredIn { base: base.to_owned(), kind: UnitKind::Person, inferred: true };
            return Self { unit: Some(unit), excess, end: cursor };
        }
        if let Some((base, end)) = unknown_classifier(cursor, number, lexicon) {
            let unit = MeasuredIn { base: base.to_string(), kind: UnitKind::Count, inferred: false };
            return Self { unit: Some(unit), excess, end };
        }
        let bounded = excess && !cursor.peek().is_some_and(is_han);
        Self { unit: None, excess: bounded, end: if bounded { cursor } else { after } }
    }
}

/// How far behind a number the noun may stand that says in what it is counted.
const LONGEST_PHRASE: usize = 14;

/// A name is looked for in front of so many characters of figures.
const LONGEST_FIGURES: usize = 60;

/// The other unit in brackets behind a unit: 套（间）.
fn eat_other<'t>(cursor: &mut Cursor<'t>, units: &Units) -> Option<&'t str> {
    let mut next = *cursor;
    next.eat_if(|character| character == '(')?;
    let unit = units.longest_at(next.rest())?;
    next = next.to(next.at() + unit.name.len());
    next.eat_if(|character| character == ')')?;
    let other = cursor.text().get(cursor.at()..next.at());
    *cursor = next;
    other
}

/// A classifier that no list holds, known by its shape: one character between a number behind a name and the end of its
/// phrase (花卉产量突破3亿枝). 级 is one behind a decimal (4.5级).
fn unknown_classifier<'t>(after: Cursor<'t>, number: &Number, lexicon: &Lexicon) -> Option<(char, Cursor<'t>)> {
    let is_figure = |character: char| fold(character).is_ascii_digit() || "，,.．万亿千百多余 ".contains(character);
    let named = || characters::last(after.head(), LONGEST_FIGURES).trim_end_matches(is_figure).ends_with(is_han);
    let year = number.figures.len() == 4 && matches!(number.figures.get(..2), Some("19" | "20"));
    let mut end = after;
    let classifier = end.eat_if(is_han)?;
    let ends = !end.peek().is_some_and(is_han) || end.starts_with_any(&lexicon.refusals.bounds_behind);
    let magnitude = classifier == '级' && number.figures.contains('.');
    let shaped = || ends && !year && lexicon.units.may_classify(classifier) && named();
    (!number.chinese && (magnitude || shaped())).then_some((classifier, end))
}

/// Whether the clause speaks of a span of years as its indicator: 受教育年限提高到11年.
fn measures_years(after: Cursor<'_>, lexicon: &Lexicon) -> bool {
    let clause = after.behind(24, |character| !matches!(character, ',' | '。' | ';'));
    lexicon.refusals.year_spans.is_in(&clause) && !clause.contains("连续")
}

/// What a compound unit is per: /人, /万元, /平方米·月.
fn eat_per(cursor: &mut Cursor<'_>, units: &Units) -> Option<String> {
    let mut next = *cursor;
    let sign = next.eat_if(|character| matches!(character, '/' | '·'))?;
    let from = next.at();
    for _ in 0..4 {
        if next.eat_if(|character| character.is_ascii_digit()).is_none() {
            break;
        }
    }
    for _ in 0..3 {
        let multiplier =
            matches!(next.peek(), Some('百' | '千' | '万' | '亿')) && units.longest_at(next.rest()).is_none();
        if !multiplier {
            break;
        }
        next.bump();
    }
    if let Some(unit) = units.longest_at(next.rest()) {
        next = next.to(next.at() + unit.name.len());
    } else {
        next.eat_longest(units.per())?;
    }
    let per = next.text().get(from..next.at())?;
    *cursor = next;
    Some(format!("{sign}{per}"))
}

/// 3-5家, 1至2家, 5%—6%: two numbers of one unit, the smaller first.
fn read_range<'t>(
    start: Cursor<'t>,
    after: Cursor<'t>,
    number: &Number,
    first: &Measured<'t>,
    lexicon: &Lexicon,
) -> Option<Amount<'t>> {
    let mut cursor = if first.unit.is_some() { first.end } else { after };
    cursor.skip_spaces();
    let sign = cursor.eat_if(|character| matches!(character, '-' | '~' | '至' | '到'))?;
    cursor.eat(sign);
    cursor.skip_spaces();
    let token = numeral::read(cursor, &lexicon.units)?;
    let Reading::Number(upper) = token.reading else { return None };
    if upper.share != number.share {
        return None;
    }
    let last = Measured::read(cursor.to(token.span.end), &upper, lexicon);
    if first.unit.is_some() && first.unit != last.unit {
        return None;
    }
    // 由3%至5% is a change, not a range, unless the words after say so.
    let changes = start.back_over_spaces().ends_with_any(["由", "从", "自"]);
    if changes && !last.end.starts_with_any(&lexicon.refusals.between_ends) {
        return None;
    }
    let shared = first.unit.is_none() && number.scale == Decimal::ONE;
    let scaled = number.value.checked_mul(upper.scale).filter(|scaled| shared && *scaled < upper.value);
    let lower = scaled.unwrap_or(number.value);
    (lower < upper.value).then(|| Amount {
        start,
        end: last.end,
        number: Number { value: lower.normalize(), ..number.clone() },
        value_max: Some(upper.value),
        unit: last.unit,
        excess: last.excess,
    })
}
