//! Patterns: classes and words in order, `?` behind one that may be missing, `|` between alternatives.

use std::{collections::HashSet, fmt};

use super::{Class, Item};

/// A pattern has at most so many elements, so that the places where a reader of it can stand fit one number.
const MOST_ELEMENTS: usize = 16;

/// A sequence of classes and words, written as in `noun? grow|fall percent`, `noun:覆盖率 reach percent` or
/// `name 稳住 quantity`.
///
/// It is read without backtracking: in one pass over the items, whatever the pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    written: String,
    elements: Vec<Element>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Element {
    choices: Vec<Choice>,
    optional: bool,
}

/// A class, or a word of it: a name that ends on the word, anything else that is the word.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Choice {
    class: Class,
    word: Option<String>,
}

impl Choice {
    fn takes(&self, class: Class, text: &str) -> bool {
        self.class == class
            && self.word.as_deref().is_none_or(|word| text == word || class.is_name() && text.ends_with(word))
    }
}

/// The places of a pattern where a reader can stand: before the element of each bit that is set.
type Places = u32;

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn parse(text: &str) -> Result<Self, String> {
        let elements: Vec<Element> = text.split_whitespace().map(element).collect::<Result<_, _>>()?;
        if elements.len() > MOST_ELEMENTS {
            return Err(format!("the pattern has {} elements; at most {MOST_ELEMENTS} are read", elements.len()));
        }
        let about_a_value = |element: &&Element| element.choices.iter().any(|choice| choice.class.is_quantity());
        match elements.iter().filter(about_a_value).count() {
            1 => Ok(Self { written: text.to_owned(), elements }),
            quantities => Err(format!("the pattern names {quantities} quantities; a rule is about exactly one")),
        }
    }

    /// The words that stand in it by themselves.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let choices = self.elements.iter().flat_map(|element| &element.choices);
        choices.filter(|choice| choice.class == Class::Word).filter_map(|choice| choice.word.as_deref())
    }

    /// Whether the pattern fits all of `items`, which stand in `text`.
    #[must_use]
    pub fn fits(&self, items: &[Item], text: &str) -> bool {
        let end = items.iter().try_fold(self.start(), |places, item| {
            let words = text.get(item.span.range()).unwrap_or_default();
            Some(self.step(places, item.class, words)).filter(|&places| places != 0)
        });
        end.is_some_and(|places| self.is_done(places))
    }

    /// Whether every clause that `other` fits is one that this pattern fits too.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        // the classes, each as any word and as every word that one of the patterns names
        let named =
            [self, other].into_iter().flat_map(|pattern| &pattern.elements).flat_map(|element| &element.choices);
        let mut symbols: Vec<(Class, &str)> =
            named.map(|choice| (choice.class, choice.word.as_deref().unwrap_or(""))).collect();
        symbols.extend(symbols.clone().into_iter().map(|(class, _)| (class, "")));
        let mut seen = HashSet::new();
        let mut open = vec![(other.start(), self.start())];
        while let Some((theirs, ours)) = open.pop() {
            if !seen.insert((theirs, ours)) {
                continue;
            }
            if other.is_done(theirs) && !self.is_done(ours) {
                return false;
            }
            for &(class, text) in &symbols {
                let theirs = other.step(theirs, class, text);
                if theirs != 0 {
                    open.push((theirs, self.step(ours, class, text)));
                }
            }
        }
        true
    }

    fn start(&self) -> Places {
        self.past_optional(1)
    }

    /// `places`, and those behind elements there that may be missing.
    fn past_optional(&self, mut places: Places) -> Places {
        for (index, element) in self.elements.iter().enumerate() {
            if element.optional && places & (1 << index) != 0 {
                places |= 1 << (index + 1);
            }
        }
        places
    }

    fn step(&self, places: Places, class: Class, text: &str) -> Places {
        let next = self.elements.iter().enumerate().filter(|(index, element)| {
            places & (1 << index) != 0 && element.choices.iter().any(|choice| choice.takes(class, text))
        });
        self.past_optional(next.fold(0, |places, (index, _)| places | 1 << (index + 1)))
    }

    fn is_done(&self, places: Places) -> bool {
        places & (1 << self.elements.len()) != 0
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.written)
    }
}

fn element(word: &str) -> Result<Element, String> {
    let (names, optional) = word.strip_suffix('?').map_or((word, false), |names| (names, true));
    let mut choices = Vec::new();
    for name in names.split('|') {
        choices.extend(choices_named(name)?);
    }
    Ok(Element { choices, optional })
}

/// `quantity` is any value, `amount` one of money too, `name` any name; all other Latin words are one class each, and
/// what is not Latin is a word of the text.
fn choices_named(name: &str) -> Result<Vec<Choice>, String> {
    if !name.is_empty() && !name.starts_with(|first: char| first.is_ascii()) {
        return Ok(vec![Choice { class: Class::Word, word: Some(name.to_owned()) }]);
    }
    let (class, word) = name.split_once(':').map_or((name, None), |(class, word)| (class, Some(word.to_owned())));
    if word.as_deref() == Some("") {
        return Err(format!("a word is missing behind `{class}:`"));
    }
    let classes = match class {
        "quantity" => Class::ALL.into_iter().filter(|class| class.is_quantity()).collect(),
        "amount" => vec![Class::Amount, Class::Money],
        "name" => Class::ALL.into_iter().filter(|class| class.is_name()).collect(),
        _ => Class::ALL.into_iter().filter(|known| known.word() == class && *known != Class::Word).collect::<Vec<_>>(),
    };
    if classes.is_empty() {
        let known = Class::ALL.into_iter().filter(|class| *class != Class::Word).map(Class::word);
        let known = ["name", "quantity"].into_iter().chain(known).collect::<Vec<_>>().join(", ");
        return Err(format!(
            "`{class}` is no class; the classes are {known}, and a word of the text is written in Chinese"
        ));
    }
    Ok(classes.into_iter().map(|class| Choice { class, word: word.clone() }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::TextSpan;

    fn pattern(text: &str) -> Pattern {
        Pattern::parse(text).expect("a well-formed pattern")
    }

    /// The items of words, and their text.
    fn items(words: &[(Class, &str)]) -> (Vec<Item>, String) {
        let mut text = String::new();
        let items = words
            .iter()
            .map(|&(class, word)| {
                let start = text.len();
                text.push_str(word);
                Item { class, span: TextSpan::new(start, text.len()) }
            })
            .collect();
        (items, text)
    }

    fn fits(pattern: &Pattern, words: &[(Class, &str)]) -> bool {
        let (items, text) = items(words);
        pattern.fits(&items, &text)
    }

    #[test]
    fn a_pattern_fits_all_items_or_none() {
        let reach = pattern("do? noun reach|grow quantity");
        let (noun, percent) = ((Class::Noun, "覆盖率"), (Class::Percent, "5%"));
        assert!(fits(&reach, &[noun, (Class::Reach, "达到"), percent]));
        assert!(fits(&reach, &[(Class::Do, "推动"), noun, (Class::Grow, "增长"), (Class::Amount, "5个")]));
        assert!(!fits(&reach, &[noun, (Class::Reach, "达到")]));
        assert!(!fits(&reach, &[noun, (Class::Reach, "达到"), percent, noun]));
    }

    #[test]
    fn words_are_ends_of_names_and_whole_verbs() {
        let forest = pattern("noun:覆盖率 reach:达到? percent");
        assert!(fits(&forest, &[(Class::Noun, "森林覆盖率"), (Class::Percent, "5%")]));
        assert!(fits(&forest, &[(Class::Noun, "森林覆盖率"), (Class::Reach, "达到"), (Class::Percent, "5%")]));
        assert!(!fits(&forest, &[(Class::Noun, "森林覆盖率"), (Class::Reach, "为"), (Class::Percent, "5%")]));
        assert!(!fits(&forest, &[(Class::Noun, "绿化率"), (Class::Percent, "5%")]));
        let held = pattern("name 稳住|守住 amount");
        assert!(fits(&held, &[(Class::Noun, "面积"), (Class::Word, "守住"), (Class::Amount, "5亩")]));
        assert_eq!(held.words().collect::<Vec<_>>(), ["稳住", "守住"]);
    }

    #[test]
    fn a_pattern_covers_what_it_leaves_nothing_of() {
        for (wide, narrow, covers) in [
            ("name? reach? quantity", "noun reach percent", true),
            ("noun reach percent", "name? reach? quantity", false),
            ("noun? noun? amount", "noun amount", true),
            ("noun amount noun", "noun amount noun?", false),
            ("noun amount", "noun:覆盖率 amount", true),
            ("noun:率 amount", "noun:覆盖率 amount", true),
            ("noun:覆盖率 amount", "noun:率 amount", false),
            ("reach:达 amount", "reach:达到 amount", false),
            ("name 稳住 amount", "name 守住 amount", false),
        ] {
            assert_eq!(pattern(wide).covers(&pattern(narrow)), covers, "{wide} / {narrow}");
        }
    }

    #[test]
    fn mistakes_are_named() {
        let message = |text: &str| Pattern::parse(text).expect_err("a mistake");
        assert!(message("noun verb quantity").contains("`verb`"));
        assert!(message("noun reach").contains("0 quantities"));
        assert!(message("noun: amount").contains("missing"));
        assert!(message("noun||reach amount").contains("`` is no class"));
        assert!(message(&"noun? ".repeat(40)).contains("40 elements"));
    }
}
