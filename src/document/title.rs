//! Titles: what one looks like, and the genre that it ends on.

use crate::lexicon::{Lexicon, label::Titles};

/// A title of more characters than this is a sentence.
const LONGEST: usize = 90;

/// Without white space and signs, so that two prints of a title can be compared.
#[must_use]
pub(super) fn key(title: &str) -> String {
    title.chars().filter(|character| character.is_alphanumeric()).collect()
}

/// Whether a line may be a title or a part of one: short, no sentence, no number of a section.
#[must_use]
pub(super) fn may_be(line: &str) -> bool {
    let length = line.chars().count();
    (2..=LONGEST).contains(&length)
        && !line.ends_with(['。', '；', ';', '，', ',', '：', ':', '、', '！'])
        && !line.contains(['。', '\t', '|', '*'])
        && !line.starts_with(['—', '―', '─'])
        && super::marker::at_start(line).is_none()
}

/// Whether a line ends as titles do.
#[must_use]
pub(super) fn ends_as_title(line: &str, titles: &Titles) -> bool {
    let bare = without_bracket(line);
    titles.genres.iter().chain(&titles.other_kinds).any(|word| bare.ends_with(word.as_str()))
}

/// The genre that a title ends on: 通知 of 关于印发…的通知, 意见 of …实施意见; none of a plan.
#[must_use]
pub(super) fn genre(title: &str, lexicon: &Lexicon) -> Option<String> {
    let titles = &lexicon.labels.titles;
    let bare = without_bracket(title);
    let longest = |words: &[String]| {
        words.iter().filter(|word| bare.ends_with(word.as_str())).max_by_key(|word| word.len()).cloned()
    };
    let genre = longest(&titles.genres)?;
    if longest(&titles.other_kinds).is_some_and(|other| other.len() > genre.len()) {
        return None;
    }
    let answers = matches!(genre.as_str(), "函" | "答复") && titles.proposals.is_in(bare);
    Some(if answers { "答复".to_owned() } else { genre })
}

/// A title without the mark of a footnote at its end: [1].
pub(super) fn without_note(title: &str) -> &str {
    let title = title.trim();
    let note = title.strip_suffix(']').map(|inside| inside.trim_end_matches(|c: char| c.is_ascii_digit()));
    note.and_then(|inside| inside.strip_suffix('[')).unwrap_or(title)
}

/// A title that was spaced out to fill its line, 某 某 条 例, without the spaces.
pub(super) fn without_spacing(title: &str) -> String {
    let words: Vec<&str> = title.split_whitespace().collect();
    let single = words.iter().filter(|word| word.chars().count() == 1 && !word.is_ascii()).count();
    if single >= 3 && single * 2 >= words.len() { words.concat() } else { title.trim().to_owned() }
}

/// A title without what stands in brackets at its end: （试行）, (2018—2020年).
fn without_bracket(title: &str) -> &str {
    let mut title = without_note(title);
    while let Some(inside) = title.strip_suffix(['）', ')']) {
        let Some(open) = inside.rfind(['（', '(']) else { break };
        title = inside[..open].trim_end();
    }
    title
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaced_titles_are_closed_up() {
        for (title, expected) in [
            ("岭泽县 节 水 条 例", "岭泽县节水条例"),
            ("节 水 条 例", "节水条例"),
            ("岭泽县林业局 岭泽县水利局 关于节水的通知", "岭泽县林业局 岭泽县水利局 关于节水的通知"),
            ("R & D 情况", "R & D 情况"),
        ] {
            assert_eq!(without_spacing(title), expected);
        }
    }

    #[test]
    fn genres_are_what_titles_end_on() {
        let lexicon = Lexicon::builtin().expect("the built-in tables parse");
        for (title, expected) in [
            ("关于印发行动计划（2031—2033年）的通知", Some("通知")),
            ("关于加快建设的实施意见（试行）", Some("意见")),
            ("关于第12号提案的答复函", Some("答复")),
            ("科技创新三年行动计划", None),
            ("2031年政府工作报告", Some("报告")),
        ] {
            assert_eq!(genre(title, &lexicon).as_deref(), expected, "{title}");
        }
    }
}
