//! 机关、单位: who answers for a task, and the statements that say so.

use serde::{Deserialize, Serialize};

use crate::{lexicon::Lexicon, span::TextSpan};

/// What an organ does for a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
    /// The name as written.
    pub name: String,
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
    let _ = (text, lexicon);
    Vec::new()
}

/// Splits a list of organs, as it stands in a table's column or behind a label: 市科技局、发展改革委，各区镇.
#[must_use]
pub fn split_list(text: &str, role: OrganRole, lexicon: &Lexicon) -> Vec<Organ> {
    let _ = (text, role, lexicon);
    Vec::new()
}
