//! What a text is made of, counted in one pass, so that each step runs only on text in which it can find something. Nearly
//! all text is clean: what it costs to see that is what cleaning costs.

use std::sync::LazyLock;

use super::{
    compatibility::is_form,
    double_byte,
    invisible::is_invisible,
    language::{is_in_gb2312_level_1, is_number_sign, is_sign},
    pairs,
    private_use::is_private,
    reread::{LOST, latin},
    width::is_wide,
};

/// What a step needs at least one of in a text to find anything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Makings(u16);

impl Makings {
    /// Characters of windows-1252 that Chinese text has no use for.
    pub(super) const LATIN: Self = Self(1);
    /// What a decoder could not read.
    pub(super) const LOST: Self = Self(1 << 1);
    /// A question mark of ASCII, which also stands for what an encoder could not write.
    pub(super) const QUESTION: Self = Self(1 << 2);
    pub(super) const INVISIBLE: Self = Self(1 << 3);
    pub(super) const PRIVATE: Self = Self(1 << 4);
    /// Radicals and compatibility forms.
    pub(super) const FORM: Self = Self(1 << 5);
    /// Full-width digits, letters and signs of numbers.
    pub(super) const WIDE: Self = Self(1 << 6);
    /// Characters of what fresh memory and lost bytes print.
    pub(super) const MEMORY: Self = Self(1 << 7);
    /// Two characters that, in GBK, begin as a character of three bytes does in UTF-8.
    pub(super) const UTF8_IN_GBK: Self = Self(1 << 8);
    /// A line or cell with at least [`double_byte::PROOF`] characters that are not usual in simplified text.
    pub(super) const RARE: Self = Self(1 << 9);
    /// A bracket with a letter behind it.
    pub(super) const GLOSS: Self = Self(1 << 10);

    /// Parts of the last three; they are no makings by themselves.
    const LEAD: Self = Self(1 << 11);
    const TRAIL: Self = Self(1 << 12);
    const UNUSUAL: Self = Self(1 << 13);
    const BRACKET: Self = Self(1 << 14);
    const LETTER: Self = Self(1 << 15);

    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn has(self, any: Self) -> bool {
        self.0 & any.0 != 0
    }

    /// The makings of `text`.
    pub(super) fn of(text: &str) -> Self {
        let mut all = Self::default();
        let mut last = Self::default();
        let mut unusual = 0;
        for character in text.chars() {
            let own = Self::of_character(character);
            // few characters mean anything to the next
            if last.has(Self::LEAD.or(Self::BRACKET)) {
                if last.has(Self::LEAD) && own.has(Self::TRAIL) {
                    all = all.or(Self::UTF8_IN_GBK);
                }
                if last.has(Self::BRACKET) && own.has(Self::LETTER) {
                    all = all.or(Self::GLOSS);
                }
            }
            if own.has(Self::UNUSUAL) {
                unusual += 1;
                if unusual == double_byte::PROOF {
                    all = all.or(Self::RARE);
                }
            } else if matches!(character, '\n' | '\t') {
                unusual = 0;
            }
            all = all.or(own);
            last = own;
        }
        all
    }

    /// Whether simplified text has `character`: a common one, a sign, or one of ASCII.
    pub(super) fn is_usual(character: char) -> bool {
        !Self::of_character(character).has(Self::UNUSUAL)
    }

    fn of_character(character: char) -> Self {
        match CHARACTERS.get(character as usize) {
            Some(&makings) => makings,
            None => examined(character, None),
        }
    }
}

/// The makings of each character below U+10000.
static CHARACTERS: LazyLock<Vec<Makings>> = LazyLock::new(|| {
    // Korean syllables and the rest of each plain are all alike
    let mut all = vec![examined('가', None); 0x1_0000];
    for character in ('\0'..='\u{ABFF}').chain('\u{E000}'..='\u{FFFF}') {
        all[character as usize] = examined(character, pairs::OF_GBK.get(character));
    }
    all
});

/// The makings of a character that GBK writes as `pair`.
fn examined(character: char, pair: Option<[u8; 2]>) -> Makings {
    // from the first ideograph to the last syllable of Korean there is no sign
    let is_letter = ('\u{3400}'..='\u{D7A3}').contains(&character);
    let is_usual = is_in_gb2312_level_1(character)
        || !is_letter && (character.is_ascii() || is_sign(character) || is_number_sign(character));
    let mut makings = Makings::default();
    let mut add = |one: Makings, is: bool| {
        if is {
            makings = makings.or(one);
        }
    };
    add(Makings::UNUSUAL, !is_usual);
    add(Makings::LEAD, matches!(pair, Some([0xE0..=0xF4, 0x80..=0xBF])));
    // what GBK lacks, GB18030 writes as four bytes, the first of them below BF
    add(Makings::TRAIL, character == '?' || pair.map_or(!character.is_ascii(), |[lead, _]| lead <= 0xBF));
    add(Makings::MEMORY, matches!(character, '锟' | '錕' | '烫' | '屯'));
    if is_letter {
        return makings;
    }
    add(Makings::LATIN, !is_usual && is_latin(character));
    add(Makings::LOST, character == LOST);
    add(Makings::QUESTION, character == '?');
    add(Makings::INVISIBLE, is_invisible(character));
    add(Makings::PRIVATE, is_private(character));
    add(Makings::FORM, is_form(character));
    add(Makings::WIDE, is_wide(character));
    add(Makings::BRACKET, matches!(character, '(' | '（'));
    add(Makings::LETTER, character < '\u{250}' && character.is_lowercase());
    makings
}

/// Whether Latin-1 or windows-1252 has `character`. The blocks of what only the second has are few.
fn is_latin(character: char) -> bool {
    character < '\u{100}'
        || matches!(character, '\u{152}'..='\u{192}' | '\u{2C6}'..='\u{2DC}' | '\u{2013}'..='\u{2122}')
            && latin(character).is_some()
}
