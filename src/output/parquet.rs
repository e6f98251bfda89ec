//! A table as a Parquet file. The same rows give the same bytes, in memory that does not grow with their number.

use std::io::{self, Write};

use parquet::{arrow::ArrowWriter, basic::Compression, errors::ParquetError, file::properties::WriterProperties};

use super::{
    arrow::{Batch, schema},
    table::{Field, Row},
};

/// How many rows are gathered before they are encoded.
const BATCH: usize = 1024;
/// How long a row group may be. A reader looks at whole groups; all of one is in memory while it is written.
const GROUP_BYTES: usize = 4 << 20;
const GROUP_ROWS: usize = 1 << 15;

/// A file that rows are added to.
pub struct Writer<W: Write + Send> {
    file: ArrowWriter<W>,
    batch: Batch,
}

impl<W: Write + Send> Writer<W> {
    /// Begins the file of a table of these columns.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn new(output: W, fields: &[Field]) -> io::Result<Self> {
        // what a reader of Parquet goes by to know the quirks of writers has the form `name version number`
        let created_by = concat!("gongwen version ", env!("CARGO_PKG_VERSION"));
        let properties = WriterProperties::builder()
            .set_created_by(created_by.to_owned())
            .set_compression(Compression::SNAPPY)
            .set_max_row_group_row_count(Some(GROUP_ROWS))
            .set_max_row_group_bytes(Some(GROUP_BYTES))
            .build();
        let file = ArrowWriter::try_new(output, schema(fields), Some(properties)).map_err(unwritten)?;
        Ok(Self { file, batch: Batch::new(fields) })
    }

    /// Adds a row.
    ///
    /// # Errors
    /// If the row does not fit the table, or the file cannot be written.
    pub fn push(&mut self, row: &Row) -> io::Result<()> {
        self.batch.push(row).map_err(io::Error::other)?;
        if self.batch.rows() == BATCH { self.encode() } else { Ok(()) }
    }

    /// Ends the file, and gives back what it was written to.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn finish(mut self) -> io::Result<W> {
        self.encode()?;
        self.file.into_inner().map_err(unwritten)
    }

    fn encode(&mut self) -> io::Result<()> {
        let batch = self.batch.finish().map_err(io::Error::other)?;
        self.file.write(&batch).map_err(unwritten)
    }
}

impl<W: Write + Send> std::fmt::Debug for Writer<W> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Writer").field("batch", &self.batch).finish_non_exhaustive()
    }
}

/// What the system says, without the words of the library around it.
fn unwritten(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(other) => io::Error::other(other),
        },
        other => io::Error::other(other),
    }
}
