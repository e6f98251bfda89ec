//! A page to look at: what was read from one document or a folder of them, as one HTML file that needs nothing else.
//!
//! The page holds the lines of the output as they are ([`Line`], [`ErrorLine`]), and beside each what a person wants to see
//! of a document: its clean text with the element that each line is. All that is shown is made of them in the browser, by
//! the scripts in `page/`. Documents are not trusted: nothing of them becomes markup, and the policy of the page
//! lets only its own script and style run.
//!
//! ```
//! use gongwen::{Extractor, Options, output::SourceName, report::{Entry, Report}};
//!
//! let extractor = Extractor::new()?;
//! let bytes = "到2025年，高新技术企业达到500家以上。".as_bytes();
//! let (document, extraction) = extractor.read_with(bytes, Options::default())?;
//! let source = SourceName::from_path("a.txt".as_ref());
//!
//! let mut report = Report::begin(Vec::new(), &extractor)?;
//! report.add(&Entry::read(&source, &document, &extraction, extractor.lexicon()))?;
//! let page = report.end(&Default::default())?;
//! assert!(page.starts_with(b"<!doctype html>"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod assets;
mod embed;
mod policy;
mod view;

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use serde::Serialize;

use self::{embed::element, view::View};
use crate::{
    Extraction, Extractor,
    document::Document,
    lexicon::Lexicon,
    output::{ErrorLine, Line, SourceName},
};

/// How many bytes of elements with clean texts a page may have. A browser opens such a page; one of some hundred megabytes it
/// may not. The records of the files behind are there all the same, and the page says of how many the text is not.
const MOST_TEXT: usize = 64 << 20;

/// A report that is being written, a file at a time.
#[derive(Debug)]
pub struct Report<W: Write> {
    output: W,
    text_bytes: usize,
    texts_left_out: usize,
}

/// What the page holds of one file. Entries can be made on any thread, and are added in the order of the files.
#[derive(Clone, Debug)]
pub struct Entry {
    line: String,
    view: Option<String>,
}

/// What the page says before the first file.
#[derive(Serialize)]
struct Head<'a> {
    gongwen: &'static str,
    rules_sha256: &'a str,
    /// What each rule finds.
    rules: BTreeMap<&'a str, &'a str>,
}

/// What the page says behind the last file.
#[derive(Serialize)]
struct Tail<'a> {
    skipped: &'a BTreeMap<&'static str, usize>,
    texts_left_out: usize,
}

impl Entry {
    /// The entry of a file that was read: its document and its extraction, with the words in simplified characters, in which
    /// the clean text is too.
    #[must_use]
    pub fn read(source: &SourceName, document: &Document, extraction: &Extraction, lexicon: &Lexicon) -> Self {
        let view = View::new(document, extraction, lexicon);
        Self { line: element("line", &Line::new(source, extraction)), view: Some(element("view", &view)) }
    }

    /// The entry of a file that could not be read. `code` is that of [`Error::code`](crate::Error::code).
    #[must_use]
    pub fn unread(source: &SourceName, code: &'static str, message: String) -> Self {
        Self { line: element("line", &ErrorLine::new(source, code, message)), view: None }
    }
}

impl<W: Write> Report<W> {
    /// Begins the page; `extractor` is the one that the files are read with.
    ///
    /// # Errors
    /// If `output` cannot be written to.
    pub fn begin(mut output: W, extractor: &Extractor) -> io::Result<Self> {
        let rules = extractor.rules().list();
        let head = Head {
            gongwen: env!("CARGO_PKG_VERSION"),
            rules_sha256: extractor.rules_hash(),
            rules: rules.iter().map(|rule| (rule.id.as_str(), rule.finds.as_str())).collect(),
        };
        output.write_all(assets::beginning().as_bytes())?;
        output.write_all(element("head", &head).as_bytes())?;
        Ok(Self { output, text_bytes: 0, texts_left_out: 0 })
    }

    /// Adds the next file.
    ///
    /// # Errors
    /// If the output cannot be written to.
    pub fn add(&mut self, entry: &Entry) -> io::Result<()> {
        self.output.write_all(entry.line.as_bytes())?;
        let Some(view) = &entry.view else { return Ok(()) };
        if self.text_bytes + view.len() > MOST_TEXT {
            self.texts_left_out += 1;
            return Ok(());
        }
        self.text_bytes += view.len();
        self.output.write_all(view.as_bytes())
    }

    /// Ends the page and gives the output back; `skipped` says how many entries of the folders were not read, by the reason.
    ///
    /// # Errors
    /// If the output cannot be written to.
    pub fn end(mut self, skipped: &BTreeMap<&'static str, usize>) -> io::Result<W> {
        let tail = Tail { skipped, texts_left_out: self.texts_left_out };
        self.output.write_all(element("tail", &tail).as_bytes())?;
        self.output.write_all(assets::ending().as_bytes())?;
        self.output.flush()?;
        Ok(self.output)
    }

    /// Of how many files the text is not on the page, as the page would be too long for a browser.
    #[must_use]
    pub fn texts_left_out(&self) -> usize {
        self.texts_left_out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Options,
        mention::quantity::Refusal,
        output::word,
        record::{Aside, Reason},
        warning::WarningCode,
    };

    /// The page of documents named `name` with the text `text`.
    fn page(name: &str, text: &str) -> String {
        let extractor = Extractor::new().expect("the built-in tables parse");
        let read = extractor.read_with(text.as_bytes(), Options::default());
        let (document, extraction) = read.expect("it is text");
        let source = SourceName::from_path(name.as_ref());
        let mut report = Report::begin(Vec::new(), &extractor).expect("memory can be written to");
        report
            .add(&Entry::read(&source, &document, &extraction, extractor.lexicon()))
            .and_then(|()| report.add(&Entry::unread(&source, "io", "no </script>".to_owned())))
            .expect("memory can be written to");
        let page = report.end(&BTreeMap::new()).expect("memory can be written to");
        String::from_utf8(page).expect("the page is UTF-8")
    }

    #[test]
    fn nothing_of_a_document_becomes_markup() {
        let hostile = "</script><script>alert(1)</script><!--<script>\u{2028}";
        let plain = page("a.txt", "到2025年，企业达到500家。\n");
        let page = page(hostile, &format!("关于{hostile}的通知\n到2025年，{hostile}企业达到500家。\n"));
        for sign in ["<script", "</script", "<!--", "<meta", "<style"] {
            assert_eq!(page.matches(sign).count(), plain.matches(sign).count(), "{sign}");
        }
        assert!(!page.contains('\u{2028}') && page.contains("\\u2028"));
    }

    #[test]
    fn a_text_that_would_make_the_page_too_long_is_left_out_and_counted() {
        let extractor = Extractor::new().expect("the built-in tables parse");
        let text = "到2025年，企业达到500家。\n".as_bytes();
        let (document, extraction) = extractor.read_with(text, Options::default()).expect("it is text");
        let entry = Entry::read(&SourceName::from_path("a.txt".as_ref()), &document, &extraction, extractor.lexicon());
        let mut report = Report::begin(Vec::new(), &extractor).expect("memory can be written to");
        report.text_bytes = MOST_TEXT;
        report.add(&entry).expect("memory can be written to");
        assert_eq!(report.texts_left_out(), 1);
        let page = String::from_utf8(report.end(&BTreeMap::new()).expect("memory can be written to"));
        let page = page.expect("the page is UTF-8");
        assert_eq!((page.matches("class=\"line\"").count(), page.matches("class=\"view\"").count()), (1, 0));
        assert!(page.contains(r#""texts_left_out":1"#));
    }

    #[test]
    fn the_lines_of_the_output_stand_in_the_page() {
        let page = page("a.txt", "到2025年，企业达到500家。\n");
        let lines: Vec<serde_json::Value> = page
            .split("<script type=\"application/json\" class=\"line\">")
            .skip(1)
            .filter_map(|rest| serde_json::from_str(rest.split("</script>").next()?).ok())
            .collect();
        assert_eq!(lines.len(), 2);
        assert_eq!((&lines[0]["source"], &lines[0]["records"][0]["value"]), (&"a.txt".into(), &"500".into()));
        assert_eq!(lines[1]["error"]["message"], "no </script>");
    }

    /// All variants of an enum. One that is added and not named here does not compile.
    macro_rules! all {
        ($choice:ident: $($variant:ident)*) => {{
            let _exhaustive = |choice: $choice| match choice { $($choice::$variant => ()),* };
            [$($choice::$variant),*]
        }};
    }

    #[test]
    fn the_page_has_words_for_each_reason_each_warning_and_each_rule() {
        let words = include_str!("page/words.js");
        let line = |key: &str| words.lines().find_map(|line| line.trim().strip_prefix(key)?.strip_prefix(": [\""));
        let refusals =
            all!(Refusal: Date Duration Ordinal Name ListCount Qualifier Vague Redacted Schedule Code NoUnit);
        let asides = all!(Aside: Responsibility Time Damaged Place Condition Project Field Definition Formality NoHead
            Remark Column Unit Uneven Repeated Heading NoRule NoIndicator);
        let refusals = refusals.into_iter().map(Reason::NoQuantity);
        for reason in refusals.chain(asides.into_iter().map(Reason::NoStatement)) {
            let key = format!("reason_{}", word(&reason));
            let told = line(&key).unwrap_or_else(|| panic!("no {key}"));
            assert!(told.starts_with(&format!("{}\", \"", reason.words())), "{key}: {told}");
        }
        let warnings = all!(WarningCode: TextLost CharacterInferred UnitInferred UnitUnknown ValueRedacted ValueAmbiguous
            TableUneven FieldConflict LimitReached);
        assert!(warnings.iter().all(|code| line(&format!("warning_{}", word(code))).is_some()));
        let rules = include_str!("page/rule-words.js");
        let extractor = Extractor::new().expect("the built-in tables parse");
        for rule in extractor.rules().list() {
            assert!(rules.contains(&format!("  \"{}\": \"", rule.finds)), "{}: {}", rule.id, rule.finds);
        }
    }
}
