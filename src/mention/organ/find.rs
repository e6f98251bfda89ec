//! Organs anywhere in a text, by the table of their names: 会同市财政局做好…, 国家发展改革委.

use super::Organ;
use crate::{lexicon::Lexicon, mention::scan::is_han, span::TextSpan};

/// No place before a name is longer, in characters: 某某土家族苗族自治州.
const LONGEST_PLACE: usize = 12;

/// The organs of a text (one block) that the table knows, from left to right. Without a level or place before it a name
/// counts only where it is one of the centre.
#[must_use]
pub fn find(text: &str, lexicon: &Lexicon) -> Vec<Organ> {
    let departments = &lexicon.departments;
    let mut found: Vec<Organ> = Vec::new();
    for (at, end) in departments.find(text) {
        let name = &text[at..end];
        let Some(department) = departments.get(name) else { continue };
        if departments.goes_on(name, &text[end..]) {
            continue;
        }
        let taken = found.last().map_or(0, |last| last.span.end);
        let start = place_before(text, taken, at, lexicon);
        let stands_alone = departments.stands_alone(department) && !text[..at].ends_with(is_name_character);
        if start.is_none() && !stands_alone {
            continue;
        }
        let span = TextSpan::new(start.unwrap_or(at), end);
        let name = text[span.range()].split_whitespace().collect();
        found.push(Organ { span, name, level: None, role: None });
    }
    found
}

fn is_name_character(character: char) -> bool {
    // what a name of the centre may follow: signs, and words that join or lead on
    is_han(character) && !"和与及由按经向对据照同从在为是报因请并被让派到".contains(character)
}

/// Where the level or the place that ends at `end` begins; `None` if none does.
fn place_before(text: &str, from: usize, end: usize, lexicon: &Lexicon) -> Option<usize> {
    let before = text.get(from..end)?;
    let level = lexicon.departments.level_at_end(before)?;
    let level_start = end - level.len();
    let run: Vec<usize> = text[from..level_start]
        .char_indices()
        .rev()
        .take(LONGEST_PLACE)
        .take_while(|(_, character)| is_han(*character))
        .map(|(at, _)| from + at)
        .collect();
    // 各市, 该县 are no places, and 城市 is a word
    let stem_start = run.last().copied().unwrap_or(level_start);
    let stem = &text[stem_start..level_start];
    if ["各", "该", "两", "个", "城", "地", "社", "园"].iter().any(|word| stem.ends_with(word)) {
        return None;
    }
    // the dictionary knows places; in an unknown one the name goes to the next sign, if that is near
    let words = lexicon.segmenter.jieba().cut(&text[stem_start..end], false);
    let last = words.iter().rev().find(|word| word.word.ends_with(level));
    let known = last.filter(|word| word.word.chars().count() > level.chars().count() + 1);
    if let Some(place) = known {
        let offset: usize =
            words.iter().take_while(|word| !std::ptr::eq(*word, place)).map(|word| word.word.len()).sum();
        return Some(stem_start + offset);
    }
    let bounded = run.len() < LONGEST_PLACE && (2..=4).contains(&run.len());
    Some(if bounded { stem_start } else { level_start })
}
