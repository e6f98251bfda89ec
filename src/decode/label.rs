//! The encoding that a page names for itself. It is a witness only: many pages lie.

use super::Encoding;

/// How far into a page browsers look for its encoding, and a bit more for pages that begin with scripts.
const SEARCHED: usize = 4096;

/// What a page says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// The name as it stands there.
    pub(super) name: String,
    /// The encoding that the name stands for, if it is one of the set.
    pub(super) encoding: Option<Encoding>,
}

/// The label in a meta tag or an XML declaration.
pub(super) fn find(bytes: &[u8]) -> Option<Label> {
    let head = &bytes[..bytes.len().min(SEARCHED)];
    let at = [b"charset=".as_slice(), b" encoding="]
        .iter()
        .filter_map(|key| {
            head.windows(key.len()).position(|window| window.eq_ignore_ascii_case(key)).map(|at| at + key.len())
        })
        .min()?;
    let name: String = head[at..]
        .iter()
        .copied()
        .skip_while(|byte| matches!(byte, b'"' | b'\'' | b' '))
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        .map(char::from)
        .collect();
    // a label that can be read as ASCII is not in UTF-16, whatever it says
    let is_ascii = |encoding: &Encoding| !matches!(encoding, Encoding::Utf16Le | Encoding::Utf16Be);
    (!name.is_empty()).then(|| Label { encoding: named(&name).filter(is_ascii), name })
}

/// The encoding of the set that `name` stands for, by the labels of the WHATWG encoding standard.
pub(super) fn named(name: &str) -> Option<Encoding> {
    let encoding = encoding_rs::Encoding::for_label(name.as_bytes())?;
    [
        (encoding_rs::UTF_8, Encoding::Utf8),
        (encoding_rs::GBK, Encoding::Gb18030),
        (encoding_rs::GB18030, Encoding::Gb18030),
        (encoding_rs::BIG5, Encoding::Big5),
        (encoding_rs::UTF_16LE, Encoding::Utf16Le),
        (encoding_rs::UTF_16BE, Encoding::Utf16Be),
    ]
    .into_iter()
    .find_map(|(known, ours)| (known == encoding).then_some(ours))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_in_tags_and_declarations() {
        let cases = [
            (b"<meta charset=\"GB2312\">".as_slice(), Some(("GB2312", Some(Encoding::Gb18030)))),
            (b"<META content='text/html; CHARSET=big5'>", Some(("big5", Some(Encoding::Big5)))),
            (b"<?xml version=\"1.0\" encoding=\"utf-8\"?>", Some(("utf-8", Some(Encoding::Utf8)))),
            (b"<meta charset=gb18030/>", Some(("gb18030", Some(Encoding::Gb18030)))),
            (b"<meta charset=euc-kr>", Some(("euc-kr", None))),
            (b"<meta charset=''>", None),
            (b"no label", None),
        ];
        for (bytes, expected) in cases {
            let found = find(bytes);
            let found = found.as_ref().map(|label| (label.name.as_str(), label.encoding));
            assert_eq!(found, expected, "{}", String::from_utf8_lossy(bytes));
        }
    }
}
