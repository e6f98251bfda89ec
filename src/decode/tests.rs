//! Whole files in every encoding, damaged and not.

use proptest::prelude::*;

use super::*;
use crate::span::TextSpan;

const SIMPLIFIED: &str = "各区人民政府：\n到2026年，全市规模以上工业企业数量达到1200家以上。\n";
const TRADITIONAL: &str = "各區公所：\n至2026年，全市中小企業數量增加，發展經濟與實業。\n";

fn encode(text: &str, encoding: Encoding) -> Vec<u8> {
    let bytes = |encoding: &'static encoding_rs::Encoding| encoding.encode(text).0.into_owned();
    match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Gb18030 => bytes(encoding_rs::GB18030),
        Encoding::Big5 => bytes(encoding_rs::BIG5),
        Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
    }
}

#[test]
fn every_encoding_is_recognised() {
    let cases = [
        (SIMPLIFIED, Encoding::Utf8, Basis::Valid),
        (SIMPLIFIED, Encoding::Gb18030, Basis::Statistics),
        (TRADITIONAL, Encoding::Gb18030, Basis::Valid),
        (TRADITIONAL, Encoding::Big5, Basis::Statistics),
        (TRADITIONAL, Encoding::Utf8, Basis::Valid),
        (SIMPLIFIED, Encoding::Utf16Le, Basis::Statistics),
        (SIMPLIFIED, Encoding::Utf16Be, Basis::Statistics),
        ("一是推动企业增长。二是改革发展，三、四、五。", Encoding::Utf16Le, Basis::Statistics),
        ("plain ASCII\n", Encoding::Utf8, Basis::Valid),
        ("plain ASCII\n", Encoding::Utf16Le, Basis::Statistics),
        ("plain ASCII\n", Encoding::Utf16Be, Basis::Statistics),
    ];
    for (text, encoding, evidence) in cases {
        let decoded = decode(&encode(text, encoding), None).expect("it is text");
        assert_eq!((decoded.encoding, decoded.text.text()), (encoding, text));
        if encoding != Encoding::Gb18030 && encoding != Encoding::Big5 {
            assert_eq!(decoded.evidence.basis, evidence, "{encoding:?}");
        }
    }
}

#[test]
fn a_byte_order_mark_is_proof_and_is_not_text() {
    let marks: [(&[u8], Encoding); 4] = [
        (b"\xEF\xBB\xBF", Encoding::Utf8),
        (b"\x84\x31\x95\x33", Encoding::Gb18030),
        (b"\xFF\xFE", Encoding::Utf16Le),
        (b"\xFE\xFF", Encoding::Utf16Be),
    ];
    for (mark, encoding) in marks {
        let bytes = [mark, &encode(SIMPLIFIED, encoding)].concat();
        let decoded = decode(&bytes, None).expect("it is text");
        assert_eq!((decoded.encoding, decoded.evidence.basis), (encoding, Basis::Bom));
        assert_eq!(decoded.text.text(), SIMPLIFIED);
        let first = decoded.text.to_source(TextSpan::new(0, 3));
        assert_eq!(first.start, mark.len());
    }
    // a mark that the rest belies is no proof
    let decoded = decode(&[b"\xFF\xFE".as_slice(), &encode(SIMPLIFIED, Encoding::Gb18030)].concat(), None);
    assert_eq!(decoded.expect("it is text").encoding, Encoding::Gb18030);
}

#[test]
fn a_cut_end_never_changes_the_verdict() {
    for (text, encoding) in [
        (SIMPLIFIED, Encoding::Utf8),
        (TRADITIONAL, Encoding::Utf8),
        (SIMPLIFIED, Encoding::Gb18030),
        (TRADITIONAL, Encoding::Gb18030),
        (TRADITIONAL, Encoding::Big5),
        (SIMPLIFIED, Encoding::Utf16Le),
    ] {
        let bytes = encode(text, encoding);
        for cut in 0..bytes.len() / 2 {
            let decoded = decode(&bytes[..bytes.len() - cut], None).expect("it is text");
            assert_eq!(decoded.encoding, encoding, "{encoding:?} less {cut} bytes");
            let whole = decoded.text.text().trim_end_matches('\u{FFFD}');
            assert!(text.starts_with(whole), "{encoding:?} less {cut} bytes");
        }
    }
}

#[test]
fn one_bad_byte_never_changes_the_verdict() {
    for (text, encoding) in
        [(SIMPLIFIED, Encoding::Utf8), (SIMPLIFIED, Encoding::Gb18030), (TRADITIONAL, Encoding::Big5)]
    {
        let bytes = encode(text, encoding);
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged.insert(at, 0xFF);
            let decoded = decode(&damaged, None).expect("it is text");
            assert_eq!(decoded.encoding, encoding, "{encoding:?} with a bad byte at {at}");
            assert!(decoded.text.text().contains('\u{FFFD}'));
        }
    }
}

#[test]
fn a_label_is_a_witness_only() {
    let page = |label: &str, text: &str| format!("<meta charset={label}><p>{text}</p>");
    let lies = [
        (page("gb2312", SIMPLIFIED), Encoding::Utf8),
        (page("big5", SIMPLIFIED), Encoding::Gb18030),
        (page("utf-8", SIMPLIFIED), Encoding::Gb18030),
        (page("gbk", TRADITIONAL), Encoding::Big5),
        (page("iso-8859-1", TRADITIONAL), Encoding::Big5),
    ];
    for (page, encoding) in lies {
        let decoded = decode(&encode(&page, encoding), None).expect("it is text");
        assert_eq!(decoded.encoding, encoding);
        assert_eq!(decoded.text.text(), page);
    }
    // two rare characters prove nothing, so the page is believed
    let rare = encode(&page("gbk", "靐龘"), Encoding::Gb18030);
    assert!(
        decode(&rare, None).is_err() || decode(&rare, None).is_ok_and(|decoded| decoded.encoding == Encoding::Gb18030)
    );
}

#[test]
fn a_hint_decides_where_the_bytes_do_not() {
    let rare = encode("靐龘爨", Encoding::Gb18030);
    assert!(decode(&rare, None).is_err());
    for hint in [Encoding::Gb18030, Encoding::Big5] {
        let decoded = decode(&rare, Some(hint)).expect("the caller vouches for it");
        assert_eq!((decoded.encoding, decoded.evidence.basis), (hint, Basis::Hint));
    }
    // it is no judge
    for encoding in [Encoding::Utf8, Encoding::Gb18030, Encoding::Utf16Le, Encoding::Utf16Be] {
        for hint in [Encoding::Utf8, Encoding::Gb18030, Encoding::Big5, Encoding::Utf16Le, Encoding::Utf16Be] {
            let decoded = decode(&encode(SIMPLIFIED, encoding), Some(hint)).expect("it is text");
            assert_eq!((decoded.encoding, decoded.text.text()), (encoding, SIMPLIFIED), "{hint:?}");
        }
    }
    assert!(decode(b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", Some(Encoding::Utf8)).is_err());
}

#[test]
fn the_evidence_says_how_near_the_next_reading_is() {
    let page = format!("<meta charset=\"GBK\">{SIMPLIFIED}");
    let evidence = decode(page.as_bytes(), None).expect("it is text").evidence;
    assert_eq!((evidence.basis, evidence.label.as_deref()), (Basis::Valid, Some("GBK")));
    assert!(evidence.margin > 0.6, "{evidence:?}");
    let evidence = decode(&encode(&page, Encoding::Gb18030), None).expect("it is text").evidence;
    assert_eq!(evidence.label, None);
    assert!(evidence.margin > 0.5 && evidence.margin < 1.0, "{evidence:?}");
    let evidence = decode(b"plain ASCII", None).expect("it is text").evidence;
    assert!(evidence.margin > 0.5, "{evidence:?}");
}

#[test]
fn what_is_no_text_of_the_set_is_an_error() {
    let korean = encoding_rs::EUC_KR.encode("서울특별시는 올해 예산을 확정하고 사업을 추진한다").0.into_owned();
    let japanese = encoding_rs::EUC_JP.encode("これは日本語の文章です。政府の計画を発表しました").0.into_owned();
    let shift = encoding_rs::SHIFT_JIS.encode("これは日本語の文章です。政府の計画を発表しました").0.into_owned();
    let western = encoding_rs::WINDOWS_1252.encode("Précisément à l'été, les élèves étaient là").0.into_owned();
    let cases: [&[u8]; 9] = [
        &korean,
        &japanese,
        &shift,
        &western,
        b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR",
        b"%PDF-1.4 text",
        b"a\0b\0\0\0c\x01",
        b"~{VPND~}~{9+8f~}",
        &[0xFF; 64],
    ];
    for bytes in cases {
        let error = decode(bytes, None).expect_err("it is no text");
        assert_eq!(error.code(), "not_text", "{bytes:x?}");
    }
}

#[test]
fn a_file_may_mix_encodings() {
    let (gbk, utf8) = (encode(SIMPLIFIED, Encoding::Gb18030), encode(SIMPLIFIED, Encoding::Utf8));
    let title = "<title>某市人民政府工作报告</title>\n";
    let cases = [
        // a template in one encoding around a text in the other
        (title.as_bytes().to_vec(), gbk.repeat(9), Encoding::Gb18030, Encoding::Utf8),
        (encode(title, Encoding::Gb18030), utf8.repeat(9), Encoding::Utf8, Encoding::Gb18030),
        // half and half
        (utf8.repeat(3), gbk.repeat(5), Encoding::Gb18030, Encoding::Utf8),
        (gbk.repeat(2), utf8.repeat(5), Encoding::Utf8, Encoding::Gb18030),
    ];
    for (first, second, main, other) in cases {
        let decoded = decode(&[first.clone(), second].concat(), None).expect("it is text");
        assert!(!decoded.text.text().contains('\u{FFFD}'));
        assert!(decoded.text.text().ends_with(SIMPLIFIED));
        let (rest, segment) = (decoded.encoding, decoded.segments.first().expect("two encodings"));
        assert_eq!((rest, segment.encoding, decoded.segments.len()), (main, other, 1));
        assert!(first.len() - segment.source_span.end <= "</title>\n".len());
        let whole = decoded.text.to_source(TextSpan::new(0, 12));
        assert_eq!(whole.start, 0);
    }
    for (text, encoding) in
        [(SIMPLIFIED, Encoding::Gb18030), (TRADITIONAL, Encoding::Big5), (SIMPLIFIED, Encoding::Utf8)]
    {
        let mut bytes = encode(text, encoding);
        assert!(decode(&bytes, None).expect("it is text").segments.is_empty());
        bytes.insert(8, 0xB0);
        assert!(decode(&bytes, None).expect("it is text").segments.is_empty(), "one bad byte is no other encoding");
    }
}

#[test]
fn a_file_without_text_is_empty() {
    let cases: [&[u8]; 5] = [b"", b" \r\n\t", b"\xEF\xBB\xBF\n", "\u{3000}\n".as_bytes(), b"\xFF\xFE\n\0 \0"];
    for bytes in cases {
        assert_eq!(decode(bytes, None).expect_err("there is no text").code(), "empty", "{bytes:x?}");
    }
}

proptest! {
    #[test]
    fn any_bytes_give_a_text_whose_runs_cover_them(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(decoded) = decode(&bytes, None) {
            let whole = decoded.text.to_source(TextSpan::new(0, decoded.text.text().len()));
            prop_assert_eq!(whole.end, bytes.len());
        }
        for rule in [&gb18030::RULE, &big5::RULE] {
            let mut text = AlignedText::default();
            multibyte::decode(&mut text, &bytes, 0, rule);
            let (expected, _) = rule.encoding.decode_without_bom_handling(&bytes);
            prop_assert_eq!(text.text(), &*expected);
            // every character leads back to bytes that decode to it
            let mut end = 0;
            for (at, character) in text.text().char_indices() {
                let source = text.to_source(TextSpan::new(at, at + character.len_utf8()));
                prop_assert!(source.start == end || source.end == end, "{} {:?}", at, source);
                end = source.end;
                let (again, _) = rule.encoding.decode_without_bom_handling(&bytes[source.range()]);
                prop_assert!(again.contains(character));
            }
            prop_assert_eq!(end, bytes.len());
        }
    }
}
