//! Pages as sites have them: the fields right, the text whole, and nothing of the site around it.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use gongwen::{
    Extractor,
    document::{Document, Metadata},
};
use serde::Deserialize;

/// A table of pages, with what must be read of each.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    page: Vec<Expected>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    file: String,
    doc_number: Option<String>,
    index_number: Option<String>,
    title: Option<String>,
    #[serde(default)]
    issuers: Vec<String>,
    issued: Option<String>,
    published: Option<String>,
    with: Vec<String>,
    without: Vec<String>,
    #[serde(default)]
    attachments: Vec<(String, String)>,
    /// Year, value and unit of records that must be among those of the page.
    #[serde(default)]
    records: Vec<String>,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A folder beside the repository; `None`, with a line that says so, where it is not there.
fn shared(folder: &str) -> Option<PathBuf> {
    let path = root().join("../shared").join(folder);
    if path.is_dir() {
        return Some(path);
    }
    println!("skipped: there is no {}", path.display());
    None
}

fn extractor() -> Extractor {
    Extractor::new().expect("the built-in tables parse")
}

fn table(name: &str) -> Vec<Expected> {
    let text = fs::read_to_string(root().join("fixtures/pages").join(name)).expect("the table is there");
    toml::from_str::<Table>(&text).unwrap_or_else(|error| panic!("{name}: {error}")).page
}

/// What of `expected` the clean text does not keep to: pieces that are missing, out of order, or should be gone.
fn snippets(text: &str, expected: &Expected) -> Vec<String> {
    let mut problems = Vec::new();
    let mut position = 0;
    for piece in &expected.with {
        match text[position..].find(piece.as_str()) {
            Some(at) => position += at + piece.len(),
            None => problems.push(format!("without `{piece}` behind byte {position}")),
        }
    }
    let left = expected.without.iter().filter(|piece| text.contains(piece.as_str()));
    problems.extend(left.map(|piece| format!("with `{piece}`")));
    problems.into_iter().map(|problem| format!("{}: {problem}", expected.file)).collect()
}

/// What of `expected` the fields do not keep to; a field that is not named must be absent if `all` are.
fn fields(read: &Metadata, expected: &Expected, all: bool) -> Vec<String> {
    let pairs = [
        ("doc_number", &read.doc_number, &expected.doc_number),
        ("index_number", &read.index_number, &expected.index_number),
        ("title", &read.title, &expected.title),
        ("issued", &read.issued, &expected.issued),
        ("published", &read.published, &expected.published),
    ];
    let mut problems: Vec<String> = pairs
        .into_iter()
        .filter(|(_, read, expected)| read != expected && (all || expected.is_some()))
        .map(|(name, read, expected)| format!("{name} is {read:?}, not {expected:?}"))
        .collect();
    if read.issuers != expected.issuers && (all || !expected.issuers.is_empty()) {
        problems.push(format!("issuers are {:?}, not {:?}", read.issuers, expected.issuers));
    }
    problems.into_iter().map(|problem| format!("{}: {problem}", expected.file)).collect()
}

fn document(extractor: &Extractor, path: &Path) -> (Vec<u8>, Document) {
    let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let document = extractor.document(&bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    (bytes, document)
}

/// The names of the pages in a folder.
fn pages_in(folder: &Path) -> BTreeSet<String> {
    fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be listed").file_name().to_string_lossy().into_owned())
        .filter(|name| [".html", ".txt", ".md"].iter().any(|ending| name.ends_with(ending)))
        .collect()
}

#[test]
fn own_pages_are_read_as_they_are_meant() {
    let extractor = extractor();
    let folder = root().join("fixtures/pages");
    let expected = table("expected.toml");
    let named: BTreeSet<String> = expected.iter().map(|page| page.file.clone()).collect();
    assert_eq!(named, pages_in(&folder), "every page has its line in the table");
    let mut problems = Vec::new();
    for expected in &expected {
        let (bytes, document) = document(&extractor, &folder.join(&expected.file));
        problems.extend(snippets(document.text.text(), expected));
        problems.extend(fields(&document.metadata, expected, true));
        let attachments: Vec<(String, String)> = document
            .metadata
            .attachments
            .iter()
            .map(|file| (file.name.clone(), file.kind.clone().unwrap_or_default()))
            .collect();
        if attachments != expected.attachments {
            problems.push(format!("{}: attachments are {attachments:?}", expected.file));
        }
        let extraction = extractor.extract(&bytes).expect("it was just read");
        let records: Vec<String> = extraction
            .records
            .iter()
            .map(|record| {
                let year = record.year.map_or("-".to_owned(), |year| year.to_string());
                format!("{year} {} {}", record.value, record.unit.as_deref().unwrap_or("-"))
            })
            .collect();
        for record in expected.records.iter().filter(|record| !records.contains(&base_units(record))) {
            problems.push(format!("{}: no record `{record}` among {records:?}", expected.file));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// A record of the table with its value in base units, as records have them.
fn base_units(record: &str) -> String {
    let parts: Vec<&str> = record.split(' ').collect();
    let [year, value, unit] = parts[..] else { panic!("`{record}` is not year, value and unit") };
    let (zeros, unit) = match unit.chars().next() {
        Some('万') => (4, &unit[3..]),
        Some('亿') => (8, &unit[3..]),
        _ => (0, unit),
    };
    let (whole, fraction) = value.split_once('.').unwrap_or((value, ""));
    let digits = if zeros == 0 {
        value.to_owned()
    } else {
        format!("{whole}{fraction}{}", "0".repeat(zeros - fraction.len())).trim_start_matches('0').to_owned()
    };
    format!("{year} {digits} {unit}")
}

#[test]
fn what_is_left_out_of_own_pages_is_listed() {
    let extractor = extractor();
    for (file, pieces) in [
        ("ucap-notice.html", ["互动交流", "ICP备"]),
        ("old-table-br.html", ["局内动态", "Copyright"]),
        ("json-body.html", ["首页", "政务公开"]),
        ("saved-as-text.txt", ["走进岭泽", "网站标识码"]),
    ] {
        let (_, document) = document(&extractor, &root().join("fixtures/pages").join(file));
        let removed: String = document
            .text
            .repairs()
            .into_iter()
            .filter(|repair| repair.kind == gongwen::alignment::Reason::Boilerplate)
            .map(|repair| repair.from)
            .collect();
        for piece in pieces {
            assert!(removed.contains(piece), "{file}: `{piece}` is in {removed}");
        }
    }
}

/// The unit above a table is that of its cells, and a merged cell says so where it is repeated.
#[test]
fn merged_cells_are_inherited() {
    let (_, document) = document(&extractor(), &root().join("fixtures/pages/trs-table.html"));
    let table = &document.tables[0];
    let inherited: Vec<Vec<bool>> =
        table.rows.iter().map(|row| row.iter().map(|cell| cell.inherited).collect()).collect();
    let expected = [
        [false, false, false, true],
        [true, true, false, false],
        [false, false, false, false],
        [true, false, false, false],
        [false, false, false, false],
    ];
    assert_eq!(inherited, expected);
}

/// Every block of a page leads back to the bytes that hold its digits, also out of a string in a script.
#[test]
fn digits_of_own_pages_are_in_their_bytes() {
    let extractor = extractor();
    let path = root().join("fixtures/pages/json-body.html");
    let (bytes, document) = document(&extractor, &path);
    let text = document.text.text();
    for number in ["2034", "1.2", "30", "2031年7月2日"] {
        let at = text.find(number).expect("it is read");
        let digits = number.find(|character: char| !character.is_ascii()).map_or(number, |end| &number[..end]);
        let span = gongwen::span::TextSpan::new(at, at + digits.len());
        assert_eq!(&bytes[document.text.to_source(span).range()], digits.as_bytes());
    }
}

#[test]
fn pages_of_other_sites_are_whole_and_bare() {
    let Some(folder) = shared("pages/sites") else { return };
    let extractor = extractor();
    let expected = table("sites.toml");
    let named: BTreeSet<String> = expected.iter().map(|page| page.file.clone()).collect();
    assert_eq!(named, pages_in(&folder), "every page has its line in the table");
    let mut problems = Vec::new();
    for expected in &expected {
        assert!(expected.with.len() + expected.without.len() >= 4, "{}: too few pieces", expected.file);
        let (_, document) = document(&extractor, &folder.join(&expected.file));
        problems.extend(snippets(document.text.text(), expected));
        problems.extend(fields(&document.metadata, expected, false));
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// The labels of the central government's pages hold on all of them.
#[test]
fn labelled_pages_have_their_fields() {
    let Some(folder) = shared("pages/govcn") else { return };
    let extractor = extractor();
    let labels = fs::read_to_string(folder.join("LABELS.tsv")).expect("the labels are there");
    let mut pages = 0;
    let mut problems = Vec::new();
    for line in labels.lines().skip(1) {
        let [file, _, index_number, title, issuer, doc_number] =
            line.split('\t').collect::<Vec<_>>().try_into().expect("six columns");
        let read = document(&extractor, &folder.join(file)).1.metadata;
        let found = [
            ("index_number", read.index_number.unwrap_or_default(), index_number),
            ("title", read.title.unwrap_or_default(), title),
            ("issuers", read.issuers.join("、"), issuer),
            ("doc_number", read.doc_number.unwrap_or_default(), doc_number),
        ];
        for (name, read, expected) in found {
            if read != expected {
                problems.push(format!("{file}: {name} is `{read}`, not `{expected}`"));
            }
        }
        pages += 1;
    }
    assert_eq!((pages, problems), (28, Vec::new()));
}

/// A text as the pages of three kinds of site: paragraphs in a known container, an old table with `<br>`, paragraphs in a
/// page that nobody knows.
fn wrapped(text: &str) -> [String; 3] {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let lines: Vec<&str> = escaped.lines().filter(|line| !line.trim().is_empty()).collect();
    let menu = "<a href=/>首页</a><a href=/a>信息公开</a><a href=/b>办事服务</a><a href=/c>互动交流</a><a href=/d>专题专栏</a>";
    let foot = "<div>主办单位：某市人民政府办公室</div><div>版权所有 某ICP备00000000号</div>";
    let paragraphs = format!("<p>{}</p>", lines.join("</p>\n<p>"));
    [
        format!(
            "<!DOCTYPE html><html><body><div class=nav>{menu}</div><div class=TRS_Editor>{paragraphs}</div><div class=footer>{foot}</div></body></html>"
        ),
        format!(
            "<html><body><table><tr><td>{menu}</td></tr></table><table><tr><td>{}</td></tr></table><center>{foot}</center></body></html>",
            lines.join("<br>\n")
        ),
        format!(
            "<html><body><section>{menu}</section><section><article>{paragraphs}</article></section><section>{foot}</section></body></html>"
        ),
    ]
}

#[test]
fn fields_outlive_the_page_around_them() {
    let Some(folder) = shared("docs") else { return };
    let extractor = extractor();
    let mut problems = Vec::new();
    for file in pages_in(&folder) {
        let bytes = fs::read(folder.join(&file)).expect("it can be read");
        let document = extractor.document(&bytes).expect("it is text");
        // a head in YAML is no part of the text, and no page has one
        let plain = extractor.document(document.text.text().as_bytes()).expect("it is text");
        for (form, page) in wrapped(plain.text.text()).iter().enumerate() {
            let read = extractor.document(page.as_bytes()).expect("it is text");
            let said = |metadata: &Metadata| {
                let mut said = metadata.clone();
                said.spans = Default::default();
                said
            };
            if said(&read.metadata) != said(&plain.metadata) {
                problems.push(format!("{file} as {form}:\n{:?}\n{:?}", said(&read.metadata), said(&plain.metadata)));
            }
            let squeeze = |text: &str| text.split_whitespace().collect::<String>();
            let whole = squeeze(read.text.text());
            for line in plain.text.text().lines() {
                if !whole.contains(&squeeze(line)) {
                    problems.push(format!("{file} as {form} has lost `{line}`"));
                }
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
