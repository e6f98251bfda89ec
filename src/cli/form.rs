//! The forms that `extract` writes: what each file adds to an output, and how the output is put together of it.

use std::{
    io::{self, Write},
    path::Path,
};

use clap::ValueEnum;
#[cfg(any(feature = "parquet", feature = "sqlite"))]
use gongwen::output::table::{Field, Keys, Row, Table, read_row};
use gongwen::{
    Extraction,
    output::{ErrorLine, Line, SourceName, csv, word},
};

use super::{Stop, arguments::Format, lines};
use crate::batch::{Problem, Unfinished, beside};

/// Tells a spreadsheet that the text is UTF-8.
const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// A text file of an output.
pub(super) struct TextFile {
    /// What stands behind the name of the output.
    ending: &'static str,
    /// What it begins with.
    pub(super) head: String,
}

/// Which form the ending of an output names; `None` for one that people ask for, and which is not written.
const NAMED: [(&str, Option<&str>); 19] = [
    ("jsonl", Some("jsonl")),
    ("ndjson", Some("jsonl")),
    ("json", Some("jsonl")),
    ("csv", Some("csv")),
    ("parquet", Some("parquet")),
    ("pq", Some("parquet")),
    ("sqlite", Some("sqlite")),
    ("sqlite3", Some("sqlite")),
    ("db", Some("sqlite")),
    ("xlsx", None),
    ("xls", None),
    ("ods", None),
    ("tsv", None),
    ("html", None),
    ("arrow", None),
    ("feather", None),
    ("duckdb", None),
    ("gz", None),
    ("zip", None),
];

impl Format {
    /// The form that the ending of `path` names; JSON lines for an ending that says nothing.
    ///
    /// # Errors
    /// If it names a form that is not written, so that nobody gets a file that is not what its name says.
    pub(super) fn named_by(path: Option<&Path>) -> Result<Self, Stop> {
        let ending = path.and_then(Path::extension).and_then(|ending| ending.to_str()).unwrap_or_default();
        let named = NAMED.iter().find(|(own, _)| ending.eq_ignore_ascii_case(own));
        let not_written = || {
            let forms: Vec<String> = Self::value_variants().iter().map(|form| format!(".{}", word(form))).collect();
            let hint = match ending.to_ascii_lowercase().as_str() {
                "xlsx" | "xls" | "ods" => "; a spreadsheet opens .csv, Excel with --bom",
                "html" => "; `gongwen report` writes a page",
                _ => "",
            };
            Stop::Because(format!(
                "no .{ending} is written; name an output with one of {}, or say with --format what it is to hold{hint}",
                forms.join(", ")
            ))
        };
        match named {
            None => Ok(Self::Jsonl),
            Some((_, form)) => form.and_then(|form| Self::from_str(form, false).ok()).ok_or_else(not_written),
        }
    }

    /// The files of an output that is text, the main one first; none if it is no text.
    pub(super) fn text_files(self, with_mark: bool) -> Vec<TextFile> {
        let mark = if with_mark { BYTE_ORDER_MARK } else { "" };
        match self {
            Self::Jsonl => vec![TextFile { ending: "", head: String::new() }],
            Self::Csv => vec![
                TextFile { ending: "", head: format!("{mark}{}", csv::records_head()) },
                TextFile { ending: ".documents.csv", head: format!("{mark}{}", csv::documents_head()) },
            ],
            #[cfg(feature = "parquet")]
            Self::Parquet => Vec::new(),
            #[cfg(feature = "sqlite")]
            Self::Sqlite => Vec::new(),
        }
    }

    /// What stands behind the name of the output in the name of each of its files.
    pub(super) fn endings(self) -> Vec<String> {
        match self {
            Self::Jsonl | Self::Csv => self.text_files(false).iter().map(|file| file.ending.to_owned()).collect(),
            #[cfg(feature = "parquet")]
            Self::Parquet => Table::ALL.map(parquet::ending).into(),
            #[cfg(feature = "sqlite")]
            Self::Sqlite => vec![String::new()],
        }
    }

    /// What `source` adds: a text to each text file, or rows to each table, each a line of JSON.
    pub(super) fn write(self, source: &SourceName, result: Result<&Extraction, &Problem>) -> Vec<String> {
        let or_error = result.map_err(|problem| (problem.code, problem.message.as_str()));
        match self {
            Self::Jsonl => vec![match or_error {
                Ok(extraction) => lines::line(&Line::new(source, extraction)),
                Err((code, message)) => lines::line(&ErrorLine::new(source, code, message.to_owned())),
            }],
            Self::Csv => {
                let records = or_error.map(|extraction| csv::records(source, extraction));
                vec![records.unwrap_or_default(), csv::document(source, or_error)]
            }
            #[cfg(feature = "parquet")]
            Self::Parquet => rows(source, or_error),
            #[cfg(feature = "sqlite")]
            Self::Sqlite => rows(source, or_error),
        }
    }
}

/// The rows of each table, a line each.
#[cfg(any(feature = "parquet", feature = "sqlite"))]
fn rows(source: &SourceName, result: Result<&Extraction, (&str, &str)>) -> Vec<String> {
    Table::ALL.map(|table| table.rows(source, result).iter().map(lines::line).collect()).into()
}

/// An output that is being written. It is there when it is finished.
pub(super) enum Output {
    Texts(Vec<Unfinished>),
    #[cfg(feature = "parquet")]
    Parquet(parquet::Files),
    #[cfg(feature = "sqlite")]
    Sqlite(Box<sqlite::File>),
}

impl Output {
    /// Begins the output at `path`, and what else belongs to it beside it.
    pub(super) fn begin(path: &Path, format: Format, with_mark: bool) -> io::Result<Self> {
        match format {
            Format::Jsonl | Format::Csv => {
                let begin = |TextFile { ending, head }| {
                    let mut file = Unfinished::create(&beside(path, ending))?;
                    file.write_all(head.as_bytes())?;
                    Ok(file)
                };
                let files: io::Result<_> = format.text_files(with_mark).into_iter().map(begin).collect();
                Ok(Self::Texts(files?))
            }
            #[cfg(feature = "parquet")]
            Format::Parquet => Ok(Self::Parquet(parquet::Files::begin(path)?)),
            #[cfg(feature = "sqlite")]
            Format::Sqlite => Ok(Self::Sqlite(Box::new(sqlite::File::begin(path)?))),
        }
    }

    /// Adds what [`Format::write`] made of the next file.
    pub(super) fn add(&mut self, made: &[&str]) -> io::Result<()> {
        match self {
            Self::Texts(files) => {
                files.iter_mut().zip(made).try_for_each(|(file, text)| file.write_all(text.as_bytes()))
            }
            #[cfg(feature = "parquet")]
            Self::Parquet(files) => files.add(made),
            #[cfg(feature = "sqlite")]
            Self::Sqlite(file) => file.add(made),
        }
    }

    pub(super) fn finish(self) -> io::Result<()> {
        match self {
            Self::Texts(files) => files.into_iter().try_for_each(Unfinished::finish),
            #[cfg(feature = "parquet")]
            Self::Parquet(files) => files.finish(),
            #[cfg(feature = "sqlite")]
            Self::Sqlite(file) => file.finish(),
        }
    }
}

/// Numbers the rows of an output.
#[cfg(any(feature = "parquet", feature = "sqlite"))]
struct Numbering {
    keys: Keys,
    /// The columns of each table, in the order of [`Table::ALL`].
    fields: [Vec<Field>; Table::ALL.len()],
}

#[cfg(any(feature = "parquet", feature = "sqlite"))]
impl Numbering {
    fn begin() -> Self {
        Self { keys: Keys::default(), fields: Table::ALL.map(Table::fields) }
    }

    /// The rows of the next file, their keys numbered within the output: each is given to `take` with its table.
    fn each_row(&mut self, made: &[&str], mut take: impl FnMut(Table, Row) -> io::Result<()>) -> io::Result<()> {
        let mut records = 0;
        for ((table, fields), rows) in Table::ALL.into_iter().zip(&self.fields).zip(made) {
            for row in rows.lines() {
                let mut row = read_row(fields, row)?;
                self.keys.number(fields, &mut row);
                take(table, row)?;
                records += usize::from(table == Table::Records);
            }
        }
        self.keys.pass(records);
        Ok(())
    }
}

#[cfg(feature = "parquet")]
mod parquet {
    use gongwen::output::parquet::Writer;

    use super::*;

    /// A file a table.
    pub(in crate::cli) struct Files {
        numbering: Numbering,
        /// In the order of [`Table::ALL`].
        files: Vec<Writer<Unfinished>>,
    }

    /// The records are what one is after, and have the name of the output.
    pub(super) fn ending(table: Table) -> String {
        if table == Table::Records { String::new() } else { format!(".{}.parquet", table.name()) }
    }

    impl Files {
        pub(super) fn begin(path: &Path) -> io::Result<Self> {
            let numbering = Numbering::begin();
            let tables = Table::ALL.into_iter().zip(&numbering.fields);
            let files = tables
                .map(|(table, fields)| Writer::new(Unfinished::create(&beside(path, &ending(table)))?, fields))
                .collect::<io::Result<_>>()?;
            Ok(Self { numbering, files })
        }

        pub(super) fn add(&mut self, made: &[&str]) -> io::Result<()> {
            let Self { numbering, files } = self;
            numbering.each_row(made, |table, row| files[table as usize].push(&row))
        }

        pub(super) fn finish(self) -> io::Result<()> {
            // all are complete before the first has its name
            let files: Vec<Unfinished> = self.files.into_iter().map(Writer::finish).collect::<io::Result<_>>()?;
            files.into_iter().try_for_each(Unfinished::finish)
        }
    }
}

#[cfg(feature = "sqlite")]
mod sqlite {
    use gongwen::output::sqlite::Database;

    use super::*;

    pub(in crate::cli) struct File {
        numbering: Numbering,
        database: Database,
        file: Unfinished,
    }

    impl File {
        pub(super) fn begin(path: &Path) -> io::Result<Self> {
            let file = Unfinished::create(path)?;
            Ok(Self { numbering: Numbering::begin(), database: Database::create(file.temporary())?, file })
        }

        pub(super) fn add(&mut self, made: &[&str]) -> io::Result<()> {
            let Self { numbering, database, .. } = self;
            numbering.each_row(made, |table, row| database.push(table, &row))
        }

        pub(super) fn finish(self) -> io::Result<()> {
            self.database.finish()?;
            self.file.finish()
        }
    }
}
