//! The disclosure table: 索引号, 发文字号 and the like, as a table, a list or pairs of elements. It is written as lines of
//! label and value.

use super::{
    flow::{Grid, Item, Line},
    inline::{Content, Piece},
    tree::Tree,
};
use crate::{
    alignment::Reason,
    lexicon::site::Sites,
    page::writer::{Part, push_text},
    span::TextSpan,
};

/// The elements that are disclosure tables: the outermost ones with several labels and little else. `main` is the element
/// of the text, if it is known: none of them holds it.
pub(super) fn places(
    page: &str,
    tree: &Tree,
    items: &[Item],
    sizes: &[(usize, usize)],
    main: Option<usize>,
    furniture: &[bool],
    sites: &Sites,
) -> Vec<usize> {
    let mut labels = vec![0; tree.nodes.len()];
    for item in items {
        labels[item.node()] += count(page, item, sites);
    }
    for index in (1..labels.len()).rev() {
        labels[tree.nodes[index].parent] += labels[index];
    }
    let mut places: Vec<usize> = Vec::new();
    for (index, node) in tree.nodes.iter().enumerate().skip(1) {
        let is_inside = places.last().is_some_and(|&place| tree.is_in(index, place));
        let (size, linked) = sizes[index];
        let is_dense = labels[index] >= 3 && size <= 100 + 60 * labels[index] && linked * 3 <= size;
        if is_dense
            && !is_inside
            && !node.tag.is_inline()
            && !furniture[index]
            && !main.is_some_and(|main| tree.is_in(main, index))
        {
            places.push(index);
        }
    }
    places
}

/// How many labels an item holds.
fn count(page: &str, item: &Item, sites: &Sites) -> usize {
    match item {
        Item::Line(line) if line.content.text.chars().nth(400).is_some() => 0,
        Item::Line(line) => {
            let text = line.content.text.as_str();
            let starts = |text: &str| usize::from(sites.label_length(text).is_some() || sites.is_label(text));
            // a label without a colon fills a tag of its own: <span>文 号</span><em>…</em>
            let is_label = |piece: &&Piece| sites.is_label(&Content::of(page, &[**piece]).text);
            let tagged = line.pieces.iter().filter(is_label).count();
            starts(text).max(text.split(' ').map(starts).sum()).max(tagged)
        }
        Item::Table(grid) => {
            let is_label = |text: &str| sites.label_length(text).is_some() || sites.is_label(text);
            grid.cells.values().filter(|(_, content)| is_label(&content.text)).count()
        }
    }
}

/// The segments of an item: its cells, or its text cut before every label.
pub(super) fn segments(page: &str, item: &Item, sites: &Sites) -> Vec<Content> {
    match item {
        Item::Line(line) => line_segments(page, line, sites),
        Item::Table(grid) => table_segments(grid),
    }
}

fn line_segments(page: &str, line: &Line, sites: &Sites) -> Vec<Content> {
    let mut segments: Vec<Vec<Piece>> = vec![Vec::new()];
    let mut last_is_label = false;
    for &piece in &line.pieces {
        let text = Content::of(page, &[piece]).text;
        let is_label = sites.is_label(&text);
        if !text.is_empty() && (is_label || last_is_label || sites.label_length(&text).is_some()) {
            segments.push(Vec::new());
        }
        if !text.is_empty() {
            last_is_label = is_label;
        }
        if let Some(segment) = segments.last_mut() {
            segment.push(piece);
        }
    }
    segments.iter().map(|pieces| Content::of(page, pieces)).filter(|content| !content.is_empty()).collect()
}

fn table_segments(grid: &Grid) -> Vec<Content> {
    let slots = grid.rows.iter().flatten().filter(|slot| !slot.inherited);
    let contents = slots.filter_map(|slot| grid.cells.get(&slot.cell?)).map(|(_, content)| content.clone());
    // an empty cell is the value of the label before it
    contents.collect()
}

/// The lines that segments make: a label takes the segment after it as its value; one without a value is left out.
pub(super) fn lines(page: &str, segments: &[Content], sites: &Sites) -> Vec<Vec<Part>> {
    let mut lines = Vec::new();
    let mut label: Option<&Content> = None;
    for segment in segments {
        let is_label = sites.is_label(&segment.text);
        match label.take() {
            _ if is_label => label = Some(segment),
            _ if segment.is_empty() => {}
            Some(name) => {
                let mut parts = squeezed(page, &name.parts);
                if !name.text.ends_with(['：', ':', '】']) && !segment.text.starts_with(['：', ':']) {
                    parts.push(Part::Inserted("："));
                }
                parts.extend(segment.parts.iter().cloned());
                lines.push(parts);
            }
            None => match sites.label_length(&segment.text) {
                Some(length) if length == segment.text.len() => {}
                Some(_) => lines.push(squeezed(page, &segment.parts)),
                None => lines.push(segment.parts.clone()),
            },
        }
    }
    lines
}

/// `parts` without blanks up to the colon of the label and right after it.
fn squeezed(page: &str, parts: &[Part]) -> Vec<Part> {
    let mut squeezed = Vec::new();
    let mut in_label = true;
    for part in parts {
        match part {
            Part::Text(span) if in_label => {
                let text = &page[span.range()];
                let colon = text.find(['：', ':', '】']);
                let end = colon.map_or(text.len(), |at| {
                    let after = &text[at..];
                    let colon = after.chars().next().map_or(0, char::len_utf8);
                    text.len() - after[colon..].trim_start().len()
                });
                in_label = colon.is_none() || end == text.len();
                let mut pieces = Vec::new();
                let mut start = span.start;
                for word in text[..end].split_inclusive(char::is_whitespace) {
                    push_text(page, TextSpan::new(start, start + word.len()), &mut pieces);
                    start += word.len();
                }
                squeezed.extend(pieces.into_iter().map(without_blank));
                if end < text.len() {
                    squeezed.push(Part::Text(TextSpan::new(span.start + end, span.end)));
                }
            }
            Part::Changed(span, to, _) if in_label && to.trim().is_empty() => {
                squeezed.push(Part::Dropped(*span, Reason::Layout));
            }
            Part::Inserted(text) if in_label && text.trim().is_empty() => {}
            other => {
                in_label = in_label && !other.is_solid();
                squeezed.push(other.clone());
            }
        }
    }
    squeezed
}

fn without_blank(part: Part) -> Part {
    match part {
        Part::Blank(span) => Part::Dropped(span, Reason::Layout),
        other => other,
    }
}
