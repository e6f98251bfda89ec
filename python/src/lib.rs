//! What the Python package has of the library. The classes that people use are made of it in Python.

// the wrappers that PyO3 makes of the functions below cannot be documented
#![allow(missing_docs)]

mod options;

use std::{collections::BTreeMap, num::NonZeroUsize, path::PathBuf};

use arrow_array::RecordBatch;
use arrow_schema::ArrowError;
use gongwen::{
    ErrorKind, Extraction, Extractor, Options,
    error::guarded,
    folder::{Links, Source, Sources, in_order},
    output::{
        SourceName,
        arrow::{Batch, extract_batch, extract_batches, extract_schema},
        table::{joined, joined_fields},
    },
};
use pyo3::{
    create_exception,
    exceptions::{PyException, PyOverflowError, PyValueError},
    prelude::*,
};
use pyo3_arrow::{PyRecordBatch, PySchema, PyTable, input::AnyRecordBatch};

create_exception!(
    gongwen,
    Error,
    PyException,
    "What cannot be read, why, and what to do. `code` is that of an error line."
);

/// After how many files it is looked for Ctrl-C: a fraction of a second.
const FILES: usize = 64;

#[pymodule]
mod _native {
    #[pymodule_export]
    use super::{Error, Native, pack_text, schema};

    /// The version of the package, which is that of the library.
    #[pymodule_export]
    #[allow(non_upper_case_globals)]
    const __version__: &str = env!("CARGO_PKG_VERSION");
}

/// An extractor, and how it is to read.
#[pyclass(frozen, module = "gongwen._native", name = "Extractor")]
struct Native {
    extractor: Extractor,
    options: Options,
}

#[pymethods]
impl Native {
    /// `packs` are names and texts, `limits` names and numbers.
    #[new]
    fn new(
        py: Python<'_>,
        packs: Vec<(String, String)>,
        disable: Vec<String>,
        script: &str,
        encoding: Option<&str>,
        limits: Vec<(String, usize)>,
    ) -> PyResult<Self> {
        let options = options::options(script, encoding, &limits).map_err(PyValueError::new_err)?;
        let extractor = py.detach(|| options::extractor(&packs, &disable)).map_err(|error| raised(py, &error, None))?;
        Ok(Self { extractor, options })
    }

    /// The SHA-256 of all words and rules in force.
    #[getter]
    fn rules_sha256(&self) -> &str {
        self.extractor.rules_hash()
    }

    /// What was read from the bytes of a file, as JSON, and its clean text.
    fn extract(&self, py: Python<'_>, content: &[u8]) -> PyResult<(String, String)> {
        py.detach(|| self.read(content)).map_err(|error| raised(py, &error, None))
    }

    /// The same of the file at `path`.
    fn extract_file(&self, py: Python<'_>, path: PathBuf) -> PyResult<(String, String)> {
        let name = SourceName::from_path(&path);
        py.detach(|| {
            let source = Source::named(&path);
            self.read(&source.bytes(self.options.limits.bytes)?)
        })
        .map_err(|error| raised(py, &error, Some(&name)))
    }

    /// A table of the records of all files in folders, and how many entries of the folders are not read, by the reason.
    fn extract_folder<'py>(
        &self,
        py: Python<'py>,
        paths: Vec<PathBuf>,
        threads: Option<NonZeroUsize>,
        follow_links: bool,
    ) -> PyResult<(Bound<'py, PyAny>, BTreeMap<&'static str, usize>)> {
        let links = if follow_links { Links::Follow } else { Links::Skip };
        let (batches, skipped) = py.detach(|| self.folder(&paths, threads, links))?;
        Ok((PyTable::try_new(batches, extract_schema())?.into_pyarrow(py)?, skipped))
    }

    /// The records of a batch of documents as a batch, those of a table or of a stream as a table.
    fn extract_arrow<'py>(&self, py: Python<'py>, batch: AnyRecordBatch) -> PyResult<Bound<'py, PyAny>> {
        match batch {
            AnyRecordBatch::RecordBatch(batch) => {
                let batch = batch.into_inner();
                let records = py.detach(|| extract_batch(&self.extractor, &batch, self.options)).map_err(unfit)?;
                PyRecordBatch::new(records).into_pyarrow(py)
            }
            AnyRecordBatch::Stream(stream) => {
                let reader = stream.into_reader()?;
                let batches = py.detach(|| self.stream(reader)).map_err(unfit)?;
                PyTable::try_new(batches, extract_schema())?.into_pyarrow(py)
            }
        }
    }
}

impl Native {
    fn read(&self, content: &[u8]) -> gongwen::Result<(String, String)> {
        guarded(|| {
            let (document, extraction) = self.extractor.read_with(content, self.options)?;
            Ok((json(&extraction), document.text.text().to_owned()))
        })
    }

    fn stream(
        &self,
        documents: impl Iterator<Item = Result<RecordBatch, ArrowError>>,
    ) -> Result<Vec<RecordBatch>, ArrowError> {
        let mut batches = Vec::new();
        for batch in documents {
            extract_batches(&self.extractor, &batch?, self.options, |records| {
                batches.push(records);
                interrupted().map_err(|error| ArrowError::ExternalError(error.into()))
            })?;
        }
        Ok(batches)
    }

    fn folder(
        &self,
        paths: &[PathBuf],
        threads: Option<NonZeroUsize>,
        links: Links,
    ) -> PyResult<(Vec<RecordBatch>, BTreeMap<&'static str, usize>)> {
        let sources = Sources::find(paths, links);
        if let Some(problem) = sources.nothing_to_read() {
            return Err(PyValueError::new_err(problem));
        }
        let read = |source: &Source| {
            let read = guarded(|| self.extractor.extract_with(&source.bytes(self.options.limits.bytes)?, self.options));
            let read = read.map_err(|error| (error.code(), error.to_string()));
            joined(&source.name(), read.as_ref().map_err(|(code, message)| (*code, message.as_str())))
        };
        let (mut batches, mut batch) = (Vec::new(), Batch::new(&joined_fields()));
        in_order(&sources.list, threads, read, |done, rows| {
            if done % FILES == 0 {
                interrupted()?;
            }
            rows.iter().try_for_each(|row| batch.push(row)).map_err(std::io::Error::other)?;
            if batch.is_full() || done == sources.list.len() {
                batches.push(batch.finish().map_err(std::io::Error::other)?);
            }
            Ok(())
        })?;
        Ok((batches, sources.skipped))
    }
}

/// An error if the user has pressed Ctrl-C. Called without the GIL, which it takes for a moment.
fn interrupted() -> PyResult<()> {
    Python::attach(|python| python.check_signals())
}

/// The schema of the tables and batches that are given.
#[pyfunction]
fn schema(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    PySchema::new(extract_schema()).into_pyarrow(py)
}

/// A pack that was given as JSON, in the language of packs.
#[pyfunction]
fn pack_text(json: &str) -> PyResult<String> {
    let pack: serde_json::Value =
        serde_json::from_str(json).map_err(|error| PyValueError::new_err(error.to_string()))?;
    toml::to_string_pretty(&pack).map_err(|error| {
        PyValueError::new_err(format!("a pack holds text, numbers, lists and dicts, but no null: {error}"))
    })
}

fn json(extraction: &Extraction) -> String {
    serde_json::to_string(extraction).expect("an extraction has keys of text and is written to memory")
}

/// An error as an exception, with the name of the file that it is about.
fn raised(py: Python<'_>, error: &gongwen::Error, name: Option<&SourceName>) -> PyErr {
    let mut message = name.map_or_else(|| error.to_string(), |name| format!("{}: {error}", name.as_str()));
    if let ErrorKind::Data(mistake) = error.kind()
        && let Some(place) = &mistake.place
    {
        // of a dict nobody has seen the text
        message.push_str(&format!("\n{} | {}", place.line, place.text));
    }
    let exception = Error::new_err(message);
    match exception.value(py).setattr("code", error.code()) {
        Ok(()) => exception,
        Err(other) => other,
    }
}

fn unfit(error: ArrowError) -> PyErr {
    match error {
        ArrowError::SchemaError(problem) => PyValueError::new_err(problem),
        ArrowError::OffsetOverflowError(_) => PyOverflowError::new_err(
            "the records hold more text than one batch can; pass a pyarrow.Table, which is read to several batches",
        ),
        ArrowError::ExternalError(inner) => match inner.downcast::<PyErr>() {
            Ok(error) => *error,
            Err(other) => PyValueError::new_err(other.to_string()),
        },
        other => PyValueError::new_err(other.to_string()),
    }
}
