//! What is compared: gold files as annotators write them, and predictions as the extractor makes them.

use serde::{Deserialize, Serialize};

use crate::{
    clean::Script,
    document::Metadata,
    error::ErrorKind,
    extractor::Extraction,
    mention::{comparator::Comparator, organ::OrganRole},
    record::{Cadence, Kind, Measure, Record},
};

/// A gold file: what one document states.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gold {
    /// The file name of the document.
    pub doc: String,
    /// What the document is an example of, for people.
    #[serde(default)]
    pub form: Option<String>,
    /// Its fields.
    pub document: DocumentFields,
    /// Its records, in the order of the text.
    pub records: Vec<Statement>,
}

impl Gold {
    /// Reads a gold file's text. `file` is named in the error.
    ///
    /// # Errors
    /// Kind `evaluation` if the text is no gold file; the message says where.
    pub fn parse(file: &str, text: &str) -> crate::Result<Self> {
        serde_json::from_str(text)
            .map_err(|error| ErrorKind::Evaluation(format!("{file} is not a gold file: {error}")).into())
    }
}

/// What was read from one document. The default is that of a file that gave nothing.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Prediction {
    /// Its fields.
    pub document: DocumentFields,
    /// Its records, in the order of the text.
    pub records: Vec<Statement>,
    /// The script of its text.
    #[serde(skip)]
    pub script: Option<Script>,
}

impl From<&Extraction> for Prediction {
    fn from(extraction: &Extraction) -> Self {
        Self {
            document: DocumentFields::from(&extraction.document),
            records: extraction.records.iter().map(Statement::from).collect(),
            script: Some(extraction.script),
        }
    }
}

/// The fields of a document that are compared. A list that is `None` is one that nobody gave, which differs from an
/// empty one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)]
pub struct DocumentFields {
    pub doc_number: Option<String>,
    pub title: Option<String>,
    pub issuers: Option<Vec<String>>,
    pub issued: Option<String>,
    pub published: Option<String>,
    pub index_number: Option<String>,
    pub genre: Option<String>,
    pub addressees: Option<Vec<String>>,
    pub cited_numbers: Option<Vec<String>>,
}

impl From<&Metadata> for DocumentFields {
    fn from(metadata: &Metadata) -> Self {
        Self {
            doc_number: metadata.doc_number.clone(),
            title: metadata.title.clone(),
            issuers: Some(metadata.issuers.clone()),
            issued: metadata.issued.clone(),
            published: metadata.published.clone(),
            index_number: metadata.index_number.clone(),
            genre: metadata.genre.clone(),
            addressees: Some(metadata.addressees.clone()),
            cited_numbers: Some(metadata.cited_numbers.clone()),
        }
    }
}

/// A field of a document that is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum DocumentField {
    DocNumber,
    Title,
    Issuers,
    Issued,
    Published,
    IndexNumber,
    Genre,
    Addressees,
    CitedNumbers,
}

impl DocumentField {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::DocNumber,
        Self::Title,
        Self::Issuers,
        Self::Issued,
        Self::Published,
        Self::IndexNumber,
        Self::Genre,
        Self::Addressees,
        Self::CitedNumbers,
    ];
}

/// A record as far as it is compared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// The words that hold it; not compared.
    #[serde(default)]
    pub quote: String,
    /// What is measured.
    pub indicator: String,
    /// How.
    pub measure: Measure,
    /// How the value bounds it.
    pub comparator: Comparator,
    /// The value in base units.
    pub value: Option<String>,
    /// The upper end of a range.
    pub value_max: Option<String>,
    /// The base unit.
    pub unit: Option<String>,
    /// Whether the unit is not written; not compared.
    #[serde(default)]
    pub unit_inferred: bool,
    /// The year by or in which it holds.
    pub year: Option<u16>,
    /// How often it holds.
    pub cadence: Cadence,
    /// What the statement is.
    pub kind: Kind,
    /// Who answers for the task.
    pub bodies: Vec<NamedBody>,
    /// Other readings that count as right. Gold only.
    #[serde(default)]
    pub also: Also,
    /// Whether only one annotator of two saw it. Gold only.
    #[serde(default)]
    pub optional: bool,
    /// How likely it is right. Predictions only, and not compared.
    #[serde(default)]
    pub confidence: Option<f32>,
}

impl Statement {
    /// Whether `kind` is the record's, or another reading of it that counts as right.
    #[must_use]
    pub fn reads_as(&self, kind: Kind) -> bool {
        self.kind == kind || self.also.kind.contains(&kind)
    }
}

impl From<&Record> for Statement {
    fn from(record: &Record) -> Self {
        let body = |body: &crate::record::Body| NamedBody { name: body.name.clone(), role: body.role };
        Self {
            quote: record.quote.clone(),
            indicator: record.indicator.clone(),
            measure: record.measure,
            comparator: record.comparator,
            value: Some(record.value.clone()),
            value_max: record.value_max.clone(),
            unit: record.unit.clone(),
            unit_inferred: record.unit_inferred,
            year: record.year,
            cadence: record.cadence,
            kind: record.kind,
            bodies: record.bodies.iter().map(body).collect(),
            also: Also::default(),
            optional: false,
            confidence: Some(record.confidence),
        }
    }
}

/// An organ and what it does for a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedBody {
    /// Its name.
    pub name: String,
    /// What it does.
    pub role: OrganRole,
}

/// Readings of a gold record beside its own that count as right, where annotators differed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs)]
pub struct Also {
    pub indicator: Vec<String>,
    pub kind: Vec<Kind>,
    pub measure: Vec<Measure>,
    pub cadence: Vec<Cadence>,
}
