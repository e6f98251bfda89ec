//! What the pages of government sites look like, as data: `sites.toml`.

use crate::lexicon::word_list::WordList;
use std::sync::LazyLock;

use serde::Deserialize;

/// The lists of `sites.toml`; each is explained there.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::page) struct Sites {
    pub(super) containers: WordList,
    furniture: WordList,
    titles: WordList,
    phrases: WordList,
    footers: WordList,
    buttons: WordList,
    labels: WordList,
    weak_labels: WordList,
    files: WordList,
    pub(super) embedded: Embedded,
}

/// What a document in a script, and what belongs to it, is called there.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Embedded {
    pub(super) bodies: WordList,
    pub(super) titles: WordList,
    pub(super) dates: WordList,
}

/// A line of a site's foot has fewer characters.
const LONGEST_FOOTER: usize = 150;

impl Sites {
    /// The built-in lists.
    pub(in crate::page) fn builtin() -> &'static Self {
        static SITES: LazyLock<Sites> =
            LazyLock::new(|| toml::from_str(include_str!("sites.toml")).expect("a test reads the built-in lists"));
        &SITES
    }

    /// Whether a class or id says that its element stands beside the text.
    pub(super) fn is_furniture(&self, name: &str) -> bool {
        words(name).any(|word| self.furniture.iter().any(|known| known == word))
    }

    /// Whether a class or id says that its element holds a title.
    pub(super) fn is_title(&self, name: &str) -> bool {
        words(name).any(|word| self.titles.iter().any(|known| known == word))
    }

    /// Whether a line belongs to the page and not to the document. A sentence never does.
    pub(super) fn is_page_phrase(&self, line: &str) -> bool {
        let line = squeeze(line, 150).to_lowercase();
        if line.contains('。') {
            return false;
        }
        let line = line.trim_start_matches(is_separator);
        let length = line.chars().count();
        let mut words = line.split(is_separator).filter(|word| !word.is_empty());
        words.all(|word| self.buttons.iter().any(|button| button == word))
            || (length <= 60 && self.phrases.prefix_of(line).is_some())
    }

    /// Whether a line is one of a site's foot.
    pub(super) fn is_footer(&self, line: &str) -> bool {
        let line = squeeze(line, LONGEST_FOOTER).to_lowercase();
        line.chars().nth(LONGEST_FOOTER - 1).is_none() && self.footers.is_in(&line)
    }

    /// The length in bytes of the label and its colon at the head of `text`: `索 引 号：`, `【文号】`.
    pub(in crate::page) fn label_length(&self, text: &str) -> Option<usize> {
        let head = text.char_indices().take(24).find(|(_, character)| "：:】".contains(*character));
        let (at, colon) = head?;
        self.is_name(&text[..at], true).then_some(at + colon.len_utf8())
    }

    /// Whether `text` is a label and nothing else, with a colon or without one.
    pub(super) fn is_label(&self, text: &str) -> bool {
        self.label_length(text) == Some(text.len()) || self.is_name(text, false)
    }

    fn is_name(&self, text: &str, before_colon: bool) -> bool {
        let name = squeeze(text, 16);
        let name = name.trim_start_matches(['【', '[']).trim_end_matches([']', '】']);
        let is = |known: &String| known == name;
        self.labels.iter().any(is) || (before_colon && self.weak_labels.iter().any(is))
    }

    /// The kind of the file that a link leads to, or whose name it is: its ending in lower case.
    pub(super) fn file_kind(&self, link: &str) -> Option<String> {
        let path = link.split(['?', '#']).next().unwrap_or_default();
        [path, link].into_iter().find_map(|name| {
            let (_, ending) = name.trim().trim_end_matches(['）', ')', '》']).rsplit_once('.')?;
            let ending = ending.to_ascii_lowercase();
            self.files.contains(&ending).then_some(ending)
        })
    }
}

/// The first `most` characters of `text` that are no white space.
fn squeeze(text: &str, most: usize) -> String {
    text.chars().filter(|character| !character.is_whitespace()).take(most).collect()
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

    #[test]
    fn the_lists_are_well_formed() {
        let sites = Sites::builtin();
        for selector in &sites.containers {
            assert!(scraper::Selector::parse(selector).is_ok(), "{selector}");
            assert_eq!(*selector, selector.to_lowercase());
        }
        assert!(!sites.phrases.iter().any(String::is_empty));
    }

    #[test]
    fn labels_with_spaces_and_brackets() {
        let sites = Sites::builtin();
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
        let sites = Sites::builtin();
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
