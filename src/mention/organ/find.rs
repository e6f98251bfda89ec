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

fn is_function_word(character: char) -> bool {
    "我你他本全和与及由按经向对据照同从在为是报因请并被让派到将把受以的了其".contains(character)
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
    // 各市, 该县 are no places, 区县 are two levels, and 城市 is a word
    let stem_start = run.last().copied().unwrap_or(level_start);
    let stem = &text[stem_start..level_start];
    if stem.ends_with(['各', '该', '两', '个', '城', '地', '社', '园', '省', '市', '区']) {
        return None;
    }
    let words = lexicon.segmenter.jieba().cut(&text[stem_start..end], false);
    // the dictionary knows most places
    let last = words.last().map_or("", |word| word.word);
    if last.chars().count() > level.chars().count() + 1 && last.ends_with(level) {
        return Some(end - last.len());
    }
    // an unknown one is read character by character, up to the sign before it: 岭泽市, but not 我代表省
    let unknown = words.iter().all(|word| word.word == level || word.word.chars().count() == 1);
    let bounded = (2..=4).contains(&run.len()) && unknown && !stem.contains(is_function_word);
    Some(if bounded { stem_start } else { level_start })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let lexicon = Lexicon::builtin().expect("the tables are well formed");
        find(text, &lexicon).into_iter().map(|organ| organ.name).collect()
    }

    #[test]
    fn organs_in_running_text() {
        for (text, expected) in [
            ("会同市财政局做好保障", vec!["市财政局"]),
            ("我代表省人民政府报告工作", vec!["省人民政府"]),
            ("按照省委、省政府部署", vec!["省委", "省政府"]),
            ("修订了县政府工作规则", vec!["县政府"]),
            ("经国家发展改革委、财政部批准", vec!["国家发展改革委", "财政部"]),
            ("岭泽市人民政府办公室", vec!["岭泽市人民政府办公室"]),
            ("（市委组织部、市科技局）", vec!["市委组织部", "市科技局"]),
            ("由杭州市科技局负责", vec!["杭州市科技局"]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_organ() {
        for text in
            ["城市管理水平", "市委书记讲话", "财政部门负责", "各市政府", "区县政府", "税务局面", "科技部署", "法院"]
        {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }
}
