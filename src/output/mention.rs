//! Mentions as lines: what the finders found in a clean text, each with its place in the text and in the source.

use rust_decimal::Decimal;
use serde::Serialize;

use crate::{
    alignment::AlignedText,
    lexicon::Lexicon,
    mention::{
        comparator::Comparator,
        date::Date,
        document_number::{self, DocumentNumberClass},
        numeral::{self, Numeral},
        organ::{self, OrganRole},
        quantity,
        time::{self, TimeRole, When},
    },
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
}

/// What a mention says, by its kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
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
    /// A number that is part of no other mention.
    Numeral {
        /// Its value, a plain decimal.
        value: String,
    },
    /// A year, a date or a period.
    Time {
        /// First day, ISO 8601; none where the words alone do not say.
        start: Option<String>,
        /// Last day.
        end: Option<String>,
        /// Years after the year of the document: 今年 0, 三年内 3.
        #[serde(skip_serializing_if = "Option::is_none")]
        relative_years: Option<i8>,
        /// What it says of a value.
        role: TimeRole,
    },
    /// 发文字号.
    DocumentNumber {
        /// With 〔〕 around the year.
        canonical: String,
        /// What kind it is.
        class: DocumentNumberClass,
    },
    /// 机关、单位.
    Organ {
        /// What it does, if the text says.
        role: Option<OrganRole>,
    },
}

impl Meaning {
    fn kind(&self) -> MentionKind {
        match self {
            Self::Quantity { .. } => MentionKind::Quantity,
            Self::Numeral { .. } => MentionKind::Numeral,
            Self::Time { .. } => MentionKind::Time,
            Self::DocumentNumber { .. } => MentionKind::DocumentNumber,
            Self::Organ { .. } => MentionKind::Organ,
        }
    }
}

/// The mentions of `text`, a clean text with one block a line, in its order.
#[must_use]
pub fn mentions(text: &AlignedText, lexicon: &Lexicon) -> Vec<Mention> {
    let mut start = 0;
    let mut all = Vec::new();
    for line in text.text().split('\n') {
        let mut found = in_line(line, lexicon);
        found.sort_by_key(|(span, meaning)| (span.start, span.end, meaning.kind()));
        all.extend(found.into_iter().map(|(span, meaning)| {
            let span = span.shifted(start);
            Mention {
                kind: meaning.kind(),
                text: text.slice(span).to_owned(),
                span,
                source_span: text.to_source(span),
                meaning,
            }
        }));
        start += line.len() + 1;
    }
    all
}

fn in_line(line: &str, lexicon: &Lexicon) -> Vec<(TextSpan, Meaning)> {
    let mut found: Vec<_> = document_number::find(line, lexicon)
        .into_iter()
        .map(|number| (number.span, Meaning::DocumentNumber { canonical: number.canonical, class: number.class }))
        .collect();
    found.extend(time::find(line, lexicon).into_iter().map(|time| (time.span, time_meaning(time.when, time.role))));
    found.extend(quantity::find(line, lexicon).found.into_iter().map(|quantity| {
        let meaning = Meaning::Quantity {
            value: plain(quantity.value),
            value_max: quantity.value_max.map(plain),
            unit: quantity.unit,
            comparator: quantity.comparator,
        };
        (quantity.span, meaning)
    }));
    let taken = found.iter().map(|&(span, _)| span).collect();
    found.extend(
        free_numerals(numeral::find(line, lexicon), taken)
            .map(|numeral| (numeral.span, Meaning::Numeral { value: plain(numeral.value) })),
    );
    let organs = organ::find_responsibilities(line, lexicon).into_iter().flat_map(|statement| statement.organs);
    found.extend(organs.map(|organ| (organ.span, Meaning::Organ { role: organ.role })));
    found
}

/// Those of `numerals`, which stand from left to right, that share no byte with a span of `taken`.
fn free_numerals(numerals: Vec<Numeral>, mut taken: Vec<TextSpan>) -> impl Iterator<Item = Numeral> {
    taken.sort_unstable();
    let mut taken = taken.into_iter().peekable();
    let mut taken_until = 0;
    numerals.into_iter().filter(move |numeral| {
        while let Some(span) = taken.next_if(|span| span.start < numeral.span.end) {
            taken_until = taken_until.max(span.end);
        }
        numeral.span.start >= taken_until
    })
}

fn time_meaning(when: When, role: TimeRole) -> Meaning {
    let (start, end, relative_years) = match when {
        When::Absolute { start, end } => (Some(first_day(start)), Some(last_day(end)), None),
        When::Relative { years } => (None, None, Some(years)),
        When::EveryYear | When::Unknown => (None, None, None),
    };
    Meaning::Time { start, end, relative_years, role }
}

fn first_day(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year, date.month.unwrap_or(1), date.day.unwrap_or(1))
}

fn last_day(date: Date) -> String {
    let month = date.month.unwrap_or(12);
    let is_leap = date.year.is_multiple_of(4) && (!date.year.is_multiple_of(100) || date.year.is_multiple_of(400));
    let last = match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => 31,
    };
    format!("{:04}-{:02}-{:02}", date.year, month, date.day.unwrap_or(last))
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
    fn a_period_runs_from_its_first_day_to_its_last() {
        let date = |year, month, day| Date { year, month, day };
        let meaning = |start, end| time_meaning(When::Absolute { start, end }, TimeRole::Period);
        let days = |start: &str, end: &str| Meaning::Time {
            start: Some(start.into()),
            end: Some(end.into()),
            relative_years: None,
            role: TimeRole::Period,
        };
        assert_eq!(meaning(date(2021, None, None), date(2025, None, None)), days("2021-01-01", "2025-12-31"));
        assert_eq!(meaning(date(2024, Some(2), None), date(2024, Some(2), None)), days("2024-02-01", "2024-02-29"));
        assert_eq!(meaning(date(1900, Some(2), None), date(2023, Some(6), None)), days("1900-02-01", "2023-06-30"));
        assert_eq!(last_day(date(2023, Some(3), Some(5))), "2023-03-05");
    }

    #[test]
    fn a_numeral_inside_another_mention_is_not_free() {
        let numeral =
            |start, end| Numeral { span: TextSpan::new(start, end), value: Decimal::ONE, chinese: false, share: None };
        let numerals = vec![numeral(0, 2), numeral(4, 6), numeral(8, 9), numeral(20, 22)];
        let taken = vec![TextSpan::new(5, 7), TextSpan::new(1, 10), TextSpan::new(10, 20)];
        let free: Vec<_> = free_numerals(numerals, taken).map(|numeral| numeral.span.start).collect();
        assert_eq!(free, [20]);
    }

    #[test]
    fn values_are_plain_decimals() {
        assert_eq!(plain(Decimal::new(20_000_000_000_000, 0)), "20000000000000");
        assert_eq!(plain(Decimal::new(5500, 3)), "5.5");
    }
}
