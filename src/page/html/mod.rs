//! HTML: tokens with their places, a tree built of their numbers, the document chosen, and its lines written.
//!
//! `scraper` builds the tree and runs the selectors. It knows no byte positions, so it is given a page in which each
//! text is the number of its token; whatever the tree builder does to it, a number leads back to its place.

mod attachment;
mod attribute;
mod content;
mod disclosure;
mod element;
mod embedded;
mod flow;
mod grid;
mod head;
mod inline;
pub(super) mod reference;
mod rewrite;
mod token;
mod tree;

pub(super) use token::known_tag;

use super::{
    Attachment, BlockKind, MetaField,
    writer::{Part, Removed, RowCell, Writer, Written},
};
use crate::{
    Result,
    alignment::{AlignedText, Reason},
    lexicon::Lexicon,
    limits::Limits,
    span::TextSpan,
};
use content::Fate;
use flow::{Flow, Grid, Item};
use inline::{Content, Piece};
use token::{Kind, Token};
use tree::Tree;

/// What is read from an HTML page.
pub(super) struct Read {
    pub(super) written: Written,
    pub(super) meta: Vec<MetaField>,
    pub(super) attachments: Vec<Attachment>,
}

/// Reads a page.
///
/// # Errors
/// `limit` if it has too many tokens, or its tables too many cells.
pub(super) fn read(source: &AlignedText, lexicon: &Lexicon, limits: &Limits) -> Result<Read> {
    read_page(source, lexicon, limits, true)
}

/// Reads a page; where `may_embed`, also one whose document stands in a script.
fn read_page(source: &AlignedText, lexicon: &Lexicon, limits: &Limits, may_embed: bool) -> Result<Read> {
    let page = source.text();
    let tokens = token::tokens(page, limits)?;
    let meta = head::fields(source, &tokens);
    let tree = Tree::of(page, &tokens);
    let sizes = flow::sizes(page, &tokens, &tree);
    let items = Flow::of(page, &tokens, &tree, &sizes, limits)?;
    let choice = content::choose(page, &tree, &items, &sizes, head::title(&meta), lexicon);
    if may_embed
        && choice.is_bare(&items)
        && let Some(found) = embedded::find(source, &tokens, &lexicon.sites.embedded, || {
            removed(page, &tokens, &vec![false; tokens.len()])
        })
    {
        let mut inner = read_page(&found.text, lexicon, limits, false)?;
        inner.meta = [found.meta, meta, inner.meta].concat();
        return Ok(inner);
    }
    let links = attachment::links(source, &tokens, &tree, &choice, &lexicon.sites);

    let mut kept = Kept::new(&tokens);
    for (item, fate) in items.iter().zip(&choice.fates) {
        if *fate != Fate::Dropped {
            kept.add_item(item);
        }
    }
    // names of attachments that the text does not hold
    let below: Vec<&attachment::Link> = links
        .iter()
        .filter(|link| !link.content.is_empty() && !link.tokens.iter().any(|&token| kept.tokens[token]))
        .collect();
    for link in &below {
        link.tokens.iter().for_each(|&token| kept.tokens[token] = true);
    }

    let mut writer = Writer::new(source, removed(page, &tokens, &kept.tokens), limits);
    let mut position = 0;
    while let Some(fate) = choice.fates.get(position) {
        let count = choice.fates[position..].iter().take_while(|next| *next == fate).count();
        let group = &items[position..position + count];
        position += count;
        match fate {
            Fate::Dropped => {}
            Fate::Kept => group.iter().try_for_each(|item| write(&mut writer, &tree, item))?,
            Fate::Disclosed(_) => {
                let segments: Vec<Content> =
                    group.iter().flat_map(|item| disclosure::segments(page, item, &lexicon.sites)).collect();
                for line in disclosure::lines(page, &segments, &lexicon.sites) {
                    writer.line(BlockKind::Paragraph, &line);
                }
            }
        }
    }
    for link in below {
        writer.line(BlockKind::Attachment, &link.content.parts);
    }
    let attachments = links.into_iter().map(|link| link.attachment).collect();
    Ok(Read { written: writer.finish(), meta, attachments })
}

fn write(writer: &mut Writer<'_>, tree: &Tree, item: &Item) -> Result<()> {
    match item {
        Item::Line(line) => {
            writer.line(line.kind, &line.content.parts);
            Ok(())
        }
        Item::Table(grid) => write_table(writer, tree, grid),
    }
}

fn write_table(writer: &mut Writer<'_>, tree: &Tree, grid: &Grid) -> Result<()> {
    const EMPTY: &[Part] = &[];
    writer.begin_table();
    for row in &grid.rows {
        let cells: Vec<RowCell<'_>> = row
            .iter()
            .map(|slot| RowCell {
                parts: slot.cell.and_then(|cell| grid.cells.get(&cell)).map_or(EMPTY, |(_, content)| &content.parts),
                inherited: slot.inherited,
                header: slot.cell.is_some_and(|cell| tree.nodes[cell].tag == element::Tag::HeaderCell),
            })
            .collect();
        writer.row(&cells, row.iter().filter(|slot| slot.cell.is_some()).count());
    }
    writer.end_table()
}

/// Which tokens are part of the page's text.
struct Kept<'a> {
    all: &'a [Token],
    tokens: Vec<bool>,
}

impl<'a> Kept<'a> {
    fn new(all: &'a [Token]) -> Self {
        Self { all, tokens: vec![false; all.len()] }
    }

    fn add_item(&mut self, item: &Item) {
        match item {
            Item::Line(line) => self.add(&line.pieces),
            Item::Table(grid) => grid.cells.values().for_each(|(pieces, _)| self.add(pieces)),
        }
    }

    fn add(&mut self, pieces: &[Piece]) {
        for piece in pieces {
            if let Piece::Text(span) | Piece::Raised(span) = piece {
                let token = self.all.partition_point(|token| token.span.end <= span.start);
                if let Some(kept) = self.tokens.get_mut(token) {
                    *kept = true;
                }
            }
        }
    }
}

/// What is left out between the tokens that are kept: tags as markup, text with the tags inside it as boilerplate.
fn removed(page: &str, tokens: &[Token], kept: &[bool]) -> Vec<Removed> {
    let mut removed: Vec<Removed> = Vec::new();
    // whether the last stretch may still grow
    let mut open = false;
    let mut markup: Option<TextSpan> = None;
    for (token, &kept) in tokens.iter().zip(kept) {
        if kept {
            removed.extend(markup.take().map(|span| Removed { span, reason: Reason::Markup }));
            open = false;
            continue;
        }
        let is_blank = page[token.span.range()].chars().all(super::writer::is_blank);
        match token.kind {
            Kind::Text if !is_blank => {
                match removed.last_mut().filter(|_| open) {
                    Some(last) => last.span = last.span.hull(token.span),
                    None => {
                        removed.extend(markup.map(|span| Removed { span, reason: Reason::Markup }));
                        removed.push(Removed { span: token.span, reason: Reason::Boilerplate });
                    }
                }
                markup = None;
                open = true;
            }
            Kind::Text => {}
            _ => markup = Some(markup.map_or(token.span, |span| span.hull(token.span))),
        }
    }
    removed.extend(markup.map(|span| Removed { span, reason: Reason::Markup }));
    removed
}

#[cfg(test)]
mod tests;
