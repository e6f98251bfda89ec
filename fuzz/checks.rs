//! What must hold of any input. The fuzzer's targets and the property tests in `tests/library/mutated.rs` share it.

use std::sync::LazyLock;

use gongwen::{
    Extractor,
    alignment::{AlignedText, Assembler, Change, Moves, Reason},
    decode,
    mention::{date::Era, document_number, numeral, organ, organ::OrganRole, quantity, time},
    output::mention,
    pack::Pack,
    span::{SourceSpan, TextSpan},
};

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::new().expect("the built-in tables parse"));

/// A file is read or refused, and what is read of it points into it.
pub(crate) fn extract(bytes: &[u8]) {
    let read = |bytes| Ok::<_, gongwen::Error>((EXTRACTOR.document(bytes)?, EXTRACTOR.extract(bytes)?));
    let Ok((document, extraction)) = read(bytes) else { return };
    let text = document.text.text();
    let records = extraction.records.iter().map(|record| (record.span, record.source_span));
    let rejected = extraction.rejected.iter().map(|rejected| (rejected.span, rejected.source_span));
    let repairs = extraction.repairs.iter().map(|repair| (repair.span, repair.source_span));
    let warnings = extraction.warnings.iter().map(|warning| (warning.span, warning.source_span));
    let mentions = mention::mentions(&document, &extraction.records, EXTRACTOR.lexicon());
    let mentions = mentions.iter().map(|mention| (mention.span, mention.source_span));
    for (span, source_span) in records.chain(rejected).chain(repairs).chain(warnings).chain(mentions) {
        assert!(text.get(span.range()).is_some(), "{span:?} is no part of the text");
        assert!(source_span.end <= bytes.len(), "{source_span:?} of {}", bytes.len());
    }
}

/// The same of a file that is HTML.
pub(crate) fn html(bytes: &[u8]) {
    extract(&[b"<!DOCTYPE html><html><body>".as_slice(), bytes].concat());
}

/// A pack is read, or refused with its name and what is wrong.
pub(crate) fn pack(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let built = Pack::parse("own.toml", &text).and_then(|pack| Extractor::builder().pack(pack).build());
    if let Err(error) = built {
        let message = error.to_string();
        assert!(message.contains("own.toml") || error.code() == "limit", "{message}");
    }
}

/// The readers of mentions give spans of whole characters; those of numbers are in order and apart.
pub(crate) fn mentions(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let lexicon = EXTRACTOR.lexicon();
    for line in text.lines() {
        let apart = |spans: &[TextSpan]| {
            spans.iter().for_each(|span| assert!(line.get(span.range()).is_some(), "{span:?} is no part of `{line}`"));
            assert!(spans.windows(2).all(|two| two[0].end <= two[1].start), "{spans:?} of `{line}`");
        };
        apart(&numeral::find(line, lexicon).iter().map(|numeral| numeral.span).collect::<Vec<_>>());
        let quantities = quantity::find(line, lexicon);
        for quantity in &quantities.found {
            assert!(quantity.span.contains(quantity.core), "{quantity:?} of `{line}`");
        }
        // the parts of a ratio have the place of the whole
        let mut cores: Vec<TextSpan> = quantities.found.iter().map(|quantity| quantity.core).collect();
        cores.dedup();
        apart(&cores);
        for refused in &quantities.refused {
            assert!(line.get(refused.span.range()).is_some(), "{refused:?} of `{line}`");
        }
        apart(&time::find(line, Era::of(line), lexicon).iter().map(|time| time.span).collect::<Vec<_>>());
        let numbers = document_number::find(line, lexicon);
        apart(&numbers.iter().map(|number| number.span).collect::<Vec<_>>());
        let statements = organ::find_responsibilities(line, lexicon);
        apart(&statements.iter().map(|statement| statement.span).collect::<Vec<_>>());
        let _ = (numeral::only(line, lexicon), organ::role_of_label(line, lexicon));
        let listed = organ::split_list(line, OrganRole::Responsible, lexicon);
        for organ in statements.iter().flat_map(|statement| &statement.organs).chain(&listed) {
            assert!(line.get(organ.span.range()).is_some(), "{organ:?} of `{line}`");
        }
    }
}

/// How long a text and a list of edits are tried: longer ones say no more.
const LONGEST: usize = 2000;

/// A text is decoded from the first bytes, and edited as the others say. An alignment gives the source of each character
/// that a plain list of characters and their sources gives.
pub(crate) fn alignment(bytes: &[u8]) {
    let Some((&length, bytes)) = bytes.split_first() else { return };
    let (source, edits) = bytes.split_at(usize::from(length).min(bytes.len()));
    let mut text = match decode::decode(source, None) {
        Ok(decoded) => decoded.text,
        Err(_) => AlignedText::identical(String::from_utf8_lossy(source).into_owned(), 0),
    };
    let end = source.len().max(text.text().len());
    // where a decoder put the characters is what decoders are tested for
    let mut model: Vec<SourceSpan> = characters(&text).map(|span| text.to_source(span)).collect();
    for (number, round) in edits.chunks(24).enumerate() {
        if text.text().len() > LONGEST {
            return;
        }
        let edits: Vec<Edit> = round.chunks_exact(6).map(|bytes| Edit::read(bytes, &text)).collect();
        let (new, expected) =
            if number.is_multiple_of(2) { assembled(&text, &model, &edits) } else { applied(&text, &model, edits) };
        (text, model) = (new, expected);
        assert_eq!(characters(&text).count(), model.len());
        for (place, expected) in characters(&text).zip(&model) {
            let found = text.to_source(place);
            assert_eq!(found, *expected, "the source of {place:?} of `{}`", text.text());
            assert!(found.end <= end, "{found:?} of {end}");
        }
        for repair in text.repairs() {
            assert_eq!(text.slice(repair.span), repair.to);
            assert!(repair.source_span.end <= end, "{repair:?} of {end}");
        }
        let whole = TextSpan::new(0, text.text().len());
        assert!(text.to_source(whole).end <= end);
        assert_eq!(text.slice_original(whole), text.original_script());
    }
}

/// The places of the characters of a text.
fn characters(text: &AlignedText) -> impl Iterator<Item = TextSpan> + '_ {
    text.text().char_indices().map(|(start, character)| TextSpan::new(start, start + character.len_utf8()))
}

/// One edit: what is done, and to which characters.
struct Edit {
    action: u8,
    /// The first character and the one behind the last.
    characters: std::ops::Range<usize>,
    change: Change,
}

impl Edit {
    fn read(bytes: &[u8], text: &AlignedText) -> Self {
        const REASONS: [Reason; 8] = [
            Reason::Script,
            Reason::Width,
            Reason::Markup,
            Reason::Layout,
            Reason::Invisible,
            Reason::GbkPhaseShift,
            Reason::Lost,
            Reason::Boilerplate,
        ];
        const NEW: [&str; 6] = ["", "a", "é", "国", "岭泽", "a国\u{FFFD}"];
        let places: Vec<TextSpan> = characters(text).collect();
        let start = usize::from(bytes[1]) * (places.len() + 1) / 256;
        let end = (start + usize::from(bytes[2] % 8)).min(places.len());
        let at = |index: usize| places.get(index).map_or(text.text().len(), |place| place.start);
        let span = TextSpan::new(at(start), at(end));
        let reason = REASONS[usize::from(bytes[3]) % REASONS.len()];
        let to = match bytes[4] % 8 {
            // as many characters as before, and the same text
            6 => "国".repeat(end - start),
            7 => text.slice(span).to_owned(),
            new => NEW[usize::from(new)].to_owned(),
        };
        let change = if bytes[5].is_multiple_of(2) { Change::certain } else { Change::inferred }(span, to, reason);
        Self { action: bytes[0] % 4, characters: start..end, change }
    }

    /// The sources of the characters that a change puts in.
    fn sources(&self, text: &AlignedText, model: &[SourceSpan]) -> Vec<SourceSpan> {
        let old = &model[self.characters.clone()];
        let widths = |text: &str| text.chars().map(char::len_utf8).collect::<Vec<_>>();
        if widths(text.slice(self.change.span)) == widths(&self.change.to) {
            return old.to_vec();
        }
        let read = old.iter().copied().filter(|source| !source.is_empty()).reduce(SourceSpan::hull);
        // what stands where nothing was read stands at a point
        let source = read.or(old.first().copied()).unwrap_or_else(|| text.to_source(self.change.span));
        vec![source; self.change.to.chars().count()]
    }
}

/// The text that is put together of the pieces that `edits` name, in any order.
fn assembled(text: &AlignedText, model: &[SourceSpan], edits: &[Edit]) -> (AlignedText, Vec<SourceSpan>) {
    let mut assembler = Assembler::new(text);
    let mut expected = Vec::new();
    assembler.take(TextSpan::new(0, text.text().len()));
    expected.extend_from_slice(model);
    for edit in edits {
        let span = edit.change.span;
        let start = assembler.position();
        let now = match edit.action {
            0 => {
                expected.extend_from_slice(&model[edit.characters.clone()]);
                assembler.take(span)
            }
            1 => {
                expected.extend(edit.sources(text, model));
                assembler.change(&edit.change)
            }
            2 => {
                let point = TextSpan::new(span.start, span.start);
                expected.extend(edit.change.to.chars().map(|_| text.to_source(point)));
                assembler.insert(&edit.change.to, span.start, edit.change.reason)
            }
            _ => assembler.drop(span, edit.change.reason),
        };
        assert_eq!((now.start, now.end), (start, assembler.position()));
    }
    (assembler.finish(), expected)
}

/// The text after the `edits` that do not overlap, as changes; what they leave alone is found again.
fn applied(text: &AlignedText, model: &[SourceSpan], mut edits: Vec<Edit>) -> (AlignedText, Vec<SourceSpan>) {
    edits.sort_by_key(|edit| (edit.change.span.start, edit.change.span.end));
    let mut position = 0;
    edits.retain(|edit| {
        let follows = edit.characters.start >= position;
        position = if follows { edit.characters.end } else { position };
        follows
    });
    let changes: Vec<Change> = edits.iter().map(|edit| edit.change.clone()).collect();
    let (new, moves) = text.apply(&changes);
    found_again(text, &new, &changes, &moves);
    let mut expected = Vec::new();
    let mut position = 0;
    for edit in &edits {
        expected.extend_from_slice(&model[position..edit.characters.start]);
        expected.extend(edit.sources(text, model));
        position = edit.characters.end;
    }
    expected.extend_from_slice(&model[position..]);
    (new, expected)
}

fn found_again(text: &AlignedText, new: &AlignedText, changes: &[Change], moves: &Moves) {
    for place in characters(text) {
        if !changes.iter().any(|change| change.span.overlaps(place)) {
            assert_eq!(new.slice(moves.forward(place)), text.slice(place), "{place:?} after {changes:?}");
        }
    }
}
