//! Writes the text of a page, one block a line, over the decoded text of its source.

use super::{
    Block, BlockKind, Cell, LineLayout, Table, Wrap,
    table::uneven,
    wrap::{self, Gap, Width},
};
use crate::{
    Result,
    alignment::{AlignedText, Assembler, Change, Reason},
    limits::{Limits, within},
    span::TextSpan,
};

/// A piece of a line, in the order it is written. Spans are of the decoded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Taken as it is; not blank.
    Text(TextSpan),
    /// White space: taken inside a line, dropped at its ends.
    Blank(TextSpan),
    /// Written differently: a character reference, white space that was collapsed.
    Changed(TextSpan, String, Reason),
    /// Left out.
    Dropped(TextSpan, Reason),
    /// Put in where the source implies it.
    Inserted(&'static str),
}

impl Part {
    /// Where it stands; what is put in stands nowhere.
    pub(super) fn span(&self) -> Option<TextSpan> {
        match *self {
            Self::Text(span) | Self::Blank(span) | Self::Changed(span, _, _) | Self::Dropped(span, _) => Some(span),
            Self::Inserted(_) => None,
        }
    }

    /// Whether it shows.
    pub(super) fn is_solid(&self) -> bool {
        match self {
            Self::Text(_) => true,
            Self::Changed(_, to, _) => !to.chars().all(is_blank),
            Self::Blank(_) | Self::Dropped(..) | Self::Inserted(_) => false,
        }
    }
}

/// Whether a character shows nothing at the end of a line: white space, and the invisible ones that stand in its place.
pub(super) fn is_blank(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

/// `span` without the blanks at its ends; empty, at its end, if there is nothing else.
pub(super) fn trim(text: &str, span: TextSpan) -> TextSpan {
    let piece = &text[span.range()];
    let core = piece.trim_start_matches(is_blank);
    let start = span.end - core.len();
    TextSpan::new(start, start + core.trim_end_matches(is_blank).len())
}

/// Appends `span` as blanks, text, blanks.
pub(super) fn push_text(text: &str, span: TextSpan, parts: &mut Vec<Part>) {
    let core = trim(text, span);
    if core.start > span.start {
        parts.push(Part::Blank(TextSpan::new(span.start, core.start)));
    }
    if !core.is_empty() {
        parts.push(Part::Text(core));
        if core.end < span.end {
            parts.push(Part::Blank(TextSpan::new(core.end, span.end)));
        }
    }
}

/// A stretch of the source that is left out for a reason that is counted or listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Removed {
    /// Where it stands in the decoded text.
    pub(super) span: TextSpan,
    /// Why.
    pub(super) reason: Reason,
}

/// Writes lines. What lies between the pieces that are written is dropped, for the reason in `removed`, else as layout.
pub(super) struct Writer<'a> {
    source: &'a AlignedText,
    assembler: Assembler<'a>,
    removed: std::vec::IntoIter<Removed>,
    next_removed: Option<Removed>,
    /// What stands before it in the source is dealt with.
    cursor: usize,
    /// Where the last line ends in the source.
    line_end: usize,
    blocks: Vec<Block>,
    /// How wide the line of each block is.
    widths: Vec<Width>,
    tables: Vec<Table>,
    /// How many cells each row of the open table has in the source.
    lengths: Vec<usize>,
    limits: &'a Limits,
    /// Cells of all tables so far.
    cells: usize,
}

/// What a [`Writer`] has written.
pub(super) struct Written {
    pub(super) text: AlignedText,
    pub(super) blocks: Vec<Block>,
    pub(super) tables: Vec<Table>,
    pub(super) wrap: Option<Wrap>,
}

impl<'a> Writer<'a> {
    /// A writer over `source`. `removed` is in order and does not overlap.
    pub(super) fn new(source: &'a AlignedText, removed: Vec<Removed>, limits: &'a Limits) -> Self {
        let mut removed = removed.into_iter();
        let next_removed = removed.next();
        let assembler = Assembler::new(source);
        Self {
            source,
            assembler,
            removed,
            next_removed,
            cursor: 0,
            line_end: 0,
            blocks: Vec::new(),
            widths: Vec::new(),
            tables: Vec::new(),
            lengths: Vec::new(),
            limits,
            cells: 0,
        }
    }

    /// Writes a block. Parts without anything that shows write nothing.
    pub(super) fn line(&mut self, kind: BlockKind, parts: &[Part]) {
        if !parts.iter().any(Part::is_solid) {
            return;
        }
        let source = self.source.text();
        let first = parts.iter().filter(|part| part.is_solid()).find_map(Part::span);
        // what is repeated stands before
        let gap = Gap::of(first.and_then(|first| source.get(self.line_end..first.start)).unwrap_or_default());
        let width = parts.iter().skip_while(|part| !part.is_solid()).fold(gap.indent, |width, part| match part {
            Part::Text(span) | Part::Blank(span) => width.plus(Width::of(&source[span.range()])),
            Part::Changed(_, to, _) => width.plus(Width::of(to)),
            _ => width,
        });
        if let Some(last) = self.widths.last_mut() {
            *last = last.plus(gap.trailing);
        }
        let layout = LineLayout { indented: gap.indents(), apart: gap.apart, full: false };
        let span = self.parts(parts);
        self.end_line(Block { kind, span, layout }, width);
    }

    /// Opens a table; the rows that follow belong to it.
    pub(super) fn begin_table(&mut self) {
        self.tables.push(Table::default());
        self.lengths.clear();
    }

    /// Counts cells that are going to be written, or that make rows as long as others.
    ///
    /// # Errors
    /// `limit` if the page has too many of them.
    pub(super) fn count_cells(&mut self, cells: usize) -> Result<()> {
        self.cells += cells;
        within("cells", self.cells, self.limits.cells)
    }

    /// Writes a row of the open table, which has `length` cells in the source. A row in which nothing shows is left out.
    pub(super) fn row(&mut self, cells: &[RowCell<'_>], length: usize) {
        if !cells.iter().any(|cell| cell.parts.iter().any(Part::is_solid)) || self.tables.is_empty() {
            return;
        }
        let mut row = Vec::with_capacity(cells.len());
        for (column, cell) in cells.iter().enumerate() {
            if column > 0 {
                self.separator();
            }
            let span = self.parts(cell.parts);
            row.push(Cell { span, inherited: cell.inherited, header: cell.header });
        }
        let start = row.first().map_or(self.assembler.position(), |cell| cell.span.start);
        let span = TextSpan::new(start, self.assembler.position());
        let table = self.tables.len() - 1;
        let kind = BlockKind::TableRow { table, row: self.tables[table].rows.len() };
        self.tables[table].rows.push(row);
        self.lengths.push(length);
        self.end_line(Block { kind, span, layout: LineLayout::default() }, Width::default());
    }

    /// Closes the open table: rows get the same length, those that had another are noted, and a table without rows is forgotten.
    ///
    /// # Errors
    /// `limit` if the page has too many cells then.
    pub(super) fn end_table(&mut self) -> Result<()> {
        let Some(mut table) = self.tables.pop() else { return Ok(()) };
        table.uneven = uneven(&self.lengths);
        let width = table.rows.iter().map(Vec::len).max().unwrap_or(0);
        self.count_cells(table.rows.iter().map(|row| width - row.len()).sum())?;
        for row in &mut table.rows {
            if let Some(&last) = row.last() {
                let end = TextSpan::new(last.span.end, last.span.end);
                row.resize(width, Cell { span: end, inherited: false, header: false });
            }
        }
        if !table.rows.is_empty() {
            self.tables.push(table);
        }
        Ok(())
    }

    /// Drops the rest of the source.
    pub(super) fn finish(mut self) -> Written {
        self.skip_to(self.source.text().len());
        let (text, mut blocks) = (self.assembler.finish(), self.blocks);
        let wrap = wrap::mark(text.text(), &mut blocks, &self.widths);
        Written { text, blocks, tables: self.tables, wrap }
    }

    /// Writes parts without the blanks at their ends. Returns where they stand.
    fn parts(&mut self, parts: &[Part]) -> TextSpan {
        let first = parts.iter().position(Part::is_solid).unwrap_or(parts.len());
        let last = parts.iter().rposition(Part::is_solid).unwrap_or(0);
        let start = self.assembler.position();
        for (index, part) in parts.iter().enumerate() {
            // of what stands at the ends, only why it is dropped matters
            if !(first..=last).contains(&index) && !matches!(part, Part::Dropped(..)) {
                continue;
            }
            if let Some(span) = part.span() {
                self.skip_to(span.start);
            }
            match part {
                Part::Text(span) | Part::Blank(span) => {
                    self.assembler.take(*span);
                }
                Part::Changed(span, to, reason) => {
                    self.assembler.change(&Change::certain(*span, to.as_str(), *reason));
                }
                // what was written before and is repeated was also dropped before
                Part::Dropped(span, reason) if span.start >= self.cursor => {
                    self.assembler.drop(*span, *reason);
                }
                Part::Dropped(..) => {}
                Part::Inserted(text) => {
                    self.assembler.insert(text, self.cursor, Reason::Layout);
                }
            }
            if let Some(span) = part.span() {
                self.cursor = self.cursor.max(span.end);
            }
        }
        TextSpan::new(start, self.assembler.position())
    }

    /// Drops what stands between the cursor and `position`.
    fn skip_to(&mut self, position: usize) {
        while self.cursor < position {
            let Some(removed) = self.next_removed.filter(|removed| removed.span.start < position) else {
                self.assembler.drop(TextSpan::new(self.cursor, position), Reason::Layout);
                self.cursor = position;
                return;
            };
            if removed.span.start > self.cursor {
                self.assembler.drop(TextSpan::new(self.cursor, removed.span.start), Reason::Layout);
                self.cursor = removed.span.start;
            }
            let end = removed.span.end.min(position);
            if end > self.cursor {
                self.assembler.drop(TextSpan::new(self.cursor, end), removed.reason);
                self.cursor = end;
            }
            if removed.span.end > position {
                return;
            }
            self.next_removed = self.removed.next();
        }
    }

    /// Writes a tab: the source's own, if nothing but blanks stands before it.
    fn separator(&mut self) {
        self.take_or_insert('\t', "\t");
    }

    /// Ends the line of a block: with the source's own line break, if it stands at the cursor.
    fn end_line(&mut self, block: Block, width: Width) {
        self.blocks.push(block);
        self.widths.push(width);
        self.line_end = self.cursor;
        self.take_or_insert('\n', "\n");
    }

    /// Takes the source's own separator, if only a few blanks stand before it.
    fn take_or_insert(&mut self, separator: char, text: &str) {
        let rest = &self.source.text()[self.cursor..];
        let is_between = |character: &char| is_blank(*character) && *character != separator && *character != '\n';
        let blanks: usize = rest.chars().take(BLANKS).take_while(is_between).map(char::len_utf8).sum();
        if rest[blanks..].starts_with(separator) {
            let start = self.cursor + blanks;
            self.skip_to(start);
            self.cursor = start + separator.len_utf8();
            self.assembler.take(TextSpan::new(start, self.cursor));
        } else {
            self.assembler.insert(text, self.cursor, Reason::Layout);
        }
    }
}

/// How many blanks are looked behind for a separator. A bound, so that many rows before a long blank stay linear.
const BLANKS: usize = 100;

/// A cell to be written.
pub(super) struct RowCell<'a> {
    pub(super) parts: &'a [Part],
    pub(super) inherited: bool,
    pub(super) header: bool,
}

impl<'a> RowCell<'a> {
    /// A cell of its own, and no header.
    pub(super) fn plain(parts: &'a [Part]) -> Self {
        Self { parts, inherited: false, header: false }
    }
}
