//! The word segmenter, with its dictionary loaded on first need.

use std::sync::OnceLock;

use jieba_rs::Jieba;

use super::indicator::Indicators;

/// Sum of the frequencies of all words in the dictionary of jieba-rs 0.11.
const TOTAL_FREQUENCY: f64 = 60_101_964.0;

/// What a word that the dictionary lacks counts as: a usual one.
const USUAL_FREQUENCY: usize = 500;

/// Cuts Chinese text into words. Loading its dictionary takes a tenth of a second, so nothing may ask it without need.
pub struct Segmenter {
    jieba: OnceLock<Jieba>,
    /// Words that the dictionary lacks.
    words: Vec<String>,
    /// Names that are one word each.
    names: Vec<String>,
}

impl std::fmt::Debug for Segmenter {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Segmenter").field("loaded", &self.jieba.get().is_some()).finish()
    }
}

impl Segmenter {
    pub(super) fn new(indicators: &Indicators) -> Self {
        Self { jieba: OnceLock::new(), words: indicators.words.clone(), names: indicators.names.to_vec() }
    }

    /// The segmenter itself.
    pub fn jieba(&self) -> &Jieba {
        self.jieba.get_or_init(|| {
            let mut jieba = Jieba::new();
            for word in &self.words {
                jieba.add_word(word, Some(USUAL_FREQUENCY), Some("n"));
            }
            for name in &self.names {
                // without a frequency, it gets one at which it is not cut
                jieba.add_word(name, None, Some("n"));
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
        let words = vec!["科创".to_owned()];
        let segmenter = Segmenter::new(&Indicators { words, ..Indicators::default() });
        assert!(format!("{segmenter:?}").contains("false"));
        let (seaside, school) = (segmenter.frequency("沿海"), segmenter.frequency("高校"));
        assert!(seaside.is_some_and(|n| (3500..3600).contains(&n)), "{seaside:?}");
        assert!(school > Some(3000));
        assert_eq!(segmenter.frequency("沿校"), None);
        assert_eq!(segmenter.jieba().cut("上海科创中心", false).len(), 3);
        assert!(segmenter.log_share("上海") > segmenter.log_share("沿江"));
    }
}
