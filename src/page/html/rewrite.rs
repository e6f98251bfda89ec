//! The page as a small, well formed one: every text token is written as its number, every start tag carries the number
//! of its token, elements are written in the few tags of [`Tag`], properly nested and never deeper than [`DEPTH`].
//!
//! The tree builder knows no byte positions, and its time is quadratic in the depth of nesting; both are settled here.

use std::fmt::Write;

use super::{
    attribute,
    element::{Element, Role, Tag},
    token::{Kind, Token},
};
use crate::span::TextSpan;

/// How deep elements may nest; browsers draw the line at the same depth.
const DEPTH: usize = 512;

/// How many classes of an element are looked at; real ones have a handful.
const NAMES: usize = 100;

/// The attribute that holds the number of a start tag's token.
pub(super) const NUMBER: &str = "n";

/// What ends the number of a text token.
pub(super) const MARK: char = ';';

/// Rewrites a page.
pub(super) fn rewrite(page: &str, tokens: &[Token]) -> String {
    let mut rewriter = Rewriter {
        page,
        written: String::with_capacity(page.len() / 4),
        open: Vec::new(),
        counts: [0; Tag::COUNT],
        skipped: [0; Tag::COUNT],
        is_xml: is_xml(page, tokens),
    };
    for (number, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Text if page[token.span.range()].bytes().all(|byte| byte.is_ascii_whitespace()) => {
                rewriter.written.push(' ');
            }
            Kind::Text => {
                // writing to a string never fails
                let _ = write!(rewriter.written, "{number}{MARK}");
            }
            Kind::Start(element) => rewriter.start(element, number, token.span),
            Kind::End(element) => rewriter.end(element),
            Kind::Raw | Kind::Other => {}
        }
    }
    rewriter.close_to(0);
    rewriter.written
}

struct Rewriter<'a> {
    page: &'a str,
    written: String,
    /// The tags that are open, outermost first.
    open: Vec<Tag>,
    /// How many of each tag are open.
    counts: [u32; Tag::COUNT],
    /// How many of each tag were left out because they are too deep.
    skipped: [u32; Tag::COUNT],
    /// Whether the page is a feed or the like, whose elements are not those of HTML.
    is_xml: bool,
}

fn is_xml(page: &str, tokens: &[Token]) -> bool {
    let is_page = |token: &Token| matches!(token.kind, Kind::Start(Element { name: "html" | "body" | "div", .. }));
    page.trim_start().starts_with("<?xml") && !tokens.iter().any(is_page)
}

impl Rewriter<'_> {
    fn start(&mut self, element: Element, number: usize, span: TextSpan) {
        if self.is_xml && (element.name.is_empty() || element.role == Role::Skipped) {
            self.written.push_str("<br>");
            return;
        }
        let (tag, hidden) = match element.role {
            Role::Written(tag) => (tag, false),
            Role::Hidden => (Tag::Span, true),
            Role::Break => {
                self.written.push_str("<br>");
                return;
            }
            Role::Skipped | Role::Raw => return,
        };
        let Some(tag) = self.fitting(tag) else { return };
        self.close_implied(tag);
        // a link inside a link would be torn apart by the tree builder
        let tag = if tag == Tag::Anchor && self.counts[tag as usize] > 0 { Tag::Span } else { tag };
        if self.open.len() >= DEPTH {
            self.skipped[tag as usize] += 1;
            return;
        }
        self.write_start(tag, hidden, number, span);
        // an element that closes itself in XML stays open in HTML, but for unknown ones, which are mostly XML
        if element.name.is_empty() && self.page[span.range()].ends_with("/>") {
            self.written.push_str("</span>");
        } else {
            self.open.push(tag);
            self.counts[tag as usize] += 1;
        }
    }

    fn write_start(&mut self, tag: Tag, hidden: bool, number: usize, span: TextSpan) {
        let _ = write!(self.written, "<{} {NUMBER}={number}", tag.name());
        let mut hidden = hidden;
        for (name, value) in attribute::attributes(self.page, span) {
            let value = &self.page[value.range()];
            let is = |known: &&str| name.eq_ignore_ascii_case(known);
            if let Some(name) = ["class", "id"].iter().find(|known| is(known)) {
                // in lower case, so that selectors need not care
                let plain = value.replace(['"', '&', '<', '>'], " ").to_lowercase();
                let _ = write!(self.written, " {name}=\"");
                for (index, name) in plain.split_ascii_whitespace().take(NAMES).enumerate() {
                    let _ = write!(self.written, "{}{name}", if index > 0 { " " } else { "" });
                }
                self.written.push('"');
            } else if let Some(name) = ["colspan", "rowspan"].iter().find(|known| tag.is_cell() && is(known)) {
                let digits = value.trim();
                let digits = &digits[..digits.bytes().take(6).take_while(u8::is_ascii_digit).count()];
                let _ = write!(self.written, " {name}=\"{digits}\"");
            } else {
                hidden = hidden || is(&"hidden") || is(&"style") && is_invisible(value);
            }
        }
        if hidden {
            self.written.push_str(" hidden");
        }
        self.written.push('>');
    }

    fn end(&mut self, element: Element) {
        if self.is_xml && element.name.is_empty() {
            self.written.push_str("<br>");
            return;
        }
        let tag = match element.role {
            Role::Written(tag) => tag,
            Role::Hidden => Tag::Span,
            _ => return,
        };
        if self.skipped[tag as usize] > 0 {
            self.skipped[tag as usize] -= 1;
            return;
        }
        let Some(tag) = self.fitting(tag) else { return };
        let matches = |open: Tag| match tag.heading_level() {
            Some(_) => open.heading_level().is_some(),
            None => open == tag,
        };
        if tag.heading_level().is_none() && self.counts[tag as usize] == 0 {
            return;
        }
        let barrier = |open: Tag| match tag {
            _ if tag.is_inline() => !open.is_inline(),
            _ if tag.is_table_part() => open == Tag::Table,
            Tag::Table => false,
            Tag::Item => matches!(open, Tag::List | Tag::Table | Tag::Cell | Tag::HeaderCell | Tag::Caption),
            _ => matches!(open, Tag::Table | Tag::Cell | Tag::HeaderCell | Tag::Caption),
        };
        if let Some(index) = self.find(matches, barrier) {
            self.close_to(index);
        }
    }

    /// The tag itself, or a break for the part of a table that is not there.
    fn fitting(&mut self, tag: Tag) -> Option<Tag> {
        if tag.is_table_part() && self.counts[Tag::Table as usize] == 0 {
            self.written.push_str("<br>");
            return None;
        }
        Some(tag)
    }

    /// Closes what the start of `tag` closes without saying so (HTML standard, §13.2.6.4).
    fn close_implied(&mut self, tag: Tag) {
        let is_cell = |open: Tag| matches!(open, Tag::Cell | Tag::HeaderCell | Tag::Caption);
        let in_table = |open: Tag| open == Tag::Table;
        let found = match tag {
            Tag::Span | Tag::Superscript => None,
            Tag::Anchor => self.find(|open| open == tag, |open| !open.is_inline()),
            Tag::Cell | Tag::HeaderCell => self.find(is_cell, |open| in_table(open) || open == Tag::Row),
            Tag::Row => self.find(|open| open == Tag::Row, in_table).or_else(|| self.find(is_cell, in_table)),
            Tag::RowGroup | Tag::Caption => self
                .find(|open| open == Tag::RowGroup, in_table)
                .or_else(|| self.find(|open| open == Tag::Row || is_cell(open), in_table)),
            Tag::Item => self.find(|open| open == tag, is_closed_by_nothing),
            Tag::Term | Tag::Details => {
                self.find(|open| matches!(open, Tag::Term | Tag::Details), is_closed_by_nothing)
            }
            _ => None,
        };
        if let Some(index) = found {
            self.close_to(index);
        }
        if !tag.is_inline()
            && !tag.is_table_part()
            && self.counts[Tag::Paragraph as usize] > 0
            && let Some(index) = self.find(|open| open == Tag::Paragraph, |open| is_cell(open) || in_table(open))
        {
            self.close_to(index);
        }
        if tag.heading_level().is_some() && self.open.last().is_some_and(|open| open.heading_level().is_some()) {
            self.close_to(self.open.len() - 1);
        }
    }

    /// The innermost open tag that matches, if no barrier stands before it.
    fn find(&self, matches: impl Fn(Tag) -> bool, barrier: impl Fn(Tag) -> bool) -> Option<usize> {
        for (index, &open) in self.open.iter().enumerate().rev() {
            if matches(open) {
                return Some(index);
            }
            if barrier(open) {
                return None;
            }
        }
        None
    }

    /// Closes all open tags from `index` on.
    fn close_to(&mut self, index: usize) {
        while self.open.len() > index {
            if let Some(tag) = self.open.pop() {
                self.counts[tag as usize] -= 1;
                self.written.push_str("</");
                self.written.push_str(tag.name());
                self.written.push('>');
            }
        }
    }
}

/// What a new list item does not look behind for one to close.
fn is_closed_by_nothing(open: Tag) -> bool {
    !open.is_inline() && !matches!(open, Tag::Division | Tag::Paragraph)
}

/// Whether a style hides its element.
fn is_invisible(style: &str) -> bool {
    let style: String = style.chars().filter(|character| !character.is_whitespace()).collect();
    style.to_ascii_lowercase().contains("display:none")
}

#[cfg(test)]
mod tests {
    use super::super::token;
    use super::*;

    fn tokens(page: &str) -> Vec<Token> {
        token::tokens(page, &crate::limits::Limits::default()).expect("it is small")
    }

    #[test]
    fn pages_become_small_and_well_formed() {
        let cases = [
            ("<P Class=A>文<B>字</b></P>", "<p n=0 class=\"a\">1;<span n=2>3;</span></p>"),
            ("<p>a<p>b", "<p n=0>1;</p><p n=2>3;</p>"),
            ("<ul><li>a<li>b</ul>", "<ul n=0><li n=1>2;</li><li n=3>4;</li></ul>"),
            (
                "<table><tr><td rowspan='2 '>a<td>b<tr><td>c</table>",
                "<table n=0><tr n=1><td n=2 rowspan=\"2\">3;</td><td n=4>5;</td></tr><tr n=6><td n=7>8;</td></tr></table>",
            ),
            ("<tr><td>a</td></tr>", "<br><br>2;<br><br>"),
            ("<div>a</p></span></div>", "<div n=0>1;</div>"),
            ("<div><b>a</div>b", "<div n=0><span n=1>2;</span></div>4;"),
            ("<div style='display: none'>a</div>", "<div n=0 hidden>1;</div>"),
            ("<o:p/>a<script>b</script>", "<span n=0></span>1;"),
            ("a<br>b", "0;<br>2;"),
            ("<?xml version='1.0'?><item><name>a</name><link>b</item>", "<br><br>3;<br><br>6;<br>"),
        ];
        for (page, expected) in cases {
            assert_eq!(rewrite(page, &tokens(page)), expected, "{page}");
        }
    }

    #[test]
    fn nesting_ends_at_the_limit_and_closes_in_order() {
        let page = format!("{}a{}b", "<div>".repeat(5000), "</div>".repeat(5000));
        let written = rewrite(&page, &tokens(&page));
        assert_eq!(written.matches("<div").count(), DEPTH);
        assert!(written.ends_with("</div>10001;"));
        let page = "<p>a".repeat(5000);
        assert_eq!(rewrite(&page, &tokens(&page)).matches("<p").count(), 5000);
    }
}
