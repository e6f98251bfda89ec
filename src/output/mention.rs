//! Mentions as lines: what was found in a document, each with its place in the clean text and in the source.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::{
    document::Document,
    lexicon::Lexicon,
    mention::{
        comparator::Comparator,
        date::Era,
        document_number::{self, Deviation, DocumentNumber, DocumentNumberClass},
        numeral,
        organ::{self, Organ, OrganRole},
        quantity::{self, Refusal},
        time::{self, TimeRole, When},
    },
    record::Record,
    span::{SourceSpan, TextSpan},
};

/// One mention of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mention {
    kind: MentionKind,
    /// The words.
    pub text: String,
    /// Where they stand in the clean text.
    pub span: TextSpan,
    /// Where they stand in the source file.
    pub source_span: SourceSpan,
    /// What they say.
    #[serde(flatten)]
    pub meaning: Meaning,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
enum MentionKind {
    Quantity,
    Numeral,
    Time,
    DocumentNumber,
    Organ,
    Indicator,
}

/// What a mention says, by its kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Meaning {
    /// A number with what it counts.
    Quantity {
        /// The value in base units, a plain decimal.
        value: String,
        /// The upper end of a range.
        value_max: Option<String>,
        /// The base unit.
        unit: Option<String>,
        /// How the value bounds what is measured.
        comparator: Comparator,
    },
    /// A number that is no quantity and part of no other mention.
    Numeral {
        /// Its value, a plain decimal; none where it is redacted, vague or a code.
        value: Option<String>,
        /// Why it is no quantity.
        refusal: Option<Refusal>,
    },
    /// A year, a date or a period.
    Time {
        /// First day, ISO 8601; none where neither the words nor the document's date say.
        start: Option<String>,
        /// Last day.
        end: Option<String>,
        /// What it says of a value.
        role: TimeRole,
    },
    /// 发文字号.
    DocumentNumber {
        /// With 〔〕 around the year.
        canonical: String,
        /// What kind it is.
        class: DocumentNumberClass,
        /// Whether it is the document's own number, and not one that it cites.
        own: bool,
        /// Whether several organs issue the document together.
        joint: bool,
        /// How it differs from the form that GB/T 9704—2012 asks for.
        deviations: Vec<Deviation>,
    },
    /// 机关、单位.
    Organ {
        /// The name in full, as far as the table of organs and the document say.
        name_full: String,
        /// What it does, if the text says.
        role: Option<OrganRole>,
    },
    /// 指标: what a record measures, where its name stands in one piece.
    Indicator {},
}

impl Meaning {
    fn kind(&self) -> MentionKind {
        match self {
            Self::Quantity { .. } => MentionKind::Quantity,
            Self::Numeral { .. } => MentionKind::Numeral,
            Self::Time { .. } => MentionKind::Time,
            Self::DocumentNumber { .. } => MentionKind::DocumentNumber,
            Self::Organ { .. } => MentionKind::Organ,
            Self::Indicator {} => MentionKind::Indicator,
        }
    }
}

/// The mentions of a document and of its `records`, in the order of the text.
///
/// Every digit of the text stands in a mention: a number that is no quantity is a numeral that says why.
#[must_use]
pub fn mentions(document: &Document, records: &[Record], lexicon: &Lexicon) -> Vec<Mention> {
    let finder = Finder { document, lexicon, era: Era::of(document.text.text()), year: document.year(lexicon) };
    let mut found: Vec<_> = lines(document.text.text()).flat_map(|line| finder.in_line(line)).collect();
    found.extend(finder.named_in_fields());
    found
        .extend(records.iter().filter_map(|record| finder.indicator(record)).map(|span| (span, Meaning::Indicator {})));
    found.sort_by_key(|(span, meaning)| (span.start, span.end, meaning.kind()));
    // issuers and those who answer for a task are named by the table too
    let with_role = |meaning: &Meaning| matches!(meaning, Meaning::Organ { role: Some(_), .. });
    let mut taken = Taken::by(found.iter().filter(|(_, meaning)| with_role(meaning)));
    found.retain(|(span, meaning)| !matches!(meaning, Meaning::Organ { role: None, .. }) || taken.is_free(*span));
    found.dedup();
    found
        .into_iter()
        .map(|(span, meaning)| Mention {
            kind: meaning.kind(),
            text: document.text.slice(span).to_owned(),
            span,
            source_span: document.text.to_source(span),
            meaning,
        })
        .collect()
}
/// The lines of a text, without their line breaks.
fn lines(text: &str) -> impl Iterator<Item = TextSpan> {
    text.split('\n').scan(0, |start, line| {
        let span = TextSpan::new(*start, *start + line.len());
        *start = span.end + 1;
        Some(span)
    })
}

/// How many bytes before its record an indicator may stand.
const FARTHEST: usize = 3000;

/// Finds the mentions of one document.
struct Finder<'a> {
    document: &'a Document,
    lexicon: &'a Lexicon,
    era: Era,
    /// What 今年 is.
    year: Option<u16>,
}

impl Finder<'_> {
    fn in_line(&self, line: TextSpan) -> Vec<(TextSpan, Meaning)> {
        let Self { document, lexicon, .. } = *self;
        let text = document.text.slice(line);
        let mut found: Vec<_> = document_number::find(text, lexicon)
            .into_iter()
            .map(|number| {
                let own = document.metadata.doc_number.as_ref() == Some(&number.canonical);
                let joint = number.is_joint();
                let DocumentNumber { span, canonical, class, deviations } = number;
                (span, Meaning::DocumentNumber { canonical, class, own, joint, deviations })
            })
            .collect();
        let times = time::find(text, self.era, lexicon);
        let quantities = quantity::find_beside(&times, text, lexicon);
        found.extend(times.into_iter().map(|time| {
            let (start, end) = days(time.when.counted_from(self.year));
            (time.span, Meaning::Time { start, end, role: time.role })
        }));
        found.extend(quantities.found.into_iter().map(|quantity| {
            let meaning = Meaning::Quantity {
                value: plain(quantity.value),
                value_max: quantity.value_max.map(plain),
                unit: quantity.unit,
                comparator: quantity.comparator,
            };
            (quantity.span, meaning)
        }));
        let mut taken = Taken::by(&found);
        let refused: Vec<_> = quantities
            .refused
            .into_iter()
            .filter(|refused| taken.is_free(refused.span))
            .map(|refused| {
                let unknown = matches!(refused.refusal, Refusal::Redacted | Refusal::Vague | Refusal::Code);
                let value = numeral::only(&text[refused.span.range()], lexicon).filter(|_| !unknown).map(plain);
                (refused.span, Meaning::Numeral { value, refusal: Some(refused.refusal) })
            })
            .collect();
        found.extend(refused);
        let mut taken = Taken::by(&found);
        let free = numeral::find(text, lexicon).into_iter().filter(|numeral| taken.is_free(numeral.span));
        let free: Vec<_> = free
            .map(|numeral| (numeral.span, Meaning::Numeral { value: Some(plain(numeral.value)), refusal: None }))
            .collect();
        found.extend(free);
        let numbers: Vec<_> = found
            .iter()
            .filter(|(_, meaning)| matches!(meaning, Meaning::DocumentNumber { .. }))
            .map(|&(span, _)| span)
            .collect();
        found.extend(self.organs(text, numbers));
        found.into_iter().map(|(span, meaning)| (span.shifted(line.start), meaning)).collect()
    }

    /// The organs of a line: those that answer for something, then all others of the table. 国办 in a document's number is
    /// a part of that.
    fn organs(&self, text: &str, numbers: Vec<TextSpan>) -> Vec<(TextSpan, Meaning)> {
        let statements = organ::find_responsibilities(text, self.lexicon);
        let mut found: Vec<_> = statements.into_iter().flat_map(|statement| statement.organs).collect();
        let mut taken = Taken::of(found.iter().map(|organ| organ.span).chain(numbers));
        found.extend(organ::find(text, self.lexicon).into_iter().filter(|organ| taken.is_free(organ.span)));
        found.into_iter().map(|organ| self.organ(&organ)).collect()
    }

    fn organ(&self, organ: &Organ) -> (TextSpan, Meaning) {
        let name_full = organ.name_full(&self.document.home, self.lexicon);
        (organ.span, Meaning::Organ { name_full, role: organ.role })
    }

    /// Issuers and addressees, where the text has them.
    fn named_in_fields(&self) -> Vec<(TextSpan, Meaning)> {
        let metadata = &self.document.metadata;
        let mut found = Vec::new();
        for (field, names, role) in [
            ("issuers", &metadata.issuers, OrganRole::Issuer),
            ("addressees", &metadata.addressees, OrganRole::Addressee),
        ] {
            let Some(place) = metadata.spans.get(field).and_then(|place| place.span) else { continue };
            let text = self.document.text.slice(place);
            let mut from = 0;
            for name in names {
                let Some(at) = text[from..].find(name.as_str()) else { continue };
                let span = TextSpan::new(from + at, from + at + name.len());
                from = span.end;
                let organ =
                    Organ { span: span.shifted(place.start), name: name.clone(), level: None, role: Some(role) };
                found.push(self.organ(&organ));
            }
        }
        found
    }

    /// Where the indicator of a record stands, if it does in one piece: in its quote, or before it on the same line.
    fn indicator(&self, record: &Record) -> Option<TextSpan> {
        let text = self.document.text.text();
        let in_quote = || Some(record.span.start + text[record.span.range()].find(&record.indicator)?);
        let near = text.ceil_char_boundary(record.span.start.saturating_sub(FARTHEST));
        let line = text[near..record.span.start].rfind('\n').map_or(near, |end| near + end + 1);
        let before = || Some(line + text[line..record.span.start].rfind(&record.indicator)?);
        let start = in_quote().or_else(before)?;
        Some(TextSpan::new(start, start + record.indicator.len()))
    }
}

/// The spans of mentions, from left to right.
struct Taken {
    spans: std::iter::Peekable<std::vec::IntoIter<TextSpan>>,
    until: usize,
}

impl Taken {
    fn by<'m>(mentions: impl IntoIterator<Item = &'m (TextSpan, Meaning)>) -> Self {
        Self::of(mentions.into_iter().map(|&(span, _)| span))
    }

    fn of(spans: impl Iterator<Item = TextSpan>) -> Self {
        let mut spans: Vec<_> = spans.collect();
        spans.sort_unstable();
        Self { spans: spans.into_iter().peekable(), until: 0 }
    }

    /// Whether a span shares no byte with a mention. To be asked from left to right.
    fn is_free(&mut self, span: TextSpan) -> bool {
        while let Some(taken) = self.spans.next_if(|taken| taken.start < span.end) {
            self.until = self.until.max(taken.end);
        }
        span.start >= self.until
    }
}

/// First and last day, where they are known.
fn days(when: When) -> (Option<String>, Option<String>) {
    match when {
        When::Absolute { start, end } => (start.first_day().iso(), end.last_day().iso()),
        When::Relative { .. } | When::EveryYear | When::Unknown => (None, None),
    }
}

/// `value` without an exponent and without zeros at its end.
fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::output::{Line, SourceName};

    #[test]
    fn a_mention_is_written_with_its_source_kind_and_place() {
        let meaning = Meaning::Quantity {
            value: "10".into(),
            value_max: None,
            unit: Some("家".into()),
            comparator: Comparator::Ge,
        };
        let mention = Mention {
            kind: meaning.kind(),
            text: "不少于10家".into(),
            span: TextSpan::new(0, 14),
            source_span: SourceSpan::new(0, 10),
            meaning,
        };
        let source = SourceName::from_path(Path::new("a.txt"));
        let line = serde_json::to_string(&Line::new(&source, &mention)).expect("a mention serialises");
        let expected = concat!(
            r#"{"source":"a.txt","kind":"quantity","text":"不少于10家","span":[0,14],"source_span":[0,10],"#,
            r#""value":"10","value_max":null,"unit":"家","comparator":"ge"}"#,
        );
        assert_eq!(line, expected);
    }

    #[test]
    fn what_is_inside_another_mention_is_not_free() {
        let numeral = |start, end| (TextSpan::new(start, end), Meaning::Numeral { value: None, refusal: None });
        let mut taken = Taken::by(&[numeral(5, 7), numeral(1, 10), numeral(10, 20)]);
        let spans = [(0, 2), (4, 6), (8, 9), (20, 22)].map(|(start, end)| TextSpan::new(start, end));
        assert_eq!(spans.map(|span| taken.is_free(span)), [false, false, false, true]);
    }

    #[test]
    fn values_are_plain_decimals() {
        assert_eq!(plain(Decimal::new(20_000_000_000_000, 0)), "20000000000000");
        assert_eq!(plain(Decimal::new(5500, 3)), "5.5");
    }
}
