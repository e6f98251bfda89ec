//! What the pages of government sites look like: `data/site.toml`.

use scraper::Selector;
use serde::Deserialize;

use super::{malformed, word_list::WordList};
use crate::Result;

/// The lists of `site.toml`; each is explained there.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sites {
    /// CSS selectors of the element that holds the text of a document, most certain first.
    pub containers: WordList,
    furniture: WordList,
    titles: WordList,
    phrases: WordList,
    footers: WordList,
    buttons: WordList,
    labels: WordList,
    weak_labels: WordList,
    files: WordList,
    source_labels: WordList,
    /// What pages that are put together in the browser call their document.
    pub embedded: Embedded,
}

/// What a document in a script, and what belongs to it, is called there.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Embedded {
    /// Names of the text.
    pub bodies: WordList,
    /// Names of the title.
    pub titles: WordList,
    /// Names of the date.
    pub dates: WordList,
}

/// A line of a site's foot has fewer characters.
const LONGEST_FOOTER: usize = 150;
/// So many characters of a line are looked at for buttons and phrases.
const LONGEST_PHRASE: usize = 150;

impl Sites {
    /// The lists of a table, whose selectors are such.
    pub(super) fn checked(self) -> Result<Self> {
        for selector in &self.containers {
            Selector::parse(selector).map_err(|error| malformed("site", &format!("`{selector}`: {error}")))?;
        }
        Ok(self)
    }

    /// Whether a line under a title says where the text is from, or when it was put up.
    #[must_use]
    pub fn names_source(&self, line: &str) -> bool {
        self.source_labels.is_in(line)
    }

    /// Whether a class or id says that its element stands beside the text.
    #[must_use]
    pub fn is_furniture(&self, name: &str) -> bool {
        words(name).any(|word| self.furniture.has(word))
    }

    /// Whether a class or id says that its element holds a title.
    #[must_use]
    pub fn is_title(&self, name: &str) -> bool {
        words(name).any(|word| self.titles.has(word))
    }

    /// Whether a line belongs to the page and not to the document. A sentence never does.
    #[must_use]
    pub fn is_page_phrase(&self, line: &str) -> bool {
        let first = solid(line).take(LONGEST_PHRASE).find(|character| !is_separator(*character));
        let may_be = |first| self.buttons.may_begin(first) || self.phrases.may_begin(first);
        if first.is_some_and(|first| !first.to_lowercase().any(may_be)) {
            return false;
        }
        let line = squeeze(line, LONGEST_PHRASE).to_lowercase();
        if line.contains('。') {
            return false;
        }
        let line = line.trim_start_matches(is_separator);
        let length = line.chars().count();
        let mut words = line.split(is_separator).filter(|word| !word.is_empty());
        words.all(|word| self.buttons.has(word)) || (length <= 60 && self.phrases.prefix_of(line).is_some())
    }

    /// Whether a line is one of a site's foot.
    #[must_use]
    pub fn is_footer(&self, line: &str) -> bool {
        let line = squeeze(line, LONGEST_FOOTER).to_lowercase();
        line.chars().nth(LONGEST_FOOTER - 1).is_none() && self.footers.is_in(&line)
    }

    /// The length in bytes of the label and its colon at the head of `text`: `索 引 号：`, `【文号】`.
    #[must_use]
    pub fn label_length(&self, text: &str) -> Option<usize> {
        let head = text.char_indices().take(24).find(|(_, character)| matches!(character, '：' | ':' | '】'));
        let (at, colon) = head?;
        self.is_name(&text[..at], true).then_some(at + colon.len_utf8())
    }

    /// Whether `text` is a label and nothing else, with a colon or without one.
    #[must_use]
    pub fn is_label(&self, text: &str) -> bool {
        self.label_length(text) == Some(text.len()) || self.is_name(text, false)
    }

    fn is_name(&self, text: &str, before_colon: bool) -> bool {
        let first = text.chars().find(|character| !character.is_whitespace() && !matches!(character, '【' | '['));
        let begins = |list: &WordList| first.is_some_and(|first| list.may_begin(first));
        if !(begins(&self.labels) || before_colon && begins(&self.weak_labels)) {
            return false;
        }
        let name = squeeze(text, 16);
        let name = name.trim_start_matches(['【', '[']).trim_end_matches([']', '】']);
        self.labels.has(name) || (before_colon && self.weak_labels.has(name))
    }

    /// The kind of the file that a link leads to, or whose name it is: its ending in lower case.
    #[must_use]
    pub fn file_kind(&self, link: &str) -> Option<String> {
        let path = link.split(['?', '#']).next().unwrap_or_default();
        [path, link].into_iter().find_map(|name| {
            let (_, ending) = name.trim().trim_end_matches(['）', ')', '》']).rsplit_once('.')?;
            let ending = ending.to_ascii_lowercase();
            self.files.has(&ending).then_some(ending)
        })
    }
}

/// The characters of `text` that are no white space.
fn solid(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|character| !character.is_whitespace())
}

/// The first `most` of them.
fn squeeze(text: &str, most: usize) -> String {
    solid(text).take(most).collect()
}

/// Signs that stand between the buttons of a page.
fn is_separator(character: char) -> bool {
    "【】[]〖〗()（）<>|｜·/:：、".contains(character)
}

/// The words of a class or an id.
fn words(name: &str) -> impl Iterator<Item = &str> {
    std::iter::once(name)
        .chain(name.split(['-', '_']))
        .map(|word| word.trim_end_matches(|last: char| last.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn builtin() -> Sites {
        Lexicon::builtin().expect("the built-in tables parse").sites
    }

    #[test]
    fn selectors_are_in_lower_case_and_well_formed() {
        let sites = builtin();
        for selector in &sites.containers {
            assert_eq!(*selector, selector.to_lowercase());
        }
        let broken = Sites { containers: ["#zoom", "..text"].into_iter().collect(), ..Sites::default() };
        let error = broken.checked().expect_err("it has two dots").to_string();
        assert!(error.contains("[site]") && error.contains("..text"), "{error}");
    }

    #[test]
    fn labels_with_spaces_and_brackets() {
        let sites = builtin();
        let cases = [
            ("索 引 号：000/2019", Some("索 引 号：")),
            ("标　　题：关于", Some("标　　题：")),
            ("【文号】某政发", Some("【文号】")),
            ("文号: 某政发", Some("文号:")),
            ("到2025年：", None),
            ("标题", None),
        ];
        for (text, label) in cases {
            assert_eq!(sites.label_length(text), label.map(str::len), "{text}");
        }
        assert!(sites.is_label("发文机关") && sites.is_label("标题：") && !sites.is_label("标题"));
    }

    #[test]
    fn names_phrases_and_files() {
        let sites = builtin();
        assert!(sites.is_furniture("top_nav") && sites.is_furniture("footer2") && !sites.is_furniture("navy"));
        assert!(sites.is_title("article-title") && !sites.is_title("entitled"));
        assert!(
            sites.is_page_phrase("【打印】【关闭】")
                && sites.is_page_phrase("责任编辑：某某")
                && !sites.is_page_phrase("全市打印设备产业")
        );
        let files =
            [("/a/b.PDF", Some("pdf")), ("/d?f=b.docx", Some("docx")), ("b.doc?x=1", Some("doc")), ("a.html", None)];
        for (link, kind) in files {
            assert_eq!(sites.file_kind(link).as_deref(), kind, "{link}");
        }
    }
}
