//! Plain text: every line that is not blank is a paragraph, or a row of a table flattened to one line.

use super::{
    BlockKind,
    html::sites::Sites,
    inline,
    line::{is_running, lines},
    writer::{Part, Removed, RowCell, Writer, Written, push_text, trim},
};
use crate::{
    alignment::{AlignedText, Reason},
    span::TextSpan,
};

/// What a line is.
enum Line {
    Paragraph(TextSpan),
    /// Cells with tabs between them.
    Tabs(TextSpan),
    /// Cells with `|` between them.
    Pipes(TextSpan),
}

/// Reads plain text.
pub(super) fn read(source: &AlignedText) -> Written {
    let text = source.text();
    let (lines, removed) = classify(text);
    let mut writer = Writer::new(source, removed);
    let mut position = 0;
    while let Some(line) = lines.get(position) {
        position += match line {
            Line::Paragraph(line) => {
                writer.line(BlockKind::Paragraph, &inline::parts(text, *line, inline::markup(text, *line)));
                1
            }
            Line::Tabs(_) => tabs(&mut writer, text, &lines[position..]),
            Line::Pipes(_) => pipes(&mut writer, text, &lines[position..]),
        };
    }
    writer.finish()
}

fn classify(text: &str) -> (Vec<Line>, Vec<Removed>) {
    let (mut kept, mut removed) = (Vec::new(), Vec::new());
    for line in lines(text) {
        let core = trim(text, line);
        let piece = &text[core.range()];
        if core.is_empty() {
            continue;
        }
        if is_markup(text, core) {
            removed.push(Removed { span: core, reason: Reason::Markup });
        } else if has_pipe_cells(piece) {
            kept.push(Line::Pipes(core));
        } else if text[line.range()].contains('\t') {
            // tabs at the ends are empty cells, if the lines around it say so
            kept.push(Line::Tabs(line));
        } else {
            let sign = list_sign(piece);
            if sign > 0 {
                removed.push(Removed { span: TextSpan::new(core.start, core.start + sign), reason: Reason::Markup });
            }
            kept.push(Line::Paragraph(TextSpan::new(core.start + sign, core.end)));
        }
    }
    (kept, removed)
}

/// Whether a line holds tags and nothing else, but for the number of a list item.
fn is_markup(text: &str, line: TextSpan) -> bool {
    let signs = inline::markup(text, line);
    let tags: usize = signs.iter().filter(|sign| sign.to.is_none()).map(|sign| sign.span.len()).sum();
    if tags == 0 {
        return false;
    }
    let mut rest = String::new();
    for part in inline::parts(text, line, signs) {
        if let Some(span) = part.span().filter(|_| part.is_solid()) {
            rest.push_str(&text[span.range()]);
        }
    }
    rest.chars().all(|character| character.is_ascii_digit() || ".*-".contains(character) || character.is_whitespace())
}

/// The length of a list number that a converter of HTML put before a field of the disclosure table, `1. 索引号：…`.
fn list_sign(line: &str) -> usize {
    let digits = line.len() - line.trim_start_matches(|character: char| character.is_ascii_digit()).len();
    let Some(rest) = line[digits..].strip_prefix(". ") else { return 0 };
    if digits > 0 && Sites::builtin().label_length(rest).is_some() { line.len() - rest.len() } else { 0 }
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

/// The cells of a line, trimmed.
fn cells(text: &str, line: TextSpan, separator: char) -> Vec<TextSpan> {
    let mut start = line.start;
    let mut cells = Vec::new();
    for piece in text[line.range()].split(separator) {
        cells.push(trim(text, TextSpan::new(start, start + piece.len())));
        start += piece.len() + separator.len_utf8();
    }
    cells
}

/// Writes the rows of pipe cells at the head of `lines`, and returns how many lines they are. A cell that is running
/// text becomes a paragraph, and empty cells go: they are left over from cells that were merged.
fn pipes(writer: &mut Writer<'_>, text: &str, lines: &[Line]) -> usize {
    let mut count = 0;
    writer.begin_table();
    for line in lines {
        let Line::Pipes(line) = line else { break };
        count += 1;
        let mut row: Vec<Vec<Part>> = Vec::new();
        for cell in cells(text, *line, '|').into_iter().filter(|cell| !cell.is_empty()) {
            let parts = inline::parts(text, cell, inline::markup(text, cell));
            if is_running(&text[cell.range()]) {
                pipe_row(writer, &std::mem::take(&mut row));
                writer.line(BlockKind::Paragraph, &parts);
            } else if parts.iter().any(Part::is_solid) {
                row.push(parts);
            }
        }
        pipe_row(writer, &row);
    }
    writer.end_table();
    count
}

fn pipe_row(writer: &mut Writer<'_>, row: &[Vec<Part>]) {
    match row {
        [] => {}
        [single] => writer.line(BlockKind::Paragraph, single),
        cells => writer.row(&cells.iter().map(|cell| RowCell::plain(cell)).collect::<Vec<_>>()),
    }
}

/// Writes the lines with the same number of tabs at the head of `lines`, and returns how many they are. They are a
/// table if one of them has a tab between two texts; else the tabs are indents.
fn tabs(writer: &mut Writer<'_>, text: &str, lines: &[Line]) -> usize {
    let tabs_in = |line: &Line| match line {
        Line::Tabs(line) => text[line.range()].bytes().filter(|&byte| byte == b'\t').count(),
        _ => 0,
    };
    let number = lines.first().map_or(0, tabs_in);
    let spans: Vec<TextSpan> = lines
        .iter()
        .take_while(|line| tabs_in(line) == number)
        .filter_map(|line| if let Line::Tabs(span) = line { Some(*span) } else { None })
        .collect();
    let inner = |span: &TextSpan| text[trim(text, *span).range()].contains('\t');
    let is_sentence = |span: &TextSpan| cells(text, *span, '\t').iter().any(|cell| is_running(&text[cell.range()]));
    let is_table = match spans.as_slice() {
        [single] => inner(single) && !is_sentence(single),
        several => several.iter().any(inner),
    };
    if !is_table {
        for span in &spans {
            let mut parts = Vec::new();
            push_text(text, *span, &mut parts);
            writer.line(BlockKind::Paragraph, &parts);
        }
        return spans.len();
    }
    writer.begin_table();
    for span in &spans {
        let cells: Vec<Vec<Part>> = cells(text, *span, '\t')
            .into_iter()
            .map(|cell| inline::parts(text, cell, inline::markup(text, cell)))
            .collect();
        writer.row(&cells.iter().map(|cell| RowCell::plain(cell)).collect::<Vec<_>>());
    }
    writer.end_table();
    spans.len()
}
