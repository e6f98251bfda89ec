//! The fields of a document: from its own lines, from the disclosure table, from meta tags; in this order of trust.

use std::collections::BTreeMap;

use serde::Serialize;

use super::layout::Element;
use crate::{
    lexicon::Lexicon,
    page::{Attachment, Page},
    span::{SourceSpan, TextSpan},
    warning::Warning,
};

/// Where a field stands. A field of a meta tag has no span in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// In the clean text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<TextSpan>,
    /// In the source file.
    pub source_span: SourceSpan,
}

/// The fields of a document. What the document does not state is `None` or empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Metadata {
    /// 发文字号, canonical.
    pub doc_number: Option<String>,
    /// 标题, as printed, line breaks joined.
    pub title: Option<String>,
    /// 发文机关, as signed.
    pub issuers: Vec<String>,
    /// 成文日期, ISO 8601.
    pub issued: Option<String>,
    /// 发布日期, ISO 8601.
    pub published: Option<String>,
    /// 索引号.
    pub index_number: Option<String>,
    /// 文种.
    pub genre: Option<String>,
    /// 主送机关.
    pub addressees: Vec<String>,
    /// 发文字号 of other documents, canonical, in order of first mention.
    pub cited_numbers: Vec<String>,
    /// Linked files.
    pub attachments: Vec<Attachment>,
    /// 有效性, as written.
    pub validity: Option<String>,
    /// Where each field was read, by its name.
    pub spans: BTreeMap<&'static str, Place>,
}

/// Reads the fields. `elements` are those of [`super::layout::elements`].
#[must_use]
pub fn read(page: &Page, elements: &[Element], lexicon: &Lexicon) -> (Metadata, Vec<Warning>) {
    let _ = (page, elements, lexicon);
    (Metadata::default(), Vec::new())
}
