//! Extractions as two flat tables in CSV: a row a record, with the columns of its document repeated, and a row a file.
//!
//! A table is a list of columns; what stands in one is said beside its name. Lists are joined by `; `. The words come from
//! pages that anybody may have written, so that a cell that a spreadsheet would take for a formula gets an apostrophe in
//! front ([OWASP, CSV injection](https://owasp.org/www-community/attacks/CSV_Injection)).

use crate::{
    extractor::Extraction,
    mention::organ::OrganRole,
    output::{SourceName, word},
    record::Record,
};

/// A column: its name, and what it says of a record.
type RecordColumn = (&'static str, for<'a> fn(&RecordRow<'a>) -> String);

/// A column: its name, and what it says of a file.
type DocumentColumn = (&'static str, for<'a> fn(&DocumentRow<'a>) -> String);

/// A record, with the file and the document it is from.
struct RecordRow<'a> {
    source: &'a SourceName,
    extraction: &'a Extraction,
    record: &'a Record,
}

/// A file: what was read from it, or code and message of why it was not.
struct DocumentRow<'a> {
    source: &'a SourceName,
    result: Result<&'a Extraction, (&'a str, &'a str)>,
}

const RECORDS: &[RecordColumn] = &[
    ("source", |row| row.source.as_str().to_owned()),
    ("doc_number", |row| text(row.record.doc_number.as_ref())),
    ("part", |row| text(row.record.part)),
    ("title", |row| text(row.extraction.document.title.as_ref())),
    ("issuers", |row| list(&row.extraction.document.issuers)),
    ("issued", |row| text(row.extraction.document.issued.as_ref())),
    ("published", |row| text(row.extraction.document.published.as_ref())),
    ("genre", |row| text(row.extraction.document.genre.as_ref())),
    ("indicator", |row| row.record.indicator.clone()),
    ("measure", |row| word(&row.record.measure)),
    ("comparator", |row| word(&row.record.comparator)),
    ("value", |row| row.record.value.clone()),
    ("value_max", |row| text(row.record.value_max.as_ref())),
    ("unit", |row| text(row.record.unit.as_ref())),
    ("unit_inferred", |row| row.record.unit_inferred.to_string()),
    ("year", |row| text(row.record.year)),
    ("year_source", |row| text(row.record.year_source.as_ref().map(word))),
    ("cadence", |row| word(&row.record.cadence)),
    ("kind", |row| word(&row.record.kind)),
    ("binding", |row| text(row.record.binding.as_ref().map(word))),
    ("lead", |row| bodies(row.record, OrganRole::Lead)),
    ("responsible", |row| bodies(row.record, OrganRole::Responsible)),
    ("support", |row| bodies(row.record, OrganRole::Support)),
    ("quote", |row| row.record.quote.clone()),
    ("value_text", |row| row.record.value_text.clone()),
    ("section", |row| list(&row.record.section)),
    ("span_start", |row| row.record.span.start.to_string()),
    ("span_end", |row| row.record.span.end.to_string()),
    ("source_span_start", |row| row.record.source_span.start.to_string()),
    ("source_span_end", |row| row.record.source_span.end.to_string()),
    ("rule", |row| row.record.rule.clone()),
    ("confidence", |row| row.record.confidence.to_string()),
];

const DOCUMENTS: &[DocumentColumn] = &[
    ("source", |row| row.source.as_str().to_owned()),
    ("error_code", |row| text(row.result.err().map(|(code, _)| code))),
    ("error_message", |row| text(row.result.err().map(|(_, message)| message))),
    ("encoding", |row| row.of(|read| word(&read.encoding))),
    ("script", |row| row.of(|read| word(&read.script))),
    ("doc_number", |row| row.of(|read| text(read.document.doc_number.as_ref()))),
    ("title", |row| row.of(|read| text(read.document.title.as_ref()))),
    ("issuers", |row| row.of(|read| list(&read.document.issuers))),
    ("issued", |row| row.of(|read| text(read.document.issued.as_ref()))),
    ("published", |row| row.of(|read| text(read.document.published.as_ref()))),
    ("index_number", |row| row.of(|read| text(read.document.index_number.as_ref()))),
    ("genre", |row| row.of(|read| text(read.document.genre.as_ref()))),
    ("addressees", |row| row.of(|read| list(&read.document.addressees))),
    ("cited_numbers", |row| row.of(|read| list(&read.document.cited_numbers))),
    ("attachments", |row| row.of(|read| list(read.document.attachments.iter().map(|attachment| &attachment.name)))),
    ("validity", |row| row.of(|read| text(read.document.validity.as_ref()))),
    ("parts", |row| row.of(|read| read.parts.len().to_string())),
    ("records", |row| row.of(|read| read.records.len().to_string())),
    ("rejected", |row| row.of(|read| read.rejected.len().to_string())),
    ("repairs", |row| row.of(|read| read.repairs.len().to_string())),
    ("warnings", |row| row.of(|read| read.warnings.len().to_string())),
    ("boilerplate_bytes", |row| row.of(|read| read.removed.boilerplate.bytes.to_string())),
    ("text_sha256", |row| row.of(|read| read.text_sha256.clone())),
];

impl DocumentRow<'_> {
    fn of(&self, column: impl Fn(&Extraction) -> String) -> String {
        self.result.map(column).unwrap_or_default()
    }
}

/// The first line of the table of records.
#[must_use]
pub fn records_head() -> String {
    rows([RECORDS.iter().map(|(name, _)| (*name).to_owned())])
}

/// The rows of the records of `source`, in the order of the text.
#[must_use]
pub fn records(source: &SourceName, extraction: &Extraction) -> String {
    let rows_of = extraction.records.iter().map(|record| RecordRow { source, extraction, record });
    rows(rows_of.map(|row| RECORDS.iter().map(move |(_, column)| column(&row))))
}

/// The first line of the table of files.
#[must_use]
pub fn documents_head() -> String {
    rows([DOCUMENTS.iter().map(|(name, _)| (*name).to_owned())])
}

/// The row of the file `source`: what was read from it, or code and message of why it was not.
#[must_use]
pub fn document(source: &SourceName, result: Result<&Extraction, (&str, &str)>) -> String {
    let row = DocumentRow { source, result };
    rows([DOCUMENTS.iter().map(|(_, column)| column(&row))])
}

fn rows(rows: impl IntoIterator<Item = impl Iterator<Item = String>>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer
            .write_record(row.map(harmless))
            .expect("all rows of a table have its columns, and memory can be written to");
    }
    let bytes = writer.into_inner().expect("memory can be written to");
    String::from_utf8(bytes).expect("the cells are UTF-8, and so are the signs between them")
}

/// A cell that a spreadsheet shows as it is. A number is one, also below zero.
fn harmless(cell: String) -> String {
    // the signs in full width count too where the input method is Chinese; a tab or line break goes before the sign is read
    const DANGEROUS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    let is_number = cell
        .strip_prefix('-')
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.'));
    if cell.starts_with(DANGEROUS) && !is_number { format!("'{cell}") } else { cell }
}

fn text(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn list<'a>(items: impl IntoIterator<Item = &'a String>) -> String {
    items.into_iter().map(String::as_str).collect::<Vec<_>>().join("; ")
}

fn bodies(record: &Record, role: OrganRole) -> String {
    list(record.bodies.iter().filter(|body| body.role == role).map(|body| &body.name_full))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::Extractor;

    #[test]
    fn formulas_are_neutralised_and_numbers_are_not() {
        for cell in ["=1+1", "+86", "-a", "-", "-1+1", "@sum", "\t=1", "＝1", "-1%"] {
            assert_eq!(harmless(cell.to_owned()), format!("'{cell}"));
        }
        for cell in ["", "5", "-5", "-5.25", "公告", "a=b", "'=1"] {
            assert_eq!(harmless(cell.to_owned()), cell);
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let extractor = Extractor::new().expect("the built-in tables parse");
        let page =
            "=HYPERLINK(\"x\"),\n到2030年，林场达到8个（牵头单位：县林业局、县财政局；配合单位：县水利局）。气温-5℃。";
        let extraction = extractor.extract(page.as_bytes()).expect("it is text");
        let source = SourceName::from_path(Path::new("=a,\"b\".txt"));
        let table = records_head() + &records(&source, &extraction);
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let names: Vec<String> = reader.headers().expect("there is a head").iter().map(str::to_owned).collect();
        let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("it is CSV")).collect();
        assert_eq!(rows.len(), extraction.records.len());
        let cell = |name: &str| &rows[0][names.iter().position(|own| own == name).expect("the column is there")];
        assert_eq!((cell("source"), cell("indicator"), cell("value")), ("'=a,\"b\".txt", "林场", "8"));
        assert_eq!((cell("unit"), cell("year"), cell("kind")), ("个", "2030", "target"));
        assert_eq!((cell("lead"), cell("support")), ("县林业局; 县财政局", "县水利局"));
        assert_eq!(
            &page.as_bytes()[cell("source_span_start").parse::<usize>().expect("a number")..][..6],
            "林场".as_bytes()
        );
        let table = documents_head() + &document(&source, Ok(&extraction)) + &document(&source, Err(("io", "no")));
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("it is CSV")).collect();
        assert_eq!((&rows[0][1], &rows[0][3], &rows[1][1], &rows[1][3]), ("", "UTF-8", "io", ""));
    }
}
