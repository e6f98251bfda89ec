//! Radicals and compatibility forms of characters, folded one by one. Not NFKC as a whole: that would break ①, ㎡ and ½.

use unicode_normalization::char::{decompose_canonical, decompose_compatible};

use super::finding::Finding;
use crate::{
    alignment::{Change, Reason},
    lexicon::Lexicon,
    span::TextSpan,
};

/// Replaces each radical or compatibility ideograph by the character it is a form of.
pub(super) fn find(text: &str, _: &Lexicon) -> Vec<Finding> {
    text.char_indices()
        .filter_map(|(start, character)| {
            let unified = unified(character).filter(|&unified| unified != character)?;
            let span = TextSpan::new(start, start + character.len_utf8());
            Some(Finding::silent(Change::certain(span, unified, Reason::Compatibility)))
        })
        .collect()
}

/// Whether `character` is in a block of radicals and compatibility forms.
pub(super) fn is_form(character: char) -> bool {
    matches!(character, '\u{2E80}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}')
}

fn unified(character: char) -> Option<char> {
    match character {
        '\u{2E80}'..='\u{2EFF}' => {
            RADICALS.binary_search_by_key(&character, |&(radical, _)| radical).ok().map(|index| RADICALS[index].1)
        }
        '\u{2F00}'..='\u{2FDF}' => single(|emit| decompose_compatible(character, emit)),
        '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}' => single(|emit| decompose_canonical(character, emit)),
        _ => None,
    }
}

/// The one character that `decompose` emits.
fn single(decompose: impl FnOnce(&mut dyn FnMut(char))) -> Option<char> {
    let mut found = Vec::new();
    decompose(&mut |character| found.push(character));
    match found.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

/// CJK Radicals Supplement and the character each stands for: the property Equivalent_Unified_Ideograph of Unicode 14
/// (EquivalentUnifiedIdeograph.txt, Unicode-3.0 licence). Normalisation does not know these.
#[rustfmt::skip]
const RADICALS: [(char, char); 114] = [

    ('\u{2E81}', '厂'), ('\u{2E82}', '乛'), ('\u{2E83}', '乚'), ('\u{2E84}', '乙'), ('\u{2E85}', '亻'), ('\u{2E86}', '冂'),
    ('\u{2E87}', '𠘨'), ('\u{2E88}', '刀'), ('\u{2E89}', '刂'), ('\u{2E8A}', '卜'), ('\u{2E8B}', '㔾'), ('\u{2E8C}', '小'),
    ('\u{2E8D}', '小'), ('\u{2E8E}', '兀'), ('\u{2E8F}', '尣'), ('\u{2E90}', '尢'), ('\u{2E91}', '𡯂'), ('\u{2E92}', '巳'),
    ('\u{2E93}', '幺'), ('\u{2E94}', '彑'), ('\u{2E95}', '彐'), ('\u{2E96}', '忄'), ('\u{2E97}', '心'), ('\u{2E98}', '扌'),
    ('\u{2E99}', '攵'), ('\u{2E9B}', '旡'), ('\u{2E9C}', '日'), ('\u{2E9D}', '月'), ('\u{2E9E}', '歺'), ('\u{2E9F}', '母'),
    ('\u{2EA0}', '民'), ('\u{2EA1}', '氵'), ('\u{2EA2}', '氺'), ('\u{2EA3}', '灬'), ('\u{2EA4}', '爫'), ('\u{2EA5}', '爫'),
    ('\u{2EA6}', '丬'), ('\u{2EA7}', '牛'), ('\u{2EA8}', '犭'), ('\u{2EA9}', '王'), ('\u{2EAA}', '𤴔'), ('\u{2EAB}', '目'),
    ('\u{2EAC}', '示'), ('\u{2EAD}', '礻'), ('\u{2EAE}', '𥫗'), ('\u{2EAF}', '糹'), ('\u{2EB0}', '纟'), ('\u{2EB1}', '罓'),
    ('\u{2EB2}', '罒'), ('\u{2EB3}', '㓁'), ('\u{2EB4}', '冗'), ('\u{2EB5}', '𦉫'), ('\u{2EB6}', '羊'), ('\u{2EB7}', '𦍌'),
    ('\u{2EB8}', '𦍋'), ('\u{2EB9}', '耂'), ('\u{2EBA}', '肀'), ('\u{2EBB}', '聿'), ('\u{2EBC}', '肉'), ('\u{2EBD}', '𦥑'),
    ('\u{2EBE}', '艹'), ('\u{2EBF}', '艹'), ('\u{2EC0}', '艹'), ('\u{2EC1}', '虎'), ('\u{2EC2}', '衤'), ('\u{2EC3}', '覀'),
    ('\u{2EC4}', '西'), ('\u{2EC5}', '见'), ('\u{2EC6}', '角'), ('\u{2EC7}', '𧢲'), ('\u{2EC8}', '讠'), ('\u{2EC9}', '贝'),
    ('\u{2ECA}', '𧾷'), ('\u{2ECB}', '车'), ('\u{2ECC}', '辶'), ('\u{2ECD}', '辶'), ('\u{2ECE}', '辶'), ('\u{2ECF}', '邑'),
    ('\u{2ED0}', '钅'), ('\u{2ED1}', '長'), ('\u{2ED2}', '镸'), ('\u{2ED3}', '长'), ('\u{2ED4}', '门'), ('\u{2ED5}', '𨸏'),
    ('\u{2ED6}', '阝'), ('\u{2ED7}', '雨'), ('\u{2ED8}', '青'), ('\u{2ED9}', '韦'), ('\u{2EDA}', '页'), ('\u{2EDB}', '风'),
    ('\u{2EDC}', '飞'), ('\u{2EDD}', '食'), ('\u{2EDE}', '𩙿'), ('\u{2EDF}', '飠'), ('\u{2EE0}', '饣'), ('\u{2EE1}', '𩠐'),
    ('\u{2EE2}', '马'), ('\u{2EE3}', '骨'), ('\u{2EE4}', '鬼'), ('\u{2EE5}', '鱼'), ('\u{2EE6}', '鸟'), ('\u{2EE7}', '卤'),
    ('\u{2EE8}', '麦'), ('\u{2EE9}', '黄'), ('\u{2EEA}', '黾'), ('\u{2EEB}', '斉'), ('\u{2EEC}', '齐'), ('\u{2EED}', '歯'),
    ('\u{2EEE}', '齿'), ('\u{2EEF}', '竜'), ('\u{2EF0}', '龙'), ('\u{2EF1}', '龜'), ('\u{2EF2}', '亀'), ('\u{2EF3}', '龟'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_and_compatibility_forms_become_characters() {
        for (form, character) in [
            ('⽂', '文'),
            ('⼯', '工'),
            ('⾼', '高'),
            ('⺠', '民'),
            ('⻘', '青'),
            ('⻓', '长'),
            ('\u{F9E4}', '理'),
            ('\u{FA12}', '晴'),
            ('\u{2F800}', '丽'),
        ] {
            assert_eq!(unified(form), Some(character), "{form}");
        }
        for other in ['①', '㎡', '½', '，', '国', '〇', '\u{FA0E}', '\u{2E80}', '\u{2E9A}'] {
            assert_eq!(unified(other).filter(|&c| c != other), None, "{other}");
        }
        assert!(RADICALS.is_sorted());
    }

    #[test]
    fn each_is_a_change_of_its_own() {
        let lexicon = Lexicon::builtin().expect("the built-in tables are well formed");
        let found = find("⽂件⾼", &lexicon);
        assert_eq!(found.len(), 2);
        assert_eq!((found[1].change.span, found[1].change.to.as_str()), (TextSpan::new(6, 9), "高"));
    }
}
