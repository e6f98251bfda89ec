//! Organs of government and party at all levels, with their short forms: `data/department.toml`.

use super::word_list::WordList;
use std::{
    collections::{BTreeMap, HashMap},
    sync::OnceLock,
};

use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;

/// What an organ is behind its level or place: 科技局 of 市科技局.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Department {
    /// Its name in full: 科学技术局.
    pub name: String,
    /// Its whole name in the centre, if this form can mean it: 国家发展和改革委员会 for 发展改革委.
    pub national: Option<String>,
    /// Whether this form means nothing but the organ of the centre: 财政部, 国家发展改革委.
    pub central: bool,
    /// Whether it is an organ of the party, whose name begins with 中共.
    pub party: bool,
}

/// The organs, by every form of their names.
#[derive(Debug)]
pub struct Departments {
    levels: WordList,
    forms: HashMap<String, Department>,
    /// Finds the forms. It is made when it is first asked: many documents say of nobody that he answers for a task.
    searcher: OnceLock<AhoCorasick>,
    refused_after: HashMap<char, WordList>,
}

/// The section of a pack.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Table {
    levels: WordList,
    endings: BTreeMap<String, String>,
    refused_after: HashMap<char, WordList>,
    root: Vec<Root>,
    organ: Vec<Whole>,
    central: Vec<Whole>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Root {
    name: String,
    #[serde(default)]
    short: WordList,
    national: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Whole {
    name: String,
    #[serde(default)]
    short: WordList,
    #[serde(default)]
    party: bool,
}

impl Departments {
    pub(super) fn new(table: Table) -> Self {
        let levels = table.levels.longest_first();
        let mut forms = HashMap::new();
        for root in &table.root {
            add_root(&mut forms, root, &table.endings);
        }
        for organ in table.organ {
            let name = without_level(&organ.name, &levels);
            for form in organ.short.iter().map(|short| without_level(short, &levels)).chain([name]) {
                let department =
                    Department { name: name.to_owned(), national: None, central: false, party: organ.party };
                forms.insert(form.to_owned(), department);
            }
        }
        for organ in table.central {
            for form in organ.short.iter().chain([&organ.name]) {
                let national = Some(organ.name.clone());
                let department = Department { name: organ.name.clone(), national, central: true, party: false };
                forms.insert(form.clone(), department);
            }
        }
        Self { levels, forms, searcher: OnceLock::new(), refused_after: table.refused_after }
    }

    /// The organ that `name` is, without a level before it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Department> {
        self.forms.get(name)
    }

    /// Whether a form of a name is known without a level before it: 财政部, 发改委, but not 税务局.
    #[must_use]
    pub fn stands_alone(&self, department: &Department) -> bool {
        department.central || department.national.is_some() && department.name.ends_with("委员会")
    }

    /// Where forms of names stand in `text`, from left to right: the longest of those that begin first.
    pub fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, usize)> + 't {
        let searcher = self.searcher.get_or_init(|| {
            let builder = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(self.forms.keys());
            builder.expect("a pack is of at most 8 MiB, and an automaton may have 2^31 states")
        });
        searcher.find_iter(text).map(|found| (found.start(), found.end()))
    }

    /// The longest level that `text` ends on: 市 of 启东市.
    #[must_use]
    pub fn level_at_end(&self, text: &str) -> Option<&str> {
        self.levels.iter().map(String::as_str).find(|level| text.ends_with(level))
    }

    /// Whether a name that ends before `rest` goes on as another word: 财政部门, 市委书记.
    #[must_use]
    pub fn goes_on(&self, name: &str, rest: &str) -> bool {
        let refused = name.chars().next_back().and_then(|last| self.refused_after.get(&last));
        refused.is_some_and(|words| words.prefix_of(rest).is_some())
    }
}

/// 港务总把头 of 市港务总把头: a form is looked up behind the level that the text has before it.
fn without_level<'n>(name: &'n str, levels: &WordList) -> &'n str {
    let rest = levels.prefix_of(name).map(|level| &name[level.len()..]);
    // 市委 and 区块链办 begin with no level
    rest.filter(|rest| rest.chars().count() > 2).unwrap_or(name)
}

/// All forms of a root: 发展和改革, 发展改革 and 发改 before each ending, in full and short.
fn add_root(forms: &mut HashMap<String, Department>, root: &Root, endings: &BTreeMap<String, String>) {
    for (ending, full) in endings {
        let name = format!("{}{full}", root.name);
        // 财政部 has no other name in the centre; 国家发展和改革委员会 is meant by 发展改革委
        let national = match &root.national {
            Some(national) => national.ends_with(full.as_str()).then(|| national.clone()),
            None => (full == "部").then(|| name.clone()),
        };
        for short in root.short.iter().chain([&root.name]) {
            let central = national.is_some() && matches!(full.as_str(), "部" | "总局" | "署");
            let department = Department { name: name.clone(), national: national.clone(), central, party: false };
            if let Some(national) = national.as_ref().filter(|national| national.starts_with("国家")) {
                let whole = Department { national: Some(national.clone()), central: true, ..department.clone() };
                forms.insert(format!("国家{short}{ending}"), whole);
            }
            forms.insert(format!("{short}{ending}"), department);
        }
        if let Some(national) = national {
            let department = Department { name, national: Some(national.clone()), central: true, party: false };
            forms.insert(national, department);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;

    #[test]
    fn forms_and_what_they_stand_for() {
        let departments = Lexicon::builtin().expect("the tables are well formed").departments;
        for (form, name) in [
            ("科技局", "科学技术局"),
            ("发改委", "发展和改革委员会"),
            ("人社厅", "人力资源和社会保障厅"),
            ("政府办", "人民政府办公室"),
            ("财政部", "财政部"),
        ] {
            assert_eq!(departments.get(form).map(|found| found.name.as_str()), Some(name), "{form}");
        }
        for (form, national) in [
            ("发展改革委", Some("国家发展和改革委员会")),
            ("国家发改委", Some("国家发展和改革委员会")),
            ("工信部", Some("工业和信息化部")),
            ("证监会", Some("中国证券监督管理委员会")),
            ("发展改革局", None),
            ("财政局", None),
        ] {
            assert_eq!(departments.get(form).and_then(|found| found.national.as_deref()), national, "{form}");
        }
        assert!(departments.get("科技").is_none());
        assert_eq!(departments.level_at_end("某某自治区"), Some("自治区"));
        assert!(departments.goes_on("财政部", "门负责") && !departments.goes_on("财政部", "负责"));
    }
}
