//! Text → page: HTML, Markdown or plain text → blocks in reading order, one a line of the page's text.
//!
//! Contract: blocks follow each other in the order of the text, do not overlap, hold no line break, and stand one a
//! line: between two blocks is one `\n`, and after the last one too. What is in no block is gone from the text.

mod form;
mod html;
mod inline;
mod line;
mod markdown;
pub mod table;
mod text;
pub mod wrap;
mod writer;

use serde::Serialize;

pub use table::{Cell, Table};
pub use wrap::{LineLayout, Wrap};

use crate::{
    alignment::AlignedText,
    decode::Decoded,
    error::ErrorKind,
    lexicon::Lexicon,
    limits::{Limits, within},
    span::{SourceSpan, TextSpan},
};

/// What a source file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Form {
    /// HTML or XHTML.
    Html,
    /// Markdown: a YAML head, or signs of headings and emphasis.
    Markdown,
    /// Plain text.
    Text,
}

/// What a block is, as far as the page's own markup says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BlockKind {
    /// A heading of the page's markup, with its level from 1.
    Heading(u8),
    /// A paragraph, or a line of plain text.
    Paragraph,
    /// An item of a marked list.
    ListItem,
    /// A row of a table: cells with a tab between them. `table` is an index into [`Page::tables`].
    TableRow {
        /// Which table.
        table: usize,
        /// Which of its rows.
        row: usize,
    },
    /// The name of an attachment, at the end of the page.
    Attachment,
}

/// A line of the page's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands; without its line break.
    pub span: TextSpan,
    /// How the source lays its line out.
    pub layout: LineLayout,
}

/// A field that stands outside the text: a meta tag or a line of a YAML head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetaField {
    /// Its name as written, `ArticleTitle` or `title`.
    pub name: String,
    /// Its content, character references decoded, white space trimmed.
    pub content: String,
    /// The bytes of the tag or line.
    pub source_span: SourceSpan,
}

/// A file that the page links to as its attachment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Attachment {
    /// The text of the link.
    pub name: String,
    /// The address as written.
    pub link: String,
    /// The kind of file, from the link's ending in lower case: `pdf`, `doc`, `xls` ….
    pub kind: Option<String>,
    /// The bytes of the link's text.
    pub source_span: SourceSpan,
}

/// A page as blocks of text.
#[derive(Clone, Debug)]
pub struct Page {
    /// What the source is written in.
    pub form: Form,
    /// The text, one block a line.
    pub text: AlignedText,
    /// The blocks, in order.
    pub blocks: Vec<Block>,
    /// The tables whose rows are among the blocks.
    pub tables: Vec<Table>,
    /// The wrap of its lines, if they were wrapped at a width.
    pub wrap: Option<Wrap>,
    /// Meta tags and YAML lines.
    pub meta: Vec<MetaField>,
    /// Files that the page links to.
    pub attachments: Vec<Attachment>,
}

/// Reads a page.
///
/// # Errors
/// `empty` if there is no text on it, `limit` if it has more tags and texts or its tables more cells than `limits`
/// allow.
pub fn parse(decoded: &Decoded, lexicon: &Lexicon, limits: &Limits) -> crate::Result<Page> {
    let form = form::of(decoded.text.text());
    let (written, meta, attachments) = match form {
        Form::Html => {
            let html::Read { written, meta, attachments } = html::read(&decoded.text, lexicon, limits)?;
            (written, meta, attachments)
        }
        Form::Markdown => {
            separators_within(limits, decoded.text.text())?;
            let (written, meta) = markdown::read(&decoded.text, limits)?;
            (written, meta, Vec::new())
        }
        Form::Text => {
            separators_within(limits, decoded.text.text())?;
            (text::read(&decoded.text, &lexicon.sites, limits)?, Vec::new(), Vec::new())
        }
    };
    if written.blocks.is_empty() {
        return Err(ErrorKind::NothingOnPage.into());
    }
    let writer::Written { text, blocks, tables, wrap } = written;
    Ok(Page { form, text, blocks, tables, wrap, meta, attachments })
}

/// Passes a text whose lines are cut into cells, if none has more of them than a page may have: a line is a row before it is known
/// to be one of a table.
fn separators_within(limits: &Limits, text: &str) -> crate::Result<()> {
    let separators = |line: &str| line.bytes().filter(|byte| matches!(byte, b'|' | b'\t')).count();
    let mut long = text.split('\n').filter(|line| line.len() > limits.cells);
    long.try_for_each(|line| within("cells", separators(line), limits.cells))
}

#[cfg(test)]
mod tests;
