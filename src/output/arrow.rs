//! The tables as Arrow arrays: a [`Batch`] takes rows and gives a `RecordBatch`; [`extract_batch`] reads the documents of one.

mod extract_batch;

use std::sync::Arc;

use arrow_array::{
    ArrayRef, ListArray, RecordBatch, StructArray,
    builder::{
        BooleanBuilder, Float64Builder, Int32Builder, Int64Builder, ListBuilder, NullBufferBuilder, StringBuilder,
    },
};
use arrow_buffer::OffsetBuffer;
use arrow_schema::{ArrowError, DataType, Fields, Schema, SchemaRef};

pub use self::extract_batch::{extract_batch, extract_batches, extract_schema};
use super::table::{Cell, Field, Kind, Row, Table, text_bytes};

/// The schema of a table of these columns.
#[must_use]
pub fn schema(fields: &[Field]) -> SchemaRef {
    Arc::new(Schema::new(arrow_fields(fields)))
}

fn arrow_fields(fields: &[Field]) -> Fields {
    fields.iter().map(|field| arrow_schema::Field::new(field.name, data_type(field.kind), !field.required)).collect()
}

fn data_type(kind: Kind) -> DataType {
    match kind {
        Kind::Boolean => DataType::Boolean,
        Kind::Integer => DataType::Int32,
        Kind::DocumentKey | Kind::RecordKey | Kind::Long => DataType::Int64,
        Kind::Float => DataType::Float64,
        Kind::Text => DataType::Utf8,
        Kind::Texts => DataType::List(item(DataType::Utf8)),
        Kind::Rows(table) => DataType::List(item(row_type(table))),
    }
}

/// An item of a list. A list holds no nulls.
fn item(of: DataType) -> arrow_schema::FieldRef {
    Arc::new(arrow_schema::Field::new_list_field(of, false))
}

/// The columns of a table whose rows stand in lists: they need no keys there.
fn nested(table: Table) -> Vec<Field> {
    table.fields().into_iter().filter(|field| !field.kind.is_key()).collect()
}

/// A row of a table in a list.
fn row_type(table: Table) -> DataType {
    DataType::Struct(arrow_fields(&nested(table)))
}

/// Rows that become arrays.
#[derive(Debug)]
pub struct Batch {
    schema: SchemaRef,
    columns: Vec<Column>,
    rows: usize,
    text: usize,
}

/// When a batch is full: so many rows,
const FULL_ROWS: usize = 8192;
/// or so many bytes of text.
const FULL_TEXT: usize = 64 << 20;

#[derive(Debug)]
enum Column {
    Boolean(BooleanBuilder),
    Integer(Int32Builder),
    Long(Int64Builder),
    Float(Float64Builder),
    Text(StringBuilder),
    Texts(ListBuilder<StringBuilder>),
    Rows(Lists),
}

/// Lists of rows: all rows of all lists, one behind the other, and where each list ends.
#[derive(Debug)]
struct Lists {
    item: DataType,
    rows: Batch,
    lengths: Vec<usize>,
    nulls: NullBufferBuilder,
}

impl Batch {
    /// No rows yet, of a table of these columns.
    #[must_use]
    pub fn new(fields: &[Field]) -> Self {
        let columns = fields.iter().map(|field| Column::new(field.kind)).collect();
        Self { schema: schema(fields), columns, rows: 0, text: 0 }
    }

    /// How many rows it has.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Whether it has as much as a batch is good for: 8,192 rows, or 64 MiB of text. It takes more, up to 2 GiB in a column.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.rows >= FULL_ROWS || self.text >= FULL_TEXT
    }

    /// Adds a row.
    ///
    /// # Errors
    /// If a cell is not what its column holds, or does not fit any more: a column holds 2 GiB of text. The batch is of no use
    /// then.
    pub fn push(&mut self, row: &Row) -> Result<(), ArrowError> {
        if row.len() != self.columns.len() {
            return Err(misfit(format!("a row of {} cells in a table of {}", row.len(), self.columns.len())));
        }
        for (column, cell) in self.columns.iter_mut().zip(row) {
            column.push(cell)?;
        }
        self.rows += 1;
        self.text += text_bytes(row);
        Ok(())
    }

    /// The rows as arrays; the batch is empty afterwards.
    ///
    /// # Errors
    /// If a column that must hold something does not.
    pub fn finish(&mut self) -> Result<RecordBatch, ArrowError> {
        (self.rows, self.text) = (0, 0);
        let columns = self.columns.iter_mut().map(Column::finish).collect::<Result<_, _>>()?;
        RecordBatch::try_new(self.schema.clone(), columns)
    }
}

impl Column {
    fn new(kind: Kind) -> Self {
        match kind {
            Kind::Boolean => Self::Boolean(BooleanBuilder::new()),
            Kind::Integer => Self::Integer(Int32Builder::new()),
            Kind::DocumentKey | Kind::RecordKey | Kind::Long => Self::Long(Int64Builder::new()),
            Kind::Float => Self::Float(Float64Builder::new()),
            Kind::Text => Self::Text(StringBuilder::new()),
            Kind::Texts => Self::Texts(ListBuilder::new(StringBuilder::new()).with_field(item(DataType::Utf8))),
            Kind::Rows(table) => Self::Rows(Lists::new(table)),
        }
    }

    fn push(&mut self, cell: &Cell) -> Result<(), ArrowError> {
        match (self, cell) {
            (Self::Boolean(column), Cell::Boolean(value)) => column.append_value(*value),
            (Self::Boolean(column), Cell::Null) => column.append_null(),
            (Self::Integer(column), Cell::Integer(value)) => {
                column.append_value(i32::try_from(*value).map_err(|error| misfit(error.to_string()))?);
            }
            (Self::Integer(column), Cell::Null) => column.append_null(),
            (Self::Long(column), Cell::Integer(value)) => column.append_value(*value),
            (Self::Long(column), Cell::Null) => column.append_null(),
            (Self::Float(column), Cell::Float(value)) => column.append_value(*value),
            (Self::Float(column), Cell::Null) => column.append_null(),
            (Self::Text(column), Cell::Text(value)) => {
                fits(column, value.len())?;
                column.append_value(value);
            }
            (Self::Text(column), Cell::Null) => column.append_null(),
            (Self::Texts(column), Cell::Texts(values)) => {
                fits(column.values(), values.iter().map(String::len).sum())?;
                column.append_value(values.iter().map(Some));
            }
            (Self::Texts(column), Cell::Null) => column.append_null(),
            (Self::Rows(column), Cell::Rows(rows)) => column.push(Some(rows))?,
            (Self::Rows(column), Cell::Null) => column.push(None)?,
            (column, cell) => return Err(misfit(format!("{cell:?} in {column:?}"))),
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<ArrayRef, ArrowError> {
        Ok(match self {
            Self::Boolean(column) => Arc::new(column.finish()),
            Self::Integer(column) => Arc::new(column.finish()),
            Self::Long(column) => Arc::new(column.finish()),
            Self::Float(column) => Arc::new(column.finish()),
            Self::Text(column) => Arc::new(column.finish()),
            Self::Texts(column) => Arc::new(column.finish()),
            Self::Rows(column) => Arc::new(column.finish()?),
        })
    }
}

impl Lists {
    fn new(table: Table) -> Self {
        Self {
            item: row_type(table),
            rows: Batch::new(&nested(table)),
            lengths: Vec::new(),
            nulls: NullBufferBuilder::new(0),
        }
    }

    fn push(&mut self, rows: Option<&[Row]>) -> Result<(), ArrowError> {
        rows.unwrap_or_default().iter().try_for_each(|row| self.rows.push(row))?;
        self.lengths.push(rows.map_or(0, <[Row]>::len));
        self.nulls.append(rows.is_some());
        Ok(())
    }

    fn finish(&mut self) -> Result<ListArray, ArrowError> {
        let rows = StructArray::from(self.rows.finish()?);
        let offsets = OffsetBuffer::from_lengths(std::mem::take(&mut self.lengths));
        ListArray::try_new(item(self.item.clone()), offsets, Arc::new(rows), self.nulls.finish())
    }
}

/// That a column of text takes so many bytes more: the offsets in it have 32 bits.
fn fits(column: &StringBuilder, more: usize) -> Result<(), ArrowError> {
    let length = column.values_slice().len().saturating_add(more);
    i32::try_from(length).map(|_| ()).map_err(|_| ArrowError::OffsetOverflowError(length))
}

fn misfit(problem: String) -> ArrowError {
    ArrowError::InvalidArgumentError(problem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::table::Table;

    #[test]
    fn a_row_fits_its_table_or_is_refused() {
        let fields = Table::Bodies.fields();
        let row: Row = fields
            .iter()
            .map(|field| match field.kind {
                Kind::Text => Cell::Text("县林业局".to_owned()),
                _ => Cell::Integer(7),
            })
            .collect();
        let mut batch = Batch::new(&fields);
        batch.push(&row).expect("it fits");
        let table = batch.finish().expect("every column holds something");
        assert_eq!((table.num_rows(), table.num_columns(), batch.rows()), (1, fields.len(), 0));
        assert_eq!(table.schema(), schema(&fields));
        for (cell, column) in [(Cell::Integer(7), 2), (Cell::Integer(1 << 40), 1), (Cell::Boolean(true), 0)] {
            let mut other = row.clone();
            other[column] = cell;
            assert!(Batch::new(&fields).push(&other).is_err(), "{other:?}");
        }
        assert!(Batch::new(&fields).push(&row[1..].to_vec()).is_err(), "a cell is missing");
        let mut without_name = Batch::new(&fields);
        let mut other = row;
        other[2] = Cell::Null;
        without_name.push(&other).expect("any column may hold nothing until the batch is finished");
        assert!(without_name.finish().is_err(), "a name is required");
    }
}
