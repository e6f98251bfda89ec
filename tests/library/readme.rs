//! The README says what was measured, says the same in both languages, and leads to files that are there.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use gongwen::{
    Extractor,
    evaluate::{Gold, Prediction, evaluate},
};
use regex::Regex;

const ENGLISH: &str = include_str!("../../README.md");
const CHINESE: &str = include_str!("../../README.zh-CN.md");

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The fenced blocks of a page, and what stands outside of them.
fn parts(page: &str) -> (Vec<&str>, String) {
    let mut pieces = page.split("```").enumerate();
    let (mut blocks, mut rest) = (Vec::new(), String::new());
    pieces.by_ref().for_each(|(index, piece)| if index % 2 == 1 { blocks.push(piece) } else { rest.push_str(piece) });
    (blocks, rest)
}

fn all(pattern: &str, text: &str) -> Vec<String> {
    let pattern = Regex::new(pattern).expect("a constant pattern");
    pattern.captures_iter(text).map(|found| found[1].to_owned()).collect()
}

/// The figures in the tables of a page, in their order.
fn figures(page: &str) -> Vec<String> {
    let (_, text) = parts(page);
    let rows = text.lines().filter(|line| line.starts_with('|')).collect::<Vec<_>>().join("\n");
    all(r"([0-9][0-9.,]*[0-9]|[0-9])", &rows)
}

#[test]
fn both_languages_have_the_same_blocks_figures_commands_and_links() {
    assert_eq!(parts(ENGLISH).0, parts(CHINESE).0);
    assert_eq!(figures(ENGLISH), figures(CHINESE));
    let words = |page: &str| all("`([^`\n]+)`", &parts(page).1).into_iter().collect::<BTreeSet<_>>();
    assert_eq!(words(ENGLISH), words(CHINESE));
    let links = |page: &str| {
        let links = all(r"\]\(([^)]+)\)", &parts(page).1).into_iter();
        links.filter(|link| !link.starts_with("README")).collect::<BTreeSet<_>>()
    };
    assert_eq!(links(ENGLISH), links(CHINESE));
    let headings = |page: &str| parts(page).1.lines().filter(|line| line.starts_with("## ")).count();
    assert_eq!(headings(ENGLISH), headings(CHINESE));
}

#[test]
fn what_the_pages_lead_to_is_there() {
    let docs =
        fs::read_dir(root().join("docs")).expect("the folder is there").filter_map(|entry| Some(entry.ok()?.path()));
    let docs = docs.filter(|path| path.extension().is_some_and(|ending| ending == "md"));
    for page in docs.chain(["README.md", "README.zh-CN.md", "CONTRIBUTING.md"].map(|name| root().join(name))) {
        let text = fs::read_to_string(&page).expect("the page can be read");
        let links = all(r#"(?:\]\(|src="|srcset=")([^)"]+)"#, &parts(&text).1);
        for link in links.iter().filter(|link| !link.contains("://") && !link.starts_with("crate::")) {
            let path = page.parent().unwrap_or(Path::new("")).join(link.split('#').next().unwrap_or_default());
            assert!(path.exists(), "{}: {link}", page.display());
        }
    }
}

#[test]
fn the_compiler_is_the_one_of_the_manifest() {
    let needed = format!("Rust {} ", env!("CARGO_PKG_RUST_VERSION"));
    assert!(ENGLISH.contains(&needed) && CHINESE.contains(&needed), "both READMEs are to name {needed}");
}

#[test]
fn what_is_cited_is_this_version() {
    let citation = fs::read_to_string(root().join("CITATION.cff")).expect("the file can be read");
    assert!(citation.contains(&format!("\nversion: {}\n", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn the_speed_is_that_of_the_table_of_the_bench() {
    let measured = include_str!("../../benches/speed.md");
    let rows: Vec<Vec<&str>> = measured.lines().map(|row| row.split('|').map(str::trim).collect()).collect();
    let of = |text: &str, what: &str| {
        let row = rows.iter().find(|row| row.get(1) == Some(&text) && row.get(2) == Some(&what));
        row.unwrap_or_else(|| panic!("benches/speed.md has `{what}` of `{text}`"))[3]
    };
    let texts: Vec<&str> = rows.iter().filter(|row| row.get(2) == Some(&"file to JSON")).map(|row| row[1]).collect();
    assert!(texts.len() >= 5, "{texts:?}");
    let rows =
        texts.iter().map(|text| format!("| {text} | {} | {} |", of(text, "file to JSON"), of(text, "jieba-rs cut")));
    let missing: Vec<String> = rows.filter(|row| !ENGLISH.contains(row)).collect();
    assert!(
        missing.is_empty(),
        "both READMEs have other figures than these, which were measured:\n{}",
        missing.join("\n")
    );
}

#[test]
fn the_scores_are_those_of_the_corpus() {
    let extractor = Extractor::new().expect("the built-in tables parse");
    let gold: Vec<Gold> = fs::read_dir(root().join("corpus/gold"))
        .expect("the folder is there")
        .map(|entry| {
            let path = entry.expect("it can be listed").path();
            let text = fs::read_to_string(&path).expect("it can be read");
            Gold::parse(&path.display().to_string(), &text).expect("it is a gold file")
        })
        .collect();
    let predictions: BTreeMap<String, Prediction> = gold
        .iter()
        .map(|gold| {
            let bytes = fs::read(root().join("corpus/documents").join(&gold.doc)).expect("it can be read");
            (gold.doc.clone(), Prediction::from(&extractor.extract(&bytes).expect("it is text")))
        })
        .collect();
    let scores = evaluate(&gold, &predictions);
    let records = scores.detect.all.expected;
    let row = format!(
        "| {},{:03} | {:.3} | {:.3} | {:.3} |",
        records / 1000,
        records % 1000,
        scores.detect.all.f1,
        scores.strict.all.f1,
        scores.strict.target.f1,
    );
    assert!(ENGLISH.contains(&row), "README.md has not the row that `gongwen eval` gives: {row}");
}
