//! All tables as one SQLite database. The same rows give the same bytes, in memory that does not grow with their number.

use std::{io, path::Path};

use rusqlite::{
    Connection, ToSql,
    types::{ToSqlOutput, Value},
};

use super::table::{Cell, Field, Kind, Row, Table};

/// A database that rows are added to.
#[derive(Debug)]
pub struct Database {
    connection: Connection,
    /// The statement of each table, in the order of [`Table::ALL`].
    inserts: Vec<String>,
}

impl Database {
    /// Begins the database in the empty file at `path`.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn create(path: &Path) -> io::Result<Self> {
        let connection = Connection::open(path).map_err(unwritten)?;
        // Nobody reads the file before it is complete, so nothing is written twice and one transaction holds it all.
        // What does not fit into the cache is written at once.
        connection
            .execute_batch(
                "PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
                 PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -4096; PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = OFF;
                 PRAGMA user_version = 1; BEGIN;",
            )
            .map_err(unwritten)?;
        let mut inserts = Vec::new();
        for table in Table::ALL {
            let fields = table.fields();
            connection.execute_batch(&definition(table, &fields)).map_err(unwritten)?;
            let marks = vec!["?"; fields.len()].join(", ");
            inserts.push(format!("INSERT INTO {} VALUES ({marks})", table.name()));
        }
        connection.set_prepared_statement_cache_capacity(inserts.len());
        Ok(Self { connection, inserts })
    }

    /// Adds a row to a table. Keys must be numbered within the whole output.
    ///
    /// # Errors
    /// If the row does not fit the table, or the file cannot be written.
    pub fn push(&mut self, table: Table, row: &Row) -> io::Result<()> {
        let mut statement = self.connection.prepare_cached(&self.inserts[table as usize]).map_err(unwritten)?;
        statement.execute(rusqlite::params_from_iter(row)).map_err(unwritten)?;
        Ok(())
    }

    /// Ends the database. Its bytes have been given to the system; whether they are on the disk is not known.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn finish(self) -> io::Result<()> {
        self.connection.execute_batch("COMMIT").map_err(unwritten)?;
        self.connection.close().map_err(|(_, error)| unwritten(error))
    }
}

/// The statements that make a table. Rows come in the order of their keys, so that an index only grows at its end.
fn definition(table: Table, fields: &[Field]) -> String {
    let name = table.name();
    let (mut columns, mut indices) = (Vec::new(), String::new());
    for field in fields {
        let refers_to = match field.kind {
            Kind::DocumentKey => Some("documents"),
            Kind::RecordKey => Some("records"),
            _ => None,
        };
        let constraint = match refers_to {
            Some(own) if own == name => " PRIMARY KEY".to_owned(),
            Some(other) => {
                indices += &format!("CREATE INDEX {name}_{0} ON {name} ({0});\n", field.name);
                format!(" NOT NULL REFERENCES {other} (id)")
            }
            None if field.required => " NOT NULL".to_owned(),
            None => String::new(),
        };
        columns.push(format!("  {} {}{constraint}", field.name, data_type(field.kind)));
    }
    format!("CREATE TABLE {name} (\n{}\n);\n{indices}", columns.join(",\n"))
}

fn data_type(kind: Kind) -> &'static str {
    match kind {
        Kind::DocumentKey | Kind::RecordKey | Kind::Boolean | Kind::Integer | Kind::Long => "INTEGER",
        Kind::Float => "REAL",
        Kind::Text | Kind::Texts | Kind::Rows(_) => "TEXT",
    }
}

impl ToSql for Cell {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => ToSqlOutput::Owned(Value::Null),
            Self::Boolean(value) => ToSqlOutput::Owned(Value::Integer((*value).into())),
            Self::Integer(value) => ToSqlOutput::Owned(Value::Integer(*value)),
            Self::Float(value) => ToSqlOutput::Owned(Value::Real(*value)),
            Self::Text(value) => value.to_sql()?,
            // the functions of SQLite for JSON read it
            Self::Texts(_) | Self::Rows(_) => {
                let list = serde_json::to_string(self)
                    .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
                ToSqlOutput::Owned(Value::Text(list))
            }
        })
    }
}

fn unwritten(error: rusqlite::Error) -> io::Error {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::DiskFull) => io::ErrorKind::StorageFull.into(),
        _ => io::Error::other(error),
    }
}
