//! Damage made at will from clean text, and how much of it comes back.

mod damage;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
    thread,
};

use damage::{DAMAGES, Damage};
use encoding_rs::GBK;
use gongwen::{
    Extractor,
    alignment::{AlignedText, Reason, ReasonClass},
    clean::{CleanText, clean_text},
    extractor::Extraction,
    lexicon::Lexicon,
    warning::WarningCode,
};

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::builtin().expect("the built-in tables are well formed"));

fn cleaned(text: &str) -> CleanText {
    clean_text(AlignedText::identical(text.to_owned(), 0), &LEXICON)
}

fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}' | '〇')
}

/// Clean texts: the corpus, and where they are, the shared documents and every so many-th report.
fn clean_texts() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts = Vec::new();
    for (folder, step) in [("corpus/documents", 1), ("../shared/docs", 1), ("../shared/reports", 100)] {
        let Ok(entries) = fs::read_dir(root.join(folder)) else {
            println!("skipped: there is no {folder}");
            continue;
        };
        let mut paths: Vec<_> = entries.map(|entry| entry.expect("the folder can be listed").path()).collect();
        paths.sort();
        for path in paths.into_iter().step_by(step) {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            // these two are damaged as they are
            let is_damaged = name == "seed-000.txt" || name.contains("phase-shift");
            match fs::read_to_string(&path) {
                Ok(text) if !is_damaged && !name.ends_with(".html") => texts.push((name, text)),
                _ => {}
            }
        }
    }
    texts
}

/// The lines of a text that are read: all of them, and the first without optimisation, which makes it slow.
fn beginning(text: &str) -> &str {
    let end = if cfg!(debug_assertions) { 2_000 } else { text.len() };
    let end = text.bytes().take(end.min(text.len())).rposition(|byte| byte == b'\n');
    &text[..end.map_or(0, |end| end + 1)]
}

/// How many Han characters of `right` stand in `other` too, in order.
fn kept(right: &str, other: &str) -> usize {
    /// How far the two may run apart.
    const REACH: usize = 24;
    let (right, other): (Vec<char>, Vec<char>) = (right.chars().collect(), other.chars().collect());
    let is_same = |i: usize, j: usize| right.get(i) == other.get(j) || other.get(j) == Some(&'\u{FFFD}');
    let agree = |i: usize, j: usize| (0..3).all(|k| is_same(i + k, j + k));
    let (mut i, mut j, mut kept) = (0, 0, 0);
    while i < right.len() && j < other.len() {
        if right[i] == other[j] {
            kept += usize::from(is_han(right[i]));
            (i, j) = (i + 1, j + 1);
            continue;
        }
        let steps = (1..REACH).flat_map(|sum| (0..=sum).map(move |step| (step, sum - step)));
        let (step, other_step) = steps.into_iter().find(|&(a, b)| agree(i + a, j + b)).unwrap_or((1, 1));
        (i, j) = (i + step, j + other_step);
    }
    kept
}

/// What came back of the damaged lines.
#[derive(Default)]
struct Recovery {
    han: usize,
    /// Of those, the ones that lost no byte.
    intact: usize,
    right: usize,
    /// Clean lines between the damaged ones that did not come out as they were.
    touched: Vec<String>,
    /// A line that did not come back, and what came of it.
    missed: Option<String>,
}

impl Recovery {
    /// Damages every so many-th line of `text` and cleans it.
    fn measure(&mut self, damage: &Damage, text: &str, step: usize) {
        let mut original = if damage.is_traditional() { LEXICON.script.to_traditional(text) } else { text.to_owned() };
        original.retain(|character| damage.holds(character));
        let lines: Vec<(bool, &str)> =
            original.split_inclusive('\n').enumerate().map(|(index, line)| (index % step == 0, line)).collect();
        let damaged: String = lines
            .iter()
            .map(|&(is_damaged, line)| if is_damaged { damage.apply(line) } else { line.to_owned() })
            .collect();
        let (expected, repaired) = (cleaned(&original), cleaned(&damaged));
        let (expected, repaired) = (expected.text.text(), repaired.text.text());
        assert_eq!(expected.lines().count(), repaired.lines().count(), "cleaning keeps line breaks");
        for ((expected, repaired), (is_damaged, line)) in expected.lines().zip(repaired.lines()).zip(lines) {
            if is_damaged {
                self.han += expected.chars().filter(|&c| is_han(c)).count();
                self.intact += damage.intact(line);
                let right = kept(expected, repaired);
                self.right += right;
                if right < damage.intact(line) {
                    self.missed.get_or_insert_with(|| format!("{expected}\n{repaired}"));
                }
            } else if expected != repaired {
                self.touched.push(format!("{expected}\n{repaired}"));
            }
        }
    }
}

/// A class that loses nothing comes back whole; of the others, what is not hit by a loss. Beside it stands what users saw
/// survive, of 157 characters.
#[test]
#[allow(clippy::cast_precision_loss)]
fn damage_is_undone() {
    let texts = clean_texts();
    let mut failures = Vec::new();
    println!("{:30} {:>9} {:>9} {:>9} {:>9}", "", "all lines", "lost none", "1 in 4", "users saw");
    for damage in &DAMAGES {
        let mut recoveries = [Recovery::default(), Recovery::default()];
        for (recovery, step) in recoveries.iter_mut().zip([1, 4]) {
            for (_, text) in &texts {
                recovery.measure(damage, beginning(text), step);
            }
        }
        let [whole, parts] = &recoveries;
        let share = |count: usize, recovery: &Recovery| count as f64 / recovery.han as f64;
        let (right, intact) = (share(whole.right, whole), share(whole.intact, whole));
        let columns =
            [right, intact, share(parts.right, parts), damage.floor].map(|share| format!("{:8.2}%", share * 100.0));
        println!("{:30} {}", damage.name, columns.join(" "));
        for recovery in &recoveries {
            // what lost a byte cannot come back; all else does, but for cells of one or two characters, which may be
            // Chinese in both encodings, and where it is doubtful how the bytes behind a lost one pair
            let slack = match damage.name {
                "utf8_as_gbk (gb18030) twice" | "big5_as_gbk" => 0.035,
                _ if damage.floor == 1.0 => 0.001,
                _ => 0.01,
            };
            let floor = share(recovery.intact, recovery) - slack;
            if share(recovery.right, recovery) < floor {
                let missed = recovery.missed.as_deref().unwrap_or_default();
                failures.push(format!("{}: {} of {} are right\n{missed}", damage.name, recovery.right, recovery.han));
            }
            if let Some(touched) = recovery.touched.first() {
                failures.push(format!("{}: clean lines between damaged ones were changed:\n{touched}", damage.name));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Places of the clean reports that are damaged as they are: a sign between two names that the page's encoding did not have
/// (a middle dot) and that stands as `?`. File and byte.
const DAMAGED_REPORTS: [(&str, usize); 8] = [
    ("其他地市_十堰市_2021.md", 10338),
    ("其他地市_大理白族自治州_2021.md", 27483),
    ("其他地市_怀化市_2021.md", 4908),
    ("其他地市_怀化市_2021.md", 28829),
    ("其他地市_济宁市_2021.md", 41881),
    ("其他地市_蚌埠市_2020.md", 25404),
    ("其他地市_蚌埠市_2020.md", 30984),
    ("其他地市_蚌埠市_2020.md", 41704),
];

#[test]
fn clean_text_is_not_repaired() {
    let Some(folder) = shared("reports") else { return };
    let paths = files(&folder);
    let check = |paths: &[PathBuf]| -> Vec<(String, usize, Reason, String)> {
        let mut found = Vec::new();
        for path in paths {
            let text = fs::read_to_string(path).expect("a report is UTF-8");
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            for repair in cleaned(&text).text.repairs() {
                if repair.kind.class() == ReasonClass::Damage {
                    found.push((name.clone(), repair.source_span.start, repair.kind, repair.from));
                }
            }
        }
        found
    };
    let (first, second) = paths.split_at(paths.len() / 2);
    let mut found = thread::scope(|scope| {
        let other = scope.spawn(|| check(second));
        let mut found = check(first);
        found.extend(other.join().expect("the other half is checked"));
        found
    });
    found.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    let expected: Vec<_> =
        DAMAGED_REPORTS.iter().map(|&(name, byte)| (name.to_owned(), byte, Reason::Lost, "?".to_owned())).collect();
    assert_eq!(found, expected);
}

fn shared(name: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(name);
    if !folder.exists() {
        println!("skipped: there is no {}", folder.display());
        return None;
    }
    Some(folder)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("the folder can be listed").path()).collect();
    paths.sort();
    paths
}

static EXTRACTOR: LazyLock<Extractor> =
    LazyLock::new(|| Extractor::new().expect("the built-in tables are well formed"));

fn extracted(bytes: &[u8]) -> Extraction {
    EXTRACTOR.extract(bytes).expect("it is text")
}

fn clean_page(bytes: &[u8]) -> String {
    EXTRACTOR.document(bytes).expect("it is text").text.text().to_owned()
}

#[test]
fn six_places_of_a_real_page() {
    let Some(file) = shared("docs/seed-000.txt") else { return };
    let bytes = fs::read(file).expect("the file can be read");
    let text = clean_page(&bytes);
    let restored = [
        "沿江沿海科创带为统领",
        "。科技型中小型企业",
        "高校科研技术",
        "沿江沿海科创带",
        "上海科创中心和苏南",
        "。“一区三园",
    ];
    for words in restored {
        assert!(text.contains(words), "{words}");
    }
    let repairs = extracted(&bytes).repairs;
    assert_eq!(repairs.iter().filter(|repair| repair.kind == Reason::GbkPhaseShift).count(), restored.len());
}

/// Real damaged files: what is lost is said at its place, what has no meaning stays, and what can be undone is undone.
#[test]
fn real_damaged_files() {
    let Some(folder) = shared("mojibake") else { return };
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for path in files(&folder) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = fs::read(&path).expect("the file can be read");
        let source = String::from_utf8(bytes.clone()).expect("the files are UTF-8");
        let extraction = extracted(&bytes);
        let text = clean_page(&bytes);
        let damage = extraction.repairs.iter().filter(|repair| repair.kind.class() == ReasonClass::Damage);
        let kinds: Vec<Reason> = damage.map(|repair| repair.kind).collect();
        let said =
            |codes: &[WarningCode]| extraction.warnings.iter().filter(|warning| codes.contains(&warning.code)).count();
        if name.starts_with("lostchar_") {
            *seen.entry("lostchar").or_default() += 1;
            assert!(!kinds.is_empty() && kinds.iter().all(|&kind| kind == Reason::Lost), "{name}: {kinds:?}");
            assert_eq!(said(&[WarningCode::TextLost]), kinds.len(), "{name}");
        } else if name.starts_with("pua_") {
            *seen.entry("pua").or_default() += 1;
            let private = source.chars().filter(|c| matches!(c, '\u{E000}'..='\u{F8FF}')).count();
            assert!(kinds.iter().all(|&kind| matches!(kind, Reason::Lost | Reason::PrivateUse)), "{name}: {kinds:?}");
            let unknown = text.chars().filter(|c| matches!(c, '\u{E000}'..='\u{F8FF}')).count();
            let mapped = kinds.iter().filter(|&&kind| kind == Reason::PrivateUse).count();
            assert!(private > 0 && unknown + mapped == private, "{name}: {unknown} + {mapped} of {private}");
            assert_eq!(said(&[WarningCode::TextLost, WarningCode::ValueAmbiguous]), unknown, "{name}");
        } else {
            *seen.entry("utf8_as_gbk").or_default() += 1;
            assert!(kinds.contains(&Reason::Utf8AsGbk), "{name}");
            // these are the traces of a misread comma, full stop and 的
            for trace in ["锛", "銆", "鐨"] {
                assert!(source.contains(trace) && !text.contains(trace), "{name}: {trace}");
            }
        }
    }
    assert_eq!(seen, BTreeMap::from([("lostchar", 2), ("pua", 4), ("utf8_as_gbk", 3)]));
}

/// A number that a loss has hit is in no record, and a warning says how it may be read.
#[test]
fn damaged_numbers_are_never_guessed() {
    for line in [
        "到2025年，研发投入占比达到2\u{FFFD}5%以上。",
        "到2025年，研发投入占比达到２\u{FFFD}５％以上。",
        "到2025年，研发投入占比达到2?5%以上。",
        "到2025年，研发投入占比达到2\u{E010}5%以上。",
    ] {
        let extraction = extracted(line.as_bytes());
        assert!(extraction.records.is_empty(), "{line}: {:?}", extraction.records);
        let warning = extraction.warnings.iter().find(|warning| warning.code == WarningCode::ValueAmbiguous);
        let message = warning.map(|warning| warning.message.as_str()).unwrap_or_default();
        assert!(message.contains("`2.5`") && message.contains("`25`"), "{line}: {message}");
    }
    for line in [
        "到2025年，高新技术企业达到500\u{FFFD}以上。",
        "到2025年，产值达到\u{FFFD}00亿元。",
        "到2025年，占比达到\u{FFFD}．5%。",
    ] {
        let extraction = extracted(line.as_bytes());
        assert!(extraction.records.is_empty(), "{line}: {:?}", extraction.records);
        assert!(extraction.warnings.iter().any(|warning| warning.code == WarningCode::TextLost), "{line}");
    }
}

/// Damages the text at one pair of bytes, as a converter does that writes `？` and `！` as ASCII: the byte before is no
/// character any more, and all that follows is read one byte off until the next ASCII byte. Returns it with the number of
/// characters that were shifted.
fn shifted(bytes: &[u8], pair: usize) -> (String, usize) {
    let mut damaged = bytes[..pair - 1].to_vec();
    damaged.extend([b'?', bytes[pair + 1] - 0x80]);
    damaged.extend(&bytes[pair + 2..]);
    let run = bytes[pair + 2..].iter().take_while(|byte| **byte >= 0x80).count();
    (GBK.decode_without_bom_handling(&damaged).0.into_owned(), run / 2)
}

/// The places where the second byte of a character and the first of the next are those of `？` or `！`.
fn shift_places(bytes: &[u8]) -> Vec<usize> {
    let mut places = Vec::new();
    let mut position = 0;
    while position + 3 < bytes.len() {
        if bytes[position] < 0x80 {
            position += 1;
            continue;
        }
        if bytes[position + 1] == 0xA3 && matches!(bytes[position + 2], 0xBF | 0xA1) {
            places.push(position + 1);
        }
        position += 2;
    }
    places
}

/// What came of one shift.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Shift {
    Exact,
    /// Right but for characters that lost a byte, which stand marked as lost.
    Marked,
    /// Right but for a character that lost a byte, for which another was guessed.
    WronglyGuessed,
    /// Not seen as damage, or left on purpose.
    Left,
}

impl Shift {
    fn of(expected: &str, repaired: &str) -> Self {
        let (expected, repaired): (Vec<char>, Vec<char>) = (expected.chars().collect(), repaired.chars().collect());
        let differences: Vec<char> =
            expected.iter().zip(&repaired).filter(|(right, is)| right != is).map(|(_, &is)| is).collect();
        match differences.as_slice() {
            // a shift costs its first character a byte, and its last
            _ if expected.len() != repaired.len() || differences.len() > 2 => Self::Left,
            [] => Self::Exact,
            lost if lost.iter().all(|&c| matches!(c, '?' | '\u{FFFD}')) => Self::Marked,
            _ => Self::WronglyGuessed,
        }
    }
}

/// The digits of a text, full-width ones too.
fn digits(text: &str) -> String {
    text.chars()
        .map(|c| if matches!(c, '０'..='９') { char::from_u32(c as u32 - 0xFEE0).unwrap_or(c) } else { c })
        .filter(char::is_ascii_digit)
        .collect()
}

/// Shifts made at will: in runs of every length the bytes that are there come back, and hardly a lost one is guessed wrong.
#[test]
fn phase_shift_is_undone() {
    /// Runs of so many characters at most are one row of the table.
    const LENGTHS: [usize; 6] = [2, 5, 10, 20, 50, usize::MAX];
    let mut rows = [[0_usize; 4]; LENGTHS.len()];
    for (_, text) in clean_texts() {
        for text in [LEXICON.script.to_traditional(&text), text] {
            for line in text.lines() {
                let (bytes, _, lossy) = GBK.encode(line);
                if lossy {
                    continue;
                }
                for place in shift_places(&bytes) {
                    let (damaged, length) = shifted(&bytes, place);
                    let (expected, repaired) = (cleaned(line), cleaned(&damaged));
                    let (expected, repaired) = (expected.text.text(), repaired.text.text());
                    let shift = Shift::of(expected, repaired);
                    assert_eq!(digits(expected), digits(repaired), "{damaged}\n{repaired}");
                    let row = LENGTHS.iter().position(|&most| length <= most).unwrap_or_default();
                    rows[row][shift as usize] += 1;
                }
            }
        }
    }
    println!("shifted: exactly back, lost characters marked, one guessed wrong, left");
    for (most, row) in LENGTHS.iter().zip(rows) {
        println!("up to {most}: {row:?}");
    }
    let [exact, marked, wrong, left] =
        rows.iter().fold([0; 4], |sum, row| std::array::from_fn(|index| sum[index] + row[index]));
    let all = exact + marked + wrong + left;
    assert!(all >= 10, "there are places to damage");
    assert!((exact + marked) * 100 >= all * 85, "{exact} exact and {marked} marked of {all}");
    assert!(exact * 10 >= all, "{exact} of {all} came back exactly");
    assert!(wrong * 60 <= all, "{wrong} of {all} guessed wrong");
}

/// What the records of a file say.
fn said(bytes: &[u8]) -> Vec<String> {
    let records = extracted(bytes).records.into_iter();
    records.map(|r| format!("{} {:?} {} {:?} {:?}", r.indicator, r.comparator, r.value, r.unit, r.year)).collect()
}

#[test]
fn fixtures_give_their_records() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let plain = said(&fs::read(root.join("encodings/utf8.txt")).expect("the file is there"));
    assert_eq!(plain.len(), 6);
    let paths = files(&root.join("mojibake"));
    assert_eq!(paths.len(), 16);
    for path in paths {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = fs::read(&path).expect("the file can be read");
        let (records, extraction) = (said(&bytes), extracted(&bytes));
        let kinds: Vec<Reason> = extraction.repairs.iter().map(|repair| repair.kind).collect();
        let kind = |reason: Reason| serde_json::to_value(reason).expect("a reason is a word");
        let is_named = |reason: &Reason| {
            kind(*reason)
                .as_str()
                .is_some_and(|kind| name.replace("gb18030", "gbk").replace("cp1252", "latin1").starts_with(kind))
        };
        assert!(kinds.iter().any(is_named), "{name}: {kinds:?}");
        match name.as_str() {
            "gbk_phase_shift" => assert_eq!(records, ["高新技术企业 Ge 120 Some(\"家\") Some(2035)"]),
            "utf8_as_gbk"
            | "utf8_as_gb18030"
            | "utf8_as_cp1252_lossy"
            | "gbk_as_big5"
            | "gbk_as_big5hkscs"
            | "gbk_as_cp949"
            | "big5_as_gbk" => {
                println!("{name}: {} of 6 records", records.iter().filter(|record| plain.contains(record)).count());
                assert!(extraction.warnings.iter().any(|w| w.code == WarningCode::TextLost), "{name}");
                // a value is right or it is not there
                let values = |records: &[String]| -> Vec<String> {
                    records
                        .iter()
                        .filter_map(|record| record.split(' ').find(|word| word.parse::<f64>().is_ok()))
                        .map(str::to_owned)
                        .collect()
                };
                let known = values(&plain);
                assert!(values(&records).iter().all(|value| known.contains(value)), "{name}: {records:#?}");
            }
            _ => assert_eq!(records, plain, "{name}"),
        }
    }
}
