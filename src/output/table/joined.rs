//! One table instead of six, for those who read many documents at once and want a record with all that belongs to it: the
//! columns of its document, then its own, then the list of its bodies.
//!
//! It is `documents` joined with `records`, without keys. A document that has no record is a row too, as is one that could not
//! be read: the columns of a record are null there. A record of a collection has the fields of its own part.

use super::{
    BodyRow, Cell, Column, DocumentRow, Extraction, Field, Kind, Record, Rows, SourceName, Table, bodies, column,
    documents, records, rows, text_bytes,
};

/// How much text the rows of one file may hold: 128 MiB. Each repeats the fields of its document, so that a page with many links
/// and many records would take the product of both. The rows of real documents hold some hundred kilobytes.
const MOST_TEXT: usize = 128 << 20;

/// Stands where a row has its key, which has no column here.
const NO_KEY: usize = 0;

struct JoinedRow<'a> {
    document: DocumentRow<'a>,
    record: Option<&'a Record>,
}

/// The columns, in order.
#[must_use]
pub fn fields() -> Vec<Field> {
    columns().into_iter().map(|column| column.field).collect()
}

/// The rows that `source` adds, at least one: what was read from it, or code and message of why it was not. Rows that would hold
/// more than 128 MiB of text are one with the error `limit`.
#[must_use]
pub fn joined(source: &SourceName, result: Result<&Extraction, (&str, &str)>) -> Rows {
    joined_within(MOST_TEXT, source, result)
}

fn joined_within(most: usize, source: &SourceName, result: Result<&Extraction, (&str, &str)>) -> Rows {
    let columns = columns();
    let row = |record| {
        let row = JoinedRow { document: DocumentRow { source, result, record }, record };
        columns.iter().map(|column| (column.cell)(&row)).collect()
    };
    let records = result.map_or(&[][..], |read| &read.records);
    let (mut rows, mut held) = (Rows::new(), 0);
    for record in records {
        rows.push(row(Some(record)));
        held += rows.last().map_or(0, text_bytes);
        if held > most {
            let message = format!(
                "over the limit of joined rows: the {} records, each with the fields of its document, take more than {most} \
                 bytes; read the file by itself",
                records.len()
            );
            return joined_within(most, source, Err(("limit", &message)));
        }
    }
    if rows.is_empty() {
        rows.push(row(None));
    }
    rows
}

fn columns<'a>() -> Vec<Column<'a, JoinedRow<'a>>> {
    let of_document = without_keys(documents())
        .map(|own| Column { field: own.field, cell: Box::new(move |row: &JoinedRow<'a>| (own.cell)(&row.document)) });
    // the number of a record is that of its document, which has a column
    let of_record = without_keys(records()).filter(|column| column.field.name != "doc_number").map(|own| Column {
        field: Field { required: false, ..own.field },
        cell: Box::new(move |row: &JoinedRow<'a>| {
            row.record.map_or(Cell::Null, |record| (own.cell)(&(NO_KEY, record)))
        }),
    });
    let body_columns: Vec<_> = without_keys(bodies()).collect();
    let of_bodies = column("bodies", Kind::Rows(Table::Bodies), move |row: &JoinedRow<'a>| {
        row.record.map(|record| {
            let bodies = record.bodies.iter().enumerate();
            Cell::Rows(rows(&body_columns, bodies.map(|(position, body)| BodyRow { record: NO_KEY, position, body })))
        })
    });
    of_document.chain(of_record).chain([of_bodies]).collect()
}

fn without_keys<R>(columns: Vec<Column<'_, R>>) -> impl Iterator<Item = Column<'_, R>> {
    columns.into_iter().filter(|column| !column.field.kind.is_key())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::Extractor;

    #[test]
    fn a_document_whose_rows_take_too_much_is_an_error_row() {
        let text = "到2030年，林场达到8个，苗圃达到3个。";
        let extraction = Extractor::new().and_then(|extractor| extractor.extract(text.as_bytes())).expect("it is text");
        let source = SourceName::from_path(Path::new("a.txt"));
        let whole = joined(&source, Ok(&extraction));
        assert_eq!(whole.len(), 2);
        let exactly = whole.iter().map(text_bytes).sum();
        assert_eq!(joined_within(exactly, &source, Ok(&extraction)), whole);
        let refused = joined_within(exactly - 1, &source, Ok(&extraction));
        assert_eq!((refused.len(), &refused[0][2]), (1, &Cell::from("limit")));
    }
}
