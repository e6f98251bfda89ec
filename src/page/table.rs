//! Tables as squared grids: every row has the same number of cells, and a merged cell stands in every place it covers.

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
}
