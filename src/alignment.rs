//! A text together with where each of its bytes came from.
//!
//! [`AlignedText`] is one value: the text cannot be changed without its alignment. Every new text is made by an
//! [`Assembler`], out of pieces of the old one: taken as they are, changed, inserted or dropped, and all but the first
//! name a [`Reason`]. So the alignment is at the same time the list of repairs.
//!
//! Contract: the runs, in order, tile the text; every byte of the text lies in exactly one run, and every run knows the
//! source bytes it was read from (none, at a point, for what was inserted). A run may stand twice over the same source:
//! that is how a merged table cell is repeated.

use serde::{Deserialize, Serialize};

use crate::span::{SourceSpan, TextSpan};

/// Why a piece of text is not the same as what the source says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Reason {
    /// GBK text read one byte off, up to the next ASCII byte.
    GbkPhaseShift,
    /// UTF-8 bytes that were decoded as GBK or GB18030.
    Utf8AsGbk,
    /// UTF-8 bytes that were decoded as Latin-1 or windows-1252.
    #[serde(rename = "utf8_as_latin1")]
    Utf8AsLatin1,
    /// GBK bytes that were decoded as Latin-1 or windows-1252.
    #[serde(rename = "gbk_as_latin1")]
    GbkAsLatin1,
    /// GBK bytes that were decoded as Big5.
    #[serde(rename = "gbk_as_big5")]
    GbkAsBig5,
    /// GBK bytes that were decoded as CP949 (Korean).
    #[serde(rename = "gbk_as_cp949")]
    GbkAsCp949,
    /// Big5 bytes that were decoded as GBK or GB18030.
    #[serde(rename = "big5_as_gbk")]
    Big5AsGbk,
    /// Big5 bytes that were decoded as Latin-1 or windows-1252.
    #[serde(rename = "big5_as_latin1")]
    Big5AsLatin1,
    /// A private-use character that a later standard encodes.
    PrivateUse,
    /// A radical or compatibility form of a character.
    Compatibility,
    /// A reading in Latin letters inside Chinese text.
    PinyinGloss,
    /// Text that is gone for good; it is marked and left as it stands.
    Lost,
    /// A character that prints nothing (zero width, soft hyphen, byte order mark).
    Invisible,
    /// A line break inside a sentence.
    LineJoin,
    /// A page number on a line of its own.
    PageNumber,
    /// Navigation, footers, sharing buttons, spam.
    Boilerplate,
    /// Traditional characters written as simplified ones.
    Script,
    /// Full-width letters, digits or signs written as ASCII, or the reverse.
    Width,
    /// Tags, character references, Markdown signs, a YAML head.
    Markup,
    /// White space that carries nothing, or a separator that the layout implies.
    Layout,
}

/// What kind of change a [`Reason`] stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReasonClass {
    /// Damage that was undone, or found and marked. Listed as a repair.
    Damage,
    /// Form without content. Listed as a repair.
    Form,
    /// A one-to-one conversion of characters. Not listed.
    Conversion,
    /// The wrapping of the text. Only counted.
    Markup,
}

impl Reason {
    /// Whether a change for this reason is damage, form, conversion or markup.
    #[must_use]
    pub fn class(self) -> ReasonClass {
        match self {
            Self::Invisible | Self::LineJoin | Self::PageNumber | Self::Boilerplate => ReasonClass::Form,
            Self::Script | Self::Width => ReasonClass::Conversion,
            Self::Markup | Self::Layout => ReasonClass::Markup,
            _ => ReasonClass::Damage,
        }
    }
}

/// How sure a repair is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// The bytes prove it.
    Certain,
    /// A lost byte was guessed from the language.
    Inferred,
}

/// A replacement for one span of a text. An empty `to` deletes; a `to` equal to the text in `span` only marks it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where, in the text that the change is applied to.
    pub span: TextSpan,
    /// What stands there afterwards.
    pub to: String,
    /// Why.
    pub reason: Reason,
    /// How sure it is.
    pub certainty: Certainty,
}

impl Change {
    /// A change that the bytes prove.
    #[must_use]
    pub fn certain(span: TextSpan, to: impl Into<String>, reason: Reason) -> Self {
        Self { span, to: to.into(), reason, certainty: Certainty::Certain }
    }

    /// A change that the language suggests.
    #[must_use]
    pub fn inferred(span: TextSpan, to: impl Into<String>, reason: Reason) -> Self {
        Self { span, to: to.into(), reason, certainty: Certainty::Inferred }
    }
}

/// One repair, as it stands in the finished text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Repair {
    /// Why the text was changed.
    pub kind: Reason,
    /// The text before.
    pub from: String,
    /// The text now.
    pub to: String,
    /// How sure it is.
    pub certainty: Certainty,
    /// Where it stands now.
    pub span: TextSpan,
    /// The bytes it was read from.
    pub source_span: SourceSpan,
}

/// How positions inside a run follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grain {
    /// Every `text` bytes of the text were read from `source` bytes of the source (3 and 2 for Chinese text in GBK).
    Steps {
        /// Bytes of text in a step.
        text: u8,
        /// Bytes of source in a step.
        source: u8,
    },
    /// The run can only be traced as a whole.
    Whole,
}

impl Grain {
    /// Byte for byte.
    pub const IDENTITY: Self = Self::Steps { text: 1, source: 1 };
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    text: TextSpan,
    source: SourceSpan,
    grain: Grain,
    /// Index into `AlignedText::edits`.
    edit: Option<usize>,
}

impl Run {
    /// The part of the run that lies in `span`, widened to whole steps, with the source it was read from.
    fn source_of(&self, span: TextSpan) -> SourceSpan {
        let Grain::Steps { text, source } = self.grain else { return self.source };
        let (text, source) = (usize::from(text), usize::from(source));
        let first = span.start.max(self.text.start) - self.text.start;
        let last = span.end.min(self.text.end) - self.text.start;
        SourceSpan::new(self.source.start + first / text * source, self.source.start + last.div_ceil(text) * source)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Edit {
    reason: Reason,
    from: String,
    certainty: Certainty,
}

/// Characters that were converted to the other script, as they stood.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Variant {
    span: TextSpan,
    original: String,
}

/// A number of removed pieces, and their bytes in the source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Pieces that stood together.
    pub runs: usize,
    /// Bytes of the source.
    pub bytes: usize,
}

/// A text and its alignment to the bytes of its source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AlignedText {
    text: String,
    runs: Vec<Run>,
    edits: Vec<Edit>,
    variants: Vec<Variant>,
    markup: Count,
}

impl AlignedText {
    /// A text that was read byte for byte from the source, from byte `start` on.
    #[must_use]
    pub fn identical(text: String, start: usize) -> Self {
        let mut aligned = Self::default();
        let end = start + text.len();
        aligned.push_run(&text, SourceSpan::new(start, end), Grain::IDENTITY, None);
        aligned
    }

    /// Appends text that a decoder read from `source`. `grain` must divide both sides exactly; if not, the run is whole.
    pub fn push_decoded(&mut self, text: &str, source: SourceSpan, grain: Grain) {
        let exact = match grain {
            Grain::Steps { text: step, source: width } => {
                text.len() / usize::from(step).max(1) * usize::from(width) == source.len()
                    && text.len().is_multiple_of(usize::from(step).max(1))
            }
            Grain::Whole => true,
        };
        self.push_run(text, source, if exact { grain } else { Grain::Whole }, None);
    }

    /// Appends a replacement character for bytes that are no text in the encoding.
    pub fn push_lost(&mut self, source: SourceSpan) {
        let edit = self.push_edit(Reason::Lost, "\u{FFFD}".into(), Certainty::Certain);
        self.push_run("\u{FFFD}", source, Grain::Whole, Some(edit));
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text in `span`; empty if the span is not on character boundaries of the text.
    #[must_use]
    pub fn slice(&self, span: TextSpan) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// `span`, widened to whole characters of the text and cut off at its end.
    fn whole(&self, span: TextSpan) -> TextSpan {
        TextSpan::new(self.text.floor_char_boundary(span.start), self.text.ceil_char_boundary(span.end))
    }

    /// The source bytes that `span` was read from, widened to whole characters of the source. An empty span gives a point.
    #[must_use]
    pub fn to_source(&self, span: TextSpan) -> SourceSpan {
        // what was deleted at the start of the span is not before it
        let is_before = |run: &Run| run.text.end < span.start || run.text.end == span.start && !run.text.is_empty();
        let first = self.runs.partition_point(is_before);
        let mut found: Option<SourceSpan> = None;
        for run in self.runs[first.min(self.runs.len())..].iter().take_while(|run| run.text.start < span.end) {
            // what was deleted inside may be from anywhere, and what was inserted at a point has no bytes
            let is_read = !run.text.is_empty() && run.text.overlaps(span);
            if is_read && !(run.source.is_empty() && found.is_some()) {
                let source = run.source_of(span);
                found = Some(found.map_or(source, |sum| if sum.is_empty() { source } else { sum.hull(source) }));
            }
        }
        found.unwrap_or_else(|| {
            let point = self.runs.get(first).map_or_else(
                || self.runs.last().map_or(0, |run| run.source.end),
                |run| {
                    run.source_of(TextSpan::new(span.start.max(run.text.start), span.start.max(run.text.start))).start
                },
            );
            SourceSpan::new(point, point)
        })
    }

    /// Makes a new text by replacing each changed span. Changes must be sorted and must not overlap; one that begins
    /// before the end of the one before it is left out.
    #[must_use]
    pub fn apply(&self, changes: &[Change]) -> (Self, Moves) {
        let mut assembler = Assembler::new(self);
        let mut moves = Moves::default();
        let mut position = 0;
        for change in changes {
            if change.span.start < position {
                continue;
            }
            assembler.take(TextSpan::new(position, change.span.start));
            let new = assembler.change(change);
            moves.0.push((change.span, new));
            position = change.span.end;
        }
        assembler.take(TextSpan::new(position, self.text.len()));
        (assembler.finish(), moves)
    }

    /// The repairs that made this text, in its order; neighbours of one kind are one repair.
    #[must_use]
    pub fn repairs(&self) -> Vec<Repair> {
        let mut repairs: Vec<Repair> = Vec::new();
        let mut last_edit = None;
        for run in &self.runs {
            let Some(index) = run.edit else { continue };
            let edit = &self.edits[index];
            if matches!(edit.reason.class(), ReasonClass::Conversion | ReasonClass::Markup) {
                continue;
            }
            match repairs.last_mut() {
                Some(last) if last_edit == Some(index) => {
                    last.span = last.span.hull(run.text);
                    last.source_span = last.source_span.hull(run.source);
                }
                Some(last)
                    if last.kind == edit.reason
                        && last.certainty == edit.certainty
                        && last.span.end == run.text.start
                        && last.source_span.end == run.source.start =>
                {
                    last.from.push_str(&edit.from);
                    last.span = last.span.hull(run.text);
                    last.source_span = last.source_span.hull(run.source);
                }
                _ => repairs.push(Repair {
                    kind: edit.reason,
                    from: edit.from.clone(),
                    to: String::new(),
                    certainty: edit.certainty,
                    span: run.text,
                    source_span: run.source,
                }),
            }
            last_edit = Some(index);
        }
        for repair in &mut repairs {
            repair.to = self.slice(repair.span).to_owned();
        }
        repairs
    }

    /// Markup that was dropped on the way to this text.
    #[must_use]
    pub fn markup(&self) -> Count {
        self.markup
    }

    /// The text in the script of the source: what was converted stands as it was written.
    #[must_use]
    pub fn original_script(&self) -> String {
        self.slice_original(TextSpan::new(0, self.text.len()))
    }

    /// The text in `span`, in the script of the source.
    #[must_use]
    pub fn slice_original(&self, span: TextSpan) -> String {
        let mut text = String::with_capacity(span.len());
        let mut position = span.start;
        for (place, original) in self.variants_in(span) {
            text.push_str(self.slice(TextSpan::new(position, place.start)));
            text.push_str(&original);
            position = place.end;
        }
        text.push_str(self.slice(TextSpan::new(position, span.end)));
        text
    }

    /// What was converted in `span`, and as what it stood. Of a conversion that only begins or ends there it is the part
    /// inside, if that can be told: where there are as many characters on both sides.
    fn variants_in(&self, span: TextSpan) -> impl Iterator<Item = (TextSpan, String)> + '_ {
        let first = self.variants.partition_point(|variant| variant.span.end <= span.start);
        let inside = self.variants[first..].iter().take_while(move |variant| variant.span.start < span.end);
        inside.filter_map(move |variant| {
            if span.contains(variant.span) {
                return Some((variant.span, variant.original.clone()));
            }
            let part = TextSpan::new(variant.span.start.max(span.start), variant.span.end.min(span.end));
            let characters = |span: TextSpan| self.slice(span).chars().count();
            let before = characters(TextSpan::new(variant.span.start, part.start));
            (characters(variant.span) == variant.original.chars().count())
                .then(|| (part, variant.original.chars().skip(before).take(characters(part)).collect()))
        })
    }

    fn push_edit(&mut self, reason: Reason, from: String, certainty: Certainty) -> usize {
        self.edits.push(Edit { reason, from, certainty });
        self.edits.len() - 1
    }

    fn push_run(&mut self, text: &str, source: SourceSpan, grain: Grain, edit: Option<usize>) {
        let span = TextSpan::new(self.text.len(), self.text.len() + text.len());
        self.text.push_str(text);
        if let Some(last) = self.runs.last_mut()
            && last.edit == edit
            && last.grain == grain
            && grain != Grain::Whole
            && last.source.end == source.start
        {
            last.text.end = span.end;
            last.source.end = source.end;
            return;
        }
        if !(span.is_empty() && edit.is_none()) {
            self.runs.push(Run { text: span, source, grain, edit });
        }
    }
}

/// Where spans of a text went when it was changed.
#[derive(Clone, Debug, Default)]
pub struct Moves(Vec<(TextSpan, TextSpan)>);

impl Moves {
    /// The span in the new text. An end inside a changed piece moves to that piece's edge.
    #[must_use]
    pub fn forward(&self, span: TextSpan) -> TextSpan {
        TextSpan::new(self.position(span.start, false), self.position(span.end, true))
    }

    fn position(&self, position: usize, is_end: bool) -> usize {
        // insertions at the very position stay outside the span
        let stays = |old: TextSpan| is_end && old.is_empty() && old.end == position;
        let index = self.0.partition_point(|(old, _)| old.end <= position && !stays(*old));
        if let Some((old, new)) = self.0.get(index)
            && old.start < position
        {
            return if is_end { new.end } else { new.start };
        }
        let before = index.checked_sub(1).map(|before| self.0[before]);
        before.map_or(position, |(old, new)| new.end + (position - old.end))
    }
}

/// Makes a new text from an old one, piece by piece, in the order of the calls. It is the only gate for edits.
#[derive(Debug)]
pub struct Assembler<'a> {
    old: &'a AlignedText,
    new: AlignedText,
}

impl<'a> Assembler<'a> {
    /// Starts an empty text over `old`.
    #[must_use]
    pub fn new(old: &'a AlignedText) -> Self {
        let new = AlignedText { edits: old.edits.clone(), markup: old.markup, ..AlignedText::default() };
        Self { old, new }
    }

    /// Length of the new text so far, in bytes.
    #[must_use]
    pub fn position(&self) -> usize {
        self.new.text.len()
    }

    /// The new text so far.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.new.text
    }

    /// Takes a piece as it is; taking one twice repeats it. A span that cuts a character, here as in all that follows, is widened
    /// to it, and one past the end of the text ends there. Returns where the piece stands now.
    pub fn take(&mut self, span: TextSpan) -> TextSpan {
        let span = self.old.whole(span);
        let start = self.position();
        let text = self.old.slice(span);
        self.copy_runs(span, text, None);
        self.copy_variants(span, start);
        TextSpan::new(start, self.position())
    }

    /// Puts in a changed piece. Returns where it stands now.
    pub fn change(&mut self, change: &Change) -> TextSpan {
        let start = self.position();
        let span = self.old.whole(change.span);
        let from = self.old.slice(span);
        let same_shape = from.chars().map(char::len_utf8).eq(change.to.chars().map(char::len_utf8));
        if change.reason.class() == ReasonClass::Markup && change.to.is_empty() {
            return self.drop(span, change.reason);
        }
        // a conversion is no repair: it keeps the edits below it
        let edit = (change.reason.class() != ReasonClass::Conversion)
            .then(|| self.new.push_edit(change.reason, from.to_owned(), change.certainty));
        if same_shape {
            self.copy_runs(span, &change.to, edit);
        } else {
            let damage = self.damage_in(span);
            self.new.push_run(&change.to, self.old.to_source(span), Grain::Whole, damage.or(edit));
        }
        let now = TextSpan::new(start, self.position());
        if change.reason == Reason::Script {
            self.new.variants.push(Variant { span: now, original: from.to_owned() });
        } else if change.to == from {
            self.copy_variants(span, start);
        }
        now
    }

    /// Puts in text that the source does not have, at the source position of `at` in the old text.
    pub fn insert(&mut self, text: &str, at: usize, reason: Reason) -> TextSpan {
        let start = self.position();
        let source = self.old.to_source(TextSpan::new(at, at));
        let edit = self.new.push_edit(reason, String::new(), Certainty::Certain);
        self.new.push_run(text, source, Grain::Whole, Some(edit));
        TextSpan::new(start, self.position())
    }

    /// Leaves a piece out, and counts it (markup) or lists it (all else). Returns the point where it would stand.
    pub fn drop(&mut self, span: TextSpan, reason: Reason) -> TextSpan {
        let point = TextSpan::new(self.position(), self.position());
        let span = self.old.whole(span);
        if span.is_empty() {
            return point;
        }
        let source = self.old.to_source(span);
        if reason.class() == ReasonClass::Markup {
            self.new.markup.runs += usize::from(reason == Reason::Markup);
            self.new.markup.bytes += if reason == Reason::Markup { source.len() } else { 0 };
            // what was already listed stays listed
            self.copy_runs_without_text(span);
        } else {
            let edit = self.new.push_edit(reason, self.old.slice(span).to_owned(), Certainty::Certain);
            self.new.push_run("", source, Grain::Whole, Some(edit));
        }
        point
    }

    /// The finished text.
    #[must_use]
    pub fn finish(self) -> AlignedText {
        self.new
    }

    /// The edit of a damaged piece inside `span`, which outlives later changes of form.
    fn damage_in(&self, span: TextSpan) -> Option<usize> {
        self.old
            .runs
            .iter()
            .skip(self.old.runs.partition_point(|run| run.text.end <= span.start))
            .take_while(|run| run.text.start < span.end)
            .filter_map(|run| run.edit)
            .find(|&edit| self.old.edits[edit].reason.class() == ReasonClass::Damage)
    }

    fn copy_runs(&mut self, span: TextSpan, text: &str, edit: Option<usize>) {
        let first = self.old.runs.partition_point(|run| run.text.end < span.start);
        for run in self.old.runs[first..].iter().take_while(|run| run.text.start <= span.end) {
            if run.text.is_empty() {
                // a deletion belongs to the piece that begins with it or holds it
                if run.text.start < span.end || (span.end == self.old.text.len() && span.start < span.end) {
                    self.new.push_run("", run.source, run.grain, run.edit);
                }
                continue;
            }
            let part = TextSpan::new(run.text.start.max(span.start), run.text.end.min(span.end).max(span.start));
            if part.is_empty() || run.text.end <= span.start {
                continue;
            }
            let piece = &text[part.start - span.start..part.end - span.start];
            let damage = run.edit.filter(|&old| self.old.edits[old].reason.class() == ReasonClass::Damage);
            self.new.push_run(piece, run.source_of(part), run.grain, damage.or(edit).or(run.edit));
        }
    }

    fn copy_runs_without_text(&mut self, span: TextSpan) {
        let first = self.old.runs.partition_point(|run| run.text.end < span.start);
        for run in self.old.runs[first..].iter().take_while(|run| run.text.start < span.end) {
            if run.text.is_empty() && run.text.start >= span.start {
                self.new.push_run("", run.source, run.grain, run.edit);
            }
        }
    }

    fn copy_variants(&mut self, span: TextSpan, start: usize) {
        self.new.variants.extend(self.old.variants_in(span).map(|(place, original)| {
            let moved = TextSpan::new(place.start - span.start, place.end - span.start).shifted(start);
            Variant { span: moved, original }
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(start: usize, end: usize, to: &str, reason: Reason) -> Change {
        Change::certain(TextSpan::new(start, end), to, reason)
    }

    #[test]
    fn identity_maps_bytes_to_bytes() {
        let text = AlignedText::identical("到2025年".into(), 7);
        assert_eq!(text.to_source(TextSpan::new(3, 7)), SourceSpan::new(10, 14));
        assert_eq!(text.to_source(TextSpan::new(3, 3)), SourceSpan::new(10, 10));
        assert_eq!(text.to_source(TextSpan::new(10, 10)), SourceSpan::new(17, 17));
    }

    #[test]
    fn a_point_behind_a_deletion_is_where_it_is_read() {
        let (text, _) = AlignedText::identical("500abc600".into(), 0).apply(&[change(3, 6, "", Reason::Invisible)]);
        let source = |start, end| text.to_source(TextSpan::new(start, end));
        assert_eq!((source(0, 3), source(3, 6)), (SourceSpan::new(0, 3), SourceSpan::new(6, 9)));
        assert_eq!((source(3, 3), source(6, 6)), (SourceSpan::new(3, 3), SourceSpan::new(9, 9)));
    }

    #[test]
    fn spans_that_are_none_of_the_text_are_made_so() {
        let old = AlignedText::identical("到2025年".into(), 0);
        let mut new = Assembler::new(&old);
        assert_eq!(new.take(TextSpan::new(1, 4)), TextSpan::new(0, 4));
        assert_eq!(new.change(&change(5, 99, "035年", Reason::Width)), TextSpan::new(4, 10));
        assert_eq!(new.change(&change(90, 99, "", Reason::Width)), TextSpan::new(10, 10));
        assert_eq!(new.drop(TextSpan::new(8, 9), Reason::Layout), TextSpan::new(10, 10));
        assert_eq!(new.finish().text(), "到2035年");
    }

    #[test]
    fn steps_widen_to_whole_characters() {
        let mut text = AlignedText::default();
        text.push_decoded("关于", SourceSpan::new(0, 4), Grain::Steps { text: 3, source: 2 });
        text.push_decoded("2025", SourceSpan::new(4, 8), Grain::IDENTITY);
        assert_eq!(text.to_source(TextSpan::new(3, 8)), SourceSpan::new(2, 6));
        assert_eq!(text.to_source(TextSpan::new(4, 5)), SourceSpan::new(2, 4));
    }

    #[test]
    fn changes_compose_and_spans_move() {
        let text = AlignedText::identical("達到\u{200B}500家".into(), 0);
        let (clean, moves) = text.apply(&[change(6, 9, "", Reason::Invisible)]);
        assert_eq!(clean.text(), "達到500家");
        assert_eq!(moves.forward(TextSpan::new(9, 15)), TextSpan::new(6, 12));
        assert_eq!(clean.to_source(TextSpan::new(6, 9)), SourceSpan::new(9, 12));
        let (simple, _) = clean.apply(&[change(0, 3, "达", Reason::Script)]);
        assert_eq!(simple.text(), "达到500家");
        assert_eq!(simple.original_script(), "達到500家");
        assert_eq!(simple.to_source(TextSpan::new(0, 3)), SourceSpan::new(0, 3));
        let repairs = simple.repairs();
        assert_eq!(repairs.len(), 1);
        assert_eq!((repairs[0].kind, repairs[0].from.as_str()), (Reason::Invisible, "\u{200B}"));
        assert_eq!(repairs[0].source_span, SourceSpan::new(6, 9));
    }

    #[test]
    fn a_repair_keeps_its_source_through_conversion() {
        let text = AlignedText::identical("沿??苿搸，".into(), 0);
        let (fixed, _) = text.apply(&[Change::inferred(TextSpan::new(3, 11), "海科創", Reason::GbkPhaseShift)]);
        let (simple, _) = fixed.apply(&[change(9, 12, "创", Reason::Script)]);
        let repairs = simple.repairs();
        assert_eq!(repairs.len(), 1);
        assert_eq!((repairs[0].from.as_str(), repairs[0].to.as_str()), ("??苿搸", "海科创"));
        assert_eq!(repairs[0].source_span, SourceSpan::new(3, 11));
        assert_eq!(simple.to_source(TextSpan::new(6, 9)), SourceSpan::new(3, 11));
        assert_eq!(simple.to_source(TextSpan::new(12, 15)), SourceSpan::new(11, 14));
    }

    #[test]
    fn insertions_at_its_end_stay_outside_of_a_span() {
        let text = AlignedText::identical("ab".into(), 0);
        let (new, moves) = text.apply(&[change(1, 1, "x", Reason::Width), change(1, 1, "y", Reason::Width)]);
        assert_eq!(new.text(), "axyb");
        assert_eq!(moves.forward(TextSpan::new(0, 1)), TextSpan::new(0, 1));
        assert_eq!(moves.forward(TextSpan::new(1, 2)), TextSpan::new(3, 4));
    }

    #[test]
    fn what_was_left_out_inside_a_span_is_no_source_of_it() {
        let text = AlignedText::identical("abc".into(), 0);
        let mut assembler = Assembler::new(&text);
        let whole = TextSpan::new(0, assembler.take(TextSpan::new(0, 1)).end + 1);
        assembler.drop(TextSpan::new(2, 3), Reason::Boilerplate);
        assembler.take(TextSpan::new(1, 2));
        let new = assembler.finish();
        assert_eq!((new.text(), new.to_source(whole)), ("ab", SourceSpan::new(0, 2)));
        assert_eq!(new.repairs()[0].source_span, SourceSpan::new(2, 3));
    }

    #[test]
    fn a_piece_may_be_taken_twice() {
        let text = AlignedText::identical("a|b".into(), 5);
        let mut assembler = Assembler::new(&text);
        assembler.take(TextSpan::new(0, 1));
        assembler.insert("\t", 1, Reason::Layout);
        let again = assembler.take(TextSpan::new(0, 1));
        assembler.drop(TextSpan::new(1, 2), Reason::Markup);
        let new = assembler.finish();
        assert_eq!(new.text(), "a\ta");
        assert_eq!(new.to_source(again), SourceSpan::new(5, 6));
        assert_eq!(new.markup(), Count { runs: 1, bytes: 1 });
        assert!(new.repairs().is_empty());
    }

    #[test]
    fn lost_bytes_are_marked_and_stay() {
        let mut text = AlignedText::identical("a".into(), 0);
        text.push_lost(SourceSpan::new(1, 2));
        text.push_decoded("b", SourceSpan::new(2, 3), Grain::IDENTITY);
        let (same, _) = text.apply(&[]);
        assert_eq!(same.repairs().len(), 1);
        assert_eq!(same.to_source(TextSpan::new(4, 5)), SourceSpan::new(2, 3));
    }
}
