//! Private-use characters: those that older mappings of GBK and GB18030 used for characters that Unicode encodes now are
//! written as these; the meaning of all others is gone with their font.

use encoding_rs::GB18030;

use super::{finding::Finding, lost::ambiguous_number};
use crate::{
    alignment::{Change, Reason},
    lexicon::Lexicon,
    span::TextSpan,
    warning::WarningCode,
};

/// Finds every private-use character outside line breaks and tabs.
pub(super) fn find(text: &str, _: &Lexicon) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (start, character) in text.char_indices().filter(|&(_, c)| is_private(c)) {
        let span = TextSpan::new(start, start + character.len_utf8());
        findings.push(match encoded(character) {
            Some(now) => Finding::silent(Change::certain(span, now, Reason::PrivateUse)),
            None => unknown(text, span, character),
        });
    }
    findings
}

/// Whether `character` is of private use.
pub(super) fn is_private(character: char) -> bool {
    matches!(character, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}')
}

/// A character that only its lost font explains.
fn unknown(text: &str, span: TextSpan, character: char) -> Finding {
    let change = Change::certain(span, character, Reason::Lost);
    if let Some(message) = ambiguous_number(text, span) {
        return Finding::warned(change, WarningCode::ValueAmbiguous, message);
    }
    let code = u32::from(character);
    let message = format!("the private-use character U+{code:04X} has no known meaning");
    Finding::warned(change, WarningCode::TextLost, message)
}

/// The character that a private-use character of GBK stands for since GB18030-2005 or GB18030-2022.
fn encoded(character: char) -> Option<char> {
    let found = SCATTERED.iter().find(|&&(private, _)| private == character).map(|&(_, now)| now);
    found.or_else(|| last_row(character))
}

/// Row FE of GBK: U+E815 to U+E864 stood for FE50 to FEA0, in order; the decoder knows what these are now.
fn last_row(character: char) -> Option<char> {
    let offset = u32::from(character).checked_sub(0xE815).filter(|&offset| offset <= 0xE864 - 0xE815)?;
    // 7F is never a second byte
    let trail = u8::try_from(0x50 + offset + u32::from(offset >= 0x7F - 0x50)).ok()?;
    let now = GB18030.decode_without_bom_handling_and_without_replacement(&[0xFE, trail])?.chars().next()?;
    (!is_private(now)).then_some(now)
}

/// The others, from the tables of differences in GB18030-2005 and GB18030-2022: vertical forms (A6D9 to A6F3), two letters
/// of pinyin (A8BC, A8BF), ideographic description characters (A989 to A995), the euro sign, the full-width space,
/// and six of row FE that the decoder of the Encoding Standard leaves in private use.
#[rustfmt::skip]
const SCATTERED: [(char, char); 33] = [
    ('\u{E5E5}', '\u{3000}'), ('\u{E76C}', '€'), ('\u{E78D}', '\u{FE10}'), ('\u{E78E}', '\u{FE12}'), ('\u{E78F}', '\u{FE11}'),
    ('\u{E790}', '\u{FE13}'), ('\u{E791}', '\u{FE14}'), ('\u{E792}', '\u{FE15}'), ('\u{E793}', '\u{FE16}'), ('\u{E794}', '\u{FE17}'),
    ('\u{E795}', '\u{FE18}'), ('\u{E796}', '\u{FE19}'), ('\u{E7C7}', 'ḿ'), ('\u{E7C8}', 'ǹ'), ('\u{E7E7}', '〾'),
    ('\u{E7E8}', '⿰'), ('\u{E7E9}', '⿱'), ('\u{E7EA}', '⿲'), ('\u{E7EB}', '⿳'), ('\u{E7EC}', '⿴'),
    ('\u{E7ED}', '⿵'), ('\u{E7EE}', '⿶'), ('\u{E7EF}', '⿷'), ('\u{E7F0}', '⿸'), ('\u{E7F1}', '⿹'),
    ('\u{E7F2}', '⿺'), ('\u{E7F3}', '⿻'), ('\u{E816}', '𠂇'), ('\u{E817}', '𠂉'), ('\u{E818}', '𠃌'),
    ('\u{E831}', '𡗗'), ('\u{E83B}', '𢦏'), ('\u{E855}', '𤇾'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_are_encoded_now() {
        for (private, now) in [
            ('\u{E81E}', '\u{9FB4}'),
            ('\u{E864}', '\u{9FBB}'),
            ('\u{E843}', '\u{9FB9}'),
            ('\u{E844}', '\u{4723}'),
            ('\u{E815}', '\u{2E81}'),
            ('\u{E816}', '\u{20087}'),
            ('\u{E855}', '\u{241FE}'),
            ('\u{E863}', '\u{4DAE}'),
            ('\u{E7C7}', 'ḿ'),
            ('\u{E78E}', '\u{FE12}'),
        ] {
            assert_eq!(encoded(private), Some(now), "{:04X}", u32::from(private));
        }
        for unknown in ['\u{E010}', '\u{E493}', '\u{E000}', '\u{F8FF}', '\u{E814}', '\u{E865}', '国'] {
            assert_eq!(encoded(unknown), None);
        }
    }

    #[test]
    fn an_unknown_one_stays_and_is_said() {
        let lexicon = Lexicon::builtin().expect("the built-in tables are well formed");
        for (text, code) in [
            ("高度不低于2\u{E010}5米", WarningCode::ValueAmbiguous),
            ("权利和义务。\u{E493}", WarningCode::TextLost),
            ("第2\u{E010}款", WarningCode::TextLost),
        ] {
            let found = find(text, &lexicon);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found[0].change.to, text[found[0].change.span.range()]);
            assert_eq!(found[0].warning.as_ref().map(|(code, _)| *code), Some(code));
        }
        let found = find("\u{E81E}", &lexicon);
        assert_eq!((found[0].change.to.as_str(), &found[0].warning), ("\u{9FB4}", &None));
    }
}
