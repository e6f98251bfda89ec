//! Which organs answer for which passage.
//!
//! A statement of responsibility governs what stands before it in its task, back to the statement before it; what follows
//! the last statement of a task is governed by that one. A statement alone on a line governs the task above it; behind a
//! heading, all that stands below. Where paragraphs have no numbers, one that stands in a paragraph governs that one alone.

use std::collections::{BTreeMap, HashSet};

use super::Body;
use crate::{
    document::{Document, Passage},
    lexicon::Lexicon,
    mention::organ::{self, Organ, OrganRole, Responsibility},
    span::TextSpan,
    warning::{Warning, WarningCode},
};

/// A statement names no more organs than this: every record that it governs repeats them.
const MOST_ORGANS: usize = 300;

/// The statements of responsibility of a document.
#[derive(Debug, Default)]
pub(super) struct Statements {
    /// By task, in the order of the text.
    by_task: BTreeMap<usize, Vec<Statement>>,
    /// By heading: whom its line names.
    by_heading: BTreeMap<usize, Vec<Organ>>,
    /// All spans, in order.
    spans: Vec<TextSpan>,
    /// Whether the document says that the first of several organs leads.
    pub(super) first_leads: bool,
    /// Which statements name more organs than count.
    pub(super) warnings: Vec<Warning>,
}

/// One statement, or several that touch.
#[derive(Debug)]
struct Statement {
    span: TextSpan,
    organs: Vec<Organ>,
    /// Whether it has its line for itself.
    alone: bool,
}

impl Statements {
    /// Reads all statements of a document.
    pub(super) fn read(document: &Document, lexicon: &Lexicon) -> Self {
        let text = document.text.text();
        let first_leads = text.lines().any(|line| lexicon.organs.first_leads(line));
        let mut statements = Self { first_leads, ..Self::default() };
        let outline = &document.outline;
        for (index, heading) in outline.headings.iter().enumerate() {
            let found = find(text, heading.span, lexicon);
            if !found.is_empty() {
                statements.by_heading.insert(index, merged(&found));
            }
        }
        let mut previous_alone: Option<usize> = None;
        let mut previous_task = None;
        let mut label: Option<OrganRole> = None;
        for passage in &outline.passages {
            let begins_task = previous_task.replace(passage.task) != Some(passage.task);
            let line = &text[passage.span.range()];
            let mut found = find(text, passage.span, lexicon);
            if let Some(role) = label.take().filter(|_| found.is_empty()) {
                found.extend(names_below_label(passage.span, line, role, lexicon));
            }
            label = organ::role_of_label(line, lexicon);
            if found.is_empty() {
                // 牵头单位： and its names on lines of their own lie between two statements, and end none
                previous_alone = previous_alone.filter(|_| label.is_some());
                continue;
            }
            statements.spans.extend(found.iter().map(|statement| statement.span));
            let covered: usize = found.iter().map(|statement| statement.span.len()).sum();
            let alone = covered + 9 >= passage.span.len();
            let task = statements.by_task.entry(passage.task).or_default();
            if alone
                && begins_task
                && previous_alone.is_none()
                && let Some(heading) = passage.heading
            {
                // the line stands right below the heading, before its text
                statements.by_heading.entry(heading).or_default().extend(merged(&found));
            }
            match task.last_mut() {
                // 牵头单位 and 配合单位 on lines of their own are one statement
                Some(last) if alone && previous_alone == Some(passage.task) => {
                    last.span = last.span.hull(passage.span);
                    last.organs.extend(merged(&found));
                }
                _ if alone => task.push(Statement { span: passage.span, organs: merged(&found), alone }),
                _ => task.extend(group(&found)),
            }
            previous_alone = alone.then_some(passage.task);
        }
        let of_tasks = statements.by_task.values_mut().flatten().map(|statement| &mut statement.organs);
        for organs in of_tasks.chain(statements.by_heading.values_mut()) {
            statements.warnings.extend(limit(organs, document));
            settle_roles(organs, first_leads);
        }
        // a line right below its heading is in both
        statements.warnings.sort_by_key(|warning| warning.span);
        statements.warnings.dedup();
        statements
    }

    /// Whether a place lies in a statement, so that no value is read there.
    pub(super) fn covers(&self, span: TextSpan) -> bool {
        let index = self.spans.partition_point(|statement| statement.end <= span.start);
        self.spans.get(index).is_some_and(|statement| statement.overlaps(span))
    }

    /// Who answers for what stands at `position` in `passage`.
    pub(super) fn at(&self, document: &Document, passage: &Passage, position: usize, lexicon: &Lexicon) -> Vec<Body> {
        let in_task = self.by_task.get(&passage.task).and_then(|task| {
            let next = task.partition_point(|statement| statement.span.start < position);
            let nearest = task.get(next).or_else(|| task.last())?;
            let governs = passage.numbered || nearest.alone || passage.span.contains(nearest.span);
            governs.then_some(&nearest.organs)
        });
        let above = || {
            std::iter::successors(passage.heading, |&heading| document.outline.headings[heading].parent)
                .find_map(|heading| self.by_heading.get(&heading))
        };
        in_task.or_else(above).map(|organs| to_bodies(organs, document, lexicon)).unwrap_or_default()
    }
}

/// Organs as the bodies of a record.
pub(super) fn to_bodies(organs: &[Organ], document: &Document, lexicon: &Lexicon) -> Vec<Body> {
    let mut bodies: Vec<Body> = Vec::new();
    for organ in organs {
        if bodies.iter().any(|body| body.name == organ.name) {
            continue;
        }
        bodies.push(Body {
            name: organ.name.clone(),
            name_full: organ.name_full(&document.home, lexicon),
            role: organ.role.unwrap_or(OrganRole::Responsible),
            span: organ.span,
            source_span: document.text.to_source(organ.span),
        });
    }
    bodies
}

/// The names on the line below a label that stands on a line of its own.
fn names_below_label(span: TextSpan, line: &str, role: OrganRole, lexicon: &Lexicon) -> Option<Responsibility> {
    let mut organs = organ::split_list(line, role, lexicon);
    let named: usize = organs.iter().map(|organ| organ.span.len()).sum();
    // a sentence holds more than names
    let names_alone = named * 10 >= line.len() * 8;
    for organ in &mut organs {
        organ.span = organ.span.shifted(span.start);
        organ.role = Some(role);
    }
    (names_alone && !organs.is_empty()).then_some(Responsibility { span, organs, bracketed: false })
}

fn find(text: &str, span: TextSpan, lexicon: &Lexicon) -> Vec<Responsibility> {
    let mut found = organ::find_responsibilities(&text[span.range()], lexicon);
    for statement in &mut found {
        statement.span = statement.span.shifted(span.start);
        for organ in &mut statement.organs {
            organ.span = organ.span.shifted(span.start);
        }
    }
    found
}

/// Statements that touch are one: 牵头单位：甲局 责任单位：乙局 without a bracket.
fn group(found: &[Responsibility]) -> Vec<Statement> {
    let mut groups: Vec<Statement> = Vec::new();
    for Responsibility { span, organs, .. } in found {
        match groups.last_mut() {
            Some(last) if span.start <= last.span.end + 4 => {
                last.span = last.span.hull(*span);
                last.organs.extend(organs.iter().cloned());
            }
            _ => groups.push(Statement { span: *span, organs: organs.clone(), alone: false }),
        }
    }
    groups
}

fn merged(found: &[Responsibility]) -> Vec<Organ> {
    found.iter().flat_map(|statement| statement.organs.iter().cloned()).collect()
}

/// Leaves each organ once, and no more of them than count. Returns what is to be said if there are more.
pub(super) fn limit(organs: &mut Vec<Organ>, document: &Document) -> Option<Warning> {
    let span = organs.first()?.span.hull(organs.last()?.span);
    let mut known = HashSet::new();
    organs.retain(|organ| known.insert(organ.name.clone()));
    let named = organs.len();
    organs.truncate(MOST_ORGANS);
    (named > MOST_ORGANS).then(|| Warning {
        code: WarningCode::LimitReached,
        message: format!("{named} bodies answer for one task; records name the first {MOST_ORGANS} of them"),
        span,
        source_span: document.text.to_source(span),
    })
}

/// Beside a 牵头单位 the 责任单位 support (annotation guide, field `bodies`). `first_leads` says that the first one leads
/// where none is named.
fn settle_roles(organs: &mut [Organ], first_leads: bool) {
    if first_leads {
        lead_by_first(organs);
    }
    if organs.iter().any(|organ| organ.role == Some(OrganRole::Lead)) {
        for organ in organs.iter_mut().filter(|organ| organ.role == Some(OrganRole::Responsible)) {
            organ.role = Some(OrganRole::Support);
        }
    }
}

/// 列第一位的为牵头单位: the first of those who answer leads, and the others support it, unless another is said to lead.
pub(super) fn lead_by_first(organs: &mut [Organ]) {
    if organs.iter().any(|organ| organ.role == Some(OrganRole::Lead)) {
        return;
    }
    let mut responsible = organs.iter_mut().filter(|organ| organ.role == Some(OrganRole::Responsible));
    if let Some(first) = responsible.next() {
        first.role = Some(OrganRole::Lead);
    }
    responsible.for_each(|organ| organ.role = Some(OrganRole::Support));
}
