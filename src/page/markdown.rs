//! Markdown: a YAML head, headings, lists, pipe tables, emphasis.

use super::{
    BlockKind, MetaField, inline,
    line::{is_running, lines},
    writer::{Part, Removed, RowCell, Writer, Written, trim},
};
use crate::{
    Result,
    alignment::{AlignedText, Reason},
    limits::Limits,
    span::TextSpan,
};

/// Reads Markdown: what is written, and the fields of the head.
///
/// # Errors
/// `limit` if its tables have too many cells.
pub(super) fn read(source: &AlignedText, limits: &Limits) -> Result<(Written, Vec<MetaField>)> {
    let text = source.text();
    let head = head(text);
    let mut removed = Vec::new();
    let mut meta = Vec::new();
    let mut start = 0;
    if let Some(head) = head {
        meta = fields(source, head);
        start = head.end;
        removed.push(Removed { span: TextSpan::new(0, head.end), reason: Reason::Markup });
    }
    removed.extend(comments(text, start));
    let kept = kept_lines(text, start, &removed);
    let mut writer = Writer::new(source, removed, limits);
    let mut position = 0;
    while let Some(&line) = kept.get(position) {
        let (rows, has_dashes) = table_rows(text, &kept[position..]);
        if rows > 1 {
            table(&mut writer, text, &kept[position..position + rows], has_dashes)?;
            position += rows;
        } else if let rows @ 1.. = tab_rows(text, &kept[position..]) {
            write_tabs(&mut writer, text, &kept[position..position + rows])?;
            position += rows;
        } else {
            block(&mut writer, text, line);
            position += 1;
        }
    }
    Ok((writer.finish(), meta))
}

/// The YAML head, with the lines of dashes around it.
pub(super) fn head(text: &str) -> Option<TextSpan> {
    let mut lines = lines(text).skip_while(|line| trim(text, *line).is_empty());
    let first = lines.next()?;
    if text[first.range()].trim_end() != "---" {
        return None;
    }
    let mut fields = 0;
    for line in lines.take(200) {
        let piece = text[line.range()].trim_end();
        if piece == "---" || piece == "..." {
            return (fields > 0).then(|| TextSpan::new(0, line.end));
        }
        fields += usize::from(piece.contains(':'));
    }
    None
}

/// The `key: value` lines of the head.
fn fields(source: &AlignedText, head: TextSpan) -> Vec<MetaField> {
    let text = source.text();
    lines(&text[..head.end])
        .filter_map(|line| {
            let (name, content) = text[line.range()].split_once(':')?;
            let content = content.trim();
            let content = ['"', '\'']
                .iter()
                .find_map(|&quote| content.strip_prefix(quote)?.strip_suffix(quote))
                .unwrap_or(content);
            let name = name.trim();
            let is_key = !name.is_empty() && !name.starts_with(['#', '-']) && !name.contains(char::is_whitespace);
            (is_key && !content.is_empty()).then(|| MetaField {
                name: name.to_owned(),
                content: content.to_owned(),
                source_span: source.to_source(line),
            })
        })
        .collect()
}

/// Comments, from byte `start` on.
fn comments(text: &str, start: usize) -> Vec<Removed> {
    let mut comments = Vec::new();
    let mut position = start;
    while let Some(open) = text[position..].find("<!--") {
        let open = position + open;
        let Some(close) = text[open..].find("-->") else { break };
        position = open + close + 3;
        comments.push(Removed { span: TextSpan::new(open, position), reason: Reason::Markup });
    }
    comments
}

/// Lines, or what comments leave of them, that are not blank and no rule or fence.
fn kept_lines(text: &str, start: usize, removed: &[Removed]) -> Vec<TextSpan> {
    let mut kept = Vec::new();
    let mut removed = removed.iter().map(|removed| removed.span).peekable();
    for line in lines(text).skip_while(|line| line.end <= start && start > 0) {
        let mut position = line.start.max(start);
        while position < line.end {
            while removed.next_if(|span| span.end <= position).is_some() {}
            let (end, next) = match removed.peek() {
                // a comment inside a line is a sign of the line
                Some(span) if span.start < line.end && !line.contains(*span) => {
                    (span.start.max(position), span.end.min(line.end))
                }
                _ => (line.end, line.end),
            };
            let core = trim(text, TextSpan::new(position, end));
            if !core.is_empty() && !is_rule(&text[core.range()]) {
                kept.push(core);
            }
            position = next.max(end);
        }
    }
    kept
}

/// Thematic breaks, underlines of headings and fences of code.
fn is_rule(line: &str) -> bool {
    let mut characters = line.chars().filter(|character| !character.is_whitespace());
    let Some(first) = characters.next().filter(|first| "-*_=`~".contains(*first)) else { return false };
    if "`~".contains(first) {
        return line.starts_with("```") || line.starts_with("~~~");
    }
    characters.clone().count() >= 2 && characters.all(|character| character == first)
}

/// A line's kind, by the sign before it, and the length of the sign.
fn sign(line: &str) -> (BlockKind, usize) {
    let hashes = line.len() - line.trim_start_matches('#').len();
    if (1..=6).contains(&hashes)
        && let Some(rest) = line[hashes..].strip_prefix([' ', '\t', '\u{3000}'])
    {
        return (BlockKind::Heading(u8::try_from(hashes).unwrap_or(6)), line.len() - rest.trim_start().len());
    }
    for bullet in ["- ", "* ", "+ "] {
        // a page number stands between two dashes: - 3 -
        if let Some(rest) = line.strip_prefix(bullet).filter(|rest| !rest.ends_with(" -")) {
            return (BlockKind::ListItem, line.len() - rest.trim_start().len());
        }
    }
    match line.strip_prefix('>') {
        Some(rest) => (BlockKind::Paragraph, line.len() - rest.trim_start().len()),
        None => (BlockKind::Paragraph, 0),
    }
}

/// How many lines at the head of `lines` are rows of a table that was saved as text, with tabs between the cells.
fn tab_rows(text: &str, lines: &[TextSpan]) -> usize {
    let cells = |line: TextSpan| inline::cells(text, block_parts(text, line).1, &['\t']);
    let is_row = |line: &&TextSpan| {
        text[line.range()].contains('\t')
            && cells(**line).iter().filter(|cell| cell.iter().any(Part::is_solid)).count() > 1
    };
    let is_sentence = |line: TextSpan| cells(line).iter().any(|cell| is_running(&inline::shown(text, cell)));
    match lines.iter().take_while(is_row).count() {
        1 if is_sentence(lines[0]) => 0,
        rows => rows,
    }
}

fn write_tabs(writer: &mut Writer<'_>, text: &str, lines: &[TextSpan]) -> Result<()> {
    writer.begin_table();
    for line in lines {
        let cells = inline::cells(text, block_parts(text, *line).1, &['\t']);
        writer.count_cells(cells.len())?;
        writer.row(&cells.iter().map(|cell| RowCell::plain(cell)).collect::<Vec<_>>(), cells.len());
    }
    writer.end_table()
}

fn block(writer: &mut Writer<'_>, text: &str, line: TextSpan) {
    let (kind, parts) = block_parts(text, line);
    writer.line(kind, &parts);
}

/// What a line is, and its parts without the signs that say so.
fn block_parts(text: &str, line: TextSpan) -> (BlockKind, Vec<Part>) {
    let piece = &text[line.range()];
    let (kind, length) = if is_bold(piece) { (BlockKind::Heading(BOLD_LEVEL), 0) } else { sign(piece) };
    let mut parts = Vec::new();
    if length > 0 {
        parts.push(Part::Dropped(TextSpan::new(line.start, line.start + length), Reason::Markup));
    }
    let mut end = line.end;
    if matches!(kind, BlockKind::Heading(_)) {
        end = line.start + piece.trim_end_matches('#').len().max(length);
    }
    parts.extend(inline_parts(text, TextSpan::new(line.start + length, end)));
    if end < line.end {
        parts.push(Part::Dropped(TextSpan::new(end, line.end), Reason::Markup));
    }
    (kind, parts)
}

/// The level of a line that is bold throughout: below those that are marked as headings.
const BOLD_LEVEL: u8 = 6;

/// Whether a line is bold throughout: `**一、工作目标**`.
fn is_bold(line: &str) -> bool {
    let inner = line.strip_prefix("**").and_then(|line| line.strip_suffix("**"));
    inner.is_some_and(|inner| !inner.trim().is_empty() && !inner.contains("**"))
}

fn inline_parts(text: &str, span: TextSpan) -> Vec<Part> {
    let mut signs = inline::markup(text, span);
    signs.extend(inline::markdown(text, span));
    inline::parts(text, span, signs)
}

/// How many lines at the head of `lines` are a table, and whether the second one is a row of dashes. Without dashes rows
/// begin and end with a pipe, and have the same number of cells.
fn table_rows(text: &str, lines: &[TextSpan]) -> (usize, bool) {
    let is_row = |line: &&TextSpan| text[line.range()].contains('|');
    match lines {
        [head, dashes, ..] if is_row(&head) && is_delimiter(&text[dashes.range()]) => {
            (lines.iter().take_while(is_row).count(), true)
        }
        [head, ..] => {
            let is_framed = |line: &&TextSpan| {
                let piece = &text[line.range()];
                piece.len() > 1 && piece.starts_with('|') && piece.ends_with('|')
            };
            let width = if is_framed(&head) { row_cells(text, *head).len() } else { 0 };
            let fits = |line: &&TextSpan| is_framed(line) && row_cells(text, **line).len() == width;
            (if width > 1 { lines.iter().take_while(fits).count() } else { 0 }, false)
        }
        [] => (0, false),
    }
}

/// Whether a line is the row of dashes under a table's head.
pub(super) fn is_delimiter(line: &str) -> bool {
    line.contains('|') && line.contains("--") && line.chars().all(|character| "|-: \t".contains(character))
}

fn table(writer: &mut Writer<'_>, text: &str, lines: &[TextSpan], has_dashes: bool) -> Result<()> {
    writer.begin_table();
    for (index, line) in lines.iter().enumerate().filter(|(index, _)| *index != 1 || !has_dashes) {
        let cells = row_cells(text, *line);
        writer.count_cells(cells.len())?;
        let parts: Vec<Vec<Part>> = cells.into_iter().map(|cell| inline_parts(text, cell)).collect();
        let cells: Vec<RowCell<'_>> =
            parts.iter().map(|parts| RowCell { parts, inherited: false, header: index == 0 && has_dashes }).collect();
        writer.row(&cells, cells.len());
    }
    writer.end_table()
}

/// The cells of a row, without the pipes at its ends; a pipe after a backslash is text.
fn row_cells(text: &str, line: TextSpan) -> Vec<TextSpan> {
    let piece = &text[line.range()];
    let mut edges = vec![0];
    let mut escaped = false;
    for (at, character) in piece.char_indices() {
        if character == '|' && !escaped {
            edges.push(at + 1);
        }
        escaped = character == '\\' && !escaped;
    }
    edges.push(piece.len() + 1);
    let mut cells: Vec<TextSpan> = edges
        .windows(2)
        .map(|pair| trim(text, TextSpan::new(line.start + pair[0], line.start + pair[1] - 1)))
        .collect();
    if piece.starts_with('|') {
        cells.remove(0);
    }
    if piece.ends_with('|') && cells.last().is_some_and(|cell| cell.is_empty()) {
        cells.pop();
    }
    cells
}
