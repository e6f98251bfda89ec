//! GBK that was read as Big5 or CP949, and Big5 that was read as GBK: 国务院 became 弊昢埏 or 벌蛟牘, 國務院 became 瓣叭皘.

use encoding_rs::{BIG5, Encoding, GB18030};

use super::{
    census::Makings,
    finding::Finding,
    language::{is_in_gb2312_level_1, likelihood_per_character},
    reread::{LOST, Makeup, Reread, ToBytes, big5, cp949, gb18030, usual_readings},
};
use crate::{alignment::Reason, lexicon::Lexicon};

/// Chinese characters that a piece must have to prove itself.
pub(super) const PROOF: usize = 5;
/// How likely (natural logarithm) each character of a piece that proves itself is at the least. This and the next were set on
/// damage made at will in work reports.
const MIN_LIKELIHOOD: f64 = -9.0;
/// How much likelier each character must be than in the reading as it stands.
const GAIN_PER_CHARACTER: f64 = 1.0;

const READINGS: [(ToBytes, &Encoding, Reason); 3] =
    [(big5, GB18030, Reason::GbkAsBig5), (gb18030, BIG5, Reason::Big5AsGbk), (cp949, GB18030, Reason::GbkAsCp949)];

/// Finds the stretches of lines and cells of `text` that are Chinese in another encoding and not in this one.
pub(super) fn find(text: &str, lexicon: &Lexicon) -> Vec<Finding> {
    let proofs = foreign_lines(text, PROOF, lexicon).flat_map(|(start, line)| {
        (0..READINGS.len())
            .filter(move |&index| readings(line, start, index, PROOF, lexicon).iter().any(Reading::is_proven))
    });
    let usual = usual_readings(proofs);
    if usual.is_empty() {
        return Vec::new();
    }
    let read = |(start, line): (usize, &str)| {
        let likely = usual.iter().map(|&index| {
            let mut readings = readings(line, start, index, 1, lexicon);
            readings.retain(Reading::is_likely);
            (readings.iter().map(|reading| reading.gain).sum::<f64>(), index, readings)
        });
        likely.max_by(|a, b| a.0.total_cmp(&b.0))
    };
    foreign_lines(text, 1, lexicon)
        .filter_map(read)
        .flat_map(|(_, index, readings)| readings.into_iter().flat_map(move |r| r.reread.findings(READINGS[index].2)))
        .collect()
}

/// The lines and cells with that many characters that Chinese text hardly has.
fn foreign_lines<'a>(text: &'a str, least: usize, lexicon: &'a Lexicon) -> impl Iterator<Item = (usize, &'a str)> {
    let mut start = 0;
    text.split_inclusive('\n')
        .flat_map(|line| line.split_inclusive('\t'))
        .map(move |line| {
            start += line.len();
            (start - line.len(), line)
        })
        .filter(move |(_, line)| foreign(line, lexicon).1 >= least)
}

/// The characters of `text` outside ASCII, and those of them that Chinese text hardly has.
fn foreign(text: &str, lexicon: &Lexicon) -> (usize, usize) {
    let is_usual = |c| Makings::is_usual(c) || is_in_gb2312_level_1(lexicon.script.fold_character(c));
    let high = text.chars().filter(|c| !c.is_ascii());
    high.fold((0, 0), |(all, foreign), c| (all + 1, foreign + usize::from(!is_usual(c))))
}

/// A stretch of a line in another encoding.
struct Reading {
    reread: Reread,
    makeup: Makeup,
    /// How likely each character is.
    likelihood: f64,
    /// How much likelier the stretch is than as it stands.
    gain: f64,
    /// Whether it is the whole line.
    is_whole: bool,
}

/// The stretches of a line that have bytes in the wrong encoding and at least that many characters Chinese text hardly has.
fn readings(line: &str, start: usize, index: usize, least: usize, lexicon: &Lexicon) -> Vec<Reading> {
    let (to_bytes, encoding, _) = READINGS[index];
    let mut stretches = Vec::new();
    let mut from = 0;
    let cuts = line.char_indices().filter(|&(_, c)| c != LOST && to_bytes(c).is_none());
    for (cut, next) in cuts.map(|(cut, c)| (cut, cut + c.len_utf8())).chain([(line.len(), line.len())]) {
        stretches.push((from, &line[from..cut]));
        from = next;
    }
    let read = |(from, stretch): (usize, &str)| {
        let (all, foreign) = foreign(stretch, lexicon);
        // a stretch that is mostly Chinese as it stands needs no other reading
        if foreign < least || foreign * 4 <= all {
            return None;
        }
        let reread = Reread::read(stretch, start + from, to_bytes, encoding, lexicon)?;
        let text = reread.text();
        let makeup = Makeup::of(&text, lexicon);
        let is_chinese = makeup.is_chinese() || (makeup.lost + makeup.odd == 0 && makeup.common * 2 >= makeup.han);
        is_chinese.then(|| {
            let likelihood = likelihood_per_character(&text, lexicon);
            #[allow(clippy::cast_precision_loss)]
            let gain = (likelihood - likelihood_per_character(stretch, lexicon)) * text.chars().count() as f64;
            Reading { reread, makeup, likelihood, gain, is_whole: stretch == line }
        })
    };
    stretches.into_iter().filter_map(read).collect()
}

impl Reading {
    /// Whether the stretch shows by itself that this is how it must be read.
    fn is_proven(&self) -> bool {
        #[allow(clippy::cast_precision_loss)]
        let least = GAIN_PER_CHARACTER * self.makeup.han as f64;
        self.makeup.han >= PROOF && self.makeup.is_chinese() && self.likelihood > MIN_LIKELIHOOD && self.gain > least
    }

    /// Whether this is how to read the stretch if others prove the damage.
    fn is_likely(&self) -> bool {
        // damage that ends inside a sentence must be long
        self.gain > 0.0 && (self.is_whole || self.makeup.han >= PROOF)
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::EUC_KR;

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
            ("关于加快推进高新技术产业发展", GB18030, EUC_KR, Reason::GbkAsCp949),
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
            "국가안전보장회의 사무처와 대통령비서실",
            "ひらがなとカタカナの文章",
            "■□▲△●○◆◇",
        ] {
            assert_eq!(repaired(text), (text.to_owned(), vec![]));
        }
    }
}
