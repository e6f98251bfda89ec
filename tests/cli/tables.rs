//! The output as CSV, read back by an independent reader where there is one.

use std::process::Command;

use crate::folder::{Folder, GOOD};

fn folder(test: &str) -> Folder {
    let formula = "=cmd|' /C calc'!A0\n到2030年，林场达到8个；气温达到-5℃以下（牵头单位：县林业局）。\n";
    Folder::with(test, &[("docs/a.txt", GOOD.as_bytes()), ("docs/b,\"\n.txt", formula.as_bytes()), ("docs/c.txt", b"")])
}

/// The rows of a table, cells as text, by Python's reader; `None` if there is no Python.
fn by_python(folder: &Folder, name: &str) -> Option<Vec<Vec<String>>> {
    let program =
        "import csv,json,sys\nprint(json.dumps(list(csv.reader(open(sys.argv[1], encoding='utf-8-sig', newline='')))))";
    let output = Command::new("python3").args(["-c", program, name]).current_dir(&folder.0).output().ok()?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(serde_json::from_slice(&output.stdout).expect("it is JSON"))
}

#[test]
fn two_tables_hold_what_the_lines_hold() {
    let folder = folder("csv");
    let lines = folder.run(&["extract", "docs"]).lines();
    let run = folder.run(&["extract", "docs", "--format", "csv", "-o", "out.csv"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    let Some(records) = by_python(&folder, "out.csv") else { return println!("skipped: there is no python3") };
    let column = |table: &[Vec<String>], name: &str| -> Vec<String> {
        let at = table[0].iter().position(|own| own == name).expect("the column is there");
        table[1..].iter().map(|row| row[at].clone()).collect()
    };
    let expected: Vec<&serde_json::Value> =
        lines.iter().flat_map(|line| line["records"].as_array()).flatten().collect();
    assert!(expected.len() >= 2 && records.len() == expected.len() + 1, "{records:?}");
    for name in ["indicator", "value", "unit", "measure", "comparator", "quote", "kind"] {
        let texts: Vec<&str> = expected.iter().map(|record| record[name].as_str().unwrap_or_default()).collect();
        assert_eq!(column(&records, name), texts, "{name}");
    }
    assert_eq!(column(&records, "source")[1], "docs/b,\"\n.txt");
    let documents = by_python(&folder, "out.csv.documents.csv").expect("python3 was there");
    assert_eq!(column(&documents, "source"), ["docs/a.txt", "docs/b,\"\n.txt", "docs/c.txt"]);
    assert_eq!(column(&documents, "error_code"), ["", "", "empty"]);
    assert!(records.iter().chain(&documents).flatten().all(|cell| !cell.starts_with('=')), "{documents:?}");
    assert_eq!(column(&documents, "records")[0], "1");
}

#[test]
fn a_mark_is_written_on_request_and_errors_are_told_on_standard_output() {
    let folder = folder("csv-mark");
    folder.run(&["extract", "docs", "--format", "csv", "-o", "out.csv", "--bom"]);
    let with = folder.read("out.csv");
    let run = folder.run(&["extract", "docs", "--format", "csv"]);
    assert_eq!(run.stdout, with[3..], "standard output has no mark");
    assert!(with.starts_with("\u{FEFF}source,doc_number,".as_bytes()));
    assert!(folder.read("out.csv.documents.csv").starts_with("\u{FEFF}source,error_code,".as_bytes()));
    assert!(run.stderr.starts_with("error: docs/c.txt: the file is empty"), "{}", run.stderr);
    // what is resumed is the same
    folder.break_off("out2.csv", 3, &["docs", "--bom"]);
    let run = folder.run(&["extract", "docs", "--format", "csv", "-o", "out2.csv", "--bom", "--resume"]);
    assert!(run.stderr.contains("3 of them read before"), "{}", run.stderr);
    assert!(folder.read("out2.csv") == with);
}

#[test]
fn gaps_in_serial_numbers_are_listed_on_request() {
    let text = |serial: u32| {
        format!(
            "岭泽政发〔2031〕{serial}号\n关于印发林业方案的通知\n各乡镇人民政府：\n到2035年，林场达到{serial}个。\n"
        )
    };
    let folder = Folder::new("gaps");
    for serial in [2, 6] {
        folder.write(&format!("docs/{serial}.txt"), text(serial).as_bytes());
    }
    let collection = format!("林业方案2篇\n篇一:林场方案\n{}篇二:苗圃方案\n{}", text(3), text(4));
    folder.write("docs/3.txt", collection.as_bytes());
    let manifest = |arguments: &[&str]| -> serde_json::Value {
        let run = folder.run(&[&["extract", "docs", "-o", "out.jsonl"], arguments].concat());
        assert_eq!(run.status, 0, "{}", run.stderr);
        serde_json::from_slice(&folder.read("out.jsonl.manifest.json")).expect("it is JSON")
    };
    assert!(manifest(&[]).get("serial_gaps").is_none());
    let expected = serde_json::json!([
        {"code": "岭泽政发", "year": 2031, "found": 4, "last": 6, "missing": [[1, 1], [5, 5]]}
    ]);
    assert_eq!(manifest(&["--gaps"])["serial_gaps"], expected);
}
