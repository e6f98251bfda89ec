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
    let folder = documents("broken-off", 20);
    folder.break_off("out.jsonl", 20, &["docs"]);
    let kept = folder.read("out.jsonl.journal");
    let run = folder.run(&["extract", "docs", "-o", "out.jsonl"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("go on with --resume, or remove that file"), "{}", run.stderr);
    let run = folder.run(&["extract", "docs", "-o", "out.jsonl", "--format", "csv"]);
    assert!(run.status == 2 && run.stderr.contains("go on with --resume --format jsonl, or"), "{}", run.stderr);
    let run = folder.run(&["extract", "docs", "-o", "out.jsonl", "--gaps"]);
    assert!(run.stderr.contains("--resume (which reads all files again, as --gaps was not given"), "{}", run.stderr);
    // another form is a slip, and the work is kept
    let run = folder.run(&["extract", "docs", "-o", "out.jsonl", "--format", "csv", "--resume"]);
    assert!(run.status == 2 && run.stderr.contains("with --format jsonl: give that to go on"), "{}", run.stderr);
    assert!(folder.read("out.jsonl.journal") == kept && !folder.0.join("out.jsonl").exists());
    assert_eq!(folder.run(&["extract", "docs", "--resume"]).status, 2, "there is nothing to go on from");
    let run = folder.run(&["extract", "docs", "-o", "out.jsonl", "--resume"]);
    assert!(run.status == 1 && run.stderr.starts_with("20 files, 20 of them read before: "), "{}", run.stderr);
}

#[test]
fn an_output_that_cannot_be_begun_is_told_before_anything_is_read() {
    let folder = documents("in-the-way", 20);
    for in_the_way in ["out.jsonl.partial", "out.jsonl.manifest.json.partial"] {
        fs::create_dir(folder.0.join(in_the_way)).expect("the folder can be written to");
        let run = folder.run(&["extract", "docs", "-o", "out.jsonl"]);
        assert_eq!(run.status, 2);
        assert!(run.stderr.contains("out.jsonl cannot be written: ") && !run.stderr.contains("kept"), "{}", run.stderr);
        assert_eq!(folder.names(), ["docs", in_the_way], "nothing else is left");
        fs::remove_dir(folder.0.join(in_the_way)).expect("it was just made");
    }
    // what an earlier run read stays
    folder.break_off("out.jsonl", 20, &["docs"]);
    fs::remove_file(folder.0.join("out.jsonl.partial")).expect("it had been begun");
    fs::create_dir(folder.0.join("out.jsonl.partial")).expect("the folder can be written to");
    let run = folder.run(&["extract", "docs", "-o", "out.jsonl", "--resume"]);
    assert!(run.status == 2 && run.stderr.contains("kept in out.jsonl.journal: mend this and go"), "{}", run.stderr);
    fs::remove_dir(folder.0.join("out.jsonl.partial")).expect("it was just made");
    let run = folder.run(&["extract", "docs", "-o", "out.jsonl", "--resume"]);
    assert!(run.stderr.starts_with("20 files, 20 of them read before: "), "{}", run.stderr);
}

#[test]
fn what_is_no_journal_is_not_touched() {
    let folder = Folder::with("no-journal", &[("a.txt", GOOD.as_bytes())]);
    for notes in [&b"{}\n"[..], b"{\"gongwen\":\"0.1.0\"}\n", b"notes\n", b"gongwen journal"] {
        folder.write("out.jsonl.journal", notes);
        for arguments in [&[][..], &["--resume"]] {
            let run = folder.run(&[&["extract", "a.txt", "-o", "out.jsonl"], arguments].concat());
            if notes.starts_with(b"gongwen") {
                // a run that was killed while it wrote the first word of its journal
                assert_eq!(run.status, 0, "{}", run.stderr);
                break;
            }
            assert_eq!(run.status, 2);
            assert!(
                run.stderr.contains("is no journal of a run") && !run.stderr.contains("--resume"),
                "{}",
                run.stderr
            );
            assert!(folder.read("out.jsonl.journal") == notes && !folder.0.join("out.jsonl").exists());
        }
    }
}

#[test]
fn of_a_damaged_journal_the_whole_entries_count_and_the_bytes_are_the_same() {
    let folder = documents("damaged", 40);
    let whole = folder.run(&["extract", "docs"]).stdout;
    folder.break_off("out.jsonl", 40, &["docs"]);
    let journal = folder.read("out.jsonl.journal");
    for (at, length) in [(journal.len() / 2, 1), (journal.len() / 3, 3000), (journal.len() - 5, 5)] {
        let mut damaged = journal.clone();
        damaged[at..at + length].fill(0);
        folder.write("out.jsonl.journal", &damaged);
        let run = folder.run(&["extract", "docs", "-o", "out.jsonl", "--resume"]);
        assert_eq!(run.status, 1, "{}", run.stderr);
        let before = run.stderr.split_once(" of them read before").expect("it goes on").0;
        let before: usize = before.rsplit(' ').next().and_then(|count| count.parse().ok()).expect("a number");
        assert!((30..40).contains(&before), "{}", run.stderr);
        // what was not written to its end is no damage
        assert_eq!(run.stderr.contains("damaged in "), at + length < journal.len(), "{}", run.stderr);
        assert!(folder.read("out.jsonl") == whole, "the output differs from that of a whole run");
        folder.write("out.jsonl.journal", &journal);
    }
}

#[test]
fn what_changed_since_is_read_again_and_nothing_else() {
    let folder = documents("changed", 40);
    folder.break_off("out.jsonl", 40, &["docs"]);
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
    let changed = |more: &[&str], why: &str| {
        let run = folder.run(&[&arguments, more].concat());
        assert_eq!(run.stderr.lines().next(), Some(format!("{why}: all 20 files are read again").as_str()));
        let run = folder.run(&[&arguments, more].concat());
        assert!(run.stderr.contains("nothing has changed since"), "{}", run.stderr);
    };
    let complete = |since: &str| format!("out.csv is complete, but since then {since}");
    folder.write("docs/1/1.txt", GOOD.as_bytes());
    changed(&[], &complete("1 file was changed (docs/1/1.txt)"));
    folder.write("docs/1/new.txt", GOOD.as_bytes());
    folder.write("docs/2/2.txt", GOOD.as_bytes());
    fs::remove_file(folder.0.join("docs/0/0.txt")).expect("it is there");
    let since =
        "1 file was added (docs/1/new.txt), 1 file was changed (docs/2/2.txt), 1 file was removed (docs/0/0.txt)";
    changed(&[], &complete(since));
    changed(&["--bom"], &complete("--bom was not given and is given"));
    fs::remove_file(folder.0.join("out.csv.documents.csv")).expect("it is there");
    changed(&["--bom"], "out.csv.documents.csv of its run is missing");
    folder.write("docs/1/new.pdf", b"");
    changed(&["--bom"], &complete("other entries of the folders are passed over"));
}

#[test]
fn what_can_be_read_only_once_is_read_by_the_run_itself() {
    let folder = Folder::new("resumed-input");
    let arguments = ["extract", "-", "-o", "out.jsonl", "--resume"];
    assert_eq!(folder.run_with(&arguments, GOOD.as_bytes()).status, 0);
    let written = folder.read("out.jsonl");
    let run = folder.run_with(&arguments, GOOD.as_bytes());
    assert!(run.status == 0 && run.stderr.contains("1 file was changed (-): the file is read again"), "{}", run.stderr);
    assert!(folder.read("out.jsonl") == written);
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
        folder.break_off("out.jsonl", 20, &["docs"]);
        let run = folder.run(&[&["extract", "docs", "-o", "out.jsonl", "--resume"], arguments].concat());
        let what = if arguments[0] == "--rules" {
            "the rules are others"
        } else {
            "--script was simplified and is traditional"
        };
        let message = format!("since the run that was broken off {what}: all files are read again\n20 files: ");
        assert!(run.stderr.contains(&message), "{}", run.stderr);
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
            ("docs/f2.txt", number.replace('8', "7").as_bytes()),
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
    assert_eq!(inputs.len(), 7);
    assert_eq!(inputs[0]["source"], "docs/a.txt");
    assert_eq!((&inputs[0]["sha256"], &inputs[0]["read"]["encoding"]), (&inputs[2]["sha256"], &"UTF-8".into()));
    assert_eq!((&inputs[0]["read"]["records"], &inputs[0]["read"]["rejected"]["date"]), (&1.into(), &1.into()));
    assert_eq!(inputs[3]["error"]["code"], "empty");
    assert!(inputs[1]["read"]["removed"]["markup"]["runs"].as_u64().is_some_and(|runs| runs > 0), "{}", inputs[1]);
    let copies = manifest["copies"].as_array().expect("a list");
    let copy = |at: usize| (&copies[at]["source"], &copies[at]["copy_of"]["source"], &copies[at]["same"]);
    assert_eq!(copies.len(), 2, "{copies:?}");
    assert_eq!(copy(0), (&"docs/c.txt".into(), &"docs/a.txt".into(), &"text".into()));
    assert_eq!(copy(1), (&"docs/f.txt".into(), &"docs/e.txt".into(), &"records".into()));
    // what says something else is no copy
    let version = serde_json::json!({"source": "docs/f2.txt", "version_of": {"source": "docs/e.txt"}});
    assert_eq!(manifest["versions"], serde_json::json!([version]));
    assert_eq!(manifest["skipped"], serde_json::json!({"ending": 1, "hidden": 1}));
    let totals = serde_json::json!({
        "files": 7, "failed": 1, "records": 6, "same_text": 1, "same_records": 1, "versions": 1
    });
    assert_eq!(manifest["totals"], totals);
    let message = "7 files: 6 records; the same as an earlier file: 1 in text, 1 in number, title and records, \
                   1 in number and title, with other records\n";
    assert!(run.stderr.starts_with(message), "{}", run.stderr);
}
