//! What was read as tables: the one definition of their columns, which Arrow, Parquet and SQLite share.
//!
//! A row is made for one file at a time. Its keys count within that file, from 0; [`Keys`] makes them count within the whole
//! output, from 1 in the order of the files, once that order is known.

mod joined;
mod line;

use serde::Serialize;

pub use self::{
    joined::{fields as joined_fields, joined},
    line::read_row,
};

use crate::{
    alignment::Repair,
    document::{Metadata, Place},
    extractor::{Extraction, Part},
    output::{SourceName, word},
    record::{Body, Record},
    span::{SourceSpan, TextSpan},
    warning::Warning,
};

/// A table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// A row a file, errors too.
    Documents,
    /// A row a document of a collection.
    Parts,
    /// A row a record.
    Records,
    /// A row for each body that answers for the task of a record.
    Bodies,
    /// A row a repair.
    Repairs,
    /// A row a warning.
    Warnings,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The number of a row of `documents`.
    DocumentKey,
    /// The number of a row of `records`.
    RecordKey,
    /// True or false.
    Boolean,
    /// A number of 32 bits.
    Integer,
    /// A number of 64 bits: places in files, which may be long.
    Long,
    /// A floating-point number of 64 bits.
    Float,
    /// Text.
    Text,
    /// A list of texts.
    Texts,
    /// A list of rows of another table, without their keys.
    Rows(Table),
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it holds something in every row.
    pub required: bool,
}

/// What stands in one column of one row.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
#[allow(missing_docs)]
pub enum Cell {
    Null,
    Boolean(bool),
    Integer(i64),
    Float(f64),
    Text(String),
    Texts(Vec<String>),
    Rows(Rows),
}

/// A row of a table: a cell for each of its fields.
pub type Row = Vec<Cell>;

/// The rows that one file adds to a table.
pub type Rows = Vec<Row>;

impl Kind {
    /// Whether a column of this kind numbers rows, or refers to them.
    #[must_use]
    pub fn is_key(self) -> bool {
        matches!(self, Self::DocumentKey | Self::RecordKey)
    }
}

impl Cell {
    /// How many bytes of text it holds.
    fn text_bytes(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Texts(texts) => texts.iter().map(String::len).sum(),
            Self::Rows(rows) => rows.iter().map(text_bytes).sum(),
            Self::Null | Self::Boolean(_) | Self::Integer(_) | Self::Float(_) => 0,
        }
    }
}

/// How many bytes of text a row holds.
pub(crate) fn text_bytes(row: &Row) -> usize {
    row.iter().map(Cell::text_bytes).sum()
}

impl Table {
    /// All of them, each behind those that its keys name.
    pub const ALL: [Self; 6] =
        [Self::Documents, Self::Parts, Self::Records, Self::Bodies, Self::Repairs, Self::Warnings];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Documents => "documents",
            Self::Parts => "parts",
            Self::Records => "records",
            Self::Bodies => "bodies",
            Self::Repairs => "repairs",
            Self::Warnings => "warnings",
        }
    }

    /// Its columns, in order.
    #[must_use]
    pub fn fields(self) -> Vec<Field> {
        fn of<R>(columns: Vec<Column<'_, R>>) -> Vec<Field> {
            columns.into_iter().map(|column| column.field).collect()
        }
        match self {
            Self::Documents => of(documents()),
            Self::Parts => of(parts()),
            Self::Records => of(records()),
            Self::Bodies => of(bodies()),
            Self::Repairs => of(repairs()),
            Self::Warnings => of(warnings()),
        }
    }

    /// The rows that `source` adds: what was read from it, or code and message of why it was not.
    #[must_use]
    pub fn rows(self, source: &SourceName, result: Result<&Extraction, (&str, &str)>) -> Rows {
        let (records_of, parts_of, repairs_of, warnings_of) = match result {
            Ok(read) => (&read.records[..], &read.parts[..], &read.repairs[..], &read.warnings[..]),
            Err(_) => Default::default(),
        };
        match self {
            Self::Documents => rows(&documents(), [DocumentRow { source, result, record: None }]),
            Self::Parts => rows(&parts(), parts_of.iter().enumerate()),
            Self::Records => rows(&records(), records_of.iter().enumerate()),
            Self::Bodies => rows(
                &bodies(),
                records_of.iter().enumerate().flat_map(|(record, of)| {
                    of.bodies.iter().enumerate().map(move |(position, body)| BodyRow { record, position, body })
                }),
            ),
            Self::Repairs => rows(&repairs(), repairs_of.iter().enumerate()),
            Self::Warnings => rows(&warnings(), warnings_of.iter().enumerate()),
        }
    }
}

/// How many documents and records there are before a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    documents: i64,
    records: i64,
}

impl Keys {
    /// Makes the keys in a row of the next file, `fields` being those of its table, count within the whole output.
    pub fn number(self, fields: &[Field], row: &mut Row) {
        for (field, cell) in fields.iter().zip(row) {
            let before = match field.kind {
                Kind::DocumentKey => self.documents,
                Kind::RecordKey => self.records,
                _ => continue,
            };
            if let Cell::Integer(key) = cell {
                *key = key.saturating_add(before).saturating_add(1);
            }
        }
    }

    /// Goes on to the next file, after one with so many records.
    pub fn pass(&mut self, records: usize) {
        self.documents += 1;
        self.records += long(records);
    }
}

/// A column: its field, and what it says of a row.
struct Column<'a, R> {
    field: Field,
    cell: Box<dyn Fn(&R) -> Cell + 'a>,
}

fn column<'a, R, C: Into<Cell>>(name: &'static str, kind: Kind, cell: impl Fn(&R) -> C + 'a) -> Column<'a, R> {
    Column { field: Field { name, kind, required: false }, cell: Box::new(move |row| cell(row).into()) }
}

fn required<'a, R, C: Into<Cell>>(name: &'static str, kind: Kind, cell: impl Fn(&R) -> C + 'a) -> Column<'a, R> {
    let column = column(name, kind, cell);
    Column { field: Field { required: true, ..column.field }, ..column }
}

fn rows<R>(columns: &[Column<'_, R>], rows: impl IntoIterator<Item = R>) -> Rows {
    rows.into_iter().map(|row| columns.iter().map(|column| (column.cell)(&row)).collect()).collect()
}

#[derive(Clone, Copy)]
struct DocumentRow<'a> {
    source: &'a SourceName,
    result: Result<&'a Extraction, (&'a str, &'a str)>,
    /// The record whose document is meant, of a collection.
    record: Option<&'a Record>,
}

impl<'a> DocumentRow<'a> {
    fn of<T>(&self, get: impl Fn(&'a Extraction) -> T) -> Option<T> {
        self.result.ok().map(get)
    }

    fn metadata(&self) -> Option<&'a Metadata> {
        self.of(|read| self.record.map_or(&read.document, |record| read.document_of(record)))
    }
}

#[derive(Clone, Copy)]
struct BodyRow<'a> {
    record: usize,
    position: usize,
    body: &'a Body,
}

fn documents<'a>() -> Vec<Column<'a, DocumentRow<'a>>> {
    let mut columns: Vec<Column<DocumentRow>> = vec![
        required("id", Kind::DocumentKey, |_| 0_usize),
        required("source", Kind::Text, |row: &DocumentRow| row.source.as_str()),
        required("source_escaped", Kind::Boolean, |row: &DocumentRow| row.source.is_escaped()),
        column("error_code", Kind::Text, |row: &DocumentRow| row.result.err().map(|(code, _)| code)),
        column("error_message", Kind::Text, |row: &DocumentRow| row.result.err().map(|(_, message)| message)),
        column("encoding", Kind::Text, |row: &DocumentRow| row.of(|read| word(&read.encoding))),
        column("script", Kind::Text, |row: &DocumentRow| row.of(|read| word(&read.script))),
    ];
    columns.extend(metadata(|row: &DocumentRow<'a>| row.metadata()));
    columns.extend([
        column("parts", Kind::Integer, |row: &DocumentRow| row.of(|read| read.parts.len())),
        column("records", Kind::Integer, |row: &DocumentRow| row.of(|read| read.records.len())),
        column("rejected", Kind::Integer, |row: &DocumentRow| row.of(|read| read.rejected.len())),
        column("repairs", Kind::Integer, |row: &DocumentRow| row.of(|read| read.repairs.len())),
        column("warnings", Kind::Integer, |row: &DocumentRow| row.of(|read| read.warnings.len())),
        column("boilerplate_bytes", Kind::Long, |row: &DocumentRow| row.of(|read| read.removed.boilerplate.bytes)),
        column("markup_bytes", Kind::Long, |row: &DocumentRow| row.of(|read| read.removed.markup.bytes)),
        column("text_sha256", Kind::Text, |row: &DocumentRow| row.of(|read| read.text_sha256.as_str())),
    ]);
    columns
}

fn parts<'a>() -> Vec<Column<'a, (usize, &'a Part)>> {
    let mut columns: Vec<Column<(usize, &Part)>> = vec![
        required("document_id", Kind::DocumentKey, |_| 0_usize),
        required("part", Kind::Integer, |(part, _): &(usize, &Part)| *part),
    ];
    columns.extend(metadata(|(_, part): &(usize, &'a Part)| Some(&part.document)));
    columns.extend([
        required("span_start", Kind::Long, |(_, part): &(usize, &Part)| part.span.start),
        required("span_end", Kind::Long, |(_, part): &(usize, &Part)| part.span.end),
    ]);
    columns
}

/// The fields of a document, as `document` and a part of a collection have them.
fn metadata<'a, R>(of: impl Fn(&R) -> Option<&'a Metadata> + Copy + 'a) -> [Column<'a, R>; 12] {
    let text = move |name, get: fn(&Metadata) -> &Option<String>| {
        column(name, Kind::Text, move |row| of(row).and_then(|metadata| get(metadata).as_deref()))
    };
    let texts = move |name, get: fn(&Metadata) -> Vec<String>| column(name, Kind::Texts, move |row| of(row).map(get));
    [
        text("doc_number", |metadata| &metadata.doc_number),
        text("title", |metadata| &metadata.title),
        texts("issuers", |metadata| metadata.issuers.clone()),
        text("issued", |metadata| &metadata.issued),
        text("published", |metadata| &metadata.published),
        text("index_number", |metadata| &metadata.index_number),
        text("genre", |metadata| &metadata.genre),
        texts("addressees", |metadata| metadata.addressees.clone()),
        texts("cited_numbers", |metadata| metadata.cited_numbers.clone()),
        texts("attachments", |metadata| metadata.attachments.iter().map(|file| file.name.clone()).collect()),
        texts("attachment_links", |metadata| metadata.attachments.iter().map(|file| file.link.clone()).collect()),
        text("validity", |metadata| &metadata.validity),
    ]
}

fn records<'a>() -> Vec<Column<'a, (usize, &'a Record)>> {
    fn of<'a, C: Into<Cell>>(get: impl Fn(&'a Record) -> C) -> impl Fn(&(usize, &'a Record)) -> C {
        move |(_, record)| get(record)
    }
    let mut columns: Vec<Column<(usize, &Record)>> = vec![
        required("id", Kind::RecordKey, |(index, _): &(usize, &Record)| *index),
        required("document_id", Kind::DocumentKey, |_| 0_usize),
        column("part", Kind::Integer, of(|record| record.part)),
        column("doc_number", Kind::Text, of(|record| record.doc_number.as_deref())),
        required("indicator", Kind::Text, of(|record| record.indicator.as_str())),
        required("measure", Kind::Text, of(|record| word(&record.measure))),
        required("comparator", Kind::Text, of(|record| word(&record.comparator))),
        required("value", Kind::Text, of(|record| record.value.as_str())),
        required("value_float", Kind::Float, of(|record| float(&record.value))),
        column("value_max", Kind::Text, of(|record| record.value_max.as_deref())),
        column("value_max_float", Kind::Float, of(|record| record.value_max.as_deref().and_then(float))),
        column("unit", Kind::Text, of(|record| record.unit.as_deref())),
        required("unit_inferred", Kind::Boolean, of(|record| record.unit_inferred)),
        column("year", Kind::Integer, of(|record| record.year.map(usize::from))),
        column("year_source", Kind::Text, of(|record| record.year_source.as_ref().map(word))),
        required("cadence", Kind::Text, of(|record| word(&record.cadence))),
        required("kind", Kind::Text, of(|record| word(&record.kind))),
        column("binding", Kind::Text, of(|record| record.binding.as_ref().map(word))),
        required("quote", Kind::Text, of(|record| record.quote.as_str())),
        required("value_text", Kind::Text, of(|record| record.value_text.as_str())),
        required("section", Kind::Texts, of(|record| record.section.clone())),
    ];
    columns.extend(spans(|(_, record): &(usize, &Record)| (record.span, record.source_span)));
    columns.extend(place(
        ["value_span_start", "value_span_end", "value_source_span_start", "value_source_span_end"],
        |(_, record): &(usize, &Record)| Some(record.spans.value),
    ));
    columns.extend(place(
        ["year_span_start", "year_span_end", "year_source_span_start", "year_source_span_end"],
        |(_, record): &(usize, &Record)| record.spans.year,
    ));
    columns.extend([
        required("rule", Kind::Text, of(|record| record.rule.as_str())),
        // by way of its digits: 0.97 is 0.97 in 64 bits too
        required("confidence", Kind::Float, of(|record| float(&record.confidence.to_string()))),
    ]);
    columns
}

fn bodies<'a>() -> Vec<Column<'a, BodyRow<'a>>> {
    let mut columns: Vec<Column<BodyRow>> = vec![
        required("record_id", Kind::RecordKey, |row: &BodyRow| row.record),
        required("position", Kind::Integer, |row: &BodyRow| row.position),
        required("name", Kind::Text, |row: &BodyRow| row.body.name.as_str()),
        required("name_full", Kind::Text, |row: &BodyRow| row.body.name_full.as_str()),
        required("role", Kind::Text, |row: &BodyRow| word(&row.body.role)),
    ];
    columns.extend(spans(|row: &BodyRow| (row.body.span, row.body.source_span)));
    columns
}

fn repairs<'a>() -> Vec<Column<'a, (usize, &'a Repair)>> {
    let mut columns: Vec<Column<(usize, &Repair)>> = vec![
        required("document_id", Kind::DocumentKey, |_| 0_usize),
        required("position", Kind::Integer, |(position, _): &(usize, &Repair)| *position),
        required("kind", Kind::Text, |(_, repair): &(usize, &Repair)| word(&repair.kind)),
        required("from_text", Kind::Text, |(_, repair): &(usize, &Repair)| repair.from.as_str()),
        required("to_text", Kind::Text, |(_, repair): &(usize, &Repair)| repair.to.as_str()),
        required("certainty", Kind::Text, |(_, repair): &(usize, &Repair)| word(&repair.certainty)),
    ];
    columns.extend(spans(|(_, repair): &(usize, &Repair)| (repair.span, repair.source_span)));
    columns
}

fn warnings<'a>() -> Vec<Column<'a, (usize, &'a Warning)>> {
    let mut columns: Vec<Column<(usize, &Warning)>> = vec![
        required("document_id", Kind::DocumentKey, |_| 0_usize),
        required("position", Kind::Integer, |(position, _): &(usize, &Warning)| *position),
        required("code", Kind::Text, |(_, warning): &(usize, &Warning)| word(&warning.code)),
        required("message", Kind::Text, |(_, warning): &(usize, &Warning)| warning.message.as_str()),
    ];
    columns.extend(spans(|(_, warning): &(usize, &Warning)| (warning.span, warning.source_span)));
    columns
}

/// Where a row stands: in the clean text and in the file.
fn spans<'a, R>(of: impl Fn(&R) -> (TextSpan, SourceSpan) + Copy + 'a) -> [Column<'a, R>; 4] {
    [
        required("span_start", Kind::Long, move |row| of(row).0.start),
        required("span_end", Kind::Long, move |row| of(row).0.end),
        required("source_span_start", Kind::Long, move |row| of(row).1.start),
        required("source_span_end", Kind::Long, move |row| of(row).1.end),
    ]
}

/// Where a part of a row was read, if it was.
fn place<'a, R>(names: [&'static str; 4], of: impl Fn(&R) -> Option<Place> + Copy + 'a) -> [Column<'a, R>; 4] {
    let clean = move |row: &R| of(row).and_then(|place| place.span);
    let source = move |row: &R| of(row).map(|place| place.source_span);
    [
        column(names[0], Kind::Long, move |row| clean(row).map(|span| span.start)),
        column(names[1], Kind::Long, move |row| clean(row).map(|span| span.end)),
        column(names[2], Kind::Long, move |row| source(row).map(|span| span.start)),
        column(names[3], Kind::Long, move |row| source(row).map(|span| span.end)),
    ]
}

/// The number of 64 bits that is nearest to a decimal.
fn float(decimal: &str) -> Option<f64> {
    decimal.parse().ok()
}

/// No file is so long that a place in it does not fit.
fn long(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

impl From<bool> for Cell {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl From<usize> for Cell {
    fn from(value: usize) -> Self {
        Self::Integer(long(value))
    }
}

impl From<f64> for Cell {
    fn from(value: f64) -> Self {
        Self::Float(value)
    }
}

impl From<&str> for Cell {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Cell {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<Vec<String>> for Cell {
    fn from(value: Vec<String>) -> Self {
        Self::Texts(value)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::Extractor;

    #[test]
    fn rows_are_numbered_file_by_file_and_survive_as_lines() {
        let text = "到2030年，林场达到8个，苗圃达到3-5个（牵头单位：县林业局）。";
        let extraction = Extractor::new().and_then(|extractor| extractor.extract(text.as_bytes())).expect("it is text");
        let source = SourceName::from_path(Path::new("a.txt"));
        let mut keys = Keys::default();
        let mut numbered = |table: Table| {
            let fields = table.fields();
            let rows = table.rows(&source, Ok(&extraction));
            for row in &rows {
                let line = serde_json::to_string(row).expect("cells are text and numbers");
                assert_eq!(read_row(&fields, &line).expect("it was just written"), *row);
            }
            let number = |mut row: Row| {
                assert_eq!(row.len(), fields.len());
                keys.number(&fields, &mut row);
                row[0].clone()
            };
            let keys_of: Vec<Cell> = rows.into_iter().map(number).collect();
            if table == Table::Warnings {
                keys.pass(extraction.records.len());
            }
            keys_of
        };
        for (documents, records) in [(1, [1, 2]), (2, [3, 4])] {
            assert_eq!(numbered(Table::Documents), [Cell::Integer(documents)]);
            assert_eq!(numbered(Table::Records), records.map(Cell::Integer));
            assert_eq!(numbered(Table::Bodies), records.map(Cell::Integer), "one for each record");
            assert!(numbered(Table::Warnings).is_empty());
        }
        let failed = Table::Documents.rows(&source, Err(("io", "no")));
        assert_eq!(failed[0][3..6], ["io".into(), "no".into(), Cell::Null]);
        assert!(Table::Records.rows(&source, Err(("io", "no"))).is_empty());
    }
}
