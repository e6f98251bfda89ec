//! Clean page → document: its fields, its parts after GB/T 9704—2012, its outline, its tables and its sentences.

pub mod boilerplate;
mod date_line;
pub mod disclosure;
pub mod flat_table;
pub mod layout;
pub mod line_join;
pub mod marker;
pub mod metadata;
pub mod outline;
pub mod sentence;
mod spacing;
mod title;

use crate::{
    alignment::{AlignedText, Change},
    clean::{Clean, Script},
    lexicon::Lexicon,
    mention::{
        date::Era,
        organ::Home,
        time::{self, When},
    },
    page::{Block, Page, Table},
    span::{SourceSpan, TextSpan},
    warning::Warning,
};

pub use layout::Element;
pub use metadata::{Metadata, Place};
pub use outline::{Heading, Outline, Passage};

/// One document of a collection.
#[derive(Clone, Debug)]
pub struct Piece {
    /// Its own fields.
    pub metadata: Metadata,
    /// Where it stands.
    pub span: TextSpan,
}

/// A document, ready to be read for records.
#[derive(Clone, Debug)]
pub struct Document {
    /// The clean text, one block a line.
    pub text: AlignedText,
    /// Its lines.
    pub blocks: Vec<Block>,
    /// The element that each line is.
    pub elements: Vec<Element>,
    /// Its tables, flattened ones included.
    pub tables: Vec<Table>,
    /// Its fields.
    pub metadata: Metadata,
    /// Where its issuers are at home.
    pub home: Home,
    /// Its headings and passages.
    pub outline: Outline,
    /// The documents that it collects, if it is a collection.
    pub pieces: Vec<Piece>,
    /// The script it was written in.
    pub script: Script,
    /// What the reader should know.
    pub warnings: Vec<Warning>,
}

impl Document {
    /// The number of the document, or of the part of a collection with this index.
    #[must_use]
    pub fn number_of(&self, part: Option<usize>) -> Option<&str> {
        let metadata = part.and_then(|part| self.pieces.get(part)).map_or(&self.metadata, |piece| &piece.metadata);
        metadata.doc_number.as_deref()
    }

    /// The piece of a collection that `span` of the clean text stands in.
    pub(crate) fn piece_of(&self, span: TextSpan) -> Option<usize> {
        let index = self.pieces.partition_point(|piece| piece.span.end <= span.start);
        self.pieces.get(index).filter(|piece| piece.span.contains(span)).map(|_| index)
    }

    /// The lines of the clean text, without their line breaks.
    pub fn lines(&self) -> impl Iterator<Item = TextSpan> + '_ {
        self.blocks.iter().map(|block| block.span)
    }

    /// The year that 今年 means: that of the document's date; where it states none, that of its number, which is the year it
    /// was issued in (GB/T 9704—2012, 7.2.5), or of its title. A communiqué tells of the year in its title, whenever it came
    /// out. A collection has no date of its own.
    #[must_use]
    pub fn year(&self, lexicon: &Lexicon) -> Option<u16> {
        if !self.pieces.is_empty() {
            return None;
        }
        let of_title = || {
            let times = time::find(self.metadata.title.as_ref()?, Era::of(self.text.text()), lexicon);
            times.iter().find_map(|time| match time.when {
                When::Absolute { start, end } if start.year == end.year => Some(start.year),
                _ => None,
            })
        };
        let of_date = || self.metadata.issued.as_ref().or(self.metadata.published.as_ref())?.get(..4)?.parse().ok();
        let of_number = || {
            let (_, year) = self.metadata.doc_number.as_ref()?.split_once('〔')?;
            year.split_once('〕')?.0.parse().ok()
        };
        if self.metadata.genre.as_deref() == Some("公报") {
            return of_title().or_else(of_date).or_else(of_number);
        }
        of_date().or_else(of_number).or_else(of_title)
    }
}

/// Reads the structure of a clean page.
#[must_use]
pub fn read(clean: Clean, lexicon: &Lexicon) -> Document {
    let clean = changed(clean, |page| boilerplate::find(page, lexicon));
    let clean = changed(clean, |page| line_join::find(page, lexicon));
    let clean = changed(clean, |page| boilerplate::lead_sentences(page, lexicon));
    // a wrapped line is prose or not with the lines it is joined with
    let Clean { mut page, script, mut warnings, meta_warnings } = changed(clean, |page| spacing::find(page, lexicon));
    let elements = layout::elements(&page, lexicon);
    let (mut metadata, conflicts) = metadata::read(&page, &elements, lexicon);
    warnings.extend(conflicts);
    let read_outside =
        |place: SourceSpan| metadata.spans.values().any(|field| field.span.is_none() && field.source_span == place);
    warnings.extend(meta_warnings.into_iter().filter(|warning| read_outside(warning.source_span)));
    flat_table::restore(page.text.text(), &mut page.blocks, &mut page.tables, &lexicon.cues.columns);
    let outline = outline::read(page.text.text(), &page.blocks, &elements, lexicon);
    let pieces = pieces(&mut page, &outline, lexicon);
    metadata.leave_to(&pieces);
    let Page { text, blocks, tables, .. } = page;
    // where nobody signs, the title begins with who issues
    let issuers = metadata.issuers.iter().chain(metadata.title.as_ref().filter(|_| metadata.issuers.is_empty()));
    let home = Home::of(issuers.map(String::as_str), lexicon);
    Document { text, blocks, elements, tables, metadata, home, outline, pieces, script, warnings }
}

/// The page with the changes that `find` finds in it. Lines that are gone are no blocks any more; joined lines are one.
fn changed(clean: Clean, find: impl Fn(&Page) -> Vec<Change>) -> Clean {
    let changes = find(&clean.page);
    if changes.is_empty() {
        return clean;
    }
    let Clean { mut page, script, mut warnings, meta_warnings } = clean;
    let (text, moves) = page.text.apply(&changes);
    let mut blocks: Vec<Block> = Vec::with_capacity(page.blocks.len());
    for block in &page.blocks {
        let span = moves.forward(block.span);
        match blocks.last_mut() {
            _ if span.is_empty() => {}
            Some(last) if last.span.end == span.start => last.span = last.span.hull(span),
            _ => blocks.push(Block { span, ..*block }),
        }
    }
    for cell in page.tables.iter_mut().flat_map(|table| table.rows.iter_mut().flatten()) {
        cell.span = moves.forward(cell.span);
    }
    for warning in &mut warnings {
        warning.span = moves.forward(warning.span);
    }
    page.text = text;
    page.blocks = blocks;
    Clean { page, script, warnings, meta_warnings }
}

/// The pieces of a collection, each from its heading to the next, read as documents of their own. A single piece is no
/// collection.
fn pieces(page: &mut Page, outline: &Outline, lexicon: &Lexicon) -> Vec<Piece> {
    if outline.pieces.len() < 2 {
        return Vec::new();
    }
    let headings: Vec<TextSpan> = outline.pieces.iter().map(|&heading| outline.headings[heading].span).collect();
    let ends: Vec<usize> = headings.iter().skip(1).map(|next| next.start).chain([page.text.text().len()]).collect();
    // what stands outside of the text is the collection's
    let (blocks, meta) = (std::mem::take(&mut page.blocks), std::mem::take(&mut page.meta));
    let attachments = std::mem::take(&mut page.attachments);
    let mut rest = blocks.as_slice();
    let pieces = headings
        .iter()
        .zip(ends)
        .map(|(heading, end)| {
            let line = page.text.slice(*heading);
            let title = marker::at_start(line).map_or(line, |marker| &line[marker.len..]).trim().to_owned();
            rest = &rest[rest.partition_point(|block| block.span.start < heading.end)..];
            page.blocks = rest[..rest.partition_point(|block| block.span.start < end)].to_vec();
            let elements = layout::elements(page, lexicon);
            let mut metadata = metadata::read(page, &elements, lexicon).0;
            if !title.is_empty() {
                metadata.genre = title::genre(&title, lexicon);
                metadata.spans.insert("title", Place::of(*heading, &page.text));
                metadata.title = Some(title);
            }
            Piece { metadata, span: TextSpan::new(heading.start, end) }
        })
        .collect();
    page.blocks = blocks;
    page.meta = meta;
    page.attachments = attachments;
    pieces
}
