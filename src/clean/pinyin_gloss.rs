//! Readings in brackets behind their characters, which sites put in so that copies can be told: 國辦(ban)發, 標(biāo)準(zhǔn).

use std::sync::LazyLock;

use regex::Regex;

use super::finding::Finding;
use crate::{
    alignment::{Change, Reason},
    lexicon::Lexicon,
    span::TextSpan,
};

/// A character and what may be its reading. The longest syllables have six letters.
static GLOSS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(\p{Han})([(（]([a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]{1,6})[)）])").expect("the pattern is well formed")
});

/// Deletes every reading that fits the character before it.
pub(super) fn find(text: &str, lexicon: &Lexicon) -> Vec<Finding> {
    GLOSS
        .captures_iter(text)
        .filter_map(|found| {
            let character = lexicon.script.fold_character(found[1].chars().next()?);
            let span = TextSpan::from(found.get(2)?.range());
            let fits = lexicon.pinyin.is_reading(&found[3], character);
            fits.then(|| Finding::silent(Change::certain(span, "", Reason::PinyinGloss)))
        })
        .collect()
}
