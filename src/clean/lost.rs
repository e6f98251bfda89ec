//! Text that is gone for good: marked, left as it stands, and said.

use std::sync::LazyLock;

use regex::Regex;

use super::{finding::Finding, language::is_ideograph};
use crate::{
    alignment::{Change, Reason},
    lexicon::Lexicon,
    span::TextSpan,
    warning::WarningCode,
};

/// Replacement characters, as they are and as GBK reads their bytes in UTF-8 (锟斤拷); and what fresh memory of a debug build
/// prints in GBK (烫, 屯).
static LOST: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\u{FFFD}+|(?:斤拷|拷)?(?:锟斤拷|錕斤拷)+(?:锟斤?|錕斤?)?|烫{3,}|屯{3,}")
        .expect("the pattern is well formed")
});

/// Words that make a question; a `?` behind one is a question mark.
const QUESTION: [&str; 16] =
    ["吗", "呢", "嗎", "什么", "什麼", "怎", "如何", "哪", "谁", "誰", "几", "幾", "是否", "为何", "為何", "多少"];

/// Marks what is lost.
pub(super) fn find(text: &str, _: &Lexicon) -> Vec<Finding> {
    let mut spans: Vec<TextSpan> = LOST.find_iter(text).map(|found| TextSpan::from(found.range())).collect();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        // in text with full-width signs a bare `?` between characters stands for one that the page's encoding does not have
        if line.contains('?') {
            let has_wide_signs = line.contains('，');
            let lone = lone_marks(line).filter(|&span| has_wide_signs || ambiguous_number(line, span).is_some());
            spans.extend(lone.map(|span| span.shifted(start)));
        }
        start += line.len();
    }
    spans.sort();
    spans
        .into_iter()
        .map(|span| {
            let change = Change::certain(span, &text[span.range()], Reason::Lost);
            match ambiguous_number(text, span) {
                Some(message) => Finding::warned(change, WarningCode::ValueAmbiguous, message),
                None => Finding::warned(change, WarningCode::TextLost, "text of the source is lost here".to_owned()),
            }
        })
        .collect()
}

/// If the mark of a loss stands between digits: what may have stood there. It may be a decimal point, and is never guessed.
pub(super) fn ambiguous_number(text: &str, mark: TextSpan) -> Option<String> {
    let is_digit = |c: &char| c.is_ascii_digit() || ('０'..='９').contains(c);
    let before: String = text[..mark.start].chars().rev().take_while(is_digit).collect();
    let before: String = before.chars().rev().collect();
    let after: String = text[mark.end..].chars().take_while(is_digit).collect();
    let mark = &text[mark.range()];
    (!before.is_empty() && !after.is_empty()).then(|| {
        format!(
            "`{before}{mark}{after}` may have been `{before}.{after}` or `{before}{after}`; what is lost is not guessed"
        )
    })
}

fn lone_marks(line: &str) -> impl Iterator<Item = TextSpan> {
    line.match_indices('?').filter_map(|(start, mark)| {
        let end = start + mark.len();
        let (before, after) = (&line[..start], &line[end..]);
        let in_number =
            before.ends_with(|c: char| c.is_ascii_digit()) && after.starts_with(|c: char| c.is_ascii_digit());
        // not the `?` of an address
        let number = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        let in_number = in_number && number.ends_with(is_ideograph);
        let between = before.ends_with(is_ideograph) && after.starts_with(is_ideograph);
        // a clause is short, and so is the look back
        let clause: String = before.chars().rev().take(20).take_while(|&c| is_ideograph(c)).collect();
        let clause: String = clause.chars().rev().collect();
        let is_lost = in_number || (between && !QUESTION.iter().any(|word| clause.contains(word)));
        is_lost.then(|| TextSpan::new(start, end))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str) -> Vec<String> {
        let lexicon = Lexicon::builtin().expect("the built-in tables are well formed");
        let found = find(text, &lexicon);
        assert!(found.iter().all(|f| f.change.to == text[f.change.span.range()] && f.change.reason == Reason::Lost));
        found.into_iter().map(|finding| finding.change.to).collect()
    }

    #[test]
    fn what_is_gone_is_marked() {
        assert_eq!(marked("国锟斤拷锟斤拷院锟届\u{FFFD}\u{FFFD}A"), ["锟斤拷锟斤拷", "\u{FFFD}\u{FFFD}"]);
        assert_eq!(marked("烫烫烫烫 屯屯屯"), ["烫烫烫烫", "屯屯屯"]);
        assert_eq!(marked("举办两地文化节，武汉?旅游节等活动"), ["?"]);
    }

    #[test]
    fn what_only_looks_so_is_not() {
        for text in
            ["屯屯", "烫伤", "锟", "怎样走出新路径?体现了什么，请看", "好吗?好，行", "A?B，C", "武汉?旅游节", "对?"]
        {
            assert!(marked(text).is_empty(), "{text}");
        }
    }
}
