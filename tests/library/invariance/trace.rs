//! Whether the bytes that a record points to hold what was read from them, and nothing else.

use std::sync::LazyLock;

use encoding_rs::{BIG5, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use gongwen::{alignment::ReasonClass, decode::Encoding, extractor::Extraction, lexicon::Lexicon, record::Record};
use regex::{Captures, Regex};
use unicode_normalization::UnicodeNormalization;

/// Compares the record's quote with its bytes, both without what a wrapper may add: tags, references, blanks, characters
/// that print nothing, width and script. Bytes with damage, or with a page number between two lines, hold more.
pub(crate) fn check(record: &Record, bytes: &[u8], extraction: &Extraction, lexicon: &Lexicon) -> Result<(), String> {
    let raw = &bytes[record.source_span.start..record.source_span.end];
    let (held, quote) = (bare(&shown(raw, extraction.encoding), lexicon), bare(&record.quote, lexicon));
    let touched = extraction.repairs.iter().any(|repair| {
        let is_wider =
            repair.kind.class() == ReasonClass::Damage || !repair.source_span.is_empty() && repair.to.is_empty();
        is_wider
            && repair.source_span.start < record.source_span.end
            && record.source_span.start < repair.source_span.end
    });
    let value = bare(&record.value_text, lexicon);
    if held == quote || (touched && held.contains(&value)) {
        Ok(())
    } else {
        Err(format!("bytes {:?} hold {held:?}, but {quote:?} was read", record.source_span))
    }
}

/// What raw bytes show on a page.
pub(crate) fn shown(bytes: &[u8], encoding: Encoding) -> String {
    static TAG: LazyLock<Regex> = LazyLock::new(|| Regex::new("<[A-Za-z/!][^>]*>").expect("a constant pattern"));
    static REFERENCE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new("&(?:#x([0-9A-F]+)|#([0-9]+)|([a-z]+));").expect("a constant pattern"));
    let encoding = match encoding {
        Encoding::Utf8 => UTF_8,
        Encoding::Gb18030 => GB18030,
        Encoding::Big5 => BIG5,
        Encoding::Utf16Le => UTF_16LE,
        Encoding::Utf16Be => UTF_16BE,
    };
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let text = TAG.replace_all(&text, "");
    let character = |found: &Captures<'_>| {
        let number =
            |group: usize, radix| found.get(group).and_then(|digits| u32::from_str_radix(digits.as_str(), radix).ok());
        let named = match found.get(3).map(|name| name.as_str()) {
            Some("ldquo") => "“",
            Some("rdquo") => "”",
            Some("mdash") => "—",
            Some("middot") => "·",
            Some("amp") => "&",
            Some("lt") => "<",
            Some("gt") => ">",
            _ => " ",
        };
        number(1, 16).or_else(|| number(2, 10)).and_then(char::from_u32).map_or(named.to_owned(), String::from)
    };
    REFERENCE.replace_all(&text, character).into_owned()
}

/// The characters of a text that say something, in one script and width.
fn bare(text: &str, lexicon: &Lexicon) -> String {
    let is_shown = |character: &char| {
        !character.is_whitespace()
            && !matches!(character, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '*')
    };
    let folded: String = text.nfkc().filter(is_shown).collect();
    let simplified = lexicon.script.simplify(&folded, true);
    let mut out = String::new();
    let mut position = 0;
    for (span, to) in simplified {
        out.push_str(&folded[position..span.start]);
        out.push_str(&to);
        position = span.end;
    }
    (out + &folded[position..]).replace('≧', "≥").replace('≦', "≤")
}
