//! Whether a statement is a target, an achievement, a forecast or a provision.

use std::borrow::Cow;

use super::Kind;
use crate::{
    lexicon::{cue::Cues, word_list::WordList},
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
    /// The kind of the statement before in the same sentence.
    pub in_sentence: Option<Kind>,
    /// The record's year and the role of the time that gave it.
    pub year: Option<u16>,
    pub role: Option<TimeRole>,
    /// The year of the document, or that in which its plan begins.
    pub document_year: Option<u16>,
    /// Whether the time that gave the year is part of a year, and over at the date of the document: 今年1—4月.
    pub over: bool,
    /// Whether the document is a report at the beginning of its year, so that what it says of the year is to come.
    pub opens_year: bool,
    /// Whether the document decides on awards.
    pub awards: bool,
    /// Whether the document is a regulation, whose amounts are what it sets.
    pub regulates: bool,
    /// Whether the value is an amount of money or a rate, which can be granted.
    pub grantable: bool,
}

/// The kind of a statement. The order of the questions is the order of trust.
pub(super) fn of(evidence: &Evidence<'_>, cues: &Cues) -> Option<Kind> {
    let Evidence { clause, sentence, .. } = *evidence;
    let words = &cues.statements;
    // 争取资金5亿元 in a review has obtained them
    let review = evidence.section == Some(Kind::Actual);
    let wanted = || {
        says(clause, &words.target, &words.not_target)
            && (!review || words.target.is_in(&without(clause, &words.obtains)))
    };
    // a decision that confers confers at once
    if evidence.awards && words.award.is_in(sentence) {
        return Some(Kind::Actual);
    }
    // 预计 holds for all that follows it in the sentence, but for what is so already: 连续两年居首位
    let hopes = |text: &str| says(text, &words.forecast, &words.not_forecast);
    if hopes(clause) || hopes(sentence) && !clause.contains("连续") {
        return Some(Kind::Forecast);
    }
    // what a review has paid out is an achievement, and a standard that is raised is a state
    let grantable = evidence.grantable && !review && (!words.changed.is_in(clause) || clause.contains("给予"));
    if grantable && says(clause, &words.provision, &words.not_provision) {
        return Some(Kind::Provision);
    }
    // 给予补助，每家最高100万元: the bound belongs to the grant
    if grantable && words.cap.is_in(clause) && words.provision.is_in(sentence) {
        return Some(Kind::Provision);
    }
    if words.until_now.is_in(sentence) && !wanted() {
        return Some(Kind::Actual);
    }
    if evidence.over && !wanted() {
        return Some(Kind::Actual);
    }
    if let (Some(year), Some(document_year)) = (evidence.year, evidence.document_year) {
        match year.cmp(&document_year) {
            std::cmp::Ordering::Less => return Some(Kind::Actual),
            std::cmp::Ordering::Greater => return Some(Kind::Target),
            std::cmp::Ordering::Equal => {}
        }
    }
    if wanted() || words.target_sentence.is_in(sentence) {
        return Some(Kind::Target);
    }
    // 已查处案件93起，罚没金额…: what is so already goes on, up to a word of what is to be done
    let reached = |text: &str| says(text, &words.actual, &words.not_actual);
    let goes_on = evidence.in_sentence == Some(Kind::Actual)
        && reached(sentence)
        && !words.target_weak.is_in(&without(clause, &words.no_purpose));
    if reached(clause) || goes_on {
        return Some(Kind::Actual);
    }
    if evidence.regulates && grantable {
        return Some(Kind::Provision);
    }
    if let Some(section) = evidence.section {
        return Some(section);
    }
    if evidence.opens_year && evidence.year.is_some() && evidence.year == evidence.document_year {
        return Some(Kind::Target);
    }
    if evidence.role == Some(TimeRole::Deadline) {
        return Some(Kind::Target);
    }
    leaning(clause, cues).or_else(|| leaning(sentence, cues))
}

/// Whether a text has one of `words` outside of `others`.
fn says(text: &str, words: &WordList, others: &WordList) -> bool {
    words.is_in(text) && words.is_in(&without(text, others))
}

/// A text without any of `words`.
fn without<'t>(text: &'t str, words: &WordList) -> Cow<'t, str> {
    if !words.is_in(text) {
        return text.into();
    }
    words.iter().fold(text.to_owned(), |text, word| text.replace(word.as_str(), "")).into()
}

/// What the weak words of a text say, if they all say the same.
pub(super) fn leaning(text: &str, cues: &Cues) -> Option<Kind> {
    let words = &cues.statements;
    let plain = without(text, &words.no_purpose);
    let plain = without(&plain, &words.not_actual);
    let reached = words.actual.is_in(&plain) || words.actual_weak.is_in(&plain);
    let aimed = words.target.is_in(&plain) || words.target_weak.is_in(&plain);
    match (reached, aimed) {
        (true, false) => Some(Kind::Actual),
        (false, true) => Some(Kind::Target),
        _ => None,
    }
}
/// What a heading says of the statements below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SectionKind {
    /// By a word that says it outright: 回顾, 目标.
    pub strong: Option<Kind>,
    /// By a word that a review may use too: 工程.
    pub weak: Option<Kind>,
}

/// What a sentence says of the list that it leads into. What was done (围绕目标做了以下工作) outweighs what was aimed at.
pub(super) fn of_lead_in(sentence: &str, cues: &Cues) -> Option<Kind> {
    if cues.sections.lead_actual.is_in(sentence) {
        return Some(Kind::Actual);
    }
    cues.sections.lead_target.is_in(sentence).then_some(Kind::Target)
}

/// What the words of a heading say; only an `outermost` one tells of results by what it ends with.
pub(super) fn of_section(heading: &str, outermost: bool, cues: &Cues) -> SectionKind {
    // a title that is run together with its text says no more than up to its verb: 2025年工作回顾2025年是…
    let heading = heading.split('是').next().unwrap_or(heading);
    let title = heading.trim_end_matches(|character: char| !character.is_alphanumeric());
    let achieved = cues.sections.achieved.iter().filter_map(|word| title.strip_suffix(word.as_str())).next();
    let strives = |words: &WordList| achieved.is_some_and(|before| words.is_in(before));
    if outermost && achieved.is_some() && !strives(&cues.statements.target) && !strives(&cues.sections.striving) {
        return SectionKind { strong: Some(Kind::Actual), weak: None };
    }
    // the word nearest to the end is what the section is: 上年计划执行情况 is a review, 总结经验谋划任务 a task
    let last = |words: &WordList| words.last_end_in(heading);
    let strong = match (last(&cues.sections.actual), last(&cues.sections.target)) {
        (Some(actual), Some(target)) => Some(if actual >= target { Kind::Actual } else { Kind::Target }),
        (Some(_), None) => Some(Kind::Actual),
        (None, Some(_)) => Some(Kind::Target),
        (None, None) => None,
    };
    SectionKind { strong, weak: last(&cues.sections.target_weak).map(|_| Kind::Target) }
}
