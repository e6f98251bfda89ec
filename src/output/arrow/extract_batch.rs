//! Documents in a batch, records in a batch: for engines that move Arrow between machines and languages.

use arrow_array::{Array, ArrayRef, RecordBatch, cast::AsArray};
use arrow_schema::{ArrowError, DataType, SchemaRef};

use super::{Batch, schema};
use crate::{
    Extractor, Options,
    error::{ErrorKind, guarded},
    output::{
        SourceName,
        table::{Rows, joined, joined_fields},
    },
};

/// The schema of what [`extract_batch`] gives.
#[must_use]
pub fn extract_schema() -> SchemaRef {
    schema(&joined_fields())
}

/// Reads every document of `batch`: its column `source` has their names, `content` their bytes, as binary or text; other columns
/// are left alone. Gives a row a record, in the order of the documents and of their texts, in the columns of
/// [`joined_fields`]; a document without a record or with an error is a row too.
///
/// A name that is null is empty, and content that is null is a document that is empty. The documents are read one after the
/// other, on this thread.
///
/// ```
/// use std::sync::Arc;
/// use arrow_array::{ArrayRef, RecordBatch, StringArray, cast::AsArray};
/// use gongwen::{Extractor, Options, output::arrow::extract_batch};
///
/// let column = |values: [&str; 2]| Arc::new(StringArray::from_iter_values(values)) as ArrayRef;
/// let content = column(["到2025年，孵化器达到8家，创客空间达到30家。", ""]);
/// let documents = RecordBatch::try_from_iter([("source", column(["a.txt", "b.txt"])), ("content", content)])?;
///
/// let records = extract_batch(&Extractor::new()?, &documents, Options::default())?;
/// assert_eq!(records.num_rows(), 3);
/// let text = |name| records.column_by_name(name).map(|column| column.as_string::<i32>());
/// assert_eq!(text("value").map(|values| values.value(1)), Some("30"));
/// assert_eq!(text("error_code").map(|codes| codes.value(2)), Some("empty"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// If a column is missing or of another type, or if a column of the records would hold more than 2 GiB of text:
/// [`extract_batches`] has no such limit. What is wrong with a document is in its row.
pub fn extract_batch(extractor: &Extractor, batch: &RecordBatch, options: Options) -> Result<RecordBatch, ArrowError> {
    let mut records = Batch::new(&joined_fields());
    extract(extractor, batch, options, |rows| rows.iter().try_for_each(|row| records.push(row)))?;
    records.finish()
}

/// The same as batches of some thousand rows, given to `take` as soon as each is full.
///
/// # Errors
/// If a column is missing or of another type, and what `take` gives; nothing more is read then.
pub fn extract_batches<E: From<ArrowError>>(
    extractor: &Extractor,
    batch: &RecordBatch,
    options: Options,
    mut take: impl FnMut(RecordBatch) -> Result<(), E>,
) -> Result<(), E> {
    let mut records = Batch::new(&joined_fields());
    extract(extractor, batch, options, |rows| {
        rows.iter().try_for_each(|row| records.push(row))?;
        if records.is_full() { take(records.finish()?) } else { Ok(()) }
    })?;
    if records.rows() > 0 { take(records.finish()?) } else { Ok(()) }
}

/// Gives the rows of each document to `take`.
fn extract<E: From<ArrowError>>(
    extractor: &Extractor,
    batch: &RecordBatch,
    options: Options,
    mut take: impl FnMut(Rows) -> Result<(), E>,
) -> Result<(), E> {
    let (names, contents) =
        (Cells::new(batch, "source", "strings", text)?, Cells::new(batch, "content", "binary or strings", bytes)?);
    for row in 0..batch.num_rows() {
        let name = SourceName::from_name(names.get(row).unwrap_or_default());
        let result = match contents.get(row) {
            Some(content) => guarded(|| extractor.extract_with(content, options)),
            None => Err(ErrorKind::Empty.into()),
        };
        let result = result.map_err(|error| (error.code(), error.to_string()));
        take(joined(&name, result.as_ref().map_err(|(code, message)| (*code, message.as_str()))))?;
    }
    Ok(())
}

/// A column whose cells are all of one type in Rust, whatever it is in Arrow.
struct Cells<'a, T: ?Sized> {
    column: &'a ArrayRef,
    value: Reader<'a, T>,
}

/// What stands in a row that is not null.
type Reader<'a, T> = Box<dyn Fn(usize) -> &'a T + 'a>;

impl<'a, T: ?Sized> Cells<'a, T> {
    fn new(
        batch: &'a RecordBatch,
        name: &str,
        wanted: &str,
        reader: impl Fn(&'a ArrayRef) -> Option<Reader<'a, T>>,
    ) -> Result<Self, ArrowError> {
        let Some(column) = batch.column_by_name(name) else {
            let schema = batch.schema_ref();
            let others: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
            let problem = format!("there is no column `{name}`; rename the one that is meant: {}", others.join(", "));
            return Err(ArrowError::SchemaError(problem));
        };
        let value = reader(column).ok_or_else(|| {
            let problem = format!(
                "the column `{name}` is of the type {}, which is not read; cast it to {wanted}",
                column.data_type()
            );
            ArrowError::SchemaError(problem)
        })?;
        Ok(Self { column, value })
    }

    fn get(&self, row: usize) -> Option<&'a T> {
        self.column.is_valid(row).then(|| (self.value)(row))
    }
}

fn text(column: &ArrayRef) -> Option<Reader<'_, str>> {
    Some(match column.data_type() {
        DataType::Utf8 => {
            let column = column.as_string::<i32>();
            Box::new(|row| column.value(row))
        }
        DataType::LargeUtf8 => {
            let column = column.as_string::<i64>();
            Box::new(|row| column.value(row))
        }
        DataType::Utf8View => {
            let column = column.as_string_view();
            Box::new(|row| column.value(row))
        }
        _ => return None,
    })
}

fn bytes(column: &ArrayRef) -> Option<Reader<'_, [u8]>> {
    if let Some(text) = text(column) {
        return Some(Box::new(move |row| text(row).as_bytes()));
    }
    Some(match column.data_type() {
        DataType::Binary => {
            let column = column.as_binary::<i32>();
            Box::new(|row| column.value(row))
        }
        DataType::LargeBinary => {
            let column = column.as_binary::<i64>();
            Box::new(|row| column.value(row))
        }
        DataType::BinaryView => {
            let column = column.as_binary_view();
            Box::new(|row| column.value(row))
        }
        _ => return None,
    })
}
