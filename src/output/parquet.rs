//! A table as a Parquet file. The same rows give the same bytes, in memory that does not grow with their number.

use std::io::{self, Write};

use parquet::{
    arrow::ArrowWriter,
    basic::{Compression, Encoding},
    errors::ParquetError,
    file::properties::WriterProperties,
    schema::types::ColumnPath,
};

use super::{
    arrow::{Batch, schema},
    table::{Field, Kind, Row},
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
        let mut properties = WriterProperties::builder()
            .set_created_by(created_by.to_owned())
            .set_compression(Compression::SNAPPY)
            .set_max_row_group_row_count(Some(GROUP_ROWS))
            .set_max_row_group_bytes(Some(GROUP_BYTES));
        // keys and places rise from row to row: the steps between them are short, and a dictionary has every one of them in full
        for field in fields.iter().filter(|field| field.kind.is_key() || field.kind == Kind::Long) {
            let column = ColumnPath::from(field.name);
            properties = properties
                .set_column_dictionary_enabled(column.clone(), false)
                .set_column_encoding(column, Encoding::DELTA_BINARY_PACKED);
        }
        let file = ArrowWriter::try_new(output, schema(fields), Some(properties.build())).map_err(unwritten)?;
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

#[cfg(test)]
mod tests {
    use std::fs::{self, File};

    use parquet::file::metadata::ParquetMetaDataReader;

    use super::*;
    use crate::output::table::{Cell, Table};

    #[test]
    fn keys_and_places_are_written_as_steps_and_words_as_a_dictionary() {
        let path = std::env::temp_dir().join(format!("gongwen-parquet-{}", std::process::id()));
        let fields = Table::Bodies.fields();
        let mut writer = Writer::new(File::create(&path).expect("the folder can be written to"), &fields)
            .expect("the file can be written");
        for number in 0..5000_usize {
            let cell = |field: &Field| match field.kind {
                Kind::Text => Cell::from("县林业局"),
                Kind::Integer => Cell::from(number % 3),
                _ => Cell::from(number),
            };
            writer.push(&fields.iter().map(cell).collect()).expect("it fits");
        }
        writer.finish().expect("the file can be written");
        let file = File::open(&path).expect("it was just written");
        let metadata = ParquetMetaDataReader::new().parse_and_finish(&file).expect("it is a Parquet file");
        assert_eq!(metadata.file_metadata().num_rows(), 5000);
        for (column, field) in metadata.row_group(0).columns().iter().zip(&fields) {
            let encodings: Vec<Encoding> = column.encodings().collect();
            let (steps, words) = (Encoding::DELTA_BINARY_PACKED, Encoding::RLE_DICTIONARY);
            let (expected, other) =
                if matches!(field.kind, Kind::RecordKey | Kind::Long) { (steps, words) } else { (words, steps) };
            assert!(encodings.contains(&expected) && !encodings.contains(&other), "{}: {encodings:?}", field.name);
            assert!(column.uncompressed_size() < 5000 * 2, "{}: {}", field.name, column.uncompressed_size());
        }
        fs::remove_file(&path).expect("it is there");
    }
}
