//! Files that a page links to.

use super::{
    attribute,
    content::Choice,
    element::Tag,
    inline::{Content, Piece},
    token::Token,
    tree::{Child, Tree},
};
use crate::{alignment::AlignedText, lexicon::site::Sites, page::Attachment, span::TextSpan};

/// A link to a file, with the text tokens of its name.
pub(super) struct Link {
    pub(super) attachment: Attachment,
    pub(super) content: Content,
    pub(super) tokens: Vec<usize>,
}

/// The links to files from the text on, in order: an attachment stands in the text or below it.
pub(super) fn links(source: &AlignedText, tokens: &[Token], tree: &Tree, choice: &Choice, sites: &Sites) -> Vec<Link> {
    let page = source.text();
    let mut links = Vec::new();
    for (index, node) in tree.nodes.iter().enumerate().skip(choice.main) {
        let Some(start) = node.token.filter(|_| node.tag == Tag::Anchor && !node.hidden && !choice.furniture[index])
        else {
            continue;
        };
        let Some(link) = attribute::value(page, tokens[start].span, "href").filter(|link| !link.is_empty()) else {
            continue;
        };
        let text = text_tokens(tree, index);
        let pieces: Vec<Piece> = text.iter().map(|&token| Piece::Text(tokens[token].span)).collect();
        let content = Content::of(page, &pieces);
        let is_button = !content.is_empty() && sites.is_page_phrase(&content.text);
        if is_button && !tree.is_in(index, choice.main) {
            continue;
        }
        let Some(kind) = sites.file_kind(&link).or_else(|| sites.file_kind(&content.text)) else { continue };
        let title = || attribute::value(page, tokens[start].span, "title").filter(|title| !title.is_empty());
        let file = || link.rsplit('/').next().unwrap_or_default().to_owned();
        let name = if content.is_empty() { title().unwrap_or_else(file) } else { content.text.clone() };
        let place = match (text.first(), text.last()) {
            (Some(&first), Some(&last)) => TextSpan::new(tokens[first].span.start, tokens[last].span.end),
            _ => tokens[start].span,
        };
        let attachment = Attachment { name, link, kind: Some(kind), source_span: source.to_source(place) };
        links.push(Link { attachment, content, tokens: text });
    }
    links
}

/// The text tokens inside an element, in order.
fn text_tokens(tree: &Tree, element: usize) -> Vec<usize> {
    let inside = &tree.nodes[element..tree.nodes[element].end];
    let mut tokens: Vec<usize> = inside
        .iter()
        .filter(|node| !node.hidden)
        .flat_map(|node| &node.children)
        .filter_map(|child| if let Child::Text(token) = child { Some(*token) } else { None })
        .collect();
    tokens.sort_unstable();
    tokens
}
