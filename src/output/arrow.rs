//! The tables as Arrow arrays: a [`Batch`] takes rows and gives a `RecordBatch`.

use std::sync::Arc;

use arrow_array::{
    ArrayRef, RecordBatch,
    builder::{BooleanBuilder, Float64Builder, Int32Builder, Int64Builder, ListBuilder, StringBuilder},
};
use arrow_schema::{ArrowError, DataType, Schema, SchemaRef};

use super::table::{Cell, Field, Kind, Row};

/// The schema of a table of these columns.
#[must_use]
pub fn schema(fields: &[Field]) -> SchemaRef {
    let fields =
        fields.iter().map(|field| arrow_schema::Field::new(field.name, data_type(field.kind), !field.required));
    Arc::new(Schema::new(fields.collect::<Vec<_>>()))
}

fn data_type(kind: Kind) -> DataType {
    match kind {
        Kind::Boolean => DataType::Boolean,
        Kind::Integer => DataType::Int32,
        Kind::DocumentKey | Kind::RecordKey | Kind::Long => DataType::Int64,
        Kind::Float => DataType::Float64,
        Kind::Text => DataType::Utf8,
        Kind::Texts => DataType::List(item()),
    }
}

/// An item of a list. A list holds no nulls.
fn item() -> arrow_schema::FieldRef {
    Arc::new(arrow_schema::Field::new_list_field(DataType::Utf8, false))
}

/// Rows that become arrays.
#[derive(Debug)]
pub struct Batch {
    schema: SchemaRef,
    columns: Vec<Column>,
    rows: usize,
}

#[derive(Debug)]
enum Column {
    Boolean(BooleanBuilder),
    Integer(Int32Builder),
    Long(Int64Builder),
    Float(Float64Builder),
    Text(StringBuilder),
    Texts(ListBuilder<StringBuilder>),
}

impl Batch {
    /// No rows yet, of a table of these columns.
    #[must_use]
    pub fn new(fields: &[Field]) -> Self {
        Self { schema: schema(fields), columns: fields.iter().map(|field| Column::new(field.kind)).collect(), rows: 0 }
    }

    /// How many rows it has.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Adds a row.
    ///
    /// # Errors
    /// If a cell is not what its column holds. The batch is of no use then.
    pub fn push(&mut self, row: &Row) -> Result<(), ArrowError> {
        if row.len() != self.columns.len() {
            return Err(misfit(format!("a row of {} cells in a table of {}", row.len(), self.columns.len())));
        }
        for (column, cell) in self.columns.iter_mut().zip(row) {
            column.push(cell)?;
        }
        self.rows += 1;
        Ok(())
    }

    /// The rows as arrays; the batch is empty afterwards.
    ///
    /// # Errors
    /// If a column that must hold something does not.
    pub fn finish(&mut self) -> Result<RecordBatch, ArrowError> {
        self.rows = 0;
        RecordBatch::try_new(self.schema.clone(), self.columns.iter_mut().map(Column::finish).collect())
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
            Kind::Texts => Self::Texts(ListBuilder::new(StringBuilder::new()).with_field(item())),
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
            (Self::Text(column), Cell::Text(value)) => column.append_value(value),
            (Self::Text(column), Cell::Null) => column.append_null(),
            (Self::Texts(column), Cell::Texts(values)) => column.append_value(values.iter().map(Some)),
            (Self::Texts(column), Cell::Null) => column.append_null(),
            (column, cell) => return Err(misfit(format!("{cell:?} in {column:?}"))),
        }
        Ok(())
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Boolean(column) => Arc::new(column.finish()),
            Self::Integer(column) => Arc::new(column.finish()),
            Self::Long(column) => Arc::new(column.finish()),
            Self::Float(column) => Arc::new(column.finish()),
            Self::Text(column) => Arc::new(column.finish()),
            Self::Texts(column) => Arc::new(column.finish()),
        }
    }
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
