//! Tables as squared grids.

use super::tree::{Child, Tree};
use crate::{
    Result,
    limits::{Limits, within},
};

/// How many columns a cell may cover (HTML standard, §4.9.11).
const MOST_COLUMNS: usize = 1000;

/// A place in a grid: which cell covers it, by the number of its element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    /// The cell's element; `None` where no cell reaches.
    pub(super) cell: Option<usize>,
    /// Whether the cell begins elsewhere.
    pub(super) inherited: bool,
}

/// The rows of the table `table`: its own cells, as elements.
pub(super) fn rows(tree: &Tree, table: usize) -> Vec<Vec<usize>> {
    let elements = |node: usize| {
        tree.nodes[node]
            .children
            .iter()
            .filter_map(|child| if let Child::Element(child) = child { Some(*child) } else { None })
    };
    let mut rows = Vec::new();
    let mut pending: Vec<usize> = elements(table).collect();
    pending.reverse();
    while let Some(node) = pending.pop() {
        match tree.nodes[node].tag {
            super::element::Tag::RowGroup => {
                let at = pending.len();
                pending.extend(elements(node));
                pending[at..].reverse();
            }
            super::element::Tag::Row => {
                rows.push(elements(node).filter(|&cell| tree.nodes[cell].tag.is_cell()).collect());
            }
            _ => {}
        }
    }
    rows
}

/// Squares `rows`. `used` counts the cells of all tables of the page.
///
/// # Errors
/// `limit` if the page has too many cells.
pub(super) fn square(tree: &Tree, rows: &[Vec<usize>], limits: &Limits, used: &mut usize) -> Result<Vec<Vec<Slot>>> {
    // for each column, the cell that hangs down into it and for how many more rows
    let mut hanging: Vec<Option<(usize, usize)>> = Vec::new();
    let mut grid: Vec<Vec<Slot>> = Vec::with_capacity(rows.len());
    for (index, row) in rows.iter().enumerate() {
        let mut slots = Vec::new();
        let mut cells = row.iter();
        // how far cells of earlier rows reach, once the row's own are used up
        let mut reach = None;
        loop {
            let column = slots.len();
            if let Some(Some((cell, more))) = hanging.get(column).copied() {
                slots.push(Slot { cell: Some(cell), inherited: true });
                hanging[column] = (more > 1).then_some((cell, more - 1));
            } else if let Some(&cell) = cells.next() {
                let node = &tree.nodes[cell];
                let width = node.columns.unwrap_or(1).clamp(1, MOST_COLUMNS);
                // a span of 0 reaches to the end of the table
                let below = match node.rows.unwrap_or(1) {
                    0 => rows.len() - index - 1,
                    rows_covered => (rows_covered - 1).min(rows.len() - index - 1),
                };
                for offset in 0..width {
                    slots.push(Slot { cell: Some(cell), inherited: offset > 0 });
                    let at = column + offset;
                    if hanging.len() <= at {
                        hanging.resize(at + 1, None);
                    }
                    hanging[at] = (below > 0).then_some((cell, below));
                }
            } else if column < *reach.get_or_insert_with(|| hanging.iter().rposition(Option::is_some).unwrap_or(0)) {
                slots.push(Slot { cell: None, inherited: false });
            } else {
                break;
            }
            within("cells", *used + slots.len(), limits.cells)?;
        }
        *used += slots.len();
        grid.push(slots);
    }
    Ok(trimmed(grid))
}

/// The grid with rows of one length, without rows and columns in which no cell begins.
fn trimmed(mut grid: Vec<Vec<Slot>>) -> Vec<Vec<Slot>> {
    let width = grid.iter().map(Vec::len).max().unwrap_or(0);
    let mut begun = vec![false; width];
    let begins = |slot: &Slot| slot.cell.is_some() && !slot.inherited;
    for row in &grid {
        for (column, slot) in row.iter().enumerate() {
            begun[column] = begun[column] || begins(slot);
        }
    }
    grid.retain(|row| row.iter().any(begins));
    for row in &mut grid {
        row.resize(width, Slot { cell: None, inherited: false });
        let mut column = 0;
        row.retain(|_| {
            column += 1;
            begun[column - 1]
        });
    }
    grid
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;

    /// The grid as the numbers of its cells in the order of the page, `'` for inherited ones.
    fn shown(page: &str) -> Vec<String> {
        let tree = Tree::of(page, &tokens(page, &Limits::default()).expect("it is small"));
        let table = tree.nodes.iter().position(|node| node.tag == super::super::element::Tag::Table).expect("a table");
        let rows = rows(&tree, table);
        let order: Vec<usize> = rows.concat();
        let grid = square(&tree, &rows, &Limits::default(), &mut 0).expect("it is small");
        let slot = |slot: &Slot| match slot.cell {
            Some(cell) => {
                let number = order.iter().position(|&known| known == cell).expect("a cell of the table");
                format!("{number}{}", if slot.inherited { "'" } else { "" })
            }
            None => "-".to_owned(),
        };
        grid.iter().map(|row| row.iter().map(slot).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn spans_are_filled() {
        let cases: [(&str, &[&str]); 6] = [
            ("<table><tr><td>a<td>b<tr><td>c<td>d</table>", &["0 1", "2 3"]),
            ("<table><tr><td rowspan=2>a<td>b<tr><td>c</table>", &["0 1", "0' 2"]),
            ("<table><tr><td colspan=2>a<tr><td>b<td>c</table>", &["0 0'", "1 2"]),
            ("<table><tr><td rowspan=65535 colspan=99>a<tr><td>b</table>", &["0 -", "0' 1"]),
            ("<table><tr><td rowspan=0>a<td>b<tr><tr><td>c</table>", &["0 1", "0' 2"]),
            ("<table><thead><tr><th>a<tbody><tr><td>b<td>c</table>", &["0 -", "1 2"]),
        ];
        for (page, expected) in cases {
            assert_eq!(shown(page), expected, "{page}");
        }
    }

    #[test]
    fn too_many_cells_are_an_error() {
        let page = format!("<table>{}</table>", "<tr><td colspan=1000>a<td>b".repeat(300));
        let tree = Tree::of(&page, &tokens(&page, &Limits::default()).expect("it has 600 cells"));
        let rows = rows(&tree, 1);
        let error = square(&tree, &rows, &Limits::default(), &mut 0).expect_err("300,000 cells");
        assert_eq!(error.code(), "limit");
    }
}
