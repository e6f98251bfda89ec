//! The two bytes that an encoding writes a character as, in a table: damage is looked for by writing every character of a
//! text again, and an encoder takes long to find one.

use std::sync::LazyLock;

use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030};

/// The pairs of an encoding by character; zeros where it has none.
pub(super) struct Pairs(Vec<[u8; 2]>);

/// Those of GBK, which are those of GB18030; that has four bytes for other characters.
pub(super) static OF_GBK: LazyLock<Pairs> = LazyLock::new(|| Pairs::of(GB18030, 0x81));
/// Those of Big5, without what only Hong Kong has.
pub(super) static OF_BIG5: LazyLock<Pairs> = LazyLock::new(|| Pairs::of(BIG5, 0xA1));
/// Those of CP949.
pub(super) static OF_CP949: LazyLock<Pairs> = LazyLock::new(|| Pairs::of(EUC_KR, 0x81));

impl Pairs {
    /// The pairs of an encoding whose first bytes go from `first` to FE.
    fn of(encoding: &'static Encoding, first: u8) -> Self {
        let cells: Vec<[u8; 2]> =
            (first..=0xFE).flat_map(|lead| (0x40..=0xFE).map(move |trail| [lead, trail])).collect();
        let lines: Vec<u8> = cells.iter().flat_map(|&[lead, trail]| [lead, trail, b'\n']).collect();
        let (decoded, _) = encoding.decode_without_bom_handling(&lines);
        let mut pairs = vec![[0; 2]; 0x1_0000];
        let mut characters = decoded.chars();
        for cell in cells {
            // what the cell says, up to its line break: one character, or what is left of bytes that are none
            let mut said = characters.by_ref().take_while(|&character| character != '\n');
            let (Some(character), 0) = (said.next(), said.count()) else { continue };
            // of two cells in Big5 the first is written, but for those that are also lines of boxes or old numerals
            let is_last = matches!(character, '═' | '╞' | '╡' | '╪' | '十' | '卅');
            if let Some(pair) = pairs.get_mut(character as usize).filter(|pair| is_last || **pair == [0; 2]) {
                *pair = cell;
            }
        }
        pairs['\u{FFFD}' as usize] = [0; 2];
        Self(pairs)
    }

    /// The pair of `character`. Those of private use and beyond U+FFFF are to be asked of the encoder, which has some more.
    pub(super) fn get(&self, character: char) -> Option<[u8; 2]> {
        self.0.get(character as usize).copied().filter(|pair| *pair != [0; 2])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_what_the_encoder_writes() {
        for (pairs, encoding) in [(&OF_GBK, GB18030), (&OF_BIG5, BIG5), (&OF_CP949, EUC_KR)] {
            let private = '\u{E000}'..='\u{F8FF}';
            for character in ('\u{80}'..='\u{FFFF}').filter(|character| !private.contains(character)) {
                let mut buffer = [0; 4];
                let (bytes, _, lossy) = encoding.encode(character.encode_utf8(&mut buffer));
                let pair = (!lossy && bytes.len() == 2).then_some(&bytes[..]);
                assert_eq!(pairs.get(character).as_ref().map(|pair| &pair[..]), pair, "{encoding:?} {character:?}");
            }
        }
    }
}
