//! One table instead of six, for those who read many documents at once and want a record with all that belongs to it: the
//! columns of its document, then its own, then the list of its bodies.
//!
//! It is `documents` joined with `records`, without keys. A document that has no record is a row too, as is one that could not
//! be read: the columns of a record are null there. A record of a collection has the fields of its own part.

use super::{
    BodyRow, Cell, Column, DocumentRow, Extraction, Field, Kind, Record, Rows, SourceName, Table, bodies, column,
    documents, records, rows,
};

struct JoinedRow<'a> {
    document: DocumentRow<'a>,
    record: Option<&'a Record>,
}

/// The columns, in order.
#[must_use]
pub fn fields() -> Vec<Field> {
    columns().into_iter().map(|column| column.field).collect()
}

/// The rows that `source` adds, at least one: what was read from it, or code and message of why it was not.
#[must_use]
pub fn joined(source: &SourceName, result: Result<&Extraction, (&str, &str)>) -> Rows {
    let row = |record| JoinedRow { document: DocumentRow { source, result, record }, record };
    match result {
        Ok(read) if !read.records.is_empty() => rows(columns(), read.records.iter().map(|record| row(Some(record)))),
        _ => rows(columns(), [row(None)]),
    }
}

fn columns<'a>() -> Vec<Column<'a, JoinedRow<'a>>> {
    let of_document = documents()
        .into_iter()
        .filter(|column| !column.field.kind.is_key())
        .map(|own| Column { field: own.field, cell: Box::new(move |row: &JoinedRow<'a>| (own.cell)(&row.document)) });
    // the number of a record is that of its document, which has a column
    let of_record =
        records().into_iter().filter(|column| !column.field.kind.is_key() && column.field.name != "doc_number");
    let of_record = of_record.map(|own| Column {
        field: Field { required: false, ..own.field },
        cell: Box::new(move |row: &JoinedRow<'a>| row.record.map_or(Cell::Null, |record| (own.cell)(&(0, record)))),
    });
    let of_bodies = column("bodies", Kind::Rows(Table::Bodies), |row: &JoinedRow| {
        row.record.map(|record| {
            let columns = bodies().into_iter().filter(|column| !column.field.kind.is_key()).collect();
            let bodies = record.bodies.iter().enumerate();
            Cell::Rows(rows(columns, bodies.map(|(position, body)| BodyRow { record: 0, position, body })))
        })
    });
    of_document.chain(of_record).chain([of_bodies]).collect()
}
