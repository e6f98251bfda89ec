//! The elements of HTML, as far as the reading of text tells them apart.

/// A tag of the small page that is handed to the tree builder. Every element of HTML is written as one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub(super) enum Tag {
    Span,
    Superscript,
    Anchor,
    Division,
    Paragraph,
    Preformatted,
    Heading1,
    Heading2,
    Heading3,
    Heading4,
    Heading5,
    Heading6,
    List,
    Item,
    Term,
    Details,
    /// Elements whose name says that they stand beside the text.
    Aside,
    Table,
    Caption,
    RowGroup,
    Row,
    Cell,
    HeaderCell,
}

impl Tag {
    /// How many there are.
    pub(super) const COUNT: usize = 23;

    const NAMES: [(&'static str, Self); Self::COUNT] = [
        ("span", Self::Span),
        ("sup", Self::Superscript),
        ("a", Self::Anchor),
        ("div", Self::Division),
        ("p", Self::Paragraph),
        ("pre", Self::Preformatted),
        ("h1", Self::Heading1),
        ("h2", Self::Heading2),
        ("h3", Self::Heading3),
        ("h4", Self::Heading4),
        ("h5", Self::Heading5),
        ("h6", Self::Heading6),
        ("ul", Self::List),
        ("li", Self::Item),
        ("dt", Self::Term),
        ("dd", Self::Details),
        ("aside", Self::Aside),
        ("table", Self::Table),
        ("caption", Self::Caption),
        ("tbody", Self::RowGroup),
        ("tr", Self::Row),
        ("td", Self::Cell),
        ("th", Self::HeaderCell),
    ];

    /// Its name in HTML.
    pub(super) fn name(self) -> &'static str {
        Self::NAMES[self as usize].0
    }

    /// The tag of that name.
    pub(super) fn of(name: &str) -> Option<Self> {
        Self::NAMES.iter().find_map(|&(known, tag)| (known == name).then_some(tag))
    }

    /// Whether it joins its text with what stands beside it.
    pub(super) fn is_inline(self) -> bool {
        matches!(self, Self::Span | Self::Superscript | Self::Anchor)
    }

    /// Whether it stands only inside a table.
    pub(super) fn is_table_part(self) -> bool {
        matches!(self, Self::Caption | Self::RowGroup | Self::Row | Self::Cell | Self::HeaderCell)
    }

    /// Whether it is a cell.
    pub(super) fn is_cell(self) -> bool {
        matches!(self, Self::Cell | Self::HeaderCell)
    }

    /// The level of a heading.
    pub(super) fn heading_level(self) -> Option<u8> {
        let first = Self::Heading1 as u8;
        (first..=Self::Heading6 as u8).contains(&(self as u8)).then(|| self as u8 - first + 1)
    }
}

/// What becomes of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Written as a tag.
    Written(Tag),
    /// Written as an inline tag that does not show.
    Hidden,
    /// Breaks the line.
    Break,
    /// Has no text of its own, or only wraps: left out.
    Skipped,
    /// Its content is no markup, and no text of the page.
    Raw,
}

/// An element: its name if it is known, and its role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) name: &'static str,
    pub(super) role: Role,
}

/// The element called `name`, in any case. What is not known is inline, as in browsers.
pub(super) fn element(name: &str) -> Element {
    known(name).unwrap_or(Element { name: "", role: Role::Written(Tag::Span) })
}

/// The known element called `name`, in any case.
pub(super) fn known(name: &str) -> Option<Element> {
    let index = KEYS.binary_search(&key(name.as_bytes())?).ok()?;
    let (name, role) = ELEMENTS[index];
    Some(Element { name, role })
}

/// A name in lower case as a number, which is compared at once; numbers have the order of the names. `None` if the name is
/// longer than any that is known.
const fn key(name: &[u8]) -> Option<u128> {
    if name.len() > size_of::<u128>() {
        return None;
    }
    let mut key = [0; size_of::<u128>()];
    let mut index = 0;
    while index < name.len() {
        key[index] = name[index].to_ascii_lowercase();
        index += 1;
    }
    Some(u128::from_be_bytes(key))
}

/// The keys of [`ELEMENTS`].
static KEYS: [u128; ELEMENTS.len()] = {
    let mut keys = [0; ELEMENTS.len()];
    let mut index = 0;
    while index < keys.len() {
        keys[index] = key(ELEMENTS[index].0.as_bytes()).expect("no name is that long");
        index += 1;
    }
    keys
};

use Role::{Break, Hidden, Raw, Skipped, Written};

/// The elements of the HTML standard and some that older pages use, in the order of their names.
const ELEMENTS: &[(&str, Role)] = &[
    ("a", Written(Tag::Anchor)),
    ("abbr", Written(Tag::Span)),
    ("address", Written(Tag::Division)),
    ("area", Skipped),
    ("article", Written(Tag::Division)),
    ("aside", Written(Tag::Aside)),
    ("audio", Hidden),
    ("b", Written(Tag::Span)),
    ("base", Skipped),
    ("big", Written(Tag::Span)),
    ("blockquote", Written(Tag::Division)),
    ("body", Skipped),
    ("br", Break),
    ("button", Hidden),
    ("canvas", Hidden),
    ("caption", Written(Tag::Caption)),
    ("center", Written(Tag::Division)),
    ("col", Skipped),
    ("colgroup", Skipped),
    ("dd", Written(Tag::Details)),
    ("del", Written(Tag::Span)),
    ("details", Written(Tag::Division)),
    ("dir", Written(Tag::List)),
    ("div", Written(Tag::Division)),
    ("dl", Written(Tag::List)),
    ("dt", Written(Tag::Term)),
    ("em", Written(Tag::Span)),
    ("embed", Skipped),
    ("fieldset", Written(Tag::Division)),
    ("figcaption", Written(Tag::Division)),
    ("figure", Written(Tag::Division)),
    ("font", Written(Tag::Span)),
    ("footer", Written(Tag::Aside)),
    ("form", Written(Tag::Division)),
    ("frame", Skipped),
    ("frameset", Skipped),
    ("h1", Written(Tag::Heading1)),
    ("h2", Written(Tag::Heading2)),
    ("h3", Written(Tag::Heading3)),
    ("h4", Written(Tag::Heading4)),
    ("h5", Written(Tag::Heading5)),
    ("h6", Written(Tag::Heading6)),
    ("head", Skipped),
    ("header", Written(Tag::Division)),
    ("hgroup", Written(Tag::Division)),
    ("hr", Break),
    ("html", Skipped),
    ("i", Written(Tag::Span)),
    ("iframe", Raw),
    ("img", Skipped),
    ("input", Skipped),
    ("ins", Written(Tag::Span)),
    ("label", Written(Tag::Span)),
    ("legend", Written(Tag::Division)),
    ("li", Written(Tag::Item)),
    ("link", Skipped),
    ("main", Written(Tag::Division)),
    ("map", Hidden),
    ("marquee", Hidden),
    ("math", Hidden),
    ("menu", Written(Tag::List)),
    ("meta", Skipped),
    ("nav", Written(Tag::Aside)),
    ("noembed", Raw),
    ("noframes", Raw),
    ("noscript", Raw),
    ("object", Hidden),
    ("ol", Written(Tag::List)),
    ("option", Hidden),
    ("p", Written(Tag::Paragraph)),
    ("param", Skipped),
    ("pre", Written(Tag::Preformatted)),
    ("rp", Hidden),
    ("rt", Hidden),
    ("script", Raw),
    ("section", Written(Tag::Division)),
    ("select", Hidden),
    ("small", Written(Tag::Span)),
    ("source", Skipped),
    ("span", Written(Tag::Span)),
    ("strong", Written(Tag::Span)),
    ("style", Raw),
    ("sub", Written(Tag::Span)),
    ("summary", Written(Tag::Division)),
    ("sup", Written(Tag::Superscript)),
    ("svg", Hidden),
    ("table", Written(Tag::Table)),
    ("tbody", Written(Tag::RowGroup)),
    ("td", Written(Tag::Cell)),
    ("template", Hidden),
    ("textarea", Raw),
    ("tfoot", Written(Tag::RowGroup)),
    ("th", Written(Tag::HeaderCell)),
    ("thead", Written(Tag::RowGroup)),
    ("title", Raw),
    ("tr", Written(Tag::Row)),
    ("tt", Written(Tag::Span)),
    ("u", Written(Tag::Span)),
    ("ul", Written(Tag::List)),
    ("video", Hidden),
    ("wbr", Skipped),
    ("xmp", Raw),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_in_order() {
        assert!(ELEMENTS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for (index, (name, tag)) in Tag::NAMES.into_iter().enumerate() {
            assert_eq!((tag as usize, tag.name(), Tag::of(name)), (index, name, Some(tag)));
        }
    }

    #[test]
    fn names_are_known_in_any_case() {
        assert_eq!(element("DIV").role, Written(Tag::Division));
        assert_eq!(element("ucapcontent"), Element { name: "", role: Written(Tag::Span) });
        assert_eq!(known("blockquotes"), None);
        assert_eq!(Tag::Heading3.heading_level(), Some(3));
        assert_eq!(Tag::List.heading_level(), None);
    }
}
