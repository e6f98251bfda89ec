//! What is at the place of an output before a run.

use crate::folder::{Folder, GOOD};

#[test]
fn a_file_that_no_run_wrote_is_left_alone() {
    let folder = Folder::with("no-output", &[("a.txt", GOOD.as_bytes())]);
    let refused = |file: &str, arguments: &[&str]| {
        let (before, names) = (folder.read(file), folder.names());
        let run = folder.run(&[&["extract", "a.txt"], arguments].concat());
        assert_eq!((run.status, run.stdout.len()), (2, 0), "{}", run.stderr);
        assert!(run.stderr.contains(file) && run.stderr.contains("name another output"), "{}", run.stderr);
        assert_eq!((folder.read(file), folder.names()), (before, names));
    };
    folder.write("thesis.jsonl", b"years of work");
    refused("thesis.jsonl", &["-o", "thesis.jsonl"]);
    refused("thesis.jsonl", &["-o", "thesis.jsonl", "--resume"]);
    folder.write("t.csv.documents.csv", b"mine");
    refused("t.csv.documents.csv", &["-o", "t.csv", "--format", "csv"]);
    folder.write("x.jsonl.manifest.json", b"{\"run\":1}");
    refused("x.jsonl.manifest.json", &["-o", "x.jsonl"]);
    // a file of the run before is not that of another form
    assert_eq!(folder.run(&["extract", "a.txt", "-o", "o", "--format", "jsonl"]).status, 0);
    folder.write("o.documents.csv", b"mine");
    refused("o.documents.csv", &["-o", "o", "--format", "csv"]);
    // what was written into an output since is somebody's too
    assert_eq!(folder.run(&["extract", "a.txt", "-o", "e.csv"]).status, 0);
    folder.write("e.csv", &[&folder.read("e.csv")[..], b"mine\n"].concat());
    refused("e.csv", &["-o", "e.csv"]);
    refused("e.csv", &["-o", "e.csv", "--resume"]);
    refused("e.csv", &["-o", "e.csv", "--format", "jsonl"]);
    // as mktemp makes it
    folder.write("empty", b"");
    let run = folder.run(&["extract", "a.txt", "-o", "empty"]);
    assert_eq!((run.status, run.stderr.lines().count()), (0, 1), "{}", run.stderr);
}

#[test]
fn the_output_of_an_earlier_run_is_replaced_whole_and_it_is_said() {
    let folder = Folder::with("earlier", &[("a.txt", GOOD.as_bytes())]);
    let written = |format: &str, stderr: &str| {
        let run = folder.run(&["extract", "a.txt", "-o", "o", "--format", format]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        assert!(run.stderr.ends_with(stderr), "{}", run.stderr);
    };
    written("csv", "1 file: 1 record\n");
    written("csv", "the output of an earlier run was replaced\n");
    let run = folder.run(&["extract", "a.txt", "-o", "o", "--resume", "--format", "jsonl"]);
    assert!(run.status == 2 && run.stderr.contains("of a run with --format csv: give that"), "{}", run.stderr);
    written("jsonl", "was replaced; removed o.documents.csv\n");
    assert_eq!(folder.names(), ["a.txt", "o", "o.manifest.json"]);
    // what is not as it was written is not removed
    written("csv", "was replaced\n");
    folder.write("o.documents.csv", b"mine");
    written("jsonl", "was replaced\n");
    assert_eq!(folder.read("o.documents.csv"), b"mine");
}

#[cfg(feature = "parquet")]
#[test]
fn no_table_of_an_earlier_run_is_left_beside_another_form() {
    let folder = Folder::with("stale", &[("a.txt", GOOD.as_bytes())]);
    assert_eq!(folder.run(&["extract", "a.txt", "-o", "o", "--format", "parquet"]).status, 0);
    assert_eq!(folder.names().len(), 8);
    // the run that goes on with one that was broken off removes them all the same
    folder.break_off("o", 1, &["a.txt", "--format", "jsonl"]);
    assert_eq!(folder.names().len(), 8 + 3, "journal, and output and manifest as far as they are");
    assert_eq!(folder.run(&["extract", "a.txt", "-o", "o", "--format", "jsonl", "--resume"]).status, 0);
    assert_eq!(folder.names(), ["a.txt", "o", "o.manifest.json"]);
}

#[test]
fn the_ending_of_an_output_names_its_form() {
    let folder = Folder::with("endings", &[("a.txt", GOOD.as_bytes())]);
    let written = |arguments: &[&str]| {
        let run = folder.run(&[&["extract", "a.txt", "-o"], arguments].concat());
        assert_eq!(run.status, 0, "{}", run.stderr);
        folder.read(arguments[0])
    };
    let (lines, table) = (written(&["a.jsonl"]), written(&["a.CSV"]));
    assert!(lines.starts_with(b"{\"source\":") && table.starts_with(b"source,"));
    for same in [written(&["a"]), written(&["a.json"]), written(&["a.xlsx", "--format", "jsonl"])] {
        assert!(same == lines);
    }
    #[cfg(feature = "sqlite")]
    assert!(written(&["a.db"]).starts_with(b"SQLite format 3\0"));
    #[cfg(feature = "parquet")]
    assert!(written(&["a.parquet"]).starts_with(b"PAR1"));
    for (name, hint) in
        [("b.xlsx", "a spreadsheet opens .csv"), ("b.html", "gongwen report"), ("b.jsonl.gz", "--format")]
    {
        let run = folder.run(&["extract", "a.txt", "-o", name]);
        assert_eq!((run.status, folder.0.join(name).exists()), (2, false), "{name}");
        assert!(run.stderr.contains(" is written; name an output with one of .jsonl, .csv"), "{}", run.stderr);
        assert!(run.stderr.contains(hint), "{}", run.stderr);
    }
}
