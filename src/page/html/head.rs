//! What a page says of itself in its head: meta tags and the title.

use super::{
    attribute, reference,
    token::{Kind, Token},
};
use crate::{alignment::AlignedText, page::MetaField};

/// The meta tags with a name and a content, and the `<title>`, in order.
pub(super) fn fields(source: &AlignedText, tokens: &[Token]) -> Vec<MetaField> {
    let page = source.text();
    let mut fields = Vec::new();
    let mut has_title = false;
    for (index, token) in tokens.iter().enumerate() {
        let Kind::Start(element) = token.kind else { continue };
        let found = match element.name {
            "meta" => {
                let name = attribute::value(page, token.span, "name")
                    .filter(|name| !name.is_empty())
                    .or_else(|| attribute::value(page, token.span, "property"));
                name.zip(attribute::value(page, token.span, "content"))
            }
            // the first; images have titles too
            "title" if !has_title => {
                has_title = true;
                let content = tokens.get(index + 1).filter(|token| token.kind == Kind::Raw);
                content.map(|content| {
                    let text = reference::decode_all(&page[content.span.range()]);
                    ("title".to_owned(), text.split_whitespace().collect::<Vec<_>>().join(" "))
                })
            }
            _ => None,
        };
        if let Some((name, content)) = found.filter(|(name, content)| !name.is_empty() && !content.is_empty()) {
            let end = if element.name == "title" {
                tokens.get(index + 1).map_or(token.span, |next| token.span.hull(next.span))
            } else {
                token.span
            };
            fields.push(MetaField { name, content, source_span: source.to_source(end) });
        }
    }
    fields
}

/// The title that the head gives the page: the article's, else the page's.
pub(super) fn title(fields: &[MetaField]) -> Option<&str> {
    let named = |name: &str| {
        fields.iter().find(|field| field.name.eq_ignore_ascii_case(name)).map(|field| field.content.as_str())
    };
    named("ArticleTitle").or_else(|| named("title"))
}
