//! The tree as lines: block elements and `<br>` end a line, inline elements join with nothing, tables of data keep
//! their rows.

use std::collections::BTreeMap;

use super::{
    element::Tag,
    grid::{self, Slot},
    inline::{Content, Piece},
    token::Token,
    tree::{Child, Tree},
};
use crate::{
    Result,
    limits::Limits,
    page::{BlockKind, line::is_running},
    span::TextSpan,
};

/// A cell of running text with more characters than this is no cell of data, even if its paragraphs were run together.
const LONGEST_CELL: usize = 400;

/// What stands on a page, in the order it is read.
#[derive(Debug)]
pub(super) enum Item {
    /// A line of text.
    Line(Line),
    /// A table of data.
    Table(Grid),
}

impl Item {
    /// The block element that it stands in, or the table.
    pub(super) fn node(&self) -> usize {
        match self {
            Self::Line(line) => line.node,
            Self::Table(grid) => grid.node,
        }
    }

    /// How many characters it shows, and how many of them are links.
    pub(super) fn size(&self) -> (usize, usize) {
        match self {
            Self::Line(line) => (line.size, line.linked),
            Self::Table(grid) => (grid.size, 0),
        }
    }
}

/// A line of text.
#[derive(Debug)]
pub(super) struct Line {
    /// The block element that it stands in.
    pub(super) node: usize,
    pub(super) kind: BlockKind,
    pub(super) pieces: Vec<Piece>,
    pub(super) content: Content,
    size: usize,
    linked: usize,
}

/// Rows of a table of data.
#[derive(Debug)]
pub(super) struct Grid {
    /// The table's element.
    pub(super) node: usize,
    pub(super) rows: Vec<Vec<Slot>>,
    /// The pieces and contents of its cells, by their elements.
    pub(super) cells: BTreeMap<usize, (Vec<Piece>, Content)>,
    size: usize,
}

/// A page on its way from tree to lines.
pub(super) struct Flow<'a> {
    page: &'a str,
    tokens: &'a [Token],
    tree: &'a Tree,
    /// Characters shown inside each element, and those of them in links.
    sizes: &'a [(usize, usize)],
    limits: &'a Limits,
    items: Vec<Item>,
    /// Cells of all tables so far.
    cells: usize,
}

impl<'a> Flow<'a> {
    /// The lines of a page. `sizes` are those of [`sizes`].
    ///
    /// # Errors
    /// `limit` if its tables have too many cells.
    pub(super) fn of(
        page: &'a str,
        tokens: &'a [Token],
        tree: &'a Tree,
        sizes: &'a [(usize, usize)],
        limits: &'a Limits,
    ) -> Result<Vec<Item>> {
        let mut flow = Self { page, tokens, tree, sizes, limits, items: Vec::new(), cells: 0 };
        flow.walk(0)?;
        Ok(flow.items)
    }

    /// Appends what stands in `root`.
    fn walk(&mut self, root: usize) -> Result<()> {
        let mut open = vec![(root, 0)];
        let mut line = Pending::new(root, BlockKind::Paragraph);
        while let Some((node, next)) = open.last_mut() {
            let node = *node;
            let Some(&child) = self.tree.nodes[node].children.get(*next) else {
                open.pop();
                if !self.tree.nodes[node].tag.is_inline() {
                    self.end(&mut line);
                }
                continue;
            };
            *next += 1;
            match child {
                Child::Break => self.end(&mut line),
                Child::Space => line.pieces.push(Piece::Space),
                Child::Text(token) => {
                    if line.size == 0 {
                        (line.node, line.kind) = self.block(&open);
                    }
                    self.text(node, token, &mut line);
                }
                Child::Element(element) => {
                    let tag = self.tree.nodes[element].tag;
                    if self.tree.nodes[element].hidden {
                        continue;
                    }
                    if !tag.is_inline() {
                        self.end(&mut line);
                    }
                    if tag != Tag::Table || !self.table(element)? {
                        open.push((element, 0));
                    }
                }
            }
        }
        self.end(&mut line);
        Ok(())
    }

    /// The innermost block element of `open`, and what kind of line it makes.
    fn block(&self, open: &[(usize, usize)]) -> (usize, BlockKind) {
        let mut blocks =
            open.iter().rev().map(|&(node, _)| node).filter(|&node| !self.tree.nodes[node].tag.is_inline());
        let block = blocks.next().unwrap_or(0);
        let plain = |tag| matches!(tag, Tag::Division | Tag::Paragraph);
        let first = std::iter::once(block).chain(blocks).map(|node| self.tree.nodes[node].tag).find(|&tag| !plain(tag));
        let kind = match first {
            Some(Tag::Item) => BlockKind::ListItem,
            Some(tag) => tag.heading_level().map_or(BlockKind::Paragraph, BlockKind::Heading),
            None => BlockKind::Paragraph,
        };
        (block, kind)
    }

    /// Adds a text token to the line; in preformatted text its line breaks end lines.
    fn text(&mut self, node: usize, token: usize, line: &mut Pending) {
        let linked = self.tree.nodes[node].linked;
        let span = self.tokens[token].span;
        let piece = if self.tree.nodes[node].tag == Tag::Superscript { Piece::Raised } else { Piece::Text };
        let mut start = span.start;
        if self.tree.nodes[line.node].tag == Tag::Preformatted {
            for (at, _) in self.page[span.range()].match_indices('\n') {
                line.push(self.page, piece(TextSpan::new(start, span.start + at)), linked);
                self.end(line);
                start = span.start + at + 1;
            }
        }
        line.push(self.page, piece(TextSpan::new(start, span.end)), linked);
    }

    /// Ends a line. One that shows nothing is forgotten; the next one begins in the same element until text says otherwise.
    fn end(&mut self, line: &mut Pending) {
        let next = Pending::new(line.node, line.kind);
        let Pending { node, kind, pieces, size, linked } = std::mem::replace(line, next);
        if size == 0 {
            return;
        }
        let content = Content::of(self.page, &pieces);
        if !content.is_empty() {
            self.items.push(Item::Line(Line { node, kind, pieces, content, size, linked }));
        }
    }

    /// Appends the rows of a table of data; `false` if the table only lays out what it holds.
    ///
    /// A row that holds the text of the document itself, as in the forms of replies to proposals, is not kept as one: its
    /// cells follow each other.
    fn table(&mut self, table: usize) -> Result<bool> {
        let range = table + 1..self.tree.nodes[table].end;
        let is_nested = self.tree.nodes[range.clone()].iter().any(|node| node.tag == Tag::Table);
        let (size, linked) = self.sizes[table];
        let rows = grid::rows(self.tree, table);
        let is_data = !is_nested && rows.iter().any(|row| row.len() > 1) && linked * 2 <= size;
        if !is_data {
            return Ok(false);
        }
        for node in range.filter(|&node| self.tree.nodes[node].tag == Tag::Caption) {
            self.walk(node)?;
        }
        let mut pending: Vec<Vec<usize>> = Vec::new();
        for row in rows {
            if row.iter().any(|&cell| self.is_document(cell, size)) {
                self.rows(table, std::mem::take(&mut pending))?;
                for cell in row {
                    self.walk(cell)?;
                }
            } else {
                pending.push(row);
            }
        }
        self.rows(table, pending)?;
        Ok(true)
    }

    /// Whether a cell holds most of its table's text, as several blocks of running text.
    fn is_document(&self, cell: usize, table_size: usize) -> bool {
        let size = self.sizes[cell].0;
        if size * 2 < table_size || size < 80 {
            return false;
        }
        let inside = &self.tree.nodes[cell..self.tree.nodes[cell].end];
        let breaks = inside.iter().flat_map(|node| &node.children).filter(|child| **child == Child::Break).count();
        let blocks = inside.iter().skip(1).filter(|node| !node.tag.is_inline()).count();
        (breaks + blocks > 1 || size >= LONGEST_CELL) && is_running(&Content::of(self.page, &self.pieces(cell)).text)
    }

    /// Appends rows as a grid, or line by line where no two cells ever stand beside each other.
    fn rows(&mut self, table: usize, rows: Vec<Vec<usize>>) -> Result<()> {
        let slots = grid::square(self.tree, &rows, self.limits, &mut self.cells)?;
        let mut cells = BTreeMap::new();
        let mut size = 0;
        for &cell in rows.iter().flatten() {
            let pieces = self.pieces(cell);
            let content = Content::of(self.page, &pieces);
            size += self.sizes[cell].0;
            cells.insert(cell, (pieces, content));
        }
        let shows = |slot: &Slot| {
            slot.cell.is_some_and(|cell| cells.get(&cell).is_some_and(|(_, content)| !content.is_empty()))
        };
        let slots = without_blank_columns(slots, &shows);
        if !slots.iter().any(|row| row.iter().filter(|slot| shows(slot)).count() > 1) {
            for cell in rows.into_iter().flatten() {
                self.walk(cell)?;
            }
        } else if size > 0 {
            self.items.push(Item::Table(Grid { node: table, rows: slots, cells, size }));
        }
        Ok(())
    }

    /// What stands in a cell, on one line.
    fn pieces(&self, cell: usize) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut open = vec![(cell, 0)];
        while let Some((node, next)) = open.last_mut() {
            let node = *node;
            let child = self.tree.nodes[node].children.get(*next).copied();
            *next += 1;
            match child {
                None => {
                    open.pop();
                    if !self.tree.nodes[node].tag.is_inline() {
                        pieces.push(Piece::Space);
                    }
                }
                Some(Child::Break | Child::Space) => pieces.push(Piece::Space),
                Some(Child::Text(token)) if self.tree.nodes[node].tag == Tag::Superscript => {
                    pieces.push(Piece::Raised(self.tokens[token].span));
                }
                Some(Child::Text(token)) => pieces.push(Piece::Text(self.tokens[token].span)),
                Some(Child::Element(element)) if self.tree.nodes[element].hidden => {}
                Some(Child::Element(element)) => {
                    if !self.tree.nodes[element].tag.is_inline() {
                        pieces.push(Piece::Space);
                    }
                    open.push((element, 0));
                }
            }
        }
        pieces
    }
}

/// A line that is being read.
struct Pending {
    node: usize,
    kind: BlockKind,
    pieces: Vec<Piece>,
    size: usize,
    linked: usize,
}

impl Pending {
    /// An empty line in `node`.
    fn new(node: usize, kind: BlockKind) -> Self {
        Self { node, kind, pieces: Vec::new(), size: 0, linked: 0 }
    }

    fn push(&mut self, page: &str, piece: Piece, linked: bool) {
        if let Piece::Text(span) | Piece::Raised(span) = piece {
            let size = shown(page, span);
            self.size += size;
            self.linked += if linked { size } else { 0 };
        }
        self.pieces.push(piece);
    }
}

/// The grid without columns in which nothing shows.
fn without_blank_columns(mut rows: Vec<Vec<Slot>>, shows: &impl Fn(&Slot) -> bool) -> Vec<Vec<Slot>> {
    let width = rows.first().map_or(0, Vec::len);
    let mut used = vec![false; width];
    for row in &rows {
        for (used, slot) in used.iter_mut().zip(row) {
            *used = *used || shows(slot);
        }
    }
    for row in &mut rows {
        let mut columns = used.iter();
        row.retain(|_| columns.next().copied().unwrap_or(false));
    }
    rows
}

/// How many characters of a text token show.
fn shown(page: &str, span: TextSpan) -> usize {
    let text = &page[span.range()];
    let all = text.chars().filter(|character| !character.is_whitespace()).count();
    if !text.contains('&') {
        return all;
    }
    // a reference is one character, and the commonest is a space
    all - text.matches("&nbsp;").map(str::len).sum::<usize>().min(all)
}

/// For each element, how many characters show inside it, and how many of them are links.
pub(super) fn sizes(page: &str, tokens: &[Token], tree: &Tree) -> Vec<(usize, usize)> {
    let mut sizes = vec![(0, 0); tree.nodes.len()];
    for (index, node) in tree.nodes.iter().enumerate().rev() {
        if node.hidden {
            continue;
        }
        for child in &node.children {
            if let Child::Text(token) = child {
                sizes[index].0 += shown(page, tokens[*token].span);
            }
        }
        if node.tag == Tag::Anchor {
            sizes[index].1 = sizes[index].0;
        }
        // elements are numbered after the one they stand in, so that their own sums are ready
        if index > 0 {
            let (size, linked) = sizes[index];
            sizes[node.parent].0 += size;
            sizes[node.parent].1 += linked;
        }
    }
    sizes
}
