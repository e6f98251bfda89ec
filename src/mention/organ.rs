//! 机关、单位: who answers for a task, and the statements that say so.
//!
//! Three forms of statements are read, and no others: labels （责任单位：市科技局、各区镇）, brackets with words of duty
//! （市科技局牵头，市财政局配合）, and clear sentences 由市科技局牵头. Most brackets of a policy text say something else.

mod bracket;
mod cut;
mod find;
mod label;
mod list;
mod name;
mod sentence;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::{
    lexicon::{Lexicon, organ::Duty},
    span::TextSpan,
};

pub use find::find;
pub use name::Home;

/// What an organ does for a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum OrganRole {
    /// 牵头单位, 主责单位, 主办, X牵头.
    Lead,
    /// 责任单位, 责任部门, 承办单位, X负责.
    Responsible,
    /// 配合单位, 协办, 参与单位, 会同X; 责任单位 beside a 牵头单位.
    Support,
    /// Signs the document.
    Issuer,
    /// The document is sent to it.
    Addressee,
}

/// An organ in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organ {
    /// Where its name stands.
    pub span: TextSpan,
    /// The name as written, without inner spaces.
    pub name: String,
    /// The level that it shares with a name before it in its list: 省 of 工业和信息化厅 in 省科技厅、工业和信息化厅.
    pub level: Option<String>,
    /// What it does, if the text says.
    pub role: Option<OrganRole>,
}

/// A statement of who answers for a task: （牵头单位：市科技局；责任单位：市财政局）, 责任单位：……, 由市科技局牵头.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Responsibility {
    /// The whole statement, with its brackets.
    pub span: TextSpan,
    /// Who, in order.
    pub organs: Vec<Organ>,
    /// Whether it stands in brackets.
    pub bracketed: bool,
}

/// Finds the statements of responsibility of a text (one block), from left to right.
#[must_use]
pub fn find_responsibilities(text: &str, lexicon: &Lexicon) -> Vec<Responsibility> {
    let organs = &lexicon.organs;
    if !organs.has_cue(text) {
        return Vec::new();
    }
    let mut found = bracket::statements(text, organs);
    let labelled = label::statements(text, &found, organs);
    for statement in labelled.into_iter().chain(sentence::statements(text, organs)) {
        // brackets are read first and in order; what else stands inside one is part of it
        let next = found.partition_point(|other| other.span.start < statement.span.start);
        let free = |other: &Responsibility| !other.span.overlaps(statement.span);
        if found.get(next).is_none_or(free) && next.checked_sub(1).is_none_or(|before| free(&found[before])) {
            found.insert(next, statement);
        }
    }
    for statement in &mut found {
        name::carry_levels(&mut statement.organs, lexicon);
    }
    found
}

/// The role that a line names which is nothing but a label: 牵头责任单位：
#[must_use]
pub fn role_of_label(line: &str, lexicon: &Lexicon) -> Option<OrganRole> {
    let label = line.trim().strip_suffix(['：', ':'])?.trim_end();
    let (start, duty) = lexicon.organs.label(label, false)?;
    let role = match duty {
        Duty::Lead | Duty::Host => OrganRole::Lead,
        Duty::Responsible => OrganRole::Responsible,
        Duty::Support => OrganRole::Support,
        Duty::Oversight => return None,
    };
    (label[..start].chars().count() <= 2).then_some(role)
}

/// Splits a list of organs, as it stands in a table's column or behind a label: 市科技局、发展改革委，各区镇.
#[must_use]
pub fn split_list(text: &str, role: OrganRole, lexicon: &Lexicon) -> Vec<Organ> {
    let organs = &lexicon.organs;
    let whole = TextSpan::new(0, text.len());
    if let Some(mut statement) = label::read(text, whole, true, organs) {
        name::carry_levels(&mut statement.organs, lexicon);
        return statement.organs;
    }
    let duty = match role {
        OrganRole::Lead => Duty::Lead,
        OrganRole::Support => Duty::Support,
        OrganRole::Responsible | OrganRole::Issuer | OrganRole::Addressee => Duty::Responsible,
    };
    let mut reading = list::Reading::default();
    list::read_values(text, whole, duty, list::Place::Column, organs, &mut reading);
    let mut found = reading.finish();
    if matches!(role, OrganRole::Issuer | OrganRole::Addressee) {
        for organ in &mut found {
            organ.role = Some(role);
        }
    }
    name::carry_levels(&mut found, lexicon);
    found
}
