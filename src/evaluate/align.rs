//! Which record of an extraction is which record of the gold.

use super::compare::{Compared, same_year};

/// What a pair weighs at least: value, upper value and unit agree.
const SAME_VALUE: u8 = 100;
/// What it weighs more when the indicators are the same; less, by share, when they are alike.
const SAME_INDICATOR: f64 = 100.0;
/// What it weighs more when the years agree.
const SAME_YEAR: u8 = 20;

/// The pairs (index in `gold`, index in `found`) in order, without crossing, that weigh the most together.
///
/// Takes memory for `gold.len() × found.len()` cells of five bytes: 20 MB for two lists of 2,000.
pub(super) fn align(gold: &[Compared<'_>], found: &[Compared<'_>]) -> Vec<(usize, usize)> {
    let (rows, columns) = (gold.len(), found.len());
    let width = columns + 1;
    let mut weights = vec![0_u8; rows * columns];
    // best[i, j]: what the pairs among gold[i..] and found[j..] weigh at most
    let mut best = vec![0_u32; (rows + 1) * width];
    for i in (0..rows).rev() {
        for j in (0..columns).rev() {
            let weight = weight(&gold[i], &found[j]);
            weights[i * columns + j] = weight;
            let paired = if weight > 0 { u32::from(weight) + best[(i + 1) * width + j + 1] } else { 0 };
            best[i * width + j] = paired.max(best[(i + 1) * width + j]).max(best[i * width + j + 1]);
        }
    }
    let (mut pairs, mut i, mut j) = (Vec::new(), 0, 0);
    while i < rows && j < columns {
        let weight = u32::from(weights[i * columns + j]);
        let here = best[i * width + j];
        if weight > 0 && here == weight + best[(i + 1) * width + j + 1] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if here == best[(i + 1) * width + j] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// What a pair weighs; 0 if it is none.
fn weight(gold: &Compared<'_>, found: &Compared<'_>) -> u8 {
    if !gold.same_value(found) {
        return 0;
    }
    let likeness = (SAME_INDICATOR * gold.likeness(found)) as u8;
    SAME_VALUE + likeness + if same_year(gold.statement, found.statement) { SAME_YEAR } else { 0 }
}
