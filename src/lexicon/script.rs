//! Traditional characters and phrases, with their simplified forms, and the reverse.
//!
//! Simplified text must come out as it went in, but some characters stand in both scripts (乾 in 乾县, 著 in 著名). So a
//! character counts as traditional only where no simplified text has it, and those of both scripts are converted only in
//! a line that is traditional by others.

use std::{borrow::Cow, collections::HashMap, sync::OnceLock};

use serde::Deserialize;

use crate::{Result, error::DataError, span::TextSpan};

const CHARACTERS: &str = include_str!("data/script_characters.tsv");
const PHRASES: &str = include_str!("data/script_phrases.tsv");
const TRADITIONAL: &str = include_str!("data/script_traditional.tsv");
const TRADITIONAL_PHRASES: &str = include_str!("data/script_traditional_phrases.tsv");
const CURATED: &str = include_str!("data/script_curated.toml");

/// How many characters of a text exist in one script only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ScriptCount {
    /// Characters of traditional script only (國).
    pub traditional: usize,
    /// Characters of simplified script only (国).
    pub simplified: usize,
}

/// Traditional characters and phrases, with their simplified forms.
#[derive(Debug)]
pub struct ScriptTable {
    characters: Characters,
    curated: Curated,
    // most text is simplified and stays so
    simplified_phrases: OnceLock<Phrases>,
    traditional_phrases: OnceLock<Phrases>,
}

/// What is known of each character, by its code: nearly every character of a text is asked for.
#[derive(Debug, Default)]
struct Characters {
    /// Those from [`FIRST`] up to the last of the unified ideographs.
    usual: Vec<Character>,
    rare: HashMap<char, Character>,
}

/// The first character that differs between the scripts.
const FIRST: char = '\u{3400}';
const COUNT: usize = 0xA000 - FIRST as usize;

impl Characters {
    fn get(&self, character: char) -> Character {
        let Some(index) = (character as usize).checked_sub(FIRST as usize) else { return Character::default() };
        match self.usual.get(index) {
            Some(&found) => found,
            None => self.rare.get(&character).copied().unwrap_or_default(),
        }
    }

    fn entry(&mut self, character: char) -> &mut Character {
        self.usual.resize(COUNT, Character::default());
        match (character as usize).checked_sub(FIRST as usize) {
            Some(index) if index < COUNT => &mut self.usual[index],
            _ => self.rare.entry(character).or_default(),
        }
    }
}

/// What is known of a character that differs between the scripts.
#[derive(Clone, Copy, Debug, Default)]
struct Character {
    simplified: Option<char>,
    traditional: Option<char>,
    script: Membership,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Membership {
    #[default]
    Both,
    TraditionalOnly,
    SimplifiedOnly,
}

/// Phrases by their first character, longest first.
type Phrases = HashMap<char, Vec<Phrase>>;

#[derive(Debug)]
struct Phrase {
    from: Box<str>,
    to: Box<str>,
    /// Whether it holds a character of traditional script only.
    traditional: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Curated {
    ambiguous: String,
    shared: String,
    characters: Vec<(char, char)>,
    phrases: Vec<(String, String)>,
    written: Vec<String>,
}

impl ScriptTable {
    pub(super) fn builtin() -> Result<Self> {
        let curated: Curated = super::parse("script_curated.toml", CURATED)?;
        let characters = characters(&curated)?;
        Ok(Self { characters, curated, simplified_phrases: OnceLock::new(), traditional_phrases: OnceLock::new() })
    }

    fn simplified_phrases(&self) -> &Phrases {
        self.simplified_phrases.get_or_init(|| {
            let mut phrases: Vec<Phrase> = columns(PHRASES).map(|(from, to)| self.phrase(from, to)).collect();
            phrases.extend(self.curated.phrases.iter().map(|(from, to)| self.phrase(from, to)));
            phrases.extend(self.curated.written.iter().map(|word| {
                let to: String = word.chars().map(|c| if c == '著' { c } else { self.fold_character(c) }).collect();
                self.phrase(word, &to)
            }));
            by_first_character(phrases)
        })
    }

    fn traditional_phrases(&self) -> &Phrases {
        self.traditional_phrases.get_or_init(|| {
            by_first_character(columns(TRADITIONAL_PHRASES).map(|(from, to)| self.phrase(from, to)).collect())
        })
    }

    fn phrase(&self, from: &str, to: &str) -> Phrase {
        let traditional = from.chars().any(|c| self.membership(c) == Membership::TraditionalOnly);
        Phrase { from: from.into(), to: to.into(), traditional }
    }

    fn get(&self, character: char) -> Character {
        self.characters.get(character)
    }

    fn membership(&self, character: char) -> Membership {
        self.get(character).script
    }

    /// Counts the characters of `text` that exist in one script only.
    #[must_use]
    pub fn count(&self, text: &str) -> ScriptCount {
        let mut count = ScriptCount::default();
        for character in text.chars() {
            match self.membership(character) {
                Membership::TraditionalOnly => count.traditional += 1,
                Membership::SimplifiedOnly => count.simplified += 1,
                Membership::Both => {}
            }
        }
        count
    }

    /// The pieces of `text` that read otherwise in simplified script, in order, each a run of characters that all change.
    ///
    /// `text` is one line. With no character of traditional script only it is left alone, unless `in_traditional` says that
    /// the text around it is traditional and the line has no character of simplified script only either.
    #[must_use]
    pub fn simplify(&self, text: &str, in_traditional: bool) -> Vec<(TextSpan, String)> {
        let count = self.count(text);
        let whole = if count == ScriptCount::default() { in_traditional } else { count.traditional > count.simplified };
        if count.traditional == 0 && !whole {
            return Vec::new();
        }
        let mut pieces = Pieces::default();
        let mut position = 0;
        while let Some(character) = text[position..].chars().next() {
            if character < FIRST {
                position += character.len_utf8();
            } else if let Some(phrase) = self.phrase_at(&text[position..], character, whole) {
                pieces.push_phrase(position, &phrase.from, &phrase.to);
                position += phrase.from.len();
            } else {
                let entry = self.get(character);
                if let Some(simple) = entry.simplified
                    && (whole || entry.script == Membership::TraditionalOnly)
                {
                    pieces.push(position, character, simple);
                }
                position += character.len_utf8();
            }
        }
        pieces.0
    }

    fn phrase_at(&self, rest: &str, first: char, whole: bool) -> Option<&Phrase> {
        let phrases = self.simplified_phrases().get(&first)?;
        phrases.iter().find(|phrase| (whole || phrase.traditional) && rest.starts_with(phrase.from.as_ref()))
    }

    /// `text` with every traditional character written as its simplified form, whatever stands around it: a key to compare
    /// words by, not a text to print. It has as many characters as `text`.
    #[must_use]
    pub fn fold<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if text.chars().any(|c| self.get(c).simplified.is_some()) {
            text.chars().map(|c| self.fold_character(c)).collect::<String>().into()
        } else {
            text.into()
        }
    }

    /// [`fold`](Self::fold) for one character.
    #[must_use]
    pub fn fold_character(&self, character: char) -> char {
        self.get(character).simplified.unwrap_or(character)
    }

    /// `text` in traditional characters: by phrase, and where no phrase is known each character in its most usual form. It
    /// has as many characters as `text`.
    #[must_use]
    pub fn to_traditional(&self, text: &str) -> String {
        let mut result = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(character) = rest.chars().next() {
            let phrases = self.traditional_phrases().get(&character).map(Vec::as_slice).unwrap_or_default();
            if let Some(phrase) = phrases.iter().find(|phrase| rest.starts_with(phrase.from.as_ref())) {
                result.push_str(&phrase.to);
                rest = &rest[phrase.from.len()..];
            } else {
                result.push(self.get(character).traditional.unwrap_or(character));
                rest = &rest[character.len_utf8()..];
            }
        }
        result
    }
}

/// Of two phrases with the same key the later one, which is the curated one, comes first.
fn by_first_character(mut phrases: Vec<Phrase>) -> Phrases {
    phrases.reverse();
    phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.from.len()));
    let mut sorted = Phrases::new();
    for phrase in phrases {
        if let Some(first) = phrase.from.chars().next() {
            sorted.entry(first).or_default().push(phrase);
        }
    }
    sorted
}

/// Converted pieces, neighbours joined.
#[derive(Default)]
struct Pieces(Vec<(TextSpan, String)>);

impl Pieces {
    fn push(&mut self, position: usize, from: char, to: char) {
        let span = TextSpan::new(position, position + from.len_utf8());
        // a run whose characters keep their length can still be traced character by character
        let same_length = from.len_utf8() == to.len_utf8();
        match self.0.last_mut() {
            Some((last, text)) if same_length && last.end == position && last.len() == text.len() => {
                last.end = span.end;
                text.push(to);
            }
            _ => self.0.push((span, to.to_string())),
        }
    }

    fn push_phrase(&mut self, position: usize, from: &str, to: &str) {
        if from.chars().count() != to.chars().count() {
            self.0.push((TextSpan::new(position, position + from.len()), to.to_owned()));
            return;
        }
        for ((offset, old), new) in from.char_indices().zip(to.chars()) {
            if old != new {
                self.push(position + offset, old, new);
            }
        }
    }
}

fn characters(curated: &Curated) -> Result<Characters> {
    let mut characters = Characters::default();
    for row in columns(CHARACTERS) {
        let (traditional, simplified) = pair("script_characters.tsv", row)?;
        let entry = characters.entry(traditional);
        entry.simplified = Some(simplified);
        // what GB 2312 has, simplified text has too (薰, 拚), and a rare character in simplified text is a name (蔄山)
        if !is_gb2312(traditional) && is_gb2312(simplified) {
            entry.script = Membership::TraditionalOnly;
        }
    }
    for &(traditional, simplified) in &curated.characters {
        characters.entry(traditional).simplified = Some(simplified);
    }
    for (simplified, rest) in columns(TRADITIONAL) {
        let (traditional, shared) = rest.split_once('\t').unwrap_or((rest, ""));
        let (simplified, traditional) = pair("script_traditional.tsv", (simplified, traditional))?;
        let entry = characters.entry(simplified);
        entry.traditional = Some(traditional);
        if entry.simplified.is_none() && shared.is_empty() {
            entry.script = Membership::SimplifiedOnly;
        }
    }
    for character in curated.ambiguous.chars().chain(curated.shared.chars()) {
        characters.entry(character).script = Membership::Both;
    }
    Ok(characters)
}

/// Whether GB 2312 has `character`.
fn is_gb2312(character: char) -> bool {
    let mut buffer = [0; 4];
    let (bytes, _, lossy) = encoding_rs::GBK.encode(character.encode_utf8(&mut buffer));
    !lossy && matches!(bytes.as_ref(), [0xB0..=0xF7, 0xA1..=0xFE])
}

/// The two columns of each line of a table. That all lines have two is a test.
fn columns(table: &str) -> impl Iterator<Item = (&str, &str)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

/// Two columns as single characters.
fn pair(file: &str, (from, to): (&str, &str)) -> Result<(char, char)> {
    match (from.parse(), to.parse()) {
        (Ok(from), Ok(to)) => Ok((from, to)),
        _ => Err(DataError::new(file, format!("`{from}` and `{to}` must be single characters")).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> ScriptTable {
        ScriptTable::builtin().expect("the built-in tables are well formed")
    }

    fn simplified(text: &str) -> String {
        let mut result = String::new();
        let mut position = 0;
        for (span, to) in table().simplify(text, false) {
            result.push_str(&text[position..span.start]);
            result.push_str(&to);
            position = span.end;
        }
        result + &text[position..]
    }

    #[test]
    fn traditional_lines_become_simplified() {
        for (from, to) in [
            ("關於裡面的乾淨程度", "关于里面的干净程度"),
            ("乾縣與乾隆年間的乾部", "乾县与乾隆年间的干部"),
            ("著力推進,圍繞著重點,沿著長江", "着力推进,围绕着重点,沿着长江"),
            ("名著、專著、著作有顯著影響", "名著、专著、著作有显著影响"),
            ("為甚麼,什麼", "为什么,什么"),
            ("皇后在後面,臺灣", "皇后在后面,台湾"),
            ("於潛鎮設於臨安", "於潜镇设于临安"),
            ("計畫、瞭解、憑藉、回覆、答覆", "计划、了解、凭借、回复、答复"),
            ("覆蓋率達到100%", "覆盖率达到100%"),
        ] {
            assert_eq!(simplified(from), to);
        }
    }

    #[test]
    fn simplified_lines_stay() {
        for text in [
            "薰衣草、拚搏、蔄山、汕头鮀江",
            "乾县干部执着于专著,著名的於潜镇",
            "瞭望、凭藉、宫商角徵羽、覆盖、乾隆、显著、毕昇",
            "什么、为什么、那么、皇后、里程、面粉、台风、制度、准许",
            "2025年达到500家以上 GDP",
            "著作",
            "",
        ] {
            assert!(table().simplify(text, false).is_empty(), "{text}: {:?}", table().simplify(text, false));
        }
    }

    #[test]
    fn a_stray_traditional_character_is_converted_alone() {
        assert_eq!(simplified("乾县与國家的专著"), "乾县与国家的专著");
        assert_eq!(table().simplify("著力", true), [(TextSpan::new(0, 3), "着".to_owned())]);
        assert!(table().simplify("专著力求", true).is_empty());
    }

    #[test]
    fn runs_are_joined_and_keep_their_place() {
        let text = "A關於發展B";
        let found = table().simplify(text, false);
        assert_eq!(found, [(TextSpan::new(1, 10), "关于发".to_owned())]);
        assert_eq!(table().simplify("發展", false), [(TextSpan::new(0, 3), "发".to_owned())]);
    }

    #[test]
    fn counting_fold_and_reverse() {
        let table = table();
        assert_eq!(table.count("國家的发展，后面"), ScriptCount { traditional: 1, simplified: 1 });
        assert_eq!(table.fold("國家著作"), "国家着作");
        assert!(matches!(table.fold("国家"), Cow::Borrowed("国家")));
        assert_eq!(table.to_traditional("国家发展为500家"), "國家發展為500家");
    }

    #[test]
    fn every_row_is_read_and_no_result_is_traditional() {
        let table = table();
        let all = || ('\0'..=char::MAX).map(|character| (character, table.characters.get(character)));
        let known = all().filter(|(_, entry)| entry.simplified.or(entry.traditional).is_some()).count();
        assert!(known > 7000);
        assert!(table.traditional_phrases().values().map(Vec::len).sum::<usize>() > 2000);
        for data in [CHARACTERS, PHRASES, TRADITIONAL, TRADITIONAL_PHRASES] {
            let lines = data.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
            assert_eq!(columns(data).count(), lines.count(), "two columns with a tab between are wanted");
        }
        for (key, phrases) in table.simplified_phrases().iter().chain(table.traditional_phrases()) {
            for phrase in phrases {
                assert!(phrase.from.starts_with(*key));
                assert_eq!(phrase.from.chars().count(), phrase.to.chars().count(), "{}", phrase.from);
            }
        }
        for (character, entry) in all() {
            if entry.script == Membership::TraditionalOnly {
                let simple = entry.simplified.expect("it has a simplified form");
                assert_ne!(table.membership(simple), Membership::TraditionalOnly, "{character} {simple}");
            }
        }
    }
}
