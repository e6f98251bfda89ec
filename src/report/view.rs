//! What a person sees of a document beside its records: its clean text, with what each line is, and why other numbers are in
//! no record.

use serde::Serialize;

use crate::{
    Extraction,
    document::{Document, Element},
    lexicon::Lexicon,
    output::{
        mention::{Meaning, Mention, mentions},
        word,
    },
    page::{Block, BlockKind},
    record::Rejected,
    rule::Item,
    span::TextSpan,
};

/// A document to look at. All spans are bytes of `text`.
#[derive(Debug, Serialize)]
pub(super) struct View<'a> {
    text: &'a str,
    blocks: Vec<BlockView>,
    headings: Vec<HeadingView>,
    /// The document numbers in the text, as `gongwen mentions` has them.
    numbers: Vec<Mention>,
    /// What the rule of each record matched.
    derivations: Vec<Vec<ItemView>>,
    rejected: Vec<RejectedView<'a>>,
}

/// A line of the text.
#[derive(Debug, Serialize)]
struct BlockView {
    span: TextSpan,
    kind: &'static str,
    element: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<usize>,
}

#[derive(Debug, Serialize)]
struct HeadingView {
    span: TextSpan,
    level: u8,
}

#[derive(Debug, Serialize)]
struct ItemView {
    class: &'static str,
    span: TextSpan,
}

/// A number that is in no record.
#[derive(Debug, Serialize)]
struct RejectedView<'a> {
    text: &'a str,
    reason: String,
    span: TextSpan,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    items: Vec<ItemView>,
}

impl<'a> View<'a> {
    pub(super) fn new(document: &'a Document, extraction: &'a Extraction, lexicon: &Lexicon) -> Self {
        let mut numbers = mentions(document, &[], lexicon);
        numbers.retain(|mention| matches!(mention.meaning, Meaning::DocumentNumber { .. }));
        let headings = &document.outline.headings;
        Self {
            text: document.text.text(),
            blocks: document.blocks.iter().zip(&document.elements).map(block).collect(),
            headings: headings.iter().map(|heading| HeadingView { span: heading.span, level: heading.level }).collect(),
            numbers,
            derivations: extraction.records.iter().map(|record| items(&record.derivation)).collect(),
            rejected: extraction.rejected.iter().map(rejected).collect(),
        }
    }
}

fn block((block, element): (&Block, &Element)) -> BlockView {
    let (kind, table) = match block.kind {
        BlockKind::Heading(_) => ("heading", None),
        BlockKind::Paragraph => ("paragraph", None),
        BlockKind::ListItem => ("list_item", None),
        BlockKind::TableRow { table, .. } => ("table_row", Some(table)),
        BlockKind::Attachment => ("attachment", None),
    };
    let element = match element {
        Element::Disclosure => "disclosure",
        Element::Header => "header",
        Element::DocumentNumber => "document_number",
        Element::Title => "title",
        Element::Addressee => "addressee",
        Element::Body => "body",
        Element::Signature => "signature",
        Element::DateWritten => "date_written",
        Element::Remark => "remark",
        Element::AttachmentNote => "attachment_note",
        Element::Imprint => "imprint",
    };
    BlockView { span: block.span, kind, element, table }
}

fn items(items: &[Item]) -> Vec<ItemView> {
    items.iter().map(|item| ItemView { class: item.class.word(), span: item.span }).collect()
}

fn rejected(rejected: &Rejected) -> RejectedView<'_> {
    RejectedView {
        text: &rejected.text,
        reason: word(&rejected.reason),
        span: rejected.span,
        items: items(&rejected.items),
    }
}
