//! The unit that a table states for its figures: in the head of a column, in a column of units, behind the name of a row,
//! or in a line above the table.

use rust_decimal::Decimal;

use crate::{
    characters,
    lexicon::Lexicon,
    mention::quantity::{self, Quantity},
};

/// A unit of more characters than this is none.
const LONGEST_UNIT: usize = 10;
/// Nor is what stands behind a multiplier, if it is longer and no list has it.
const LONGEST_UNKNOWN: usize = 4;
/// Signs behind a name that lead to notes.
const NOTE_SIGNS: [char; 8] = ['*', '＊', '★', '☆', '※', '#', '▲', '△'];
const BRACKETS: [(char, char); 5] = [('（', '）'), ('(', ')'), ('[', ']'), ('【', '】'), ('〔', '〕')];

/// One unit as a table writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TableUnit {
    /// What the figures are multiplied by: 10000 in 万吨.
    pub(super) scale: Decimal,
    /// The base unit; `None` in 万 alone.
    pub(super) base: Option<String>,
    /// Whether a list has it.
    known: bool,
}

/// The units that a table states at one place: mostly one, several in 单位：万人、亿元.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Stated(Vec<TableUnit>);

/// A name, and what is written in or behind it of its unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct NameAndUnit {
    /// The name without the unit, and without glosses in brackets behind it.
    pub(super) name: String,
    pub(super) unit: Option<Stated>,
}

impl TableUnit {
    fn read(written: &str, lexicon: &Lexicon) -> Option<Self> {
        let (scale, rest) = multiplier(written, lexicon);
        if rest.is_empty() {
            return (scale > Decimal::ONE).then_some(Self { scale, base: None, known: true });
        }
        if let Some(base) = known(rest, lexicon) {
            return Some(Self { scale, base: Some(base), known: true });
        }
        // 万元/农户: what it is per may be anything
        if rest.split_once('/').is_some_and(|(first, per)| !per.is_empty() && known(first, lexicon).is_some()) {
            return Some(Self { scale, base: Some(rest.to_owned()), known: true });
        }
        // 亿元（人民币）
        if let (outer, Some(_)) = cut_bracket(written)
            && !outer.is_empty()
        {
            return Self::read(outer, lexicon);
        }
        let named = rest.chars().count() <= LONGEST_UNIT
            && !rest.contains(|character: char| character.is_ascii_digit())
            && rest.contains(char::is_alphabetic);
        named.then(|| Self { scale, base: Some(rest.to_owned()), known: false })
    }

    /// Whether it can be nothing but a unit, wherever it stands: a list has it, or a multiplier stands before a word that is
    /// no place (万山镇), and makes no word with it (百强).
    fn is_certain(&self, written: &str, lexicon: &Lexicon) -> bool {
        let Some(base) = &self.base else { return true };
        let short = base.chars().count() <= LONGEST_UNKNOWN;
        let other = || lexicon.organs.may_be_place(base) || lexicon.organs.is_organ(base);
        self.known || self.scale > Decimal::ONE && short && !other() && lexicon.segmenter.frequency(written).is_none()
    }

    fn is_share(&self) -> bool {
        self.base.as_deref().is_some_and(is_share)
    }
}

impl Stated {
    /// What stands where nothing but a unit stands: in a column of units.
    pub(super) fn declared(written: &str, lexicon: &Lexicon) -> Option<Self> {
        Self::read(written, lexicon, |_, _| true)
    }

    /// What stands in the brackets behind a name, which may hold other things.
    fn bracketed(written: &str, lexicon: &Lexicon) -> Option<Self> {
        Self::read(written, lexicon, |unit, part| unit.is_certain(part, lexicon))
    }

    /// 单位：亿元 above a table.
    pub(super) fn in_line(line: &str, lexicon: &Lexicon) -> Option<Self> {
        let (before, rest) = line.split_once("单位")?;
        let before = before.trim_end();
        let of_figures = !before.ends_with(char::is_alphabetic) || before.ends_with(['量', '额']);
        let unit = rest.trim_start_matches(['：', ':', ' ', '　']).trim_end_matches(['）', ')', ' ', ']', '】']);
        (of_figures && unit.len() < rest.len()).then(|| Self::bracketed(unit, lexicon)).flatten()
    }

    fn read(written: &str, lexicon: &Lexicon, admits: impl Fn(&TableUnit, &str) -> bool) -> Option<Self> {
        let written: String = written.chars().filter(|character| !character.is_whitespace()).collect();
        let written = written.trim_start_matches(['（', '(', '[', '【']).trim_start_matches("计量");
        let written = written.strip_prefix("单位").unwrap_or(written).trim_start_matches(['：', ':']);
        let closed =
            if written.contains(['（', '(']) { written } else { written.trim_end_matches(['）', ')', ']', '】']) };
        let read = |part: &str| TableUnit::read(part, lexicon).filter(|unit| admits(unit, part));
        if known(closed, lexicon).is_some() {
            return read(closed).map(|unit| Self(vec![unit]));
        }
        let mut units: Vec<TableUnit> = closed.split(['、', '，', ',', '；', ';']).filter_map(read).collect();
        units.dedup();
        (!units.is_empty()).then_some(Self(units))
    }

    /// The unit of a figure that is no rate of growth; `Err` where the figure may be in several that give other values.
    pub(super) fn of_amount(&self) -> Result<TableUnit, String> {
        let amounts: Vec<&TableUnit> = self.0.iter().filter(|unit| !unit.is_share()).collect();
        match (self.0.as_slice(), amounts.as_slice()) {
            ([only], _) => Ok(only.clone()),
            (_, [only]) => Ok((*only).clone()),
            (all, _) if all.iter().all(|unit| unit.scale == all[0].scale) => {
                Ok(TableUnit { base: None, ..all[0].clone() })
            }
            (all, _) => Err(all.iter().map(TableUnit::written).collect::<Vec<_>>().join(" or ")),
        }
    }
}

impl TableUnit {
    /// `quantity`, which has no unit of its own, in this one; `None` if its value is beyond all bounds.
    pub(super) fn apply(&self, quantity: Quantity) -> Option<Quantity> {
        let scaled = |value: Decimal| value.checked_mul(self.scale).map(|value| value.normalize());
        let value_max = match quantity.value_max {
            Some(most) => Some(scaled(most)?),
            None => None,
        };
        Some(Quantity { value: scaled(quantity.value)?, value_max, unit: self.base.clone(), ..quantity })
    }

    /// What a reader should know of a unit that no list has, where its multiplier was taken for one.
    pub(super) fn doubt(&self) -> Option<String> {
        let base = self.base.as_ref().filter(|_| !self.known && self.scale > Decimal::ONE)?;
        Some(format!("the unit `{base}` is in no list; the figures are read as times {}", self.scale))
    }

    fn written(&self) -> String {
        let base = self.base.as_deref().unwrap_or_default();
        if self.scale == Decimal::ONE { base.to_owned() } else { format!("{} {base}", self.scale) }
    }
}

impl NameAndUnit {
    /// Reads 企业总数（家）, 产量（万吨）*, 产量，万吨, 产量万吨.
    pub(super) fn read(written: &str, lexicon: &Lexicon) -> Self {
        let marked = written.trim();
        let marks = |text: &str| {
            text.trim_end_matches(|last: char| {
                NOTE_SIGNS.contains(&last) || last.is_whitespace() || ('①'..='⑳').contains(&last)
            })
            .len()
        };
        let mut name = &marked[..marks(marked)];
        let mut unit = None;
        let mut glossed = false;
        while let (before, Some(inside)) = cut_bracket(name) {
            let gloss = inside.chars().count() <= LONGEST_UNIT && !inside.contains(|c: char| c.is_ascii_digit());
            let found = Stated::bracketed(inside, lexicon).filter(|_| unit.is_none());
            if before.is_empty() || found.is_none() && (glossed || !gloss || inside.trim().is_empty()) {
                break;
            }
            glossed |= found.is_none();
            unit = unit.or(found);
            name = before;
        }
        if name.len() == marks(marked) {
            name = marked;
        }
        if unit.is_none()
            && let Some((before, found)) = open_unit(name, lexicon)
        {
            return Self { name: before.to_owned(), unit: Some(Stated(vec![found])) };
        }
        Self { name: name.to_owned(), unit }
    }
}

/// Whether a base unit is that of a share.
pub(super) fn is_share(base: &str) -> bool {
    matches!(base, "%" | "‰" | "个百分点" | "百分点")
}

/// The unit at the end of a name without brackets, 产量万吨 or 占比%, and what stands before it. Behind what makes it a
/// bound, as in 产值超亿元, it is none.
fn open_unit<'n>(name: &'n str, lexicon: &Lexicon) -> Option<(&'n str, TableUnit)> {
    let from = name.len() - characters::last(name, LONGEST_UNIT + 1).len();
    name[from..].char_indices().map(|(offset, first)| (from + offset, first)).find_map(|(at, first)| {
        let (before, tail) = name.split_at(at);
        let last = before.chars().next_back()?;
        let bounds = last.is_ascii_digit() || "十百千万亿超过达破逾近上每多余几数第一二三四五六七八九·".contains(last)
            // 吨标准煤/万元
            || matches!(last, '/' | '／') && ends_with_unit(&before[..before.len() - last.len_utf8()], lexicon);
        if bounds || !matches!(first, '万' | '亿' | '百' | '千' | '%' | '％' | '‰') {
            return None;
        }
        let unit = TableUnit::read(tail, lexicon).filter(|unit| unit.known && unit.base.is_some())?;
        // 文明千户 is a name; 千瓦 is not taken from what it measures
        let measures = matches!(first, '百' | '千').then(|| lexicon.units.longest_at(&tail[first.len_utf8()..]));
        let scaled = unit.is_share()
            || unit.scale > Decimal::ONE
                && measures.is_none_or(|unit| unit.is_some_and(|unit| unit.kind.is_physical()));
        let before = before.trim_end_matches(['，', ',', '/', '／', '：', ':', ' ', '　']);
        (scaled && !before.is_empty()).then_some((before, unit))
    })
}

/// Whether a unit of the lists stands at the end of a text.
fn ends_with_unit(text: &str, lexicon: &Lexicon) -> bool {
    text.char_indices().rev().take(LONGEST_UNIT).any(|(at, _)| known(&text[at..], lexicon).is_some())
}

/// A text without the brackets at its end, and what is in them.
fn cut_bracket(text: &str) -> (&str, Option<&str>) {
    let text = text.trim_end();
    let found = BRACKETS.iter().find_map(|&(open, close)| {
        let (before, inside) = text.strip_suffix(close)?.rsplit_once(open)?;
        Some((before.trim_end(), inside))
    });
    // 企业数 (家）
    let mixed = || text.strip_suffix(['）', ')'])?.rsplit_once(['（', '(']);
    found.or_else(mixed).map_or((text, None), |(before, inside)| (before.trim_end(), Some(inside)))
}

/// The multipliers that a unit begins with, multiplied, and the rest: none in 千瓦 and 百分点, which are units.
fn multiplier<'t>(written: &'t str, lexicon: &Lexicon) -> (Decimal, &'t str) {
    let mut scale = Decimal::ONE;
    let mut rest = written;
    while lexicon.units.longest_at(rest).is_none() {
        let factor = match rest.chars().next() {
            Some('十') => 10,
            Some('百') => 100,
            Some('千') => 1_000,
            Some('万') => 10_000,
            Some('亿') => 100_000_000,
            _ => break,
        };
        let Some(next) = scale.checked_mul(Decimal::from(factor)) else { break };
        scale = next;
        rest = rest.get('万'.len_utf8()..).unwrap_or_default();
    }
    (scale, rest)
}

/// The base unit of a text that is a unit of the lists as a whole, with what it is per: 元/人.
fn known(written: &str, lexicon: &Lexicon) -> Option<String> {
    let text = format!("5{written}");
    let found = quantity::find(&text, lexicon).found;
    let [only] = found.as_slice() else { return None };
    let whole = only.core.len() == text.len() && only.value == Decimal::from(5) && !only.unit_inferred;
    only.unit.clone().filter(|_| whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon() -> Lexicon {
        Lexicon::builtin().expect("the built-in tables parse")
    }

    fn shown(stated: Option<Stated>) -> String {
        stated.map_or("-".to_owned(), |units| units.0.iter().map(TableUnit::written).collect::<Vec<_>>().join("; "))
    }

    #[test]
    fn a_multiplier_belongs_to_any_unit() {
        let lexicon = lexicon();
        for (written, expected) in [
            ("家", "家"),
            ("万吨", "10000 吨"),
            ("亿吨公里", "100000000 吨公里"),
            ("万空方", "10000 空方"),
            ("千瓦", "千瓦"),
            ("百万枝", "1000000 枝"),
            ("十亿元", "1000000000 元"),
            ("个百分点", "个百分点"),
            ("万元/农户", "10000 元/农户"),
            ("亿m3", "100000000 m3"),
            ("标准墩", "标准墩"),
            ("万 吨", "10000 吨"),
            ("（万吨）", "10000 吨"),
            ("单位：公斤/亩", "公斤/亩"),
            ("亿元（人民币）", "100000000 元"),
            ("个（项）", "个（项）"),
            ("万人、亿元", "10000 人; 100000000 元"),
            ("百分比", "%"),
            ("年", "年"),
            ("万", "10000 "),
            ("-", "-"),
            ("/", "-"),
            ("", "-"),
            ("2020=100", "-"),
        ] {
            assert_eq!(shown(Stated::declared(written, &lexicon)), expected, "{written}");
        }
    }

    #[test]
    fn the_unit_is_no_part_of_the_name() {
        let lexicon = lexicon();
        for (written, name, unit) in [
            ("企业总数（家）", "企业总数", "家"),
            ("企业总数 (家)", "企业总数", "家"),
            ("企业数（家）*", "企业数", "家"),
            ("产量（万吨）①", "产量", "10000 吨"),
            ("产量[万吨]", "产量", "10000 吨"),
            ("产量（单位：万吨）", "产量", "10000 吨"),
            ("产值（现价，亿元）", "产值", "100000000 元"),
            ("投入（亿元）（新口径）", "投入", "100000000 元"),
            ("网箱（万空方）", "网箱", "10000 空方"),
            ("床位（张/千常住人口）", "床位", "张/千常住人口"),
            ("水产品产量万吨", "水产品产量", "10000 吨"),
            ("水产品产量，万吨", "水产品产量", "10000 吨"),
            ("水产品产量/万吨", "水产品产量", "10000 吨"),
            ("占比%", "占比", "%"),
            ("造林面积千公顷", "造林面积", "1000 公顷"),
            // other things in brackets, and other words at the end
            ("生产总值（2020年价）", "生产总值（2020年价）", "-"),
            ("入选企业（百强）", "入选企业", "-"),
            ("项目（万山镇）", "项目", "-"),
            ("女性（人均）", "女性", "-"),
            ("产值超亿元", "产值超亿元", "-"),
            ("文明千户", "文明千户", "-"),
            ("能耗吨标准煤/万元", "能耗吨标准煤/万元", "-"),
            ("千瓦", "千瓦", "-"),
            ("（一）", "（一）", "-"),
        ] {
            let read = NameAndUnit::read(written, &lexicon);
            assert_eq!((read.name.as_str(), shown(read.unit).as_str()), (name, unit), "{written}");
        }
    }

    #[test]
    fn a_line_above_a_table_states_units_and_no_organs() {
        let lexicon = lexicon();
        for (line, expected) in [
            ("（单位：亿元）", "100000000 元"),
            ("计量单位：万帘", "10000 帘"),
            ("金额单位：万元", "10000 元"),
            ("单位：亿元、%", "100000000 元; %"),
            ("责任单位：市科技局", "-"),
            ("责任单位：市科技局、财政局", "-"),
            ("单位：岭泽县统计局", "-"),
            ("单位：万山镇", "-"),
        ] {
            assert_eq!(shown(Stated::in_line(line, &lexicon)), expected, "{line}");
        }
    }

    #[test]
    fn of_several_units_only_one_may_fit() {
        let lexicon = lexicon();
        let of =
            |line| Stated::in_line(line, &lexicon).expect("it states units").of_amount().map(|unit| unit.written());
        assert_eq!(of("单位：亿元、%"), Ok("100000000 元".to_owned()));
        assert_eq!(of("单位：家、个"), Ok(String::new()));
        assert_eq!(of("单位：万人、亿元"), Err("10000 人 or 100000000 元".to_owned()));
    }
}
