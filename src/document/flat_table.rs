//! Tables that were flattened to one cell a line: found by their heads, and set up again as grids.
//!
//! The text stays as it is, one cell a line; the grid only says which line is which cell. A merged cell of the first
//! column stands in the text once, and is repeated in the grid as inherited.

use crate::{
    lexicon::cue::{Column, Columns},
    page::{Block, BlockKind, Cell, Table},
    span::TextSpan,
};

/// A cell of more characters than this is running text.
const LONGEST_CELL: usize = 60;
/// A table has at least so many columns and rows of data.
const FEWEST_COLUMNS: usize = 3;
const FEWEST_ROWS: usize = 2;

/// Finds flattened tables among the blocks, appends them to `tables` and makes their lines rows of them.
pub fn restore(text: &str, blocks: &mut [Block], tables: &mut Vec<Table>, columns: &Columns) {
    let mut index = 0;
    while index < blocks.len() {
        let Some((heads, table)) = table_at(text, &blocks[index..], columns) else {
            index += 1;
            continue;
        };
        let number = tables.len();
        let mut used = heads;
        for (row, cells) in table.rows.iter().enumerate().skip(1) {
            let own = cells.iter().filter(|cell| !cell.inherited).count();
            for block in &mut blocks[index + used..index + used + own] {
                block.kind = BlockKind::TableRow { table: number, row };
            }
            used += own;
        }
        for block in &mut blocks[index..index + heads] {
            block.kind = BlockKind::TableRow { table: number, row: 0 };
        }
        tables.push(table);
        index += used;
    }
}

/// The table whose first head is the first of `blocks`, and the number of its heads.
fn table_at(text: &str, blocks: &[Block], columns: &Columns) -> Option<(usize, Table)> {
    let line = |block: &Block| &text[block.span.range()];
    let kinds: Vec<Column> = blocks
        .iter()
        .map_while(|block| (block.kind == BlockKind::Paragraph).then(|| columns.kind(line(block))).flatten())
        .take(24)
        .collect();
    let has_name = kinds.iter().any(|kind| matches!(kind, Column::Name | Column::Task | Column::Category));
    let has_value = kinds.iter().any(|&kind| kind.holds_figures());
    if kinds.len() < FEWEST_COLUMNS || !has_name || !has_value {
        return None;
    }
    let cells: Vec<TextSpan> = blocks[kinds.len()..]
        .iter()
        .take_while(|block| block.kind == BlockKind::Paragraph && is_cell(line(block)))
        .map(|block| block.span)
        .collect();
    let head = |span: &TextSpan| Cell { span: *span, inherited: false, header: true };
    let mut rows = vec![blocks[..kinds.len()].iter().map(|block| head(&block.span)).collect::<Vec<_>>()];
    let mut position = 0;
    while let Some((row, used)) = row_at(text, &cells[position..], &kinds, rows.last().filter(|_| rows.len() > 1)) {
        rows.push(row);
        position += used;
    }
    // a value right behind the last row is left over: a cell before it is missing, and the last row has taken another's
    let rest = cells.get(position..).unwrap_or_default();
    let left_over = rest.iter().take(kinds.len()).any(|span| is_figure(&text[span.range()]));
    let uneven = if left_over { vec![rows.len() - 1] } else { Vec::new() };
    (rows.len() > FEWEST_ROWS).then_some((kinds.len(), Table { rows, uneven }))
}

/// A whole row, or one in which the merged cell of the category is missing.
fn row_at(text: &str, cells: &[TextSpan], kinds: &[Column], above: Option<&Vec<Cell>>) -> Option<(Vec<Cell>, usize)> {
    let whole = || fill(text, cells, kinds, &[]);
    let merged = || {
        let above = above?;
        let category = kinds.iter().position(|&kind| kind == Column::Category)?;
        fill(text, cells, kinds, &[(category, above[category].span)])
    };
    whole().or_else(merged)
}

fn fill(
    text: &str,
    cells: &[TextSpan],
    kinds: &[Column],
    inherited: &[(usize, TextSpan)],
) -> Option<(Vec<Cell>, usize)> {
    let mut row = Vec::with_capacity(kinds.len());
    let mut used = 0;
    for (column, &kind) in kinds.iter().enumerate() {
        if let Some(&(_, span)) = inherited.iter().find(|(place, _)| *place == column) {
            row.push(Cell { span, inherited: true, header: false });
            continue;
        }
        let span = *cells.get(used)?;
        let value = reads_as_value(&text[span.range()]);
        let fits = match kind {
            Column::Serial => text[span.range()].trim().chars().all(|character| character.is_ascii_digit()),
            kind if kind.holds_figures() => value,
            Column::Unit | Column::Remark | Column::Deadline => true,
            _ => !value,
        };
        if !fits {
            return None;
        }
        row.push(Cell { span, inherited: false, header: false });
        used += 1;
    }
    Some((row, used))
}

fn is_cell(line: &str) -> bool {
    line.chars().count() <= LONGEST_CELL && !line.contains(['。', '；'])
}

/// Whether a cell is a figure and nothing else: no date, and no number of a section.
fn is_figure(cell: &str) -> bool {
    let cell = cell.trim();
    let bare = cell.trim_end_matches(['%', '％', '以', '上', '左', '右', '亿', '万']);
    reads_as_value(cell)
        && bare.ends_with(|character: char| character.is_ascii_digit())
        && !bare.chars().any(char::is_alphabetic)
}

/// Whether a cell holds a figure, or a sign that there is none.
fn reads_as_value(cell: &str) -> bool {
    let cell = cell.trim_start_matches([
        '前', '第', '≥', '≤', '＞', '＜', '>', '<', '〔', '[', '(', '（', '约', '-', '—', '－', '+', '±', ' ',
    ]);
    cell.is_empty()
        || cell.starts_with(|character: char| character.is_ascii_digit() || ('０'..='９').contains(&character))
        || matches!(cell, "/" | "／" | "…" | "完成" | "达标" | "达到")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{lexicon::Lexicon, page::LineLayout};

    fn restored(lines: &[&str]) -> (String, Vec<Block>, Vec<Table>) {
        let mut text = String::new();
        let mut blocks = Vec::new();
        for line in lines {
            blocks.push(Block {
                kind: BlockKind::Paragraph,
                span: TextSpan::new(text.len(), text.len() + line.len()),
                layout: LineLayout::default(),
            });
            text.push_str(line);
            text.push('\n');
        }
        let mut tables = Vec::new();
        let lexicon = Lexicon::builtin().expect("the built-in tables parse");
        restore(&text, &mut blocks, &mut tables, &lexicon.cues.columns);
        (text, blocks, tables)
    }

    #[test]
    fn a_merged_category_is_inherited() {
        let (text, blocks, tables) = restored(&[
            "目标表",
            "序号",
            "一级指标",
            "二级指标",
            "2030年",
            "2031年",
            "1",
            "投入",
            "经费占比",
            "5.1%",
            "5.5%",
            "2",
            "支出占比",
            "4.5%",
            "4.7%",
            "3",
            "绩效",
            "全省排名",
            "11",
            "10",
            "4",
            "全市排名",
            "3",
            "2",
            "二、行动计划",
        ]);
        assert_eq!(tables.len(), 1);
        let rows: Vec<Vec<&str>> =
            tables[0].rows.iter().map(|row| row.iter().map(|cell| &text[cell.span.range()]).collect()).collect();
        assert_eq!(rows[2], ["2", "投入", "支出占比", "4.5%", "4.7%"]);
        assert_eq!(rows[4], ["4", "绩效", "全市排名", "3", "2"]);
        assert!(tables[0].rows[4][1].inherited);
        assert_eq!(blocks[0].kind, BlockKind::Paragraph);
        assert_eq!(blocks[6].kind, BlockKind::TableRow { table: 0, row: 1 });
        assert_eq!(blocks[24].kind, BlockKind::Paragraph);
    }

    #[test]
    fn headings_in_a_row_are_no_table() {
        let (_, _, tables) = restored(&["一、主要指标", "2030年", "单位", "正文从这里开始。"]);
        assert!(tables.is_empty());
    }
}
