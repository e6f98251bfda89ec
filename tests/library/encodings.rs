//! The verdict on the encoding, over real documents encoded anew: whole, cut short, with a byte damaged or lost.

use std::{
    fs,
    path::{Path, PathBuf},
};

use gongwen::{
    decode::{Encoding, decode},
    lexicon::Lexicon,
};
use regex::Regex;

const ENCODINGS: [Encoding; 5] =
    [Encoding::Utf8, Encoding::Gb18030, Encoding::Big5, Encoding::Utf16Le, Encoding::Utf16Be];

/// A fixed sequence of numbers that look random (Marsaglia's xorshift), so that every run is the same.
struct Places(u64);

impl Places {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound as u64).expect("it is below a bound of the same type")
    }
}

/// A document, and its text without tags in both scripts.
struct Document {
    name: String,
    whole: String,
    simplified: Vec<char>,
    traditional: Vec<char>,
}

impl Document {
    /// The texts that `encoding` can hold.
    fn texts(&self, encoding: Encoding) -> Vec<(Encoding, &[char])> {
        let both = [self.simplified.as_slice(), &self.traditional];
        both.into_iter().skip(usize::from(encoding == Encoding::Big5)).map(|text| (encoding, text)).collect()
    }
}

fn documents() -> Vec<Document> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = files(&root.join("corpus/documents"));
    paths.extend(files(&root.join("../shared/docs")));
    paths.extend(files(&root.join("../shared/reports")).into_iter().step_by(10));
    let lexicon = Lexicon::builtin().expect("the built-in tables are well formed");
    let tags = Regex::new("(?s)<script.*?</script>|<style.*?</style>|<[^>]*>").expect("a constant pattern");
    let read = |path: PathBuf| {
        let bytes = fs::read(&path).expect("it can be read");
        let whole = String::from_utf8(bytes)
            .unwrap_or_else(|error| decode(error.as_bytes(), None).expect("it is text").text.text().to_owned());
        let body = tags.replace_all(&whole, "");
        let traditional = lexicon.script.to_traditional(&body).chars().collect();
        Document { name: path.display().to_string(), simplified: body.chars().collect(), traditional, whole }
    };
    paths.into_iter().map(read).collect()
}

/// The files of a folder, sorted; none if it is not there.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        println!("left out: there is no {}", folder.display());
        return Vec::new();
    };
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("it can be listed").path()).collect();
    paths.sort();
    paths
}

/// `text` in `encoding`, less the characters that it does not hold.
fn encode(text: &str, encoding: Encoding) -> Vec<u8> {
    let bytes = |encoding: &'static encoding_rs::Encoding| {
        let (bytes, _, lossy) = encoding.encode(text);
        if !lossy {
            return bytes.into_owned();
        }
        let mut kept = Vec::new();
        for character in text.chars() {
            let mut buffer = [0; 4];
            let (bytes, _, lossy) = encoding.encode(character.encode_utf8(&mut buffer));
            if !lossy {
                kept.extend_from_slice(&bytes);
            }
        }
        kept
    };
    match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Gb18030 => bytes(encoding_rs::GB18030),
        Encoding::Big5 => bytes(encoding_rs::BIG5),
        Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
    }
}

/// How many verdicts there were, and the wrong ones.
#[derive(Default)]
struct Tally {
    all: usize,
    wrong: Vec<String>,
}

impl Tally {
    fn add(&mut self, bytes: &[u8], expected: Encoding, what: impl FnOnce() -> String) {
        self.all += 1;
        let found = decode(bytes, None).map(|decoded| decoded.encoding);
        if !matches!(found, Ok(found) if found == expected) {
            self.wrong.push(format!("{}: {expected:?} read as {found:?}", what()));
        }
    }

    /// Prints the share that is right, in percent, and fails if it is below `floor`.
    fn check(&self, what: &str, floor: f64) {
        let right = 100.0 * (self.all - self.wrong.len()) as f64 / self.all as f64;
        println!("{what}: {right:.3} % of {}", self.all);
        self.wrong.iter().take(30).for_each(|wrong| println!("  {wrong}"));
        assert!(self.all > 0 && right >= floor, "{what}: {right} % is below {floor} %");
    }
}

#[test]
fn whole_documents() {
    let mut margins = Vec::new();
    let mut tally = Tally::default();
    for document in documents() {
        for encoding in ENCODINGS {
            let traditional: String;
            let text = match encoding {
                Encoding::Big5 => {
                    traditional = document.traditional.iter().collect();
                    &traditional
                }
                _ => &document.whole,
            };
            let bytes = encode(text, encoding);
            tally.add(&bytes, encoding, || document.name.clone());
            let evidence = decode(&bytes, None).expect("it is text").evidence;
            margins.push((evidence.margin, format!("{encoding:?} {} {:?}", document.name, evidence)));
        }
    }
    tally.check("whole documents", 100.0);
    margins.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    margins[..5].iter().for_each(|(_, what)| println!("  a small margin: {what}"));
    assert!(margins[0].0 > 0.6);
}

/// Pieces of the text of each document, from the start of a character or, where `inside` is set, from any byte on.
fn cut(documents: &[Document], places: &mut Places, length: usize, pieces: usize, inside: bool) -> Tally {
    let mut tally = Tally::default();
    for document in documents {
        for (encoding, text) in ENCODINGS.into_iter().flat_map(|encoding| document.texts(encoding)) {
            for _ in 0..pieces {
                let start = places.below(text.len().saturating_sub(length).max(1));
                let piece: String = text[start..].iter().take(length + 4).collect();
                // a file of UTF-16 that has lost its first byte is no UTF-16 any more
                let step = if matches!(encoding, Encoding::Utf16Be | Encoding::Utf16Le) { 2 } else { 1 };
                let first = if inside { places.below(4) / step * step } else { 0 };
                let bytes = encode(&piece, encoding);
                let Some(bytes) = bytes.get(first..first + length) else { continue };
                // ASCII is the same in all encodings but UTF-16
                if step == 2 || !bytes.is_ascii() {
                    tally.add(bytes, encoding, || format!("{} {piece:?}", document.name));
                }
            }
        }
    }
    tally
}

#[test]
fn cut_documents() {
    let documents = documents();
    let mut places = Places(0x9E37_79B9_7F4A_7C15);
    for (length, pieces, floor) in [(64, 12, 99.5), (256, 6, 99.9), (1024, 4, 99.9)] {
        cut(&documents, &mut places, length, pieces, false).check(&format!("{length} bytes"), floor);
        let what = format!("{length} bytes from any byte on");
        cut(&documents, &mut places, length, pieces / 2, true).check(&what, floor);
    }
}

#[test]
fn a_byte_damaged_or_lost() {
    let mut places = Places(0x2545_F491_4F6C_DD1D);
    let mut tally = Tally::default();
    for document in documents().iter().filter(|document| document.simplified.len() > 5000) {
        for encoding in ENCODINGS {
            let text = if encoding == Encoding::Big5 { &document.traditional } else { &document.simplified };
            let start = places.below(text.len() - 4500);
            let piece: String = text[start..].iter().take(8192).collect();
            let mut bytes = encode(&piece, encoding);
            bytes.truncate(8192);
            for _ in 0..4 {
                let at = places.below(bytes.len());
                let mut damaged = bytes.clone();
                damaged[at] = u8::try_from(places.below(256)).expect("it is below 256");
                tally.add(&damaged, encoding, || format!("{} damaged at {at}", document.name));
                damaged = bytes.clone();
                damaged.remove(at);
                tally.add(&damaged, encoding, || format!("{} less a byte at {at}", document.name));
            }
        }
    }
    tally.check("one byte in 8 KB damaged or lost", 100.0);
}

#[test]
fn real_files_of_other_sites() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    // those that are not in UTF-8, and those that name another encoding than they are in
    let odd = [
        ("_chromium_Big5_with_no_encoding_specified.html", Encoding::Big5, None),
        ("carbonxiv.blogspot.com.xml", Encoding::Big5, None),
        ("coolloud.org.tw.xml", Encoding::Big5, None),
        ("fudesign.blogspot.com.xml", Encoding::Big5, None),
        ("unoriginalblog.com.xml", Encoding::Big5, None),
        ("gne_people_1.html", Encoding::Utf8, Some("GB2312")),
        ("shanghai_docshow.html", Encoding::Utf8, Some("gb2312")),
        ("trafilatura_archive.org.he.xinhuanet.com.25340717.html", Encoding::Gb18030, Some("utf-8")),
    ];
    for path in ["traditional", "pages/sites", "pages/govcn"].into_iter().flat_map(|name| files(&shared.join(name))) {
        let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
        let bytes = fs::read(&path).expect("it can be read");
        if name == "_ude_euc-tw1.txt" {
            assert_eq!(decode(&bytes, None).expect_err("EUC-TW is not of the set").code(), "not_text");
            continue;
        }
        let decoded = decode(&bytes, None).expect("it is text");
        let (_, encoding, label) = odd.iter().find(|(odd, ..)| *odd == name).unwrap_or(&("", Encoding::Utf8, None));
        assert_eq!((decoded.encoding, decoded.evidence.label.as_deref()), (*encoding, *label), "{name}");
        assert!(decoded.evidence.margin > 0.25, "{name}: {:?}", decoded.evidence);
    }
}

#[test]
fn encodings_outside_the_set_are_an_error() {
    let korean =
        "올해 군의 목표는 일자리 오백 개를 늘리고 도로 열두 곳을 새로 내는 것이다. 담당 부서는 매달 결과를 알린다.";
    let korean = encoding_rs::EUC_KR.encode(korean).0.into_owned();
    // HZ has the bytes of GB 2312 without their high bit
    let hz = |text: &str| {
        let bytes = encoding_rs::GBK.encode(text).0.iter().map(|byte| byte & 0x7F).collect::<Vec<_>>();
        [b"~{".as_slice(), &bytes, b"~}\n"].concat()
    };
    let cases = [korean.clone(), korean.repeat(20), hz("全县新增就业五百人"), hz("新建公路").repeat(40)];
    for bytes in cases {
        assert_eq!(decode(&bytes, None).map_err(|error| error.code()).map(|decoded| decoded.encoding), Err("not_text"));
        let labelled = [b"<meta charset=gbk>\n".as_slice(), &bytes].concat();
        assert!(bytes.len() < 200 || decode(&labelled, None).is_err(), "{}", String::from_utf8_lossy(&bytes));
    }
}
