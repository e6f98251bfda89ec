//! The fields of a document: from its own lines, from the disclosure table, from meta tags; in this order of trust.

use std::collections::{BTreeMap, HashSet};

use serde::Serialize;

use super::{
    Piece, date_line, disclosure,
    layout::{self, Element},
    title,
};
use crate::{
    alignment::AlignedText,
    lexicon::{Lexicon, label::Field},
    mention::{
        date::Date,
        document_number::{self, DocumentNumberClass},
    },
    page::{Attachment, Page},
    span::{SourceSpan, TextSpan},
    warning::{Warning, WarningCode},
};

/// Where a field stands. A field of a meta tag has no span in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// In the clean text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<TextSpan>,
    /// In the source file.
    pub source_span: SourceSpan,
}

impl Place {
    /// The place of `span` of `text`.
    #[must_use]
    pub fn of(span: TextSpan, text: &AlignedText) -> Self {
        Self { span: Some(span), source_span: text.to_source(span) }
    }
}

/// The fields of a document. What the document does not state is `None` or empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Metadata {
    /// 发文字号, canonical.
    pub doc_number: Option<String>,
    /// 标题, as printed, line breaks joined.
    pub title: Option<String>,
    /// 发文机关, as signed.
    pub issuers: Vec<String>,
    /// 成文日期, ISO 8601.
    pub issued: Option<String>,
    /// 发布日期, ISO 8601.
    pub published: Option<String>,
    /// 索引号.
    pub index_number: Option<String>,
    /// 文种.
    pub genre: Option<String>,
    /// 主送机关.
    pub addressees: Vec<String>,
    /// 发文字号 of other documents, canonical, in order of first mention.
    pub cited_numbers: Vec<String>,
    /// Linked files.
    pub attachments: Vec<Attachment>,
    /// 有效性, as written.
    pub validity: Option<String>,
    /// Where each field was read, by its name.
    pub spans: BTreeMap<&'static str, Place>,
}

impl Metadata {
    /// Leaves to the pieces of a collection what was read inside of them: who signed one, when, and to whom.
    pub(super) fn leave_to(&mut self, pieces: &[Piece]) {
        let Some(first) = pieces.first() else { return };
        let inside = |place: &Place| place.span.is_some_and(|span| span.start >= first.span.start);
        let theirs: Vec<&str> = ["doc_number", "issuers", "issued", "addressees"]
            .into_iter()
            .filter(|field| self.spans.get(field).is_some_and(inside))
            .collect();
        for field in theirs {
            match field {
                "doc_number" => self.doc_number = None,
                "issuers" => self.issuers.clear(),
                "issued" => self.issued = None,
                _ => self.addressees.clear(),
            }
            self.spans.remove(field);
        }
        let own: HashSet<&String> = pieces.iter().filter_map(|piece| piece.metadata.doc_number.as_ref()).collect();
        self.cited_numbers.retain(|cited| !own.contains(cited));
    }
}

/// Reads the fields. `elements` are those of [`super::layout::elements`].
#[must_use]
pub fn read(page: &Page, elements: &[Element], lexicon: &Lexicon) -> (Metadata, Vec<Warning>) {
    let mut reader = Reader {
        page,
        elements,
        lexicon,
        labels: BTreeMap::new(),
        metadata: Metadata::default(),
        warnings: Vec::new(),
    };
    reader.read_labels();
    reader.read_title();
    reader.read_number();
    reader.read_dates();
    reader.read_organs();
    reader.metadata.attachments.clone_from(&page.attachments);
    for (field, name) in [(Field::IndexNumber, "index_number"), (Field::Validity, "validity")] {
        if let Some(&span) = reader.labels.get(&field) {
            let value = page.text.slice(span).to_owned();
            reader.place(name, span);
            if field == Field::IndexNumber {
                reader.metadata.index_number = Some(value);
            } else {
                reader.metadata.validity = Some(value);
            }
        }
    }
    (reader.metadata, reader.warnings)
}

struct Reader<'a> {
    page: &'a Page,
    elements: &'a [Element],
    lexicon: &'a Lexicon,
    /// The first value of each label.
    labels: BTreeMap<Field, TextSpan>,
    metadata: Metadata,
    warnings: Vec<Warning>,
}

impl<'a> Reader<'a> {
    fn blocks(&self, element: Element) -> impl Iterator<Item = TextSpan> + 'a {
        let elements = self.elements;
        self.page.blocks.iter().zip(elements).filter(move |(_, found)| **found == element).map(|(block, _)| block.span)
    }

    fn text(&self, span: TextSpan) -> &'a str {
        self.page.text.slice(span)
    }

    fn place(&mut self, field: &'static str, span: TextSpan) {
        let place = Place { span: Some(span), source_span: self.page.text.to_source(span) };
        self.metadata.spans.insert(field, place);
    }

    fn meta(&self, name: &str) -> Option<(&'a str, SourceSpan)> {
        let field =
            self.page.meta.iter().find(|field| field.name.eq_ignore_ascii_case(name) && !field.content.is_empty())?;
        Some((&field.content, field.source_span))
    }

    fn read_labels(&mut self) {
        for span in self.blocks(Element::Disclosure) {
            for entry in disclosure::entries(self.text(span), span.start, &self.lexicon.labels) {
                if entry.value.is_empty() {
                    continue;
                }
                match self.labels.get(&entry.field) {
                    None => {
                        self.labels.insert(entry.field, entry.value);
                    }
                    Some(&first) => self.warn_of_conflict(entry.field, first, entry.value),
                }
            }
        }
    }

    fn warn_of_conflict(&mut self, field: Field, first: TextSpan, second: TextSpan) {
        let differ = title::key(self.text(first)) != title::key(self.text(second));
        if differ && matches!(field, Field::DocNumber | Field::IndexNumber | Field::Issued | Field::Published) {
            self.warnings.push(Warning {
                code: WarningCode::FieldConflict,
                message: format!(
                    "`{}` and `{}` stand for the same field; the first is taken",
                    self.text(first),
                    self.text(second)
                ),
                span: second,
                source_span: self.page.text.to_source(second),
            });
        }
    }

    /// Whether the page is the reply to a proposal.
    fn is_reply(&self) -> bool {
        let labels = &self.lexicon.labels.titles.reply_labels;
        self.blocks(Element::Disclosure).any(|span| labels.is_in(self.text(span)))
    }

    fn read_title(&mut self) {
        let collection = self.collection_title();
        let printed = collection.or_else(|| self.printed_title()).or_else(|| self.promulgated_title());
        let labelled = self.labels.get(&Field::Title).map(|&span| (self.text(span).to_owned(), span));
        if let Some((title, span)) = printed.or(labelled) {
            self.place("title", span);
            self.metadata.title = Some(title);
        } else if let Some((title, source_span)) = self.meta("ArticleTitle").or_else(|| self.meta("title")) {
            self.metadata.spans.insert("title", Place { span: None, source_span });
            self.metadata.title = Some(title.trim().to_owned());
        }
        let of_title = self.metadata.title.as_ref().and_then(|title| title::genre(title, self.lexicon));
        self.metadata.genre = if self.is_reply() { Some("答复".to_owned()) } else { of_title };
    }

    /// The lines of the title in the head, joined.
    fn printed_title(&self) -> Option<(String, TextSpan)> {
        let first = self.elements.iter().position(|element| *element == Element::Title)?;
        let is_head =
            self.elements[..first].iter().all(|element| !matches!(element, Element::Body | Element::Signature));
        let count = self.elements[first..].iter().take_while(|element| **element == Element::Title).count();
        let blocks = &self.page.blocks[first..first + count];
        let span = blocks.first()?.span.hull(blocks.last()?.span);
        let mut title = String::new();
        for block in blocks {
            let line = self.text(block.span).trim();
            // 甲局 乙局 / 丙局关于…
            if !title.contains("关于") && layout::are_organs(&title, self.lexicon) && !line.starts_with("关于") {
                title.push(' ');
            }
            title.push_str(line);
        }
        let end = date_line::behind_title(&title, &self.lexicon.labels.titles).map_or(title.len(), |(end, _)| end);
        is_head.then(|| (title::without_spacing(title::without_note(&title[..end])), span))
    }

    /// The mark of an order or an announcement, its number with it, and what the number is: 某市人民政府令 / 第12号.
    fn marked_number(&self) -> Option<(TextSpan, TextSpan, String)> {
        let at = self.elements.iter().position(|element| *element == Element::DocumentNumber)?;
        let above: Vec<&str> =
            self.page.blocks[at.saturating_sub(2)..at].iter().map(|block| self.text(block.span)).collect();
        let span = self.page.blocks[at].span;
        let number = layout::number_below(&above, self.text(span), self.lexicon)?;
        let mark = self.page.blocks[at.checked_sub(1)?].span;
        Some((mark, mark.hull(span), number))
    }

    /// The title of the text that an order promulgates: the first one below the order.
    fn promulgated_title(&self) -> Option<(String, TextSpan)> {
        self.marked_number()?;
        let span = self.blocks(Element::Title).next()?;
        Some((title::without_spacing(self.text(span)), span))
    }

    /// The title of a collection is what its first line counts: 工作计划9篇.
    fn collection_title(&self) -> Option<(String, TextSpan)> {
        let pieces = self.page.blocks.iter().filter(|block| {
            super::marker::at_start(self.text(block.span)).is_some_and(|marker| marker.level == super::marker::PIECE)
        });
        if pieces.count() < 2 {
            return None;
        }
        let block = self.page.blocks.first()?;
        let line = self.text(block.span);
        let end = line.find('篇')? + '篇'.len_utf8();
        let counts =
            line[..end - '篇'.len_utf8()].ends_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
        let title = &line[..end];
        (counts && title.chars().count() <= 50)
            .then(|| (title.to_owned(), TextSpan::new(block.span.start, block.span.start + end)))
    }

    fn read_number(&mut self) {
        let own = |class| {
            !matches!(
                class,
                DocumentNumberClass::Placeholder | DocumentNumberClass::Case | DocumentNumberClass::Unified
            )
        };
        let find = |span: TextSpan| {
            let numbers = document_number::find(self.text(span), self.lexicon);
            numbers
                .into_iter()
                .find(|number| own(number.class))
                .map(|number| (number.canonical, number.span.shifted(span.start)))
        };
        let labelled = self.labels.get(&Field::DocNumber).copied();
        let marked = || self.marked_number().map(|(_, span, number)| (number, span));
        let number = self
            .blocks(Element::DocumentNumber)
            .find_map(find)
            .or_else(|| labelled.and_then(find))
            .or_else(marked)
            .or_else(|| self.promulgated_number());
        if let Some((number, span)) = number {
            self.place("doc_number", span);
            self.metadata.doc_number = Some(number);
        }
        let (mut cited, mut known) = (Vec::new(), HashSet::new());
        for (block, element) in self.page.blocks.iter().zip(self.elements) {
            for number in document_number::find(self.text(block.span), self.lexicon) {
                let counts = !matches!(number.class, DocumentNumberClass::Case | DocumentNumberClass::Unified);
                // a draft's own number is still open
                let is_open = number.class == DocumentNumberClass::Placeholder && *element == Element::DocumentNumber;
                let own = self.metadata.doc_number.as_deref();
                let is_own = is_open || own.is_some_and(|own| is_same(own, &number.canonical));
                if counts && !is_own && known.insert(number.canonical.clone()) {
                    cited.push(number.canonical);
                }
            }
        }
        self.metadata.cited_numbers = cited;
    }

    /// The number of the one order that a line under the title says the text was published by.
    fn promulgated_number(&self) -> Option<(String, TextSpan)> {
        let notes =
            self.blocks(Element::DateWritten).map(|span| (span, document_number::find(self.text(span), self.lexicon)));
        notes.filter(|(_, numbers)| !numbers.is_empty()).take(1).find_map(|(span, numbers)| match numbers.as_slice() {
            [only] if only.class == DocumentNumberClass::Order => {
                Some((only.canonical.clone(), only.span.shifted(span.start)))
            }
            _ => None,
        })
    }

    fn read_dates(&mut self) {
        let titles = &self.lexicon.labels.titles;
        let below = |index: usize| self.page.blocks.get(index + 1).map(|block| self.text(block.span));
        let lines = || self.page.blocks.iter().map(|block| block.span).enumerate().zip(self.elements);
        let on_line =
            lines().filter(|(_, element)| **element == Element::DateWritten).find_map(|((index, span), _)| {
                Some((date_line::under_title(self.text(span), below(index), titles)?.iso()?, span))
            });
        let in_title = || {
            lines().filter(|(_, element)| **element == Element::Title).take(1).find_map(|((_, span), _)| {
                let line = self.text(span);
                let behind = date_line::behind_title(line, titles).map(|(_, date)| date);
                Some((behind.or_else(|| date_line::in_bracket(line, titles))?.iso()?, span))
            })
        };
        let written = on_line.or_else(in_title);
        let labelled = |field: Field| {
            let span = *self.labels.get(&field)?;
            Some((date_in(self.text(span))?, span))
        };
        let issued = written.or_else(|| labelled(Field::Issued));
        // 来源：某网 2023-11-10 11:10:00
        let published = labelled(Field::Published).or_else(|| labelled(Field::Source)).or_else(|| self.time_stamp());
        if let Some((date, span)) = issued {
            self.place("issued", span);
            self.metadata.issued = Some(date);
        }
        if let Some((date, span)) = published {
            self.place("published", span);
            self.metadata.published = Some(date);
        } else if let Some((content, source_span)) = self.meta("PubDate")
            && let Some(date) = date_in(content)
        {
            self.metadata.spans.insert("published", Place { span: None, source_span });
            self.metadata.published = Some(date);
        }
    }

    /// The date beside 来源 in a line above the text that begins with neither: 2031-06-15 08:18 来源：某网.
    fn time_stamp(&self) -> Option<(String, TextSpan)> {
        let names_source = |line: &str| {
            line.char_indices().any(|(at, _)| match self.lexicon.labels.at_start(&line[at..]) {
                Some((Field::Source, length)) => line[at + length..].trim_start().starts_with(['：', ':']),
                _ => false,
            })
        };
        let head = self.elements.iter().position(|element| *element == Element::Body).unwrap_or(self.elements.len());
        self.page.blocks[..head].iter().find_map(|block| {
            let line = self.text(block.span);
            let date = date_in(line)?;
            names_source(line).then_some((date, block.span))
        })
    }

    fn read_organs(&mut self) {
        let signatures: Vec<TextSpan> = self.first_signatures();
        let names = |span: TextSpan| self.text(span).split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let signed: Vec<String> = signatures.iter().flat_map(|&span| names(span)).collect();
        let labelled = self.labels.get(&Field::Issuer).copied().filter(|_| !self.is_reply());
        if let (Some(first), Some(last)) = (signatures.first(), signatures.last()) {
            self.place("issuers", first.hull(*last));
            self.metadata.issuers = signed;
        } else if let Some(span) = labelled {
            self.place("issuers", span);
            let listed =
                self.text(span).split(|c: char| c.is_whitespace() || matches!(c, '、' | '，' | ',' | ';' | '；'));
            self.metadata.issuers = listed.filter(|name| !name.is_empty()).map(str::to_owned).collect();
        } else if let Some((mark, ..)) = self.marked_number() {
            let words = &self.lexicon.labels.titles.numbered;
            let bare = |name: &String| {
                words.iter().find_map(|word| name.strip_suffix(word.as_str())).unwrap_or(name).to_owned()
            };
            // the number may also stand below a title
            if !self.text(mark).contains("关于") {
                self.metadata.issuers = names(mark).iter().map(bare).collect();
                self.place("issuers", mark);
            }
        }
        let line = self.blocks(Element::Addressee).next().or_else(|| self.greeting());
        if let Some(span) = line {
            let list = self.text(span).trim().trim_end_matches(['：', ':']);
            self.place("addressees", span);
            self.metadata.addressees = layout::split_names(list).into_iter().map(str::to_owned).collect();
        }
    }

    /// The first group of signatures: those of the document itself, not of what is attached to it.
    fn first_signatures(&self) -> Vec<TextSpan> {
        let Some(first) = self.elements.iter().position(|element| *element == Element::Signature) else {
            return Vec::new();
        };
        let group = self.elements[first..].iter().take_while(|element| **element == Element::Signature).count();
        self.page.blocks[first..first + group].iter().map(|block| block.span).collect()
    }

    /// Whom a reply to a proposal greets: 某委员会： at the beginning of its text.
    fn greeting(&self) -> Option<TextSpan> {
        if !self.is_reply() {
            return None;
        }
        let blocks = &self.page.blocks;
        // the text that a label wraps: behind it, or on the next line
        let wrapped = |index: usize| {
            let span = blocks[index].span;
            let entries = disclosure::entries(self.text(span), span.start, &self.lexicon.labels);
            let content = entries.iter().rfind(|entry| entry.field == Field::Content);
            let label = self.lexicon.labels.at_start(self.text(span));
            match content {
                Some(entry) if !entry.value.is_empty() => Some(entry.value),
                None if label != Some((Field::Content, span.len())) => None,
                _ => blocks.get(index + 1).map(|block| block.span),
            }
        };
        // the last of them that begins with a greeting is the reply's own
        (0..blocks.len()).rev().filter_map(wrapped).find_map(|span| {
            let end = self.text(span).find(['：', ':'])?;
            let name = &self.text(span)[..end];
            let short = name.chars().count() <= 30 && !name.contains(['。', '，']);
            short.then(|| TextSpan::new(span.start, span.start + end))
        })
    }
}

/// Whether two numbers are one: also 国令第707号 and 国务院令第707号, where the one has the issuer's name for its code.
fn is_same(own: &str, other: &str) -> bool {
    let (Some((code, serial)), Some((name, other_serial))) = (own.split_once('令'), other.split_once('令')) else {
        return own == other;
    };
    let mut letters = name.chars();
    serial == other_serial && code.chars().all(|letter| letters.any(|other| other == letter))
}

/// The first full date of a text, ISO 8601.
fn date_in(text: &str) -> Option<String> {
    let digits = |character: char| {
        character.is_ascii_digit() || "〇零一二三四五六七八九十○民".contains(character) || character.is_numeric()
    };
    let mut from = 0;
    while let Some(start) = text[from..].find(digits).map(|at| from + at) {
        // no date begins inside a number
        if text[..start].ends_with(|before: char| before.is_ascii_digit()) {
            from = start + text[start..].chars().next().map_or(1, char::len_utf8);
            continue;
        }
        let tail = &text[start..];
        // the longest piece that is a date and nothing else
        let ends: Vec<usize> = tail.char_indices().map(|(at, character)| at + character.len_utf8()).take(20).collect();
        if let Some(date) = ends.iter().rev().find_map(|&end| Date::parse(tail[..end].trim()).and_then(Date::iso)) {
            return Some(date);
        }
        from = start + tail.chars().next().map_or(1, char::len_utf8);
    }
    None
}
