//! Names in full: 市发改委 of a document of 岭泽市 → 岭泽市发展和改革委员会.

use super::Organ;
use crate::lexicon::{Lexicon, department::Department};

/// Where the issuers of a document are at home: the places that their names state, and whether they are of the centre.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Home {
    /// The places from the highest to the lowest, each with its level: 市, 岭泽市.
    places: Vec<(String, String)>,
    central: bool,
}

impl Home {
    /// The home of organs with these `names` (of issuers; a title that begins with the issuer serves too).
    pub fn of<'n>(names: impl IntoIterator<Item = &'n str>, lexicon: &Lexicon) -> Self {
        let mut home = Self::default();
        for name in names {
            let name = name.strip_prefix("中共").unwrap_or(name);
            // a title may begin with its year: 2024年岭泽市政府工作报告
            let name = name.trim_start_matches(|character: char| character.is_ascii_digit() || character == '年');
            home.central |= lexicon.organs.central.prefix_of(name).is_some()
                || lexicon.departments.get(name).is_some_and(|found| found.central);
            for (level, place) in places(name, lexicon) {
                if !home.places.iter().any(|(known, _)| *known == level) {
                    home.places.push((level, place));
                }
            }
        }
        home
    }

    fn place(&self, level: &str) -> Option<&str> {
        // a 区 may call the committee of its zone 区, and an autonomous region 自治区 alone
        self.places.iter().find(|(known, _)| known == level).map(|(_, place)| place.as_str())
    }

    fn lowest(&self) -> Option<&str> {
        self.places.last().map(|(_, place)| place.as_str())
    }
}

/// The places at the beginning of a name, each with its level: 岭泽市东河区人民政府 → 岭泽市, 岭泽市东河区.
fn places(name: &str, lexicon: &Lexicon) -> Vec<(String, String)> {
    /// No name of a place is longer, in characters.
    const LONGEST: usize = 12;
    let mut places = Vec::new();
    let mut from = 0;
    for (at, character) in name.char_indices().take(LONGEST * 2) {
        let end = at + character.len_utf8();
        let Some(level) = lexicon.departments.level_at_end(&name[from..end]) else { continue };
        let stem = name[from..end].chars().count() - level.chars().count();
        // 市场 is no 市; 自治 goes on to 自治区
        let goes_on = name[end..].starts_with(['场', '域', '略', '直', '属', '级', '长']);
        if (2..=LONGEST).contains(&stem) && !goes_on {
            places.push((level.to_owned(), name[..end].to_owned()));
            from = end;
        }
    }
    places
}

/// A name in its parts: the level or place before it, and the organ behind.
struct Parts<'n, 'l> {
    prefix: &'n str,
    department: &'l Department,
}

/// The first way to cut a name at a level so that an organ of the table is left.
fn parts<'n, 'l>(name: &'n str, lexicon: &'l Lexicon) -> Option<Parts<'n, 'l>> {
    name.char_indices().find_map(|(at, _)| {
        let prefix = &name[..at];
        if at > 0 && lexicon.departments.level_at_end(prefix).is_none() {
            return None;
        }
        lexicon.departments.get(&name[at..]).map(|department| Parts { prefix, department })
    })
}

/// Writes down which names of a list share the level of a name before: 省科技厅、工业和信息化厅.
pub(super) fn carry_levels(organs: &mut [Organ], lexicon: &Lexicon) {
    let mut level = None;
    for organ in organs {
        match parts(&organ.name, lexicon) {
            Some(found) if !found.prefix.is_empty() => level = Some(found.prefix.to_owned()),
            Some(found) if !found.department.central => organ.level.clone_from(&level),
            _ => {}
        }
    }
}

impl Organ {
    /// The name in full: short forms written out, the level of the names before it carried along, the place of the level
    /// taken from the issuer. What neither the table nor the document says stays as it is written.
    #[must_use]
    pub fn name_full(&self, home: &Home, lexicon: &Lexicon) -> String {
        let Some(Parts { prefix, department }) = parts(&self.name, lexicon) else {
            // 市水利设计院: unknown, but its place may be known
            let place = lexicon.organs.own_levels.iter().find_map(|level| {
                let rest = self.name.strip_prefix(level.as_str())?;
                (!rest.starts_with(['场', '域', '委', '直', '级', '属']))
                    .then_some(home.place(level)?)
                    .map(|place| (place, rest))
            });
            return place.map_or_else(|| self.name.clone(), |(place, rest)| format!("{place}{rest}"));
        };
        let level = if prefix.is_empty() { self.level.as_deref().unwrap_or_default() } else { prefix };
        let of_centre = department.central || home.central || home.places.is_empty();
        if level.is_empty()
            && of_centre
            && let Some(national) = &department.national
        {
            return national.clone();
        }
        let place = if level.is_empty() { home.lowest() } else { home.place(level) }.unwrap_or(level);
        if department.party && place == level {
            // 省委 without its province
            return self.name.clone();
        }
        let party = if department.party && !place.is_empty() { "中共" } else { "" };
        format!("{party}{place}{}", department.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::TextSpan;

    fn full(name: &str, level: Option<&str>, issuer: &str) -> String {
        let lexicon = Lexicon::builtin().expect("the tables are well formed");
        let level = level.map(str::to_owned);
        let organ = Organ { span: TextSpan::new(0, name.len()), name: name.to_owned(), level, role: None };
        organ.name_full(&Home::of([issuer].into_iter().filter(|issuer| !issuer.is_empty()), &lexicon), &lexicon)
    }

    #[test]
    fn short_forms_are_written_out() {
        for (name, issuer, expected) in [
            ("市科技局", "", "市科学技术局"),
            ("市科技局", "岭泽市人民政府办公室", "岭泽市科学技术局"),
            ("省科技厅", "岭泽市人民政府办公室", "省科学技术厅"),
            ("区财政局", "岭泽市东河区人民政府", "岭泽市东河区财政局"),
            ("市发改委", "岭泽市人民政府", "岭泽市发展和改革委员会"),
            ("发展改革委", "岭泽市人民政府", "岭泽市发展和改革委员会"),
            ("发展改革委", "国务院办公厅", "国家发展和改革委员会"),
            ("发展改革委", "", "国家发展和改革委员会"),
            ("国家发改委", "岭泽市人民政府", "国家发展和改革委员会"),
            ("财政部", "岭泽市人民政府", "财政部"),
            ("证监会", "岭泽市人民政府", "中国证券监督管理委员会"),
            ("市委组织部", "岭泽市人民政府", "中共岭泽市委组织部"),
            ("市委", "岭泽市人民政府", "中共岭泽市委员会"),
            ("市委", "", "市委"),
            ("市财政局", "2024年岭泽市政府工作报告", "岭泽市财政局"),
            ("市政府办", "岭泽市人民政府", "岭泽市人民政府办公室"),
            ("市市场监管局", "岭泽市人民政府", "岭泽市市场监督管理局"),
            ("市场监管局", "岭泽市人民政府", "岭泽市市场监督管理局"),
            ("城市管理局", "岭泽县人民政府", "岭泽县城市管理局"),
            ("市水利设计院", "岭泽市人民政府", "岭泽市水利设计院"),
            ("各县（市、区）人民政府", "岭泽市人民政府", "各县（市、区）人民政府"),
            ("吕四港镇", "岭泽市人民政府", "吕四港镇"),
        ] {
            assert_eq!(full(name, None, issuer), expected, "{name} of {issuer}");
        }
        assert_eq!(full("工业和信息化厅", Some("省"), ""), "省工业和信息化厅");
        assert_eq!(full("工信局", Some("市"), "岭泽市人民政府"), "岭泽市工业和信息化局");
    }

    #[test]
    fn a_level_is_carried_along() {
        let lexicon = Lexicon::builtin().expect("the tables are well formed");
        let organ = |name: &str| Organ { span: TextSpan::new(0, 0), name: name.to_owned(), level: None, role: None };
        let mut organs = ["省科技厅", "工业和信息化厅", "财政部", "市财政局", "发改委", "各区镇"].map(organ);
        carry_levels(&mut organs, &lexicon);
        let levels = organs.map(|organ| organ.level);
        assert_eq!(levels, [None, Some("省".to_owned()), None, None, Some("市".to_owned()), None]);
    }
}
