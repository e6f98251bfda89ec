//! The tree of a page: elements with the numbers of their tokens.

use scraper::{Html, Node as ParsedNode, Selector};

use super::{
    element::Tag,
    rewrite::{self, MARK, NUMBER},
    token::Token,
};

/// An element. Elements are numbered in the order of their start.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) tag: Tag,
    /// The start tag's token; `None` for what the tree builder put in.
    pub(super) token: Option<usize>,
    /// The element around it; the root is its own.
    pub(super) parent: usize,
    /// One past the last element inside it.
    pub(super) end: usize,
    pub(super) children: Vec<Child>,
    /// Whether it, or what is around it, is not shown.
    pub(super) hidden: bool,
    /// Whether its text is part of a link.
    pub(super) linked: bool,
    /// Its classes and its id, in lower case.
    pub(super) names: Vec<String>,
    /// How many columns and rows it covers, as written.
    pub(super) columns: Option<usize>,
    pub(super) rows: Option<usize>,
}

/// What stands in an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Child {
    Element(usize),
    /// The number of a text token.
    Text(usize),
    /// White space.
    Space,
    Break,
}

/// The elements of a page; the first is its body.
#[derive(Debug)]
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
    parsed: Html,
}

impl Tree {
    /// Builds the tree.
    pub(super) fn of(page: &str, tokens: &[Token]) -> Self {
        let parsed = Html::parse_document(&rewrite::rewrite(page, tokens));
        let nodes = nodes(&parsed);
        Self { nodes, parsed }
    }

    /// The elements that a selector matches, in order. A selector that is not well formed matches none.
    pub(super) fn select(&self, selector: &str) -> Vec<usize> {
        let Ok(selector) = Selector::parse(selector) else { return Vec::new() };
        let numbers = self.parsed.select(&selector).filter_map(|element| number(element.attr(NUMBER)?));
        let mut found: Vec<usize> =
            numbers.filter_map(|token| self.nodes.binary_search_by_key(&Some(token), |node| node.token).ok()).collect();
        found.sort_unstable();
        found
    }

    /// Whether `node` is `ancestor` or stands inside it.
    pub(super) fn is_in(&self, node: usize, ancestor: usize) -> bool {
        (ancestor..self.nodes[ancestor].end).contains(&node)
    }
}

fn number(text: &str) -> Option<usize> {
    text.parse().ok()
}

fn root() -> Node {
    Node {
        tag: Tag::Division,
        token: None,
        parent: 0,
        end: 1,
        children: Vec::new(),
        hidden: false,
        linked: false,
        names: Vec::new(),
        columns: None,
        rows: None,
    }
}

/// The elements of the parsed page, walked without recursion.
fn nodes(parsed: &Html) -> Vec<Node> {
    let mut nodes = vec![root()];
    let mut open = vec![(0, parsed.root_element().children())];
    while let Some((parent, children)) = open.last_mut() {
        let parent = *parent;
        let Some(child) = children.next() else {
            nodes[parent].end = nodes.len();
            open.pop();
            continue;
        };
        match child.value() {
            ParsedNode::Text(text) => nodes[parent].children.extend(texts(text)),
            ParsedNode::Element(element) if element.name() == "br" => nodes[parent].children.push(Child::Break),
            // `head` and `body` are the tree builder's own
            ParsedNode::Element(element) if Tag::of(element.name()).is_none() => open.push((parent, child.children())),
            ParsedNode::Element(element) => {
                let index = nodes.len();
                nodes[parent].children.push(Child::Element(index));
                let names = [element.attr("class"), element.attr("id")].into_iter().flatten();
                let tag = Tag::of(element.name()).unwrap_or(Tag::Division);
                nodes.push(Node {
                    tag,
                    token: element.attr(NUMBER).and_then(number),
                    parent,
                    hidden: nodes[parent].hidden || element.attr("hidden").is_some(),
                    names: names.flat_map(str::split_ascii_whitespace).map(str::to_owned).collect(),
                    linked: tag == Tag::Anchor || (nodes[parent].linked && tag.is_inline()),
                    columns: element.attr("colspan").and_then(number),
                    rows: element.attr("rowspan").and_then(number),
                    ..root()
                });
                open.push((index, child.children()));
            }
            _ => {}
        }
    }
    nodes
}

/// The text tokens that a text of the rewritten page stands for.
fn texts(text: &str) -> impl Iterator<Item = Child> {
    text.split_inclusive([MARK, ' ']).map(|piece| match number(piece.trim_end_matches(MARK)) {
        Some(token) => Child::Text(token),
        None => Child::Space,
    })
}
