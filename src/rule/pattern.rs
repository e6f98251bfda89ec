//! Patterns: classes and words in order, `?` behind one that may be missing, `|` between alternatives.

use std::{collections::HashSet, fmt, ops::Range};

use super::{Class, Item, item::without_gloss};
use crate::error::{did_you_mean, nearest};

/// A pattern has at most so many elements: whether one pattern covers another is found by going through sets of states of
/// both, of which there may be twice as many with each element that may be missing. No clause has half as many items.
const MOST_ELEMENTS: usize = 16;

/// A pattern has at most so many alternatives in all, as each is compared with every item.
const MOST_CHOICES: usize = 200;

/// A sequence of classes and words, written as in `noun? grow|fall percent`, `noun:覆盖率 reach percent` or
/// `name 稳住 quantity`.
///
/// It is read without backtracking: in one pass over the items, whatever the pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    written: String,
    elements: Vec<Element>,
    /// The classes of all that it names, each a bit: most clauses have an item of another one, and fit at no place.
    classes: u32,
}

/// What is wrong with a pattern, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{problem}")]
#[non_exhaustive]
pub struct PatternError {
    /// What is wrong.
    pub problem: String,
    /// The bytes of the pattern in which it is.
    pub bytes: Range<usize>,
    /// What to do.
    pub help: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Element {
    choices: Vec<Choice>,
    optional: bool,
    /// Where it stands in the pattern.
    bytes: Range<usize>,
}

/// A class, or a word of it: a name that ends on the word, anything else that is the word.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Choice {
    class: Class,
    word: Option<String>,
}

impl Choice {
    fn takes(&self, class: Class, text: &str) -> bool {
        let ends_on = |word: &str| text.ends_with(word) || without_gloss(text).ends_with(word);
        self.class == class && self.word.as_deref().is_none_or(|word| text == word || class.is_name() && ends_on(word))
    }
}

/// The states of a reader of a pattern: bit `n` is set where the elements before the one at `n` have been read.
type States = u32;

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// What is wrong with it, where, and what to do.
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        let mut elements = Vec::new();
        for word in text.split_whitespace() {
            let start = word.as_ptr().addr() - text.as_ptr().addr();
            let bytes = start..start + word.len();
            elements.push(Element::parse(word, bytes.clone()).map_err(|mistake| mistake.at(bytes))?);
        }
        let whole = 0..text.len();
        if elements.len() > MOST_ELEMENTS {
            let problem = format!("the pattern has {} elements; at most {MOST_ELEMENTS} are read", elements.len());
            return Err(Mistake::new(problem).at(whole));
        }
        let choices: usize = elements.iter().map(|element| element.choices.len()).sum();
        if choices > MOST_CHOICES {
            let problem = format!("the pattern has {choices} alternatives; at most {MOST_CHOICES} are read");
            let help = "name a class, and add the words to its list";
            return Err(Mistake::new(problem).help(help).at(whole));
        }
        let named = elements.iter().flat_map(|element| &element.choices);
        let classes = named.fold(0, |classes, choice| classes | bit(choice.class));
        let pattern = Self { written: text.to_owned(), elements, classes };
        pattern.check_words(pattern.value(whole)?)?;
        Ok(pattern)
    }

    /// Which element is the value that the rule is about. `whole` is where the pattern stands.
    fn value(&self, whole: Range<usize>) -> Result<usize, PatternError> {
        let mut values = self.elements.iter().enumerate().filter(|(_, element)| element.is_value());
        let Some((index, value)) = values.next() else {
            let help = "name the value by what it is: amount, money, percent, … or quantity for any";
            return Err(Mistake::new("the pattern names no value; a rule is about exactly one").help(help).at(whole));
        };
        if value.optional {
            let mistake = Mistake::new("the value may be missing; a rule is about exactly one");
            return Err(mistake.help("remove the `?`").at(value.bytes.clone()));
        }
        if let Some((_, second)) = values.next() {
            let mistake = Mistake::new("the pattern names a second value; a rule is about exactly one");
            let help = "name the other in a rule of its own, or write `|` between them";
            return Err(mistake.help(help).at(second.bytes.clone()));
        }
        Ok(index)
    }

    /// That the words of the text stand next to the element `value`, where they are looked for.
    fn check_words(&self, value: usize) -> Result<(), PatternError> {
        let apart = self.elements.iter().enumerate().find(|&(index, element)| {
            let between = index.min(value) + 1..index.max(value);
            element.has_words() && self.elements[between].iter().any(|other| !other.optional)
        });
        let Some((_, element)) = apart else { return Ok(()) };
        let mistake =
            Mistake::new("a word stands apart from the value, and is looked for only right before and behind it");
        let help = "put it beside the value, or name a class with the word, as in `reach:达到`";
        Err(mistake.help(help).at(element.bytes.clone()))
    }

    /// The words that stand in it by themselves.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let choices = self.elements.iter().flat_map(|element| &element.choices);
        choices.filter(|choice| choice.class == Class::Word).filter_map(|choice| choice.word.as_deref())
    }

    /// Whether the pattern fits all of `items`, which stand in `text`.
    #[must_use]
    pub fn fits(&self, items: &[Item], text: &str) -> bool {
        if items.iter().any(|item| self.classes & bit(item.class) == 0) {
            return false;
        }
        let end = items.iter().try_fold(self.start(), |states, item| {
            let words = text.get(item.span.range()).unwrap_or_default();
            Some(self.step(states, item.class, words)).filter(|&states| states != 0)
        });
        end.is_some_and(|states| self.is_done(states))
    }

    /// Whether every clause that `other` fits is one that this pattern fits too: both are read side by side, from all
    /// pairs of states that some clause leads to, until one is found in which `other` is done and this pattern is not.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        // An item is a symbol to both patterns: its class, and which of the words that they name it ends on or is. To try
        // each class with each of these words, and with no such word, is to try all clauses.
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

    fn start(&self) -> States {
        self.past_optional(1)
    }

    /// `states`, and those behind elements there that may be missing.
    fn past_optional(&self, mut states: States) -> States {
        for (index, element) in self.elements.iter().enumerate() {
            if element.optional && states & (1 << index) != 0 {
                states |= 1 << (index + 1);
            }
        }
        states
    }

    fn step(&self, states: States, class: Class, text: &str) -> States {
        let next = self.elements.iter().enumerate().filter(|(index, element)| {
            states & (1 << index) != 0 && element.choices.iter().any(|choice| choice.takes(class, text))
        });
        self.past_optional(next.fold(0, |states, (index, _)| states | 1 << (index + 1)))
    }

    fn is_done(&self, states: States) -> bool {
        states & (1 << self.elements.len()) != 0
    }
}

fn bit(class: Class) -> u32 {
    1 << class as u32
}

impl fmt::Display for Pattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.written)
    }
}

/// What is wrong with an element.
struct Mistake {
    problem: String,
    help: Option<String>,
}

impl Mistake {
    fn new(problem: impl Into<String>) -> Self {
        Self { problem: problem.into(), help: None }
    }

    fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    fn at(self, bytes: Range<usize>) -> PatternError {
        PatternError { problem: self.problem, bytes, help: self.help }
    }
}

/// Signs of Chinese keyboards, and those that patterns are written with.
const FULL_WIDTH: [(char, char); 3] = [('：', ':'), ('｜', '|'), ('？', '?')];

impl Element {
    /// Reads what stands between two spaces of a pattern, at `bytes` of it.
    fn parse(written: &str, bytes: Range<usize>) -> Result<Self, Mistake> {
        if let Some((wide, sign)) = FULL_WIDTH.into_iter().find(|(wide, _)| written.contains(*wide)) {
            return Err(Mistake::new(format!("`{wide}` is a full-width sign")).help(format!("write `{sign}`")));
        }
        let (names, optional) = written.strip_suffix('?').map_or((written, false), |names| (names, true));
        let mut choices = Vec::new();
        for name in names.split('|') {
            choices.extend(Choice::parse(name)?);
        }
        let values = choices.iter().filter(|choice| choice.class.is_quantity()).count();
        if values > 0 && values < choices.len() {
            let mistake = Mistake::new(format!("`{written}` is a value or none; a rule is about exactly one"));
            return Err(mistake.help("write a rule for each"));
        }
        Ok(Self { choices, optional, bytes })
    }

    /// Whether it is the value that the rule is about.
    fn is_value(&self) -> bool {
        self.choices.iter().any(|choice| choice.class.is_quantity())
    }

    /// Whether a word of the text is one of its choices.
    fn has_words(&self) -> bool {
        self.choices.iter().any(|choice| choice.class == Class::Word)
    }
}

/// The classes that `name` means: `quantity` any value, `amount` one of money too, `name` any name, another word the one
/// class of this name or none.
fn classes(name: &str) -> Vec<Class> {
    let all = |is: fn(&Class) -> bool| Class::ALL.into_iter().filter(is).collect();
    match name {
        "quantity" => all(|class| class.is_quantity()),
        // money is an amount of 元
        "amount" => vec![Class::Amount, Class::Money],
        "name" => all(|class| class.is_name()),
        _ => Class::ALL.into_iter().filter(|class| class.word() == name && *class != Class::Word).collect(),
    }
}

impl Choice {
    /// Reads one alternative: a class, a class and a word, or a word. One name may mean several classes.
    fn parse(name: &str) -> Result<Vec<Self>, Mistake> {
        if name.is_empty() {
            return Err(Mistake::new("nothing stands beside a `|` or `?`").help("write a class or a word there"));
        }
        let (class, word) = name.split_once(':').map_or((name, None), |(class, word)| (class, Some(word)));
        if word.is_none() && !class.starts_with(|first: char| first.is_ascii()) {
            let latin = class.find(|character: char| character.is_ascii_alphabetic());
            if let Some((own, behind)) =
                latin.map(|at| class.split_at(at)).filter(|(_, behind)| !classes(behind).is_empty())
            {
                let mistake = Mistake::new(format!("`{class}` is a word and the class `{behind}` in one"));
                return Err(mistake.help(format!("write a space between them: `{own} {behind}`")));
            }
            return Ok(vec![Self { class: Class::Word, word: Some(class.to_owned()) }]);
        }
        let classes = classes(class);
        if classes.is_empty() {
            let known: Vec<&str> =
                Class::ALL.into_iter().filter(|class| *class != Class::Word).map(Class::word).collect();
            let known: Vec<&str> = ["name", "quantity"].into_iter().chain(known).collect();
            let list = format!("the classes are {}; a word of the text is written in Chinese", known.join(", "));
            return Err(
                Mistake::new(format!("`{class}` is no class")).help(did_you_mean(nearest(class, &known), &list))
            );
        }
        match word {
            Some("") => Err(Mistake::new(format!("a word is missing behind `{class}:`"))),
            Some(_) if classes.iter().any(|class| class.is_quantity()) => {
                Err(Mistake::new(format!("`{name}` names a value by its words")).help(format!("write `{class}`")))
            }
            word => Ok(classes.into_iter().map(|class| Self { class, word: word.map(str::to_owned) }).collect()),
        }
    }
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
    fn a_gloss_behind_a_name_is_no_part_of_its_end() {
        let fry = pattern("noun:苗 reach amount");
        let reads = |name: &str| fits(&fry, &[(Class::Noun, name), (Class::Reach, "达到"), (Class::Amount, "5吨")]);
        assert!(reads("蟹苗（含蟹种）") && reads("蟹苗"));
        assert!(!reads("蟹种（含蟹苗）"));
    }

    #[test]
    fn mistakes_are_named_where_they_are() {
        let mistake = |text: &str| {
            let error = Pattern::parse(text).expect_err("a mistake");
            let help = error.help.as_deref().unwrap_or_default();
            (text[error.bytes.clone()].to_owned(), format!("{error}; {help}"))
        };
        for (text, at, said) in [
            ("noun verb quantity", "verb", "`verb` is no class"),
            ("noun raech quantity", "raech", "did you mean `reach`?"),
            ("noun reach", "noun reach", "no value"),
            ("noun amount money", "money", "a second value"),
            ("noun reach money?", "money?", "may be missing"),
            ("noun amount:4.2万元", "amount:4.2万元", "write `amount`"),
            ("noun|percent reach", "noun|percent", "is a value or none"),
            ("noun: amount", "noun:", "missing"),
            ("noun：苗 amount", "noun：苗", "write `:`"),
            ("名词:苗 amount", "名词:苗", "`名词` is no class"),
            ("noun||reach amount", "noun||reach", "nothing stands beside"),
            ("稳住 name amount", "稳住", "apart from the value"),
        ] {
            let (place, message) = mistake(text);
            assert_eq!(place, at);
            assert!(message.contains(said), "{message}");
        }
        assert!(mistake(&"noun? ".repeat(40)).1.contains("40 elements"));
        assert!(mistake(&format!("{} amount", ["甲"; 300].join("|"))).1.contains("302 alternatives"));
        assert!(Pattern::parse("name? 稳住 reach? amount 左近").is_ok());
    }
}
