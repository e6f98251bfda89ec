//! Which character stood where one is lost: the one that makes words with its neighbours.

use std::collections::HashMap;

use super::language::{is_ideograph, is_sign, log_likelihood};
use crate::lexicon::Lexicon;

/// How much likelier (in natural logarithms) the guessed character must be than the next best. This and the weights below
/// were set on damage made at will in work reports.
const GUESS_MARGIN: f64 = 2.0;
/// What a neighbour that the text has elsewhere counts, times the logarithm of how often.
const NEIGHBOUR_WEIGHT: f64 = 2.0;
/// What speaks against a full stop before a closing quote.
const STOP_IN_QUOTE: f64 = 4.0;
/// Characters of the text that are counted as evidence for a guess.
const EVIDENCE: usize = 1_000_000;

/// The candidate that makes the likeliest words with its neighbours, if it does so clearly and makes a word at all, stands
/// with a neighbour elsewhere in the text, or is a full stop.
pub(super) fn guess(
    candidates: &[char],
    before: &str,
    after: &str,
    neighbours: &Neighbours,
    lexicon: &Lexicon,
) -> Option<char> {
    // 家 in 20家 belongs to its number, and makes no word with what follows
    let words_before = if ends_on_counted_unit(before) { "" } else { before };
    let mut scores: Vec<(f64, char)> = candidates
        .iter()
        .filter_map(|&candidate| {
            let stop = if candidate == '。' { stop_between(before, after)? } else { 0.0 };
            let likelihood = log_likelihood(&format!("{words_before}{candidate}{after}"), lexicon);
            let evidence = neighbours.evidence(before, candidate, after, lexicon);
            Some((likelihood + stop + NEIGHBOUR_WEIGHT * evidence, candidate))
        })
        .collect();
    scores.sort_by(|a, b| b.0.total_cmp(&a.0));
    let best = match scores.as_slice() {
        [best, next, ..] if best.0 - next.0 >= GUESS_MARGIN => best.1,
        _ => return None,
    };
    let proven = best == '。'
        || neighbours.evidence(before, best, after, lexicon) > 0.0
        || makes_word(words_before, best, after, lexicon);
    proven.then_some(best)
}

fn ends_on_counted_unit(before: &str) -> bool {
    let mut last = before.chars().rev();
    // × stands for a digit that is not told
    last.next().is_some_and(is_ideograph)
        && last.next().is_some_and(|c| c.is_ascii_digit() || matches!(c, '０'..='９' | '×'))
}

/// What speaks for a full stop between `before` and `after`; `None` if none can stand there.
fn stop_between(before: &str, after: &str) -> Option<f64> {
    let ends = |c: char| is_ideograph(c) || c.is_alphanumeric() || "”’）》】〕)%％".contains(c);
    before.chars().next_back().filter(|&c| ends(c))?;
    match after.chars().next() {
        Some('”' | '’') => Some(-STOP_IN_QUOTE),
        Some('“' | '‘' | '（' | '《' | '〈' | '【' | '—') => Some(0.0),
        Some(c) if is_sign(c) || c.is_ascii_punctuation() => None,
        _ => Some(0.0),
    }
}

/// Whether the dictionary has a word that holds `character` and a neighbour.
pub(super) fn makes_word(before: &str, character: char, after: &str, lexicon: &Lexicon) -> bool {
    let text = format!("{before}{character}{after}");
    let folded = lexicon.script.fold(&text);
    let place = before.chars().count();
    let mut position = 0;
    lexicon.segmenter.jieba().cut(&folded, false).iter().any(|token| {
        let count = token.word.chars().count();
        let holds = (position..position + count).contains(&place) && count > 1;
        position += count;
        holds
    })
}

/// How often two characters stand together in the text itself.
pub(super) struct Neighbours(HashMap<(char, char), u32>);

impl Neighbours {
    pub(super) fn count(text: &str, lexicon: &Lexicon) -> Self {
        let mut counts = HashMap::new();
        let mut previous = None;
        for character in text.chars().take(EVIDENCE) {
            let folded = lexicon.script.fold_character(character);
            if let Some(previous) = previous {
                *counts.entry((previous, folded)).or_default() += 1;
            }
            previous = (is_ideograph(folded) || folded == '。').then_some(folded);
        }
        Self(counts)
    }

    fn evidence(&self, before: &str, candidate: char, after: &str, lexicon: &Lexicon) -> f64 {
        let fold = |c| lexicon.script.fold_character(c);
        let count = |pair: Option<(char, char)>| {
            f64::from(1 + pair.and_then(|pair| self.0.get(&pair)).copied().unwrap_or_default()).ln()
        };
        let candidate = fold(candidate);
        count(before.chars().next_back().map(|c| (fold(c), candidate)))
            + count(after.chars().next().map(|c| (candidate, fold(c))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_neighbours_decide() {
        let lexicon = Lexicon::builtin().expect("the built-in tables are well formed");
        let none = Neighbours::count("", &lexicon);
        let candidates = ['海', '校', '。', '专', '常'];
        for (before, after, expected) in [
            ("建设沿江沿", "科创带", Some('海')),
            ("推动高", "科研合作", Some('校')),
            ("发展的格局", "支持企业", Some('。')),
            ("到20家", "科技型企业", Some('。')),
            ("开展", "、", None),
        ] {
            assert_eq!(guess(&candidates, before, after, &none, &lexicon), expected, "{before} {after}");
        }
        let some = Neighbours::count("“三专”建设，抓好“三专”", &lexicon);
        assert_eq!(guess(&candidates, "“三", "”建设", &some, &lexicon), Some('专'));
    }
}
