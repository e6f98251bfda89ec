//! The word segmenter, with its dictionary loaded on first need.

use std::sync::OnceLock;

use jieba_rs::Jieba;

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
        self.jieba.get_or_init(Jieba::new)
    }
}
