//! Page → clean page: damage repaired, invisible characters gone, one script. Named steps, one file each.
//!
//! A step is a pure function from a text to [`Change`]s, some with a warning; [`clean`] applies
//! them in order. On text that needs nothing, no step makes a change. No step touches a line break or a tab.

mod census;
mod compatibility;
mod double_byte;
mod finding;
mod guess;
mod invisible;
mod language;
mod latin1;
mod lost;
mod pairs;
mod phase_shift;
mod pinyin_gloss;
mod private_use;
mod reread;
mod script;
mod utf8_as_gbk;
mod width;

use std::collections::BTreeSet;

use serde::Serialize;

use crate::{
    alignment::{AlignedText, Change, Moves, Reason},
    lexicon::Lexicon,
    page::{Block, BlockKind, Page},
    span::{SourceSpan, TextSpan},
    warning::{Warning, WarningCode},
};
use census::Makings;
use finding::Finding;

/// The script of a text before conversion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Script {
    /// Simplified Chinese, and text that has no character that differs.
    Simplified,
    /// Traditional Chinese.
    Traditional,
    /// At least 5 % of the characters that differ are in the smaller script.
    Mixed,
}

/// A page with repaired text in simplified characters.
#[derive(Clone, Debug)]
pub struct Clean {
    /// The page; its blocks and cells point into the clean text.
    pub page: Page,
    /// The script it was written in.
    pub script: Script,
    /// What could not be repaired, or was guessed.
    pub warnings: Vec<Warning>,
    /// The same of meta fields, which stand outside the text: each with an empty span, and the place of its field in the
    /// source. They count where the field is read.
    pub meta_warnings: Vec<Warning>,
}

/// A repaired text in simplified characters.
#[derive(Clone, Debug)]
pub struct CleanText {
    /// The text.
    pub text: AlignedText,
    /// The script it was written in.
    pub script: Script,
    /// What could not be repaired, or was guessed.
    pub warnings: Vec<Warning>,
}

/// What a step finds in a text.
type Find = fn(&str, &Lexicon) -> Vec<Finding>;

/// A step, and what a text must have for it to find anything.
type Step = (Makings, Find);

/// The steps that read a text in another encoding. They come before all others, whose characters may be bytes of a misread
/// text: control characters, private use, radicals.
const READINGS: [Step; 3] = [
    (Makings::LATIN.or(Makings::LOST), latin1::find),
    (utf8_as_gbk::NEEDED, utf8_as_gbk::find),
    (Makings::RARE, double_byte::find),
];
/// The other steps, in order.
const STEPS: [Step; 6] = [
    (Makings::INVISIBLE, invisible::find),
    (Makings::QUESTION.or(Makings::LOST), phase_shift::find),
    (Makings::PRIVATE, private_use::find),
    (Makings::FORM, compatibility::find),
    (Makings::WIDE, width::find),
    (Makings::GLOSS, pinyin_gloss::find),
];
/// The steps behind all others: they only say what is left.
const LAST: [Step; 2] = [
    (Makings::QUESTION.or(Makings::LOST), phase_shift::find_end),
    (Makings::LOST.or(Makings::QUESTION).or(Makings::MEMORY), lost::find),
];
/// A text may have been misread more than once, at most so often.
const MAX_LAYERS: usize = 4;
/// A repair may bring up what another step looks for: the steps run until nothing changes, at most so often.
const MAX_ROUNDS: usize = 4;

/// Cleans a page.
#[must_use]
pub fn clean(page: Page, lexicon: &Lexicon) -> Clean {
    let Page { form, text, mut blocks, mut tables, wrap, mut meta, mut attachments } = page;
    let mut cleaning = Cleaning::of(text, lexicon);
    for block in &mut blocks {
        block.span = cleaning.forward(block.span);
    }
    let dropped = cleaning.drop_blank(&mut blocks);
    for cell in tables.iter_mut().flat_map(|table| table.rows.iter_mut().flatten()) {
        cell.span = cleaning.forward(cell.span);
    }
    if let Some(moves) = dropped {
        for block in &mut blocks {
            block.span = moves.forward(block.span);
        }
    }
    let mut meta_warnings = Vec::new();
    for field in &mut meta {
        for (code, message) in cleaning.clean_string(&mut field.content, lexicon) {
            let message = format!("in the meta field `{}`: {message}", field.name);
            meta_warnings.push(outside(code, message, field.source_span));
        }
    }
    let mut of_attachments = Vec::new();
    for file in &mut attachments {
        let notices = cleaning.clean_string(&mut file.name, lexicon);
        of_attachments.extend(notices.into_iter().map(|(code, message)| (code, message, file.source_span)));
    }
    let CleanText { text, script, mut warnings } = cleaning.finish();
    // the words of a link stand in the text too, where the same may be said of them
    let said: BTreeSet<_> =
        warnings.iter().map(|warning| (warning.code, warning.message.clone(), warning.source_span.start)).collect();
    for (code, message, place) in of_attachments {
        let inside = (code, message.clone(), place.start)..(code, message.clone(), place.end);
        if said.range(inside).next().is_none() {
            warnings.push(outside(code, format!("in the name of an attachment: {message}"), place));
        }
    }
    Clean { page: Page { form, text, blocks, tables, wrap, meta, attachments }, script, warnings, meta_warnings }
}

/// A warning about what stands outside the text.
fn outside(code: WarningCode, message: String, source_span: SourceSpan) -> Warning {
    Warning { code, message, span: TextSpan::new(0, 0), source_span }
}

/// Cleans a text that is no page.
#[must_use]
pub fn clean_text(text: AlignedText, lexicon: &Lexicon) -> CleanText {
    Cleaning::of(text, lexicon).finish()
}

/// A text on its way through the steps.
struct Cleaning {
    text: AlignedText,
    /// What the text is made of, as it is now.
    makings: Makings,
    script: Script,
    /// Where spans of the first text went, step by step.
    moves: Vec<Moves>,
    /// Warnings, with their place in the text as it is now.
    notices: Vec<(TextSpan, WarningCode, String)>,
}

impl Cleaning {
    /// Takes a text through all steps.
    fn of(text: AlignedText, lexicon: &Lexicon) -> Self {
        let mut cleaning = Self::new(text, Script::Simplified);
        cleaning.repair(lexicon);
        let count = lexicon.script.count(cleaning.text.text());
        cleaning.script = script::classify(count);
        if count.traditional > 0 {
            cleaning.convert(lexicon);
        }
        cleaning.run(&LAST, lexicon);
        cleaning
    }

    fn new(text: AlignedText, script: Script) -> Self {
        let makings = Makings::of(text.text());
        Self { text, makings, script, moves: Vec::new(), notices: Vec::new() }
    }

    /// Converts the script of a repaired text.
    fn convert(&mut self, lexicon: &Lexicon) {
        for _ in 0..MAX_ROUNDS {
            let conversion = script::find(self.text.text(), self.script, lexicon);
            if conversion.is_empty() {
                break;
            }
            self.apply(conversion);
            // damage may be seen better beside the converted text, and must not be left for the next cleaning
            self.repair(lexicon);
        }
    }

    fn repair(&mut self, lexicon: &Lexicon) {
        for _ in 0..MAX_ROUNDS {
            let before = self.text.text().to_owned();
            for _ in 0..MAX_LAYERS {
                let layer = self.text.text().to_owned();
                self.run(&READINGS, lexicon);
                if self.text.text() == layer {
                    break;
                }
            }
            self.run(&STEPS, lexicon);
            if self.text.text() == before {
                break;
            }
        }
    }

    fn run(&mut self, steps: &[Step], lexicon: &Lexicon) {
        for (needed, find) in steps {
            if self.makings.has(*needed) {
                self.apply(find(self.text.text(), lexicon));
            }
        }
    }

    fn apply(&mut self, findings: Vec<Finding>) {
        if findings.is_empty() {
            return;
        }
        let mut changes = Vec::with_capacity(findings.len());
        let mut warned = Vec::new();
        for Finding { change, warning } in findings {
            if let Some((code, message)) = warning {
                warned.push((change.span, code, message));
            }
            changes.push(change);
        }
        self.notices.append(&mut warned);
        self.change(&changes);
    }

    fn change(&mut self, changes: &[Change]) {
        let (text, moves) = self.text.apply(changes);
        self.text = text;
        self.makings = Makings::of(self.text.text());
        for (span, ..) in &mut self.notices {
            *span = moves.forward(*span);
        }
        self.moves.push(moves);
    }

    fn forward(&self, span: TextSpan) -> TextSpan {
        self.moves.iter().fold(span, |span, moves| moves.forward(span))
    }

    /// Drops blocks that have become empty, each with its line break. Returns where the others went, if any was dropped.
    fn drop_blank(&mut self, blocks: &mut Vec<Block>) -> Option<Moves> {
        let text = self.text.text();
        let is_blank = |block: &Block| match block.kind {
            // the tabs of a row without words still hold its cells
            BlockKind::TableRow { .. } => block.span.is_empty(),
            _ => text.get(block.span.range()).is_some_and(|words| words.trim().is_empty()),
        };
        let changes: Vec<Change> = blocks
            .iter()
            .filter(|block| is_blank(block))
            .map(|block| {
                let end = block.span.end + usize::from(text[block.span.end..].starts_with('\n'));
                Change::certain(TextSpan::new(block.span.start, end), "", Reason::Layout)
            })
            .collect();
        if changes.is_empty() {
            return None;
        }
        blocks.retain(|block| !is_blank(block));
        self.change(&changes);
        self.moves.last().cloned()
    }

    /// Cleans a string that stands outside the text, in the script of the text. Returns what is to be said of it.
    fn clean_string(&self, string: &mut String, lexicon: &Lexicon) -> Vec<(WarningCode, String)> {
        let text = AlignedText::identical(std::mem::take(string), 0);
        let mut cleaning = Self::new(text, self.script);
        cleaning.repair(lexicon);
        cleaning.convert(lexicon);
        cleaning.run(&LAST, lexicon);
        cleaning.text.text().clone_into(string);
        cleaning.finish().warnings.into_iter().map(|warning| (warning.code, warning.message)).collect()
    }

    fn finish(self) -> CleanText {
        let Self { text, script, notices, .. } = self;
        let mut warnings: Vec<Warning> = notices
            .into_iter()
            .map(|(span, code, message)| Warning { code, message, span, source_span: text.to_source(span) })
            .collect();
        warnings.sort_by(|a, b| {
            (a.span, a.source_span, a.code, &a.message).cmp(&(b.span, b.source_span, b.code, &b.message))
        });
        // what is only marked is found again in each round
        warnings.dedup();
        CleanText { text, script, warnings }
    }
}

#[cfg(test)]
mod cases;
#[cfg(test)]
mod tests;
