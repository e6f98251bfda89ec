//! Tables as squared grids: every row has the same number of cells, and a merged cell stands in every place it covers.

use std::collections::BTreeMap;

use crate::span::TextSpan;

/// A place in a table's grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The cell's text on the page.
    pub span: TextSpan,
    /// Whether the cell stands here only because it was merged over this place.
    pub inherited: bool,
    /// Whether the markup calls it a header.
    pub header: bool,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The rows from top to bottom; all have the same length.
    pub rows: Vec<Vec<Cell>>,
    /// The rows of which nobody knows in what columns their cells stand: they had another number of cells than most rows. In order.
    pub uneven: Vec<usize>,
}

/// The rows of another length than most, by the number of cells that each has in the source. A row of a single cell is a
/// title or a note, which is in no column.
pub(crate) fn uneven(lengths: &[usize]) -> Vec<usize> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    let several = || lengths.iter().copied().enumerate().filter(|&(_, length)| length > 1);
    for (_, length) in several() {
        *counts.entry(length).or_default() += 1;
    }
    let most = counts.iter().max_by_key(|&(&length, &count)| (count, length)).map(|(&length, _)| length);
    several().filter(|&(_, length)| Some(length) != most).map(|(row, _)| row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_another_length_than_most_are_uneven() {
        assert_eq!(uneven(&[3, 3, 2, 3]), [2]);
        assert_eq!(uneven(&[2, 3, 3]), [0]);
        assert_eq!(uneven(&[1, 3, 3, 1]), [0_usize; 0]);
        assert_eq!(uneven(&[2, 3]), [0]);
        assert_eq!(uneven(&[]), [0_usize; 0]);
    }
}
