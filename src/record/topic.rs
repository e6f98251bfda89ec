//! What year a section speaks of, where its heading does not say so: 刚刚过去的2025年，… as its first paragraph, or as the
//! paragraph that turns to its later sections.

use std::collections::BTreeMap;

use super::year::{self, Calendar};
use crate::{
    document::{Document, marker},
    mention::{quantity, time::Time},
    span::TextSpan,
};

/// The time that a section speaks of, from a place on.
#[derive(Clone, Debug)]
pub(super) struct Topic {
    /// The section.
    pub heading: usize,
    /// Its time.
    pub time: Time,
}

/// The topics of a document, by where the passages begin that they hold for.
#[derive(Debug, Default)]
pub(super) struct Topics(BTreeMap<usize, Option<Topic>>);

impl Topics {
    /// What the section speaks of at `position`, or one further out does.
    pub(super) fn at(&self, position: usize) -> Option<&Topic> {
        self.0.range(..=position).next_back()?.1.as_ref()
    }

    /// Reads all topics of a document. `year` is its own, `report` whether it is one on a year.
    pub(super) fn read(document: &Document, calendar: Calendar<'_>, year: Option<u16>, report: bool) -> Self {
        let outline = &document.outline;
        let text = document.text.text();
        let mut topics: BTreeMap<usize, Option<Time>> = BTreeMap::new();
        let mut found = BTreeMap::new();
        for passage in &outline.passages {
            // a numbered task or a point of a list speaks for itself alone
            let own = passage.heading.filter(|_| !passage.numbered && passage.lead_in.is_none());
            if let Some(own) = own {
                let opening = opening(text, &passage.sentences, calendar);
                let first = !topics.contains_key(&own);
                match opening {
                    Opening::Year(time) if year::is_whole_year(&time, year) || first && year::is_plan_period(&time) => {
                        // a report that goes on to the next year does so for its sections further out too
                        let earlier = |topic: &Time| year::ends_before(topic, &time, year);
                        let up = std::iter::successors(outline.headings[own].parent, |&heading| {
                            outline.headings[heading].parent
                        })
                        .filter(|_| !first);
                        for section in up {
                            if let Some(topic) =
                                topics.get_mut(&section).and_then(Option::as_mut).filter(|topic| earlier(topic))
                            {
                                *topic = time.clone();
                            }
                        }
                        topics.insert(own, Some(time));
                    }
                    Opening::Years => {
                        topics.insert(own, None);
                    }
                    _ => {
                        topics.entry(own).or_default();
                    }
                }
            }
            let up = std::iter::successors(passage.heading, |&heading| outline.headings[heading].parent);
            // a plan's first paragraph tells why it is made; a report's what year it is on
            let mut sections = up.filter(|&heading| {
                outline.headings[heading].level > marker::TITLE || report && passage.heading != Some(heading)
            });
            let topic = sections.find_map(|heading| Some(Topic { heading, time: topics.get(&heading)?.clone()? }));
            found.insert(passage.span.start, topic);
        }
        Self(found)
    }
}

/// What the first sentence of a passage opens with.
enum Opening {
    /// 2025年，….
    Year(Time),
    /// 五年来，….
    Years,
    /// No time.
    None,
}

fn opening(text: &str, sentences: &[TextSpan], calendar: Calendar<'_>) -> Opening {
    // 各位代表！
    let Some(sentence) = sentences.iter().find(|sentence| !text[sentence.range()].trim_end().ends_with(['！', '!']))
    else {
        return Opening::None;
    };
    let times = year::times_in(text, *sentence, calendar);
    let opens = |time: &Time| year::opens(text, *sentence, time.span, calendar.lexicon);
    let Some(first) = times.into_iter().next().filter(opens) else { return Opening::None };
    // a sentence that states a value speaks of that, not of what its section is about
    if !quantity::find(&text[sentence.range()], calendar.lexicon).found.is_empty() {
        return Opening::None;
    }
    if year::is_of_years(&first, text) { Opening::Years } else { Opening::Year(first) }
}
