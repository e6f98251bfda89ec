//! The stages in order: bytes in, an [`Extraction`] out.

mod builder;
mod example;
mod rules_hash;
mod script;
mod word;

use serde::{Deserialize, Serialize};

pub use self::{
    builder::Builder,
    example::{Misread, Sentence},
    word::word,
};

use crate::{
    Result,
    alignment::{Count, Reason, Repair},
    clean::{self, Script},
    decode::{self, Decoded, Encoding, Evidence, Segment},
    digest::sha256,
    document::{self, Document, Metadata},
    lexicon::Lexicon,
    limits::{Limits, within},
    page::{self, Page},
    record::{self, Reading, Record, Rejected},
    rule::Rules,
    span::TextSpan,
    warning::{Warning, WarningCode},
};

/// One document of a collection.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Part {
    /// Its own fields.
    pub document: Metadata,
    /// Where it stands in the clean text.
    pub span: TextSpan,
}

/// What was left out of the clean text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    /// Navigation, footers, spam.
    pub boilerplate: Count,
    /// Tags, Markdown signs, a YAML head.
    pub markup: Count,
}

/// Everything that was read from one file.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Extraction {
    /// The encoding the bytes were read in.
    pub encoding: Encoding,
    /// Why they were read in it, and how near the next encoding was.
    pub encoding_evidence: Evidence,
    /// Parts in another encoding.
    pub segments: Vec<Segment>,
    /// The script before conversion.
    pub script: Script,
    /// The document's fields.
    pub document: Metadata,
    /// The documents of a collection.
    pub parts: Vec<Part>,
    /// The records, in the order of the text.
    pub records: Vec<Record>,
    /// The numbers that are in no record, and why. As JSON: how many for each reason.
    #[serde(serialize_with = "record::counts")]
    pub rejected: Vec<Rejected>,
    /// What was repaired.
    pub repairs: Vec<Repair>,
    /// What the reader should know.
    pub warnings: Vec<Warning>,
    /// What was left out.
    pub removed: Removed,
    /// The SHA-256 of the clean text, in hexadecimal digits: copies of one document have the same, whatever pages they are on.
    #[serde(skip)]
    pub text_sha256: String,
}

impl Extraction {
    /// The fields of the document that `record`, one of these, stands in: in a collection, those of the part.
    #[must_use]
    pub fn document_of(&self, record: &Record) -> &Metadata {
        record.part.and_then(|part| self.parts.get(part)).map_or(&self.document, |part| &part.document)
    }
}

/// The script of the words of an [`Extraction`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum OutputScript {
    /// Simplified characters.
    #[default]
    Simplified,
    /// Traditional characters, also where the source is simplified.
    Traditional,
    /// The characters of the source, repaired.
    Original,
}

/// What the caller knows of a file, and how the words are to be written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// How much the file may hold.
    pub limits: Limits,
    /// The encoding that the caller believes the bytes to be in, from a header or from the file's origin. It is a witness:
    /// it decides only where the bytes leave a doubt, and before what the page says of itself.
    pub encoding_hint: Option<Encoding>,
    /// The script of the words of an extraction. Spans count in the simplified text all the same.
    pub script: OutputScript,
}

/// Reads documents. Built once, used from many threads.
///
/// ```
/// let extractor = gongwen::Extractor::new()?;
/// let extraction = extractor.extract("到2025年，高新技术企业达到500家以上。".as_bytes())?;
/// let record = &extraction.records[0];
/// assert_eq!((record.indicator.as_str(), record.value.as_str(), record.year), ("高新技术企业", "500", Some(2025)));
/// # Ok::<(), gongwen::Error>(())
/// ```
#[derive(Debug)]
pub struct Extractor {
    lexicon: Lexicon,
    rules: Rules,
    rules_hash: String,
}

impl Extractor {
    /// An extractor with the built-in words and rules.
    ///
    /// # Errors
    /// If a built-in table is not well formed, which a test rules out.
    pub fn new() -> Result<Self> {
        Self::builder().build()
    }

    /// Makes an extractor with packs and rules of your own.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// The words that this extractor knows.
    #[must_use]
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// The rules that this extractor tries.
    #[must_use]
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The SHA-256 of all words and rules in force, packs and what they disable included, in hexadecimal digits.
    ///
    /// Of a rule everything counts that decides a record: its id, pattern, measure, indicator, kind and confidence, and its
    /// place in the list; not its examples, nor the name of its pack. Extractors of one version of this crate with the same
    /// hash read the same records, on any machine. What a rule in code does cannot be seen: give it another id when it does
    /// something else.
    #[must_use]
    pub fn rules_hash(&self) -> &str {
        &self.rules_hash
    }

    /// Reads the structure of a document: its clean text, fields, outline and tables, but no records.
    ///
    /// # Errors
    /// `empty` or `not_text` if the bytes hold no text, `limit` if they are over a limit.
    pub fn document(&self, bytes: &[u8]) -> Result<Document> {
        self.document_with(bytes, Options::default())
    }

    /// Reads the structure of a document. Its clean text is simplified, whatever the script of an extraction would be.
    ///
    /// # Errors
    /// As [`Extractor::document`].
    pub fn document_with(&self, bytes: &[u8], options: Options) -> Result<Document> {
        let page = page::parse(&decoded(bytes, &options)?, &self.lexicon, &options.limits)?;
        Ok(self.page_document(page))
    }

    /// Reads one document from the raw bytes of its file.
    ///
    /// # Errors
    /// `empty` or `not_text` if the bytes hold no text, `limit` if they are over a limit.
    pub fn extract(&self, bytes: &[u8]) -> Result<Extraction> {
        self.extract_with(bytes, Options::default())
    }

    /// Reads one document as `options` say.
    ///
    /// # Errors
    /// As [`Extractor::extract`].
    pub fn extract_with(&self, bytes: &[u8], options: Options) -> Result<Extraction> {
        self.read_with(bytes, options).map(|(_, extraction)| extraction)
    }

    /// Reads one document as `options` say: its structure, as [`Extractor::document_with`] gives it, and what was read from it,
    /// for those who show both.
    ///
    /// # Errors
    /// As [`Extractor::document`].
    pub fn read_with(&self, bytes: &[u8], options: Options) -> Result<(Document, Extraction)> {
        let decoded = decoded(bytes, &options)?;
        let page = page::parse(&decoded, &self.lexicon, &options.limits)?;
        let Decoded { text, encoding, evidence, segments } = decoded;
        // of a large file every text that is no longer needed counts
        drop(text);
        let document = self.page_document(page);
        let Reading { records, rejected, warnings: unread } =
            record::read(&document, &self.rules, &self.lexicon, &options.limits)?;
        let mut warnings = document.warnings.clone();
        warnings.extend(unread);
        warnings.extend(records.iter().filter(|record| record.unit_inferred).map(unit_warning));
        warnings.sort_by_key(|warning| (warning.span.start, warning.code));
        let repairs = document.text.repairs();
        let boilerplate = repairs.iter().filter(|repair| repair.kind == Reason::Boilerplate);
        let removed = Removed {
            boilerplate: boilerplate.fold(Count::default(), |sum, repair| Count {
                runs: sum.runs + 1,
                bytes: sum.bytes + repair.source_span.len(),
            }),
            markup: document.text.markup(),
        };
        let mut extraction = Extraction {
            encoding,
            encoding_evidence: evidence,
            segments,
            script: document.script,
            document: document.metadata.clone(),
            parts: document
                .pieces
                .iter()
                .map(|piece| Part { document: piece.metadata.clone(), span: piece.span })
                .collect(),
            records,
            rejected,
            repairs,
            warnings,
            removed,
            text_sha256: sha256(document.text.text().as_bytes()),
        };
        script::convert(&mut extraction, options.script, &document.text, &self.lexicon);
        Ok((document, extraction))
    }

    fn page_document(&self, page: Page) -> Document {
        document::read(clean::clean(page, &self.lexicon), &self.lexicon)
    }
}

fn decoded(bytes: &[u8], options: &Options) -> Result<Decoded> {
    within("bytes", bytes.len(), options.limits.bytes)?;
    decode::decode(bytes, options.encoding_hint)
}

fn unit_warning(record: &Record) -> Warning {
    let unit = record.unit.as_deref().unwrap_or_default();
    Warning {
        code: WarningCode::UnitInferred,
        message: format!(
            "`{}` is written without its unit; {unit} follows from its words or from the indicator `{}`",
            record.value_text, record.indicator
        ),
        span: record.span,
        source_span: record.source_span,
    }
}
