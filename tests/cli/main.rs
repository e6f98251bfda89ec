//! The command as it is run: output, messages, exit status.

mod commands;
#[cfg(any(feature = "parquet", feature = "sqlite"))]
mod databases;
mod folder;
mod hostile_folder;
mod large;
mod limits;
mod replace;
mod report;
mod resume;
mod tables;

use std::{
    fs,
    process::{Command, Stdio},
};

use serde_json::Value;

use folder::{Folder, GOOD, failed, fine};

#[test]
fn a_good_file_is_one_line_with_its_record() {
    let folder = Folder::with("good", &[("a.txt", GOOD.as_bytes())]);
    let run = folder.run(&["extract", "a.txt"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert_eq!(run.outcomes(), [fine("a.txt")]);
    let record = &run.lines()[0]["records"][0];
    assert_eq!((record["value"].as_str(), record["unit"].as_str()), (Some("500"), Some("家")));
    assert_eq!((record["comparator"].as_str(), record["year"].as_u64()), (Some("ge"), Some(2025)));
}

#[test]
fn files_without_text_are_error_lines_and_leave_the_others_alone() {
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9cc\xf8\xcf\xc0\0\0\x03\x01\x01\0";
    let folder = Folder::with(
        "without-text",
        &[("a.txt", b""), ("b.txt", png), ("c.txt", b" \r\n\t\n"), ("d.txt", GOOD.as_bytes())],
    );
    let run = folder.run(&["extract", "a.txt", "b.txt", "c.txt", "d.txt"]);
    assert_eq!(run.status, 1);
    let expected = [failed("a.txt", "empty"), failed("b.txt", "not_text"), failed("c.txt", "empty"), fine("d.txt")];
    assert_eq!(run.outcomes(), expected);
    assert!(run.lines().iter().take(3).all(|line| line["error"]["message"].as_str().is_some_and(|m| m.len() > 10)));
    assert_eq!(run.lines()[3], folder.run(&["extract", "d.txt"]).lines()[0]);
    assert_eq!(run.stderr, "3 of 4 files could not be read; the output says why\n");
}

#[test]
fn a_file_cut_inside_a_character_is_read() {
    let bytes = GOOD.as_bytes();
    let gbk = b"\xb5\xbd2025\xc4\xea\xa3\xac\xc6\xf3\xd2\xb5\xb4\xef\xb5\xbd500\xbc\xd2\xd2\xd4\xc9\xcf\xa1\xa3\xc6";
    let folder = Folder::with("cut", &[("gbk.txt", gbk), ("utf8.txt", &bytes[..bytes.len() - 2])]);
    let run = folder.run(&["extract", "."]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(run.outcomes(), [fine("./gbk.txt"), fine("./utf8.txt")]);
    for line in run.lines() {
        assert_eq!(line["records"][0]["value"], "500", "{}", line["source"]);
        assert!(!line["repairs"].as_array().expect("a list").is_empty(), "{} lost a byte in silence", line["source"]);
    }
}

#[test]
fn a_missing_file_is_a_line_beside_others_and_nothing_to_read_alone() {
    let folder = Folder::with("missing", &[("a.txt", GOOD.as_bytes())]);
    let run = folder.run(&["extract", "a.txt", "nowhere.txt", "nowhere"]);
    assert_eq!(run.status, 1);
    assert_eq!(run.outcomes(), [fine("a.txt"), failed("nowhere", "not_found"), failed("nowhere.txt", "not_found")]);
    for command in ["extract", "mentions", "report", "explain", "clean"] {
        for name in ["nowhere.txt", "nowhere"] {
            let run = folder.run(&[command, name]);
            assert_eq!((run.status, run.stdout.len()), (2, 0), "{command}");
            assert_eq!(run.stderr, format!("error: nothing to read: no such file or folder: {name}\n"));
        }
    }
    let run = folder.run(&["extract", "b", "c", "d", "e", "f"]);
    assert_eq!(run.stderr, "error: nothing to read: no such file or folder: b, c, d, …\n");
}

#[test]
fn a_folder_without_documents_is_a_message() {
    let folder = Folder::with("no-documents", &[("docs/a.pdf", b"%PDF"), ("docs/.hidden.txt", b"x")]);
    let run = folder.run(&["extract", "docs", "-o", "out.jsonl"]);
    assert_eq!((run.status, run.stdout.len()), (2, 0));
    assert!(run.stderr.starts_with("error: nothing to read: no file with the ending .html, "), "{}", run.stderr);
    assert!(run.stderr.ends_with(" (1 skipped)\n"), "{}", run.stderr);
    assert!(!folder.0.join("out.jsonl").exists());
    fs::remove_file(folder.0.join("docs/a.pdf")).expect("it is there");
    let run = folder.run(&["report", "docs"]);
    assert!(run.status == 2 && run.stderr.ends_with(".txt, .md\n"), "{}", run.stderr);
}

#[test]
fn wrong_usage_is_a_message_that_names_what_is_there() {
    let folder = Folder::with("usage", &[("a.txt", GOOD.as_bytes())]);
    for (arguments, message) in [
        (&["extract"][..], "PATH"),
        (&["extract", "a.txt", "--format", "xls"], "[possible values: jsonl, csv"),
        (&["extract", "a.txt", "--threads", "0"], "--threads"),
        (&["extract", "a.txt", "-o", "a.txt"], "a.txt is one of the files to read"),
        (&["extract", "a.txt", "-o", "no/such/folder/out"], "cannot be written"),
        (&["clean", "."], "is a folder"),
        (&["eval", "nowhere", "--docs", "."], "nowhere"),
        (&["eval", ".", "--docs", "."], "no gold file"),
        (&["frobnicate"], "frobnicate"),
    ] {
        let run = folder.run(arguments);
        assert_eq!((run.status, run.stdout.len()), (2, 0), "{arguments:?}");
        assert!(run.stderr.contains(message), "{arguments:?}: {}", run.stderr);
    }
    assert_eq!(fs::read(folder.0.join("a.txt")).expect("the file is still there"), GOOD.as_bytes());
}

#[test]
fn files_come_in_the_order_of_their_paths_and_each_once() {
    let files = ["b/z.txt", "b.txt", "b/c/a.md", "b/B.HTML", "a.txt", "b/skipped.doc", "b/.hidden.txt", "b/.git/x.txt"];
    let folder = Folder::new("order");
    files.iter().for_each(|name| folder.write(name, b""));
    #[cfg(unix)]
    std::os::unix::fs::symlink("../a.txt", folder.0.join("b/link.txt")).expect("a link can be made");
    let expected: Vec<_> =
        ["a.txt", "b/B.HTML", "b/c/a.md", "b/z.txt", "b.txt"].map(|name| failed(name, "empty")).into();
    for arguments in [["b.txt", "b", "a.txt", "b/z.txt"], ["b/z.txt", "a.txt", "b/", "b.txt"]] {
        let run = folder.run(&[&["extract"][..], &arguments[..]].concat());
        assert_eq!(run.outcomes(), expected);
        assert!(run.stderr.starts_with(if cfg!(unix) { "skipped 2:" } else { "skipped 1:" }), "{}", run.stderr);
    }
    let named = folder.run(&["extract", "b/skipped.doc", "b/.hidden.txt"]);
    assert_eq!(named.outcomes(), [failed("b/.hidden.txt", "empty"), failed("b/skipped.doc", "empty")]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_not_utf_8_is_escaped() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
    let folder = Folder::new("odd-name");
    fs::write(folder.0.join(OsStr::from_bytes(b"\xb9\xab.txt")), "").expect("the file can be written");
    let run = folder.run(&["extract", "."]);
    assert_eq!(run.outcomes(), [failed("./%B9%AB.txt", "empty")]);
    assert_eq!(run.lines()[0]["source_escaped"], true);
}

#[test]
fn two_threads_give_the_bytes_of_one() {
    let folder = Folder::new("threads");
    for number in 0..60 {
        let text = format!("方案{number}\n{}", GOOD.replace("500", &number.to_string()).repeat(number % 7));
        folder.write(&format!("docs/{number}.txt"), text.as_bytes());
    }
    folder.write("docs/empty.txt", b"");
    let one = folder.run(&["extract", "docs", "--threads", "1"]);
    let two = folder.run(&["extract", "docs", "--threads", "2"]);
    assert_eq!((one.status, two.status), (1, 1));
    let unread = one.outcomes().into_iter().filter(|(_, code)| code.is_some()).collect::<Vec<_>>();
    assert_eq!((one.lines().len(), unread), (61, vec![failed("docs/empty.txt", "empty")]));
    assert!(one.stdout == two.stdout, "the output depends on the threads");
    assert_eq!(folder.run(&["extract", "docs", "-o", "out.jsonl"]).stdout.len(), 0);
    assert!(fs::read(folder.0.join("out.jsonl")).expect("the output is there") == one.stdout);
}

#[test]
fn standard_input_is_one_document() {
    let folder = Folder::with("stdin", &[("a.txt", GOOD.as_bytes())]);
    let run = folder.run_with(&["extract", "-"], GOOD.as_bytes());
    assert_eq!((run.status, run.outcomes()), (0, vec![fine("-")]));
    assert_eq!(run.lines()[0]["records"], folder.run(&["extract", "a.txt"]).lines()[0]["records"]);
    let run = folder.run_with(&["extract", "-", "a.txt"], b"");
    assert_eq!((run.status, run.outcomes()), (1, vec![failed("-", "empty"), fine("a.txt")]));
}

#[test]
fn clean_prints_the_text_and_lists_repairs() {
    let folder = Folder::with("clean", &[("a.txt", "到2025\u{200B}年，高新技術企業達到500家。\n".as_bytes())]);
    let run = folder.run(&["clean", "a.txt"]);
    assert_eq!((run.status, run.stdout.as_slice()), (0, "到2025年，高新技术企业达到500家。\n".as_bytes()));
    let again = folder.run_with(&["clean", "-"], &run.stdout);
    assert_eq!(again.stdout, run.stdout, "clean text is left alone");
    let original = folder.run(&["clean", "a.txt", "--script", "original"]);
    assert_eq!(original.stdout, "到2025年，高新技術企業達到500家。\n".as_bytes());
    let repairs = folder.run(&["clean", "a.txt", "--repairs"]).lines();
    assert_eq!(repairs.len(), 1);
    assert_eq!((repairs[0]["kind"].as_str(), repairs[0]["source_span"][0].as_u64()), (Some("invisible"), Some(7)));
    folder.write("empty.txt", b"");
    let run = folder.run(&["clean", "empty.txt"]);
    assert_eq!((run.status, run.stdout.len()), (1, 0));
    assert!(run.stderr.starts_with("error: empty.txt: "), "{}", run.stderr);
}

#[test]
fn mentions_are_lines_with_their_source() {
    let folder = Folder::with(
        "mentions",
        &[("a.txt", "国办发[2017]47号要求，到2025年培育企业不少于10家。\n".as_bytes()), ("b.txt", b"")],
    );
    let run = folder.run(&["mentions", "a.txt", "b.txt"]);
    assert_eq!(run.status, 1);
    let lines = run.lines();
    let kinds: Vec<_> = lines.iter().map(|line| line["kind"].as_str()).collect();
    assert_eq!(kinds, [Some("document_number"), Some("time"), Some("indicator"), Some("quantity"), None]);
    assert_eq!(lines[0]["canonical"], "国办发〔2017〕47号");
    assert_eq!((lines[1]["start"].as_str(), lines[1]["end"].as_str()), (Some("2025-01-01"), Some("2025-12-31")));
    assert_eq!(lines[2]["text"], "企业");
    assert_eq!((lines[3]["text"].as_str(), lines[3]["comparator"].as_str()), (Some("不少于10家"), Some("ge")));
    assert_eq!(lines[4]["error"]["code"], "empty");
}

#[test]
fn eval_prints_scores_and_holds_floors() {
    let gold = r#"{"doc": "a.txt", "form": "a plan of one line",
        "document": {"doc_number": null, "title": "工作方案", "issuers": [], "issued": null, "published": null,
                     "index_number": null, "genre": null, "addressees": [], "cited_numbers": []},
        "records": [{"quote": "高新技术企业达到500家以上", "indicator": "高新技术企业", "measure": "level",
                     "comparator": "ge", "value": "500", "value_max": null, "unit": "家", "year": 2025,
                     "cadence": "once", "kind": "target", "bodies": []}]}"#;
    let floors = |least: &str| {
        format!(
            "[corpus]\ndocuments = {least}\ndetect = {{ all = 1.0, target = 1.0 }}\nstrict = {{ all = 1.0, target = 0.5 }}\n"
        )
    };
    let folder = Folder::with("eval", &[("gold/a.json", gold.as_bytes()), ("docs/a.txt", GOOD.as_bytes())]);
    folder.write("floors.toml", floors("1").as_bytes());
    folder.write("high.toml", floors("2").as_bytes());
    let run = folder.run(&["eval", "gold", "--docs", "docs", "--json", "--floors", "floors.toml"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, "strict.target is 1: raise its floor of 0.5\n"));
    assert_eq!(
        (&run.lines()[0]["strict"]["all"]["f1"], &run.lines()[0]["missing"]),
        (&1.0.into(), &Value::Array(vec![]))
    );
    let run = folder.run(&["eval", "gold", "--docs", "docs", "--json", "--by", "kind", "--by", "confidence"]);
    let by = &run.lines()[0]["by"];
    assert_eq!((&by["kind"]["target"]["strict"]["hit"], &by["confidence"][0]["right"]), (&1.into(), &1.0.into()));
    let run = folder.run(&["eval", "gold", "--docs", "docs", "--by", "form", "--errors", "9"]);
    let printed = String::from_utf8_lossy(&run.stdout);
    assert!(printed.contains("  form\n       1  1.0000  1.0000"), "{printed}");
    assert!(printed.contains("  a plan of one line\n"), "{printed}");
    let run = folder.run(&["eval", "gold", "--docs", "docs", "--floors", "high.toml"]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("error: documents is 1, below its floor of 2"), "{}", run.stderr);
    folder.write("docs/a.txt", b"");
    let run = folder.run(&["eval", "gold", "--docs", "docs"]);
    assert_eq!(run.status, 1);
    assert!(String::from_utf8_lossy(&run.stdout).ends_with("missing: a.txt\n"));
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_ends_the_run_quietly() {
    let folder = Folder::new("pipe");
    for number in 0..2000 {
        folder.write(&format!("docs/a-file-with-a-long-name-to-fill-the-pipe-sooner-{number:04}.txt"), b"");
    }
    let mut child = Command::new(env!("CARGO_BIN_EXE_gongwen"))
        .args(["extract", "docs"])
        .current_dir(&folder.0)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the binary ends");
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}

/// The first block of the README with this language.
fn readme_block(language: &str) -> &'static str {
    let (_, rest) = include_str!("../../README.md").split_once(&format!("```{language}\n")).expect("the README has it");
    rest.split_once("```").expect("the block ends").0
}

#[test]
fn the_record_in_the_readme_is_what_the_command_writes() {
    let shown: Value = serde_json::from_str(readme_block("json")).expect("the record is JSON");
    let run = Folder::new("readme").run_with(&["extract", "-"], readme_block("text").as_bytes());
    let lines = run.lines();
    let records = lines[0]["records"].as_array().expect("a list");
    assert_eq!(records.len(), 1);
    for (field, value) in shown.as_object().expect("a record is an object") {
        assert_eq!(&records[0][field], value, "{field}");
    }
}

#[test]
fn a_hint_is_heard_where_the_bytes_leave_a_doubt() {
    // two rare characters in GBK
    let folder = Folder::with("hint", &[("a.txt", b"\xEC\x6E\xFD\x96"), ("b.txt", GOOD.as_bytes())]);
    assert_eq!(folder.run(&["extract", "a.txt"]).outcomes(), [failed("a.txt", "not_text")]);
    let run = folder.run(&["extract", "a.txt", "b.txt", "--encoding-hint", "gb2312"]);
    assert_eq!(run.outcomes(), [fine("a.txt"), fine("b.txt")]);
    let basis = |line: &Value| (line["encoding"].clone(), line["encoding_evidence"]["basis"].clone());
    assert_eq!(basis(&run.lines()[0]), ("gb18030".into(), "hint".into()));
    assert_eq!(basis(&run.lines()[1]), ("UTF-8".into(), "valid".into()));
    assert_eq!(folder.run(&["clean", "a.txt", "--encoding-hint", "big5"]).status, 0);
    let run = folder.run(&["mentions", "b.txt", "--encoding-hint", "euc-kr"]);
    assert!(run.status == 2 && run.stderr.contains("gb18030"), "{}", run.stderr);
}

/// A pack with a unit that nobody else knows.
const PACK: &str = "[unit]\ncount = [\"标准墩\"]\n";

#[test]
fn a_pack_is_read_and_is_no_document() {
    let text = "工作方案\n到2030年，毛竹母竹达到1200标准墩。\n";
    let folder = Folder::with("pack", &[("a.txt", text.as_bytes()), ("pack.toml", PACK.as_bytes())]);
    let unit = |arguments: &[&str]| {
        let run = folder.run(arguments);
        assert_eq!((run.status, run.lines().len()), (0, 1), "{}", run.stderr);
        run.lines()[0]["records"][0]["unit"].clone()
    };
    assert_eq!(unit(&["extract", "--rules", "pack.toml", "a.txt"]), "标准墩");
    assert_ne!(unit(&["extract", "a.txt"]), "标准墩");
    let mentions = folder.run(&["mentions", "--rules", "pack.toml", "a.txt"]);
    assert!(mentions.lines().iter().any(|mention| mention["unit"] == "标准墩"));
}

#[test]
fn a_pack_with_a_mistake_stops_the_run_and_shows_the_line() {
    let folder = Folder::with("bad_pack", &[("a.txt", GOOD.as_bytes()), ("pack.toml", b"[unit]\ncounts = []\n")]);
    let run = folder.run(&["extract", "--rules", "pack.toml", "a.txt"]);
    assert_eq!((run.status, run.stdout.len()), (2, 0));
    assert!(run.stderr.contains("pack.toml:2:1") && run.stderr.contains("2 | counts = []"), "{}", run.stderr);
    assert!(!run.stderr.contains('\u{1b}'), "no colour where there is no terminal");
    let missing = folder.run(&["rules", "check", "nowhere.toml"]);
    assert_eq!(missing.status, 2);
    assert!(missing.stderr.contains("nowhere.toml cannot be read: there is no such file"), "{}", missing.stderr);
}

#[test]
fn a_pack_whose_examples_fail_can_be_looked_at_and_not_used() {
    let rule = "[[rule]]\nid = \"level.held\"\nfinds = \"what is held\"\nwhy = \"For a test.\"\n\
                pattern = \"name 守牢 amount\"\nnegatives = [\"守牢底线。\"]\nexamples = [\n\
                { text = \"面积守牢5亩。\", indicator = \"面积\", value = 6 },\n\
                { text = \"面积达到5亩。\", indicator = \"面积\", value = 5 },\n]\n";
    let text = "到2030年，湿地面积守牢8亩。";
    let folder = Folder::with("misread", &[("a.txt", text.as_bytes()), ("pack.toml", rule.as_bytes())]);
    for refused in [["rules", "check", "pack.toml"].as_slice(), &["extract", "--rules", "pack.toml", "a.txt"]] {
        let run = folder.run(refused);
        assert_eq!((run.status, run.stdout.len()), (2, 0));
        // all that is wrong is told at once
        assert!(run.stderr.contains("value is to be `6`, and `5` is read"), "{}", run.stderr);
        assert!(run.stderr.contains("noun 面积 · reach 达到 · amount 5亩"), "{}", run.stderr);
        assert!(run.stderr.contains("2 of the sentences"), "{}", run.stderr);
    }
    for shown in [["explain", "a.txt"].as_slice(), &["rules", "list"], &["rules", "show", "level.held"]] {
        let run = folder.run(&[shown, &["--rules", "pack.toml"]].concat());
        assert_eq!(run.status, 0, "{}", run.stderr);
        assert!(String::from_utf8_lossy(&run.stdout).contains("level.held"));
        assert!(run.stderr.contains("warning: "), "{}", run.stderr);
    }
}

#[test]
fn all_that_is_wrong_in_packs_is_told_at_once() {
    let rule = |key: &str| format!("[[rule]]\nid = \"level.{key}\"\n{key} = 1\n");
    let (one, two) = (rule("mesure") + &rule("patern"), "[units]\n");
    let folder = Folder::with("packs-wrong", &[("one.toml", one.as_bytes()), ("two.toml", two.as_bytes())]);
    let run = folder.run(&["rules", "check", "one.toml", "two.toml"]);
    assert_eq!((run.status, run.stdout.len()), (2, 0));
    for mistake in
        ["unknown key `mesure`", "one.toml:6:1", "unknown key `patern`", "two.toml:1:2", "unknown key `units`"]
    {
        assert!(run.stderr.contains(mistake), "{mistake}: {}", run.stderr);
    }
}

#[test]
fn what_is_passed_over_is_counted_by_reason() {
    let menu = "<html><body><ul><li><a href=\"/\">首页</a></li><li><a href=\"/a\">政务公开</a></li></ul></body></html>";
    let folder = Folder::with(
        "passed-over",
        &[
            ("docs/a.pdf", b"%PDF"),
            ("docs/b.doc", b"x"),
            ("docs/c.txt", GOOD.as_bytes()),
            ("docs/d.html", menu.as_bytes()),
        ],
    );
    let run = folder.run(&["extract", "docs"]);
    assert_eq!(run.outcomes(), [fine("docs/c.txt"), failed("docs/d.html", "empty")]);
    let message = run.lines()[1]["error"]["message"].as_str().expect("it is text").to_owned();
    assert!(message.contains("nothing but navigation"), "{message}");
    let expected = "skipped 2: 2 with no ending of a document\n1 of 2 files could not be read; the output says why\n";
    assert_eq!(run.stderr, expected);
}

#[test]
fn words_are_listed_by_their_sections() {
    let folder = Folder::with("words", &[("pack.toml", PACK.as_bytes())]);
    let run = folder.run(&["rules", "words", "unit.count", "--rules", "pack.toml"]);
    let words = String::from_utf8(run.stdout).expect("the output is UTF-8");
    assert!(words.starts_with("unit.count: ") && words.contains("标准墩") && words.contains("座"), "{words}");
    let lists = String::from_utf8(folder.run(&["rules", "words"]).stdout).expect("the output is UTF-8");
    let reach = lists.lines().find(|line| line.starts_with("cue.verbs.reach "));
    assert!(
        reach.is_some_and(|line| line.ends_with("  The value is the state that the indicator reaches, is or has."))
    );
    assert_eq!(folder.run(&["rules", "words", "unit.nothing"]).status, 2);
}

#[test]
fn rules_are_listed_shown_and_checked() {
    let folder = Folder::with("rules", &[("pack.toml", PACK.as_bytes())]);
    let text = |arguments: &[&str]| {
        let run = folder.run(arguments);
        assert_eq!(run.status, 0, "{}", run.stderr);
        String::from_utf8(run.stdout).expect("the output is UTF-8")
    };
    let list = text(&["rules", "list"]);
    assert!(list.lines().any(|line| line.starts_with("level.reach ") && line.contains("rules.toml:")), "{list}");
    let shown = text(&["rules", "show", "level.reach", "--rules", "pack.toml"]);
    assert!(shown.contains("pattern     do? name reach quantity name?"), "{shown}");
    assert!(text(&["rules", "check", "pack.toml"]).contains("pack.toml: well formed; 1 word, 0 rules"));
    let unknown = folder.run(&["rules", "show", "level.raech"]);
    assert!(unknown.status == 2 && unknown.stderr.contains("did you mean `level.reach`?"), "{}", unknown.stderr);
}
