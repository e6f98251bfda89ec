//! Whether a statement is a target, an achievement, a forecast or a provision.

use super::Kind;
use crate::{
    lexicon::{cue, cue::Cues},
    mention::time::TimeRole,
};

/// What decides the kind of a statement.
#[derive(Clone, Copy, Debug)]
pub(super) struct Evidence<'a> {
    /// The clause between two commas that holds the value.
    pub clause: &'a str,
    /// The sentence up to the value.
    pub sentence: &'a str,
    /// What the nearest heading that says anything says.
    pub section: Option<Kind>,
    /// The kind of the statement before in the same paragraph.
    pub before: Option<Kind>,
    /// The record's year and the role of the time that gave it.
    pub year: Option<u16>,
    pub role: Option<TimeRole>,
    /// The year of the document.
    pub document_year: Option<u16>,
    /// Whether the value is an amount of money or a rate, which can be granted.
    pub grantable: bool,
}

/// The kind of a statement. The order of the questions is the order of trust.
pub(super) fn of(evidence: &Evidence<'_>, cues: &Cues) -> Kind {
    let Evidence { clause, sentence, .. } = *evidence;
    let statements = &cues.statements;
    if cue::contains_any(clause, &statements.forecast) {
        return Kind::Forecast;
    }
    if evidence.grantable && cue::contains_any(clause, &statements.provision) {
        return Kind::Provision;
    }
    let wanted = cue::contains_any(clause, &statements.target);
    let reached = cue::contains_any(clause, &statements.actual) || has_perfective(clause);
    if let (Some(year), Some(document_year)) = (evidence.year, evidence.document_year) {
        if year < document_year {
            return Kind::Actual;
        }
        if year > document_year || (evidence.role == Some(TimeRole::Deadline) && !reached) {
            return Kind::Target;
        }
    }
    if reached && !wanted {
        return Kind::Actual;
    }
    if wanted {
        return if evidence.section == Some(Kind::Actual) && !clause.contains("力争") {
            Kind::Actual
        } else {
            Kind::Target
        };
    }
    if evidence.section == Some(Kind::Actual) {
        return Kind::Actual;
    }
    let wanted_before = cue::contains_any(sentence, &statements.target) || evidence.role == Some(TimeRole::Deadline);
    let reached_before = cue::contains_any(sentence, &statements.actual) || has_perfective(sentence);
    match (wanted_before, reached_before) {
        (true, false) => Kind::Target,
        (false, true) => Kind::Actual,
        _ => evidence.section.or(evidence.before).unwrap_or(Kind::Target),
    }
}

/// What a heading says of the statements below it.
pub(super) fn of_section(heading: &str, cues: &Cues) -> Option<Kind> {
    // the word nearest to the end is what the section is: 上年计划执行情况 is a review, 总结经验谋划任务 a task
    let last =
        |words: &[String]| words.iter().filter_map(|word| heading.rfind(word.as_str()).map(|at| at + word.len())).max();
    match (last(&cues.sections.actual), last(&cues.sections.target)) {
        (Some(actual), Some(target)) => Some(if actual >= target { Kind::Actual } else { Kind::Target }),
        (Some(_), None) => Some(Kind::Actual),
        (None, Some(_)) => Some(Kind::Target),
        (None, None) => None,
    }
}

/// 建立了, 突破了; not 为了 and 了解.
fn has_perfective(clause: &str) -> bool {
    clause
        .match_indices('了')
        .any(|(index, _)| !clause[..index].ends_with('为') && !clause[index..].starts_with("了解"))
}
