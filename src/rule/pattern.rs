//! Patterns: classes in order, `?` behind one that may be missing, `|` between alternatives.

use serde::Deserialize;

use super::{Class, Item};

/// A sequence of classes, written as in `noun? grow|fall percent`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Pattern(Vec<Element>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Element {
    classes: Vec<Class>,
    optional: bool,
}

impl TryFrom<String> for Pattern {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let elements: Vec<Element> = text.split_whitespace().map(element).collect::<Result<_, _>>()?;
        let quantities =
            elements.iter().filter(|element| element.classes.iter().any(|class| class.is_quantity())).count();
        if quantities == 1 {
            Ok(Self(elements))
        } else {
            Err(format!("pattern `{text}` names {quantities} quantities; a pattern is about exactly one"))
        }
    }
}

fn element(word: &str) -> Result<Element, String> {
    let (names, optional) = word.strip_suffix('?').map_or((word, false), |names| (names, true));
    let mut classes = Vec::new();
    for name in names.split('|') {
        classes.extend(classes_named(name)?);
    }
    Ok(Element { classes, optional })
}

/// `quantity` is any value, `amount` one of money too, `name` any name; all other words are one class each.
fn classes_named(name: &str) -> Result<Vec<Class>, String> {
    use serde::de::{IntoDeserializer, value::Error};
    Ok(match name {
        "quantity" => {
            vec![
                Class::Amount,
                Class::Money,
                Class::Number,
                Class::Percent,
                Class::Points,
                Class::Rank,
                Class::Multiple,
                Class::Part,
                Class::Ratio,
            ]
        }
        "amount" => vec![Class::Amount, Class::Money],
        "name" => vec![Class::Noun, Class::Each, Class::Share],
        _ => vec![
            Class::deserialize(IntoDeserializer::<Error>::into_deserializer(name))
                .map_err(|_| format!("`{name}` is no class of items; see the list in the documentation of `Class`"))?,
        ],
    })
}

impl Pattern {
    /// Whether the pattern fits all of `items`.
    #[must_use]
    pub fn fits(&self, items: &[Item]) -> bool {
        fits(&self.0, items)
    }
}

fn fits(elements: &[Element], items: &[Item]) -> bool {
    let Some((element, rest)) = elements.split_first() else { return items.is_empty() };
    let here =
        items.split_first().is_some_and(|(item, after)| element.classes.contains(&item.class) && fits(rest, after));
    here || (element.optional && fits(rest, items))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::TextSpan;

    fn pattern(text: &str) -> Pattern {
        Pattern::try_from(text.to_owned()).expect("a well-formed pattern")
    }

    fn items(classes: &[Class]) -> Vec<Item> {
        classes.iter().map(|&class| Item { class, span: TextSpan::new(0, 1) }).collect()
    }

    #[test]
    fn a_pattern_fits_all_items_or_none() {
        let reach = pattern("do? noun reach|grow quantity");
        assert!(reach.fits(&items(&[Class::Noun, Class::Reach, Class::Percent])));
        assert!(reach.fits(&items(&[Class::Do, Class::Noun, Class::Grow, Class::Amount])));
        assert!(!reach.fits(&items(&[Class::Noun, Class::Reach])));
        assert!(!reach.fits(&items(&[Class::Noun, Class::Reach, Class::Percent, Class::Noun])));
    }

    #[test]
    fn mistakes_are_named() {
        let message = |text: &str| Pattern::try_from(text.to_owned()).expect_err("a mistake");
        assert!(message("noun verb quantity").contains("`verb`"));
        assert!(message("noun reach").contains("0 quantities"));
    }
}
