//! The output as Parquet and as SQLite, read back by independent readers: pyarrow, and the program of SQLite.
//!
//! `GONGWEN_PYTHON` names a Python that has pyarrow, if `python3` does not.

use std::{
    env,
    process::{Command, Output},
};

use serde_json::{Value, json};

use crate::folder::{Folder, GOOD};

const TABLES: [&str; 6] = ["documents", "parts", "records", "bodies", "repairs", "warnings"];

fn folder(test: &str) -> Folder {
    let number = |serial: u32| {
        format!(
            "岭泽政发〔2031〕{serial}号\n关于印发林业方案的通知\n各乡镇人民政府：\n到2035年，林场达到{serial}个（牵头单位：县林业局；配合单位：县财政局、县水利局）。\n"
        )
    };
    let collection = format!("林业方案2篇\n篇一:林场方案\n{}篇二:苗圃方案\n{}", number(3), number(4));
    let page =
        format!("<html><body><ul><li><a href=\"/\">首页</a></li></ul><p>{}\u{200B}</p></body></html>", GOOD.trim());
    let figures = "方案\n气温达到-5.25℃以下，林场达到3-5个。比重达到1.5。\n水库XX座，'\"建设𠮷\0场7个。\n";
    Folder::with(
        test,
        &[
            ("docs/a.txt", GOOD.as_bytes()),
            ("docs/b,'\"\n.txt", figures.as_bytes()),
            ("docs/c.txt", b""),
            ("docs/d.txt", collection.as_bytes()),
            ("docs/e.html", page.as_bytes()),
        ],
    )
}

/// What the tables are to hold: the lines of JSON taken apart, each row with some of its columns.
fn expected(folder: &Folder) -> Vec<(&'static str, Vec<Value>)> {
    let lines = folder.run(&["extract", "docs"]).lines();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let mut rows: Vec<(&str, Vec<Value>)> = TABLES.map(|name| (name, Vec::new())).into();
    let mut add = |name: &str, row: Value| {
        rows.iter_mut().find(|(own, _)| *own == name).expect("it is a table").1.push(row);
    };
    let mut records = 0;
    for (id, line) in (1..).zip(&lines) {
        let document = &line["document"];
        add(
            "documents",
            json!({
                "id": id, "source": line["source"], "error_code": line["error"]["code"], "encoding": line["encoding"],
                "title": document["title"], "issuers": document["issuers"],
                "parts": line["parts"].as_array().map(Vec::len), "records": line["records"].as_array().map(Vec::len),
            }),
        );
        for (part, line) in list(&line["parts"]).iter().enumerate() {
            let (document, span) = (&line["document"], &line["span"]);
            add(
                "parts",
                json!({
                    "document_id": id, "part": part, "doc_number": document["doc_number"],
                    "addressees": document["addressees"], "span_start": span[0], "span_end": span[1],
                }),
            );
        }
        for record in list(&line["records"]) {
            records += 1;
            let float = |name: &str| record[name].as_str().map(|value| value.parse::<f64>().expect("a number"));
            add(
                "records",
                json!({
                    "id": records, "document_id": id, "part": record["part"], "doc_number": record["doc_number"],
                    "indicator": record["indicator"], "comparator": record["comparator"], "value": record["value"],
                    "value_float": float("value"), "value_max": record["value_max"], "value_max_float": float("value_max"),
                    "unit": record["unit"], "unit_inferred": record["unit_inferred"], "year": record["year"],
                    "quote": record["quote"], "section": record["section"], "source_span_start": record["source_span"][0],
                    "value_span_end": record["spans"]["value"]["span"][1],
                    "year_source_span_start": record["spans"]["year"]["source_span"][0],
                    "confidence": record["confidence"],
                }),
            );
            for (position, body) in list(&record["bodies"]).iter().enumerate() {
                add(
                    "bodies",
                    json!({
                        "record_id": records, "position": position, "name": body["name"], "name_full": body["name_full"],
                        "role": body["role"], "span_start": body["span"][0],
                    }),
                );
            }
        }
        for (name, fields) in [("repairs", ["kind", "from", "to"]), ("warnings", ["code", "message", "message"])] {
            for (position, of) in list(&line[name]).iter().enumerate() {
                let mut row = json!({"document_id": id, "position": position, "source_span_end": of["source_span"][1]});
                for field in fields {
                    let column =
                        if name == "repairs" && field != "kind" { format!("{field}_text") } else { field.into() };
                    row[column] = of[field].clone();
                }
                add(name, row);
            }
        }
    }
    rows
}

/// Checks the rows of each table that `read` gives; `convert` makes of a value of JSON what the reader makes of it.
fn check(folder: &Folder, read: impl Fn(&str) -> Vec<Value>, convert: impl Fn(&Value) -> Value) {
    for (table, expected) in expected(folder) {
        assert!(!expected.is_empty(), "the test has no {table}");
        let rows = read(table);
        assert_eq!(rows.len(), expected.len(), "{table}");
        for (row, expected) in rows.iter().zip(expected) {
            for (column, value) in expected.as_object().expect("a row is an object") {
                assert!(row.get(column).is_some(), "{table} has no {column}");
                assert_eq!(row[column], convert(value), "{table}.{column}: {row}");
            }
        }
    }
}

/// The bytes of `files`, which a run writes; the same for a run that was broken off, on other threads.
fn written(folder: &Folder, format: &str, files: &[&str]) {
    let arguments = ["extract", "docs", "--format", format, "-o"];
    let run = folder.run(&[&arguments[..], &["out"]].concat());
    assert_eq!(run.status, 1, "{}", run.stderr);
    let first: Vec<Vec<u8>> = files.iter().map(|name| folder.read(name)).collect();
    folder.break_off("out", 5, &["docs", "--format", format]);
    let run = folder.run(&[&arguments[..], &["out", "--threads", "2", "--resume"]].concat());
    assert!(run.stderr.contains("5 files, 5 of them read before"), "{}", run.stderr);
    let second: Vec<Vec<u8>> = files.iter().map(|name| folder.read(name)).collect();
    assert!(first == second, "the same files gave other bytes");
    let mut names = [files, &["docs", "out.manifest.json"]].concat();
    names.sort_unstable();
    assert_eq!(folder.names(), names, "nothing else is left");
}

/// What a reader printed as JSON; `None` if it is not there.
fn printed(output: std::io::Result<Output>) -> Option<Vec<Value>> {
    let output = output.ok()?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("it is UTF-8");
    Some(if text.is_empty() { Vec::new() } else { serde_json::from_str(&text).expect("it is JSON") })
}

#[test]
#[cfg(feature = "sqlite")]
fn sqlite_reads_what_was_written() {
    let folder = folder("sqlite");
    written(&folder, "sqlite", &["out"]);
    let query =
        |query: &str| printed(Command::new("sqlite3").args(["-json", "out", query]).current_dir(&folder.0).output());
    let Some(check_of_file) = query("PRAGMA integrity_check") else {
        return println!("skipped: there is no sqlite3");
    };
    assert_eq!(check_of_file, [json!({"integrity_check": "ok"})]);
    assert_eq!(query("PRAGMA foreign_key_check"), Some(Vec::new()));
    // the program prints text up to its first zero byte
    let read = |table: &str| query(&format!("SELECT * FROM {table}")).expect("sqlite3 was there");
    check(&folder, read, |value| match value {
        Value::Bool(value) => json!(u8::from(*value)),
        Value::Array(_) => json!(value.to_string()),
        Value::String(text) => json!(text.split('\0').next()),
        other => other.clone(),
    });
    let sums = "SELECT (SELECT count(*) FROM records WHERE value_float > 100) AS many, \
                (SELECT count(*) FROM records JOIN bodies ON record_id = id WHERE role = 'support') AS support";
    assert_eq!(query(sums), Some(vec![json!({"many": 2, "support": 4})]));
}

#[test]
#[cfg(feature = "parquet")]
fn pyarrow_reads_what_was_written() {
    let folder = folder("parquet");
    let file = |table: &str| if table == "records" { "out".to_owned() } else { format!("out.{table}.parquet") };
    let files = TABLES.map(file);
    written(&folder, "parquet", &files.each_ref().map(String::as_str));
    let python = env::var_os("GONGWEN_PYTHON").unwrap_or_else(|| "python3".into());
    let run =
        |program: &str, name: &str| Command::new(&python).args(["-c", program, name]).current_dir(&folder.0).output();
    if !run("import pyarrow.parquet", "").is_ok_and(|output| output.status.success()) {
        return println!("skipped: there is no python3 with pyarrow");
    }
    let program = "import json,sys\nimport pyarrow.parquet as parquet\n\
                   print(json.dumps(parquet.read_table(sys.argv[1]).to_pylist()))";
    check(&folder, |table| printed(run(program, &file(table))).expect("it is there"), Value::clone);
    let program = "import json,sys\nimport pyarrow.parquet as parquet\n\
                   file = parquet.ParquetFile(sys.argv[1])\n\
                   print(json.dumps([[f.name, str(f.type), f.nullable] for f in file.schema_arrow] + [file.metadata.created_by]))";
    let schema = printed(run(program, "out")).expect("it is there");
    for field in [
        json!(["id", "int64", false]),
        json!(["year", "int32", true]),
        json!(["value", "string", false]),
        json!(["value_float", "double", false]),
        json!(["unit_inferred", "bool", false]),
        json!(["section", "list<item: string not null>", false]),
    ] {
        assert!(schema.contains(&field), "{schema:?}");
    }
    assert_eq!(schema.last(), Some(&json!(concat!("gongwen version ", env!("CARGO_PKG_VERSION")))));
}

#[test]
#[cfg(any(feature = "parquet", feature = "sqlite"))]
fn tables_are_not_for_standard_output() {
    let folder = folder("tables-stdout");
    for format in [
        #[cfg(feature = "parquet")]
        "parquet",
        #[cfg(feature = "sqlite")]
        "sqlite",
    ] {
        let run = folder.run(&["extract", "docs", "--format", format]);
        assert_eq!((run.status, run.stdout.len()), (2, 0));
        assert!(run.stderr.contains("name one with -o"), "{}", run.stderr);
    }
}
