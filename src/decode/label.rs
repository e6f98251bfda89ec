//! The encoding that a page names for itself. It is a witness only: many pages lie.

use super::Encoding;

/// How far into a page browsers look for its encoding, and a bit more for pages that begin with scripts.
const SEARCHED: usize = 4096;

/// The encoding named in a meta tag or an XML declaration, if it is one of the set.
pub(super) fn named(bytes: &[u8]) -> Option<Encoding> {
    let head = bytes[..bytes.len().min(SEARCHED)].to_ascii_lowercase();
    let at = [b"charset=".as_slice(), b"encoding=".as_slice()]
        .iter()
        .filter_map(|key| head.windows(key.len()).position(|window| window == *key).map(|at| at + key.len()))
        .min()?;
    let name: Vec<u8> = head[at..]
        .iter()
        .copied()
        .skip_while(|byte| matches!(byte, b'"' | b'\'' | b' '))
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        .collect();
    let encoding = encoding_rs::Encoding::for_label(&name)?;
    [
        (encoding_rs::UTF_8, Encoding::Utf8),
        (encoding_rs::GBK, Encoding::Gb18030),
        (encoding_rs::GB18030, Encoding::Gb18030),
        (encoding_rs::BIG5, Encoding::Big5),
    ]
    .into_iter()
    .find_map(|(known, ours)| (known == encoding).then_some(ours))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_in_tags_and_declarations() {
        let cases: [(&[u8], Option<Encoding>); 6] = [
            (b"<meta charset=\"GB2312\">", Some(Encoding::Gb18030)),
            (b"<META content='text/html; charset=big5'>", Some(Encoding::Big5)),
            (b"<?xml version=\"1.0\" encoding=\"utf-8\"?>", Some(Encoding::Utf8)),
            (b"<meta charset=gb18030/>", Some(Encoding::Gb18030)),
            (b"<meta charset=euc-kr>", None),
            (b"no label", None),
        ];
        for (bytes, expected) in cases {
            assert_eq!(named(bytes), expected, "{}", String::from_utf8_lossy(bytes));
        }
    }
}
