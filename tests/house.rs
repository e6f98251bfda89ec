//! The order of the house: every module uses only modules that come before it on the way of the data, and words are data.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use regex::Regex;

/// The modules, in their order. `batch`, `cli` and `main` belong to the command, the others to the library.
const ORDER: [&str; 24] = [
    "span",
    "characters",
    "digest",
    "error",
    "limits",
    "alignment",
    "warning",
    "lexicon",
    "decode",
    "page",
    "clean",
    "mention",
    "document",
    "rule",
    "pack",
    "record",
    "extractor",
    "output",
    "folder",
    "report",
    "evaluate",
    "batch",
    "cli",
    "main",
];

/// What `lib.rs` exports under another path than its module.
const EXPORTS: [(&str, &str); 8] = [
    ("Error", "error"),
    ("ErrorKind", "error"),
    ("Result", "error"),
    ("Extraction", "extractor"),
    ("Extractor", "extractor"),
    ("Limits", "limits"),
    ("Options", "extractor"),
    ("OutputScript", "extractor"),
];

fn place(module: &str) -> Option<usize> {
    ORDER.iter().position(|&name| name == module)
}

/// The first names of all paths in `code` that begin at the root of the library or the command. Comments do not count.
fn uses(code: &str) -> BTreeSet<String> {
    let code: String =
        code.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n");
    let mut names = BTreeSet::new();
    for root in ["crate::", "gongwen::"] {
        for (start, _) in code.match_indices(root) {
            let is_whole = !code[..start].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':' || c == '$');
            if is_whole {
                names.extend(first_names(&code[start + root.len()..]));
            }
        }
    }
    names
}

/// The first name of a path, or of each path in a group: `{error::ErrorKind, span::{SourceSpan, TextSpan}}`.
fn first_names(path: &str) -> Vec<String> {
    let name = |path: &str| path.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let Some(group) = path.strip_prefix('{') else { return vec![name(path)] };
    let (mut depth, mut start, mut names) = (0, 0, Vec::new());
    for (index, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                names.push(name(&group[start..index]));
                start = index + 1;
                if character == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// What `code`, a file of `module`, uses although it comes later, or has no place in the order.
fn violations(module: &str, code: &str) -> Vec<String> {
    let Some(own) = place(module) else { return vec![format!("{module} has no place in the order")] };
    uses(code)
        .into_iter()
        .filter_map(|name| {
            let used = EXPORTS.iter().find(|(export, _)| *export == name).map_or(name.as_str(), |(_, module)| module);
            let is_error = used == "error";
            match place(used) {
                Some(place) if place <= own || is_error => None,
                Some(_) => Some(format!("{module} uses {used}, which comes later")),
                None => Some(format!("{module} uses {used}, which has no place in the order")),
            }
        })
        .collect()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the sources can be listed") {
        let path = entry.expect("the sources can be listed").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

#[test]
fn every_module_uses_only_those_before_it() {
    let sources = sources();
    let mut found = Vec::new();
    for file in rust_files(&sources) {
        let inside = file.strip_prefix(&sources).expect("the file is in the folder");
        let first = inside.components().next().expect("a file has a name").as_os_str().to_string_lossy().into_owned();
        let module = first.strip_suffix(".rs").unwrap_or(&first);
        if module == "lib" {
            continue;
        }
        let code = fs::read_to_string(&file).expect("a source file can be read");
        found.extend(violations(module, &code).into_iter().map(|what| format!("{}: {what}", inside.display())));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_module_of_the_library_has_its_place() {
    let library = fs::read_to_string(sources().join("lib.rs")).expect("the library has a root");
    let command = fs::read_to_string(sources().join("main.rs")).expect("the command has a root");
    // rustfmt sorts the declarations, so only the set of them can agree
    let declared: BTreeSet<&str> = library
        .lines()
        .chain(command.lines())
        .filter_map(|line| line.strip_prefix("pub mod ").or_else(|| line.strip_prefix("mod "))?.strip_suffix(';'))
        .collect();
    let placed: BTreeSet<&str> = ORDER.into_iter().filter(|&module| module != "main").collect();
    assert_eq!(declared, placed);
}

#[test]
fn a_planted_violation_is_found() {
    let later = ["page uses record, which comes later".to_owned()];
    assert_eq!(violations("page", "use crate::record::Record;"), later);
    assert_eq!(violations("page", "use crate::{\n    decode::{Decoded, Encoding},\n    record::Record,\n};"), later);
    assert_eq!(violations("page", "fn f(record: &crate::record::Record) {}"), later);
    assert_eq!(violations("page", "use crate::Extractor;"), ["page uses extractor, which comes later"]);
    assert_eq!(violations("cli", "use crate::screen::Screen;"), ["cli uses screen, which has no place in the order"]);
    assert_eq!(violations("screen", ""), ["screen has no place in the order"]);
}

#[test]
fn what_comes_before_and_what_is_no_use_is_allowed() {
    for code in [
        "use crate::{Result, decode::{self, Decoded}, span::TextSpan,};",
        "//! See [`Record`](crate::record::Record).\nuse super::Page;",
        "fn f() {} // as in crate::record",
        "use other_crate::record::Record;",
        "use crate::page::Cell;",
    ] {
        assert!(violations("page", code).is_empty(), "{code}");
    }
    assert!(violations("span", "fn f() -> crate::Result<()> { Ok(()) }").is_empty());
}

/// Lists of Chinese words that stay in code, by their file and first word, each with the reason.
const WORDS_IN_CODE: [(&str, &str, &str); 6] = [
    ("clean/lost.rs", "吗", "particles of questions, in both scripts, before the script is converted"),
    ("lexicon/organ.rs", "单 位", "spaced out, which no word of a pack may be"),
    ("mention/date.rs", "民国", "the name of the calendar that the code counts by, before a year"),
    ("mention/document_number/find.rs", "令", "each word makes another class of number"),
    ("mention/numeral/chinese.rs", "百分之", "numerals"),
    ("mention/organ/list.rs", "牵头", "the two verbs that what is done may stand behind"),
];

/// The first words of the lists in `code`, also of lists of words with what each means, of which a word has two Chinese characters or more. A list of single characters is
/// grammar, and one word is no list. Comments and tests do not count.
fn word_lists(code: &str) -> Vec<String> {
    let code = code.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let code = code.split("#[cfg(test)]\npub(super) mod tests {").next().unwrap_or_default();
    let code: String =
        code.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n");
    let list = Regex::new(
        r#"(?x)\[\s*(?:
        (?: "(?:[^"\\]|\\.)*"\s*,?\s* ){2,}
      | (?: \(\s*"(?:[^"\\]|\\.)*"\s*, (?:[^()\[\]"]|"(?:[^"\\]|\\.)*"|\([^()\[\]"]*\))* \)\s*,?\s* ){2,}
    )\]"#,
    )
    .expect("the pattern is constant");
    let word = Regex::new(r#""((?:[^"\\]|\\.)*)""#).expect("the pattern is constant");
    let is_han = |character: &char| ('\u{4e00}'..='\u{9fff}').contains(character);
    list.find_iter(&code)
        .map(|list| word.captures_iter(list.as_str()).map(|word| word[1].to_owned()).collect::<Vec<_>>())
        .filter(|words| words.iter().any(|word| word.chars().filter(is_han).count() > 1))
        .filter_map(|words| words.into_iter().next())
        .collect()
}

#[test]
fn words_are_data() {
    let sources = sources();
    let mut found: Vec<(String, String)> = Vec::new();
    for file in rust_files(&sources) {
        let inside =
            file.strip_prefix(&sources).expect("the file is in the folder").to_string_lossy().replace('\\', "/");
        // files of tests alone
        if inside.ends_with("tests.rs") || inside == "clean/cases.rs" {
            continue;
        }
        let code = fs::read_to_string(&file).expect("a source file can be read");
        found.extend(word_lists(&code).into_iter().map(|first| (inside.clone(), first)));
    }
    let allowed: Vec<(String, String)> =
        WORDS_IN_CODE.iter().map(|(file, first, _)| ((*file).to_owned(), (*first).to_owned())).collect();
    assert_eq!(found, allowed, "a list of words belongs to a pack in src/lexicon/data");
}

#[test]
fn a_planted_word_list_is_found() {
    assert_eq!(word_lists(r#"const W: [&str; 2] = ["达到", "突破"];"#), ["达到"]);
    assert_eq!(word_lists(r#"const W: [(&str, i8); 2] = [("今年", 0), ("去年", -1)];"#), ["今年"]);
    assert_eq!(word_lists("[\n    (\"上半年\", (1, 6)),\n    (\"下半年\", (7, 12)),\n]"), ["上半年"]);
    assert_eq!(word_lists("f(&[\n    \"在\", // why\n    \"达到\",\n])"), ["在"]);
    for code in [
        r#"matches!(c, '达' | '到')"#,
        r#"end.starts_with_any(["到", "至"])"#,
        r#"["达到"]"#,
        r#"["level", "rank"]"#,
        r#"[("level", 1), ("rank", 2)]"#,
        r#"[("达", 1), ("到", 2)]"#,
        "// [\"达到\", \"突破\"]",
        "#[cfg(test)]\nmod tests {\n    let words = [\"达到\", \"突破\"];\n}",
    ] {
        assert!(word_lists(code).is_empty(), "{code}");
    }
}
