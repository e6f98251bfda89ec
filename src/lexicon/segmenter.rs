//! The word segmenter, with its dictionary loaded on first need.

use std::sync::OnceLock;

use jieba_rs::Jieba;

/// Sum of the frequencies of all words in the dictionary of jieba-rs 0.11.
const TOTAL_FREQUENCY: f64 = 60_101_964.0;

/// Words of policy documents that the dictionary does not have. Each gets the frequency of a usual word.
const POLICY_WORDS: &str =
    "科创 双创 高新区 产学研 专精特新 放管服 碳达峰 碳中和 营商环境 乡村振兴 一网通办 新质生产力";
const POLICY_WORD_FREQUENCY: usize = 500;

/// Cuts Chinese text into words. Loading its dictionary takes a tenth of a second, so nothing may ask it without need.
#[derive(Default)]
pub struct Segmenter {
    jieba: OnceLock<Jieba>,
}

impl std::fmt::Debug for Segmenter {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Segmenter").field("loaded", &self.jieba.get().is_some()).finish()
    }
}

impl Segmenter {
    /// The segmenter itself.
    pub fn jieba(&self) -> &Jieba {
        self.jieba.get_or_init(|| {
            let mut jieba = Jieba::new();
            for word in POLICY_WORDS.split(' ') {
                jieba.add_word(word, Some(POLICY_WORD_FREQUENCY), Some("n"));
            }
            jieba
        })
    }

    /// How often `word` occurs in the corpus that the dictionary was counted on; `None` if it is no word of it.
    #[must_use]
    pub fn frequency(&self, word: &str) -> Option<usize> {
        let jieba = self.jieba();
        jieba.has_word(word).then(|| jieba.suggest_freq(word))
    }

    /// The natural logarithm of the share of `word` among all words of running text; `None` if it is no word.
    #[must_use]
    pub fn log_share(&self, word: &str) -> Option<f64> {
        // frequencies are far below 2^52
        #[allow(clippy::cast_precision_loss)]
        self.frequency(word).map(|frequency| (frequency.max(1) as f64 / TOTAL_FREQUENCY).ln())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frequencies_are_those_of_the_dictionary() {
        let segmenter = Segmenter::default();
        assert!(format!("{segmenter:?}").contains("false"));
        let (seaside, school) = (segmenter.frequency("沿海"), segmenter.frequency("高校"));
        assert!(seaside.is_some_and(|n| (3500..3600).contains(&n)), "{seaside:?}");
        assert!(school > Some(3000));
        assert_eq!(segmenter.frequency("沿校"), None);
        assert_eq!(segmenter.jieba().cut("上海科创中心", false).len(), 3);
        assert!(segmenter.log_share("上海") > segmenter.log_share("沿江"));
    }
}
