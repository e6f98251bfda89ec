//! Batches of documents give what their files give one by one.

use std::{collections::BTreeSet, fs, path::Path, sync::Arc};

use arrow_array::{
    Array, ArrayRef, BinaryArray, Int64Array, LargeStringArray, ListArray, RecordBatch, StringArray, cast::AsArray,
};
use gongwen::{
    Extractor, Options,
    output::{
        arrow::{extract_batch, extract_schema},
        table::{Field, Kind, Table, joined_fields},
    },
};

const COLLECTION: &str = "湿地保护工作方案2篇
下面是小编整理的湿地保护工作方案，供大家参考。
篇一：岭泽县湿地保护工作方案
到2035年，湿地保护率达到60%以上（牵头单位：县林业局，配合单位：县水利局）。
篇二：松原镇湿地保护工作方案
到2030年，湿地公园达到3个。
";

fn read(names: ArrayRef, contents: ArrayRef) -> RecordBatch {
    let documents = RecordBatch::try_from_iter([("source", names), ("content", contents)]).expect("the columns fit");
    let extractor = Extractor::new().expect("the built-in tables parse");
    extract_batch(&extractor, &documents, Options::default()).expect("the batch has its columns")
}

fn texts<'a>(records: &'a RecordBatch, column: &str) -> Vec<Option<&'a str>> {
    records.column_by_name(column).expect("the column is there").as_string::<i32>().iter().collect()
}

#[test]
fn a_record_has_the_fields_of_its_own_document_and_its_bodies() {
    let names = Arc::new(StringArray::from(vec![Some("a.txt"), None, Some("c.txt")]));
    let contents: [Option<&[u8]>; 3] = [Some(COLLECTION.as_bytes()), None, Some("本页没有数字。".as_bytes())];
    let records = read(names, Arc::new(BinaryArray::from_iter(contents)));
    assert_eq!(records.schema(), extract_schema());
    assert_eq!(texts(&records, "source"), ["a.txt", "a.txt", "", "c.txt"].map(Some));
    assert_eq!(texts(&records, "indicator"), [Some("湿地保护率"), Some("湿地公园"), None, None]);
    let titles = [Some("岭泽县湿地保护工作方案"), Some("松原镇湿地保护工作方案"), None, None];
    assert_eq!(texts(&records, "title"), titles);
    assert_eq!(texts(&records, "error_code"), [None, None, Some("empty"), None]);

    let bodies: &ListArray = records.column_by_name("bodies").expect("the column is there").as_list();
    let names = |row: usize| {
        let of_row = bodies.value(row);
        let names = of_row.as_struct().column_by_name("name").expect("a body has a name").as_string::<i32>();
        names.iter().flatten().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(names(0), ["县林业局", "县水利局"]);
    assert!(bodies.is_valid(1) && names(1).is_empty(), "a record without bodies");
    assert!(bodies.is_null(2) && bodies.is_null(3), "no record");
}

#[test]
fn a_batch_has_a_row_for_every_record_of_the_corpus() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/documents");
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("it is there").map(|entry| entry.expect("it is there").path()).collect();
    paths.sort();
    let contents: Vec<_> = paths.iter().map(|path| fs::read(path).expect("it is there")).collect();
    let names = StringArray::from_iter_values(paths.iter().map(|path| path.to_string_lossy()));
    let records = read(Arc::new(names), Arc::new(BinaryArray::from_iter_values(&contents)));

    let extractor = Extractor::new().expect("the built-in tables parse");
    let mut expected = Vec::new();
    for content in &contents {
        let records = extractor.extract(content).map(|read| read.records).unwrap_or_default();
        let quotes = records.into_iter().map(|record| Some(record.quote));
        expected.extend(if quotes.len() > 0 { quotes.collect() } else { vec![None] });
    }
    assert!(expected.len() > 1000);
    assert!(texts(&records, "quote").into_iter().eq(expected.iter().map(Option::as_deref)));
}

#[test]
fn a_column_that_is_missing_or_of_another_type_is_named() {
    let names: ArrayRef = Arc::new(LargeStringArray::from(vec!["a.txt"]));
    let extractor = Extractor::new().expect("the built-in tables parse");
    let problem = |columns: Vec<(&str, ArrayRef)>| {
        let documents = RecordBatch::try_from_iter(columns).expect("the columns fit");
        let problem = extract_batch(&extractor, &documents, Options::default()).expect_err("it is refused");
        problem.to_string()
    };
    assert_eq!(
        problem(vec![("source", names.clone()), ("html", names.clone())]),
        "Schema error: there is no column `content`; rename the one that is meant: source, html"
    );
    assert_eq!(
        problem(vec![("source", names), ("content", Arc::new(Int64Array::from(vec![7])))]),
        "Schema error: the column `content` is of the type Int64, which is not read; cast it to binary or strings"
    );
}

#[test]
fn the_columns_are_those_of_the_tables_without_keys() {
    let fields = joined_fields();
    let names: BTreeSet<&str> = fields.iter().map(|field| field.name).collect();
    assert_eq!(names.len(), fields.len(), "no name stands twice");
    let of = |table: Table| table.fields().into_iter().filter(|field| !field.kind.is_key());
    let shared = |field: &Field| fields.iter().any(|own| (own.name, own.kind) == (field.name, field.kind));
    for field in of(Table::Documents).chain(of(Table::Records)) {
        assert!(shared(&field), "{}", field.name);
    }
    assert_eq!(fields.last().map(|field| (field.name, field.kind)), Some(("bodies", Kind::Rows(Table::Bodies))));
    assert_eq!(fields.len(), of(Table::Documents).count() + of(Table::Records).count(), "a number less, a list more");
}
