//! By when a task is to be done, where a label says so: 完成时限：2025年12月底, at its end or on a line of its own.

use std::collections::BTreeMap;

use super::year::{self, Calendar};
use crate::{
    document::{Document, Passage},
    mention::time::Time,
    span::TextSpan,
};

/// The labelled deadlines of a document, by task.
#[derive(Debug, Default)]
pub(super) struct Deadlines(BTreeMap<usize, Vec<(usize, Vec<Time>)>>);

impl Deadlines {
    /// Reads all deadlines of a document.
    pub(super) fn read(document: &Document, calendar: Calendar<'_>) -> Self {
        let mut deadlines = Self::default();
        for passage in &document.outline.passages {
            let text = document.text.slice(passage.span);
            for (start, label) in calendar.lexicon.cues.deadlines.labels.all_in(text) {
                let Some(value) = text[start + label.len()..].strip_prefix(['：', ':']) else { continue };
                let value_start = text.len() - value.len();
                let end = value.find(['。', '；', ';', '）', ')', '】']).map_or(text.len(), |end| value_start + end);
                let span = TextSpan::new(value_start, end).shifted(passage.span.start);
                let times = year::times_in(document.text.text(), span, calendar);
                if !times.is_empty() {
                    deadlines.0.entry(passage.task).or_default().push((span.start, times));
                }
            }
        }
        deadlines.0.values_mut().for_each(|list| list.sort_by_key(|(start, _)| *start));
        deadlines
    }

    /// The deadline of what stands at `position` in `passage`: the next one of its task, or the last.
    pub(super) fn at(&self, passage: &Passage, position: usize) -> Option<&[Time]> {
        let list = self.0.get(&passage.task)?;
        let next = list.iter().find(|(start, _)| *start >= position).or_else(|| list.last())?;
        Some(&next.1)
    }
}
