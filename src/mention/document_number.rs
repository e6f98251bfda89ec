//! 发文字号: the numbers of official documents in their many spellings → one canonical form.
//!
//! The canonical form is what is printed, with 〔〕 around the year, ASCII digits and no inner spaces; a year or serial that
//! a code (国办发) has in Chinese characters is written in figures. Padding, 第 and 字 stay, as does 第四十五号 of an order:
//! these belong to the number as it is quoted.

mod border;
mod conformity;
mod find;
mod key;
mod shape;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use serde::Serialize;

use conformity::deviations;

use crate::{
    lexicon::{Lexicon, character_set::CharacterSet},
    span::TextSpan,
};

/// The kind of a document number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
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

/// How a number differs from what GB/T 9704—2012, 7.2.5 asks for: 〔〕 around a year of four figures, then a serial in
/// figures without padding, 第 or 字, then 号, without spaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Deviation {
    /// Other brackets: `国发[2024]12号`.
    Bracket,
    /// Only two figures of the year: （86）财税地字第008号.
    ShortYear,
    /// A serial with zeros in front: 国税发〔1994〕089号.
    Padded,
    /// 第 or 字 before the serial: 市财发〔1992〕字第36号.
    SerialWord,
    /// Chinese numerals: 国办发〔二〇一七〕四十七号.
    ChineseNumeral,
    /// Spaces, signs that print nothing or readings inside: 国办发 〔2017〕 47 号.
    Spaced,
    /// Full-width figures: 国发〔２００４〕２０号.
    FullWidth,
    /// No 号 at the end: 国办发〔2017〕47.
    NoSign,
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
    /// How a standard number differs from what the standard asks for; empty for the other kinds.
    pub deviations: Vec<Deviation>,
}

impl DocumentNumber {
    /// Whether several organs issue the document together: 联 in its code, or several issuers in its name.
    #[must_use]
    pub fn is_joint(&self) -> bool {
        let code = self.canonical.split(['〔', '第']).next().unwrap_or_default();
        self.class == DocumentNumberClass::Standard && code.contains('联') && !code.ends_with("联字")
            || code.contains('、')
    }
}

/// A sentence without one of these holds no number.
const SIGNS: [char; 12] = ['号', '〔', '-', '\u{2014}', '[', '［', '【', '(', '（', '﹝', '〈', '{'];
static MAY_BE_SIGN: LazyLock<CharacterSet> = LazyLock::new(|| SIGNS.into_iter().collect());
/// No number goes across one of these.
const ENDS: [char; 3] = ['。', '；', '\n'];

/// Finds the document numbers of a text (one block), from left to right.
#[must_use]
pub fn find(text: &str, lexicon: &Lexicon) -> Vec<DocumentNumber> {
    let mut numbers = Vec::new();
    let mut from = 0;
    while let Some(sign) = MAY_BE_SIGN.find_in(&text[from..]) {
        let span = sentence_around(text, from, from + sign);
        let sentence = &text[span.range()];
        if sentence.contains(SIGNS) {
            numbers.extend(find::numbers(text, span.start, sentence, lexicon));
        }
        from = span.end;
    }
    numbers
}

/// The sentence that the byte `at` stands in, from `from` on, with its end.
fn sentence_around(text: &str, from: usize, at: usize) -> TextSpan {
    let behind = |end: usize| text[end..].chars().next().map_or(end, |sign| end + sign.len_utf8());
    let start = text[from..at].rfind(ENDS).map_or(from, |end| behind(from + end));
    let end = text[at..].find(ENDS).map_or(text.len(), |end| behind(at + end));
    TextSpan::new(start, end)
}
