//! GBK that was read as Big5, and Big5 that was read as GBK: 国务院 became 弊昢埏, 國務院 became 瓣叭皘.

use encoding_rs::{BIG5, Encoding, GB18030};

use super::{
    finding::Finding,
    language::{common_characters, is_han, is_sign, log_likelihood},
    reread::{Reread, ToBytes, big5, gb18030},
};
use crate::{alignment::Reason, lexicon::Lexicon};

/// Chinese characters that a piece must have.
const MIN_HAN: usize = 5;
/// How much likelier (in natural logarithms) the other reading must be, for each character.
const GAIN_PER_CHARACTER: f64 = 2.0;

const READINGS: [(ToBytes, &Encoding, Reason); 2] =
    [(big5, GB18030, Reason::GbkAsBig5), (gb18030, BIG5, Reason::Big5AsGbk)];

/// Finds the lines and cells of `text` that are Chinese in the other encoding and not in this one.
pub(super) fn find(text: &str, lexicon: &Lexicon) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut start = 0;
    for piece in text.split_inclusive(['\n', '\t']) {
        let (han, common) = common_characters(piece, lexicon);
        // in Chinese text nearly all characters are common ones
        if han >= MIN_HAN && common * 4 < han * 3 {
            findings.extend(reread(piece, start, lexicon));
        }
        start += piece.len();
    }
    findings
}

fn reread(piece: &str, start: usize, lexicon: &Lexicon) -> Vec<Finding> {
    let readings = READINGS.iter().filter_map(|&(to_bytes, encoding, reason)| {
        let read = Reread::exact(piece, start, to_bytes, encoding)?;
        let text = read.text();
        let (han, common) = common_characters(&text, lexicon);
        let written = text.chars().all(|c| c.is_ascii() || is_han(c) || is_sign(c));
        if han < MIN_HAN || common * 10 < han * 9 || !written {
            return None;
        }
        let gain = log_likelihood(&text, lexicon) - log_likelihood(piece, lexicon);
        #[allow(clippy::cast_precision_loss)]
        (gain > GAIN_PER_CHARACTER * han as f64).then_some((gain, read, reason))
    });
    readings.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, read, reason)| read.findings(reason)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alignment::{AlignedText, Change};

    fn repaired(text: &str) -> (String, Vec<Reason>) {
        let lexicon = Lexicon::builtin().expect("the built-in tables are well formed");
        let changes: Vec<Change> = find(text, &lexicon).into_iter().map(|finding| finding.change).collect();
        let mut reasons: Vec<Reason> = changes.iter().map(|change| change.reason).collect();
        reasons.dedup();
        (AlignedText::identical(text.to_owned(), 0).apply(&changes).0.text().to_owned(), reasons)
    }

    #[test]
    fn damage_made_at_will_is_undone() {
        for (text, right, wrong, reason) in [
            ("国务院办公厅关于印发", GB18030, BIG5, Reason::GbkAsBig5),
            ("國務院辦公廳關於印發2025年計畫", BIG5, GB18030, Reason::Big5AsGbk),
            ("推動經濟發展,提升服務品質", BIG5, GB18030, Reason::Big5AsGbk),
        ] {
            let (bytes, _, lossy) = right.encode(text);
            let damaged = wrong.decode_without_bom_handling_and_without_replacement(&bytes);
            let damaged = damaged.expect("the example can be read in the wrong encoding");
            assert!(!lossy);
            assert_eq!(repaired(&format!("正文\n{damaged}\n正文")), (format!("正文\n{text}\n正文"), vec![reason]));
        }
    }

    #[test]
    fn chinese_is_left_alone() {
        for text in [
            "国务院办公厅关于印发",
            "國務院辦公廳關於印發",
            "鄱阳、婺源、弋阳、歙县、黟县",
            "蚌埠亳州濮阳郓城鄄城",
            "饕餮魑魅魍魉",
        ] {
            assert_eq!(repaired(text), (text.to_owned(), vec![]));
        }
    }
}
