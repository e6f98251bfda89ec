//! Lists of names that share what is said of them: A、B和C产业产值分别达到…, A、B各5家.

use crate::lexicon::cue::Lists;
use crate::lexicon::word_list::WordList;

/// What the first part begins with and the others share: 国家级, 节水型, 园区排放的.
fn shared_head<'a>(parts: &[&'a str], heads: &WordList) -> &'a str {
    let first = parts[0];
    if let Some(head) = heads.prefix_of(first) {
        return &first[..head.len()];
    }
    let lacks = |sign: char| parts[1..].iter().all(|part| !part.contains(sign));
    let of = first.find('的').filter(|_| lacks('的')).map(|at| at + '的'.len_utf8());
    let kind =
        first.find('型').filter(|&at| lacks('型') && first[..at].chars().count() <= 3).map(|at| at + '型'.len_utf8());
    of.or(kind).filter(|&end| end < first.len()).map_or("", |end| &first[..end])
}

/// Splits `name` into `count` names, each whole: the head and the tail that they share are repeated. `None` if the name
/// has another number of parts.
#[must_use]
pub(super) fn split(
    name: &str,
    count: usize,
    lists: &Lists,
    words: impl Fn(&str) -> Vec<String>,
) -> Option<Vec<String>> {
    let parts = parts(name);
    if parts.len() == 1 && count == 2 {
        return lists
            .pairs
            .iter()
            .filter(|(pair, _)| name.contains(pair.as_str()))
            .max_by_key(|(pair, _)| pair.len())
            .map(|(pair, both)| both.iter().map(|one| name.replacen(pair, one, 1)).collect());
    }
    if parts.len() < 2 || parts.len() != count {
        return None;
    }
    let last = parts[count - 1];
    let tail = shared_tail(&parts, &lists.measures, &words(parts[0]), &words(last));
    let head = shared_head(&parts, &lists.heads);
    // 甲、乙、丙三个产业产值: the count is no part of a name
    let last = lists.counted.iter().find_map(|count| last.find(count.as_str()).map(|at| (at, count.len())));
    let (tail, parts) = match last {
        Some((at, len)) if at > 0 => {
            let mut parts = parts;
            let tail = &parts[count - 1][at + len..];
            parts[count - 1] = &parts[count - 1][..at];
            (tail.to_owned(), parts)
        }
        _ => (tail, parts),
    };
    Some(
        parts
            .iter()
            .enumerate()
            .map(|(index, part)| {
                let own_head = index == 0 || lists.heads.prefix_of(part).is_some();
                let own_tail = part.ends_with(&tail);
                format!("{}{part}{}", if own_head { "" } else { head }, if own_tail { "" } else { tail.as_str() })
            })
            .collect(),
    )
}

/// The parts of a list, outside of brackets and quotes.
#[must_use]
pub(super) fn parts(name: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut depth = 0_usize;
    for (index, character) in name.char_indices() {
        match character {
            '（' | '(' | '“' | '《' => depth += 1,
            '）' | ')' | '”' | '》' => depth = depth.saturating_sub(1),
            '、' | '和' | '及' | '与' if depth == 0 && index > start => {
                // 以及 is one joint
                let end =
                    if character == '及' && name[..index].ends_with('以') { index - '以'.len_utf8() } else { index };
                parts.push(&name[start..end]);
                start = index + character.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&name[start..]);
    // 汽车及零部件 beside 、 is one name: where a list has 、, 及 inside its last part joins nothing
    if name.contains('、') && parts.len() > 2 {
        return by_comma(name);
    }
    parts
}

/// The parts between 、, and the last 和 of the last of them.
fn by_comma(name: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = name.split('、').filter(|part| !part.is_empty()).collect();
    if let Some(last) = parts.pop() {
        match last.split_once("以及").or_else(|| last.split_once('和')) {
            Some((before, after)) if !before.is_empty() && !after.is_empty() => parts.extend([before, after]),
            _ => parts.push(last),
        }
    }
    parts
}

/// The words at the end of the last part that belong to all: 产业产值 in 智能装备、电子信息、汽车及零部件产业产值,
/// 居民收入 in 城镇、农村居民收入.
fn shared_tail(parts: &[&str], measures: &WordList, first_words: &[String], last_words: &[String]) -> String {
    let (first, last) = (parts[0], parts[parts.len() - 1]);
    let whole = measures.suffix_of(first).is_some() || first.chars().last() == last.chars().last();
    if whole {
        return String::new();
    }
    // 进出口、税收占全市比重
    if let Some(share) = last.find('占').filter(|&at| at > 0 && !first.contains('占')) {
        return last[share..].to_owned();
    }
    let mut measured = String::new();
    for word in last_words.iter().skip(1).rev() {
        if !measures.contains(word) {
            break;
        }
        measured.insert_str(0, word);
    }
    // 城镇、农村居民人均收入: 农村居民 is one word for the segmenter, and two names here
    if let Some(people) = last.find("居民").filter(|&at| at > 0 && !first.contains("居民")) {
        return last[people..].to_owned();
    }
    let beside: String = last_words.iter().skip(first_words.len()).map(String::as_str).collect();
    // 汽车及零部件 is longer than the names beside it: there only the measure is shared
    let like_first = first.chars().count() <= 3 && !last.contains(['及', '和', '与']);
    if like_first && beside.len() > measured.len() { beside } else { measured }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn split_words(name: &str, count: usize, last: &[&str]) -> Option<Vec<String>> {
        let last: Vec<String> = last.iter().map(|word| (*word).to_owned()).collect();
        let lists = Lexicon::builtin().expect("the tables are well formed").cues.lists;
        split(name, count, &lists, |part| if last.concat() == part { last.clone() } else { vec![part.to_owned()] })
    }

    #[test]
    fn heads_and_tails_are_shared() {
        assert_eq!(
            split_words("装备、信息、汽车及零部件产业产值", 3, &["汽车", "及", "零部件", "产业", "产值"]),
            Some(vec!["装备产业产值".into(), "信息产业产值".into(), "汽车及零部件产业产值".into()])
        );
        assert_eq!(
            split_words("市级以上孵化器、众创空间", 2, &["众创", "空间"]),
            Some(vec!["市级以上孵化器".into(), "市级以上众创空间".into()])
        );
        assert_eq!(
            split_words("货物吞吐量和集装箱吞吐量", 2, &["集装箱", "吞吐量"]).map(|names| names[0].clone()),
            Some("货物吞吐量".into())
        );
    }

    #[test]
    fn heads_shares_and_counts_are_no_part_of_one_name() {
        let both = |one: &str, other: &str| Some(vec![one.to_owned(), other.to_owned()]);
        assert_eq!(split_words("城乡居民人均收入", 2, &[]), both("城镇居民人均收入", "农村居民人均收入"));
        assert_eq!(
            split_words("城镇、农村居民人均收入", 2, &["农村居民", "人均", "收入"]),
            both("城镇居民人均收入", "农村居民人均收入")
        );
        assert_eq!(split_words("节水型学校、小区", 2, &["小区"]), both("节水型学校", "节水型小区"));
        assert_eq!(split_words("企业排放的甲、乙", 2, &["乙"]), both("企业排放的甲", "企业排放的乙"));
        assert_eq!(
            split_words("货物出口、税收占全市比重", 2, &["税收", "占", "全市", "比重"]),
            both("货物出口占全市比重", "税收占全市比重")
        );
        assert_eq!(
            split_words("建材、林产两个产业产值", 2, &["林产", "两个", "产业", "产值"]),
            both("建材产业产值", "林产产业产值")
        );
        assert_eq!(split_words("农村电网", 2, &[]), None);
    }

    #[test]
    fn another_number_of_parts_is_no_list() {
        assert_eq!(split_words("甲、乙", 3, &["乙"]), None);
        assert_eq!(split_words("甲", 1, &["甲"]), None);
        assert_eq!(parts("工程（甲、乙）中心"), ["工程（甲、乙）中心"]);
    }
}
