//! Plain text: every line that is not blank is a paragraph, or a row of a table flattened to one line.

use super::{
    BlockKind, inline,
    line::{is_running, lines},
    writer::{Part, Removed, RowCell, Writer, Written, is_blank, trim},
};
use crate::{
    Result,
    alignment::{AlignedText, Reason},
    lexicon::site::Sites,
    limits::Limits,
    span::TextSpan,
};

/// A line that is not blank.
struct Line {
    kind: Kind,
    span: TextSpan,
}

/// What a line is. That is decided by what shows of it, without the tags that a converter left.
enum Kind {
    Paragraph,
    /// A field of the disclosure table behind the number of a list, which has so many bytes.
    Numbered(usize),
    /// Cells with tabs between them: so many tabs.
    Tabs(usize),
    /// Cells with `|` between them.
    Pipes,
}

impl Line {
    /// Its parts, without the number of a list.
    fn parts(&self, text: &str) -> Vec<Part> {
        let parts = inline::plain(text, self.span);
        if let Kind::Numbered(length) = self.kind { inline::without_head(text, parts, length) } else { parts }
    }

    /// Its cells.
    fn cells(&self, text: &str, separators: &[char]) -> Vec<Vec<Part>> {
        inline::cells(text, self.parts(text), separators)
    }
}

/// Reads plain text.
///
/// # Errors
/// `limit` if its tables have too many cells.
pub(super) fn read(source: &AlignedText, sites: &Sites, limits: &Limits) -> Result<Written> {
    let text = source.text();
    let (lines, removed) = classify(text, sites);
    let mut writer = Writer::new(source, removed, limits);
    let mut position = 0;
    while let Some(line) = lines.get(position) {
        position += match line.kind {
            Kind::Paragraph | Kind::Numbered(_) => {
                writer.line(BlockKind::Paragraph, &line.parts(text));
                1
            }
            Kind::Tabs(_) => tabs(&mut writer, text, &lines[position..])?,
            Kind::Pipes => pipes(&mut writer, text, &lines[position..])?,
        };
    }
    Ok(writer.finish())
}

fn classify(text: &str, sites: &Sites) -> (Vec<Line>, Vec<Removed>) {
    let (mut kept, mut removed) = (Vec::new(), Vec::new());
    for span in lines(text) {
        let core = trim(text, span);
        if core.is_empty() {
            continue;
        }
        let parts = inline::plain(text, span);
        let shown = inline::shown(text, &parts);
        let piece = shown.trim_matches(is_blank);
        // nothing but tags, and the number of a list item
        let is_sign = |character: char| character.is_ascii_digit() || ".*-".contains(character) || is_blank(character);
        if parts.iter().any(|part| matches!(part, Part::Dropped(..))) && piece.chars().all(is_sign) {
            removed.push(Removed { span: core, reason: Reason::Markup });
            continue;
        }
        let kind = if has_pipe_cells(piece) {
            Kind::Pipes
        } else if shown.contains('\t') {
            // tabs at the ends are empty cells, if the lines around it say so
            Kind::Tabs(shown.matches('\t').count())
        } else {
            match list_sign(piece, sites) {
                0 => Kind::Paragraph,
                length => Kind::Numbered(length),
            }
        };
        let line = Line { kind, span };
        removed.extend(line.parts(text).into_iter().filter_map(|part| match part {
            Part::Dropped(span, reason) => Some(Removed { span, reason }),
            _ => None,
        }));
        kept.push(line);
    }
    (kept, removed)
}

/// The length of a list number that a converter of HTML put before a field of the disclosure table, `1. 索引号：…`.
fn list_sign(line: &str, sites: &Sites) -> usize {
    let digits = line.len() - line.trim_start_matches(|character: char| character.is_ascii_digit()).len();
    let Some(rest) = line[digits..].strip_prefix(". ") else { return 0 };
    if digits > 0 && sites.label_length(rest).is_some() { line.len() - rest.len() } else { 0 }
}

/// Whether a line is cells with pipes: two or more, each beside a space, another pipe or an end of the line.
fn has_pipe_cells(line: &str) -> bool {
    let bytes = line.as_bytes();
    let beside = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_none_or(|byte| b" |\t".contains(byte));
    let mut pipes = 0;
    for (at, _) in line.match_indices('|') {
        if !beside(at.checked_sub(1)) && !beside(Some(at + 1)) {
            return false;
        }
        pipes += 1;
    }
    pipes > 1
}

/// Writes the rows of pipe cells at the head of `lines`, and returns how many lines they are. Where all have the same
/// number of cells they are a grid. Else a cell that is running text becomes a paragraph, and empty cells go: they are left
/// over from cells that were merged.
fn pipes(writer: &mut Writer<'_>, text: &str, lines: &[Line]) -> Result<usize> {
    let mut rows: Vec<Vec<Vec<Part>>> = Vec::new();
    for line in lines.iter().take_while(|line| matches!(line.kind, Kind::Pipes)) {
        let cells = between_pipes(text, line.cells(text, &['|', '\t']));
        writer.count_cells(cells.len())?;
        rows.push(cells);
    }
    let runs = |cell: &Vec<Part>| is_running(&inline::shown(text, cell));
    let is_grid = rows.len() > 1
        && rows.iter().all(|row| row.len() > 1 && row.len() == rows[0].len())
        && !rows.iter().flatten().any(runs);
    writer.begin_table();
    for cells in &rows {
        let mut row: Vec<&Vec<Part>> = Vec::new();
        for cell in cells {
            if runs(cell) {
                pipe_row(writer, &std::mem::take(&mut row), cells.len());
                writer.line(BlockKind::Paragraph, cell);
            } else if is_grid || cell.iter().any(Part::is_solid) {
                row.push(cell);
            }
        }
        pipe_row(writer, &row, cells.len());
    }
    writer.end_table()?;
    Ok(rows.len())
}

/// Cells without the empty ones outside of the first and the last pipe.
fn between_pipes(text: &str, mut cells: Vec<Vec<Part>>) -> Vec<Vec<Part>> {
    let is_blank_cell = |cell: &Vec<Part>| inline::shown(text, cell).trim_matches(is_blank).is_empty();
    if cells.last().is_some_and(is_blank_cell) {
        cells.pop();
    }
    if cells.first().is_some_and(is_blank_cell) {
        cells.remove(0);
    }
    cells
}

/// Writes what a row of `length` cells holds.
fn pipe_row(writer: &mut Writer<'_>, row: &[&Vec<Part>], length: usize) {
    match row {
        [] => {}
        [single] => writer.line(BlockKind::Paragraph, single),
        cells => writer.row(&cells.iter().map(|cell| RowCell::plain(cell)).collect::<Vec<_>>(), length),
    }
}

/// Writes the lines with the same number of tabs at the head of `lines`, and returns how many they are. They are a
/// table if one of them has a tab between two texts; else the tabs are indents. A single line with another number of tabs
/// between such rows or behind them is a row that lacks a cell or has one too many.
fn tabs(writer: &mut Writer<'_>, text: &str, lines: &[Line]) -> Result<usize> {
    let tabs_in = |line: &Line| if let Kind::Tabs(number) = line.kind { number } else { 0 };
    let number = lines.first().map_or(0, tabs_in);
    let alike = |lines: &[Line]| lines.iter().take_while(|line| tabs_in(line) == number).count();
    let is_solid = |cell: &Vec<Part>| cell.iter().any(Part::is_solid);
    let has_cells = |line: &Line| line.cells(text, &['\t']).iter().filter(|cell| is_solid(cell)).count() > 1;
    let mut count = alike(lines);
    let is_table = match &lines[..count] {
        [single] => {
            has_cells(single) && !single.cells(text, &['\t']).iter().any(|cell| is_running(&inline::shown(text, cell)))
        }
        several => several.iter().any(has_cells),
    };
    while is_table
        && count > 1
        && let Some(odd) = lines.get(count)
        && tabs_in(odd) > 0
        && has_cells(odd)
        && lines.get(count + 1).is_none_or(|next| matches!(tabs_in(next), 0) || tabs_in(next) == number)
    {
        count += 1 + alike(&lines[count + 1..]);
    }
    writer.begin_table();
    for line in &lines[..count] {
        if is_table {
            let cells = line.cells(text, &['\t']);
            writer.count_cells(cells.len())?;
            writer.row(&cells.iter().map(|cell| RowCell::plain(cell)).collect::<Vec<_>>(), cells.len());
        } else {
            writer.line(BlockKind::Paragraph, &line.parts(text));
        }
    }
    writer.end_table()?;
    Ok(count)
}
