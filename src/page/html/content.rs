//! Which lines of a page are the document: the text, the printed title, the disclosure table; the rest is navigation.

use std::{collections::BTreeSet, ops::Range, sync::LazyLock};

use regex::Regex;

use super::{
    disclosure,
    element::Tag,
    flow::Item,
    tree::{Child, Tree},
};
use crate::{
    lexicon::{Lexicon, site::Sites},
    page::BlockKind,
};

/// What becomes of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Part of the document.
    Kept,
    /// Part of the disclosure table whose element this is.
    Disclosed(usize),
    /// Navigation, footer, buttons.
    Dropped,
}

/// What is chosen of a page.
pub(super) struct Choice {
    /// What becomes of each item.
    pub(super) fates: Vec<Fate>,
    /// The element that holds the text.
    pub(super) main: usize,
    /// Elements that stand beside the text, by number.
    pub(super) furniture: Vec<bool>,
}

/// Chooses among the lines of `page`. `sizes` are the characters and the linked characters of each element, `title` is what the page's
/// head says, `genres` are the words that titles of documents end on.
pub(super) fn choose(
    page: &str,
    tree: &Tree,
    items: &[Item],
    sizes: &[(usize, usize)],
    title: Option<&str>,
    lexicon: &Lexicon,
) -> Choice {
    let sites = &lexicon.sites;
    let named = container(tree, sizes, sites);
    let main = named.unwrap_or_else(|| {
        // a page without navigation is all text
        if sizes[0].1 < FEWEST_LINKED { 0 } else { densest(tree, items, sites, &furniture(tree, sizes, sites, 0)) }
    });
    let furniture = furniture(tree, sizes, sites, main);
    let disclosures = disclosure::places(page, tree, items, sizes, named, &furniture, sites);
    let is_beside = |item: &Item| furniture[item.node()] || is_phrase(item, sites);
    let mut fates: Vec<Fate> = items
        .iter()
        .map(|item| {
            if is_beside(item) {
                Fate::Dropped
            } else if let Some(&place) = disclosures.iter().find(|&&place| tree.is_in(item.node(), place)) {
                Fate::Disclosed(place)
            } else if tree.is_in(item.node(), main) && (named.is_some() || !is_links(item)) {
                Fate::Kept
            } else {
                Fate::Dropped
            }
        })
        .collect();
    drop_link_lists(items, sites, &mut fates);
    let first = items.iter().position(|item| tree.is_in(item.node(), main)).unwrap_or(items.len());
    let printed = printed_title(tree, &items[..first], &fates, &furniture, title, lexicon);
    for (index, item) in items[..first].iter().enumerate() {
        let after = printed.as_ref().map_or(first.saturating_sub(5), |printed| printed.start);
        if printed.as_ref().is_some_and(|printed| printed.contains(&index))
            || (index >= after && fates[index] == Fate::Dropped && is_source_line(item, &furniture, sites))
        {
            fates[index] = Fate::Kept;
        }
    }
    Choice { fates, main, furniture }
}

impl Choice {
    /// Whether next to nothing is kept of the page, so that its document must stand elsewhere.
    pub(super) fn is_bare(&self, items: &[Item]) -> bool {
        let kept = items.iter().zip(&self.fates).filter(|(_, fate)| **fate == Fate::Kept);
        kept.map(|(item, _)| item.size().0 - item.size().1).sum::<usize>() < SHORTEST
    }
}

/// Fewest characters outside links that the text of a document has.
const SHORTEST: usize = 20;
/// Fewest characters in links that the navigation of a page has.
const FEWEST_LINKED: usize = 30;

/// The element in which a known engine keeps the text: of the first selector that finds one, the largest.
fn container(tree: &Tree, sizes: &[(usize, usize)], sites: &Sites) -> Option<usize> {
    let text = |node: usize| sizes[node].0 - sizes[node].1;
    sites.containers.iter().find_map(|selector| {
        let found = tree.select(selector).into_iter().filter(|&node| text(node) >= SHORTEST);
        // the outermost of equals, so that nothing beside the inner one is lost
        found.max_by_key(|&node| (text(node), std::cmp::Reverse(node)))
    })
}

/// The innermost element that holds nearly all running text of the page. A table of data is not taken apart.
fn densest(tree: &Tree, items: &[Item], sites: &Sites, furniture: &[bool]) -> usize {
    let mut weights = vec![0; tree.nodes.len()];
    let is_beside = |item: &&Item| furniture[item.node()] || is_phrase(item, sites) || is_footer(item, sites);
    for item in items.iter().filter(|item| !is_beside(item)) {
        weights[item.node()] += weight(item);
    }
    for index in (1..weights.len()).rev() {
        weights[tree.nodes[index].parent] += weights[index];
    }
    let tables: BTreeSet<usize> = items.iter().filter(|item| matches!(item, Item::Table(_))).map(Item::node).collect();
    let mut node = 0;
    loop {
        let elements = tree.nodes[node].children.iter().filter_map(|child| match child {
            Child::Element(child) => Some(*child),
            _ => None,
        });
        let Some(heaviest) = elements.max_by_key(|&child| weights[child]) else { return node };
        let tag = tree.nodes[heaviest].tag;
        let is_block = !tag.is_inline() && tag != Tag::Paragraph && tag.heading_level().is_none();
        let holds_nearly_all = weights[heaviest] >= SHORTEST && weights[heaviest] * 10 >= weights[node] * 8;
        if !is_block || !holds_nearly_all || tables.contains(&node) {
            return node;
        }
        node = heaviest;
    }
}

/// How much a line speaks for its element: running text fully, short lines little, links not at all.
fn weight(item: &Item) -> usize {
    let (size, linked) = item.size();
    match item {
        Item::Table(_) => size,
        Item::Line(_) if linked * 2 > size => 0,
        Item::Line(line) if line.content.text.contains(['。', '，', '；', '、']) || size > 25 => size - linked,
        Item::Line(_) => (size - linked) / 4,
    }
}

/// Elements that stand beside the text by their tag or name, with what is in them. What holds the text, or much of the
/// page, is none, whatever it is called.
fn furniture(tree: &Tree, sizes: &[(usize, usize)], sites: &Sites, main: usize) -> Vec<bool> {
    let text = |node: usize| sizes[node].0 - sizes[node].1;
    let mut furniture = vec![false; tree.nodes.len()];
    for (index, node) in tree.nodes.iter().enumerate().skip(1) {
        let is_named = node.tag == Tag::Aside || node.names.iter().any(|name| sites.is_furniture(name));
        let around = if tree.is_in(index, main) { main } else { 0 };
        let is_large = text(index) * 10 > text(around) * 4;
        furniture[index] =
            furniture[node.parent] && node.parent > 0 || (is_named && !is_large && !tree.is_in(main, index));
    }
    furniture
}

/// Whether a line is one of the page's own.
fn is_phrase(item: &Item, sites: &Sites) -> bool {
    matches!(item, Item::Line(line) if sites.is_page_phrase(&line.content.text))
}

/// Whether a line is one of the foot of the site.
fn is_footer(item: &Item, sites: &Sites) -> bool {
    matches!(item, Item::Line(line) if sites.is_footer(&line.content.text))
}

/// Whether a line is nothing but links.
fn is_links(item: &Item) -> bool {
    let (size, linked) = item.size();
    linked * 10 >= size * 9
}

/// Drops the links under a heading such as 相关链接.
fn drop_link_lists(items: &[Item], sites: &Sites, fates: &mut [Fate]) {
    let mut in_list = false;
    for (item, fate) in items.iter().zip(fates) {
        let is_head = matches!(item, Item::Line(line) if line.content.text.starts_with("相关") || line.content.text.starts_with("关联"));
        in_list = (in_list && is_links(item)) || (*fate == Fate::Dropped && is_head);
        let is_file = matches!(item, Item::Line(line) if sites.file_kind(&line.content.text).is_some());
        if in_list && *fate == Fate::Kept && !is_file {
            *fate = Fate::Dropped;
        }
    }
}

/// The lines above the text that print the title: what says what the page's head says, else the last heading, else the
/// last line that ends as titles do. A title broken by `<br>` is all the lines of its element.
fn printed_title(
    tree: &Tree,
    items: &[Item],
    fates: &[Fate],
    furniture: &[bool],
    title: Option<&str>,
    lexicon: &Lexicon,
) -> Option<Range<usize>> {
    let (sites, genres) = (&lexicon.sites, &lexicon.labels.titles.genres);
    let squeeze = |text: &str| text.chars().filter(|character| !character.is_whitespace()).collect::<String>();
    let title = title.map(squeeze);
    let mut candidates = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let Item::Line(line) = item else { continue };
        let text = squeeze(&line.content.text);
        let length = text.chars().count();
        if fates[index] != Fate::Dropped || furniture[line.node] || !(6..=150).contains(&length) {
            continue;
        }
        if title.as_ref().is_some_and(|title| length >= 8 && title.contains(&text)) && !is_links(item) {
            candidates.push((2, index));
        }
        let node = &tree.nodes[line.node];
        let is_heading =
            matches!(line.kind, BlockKind::Heading(1..=3)) || node.names.iter().any(|name| sites.is_title(name));
        if is_heading && length >= 8 && !is_links(item) && !sites.is_page_phrase(&text) {
            candidates.push((1, index));
        }
        let ends_as_title = genres.suffix_of(&text).is_some() && text.contains("关于");
        if ends_as_title && !is_links(item) && !sites.is_page_phrase(&text) {
            candidates.push((0, index));
        }
    }
    let (_, last) = candidates.into_iter().max()?;
    let beside = |index: &usize| items[*index].node() == items[last].node() && fates[*index] == Fate::Dropped;
    let start = (0..last).rev().take_while(beside).last().unwrap_or(last);
    let end = (last + 1..items.len()).take_while(beside).last().unwrap_or(last);
    (end - start < LONGEST_TITLE).then_some(start..end + 1).or(Some(last..last + 1))
}

/// A title is broken into no more lines than this.
const LONGEST_TITLE: usize = 5;

/// Whether a line under the title says where the text is from, or when it was put up.
fn is_source_line(item: &Item, furniture: &[bool], sites: &Sites) -> bool {
    static DATE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"[0-9]{4}\s*[-年/.]\s*[0-9]{1,2}\s*[-月/.]\s*[0-9]{1,2}")
            .expect("the pattern is constant and a test uses it")
    });
    let Item::Line(line) = item else { return false };
    let text = &line.content.text;
    let is_short = text.chars().nth(150).is_none();
    is_short && !furniture[line.node] && (DATE.is_match(text) || sites.names_source(text))
}
