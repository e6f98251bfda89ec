//! Conversion to simplified characters: the last step, line by line.

use super::{Script, finding::Finding};
use crate::{
    alignment::{Change, Reason},
    lexicon::{Lexicon, script::ScriptCount},
};

/// In mixed text, the share of the smaller script among the characters that differ, as one in so many.
const MIXED_SHARE: usize = 20;

/// The script of a text.
pub(super) fn classify(count: ScriptCount) -> Script {
    let (smaller, larger) = (count.traditional.min(count.simplified), count.traditional.max(count.simplified));
    if smaller > 0 && smaller * MIXED_SHARE >= smaller + larger {
        Script::Mixed
    } else if count.traditional > count.simplified {
        Script::Traditional
    } else {
        Script::Simplified
    }
}

/// Converts the lines of `text`, which is part of a document in `script`.
pub(super) fn find(text: &str, script: Script, lexicon: &Lexicon) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        for (span, to) in lexicon.script.simplify(line, script == Script::Traditional) {
            findings.push(Finding::silent(Change::certain(span.shifted(start), to, Reason::Script)));
        }
        start += line.len();
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smaller_script_must_have_a_twentieth() {
        for (traditional, simplified, script) in [
            (0, 0, Script::Simplified),
            (1, 0, Script::Traditional),
            (1, 1, Script::Mixed),
            (1, 19, Script::Mixed),
            (1, 20, Script::Simplified),
            (100, 5, Script::Traditional),
            (95, 5, Script::Mixed),
        ] {
            assert_eq!(classify(ScriptCount { traditional, simplified }), script, "{traditional} {simplified}");
        }
    }

    #[test]
    fn lines_are_converted_each_for_itself() {
        let lexicon = Lexicon::builtin().expect("the built-in tables are well formed");
        let found = find("關於\n乾县专著\n著力\n", Script::Traditional, &lexicon);
        let changes: Vec<(usize, &str)> = found.iter().map(|f| (f.change.span.start, f.change.to.as_str())).collect();
        assert_eq!(changes, [(0, "关于"), (20, "着")]);
    }
}
