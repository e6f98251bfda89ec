//! How many instructions the command takes, counted by callgrind: of a fixed set of texts no more than `instructions.toml`
//! allows, and of a text four times as long no more than four times as many.
//!
//! Instructions do not depend on how busy the machine is, but on the compiler: what is written down holds for one toolchain.
//! `.ci/run` runs this; by hand it is `cargo test --release --test instructions -- --nocapture`, with valgrind on the path.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use gongwen::Extractor;

/// What is written down.
const LIMITS: &str = include_str!("instructions.toml");
/// A count may be over what is written down by so much; if it is below by as much, the file is to be brought up to date.
const TOLERANCE: f64 = 0.02;
/// The lengths of a text whose growth is looked at, in bytes. The first is long enough for the dictionary to be loaded.
const LENGTHS: [usize; 3] = [1 << 14, 1 << 16, 1 << 18];
/// How much dearer a byte of the longest may be than one of the middle.
const MOST_GROWTH: f64 = 1.15;

/// The instructions of `gongwen extract` on `paths`; `None` if valgrind is not there.
fn instructions(name: &str, paths: &[PathBuf]) -> Option<u64> {
    let counts = folder().join(format!("{name}.callgrind"));
    let output = Command::new("valgrind")
        .arg("--tool=callgrind")
        .arg(format!("--callgrind-out-file={}", counts.display()))
        .arg(env!("CARGO_BIN_EXE_gongwen"))
        .args(["extract", "--threads", "1"])
        .args(paths)
        .env_clear()
        .env("PATH", env::var_os("PATH").unwrap_or_default())
        .output()
        .ok()?;
    let report = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name}: {report}");
    let counts = fs::read_to_string(&counts).expect("callgrind wrote it");
    let totals = counts.lines().find_map(|line| line.strip_prefix("totals: ")).expect("callgrind counts");
    Some(totals.parse().expect("it is a number"))
}

fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("instructions");
    fs::create_dir_all(&folder).expect("the folder can be written to");
    folder
}

fn write(name: &str, content: &[u8]) -> PathBuf {
    let path = folder().join(name);
    fs::write(&path, content).expect("the folder can be written to");
    path
}

/// The documents of the corpus that are UTF-8, in the order of their names.
fn corpus() -> Vec<String> {
    let documents = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/documents");
    let entries = fs::read_dir(documents).expect("the folder is there");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("it can be listed").path()).collect();
    paths.sort();
    paths.iter().filter_map(|path| fs::read_to_string(path).ok()).filter(|text| !text.starts_with('<')).collect()
}

/// Each text as a file of its own.
fn files(name: &str, texts: &[String], form: impl Fn(&str) -> Vec<u8>) -> Vec<PathBuf> {
    let path = |(index, text): (usize, &String)| write(&format!("{name}-{index:02}.txt"), &form(text));
    texts.iter().enumerate().map(path).collect()
}

/// `piece` over and over, `length` bytes of it or a little less.
fn repeated(piece: &str, length: usize) -> Vec<u8> {
    let mut text = piece.repeat(length.div_ceil(piece.len()));
    text.truncate((0..=length).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0));
    text.into_bytes()
}

/// Why nothing can be counted here.
fn hindrance() -> Option<String> {
    if cfg!(debug_assertions) {
        return Some("instructions are counted of the release build".to_owned());
    }
    if Command::new("valgrind").arg("--version").output().is_err() {
        return Some("valgrind is not there".to_owned());
    }
    None
}

#[test]
fn no_more_than_before() {
    let limits: toml::Table = LIMITS.parse().expect("it is TOML");
    let toolchain = limits["toolchain"].as_str().expect("it is text");
    let version = Command::new("rustc").arg("--version").output().map(|output| output.stdout).unwrap_or_default();
    let version = String::from_utf8_lossy(&version);
    let other = (!version.starts_with(toolchain)).then(|| format!("the counts are those of {toolchain}"));
    if let Some(why) = hindrance().or(other) {
        println!("skipped: {why}");
        return;
    }
    let extractor = Extractor::new().expect("the built-in tables parse");
    let texts = corpus();
    let script = &extractor.lexicon().script;
    let inputs = [
        (
            "no-number",
            vec![write(
                "no-number.txt",
                "关于加强林业工作的通知\n各乡镇人民政府：\n要加强领导，抓好落实。\n".as_bytes(),
            )],
        ),
        ("corpus", files("corpus", &texts, |text| text.as_bytes().to_vec())),
        ("corpus-gbk", files("gbk", &texts, |text| encoding_rs::GB18030.encode(text).0.into_owned())),
        ("corpus-traditional", files("traditional", &texts, |text| script.to_traditional(text).into_bytes())),
        ("pages", vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pages")]),
    ];
    let mut problems = Vec::new();
    for (name, paths) in inputs {
        let count = instructions(name, &paths).expect("valgrind runs");
        let most = limits["most"][name].as_integer().expect("it is a number");
        #[allow(clippy::cast_precision_loss)]
        let ratio = count as f64 / most as f64;
        println!("{name}: {count} instructions, {ratio:.3} of what is written down");
        if ratio > 1.0 + TOLERANCE {
            problems.push(format!(
                "{name}: {count} instructions, {most} are written down; make it faster, or write the new \
                                   count into tests/instructions.toml and the reason into the commit"
            ));
        } else if ratio < 1.0 - TOLERANCE {
            println!("{name}: write {count} into tests/instructions.toml, so that it stays so");
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn four_times_the_text_takes_four_times_as_many() {
    if let Some(why) = hindrance() {
        println!("skipped: {why}");
        return;
    }
    // what a repair takes is another matter
    let extractor = Extractor::new().expect("the built-in tables parse");
    let is_clean = |text: &&String| {
        let extraction = extractor.extract(text.as_bytes()).expect("it is text");
        extraction.repairs.is_empty() && extraction.script == gongwen::clean::Script::Simplified
    };
    let texts: String = corpus().iter().filter(is_clean).map(String::as_str).collect();
    let one_line = texts.replace('\n', "");
    let one_sentence = one_line.replace(['。', '；', '！', '？', '：'], "，");
    let row = "<tr><td>新建林场</td><td>个</td><td>12</td><td>2025年</td><td>县林业局</td></tr>\n";
    let table = "<table><tr><th>指标</th><th>单位</th><th>数值</th><th>年份</th><th>责任单位</th></tr>\n";
    let shapes: [(&str, &str, &str); 8] = [
        ("lines", "", &texts),
        ("one-line", "", &one_line),
        ("one-sentence", "", &one_sentence),
        ("table", table, row),
        ("digits", "到2025年，", "1234567890"),
        ("brackets", "到2025年，", "（【〔"),
        ("years", "到2025年，", "2025年，"),
        ("quotes", "到2025年，", "《“2025年"),
    ];
    for (name, head, piece) in shapes {
        let counts = LENGTHS.map(|length| {
            let content = [head.as_bytes(), &repeated(piece, length)].concat();
            let ending = if head.starts_with('<') { "html" } else { "txt" };
            let path = write(&format!("{name}-{length}.{ending}"), &content);
            instructions(name, &[path]).expect("valgrind runs")
        });
        #[allow(clippy::cast_precision_loss)]
        let of_a_byte =
            |index: usize| counts[index].saturating_sub(counts[0]) as f64 / (LENGTHS[index] - LENGTHS[0]) as f64;
        let (middle, long) = (of_a_byte(1), of_a_byte(2));
        println!("{name}: {middle:.0} instructions a byte of {} bytes, {long:.0} of {}", LENGTHS[1], LENGTHS[2]);
        assert!(
            long <= middle * MOST_GROWTH,
            "{name}: a byte takes {middle:.0} instructions, in a longer text {long:.0}"
        );
    }
}
