//! What all passages of a document share: its calendar, who answers for its tasks, and what its headings say.

use super::{
    Kind, YearSource,
    bodies::Statements,
    deadline::Deadlines,
    kind,
    topic::Topics,
    year::{self, Calendar},
};
use crate::{
    document::{Document, marker},
    lexicon::{Lexicon, cue::Sections},
    mention::{
        date::Date,
        time::{self, Time, When},
    },
    rule::Rules,
    span::TextSpan,
};

/// A line of more characters than this is no heading of notes.
const LONGEST_NOTES_HEADING: usize = 16;

/// What all passages of a document share.
pub(super) struct Context<'a> {
    pub document: &'a Document,
    pub rules: &'a Rules,
    pub lexicon: &'a Lexicon,
    pub calendar: Calendar<'a>,
    pub statements: Statements,
    pub deadlines: Deadlines,
    /// What each heading says.
    headings: Vec<HeadingSays>,
    /// The year of the document's date, or of its title.
    pub year: Option<u16>,
    /// Whether it is a report of the first four months of its year.
    pub opens_year: bool,
    /// The day of the document.
    pub issued: Option<Date>,
    /// Whether the document is a regulation by its title.
    pub regulates: bool,
    /// The five-year plan that the title names.
    pub plan: Option<Time>,
    /// Whether the document decides on awards.
    pub awards: bool,
    /// Whether the document is a plan by its title.
    pub plans: bool,
    /// Where terms are explained.
    notes: Vec<TextSpan>,
    /// The year that the section of each passage speaks of.
    topics: Topics,
}

/// What a heading says of the statements below it.
struct HeadingSays {
    times: Vec<Time>,
    kind: kind::SectionKind,
}

impl<'a> Context<'a> {
    pub(super) fn new(document: &'a Document, rules: &'a Rules, lexicon: &'a Lexicon) -> Self {
        let text = document.text.text();
        let calendar = Calendar::of(document, lexicon);
        let year = document.year(lexicon);
        let mut headings: Vec<HeadingSays> = document
            .outline
            .headings
            .iter()
            .map(|heading| {
                let words = &text[heading.span.range()];
                let title = heading.level == marker::TITLE;
                let read = if title { year::times_in } else { year::times_in_heading };
                let mut times = read(text, heading.span, calendar);
                if title {
                    // a title's period gives no year, nor does the title of a notice or of a report on two years
                    let genres = &lexicon.labels.titles.genres;
                    let commands = genres.suffix_of(words).is_some_and(|genre| genre != "公报");
                    times.retain(|time| year::is_single(time) && !commands);
                }
                let parent = heading.parent.map(|parent| document.outline.headings[parent].level);
                let outermost = heading.level <= marker::FIRST || parent.is_none_or(|level| level <= marker::TITLE);
                HeadingSays { times, kind: kind::of_section(words, outermost, &lexicon.cues) }
            })
            .collect();
        if is_report(document, &lexicon.cues.sections) {
            carry_on_year(&mut headings, document, year);
        }
        Self {
            document,
            rules,
            lexicon,
            statements: Statements::read(document, lexicon),
            deadlines: Deadlines::read(document, calendar),
            calendar,
            headings,
            year,
            opens_year: opens_year(document, &lexicon.cues.sections),
            issued: document.metadata.issued.as_deref().and_then(Date::parse),
            regulates: is_regulation(document, &lexicon.cues.sections),
            plan: plan_of_title(document, lexicon),
            awards: matches!(document.metadata.genre.as_deref(), Some("决定" | "通报")),
            plans: is_plan(document, &lexicon.cues.sections),
            notes: notes(document, lexicon),
            topics: Topics::read(document, calendar, year, is_report(document, &lexicon.cues.sections)),
        }
    }

    /// The times above a passage: its lead-in, then its headings, each with what its section speaks of and its own
    /// lead-in.
    pub(super) fn above(
        &self,
        position: usize,
        lead_in: Option<usize>,
        heading: Option<usize>,
    ) -> Vec<(YearSource, Vec<Time>)> {
        let topic = self.topics.at(position);
        let outline = &self.document.outline;
        let text = self.document.text.text();
        let lead = |index: usize| (YearSource::LeadIn, year::times_in(text, self.lead(index), self.calendar));
        let mut above: Vec<_> = lead_in.map(lead).into_iter().collect();
        let mut next = heading;
        while let Some(index) = next {
            let topic = topic
                .filter(|topic| topic.heading == index)
                .map(|topic| (YearSource::LeadIn, vec![topic.time.clone()]));
            let times = &self.headings[index].times;
            // a heading that names its year has said it, but for the one of several that a paragraph turns to
            let plan = topic.as_ref().is_some_and(|(_, topic)| topic.iter().all(year::is_plan_period));
            let said = times.len() == 1 || plan && times.iter().any(year::is_single);
            let (before, behind) = if said { (None, topic) } else { (topic, None) };
            above.extend(before);
            above.push((YearSource::Heading, times.clone()));
            above.extend(behind);
            above.extend(outline.headings[index].lead_in.map(lead));
            next = outline.headings[index].parent;
        }
        above
    }

    /// What leads into a list: the last sentence of the passage before it.
    fn lead(&self, passage: usize) -> TextSpan {
        let passage = &self.document.outline.passages[passage];
        passage.sentences.last().copied().unwrap_or(passage.span)
    }

    /// What the nearest lead-in or heading that says anything says of the kind of statements below it.
    pub(super) fn section_kind(&self, lead_in: Option<usize>, heading: Option<usize>) -> Option<Kind> {
        let headings = &self.document.outline.headings;
        let lead = |index: usize| kind::of_lead_in(self.document.text.slice(self.lead(index)), &self.lexicon.cues);
        // a review keeps to what was done, whatever aim leads into one of its lists
        let own = lead_in.and_then(lead);
        if own == Some(Kind::Actual) {
            return own;
        }
        let up = || std::iter::successors(heading, |&index| headings[index].parent);
        // every plan aims at something: its title does not outweigh what its sentences say
        let outweighed = |index: usize, kind: Kind| headings[index].level <= marker::TITLE && kind != Kind::Actual;
        let strong = up().find_map(|index| {
            let own = self.headings[index].kind.strong.filter(|&kind| !outweighed(index, kind));
            own.or_else(|| headings[index].lead_in.and_then(lead))
        });
        strong
            .or(own)
            .or_else(|| up().find_map(|index| self.headings[index].kind.weak.filter(|&kind| !outweighed(index, kind))))
    }

    /// Whether a place is in the explanation of terms.
    pub(super) fn is_note(&self, span: TextSpan) -> bool {
        self.notes.iter().any(|notes| notes.contains(span))
    }

    /// The year in which the plan that the title names begins.
    pub(super) fn plan_begins(&self) -> Option<u16> {
        match self.plan.as_ref()?.when {
            When::Absolute { start, .. } => Some(start.year),
            _ => None,
        }
    }

    /// The headings above, outermost first.
    pub(super) fn section(&self, heading: Option<usize>) -> Vec<String> {
        let mut section: Vec<String> = self
            .document
            .outline
            .headings_up(heading)
            .map(|heading| self.document.text.slice(heading.span).trim().to_owned())
            .collect();
        section.reverse();
        section
    }
}

/// A section of a report that says what is to be done in its year (2024年的主要任务) opens the part on that year: the
/// sections beside it that come next and name no time are of it too, up to one that looks back.
fn carry_on_year(headings: &mut [HeadingSays], document: &Document, year: Option<u16>) {
    let outline = &document.outline.headings;
    let mut opening: Option<usize> = None;
    for index in 0..headings.len() {
        if !matches!(outline[index].level, marker::CHAPTER | marker::FIRST) {
            continue;
        }
        let says = &headings[index];
        let beside = |&open: &usize| {
            (outline[open].level, outline[open].parent) == (outline[index].level, outline[index].parent)
        };
        let aims = says.kind.strong.or(says.kind.weak) == Some(Kind::Target);
        if says.times.is_empty() && says.kind.strong != Some(Kind::Actual) {
            if let Some(open) = opening.filter(beside) {
                headings[index].times = headings[open].times.clone();
                headings[index].kind.weak = Some(Kind::Target);
            }
        } else {
            opening = (aims
                && says
                    .times
                    .iter()
                    .any(|time| year.map_or_else(|| year::is_single(time), |year| year::is_in(time, Some(year)))))
            .then_some(index);
        }
    }
}

/// Where terms are explained: from a heading or a line that says so to the next section of the text.
fn notes(document: &Document, lexicon: &Lexicon) -> Vec<TextSpan> {
    let outline = &document.outline;
    let opens = |line: &str| {
        let line = line.trim_matches(|character: char| !character.is_alphanumeric());
        line.chars().count() <= LONGEST_NOTES_HEADING && lexicon.cues.sections.notes.is_in(line)
    };
    let is_section = |heading: usize| outline.headings[heading].level <= marker::FIRST;
    let mut notes = Vec::new();
    let mut open: Option<usize> = None;
    let mut last_heading = None;
    for passage in &outline.passages {
        let new_heading = passage.heading.filter(|_| passage.heading != last_heading);
        last_heading = passage.heading;
        let announced = outline.headings_up(passage.heading).any(|heading| opens(document.text.slice(heading.span)))
            || opens(document.text.slice(passage.span));
        if announced {
            open.get_or_insert(passage.span.start);
        } else if new_heading.is_some_and(is_section)
            && let Some(start) = open.take()
        {
            notes.push(TextSpan::new(start, passage.span.start));
        }
    }
    notes.extend(open.map(|start| TextSpan::new(start, document.text.text().len())));
    notes
}

/// The five-year plan that the document's title names.
fn plan_of_title(document: &Document, lexicon: &Lexicon) -> Option<Time> {
    let title = document.outline.headings.iter().find(|heading| heading.level == marker::TITLE)?;
    let mut plan = time::plans_named(document.text.slice(title.span), &lexicon.times).into_iter().next()?;
    plan.span = plan.span.shifted(title.span.start);
    Some(plan)
}

/// Whether a document is a regulation: the amounts that it states are what it sets.
fn is_regulation(document: &Document, words: &Sections) -> bool {
    let title = document.metadata.title.as_deref().unwrap_or_default();
    let title = title.split(['（', '(']).next().unwrap_or(title).trim_end_matches(['》', '”']);
    words.law_titles.suffix_of(title).is_some()
}

/// Whether a document is a plan: what it does not say to be reached is to be.
fn is_plan(document: &Document, words: &Sections) -> bool {
    let title = document.metadata.title.as_deref().unwrap_or_default();
    let title = title.trim_end_matches("的通知").trim_end_matches(['》', '”', ')', '）']);
    let title = title.split(['（', '(']).next().unwrap_or(title);
    words.plan_titles.suffix_of(title).is_some()
}

/// Whether a report is of the first four months of its year.
fn opens_year(document: &Document, words: &Sections) -> bool {
    let month = document.metadata.issued.as_ref().and_then(|issued| issued.get(5..7)?.parse::<u8>().ok());
    is_report(document, words) && month.is_none_or(|month| month <= 4)
}

/// Whether a document is a report on the work or the plan of a year.
fn is_report(document: &Document, words: &Sections) -> bool {
    let title = document.metadata.title.as_deref().unwrap_or_default();
    words.review_titles.is_in(title)
}
