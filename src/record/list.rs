//! Lists of names that share what is said of them: A、B和C产业产值分别达到…, A、B各5家.

/// What stands before a name and holds for the names after it too.
const SHARED_HEADS: [&str; 14] = [
    "国家级以上",
    "省级以上",
    "省级及以上",
    "市级以上",
    "市级及以上",
    "县级以上",
    "自治区级以上",
    "国家级",
    "自治区级",
    "省级",
    "市级",
    "县级",
    "区级",
    "规模以上",
];

/// Splits `name` into `count` names, each whole: the head and the tail that they share are repeated. `None` if the name
/// has another number of parts.
#[must_use]
pub(super) fn split(name: &str, count: usize, words: impl Fn(&str) -> Vec<String>) -> Option<Vec<String>> {
    let parts = parts(name);
    if parts.len() < 2 || parts.len() != count {
        return None;
    }
    let last = parts[count - 1];
    let tail = shared_tail(&parts, &words(parts[0]), &words(last));
    let head = SHARED_HEADS.iter().find(|head| parts[0].starts_with(**head)).copied().unwrap_or_default();
    Some(
        parts
            .iter()
            .enumerate()
            .map(|(index, part)| {
                let own_head = index == 0 || SHARED_HEADS.iter().any(|other| part.starts_with(other));
                let own_tail = index == count - 1 || part.ends_with(&tail);
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

/// Nouns that say what is measured. A part that ends on one is a whole name.
const MEASURES: [&str; 34] = [
    "产值",
    "增加值",
    "总值",
    "收入",
    "支出",
    "投资",
    "总额",
    "余额",
    "面积",
    "数量",
    "数",
    "人数",
    "次数",
    "比重",
    "占比",
    "比例",
    "率",
    "产量",
    "量",
    "额",
    "规模",
    "标准",
    "起付线",
    "水平",
    "满意度",
    "度",
    "增速",
    "价格",
    "费用",
    "成本",
    "资金",
    "里程",
    "产业",
    "上市公司",
];

/// The words at the end of the last part that belong to all: 产业产值 in 智能装备、电子信息、汽车及零部件产业产值,
/// 居民收入 in 城镇、农村居民收入.
fn shared_tail(parts: &[&str], first_words: &[String], last_words: &[String]) -> String {
    let (first, last) = (parts[0], parts[parts.len() - 1]);
    let whole = MEASURES.iter().any(|measure| first.ends_with(measure)) || first.chars().last() == last.chars().last();
    if whole {
        return String::new();
    }
    let mut measures = String::new();
    for word in last_words.iter().skip(1).rev() {
        if !MEASURES.contains(&word.as_str()) {
            break;
        }
        measures.insert_str(0, word);
    }
    let beside: String = last_words.iter().skip(first_words.len()).map(String::as_str).collect();
    // 汽车及零部件 is longer than the names beside it: there only the measure is shared
    let like_first = first.chars().count() <= 3 && !last.contains(['及', '和', '与']);
    if like_first && beside.len() > measures.len() { beside } else { measures }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split_words(name: &str, count: usize, last: &[&str]) -> Option<Vec<String>> {
        let last: Vec<String> = last.iter().map(|word| (*word).to_owned()).collect();
        split(name, count, |part| if last.concat() == part { last.clone() } else { vec![part.to_owned()] })
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
    fn another_number_of_parts_is_no_list() {
        assert_eq!(split_words("甲、乙", 3, &["乙"]), None);
        assert_eq!(split_words("甲", 1, &["甲"]), None);
        assert_eq!(parts("工程（甲、乙）中心"), ["工程（甲、乙）中心"]);
    }
}
