//! Whether a text is HTML, Markdown or plain.

use super::{Form, html::known_tag, line::lines, markdown, writer::trim};

/// How many lines are looked at for signs of Markdown.
const LINES: usize = 2000;

/// What `text` is written in.
pub(super) fn of(text: &str) -> Form {
    if markdown::head(text).is_some() {
        Form::Markdown
    } else if is_html(text) {
        Form::Html
    } else if is_markdown(text) {
        Form::Markdown
    } else {
        Form::Text
    }
}

/// A page says that it is one, or begins with a tag, or tags are a part of it. A few tags that a converter left in a
/// plain text do not make it a page.
fn is_html(text: &str) -> bool {
    let start = text.trim_start();
    if start.starts_with("<?xml") || start.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype")) {
        return true;
    }
    let begins_with_tag = start.starts_with('<');
    let mut tags = 0;
    let mut bytes = 0;
    let mut position = 0;
    while let Some(found) = text[position..].find('<') {
        let at = position + found;
        let rest = &text[at..];
        let Some(length) = known_tag(rest) else {
            position = at + 1;
            continue;
        };
        let name = rest[1..].trim_start_matches('/');
        let is = |known: &str| {
            name.get(..known.len()).is_some_and(|start| start.eq_ignore_ascii_case(known))
                && !name[known.len()..].starts_with(|character: char| character.is_ascii_alphanumeric())
        };
        if ["html", "head", "body", "meta"].iter().any(|known| is(known)) {
            return true;
        }
        tags += usize::from(["p", "div", "br", "td", "li"].iter().any(|known| is(known)));
        bytes += length;
        if (begins_with_tag && tags > 0) || (tags > 3 && bytes * 50 > text.len()) {
            return true;
        }
        position = at + length;
    }
    false
}

/// A heading, a line in bold or the head of a table.
fn is_markdown(text: &str) -> bool {
    lines(text).map(|line| &text[trim(text, line).range()]).filter(|line| !line.is_empty()).take(LINES).any(|line| {
        let hashes = line.len() - line.trim_start_matches('#').len();
        let is_heading = (1..=6).contains(&hashes) && line[hashes..].starts_with(' ');
        let is_bold = line.len() > 4
            && line
                .strip_prefix("**")
                .and_then(|rest| rest.strip_suffix("**"))
                .is_some_and(|inner| !inner.contains('*'));
        is_heading || is_bold || (line.starts_with('|') && markdown::is_delimiter(line))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        let cases = [
            ("<!DOCTYPE html><html>", Form::Html),
            ("<?xml version=\"1.0\"?><rss>", Form::Html),
            ("  <p>一、总体要求</p>", Form::Html),
            ("标题<br>第一段<br>第二段<br>第三段<br>第四段", Form::Html),
            ("---\ntitle: 报告\n---\n正文", Form::Markdown),
            ("前言\n# 一、总体要求\n正文", Form::Markdown),
            ("**一、总体要求**\n正文", Form::Markdown),
            ("|指标|2025年|\n|---|---|\n|产值|5|", Form::Markdown),
            ("一、总体要求\n正文\n", Form::Text),
            ("1. <th id=\"a\"></th>\n\n  索引号：1\n正文正文", Form::Text),
            ("---\n正文", Form::Text),
            ("增长**%，达到***亿元\n#1机组", Form::Text),
            ("面积<100亩，a<b", Form::Text),
        ];
        for (text, form) in cases {
            assert_eq!(of(text), form, "{text}");
        }
    }
}
