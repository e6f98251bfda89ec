//! Runs that are broken off at any moment and gone on with, and what they leave behind.

use std::{
    fs,
    process::Stdio,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::folder::{Folder, GOOD};

/// A folder with `count` documents of different lengths; some are copies, and some cannot be read.
fn documents(test: &str, count: usize) -> Folder {
    let folder = Folder::new(test);
    for number in 0..count {
        let text = match number % 10 {
            7 => String::new(),
            8 => format!("  {GOOD}"),
            9 => GOOD.to_owned(),
            _ => format!("方案{number}\n{}", GOOD.replace("500", &number.to_string()).repeat(number % 7 + 1)),
        };
        folder.write(&format!("docs/{}/{number}.txt", number % 3), text.as_bytes());
    }
    folder
}

/// The manifest, without the part that differs from run to run.
fn manifest(folder: &Folder, output: &str) -> Value {
    let mut manifest: Value =
        serde_json::from_slice(&folder.read(&format!("{output}.manifest.json"))).expect("the manifest is JSON");
    let times = manifest.as_object_mut().expect("it is an object").remove("times");
    assert!(times.is_some_and(|times| times["seconds"].is_f64()));
    manifest
}

#[test]
fn killed_again_and_again_a_run_ends_with_the_same_bytes() {
    let folder = documents("killed", 400);
    let whole = folder.run(&["extract", "docs", "-o", "whole.jsonl"]);
    assert_eq!(whole.status, 1, "{}", whole.stderr);
    let journal = folder.0.join("out.jsonl.journal");
    let length = || fs::metadata(&journal).map_or(0, |metadata| metadata.len());
    let mut killed = 0;
    for round in 0..10_u64 {
        let before = length();
        let mut child = folder
            .command(&["extract", "docs", "-o", "out.jsonl", "--resume", "--threads", "2"])
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary runs");
        let start = Instant::now();
        while length() < before + round * 4_000
            && child.try_wait().expect("it was started").is_none()
            && start.elapsed() < Duration::from_secs(60)
        {
            std::thread::sleep(Duration::from_micros(300));
        }
        child.kill().expect("it was started");
        killed += usize::from(child.wait().expect("it was started").code().is_none());
    }
    assert!(killed >= 8, "only {killed} runs were killed before they ended");
    let last = folder.run(&["extract", "docs", "-o", "out.jsonl", "--resume"]);
    assert_eq!(last.status, 1, "{}", last.stderr);
    assert!(last.stderr.contains(" of them read before: "), "{}", last.stderr);
    assert!(folder.read("out.jsonl") == folder.read("whole.jsonl"), "the output differs from that of a whole run");
    assert_eq!(manifest(&folder, "out.jsonl"), manifest(&folder, "whole.jsonl"));
    let expected = ["docs", "out.jsonl", "out.jsonl.manifest.json", "whole.jsonl", "whole.jsonl.manifest.json"];
    assert_eq!(folder.names(), expected, "nothing else is left");
}

#[test]
fn a_run_that_was_broken_off_is_not_begun_anew_by_mistake() {
    let folder = Folder::with("broken-off", &[("a.txt", GOOD.as_bytes()), ("out.jsonl.journal", b"{}\n")]);
    let run = folder.run(&["extract", "a.txt", "-o", "out.jsonl"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("go on with --resume") && run.stderr.contains("out.jsonl.journal"), "{}", run.stderr);
    assert!(!folder.0.join("out.jsonl").exists());
    assert_eq!(folder.run(&["extract", "a.txt", "--resume"]).status, 2, "there is nothing to go on from");
    let run = folder.run(&["extract", "a.txt", "-o", "out.jsonl", "--resume"]);
    assert_eq!((run.status, folder.read("out.jsonl").is_empty()), (0, false), "{}", run.stderr);
}

/// Leaves a journal as if the run had been broken off right before its end: by an output that cannot be put in place.
fn broken_off(folder: &Folder, arguments: &[&str]) {
    folder.write("out.jsonl.partial/in-the-way", b"");
    let run = folder.run(&[&["extract", "docs", "-o", "out.jsonl"], arguments].concat());
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("out.jsonl cannot be written: ") && run.stderr.contains("--resume"), "{}", run.stderr);
    fs::remove_dir_all(folder.0.join("out.jsonl.partial")).expect("it was just made");
}

#[test]
fn what_changed_since_is_read_again_and_nothing_else() {
    let folder = documents("changed", 40);
    broken_off(&folder, &[]);
    folder.write("docs/0/0.txt", b"");
    folder.write("docs/1/new.txt", GOOD.as_bytes());
    fs::remove_file(folder.0.join("docs/2/2.txt")).expect("it is there");
    let run = folder.run(&["extract", "docs", "-o", "out.jsonl", "--resume"]);
    assert!(run.stderr.starts_with("40 files, 38 of them read before: "), "{}", run.stderr);
    let whole = folder.run(&["extract", "docs"]);
    assert!(folder.read("out.jsonl") == whole.stdout, "the output differs from that of a whole run");
}

#[test]
fn a_finished_run_is_not_done_again() {
    let folder = documents("finished", 20);
    let arguments = ["extract", "docs", "-o", "out.csv", "--format", "csv", "--resume"];
    let first = folder.run(&arguments);
    assert_eq!(first.status, 1, "{}", first.stderr);
    let written = folder.read("out.csv.manifest.json");
    let again = folder.run(&arguments);
    assert_eq!(again.status, 1, "some files are empty, and still are");
    assert!(again.stderr.contains("out.csv is complete, and nothing has changed since"), "{}", again.stderr);
    assert!(folder.read("out.csv.manifest.json") == written, "it was written again");
    // a file, an option, a part of the output, what is left out
    folder.write("docs/1/1.txt", GOOD.as_bytes());
    let changed = |more: &[&str]| {
        let run = folder.run(&[&arguments, more].concat());
        assert!(run.stderr.contains("\n20 files: ") || run.stderr.starts_with("20 files: "), "{}", run.stderr);
        let run = folder.run(&[&arguments, more].concat());
        assert!(run.stderr.contains("nothing has changed since"), "{}", run.stderr);
    };
    changed(&[]);
    changed(&["--bom"]);
    fs::remove_file(folder.0.join("out.csv.documents.csv")).expect("it is there");
    changed(&["--bom"]);
    folder.write("docs/1/new.pdf", b"");
    changed(&["--bom"]);
}

#[cfg(unix)]
#[test]
fn two_runs_of_one_output_are_kept_apart() {
    let folder = documents("two-runs", 20);
    let pipe = std::process::Command::new("mkfifo").arg(folder.0.join("pipe.txt")).status();
    assert!(pipe.is_ok_and(|status| status.success()), "the pipe is made");
    // waits for somebody to write to the pipe
    let mut waiting = folder
        .command(&["extract", "docs", "pipe.txt", "-o", "out.jsonl"])
        .stderr(Stdio::null())
        .spawn()
        .expect("the binary runs");
    let journal = folder.0.join("out.jsonl.journal");
    let start = Instant::now();
    while fs::metadata(&journal).map_or(0, |metadata| metadata.len()) == 0 && start.elapsed() < Duration::from_secs(60)
    {
        std::thread::sleep(Duration::from_millis(1));
    }
    for arguments in [&[][..], &["--resume"]] {
        let run = folder.run(&[&["extract", "docs", "-o", "out.jsonl"], arguments].concat());
        assert_eq!(run.status, 2);
        assert!(run.stderr.contains("another run is writing ") && run.stderr.contains("wait until"), "{}", run.stderr);
    }
    fs::write(folder.0.join("pipe.txt"), GOOD).expect("somebody reads it");
    assert_eq!(waiting.wait().expect("it was started").code(), Some(1));
    assert!(!journal.exists() && folder.0.join("out.jsonl").exists());
}

#[test]
fn other_rules_or_options_read_everything_again() {
    let folder = documents("other-rules", 20);
    folder.write("pack.toml", "[unit]\ncount = [\"标准墩\"]\n".as_bytes());
    for arguments in [&["--rules", "pack.toml"][..], &["--script", "traditional"]] {
        broken_off(&folder, &[]);
        let run = folder.run(&[&["extract", "docs", "-o", "out.jsonl", "--resume"], arguments].concat());
        assert!(run.stderr.contains("all files are read again\n20 files: "), "{}", run.stderr);
        let whole = folder.run(&[&["extract", "docs"], arguments].concat());
        assert!(folder.read("out.jsonl") == whole.stdout, "the output differs from that of a whole run");
    }
}

#[test]
fn the_manifest_accounts_for_every_file() {
    let page = format!("<html><body><ul><li><a href=\"/\">首页</a></li></ul><p>{}</p></body></html>", GOOD.trim());
    let number = "岭泽政发〔2031〕9号\n关于印发林业方案的通知\n各乡镇人民政府：\n到2035年，林场达到8个。\n";
    let folder = Folder::with(
        "manifest",
        &[
            ("docs/a.txt", GOOD.as_bytes()),
            ("docs/b.html", page.as_bytes()),
            ("docs/c.txt", GOOD.as_bytes()),
            ("docs/d.txt", b""),
            ("docs/e.txt", number.as_bytes()),
            ("docs/f.txt", format!("{number}抄送：县委办公室。\n").as_bytes()),
            ("docs/g.pdf", b"%PDF"),
            ("docs/.h.txt", b""),
        ],
    );
    let run = folder.run(&["extract", "docs", "-o", "out.jsonl"]);
    assert_eq!(run.status, 1);
    let manifest = manifest(&folder, "out.jsonl");
    assert_eq!(manifest["run"]["gongwen"], env!("CARGO_PKG_VERSION"));
    assert_eq!(manifest["run"]["rules_sha256"].as_str().map(str::len), Some(64));
    let inputs = manifest["inputs"].as_array().expect("a list");
    assert_eq!(inputs.len(), 6);
    assert_eq!(inputs[0]["source"], "docs/a.txt");
    assert_eq!((&inputs[0]["sha256"], &inputs[0]["read"]["encoding"]), (&inputs[2]["sha256"], &"UTF-8".into()));
    assert_eq!((&inputs[0]["read"]["records"], &inputs[0]["read"]["rejected"]["date"]), (&1.into(), &1.into()));
    assert_eq!(inputs[3]["error"]["code"], "empty");
    assert!(inputs[1]["read"]["removed"]["markup"]["runs"].as_u64().is_some_and(|runs| runs > 0), "{}", inputs[1]);
    let copies = manifest["copies"].as_array().expect("a list");
    let copy = |at: usize| (&copies[at]["source"], &copies[at]["copy_of"]["source"], &copies[at]["same"]);
    assert_eq!(copies.len(), 2, "{copies:?}");
    assert_eq!(copy(0), (&"docs/c.txt".into(), &"docs/a.txt".into(), &"text".into()));
    assert_eq!(copy(1), (&"docs/f.txt".into(), &"docs/e.txt".into(), &"number_and_title".into()));
    assert_eq!(manifest["skipped"], serde_json::json!({"ending": 1, "hidden": 1}));
    assert_eq!(manifest["totals"], serde_json::json!({"files": 6, "failed": 1, "records": 5, "copies": 2}));
    assert!(run.stderr.starts_with("6 files: 5 records; 2 are copies of others\n"), "{}", run.stderr);
}
