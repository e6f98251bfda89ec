//! What a run depends on beside its files, as journal and manifest begin with it. Another head, another output.

use gongwen::{Limits, decode::Encoding};
use serde::Serialize;
use serde_json::Value;

use super::arguments::{Format, Script};

#[derive(Debug, Serialize)]
pub(super) struct Head<'a> {
    pub(super) gongwen: &'static str,
    pub(super) rules_sha256: &'a str,
    pub(super) format: Format,
    pub(super) script: Script,
    pub(super) encoding_hint: Option<Encoding>,
    pub(super) limits: Limits,
    pub(super) bom: bool,
    pub(super) gaps: bool,
}

impl Head<'_> {
    /// In what the run with the head `before` was another, in the words of the command line; empty if in nothing.
    pub(super) fn differences(&self, before: &Value) -> Vec<String> {
        let now = serde_json::to_value(self).expect("a head has keys of text");
        let mut differences = Vec::new();
        compare(before, &now, &mut differences);
        differences
    }
}

fn compare(before: &Value, now: &Value, differences: &mut Vec<String>) {
    let keys = |of: &Value| of.as_object().map(|of| of.keys().cloned().collect::<Vec<_>>()).unwrap_or_default();
    // a head of another version may have other keys
    let mut all = [keys(before), keys(now)].concat();
    all.sort();
    all.dedup();
    for key in all {
        let (before, now) = (&before[&key], &now[&key]);
        if key == "limits" {
            compare(before, now, differences);
        } else if before != now {
            differences.push(match key.as_str() {
                "gongwen" => format!("the version was {} and is {}", told(before), told(now)),
                "rules_sha256" => "the rules are others".to_owned(),
                _ => format!("{} was {} and is {}", flag(&key), told(before), told(now)),
            });
        }
    }
}

/// The flag that sets what stands in a head under `key`.
fn flag(key: &str) -> String {
    let is_limit = ["bytes", "tokens", "cells", "numbers", "records"].contains(&key);
    format!("--{}{}", if is_limit { "max-" } else { "" }, key.replace('_', "-"))
}

fn told(value: &Value) -> String {
    match value {
        Value::Null | Value::Bool(false) => "not given".to_owned(),
        Value::Bool(true) => "given".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_told_by_its_flag() {
        let head = Head {
            gongwen: "0.2.0",
            rules_sha256: "b",
            format: Format::Csv,
            script: Script::Original,
            encoding_hint: None,
            limits: Limits::default(),
            bom: false,
            gaps: true,
        };
        let mut before = serde_json::to_value(&head).expect("a head serialises");
        assert!(head.differences(&before).is_empty());
        for (key, value) in [("gongwen", "0.1.0"), ("rules_sha256", "a"), ("script", "simplified")] {
            before[key] = value.into();
        }
        before["limits"]["records"] = 7.into();
        before["encoding_hint"] = "big5".into();
        before["gaps"] = false.into();
        before["gone"] = true.into();
        let expected = [
            "--encoding-hint was big5 and is not given".to_owned(),
            "--gaps was not given and is given".to_owned(),
            "--gone was given and is not given".to_owned(),
            "the version was 0.1.0 and is 0.2.0".to_owned(),
            format!("--max-records was 7 and is {}", Limits::default().records),
            "the rules are others".to_owned(),
            "--script was simplified and is original".to_owned(),
        ];
        assert_eq!(head.differences(&before), expected);
    }
}
